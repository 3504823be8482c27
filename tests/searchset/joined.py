#!/usr/bin/env python3
"""Holds the pairs that were joined against those that are the same.

    joined.py clusters.tsv PAIRS.json

PAIRS.json is what `signpost-import duplicates --json` prints.  Fails where
fewer than 9 in 10 pairs of a cluster were joined, or two listings that are
not of one cluster: one that clusters.tsv does not name is alone.
"""
import itertools
import json
import sys

clusters = {}
for line in open(sys.argv[1], encoding="utf-8"):
    if not line.startswith("#"):
        listing, cluster = line.split()
        clusters.setdefault(cluster, []).append(listing)
same = {
    frozenset(pair)
    for members in clusters.values()
    for pair in itertools.combinations(members, 2)
}
pairs = json.load(open(sys.argv[2], encoding="utf-8"))["pairs"]
joined = {
    frozenset(listing["source_id"] for listing in pair["listings"])
    for pair in pairs
    if pair["joined"]
}
wrong = joined - same
print(f"{len(joined & same)} of {len(same)} pairs joined, {len(wrong)} wrong")
for pair in sorted(map(sorted, wrong)):
    print("not the same:", *pair)
for pair in sorted(map(sorted, same - joined)):
    print("not joined:", *pair)
sys.exit(bool(wrong) or len(joined & same) < 0.9 * len(same))
