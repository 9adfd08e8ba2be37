#!/usr/bin/env python3
"""Runs the built `etl` over pages that break parsers, each in a run of its own.

    python3 Tests/Scripts/hostile_pages.py --etl .build/release/etl [--only NAME]

Every page but the empty and the binary ones holds the same invented article behind what is hostile.
A run must end within --seconds of processor time and --megabytes of memory, and the article must be
kept whole, or the page must be on record as rejected where the table below says so. The whole graph
runs up to the database, quotes included. Only Python's standard library is used.
"""
import argparse
import os
import pathlib
import sqlite3
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]

PIPELINE = """version: 1
name: hostile
inputs:
  pages: {{ type: files, paths: [page.html] }}
stages:
  read:    {{ uses: read_articles, from: [pages] }}
  clean:   {{ uses: clean_text, needs: [read] }}
  segment: {{ uses: segment_sentences, needs: [clean] }}
  quotes:  {{ uses: tag_quotes, needs: [segment], with: {{ lexicons: {lexicons} }} }}
  load:    {{ uses: load_sqlite, needs: [quotes], with: {{ database: news.db, search: false }} }}
limits: {{ max_rejected: "100%" }}
"""

PARAGRAPHS = [
    "افتتح المجلس المحلي صباح اليوم مكتبة عامة جديدة في الحي القديم من المدينة، بعد عامين من العمل.",
    "وقال مدير المكتبة إن الأبواب مفتوحة للجميع دون رسوم، وإن عشرة آلاف كتاب تنتظر القراء هذا الشتاء.",
    "وأضاف أن قاعة للأطفال ستفتتح في الربيع المقبل، وأن ساعات العمل ستمتد إلى المساء في نهاية الأسبوع.",
]
ARTICLE = "<article><h1>افتتاح مكتبة في الحي القديم</h1>" + "".join(
    f"<p>{text}</p>" for text in PARAGRAPHS) + "</article>"
SENTENCE = "هذه جملة من نص طويل لا ينتهي. "


def page(hostile="", meta="<meta charset=utf-8>", head=""):
    return (f"{head}<html><head>{meta}<title>افتتاح مكتبة في الحي القديم</title></head><body>"
            f"{hostile}{ARTICLE}</body></html>")


def utf8(hostile):
    return page(hostile).encode()


def filled(unit, size):
    return unit * (size // len(unit.encode()) + 1)


ENTITIES = "<!DOCTYPE html [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{('&' + chr(97 + n) + ';') * 10}'>" for n in range(9)) + "]>"

# name: (bytes, what must become of it)
PAGES = {
    "300 nested div": lambda: (utf8("<div>" * 300), "kept"),
    "20,000 nested div": lambda: (utf8("<div>" * 20_000), "kept"),
    "20,000 unclosed b": lambda: (utf8("<b>" * 20_000), "kept"),
    "100,000 sibling p": lambda: (utf8("<p>سطر</p>" * 100_000), "kept"),
    "50,000 links": lambda: (utf8("<a href=/x>رابط إلى خبر</a> " * 50_000), "kept"),
    "30,000 attributes": lambda: (
        utf8("<div " + "".join(f"a{n}='1' class=x " for n in range(15_000)) + ">"), "kept"),
    "20 MB text node": lambda: (utf8(filled(SENTENCE, 19_900_000)), "kept"),
    "over 20 MB": lambda: (utf8(filled(SENTENCE, 20_100_000)), "too_large"),
    "15 MB script": lambda: (
        utf8("<script>" + "if (a < b && c) { '<p>' }\n" * 576_000 + "</script>"), "kept"),
    "300,000 bare <": lambda: (utf8("<" * 300_000), "kept"),
    "200,000 open comments": lambda: (utf8("<!--" * 200_000), "kept"),
    "colspan 99999999": lambda: (
        utf8("<table><tr><td colspan=99999999 rowspan=99999999>1</td></tr></table>"), "kept"),
    "NUL bytes": lambda: (utf8("<p>" + "\0" * 8 + "</p>"), "kept"),
    "invalid UTF-8": lambda: (utf8("<p>X</p>").replace(b"X", b"\xd8\xff\xc0\xaf\xe2\x28"), "kept"),
    "windows-1256 with meta": lambda: (
        page(meta="<meta charset=windows-1256>").encode("cp1256"), "kept"),
    "windows-1256 without meta": lambda: (page(meta="").encode("cp1256"), "kept"),
    "UTF-8 declared as windows-1256": lambda: (
        page(meta="<meta charset=windows-1256>").encode(), "kept"),
    "UTF-16LE with BOM": lambda: (b"\xff\xfe" + page(meta="").encode("utf-16-le"), "kept"),
    "UTF-16LE without BOM": lambda: (page(meta="").encode("utf-16-le"), "kept"),
    "UTF-16BE with BOM": lambda: (b"\xfe\xff" + page(meta="").encode("utf-16-be"), "kept"),
    "UTF-16BE without BOM": lambda: (page(meta="").encode("utf-16-be"), "kept"),
    "ISO-8859-6": lambda: (
        page(meta="<meta charset=iso-8859-6>").encode("iso-8859-6"), "kept"),
    "entity bomb": lambda: (page("<p>&j;&j;&j;</p>", head=ENTITIES).encode(), "kept"),
    "empty": lambda: (b"", "empty"),
    "binary": lambda: (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 400, "binary"),
}


def run(etl, directory):
    """Runs etl in `directory`; returns its exit code, processor time and memory in MB."""
    child = os.fork()
    if child == 0:
        os.chdir(directory)
        null = os.open("output", os.O_WRONLY | os.O_CREAT)
        os.dup2(null, 1)
        os.dup2(null, 2)
        os.execv(etl, [etl, "run", "pipeline.yml"])
    _, status, usage = os.wait4(child, 0)
    return status, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def outcome(database):
    """`kept`, the reason of a reject or drop, or what is wrong."""
    connection = sqlite3.connect(database)
    row = connection.execute("SELECT body FROM article_version WHERE is_current = 1").fetchone()
    reason = connection.execute(
        "SELECT reason FROM pipeline_record WHERE reason IS NOT NULL").fetchone()
    reject = connection.execute("SELECT reason FROM reject").fetchone()
    connection.close()
    if row:
        missing = [number for number, text in enumerate(PARAGRAPHS) if text not in row[0]]
        return f"lost paragraphs {missing}" if missing else "kept"
    return (reject or reason or ("no record",))[0]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--etl", default=".build/release/etl")
    parser.add_argument("--only")
    parser.add_argument("--seconds", type=float, default=1)
    parser.add_argument("--megabytes", type=float, default=200)
    options = parser.parse_args()
    etl = os.path.abspath(options.etl)
    failed = 0
    for name, make in PAGES.items():
        if options.only not in (None, name):
            continue
        content, wanted = make()
        with tempfile.TemporaryDirectory(prefix="etl-hostile-") as directory:
            root = pathlib.Path(directory)
            (root / "page.html").write_bytes(content)
            (root / "pipeline.yml").write_text(PIPELINE.format(lexicons=ROOT / "seeds/lexicons"))
            _, seconds, megabytes = run(etl, directory)
            try:
                found = outcome(root / "news.db")
            except sqlite3.Error as error:
                found = f"no database: {error}"
        isGood = (
            found == wanted and seconds <= options.seconds and megabytes <= options.megabytes)
        failed += not isGood
        print(f"{'ok  ' if isGood else 'FAIL'} {name:32} {seconds:6.2f} s {megabytes:6.0f} MB  "
              f"{found}{'' if found == wanted else ', not ' + wanted}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
