/*
 * The importer's end of signpost-feed-reader: starts it, sends mapping
 * texts and feed bytes, and hands over what comes back.  Everything that
 * comes back is checked again here: the child is sandboxed because we
 * expect it to break one day.
 */
#ifndef SIGNPOST_READER_CHILD_H
#define SIGNPOST_READER_CHILD_H

#include <stdbool.h>
#include <stddef.h>

#include "schema/listing.h"
#include "schema/problem.h"

/* A feed's limits; each may be raised in its configuration (feeds_conf.h). */
#define FEED_MAX_BYTES \
	(256L << 20)                /* a council's whole list is 1 to 50 MiB \
				     */
#define FEED_MAX_RECORDS    500000L /* NHS ODS, the largest we know: 305,500 */
#define FEED_CPU_S          10      /* and 2 s more for each 10 MiB allowed */
#define FEED_MAX_RECORD     (256L * 1024) /* bytes: the largest seen is 60 KiB */
#define FEED_MAX_TEXT       (64L * 1024)  /* bytes of one text or attribute */
#define FEED_MAX_DEPTH      32L           /* AIRS, the deepest we know, has 9 */
#define FEED_MAX_ATTRIBUTES 64L           /* of one element */

/* Up to where: what the reader's memory and libxml2 have room for. */
#define FEED_MOST_RECORD     (4L << 20)
#define FEED_MOST_TEXT       (4L << 20)
#define FEED_MOST_DEPTH      200L
#define FEED_MOST_ATTRIBUTES 1000L

/* How large a part of a document may be; 0: the standard. */
struct feed_limits {
	long record_bytes, text_bytes, depth, attributes;
};

#define READER_MAX_BESIDE 16        /* files of codes of one mapping */
#define READER_MAX_CODES  (1 << 20) /* bytes of all of them together */

struct reader_mapping {
	const char *name; /* "jadu" */
	const char *text;
	struct reader_beside { /* files of codes that its tables name */
		const char *name;
		const char *text;
	} * beside;
	size_t beside_count;
};

struct reader_source {
	const char *name; /* as messages name it */
	int fd;           /* open for reading; read to its end, not closed */
};

struct reader_job {
	/* One mapping where it was chosen, else all: the document decides. */
	const struct reader_mapping *mappings;
	size_t mappings_count;
	bool mapping_chosen;
	const struct reader_source *sources; /* one document set */
	size_t sources_count;
	long max_bytes, max_records; /* 0: the FEED_MAX_ standard */
	struct feed_limits limits;
	/* How long the child may keep us waiting in all; 0: 20 times the
	 * processor time that it has. */
	long wait_s;
	unsigned repairs; /* beside the mapping's: a set, repair_names.h */
	/* No mapping, no records: "unused" has all paths that are there, from
	 * the root, and before them the namespaces, as "xmlns:PREFIX" with the
	 * URI as example. */
	bool survey;
};

/* What a run of the reader learned about the document set as a whole. */
struct reader_summary {
	char *mapping; /* the name of the mapping used */
	char *feed_id, *title, *publisher, *licence; /* it declares, or NULL */
	char *area;    /* GSS code or name it declares for all, or NULL */
	bool full;     /* false: changes only */
	bool whole;    /* all pages were there and counts agree */
	long declared; /* records that the document says it has; -1: no word */
	char *next;    /* what its last document names as another page */
	long pages;    /* how many there are; -1: no word */
	/* Records met, and of them: refused, left out by a rule of the mapping,
	 * and said to be deleted. */
	long bytes, records, refused, skipped, deleted;
	struct reader_unused {
		char *path; /* "fields/field[@name='Facilities']" or
			       "entry/date" */
		long count;
		long first_line;
		char *example; /* the first text or value, cut; or NULL */
	} * unused;            /* elements and attributes seen and never used */
	size_t unused_count;
	struct reader_idle {
		char *text; /* the statement, cut */
		long line;  /* of the mapping */
	} * idle;           /* statements that never found anything */
	size_t idle_count;
	struct reader_skips {
		char *text; /* the statement, cut */
		long line;  /* of the mapping */
		long count; /* of records */
		long first_line;
	} * skips; /* conditions that left records out */
	size_t skips_count;
};

struct reader_handler {
	void *arg;
	/*
	 * Before the first record: which mapping was chosen and what it
	 * declares (the names and texts; counts are 0).  May be NULL.  The
	 * importer needs the feed's id before it can know a record again.
	 */
	void (*begun)(void *arg, const struct reader_summary *summary);
	/*
	 * A record that passed.  The listing is lent for the call, which may
	 * take what its arena holds and leave that empty.
	 */
	void (*listing)(void *arg, struct listing *listing);
	void (*problem)(void *arg, const struct problem *problem);
	/* Now and then, for a progress line. */
	void (*progress)(void *arg, long bytes, long records);
};

enum reader_result {
	READER_OK = 0,
	READER_REFUSED, /* a PROBLEM_DOCUMENT was reported; nothing to keep */
	READER_BROKEN,  /* the child died or sent nonsense: reported likewise */
};

/*
 * Runs one job to its end.  The summary's texts are in "arena".  Never
 * blocks for ever: the child's own limits end it, and its death is seen.
 */
enum reader_result reader_run(const struct reader_job *job,
    const struct reader_handler *handler, struct arena *arena,
    struct reader_summary *summary) MUST_CHECK;

#endif
