#!/usr/bin/env python3
"""Makes data/places/ from open gazetteers: a maintainer's tool.

It is run once for each new edition of the sources, never by the build, and
needs nothing but Python 3.  Give it:

  --codepoint FILE   Code-Point Open as one CSV (.gz allowed) with the header
                     postcode,pqi,easting,northing,country_code,
                     district_code,ward_code (Ordnance Survey, OGL v3)
  --codelist FILE    the names of its GSS codes: area_type,code,name
                     (sheet by sheet from OS's Codelist.xlsx, OGL v3)
  --counties FILE    lower to upper tier: ltla23_code,...,utla23_code,...
                     (ONS, OGL v3)
  --councils FILE    mySociety's uk_local_authorities_current.csv (CC BY 4.0):
                     full names, former codes, Northern Ireland
  --units GSS,...    councils whose unit postcodes are shipped
  --edition TEXT     the edition of the sources, for the files' headers
  --out FOLDER       where outcodes.tsv, areas.tsv and postcodes.txt go
"""
import argparse
import collections
import csv
import gzip
import math
import os
import re
import unicodedata

UK = "K02000001"
COUNTRIES = {
    "E92000001": "England",
    "N92000002": "Northern Ireland",
    "S92000003": "Scotland",
    "W92000004": "Wales",
}
COUNTRY_OF = {code[0]: code for code in COUNTRIES}
COUNCIL_TYPES = ("CTY", "DIS", "LBO", "MTD", "UTA")

# What people call a council where its official name says it otherwise.
PLAIN = {
    "E06000010": "Hull",
    "E09000001": "City of London",
    "N09000002": "Armagh, Banbridge and Craigavon",
    "N09000005": "Derry and Strabane",
    "W06000014": "Vale of Glamorgan",
}
# Short forms people type; a former code is added by --councils.
ALSO = {
    "E06000010": "kingston-upon-hull",
    "E06000019": "hereford-county",
    "E06000022": "banes bath-and-ne-somerset bathnes",
    "E06000025": "southglos south-glos",
    "E06000043": "brighton-hove",
    "E06000047": "durham",
    "E06000058": "bcp",
    "E08000021": "newcastle",
    "E09000013": "lbhf",
    "E09000020": "rbkc",
    "E09000021": "kingston",
    "E09000027": "richmond",
    "N09000002": "abc",
    "S12000013": "western-isles outer-hebrides eilean-siar",
    "S12000017": "highlands",
    "S12000026": "borders",
    "S12000027": "shetland",
    "S12000023": "orkney",
    "W06000001": "anglesey",
    "W06000016": "rct",
    UK: "uk",
}
# Codes that changed after --councils was made: former to present.
RECODED = {"E08000016": "E08000038", "E08000019": "E08000039"}


def wgs84(easting, northing):
    """OSGB36 grid to WGS84 degrees: inverse transverse Mercator on Airy 1830,
    then the seven-parameter Helmert transformation (Ordnance Survey, "A guide
    to coordinate systems in Great Britain", annexes B and C)."""
    a, b, scale = 6377563.396, 6356256.909, 0.9996012717
    lat0, lon0 = math.radians(49), math.radians(-2)
    north0, east0 = -100000.0, 400000.0
    e2 = 1 - (b * b) / (a * a)
    n = (a - b) / (a + b)

    def arc(lat):
        less, more = lat - lat0, lat + lat0
        return b * scale * (
            (1 + n + 1.25 * n**2 + 1.25 * n**3) * less
            - (3 * n + 3 * n**2 + 2.625 * n**3)
            * math.sin(less) * math.cos(more)
            + (1.875 * n**2 + 1.875 * n**3)
            * math.sin(2 * less) * math.cos(2 * more)
            - 35 / 24 * n**3 * math.sin(3 * less) * math.cos(3 * more))

    lat = lat0
    while True:
        missing = northing - north0 - arc(lat)
        if abs(missing) < 1e-5:
            break
        lat += missing / (a * scale)
    s2 = math.sin(lat) ** 2
    nu = a * scale / math.sqrt(1 - e2 * s2)
    rho = a * scale * (1 - e2) * (1 - e2 * s2) ** -1.5
    eta2 = nu / rho - 1
    t, sec = math.tan(lat), 1 / math.cos(lat)
    d = easting - east0
    lat -= t / (2 * rho * nu) * d**2
    lat += t / (24 * rho * nu**3) * (
        5 + 3 * t**2 + eta2 - 9 * t**2 * eta2) * d**4
    lat -= t / (720 * rho * nu**5) * (61 + 90 * t**2 + 45 * t**4) * d**6
    lon = lon0 + sec / nu * d
    lon -= sec / (6 * nu**3) * (nu / rho + 2 * t**2) * d**3
    lon += sec / (120 * nu**5) * (5 + 28 * t**2 + 24 * t**4) * d**5
    lon -= sec / (5040 * nu**7) * (
        61 + 662 * t**2 + 1320 * t**4 + 720 * t**6) * d**7

    nu = a / math.sqrt(1 - e2 * math.sin(lat) ** 2)
    x = nu * math.cos(lat) * math.cos(lon)
    y = nu * math.cos(lat) * math.sin(lon)
    z = nu * (1 - e2) * math.sin(lat)
    rx, ry, rz = (math.radians(v / 3600) for v in (0.1502, 0.2470, 0.8421))
    s = 1 - 20.4894e-6
    x, y, z = (446.448 + s * x - rz * y + ry * z,
               -125.157 + rz * x + s * y - rx * z,
               542.060 - ry * x + rx * y + s * z)
    a, b = 6378137.0, 6356752.3141
    e2 = 1 - (b * b) / (a * a)
    p = math.hypot(x, y)
    lat = math.atan2(z, p * (1 - e2))
    for _ in range(6):
        nu = a / math.sqrt(1 - e2 * math.sin(lat) ** 2)
        lat = math.atan2(z + e2 * nu * math.sin(lat), p)
    return math.degrees(lat), math.degrees(math.atan2(y, x))


def slug(name):
    """As place_slug() of schema/place.c."""
    name = unicodedata.normalize("NFD", name.lower())
    name = "".join(c for c in name if not unicodedata.combining(c))
    name = name.replace("&", " and ").replace("'", "").replace("\u2019", "")
    return re.sub(r"[^a-z0-9]+", "-", name.replace(".", "")).strip("-")


def plain_name(kind, official):
    """What people call it, from Ordnance Survey's name."""
    name = re.sub(r" \((B|DET)\)$", "", official.strip())
    if kind in COUNCIL_TYPES:
        name = name.split(" - ")[-1]  # Welsh first, English last
        name = re.sub(r" (District|London Boro)$", "", name)
        if kind == "CTY":
            name = re.sub(r" County$", "", name)
        name = re.sub(r"^(The )?(City|County) of ", "", name)
        name = re.sub(r"^(Aberdeen|Dundee|Glasgow) City$", r"\1", name)
    else:
        name = re.sub(r" (Ward|ED)$", "", name)
    return re.sub(r"\bSt\. ", "St ", name)


class Mean:
    """The middle of many points."""

    def __init__(self):
        self.count = self.east = self.north = 0

    def add(self, east, north):
        self.count += 1
        self.east += east
        self.north += north

    def position(self):
        if not self.count:
            return "", ""
        lat, lon = wgs84(self.east / self.count, self.north / self.count)
        return "%.5f" % lat, "%.5f" % lon


def open_text(path):
    if path.endswith(".gz"):
        return gzip.open(path, "rt", encoding="utf-8", newline="")
    return open(path, encoding="utf-8", newline="")


def rows(path):
    with open_text(path) as file:
        yield from csv.DictReader(file)


def read_postcodes(path, units):
    outcodes = collections.defaultdict(
        lambda: (Mean(), collections.Counter()))
    means = collections.defaultdict(Mean)
    parents = {}
    kept = []
    for row in rows(path):
        outcode, unit = row["postcode"].split()
        district, ward = row["district_code"], row["ward_code"]
        mean, districts = outcodes[outcode]
        if ward:
            parents[ward] = district
        if district:
            districts[district] += 1
        if row["pqi"] == "90":
            continue  # no position
        east, north = int(row["easting"]), int(row["northing"])
        mean.add(east, north)
        for code in (district, ward, COUNTRY_OF[row["country_code"][0]]):
            if code:
                means[code].add(east, north)
        if district in units:
            kept.append((outcode, district, ward, unit, east, north))
    return outcodes, means, parents, kept


def read_areas(args, means, parents):
    """One dict for each area, by GSS code."""
    areas = {}
    county_of = {r["ltla23_code"]: r["utla23_code"]
                 for r in rows(args.counties)
                 if r["utla23_code"].startswith("E10")}
    councils = {r["gss-code"]: r for r in rows(args.councils) if r["gss-code"]}
    for former, now in RECODED.items():
        councils.setdefault(now, councils[former])
    by_register = {}
    for row in councils.values():
        by_register.setdefault(row["local-authority-code"], row["gss-code"])

    def area(gss, kind, name, parent, official, position=None):
        lat, lon = position or means[gss].position()
        areas[gss] = dict(
            gss=gss, kind=kind, name=name, parent=parent, official=official,
            nation=COUNTRY_OF.get(gss[0], UK), lat=lat, lon=lon, aliases=[])

    area(UK, "country", "United Kingdom", "", "United Kingdom", ("", ""))
    for gss, name in COUNTRIES.items():
        area(gss, "country", name, UK, name)
    codelist = list(rows(args.codelist))
    for row in codelist:
        gss, kind = row["code"], row["area_type"]
        if kind not in COUNCIL_TYPES:
            continue
        full = councils.get(gss, {}).get("official-name") or row["name"]
        area(gss, "county" if kind == "CTY" else "council",
             PLAIN.get(gss) or plain_name(kind, row["name"]),
             county_of.get(gss, COUNTRY_OF[gss[0]]), full.strip())
        for name in re.sub(r" \(B\)$", "", row["name"]).split(" - "):
            areas[gss]["aliases"].append(slug(
                re.sub(r" London Boro$", "", name)))
    for gss, row in councils.items():
        if gss.startswith("N09"):
            area(gss, "council", PLAIN.get(gss) or row["nice-name"].strip(),
                 COUNTRY_OF["N"], row["official-name"].strip(),
                 ("%.5f" % float(row["lat"]), "%.5f" % float(row["long"])))
    for gss, county in county_of.items():
        if gss in areas and county in areas:
            mean = means[county]
            mean.count += means[gss].count
            mean.east += means[gss].east
            mean.north += means[gss].north
    for gss, item in areas.items():
        if item["kind"] == "county":
            item["lat"], item["lon"] = means[gss].position()
    for row in codelist:
        gss, kind = row["code"], row["area_type"]
        if kind not in COUNCIL_TYPES:
            area(gss, "ward", plain_name(kind, row["name"]), parents[gss],
                 row["name"])

    for gss, row in councils.items():
        if gss in areas and areas[gss]["kind"] in ("council", "county"):
            for name in (row["nice-name"], row["official-name"],
                         row["gov-uk-slug"]):
                areas[gss]["aliases"].append(slug(name))
            areas[gss]["aliases"] += row["former-gss-codes"].split(",")
        elif row["replaced-by"]:
            # A council that became part of one other; those that were
            # shared out have no single successor.
            successor = by_register.get(row["replaced-by"])
            seen = set()
            while successor and successor not in areas and \
                    successor not in seen:
                seen.add(successor)
                successor = by_register.get(
                    councils[successor]["replaced-by"])
            if successor in areas:
                areas[successor]["aliases"].append(gss)
    for former, now in RECODED.items():
        areas[now]["aliases"].append(former)
    for gss, words in ALSO.items():
        areas[gss]["aliases"] += words.split()
    return areas


def give_slugs(areas):
    """Councils own the bare name; a ward's slug ends in its council's."""
    taken = {}

    def take(item, wanted):
        if wanted in taken:
            raise SystemExit("slug %s: both %s and %s" % (
                wanted, taken[wanted], item["gss"]))
        taken[wanted] = item["gss"]
        item["slug"] = wanted

    for item in areas.values():
        if item["kind"] != "ward":
            take(item, slug(item["name"]))
    repeats = collections.Counter()
    for item in areas.values():
        if item["kind"] == "ward":
            wanted = slug(item["name"]) + "-" + areas[item["parent"]]["slug"]
            repeats[wanted] += 1
            if repeats[wanted] > 1 or wanted in taken:
                wanted += "-" + item["gss"][-3:]
            take(item, wanted)
    claims = collections.Counter()
    for item in areas.values():
        item["aliases"] = sorted(
            {a for a in item["aliases"] if a and a not in taken})
        claims.update(item["aliases"])
    for item in areas.values():
        item["aliases"] = [a for a in item["aliases"] if claims[a] == 1]


def write_areas(path, areas, edition):
    with open(path, "w", encoding="utf-8") as out:
        out.write(
            "# Areas of the United Kingdom. %s.\n"
            "# Made by contrib/make-places.py; sources and licences: NOTICE.\n"
            "# Tab-separated: GSS code; kind (country, county, council,"
            " ward); plain name; slug;\n"
            "# code of the area it is part of; code of its country; latitude;"
            " longitude (the mean of\n"
            "# its postcodes, WGS84; empty: none known); official name; other"
            " slugs and former\n"
            "# codes, separated by spaces.\n" % edition)
        order = {"country": 0, "county": 1, "council": 2, "ward": 3}
        for item in sorted(areas.values(),
                           key=lambda i: (order[i["kind"]], i["gss"])):
            out.write("\t".join((
                item["gss"], item["kind"], item["name"], item["slug"],
                item["parent"], item["nation"], item["lat"], item["lon"],
                item["official"], " ".join(item["aliases"]))) + "\n")


def write_outcodes(path, outcodes, edition):
    left_out = sorted(o for o, (_, d) in outcodes.items() if not d)
    with open(path, "w", encoding="utf-8") as out:
        out.write(
            "# Outcodes of Great Britain. %s.\n"
            "# Made by contrib/make-places.py; sources and licences: NOTICE.\n"
            "# Tab-separated: outcode; latitude; longitude (the mean of its"
            " postcodes, WGS84); how\n"
            "# many postcodes; every council in which any of them lies, the"
            " one with most first,\n"
            "# separated by spaces.  Left out, for they have neither position"
            " nor council (post\n"
            "# boxes only): %s.\n" % (edition, " ".join(left_out)))
        for outcode, (mean, districts) in sorted(outcodes.items()):
            if not districts:
                continue
            ranked = sorted(districts, key=lambda d: (-districts[d], d))
            out.write("\t".join((
                outcode, *mean.position(), str(mean.count),
                " ".join(ranked))) + "\n")


def write_postcodes(path, kept, edition):
    middle = collections.defaultdict(Mean)
    for outcode, _, _, _, east, north in kept:
        middle[outcode].add(east, north)
    with open(path, "w", encoding="utf-8") as out:
        out.write(
            "# Unit postcodes. %s.\n"
            "# Made by contrib/make-places.py; sources and licences: NOTICE.\n"
            "#   outcode M32 53.44 -2.31    a first half, and a point near"
            " it (WGS84)\n"
            "#   in E08000009 E05015245     council and ward of what follows\n"
            "#   0TH 12 -34                 a second half; how far north and"
            " east of the point, in\n"
            "#                              0.00001 degrees\n" % edition)
        now_outcode = now_area = None
        for outcode, district, ward, unit, east, north in sorted(kept):
            if outcode != now_outcode:
                base = tuple(round(float(v), 2)
                             for v in middle[outcode].position())
                out.write("outcode %s %.2f %.2f\n" % (outcode, *base))
                now_outcode, now_area = outcode, None
            if (district, ward) != now_area:
                out.write("in %s %s\n" % (district, ward))
                now_area = (district, ward)
            lat, lon = wgs84(east, north)
            out.write("%s %d %d\n" % (
                unit, round((lat - base[0]) * 1e5),
                round((lon - base[1]) * 1e5)))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("codepoint", "codelist", "counties", "councils", "units",
                 "edition", "out"):
        parser.add_argument("--" + name, required=True)
    args = parser.parse_args()
    units = set(args.units.split(","))
    outcodes, means, parents, kept = read_postcodes(args.codepoint, units)
    areas = read_areas(args, means, parents)
    give_slugs(areas)
    write_areas(os.path.join(args.out, "areas.tsv"), areas, args.edition)
    write_outcodes(
        os.path.join(args.out, "outcodes.tsv"), outcodes, args.edition)
    write_postcodes(
        os.path.join(args.out, "postcodes.txt"), kept, args.edition)


if __name__ == "__main__":
    main()
