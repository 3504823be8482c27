#include <string.h>
#include <strings.h>

#include "search/bitmap.h"
#include "search/concept_parts.h"
#include "search/loose.h"

#define YOUNG_AGE  25 /* the oldest whom services for the young take */
#define MAX_PHRASE 8  /* words of a phrase that are looked up */
#define MAX_READ   (2 * QUERY_MAX_WORDS)

/* What words say that are not what the query is about. */
#define WEIGHT_WEAK  0.1f
#define WEIGHT_WORDS 0.35f /* outside the vocabulary, where it knows others */

/* What a listing has that meets nothing but one of several. */
#define SHARE_UNMET 0.3f

/* The words of a need. */
struct reading {
	const struct index *index;
	struct analyse_word words[MAX_READ];
	char stems[MAX_READ][ANALYSE_MAX_WORD + 1];
	const char *loose[MAX_READ]; /* within phrases; "": passed over */
	bool stop[MAX_READ];
	size_t count;
};

const struct index_concept *
concept_find(const struct index *index, const char *text)
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

const struct index_alternative *
concept_alternatives(const struct index *index,
    const struct index_concept *entry, uint32_t *count)
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
		found = concept_find(reading->index, text);
		if (found != NULL) {
			longest = found;
			*taken = n + 1;
		}
	}
	return longest;
}

/* Words from one to another that phrases do not pass over. */
static size_t
words_left(const struct reading *reading, size_t from, size_t taken)
{
	size_t left = 0;

	for (size_t i = from; i < from + taken; i++)
		left += *reading->loose[i] != '\0';
	return left;
}

/* As above, read loosely: see loose.h.  It begins with a word that counts. */
static const struct index_concept *
longest_loose(const struct reading *reading, size_t from, size_t *taken)
{
	char text[LOOSE_MAX_BYTES + 1];
	const struct index_concept *longest = NULL;
	size_t length = 0, left = 0;

	for (size_t i = from; i < reading->count; i++) {
		const struct index_concept *found;
		const char *word = reading->loose[i];
		size_t bytes = strlen(word);

		if (bytes == 0 && left > 0)
			continue;
		if (bytes == 0 || left == LOOSE_MAX_WORDS ||
		    length + 1 + bytes > LOOSE_MAX_BYTES)
			break;
		if (left++ > 0)
			text[length++] = ' ';
		memcpy(text + length, word, bytes + 1);
		length += bytes;
		found = left < LOOSE_MIN_WORDS
			    ? NULL
			    : loose_phrase(reading->index, text);
		if (found != NULL) {
			longest = found;
			*taken = i + 1 - from;
		}
	}
	return longest;
}

/* What is said as the vocabulary has it holds, unless more is met loosely. */
static const struct index_concept *
phrase_at(const struct reading *reading, size_t from, size_t *taken,
    bool *is_loose)
{
	size_t loosely = 1;
	const struct index_concept *exact, *loose;

	*taken = 1;
	*is_loose = false;
	exact = longest_phrase(reading, from, taken);
	loose = longest_loose(reading, from, &loosely);
	if (loose == NULL || (exact != NULL &&
				 words_left(reading, from, *taken) >=
				     words_left(reading, from, loosely)))
		return exact;
	*taken = loosely;
	*is_loose = true;
	return loose;
}

static void
add_concept(const struct reading *reading, size_t from, size_t taken,
    const struct index_concept *entry, bool is_loose,
    struct search_concepts *out)
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
	if (taken == 1 || is_loose)
		strcpy(concept->word, reading->stems[from]);
	for (size_t i = from; is_loose && i < from + taken &&
			      concept->said_count < CONCEPT_MAX_SAID;
	     i++)
		if (*reading->loose[i] != '\0')
			concept->said[concept->said_count++] =
			    reading->stems[i];
	out->count++;
}

static void
cut(const struct reading *reading, struct search_concepts *out)
{
	bool telling = false;
	size_t taken;

	for (size_t i = 0; i < reading->count; i += taken) {
		bool is_loose;
		const struct index_concept *entry =
		    phrase_at(reading, i, &taken, &is_loose);

		if (entry != NULL || *reading->loose[i] != '\0')
			add_concept(reading, i, taken, entry, is_loose, out);
	}
	telling = out->count > 0;
	for (size_t i = 0; i < reading->count && !telling; i++)
		add_concept(reading, i, 1, NULL, false, out);
}

/* Of the vocabulary, and more than "help" or "group". */
static bool
is_telling(const struct search_concept *concept)
{
	return concept->entry != NULL && concept->entry->flags == 0;
}

/* No phrase, but a word of phrases. */
static bool
is_learned(const struct search_concept *concept)
{
	return concept->entry != NULL &&
	       (concept->entry->flags & CONCEPT_LEARNED) != 0;
}

bool
concept_is_word(const struct search_concept *concept)
{
	return concept->entry == NULL || is_learned(concept);
}

static bool
is_weak(const struct search_concept *concept)
{
	return concept->entry != NULL &&
	       (concept->entry->flags & CONCEPT_WEAK) != 0;
}

/* "Adolescents": leads to all that is for the young. */
static bool
says_young(const struct index *index, const struct search_concept *concept)
{
	const struct index_term *terms = index->part[SECTION_TERMS].data;
	const struct index_alternative *each;
	uint32_t count;

	if (concept->entry == NULL)
		return false;
	each = concept_alternatives(index, concept->entry, &count);
	for (uint32_t i = 0; i < count; i++)
		if (each[i].kind == ALTERNATIVE_TYPE &&
		    each[i].term < index->part[SECTION_TERMS].count &&
		    strcmp(index_text(index, SECTION_TERM_TEXT,
			       terms[each[i].term].text),
			"@cyp") == 0)
			return true;
	return false;
}

static bool
is_reading(const struct query *query, const struct search_concept *concept)
{
	for (size_t i = 0; i < query->readings_count; i++) {
		const struct query_reading *reading = &query->readings[i];

		/* Whom it is for ("carers") is a need of its own. */
		if (reading->also_need && reading->words != NULL &&
		    strcmp(reading->as, "for") != 0 &&
		    concept->length == strlen(reading->words) &&
		    strncasecmp(query->need + concept->at, reading->words,
			concept->length) == 0)
			return true;
	}
	return false;
}

/*
 * Which concepts say who asks: beside another need they only add.  Returns
 * whether somebody young does.
 */
static bool
set_persons(const struct index *index, const struct query *query,
    struct search_concepts *out)
{
	bool young = query->age_max >= 0 && query->age_max <= YOUNG_AGE;

	for (size_t i = 0; i < out->count; i++) {
		struct search_concept *concept = &out->list[i];
		bool says = says_young(index, concept);

		concept->person = says || is_reading(query, concept);
		young |= says;
	}
	return young;
}

/* Do two words of phrases lead to the same type? */
static bool
agree(const struct index *index, const struct index_concept *a,
    const struct index_concept *b)
{
	uint32_t a_count, b_count;
	const struct index_alternative *left =
	    concept_alternatives(index, a, &a_count);
	const struct index_alternative *right =
	    concept_alternatives(index, b, &b_count);

	for (uint32_t i = 0; i < a_count; i++)
		for (uint32_t k = 0; k < b_count; k++)
			if (left[i].kind == ALTERNATIVE_TYPE &&
			    right[k].kind == ALTERNATIVE_TYPE &&
			    left[i].term == right[k].term)
				return true;
	return false;
}

/* Words of phrases that lead where another one of the need leads too. */
static size_t
count_agreeing(const struct index *index, const struct search_concepts *out)
{
	size_t count = 0;

	for (size_t i = 0; i < out->count; i++) {
		bool found = false;

		for (size_t k = 0; k < out->count && !found; k++)
			found = k != i && is_learned(&out->list[i]) &&
				is_learned(&out->list[k]) &&
				agree(index, out->list[i].entry,
				    out->list[k].entry);
		count += found;
	}
	return count;
}

/*
 * Where no phrase is known, do words of phrases tell?  Only if those that
 * agree are more than half of all: "guitar repair" is about a guitar,
 * whatever may be repaired and whoever plays it, and such words are then
 * read as they are.
 */
static bool
settle_learned(const struct index *index, struct search_concepts *out)
{
	size_t weak = 0;

	for (size_t i = 0; i < out->count; i++) {
		out->telling |= is_telling(&out->list[i]);
		weak += is_weak(&out->list[i]);
	}
	if (out->telling)
		return false;
	if (2 * count_agreeing(index, out) > out->count - weak) {
		out->telling = true;
		return true;
	}
	for (size_t i = 0; i < out->count; i++)
		if (is_learned(&out->list[i]))
			out->list[i].entry = NULL;
	return false;
}

/*
 * What the vocabulary knows must be met, the most of it.  Beside that, other
 * words only add; a word that no listing has must be met all the same, for
 * it is not to be passed over in silence.
 */
static void
weigh(struct search_concepts *out, bool learned_tell)
{
	bool weak = true, person = true;

	for (size_t i = 0; i < out->count; i++) {
		weak &= is_weak(&out->list[i]);
		person &= out->list[i].person || is_weak(&out->list[i]);
	}
	for (size_t i = 0; i < out->count; i++) {
		struct search_concept *concept = &out->list[i];

		concept->weight = 1;
		concept->required = true;
		concept->telling = is_telling(concept) ||
				   (learned_tell && is_learned(concept));
		if (concept->person && !person) {
			concept->weight = WEIGHT_WORDS;
			concept->telling = concept->required = false;
		} else if (is_weak(concept) && !weak) {
			concept->weight = WEIGHT_WEAK;
			concept->required = false;
		} else if (out->telling && !concept->telling) {
			concept->weight = WEIGHT_WORDS;
			concept->required = !concept->known;
		}
		out->weight += concept->weight;
	}
}

void
concepts_read(const struct index *index, const struct query *query,
    struct arena *arena, struct search_concepts *out)
{
	const char *need = query->need;
	struct reading reading = {.index = index};
	struct analyse_stemmer *stemmer;
	size_t position = 0;
	struct index_set set;
	uint64_t *typed;
	bool learned_tell, young;

	memset(out, 0, sizeof(*out));
	if (need == NULL)
		return;
	stemmer = analyse_stemmer_new();
	while (reading.count < MAX_READ &&
	       analyse_next(need, &position, &reading.words[reading.count])) {
		const struct analyse_word *word = &reading.words[reading.count];

		analyse_stem(stemmer, word->folded, word->folded_length,
		    reading.stems[reading.count]);
		reading.stop[reading.count] = analyse_is_stop(word->folded);
		reading.loose[reading.count] = loose_word(index,
		    reading.stems[reading.count], reading.stop[reading.count]);
		reading.count++;
	}
	analyse_stemmer_free(stemmer);
	cut(&reading, out);
	young = set_persons(index, query, out);
	learned_tell = settle_learned(index, out);
	typed = arena_alloc(arena, index->words * sizeof(*typed));
	set = index_set_find(index, SET_TYPED, "");
	bitmap_add_set(index, typed, &set);
	for (size_t i = 0; i < out->count; i++) {
		out->list[i].typed = typed;
		out->list[i].young = young;
		concept_score(index, arena, &out->list[i]);
		out->list[i].said_count = 0;
	}
	weigh(out, learned_tell);
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
