/*
 * What a service must be to be found at all: how it is reached.  That is a
 * fact of the service, not of the person, which its numbers and places show
 * where nothing states it.
 */
#ifndef SIGNPOST_FILTERS_H
#define SIGNPOST_FILTERS_H

#include "search/index_read.h"
#include "search/query.h"

/* True where the query asks for any. */
bool filters_ask(const struct query *);
/* Keeps in "fits" what has them all.  "scratch" is another bitmap. */
void filters_keep(const struct index *, const struct query *, uint64_t *fits,
    uint64_t *scratch);

#endif
