#!/usr/bin/env python3
"""Opens reports of `etl` in headless Chromium: looks are for a person, the rest is asked here.

    Tests/Scripts/report_screenshots.py .build/debug/etl news.db [--output DIR]

Screenshots go to the directory: light, dark, narrow, and print as PDF. Asked of the browser, in light and in dark,
wide and narrow: nothing overflows the page, text has a contrast of 4.5 to what is behind it, every link leads
somewhere and has a name, a label that is focused shows what it knows, nothing else is asked for on any host, and a
script in a row of the database does not run. Without Chromium it says so and skips. Only Python's standard library is used.
"""
import argparse
import html
import http.server
import json
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading

CHROMIUM = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
HOSTILE = "<img src=x onerror=\"document.body.className='ran'\"><script>document.body.className='ran'</script>"

# Loads the report into a frame and writes what it finds there into its own page.
PROBE = """<!DOCTYPE html><meta charset="utf-8"><body><iframe style="width:100%;height:90vh;border:0"></iframe>
<script>
const parse = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
  .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
  .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
const behind = (view, element) => {
  for (let e = element; e; e = e.parentElement) {
    const color = parse(view.getComputedStyle(e).backgroundColor);
    if (color.length < 4 || color[3] > 0) return color;
  }
  return [255, 255, 255];
};
const contrasts = (view, document) => {
  const low = {};
  for (const e of document.querySelectorAll("body *")) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!own || e.closest("svg") || e.checkVisibility && !e.checkVisibility()) continue;
    const [a, b] = [light(parse(view.getComputedStyle(e).color)), light(behind(view, e))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) low[e.tagName + "." + e.className] = contrast.toFixed(2);
  }
  return low;
};
const frame = document.querySelector("iframe");
frame.onload = () => {
  const view = frame.contentWindow, page = frame.contentDocument, result = {};
  result.overflow = page.documentElement.scrollWidth - page.documentElement.clientWidth;
  page.querySelectorAll("details").forEach((d) => d.open = true);
  result.overflowUnfolded = page.documentElement.scrollWidth - page.documentElement.clientWidth;
  result.contrast = contrasts(view, page);
  const links = [...page.querySelectorAll("a")];
  result.links = links.length;
  result.lost = links.filter((a) => !page.querySelector("#" + CSS.escape(a.hash.slice(1)))).length;
  result.nameless = links.filter((a) => !(a.getAttribute("aria-label") || a.textContent).trim()).length;
  const labels = [...page.querySelectorAll("a.speaker")];
  result.labels = labels.length;
  result.silent = labels.filter((a) => {
    a.focus();
    const tip = page.getElementById(a.getAttribute("aria-describedby"));
    return view.getComputedStyle(tip).display !== "block" || !tip.textContent.includes("confidence");
  }).length;
  const box = labels.length ? page.activeElement.nextElementSibling.getBoundingClientRect() : null;
  result.tipOutside = box ? box.left < 0 || box.right > view.innerWidth || box.bottom > view.innerHeight : false;
  result.scriptRan = page.body.className === "ran";
  document.body.replaceChildren(document.createElement("pre"));
  document.querySelector("pre").textContent = JSON.stringify(result);
};
frame.src = "/page";
</script>"""


def chromium(*arguments, dark=False):
    scheme = ["--blink-settings=preferredColorScheme=0"] if dark else []
    result = subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", *scheme, *arguments],
        capture_output=True, text=True, timeout=120)
    return result.stdout


class Pages(http.server.BaseHTTPRequestHandler):
    """Serves a page, the probe beside it, and remembers what else is asked for, whatever the host."""

    def do_GET(self):
        body = self.server.pages.get(self.path)
        if body is None and self.path != "/favicon.ico":
            self.server.others.append(self.path)
        self.send_response(404 if body is None else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_):
        pass


def probe(page, width, dark):
    """What the browser says of a page."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        server.pages = {"/probe": PROBE.encode(), "/page": page.read_bytes()}
        server.others = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        dom = chromium(
            f"--host-resolver-rules=MAP * 127.0.0.1:{server.server_port}", "--virtual-time-budget=20000",
            "--disable-features=NetworkTimeServiceQuerying", "--disable-background-networking", f"--window-size={width},900",
            "--dump-dom", "http://news.invalid/probe", dark=dark)
        server.shutdown()
        requests = server.others
    found = re.search(r"<pre>(.*)</pre>", dom, re.DOTALL)
    if not found:
        return {"no answer": dom[-300:]}
    return {**json.loads(html.unescape(found.group(1))), "requests": requests}


def problems(result):
    """What is not as it should be, by name."""
    wanted_nothing = [
        "no answer", "overflow", "overflowUnfolded", "contrast", "lost", "nameless", "silent", "tipOutside", "scriptRan",
        "requests",
    ]
    return {name: result[name] for name in wanted_nothing if result.get(name)}


def report(etl, database, page, articles):
    subprocess.run(
        [etl, "report", database, "--html", page, "--articles", str(articles)], check=True, timeout=120)


def hostile_copy(database, path):
    """A copy of a database with markup in every text that a page shows."""
    with sqlite3.connect(database) as source, sqlite3.connect(path) as copy:
        source.backup(copy)
        for table, columns in [
            ("article_version", ["title", "byline"]), ("speaker", ["name"]), ("quote", ["rule", "content", "cue"]),
            ("residue", ["kind", "rule", "text"]), ("run", ["pipeline"]), ("article", ["url"]),
        ]:
            for column in columns:
                copy.execute(f"UPDATE {table} SET {column} = ?", (HOSTILE,))
        copy.execute("UPDATE article_version SET body = ? || body", (HOSTILE,))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("etl")
    parser.add_argument("database")
    parser.add_argument("--output", type=pathlib.Path, default=pathlib.Path("screenshots"))
    arguments = parser.parse_args()
    if not CHROMIUM:
        print("skipped: there is no chromium here (apt-get install chromium)")
        return 0
    output = arguments.output.resolve()
    output.mkdir(parents=True, exist_ok=True)
    page = output / "report.html"
    report(arguments.etl, arguments.database, page, 5)
    for name, width, height, dark in [
        ("light", 1280, 9000, False), ("dark", 1280, 9000, True), ("narrow", 400, 9000, False),
    ]:
        chromium(f"--screenshot={output / name}.png", f"--window-size={width},{height}", page.as_uri(), dark=dark)
    chromium(f"--print-to-pdf={output / 'print'}.pdf", "--no-pdf-header-footer", page.as_uri())
    wrong = 0
    with tempfile.TemporaryDirectory() as directory:
        hostile = pathlib.Path(directory) / "hostile.db"
        hostile_copy(arguments.database, hostile)
        hostile_page = pathlib.Path(directory) / "hostile.html"
        report(arguments.etl, str(hostile), hostile_page, 5)
        for name, file, width, dark in [
            ("light", page, 1280, False), ("dark", page, 1280, True), ("narrow", page, 400, False),
            ("hostile", hostile_page, 1280, False),
        ]:
            result = probe(file, width, dark)
            found = problems(result)
            wrong += bool(found)
            links = f"{result.get('links')} links, {result.get('labels')} labels of speakers"
            print(f"{name}: {links}: {found or 'well'}")
    print(f"screenshots are in {output}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
