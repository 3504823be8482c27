/*
 * What a service must state to be found at all: how it is reached, in what
 * language, with what access.  These are facts of the service, not of the
 * person: where one is asked for, silence does not do.
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
