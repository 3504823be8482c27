#!/usr/bin/python3
"""
Speed of an import, from a feed's XML to the live generation, beside a SAX2
parse of the same file that keeps nothing.  Rounds are interleaved, so that
what else the machine does weighs on both; medians are compared.

  bench_import.py FEED.xml [ROUNDS] [OPTION OF signpost-import feed ...]

Run at the top of the build folder; as root, the import is nobody's, who must
be able to read the feed and the build.  Prints wall and processor time, and
the peak memory of the import's largest process.
"""
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time


def parse(path):
    done = subprocess.run(["bench/bench_sax", path], check=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return float(done.stdout)


def run_import(path, options):
    """Wall seconds and processor seconds of a first import."""
    with tempfile.TemporaryDirectory(prefix="signpost-bench-") as folder:
        if os.geteuid() == 0:
            shutil.chown(folder, "nobody")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        begin = time.monotonic()
        subprocess.run(["./signpost-import", "-d", folder, "feed", path,
                        "--id", "bench", *options],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wall = time.monotonic() - begin
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if not os.path.exists(os.path.join(folder, "live")):
            sys.exit(path + ": was not imported")
        used = (after.ru_utime + after.ru_stime
                - before.ru_utime - before.ru_stime)
        return wall, used


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__.strip())
    path = sys.argv[1]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    bare, walls, used = [], [], []
    for _ in range(rounds):
        bare.append(parse(path))
        wall, processor = run_import(path, sys.argv[3:])
        walls.append(wall)
        used.append(processor)
    yard = statistics.median(bare)
    wall, processor = statistics.median(walls), statistics.median(used)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print("SAX2 parse  %8.2f s" % yard)
    print("import      %8.2f s, %.0f times the parse; processor %.2f s, "
          "%.0f times" % (wall, wall / yard, processor, processor / yard))
    print("peak memory %8d KB, of the largest process" % peak)


if __name__ == "__main__":
    main()
