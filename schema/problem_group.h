/*
 * Problems of one run in groups of a kind, the most harmful first: what a
 * feed's owner mends at once.  Two are of one kind where their words differ
 * only in what they quote from the feed and in numbers.
 */
#ifndef SIGNPOST_PROBLEM_GROUP_H
#define SIGNPOST_PROBLEM_GROUP_H

#include <stddef.h>

#include "base/alloc.h"
#include "schema/problem.h"

#define PROBLEM_EXAMPLES 5 /* of a group: enough to see what is meant */

struct problem_group {
	enum problem_kind kind;
	const char *field; /* "postcode", or NULL */
	/* What is wrong, with an ellipsis for what differs. */
	const char *what;
	const char *done;
	const char *mend; /* what the owner can do about it, in a sentence */
	long count;
	const struct problem *examples[PROBLEM_EXAMPLES];
	size_t examples_count;
};

/* Names of the kinds: "document", "record", "field", "note". */
const char *problem_kind_name(enum problem_kind);
/* What the kind costs: "The record is not in the directory". */
const char *problem_kind_words(enum problem_kind);

/* Its field, where what is wrong does not name it itself; or NULL. */
const char *problem_group_field(const struct problem_group *);

/* The problems must outlive the groups, which are in the arena. */
size_t problem_groups(const struct problem *problems, size_t count,
    struct arena *arena, struct problem_group **out);

#endif
