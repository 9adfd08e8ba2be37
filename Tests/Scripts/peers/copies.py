#!/usr/bin/env python3
"""Measures the search for copies of articles beside datasketch and rensa.

    Tests/Scripts/peers/copies.py ARTICLES.jsonl [--count 10000] [--etl-bench .build/release/etl-bench]

ARTICLES has one JSON object a line, with `id`, `text` and perhaps `date`. All programs take the
first --count of them in one run, one after the other, on one thread. The time is that of the
processor, from text to candidate pairs that were verified (etl: to clusters); reading the file does
not count, nor does cleaning the text in etl.

The peers do what measured best on Arabic news: runs of two words of the folded text, 64 bands of two
hashes, pairs verified by an estimated Jaccard of at least 0.3. Folding is not in their time.

They are installed from PyPI into a new environment in a temporary directory, which is deleted at
the end; --venv names one that has them. Nothing else is downloaded.
"""
import argparse
import re
import subprocess
import tempfile

import environment

PEER = r"""
import json, re, sys, time
name, path, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
FOLD = {ord(a): b for a, b in zip("أإآٱىة", "اااايه")}
MARKS = re.compile("[\u064b-\u065f\u0670\u0640\u200b-\u200f]")
texts = []
for line in open(path, encoding="utf-8"):
    texts.append(re.findall(r"\w+", MARKS.sub("", json.loads(line)["text"]).translate(FOLD)))
    if len(texts) == count:
        break
start = time.process_time()
if name == "datasketch":
    from datasketch import MinHash, MinHashLSH
    index = MinHashLSH(num_perm=128, params=(64, 2))
    hashes = []
    for number, words in enumerate(texts):
        hash = MinHash(num_perm=128)
        hash.update_batch([f"{a} {b}".encode() for a, b in zip(words, words[1:])])
        hashes.append(hash)
        index.insert(number, hash)
    pairs = sum(
        other > number and hash.jaccard(hashes[other]) >= 0.3
        for number, hash in enumerate(hashes) for other in index.query(hash))
else:
    from rensa import RMinHash, RMinHashLSH
    index = RMinHashLSH(threshold=0.3, num_perm=128, num_bands=64)
    hashes = []
    for number, words in enumerate(texts):
        hash = RMinHash(num_perm=128, seed=1)
        hash.update([f"{a} {b}" for a, b in zip(words, words[1:])])
        hashes.append(hash)
        index.insert(number, hash)
    pairs = sum(
        other > number and hash.jaccard(hashes[other]) >= 0.3
        for number, hash in enumerate(hashes) for other in index.query(hash))
print(len(texts), time.process_time() - start, pairs)
"""


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--etl-bench", default=".build/release/etl-bench")
    parser.add_argument("--venv", help="an environment that has the peers")
    options = parser.parse_args()
    run = subprocess.run(
        [options.etl_bench, "dedupe-scale", "--input", options.articles, "--counts", str(options.count)],
        check=True, capture_output=True, text=True)
    ours = float(re.search(r"(\d+) articles/s", run.stdout)[1])
    print(f"etl         {ours:8.0f} articles/s")
    with tempfile.TemporaryDirectory(prefix="etl-peers-") as directory:
        python = environment.python(options.venv, directory, "datasketch", "rensa")
        for name in ("rensa", "datasketch"):
            run = subprocess.run(
                [python, "-c", PEER, name, options.articles, str(options.count)],
                check=True, capture_output=True, text=True)
            count, seconds, pairs = run.stdout.split()
            rate = int(count) / float(seconds)
            print(f"{name:11} {rate:8.0f} articles/s, {pairs} pairs; etl is {ours / rate:.1f} times as fast")


if __name__ == "__main__":
    main()
