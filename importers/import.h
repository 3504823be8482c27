/*
 * One document set into the record, in one transaction: read by the
 * sandboxed child, each record cleaned, known again, added or changed, what
 * is gone withdrawn, and all of it committed or nothing.  A document that is
 * refused, and a run that a guard holds, leave the listings as they were;
 * that it was tried is kept.
 */
#ifndef SIGNPOST_IMPORT_H
#define SIGNPOST_IMPORT_H

#include "importers/feeds_conf.h"
#include "importers/reader_child.h"
#include "schema/record.h"
#include "schema/record_feed.h"
#include "schema/record_history.h"
#include "schema/vocabulary.h"

enum import_result {
	IMPORT_OK = 0,
	IMPORT_REFUSALS, /* stored; some records were refused */
	IMPORT_HELD,     /* a guard stopped it: nothing changed */
	IMPORT_FAILED,   /* the document was refused: nothing changed */
	IMPORT_BUSY,     /* another process is reading this feed */
};

/* What is to be read. */
struct import_job {
	const char *id; /* NULL: the mapping's, else the first file's name */
	const char *title, *publisher, *licence, *owner;
	const char *area;    /* GSS code, name or slug */
	const char *mapping; /* name or file; NULL: the document decides */
	const char *const *sources;
	/* What they are called, where they are all files; NULL: as they are. */
	const char *const *names;
	size_t sources_count;
	long every_s;
	day_t collected;
	unsigned repairs; /* beside the mapping's: a set, repair_names.h */
	long max_bytes, max_records; /* 0: the standard, as below */
	struct feed_limits limits;
	long max_ratio, timeout_s; /* of fetching */
	const char *ca_file;       /* NULL: whom the system trusts */
	bool allow_private;        /* an address may be of a private network */
	bool accept_shrink;
	bool configured; /* feeds.conf names it: its first failure is kept */
	bool dry_run; /* read and compare, keep nothing */
};

/* Told while it goes on. */
struct import_listener {
	void *arg;
	void (*problem)(
	    void *arg, const char *feed, const struct problem *problem);
	/* total_bytes -1: not known. */
	void (*progress)(void *arg, long bytes, long total_bytes, long records);
	/* Of a run that is only tried: what it would change; may be NULL. */
	record_history_cb *changed;
	/* Each listing that is kept, as it is kept; may be NULL. */
	void (*kept)(void *arg, const struct listing *listing);
};

/* How many listings a run changed in one field. */
struct import_change {
	char *field;
	long listings;
};

struct import_report {
	char *feed; /* its id; in the arena, as all texts here */
	struct record_run run;
	long total_bytes;
	bool first_run; /* of this feed */
	bool withheld;  /* an address that was shown is no longer */
	struct import_change *changes; /* most first */
	size_t changes_count;
	struct reader_summary summary;
};

struct importer {
	struct record *record;
	const struct vocabulary *vocabulary;
	const char *data_folder; /* NULL: keep no documents */
};

/* Whether it is known by its GSS code, name or slug; all are, while no places
 * have been loaded. */
bool import_area_usable(struct record *, const char *area);

enum import_result import_run(const struct importer *,
    const struct import_job *, const struct import_listener *,
    struct arena *arena, struct import_report *report) MUST_CHECK;

#endif
