/*
 * What the files that read, score and explain concepts share: concept.c,
 * concept_score.c and concept_reason.c.
 */
#ifndef SIGNPOST_CONCEPT_PARTS_H
#define SIGNPOST_CONCEPT_PARTS_H

#include "search/concept.h"

/* A concept counts as met from here on, when shares are counted. */
#define MET_FROM 0.2f

/* The entry for a phrase of stems, or NULL. */
const struct index_concept *concept_find(
    const struct index *, const char *text);
/* An entry's alternatives; none where they do not lie in the section. */
const struct index_alternative *concept_alternatives(
    const struct index *, const struct index_concept *entry, uint32_t *count);
/* What one posting of an alternative is worth. */
float concept_worth(const struct index_alternative *, uint8_t impact);
/* Scores all documents. */
void concept_score(
    const struct index *, struct arena *arena, struct search_concept *);
/*
 * The next of what stands for a need of the young, beside what the index has
 * for all: its term.  *at starts at 0; NULL at the end.
 */
const char *concept_young_next(const struct search_concept *, size_t *at,
    struct index_alternative *alternative);

#endif
