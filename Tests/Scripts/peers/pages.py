#!/usr/bin/env python3
"""Measures the extraction of articles from web pages beside trafilatura and resiliparse.

    Tests/Scripts/peers/pages.py PAGES.jsonl [--gold GOLD.jsonl] [--etl-bench .build/release/etl-bench]

PAGES has one JSON object a line, with `id` and `html_base64`; GOLD has `id` and `body`. All
programs read the same pages in one run, one after the other, on one thread. The time is that of
the processor and covers what turns UTF-8 into a body; reading the file and decoding do not count.
Each program does its work --rounds times (`etl-bench` always five times); the median is shown.

F1 is that of 4-gram shingles of words: precision and recall page by page, averaged over the pages,
as article-extraction-benchmark does it.

The two peers are installed from PyPI into a new environment in a temporary directory, which is
deleted at the end; --venv names one that has them. Nothing else is downloaded.
"""
import argparse
import json
import pathlib
import re
import statistics
import subprocess
import tempfile
import unicodedata
from collections import Counter

import environment

PEER = r"""
import base64, json, sys, time
name, pages, output, rounds = sys.argv[1:]
if name == "trafilatura":
    import trafilatura
    def body(html): return trafilatura.extract(html, include_comments=False)
else:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree
    def body(html):
        return extract_plain_text(HTMLTree.parse(html), main_content=True, alt_texts=False)
records = []
for line in open(pages, encoding="utf-8"):
    page = json.loads(line)
    records.append((page["id"], base64.b64decode(page["html_base64"]).decode("utf-8", "replace")))
times = []
for _ in range(int(rounds)):
    start = time.process_time()
    bodies = [body(html) for _, html in records]
    times.append(time.process_time() - start)
with open(output, "w", encoding="utf-8") as file:
    for (key, _), text in zip(records, bodies):
        file.write(json.dumps({"id": key, "body": text or ""}, ensure_ascii=False) + "\n")
print(json.dumps(sorted(times)[len(times) // 2]))
"""

MARKS = re.compile("[\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]")


def shingles(text):
    words = re.findall(r"\w+", MARKS.sub("", unicodedata.normalize("NFKC", text or "")))
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)) if words)


def f1(gold, bodies):
    precisions, recalls = [], []
    for key, body in gold.items():
        wanted, found = shingles(body), shingles(bodies.get(key))
        hits = sum((wanted & found).values())
        if found:
            precisions.append(hits / sum(found.values()))
        if wanted:
            recalls.append(hits / sum(wanted.values()))
    precision = statistics.mean(precisions) if precisions else 0
    recall = statistics.mean(recalls) if recalls else 0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0


def records(path):
    return {r["id"]: r.get("body") for r in map(json.loads, open(path, encoding="utf-8"))}


def measure_etl(program, pages, output):
    run = subprocess.run(
        [program, "clean", "--pages", pages, "--output", output],
        check=True, capture_output=True, text=True)
    line = next(l for l in run.stdout.splitlines() if l.split()[0] == "ArticleCleaner")
    return float(re.search(r"([\d.]+) ms, best", line)[1]) / 1000


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages")
    parser.add_argument("--gold")
    parser.add_argument("--etl-bench", default=".build/release/etl-bench")
    parser.add_argument("--venv", help="an environment that has the peers")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="etl-peers-") as directory:
        root = pathlib.Path(directory)
        # Newer versions of lxml leave to a package of its own what trafilatura asks them for.
        python = environment.python(
            options.venv, directory, "trafilatura", "lxml_html_clean", "resiliparse")
        times = {"etl": measure_etl(options.etl_bench, options.pages, root / "etl")}
        for name in ("resiliparse", "trafilatura"):
            run = subprocess.run(
                [python, "-c", PEER, name, options.pages, root / name, str(options.rounds)],
                check=True, capture_output=True, text=True)
            times[name] = json.loads(run.stdout.splitlines()[-1])
        gold = records(options.gold) if options.gold else None
        count = sum(1 for line in open(options.pages, encoding="utf-8") if line.strip())
        print(f"{'':12} {'pages/s':>8} {'F1':>6}")
        for name, seconds in times.items():
            score = f"{f1(gold, records(root / name)):.3f}" if gold else "-"
            print(f"{name:12} {count / seconds:8.0f} {score:>6}")


if __name__ == "__main__":
    main()
