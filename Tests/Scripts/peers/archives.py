#!/usr/bin/env python3
"""Measures the reading of WARC archives beside warcio and FastWARC.

    Tests/Scripts/peers/archives.py [ARCHIVE] [--records 20000] [--etl-bench .build/release/etl-bench]

Without ARCHIVE two are made by warcio in a temporary directory, of pages of 60 KB: one plain, one
compressed record by record. All programs split the same file into records and take their blocks, in
one run, one after the other, on one thread; the time is that of the processor.

The peers are installed from PyPI into a new environment in a temporary directory, which is deleted
at the end; --venv names one that has them. Nothing else is downloaded.
"""
import argparse
import pathlib
import re
import subprocess
import tempfile

import environment

MAKE = r"""
import io, random, sys
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter
path, count, zipped = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "gz"
random.seed(1)
words = ["".join(random.choice("بتثجحخدذرزسشقفكلمن") + random.choice("اوي") for _ in range(3)) for _ in range(4000)]
pages = []
for _ in range(200):
    text = " ".join(random.choice(words) for _ in range(4400))
    pages.append(f"<html><body><p>{text}</p></body></html>".encode())
with open(path, "wb") as file:
    writer = WARCWriter(file, gzip=zipped)
    for number in range(count):
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(
            f"https://news.example/{number}", "response", payload=io.BytesIO(pages[number % 200]),
            http_headers=headers, warc_headers_dict={"WARC-Date": "2026-03-01T00:00:00Z"}))
"""
READ = r"""
import sys, time
name, path = sys.argv[1:]
size, start = 0, time.process_time()
if name == "warcio":
    from warcio.archiveiterator import ArchiveIterator
    with open(path, "rb") as file:
        for record in ArchiveIterator(file, no_record_parse=True):
            size += len(record.raw_stream.read())
else:
    from fastwarc.warc import ArchiveIterator
    with open(path, "rb") as file:
        for record in ArchiveIterator(file, parse_http=False):
            size += len(record.reader.read())
print(size / 1e6 / (time.process_time() - start))
"""


def measure(python, program, path):
    run = subprocess.run([program, "warc", "--input", path], check=True, capture_output=True, text=True)
    line = next(l for l in run.stdout.splitlines() if re.match(r"\s+records  ", l))
    ours = float(re.search(r"([\d.]+) MB/s", line)[1])
    print(f"{pathlib.Path(path).name}: etl {ours:.0f} MB/s", end="")
    for name in ("FastWARC", "warcio"):
        run = subprocess.run([python, "-c", READ, name, path], check=True, capture_output=True, text=True)
        rate = float(run.stdout)
        print(f", {name} {rate:.0f} MB/s ({ours / rate:.2f})", end="")
    print()


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", nargs="?")
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--etl-bench", default=".build/release/etl-bench")
    parser.add_argument("--venv", help="an environment that has the peers")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="etl-peers-") as directory:
        python = environment.python(options.venv, directory, "warcio", "fastwarc")
        archives = [options.archive] if options.archive else []
        for name in () if options.archive else ("plain.warc", "records.warc.gz"):
            path = pathlib.Path(directory, name)
            subprocess.run(
                [python, "-c", MAKE, path, str(options.records), path.suffix[1:]], check=True)
            archives.append(path)
        for path in archives:
            measure(python, options.etl_bench, path)


if __name__ == "__main__":
    main()
