-- The record: what feeds said and what operators decided.  One writer,
-- signpost-import; the server never opens it.  Tables and columns carry the
-- names of HSDS-UK 3.0 where it has one.
--
-- Times are seconds since 1970 in UTC; days are days since 1970-01-01, and
-- day 0 means "not given".  Positions are WGS84.  A NULL text means "not
-- given"; an empty text never stands in its place.

PRAGMA user_version = 1;

-- Numbers that belong to the record as a whole.
CREATE TABLE meta (
	-- "changes": counts transactions that changed what a visitor sees
	-- "published": the value of "changes" that the live generation shows
	-- "generation": the highest number a generation was ever given
	-- "live": the generation last swapped in
	-- "places": counts changes of the places
	-- "vocabulary": by which types and rules were told
	name TEXT NOT NULL PRIMARY KEY,
	value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO meta (name, value) VALUES
	('changes', 0), ('published', -1), ('generation', 0), ('live', 0),
	('places', 0);

-- One publisher's XML source.
CREATE TABLE feed (
	feed INTEGER PRIMARY KEY,
	-- What people call it: "westby".  Letters, digits, '-' and '_'.
	id TEXT NOT NULL UNIQUE,
	title TEXT,
	publisher TEXT,
	-- "OGL-UK-3.0", or as the publisher words it.
	licence TEXT,
	-- GSS code that its services are for where a record names none.
	area TEXT,
	-- Files or addresses that were last read, separated by newlines.
	source TEXT,
	-- Who to write to about mistakes.
	owner TEXT,
	-- The mapping that was asked for, or NULL: the document decides.
	mapping TEXT,
	-- Seconds between two readings that its owner promised; 0: no word.
	every_s INTEGER NOT NULL DEFAULT 0,
	-- The day its data is from, where somebody said so.
	data_day INTEGER NOT NULL DEFAULT 0,
	-- When a document of it was last taken in full; 0: never.
	read_whole INTEGER NOT NULL DEFAULT 0
) STRICT;

-- One attempt at one feed.
CREATE TABLE run (
	run INTEGER PRIMARY KEY,
	feed INTEGER NOT NULL REFERENCES feed (feed),
	started INTEGER NOT NULL,
	finished INTEGER NOT NULL,
	-- done: stored.  held: a guard stopped it, nothing changed.  failed:
	-- the document was refused, nothing changed.
	outcome TEXT NOT NULL CHECK (outcome IN ('done', 'held', 'failed')),
	-- Of a held or failed run, in plain words.
	message TEXT,
	-- The mapping that was used.
	mapping TEXT,
	source TEXT,
	-- 1: the document is the whole list; 0: it says only what changed.
	full INTEGER NOT NULL,
	-- 1: every page of it was there.
	whole INTEGER NOT NULL,
	bytes INTEGER NOT NULL,
	-- Records met, refused ones too.
	records INTEGER NOT NULL,
	-- Of those: in the record now.
	kept INTEGER NOT NULL,
	refused INTEGER NOT NULL,
	-- Of those kept, each counted once: new ones, ones with another
	-- content, ones as they were, ones that had been withdrawn.
	added INTEGER NOT NULL,
	changed INTEGER NOT NULL,
	unchanged INTEGER NOT NULL,
	revived INTEGER NOT NULL,
	-- Live before, no longer live after.
	withdrawn INTEGER NOT NULL,
	-- How many problems there were; at most 1,000 of them are kept.
	problems INTEGER NOT NULL
) STRICT;

CREATE INDEX run_by_feed ON run (feed, run);

-- What was wrong with a document, first come.  Those of a feed's last 30
-- runs are kept.
CREATE TABLE problem (
	run INTEGER NOT NULL REFERENCES run (run) ON DELETE CASCADE,
	position INTEGER NOT NULL,
	-- 0 document refused, 1 record refused, 2 field, 3 worth knowing.
	kind INTEGER NOT NULL,
	-- Of the opening tag; belongs to the run, never to the listing.
	line INTEGER NOT NULL,
	column_ INTEGER NOT NULL,
	-- The file or address, where the run had several.
	source TEXT,
	-- The record's id in the feed.
	record TEXT,
	field TEXT,
	what TEXT NOT NULL,
	-- What was done about it.
	done TEXT,
	PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;

-- What was wrong with a listing when it was last read through: a run that
-- finds it unchanged reports the same again without reading it.
CREATE TABLE service_problem (
	service INTEGER NOT NULL REFERENCES service (service),
	position INTEGER NOT NULL,
	-- As in "problem".
	kind INTEGER NOT NULL,
	field TEXT,
	what TEXT NOT NULL,
	done TEXT,
	PRIMARY KEY (service, position)
) STRICT, WITHOUT ROWID;

-- Codes are for ever: none is ever taken out of here or given again.
CREATE TABLE code (
	code TEXT NOT NULL PRIMARY KEY,
	uuid TEXT NOT NULL,
	-- 0 a listing, 1 an organisation.
	kind INTEGER NOT NULL,
	-- How many codes derived from the same UUID were taken before this.
	counter INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Who offers services.  What a feed says about it stands with each service
-- that says it, so that the same documents give the same record in any
-- order; this is who it is.
CREATE TABLE organization (
	organization INTEGER PRIMARY KEY,
	uuid TEXT NOT NULL UNIQUE,
	code TEXT NOT NULL,
	feed INTEGER NOT NULL REFERENCES feed (feed),
	-- "id:" and the feed's own id, else "name:" and the folded name.
	source_key TEXT NOT NULL,
	UNIQUE (feed, source_key)
) STRICT;

-- A listing: one service of one feed, as it was last read.
CREATE TABLE service (
	service INTEGER PRIMARY KEY,
	-- Version 5, or the feed's own; never changes.
	uuid TEXT NOT NULL UNIQUE,
	-- Six characters; never changes.
	code TEXT NOT NULL,
	feed INTEGER NOT NULL REFERENCES feed (feed),
	organization INTEGER NOT NULL REFERENCES organization (organization),
	-- The record's id in the feed; NULL where it has none.
	source_id TEXT,
	-- The feed's own UUID for it, where it has one.
	own_uuid TEXT,
	-- 0 a service, 1 a record that names only an organisation.
	kind INTEGER NOT NULL,
	-- 0 active, 1 paused, 2 closed, 3 deleted: what the source says.
	status INTEGER NOT NULL,
	-- Why it is not live: 0 it is, 1 no longer in the feed, 2 the feed
	-- says delete, 3 the feed says closed.
	gone INTEGER NOT NULL DEFAULT 0,
	-- The day it went.
	withdrawn INTEGER NOT NULL DEFAULT 0,
	-- HSDS assured_date: the day the source says that it verified.
	checked INTEGER NOT NULL,
	-- HSDS last_modified: the day the source changed its record.
	modified INTEGER NOT NULL,
	-- The day somebody gathered the data.
	collected INTEGER NOT NULL,
	-- How it reaches people: 1 in person, 2 at home, 4 phone, 8 online,
	-- 16 text, added up; 0: not stated.
	modes INTEGER NOT NULL,
	-- 1: the mapping says that its address is public.
	public_address INTEGER NOT NULL,
	-- 1: its address was taken out before it came here.
	hide_address INTEGER NOT NULL,
	name TEXT NOT NULL,
	alternate_name TEXT,
	summary TEXT,
	-- Text; paragraphs and list items are lines.
	description TEXT,
	url TEXT,
	email TEXT,
	-- HSDS fees_description.
	fees TEXT,
	-- HSDS application_process: how to be referred, in words.
	referral TEXT,
	-- HSDS eligibility_description: whom it is for, in words.
	eligibility TEXT,
	-- Opening in words, as given.
	hours TEXT,
	wait TEXT,
	-- HSDS accessibility description, in words.
	access TEXT,
	-- The source's words for the status: "no longer open".
	status_note TEXT,
	-- What this record says about its organisation.
	org_id TEXT,
	org_name TEXT,
	org_description TEXT,
	org_url TEXT,
	org_email TEXT,
	-- Registered charity number (GB-CHC).
	org_charity TEXT,
	-- Company number (GB-COH).
	org_company TEXT
) STRICT;

CREATE INDEX service_by_feed ON service (feed);

-- How a record of a feed is known again.  Narrow, for every record of every
-- run is looked up here.
CREATE TABLE identity (
	feed INTEGER NOT NULL REFERENCES feed (feed),
	-- "service:" or "organisation:" and the source's id; where a record
	-- has none, "made:", its folded name, "|" and its postcode, and "#2",
	-- "#3"... for others with the same.
	source_key TEXT NOT NULL,
	service INTEGER NOT NULL REFERENCES service (service),
	-- SHA-256 of what the source said and of all that decides how it is
	-- read: where it is the same, there is nothing to do.
	said BLOB NOT NULL,
	-- As in "service".
	gone INTEGER NOT NULL DEFAULT 0,
	-- How many rows of "service_problem" it has.
	problems INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (feed, source_key)
) STRICT, WITHOUT ROWID;

CREATE INDEX identity_by_service ON identity (service);

CREATE TABLE phone (
	service INTEGER NOT NULL REFERENCES service (service),
	position INTEGER NOT NULL,
	-- As the source writes it.
	given TEXT,
	-- "+441134960182", "116123"; NULL: no link is made of it.
	number TEXT,
	-- Grouped for reading aloud.
	show TEXT,
	extension TEXT,
	-- "Freephone", "option 2".
	description TEXT,
	-- 1: for text messages.
	text INTEGER NOT NULL,
	PRIMARY KEY (service, position)
) STRICT, WITHOUT ROWID;

-- Where a service happens: HSDS location, address and service_at_location
-- in one.
CREATE TABLE location (
	service INTEGER NOT NULL REFERENCES service (service),
	position INTEGER NOT NULL,
	-- The feed's own id for the place.
	source_id TEXT,
	name TEXT,
	-- Lines joined with ", ", without town and postcode.
	address_1 TEXT,
	city TEXT,
	-- HSDS region.
	county TEXT,
	-- "M32 0TH", or an outcode alone.
	postal_code TEXT,
	-- The source's text, where it could not be read as a postcode.
	postcode_given TEXT,
	-- About steps, loops and lifts.
	accessibility TEXT,
	-- 0 none, 1 from the source, 2 centre of the postcode, 3 centre of the
	-- outcode.
	position_from INTEGER NOT NULL,
	latitude REAL NOT NULL,
	longitude REAL NOT NULL,
	-- GSS codes of the council and ward it stands in, or "".
	district TEXT NOT NULL,
	ward TEXT NOT NULL,
	PRIMARY KEY (service, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE service_area (
	service INTEGER NOT NULL REFERENCES service (service),
	position INTEGER NOT NULL,
	-- GSS code, where it is known.
	code TEXT,
	-- As given.
	name TEXT,
	-- 1: all of the United Kingdom.
	national INTEGER NOT NULL,
	PRIMARY KEY (service, position)
) STRICT, WITHOUT ROWID;

-- A category as the source gives it: HSDS attribute and taxonomy_term.
CREATE TABLE category (
	service INTEGER NOT NULL REFERENCES service (service),
	position INTEGER NOT NULL,
	-- "esdServiceType", "openEligibility"...
	scheme TEXT,
	code TEXT,
	label TEXT,
	PRIMARY KEY (service, position)
) STRICT, WITHOUT ROWID;

-- A service type of our vocabulary.
CREATE TABLE service_type (
	service INTEGER NOT NULL REFERENCES service (service),
	position INTEGER NOT NULL,
	-- "talking.counselling".
	type TEXT NOT NULL,
	-- 0 the feed's constant, 1 a category, 2 its name, 3 its description.
	given_by INTEGER NOT NULL,
	-- What matched, in the listing's own words.
	words TEXT,
	PRIMARY KEY (service, position)
) STRICT, WITHOUT ROWID;

-- One stated fact about whom it is for: HSDS eligibility and cost_option,
-- in the dimensions of vocabulary/eligibility.tsv.
CREATE TABLE eligibility (
	service INTEGER NOT NULL REFERENCES service (service),
	position INTEGER NOT NULL,
	-- "age.min", "gender", "cost"...
	dimension TEXT NOT NULL,
	value TEXT NOT NULL,
	-- 1: a field states it; 0: read from prose.
	from_field INTEGER NOT NULL,
	-- The words it rests on.
	sentence TEXT,
	PRIMARY KEY (service, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE schedule (
	service INTEGER NOT NULL REFERENCES service (service),
	position INTEGER NOT NULL,
	-- 0 Monday to 6 Sunday, 7 bank holidays.
	weekday INTEGER NOT NULL,
	-- Minutes of the day, Europe/London; closes before opens: past
	-- midnight.
	opens_at INTEGER NOT NULL,
	closes_at INTEGER NOT NULL,
	description TEXT,
	PRIMARY KEY (service, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE language (
	service INTEGER NOT NULL REFERENCES service (service),
	position INTEGER NOT NULL,
	-- ISO 639, or as given.
	code TEXT NOT NULL,
	PRIMARY KEY (service, position)
) STRICT, WITHOUT ROWID;

-- What each run changed, by field, with both values: enough to undo it.
CREATE TABLE change (
	run INTEGER NOT NULL REFERENCES run (run),
	service INTEGER NOT NULL,
	-- A column of "service", or the name of a table of its entries (of
	-- "eligibility": "rules", for a text has that name).
	-- "state": added, live, withdrawn, deleted, closed.  "source_key": the
	-- listing has another id in its feed now.
	field TEXT NOT NULL,
	-- Text; numbers in decimal; entries as a JSON array of objects with
	-- the columns of their table.  Both are NULL where a private address
	-- was taken out.
	old TEXT,
	new TEXT,
	PRIMARY KEY (run, service, field)
) STRICT, WITHOUT ROWID;

-- What operators decided about a listing.  Outlives every import.
CREATE TABLE decision (
	decision INTEGER PRIMARY KEY,
	-- Of the listing.
	uuid TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('hide', 'correct')),
	-- Of a correction: what is put right, and with what.
	field TEXT,
	value TEXT,
	-- Why it is hidden.
	reason TEXT,
	-- The last day that it holds; 0: until it is undone.
	until INTEGER NOT NULL DEFAULT 0,
	made INTEGER NOT NULL,
	-- When it was undone or replaced; 0: it holds.
	undone INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX decision_by_uuid ON decision (uuid) WHERE undone = 0;

-- Old codes of listings that were joined, and where they lead now.
CREATE TABLE moved (
	old_code TEXT NOT NULL PRIMARY KEY,
	new_code TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- National help: from the operator's file alone.
CREATE TABLE helpline (
	helpline INTEGER PRIMARY KEY,
	name TEXT NOT NULL,
	number TEXT,
	text_number TEXT,
	-- "England"...; NULL: all of the United Kingdom.
	nation TEXT,
	hours TEXT,
	summary TEXT,
	who TEXT,
	cost TEXT,
	-- Where the operator found it.
	source TEXT,
	-- The day somebody verified it; 0: nobody did, it is never shown.
	verified INTEGER NOT NULL
) STRICT;

CREATE TABLE helpline_schedule (
	helpline INTEGER NOT NULL REFERENCES helpline (helpline),
	position INTEGER NOT NULL,
	-- As in "schedule".
	weekday INTEGER NOT NULL,
	opens_at INTEGER NOT NULL,
	closes_at INTEGER NOT NULL,
	description TEXT,
	PRIMARY KEY (helpline, position)
) STRICT, WITHOUT ROWID;

-- Countries, councils, counties and wards.
CREATE TABLE area (
	-- GSS code.
	gss TEXT NOT NULL PRIMARY KEY,
	-- As enum place_kind: 3 council, 4 ward, 5 country.
	kind INTEGER NOT NULL,
	-- 1: the upper of two tiers.
	county INTEGER NOT NULL,
	name TEXT NOT NULL,
	-- As addresses spell it: "trafford", "clifford-trafford".
	slug TEXT NOT NULL,
	-- GSS code of what it lies in, or "".
	parent TEXT NOT NULL,
	-- GSS code of its country, or "".
	nation TEXT NOT NULL,
	-- Its full official name.
	official TEXT,
	-- 1: its centre is known.
	placed INTEGER NOT NULL,
	lat_e6 INTEGER NOT NULL,
	lon_e6 INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Other slugs and former GSS codes of an area, its own ones too.
CREATE TABLE area_alias (
	alias TEXT NOT NULL,
	gss TEXT NOT NULL,
	-- 1: one that its own name gives, and no list.
	own INTEGER NOT NULL,
	PRIMARY KEY (alias, gss)
) STRICT, WITHOUT ROWID;

CREATE INDEX area_alias_by_gss ON area_alias (gss);

CREATE TABLE outcode (
	outcode TEXT NOT NULL PRIMARY KEY,
	lat_e6 INTEGER NOT NULL,
	lon_e6 INTEGER NOT NULL,
	-- How many postcodes its centre rests on.
	postcodes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- All councils that an outcode lies in, most postcodes first.
CREATE TABLE outcode_district (
	outcode TEXT NOT NULL REFERENCES outcode (outcode),
	position INTEGER NOT NULL,
	gss TEXT NOT NULL,
	PRIMARY KEY (outcode, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE postcode (
	-- "M32 0TH".
	postcode TEXT NOT NULL PRIMARY KEY,
	lat_e6 INTEGER NOT NULL,
	lon_e6 INTEGER NOT NULL,
	-- GSS codes, or "".
	district TEXT NOT NULL,
	ward TEXT NOT NULL
) STRICT, WITHOUT ROWID;
