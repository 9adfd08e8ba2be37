#!/usr/bin/env python3
"""Writes the table of frequent words that the near-duplicate engine takes rarity from.

    python3 Tests/Scripts/frequent_words.py ARTICLES.jsonl > Sources/NearDuplicates/FrequentWords.swift

ARTICLES.jsonl holds one article a line with its body in the field `text`. Words are folded as
ArabicText's Normalizer folds them and ranked by the number of articles that hold them, the most
frequent first; ties are ordered by their scalars. Only Python's standard library is used.
"""
import collections
import json
import re
import sys

WORDS = 3000
LINE = 96
FOLDINGS = dict(zip(map(ord, "أإآٱىیېئؤةۀەہۃھکگچژپڤ"), "ااااييييوهههههه" + "ككجزبف"))
FOLDINGS.update({0x660 + digit: str(digit) for digit in range(10)})
FOLDINGS.update({0x6F0 + digit: str(digit) for digit in range(10)})
DROPPED = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
WORD = re.compile(r"[^\W_]+")

HEAD = """/// The words that most articles share, by which the engine tells rare words from common ones.
///
/// Written by `Tests/Scripts/frequent_words.py` from the counts of words in 31,030 Saudi news
/// articles of 2015. The table is frozen: rarity that depended on the articles at hand would give
/// a daily run and a run over everything different verdicts about the same pair.
enum FrequentWords {
  /// The name of the table: what it was counted from, and which making of it this is.
  static let version = "news-2015.1"

  /// Folded words, those in the most articles first, separated by white space.
  static let ranked = \"\"\"
"""
TAIL = """    \"\"\"
}
"""


def words(text):
    folded = DROPPED.sub("", text.translate(FOLDINGS)).lower()
    return [word for word in WORD.findall(folded) if not word.isdigit()]


def lines(ranked):
    line = ""
    for word in ranked:
        if line and len(line) + 1 + len(word) > LINE:
            yield line
            line = ""
        line += (" " if line else "") + word
    yield line


def main():
    counts = collections.Counter()
    with open(sys.argv[1], encoding="utf-8") as articles:
        for article in articles:
            counts.update(set(words(json.loads(article)["text"])))
    ranked = sorted(counts, key=lambda word: (-counts[word], word))[:WORDS]
    sys.stdout.write(HEAD)
    for line in lines(ranked):
        sys.stdout.write("    " + line + "\n")
    sys.stdout.write(TAIL)


if __name__ == "__main__":
    main()
