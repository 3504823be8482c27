#include <string.h>

#include "search/bitmap.h"
#include "search/facet.h"
#include "search/search_parts.h"

#define WORDS_TYPES 4   /* types of what meets the words that are close */
#define MEETS_WELL  0.4 /* so well, or it says nothing of what they are about \
			 */

/* The facet of that type, or NULL: there is none of it. */
static const struct facet_value *
find(const struct facet_value *types, size_t count, const char *id)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(types[i].value, id) == 0)
			return &types[i];
	return NULL;
}

static void
offer(struct answer *out, const struct facet_value *here)
{
	if (here == NULL || out->nearest_count == ARRAY_LEN(out->nearest) ||
	    find(out->nearest, out->nearest_count, here->value) != NULL)
		return;
	out->nearest[out->nearest_count++] = *here;
}

static bool
is_top(const char *id)
{
	return strchr(id, '.') == NULL;
}

/* What lies beside a type, or above it. */
static void
beside(const struct query *asked, const char *id,
    const struct facet_value *here, size_t count, struct answer *out)
{
	size_t top = strcspn(id, ".");

	for (size_t i = 0; i < count; i++) {
		const char *other = here[i].value;
		bool chosen = false;

		for (size_t t = 0; t < asked->types_count; t++)
			chosen |= strcmp(asked->types[t], other) == 0;
		if (!chosen && strncmp(other, id, top) == 0 &&
		    (other[top] == '\0' || other[top] == '.'))
			offer(out, &here[i]);
	}
}

/* The types of what the last count found. */
static size_t
types_found(struct search *search, struct facet_value **out)
{
	struct facet_ask ask = {
	    .index = search->index,
	    .vocabulary = search->vocabulary,
	    .fits = search->counting.fits,
	    .arena = search->arena,
	};

	return facet_types(&ask, out);
}

/* Of what kind is that which meets the words, wherever and for whomever? */
static size_t
types_of_words(
    struct search *search, const struct query *asked, struct facet_value **out)
{
	struct query words = {
	    .need = asked->need,
	    .age_min = -1,
	    .age_max = -1,
	    .strict = asked->strict,
	};

	search_match(search, &words, MATCH_KNOWN, &search->counting);
	for (uint32_t i = 0; i < search->index->documents; i++)
		if (concepts_score(&search->words.concepts, i) < MEETS_WELL)
			bitmap_drop(search->counting.fits, i);
	return types_found(search, out);
}

void
nearest_types(
    struct search *search, const struct query *asked, struct answer *out)
{
	struct query place = *asked;
	struct facet_value *here, *close;
	size_t count, close_count, found = 0;

	if (query_looks_up(asked))
		return;
	place.need = NULL;
	query_drop(&place, "type");
	search_match(search, &place, MATCH_ALL, &search->counting);
	count = types_found(search, &here);
	for (size_t i = 0; i < asked->types_count; i++)
		beside(asked, asked->types[i], here, count, out);
	if (asked->need != NULL && search_knows_need(search)) {
		close_count = types_of_words(search, asked, &close);
		for (size_t i = 0; i < close_count && found < WORDS_TYPES; i++)
			if (!is_top(close[i].value)) {
				offer(out, find(here, count, close[i].value));
				found++;
			}
	}
	if (out->nearest_count > 0)
		return;
	for (size_t i = 0; i < count; i++)
		if (is_top(here[i].value))
			offer(out, &here[i]);
}
