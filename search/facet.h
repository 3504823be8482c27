/* Totals of types and costs under a search. */
#ifndef SIGNPOST_FACET_H
#define SIGNPOST_FACET_H

#include "base/alloc.h"
#include "search/match.h"

/*
 * The types that documents of a bitmap have, most first, then by id; what
 * lies below a type counts for it too, and each document once.
 */
size_t facet_types(const struct index *, const struct vocabulary *,
    const uint64_t *bitmap, struct arena *arena, struct facet_value **out);
/* How many of them say that they are free, or low in cost. */
size_t facet_costs(const struct index *, const struct vocabulary *,
    const uint64_t *bitmap, struct arena *arena, struct facet_value **out);

#endif
