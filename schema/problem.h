/*
 * What is wrong with a feed, as its owner should read it.  Printed as
 * "FEED: line N: record ID: what is wrong, what was done", kept with the
 * run, shown on the feed's page.
 */
#ifndef SIGNPOST_PROBLEM_H
#define SIGNPOST_PROBLEM_H

#include "base/alloc.h"
#include "base/buf.h"
#include "base/wire.h"

#define PROBLEM_MAX_TEXT  500 /* bytes: two lines of a page */
#define PROBLEM_MAX_KEPT  1000 /* of one run, first come; all are counted */

enum problem_kind {
	PROBLEM_DOCUMENT = 0, /* the whole document is refused */
	PROBLEM_RECORD, /* this record is refused */
	PROBLEM_FIELD, /* the field is kept as given, or dropped */
	PROBLEM_NOTE, /* worth knowing: a repair, a tie, an unknown label */
};

struct problem {
	enum problem_kind kind;
	long line; /* 1 where the fault has no place */
	long column; /* 0: none */
	const char *source; /* file or address; NULL: the run's only one */
	const char *record; /* the record's id, or NULL */
	const char *field; /* "postcode", or NULL */
	const char *what; /* "<postcode> 'WA154 1HF' is no postcode" */
	const char *done; /* "kept as text, not placed on the map" */
};

/* Appends the line that people read, without the final newline. */
void problem_text(struct buf *out, const char *feed, const struct problem *);
/*
 * Its source as others than the operator may read it: an address, or a
 * file's name without its folders; NULL where it has none.
 */
const char *problem_source_shown(const struct problem *);
/* Texts are cut at PROBLEM_MAX_TEXT, and what is no UTF-8 is taken out. */
void problem_pack(struct buf *out, const struct problem *);
enum wire_error problem_unpack(struct wire *in, struct problem *) MUST_CHECK;

#endif
