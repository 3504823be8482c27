/*
 * What a listing is like.  Many say what they do in words of their own, and
 * no word of the vocabulary is among them; but others of the same kind use
 * much the same words, and of those some are called what they are.  So the
 * words that stand mostly in listings of one type, by its name or category,
 * speak for that type where no type is known: "a proper natter, visits each
 * week" is like befriending.  (Naive Bayes: each word as much as it is more
 * usual in the type than elsewhere.)
 *
 * A likeness is a guess.  It only helps to find and order: it is no type of
 * the listing, is counted in no facet, and is worth less than one.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "search/index_spill.h"

#define LEAST_LISTINGS 2.0f /* of a type, to learn its words from */
#define LEAST_SHARE    0.3f /* of listings, that have word and type */
#define COMMON         4    /* a word of one listing in so many tells nothing */
/* Listings of no matter which words that each type is given. */
#define SMOOTH    2.0f
#define MOST_GAIN 4.0f /* of one word: about 50 times as usual */
/* Held against listings of known type, these are right nine times in ten. */
#define LEAST_GAIN  18.0f /* of all words */
#define LEAST_AHEAD 1.25f /* times the next one's */
#define SURE_GAIN   60.0f /* as sure as it gets */

#define MAX_TYPES 512 /* of a vocabulary; later ones are not learned */

struct likeness {
	struct index_builder *builder;
	int32_t *known; /* of each set key: its number here, or -1 */
	int32_t *sure;  /* of each type of a listing: its number, or -1 */
	uint32_t types[MAX_TYPES]; /* their set keys */
	float listings[MAX_TYPES];
	uint32_t count;
	uint32_t learners; /* listings of a type that is sure */
	float *share;      /* of each listing: one of its types; 0: none sure */
	int32_t *guess;    /* of each listing: its row of gains, or -1 */
	float *gains;      /* rows of "count" */
	uint32_t guesses;
	uint32_t *documents; /* that have the word at hand */
	struct unspilled unspilled;
};

static const char *
type_text(const struct likeness *likeness, uint32_t key)
{
	return text_pool_text(&likeness->builder->set_keys, key) + 1;
}

static int32_t
type_number(struct likeness *likeness, uint32_t key)
{
	if (likeness->known[key] < 0 && likeness->count < MAX_TYPES) {
		likeness->known[key] = (int32_t)likeness->count;
		likeness->types[likeness->count++] = key;
	}
	return likeness->known[key];
}

/* Which listings teach, and which are guessed. */
static void
likeness_init(struct likeness *likeness, struct index_builder *builder)
{
	uint32_t documents = builder->documents;

	memset(likeness, 0, sizeof(*likeness));
	likeness->builder = builder;
	likeness->known =
	    xcalloc(builder->set_keys.count + 1u, sizeof(*likeness->known));
	likeness->sure =
	    xcalloc(builder->type_of_count + 1u, sizeof(*likeness->sure));
	likeness->share = xcalloc(documents + 1u, sizeof(*likeness->share));
	likeness->guess = xcalloc(documents + 1u, sizeof(*likeness->guess));
	likeness->documents =
	    xcalloc(documents + 1u, sizeof(*likeness->documents));
	for (uint32_t i = 0; i < builder->set_keys.count; i++)
		likeness->known[i] = -1;
	for (uint32_t d = 0; d < documents; d++) {
		uint32_t sure = 0;

		for (uint32_t i = builder->type_at[d];
		     i < builder->type_at[d + 1]; i++)
			sure += builder->type_sure[i];
		likeness->guess[d] =
		    sure > 0 ? -1 : (int32_t)likeness->guesses++;
		if (sure == 0)
			continue;
		likeness->share[d] = 1 / (float)sure;
		likeness->learners++;
		for (uint32_t i = builder->type_at[d];
		     i < builder->type_at[d + 1]; i++) {
			int32_t type;

			if (!builder->type_sure[i])
				continue;
			type = type_number(likeness, builder->type_of[i].type);
			if (type >= 0)
				likeness->listings[type] += likeness->share[d];
		}
	}
	/* Asked for each word of each listing: found out once. */
	for (uint32_t i = 0; i < builder->type_of_count; i++)
		likeness->sure[i] =
		    builder->type_sure[i]
			? likeness->known[builder->type_of[i].type]
			: -1;
	likeness->gains = xcalloc(
	    (size_t)likeness->guesses * likeness->count + 1, sizeof(float));
}

static void
likeness_clear(struct likeness *likeness)
{
	free(likeness->known);
	free(likeness->sure);
	free(likeness->share);
	free(likeness->guess);
	free(likeness->gains);
	free(likeness->documents);
	free(likeness->unspilled.bytes);
}

/* Listings that have a word in what they say of themselves. */
static uint32_t
listings_of(struct likeness *likeness, uint32_t term)
{
	struct index_builder *builder = likeness->builder;
	const struct packed_list list = index_spill_whole(builder->spill, term,
	    &builder->terms[term].list, &likeness->unspilled);
	const unsigned says = 1u << FIELD_NAME | 1u << FIELD_DESCRIPTION;
	unsigned char extra[2];
	uint32_t at = 0, document = 0, count = 0;

	while (packed_list_next(&list, &at, &document, extra, sizeof(extra)))
		if ((extra[1] & says) != 0)
			likeness->documents[count++] = document;
	return count;
}

/* What a word of so many listings speaks for, to those that are guessed. */
static void
learn_word(struct likeness *likeness, uint32_t count)
{
	const struct index_builder *builder = likeness->builder;
	float with[MAX_TYPES] = {0}, usual;
	uint32_t learned = 0;

	for (uint32_t i = 0; i < count; i++) {
		uint32_t d = likeness->documents[i];

		if (likeness->share[d] <= 0)
			continue;
		learned++;
		for (uint32_t t = builder->type_at[d];
		     t < builder->type_at[d + 1]; t++)
			if (likeness->sure[t] >= 0)
				with[likeness->sure[t]] += likeness->share[d];
	}
	if (learned < 2 || learned > likeness->learners / COMMON)
		return;
	usual = (float)learned / (float)likeness->learners;
	for (uint32_t t = 0; t < likeness->count; t++) {
		float gain;

		if (with[t] < LEAST_SHARE ||
		    likeness->listings[t] < LEAST_LISTINGS)
			continue;
		gain = logf((with[t] + SMOOTH * usual) /
			    (likeness->listings[t] + SMOOTH) / usual);
		if (gain <= 0)
			continue;
		if (gain > MOST_GAIN)
			gain = MOST_GAIN;
		for (uint32_t i = 0; i < count; i++) {
			int32_t row = likeness->guess[likeness->documents[i]];

			if (row >= 0)
				likeness->gains[(size_t)row * likeness->count +
						t] += gain;
		}
	}
}

/* Of one branch of the tree: "peer" and "peer.support". */
static bool
are_kin(const char *a, const char *b)
{
	size_t length = strcspn(a, ".");

	return strcspn(b, ".") == length && strncmp(a, b, length) == 0;
}

/* The type that a listing is most like; NULL: none by far. */
static const char *
most_like(const struct likeness *likeness, const float *gains, float *gain)
{
	const char *best = NULL;
	float next = 0;

	*gain = 0;
	for (uint32_t t = 0; t < likeness->count; t++)
		if (gains[t] > *gain) {
			*gain = gains[t];
			best = type_text(likeness, likeness->types[t]);
		}
	for (uint32_t t = 0; best != NULL && t < likeness->count; t++) {
		const char *text = type_text(likeness, likeness->types[t]);

		if (gains[t] > next && !are_kin(best, text))
			next = gains[t];
	}
	return *gain >= LEAST_GAIN && *gain >= LEAST_AHEAD * next ? best : NULL;
}

static void
post_like(struct index_builder *builder, uint32_t document, const char *type,
    float gain)
{
	float sure = gain < SURE_GAIN ? gain / SURE_GAIN : 1;
	char *text = xasprintf("%c%s", TERM_MARK_LIKE, type);

	for (char *dot = text; dot != NULL; dot = strrchr(text, '.')) {
		uint32_t term;
		unsigned char extra[2] = {(unsigned char)(255 * sure), 0};

		if (dot != text)
			*dot = '\0';
		term = index_builder_term(builder, text, strlen(text));
		packed_list_add(
		    &builder->terms[term].list, document, extra, sizeof(extra));
		sure /= 2;
	}
	free(text);
}

void
index_likeness_post(struct index_builder *builder)
{
	struct likeness likeness;
	uint32_t words = builder->term_texts.count;

	likeness_init(&likeness, builder);
	for (uint32_t w = 0; w < words && likeness.guesses > 0; w++) {
		const char *text = text_pool_text(&builder->term_texts, w);

		if (*text >= 'a' && *text <= 'z')
			learn_word(&likeness, listings_of(&likeness, w));
	}
	for (uint32_t d = 0; d < builder->documents; d++) {
		const char *type;
		float gain;

		if (likeness.guess[d] < 0)
			continue;
		type = most_like(&likeness,
		    likeness.gains + (size_t)likeness.guess[d] * likeness.count,
		    &gain);
		if (type != NULL)
			post_like(builder, d, type, gain);
	}
	likeness_clear(&likeness);
}
