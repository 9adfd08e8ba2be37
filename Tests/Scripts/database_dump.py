"""The rows of a database of `etl` as values that two databases can be compared by.

What depends on which run wrote a row is left out, and row ids are replaced by what they stand for.
Only Python's standard library is used.
"""
import contextlib
import json
import sqlite3

LEFT_OUT_TABLES = {"run", "run_stage", "check_result"}
LEFT_OUT_COLUMNS = {"run_id", "first_run_id", "last_run_id", "attempts"}
WORDS = ["السد", "سالم", "المتحف", "العمري", "تغير", "نعلن"]

# What an id stands for, by the column it is the key of: (table, SQL of the natural key).
KEYS = {
    "source_id": ("source", "slug"),
    "article_id": ("article", "article_key"),
    "capture_id": ("capture", "json_array(input, sha256, container, record_offset, url)"),
    "version_id": (
        "article_version",
        "(SELECT article_key FROM article a WHERE a.article_id = article_version.article_id) || '/' || version_no"),
    "sentence_id": ("sentence", "sentence_id"),
    "speaker_id": ("speaker", "speaker_key"),
    "quote_id": ("quote", "quote_key"),
    "utterance_id": (
        "utterance",
        "coalesce((SELECT quote_key FROM quote q WHERE q.quote_id = representative_quote_id), 'none')"),
    "cluster_id": ("duplicate_cluster", "cluster_key"),
    "recipe_id": ("pipeline_recipe", "recipe"),
    "reject_id": ("reject", "json_array(input, external_id, stage)"),
}
SAME = {
    "parent_quote_id": "quote_id", "representative_quote_id": "quote_id",
    "representative_version_id": "version_id", "a_version_id": "version_id", "b_version_id": "version_id",
}


@contextlib.contextmanager
def opened(path):
    database = sqlite3.connect(path)
    try:
        yield database
    finally:
        database.close()


def dump(database):
    """Sorted rows of every table, by its name; also what the search finds for a few words."""
    keys = {
        column: dict(database.execute(f"SELECT {column}, {key} FROM {table}"))
        for column, (table, key) in KEYS.items()
    }
    tables = [row[0] for row in database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")]
    result = {}
    for table in tables:
        if table in LEFT_OUT_TABLES or "_fts" in table:
            continue
        result[table] = rows(database, table, keys)
    for table, column in [("article_fts", "version_id"), ("quote_fts", "quote_id")]:
        if table in tables:
            result[table] = found(database, table, keys[column])
    return result


def rows(database, table, keys):
    columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    # The table's own id says nothing; those of duplicate_member and utterance_quote point elsewhere.
    own = {column for column, (owner, _) in KEYS.items() if owner == table}
    kept = [column for column in columns if column not in LEFT_OUT_COLUMNS | own]
    result = []
    for row in database.execute(f"SELECT {', '.join(kept)} FROM {table}"):
        values = dict(zip(kept, row))
        for column in kept:
            known = keys.get(SAME.get(column, column))
            if known is not None and values[column] is not None:
                values[column] = known[values[column]]
        result.append(json.dumps(turned(values), ensure_ascii=False, default=bytes.hex))
    return sorted(result)


def turned(values):
    """A pair with the smaller key first: which row id is smaller says nothing."""
    if "a_version_id" in values and values["a_version_id"] > values["b_version_id"]:
        for a, b in [("a_version_id", "b_version_id"), ("containment_a", "containment_b")]:
            values[a], values[b] = values[b], values[a]
    return values


def found(database, table, keys):
    result = []
    for word in WORDS:
        sql = f"SELECT rowid FROM {table} WHERE {table} MATCH ?"
        # An entry of a row that is gone shows as None.
        result += [f"{word}: {keys.get(row[0])}" for row in database.execute(sql, [word])]
    return sorted(result)


def difference(expected, found, limit=4):
    """A few lines that say where two dumps differ; article text is cut short."""
    lines = []
    for table in sorted(set(expected) | set(found)):
        there, here = expected.get(table, []), found.get(table, [])
        missing, more = sorted(set(there) - set(here)), sorted(set(here) - set(there))
        if there == here:
            continue
        lines.append(f"  {table}: {len(there)} rows expected, {len(here)} found")
        lines += [f"    - {row[:200]}" for row in missing[:limit]]
        lines += [f"    + {row[:200]}" for row in more[:limit]]
    return "\n".join(lines)
