"""
Part of `make check-long`: reading and storing takes the same memory for
200,000 records as for 20,000, within a tenth; and with all of it published
the import has at most a kilobyte for each listing, all told.  Run in a build
folder.
"""
import os
import resource
import subprocess
import sys
import tempfile

FEW, MANY, MOST_MORE = 20_000, 200_000, 0.10
MOST_A_LISTING = 1024  # bytes

# About 2 KB a record, as real lists have: 20,000 then fill what the database
# may keep in memory.
WORDS = 14 * ("A friendly group for anybody who is low, worried or alone. We meet "
         "in the hall on Mondays and go for a walk when it is dry. ")
PLACES = [begin + end
          for begin in "Ash Brom Cal Den Elm Fern Glen Hol Kirk Lang".split()
          for end in "bury field ham ley ton wick".split()]


def place(n):
    """One of 216,000 names, of words that many have, as real lists do."""
    size = len(PLACES)
    return " ".join(PLACES[n // size ** i % size] for i in range(3))


def write_feed(path, count):
    """
    A feed of rows, each with words, a number and a postcode, and with a name,
    addresses and sentences about who may come that no other has.
    """
    with open(path, "w", encoding="utf-8") as feed:
        feed.write("<rows>\n")
        for n in range(count):
            feed.write(
                f"<row><id>{n}</id><name>{place(n)} walking group</name>"
                f"<description>{WORDS} {place(n)} is for people aged {18 + n % 60} and over.</description>"
                f"<eligibility>Women of {place(n)}, with a letter from their own GP.</eligibility>"
                f"<url>https://group{n}.example/walks/mondays</url>"
                f"<email>walks{n}@group{n}.example</email>"
                f"<phone>0113 496 0{n % 1000:03d}</phone>"
                f"<postcode>QX4 {n % 10}AB</postcode></row>\n")
        feed.write("</rows>\n")


def peak_kib(folder, count, *options):
    """Peak of the largest process of one import, in KiB."""
    feed = os.path.join(folder, f"{count}.xml")
    write_feed(feed, count)
    os.chmod(feed, 0o644)
    child = os.fork()
    if child == 0:
        data = tempfile.mkdtemp(prefix="data-", dir=folder)
        if os.geteuid() == 0:
            os.chown(data, 65534, 65534)
        with open(os.devnull, "w", encoding="utf-8") as nowhere:
            status = subprocess.call(
                ["./signpost-import", "-d", data, "feed", feed, "--id", "long",
                 "--mapping", "rows", "--max-bytes", "1000000000", *options],
                stdout=nowhere, stderr=nowhere)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        with open(os.path.join(folder, "peak"), "w", encoding="utf-8") as out:
            out.write(f"{status} {peak}")
        os._exit(0)
    os.waitpid(child, 0)
    os.unlink(feed)
    with open(os.path.join(folder, "peak"), encoding="utf-8") as said:
        status, peak = map(int, said.read().split())
    if status not in (0, 3):
        sys.exit(f"not ok - {count} records are read (status {status})")
    return peak


def say(good, words):
    print(f"{'ok' if good else 'not ok'} - {words}")
    return good


with tempfile.TemporaryDirectory(prefix="signpost-long-") as top:
    os.chmod(top, 0o755)
    few, many = (peak_kib(top, n, "--dry-run") for n in (FEW, MANY))
    whole = peak_kib(top, MANY)
more = many / few - 1
good = say(more <= MOST_MORE,
           f"memory is flat: {few} KiB for {FEW:,} records, "
           f"{many} KiB for {MANY:,}: {more:+.1%}")
each = whole * 1024 / MANY
good &= say(each <= MOST_A_LISTING,
            f"with all published, {whole} KiB for {MANY:,} listings: "
            f"{each:.0f} bytes each")
sys.exit(0 if good else 1)
