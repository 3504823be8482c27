/*
 * Which types a listing has: what its feed says, what its categories are
 * called, what its name and description say.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "schema/vocabulary_parts.h"

/*
 * How much words are worth by where they stand; a longer phrase is worth
 * half as much again for each word.  What a category is wholly called, or
 * codes, is the publisher's own word for it and always stays.
 */
#define WEIGHT_NAME     3.0f
#define WEIGHT_TEXT     1.5f
#define WEIGHT_CATEGORY 1.2f
#define WEIGHT_WORD     0.5f
#define MAX_WORDS       3 /* more words of a phrase add nothing */
/* A top-level type is less telling than those below it. */
#define WEIGHT_TOP 0.8f
/* What is worth less than this share of the best is left out. */
#define SHARE_OF_BEST 0.4f
#define MAX_TYPES     5

/* Words of one sentence or name that are looked at. */
#define MAX_SENTENCE 512

struct score {
	float worth; /* 0: not found */
	bool kept;   /* the publisher says so */
	enum type_by by;
	const char *start, *end; /* the words that matched */
};

struct scoring {
	const struct vocabulary *vocabulary;
	struct listing *listing;
	struct score *scores; /* by type */
};

/* The words of a piece of text, found once. */
struct sentence {
	struct word words[MAX_SENTENCE];
	uint32_t ids[MAX_SENTENCE];
	size_t count;
};

static void
score_add(struct scoring *scoring, int type, float worth, bool kept,
    enum type_by by, const char *start, const char *end)
{
	struct score *score = &scoring->scores[type];

	score->kept |= kept;
	if (worth <= score->worth)
		return;
	score->worth = worth;
	score->by = by;
	score->start = start;
	score->end = end;
}

static void
sentence_read(const struct phrases *phrases, const char *text, size_t length,
    struct sentence *sentence)
{
	const char *end = text + length;

	sentence->count = 0;
	while (sentence->count < MAX_SENTENCE) {
		struct word *word = &sentence->words[sentence->count];

		text = word_next(text, end, word);
		if (text == NULL)
			break;
		sentence->ids[sentence->count++] = phrases_word(phrases, word);
	}
}

/* What the same words are among other phrases. */
static void
sentence_ids(const struct phrases *phrases, const struct sentence *sentence,
    uint32_t ids[MAX_SENTENCE])
{
	for (size_t i = 0; i < sentence->count; i++)
		ids[i] = phrases_word(phrases, &sentence->words[i]);
}

/* Does a phrase in capitals stand in capitals here? */
static bool
phrase_holds(const struct phrase *phrase, const struct word *word)
{
	return !phrase->capitals || word->capitals;
}

/* Looks for the phrases of the types in words "from" to "to"; any there? */
static bool
sentence_score(struct scoring *scoring, const struct sentence *sentence,
    size_t from, size_t to, float weight, enum type_by by)
{
	const struct phrase *phrase, *each;
	bool found = false;
	float worth;
	unsigned words;

	while (from < to) {
		phrase = phrases_match(scoring->vocabulary->phrases,
		    sentence->ids + from, to - from);
		if (phrase == NULL) {
			from++;
			continue;
		}
		words = phrase->words < MAX_WORDS ? phrase->words : MAX_WORDS;
		worth = weight * (1 + WEIGHT_WORD * (float)(words - 1));
		for (each = phrase; each != NULL; each = each->next) {
			if (each->value < 0 ||
			    !phrase_holds(each, &sentence->words[from]))
				continue;
			found = true;
			score_add(scoring, each->value,
			    scoring->vocabulary->types[each->value].parent < 0
				? worth * WEIGHT_TOP
				: worth,
			    false, by, sentence->words[from].start,
			    sentence->words[from + phrase->words - 1].end);
		}
		from += phrase->words;
	}
	return found;
}

/*
 * Of a sentence of the description only what says what the listing does:
 * asides.tsv has the words that begin and end what does not.
 */
static void
prose_score(
    struct scoring *scoring, const char *text, size_t length, float weight)
{
	const struct vocabulary *vocabulary = scoring->vocabulary;
	struct sentence sentence;
	uint32_t asides[MAX_SENTENCE];
	const struct phrase *phrase;
	size_t at, from = 0;
	bool aside = false;

	sentence_read(vocabulary->phrases, text, length, &sentence);
	sentence_ids(vocabulary->asides, &sentence, asides);
	for (at = 0; at < sentence.count; at++) {
		phrase = phrases_match(
		    vocabulary->asides, asides + at, sentence.count - at);
		if (phrase == NULL)
			continue;
		if (phrase->value == ASIDE_WHOLE)
			return;
		if (phrase->value == ASIDE_REST && !aside) {
			sentence_score(
			    scoring, &sentence, from, at, weight, TYPE_BY_TEXT);
			aside = true;
		} else if (phrase->value == ASIDE_END && aside) {
			from = at + phrase->words;
			aside = false;
		}
		at += phrase->words - 1;
	}
	if (!aside)
		sentence_score(scoring, &sentence, from, sentence.count, weight,
		    TYPE_BY_TEXT);
}

/* As prose_score(), but every part of the sentence is handed over. */
static void
sentence_part(const struct vocabulary *vocabulary, const char *text,
    size_t length, vocabulary_part_cb *part_cb, void *arg)
{
	const char *from = text, *end = text + length;
	struct sentence asides;
	const struct phrase *phrase;
	bool aside = false;

	sentence_read(vocabulary->asides, text, length, &asides);
	for (size_t at = 0; at < asides.count; at++) {
		const char *start = asides.words[at].start;

		phrase = phrases_match(
		    vocabulary->asides, asides.ids + at, asides.count - at);
		if (phrase == NULL)
			continue;
		if (phrase->value == ASIDE_WHOLE) {
			part_cb(arg, from, (size_t)(end - from), true);
			return;
		}
		if (aside != (phrase->value == ASIDE_REST)) {
			part_cb(arg, from, (size_t)(start - from), aside);
			from = start;
			aside = !aside;
		}
		at += phrase->words - 1;
	}
	part_cb(arg, from, (size_t)(end - from), aside);
}

void
vocabulary_asides(const struct vocabulary *vocabulary, const char *text,
    vocabulary_part_cb *part_cb, void *arg)
{
	const char *end = text + strlen(text), *start;
	size_t length;

	while (sentence_next(&text, end, &start, &length))
		sentence_part(vocabulary, start, length, part_cb, arg);
}

bool
vocabulary_is_role(const struct vocabulary *vocabulary, const char *name)
{
	struct sentence words;

	if (name == NULL)
		return false;
	sentence_read(vocabulary->roles, name, strlen(name), &words);
	for (size_t i = 0; i < words.count; i++)
		if (phrases_match(vocabulary->roles, words.ids + i,
			words.count - i) != NULL)
			return true;
	return false;
}

/* What a sentence says; the mildest where it says several things. */
static enum listing_status
sentence_status(
    const struct vocabulary *vocabulary, const char *text, size_t length)
{
	enum listing_status status = LISTING_ACTIVE;
	struct sentence words;

	sentence_read(vocabulary->states, text, length, &words);
	for (size_t i = 0; i < words.count; i++) {
		const struct phrase *phrase = phrases_match(
		    vocabulary->states, words.ids + i, words.count - i);

		if (phrase != NULL && phrase->value == ASIDE_PAUSED)
			return LISTING_PAUSED;
		if (phrase != NULL)
			status = LISTING_CLOSED;
	}
	return status;
}

enum listing_status
vocabulary_status(const struct vocabulary *vocabulary, const char *text)
{
	enum listing_status status = LISTING_ACTIVE;
	const char *end, *start;
	size_t length;

	if (text == NULL)
		return status;
	end = text + strlen(text);
	while (status != LISTING_CLOSED &&
	       sentence_next(&text, end, &start, &length)) {
		enum listing_status said =
		    sentence_status(vocabulary, start, length);

		if (said != LISTING_ACTIVE)
			status = said;
	}
	return status;
}

static void
text_score(struct scoring *scoring, const char *text, float weight)
{
	const char *end, *start;
	size_t length;

	if (text == NULL)
		return;
	end = text + strlen(text);
	while (sentence_next(&text, end, &start, &length))
		prose_score(scoring, start, length, weight);
}

static void
name_score(struct scoring *scoring, const char *name)
{
	struct sentence sentence;

	if (name == NULL)
		return;
	sentence_read(
	    scoring->vocabulary->phrases, name, strlen(name), &sentence);
	sentence_score(
	    scoring, &sentence, 0, sentence.count, WEIGHT_NAME, TYPE_BY_NAME);
}

/* A category's code: a type id, "esdServiceType:297", or scheme and code. */
static bool
code_score(struct scoring *scoring, const char *scheme, const char *code)
{
	struct meant meant;

	if (!vocabulary_code_meant(scoring->vocabulary, scheme, code, &meant))
		return false;
	for (size_t i = 0; i < meant.count; i++)
		score_add(scoring, meant.types[i], WEIGHT_NAME, true,
		    TYPE_BY_LABEL, code, code + strlen(code));
	return true;
}

/* Is it above another type that the same label means? */
static bool
meant_above(const struct scoring *scoring, const struct meant *meant, int type)
{
	for (size_t i = 0; i < meant->count; i++)
		if (scoring->vocabulary->types[meant->types[i]].parent == type)
			return true;
	return false;
}

/* A category's label: what it or a part of it is called, else its words. */
static bool
label_score(struct scoring *scoring, const char *label)
{
	struct sentence sentence;
	struct meant meant;

	if (vocabulary_label_meant(scoring->vocabulary, label, &meant)) {
		for (size_t i = 0; i < meant.count; i++)
			if (!meant_above(scoring, &meant, meant.types[i]))
				score_add(scoring, meant.types[i], WEIGHT_NAME,
				    true, TYPE_BY_LABEL, label,
				    label + strlen(label));
		return true;
	}
	sentence_read(
	    scoring->vocabulary->phrases, label, strlen(label), &sentence);
	return sentence_score(scoring, &sentence, 0, sentence.count,
	    WEIGHT_CATEGORY, TYPE_BY_LABEL);
}

/* False where neither its code nor its label is known. */
static bool
category_score(struct scoring *scoring, const struct listing_category *category)
{
	if (category->code != NULL &&
	    code_score(scoring, category->scheme, category->code))
		return true;
	if (category->label == NULL)
		return false;
	return code_score(scoring, NULL, category->label) ||
	       label_score(scoring, category->label);
}

bool
vocabulary_category_known(const struct vocabulary *vocabulary,
    const struct listing_category *category)
{
	struct scoring scoring = {vocabulary, NULL, NULL};
	bool known;

	scoring.scores =
	    xcalloc(vocabulary->types_count, sizeof(*scoring.scores));
	known = category_score(&scoring, category);
	free(scoring.scores);
	return known;
}

static void
categories_score(struct scoring *scoring)
{
	const struct listing *listing = scoring->listing;

	for (size_t i = 0; i < listing->categories_count; i++)
		category_score(scoring, &listing->categories[i]);
}

/* True where a type below this one is in as well: that says more. */
static bool
is_covered(const struct scoring *scoring, size_t type, float least)
{
	const struct vocabulary *vocabulary = scoring->vocabulary;
	size_t i;

	if (vocabulary->types[type].parent >= 0)
		return false;
	for (i = 0; i < vocabulary->types_count; i++) {
		if (vocabulary->types[i].parent == (int)type &&
		    (scoring->scores[i].worth >= least ||
			scoring->scores[i].kept))
			return true;
	}
	return false;
}

/* The best that is not given yet, or -1. */
static int
next_best(const struct scoring *scoring, float least)
{
	int best = -1;
	size_t i;

	for (i = 0; i < scoring->vocabulary->types_count; i++) {
		const struct score *score = &scoring->scores[i];

		if (score->worth <= 0 || (score->worth < least && !score->kept))
			continue;
		if (best < 0 || score->kept > scoring->scores[best].kept ||
		    (score->kept == scoring->scores[best].kept &&
			score->worth > scoring->scores[best].worth))
			best = (int)i;
	}
	return best;
}

static bool
has_exactly(const struct listing *listing, const char *id)
{
	size_t i;

	for (i = 0; i < listing->types_count; i++) {
		if (strcmp(listing->types[i].id, id) == 0)
			return true;
	}
	return false;
}

/* Gives the listing what was found, best first. */
static void
types_settle(struct scoring *scoring)
{
	const struct vocabulary *vocabulary = scoring->vocabulary;
	struct listing *listing = scoring->listing;
	struct listing_type *given;
	struct score *score;
	float best = 0;
	size_t i;
	int type;

	for (i = 0; i < vocabulary->types_count; i++) {
		if (scoring->scores[i].worth > best)
			best = scoring->scores[i].worth;
	}
	for (i = 0; i < vocabulary->types_count; i++) {
		if (!scoring->scores[i].kept &&
		    is_covered(scoring, i, best * SHARE_OF_BEST))
			scoring->scores[i].worth = 0;
	}
	while ((type = next_best(scoring, best * SHARE_OF_BEST)) >= 0) {
		score = &scoring->scores[type];
		score->worth = 0;
		if (!score->kept && listing->types_count >= MAX_TYPES)
			break;
		if (has_exactly(listing, vocabulary->types[type].id))
			continue;
		given = listing_type_add(listing);
		given->id =
		    arena_strdup(listing->arena, vocabulary->types[type].id);
		given->by = score->by;
		given->words = arena_strndup(listing->arena, score->start,
		    (size_t)(score->end - score->start));
	}
}

void
vocabulary_types_give(
    const struct vocabulary *vocabulary, struct listing *listing)
{
	struct scoring scoring = {vocabulary, listing, NULL};

	scoring.scores =
	    xcalloc(vocabulary->types_count, sizeof(*scoring.scores));
	categories_score(&scoring);
	name_score(&scoring, listing->name);
	name_score(&scoring, listing->alternate_name);
	text_score(&scoring, listing->summary, WEIGHT_TEXT);
	text_score(&scoring, listing->description, WEIGHT_TEXT);
	types_settle(&scoring);
	free(scoring.scores);
}
