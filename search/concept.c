#include "search/concept.h"

#include <string.h>

#include "search/bitmap.h"
#include "search/match.h"

#define FIELDS_ALL ((1u << N_FIELDS) - 1)
#define MAX_PHRASE 8 /* words of a phrase that are looked up */
#define MAX_READ   (2 * QUERY_MAX_WORDS)

/* What words say that are not what the query is about. */
#define WEIGHT_WEAK  0.1f
#define WEIGHT_WORDS 0.35f /* outside the vocabulary, where it knows others */

/* A word or phrase: this much for standing there, the rest for how well. */
#define SHARE_STANDS 0.45f
/* ... less where the listing is of none of the types that are meant. */
#define OTHER_TYPE 0.72f
/* A type: as above. */
#define SHARE_TYPE 0.4f
#define TYPE_GAIN  1.1f

/* A concept counts as met from here on, when shares are counted. */
#define MET_FROM 0.2f
/* What a listing has that meets nothing but one of several. */
#define SHARE_UNMET 0.3f

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

/* The words of a need. */
struct reading {
	const struct index *index;
	struct analyse_word words[MAX_READ];
	char stems[MAX_READ][ANALYSE_MAX_WORD + 1];
	bool stop[MAX_READ];
	size_t count;
};

static const struct index_concept *
find_concept(const struct index *index, const char *text)
{
	const struct index_concept *concepts =
	    index->part[SECTION_CONCEPTS].data;
	size_t low = 0, high = index->part[SECTION_CONCEPTS].count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(index_text(index, SECTION_CONCEPT_TEXT,
				       concepts[middle].text),
		    text);

		if (order == 0)
			return &concepts[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* A concept's alternatives; none where they do not lie in the section. */
static const struct index_alternative *
alternatives(const struct index *index, const struct index_concept *entry,
    uint32_t *count)
{
	const struct index_part *part = &index->part[SECTION_ALTERNATIVES];

	*count = 0;
	if (entry->first > part->count ||
	    entry->count > part->count - entry->first)
		return NULL;
	*count = entry->count;
	return (const struct index_alternative *)part->data + entry->first;
}

/* The longest phrase of the vocabulary at a word, and how many it takes. */
static const struct index_concept *
longest_phrase(const struct reading *reading, size_t from, size_t *taken)
{
	char text[MAX_PHRASE * (ANALYSE_MAX_WORD + 1) + 1];
	const struct index_concept *longest = NULL;
	size_t length = 0;

	for (size_t n = 0; n < MAX_PHRASE && from + n < reading->count; n++) {
		const struct index_concept *found;
		size_t stem = strlen(reading->stems[from + n]);

		if (n > 0)
			text[length++] = ' ';
		memcpy(text + length, reading->stems[from + n], stem + 1);
		length += stem;
		if (n == 0 && reading->stop[from])
			continue;
		found = find_concept(reading->index, text);
		if (found != NULL) {
			longest = found;
			*taken = n + 1;
		}
	}
	return longest;
}

static void
add_concept(const struct reading *reading, size_t from, size_t taken,
    const struct index_concept *entry, struct search_concepts *out)
{
	const struct analyse_word *first = &reading->words[from];
	const struct analyse_word *last = &reading->words[from + taken - 1];
	struct search_concept *concept = &out->list[out->count];

	for (size_t i = 0; i < out->count; i++)
		if (out->list[i].entry == entry &&
		    (entry != NULL ||
			strcmp(out->list[i].word, reading->stems[from]) == 0))
			return;
	if (out->count == QUERY_MAX_WORDS)
		return;
	concept->at = first->at;
	concept->length = last->at + last->length - first->at;
	concept->entry = entry;
	if (entry == NULL)
		strcpy(concept->word, reading->stems[from]);
	out->count++;
}

static void
cut(const struct reading *reading, struct search_concepts *out)
{
	bool telling = false;
	size_t taken;

	for (size_t i = 0; i < reading->count; i += taken) {
		const struct index_concept *entry;

		taken = 1;
		entry = longest_phrase(reading, i, &taken);
		if (entry != NULL || !reading->stop[i])
			add_concept(reading, i, taken, entry, out);
	}
	telling = out->count > 0;
	for (size_t i = 0; i < reading->count && !telling; i++)
		add_concept(reading, i, 1, NULL, out);
}

/* Of the vocabulary, and more than "help" or "group". */
static bool
is_telling(const struct search_concept *concept)
{
	return concept->entry != NULL &&
	       (concept->entry->flags & CONCEPT_WEAK) == 0;
}

static bool
is_weak(const struct search_concept *concept)
{
	return concept->entry != NULL &&
	       (concept->entry->flags & CONCEPT_WEAK) != 0;
}

/*
 * What the vocabulary knows must be met, the most of it.  Beside that, other
 * words only add; a word that no listing has must be met all the same, for
 * it is not to be passed over in silence.
 */
static void
weigh(struct search_concepts *out)
{
	bool weak = true;

	for (size_t i = 0; i < out->count; i++) {
		out->telling |= is_telling(&out->list[i]);
		weak &= is_weak(&out->list[i]);
	}
	for (size_t i = 0; i < out->count; i++) {
		struct search_concept *concept = &out->list[i];

		concept->weight = 1;
		concept->required = true;
		concept->telling = is_telling(concept);
		if (is_weak(concept) && !weak) {
			concept->weight = WEIGHT_WEAK;
			concept->required = false;
		} else if (out->telling && !is_telling(concept)) {
			concept->weight = WEIGHT_WORDS;
			concept->required = !concept->known;
		}
		out->weight += concept->weight;
	}
}

/* What is hardly met is not met: a word in an aside brings nothing up. */
static void
raise_score(struct search_concept *concept, uint32_t document, float score)
{
	float units = score * CONCEPT_SCORE_ONE;
	uint16_t whole = units < UINT16_MAX ? (uint16_t)units : UINT16_MAX;

	if (score < MET_FROM)
		return;
	if (concept->scores[document] < whole)
	concept->scores[document] = whole;
	bitmap_put(concept->met, document);
}

/* What one posting of an alternative is worth. */
static float
worth(const struct index_alternative *alternative, uint8_t impact)
{
	float part = (float)impact / 255;

	switch ((enum index_alternative_kind)alternative->kind) {
	case ALTERNATIVE_TYPE:
		return alternative->weight * TYPE_GAIN *
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

/* Of none of the types that are meant, nor called so. */
static bool
is_other(const uint64_t *typed, uint32_t document, unsigned fields)
{
	return typed != NULL && !bitmap_has(typed, document) &&
	       (fields & 1u << FIELD_NAME) == 0;
}

/* What the best of the fields that words stand in makes of them. */
static void
share_by_fields(float shares[1u << N_FIELDS])
{
	for (unsigned fields = 0; fields < 1u << N_FIELDS; fields++) {
		/* A mark (a type, a tag) stands in no field. */
		shares[fields] = fields == 0 ? 1 : 0;
		for (int f = 0; f < N_FIELDS; f++)
			if ((fields >> f & 1) != 0 &&
			    shares[fields] < field_shares[f])
				shares[fields] = field_shares[f];
	}
}

/*
 * Scores the documents of one alternative.
 * typed  documents of the types that are meant, or NULL: all
 */
static void
score_postings(const struct index *index, struct search_concept *concept,
    const struct index_alternative *alternative,
    const struct index_postings *postings, const uint64_t *typed)
{
	const struct index_set *set = &postings->set;
	float by_impact[256], by_fields[1u << N_FIELDS];
	uint32_t position = 0;

	for (unsigned i = 0; i < 256; i++)
		by_impact[i] = worth(alternative, (uint8_t)i);
	share_by_fields(by_fields);
	for (uint32_t i = 0; set->list != NULL && i < set->count; i++) {
		uint32_t document = set->list[i];
		float score = by_impact[postings->impacts[i]] *
			      by_fields[postings->fields[i] & FIELDS_ALL];

		if (document >= index->documents)
			return;
		if (is_other(typed, document, postings->fields[i]))
			score *= OTHER_TYPE;
		raise_score(concept, document, score);
	}
	for (size_t i = 0; set->bitmap != NULL && i < index->words; i++)
		for (uint64_t left = set->bitmap[i]; left != 0;
		     left &= left - 1) {
			uint32_t document = (uint32_t)(i * 64) +
					    (uint32_t)__builtin_ctzll(left);
			float score;

			if (document >= index->documents ||
			    position >= set->count)
				return;
			score =
			    by_impact[postings->impacts[position]] *
			    by_fields[postings->fields[position] & FIELDS_ALL];
			if (is_other(
				typed, document, postings->fields[position]))
				score *= OTHER_TYPE;
			position++;
			raise_score(concept, document, score);
		}
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

static void
score_entry(const struct index *index, struct arena *arena,
    struct search_concept *concept)
{
	uint32_t count;
	const struct index_alternative *each =
	    alternatives(index, concept->entry, &count);
	uint64_t *typed = NULL;
	struct index_postings postings;

	for (uint32_t i = 0; i < count; i++) {
		if (typed == NULL && i > 0 &&
		    each[i - 1].kind == ALTERNATIVE_TYPE &&
		    each[i].kind != ALTERNATIVE_TYPE) {
			typed =
			    arena_alloc(arena, index->words * sizeof(*typed));
			bitmap_or(typed, concept->met, index->words);
		}
		if (!index_postings_at(index, each[i].term, &postings))
			continue;
		concept->known = true;
		score_postings(index, concept, &each[i], &postings,
		    each[i].kind == ALTERNATIVE_WORDS ? typed : NULL);
	}
}

static void
score_concept(const struct index *index, struct arena *arena,
    struct search_concept *concept)
{
	struct index_alternative alternative;
	struct index_postings postings;

	concept->scores = arena_alloc(
	    arena, (index->documents + 1u) * sizeof(*concept->scores));
	concept->met = arena_alloc(arena, index->words * sizeof(*concept->met));
	if (concept->entry != NULL) {
		score_entry(index, arena, concept);
		return;
	}
	concept->known =
	    word_alternative(index, concept->word, &alternative, &postings);
	if (concept->known)
		score_postings(index, concept, &alternative, &postings, NULL);
}

void
concepts_read(const struct index *index, const char *need, struct arena *arena,
    struct search_concepts *out)
{
	struct reading reading = {.index = index};
	struct analyse_stemmer *stemmer;
	size_t position = 0;

	memset(out, 0, sizeof(*out));
	if (need == NULL)
		return;
	stemmer = analyse_stemmer_new();
	while (reading.count < MAX_READ &&
	       analyse_next(need, &position, &reading.words[reading.count])) {
		const struct analyse_word *word = &reading.words[reading.count];

		analyse_stem(stemmer, word->folded, word->folded_length,
		    reading.stems[reading.count]);
		reading.stop[reading.count++] = analyse_is_stop(word->folded);
	}
	analyse_stemmer_free(stemmer);
	cut(&reading, out);
	for (size_t i = 0; i < out->count; i++)
		score_concept(index, arena, &out->list[i]);
	weigh(out);
}

double
concepts_score(const struct search_concepts *concepts, uint32_t document)
{
	float sum = 0, met = 0;

	if (concepts->weight <= 0)
		return 0;
	for (size_t i = 0; i < concepts->count; i++) {
		const struct search_concept *concept = &concepts->list[i];
		float score =
		    (float)concept->scores[document] / CONCEPT_SCORE_ONE;

		sum += concept->weight * score;
		if (score > MET_FROM)
		met += concept->weight;
	}
	sum /= concepts->weight;
	met /= concepts->weight;
	return (double)(sum * (SHARE_UNMET + (1 - SHARE_UNMET) * met));
}

/* The best of a concept's alternatives in a document; -1: none. */
static long
best_alternative(const struct index *index, const struct index_concept *entry,
    uint32_t document, struct concept_reason *out)
{
	uint32_t count;
	const struct index_alternative *each =
	    alternatives(index, entry, &count);
	const struct index_term *terms = index->part[SECTION_TERMS].data;
	struct index_postings postings;
	float best = 0;
	long found = -1;

	for (uint32_t i = 0; i < count; i++) {
		uint32_t cursor = 0;
		float score;
		long at;

		if (!index_postings_at(index, each[i].term, &postings))
			continue;
		at = search_postings_at(index, &postings, document, &cursor);
		if (at < 0)
			continue;
		score = worth(&each[i], postings.impacts[at]);
		if (score <= best)
			continue;
		best = score;
		found = (long)i;
		out->kind = (enum index_alternative_kind)each[i].kind;
		out->as =
		    index_text(index, SECTION_CONCEPT_TEXT, each[i].shown);
		out->term = index_text(
		    index, SECTION_TERM_TEXT, terms[each[i].term].text);
		out->fields = postings.fields[at];
	}
	return found;
}

bool
concept_reason(const struct index *index, const struct search_concept *concept,
    uint32_t document, struct concept_reason *out)
{
	struct index_postings postings;
	uint32_t cursor = 0;
	long at;

	memset(out, 0, sizeof(*out));
	out->kind = ALTERNATIVE_WORDS;
	if (concept->entry == NULL) {
		if (!index_postings_find(index, concept->word, &postings))
			return false;
		at = search_postings_at(index, &postings, document, &cursor);
		if (at < 0)
			return false;
		out->term = concept->word;
		out->fields = postings.fields[at];
		return true;
	}
	if (best_alternative(index, concept->entry, document, out) < 0)
		return false;
	if (out->kind == ALTERNATIVE_TAG) {
		/* A tag's own entry holds the phrases that give it. */
		const struct index_concept *entry =
		    find_concept(index, out->term);

		if (entry == NULL ||
		    best_alternative(index, entry, document, out) < 0)
			return false;
	}
	if (strcmp(out->term, index_text(index, SECTION_CONCEPT_TEXT,
				  concept->entry->text)) == 0)
		out->as = NULL;
	return true;
}
