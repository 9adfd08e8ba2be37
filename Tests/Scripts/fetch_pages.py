#!/usr/bin/env python3
"""Times `etl run` over pages of a server on this machine: fetched, kept, cleaned and loaded.

    swift build -c release
    Tests/Scripts/fetch_pages.py [--pages 10000] [--size 20000] [--etl .build/release/etl]

Server and program share the machine. The second line is the same run with a quarter of the pages: memory must not
grow with their number.
"""

import argparse
import os
import re
import subprocess
import tempfile
import time

PIPELINE = """version: 1
name: fetch
inputs:
  pages: { type: http, urls_from: urls.txt, delay: 0s, connections_per_host: 64, private_addresses: allow }
stages:
  read: { uses: read_articles, from: [pages] }
  clean: { uses: clean_text, needs: [read] }
  load: { uses: load_sqlite, needs: [clean], with: { database: news.db, search: false } }
"""


def start(bench: str, folder: str, pages: int, size: int) -> tuple[subprocess.Popen, int]:
    file = os.path.join(folder, "port")
    server = subprocess.Popen(
        [bench, "serve", "--pages", str(pages), "--size", str(size), "--port-file", file],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    while not os.path.exists(file):
        if server.poll() is not None:
            raise SystemExit("the server ended")
        time.sleep(0.05)
    return server, int(open(file).read())


def run(etl: str, port: int, pages: int) -> tuple[float, int, int]:
    """Seconds, kilobytes at the peak, and articles of one run."""
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "urls.txt"), "w") as file:
            for number in range(1, pages + 1):
                file.write(f"http://127.0.0.1:{port}/page/{number}.html\n")
        path = os.path.join(folder, "pipeline.yml")
        with open(path, "w") as file:
            file.write(PIPELINE)
        begin = time.monotonic()
        process = subprocess.Popen([etl, "run", path], stderr=subprocess.PIPE, text=True)
        report = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - begin
        if status != 0:
            raise SystemExit(report)
        return seconds, usage.ru_maxrss, int(re.search(r"(\d+) new", report).group(1))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--size", type=int, default=20_000)
    parser.add_argument("--etl", default=".build/release/etl")
    parser.add_argument("--bench", default=".build/release/etl-bench")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server, port = start(options.bench, folder, options.pages, options.size)
        try:
            for pages in (options.pages, options.pages // 4):
                seconds, memory, articles = run(os.path.abspath(options.etl), port, pages)
                if articles != pages:
                    raise SystemExit(f"{articles} of {pages} pages were loaded")
                print(f"{pages} pages of about {options.size} bytes: {seconds:.2f} s, "
                      f"{pages / seconds:.0f} pages/s, {memory // 1000} MB at the peak")
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
