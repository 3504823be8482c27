-- What the files of the live generation were made from.

PRAGMA user_version = 8;

CREATE TABLE made (
	-- The file: "search.index".
	name TEXT NOT NULL PRIMARY KEY,
	-- SHA-256 of all that it depends on, as text.
	made_from TEXT NOT NULL,
	-- SHA-256 of the file that was made from that, as text.
	sha256 TEXT NOT NULL
) STRICT, WITHOUT ROWID;
