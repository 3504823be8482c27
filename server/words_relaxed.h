/* What a search gave up, and what it could do without, in plain words. */
#ifndef SIGNPOST_WORDS_RELAXED_H
#define SIGNPOST_WORDS_RELAXED_H

#include "schema/vocabulary.h"
#include "search/search.h"

/*
 * Said before results that do not match all: "Nobody listed here offers
 * “choir” within 5 miles of M32 0TH. These are further away."
 */
char *words_relaxed(struct arena *arena, const struct vocabulary *vocabulary,
    const struct query *query, const struct answer *answer, const char *name);
/* A link to the same search without a parameter: "Any cost, not only free". */
char *words_relaxation(
    struct arena *arena, const struct query *query, const char *name);
/* Where nothing was found at all.  "urgent": urgent help stands above. */
char *words_nothing(
    struct arena *arena, const struct query *query, bool urgent);

#endif
