/*
 * A listing's texts as the index keeps them: words, stems and phrases with
 * the fields they stand in, and what they weigh there.
 */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "search/index_builder.h"
#include "search/index_concepts.h"

/*
 * Weights and lengths of BM25F (Zaragoza et al., TREC 2004).  A field's
 * usual length stands for the average, so that a listing's impacts do not
 * depend on the others.
 */
static const struct field_weight {
	float weight, usual_words, length_matters;
} field_weights[N_FIELDS] = {
    [FIELD_NAME] = {6.0f, 4, 0.2f},
    [FIELD_ORGANISATION] = {4.0f, 4, 0.2f},
    [FIELD_TYPE] = {3.0f, 6, 0.3f},
    [FIELD_DESCRIPTION] = {2.0f, 80, 0.6f},
    [FIELD_PRACTICAL] = {1.0f, 30, 0.5f},
    [FIELD_PLACE] = {0.5f, 12, 0.3f},
    [FIELD_ASIDE] = {0.1f, 30, 0.5f},
};
#define SATURATION 2.5f /* k1: how soon repeating a word stops to count */

uint32_t
index_builder_term(
    struct index_builder *builder, const char *text, size_t length)
{
	uint32_t known = builder->term_texts.count;
	uint32_t term = text_pool_add(&builder->term_texts, text, length);

	if (term == known) {
		builder->terms =
		    grow_array(builder->terms, term, sizeof(*builder->terms));
		memset(&builder->terms[term], 0, sizeof(*builder->terms));
		index_concepts_begun(builder->concepts, text, length,
		    &builder->terms[term].begins, &builder->terms[term].alone);
	}
	return term;
}

static uint32_t
word_number(struct index_builder *builder, const struct analyse_word *word)
{
	char stem[ANALYSE_MAX_WORD + 1];
	uint32_t known = builder->words.count, number;
	struct builder_spelled *spelled;

	number =
	    text_pool_add(&builder->words, word->folded, word->folded_length);
	if (number < known)
		return number;
	analyse_stem(builder->stemmer, word->folded, word->folded_length, stem);
	builder->spelled =
	    grow_array(builder->spelled, number, sizeof(*builder->spelled));
	spelled = &builder->spelled[number];
	memset(spelled, 0, sizeof(*spelled));
	spelled->term = index_builder_term(builder, stem, strlen(stem));
	spelled->stop = analyse_is_stop(word->folded);
	return number;
}

/* What is known of a word that stands in the document at hand. */
static const struct builder_spelled *
word_met(struct index_builder *builder, const struct analyse_word *word,
    enum index_field field)
{
	uint32_t number = word_number(builder, word);
	struct builder_spelled *spelled = &builder->spelled[number];

	if (spelled->seen != builder->documents + 1)
		spelled->listings++;
	spelled->seen = builder->documents + 1;
	spelled->fields |= 1u << field;
	return spelled;
}

static void
touch(struct index_builder *builder, uint32_t term)
{
	struct builder_term *entry = &builder->terms[term];

	if (entry->seen == builder->documents + 1)
		return;
	entry->seen = builder->documents + 1;
	memset(entry->times, 0, sizeof(entry->times));
	if (builder->touched_count == builder->touched_room) {
		builder->touched_room = builder->touched_room * 2 + 256;
		builder->touched = xreallocarray(builder->touched,
		    builder->touched_room, sizeof(*builder->touched));
	}
	builder->touched[builder->touched_count++] = term;
}

void
index_builder_count(
    struct index_builder *builder, uint32_t term, enum index_field field)
{
	uint16_t *times;

	touch(builder, term);
	times = &builder->terms[term].times[field];
	if (*times < UINT16_MAX)
		(*times)++;
}

static bool
is_capitals(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (text[i] < 'A' || text[i] > 'Z')
			return false;
	return length > 0;
}

static struct builder_word *
text_word_add(struct index_builder *builder)
{
	if (builder->text_count == builder->text_room) {
		builder->text_room = builder->text_room * 2 + 256;
		builder->text_words = xreallocarray(builder->text_words,
		    builder->text_room, sizeof(*builder->text_words));
	}
	return &builder->text_words[builder->text_count++];
}

/*
 * Adds a text's words and the phrases in it; returns how many different
 * words of it a query for them would keep: those that tell, or all where
 * none does.
 * tags  what a phrase of the vocabulary in it says of the listing
 */
static uint32_t
add_part(struct index_builder *builder, const char *text,
    enum index_field field, enum index_tags tags)
{
	struct analyse_word word;
	size_t position = 0;
	uint32_t different = 0, telling = 0;

	if (text == NULL)
		return 0;
	builder->text_count = 0;
	while (analyse_next(text, &position, &word)) {
		const struct builder_spelled *met =
		    word_met(builder, &word, field);
		struct builder_word *entry;

		touch(builder, met->term);
		if (builder->terms[met->term].times[field] == 0) {
			different++;
			telling += !met->stop;
		}
		index_builder_count(builder, met->term, field);
		builder->lengths[field]++;
		entry = text_word_add(builder);
		entry->term = met->term;
		entry->capitals = is_capitals(text + word.at, word.length);
	}
	index_concepts_find(builder, field, tags);
	return telling > 0 ? telling : different;
}

static uint32_t
add_text(
    struct index_builder *builder, const char *text, enum index_field field)
{
	return add_part(builder, text, field, TAGS_NONE);
}

static void
add_prose_part(void *arg, const char *text, size_t length, bool aside)
{
	struct index_builder *builder = arg;
	char *part = xstrndup(text, length);

	if (aside)
		add_part(builder, part, FIELD_ASIDE, TAGS_NONE);
	else
		add_part(builder, part, FIELD_DESCRIPTION, TAGS_TEXT);
	free(part);
}

/* What prose says that the listing does not do weighs almost nothing. */
static void
add_prose(struct index_builder *builder, const char *text)
{
	if (text != NULL)
		vocabulary_asides(
		    builder->vocabulary, text, add_prose_part, builder);
}

static void
add_types_text(struct index_builder *builder, const struct listing *listing)
{
	for (size_t i = 0; i < listing->categories_count; i++)
		add_part(builder, listing->categories[i].label, FIELD_TYPE,
		    TAGS_CATEGORY);
	for (size_t i = 0; i < listing->types_count; i++) {
		const struct vocabulary_type *type;
		int number = vocabulary_type_find(
		    builder->vocabulary, listing->types[i].id);

		if (number < 0)
			continue;
		/* What else it is called leads to the type, not here. */
		type = vocabulary_type(builder->vocabulary, (size_t)number);
		add_text(builder, type->label, FIELD_TYPE);
	}
}

static void
add_places_text(struct index_builder *builder, const struct listing *listing)
{
	for (size_t i = 0;
	     i < listing->locations_count && !listing->hide_address; i++) {
		const struct listing_location *at = &listing->locations[i];

		add_text(builder, at->name, FIELD_PLACE);
		add_text(builder, at->address, FIELD_PLACE);
		add_text(builder, at->town, FIELD_PLACE);
		add_text(builder, at->county, FIELD_PLACE);
		add_text(builder, at->postcode, FIELD_PLACE);
	}
	for (size_t i = 0; i < listing->areas_count; i++)
		add_text(builder, listing->areas[i].name, FIELD_PLACE);
}

void
index_builder_texts(
    struct index_builder *builder, const struct listing *listing)
{
	/* Its other name is no part of what "the whole name" means. */
	builder->name_telling =
	    add_part(builder, listing->name, FIELD_NAME, TAGS_NAME);
	add_part(builder, listing->alternate_name, FIELD_NAME, TAGS_NAME);
	builder->organisation_telling =
	    add_text(builder, listing->org_name, FIELD_ORGANISATION);
	add_types_text(builder, listing);
	add_prose(builder, listing->summary);
	add_prose(builder, listing->description);
	if (listing->description == NULL)
		add_prose(builder, listing->org_description);
	add_text(builder, listing->eligibility, FIELD_PRACTICAL);
	add_text(builder, listing->referral, FIELD_PRACTICAL);
	add_text(builder, listing->fees, FIELD_PRACTICAL);
	add_text(builder, listing->hours, FIELD_PRACTICAL);
	add_text(builder, listing->access, FIELD_PRACTICAL);
	add_places_text(builder, listing);
}

void
index_builder_posting(struct index_builder *builder, uint32_t term,
    unsigned char impact, unsigned char fields)
{
	const unsigned char extra[2] = {impact, fields};
	struct packed_list *list = &builder->terms[term].list;
	uint32_t before = list->length;

	packed_list_add(list, builder->documents, extra, sizeof(extra));
	builder->postings_bytes += list->length - before;
}

void
index_builder_post(struct index_builder *builder)
{
	for (uint32_t i = 0; i < builder->touched_count; i++) {
		const struct builder_term *term =
		    &builder->terms[builder->touched[i]];
		float weight = 0;
		unsigned char fields = 0;

		for (int f = 0; f < N_FIELDS; f++) {
			const struct field_weight *field = &field_weights[f];
			float length = (float)builder->lengths[f];

			if (term->times[f] == 0)
				continue;
			fields |= (unsigned char)(1u << f);
			weight += field->weight * term->times[f] /
				  (1 - field->length_matters +
				      field->length_matters * length /
					  field->usual_words);
		}
		index_builder_posting(builder, builder->touched[i],
		    (unsigned char)(1 + 254 * (weight / (weight + SATURATION))),
		    fields);
	}
	builder->touched_count = 0;
	memset(builder->lengths, 0, sizeof(builder->lengths));
}
