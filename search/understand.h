/*
 * Reads in q what is more than a need: a phone number, a postcode.  What is
 * left of q is the need.
 */
#ifndef SIGNPOST_UNDERSTAND_H
#define SIGNPOST_UNDERSTAND_H

#include "search/query.h"

/* query->q is set, and near where a parameter gives it. */
void understand(
    const struct query_places *, struct arena *arena, struct query *query);

#endif
