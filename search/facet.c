#include "search/facet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/compiler.h"
#include "base/say.h"
#include "schema/language.h"
#include "schema/hours.h"
#include "search/bitmap.h"

/* Of languages and areas the most frequent are counted. */
#define MAX_VALUES 20
/* Entries of lists of areas that a search may walk to count them. */
#define MAX_AREA_ENTRIES 200000

long
answer_facet_total(
    const struct answer *answer, const char *name, const char *value)
{
	for (size_t i = 0; i < answer->facets_count; i++) {
		const struct facet *facet = &answer->facets[i];

		if (strcmp(facet->name, name) != 0)
			continue;
		for (size_t v = 0; v < facet->count; v++)
			if (strcmp(facet->values[v].value, value) == 0)
				return facet->values[v].total;
	}
	return 0;
}

static uint64_t *
new_bitmap(const struct facet_ask *ask)
{
	return arena_alloc(ask->arena, ask->index->words * sizeof(uint64_t));
}

static long
count_set(
    const struct facet_ask *ask, enum index_set_kind kind, const char *text)
{
	struct index_set set = index_set_find(ask->index, kind, text);

	return bitmap_count_set(ask->index, ask->fits, &set);
}

/* How many there are in two sets together. */
static long
count_two(const struct facet_ask *ask, struct index_set a, struct index_set b)
{
	uint64_t *both;

	if (a.count == 0 || b.count == 0)
		return bitmap_count_set(
		    ask->index, ask->fits, a.count == 0 ? &b : &a);
	both = new_bitmap(ask);
	bitmap_add_set(ask->index, both, &a);
	bitmap_add_set(ask->index, both, &b);
	bitmap_and(both, ask->fits, ask->index->words);
	return bitmap_count(both, ask->index->words);
}

static struct facet_value *
new_values(const struct facet_ask *ask, size_t room)
{
	return arena_alloc(ask->arena, room * sizeof(struct facet_value));
}

/* Enters a value that some have. */
static size_t
add_value(struct facet_value *values, size_t count, const char *value,
    const char *label, long total)
{
	if (total == 0)
		return count;
	values[count].value = value;
	values[count].label = label != NULL ? label : value;
	values[count].total = total;
	return count + 1;
}

/* The values of a dimension of the vocabulary, in its order. */
static size_t
count_terms(const struct facet_ask *ask, const char *dimension,
    struct facet_value **out)
{
	const char *value, *label;
	size_t all = 0, count = 0, at = 0;

	while (vocabulary_term_next(ask->vocabulary, dimension, &at, &label) !=
	       NULL)
		all++;
	*out = new_values(ask, all + 1);
	at = 0;
	while ((value = vocabulary_term_next(
		    ask->vocabulary, dimension, &at, &label)) != NULL) {
		char rule[128];

		snprintf(rule, sizeof(rule), "%s=%s", dimension, value);
		count = add_value(
		    *out, count, value, label, count_set(ask, SET_RULE, rule));
	}
	return count;
}

static size_t
facet_groups(const struct facet_ask *ask, struct facet_value **out)
{
	return count_terms(ask, "group", out);
}

static size_t
facet_genders(const struct facet_ask *ask, struct facet_value **out)
{
	return count_terms(ask, "gender", out);
}

static size_t
facet_referrals(const struct facet_ask *ask, struct facet_value **out)
{
	return count_terms(ask, "referral", out);
}

static size_t
facet_access(const struct facet_ask *ask, struct facet_value **out)
{
	return count_terms(ask, "access", out);
}

/* What is said of ages, as no value but a year would count them. */
static size_t
facet_ages(const struct facet_ask *ask, struct facet_value **out)
{
	long said = count_set(ask, SET_STATES, "age");
	long open = count_set(ask, SET_RULE, "age=all");
	long all = bitmap_count(ask->fits, ask->index->words);
	size_t count = 0;

	*out = new_values(ask, 3);
	count = add_value(*out, count, "given",
	    NC_("vocabulary", "Gives an age"), said - open);
	count = add_value(
	    *out, count, "open", NC_("vocabulary", "Open to all ages"), open);
	return add_value(*out, count, "not_stated",
	    NC_("vocabulary", "Age not stated"), all - said);
}

/* What is free is low in cost, too. */
static size_t
facet_costs(const struct facet_ask *ask, struct facet_value **out)
{
	static const char *const low[] = {
	    "cost=free", "cost=low", "cost=sliding"};
	const struct vocabulary *vocabulary = ask->vocabulary;
	size_t words = ask->index->words, count = 0;
	uint64_t *said = new_bitmap(ask);

	for (size_t i = 0; i < ARRAY_LEN(low); i++) {
		struct index_set set =
		    index_set_find(ask->index, SET_RULE, low[i]);

		bitmap_add_set(ask->index, said, &set);
	}
	bitmap_and(said, ask->fits, words);
	*out = new_values(ask, 2);
	count = add_value(*out, count, "free",
	    vocabulary_term_label(vocabulary, "cost", "free"),
	    count_set(ask, SET_RULE, "cost=free"));
	return add_value(*out, count, "low",
	    NC_("vocabulary", "Free or low cost"), bitmap_count(said, words));
}

static size_t
facet_modes(const struct facet_ask *ask, struct facet_value **out)
{
	size_t count = 0;

	*out = new_values(ask, 8);
	for (unsigned mode = 1; mode <= MODE_ALL; mode *= 2) {
		const char *name = query_mode_name((enum listing_mode)mode);
		const char *label =
		    vocabulary_term_label(ask->vocabulary, "format", name);

		if (label == NULL && mode == MODE_TEXT)
			label = NC_("vocabulary", "By text message");
		count = add_value(*out, count, name, label,
		    count_two(ask, index_set_find(ask->index, SET_MODE, name),
			index_set_find(ask->index, SET_MODE_LIKELY, name)));
	}
	return count;
}

/* What is open now is another count each minute: it has none. */
static size_t
facet_open(const struct facet_ask *ask, struct facet_value **out)
{
	static const char *const labels[HOURS_WHEN_COUNT] = {
	    NC_("vocabulary", "Mondays"), NC_("vocabulary", "Tuesdays"),
	    NC_("vocabulary", "Wednesdays"), NC_("vocabulary", "Thursdays"),
	    NC_("vocabulary", "Fridays"), NC_("vocabulary", "Saturdays"),
	    NC_("vocabulary", "Sundays"), NC_("vocabulary", "In the evening"),
	    NC_("vocabulary", "At the weekend"),
	    NC_("vocabulary", "Day and night")};
	size_t count = 0;

	*out = new_values(ask, HOURS_WHEN_COUNT);
	for (size_t i = 0; i < HOURS_WHEN_COUNT; i++)
		count = add_value(*out, count, hours_when_name[i], labels[i],
		    count_set(ask, SET_OPEN, hours_when_name[i]));
	return count;
}

static int
compare_values(const void *a, const void *b)
{
	const struct facet_value *x = a, *y = b;

	if (x->total != y->total)
		return x->total > y->total ? -1 : 1;
	return strcmp(x->value, y->value);
}

static const char *
set_text(const struct index *index, uint32_t entry)
{
	const struct index_set_entry *sets = index->part[SECTION_SETS].data;

	return index_text(index, SECTION_SET_TEXT, sets[entry].text);
}

static size_t
facet_languages(const struct facet_ask *ask, struct facet_value **out)
{
	struct index_span span = index_sets_of(ask->index, SET_LANGUAGE);
	size_t count = 0;

	*out = new_values(ask, span.end - span.first + 1);
	for (uint32_t i = span.first; i < span.end; i++) {
		const char *code = set_text(ask->index, i);

		/* Only what the parameter can ask for. */
		if (language_name(code) != NULL)
			count =
			    add_value(*out, count, code, language_name(code),
				count_set(ask, SET_LANGUAGE, code));
	}
	qsort(*out, count, sizeof(**out), compare_values);
	return count < MAX_VALUES ? count : MAX_VALUES;
}

/*
 * Councils that results name as their area or stand in; what serves the
 * whole country serves each of them besides.  A place that was chosen says
 * already where; a directory of a million would be walked too long.
 */
static size_t
facet_areas(const struct facet_ask *ask, struct facet_value **out)
{
	const struct index *index = ask->index;
	const struct index_set_entry *sets = index->part[SECTION_SETS].data;
	struct index_span span = index_sets_of(index, SET_AREA_BELOW);
	size_t entries = 0, count = 0;

	if (ask->query->has_near)
		return 0;
	for (uint32_t i = span.first; i < span.end; i++)
		if (index_is_council(set_text(index, i)))
			entries += sets[i].count;
	if (entries > MAX_AREA_ENTRIES)
		return 0;
	*out = new_values(ask, span.end - span.first + 1);
	for (uint32_t i = span.first; i < span.end; i++) {
		const char *gss = set_text(index, i);

		if (index_is_council(gss))
			count = add_value(*out, count, gss, NULL,
			    count_two(ask, index_set_at(index, i),
				index_set_find(index, SET_AREA_PLACED, gss)));
	}
	qsort(*out, count, sizeof(**out), compare_values);
	return count < MAX_VALUES ? count : MAX_VALUES;
}

const struct facet_kind facet_kinds[] = {
    {"type", true, facet_types},
    {"area", true, facet_areas},
    {"age", true, facet_ages},
    {"gender", true, facet_genders},
    {"for", false, facet_groups},
    {"cost", true, facet_costs},
    {"referral", true, facet_referrals},
    {"mode", true, facet_modes},
    {"open", true, facet_open},
    {"lang", true, facet_languages},
    {"access", false, facet_access},
    {0},
};
_Static_assert(
    ARRAY_LEN(facet_kinds) <= ANSWER_MAX_FACETS + 1, "room for each facet");
