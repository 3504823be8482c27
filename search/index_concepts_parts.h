/*
 * What the vocabulary's synonyms are while an index is built, for the files
 * that gather and use them: index_concepts.c, index_alternatives.c and
 * index_learned.c.
 */
#ifndef SIGNPOST_INDEX_CONCEPTS_PARTS_H
#define SIGNPOST_INDEX_CONCEPTS_PARTS_H

#include "base/alloc.h"
#include "schema/synonyms.h"
#include "search/index_concepts.h"
#include "search/unshown.h"

/* A phrase of the vocabulary. */
struct concept_key {
	const char *shown; /* as the vocabulary has it */
	uint32_t words;
	bool capitals; /* only written so everywhere */
	bool stop;     /* one word, and it tells nothing */
	bool weak;
	uint32_t *rules; /* that have it as a term */
	uint32_t rules_count;
};

struct index_concepts {
	struct arena arena;
	struct analyse_stemmer *stemmer;
	struct unshown *unshown;
	struct synonym_rule *rules; /* those of the vocabulary, then types */
	uint32_t **rule_keys;       /* each rule's terms */
	uint32_t rules_count;
	struct text_pool keys;     /* stems joined by spaces */
	struct text_pool prefixes; /* all that a key begins with */
	struct concept_key *key;
	struct text_pool labels;
	uint32_t *rule_label;
	uint8_t *tag_now; /* by label: of the document at hand */
	uint32_t *tagged; /* labels that are not zero there */
	uint32_t tagged_count;
	struct buf scratch, marked;
};

/* The key of a phrase, new or known. */
uint32_t index_concepts_key(struct index_concepts *, const char *text);
/*
 * Adds a word with what was learned to stand for it, beside itself, to a
 * table whose first "compiled" concepts are the vocabulary's: not where it
 * is one of them.
 */
void index_concepts_add_word(struct index_builder *,
    struct index_concept_table *, const char *word, uint32_t compiled,
    const struct index_alternative *learned, uint32_t count);
/* Adds the words of the vocabulary's phrases, with what they lead to. */
void index_concepts_learn(struct index_builder *, struct index_concept_table *);

#endif
