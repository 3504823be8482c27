/* How many of some documents have each type. */
#include "search/facet.h"

#include <stdlib.h>
#include <string.h>

#include "search/bitmap.h"

/* Reading the types of one document takes as long as counting so many words
 * or entries of the sets. */
#define WORDS_A_DOCUMENT 8

/* One document's types and those above them, each counted once. */
static void
count_document(const struct index *index, uint32_t document, uint32_t *counted,
    long *totals)
{
	const struct index_type *types = index->part[SECTION_TYPES].data;
	const struct index_type_of *of = index->part[SECTION_TYPE_OF].data;
	size_t count = index->part[SECTION_TYPES].count;
	struct index_span span = index_document_span(
	    index, SECTION_TYPE_AT, SECTION_TYPE_OF, document);

	for (uint32_t i = span.first; i < span.end; i++) {
		uint32_t type = of[i].type;

		while (type < count && counted[type] != document + 1) {
			counted[type] = document + 1;
			totals[type]++;
			/* What is above sorts before: this ends. */
			if (types[type].parent >= type)
				break;
			type = types[type].parent;
		}
	}
}

static void
count_documents(const struct index *index, const uint64_t *bitmap,
    struct arena *arena, long *totals)
{
	size_t types = index->part[SECTION_TYPES].count;
	uint32_t *counted = arena_alloc(arena, (types + 1) * sizeof(*counted));

	for (size_t i = 0; i < index->words; i++)
		for (uint64_t left = bitmap[i]; left != 0; left &= left - 1)
			count_document(index,
			    (uint32_t)(i * 64) +
				(uint32_t)__builtin_ctzll(left),
			    counted, totals);
}

/* Sets of types and types are both sorted by id: they go side by side. */
static void
count_sets(const struct index *index, const uint64_t *bitmap, long *totals)
{
	const struct index_set_entry *sets = index->part[SECTION_SETS].data;
	const struct index_type *types = index->part[SECTION_TYPES].data;
	struct index_span span = index_sets_of(index, SET_TYPE);

	for (size_t i = 0; i < index->part[SECTION_TYPES].count; i++) {
		const char *id =
		    index_text(index, SECTION_SET_TEXT, types[i].id);
		struct index_set set;
		int order = -1;

		while (span.first < span.end &&
		       (order = strcmp(index_text(index, SECTION_SET_TEXT,
					   sets[span.first].text),
			    id)) < 0)
			span.first++;
		if (order != 0 || span.first == span.end)
			continue;
		set = index_set_at(index, span.first);
		totals[i] = bitmap_count_set(index, bitmap, &set);
	}
}

/* What that costs: of a bitmap its words, of a list its documents. */
static size_t
cost_of_sets(const struct index *index)
{
	const struct index_set_entry *sets = index->part[SECTION_SETS].data;
	struct index_span span = index_sets_of(index, SET_TYPE);
	size_t cost = 0;

	for (uint32_t i = span.first; i < span.end; i++)
		cost +=
		    sets[i].count < index->words ? sets[i].count : index->words;
	return cost;
}

static int
compare_facets(const void *a, const void *b)
{
	const struct facet_value *x = a, *y = b;

	if (x->total != y->total)
		return x->total > y->total ? -1 : 1;
	return strcmp(x->value, y->value);
}

static const char *
type_label(const struct vocabulary *vocabulary, const char *id)
{
	int number = vocabulary_type_find(vocabulary, id);

	return number < 0 ? id
			  : vocabulary_type(vocabulary, (size_t)number)->label;
}

size_t
facet_types(const struct facet_ask *ask, struct facet_value **out)
{
	const struct index *index = ask->index;
	const uint64_t *bitmap = ask->fits;
	struct arena *arena = ask->arena;
	const struct index_type *types = index->part[SECTION_TYPES].data;
	size_t all = index->part[SECTION_TYPES].count, count = 0;
	size_t documents = (size_t)bitmap_count(bitmap, index->words);
	long *totals = arena_alloc(arena, (all + 1) * sizeof(*totals));

	*out = arena_alloc(arena, (all + 1) * sizeof(**out));
	if (documents * WORDS_A_DOCUMENT < cost_of_sets(index))
		count_documents(index, bitmap, arena, totals);
	else
		count_sets(index, bitmap, totals);
	for (size_t i = 0; i < all; i++) {
		struct facet_value *value = &(*out)[count];

		if (totals[i] == 0)
			continue;
		value->value = index_text(index, SECTION_SET_TEXT, types[i].id);
		value->label = type_label(ask->vocabulary, value->value);
		value->total = totals[i];
		count++;
	}
	qsort(*out, count, sizeof(**out), compare_facets);
	return count;
}
