#include "search/verdict.h"

#include <stddef.h>

#include "base/compiler.h"
#include "search/bitmap.h"

const char *const verdict_name[N_VERDICTS] = {
    [VERDICT_SUITS] = "suits",
    [VERDICT_OPEN] = "open",
    [VERDICT_NOT_STATED] = "not_stated",
    [VERDICT_CHECK] = "check",
    [VERDICT_MAY_NOT_SUIT] = "may_not_suit",
    [VERDICT_DOES_NOT_SUIT] = "does_not_suit",
};

static enum verdict
worse(enum verdict a, enum verdict b)
{
	return a > b ? a : b;
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
	/* It says that it is for all ages, too: who knows? */
	if ((person->age & AGE_OPEN) != 0 && worse(low, high) > VERDICT_CHECK)
		return VERDICT_CHECK;
	return worse(low, high);
}

/*
 * "under 18s" are asked for: "11 to 16" is for some of them.  "Teenagers":
 * "under 17" and "11 to 18" are for most.
 */
static bool
is_for_some(
    const struct verdict_asker *asker, const struct index_person *person)
{
	int low =
	    person->age_min_low == INDEX_AGE_NONE ? 0 : person->age_min_low;
	int high = person->age_max_high == INDEX_AGE_NONE
		       ? QUERY_MAX_AGE
		       : person->age_max_high;

	int from = low > asker->age_min ? low : asker->age_min;
	int to = high < asker->age_max ? high : asker->age_max;

	if (!asker->age_of_group)
		return false;
	/* Up to 18 is for those under 18; or it is for the most of them. */
	return (low >= asker->age_min && high <= asker->age_max + 1) ||
	       2 * (to - from + 1) > asker->age_max - asker->age_min + 1;
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
		return (person->gender & other) != 0 ? VERDICT_CHECK
						     : VERDICT_OPEN;
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
	    bitmap_has(asker->resident_partly, document) ||
	    (rule & RESIDENCE_EXCEPT) != 0)
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
judge_age(const struct verdict_asker *asker, const struct index *index,
    uint32_t document)
{
	return asked_age(asker, index_person(index, document));
}

static enum verdict
judge_gender(const struct verdict_asker *asker, const struct index *index,
    uint32_t document)
{
	return verdict_gender(index_person(index, document), asker->gender);
}

static enum verdict
judge_cost(const struct verdict_asker *asker, const struct index *index,
    uint32_t document)
{
	return verdict_cost(index_person(index, document), asker->cost);
}

/* In the order in which a result shows them. */
static const struct verdict_dimension {
	const char *about;
	size_t asks; /* offset of its flag in struct verdict_asker */
	size_t soft; /* offset of the flag that it is; 0: never */
	bool person; /* said of the person, not of the place alone */
	/* N_VERDICTS: there is nothing to say. */
	enum verdict (*judge)(const struct verdict_asker *,
	    const struct index *, uint32_t document);
	/* What it counts as in the order, where that differs; or NULL. */
	enum verdict (*counts)(const struct verdict_asker *,
	    const struct index *, uint32_t document);
	/* The sentence it rests on, and another that differs, or NULL. */
	void (*words)(const struct verdict_asker *, const struct index *,
	    uint32_t document, struct verdict_part *);
} dimensions[] = {
    {"age", offsetof(struct verdict_asker, asks_age), 0, true, judge_age, NULL,
	verdict_words_age},
    {"gender", offsetof(struct verdict_asker, asks_gender), 0, true,
	judge_gender, NULL, verdict_words_gender},
    {"cost", offsetof(struct verdict_asker, asks_cost), 0, true, judge_cost,
	NULL, verdict_words_cost},
    {"area", offsetof(struct verdict_asker, asks_residence), 0, false,
	verdict_residence, residence_counts, verdict_words_residence},
    {"for", offsetof(struct verdict_asker, asks_for),
	offsetof(struct verdict_asker, soft_for), true, verdict_for, NULL,
	verdict_words_for},
    {"referral", offsetof(struct verdict_asker, asks_referral),
	offsetof(struct verdict_asker, soft_referral), true, verdict_referral,
	NULL, verdict_words_referral},
    {"lang", offsetof(struct verdict_asker, asks_language), 0, true,
	verdict_language, NULL, verdict_words_language},
    {"access", offsetof(struct verdict_asker, asks_access), 0, true,
	verdict_access, NULL, verdict_words_access},
    {"open", offsetof(struct verdict_asker, asks_open), 0, false, verdict_open,
	NULL, verdict_words_open},
    {"limits", offsetof(struct verdict_asker, asks_limits), 0, false,
	verdict_limits, NULL, verdict_words_limits},
};

static bool
flag_at(const struct verdict_asker *asker, size_t offset)
{
	return *(const bool *)((const char *)asker + offset);
}

static bool
is_soft(const struct verdict_asker *asker, size_t dimension)
{
	size_t soft = dimensions[dimension].soft;

	return soft != 0 && flag_at(asker, soft);
}

void
verdict_ready(struct verdict_asker *asker)
{
	asker->asked_count = 0;
	asker->asks_person = asker->asks_softly = false;
	for (size_t i = 0; i < ARRAY_LEN(dimensions); i++) {
		if (!flag_at(asker, dimensions[i].asks))
			continue;
		asker->asked[asker->asked_count++] = (unsigned char)i;
		asker->asks_softly |= is_soft(asker, i);
		asker->asks_person |=
		    dimensions[i].person && !is_soft(asker, i);
	}
}

bool
verdict_asks(const struct verdict_asker *asker)
{
	return asker->asked_count > 0;
}

bool
verdict_asks_person(const struct verdict_asker *asker)
{
	return asker->asks_person;
}

static enum verdict
worst_of(const struct verdict_asker *asker, const struct index *index,
    uint32_t document, bool ranks)
{
	enum verdict worst = VERDICT_SUITS, verdict;

	for (size_t i = 0; i < asker->asked_count; i++) {
		size_t asked = asker->asked[i];
		const struct verdict_dimension *dimension = &dimensions[asked];

		verdict = (dimension->counts != NULL
			       ? dimension->counts
			       : dimension->judge)(asker, index, document);
		if (verdict == N_VERDICTS ||
		    (ranks && verdict < VERDICT_MAY_NOT_SUIT &&
			is_soft(asker, asked)))
			continue;
		worst = worse(worst, verdict);
	}
	return worst;
}

enum verdict
verdict_of(const struct verdict_asker *asker, const struct index *index,
    uint32_t document)
{
	return worst_of(asker, index, document, false);
}

enum verdict
verdict_ranks(const struct verdict_asker *asker, const struct index *index,
    uint32_t document)
{
	return worst_of(asker, index, document, true);
}

void
verdict_parts(const struct verdict_asker *asker, const struct index *index,
    struct answer_hit *hit)
{
	hit->verdict = verdict_of(asker, index, hit->document);
	hit->parts_count = 0;
	for (size_t i = 0; i < asker->asked_count; i++) {
		const struct verdict_dimension *dimension =
		    &dimensions[asker->asked[i]];
		struct verdict_part *part = &hit->parts[hit->parts_count];
		enum verdict verdict =
		    dimension->judge(asker, index, hit->document);

		if (verdict == N_VERDICTS)
			continue;
		*part = (struct verdict_part){
		    dimension->about, verdict, NULL, NULL};
		if (verdict != VERDICT_NOT_STATED)
			dimension->words(asker, index, hit->document, part);
		hit->parts_count++;
	}
}

_Static_assert(
    ARRAY_LEN(dimensions) <= ANSWER_MAX_PARTS, "each dimension has its part");
