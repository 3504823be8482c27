#include "search/index_build.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "search/curve.h"
#include "search/index_builder.h"
#include "search/index_concepts.h"
#include "schema/phone.h"

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
	builder->card_at[document] = builder->cards_bytes;
}

struct index_builder *
index_builder_new(const struct vocabulary *vocabulary)
{
	struct index_builder *builder = xcalloc(1, sizeof(*builder));

	builder->vocabulary = vocabulary;
	builder->stemmer = analyse_stemmer_new();
	builder->concepts = index_concepts_new(vocabulary, builder->stemmer);
	/* Number 0 of these is "": what a listing does not give. */
	text_pool_add(&builder->texts, "", 0);
	text_pool_add(&builder->wording, "", 0);
	grow_documents(builder);
	mark_starts(builder);
	builder->cards = tmpfile();
	if (builder->cards == NULL)
		builder->failed = "no temporary file for cards";
	return builder;
}

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
	}
	return term;
}

static uint32_t
word_number(struct index_builder *builder, const struct analyse_word *word)
{
	char stem[ANALYSE_MAX_WORD + 1];
	uint32_t known = builder->words.count, number, term;

	number =
	    text_pool_add(&builder->words, word->folded, word->folded_length);
	if (number < known)
		return number;
	analyse_stem(builder->stemmer, word->folded, word->folded_length, stem);
	term = index_builder_term(builder, stem, strlen(stem));
	builder->word_term =
	    grow_array(builder->word_term, number, sizeof(*builder->word_term));
	builder->word_term[number] = term;
	builder->spelled =
	    grow_array(builder->spelled, number, sizeof(*builder->spelled));
	memset(&builder->spelled[number], 0, sizeof(*builder->spelled));
	return number;
}

/* The term of a word that stands in the document at hand. */
static uint32_t
word_term(struct index_builder *builder, const struct analyse_word *word,
    enum index_field field)
{
	uint32_t number = word_number(builder, word);
	struct builder_spelled *spelled = &builder->spelled[number];

	if (spelled->seen != builder->documents + 1)
		spelled->listings++;
	spelled->seen = builder->documents + 1;
	spelled->fields |= 1u << field;
	return builder->word_term[number];
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
		uint32_t term = word_term(builder, &word, field);
		struct builder_word *entry;

		touch(builder, term);
		if (builder->terms[term].times[field] == 0) {
			different++;
			telling += !analyse_is_stop(word.folded);
		}
		index_builder_count(builder, term, field);
		builder->lengths[field]++;
		builder->text_words = grow_array(builder->text_words,
		    builder->text_count, sizeof(*builder->text_words));
		entry = &builder->text_words[builder->text_count++];
		entry->term = term;
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

static void
add_texts(struct index_builder *builder, const struct listing *listing)
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

/* The words of one document become postings. */
static void
post_words(struct index_builder *builder)
{
	for (uint32_t i = 0; i < builder->touched_count; i++) {
		struct builder_term *term =
		    &builder->terms[builder->touched[i]];
		float weight = 0;
		unsigned char extra[2] = {0, 0};

		for (int f = 0; f < N_FIELDS; f++) {
			const struct field_weight *field = &field_weights[f];
			float length = (float)builder->lengths[f];

			if (term->times[f] == 0)
				continue;
			extra[1] |= (unsigned char)(1u << f);
			weight += field->weight * term->times[f] /
				  (1 - field->length_matters +
				      field->length_matters * length /
					  field->usual_words);
		}
		extra[0] =
		    (unsigned char)(1 + 254 * (weight / (weight + SATURATION)));
		packed_list_add(
		    &term->list, builder->documents, extra, sizeof(extra));
	}
	builder->touched_count = 0;
	memset(builder->lengths, 0, sizeof(builder->lengths));
}

void
index_builder_set_add(struct index_builder *builder, enum index_set_kind kind,
    const char *text, uint32_t document)
{
	char key[256];
	size_t length = strlen(text);
	uint32_t known = builder->set_keys.count, number;
	struct packed_list *set;

	if (length > sizeof(key) - 2)
		return; /* no key of ours: ids are far shorter */
	key[0] = (char)kind;
	memcpy(key + 1, text, length);
	number = text_pool_add(&builder->set_keys, key, length + 1);
	if (number == known) {
		builder->sets =
		    grow_array(builder->sets, number, sizeof(*builder->sets));
		memset(&builder->sets[number], 0, sizeof(*builder->sets));
	}
	set = &builder->sets[number];
	if (set->count == 0 || set->last != document)
		packed_list_add(set, document, NULL, 0);
}

static void
add_type_sets(struct index_builder *builder, const struct listing *listing)
{
	uint32_t document = builder->documents;
	char id[128], key[130];

	for (size_t i = 0; i < listing->types_count; i++) {
		const struct listing_type *type = &listing->types[i];
		struct index_type_of *of;
		char *dot;

		if (type->id == NULL || strlen(type->id) >= sizeof(id))
			continue;
		strcpy(id, type->id);
		index_builder_set_add(builder, SET_TYPE, id, document);
		key[0] = SET_TYPE;
		strcpy(key + 1, id);
		builder->type_of = grow_array(builder->type_of,
		    builder->type_of_count, sizeof(*builder->type_of));
		of = &builder->type_of[builder->type_of_count++];
		of->type =
		    text_pool_find(&builder->set_keys, key, strlen(id) + 1);
		of->by = (uint32_t)type->by;
		of->words = text_pool_add(&builder->wording,
		    type->words != NULL ? type->words : "",
		    type->words != NULL ? strlen(type->words) : 0);
		while ((dot = strrchr(id, '.')) != NULL) {
			*dot = '\0';
			index_builder_set_add(builder, SET_TYPE, id, document);
		}
	}
}

static void
add_area_sets(struct index_builder *builder, const struct listing *listing)
{
	uint32_t document = builder->documents;

	for (size_t i = 0; i < listing->areas_count; i++) {
		const struct listing_area *area = &listing->areas[i];

		if (area->national)
			index_builder_set_add(
			    builder, SET_NATIONAL, "", document);
		if (area->code == NULL || *area->code == '\0')
			continue;
		index_builder_set_add(builder, SET_AREA, area->code, document);
		if (area->name != NULL)
			index_builder_name_area(
			    builder, area->name, area->code);
	}
	for (size_t i = 0; i < listing->locations_count; i++) {
		const struct listing_location *at = &listing->locations[i];

		if (at->position_from != POSITION_NONE)
			index_builder_set_add(
			    builder, SET_PLACED, "", document);
		if (at->district[0] != '\0')
			index_builder_set_add(
			    builder, SET_STANDS, at->district, document);
		if (at->ward[0] != '\0')
			index_builder_set_add(
			    builder, SET_STANDS, at->ward, document);
	}
}

static void
add_mode_sets(struct index_builder *builder, const struct listing *listing)
{
	static const struct {
		unsigned mode;
		const char *name;
	} modes[] = {
	    {MODE_IN_PERSON, "in-person"},
	    {MODE_HOME, "home"},
	    {MODE_PHONE, "phone"},
	    {MODE_ONLINE, "online"},
	    {MODE_TEXT, "text"},
	};
	uint32_t document = builder->documents;

	for (size_t i = 0; i < ARRAY_LEN(modes); i++)
		if ((listing->modes & modes[i].mode) != 0)
			index_builder_set_add(
			    builder, SET_MODE, modes[i].name, document);
	if (listing->modes == MODE_IN_PERSON)
		index_builder_set_add(builder, SET_TRAVEL, "", document);
}

static void
add_state_sets(struct index_builder *builder, const struct listing *listing)
{
	uint32_t document = builder->documents;

	if (listing->status == LISTING_ACTIVE ||
	    listing->status == LISTING_PAUSED)
		index_builder_set_add(builder, SET_SERVED, "", document);
	if (listing->status == LISTING_PAUSED)
		index_builder_set_add(builder, SET_STATUS, "paused", document);
	if (listing->kind == LISTING_ORGANISATION)
		index_builder_set_add(builder, SET_ORGANISATION, "", document);
	for (size_t i = 0; i < listing->sources_count; i++)
		if (listing->sources[i].feed != NULL)
			index_builder_set_add(builder, SET_FEED,
			    listing->sources[i].feed, document);
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

/* GSS codes of the four nations, and of those that hold several. */
static bool
is_nation(const char *code)
{
	return code != NULL &&
	       (code[0] == 'K' || strncmp(code + (*code != 0), "92", 2) == 0);
}

/* Is it for a community of people, whatever their need? */
static bool
is_for_community(const struct listing *listing)
{
	static const char *const communities[] = {"carers", "young-carers",
	    "veterans", "lgbtq", "students", "refugees", "ethnic", "faith",
	    "deaf", "care-leavers", "ex-offenders"};

	for (size_t i = 0; i < listing->rules_count; i++) {
		const struct listing_rule *rule = &listing->rules[i];

		if (rule->dimension == NULL || rule->value == NULL ||
		    strcmp(rule->dimension, "group") != 0)
			continue;
		for (size_t c = 0; c < ARRAY_LEN(communities); c++)
			if (strcmp(rule->value, communities[c]) == 0)
				return true;
	}
	return false;
}

static uint8_t
listing_flags(
    const struct vocabulary *vocabulary, const struct listing *listing)
{
	bool placed = index_curve_listing(listing) != UINT64_MAX;
	uint8_t flags = 0;

	if (listing->kind == LISTING_ORGANISATION)
		flags |= INDEX_FLAG_ORGANISATION;
	for (size_t i = 0; i < listing->areas_count; i++)
		if (listing->areas[i].national ||
		    is_nation(listing->areas[i].code))
			flags |= INDEX_FLAG_NATIONAL;
	if (placed &&
	    (listing->modes == 0 || (listing->modes & MODE_IN_PERSON) != 0))
		flags |= INDEX_FLAG_TRAVEL;
	if (vocabulary_is_role(vocabulary, listing->name))
		flags |= INDEX_FLAG_ROLE;
	if (listing->status == LISTING_PAUSED)
		flags |= INDEX_FLAG_PAUSED;
	if (is_for_community(listing))
		flags |= INDEX_FLAG_COMMUNITY;
	return flags;
}

static void
add_columns(
    struct index_builder *builder, const struct listing *listing, long row)
{
	uint32_t document = builder->documents;
	struct index_name_words *words = &builder->name_words[document];

	builder->flags[document] = listing_flags(builder->vocabulary, listing);
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
	add_texts(builder, listing);
	add_columns(builder, listing, row);
	post_words(builder);
	index_concepts_post(builder, listing);
	add_state_sets(builder, listing);
	add_type_sets(builder, listing);
	add_area_sets(builder, listing);
	add_mode_sets(builder, listing);
	add_positions(builder, listing);
	add_phones(builder, listing);
	index_builder_rules(builder, listing);
	if (builder->failed == NULL &&
	    fwrite(card, 1, card_bytes, builder->cards) != card_bytes)
		builder->failed = "cards do not fit in the temporary file";
	builder->cards_bytes += card_bytes;
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
index_builder_free(struct index_builder *builder)
{
	if (builder == NULL)
		return;
	analyse_stemmer_free(builder->stemmer);
	index_concepts_free(builder->concepts);
	free(builder->text_words);
	for (uint32_t i = 0; i < builder->term_texts.count; i++)
		free(builder->terms[i].list.bytes);
	for (uint32_t i = 0; i < builder->set_keys.count; i++)
		free(builder->sets[i].bytes);
	text_pool_clear(&builder->words);
	text_pool_clear(&builder->term_texts);
	text_pool_clear(&builder->set_keys);
	text_pool_clear(&builder->texts);
	text_pool_clear(&builder->wording);
	text_pool_clear(&builder->area_names);
	free(builder->word_term);
	free(builder->spelled);
	free(builder->terms);
	free(builder->touched);
	free(builder->sets);
	free(builder->persons);
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
	free(builder->rules);
	free(builder->type_of);
	free(builder->residences);
	free(builder->parents);
	free(builder->area_name_gss);
	if (builder->cards != NULL)
		fclose(builder->cards);
	free(builder);
}
