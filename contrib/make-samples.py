#!/usr/bin/env python3
"""Makes the row samples under samples/: a maintainer's tool.

Published tables are written out as XML, one element a column, after the
rules that samples/README.md states.  It is run once, never by the build,
and needs nothing but Python 3.  Give it:

  --trafford FOLDER  the tables of traffordDataLab/open_data
  --nhs FOLDER       NHS Choices' Hospital.csv.gz of JeniT/nhs-choices
  --out FOLDER       where the XML files go
"""
import argparse
import csv
import gzip
import os
import re
from xml.sax.saxutils import escape

# Charities: what they say they do must have one of these words...
CHARITY_DOES = re.compile(
    r"\b(mental health|mental ill|mental distress|well-?being|counselling|"
    r"emotional(ly)? (support|distress|health|well)|bereave|lonel|isolat|"
    r"befriend|carers?\b|dementia|autis|domestic (abuse|violence)|rape\b|"
    r"sexual (abuse|violence|assault)|homeless|addict|substance|"
    r"rehabilitation|support groups?\b|self[- ]help)", re.I)
# ... and none of these, for worship, burials, or giving money and prizes,
# training teachers and the like are not help that a person can be sent to.
CHARITY_DOES_NOT = re.compile(
    r"worship|\bpray|gospel|services? every sunday|sunday services|burial|"
    r"church|wild ?life|grant[- ](mak|giv)|makes? grants|trustees shall see "
    r"fit|tutors?\b|jewish schools|heritage|fundrais|raise funds", re.I)
# Nor must the name be of a church, or of what holds funds.
CHARITY_NAME_NOT = re.compile(
    r"church|chapel|parish|parochial|diocese|ministr|mission|mosque|islam|"
    r"muslim|synagogue|congregation|christian|gospel|buddhist|"
    r"\b(charity|trust|funds?|foundation|bequest|endowment|appeal|"
    r"almshouses?|lodge|masonic|freemasons|schools?|college|pta|academy|"
    r"scouts?|guides?|institute|u3a|mayor|mayor's|friends of)\b", re.I)

# An e-mail address stays where it is a role's or the organisation's own; one
# that could be a person's goes.
ROLE = re.compile(
    r"^(info|admin|office|hello|contact|contact\.us|enquiries|community|"
    r"foodbank|pantry|referrals|espdreferrals|finance|sscc|pals\w*|hq|"
    r"qmh-pals|comms|communications|communiications|helpdesk|team|feedback|"
    r"complaints|complaintsmanager|webmaster|web|editor|newhospital|lypft|"
    r"hantsptpals|hp-tr|officer|press|us)$", re.I)
EMAIL = re.compile(r"[^\s/;,]+@[^\s/;,]+")
# Two food banks whose address may be somebody's home: where they are is
# told by the first half of the postcode.
MAYBE_HOMES = ("Porch Boxes", "Ashton Churches Together (ACT)")


def squash(text):
    return re.sub(r"[^a-z0-9]", "", text.lower())


def own_email(address, *about):
    """Is every part before the @ a role, or a part of "about"?"""
    known = squash(" ".join(about))
    words = [w for w in re.split(r"[^a-z0-9]+", " ".join(about).lower())
             if len(w) > 4]
    for part in re.split(r"[._]+", address.split("@")[0].lower()):
        if not part or ROLE.match(part) or part in known:
            continue
        if any(word in part for word in words) and "2" in part:
            continue  # connect2southway
        return False
    return True


def tidy(text):
    return re.sub(r"[ \t\xa0]+", " ", text.replace("\r", "")).strip()


def write(path, comment, rows):
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<!--\n')
        out.write("".join("  %s\n" % line if line else "\n"
                          for line in comment.strip().split("\n")))
        out.write("-->\n<rows>\n")
        for row in rows:
            out.write("  <row>\n")
            for name, values in row:
                for value in values if isinstance(values, list) else [values]:
                    if value:
                        out.write("    <%s>%s</%s>\n" % (
                            name, escape(value), name))
            out.write("  </row>\n")
        out.write("</rows>\n")
    print("%s: %d rows, %d bytes" % (path, len(rows), os.path.getsize(path)))


def table(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def mental_health(source):
    """Every row as it is, the malformed postcode too."""
    return [[(name, tidy(value)) for name, value in row.items()]
            for row in table(source)]


def charities(source):
    rows = []
    for row in table(source):
        # Bullets that went through code page 850 and came out as letters.
        does = tidy(row["charity_activities"].replace("ÔÇÓ", " • "))
        name = tidy(row["charity_name"])
        if not CHARITY_DOES.search(does) or CHARITY_DOES_NOT.search(does) \
                or CHARITY_NAME_NOT.search(name):
            continue
        web = row["charity_contact_web"]
        rows.append([
            ("registered_charity_number", row["registered_charity_number"]),
            ("charity_name", name),
            ("charity_activities", does),
            ("charity_contact_outcode", row["charity_contact_outcode"]),
            ("charity_contact_web", "" if web == "NA" else tidy(web))])
    return rows


def food_banks(source):
    rows = []
    for row in table(source):
        row = {k: "" if v == "NA" else tidy(v) for k, v in row.items()}
        for address in EMAIL.findall(row["Contact"]):
            if not own_email(address, row["Name"], row["Address"],
                             row["Area name"],
                             row["Website"].split("?")[0]):
                row["Contact"] = row["Contact"].replace(address, "")
        row["Contact"] = re.sub(
            r"(\s|/|;|\bor email\b)+$|^(\s|/|;)+", "", row["Contact"])
        if row["Name"] in MAYBE_HOMES:
            row["Postcode"] = row["Postcode"].split()[0]
            row["Address"] = "Bury" if row["Area name"] == "Bury" \
                else "Ashton Town Centre"
        rows.append([(name.replace(" ", "_"), value)
                     for name, value in row.items()])
    return rows


def hospitals(source):
    with gzip.open(source) as file:
        lines = file.read().decode("cp1252").split("\r\n")
    # Fields are separated by the byte 0xAC and never quoted.
    header = lines[0].split("\xac")
    merged = {}
    for line in lines[1:]:
        row = dict(zip(header, map(tidy, line.split("\xac"))))
        if row.get("SubType") == "Mental Health Hospital" and \
                row["OrganisationStatus"] == "Visible":
            merged.setdefault(
                (row["OrganisationName"], row["Postcode"]), []).append(row)
    rows = []
    for same in merged.values():
        same.sort(key=lambda row: int(row["OrganisationID"]))
        row = dict(same[0])

        def all_of(column):
            return list(dict.fromkeys(r[column] for r in same if r[column]))

        row["Phone"] = [p for p in all_of("Phone") if p != "0"]
        row["Email"] = [e for e in all_of("Email") if own_email(e)]
        row["Website"] = all_of("Website")[:1]
        for column in ("Latitude", "Longitude"):
            row[column] = "%.6f" % float(row[column])
        rows.append([(name, row[name]) for name in (
            "OrganisationID", "OrganisationCode", "SubType",
            "OrganisationName", "Address1", "Address2", "Address3", "City",
            "County", "Postcode", "Latitude", "Longitude", "ParentODSCode",
            "ParentName", "Phone", "Email", "Website")])
    return sorted(rows, key=lambda row: int(row[0][1]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("trafford", "nhs", "out"):
        parser.add_argument("--" + name, required=True)
    args = parser.parse_args()
    here = "\nWritten out as XML by contrib/make-samples.py: samples/README.md."
    for name, about, rows in (
        ("trafford-mental-health.xml",
         "Mental health services for Trafford residents.  Trafford Council,"
         " correct as of\nJuly 2018.  Open Government Licence v3.0.",
         mental_health(os.path.join(
             args.trafford, "trafford_mental_health_services.csv"))),
        ("trafford-charities.xml",
         "Charities operating in Trafford, those that help with mental"
         " health, wellbeing\nand community support.  Charity Commission for"
         " England and Wales, 4 April 2023.\nOpen Government Licence v3.0.",
         charities(os.path.join(
             args.trafford,
             "charities_operating_in_trafford_reduced.csv"))),
        ("gm-food-banks.xml",
         "Food banks, pantries and food clubs in Greater Manchester.  GM"
         " Poverty Action,\nJanuary 2018.  Open Government Licence v3.0.",
         food_banks(os.path.join(args.trafford, "gm_food_banks.csv"))),
        ("nhs-mental-health-hospitals.xml",
         "Mental health hospitals of England.  NHS Choices, February 2014."
         "  Open\nGovernment Licence v2.0.",
         hospitals(os.path.join(args.nhs, "Hospital.csv.gz"))),
    ):
        write(os.path.join(args.out, name), about + here, rows)


if __name__ == "__main__":
    main()
