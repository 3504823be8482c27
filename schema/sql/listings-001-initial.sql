-- listings.db: the rows of one generation, written once by publish and read
-- by the server.  Whatever is NULL is not given.  Days are counted from
-- 1970-01-01.  The columns of a listing are those of schema/listing.h, where
-- each is explained; lists are child tables, numbered n from 0 in order.

PRAGMA application_id = 0x53674c31; -- "SgL1"
PRAGMA user_version = 1; -- SERVED_FORMAT

-- Organisations that offer at least one listing.
CREATE TABLE organisation (
	id INTEGER PRIMARY KEY, -- in the order of their first listing
	code TEXT UNIQUE, -- of its page; NULL: it has none
	uuid TEXT,
	name TEXT,
	description TEXT,
	url TEXT,
	email TEXT,
	charity TEXT, -- registered charity number
	company TEXT -- company number
) STRICT;

-- Listings that are served, numbered from 1 along the curve of
-- search/index_build.h, then withdrawn ones, by UUID.
CREATE TABLE listing (
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL UNIQUE,
	uuid TEXT NOT NULL,
	state INTEGER NOT NULL, -- 0 served, 1 withdrawn
	withdrawn INTEGER, -- the day it went, where it is withdrawn
	feed TEXT, -- of its first source
	organisation INTEGER REFERENCES organisation,
	org_id TEXT, -- the feed's id of the organisation
	own_uuid TEXT, -- the feed's own UUID for it
	kind INTEGER NOT NULL, -- enum listing_kind
	status INTEGER NOT NULL, -- enum listing_status
	status_note TEXT,
	source_id TEXT, -- its id in its first source
	name TEXT NOT NULL,
	alternate_name TEXT,
	summary TEXT,
	description TEXT,
	url TEXT,
	email TEXT,
	fees TEXT,
	referral TEXT,
	eligibility TEXT,
	hours TEXT,
	wait TEXT,
	access TEXT,
	modes INTEGER NOT NULL, -- a set of enum listing_mode; 0: not stated
	checked INTEGER,
	modified INTEGER,
	collected INTEGER,
	public_address INTEGER NOT NULL, -- 1: the mapping says so
	hide_address INTEGER NOT NULL -- 1: a privacy mark of the source
) STRICT;
CREATE INDEX listing_by_organisation ON listing (organisation, name, id);

CREATE TABLE phone (
	listing INTEGER NOT NULL REFERENCES listing,
	n INTEGER NOT NULL,
	given TEXT,
	dial TEXT,
	show TEXT,
	extension TEXT,
	note TEXT,
	text INTEGER NOT NULL, -- 1: for text messages
	PRIMARY KEY (listing, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE location (
	listing INTEGER NOT NULL REFERENCES listing,
	n INTEGER NOT NULL,
	source_id TEXT, -- the feed's own id
	name TEXT, -- venue
	address TEXT,
	town TEXT,
	county TEXT,
	postcode TEXT,
	postcode_given TEXT,
	access_text TEXT,
	position_from INTEGER NOT NULL, -- enum position_from; 0: no position
	lat REAL NOT NULL,
	lon REAL NOT NULL,
	district TEXT, -- GSS codes
	ward TEXT,
	PRIMARY KEY (listing, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE served_area (
	listing INTEGER NOT NULL REFERENCES listing,
	n INTEGER NOT NULL,
	code TEXT, -- GSS
	name TEXT,
	national INTEGER NOT NULL, -- 1: all of the United Kingdom
	PRIMARY KEY (listing, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE category (
	listing INTEGER NOT NULL REFERENCES listing,
	n INTEGER NOT NULL,
	scheme TEXT,
	code TEXT,
	label TEXT,
	PRIMARY KEY (listing, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE type (
	listing INTEGER NOT NULL REFERENCES listing,
	n INTEGER NOT NULL,
	type TEXT NOT NULL, -- id of service-types.tsv
	by INTEGER NOT NULL, -- enum type_by
	words TEXT,
	PRIMARY KEY (listing, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE rule (
	listing INTEGER NOT NULL REFERENCES listing,
	n INTEGER NOT NULL,
	dimension TEXT NOT NULL,
	value TEXT NOT NULL,
	from_field INTEGER NOT NULL, -- 1: a field states it
	sentence TEXT,
	PRIMARY KEY (listing, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE opening (
	listing INTEGER NOT NULL REFERENCES listing,
	n INTEGER NOT NULL,
	weekday INTEGER NOT NULL, -- 0 Monday to 6 Sunday, 7 bank holidays
	opens INTEGER NOT NULL, -- minutes of the day
	closes INTEGER NOT NULL,
	note TEXT,
	PRIMARY KEY (listing, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE language (
	listing INTEGER NOT NULL REFERENCES listing,
	n INTEGER NOT NULL,
	language TEXT NOT NULL,
	PRIMARY KEY (listing, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE source (
	listing INTEGER NOT NULL REFERENCES listing,
	n INTEGER NOT NULL,
	feed TEXT NOT NULL,
	source_id TEXT,
	title TEXT,
	publisher TEXT,
	url TEXT,
	checked INTEGER,
	modified INTEGER,
	collected INTEGER,
	PRIMARY KEY (listing, n)
) STRICT, WITHOUT ROWID;

-- What its sources say of a thing on which they contradict each other.  A
-- generation of an earlier Signpost has no such table.
CREATE TABLE disagreement (
	listing INTEGER NOT NULL REFERENCES listing,
	n INTEGER NOT NULL,
	about TEXT NOT NULL, -- "phone", "hours"...
	source INTEGER NOT NULL, -- n of the source
	says TEXT,
	PRIMARY KEY (listing, n)
) STRICT, WITHOUT ROWID;

-- Listings that are no longer served.  Of a hidden one only its code.
CREATE TABLE gone (
	code TEXT PRIMARY KEY,
	name TEXT,
	withdrawn INTEGER,
	feed_title TEXT
) STRICT, WITHOUT ROWID;

-- Codes that lead to another one: listings that were joined or renamed.
CREATE TABLE moved (
	code TEXT PRIMARY KEY,
	to_code TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE feed (
	id TEXT PRIMARY KEY,
	title TEXT,
	publisher TEXT,
	licence TEXT,
	area TEXT, -- GSS code
	source TEXT,
	owner TEXT,
	read_whole INTEGER, -- seconds since 1970; NULL: never
	data_day INTEGER, -- the day its data is from
	listings INTEGER NOT NULL, -- served from it
	-- Its last run; run_number is NULL where there was none.
	run_number INTEGER,
	run_started INTEGER,
	run_finished INTEGER,
	run_outcome TEXT,
	run_message TEXT,
	run_mapping TEXT,
	run_records INTEGER,
	run_kept INTEGER,
	run_refused INTEGER,
	run_added INTEGER,
	run_changed INTEGER,
	run_withdrawn INTEGER,
	run_unchanged INTEGER,
	run_problems INTEGER
) STRICT, WITHOUT ROWID;

-- When a feed is read.  A generation of an earlier Signpost has no such
-- table.
CREATE TABLE feed_state (
	feed TEXT PRIMARY KEY,
	read_since INTEGER, -- last read whole; never: first tried
	every_s INTEGER NOT NULL, -- between two readings; 0: by hand
	due INTEGER, -- not read before; NULL: nothing is planned
	failures INTEGER NOT NULL, -- in a row
	on_hold INTEGER NOT NULL -- 1: stopped until it is resumed
) STRICT, WITHOUT ROWID;

-- Its last runs, the newest first.  A generation of an earlier Signpost has
-- no such table.
CREATE TABLE feed_run (
	feed TEXT NOT NULL,
	n INTEGER NOT NULL,
	run_number INTEGER,
	run_started INTEGER,
	run_finished INTEGER,
	run_outcome TEXT,
	run_message TEXT,
	run_mapping TEXT,
	run_records INTEGER,
	run_kept INTEGER,
	run_refused INTEGER,
	run_added INTEGER,
	run_changed INTEGER,
	run_withdrawn INTEGER,
	run_unchanged INTEGER,
	run_problems INTEGER,
	PRIMARY KEY (feed, n)
) STRICT, WITHOUT ROWID;

-- What is counted of a feed's listings: schema/quality.h.  A generation of
-- an earlier Signpost has no such table.
CREATE TABLE feed_measure (
	feed TEXT NOT NULL,
	n INTEGER NOT NULL,
	-- "listings", "with", "month", "twin", "faulty", "refused", "unknown",
	-- "unknown-all"
	about TEXT NOT NULL,
	name TEXT, -- the detail, the month, the other feed, the category
	total INTEGER NOT NULL,
	PRIMARY KEY (feed, n)
) STRICT, WITHOUT ROWID;

-- What was wrong in a feed's last run: schema/problem.h.
CREATE TABLE problem (
	feed TEXT NOT NULL,
	n INTEGER NOT NULL,
	kind INTEGER NOT NULL, -- enum problem_kind
	line INTEGER NOT NULL,
	at_column INTEGER NOT NULL,
	source TEXT,
	record TEXT,
	field TEXT,
	what TEXT,
	done TEXT,
	PRIMARY KEY (feed, n)
) STRICT, WITHOUT ROWID;

-- Runs that were held and wait for a person, and the first listings of each
-- kind that they would change: schema/served.h.  A generation of an earlier
-- Signpost has no such tables.
CREATE TABLE held (
	feed TEXT PRIMARY KEY,
	started INTEGER NOT NULL,
	why TEXT NOT NULL,
	kept INTEGER NOT NULL, -- 1: it can be accepted as it was read
	added INTEGER NOT NULL,
	back INTEGER NOT NULL,
	changed INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE held_change (
	feed TEXT NOT NULL,
	n INTEGER NOT NULL,
	kind INTEGER NOT NULL, -- enum served_held_kind
	code TEXT,
	name TEXT NOT NULL,
	fields TEXT,
	PRIMARY KEY (feed, n)
) STRICT, WITHOUT ROWID;

-- National help, from the operator's file.
CREATE TABLE helpline (
	n INTEGER PRIMARY KEY,
	name TEXT NOT NULL,
	number TEXT,
	text_number TEXT,
	nation TEXT, -- NULL: all
	hours TEXT,
	summary TEXT,
	who TEXT,
	cost TEXT,
	source TEXT,
	verified INTEGER -- NULL: nobody did
) STRICT;

CREATE TABLE helpline_opening (
	helpline INTEGER NOT NULL REFERENCES helpline,
	n INTEGER NOT NULL,
	weekday INTEGER NOT NULL,
	opens INTEGER NOT NULL,
	closes INTEGER NOT NULL,
	note TEXT,
	PRIMARY KEY (helpline, n)
) STRICT, WITHOUT ROWID;

-- Towns, learned from the listings that stand in them.
CREATE TABLE town (
	slug TEXT PRIMARY KEY, -- "ashton-under-lyne": to look it up by
	name TEXT NOT NULL, -- as most of them write it
	lat REAL NOT NULL, -- of the middle one
	lon REAL NOT NULL,
	listings INTEGER NOT NULL,
	districts TEXT -- GSS codes, most listings first, a space between
) STRICT, WITHOUT ROWID;

-- How many listings stand in each council: which of two wards of one name
-- is meant, and which areas to suggest first.
CREATE TABLE district (
	gss TEXT PRIMARY KEY,
	listings INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One row: counts of the whole directory.
CREATE TABLE totals (
	listings INTEGER NOT NULL,
	organisations INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL,
	feeds INTEGER NOT NULL,
	data_from INTEGER, -- first and last day that its data is from
	data_to INTEGER
) STRICT;
