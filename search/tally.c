#include "search/tally.h"

#include <stdlib.h>
#include <string.h>

#include "base/compiler.h"
#include "base/date.h"
#include "search/bitmap.h"
#include "search/index_areas.h"
#include "search/lapsed.h"
#include "search/near.h"

struct tally_counter {
	const struct index *index;
	const struct vocabulary *vocabulary;
	struct arena *arena;
	uint64_t *shown; /* what searches show */
	uint64_t *area;  /* of these, what the area has */
	uint64_t *scratch;
	uint64_t *stated[TALLY_COLUMNS]; /* of ways in; else NULL */
	int *type_numbers; /* of SECTION_TYPES: in the vocabulary, or -1 */
};

static uint64_t *
new_bitmap(const struct tally_counter *counter)
{
	return arena_alloc(
	    counter->arena, counter->index->words * sizeof(uint64_t));
}

static void
find_types(struct tally_counter *counter)
{
	const struct index *index = counter->index;
	const struct index_type *types = index->part[SECTION_TYPES].data;
	size_t count = index->part[SECTION_TYPES].count;

	counter->type_numbers =
	    arena_alloc(counter->arena, (count + 1) * sizeof(int));
	for (size_t i = 0; i < count; i++)
		counter->type_numbers[i] =
		    vocabulary_type_find(counter->vocabulary,
			index_text(index, SECTION_SET_TEXT, types[i].id));
}

static void
find_ways_in(struct tally_counter *counter)
{
	static const struct {
		enum tally_column column;
		enum index_set_kind kind;
		const char *text;
	} ways[] = {
	    {TALLY_SELF, SET_RULE, "referral=self"},
	    {TALLY_GP, SET_RULE, "referral=gp"},
	    {TALLY_PROFESSIONAL, SET_RULE, "referral=professional"},
	};

	for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
		uint64_t *stated = new_bitmap(counter);

		bitmap_add_named(
		    counter->index, stated, ways[i].kind, ways[i].text);
		counter->stated[ways[i].column] = stated;
	}
}

struct tally_counter *
tally_new(const struct index *index, const struct vocabulary *vocabulary,
    time_t now, struct arena *arena)
{
	struct tally_counter *counter = arena_alloc(arena, sizeof(*counter));
	struct lapsed lapsed;
	struct london today;

	counter->index = index;
	counter->vocabulary = vocabulary;
	counter->arena = arena;
	counter->shown = new_bitmap(counter);
	counter->area = new_bitmap(counter);
	counter->scratch = new_bitmap(counter);
	date_london(now, &today);
	lapsed_ready(index, today.day, arena, &lapsed);
	bitmap_add_named(index, counter->shown, SET_SERVED, "");
	if (lapsed.out != NULL)
		bitmap_and_not(counter->shown, lapsed.out, index->words);
	find_types(counter);
	find_ways_in(counter);
	return counter;
}

long
tally_area(
    struct tally_counter *counter, const char *gss, enum tally_reach reach)
{
	const struct index *index = counter->index;
	struct place place = {0};

	bitmap_clear(counter->area, index->words);
	if (gss == NULL || strlen(gss) >= sizeof(place.gss))
		return 0;
	if (reach == TALLY_LOCAL) {
		near_local(index, gss, counter->area);
	} else {
		memcpy(place.gss, gss, strlen(gss) + 1);
		bitmap_clear(counter->scratch, index->words);
		near_in_area(index, &place, counter->area, counter->scratch);
		bitmap_or(counter->area, counter->scratch, index->words);
	}
	bitmap_and(counter->area, counter->shown, index->words);
	return bitmap_count(counter->area, index->words);
}

long
tally_feed(const struct tally_counter *counter, const char *feed)
{
	struct index_set set = index_set_find(counter->index, SET_FEED, feed);

	return bitmap_count_set(counter->index, counter->area, &set);
}

#define BIT(column) (1u << (column))

static unsigned
columns_of_ages(const struct index_person *person)
{
	/* The youngest and the oldest of each. */
	static const struct {
		enum tally_column column;
		int youngest, oldest;
	} bands[] = {
	    {TALLY_UNDER_12, 0, 11},
	    {TALLY_12_TO_17, 12, 17},
	    {TALLY_18_TO_25, 18, 25},
	    {TALLY_26_TO_64, 26, 64},
	    {TALLY_FROM_65, 65, INDEX_AGE_NONE},
	};
	bool has_min = person->age_min_low != INDEX_AGE_NONE;
	bool has_max = person->age_max_high != INDEX_AGE_NONE;
	bool open = (person->age & AGE_OPEN) != 0;
	unsigned columns = 0;

	if (!has_min && !has_max && !open)
		return BIT(TALLY_AGE_NOT_STATED);
	for (size_t i = 0; i < ARRAY_LEN(bands); i++)
		if (open ||
		    ((!has_min || person->age_min_low <= bands[i].oldest) &&
			(!has_max ||
			    person->age_max_high >= bands[i].youngest)))
			columns |= BIT(bands[i].column);
	return columns;
}

static unsigned
columns_of_cost(const struct index_person *person)
{
	static const struct {
		enum tally_column column;
		unsigned flags;
	} costs[] = {
	    {TALLY_FREE, COST_FLAG_FREE},
	    {TALLY_LOW, COST_FLAG_LOW | COST_FLAG_SLIDING},
	    {TALLY_PAID, COST_FLAG_PAID},
	};
	unsigned columns = 0;

	for (size_t i = 0; i < ARRAY_LEN(costs); i++)
		if ((person->cost & costs[i].flags) != 0)
			columns |= BIT(costs[i].column);
	return columns != 0 ? columns : BIT(TALLY_COST_NOT_STATED);
}

static unsigned
columns_of(const struct tally_counter *counter, uint32_t document)
{
	const struct index_person *person =
	    index_person(counter->index, document);
	unsigned ways = 0;

	for (int i = TALLY_SELF; i <= TALLY_PROFESSIONAL; i++)
		if (bitmap_has(counter->stated[i], document))
			ways |= BIT(i);
	if (ways == 0)
		ways = BIT(TALLY_REFERRAL_NOT_STATED);
	return BIT(TALLY_ALL) | columns_of_ages(person) |
	       columns_of_cost(person) | ways;
}

/* One document's types and those above them, each counted once. */
static void
count_document(const struct tally_counter *counter, uint32_t document,
    uint32_t *counted, struct tally *out)
{
	const struct index *index = counter->index;
	const struct index_type *types = index->part[SECTION_TYPES].data;
	const struct index_type_of *of = index->part[SECTION_TYPE_OF].data;
	size_t count = index->part[SECTION_TYPES].count;
	struct index_span span = index_document_span(
	    index, SECTION_TYPE_AT, SECTION_TYPE_OF, document);
	unsigned columns = columns_of(counter, document);

	for (uint32_t i = span.first; i < span.end; i++) {
		uint32_t type = of[i].type;

		while (type < count && counted[type] != document + 1) {
			int number = counter->type_numbers[type];

			counted[type] = document + 1;
			for (unsigned left = columns; number >= 0 && left != 0;
			     left &= left - 1)
				out[number].counts[__builtin_ctz(left)]++;
			/* What is above sorts before: this ends. */
			if (types[type].parent >= type)
				break;
			type = types[type].parent;
		}
	}
}

void
tally_types(const struct tally_counter *counter, struct tally *out)
{
	const struct index *index = counter->index;
	size_t types = index->part[SECTION_TYPES].count;
	uint32_t *counted = xcalloc(types + 1, sizeof(*counted));

	memset(
	    out, 0, vocabulary_types_count(counter->vocabulary) * sizeof(*out));
	for (size_t i = 0; i < index->words; i++)
		for (uint64_t left = counter->area[i]; left != 0;
		     left &= left - 1)
			count_document(counter,
			    (uint32_t)(i * 64) +
				(uint32_t)__builtin_ctzll(left),
			    counted, out);
	free(counted);
}

bool
tally_covers(
    const struct tally_counter *counter, const char *gss, const char *above)
{
	const struct index_part *parents =
	    &counter->index->part[SECTION_AREA_PARENTS];

	return above != NULL &&
	       index_area_within(parents->data, parents->count, gss, above);
}

/* Codes to choose from: what is added may come again. */
struct councils {
	const char **codes;
	size_t count;
};

static void
add_council(struct councils *list, const char *gss)
{
	if (!index_is_council(gss))
		return;
	list->codes =
	    grow_array(list->codes, list->count, sizeof(*list->codes));
	list->codes[list->count++] = gss;
}

static void
add_councils_of_sets(const struct tally_counter *counter,
    enum index_set_kind kind, struct councils *list)
{
	const struct index *index = counter->index;
	const struct index_set_entry *sets = index->part[SECTION_SETS].data;
	struct index_span span = index_sets_of(index, kind);

	for (uint32_t i = span.first; i < span.end; i++)
		add_council(
		    list, index_text(index, SECTION_SET_TEXT, sets[i].text));
}

/* The area itself, and councils that lie in it, save where it is a nation. */
static void
add_councils_of_area(const struct tally_counter *counter, const char *area,
    struct councils *list)
{
	const struct index_part *part =
	    &counter->index->part[SECTION_AREA_PARENTS];
	const struct index_area_parent *parents = part->data;

	add_council(list, area);
	for (size_t i = 0; area[0] != 'K' && area[0] != '\0' &&
			   area[1] != '9' && i < part->count;
	     i++)
		if (strncmp(parents[i].parent, area,
			sizeof(parents[i].parent)) == 0)
			add_council(
			    list, arena_strndup(counter->arena, parents[i].gss,
				      strnlen(parents[i].gss,
					  sizeof(parents[i].gss))));
}

static int
compare_codes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

size_t
tally_councils(const struct tally_counter *counter, const char *const *areas,
    size_t areas_count, const char ***out)
{
	struct councils list = {0};
	size_t count = 0;

	add_councils_of_sets(counter, SET_AREA_BELOW, &list);
	add_councils_of_sets(counter, SET_AREA_PLACED, &list);
	for (size_t i = 0; i < areas_count; i++)
		if (areas[i] != NULL)
			add_councils_of_area(counter, areas[i], &list);
	if (list.count > 0)
		qsort(
		    list.codes, list.count, sizeof(*list.codes), compare_codes);
	*out = arena_alloc(counter->arena, (list.count + 1) * sizeof(**out));
	for (size_t i = 0; i < list.count; i++)
		if (count == 0 || strcmp((*out)[count - 1], list.codes[i]) != 0)
			(*out)[count++] = list.codes[i];
	free(list.codes);
	return count;
}

size_t
tally_cost(const struct tally_counter *counter)
{
	static const enum index_set_kind kinds[] = {
	    SET_AREA_BELOW, SET_AREA_PLACED};
	const struct index *index = counter->index;
	const struct index_set_entry *sets = index->part[SECTION_SETS].data;
	size_t cost = 0;

	for (size_t k = 0; k < ARRAY_LEN(kinds); k++) {
		struct index_span span = index_sets_of(index, kinds[k]);

		for (uint32_t i = span.first; i < span.end; i++)
			if (index_is_council(index_text(
				index, SECTION_SET_TEXT, sets[i].text)))
				cost += index->words + sets[i].count;
	}
	return cost;
}
