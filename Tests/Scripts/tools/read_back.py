#!/usr/bin/env python3
"""Reads a database back with the tools of analysts and compares what they see with sqlite3.

    ENVIRONMENT/bin/python Tests/Scripts/tools/read_back.py news.db datasette.yml

For an environment of Python that has datasette, duckdb, sqlite-utils and pandas; `datasette.yml` is
what `etl schema --datasette` prints. One line for each tool, `ok`, `skipped` with the reason or
`FAILED`; the exit code is 1 when one failed. DuckDB reads SQLite by an extension: that of the
package duckdb-ext-sqlite is taken, else it is downloaded.
"""
import importlib.metadata
import importlib.util
import json
import pathlib
import re
import sqlite3
import subprocess
import sys
import urllib.parse

BIN = pathlib.Path(sys.executable).parent
DATABASE, CONFIGURATION = sys.argv[1:3]
# A word of the sample articles, as two newspapers might spell it.
SPELLINGS = ["الأسلحة", "الاسلحه"]
ARGUMENTS = {"about": "Russia", "kind": "person", "speaker": "Kirby", "words": SPELLINGS[0]}
# The samples are of different months: they share no saying.
EMPTY = {"same_saying"}


class Skipped(Exception):
    pass


def expect(condition, message):
    if not condition:
        raise AssertionError(message)


def relations():
    """Every table and view with its columns and number of rows, as sqlite3 sees them."""
    database = sqlite3.connect(DATABASE)
    names = database.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type <> 'shadow'"
        " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name").fetchall()
    for (name,) in names:
        cursor = database.execute(f'SELECT * FROM "{name}"')
        yield name, [column[0] for column in cursor.description], cursor.fetchall()


def run(*arguments):
    process = subprocess.run(
        [str(BIN / arguments[0]), *arguments[1:]], capture_output=True, text=True, timeout=120)
    expect(process.returncode == 0, f"{' '.join(arguments)}: {process.stdout} {process.stderr}")
    return process.stdout


def datasette():
    version = importlib.metadata.version("datasette")
    options = ["-m", CONFIGURATION]
    if not version.startswith("0."):
        options += ["-c", CONFIGURATION]

    def get(path, **query):
        return run("datasette", DATABASE, *options, "--get", f"{path}?{urllib.parse.urlencode(query)}")

    def rows(name, **query):
        return json.loads(get(f"/{stem}/{name}.json", _shape="array", **query))

    stem = pathlib.Path(DATABASE).stem
    count = len(next(rows for name, _, rows in relations() if name == "quotes"))
    # Datasette shows at most 1,000 rows of a page.
    expect(len(rows("quotes", _size="max")) == min(count, 1000), "quotes are missing")
    found = rows("quotes", _search=SPELLINGS[0])
    expect(0 < len(found) < count, f"the search box finds {len(found)} of {count} quotes")
    expect(rows("articles", _search="موسكو"), "the search box of articles finds nothing")
    page = get(f"/{stem}/quotes")
    expect("Reported words" in page and "One row for each quote" in page, "no descriptions")
    # Read as text: the file is compared with what the server makes of it.
    text = pathlib.Path(CONFIGURATION).read_text(encoding="utf-8")
    queries = re.findall(r"^      (\w+):$", text.split("\n    queries:\n")[1], re.M)
    for query in queries:
        expect(query in EMPTY or rows(query, **ARGUMENTS), f"{query} finds nothing")
    by_spelling = [rows("search_quotes", words=words) for words in SPELLINGS]
    expect(by_spelling[0] == by_spelling[1], "spellings find different quotes")
    return f"{version}: {count} quotes, {len(queries)} canned queries, search"


def duckdb_connection():
    import duckdb

    connection = duckdb.connect()
    package = importlib.util.find_spec("duckdb_ext")
    for place in package.submodule_search_locations if package else []:
        for file in pathlib.Path(place).rglob("sqlite_scanner.duckdb_extension"):
            connection.execute(f"LOAD '{file}'")
            return duckdb.__version__, connection
    try:
        connection.execute("INSTALL sqlite")
        connection.execute("LOAD sqlite")
    except duckdb.Error as error:
        raise Skipped(f"{duckdb.__version__}: {str(error).splitlines()[0]}")
    return duckdb.__version__, connection


def duckdb():
    version, connection = duckdb_connection()
    connection.execute(f"ATTACH '{DATABASE}' AS news (TYPE sqlite, READ_ONLY)")
    checked = 0
    for name, columns, rows in relations():
        cursor = connection.execute(f'SELECT * FROM news."{name}"')
        expect([column[0] for column in cursor.description] == columns, f"{name}: other columns")
        # Columns of full-text tables have no type, for which DuckDB takes them as bytes.
        found = [
            tuple(value.decode() if name.endswith("_fts") and value else value for value in row)
            for row in cursor.fetchall()]
        expect(len(found) == len(rows), f"{name}: {len(found)} rows instead of {len(rows)}")
        expect(sorted(map(repr, found)) == sorted(map(repr, rows)), f"{name}: other values")
        count = connection.execute(f'SELECT count(*) FROM news."{name}"').fetchone()[0]
        expect(count == len(rows), f"{name}: count(*) is {count} instead of {len(rows)}")
        checked += 1
    return f"{version}: {checked} tables and views, value by value"


def sqlite_utils():
    tables = json.loads(run("sqlite-utils", "tables", DATABASE, "--counts"))
    listed = {row["table"]: row["count"] for row in tables}
    views = {row["view"] for row in json.loads(run("sqlite-utils", "views", DATABASE))}
    for name, _, rows in relations():
        expect(name in views or listed.get(name) == len(rows), f"{name}: {listed.get(name)} rows")
    found = json.loads(run("sqlite-utils", "search", DATABASE, "quote_fts", SPELLINGS[1]))
    expect(found, "search finds nothing")
    lines = run("sqlite-utils", "rows", DATABASE, "quotes", "--nl").splitlines()
    expect(len(lines) > len(found), "quotes are missing")
    version = importlib.metadata.version("sqlite-utils")
    return f"{version}: {len(listed)} tables, {len(views)} views, search"


def pandas():
    import pandas

    database = sqlite3.connect(DATABASE)
    checked = 0
    for name, columns, rows in relations():
        frame = pandas.read_sql(f'SELECT * FROM "{name}"', database)
        expect(list(frame.columns) == columns and len(frame) == len(rows), f"{name}: {frame.shape}")
        checked += 1
    quotes = pandas.read_sql("SELECT * FROM quotes", database)
    expect(quotes.groupby("speaker").size().max() > 1, "nobody is quoted twice")
    return f"{pandas.__version__}: {checked} tables and views"


def main():
    failed = False
    for tool in (datasette, duckdb, sqlite_utils, pandas):
        try:
            print(f"{tool.__name__} {tool()}: ok")
        except Skipped as reason:
            print(f"{tool.__name__} {reason}: skipped")
        except Exception as error:
            print(f"{tool.__name__}: FAILED: {error}")
            failed = True
    sys.exit(1 if failed else 0)


main()
