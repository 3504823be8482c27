-- Runs that take back what another changed.

PRAGMA user_version = 5;

-- "gone" of a service and of its identity may be 4 from here on: the run that
-- brought it was undone.

-- The run whose changes this one took back; 0: it read a document.
ALTER TABLE run ADD COLUMN undoes INTEGER NOT NULL DEFAULT 0;

-- What was known of a feed before its last run that changed a listing, with
-- the meanings of the columns of "feed".
CREATE TABLE feed_before (
	feed INTEGER NOT NULL REFERENCES feed (feed),
	run INTEGER NOT NULL,
	title TEXT,
	publisher TEXT,
	licence TEXT,
	area TEXT,
	source TEXT,
	owner TEXT,
	mapping TEXT,
	every_s INTEGER NOT NULL,
	data_day INTEGER NOT NULL,
	read_whole INTEGER NOT NULL,
	PRIMARY KEY (feed, run)
) STRICT, WITHOUT ROWID;

-- Feeds that are held because their last run was undone.
CREATE TABLE undone (
	feed INTEGER NOT NULL PRIMARY KEY REFERENCES feed (feed),
	-- The run that was undone.
	run INTEGER NOT NULL,
	-- SHA-256 of the document set that is not taken again; NULL: none is,
	-- for nobody kept it.
	document TEXT
) STRICT;

-- "eligibility" of "change" was the text and the entries of the table, and
-- where both changed only the text was kept; the entries are "rules" now.
UPDATE change SET field = 'rules' WHERE field = 'eligibility'
	AND json_valid(coalesce(old, new))
	AND json_type(coalesce(old, new)) = 'array';
