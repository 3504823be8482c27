#!/usr/bin/python3
"""
Speed and memory of an import, from a feed's XML to the live generation,
beside a SAX2 parse of the same file that keeps nothing.  Rounds are
interleaved, so that what else the machine does weighs on both; medians are
compared.

  bench_import.py FEED.xml SMALL.xml ROUNDS [OPTION OF signpost-import feed ...]

Each round: the parse; a first import; the same document again; a
publication of all, with nothing there to keep of the one before.  Where SMALL.xml is there, a feed of the same kind with
fewer records, both are read and stored once without being published, and
the peaks of memory compared: they should hardly differ.

Run at the top of the build folder; as root, the import is nobody's, who must
be able to read the feeds and the build.  Memory is the peak of the largest
process, the reader or the import.
"""
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time


class Folder:
    """A data folder that nobody may write, gone in the end."""

    def __enter__(self):
        self.name = tempfile.mkdtemp(prefix="signpost-bench-")
        if os.geteuid() == 0:
            shutil.chown(self.name, "nobody")
        return self

    def __exit__(self, *failure):
        shutil.rmtree(self.name)

    def forget_generations(self):
        """What is published next is made anew, every file of it."""
        os.unlink(os.path.join(self.name, "live"))
        shutil.rmtree(os.path.join(self.name, "generations"))

    def run(self, *arguments):
        """Wall and processor seconds, peak KB, and what was printed."""
        with tempfile.TemporaryFile("w+") as out:
            begin = time.monotonic()
            process = subprocess.Popen(
                ["./signpost-import", "-d", self.name, *arguments],
                stdout=out, stderr=subprocess.DEVNULL)
            _, status, used = os.wait4(process.pid, 0)
            wall = time.monotonic() - begin
            process.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            printed = out.read()
        if process.returncode not in (0, 3):
            sys.exit("signpost-import %s: failed" % " ".join(arguments))
        return wall, used.ru_utime + used.ru_stime, used.ru_maxrss, printed


def parse(path):
    done = subprocess.run(["bench/bench_sax", path], check=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return float(done.stdout)


def one_round(path, options, found):
    feed = ["feed", path, "--id", "bench", *options]
    found["parse"].append((parse(path),))
    with Folder() as folder:
        found["import"].append(folder.run(*feed))
        found["again"].append(folder.run(*feed))
        folder.forget_generations()
        found["publish"].append(folder.run("publish"))


def say(name, runs, yard):
    wall = statistics.median(run[0] for run in runs)
    used = statistics.median(run[1] for run in runs)
    print("%-11s %8.2f s, %5.1f times the parse; processor %.2f s; "
          "peak %d MB" % (name, wall, wall / yard, used,
                          max(run[2] for run in runs) >> 10))


def stored_peak(path, options):
    """Peak KB of reading and storing alone, and how many records."""
    with Folder() as folder:
        _, _, peak, printed = folder.run(
            "feed", path, "--id", "bench", "--dry-run", *options)
    return peak, int(re.search(r"(\d+) records", printed).group(1))


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__.strip())
    path, small, rounds, options = (
        sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4:])
    found = {"parse": [], "import": [], "again": [], "publish": []}
    for _ in range(rounds):
        one_round(path, options, found)
    yard = statistics.median(run[0] for run in found["parse"])
    print("SAX2 parse  %8.2f s" % yard)
    say("import", found["import"], yard)
    say("unchanged", found["again"], yard)
    say("publish", found["publish"], yard)
    listings = int(re.search(r"(\d+) listings",
                             found["publish"][0][3]).group(1))
    print("publish     %8.2f KB of memory a listing, of %d" % (
        max(run[2] for run in found["publish"]) / listings, listings))
    if os.path.exists(small):
        few, less = stored_peak(small, options)
        many, more = stored_peak(path, options)
        print("stored      %8d KB at the peak for %d records, %d KB for %d: "
              "%+.1f %%" % (few, less, many, more, 100 * (many / few - 1)))


if __name__ == "__main__":
    main()
