#!/usr/bin/env python3
"""Scores a running Signpost on the search set beside this file.

    score.py [--floor floor.tsv] [--misses N] ADDRESS

ADDRESS is where signpostd answers ("http://127.0.0.1:8080").  Prints one
line a category; with --floor, says which figures have fallen and fails if
any has.  Python 3, standard library only.
"""
import argparse
import collections
import json
import math
import os
import sys
import urllib.parse
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
LIMIT = 20
CATEGORIES = ("topic lay typo abbrev area eligibility combined name heard "
              "contact none all").split()
MEASURES = "ndcg10 recall20 mrr success3 zero false needless dup10 junk10"
MEASURES = MEASURES.split()
LESS_IS_BETTER = {"zero", "false", "needless", "dup10", "junk10"}


def rows(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                yield line.rstrip("\n").split("\t")


def load():
    with open(os.path.join(HERE, "queries.jsonl"), encoding="utf-8") as lines:
        queries = [json.loads(line) for line in lines]
    grades = collections.defaultdict(dict)
    for query, listing, grade in rows("judgments.tsv"):
        grades[query][listing] = int(grade)
    return queries, grades, {row[0]: row[1] for row in rows("clusters.tsv")}


def ask(address, query):
    """The listings found, best first, and whether something was given up."""
    wanted = {"q": query["text"], "limit": LIMIT}
    if query["area"]:
        wanted["area"] = query["area"]
    url = address + "/search.json?" + urllib.parse.urlencode(wanted)
    with urllib.request.urlopen(url, timeout=20) as reply:
        answer = json.load(reply)
    found = [result["source_id"] for result in answer["results"]]
    return list(dict.fromkeys(found))[:LIMIT], bool(answer.get("relaxed"))


def discounted(gains):
    return sum(gain / math.log2(rank + 2) for rank, gain in enumerate(gains))


def ndcg10(found, graded, cluster):
    gains, seen, best = [], set(), {}
    for listing in found[:10]:
        service = cluster.get(listing, listing)
        gains.append(0 if service in seen
                     else 2 ** graded.get(listing, 0) - 1)
        seen.add(service)
    for listing, grade in graded.items():
        service = cluster.get(listing, listing)
        best[service] = max(best.get(service, 0), 2 ** grade - 1)
    ideal = discounted(sorted(best.values(), reverse=True)[:10])
    return discounted(gains) / ideal if ideal else 0.0


def score(query, found, relaxed, graded, cluster):
    if query["kind"] == "none":
        fine = not found or (query["allow_relaxed"] and relaxed)
        return {"false": 0.0 if fine else 1.0}
    top = max(graded.values())
    enough = min(2, top)
    scores = {
        "zero": float(not found),
        "needless": float(relaxed and bool(found)),
        "success3": float(any(graded.get(listing, 0) >= enough
                              for listing in found[:3])),
    }
    if query["kind"] == "known":
        rank = next((rank for rank, listing in enumerate(found, 1)
                     if graded.get(listing) == top), 0)
        scores["mrr"] = 1 / rank if rank else 0.0
        return scores
    services = [cluster.get(listing, listing) for listing in found]
    good = {cluster.get(listing, listing)
            for listing, grade in graded.items() if grade >= enough}
    first = services[:10]
    scores["ndcg10"] = ndcg10(found, graded, cluster)
    scores["recall20"] = len(good & set(services)) / min(LIMIT, len(good))
    scores["dup10"] = scores["junk10"] = 0.0
    if first:
        scores["dup10"] = 1 - len(set(first)) / len(first)
        junk = sum(listing not in graded for listing in found[:10])
        scores["junk10"] = junk / len(first)
    return scores


def table(scored):
    """Means by category and measure."""
    values = collections.defaultdict(list)
    for query, scores in scored:
        for measure, value in scores.items():
            values[query["category"], measure].append(value)
            values["all", measure].append(value)
    return {key: sum(each) / len(each) for key, each in values.items()}


def show(figures):
    print("%-12s" % "" + "".join("%9s" % measure for measure in MEASURES))
    for category in CATEGORIES:
        cells = [figures.get((category, measure)) for measure in MEASURES]
        print("%-12s" % category + "".join(
            "%9s" % ("-" if cell is None else "%.3f" % cell)
            for cell in cells))


def show_misses(scored, answers, grades, count):
    def worth(entry):
        scores = entry[1]
        return scores.get("ndcg10", scores.get(
            "mrr", 1 - scores.get("false", 0.0)))

    for query, scores in sorted(scored, key=worth)[:count]:
        graded = grades[query["id"]]
        print("%.2f %s %s %r: %s" % (
            worth((query, scores)), query["id"], query["category"],
            query["text"],
            " ".join("%s=%d" % (listing, graded.get(listing, 0))
                     for listing in answers[query["id"]][:8])))


def fallen(figures, path):
    """How many figures are worse than the floor says."""
    count = 0
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#") or not line.strip():
                continue
            category, measure, floor = line.split()
            figure, floor = figures[category, measure], float(floor)
            worse = (figure > floor if measure in LESS_IS_BETTER
                     else figure < floor)
            if worse:
                count += 1
                print("fallen: %s %s is %.3f, the floor is %.3f" % (
                    category, measure, figure, floor))
    return count


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("address")
    parser.add_argument("--floor")
    parser.add_argument("--misses", type=int, default=0)
    options = parser.parse_args()
    queries, grades, cluster = load()
    scored, answers = [], {}
    for query in queries:
        found, relaxed = ask(options.address.rstrip("/"), query)
        answers[query["id"]] = found
        scored.append((query, score(
            query, found, relaxed, grades[query["id"]], cluster)))
    figures = table(scored)
    show(figures)
    show_misses(scored, answers, grades, options.misses)
    if options.floor and fallen(figures, options.floor):
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
