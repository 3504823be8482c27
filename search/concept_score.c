/* How well each listing meets a concept. */
#include <string.h>

#include "search/bitmap.h"
#include "search/concept_parts.h"

/* What the words of a bent phrase are worth, wherever they stand. */
#define WORTH_SAID 0.5f
#define FIELDS_ALL ((1u << N_FIELDS) - 1)

/* A word or phrase: this much for standing there, the rest for how well. */
#define SHARE_STANDS 0.35f
/*
 * ... less where the listing is of none of the types that are meant, nor
 * called so; least where it is something else by its name or category.
 */
#define OTHER_TYPE  0.8f
#define KNOWN_OTHER 0.45f
/* A type: as above. */
#define SHARE_TYPE 0.4f
#define TYPE_GAIN  1.1f
#define LIKE_GAIN  1.0f /* like those of the type, as far as we can tell */

/*
 * What words are worth by the best field they stand in.  What a listing
 * says that it does not do, or that others do, does not bring it up.
 */
static const float field_shares[N_FIELDS] = {
    [FIELD_NAME] = 1,
    [FIELD_ORGANISATION] = 0.9f,
    [FIELD_TYPE] = 0.95f,
    [FIELD_DESCRIPTION] = 0.95f,
    [FIELD_PRACTICAL] = 0.8f,
    [FIELD_PLACE] = 0.7f,
    [FIELD_ASIDE] = 0.1f,
};

static inline uint16_t
in_units(float score)
{
	float units = score * CONCEPT_SCORE_ONE;

	return units < UINT16_MAX ? (uint16_t)units : UINT16_MAX;
}

/* What is hardly met is not met: a word in an aside brings nothing up. */
static void
raise_score(struct search_concept *concept, uint32_t document, float score)
{
	uint16_t whole = in_units(score);

	if (score < MET_FROM)
		return;
	if (concept->scores[document] < whole)
	concept->scores[document] = whole;
	bitmap_put(concept->met, document);
}

float
concept_worth(const struct index_alternative *alternative, uint8_t impact)
{
	float part = (float)impact / 255;

	switch ((enum index_alternative_kind)alternative->kind) {
	case ALTERNATIVE_TYPE:
		return alternative->weight * TYPE_GAIN *
		       (SHARE_TYPE + (1 - SHARE_TYPE) * part);
	case ALTERNATIVE_LIKE:
		return alternative->weight * LIKE_GAIN *
		       (SHARE_TYPE + (1 - SHARE_TYPE) * part);
	case ALTERNATIVE_WORDS:
		part = alternative->greatest > 0
			   ? (float)impact / alternative->greatest
			   : 0;
		return alternative->weight *
		       (SHARE_STANDS + (1 - SHARE_STANDS) * part);
	case ALTERNATIVE_TAG:
	case ALTERNATIVE_RULE:
		return alternative->weight * part;
	}
	return 0;
}

/* What listings are, as far as a concept that means types cares. */
struct typing {
	uint64_t *meant;       /* of the types that are meant */
	const uint64_t *known; /* of some type by name or category */
};

/*
 * What a listing's types make of words or a tag that it has: at 0 nothing,
 * being of a type that is meant or called so.
 */
static const float type_shares[] = {1, OTHER_TYPE, KNOWN_OTHER};

/* A concept being scored. */
struct scorer {
	const struct index *index;
	struct search_concept *concept;
	/* What the best of the fields that words stand in makes of them: read
	 * once for all alternatives, of which there may be a hundred. */
	float by_fields[1u << N_FIELDS];
};

static void
scorer_init(struct scorer *scorer, const struct index *index,
    struct search_concept *concept)
{
	scorer->index = index;
	scorer->concept = concept;
	for (unsigned fields = 0; fields < 1u << N_FIELDS; fields++) {
		float *share = &scorer->by_fields[fields];

		/* A mark (a type, a tag) stands in no field. */
		*share = fields == 0 ? 1 : 0;
		for (int f = 0; f < N_FIELDS; f++)
			if ((fields >> f & 1) != 0 && *share < field_shares[f])
				*share = field_shares[f];
	}
}

/*
 * One posting; returns whether it is met.  Which way it goes cannot be
 * guessed, and wrong guesses cost more than the sums: without branches all
 * is reckoned for each, and what is not met raises nothing.
 * worth         of its impact
 * meant, known  bits of struct typing
 */
static inline bool
score_posting(const struct scorer *scorer, uint32_t document, float worth,
    unsigned fields, unsigned meant, unsigned known)
{
	uint16_t *best = &scorer->concept->scores[document], whole;
	unsigned other = 1 & ~(meant | fields >> FIELD_NAME);
	float score = worth * scorer->by_fields[fields & FIELDS_ALL];
	bool met = score >= MET_FROM;

	whole = in_units(score * type_shares[other * (1 + known)]);
	whole = met ? whole : 0;
	*best = *best < whole ? whole : *best;
	return met;
}

/* A short list: the worth of each is read as it comes. */
static void
score_list(const struct scorer *scorer,
    const struct index_alternative *alternative,
    const struct index_postings *postings, const struct typing *typing)
{
	for (uint32_t i = 0; i < postings->set.count; i++) {
		uint32_t document = postings->set.list[i];
		bool meant, known;

		if (document >= scorer->index->documents)
			return;
		meant = typing == NULL || bitmap_has(typing->meant, document);
		known = typing != NULL && bitmap_has(typing->known, document);
		if (score_posting(scorer, document,
			concept_worth(alternative, postings->impacts[i]),
			postings->fields[i], meant, known))
			bitmap_put(scorer->concept->met, document);
	}
}

static void
score_bitmap(const struct scorer *scorer, const float by_impact[256],
    const struct index_postings *postings, const struct typing *typing)
{
	const struct index *index = scorer->index;
	uint32_t position = 0;

	for (size_t i = 0; i < index->words; i++) {
		uint64_t meant = typing == NULL ? UINT64_MAX : typing->meant[i];
		uint64_t known = typing == NULL ? 0 : typing->known[i];
		uint64_t met = 0;

		for (uint64_t left = postings->set.bitmap[i]; left != 0;
		     left &= left - 1) {
			unsigned bit = (unsigned)__builtin_ctzll(left);
			uint32_t document = (uint32_t)(i * 64) + bit;

			if (document >= index->documents ||
			    position >= postings->set.count)
				break;
			met |= (uint64_t)score_posting(scorer, document,
				   by_impact[postings->impacts[position]],
				   postings->fields[position], meant >> bit & 1,
				   known >> bit & 1)
			       << bit;
			position++;
		}
		scorer->concept->met[i] |= met;
	}
}

/*
 * Scores the documents of one alternative.
 * typing  what types make of a listing, or NULL: nothing
 */
static void
score_postings(const struct scorer *scorer,
    const struct index_alternative *alternative,
    const struct index_postings *postings, const struct typing *typing)
{
	float by_impact[256];

	if (postings->set.bitmap == NULL) {
		score_list(scorer, alternative, postings, typing);
		return;
	}
	for (unsigned i = 0; i < ARRAY_LEN(by_impact); i++)
		by_impact[i] = concept_worth(alternative, (uint8_t)i);
	score_bitmap(scorer, by_impact, postings, typing);
}

static uint8_t
greatest_impact(const struct index_postings *postings)
{
	uint8_t greatest = 0;

	for (uint32_t i = 0; i < postings->set.count; i++)
		if (postings->impacts[i] > greatest)
			greatest = postings->impacts[i];
	return greatest;
}

/* A word that stands for itself alone. */
static bool
word_alternative(const struct index *index, const char *word,
    struct index_alternative *out, struct index_postings *postings)
{
	memset(out, 0, sizeof(*out));
	if (!index_postings_find(index, word, postings))
		return false;
	out->kind = ALTERNATIVE_WORDS;
	out->weight = 1;
	out->greatest = greatest_impact(postings);
	return true;
}

static bool
is_type(const struct index_alternative *alternative)
{
	return alternative->kind == ALTERNATIVE_TYPE ||
	       alternative->kind == ALTERNATIVE_LIKE;
}

static void
score_entry(const struct scorer *scorer, struct arena *arena)
{
	const struct index *index = scorer->index;
	struct search_concept *concept = scorer->concept;
	uint32_t count;
	const struct index_alternative *each =
	    concept_alternatives(index, concept->entry, &count);
	struct typing typing = {.known = concept->typed};
	struct index_postings postings;

	for (uint32_t i = 0; i < count; i++) {
		if (typing.meant == NULL && i > 0 && is_type(&each[i - 1]) &&
		    !is_type(&each[i])) {
			typing.meant = arena_alloc(
			    arena, index->words * sizeof(*typing.meant));
			bitmap_or(typing.meant, concept->met, index->words);
		}
		if (!index_postings_at(index, each[i].term, &postings))
			continue;
		concept->known = true;
		score_postings(scorer, &each[i], &postings,
		    is_type(&each[i]) || typing.meant == NULL ||
			    each[i].kind == ALTERNATIVE_RULE
			? NULL
			: &typing);
	}
}

/* Has it a type that is help for what troubles the mind? */
static bool
has_help_type(const struct index *index, const struct index_concept *entry)
{
	static const char *const kinds[] = {
	    "@talking", "@crisis", "@peer", "@condition", "@recovery"};
	const struct index_term *terms = index->part[SECTION_TERMS].data;
	uint32_t count;
	const struct index_alternative *each =
	    concept_alternatives(index, entry, &count);

	for (uint32_t i = 0; i < count; i++) {
		const char *type;

		if (each[i].kind != ALTERNATIVE_TYPE ||
		    each[i].term >= index->part[SECTION_TERMS].count)
			continue;
		type = index_text(
		    index, SECTION_TERM_TEXT, terms[each[i].term].text);
		for (size_t k = 0; k < ARRAY_LEN(kinds); k++)
			if (strncmp(type, kinds[k], strlen(kinds[k])) == 0)
				return true;
	}
	return false;
}

/*
 * What is done for adults by many services is done for the young by a few,
 * which name none of it: a service for the mental health of the young is an
 * answer to each such need of theirs.
 */
const char *
concept_young_next(const struct search_concept *concept, size_t *at,
    struct index_alternative *alternative)
{
	static const struct {
		const char *term;
		enum index_alternative_kind kind;
		float weight;
	} instead[] = {
	    {"@cyp.counselling", ALTERNATIVE_TYPE, 0.75f},
	    {"~cyp.counselling", ALTERNATIVE_LIKE, 0.75f},
	    {"@cyp.camhs", ALTERNATIVE_TYPE, 0.75f},
	    {"~cyp.camhs", ALTERNATIVE_LIKE, 0.75f},
	    {"@cyp.dropin", ALTERNATIVE_TYPE, 0.5f},
	    {"@cyp.online", ALTERNATIVE_TYPE, 0.5f},
	    {"@cyp.school", ALTERNATIVE_TYPE, 0.45f},
	};

	if (*at == ARRAY_LEN(instead) || !concept->young)
		return NULL;
	memset(alternative, 0, sizeof(*alternative));
	alternative->kind = (uint8_t)instead[*at].kind;
	alternative->weight = instead[*at].weight;
	return instead[(*at)++].term;
}

static void
score_young(const struct scorer *scorer)
{
	struct search_concept *concept = scorer->concept;
	struct index_alternative alternative;
	struct index_postings postings;
	const char *term;
	size_t at = 0;

	while ((term = concept_young_next(concept, &at, &alternative)) != NULL)
		if (index_postings_find(scorer->index, term, &postings)) {
			concept->known = true;
			score_postings(scorer, &alternative, &postings, NULL);
		}
}

/* A listing may have the very words of a phrase that was bent. */
static void
score_said(const struct index *index, struct arena *arena,
    struct search_concept *concept)
{
	uint64_t *all;
	struct index_postings postings;

	if (concept->said_count == 0)
		return;
	all = arena_alloc(arena, index->words * sizeof(*all));
	for (size_t i = 0; i < concept->said_count; i++) {
		if (!index_postings_find(index, concept->said[i], &postings))
			return;
		if (i == 0)
			bitmap_add_set(index, all, &postings.set);
		else
			bitmap_keep_set(index, all, &postings.set);
	}
	for (uint32_t i = 0; i < index->documents; i++)
		if (all[i / 64] == 0) {
			i |= 63;
		} else if (bitmap_has(all, i)) {
			concept->known = true;
			raise_score(concept, i, WORTH_SAID);
		}
}

void
concept_score(const struct index *index, struct arena *arena,
    struct search_concept *concept)
{
	struct index_alternative alternative;
	struct index_postings postings;
	struct scorer scorer;

	scorer_init(&scorer, index, concept);
	concept->scores = arena_alloc(
	    arena, (index->documents + 1u) * sizeof(*concept->scores));
	concept->met = arena_alloc(arena, index->words * sizeof(*concept->met));
	if (concept->entry != NULL) {
		score_entry(&scorer, arena);
		score_said(index, arena, concept);
		concept->young &=
		    !concept->person && has_help_type(index, concept->entry);
		score_young(&scorer);
		return;
	}
	concept->young = false;
	concept->known =
	    word_alternative(index, concept->word, &alternative, &postings);
	if (concept->known)
		score_postings(&scorer, &alternative, &postings, NULL);
}
