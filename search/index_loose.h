/*
 * What loose.h reads: the words that phrases pass over or read as others,
 * and what is left of each phrase of the vocabulary.  Used by the index's
 * builder alone.
 */
#ifndef SIGNPOST_INDEX_LOOSE_H
#define SIGNPOST_INDEX_LOOSE_H

#include "schema/synonyms.h"
#include "search/index_builder.h"

struct index_loose_table {
	struct index_loose *words, *phrases; /* each sorted by text */
	uint32_t words_count, phrases_count;
};

/* The "&" and "-" rules; before any phrase. */
void index_loose_words(struct index_loose_table *, const struct vocabulary *,
    struct analyse_stemmer *, struct text_pool *texts);
/* A phrase of the vocabulary, and the text of its concept in the pool. */
void index_loose_phrase(struct index_loose_table *, const char *phrase,
    uint32_t concept, struct analyse_stemmer *, struct text_pool *texts);
/*
 * Once all is in and the concepts are sorted: texts as places, and concepts
 * too.  Of phrases that come down to the same words the one holds that most
 * stands for.
 */
void index_loose_finish(struct index_loose_table *,
    const struct index_concept *concepts, uint32_t concepts_count,
    const struct text_pool *texts);
void index_loose_table_clear(struct index_loose_table *);

#endif
