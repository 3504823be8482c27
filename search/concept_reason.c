/* What of a concept a listing has, to say why it was found. */
#include <string.h>

#include "search/concept_parts.h"
#include "search/match.h"

/* The best of a concept's alternatives in a document; -1: none. */
static long
best_alternative(const struct index *index, const struct index_concept *entry,
    uint32_t document, struct concept_reason *out)
{
	uint32_t count;
	const struct index_alternative *each =
	    concept_alternatives(index, entry, &count);
	const struct index_term *terms = index->part[SECTION_TERMS].data;
	struct index_postings postings;
	float best = 0;
	long found = -1;

	for (uint32_t i = 0; i < count; i++) {
		uint32_t cursor = 0;
		float score;
		long at;

		if (!index_postings_at(index, each[i].term, &postings))
			continue;
		at = search_postings_at(index, &postings, document, &cursor);
		if (at < 0)
			continue;
		score = concept_worth(&each[i], postings.impacts[at]);
		if (score <= best)
			continue;
		best = score;
		found = (long)i;
		out->kind = (enum index_alternative_kind)each[i].kind;
		out->as =
		    index_text(index, SECTION_CONCEPT_TEXT, each[i].shown);
		out->term = index_text(
		    index, SECTION_TERM_TEXT, terms[each[i].term].text);
		out->fields = postings.fields[at];
	}
	return found;
}

/* The best of what stands for a need of the young. */
static bool
young_reason(const struct index *index, const struct search_concept *concept,
    uint32_t document, struct concept_reason *out)
{
	struct index_alternative alternative;
	struct index_postings postings;
	const char *term;
	size_t at = 0;

	while (
	    (term = concept_young_next(concept, &at, &alternative)) != NULL) {
		uint32_t cursor = 0;

		if (!index_postings_find(index, term, &postings) ||
		    search_postings_at(index, &postings, document, &cursor) < 0)
			continue;
		out->kind = (enum index_alternative_kind)alternative.kind;
		out->term = term;
		return true;
	}
	return false;
}

/* The word as it was typed, the first of a phrase that was bent. */
static bool
word_reason(const struct index *index, const struct search_concept *concept,
    uint32_t document, struct concept_reason *out)
{
	struct index_postings postings;
	uint32_t cursor = 0;
	long at;

	if (!index_postings_find(index, concept->word, &postings))
		return false;
	at = search_postings_at(index, &postings, document, &cursor);
	if (at < 0)
		return false;
	out->kind = ALTERNATIVE_WORDS;
	out->term = concept->word;
	out->fields = postings.fields[at];
	return true;
}

bool
concept_reason(const struct index *index, const struct search_concept *concept,
    uint32_t document, struct concept_reason *out)
{
	memset(out, 0, sizeof(*out));
	out->kind = ALTERNATIVE_WORDS;
	if (concept->entry == NULL)
		return word_reason(index, concept, document, out);
	if (best_alternative(index, concept->entry, document, out) < 0)
		return young_reason(index, concept, document, out) ||
		       word_reason(index, concept, document, out);
	if (out->kind == ALTERNATIVE_TAG) {
		/* A tag's own entry holds the phrases that give it. */
		const struct index_concept *entry =
		    concept_find(index, out->term);

		if (entry == NULL ||
		    best_alternative(index, entry, document, out) < 0)
			return false;
	}
	if (strcmp(out->term, index_text(index, SECTION_CONCEPT_TEXT,
				  concept->entry->text)) == 0)
		out->as = NULL;
	return true;
}
