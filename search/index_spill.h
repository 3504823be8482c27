/*
 * Postings are most of what the builder gathers, and none is looked at
 * before the file is written: whenever they come to INDEX_SPILL_BYTES they
 * are put away in a nameless file, so that memory holds little of them,
 * however many listings there are.
 */
#ifndef SIGNPOST_INDEX_SPILL_H
#define SIGNPOST_INDEX_SPILL_H

#include "search/index_builder.h"

#define INDEX_SPILL_BYTES (8u << 20)

struct index_spill;

struct index_spill *index_spill_new(void);
void index_spill_free(struct index_spill *);
/* Puts away what all lists hold; each goes on where it was. */
void index_spill_put(
    struct index_spill *, struct builder_term *terms, uint32_t count);

/* Room for one list, used for one after the other. */
struct unspilled {
	unsigned char *bytes; /* free() it in the end */
	uint32_t length, room;
};
/* The whole list of a term, for packed_list_next(); lives as long as both. */
struct packed_list index_spill_whole(struct index_spill *, uint32_t number,
    const struct packed_list *list, struct unspilled *out);
/* As index_store_error(): not 0, and the index is no good. */
int index_spill_error(const struct index_spill *);

#endif
