/*
 * What is true of a listing, as sets of documents: its state, types, areas,
 * ways of being reached and its flags.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "schema/language.h"
#include "search/index_build.h"
#include "search/index_builder.h"
#include "search/index_text_store.h"

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

/* Is it said by name, category or source, and more than a top level? */
static bool
is_sure(const struct listing_type *type, const char *words)
{
	if (strchr(type->id, '.') == NULL)
		return false;
	return type->by != TYPE_BY_TEXT || strchr(words, ' ') != NULL;
}

static void
add_type_of(struct index_builder *builder, const struct listing_type *type)
{
	const char *words = type->words != NULL ? type->words : "";
	uint32_t count = builder->type_of_count++;
	struct index_type_of *of;
	char key[130] = {SET_TYPE};

	strcpy(key + 1, type->id);
	builder->type_of =
	    grow_array(builder->type_of, count, sizeof(*builder->type_of));
	builder->type_sure =
	    grow_array(builder->type_sure, count, sizeof(*builder->type_sure));
	builder->type_sure[count] = is_sure(type, words);
	of = &builder->type_of[count];
	of->type =
	    text_pool_find(&builder->set_keys, key, strlen(type->id) + 1);
	of->by = (uint32_t)type->by;
	of->words =
	    index_text_store_add(builder->wording, words, strlen(words));
}

static void
add_type_sets(struct index_builder *builder, const struct listing *listing)
{
	uint32_t document = builder->documents;
	char id[128];

	for (size_t i = 0; i < listing->types_count; i++) {
		const struct listing_type *type = &listing->types[i];
		char *dot;

		if (type->id == NULL || strlen(type->id) >= sizeof(id))
			continue;
		strcpy(id, type->id);
		index_builder_set_add(builder, SET_TYPE, id, document);
		if (type->by != TYPE_BY_TEXT && strchr(id, '.') != NULL)
			index_builder_set_add(builder, SET_TYPED, "", document);
		add_type_of(builder, type);
		while ((dot = strrchr(id, '.')) != NULL) {
			*dot = '\0';
			index_builder_set_add(builder, SET_TYPE, id, document);
		}
	}
}

/* GSS codes of the four nations, and of those that hold several. */
static bool
is_nation(const char *code)
{
	return code != NULL &&
	       (code[0] == 'K' || strncmp(code + (*code != 0), "92", 2) == 0);
}

/* Does it say by codes where it works, and is that not everywhere? */
static bool
names_areas(const struct listing *listing)
{
	bool named = false;

	for (size_t i = 0; i < listing->areas_count; i++) {
		const struct listing_area *area = &listing->areas[i];

		if (area->national || is_nation(area->code))
			return false;
		named |= area->code != NULL && *area->code != '\0';
	}
	return named;
}

static void
add_area_sets(struct index_builder *builder, const struct listing *listing)
{
	uint32_t document = builder->documents;

	if (names_areas(listing))
		index_builder_set_add(builder, SET_AREA_KNOWN, "", document);
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

/*
 * What a listing that states no mode can be taken for: somewhere to go where
 * it gives a place, else a line to ring.  A number for texts says itself
 * what it is for.
 */
static unsigned
likely_modes(const struct listing *listing)
{
	unsigned likely = 0;

	for (size_t i = 0; i < listing->phones_count; i++)
		if (listing->phones[i].text)
			likely |= MODE_TEXT;
	if (listing->modes != 0)
		return likely & ~listing->modes;
	if (index_curve_listing(listing) != UINT64_MAX)
		return likely | MODE_IN_PERSON;
	for (size_t i = 0; i < listing->phones_count; i++)
		if (!listing->phones[i].text && listing->phones[i].dial != NULL)
			likely |= MODE_PHONE;
	return likely;
}

static void
add_mode_sets(struct index_builder *builder, const struct listing *listing)
{
	uint32_t document = builder->documents;
	unsigned likely = likely_modes(listing);

	for (size_t i = 0; i < ARRAY_LEN(modes); i++) {
		if ((listing->modes & modes[i].mode) != 0)
			index_builder_set_add(
			    builder, SET_MODE, modes[i].name, document);
		if ((likely & modes[i].mode) != 0)
			index_builder_set_add(
			    builder, SET_MODE_LIKELY, modes[i].name, document);
	}
	if (listing->modes == MODE_IN_PERSON)
		index_builder_set_add(builder, SET_TRAVEL, "", document);
}

static void
add_language_sets(struct index_builder *builder, const struct listing *listing)
{
	for (unsigned i = 0; i < listing->languages_count; i++) {
		const char *code = language_code(listing->languages[i]);
		struct buf folded = {0};

		if (code == NULL)
			index_builder_fold(listing->languages[i], &folded);
		index_builder_set_add(builder, SET_LANGUAGE,
		    code != NULL ? code : buf_text(&folded),
		    builder->documents);
		buf_clear(&folded);
	}
}

/* "age" of "age.min": silence about it is counted, never taken for a yes. */
static void
add_stated_sets(struct index_builder *builder, const struct listing *listing)
{
	char about[32];

	for (size_t i = 0; i < listing->rules_count; i++) {
		const char *dimension = listing->rules[i].dimension;
		size_t length = dimension != NULL ? strcspn(dimension, ".") : 0;

		if (length == 0 || length >= sizeof(about))
			continue;
		memcpy(about, dimension, length);
		about[length] = '\0';
		index_builder_set_add(
		    builder, SET_STATES, about, builder->documents);
	}
}

static void
add_state_sets(struct index_builder *builder, const struct listing *listing)
{
	uint32_t document = builder->documents;
	day_t read = 0;
	char day[16];

	if (listing->status == LISTING_ACTIVE ||
	    listing->status == LISTING_PAUSED)
		index_builder_set_add(builder, SET_SERVED, "", document);
	if (listing->status == LISTING_PAUSED)
		index_builder_set_add(builder, SET_STATUS, "paused", document);
	if (listing->kind == LISTING_ORGANISATION)
		index_builder_set_add(builder, SET_ORGANISATION, "", document);
	for (size_t i = 0; i < listing->sources_count; i++) {
		const struct listing_source *source = &listing->sources[i];

		if (source->feed != NULL)
			index_builder_set_add(
			    builder, SET_FEED, source->feed, document);
		if (source->read > read)
			read = source->read;
	}
	if (read == 0)
		return;
	snprintf(day, sizeof(day), "%d", (int)read);
	index_builder_set_add(builder, SET_READ, day, document);
}

void
index_builder_sets(struct index_builder *builder, const struct listing *listing)
{
	add_state_sets(builder, listing);
	add_type_sets(builder, listing);
	add_area_sets(builder, listing);
	add_mode_sets(builder, listing);
	add_language_sets(builder, listing);
	add_stated_sets(builder, listing);
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

uint8_t
index_builder_flags(
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
