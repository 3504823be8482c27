-- What feeds' owners were last written to about.

PRAGMA user_version = 7;

CREATE TABLE mailed (
	-- The feed's id: its first run may have failed.
	id TEXT NOT NULL PRIMARY KEY,
	-- How the run ended that the last notice was about: 0 done, 1 held,
	-- 2 failed.
	outcome INTEGER NOT NULL,
	-- No whole report before this time; 0: none was sent.
	next INTEGER NOT NULL,
	-- SHA-256 of what the last one said.
	said BLOB NOT NULL
) STRICT, WITHOUT ROWID;
