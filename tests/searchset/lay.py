#!/usr/bin/env python3
"""Scores a running Signpost on what people type (lay.tsv beside this file).

    lay.py [--least SHARE] [--most-false SHARE] [--misses] ADDRESS

A search hits where one of its first three results is of a type that would
help.  Prints a line for each half, and fails where either has fewer hits, or
finds something for more of the searches that mean nothing here.  Python 3,
standard library only.
"""
import argparse
import http.client
import json
import os
import sys
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
FIRST = 3
LIMIT = 10


def helps(result, wanted):
    return any(has == one or has.startswith(one + ".")
               for has in result.get("types") or [] for one in wanted)


def rows(half):
    with open(os.path.join(HERE, "lay.tsv"), encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                row = line.rstrip("\n").split("\t")
                if row[0] == half:
                    yield row[1], [one.strip() for one in row[2].split(";")]


def score(connection, half, misses):
    """Searches, hits, precision, empty answers; nothing meant, found."""
    count = hits = empty = nothing = false = 0
    precision = 0.0
    for words, wanted in rows(half):
        connection.request("GET", "/search.json?" + urllib.parse.urlencode(
            {"q": words, "limit": LIMIT}))
        results = json.load(connection.getresponse())["results"]
        good = [helps(result, wanted) for result in results]
        if wanted == ["none"]:
            nothing += 1
            false += bool(results)
            bad = bool(results)
        else:
            count += 1
            hits += any(good[:FIRST])
            precision += sum(good) / LIMIT
            empty += not results
            bad = not any(good[:FIRST])
        if bad and misses:
            print("%s: %s: %s" % (half, words, ", ".join(
                result["name"] for result in results[:FIRST])))
    return hits / count, precision / count, empty / count, false / nothing


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("address")
    parser.add_argument("--least", type=float, default=0)
    parser.add_argument("--most-false", type=float, default=1)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    connection = http.client.HTTPConnection(
        urllib.parse.urlsplit(options.address).netloc, timeout=20)
    fine = True
    for half in "ab":
        hits, precision, empty, false = score(
            connection, half, options.misses and half == "a")
        print("what people type, half %s: hit@3 %.3f, precision@10 %.3f, "
              "nothing found %.3f; found for nothing %.3f" % (
                  half, hits, precision, empty, false))
        fine = fine and hits >= options.least and false <= options.most_false
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
