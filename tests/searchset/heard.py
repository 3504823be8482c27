#!/usr/bin/env python3
"""Names as they were heard, and words that are none, at a running Signpost.

    heard.py [--least MRR] HEARD.tsv VOCABULARY ADDRESS

HEARD.tsv has what was typed, a tab, and the name of the listing or the
organisation that was meant.  Prints the mean reciprocal rank of the first
listing of that name.  Fails where it is below --least, and where a query of
queries.jsonl that is no heard name, or a phrase of VOCABULARY
(synonyms.txt), is taken for a name by its sound.  Standard library only.
"""
import argparse
import json
import os
import re
import sys
import urllib.parse
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
LIMIT = 10


def ask(address, text, limit):
    wanted = urllib.parse.urlencode({"q": text, "limit": limit})
    with urllib.request.urlopen(
            address + "/search.json?" + wanted, timeout=20) as reply:
        return json.load(reply)


def plain(name):
    return re.sub("^the ", "", (name or "").lower())


def reciprocal(address, text, meant):
    results = ask(address, text, LIMIT)["results"]
    for rank, result in enumerate(results):
        names = plain(result["name"]), plain(result.get("organisation"))
        if plain(meant) in names:
            return 1 / (rank + 1)
    return 0


def phrases(path):
    """What people say, of the vocabulary and of the queries."""
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            rule = re.match(r"[^#\s]\S* [=>!?] ([^#]*)", line)
            for term in re.split("=>|;", rule.group(1)) if rule else []:
                term = term.split("^")[0].strip()
                if term and ":" not in term:
                    yield term
    with open(os.path.join(HERE, "queries.jsonl"), encoding="utf-8") as lines:
        for line in lines:
            query = json.loads(line)
            if query["category"] != "heard":
                yield query["text"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("heard")
    parser.add_argument("vocabulary")
    parser.add_argument("address")
    parser.add_argument("--least", type=float, default=0)
    options = parser.parse_args()
    total = count = wrong = 0
    with open(options.heard, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            text, meant = line.rstrip("\n").split("\t")
            worth = reciprocal(options.address, text, meant)
            if worth < 1:
                print("%.2f %s: %s" % (worth, text, meant))
            total += worth
            count += 1
    for text in phrases(options.vocabulary):
        for reading in ask(options.address, text, 1)["read_as"]:
            if reading["as"] == "sound":
                print("%s is no name: %s" % (text, reading["value"]))
                wrong += 1
    print("%d names as heard: MRR %.3f; %d needs taken for a name" % (
        count, total / count, wrong))
    return 1 if wrong > 0 or total / count < options.least else 0


if __name__ == "__main__":
    sys.exit(main())
