#include "search/index_build.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "search/curve.h"
#include "search/index_builder.h"
#include "search/index_concepts.h"
#include "search/index_hours.h"
#include "search/index_contacts.h"
#include "search/index_sounds.h"
#include "search/index_spill.h"
#include "search/index_store.h"
#include "search/index_text_store.h"
#include "schema/phone.h"

uint64_t
index_curve(double lat, double lon)
{
	return curve_point(lat, lon);
}

/* Listings without a position come after all others. */
uint64_t
index_curve_listing(const struct listing *listing)
{
	for (size_t i = 0; i < listing->locations_count; i++)
		if (listing->locations[i].position_from != POSITION_NONE)
			return index_curve(listing->locations[i].lat,
			    listing->locations[i].lon);
	return UINT64_MAX;
}

static void
grow_documents(struct index_builder *builder)
{
	uint32_t room = builder->documents_room;

	if (builder->documents + 1 < room)
		return;
	room = room == 0 ? 1024 : room * 2;
#define GROW(array) \
	builder->array = \
	    xreallocarray(builder->array, room, sizeof(*builder->array))
	GROW(persons);
	GROW(hours);
	GROW(flags);
	GROW(checked);
	GROW(codes);
	GROW(name_words);
	GROW(rows);
	GROW(name_at);
	GROW(rule_at);
	GROW(type_at);
	GROW(card_at);
#undef GROW
	builder->documents_room = room;
}

/* Where each list of this document begins; after the last: their ends. */
static void
mark_starts(struct index_builder *builder)
{
	uint32_t document = builder->documents;

	builder->rule_at[document] = builder->rules_count;
	builder->type_at[document] = builder->type_of_count;
	builder->card_at[document] = index_store_bytes(builder->cards);
}

struct index_builder *
index_builder_new(const struct vocabulary *vocabulary)
{
	struct index_builder *builder = xcalloc(1, sizeof(*builder));

	builder->vocabulary = vocabulary;
	builder->stemmer = analyse_stemmer_new();
	builder->concepts = index_concepts_new(vocabulary, builder->stemmer);
	builder->sounds = index_sounds_new();
	builder->spill = index_spill_new();
	builder->contacts = index_contacts_new();
	builder->wording = index_text_store_new();
	builder->rules = index_store_new();
	builder->cards = index_store_new();
	/* The first of these is "": what a listing does not give. */
	text_pool_add(&builder->texts, "", 0);
	index_text_store_add(builder->wording, "", 0);
	grow_documents(builder);
	mark_starts(builder);
	return builder;
}

static void
add_positions(struct index_builder *builder, const struct listing *listing)
{
	for (size_t i = 0;
	     i < listing->locations_count && !listing->hide_address; i++) {
		const struct listing_location *at = &listing->locations[i];
		struct index_position *position;

		if (at->position_from == POSITION_NONE)
			continue;
		builder->positions = grow_array(builder->positions,
		    builder->positions_count, sizeof(*builder->positions));
		position = &builder->positions[builder->positions_count++];
		position->curve = curve_point(at->lat, at->lon);
		position->document = builder->documents;
		if (at->position_from == POSITION_OUTCODE)
			position->document |= INDEX_POSITION_ABOUT;
		position->lat = (float)at->lat;
		position->lon = (float)at->lon;
	}
}

static void
add_phones(struct index_builder *builder, const struct listing *listing)
{
	char digits[PHONE_MAX_DIGITS + 1];

	for (size_t i = 0; i < listing->phones_count; i++) {
		struct index_phone *phone;
		size_t length;

		if (listing->phones[i].dial == NULL)
			continue;
		length = phone_dial_digits(listing->phones[i].dial, digits);
		if (length == 0)
			continue;
		builder->phones = grow_array(builder->phones,
		    builder->phones_count, sizeof(*builder->phones));
		phone = &builder->phones[builder->phones_count++];
		memset(phone, 0, sizeof(*phone));
		phone->document = builder->documents;
		for (size_t d = 0; d < length; d++)
			phone->reversed[d] = digits[length - 1 - d];
	}
}

void
index_builder_fold(const char *text, struct buf *out)
{
	struct analyse_word word;
	size_t position = 0, start = out->length;

	while (analyse_next(text, &position, &word)) {
		if (out->length > start)
			buf_add_char(out, ' ');
		buf_add(out, word.folded, word.folded_length);
	}
}

/* A name for suggestions: found from the start of each telling word. */
static uint32_t
add_name(struct index_builder *builder, const char *name, uint32_t mark)
{
	struct analyse_word word;
	size_t position = 0, start = builder->name_text.length;

	while (analyse_next(name, &position, &word)) {
		struct index_name *entry;
		size_t at;

		if (builder->name_text.length > start)
			buf_add_char(&builder->name_text, ' ');
		at = builder->name_text.length;
		buf_add(&builder->name_text, word.folded, word.folded_length);
		if (at > start && analyse_is_stop(word.folded))
			continue;
		builder->names = grow_array(builder->names,
		    builder->names_count, sizeof(*builder->names));
		entry = &builder->names[builder->names_count++];
		entry->text = (uint32_t)at;
		entry->document = builder->documents | mark;
	}
	buf_add_char(&builder->name_text, '\0');
	assert(builder->name_text.length < UINT32_MAX);
	return (uint32_t)start;
}

static void
add_columns(
    struct index_builder *builder, const struct listing *listing, long row)
{
	uint32_t document = builder->documents;
	struct index_name_words *words = &builder->name_words[document];

	builder->flags[document] =
	    index_builder_flags(builder->vocabulary, listing);
	builder->checked[document] = listing->checked;
	memset(builder->codes[document], 0, sizeof(builder->codes[0]));
	memcpy(builder->codes[document], listing->code, LISTING_CODE_TEXT);
	builder->rows[document] = row;
	words->name =
	    (uint8_t)(builder->name_telling < 255 ? builder->name_telling
						  : 255);
	words->organisation = (uint8_t)(builder->organisation_telling < 255
					    ? builder->organisation_telling
					    : 255);
	builder->name_at[document] =
	    add_name(builder, listing->name != NULL ? listing->name : "", 0);
	if (listing->org_name != NULL && listing->kind == LISTING_SERVICE)
		add_name(builder, listing->org_name, INDEX_NAME_ORGANISATION);
}

void
index_builder_add(struct index_builder *builder, const struct listing *listing,
    long row, const void *card, size_t card_bytes)
{
	assert(builder->documents < INDEX_MAX_DOCUMENTS);
	grow_documents(builder);
	mark_starts(builder);
	index_builder_texts(builder, listing);
	add_columns(builder, listing, row);
	index_builder_post(builder);
	index_concepts_post(builder, listing);
	index_sounds_add(builder->sounds, listing);
	index_contacts_add(builder->contacts, listing, builder->documents);
	index_builder_sets(builder, listing);
	add_positions(builder, listing);
	add_phones(builder, listing);
	index_builder_rules(builder, listing);
	index_hours_add(builder, listing);
	index_store_add(builder->cards, card, card_bytes);
	if (builder->postings_bytes >= INDEX_SPILL_BYTES) {
		index_spill_put(
		    builder->spill, builder->terms, builder->term_texts.count);
		builder->postings_bytes = 0;
	}
	builder->documents++;
	grow_documents(builder);
	mark_starts(builder);
}

void
index_builder_area_parent(
    struct index_builder *builder, const char *gss, const char *parent_gss)
{
	struct index_area_parent *entry;

	if (strlen(gss) >= sizeof(entry->gss) ||
	    strlen(parent_gss) >= sizeof(entry->parent) || *gss == '\0' ||
	    *parent_gss == '\0')
		return;
	builder->parents = grow_array(builder->parents, builder->parents_count,
	    sizeof(*builder->parents));
	entry = &builder->parents[builder->parents_count++];
	memset(entry, 0, sizeof(*entry));
	strcpy(entry->gss, gss);
	strcpy(entry->parent, parent_gss);
}

void
index_builder_name_area(
    struct index_builder *builder, const char *name, const char *gss)
{
	struct buf folded = {0};
	uint32_t known = builder->area_names.count, number;

	index_builder_fold(name, &folded);
	if (folded.length == 0 || strlen(gss) >= 12) {
		buf_clear(&folded);
		return;
	}
	number =
	    text_pool_add(&builder->area_names, folded.data, folded.length);
	buf_clear(&folded);
	if (number == known) {
		builder->area_name_gss = grow_array(builder->area_name_gss,
		    number, sizeof(*builder->area_name_gss));
		memset(builder->area_name_gss[number], 0,
		    sizeof(builder->area_name_gss[0]));
		strcpy(builder->area_name_gss[number], gss);
	} else if (strcmp(builder->area_name_gss[number], gss) != 0) {
		builder->area_name_gss[number][0] = '\0';
	}
}

void
index_builder_area_name(
    struct index_builder *builder, const char *gss, const char *name)
{
	index_builder_name_area(builder, name, gss);
}

void
index_builder_words_free(struct index_builder *builder)
{
	for (uint32_t i = 0; i < builder->term_texts.count; i++)
		free(builder->terms[i].list.bytes);
	free(builder->terms);
	builder->terms = NULL;
	text_pool_clear(&builder->term_texts);
	free(builder->spelled);
	builder->spelled = NULL;
	text_pool_clear(&builder->words);
}

void
index_builder_free(struct index_builder *builder)
{
	if (builder == NULL)
		return;
	analyse_stemmer_free(builder->stemmer);
	index_concepts_free(builder->concepts);
	index_sounds_free(builder->sounds);
	index_spill_free(builder->spill);
	index_contacts_free(builder->contacts);
	free(builder->text_words);
	index_builder_words_free(builder);
	for (uint32_t i = 0; i < builder->set_keys.count; i++)
		free(builder->sets[i].bytes);
	text_pool_clear(&builder->set_keys);
	text_pool_clear(&builder->texts);
	index_text_store_free(builder->wording);
	text_pool_clear(&builder->area_names);
	free(builder->touched);
	free(builder->sets);
	free(builder->persons);
	free(builder->hours);
	free(builder->openings);
	free(builder->flags);
	free(builder->checked);
	free(builder->codes);
	free(builder->name_words);
	free(builder->rows);
	free(builder->name_at);
	free(builder->rule_at);
	free(builder->type_at);
	free(builder->card_at);
	free(builder->positions);
	free(builder->phones);
	buf_clear(&builder->name_text);
	free(builder->names);
	index_store_free(builder->rules);
	free(builder->type_of);
	free(builder->type_sure);
	free(builder->residences);
	free(builder->parents);
	free(builder->area_name_gss);
	index_store_free(builder->cards);
	free(builder);
}
