/*
 * Rules as the index keeps them: what they say of a person in a column that
 * a search reads for every match, and their sentences for those it shows.
 */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/number.h"
#include "search/index_builder.h"
#include "search/index_store.h"
#include "search/index_text_store.h"

static void
widen(uint8_t *low, uint8_t *high, uint8_t value)
{
	if (*low == INDEX_AGE_NONE) {
		*low = *high = value;
		return;
	}
	if (value < *low)
		*low = value;
	if (value > *high)
		*high = value;
}

/*
 * Of several ages the lowest and the highest are kept: who is between is let
 * in by one sentence and not by another, or by a field and not by prose.
 */
static void
add_age(uint8_t *low, uint8_t *high, uint8_t *flags, uint8_t field_flag,
    const struct listing_rule *rule)
{
	long years;

	if (!number_long(rule->value, 0, INDEX_AGE_NONE - 1, &years))
		return;
	if (rule->from_field)
		*flags |= field_flag;
	widen(low, high, (uint8_t)years);
}

static const struct {
	const char *dimension, *value;
	uint8_t flag;
} person_flags[] = {
    {"gender", "women", GENDER_FLAG_WOMEN},
    {"gender", "men", GENDER_FLAG_MEN},
    {"gender", "all", GENDER_FLAG_ALL},
    {"cost", "free", COST_FLAG_FREE},
    {"cost", "low", COST_FLAG_LOW},
    {"cost", "sliding", COST_FLAG_SLIDING},
    {"cost", "paid", COST_FLAG_PAID},
    {"area", "live", RESIDENCE_LIVE},
    {"area", "gp", RESIDENCE_GP},
    {"area", "except", RESIDENCE_EXCEPT},
};

static uint8_t *
person_column(struct index_person *person, const char *dimension)
{
	if (strcmp(dimension, "gender") == 0)
		return &person->gender;
	if (strcmp(dimension, "cost") == 0)
		return &person->cost;
	return &person->residence;
}

static void
add_person(struct index_person *person, const struct listing_rule *rule)
{
	if (strcmp(rule->dimension, "age.min") == 0)
		add_age(&person->age_min_low, &person->age_min_high,
		    &person->age, AGE_MIN_FIELD, rule);
	else if (strcmp(rule->dimension, "age.max") == 0)
		add_age(&person->age_max_low, &person->age_max_high,
		    &person->age, AGE_MAX_FIELD, rule);
	else if (strcmp(rule->dimension, "age") == 0 &&
		 strcmp(rule->value, "all") == 0)
		person->age |= AGE_OPEN;
	for (size_t i = 0; i < ARRAY_LEN(person_flags); i++) {
		uint8_t flag = person_flags[i].flag;

		if (strcmp(rule->dimension, person_flags[i].dimension) != 0 ||
		    strcmp(rule->value, person_flags[i].value) != 0)
			continue;
		if (rule->from_field)
			flag |= (uint8_t)(flag << INDEX_FROM_FIELD);
		*person_column(person, rule->dimension) |= flag;
	}
}

/*
 * "Not for under 18s" is the youngest age, said the other way round, where
 * nothing else says it.
 */
static void
add_exclusion(struct index_person *person, const struct listing *listing)
{
	for (size_t i = 0; i < listing->rules_count; i++) {
		const struct listing_rule *rule = &listing->rules[i];

		if (rule->dimension == NULL || rule->value == NULL ||
		    strcmp(rule->dimension, "exclude") != 0 ||
		    strcmp(rule->value, "under-18") != 0 ||
		    person->age_min_low != INDEX_AGE_NONE)
			continue;
		person->age_min_low = person->age_min_high = 18;
		if (rule->from_field)
			person->age |= AGE_MIN_FIELD;
	}
}

static void
add_residence(struct index_builder *builder, const struct listing_rule *rule)
{
	struct buf folded = {0};
	struct builder_residence *residence;
	const char *text;

	index_builder_fold(rule->value, &folded);
	text = buf_text(&folded);
	builder->residences = grow_array(builder->residences,
	    builder->residences_count, sizeof(*builder->residences));
	residence = &builder->residences[builder->residences_count++];
	residence->document = builder->documents;
	residence->place = text_pool_add(&builder->texts, text, strlen(text));
	buf_clear(&folded);
}

/* Where it begins among the texts. */
static uint32_t
place_of(struct text_pool *texts, const char *text)
{
	uint32_t number = text_pool_add(texts, text, strlen(text));

	return texts->at[number];
}

static void
add_rule(struct index_builder *builder, const struct listing_rule *rule)
{
	struct index_rule entry = {.from_field = rule->from_field};

	entry.dimension = place_of(&builder->texts, rule->dimension);
	entry.value = place_of(&builder->texts, rule->value);
	if (rule->sentence != NULL)
		entry.sentence = index_text_store_add(
		    builder->wording, rule->sentence, strlen(rule->sentence));
	index_store_add(builder->rules, &entry, sizeof(entry));
	builder->rules_count++;
}

/* Numbers and named places are no sets. */
static void
add_rule_set(struct index_builder *builder, const struct listing_rule *rule)
{
	char key[128];
	size_t dimension = strlen(rule->dimension);
	size_t value = strlen(rule->value);

	if (strchr(rule->dimension, '.') != NULL ||
	    dimension + value + 2 > sizeof(key))
		return;
	memcpy(key, rule->dimension, dimension);
	key[dimension] = '=';
	memcpy(key + dimension + 1, rule->value, value + 1);
	index_builder_set_add(builder, SET_RULE, key, builder->documents);
}

/* Does the listing state a rule of the dimension, of that value? */
static bool
states(const struct listing *listing, const char *dimension, const char *value)
{
	for (size_t i = 0; i < listing->rules_count; i++) {
		const struct listing_rule *rule = &listing->rules[i];

		if (rule->dimension != NULL && rule->value != NULL &&
		    strcmp(rule->dimension, dimension) == 0 &&
		    strcmp(rule->value, value) == 0)
			return true;
	}
	return false;
}

/* On which details of a person it rests whether they are let in. */
static void
add_decides(struct index_builder *builder, const struct listing *listing,
    const struct index_person *person)
{
	unsigned gender = person->gender & 0xf, cost = person->cost & 0xf;
	const struct {
		const char *parameter;
		bool decides;
	} sets[] = {
	    {"age", (person->age_min_low != INDEX_AGE_NONE &&
			person->age_min_low > 0) ||
			person->age_max_low != INDEX_AGE_NONE},
	    {"gender",
		gender == GENDER_FLAG_WOMEN || gender == GENDER_FLAG_MEN},
	    {"near", person->residence != 0},
	    {"cost", cost != 0 && (cost & COST_FLAG_FREE) == 0},
	    {"referral", !states(listing, "referral", "self") &&
			     (states(listing, "referral", "gp") ||
				 states(listing, "referral", "professional"))},
	};

	for (size_t i = 0; i < ARRAY_LEN(sets); i++)
		if (sets[i].decides)
			index_builder_set_add(builder, SET_DECIDES,
			    sets[i].parameter, builder->documents);
}

void
index_builder_rules(
    struct index_builder *builder, const struct listing *listing)
{
	struct index_person *person = &builder->persons[builder->documents];

	memset(person, 0, sizeof(*person));
	person->age_min_low = person->age_min_high = INDEX_AGE_NONE;
	person->age_max_low = person->age_max_high = INDEX_AGE_NONE;
	for (size_t i = 0; i < listing->rules_count; i++) {
		const struct listing_rule *rule = &listing->rules[i];

		if (rule->dimension == NULL || rule->value == NULL)
			continue;
		add_person(person, rule);
		add_rule(builder, rule);
		add_rule_set(builder, rule);
		if (strcmp(rule->dimension, "area.place") == 0)
			add_residence(builder, rule);
	}
	add_exclusion(person, listing);
	add_decides(builder, listing, person);
}
