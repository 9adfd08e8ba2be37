#!/usr/bin/env python3
"""Proves that a run that is killed at any moment and run again ends as one undisturbed run.

    python3 Tests/Scripts/kill_runs.py --etl .build/release/etl --rounds 40

Even rounds kill a first load, odd rounds a later one, which meets new, changed, copied and vanished
articles. After every kill a copy of the database must be sound and hold what it held before the run
or what it holds after it. After the last run, which nobody disturbs, it must hold what an
undisturbed run leaves, row by row, and no file of the work may be left. Articles and moments are
drawn from --seed; `--only N` repeats one round. Only Python's standard library is used.
"""
import argparse
import gzip
import json
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

import database_dump

ROOT = pathlib.Path(__file__).resolve().parents[2]
PUBLISHING = 0.85  # from here on, a run is mostly publishing

PIPELINE = """version: 1
name: killed
inputs:
  lines: {{ type: jsonl, paths: [lines] }}
  files: {{ type: files, paths: [files] }}
stages:
  read:    {{ uses: read_articles, from: [lines, files] }}
  clean:   {{ uses: clean_text, needs: [read] }}
  segment: {{ uses: segment_sentences, needs: [clean] }}
  quotes:  {{ uses: tag_quotes, needs: [segment], with: {{ lexicons: {lexicons} }} }}
  dedupe:  {{ uses: dedupe_documents, needs: [clean] }}
  link:    {{ uses: link_utterances, needs: [quotes, dedupe] }}
  load:    {{ uses: load_sqlite, needs: [quotes, dedupe, link], with: {{ database: news.db }} }}
"""

TITLES = ["وزير المياه", "الناطق الرسمي", "رئيس البلدية", "المدير العام", "وزير الزراعة", "رئيس اللجنة"]
FIRST = ["سالم", "خالد", "ماجد", "فهد", "سعيد", "طارق", "يوسف", "حامد"]
LAST = ["العمري", "الزهراني", "القحطاني", "المطيري", "الشمري", "الدوسري", "الحربي"]
THINGS = ["السد", "الطريق", "الجسر", "المصنع", "الميناء", "المستشفى", "السوق", "المتحف", "المطار"]
STATES = ["اكتمل", "تأخر", "توقف", "بدأ من جديد", "انتهى قبل موعده", "يحتاج إلى صيانة"]
REASONS = ["بسبب الأمطار", "بعد دراسة طويلة", "بطلب من السكان", "لضيق الوقت", "بفضل المتطوعين"]
PLACES = ["في الشمال", "في الوادي", "قرب الساحل", "شرق المدينة", "خلف الجبل", "على الحدود"]


class Failure(Exception):
    """What a round found wrong."""


def article(draw, number):
    """An invented article; the number makes its words its own."""
    def fact():
        return (f"{draw.choice(THINGS)} رقم {draw.randrange(10, 9999)} {draw.choice(STATES)} "
                f"{draw.choice(REASONS)} {draw.choice(PLACES)}")

    name = f"{draw.choice(TITLES)} {draw.choice(FIRST)} {draw.choice(LAST)}"
    sentences = [
        f"{draw.choice(['قال', 'أكد'])} {name} إن {fact()} في العام {number}.",
        f"وأضاف: «{fact()}، ولن نعلن شيئا قبل {draw.randrange(2, 90)} يوما».",
    ]
    for _ in range(draw.randrange(2, 9)):
        sentences.append(draw.choice(["وذكر التقرير أن ", "وأوضح أن ", "وفي خبر آخر فإن "]) + fact() + ".")
    return "\n".join(sentences)


def articles(count, seed):
    """Invented articles, every ninth a copy of an earlier one, word for word or nearly so."""
    draw = random.Random(seed)
    texts = []
    for number in range(count):
        if number > 20 and number % 9 == 0:
            text = texts[draw.randrange(number)]
            texts.append(text if number % 2 else text + f"\nوختم بأن العمل مستمر حتى {number}.")
        else:
            texts.append(article(draw, number))
    return texts


def write(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    # A fixed time, an hour and more ago: what was written just now is not trusted to stay.
    os.utime(path, (1_700_000_000, 1_700_000_000))


def line(number, text):
    record = {"id": f"a{number}", "text": text, "date": f"2024-03-{number % 28 + 1:02}"}
    return json.dumps(record, ensure_ascii=False)


def write_first_half(base, texts, lexicons):
    """The articles of the first load, and records that no run can read."""
    write(base / "pipeline.yml", PIPELINE.format(lexicons=json.dumps(str(lexicons))))
    half = len(texts) // 2
    lines = [line(number, texts[number]) for number in range(0, half, 2)]
    lines[3:3] = ["", "{ no json", '{"id": "none"}', '"a string"']
    write(base / "lines/a.jsonl", "\n".join(lines[: len(lines) // 2]) + "\n")
    write(base / "lines/b.jsonl.gz", gzip.compress("\n".join(lines[len(lines) // 2 :]).encode(), mtime=0))
    for number in range(1, half, 2):
        write(base / f"files/{number}.txt", texts[number])
    write(base / "files/blank.txt", " \n")
    write(base / "files/mended.txt", "")
    write(base / "files/short.txt", "كلمة")


def write_second_half(base, texts):
    """What comes later: new, changed, copied, mended, vanished and damaged ones."""
    half = len(texts) // 2
    lines = [line(number, texts[number]) for number in range(half, len(texts), 2)]
    write(base / "lines/c.jsonl", "\n".join(lines[: len(lines) * 2 // 3]))
    packed = gzip.compress("\n".join(lines[len(lines) * 2 // 3 :]).encode(), mtime=0)
    write(base / "lines/d.jsonl.gz", packed[: len(packed) * 9 // 10])
    for number in range(half + 1, len(texts), 2):
        write(base / f"files/{number}.txt", texts[number])
    for number in range(1, half, 10):
        write(base / f"files/{number}.txt", texts[number] + "\nوأكد الناطق سالم العمري أن الخبر تغير.")
    changed = (base / "lines/a.jsonl").read_text().splitlines()
    changed[0] = line(0, texts[0] + "\nوأضاف: «تغير هذا السطر أيضا».")
    write(base / "lines/a.jsonl", "\n".join(changed) + "\n")
    write(base / "files/copy.txt", texts[5])
    write(base / "files/mended.txt", texts[4] + "\nوهذا الملف لم يعد فارغا.")
    (base / "files/3.txt").unlink()


def start(options, base):
    command = [options.etl, "run", str(base / "pipeline.yml"), "-q"]
    log = open(base / "errors.txt", "ab")
    with log:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log)


def run(options, base):
    """Runs without disturbance and returns how long it took."""
    before = time.monotonic()
    code = start(options, base).wait(timeout=600)
    if code != 0:
        raise Failure(f"a run that nobody disturbed ended with {code}: see errors.txt")
    return time.monotonic() - before


def run_killed(options, base, moment):
    """Kills a run after so many seconds; whether it was still at work."""
    process = start(options, base)
    try:
        process.wait(timeout=moment)
        return False
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait() < 0


def check_killed(base, allowed):
    """Looks at a copy: looking at the database itself would already mend it."""
    if not (base / "news.db").exists():
        if None not in allowed:
            raise Failure("the database is gone")
        return
    copy = base / "copy"
    copy.mkdir()
    for suffix in ["", "-wal", "-journal"]:
        if (base / f"news.db{suffix}").exists():
            shutil.copy(base / f"news.db{suffix}", copy / f"news.db{suffix}")
    with database_dump.opened(copy / "news.db") as database:
        check_sound(database)
        dump = database_dump.dump(database)
    if dump not in allowed:
        against = next(one for one in allowed if one is not None)
        raise Failure("after the kill the database is half of something\n" + database_dump.difference(against, dump))
    shutil.rmtree(copy)


def check_sound(database):
    integrity = [row[0] for row in database.execute("PRAGMA integrity_check")]
    if integrity != ["ok"]:
        raise Failure(f"integrity_check: {integrity[0]}")
    orphans = database.execute("PRAGMA foreign_key_check").fetchall()
    if orphans:
        raise Failure(f"foreign_key_check: {len(orphans)} rows, the first in {orphans[0][0]}")


def check_end(base, expected):
    with database_dump.opened(base / "news.db") as database:
        check_sound(database)
        found = database_dump.dump(database)
    if found != expected:
        raise Failure("the rows differ from an undisturbed run\n" + database_dump.difference(expected, found))
    for pattern in ["*.loading*", "*-wal", "*-journal", "*-shm"]:
        for left in base.glob(pattern):
            raise Failure(f"{left.name} is left")


def dump_of(base):
    with database_dump.opened(base / "news.db") as database:
        return database_dump.dump(database)


def undisturbed(options, texts, place, is_later):
    """What the database holds before and after an undisturbed run, and how long one takes at best."""
    times, ends = [], []
    for repeat in range(3):
        base = place / f"undisturbed-{'later' if is_later else 'first'}-{repeat}"
        before = prepare(options, base, texts, is_later)
        times.append(run(options, base))
        ends.append(dump_of(base))
        if ends[0] != ends[-1]:
            raise Failure("two undisturbed runs differ\n" + database_dump.difference(ends[0], ends[-1]))
    return before, ends[0], min(times)


def prepare(options, base, texts, is_later):
    """Brings a directory to where the run to kill begins; the dump of its database, if it has one."""
    write_first_half(base, texts, options.lexicons)
    if is_later:
        run(options, base)
        before = dump_of(base)
        write_second_half(base, texts)
        return before
    write_second_half(base, texts)
    return None


def kill_moments(number, seed, seconds):
    """When to kill, in seconds after the start: one time, or two times with probability 1/3."""
    draw = random.Random(f"{seed}/{number}")
    times = 2 if draw.random() < 1 / 3 else 1
    low = PUBLISHING if number // 2 % 3 == 2 else 0
    return [seconds * (low + (1 - low) * draw.random()) for _ in range(times)]


def prepare_and_kill(options, base, texts, is_later, moment):
    """Kills a first time and returns when: earlier than asked if the run had ended by then."""
    for _ in range(20):
        prepare(options, base, texts, is_later)
        if run_killed(options, base, moment):
            return moment
        shutil.rmtree(base)
        moment *= 0.96
    raise Failure("the run always ended before it could be killed; use more --articles")


def play(options, number, texts, references, place):
    """One round; returns its line."""
    base = place / f"round-{number}"
    is_later = number % 2 == 1
    before, after, seconds = references[number % 2]
    first, *more = kill_moments(number, options.seed, seconds)
    notes = [f"killed after {prepare_and_kill(options, base, texts, is_later, first):.3f} s"]
    check_killed(base, [before, after])
    for moment in more:
        was_killed = run_killed(options, base, moment)
        notes.append(f"{'killed' if was_killed else 'ended before'} {moment:.3f} s")
        check_killed(base, [before, after])
    run(options, base)
    check_end(base, after)
    shutil.rmtree(base)
    return f"{'later' if is_later else 'first'} load of {seconds:.3f} s: {', again '.join(notes)}"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--etl", required=True, help="the program")
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--only", type=int, help="play this round alone")
    parser.add_argument("--articles", type=int, default=300, help="at least 60")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lexicons", type=pathlib.Path, default=ROOT / "seeds/lexicons")
    options = parser.parse_args()
    if options.articles < 60:
        parser.error(f"--articles must be at least 60, not {options.articles}")
    options.etl = str(pathlib.Path(options.etl).resolve())
    options.lexicons = options.lexicons.resolve()
    return options


def main():
    options = arguments()
    place = pathlib.Path(tempfile.mkdtemp(prefix="kill-runs-"))
    texts = articles(options.articles, options.seed)
    try:
        references = [undisturbed(options, texts, place, is_later) for is_later in (False, True)]
    except Failure as failure:
        print(f"undisturbed runs: FAILED: {failure}\n  kept: {place}")
        return 1
    rounds = range(options.rounds) if options.only is None else [options.only]
    failed = 0
    for number in rounds:
        try:
            print(f"round {number}: ok, {play(options, number, texts, references, place)}", flush=True)
        except (Failure, sqlite3.Error, subprocess.TimeoutExpired) as failure:
            failed += 1
            print(f"round {number}: FAILED: {failure}\n  kept: {place / f'round-{number}'}", flush=True)
    rows = references[1][1]
    print(f"{len(rounds) - failed} of {len(rounds)} rounds ended as an undisturbed run"
          f" ({sum(map(len, rows.values()))} rows of {len(rows)} tables compared)")
    if failed == 0:
        shutil.rmtree(place)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
