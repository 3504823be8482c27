-- Listings that are one service, and what operators decided about pairs.

PRAGMA user_version = 2;

-- Which listings are one: told anew by every run that changed a listing, in
-- the run's own transaction.  Only listings that are not alone have a row.
CREATE TABLE joined (
	service INTEGER PRIMARY KEY REFERENCES service (service),
	-- The listing whose code and UUID all of them show: the oldest.
	lead INTEGER NOT NULL REFERENCES service (service)
) STRICT;

CREATE INDEX joined_by_lead ON joined (lead, service);

-- What a person said of two listings.  Outlives every import.
CREATE TABLE pair_decision (
	-- UUIDs, the smaller one first.
	one TEXT NOT NULL,
	other TEXT NOT NULL,
	-- 1: they are the same service.  0: they are not.
	same INTEGER NOT NULL,
	made INTEGER NOT NULL,
	PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;

-- "joining": which reading of the evidence "joined" was told by.
INSERT INTO meta (name, value) VALUES ('joining', 0);

-- It followed from "joined", and was never filled.
DROP TABLE moved;
