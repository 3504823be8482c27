-- When each feed of the configuration is read next.

PRAGMA user_version = 4;

CREATE TABLE timetable (
	-- The feed's id: it may be here before the feed was ever read.
	id TEXT NOT NULL PRIMARY KEY,
	-- Not before this time.
	due INTEGER NOT NULL,
	-- How often in a row it failed.
	failures INTEGER NOT NULL,
	-- 1: stopped by hand until it is resumed.
	on_hold INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
