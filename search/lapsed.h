/*
 * How long ago each listing's source was last read whole.  A feed that stops
 * ages its listings by the clock alone: the index holds the day on which the
 * freshest of a listing's sources was read, and what follows from it is told
 * when somebody asks (design section 4, "A feed that stops").
 */
#ifndef SIGNPOST_LAPSED_H
#define SIGNPOST_LAPSED_H

#include "base/alloc.h"
#include "schema/ageing.h"
#include "search/index_read.h"

struct lapsed {
	const struct index *index;
	day_t today;
	/* NULL where there is none of them. */
	uint64_t *last; /* ranked behind all others; not those of the next */
	uint64_t *out;  /* in no result */
};

void lapsed_ready(
    const struct index *, day_t today, struct arena *, struct lapsed *out);
/* The day it was last read, where the visitor is to be told; else 0. */
day_t lapsed_since(const struct lapsed *, uint32_t document);

#endif
