/*
 * What the need of a query is about: its words cut into the longest phrases
 * of the vocabulary and single words, each with all that stands for it, and
 * how well each listing meets each.  A listing meets one as well as the best
 * of what stands for it, so that a rare synonym never outranks what was
 * typed.
 */
#ifndef SIGNPOST_CONCEPT_H
#define SIGNPOST_CONCEPT_H

#include "base/alloc.h"
#include "search/analyse.h"
#include "search/index_read.h"
#include "search/query.h"

#define CONCEPT_SCORE_ONE 50000 /* a score of 1, in "scores" */

#define CONCEPT_MAX_SAID 8

struct search_concept {
	size_t at, length;                 /* in the need, as typed */
	const struct index_concept *entry; /* NULL: a word, read as it is */
	char word[ANALYSE_MAX_WORD + 1]; /* its stem, where there is no entry */
	/*
	 * Words of a phrase that is met as people bend it, for a listing may
	 * have the very words: their stems; while the query is read.
	 */
	const char *said[CONCEPT_MAX_SAID];
	size_t said_count;
	float weight;
	bool person;      /* says who asks, which is asked of each listing */
	bool young;       /* a need of the mind, asked for somebody young */
	bool known;       /* a listing has something that stands for it */
	bool required;    /* a listing must meet it */
	bool telling;     /* ... or, where there are several, half of them */
	uint16_t *scores; /* one a document; 0: not met */
	uint64_t *met;
	const uint64_t *typed; /* what is of some type by name or category */
};

struct search_concepts {
	struct search_concept list[QUERY_MAX_WORDS];
	size_t count;
	float weight; /* of all */
	bool telling; /* one is of the vocabulary, and not weak */
};

/* Cuts the need of a query (NULL: none) and scores all documents. */
void concepts_read(const struct index *, const struct query *,
    struct arena *arena, struct search_concepts *out);
/* Is it no phrase of the vocabulary, but a word read as it is or guessed? */
bool concept_is_word(const struct search_concept *);
/* How well a document meets all, 0 to about 1. */
double concepts_score(const struct search_concepts *, uint32_t document);

/* What of all that stands for a concept a document has, the best of it. */
struct concept_reason {
	enum index_alternative_kind kind; /* for a tag: what gave it */
	const char *as;   /* the vocabulary's words; NULL: those typed; "":
			   * words that are never shown */
	const char *term; /* as indexed */
	unsigned fields;  /* bits of enum index_field it stands in */
};
bool concept_reason(const struct index *, const struct search_concept *,
    uint32_t document, struct concept_reason *out);

#endif
