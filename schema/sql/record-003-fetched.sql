-- What servers gave with documents, to ask next time only for what changed.

PRAGMA user_version = 3;

-- One document of a feed's last stored run, where its server named its state.
CREATE TABLE fetched (
	feed INTEGER NOT NULL REFERENCES feed (feed),
	-- Which of the feed's sources, from 1.
	position INTEGER NOT NULL,
	-- SHA-256 of the address, for it may hold a key.
	address TEXT NOT NULL,
	-- As the server gave them, or NULL.
	etag TEXT,
	last_modified TEXT,
	-- SHA-256 of the document: the copy that is kept must be this one.
	document TEXT NOT NULL,
	PRIMARY KEY (feed, position)
) STRICT, WITHOUT ROWID;
