/* When listings are open, as the index keeps it. */
#ifndef SIGNPOST_INDEX_HOURS_H
#define SIGNPOST_INDEX_HOURS_H

#include "schema/hours.h"
#include "search/index_read.h"

struct index_builder;

/* The hours of the document at hand. */
void index_hours_add(struct index_builder *, const struct listing *);

/*
 * Those of a document, for hours_state() alone: a note is there or not.
 * openings  room for LISTING_MAX_ITEMS; out->openings
 * Nothing is stated where the file is damaged or of an earlier version.
 */
void index_hours_of(const struct index *, uint32_t document,
    struct listing_opening *openings, struct hours *out);
/* enum hours_when of a document: those of every week, and of some. */
void index_hours_when(
    const struct index *, uint32_t document, unsigned *every, unsigned *some);

#endif
