#!/usr/bin/env python3
"""Slips of the hand at a running Signpost.

    typos.py [--least SHARE] TYPOS.tsv ADDRESS

TYPOS.tsv has what was typed, a tab, and what was meant.  Counts for how many
the first three listings are those of what was meant; fails where their share
is below --least.  Python 3, standard library only.
"""
import argparse
import json
import sys
import urllib.parse
import urllib.request


def first(address, text):
    wanted = urllib.parse.urlencode({"q": text, "limit": 3})
    with urllib.request.urlopen(
            address + "/search.json?" + wanted, timeout=20) as reply:
        results = json.load(reply)["results"]
    return [result["source_id"] for result in results]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("typos")
    parser.add_argument("address")
    parser.add_argument("--least", type=float, default=0)
    options = parser.parse_args()
    right = count = 0
    with open(options.typos, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            typed, meant = line.rstrip("\n").split("\t")
            found = first(options.address, typed)
            same = found and found == first(options.address, meant)
            if not same:
                print("%s: not %s" % (typed, meant))
            right += bool(same)
            count += 1
    print("%d of %d slips find what was meant" % (right, count))
    return 1 if right < options.least * count else 0


if __name__ == "__main__":
    sys.exit(main())
