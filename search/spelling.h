/*
 * Slips of the hand and the ear in a need: what synonyms.txt names as one,
 * words written apart or together, and words that nobody knows but for a
 * letter or two.  What listings or the vocabulary know is right as it is,
 * as are numbers and words of less than four letters: a word that was
 * "corrected" away costs more trust than a slip that finds nothing.
 */
#ifndef SIGNPOST_SPELLING_H
#define SIGNPOST_SPELLING_H

#include "base/alloc.h"
#include "search/index.h"
#include "search/query.h"

struct spelling {
	const char *need; /* as it is read: the one given, or in the arena */
	/* "pannick", as "spelling", "panic": in the need's order. */
	struct query_reading readings[QUERY_MAX_WORDS];
	size_t readings_count; /* 0: it stays as typed */
};

/* need  or NULL: none */
void spelling_read(const struct index *, const char *need, struct arena *arena,
    struct spelling *out);

#endif
