#include "search/verdict.h"

#include <stdlib.h>
#include <string.h>

#include "search/bitmap.h"

const char *const verdict_name[N_VERDICTS] = {
    [VERDICT_SUITS] = "suits",
    [VERDICT_OPEN] = "open",
    [VERDICT_NOT_STATED] = "not_stated",
    [VERDICT_CHECK] = "check",
    [VERDICT_MAY_NOT_SUIT] = "may_not_suit",
    [VERDICT_DOES_NOT_SUIT] = "does_not_suit",
};

bool
verdict_asks(const struct verdict_asker *asker)
{
	return verdict_asks_person(asker) || asker->asks_residence ||
	       asker->asks_for || asker->asks_referral || asker->asks_language;
}

bool
verdict_asks_person(const struct verdict_asker *asker)
{
	return asker->asks_age || asker->asks_gender || asker->asks_cost ||
	       (asker->asks_for && !asker->soft_for) ||
	       (asker->asks_referral && !asker->soft_referral);
}

static enum verdict
excluded(bool by_field)
{
	return by_field ? VERDICT_DOES_NOT_SUIT : VERDICT_MAY_NOT_SUIT;
}

/*
 * The youngest age: everybody asked for is over it, or under it, or it
 * cannot be said of all of them or by all of its rules.
 */
static enum verdict
verdict_age_min(const struct index_person *person, int min, int max)
{
	if (min >= person->age_min_high)
		return VERDICT_SUITS;
	if (max < person->age_min_low)
		return excluded((person->age & AGE_MIN_FIELD) != 0);
	return VERDICT_CHECK;
}

static enum verdict
verdict_age_max(const struct index_person *person, int min, int max)
{
	if (max <= person->age_max_low)
		return VERDICT_SUITS;
	if (min > person->age_max_high)
		return excluded((person->age & AGE_MAX_FIELD) != 0);
	return VERDICT_CHECK;
}

enum verdict
verdict_age(const struct index_person *person, int min, int max)
{
	bool has_min = person->age_min_low != INDEX_AGE_NONE;
	bool has_max = person->age_max_low != INDEX_AGE_NONE;
	enum verdict low = VERDICT_SUITS, high = VERDICT_SUITS;

	if (!has_min && !has_max)
		return (person->age & AGE_OPEN) != 0 ? VERDICT_OPEN
						     : VERDICT_NOT_STATED;
	if (has_min)
		low = verdict_age_min(person, min, max);
	if (has_max)
		high = verdict_age_max(person, min, max);
	return low > high ? low : high;
}

/* "under 18s" are asked for: "11 to 16" is for some of them. */
static bool
is_for_some(
    const struct verdict_asker *asker, const struct index_person *person)
{
	int low =
	    person->age_min_low == INDEX_AGE_NONE ? 0 : person->age_min_low;
	int high = person->age_max_high == INDEX_AGE_NONE
		       ? QUERY_MAX_AGE
		       : person->age_max_high;

	/* Up to 18 is for those under 18. */
	return asker->age_of_group && low >= asker->age_min &&
	       high <= asker->age_max + 1;
}

static enum verdict
asked_age(const struct verdict_asker *asker, const struct index_person *person)
{
	enum verdict verdict =
	    verdict_age(person, asker->age_min, asker->age_max);

	if (verdict == VERDICT_CHECK && is_for_some(asker, person))
		return VERDICT_SUITS;
	return verdict;
}

enum verdict
verdict_gender(const struct index_person *person, enum query_gender gender)
{
	unsigned asked =
	    gender == GENDER_WOMEN ? GENDER_FLAG_WOMEN : GENDER_FLAG_MEN;
	unsigned other =
	    gender == GENDER_WOMEN ? GENDER_FLAG_MEN : GENDER_FLAG_WOMEN;

	if ((person->gender & asked) != 0)
		return VERDICT_SUITS;
	if ((person->gender & GENDER_FLAG_ALL) != 0)
		return VERDICT_OPEN;
	if ((person->gender & other) != 0)
		return excluded(
		    (person->gender & other << INDEX_FROM_FIELD) != 0);
	return VERDICT_NOT_STATED;
}

enum verdict
verdict_cost(const struct index_person *person, enum query_cost asked)
{
	unsigned stated = person->cost & 0xf;
	unsigned good = COST_FLAG_FREE, doubtful, bad;

	if (asked == COST_LOW)
		good |= COST_FLAG_LOW | COST_FLAG_SLIDING;
	/* "Free, donations welcome" is free. */
	doubtful =
	    asked == COST_LOW ? COST_FLAG_PAID : COST_FLAG_LOW | COST_FLAG_PAID;
	bad = stated & ~good;
	if (stated == 0)
		return VERDICT_NOT_STATED;
	if ((stated & good) != 0)
		return (stated & doubtful) != 0 ? VERDICT_CHECK : VERDICT_SUITS;
	return excluded((person->cost >> INDEX_FROM_FIELD & bad) != 0);
}

enum verdict
verdict_residence(const struct verdict_asker *asker, const struct index *index,
    uint32_t document)
{
	unsigned rule = index_person(index, document)->residence;

	if ((rule & (RESIDENCE_LIVE | RESIDENCE_GP)) == 0)
		return N_VERDICTS;
	/* Nobody knows from a place whose surgery a person is with. */
	if ((rule & RESIDENCE_GP) != 0)
		return VERDICT_CHECK;
	if (bitmap_has(asker->resident_in, document))
		return VERDICT_SUITS;
	if (!bitmap_has(asker->resident_known, document) ||
	    bitmap_has(asker->resident_partly, document))
		return VERDICT_CHECK;
	return excluded((rule & RESIDENCE_LIVE << INDEX_FROM_FIELD) != 0);
}

/*
 * A surgery in the area where the person lives is most likely theirs: it is
 * said to be checked, and does not move the listing down.
 */
static enum verdict
residence_counts(const struct verdict_asker *asker, const struct index *index,
    uint32_t document)
{
	unsigned rule = index_person(index, document)->residence;
	enum verdict verdict = verdict_residence(asker, index, document);

	if (verdict == N_VERDICTS ||
	    ((rule & RESIDENCE_GP) != 0 &&
		bitmap_has(asker->resident_in, document)))
		return VERDICT_SUITS;
	return verdict;
}

static enum verdict
worse(enum verdict a, enum verdict b)
{
	return a > b ? a : b;
}

enum verdict
verdict_of(const struct verdict_asker *asker, const struct index *index,
    uint32_t document)
{
	const struct index_person *person = index_person(index, document);
	enum verdict worst = VERDICT_SUITS;

	if (asker->asks_age)
		worst = asked_age(asker, person);
	if (asker->asks_gender)
		worst = worse(worst, verdict_gender(person, asker->gender));
	if (asker->asks_cost)
		worst = worse(worst, verdict_cost(person, asker->cost));
	if (asker->asks_residence)
		worst = worse(worst, residence_counts(asker, index, document));
	worst = worse(worst, verdict_terms(asker, index, document));
	return worst;
}

enum verdict
verdict_ranks(const struct verdict_asker *asker, const struct index *index,
    uint32_t document)
{
	struct verdict_asker hard;

	if (!(asker->asks_for && asker->soft_for) &&
	    !(asker->asks_referral && asker->soft_referral))
		return verdict_of(asker, index, document);
	hard = *asker;
	if (asker->asks_for && asker->soft_for)
		hard.asks_for =
		    verdict_for(asker, document) >= VERDICT_MAY_NOT_SUIT;
	if (asker->asks_referral && asker->soft_referral)
		hard.asks_referral = verdict_referral(asker, index, document) >=
				     VERDICT_MAY_NOT_SUIT;
	return verdict_of(&hard, index, document);
}

/* The sentence of a rule; the field's before prose, else the first. */
static const char *
sentence(const struct index *index, uint32_t document, const char *dimension,
    const char *value)
{
	const struct index_rule *rules = index->part[SECTION_RULES].data;
	struct index_span span = index_document_span(
	    index, SECTION_RULE_AT, SECTION_RULES, document);
	const char *found = NULL;

	for (uint32_t i = span.first; i < span.end; i++) {
		const char *words;

		if (strcmp(
			index_text(index, SECTION_SET_TEXT, rules[i].dimension),
			dimension) != 0)
			continue;
		if (value != NULL &&
		    strcmp(index_text(index, SECTION_SET_TEXT, rules[i].value),
			value) != 0)
			continue;
		words = index_text(index, SECTION_WORDING, rules[i].sentence);
		if (*words == '\0')
			continue;
		if (rules[i].from_field != 0)
			return words;
		if (found == NULL)
			found = words;
	}
	return found;
}

const char *
verdict_sentence(const struct index *index, uint32_t document,
    const char *dimension, const char *const values[], size_t count)
{
	const char *words = NULL;

	if (count == 0)
		return sentence(index, document, dimension, NULL);

	for (size_t i = 0; i < count && words == NULL; i++)
		words = sentence(index, document, dimension, values[i]);
	return words;
}

/* The rule that decides: that of the bound with the worse verdict. */
static const char *
age_words(const struct verdict_asker *asker, const struct index *index,
    uint32_t document)
{
	const struct index_person *person = index_person(index, document);
	const char *words = NULL;
	bool max_first = person->age_max_low != INDEX_AGE_NONE &&
			 verdict_age_max(person, asker->age_min,
			     asker->age_max) > VERDICT_SUITS;

	if (max_first)
		words = sentence(index, document, "age.max", NULL);
	if (words == NULL)
		words = sentence(index, document, "age.min", NULL);
	if (words == NULL && person->age_min_low != INDEX_AGE_NONE)
		words = sentence(index, document, "exclude", "under-18");
	if (words == NULL)
		words = sentence(index, document, "age.max", NULL);
	if (words == NULL)
		words = sentence(index, document, "age", NULL);
	return words;
}

static const char *
gender_words(const struct verdict_asker *asker, const struct index *index,
    uint32_t document)
{
	static const char *const women[] = {"women", "all", "men"};
	static const char *const men[] = {"men", "all", "women"};

	return verdict_sentence(index, document, "gender",
	    asker->gender == GENDER_WOMEN ? women : men, 3);
}

/* A doubt rests on what is dearer, all else on what is cheaper. */
static const char *
cost_words(const struct index *index, uint32_t document, enum verdict verdict)
{
	static const char *const cheap[] = {"free", "sliding", "low", "paid"};
	static const char *const dear[] = {"paid", "low", "sliding", "free"};

	return verdict_sentence(index, document, "cost",
	    verdict == VERDICT_CHECK ? dear : cheap, 4);
}

static const char *
residence_words(const struct index *index, uint32_t document)
{
	const char *words = sentence(index, document, "area", "gp");

	return words != NULL ? words
			     : sentence(index, document, "area", "live");
}

void
verdict_part_add(struct answer_hit *hit, const char *about,
    enum verdict verdict, const char *words)
{
	struct verdict_part *part = &hit->parts[hit->parts_count];

	if (hit->parts_count == ARRAY_LEN(hit->parts))
		return;
	hit->parts_count++;

	part->about = about;
	part->verdict = verdict;
	part->words = verdict == VERDICT_NOT_STATED ? NULL : words;
}

void
verdict_parts(const struct verdict_asker *asker, const struct index *index,
    struct answer_hit *hit)
{
	uint32_t document = hit->document;
	const struct index_person *person = index_person(index, document);
	enum verdict verdict;

	hit->verdict = verdict_of(asker, index, document);
	hit->parts_count = 0;
	if (asker->asks_age)
		verdict_part_add(hit, "age", asked_age(asker, person),
		    age_words(asker, index, document));
	if (asker->asks_gender)
		verdict_part_add(hit, "gender",
		    verdict_gender(person, asker->gender),
		    gender_words(asker, index, document));
	if (asker->asks_cost) {
		verdict = verdict_cost(person, asker->cost);
		verdict_part_add(
		    hit, "cost", verdict, cost_words(index, document, verdict));
	}
	if (asker->asks_residence) {
		verdict = verdict_residence(asker, index, document);
		if (verdict != N_VERDICTS)
			verdict_part_add(hit, "area", verdict,
			    residence_words(index, document));
	}
	verdict_terms_parts(asker, index, hit);
}
