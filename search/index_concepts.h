/*
 * The vocabulary's synonyms as the index has them: phrases found in
 * listings and tags given for them while listings are added; then, for each
 * phrase that a query may hold, all that stands for it.  Used by the
 * index's builder alone.
 */
#ifndef SIGNPOST_INDEX_CONCEPTS_H
#define SIGNPOST_INDEX_CONCEPTS_H

#include "search/index_builder.h"
#include "search/index_loose.h"

/* Where a phrase stands that tags its listing. */
enum index_tags { TAGS_NONE = 0, TAGS_NAME, TAGS_CATEGORY, TAGS_TEXT };

struct index_concepts *index_concepts_new(
    const struct vocabulary *, struct analyse_stemmer *);
void index_concepts_free(struct index_concepts *);
/*
 * What a stem is by itself: whether a phrase begins with it, and which it is
 * alone, or UINT32_MAX.
 */
void index_concepts_begun(const struct index_concepts *, const char *stem,
    size_t length, bool *begins, uint32_t *alone);
/* Finds phrases among builder->text_words, which stand in "field". */
void index_concepts_find(
    struct index_builder *, enum index_field field, enum index_tags tags);
/* The document's tags, types and rules become postings. */
void index_concepts_post(struct index_builder *, const struct listing *);

struct index_concept_table {
	struct index_concept *concepts;
	uint32_t concepts_count;
	struct index_alternative *alternatives;
	uint32_t alternatives_count;
	struct index_loose_table loose;
	struct text_pool texts;
};
/* Once all terms have their places. */
void index_concepts_compile(
    struct index_builder *, struct index_concept_table *out);
void index_concept_table_clear(struct index_concept_table *);

#endif
