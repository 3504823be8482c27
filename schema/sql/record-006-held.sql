-- Runs that wait for a person.

PRAGMA user_version = 6;

-- The last run of a feed, where it was held, until another is stored: what
-- it would have done, and all that it takes to do it after all.
CREATE TABLE held_run (
	feed INTEGER NOT NULL PRIMARY KEY REFERENCES feed (feed),
	run INTEGER NOT NULL REFERENCES run (run),
	-- The run under whose number its documents are kept, and how many
	-- they are; 0: they could not be kept.
	kept_run INTEGER NOT NULL,
	documents INTEGER NOT NULL,
	-- How it was asked for; 0 or NULL: not said.
	mapping TEXT,
	title TEXT,
	publisher TEXT,
	licence TEXT,
	area TEXT,
	owner TEXT,
	every_s INTEGER NOT NULL,
	collected INTEGER NOT NULL,
	max_bytes INTEGER NOT NULL,
	max_records INTEGER NOT NULL,
	-- A set of named repairs, as signpost-import has them.
	repairs INTEGER NOT NULL,
	-- How many listings it would have...
	added INTEGER NOT NULL,
	back INTEGER NOT NULL,
	changed INTEGER NOT NULL,
	withdrawn INTEGER NOT NULL
) STRICT;

-- The first of those listings, of each kind.
CREATE TABLE held_change (
	feed INTEGER NOT NULL REFERENCES held_run (feed),
	position INTEGER NOT NULL,
	-- 0 added, 1 back, 2 changed, 3 withdrawn.
	kind INTEGER NOT NULL,
	uuid TEXT NOT NULL,
	name TEXT NOT NULL,
	-- Of a changed one: which fields, with ", " between them.
	fields TEXT,
	PRIMARY KEY (feed, position)
) STRICT, WITHOUT ROWID;
