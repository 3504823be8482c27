/*
 * Reads q as words of a person: a phone number or a whole name, a postcode,
 * a place, then an age, a gender and what it may cost.  What is left is the
 * need.  Every reading is one of query->readings, with its words, and sets
 * what the parameter of its name would set; one that was given wins.
 */
#ifndef SIGNPOST_UNDERSTAND_H
#define SIGNPOST_UNDERSTAND_H

#include "search/query.h"

/* Called by query_parse(), last: all parameters given are in "query". */
void understand(const struct query_places *, const struct vocabulary *,
    struct arena *arena, struct query *query);

#endif
