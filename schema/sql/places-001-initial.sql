-- places.db: where places are.  Written when the record's places change;
-- until then each generation has a hard link to the same file.  Positions
-- are millionths of a degree (WGS84), a ninth of a metre: whole numbers take
-- half the room of REAL.

PRAGMA application_id = 0x53675031; -- "SgP1"
PRAGMA user_version = 1; -- SERVED_FORMAT

-- One row: which state of the record's places this is.
CREATE TABLE origin (
	version INTEGER NOT NULL
) STRICT;

-- Countries, counties, councils and wards.
CREATE TABLE area (
	id INTEGER PRIMARY KEY, -- short, for the postcodes
	gss TEXT NOT NULL UNIQUE,
	parent TEXT, -- GSS code of what it is part of
	kind INTEGER NOT NULL, -- enum place_kind
	name TEXT NOT NULL, -- "Trafford", "Castle"
	slug TEXT NOT NULL, -- "trafford", "castle-bedford"
	lat INTEGER, -- NULL: not known
	lon INTEGER
) STRICT;

-- Every slug that an area is found by: its own, its name's, those of its
-- other names, and former GSS codes in lower case.
CREATE TABLE area_name (
	kind INTEGER NOT NULL, -- enum place_kind of the area
	slug TEXT NOT NULL,
	area INTEGER NOT NULL REFERENCES area,
	PRIMARY KEY (kind, slug, area)
) STRICT, WITHOUT ROWID;

CREATE TABLE outcode (
	outcode TEXT PRIMARY KEY,
	lat INTEGER NOT NULL,
	lon INTEGER NOT NULL,
	districts TEXT NOT NULL -- GSS codes, a space between
) STRICT, WITHOUT ROWID;

-- Unit postcodes: 1.7 million of them, so no column more than needed.
CREATE TABLE postcode (
	key INTEGER PRIMARY KEY, -- see served_postcode_key()
	lat INTEGER NOT NULL,
	lon INTEGER NOT NULL,
	district INTEGER REFERENCES area,
	ward INTEGER REFERENCES area
) STRICT;
