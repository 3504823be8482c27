/* Between the files of import.h: one run, while it goes on. */
#ifndef SIGNPOST_IMPORT_PARTS_H
#define SIGNPOST_IMPORT_PARTS_H

#include "base/buf.h"
#include "importers/ahead.h"
#include "importers/documents.h"
#include "importers/import.h"
#include "importers/normalise.h"
#include "schema/record_held_run.h"
#include "schema/record_listing.h"

struct import {
	const struct importer *importer;
	const struct import_job *job;
	const struct import_listener *listener;
	struct import_report *report;
	struct arena *arena; /* the report's */
	struct record *record;
	struct record_feed feed;
	struct record_run *run; /* in the report */
	const char **names;     /* of the sources, as they may be shown */
	/* What the job's sources came with from the web; by source. */
	struct import_fetched {
		char *etag, *last_modified;
	} * fetched;
	const struct reader_mapping *mappings; /* once they are read */
	size_t mappings_count;
	struct documents documents;
	int lock_fd; /* this feed's; -1: none is needed */
	struct normaliser normaliser;
	unsigned char salt[SHA256_BYTES];
	long live_before;
	/* What a run that is held would have done. */
	struct import_plan {
		struct record_held_run held;
		struct record_held_change *changes;
		size_t count;
	} plan;
	day_t today;
	bool begun;               /* the feed is known and its row is there */
	bool opened;              /* there was a document to read */
	bool foreign;             /* it would take over another feed's name */
	day_t collected;          /* the latest day that its records name */
	bool failed;              /* the record's fault, logged: roll back */
	const char *refusal;      /* first document problem, in words */
	struct problem *problems; /* kept ones, PROBLEM_MAX_KEPT at most */
	size_t problems_count;
	struct buf scratch;  /* canonical bytes of one record */
	struct ahead *ahead; /* what has been met and not yet written */
	bool taking;         /* something of it is being written */
	/* What is wrong with the record at hand, to be kept with it. */
	struct arena record_arena;
	struct problem *record_problems;
	size_t record_problems_count;
};

/* import_problem.c */
void import_problem(struct import *, const struct problem *problem);
/* The whole document is refused, and this is why. */
void import_document_problem(struct import *, const char *what);
/* Begins afresh for the next record. */
void import_record_problems_clear(struct import *);
/* Adds one to those of the record at hand. */
void import_record_problem_add(struct import *, const struct problem *problem);
/* One that is about a record, by its id. */
void import_report_record(struct import *, enum problem_kind kind,
    const struct listing *, const char *done, const char *format, ...)
    PRINTF_LIKE(5, 6);

/* import_feed.c: the feed is known now: its row, its area, its reading. */
void import_begin(struct import *, const struct reader_summary *declared);
/* A refusal before the document said which feed it is. */
void import_name(struct import *);
/* "lists/westby.xml.gz" is called "westby". */
char *import_file_id(struct arena *, const char *path);
/* An area given by hand is right or a slip: nothing is read then. */
bool import_job_area_usable(struct import *);

/* import_fetch.c: opens the sources; from the web, they are fetched first. */
bool import_open(struct import *);
/* Keeps what the servers gave, before the documents are kept. */
bool import_fetched_keep(struct import *);
/* Once; false: the run is refused. */
bool import_mappings_read(struct import *);
/*
 * import_ahead.c: between the reader and the record, where what is dear is
 * done ahead, in another thread.  A record of the document, with all that is
 * known of it before its turn comes to be written; or a problem, which waits
 * so that all are told in the document's order.
 */
struct import_met {
	struct import *import;
	struct arena arena; /* of the listing and all below */
	struct listing listing;
	char *key;                        /* identity_key(); */
	unsigned char said[SHA256_BYTES]; /* of the salt and what it says */
	enum record_gone gone;            /* by its own status */
	bool has_id;
	bool normalised;          /* not, where it says what it said before */
	struct problem *problems; /* of normalising it; or the one */
	size_t problems_count;
	bool only_problem;
};

/* A record of the document; what its arena holds is taken. */
void import_listing(struct import *, struct listing *);
/* All that was met is written. */
void import_settle(struct import *);
void import_ahead_free(struct import *);
/* True: what is before it is not written yet, and it waits its turn. */
bool import_problem_waits(struct import *, const struct problem *problem);
/* Where it has not been done ahead after all. */
void import_normalise(struct import_met *);

/* import_record.c: its turn has come. */
void import_record(struct import *, struct import_met *);
/* import_held.c: waits until the set is read; then, all of them. */
void import_hold(struct import *, const struct listing *);
bool import_held(struct import *);
/*
 * import_merge.c: "from" is the same listing at another place: adds what it
 * says to "into", in whose arena it must be.
 */
void import_merge(struct listing *into, const struct listing *from);
/* Fills the place with this index, the organisation, from a part. */
void import_merge_place(
    struct listing *into, size_t index, const struct listing *part);
void import_merge_owner(struct listing *into, const struct listing *part);
/*
 * import_end.c: what the document no longer has.  False: it is to be held,
 * message; all that it would do is done, to be told and rolled back.
 */
bool import_withdraw(struct import *, struct buf *message);
/* import_plan.c: a dry run tells what it would change. */
void import_changes_tell(struct import *);
/* Before the run is rolled back: what it would have done; and kept then. */
bool import_plan(struct import *);
bool import_plan_keep(struct import *);

#endif
