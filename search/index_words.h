/*
 * The words by which spelling goes: those of the listings and of the
 * vocabulary, and the slips that synonyms.txt names.  Used by the index's
 * builder alone.
 */
#ifndef SIGNPOST_INDEX_WORDS_H
#define SIGNPOST_INDEX_WORDS_H

#include "search/index_builder.h"

struct index_word_table {
	struct index_word *words; /* by length, then text */
	struct text_pool texts;   /* as many */
};

/* Once all listings are added. */
void index_words_compile(struct index_builder *, struct index_word_table *out);
void index_word_table_clear(struct index_word_table *);

#endif
