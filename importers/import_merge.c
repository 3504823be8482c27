/*
 * One listing from what several records of a document set say of it: the
 * same service under two sites, or a service, its place and its organisation
 * that stand apart and name each other by id.
 */
#include <strings.h>
#include <string.h>

#include "importers/import_parts.h"
#include "schema/listing_fields.h"

static bool
same(const char *one, const char *other)
{
	return one == other || (one && other && strcasecmp(one, other) == 0);
}

static bool
same_place(
    const struct listing_location *one, const struct listing_location *other)
{
	if (one->id && other->id)
		return strcmp(one->id, other->id) == 0;
	return same(one->name, other->name) &&
	       same(one->address, other->address) &&
	       same(one->town, other->town) &&
	       same(one->postcode, other->postcode) &&
	       same(one->postcode_given, other->postcode_given);
}

static void
add_places(struct listing *into, const struct listing *from)
{
	for (size_t i = 0; i < from->locations_count; i++) {
		bool known = into->locations_count >= LISTING_MAX_ITEMS;

		for (size_t j = 0; j < into->locations_count && !known; j++)
			known = same_place(
			    &into->locations[j], &from->locations[i]);
		if (!known)
			*listing_location_add(into) = from->locations[i];
	}
}

static void
add_phones(struct listing *into, const struct listing *from)
{
	for (size_t i = 0; i < from->phones_count; i++) {
		const struct listing_phone *phone = &from->phones[i];
		bool known = into->phones_count >= LISTING_MAX_ITEMS;

		for (size_t j = 0; j < into->phones_count && !known; j++)
			known = into->phones[j].dial && phone->dial
				    ? strcmp(into->phones[j].dial,
					  phone->dial) == 0 &&
					  same(into->phones[j].extension,
					      phone->extension)
				    : same(into->phones[j].given, phone->given);
		if (!known)
			*listing_phone_add(into) = *phone;
	}
}

static void
add_areas(struct listing *into, const struct listing *from)
{
	for (size_t i = 0; i < from->areas_count; i++) {
		const struct listing_area *area = &from->areas[i];
		bool known = into->areas_count >= LISTING_MAX_ITEMS;

		for (size_t j = 0; j < into->areas_count && !known; j++)
			known = same(into->areas[j].code, area->code) &&
				same(into->areas[j].name, area->name) &&
				into->areas[j].national == area->national;
		if (!known)
			*listing_area_add(into) = *area;
	}
}

static void
add_categories(struct listing *into, const struct listing *from)
{
	for (size_t i = 0; i < from->categories_count; i++) {
		const struct listing_category *term = &from->categories[i];
		bool known = into->categories_count >= LISTING_MAX_ITEMS;

		for (size_t j = 0; j < into->categories_count && !known; j++)
			known =
			    same(into->categories[j].scheme, term->scheme) &&
			    same(into->categories[j].code, term->code) &&
			    same(into->categories[j].label, term->label);
		if (!known)
			*listing_category_add(into) = *term;
	}
}

static void
add_types_and_rules(struct listing *into, const struct listing *from)
{
	for (size_t i = 0; i < from->types_count; i++) {
		bool known = into->types_count >= LISTING_MAX_ITEMS;

		for (size_t j = 0; j < into->types_count && !known; j++)
			known =
			    strcmp(into->types[j].id, from->types[i].id) == 0;
		if (!known)
			*listing_type_add(into) = from->types[i];
	}
	for (size_t i = 0; i < from->rules_count; i++) {
		const struct listing_rule *rule = &from->rules[i];
		bool known = into->rules_count >= LISTING_MAX_ITEMS;

		for (size_t j = 0; j < into->rules_count && !known; j++)
			known = strcmp(into->rules[j].dimension,
				    rule->dimension) == 0 &&
				strcmp(into->rules[j].value, rule->value) == 0;
		if (!known)
			*listing_rule_add(into) = *rule;
	}
}

static void
add_languages(struct listing *into, const struct listing *from)
{
	for (unsigned i = 0; i < from->languages_count; i++) {
		bool known = into->languages_count >= LISTING_MAX_ITEMS;

		for (unsigned j = 0; j < into->languages_count && !known; j++)
			known = same(into->languages[j], from->languages[i]);
		if (!known)
			listing_language_add(into, from->languages[i]);
	}
}

static bool
same_opening(
    const struct listing_opening *one, const struct listing_opening *other)
{
	return one->weekday == other->weekday && one->opens == other->opens &&
	       one->closes == other->closes && same(one->note, other->note);
}

/* Of two places with times of their own, each says which it is. */
static void
note_place(struct listing *listing)
{
	const char *name =
	    listing->locations_count == 1 ? listing->locations[0].name : NULL;

	for (size_t i = 0; name && i < listing->openings_count; i++)
		if (!listing->openings[i].note)
			listing->openings[i].note =
			    arena_strdup(listing->arena, name);
}

static bool
open_alike(const struct listing *one, const struct listing *other)
{
	if (one->openings_count != other->openings_count)
		return false;
	for (size_t i = 0; i < one->openings_count; i++)
		if (!same_opening(&one->openings[i], &other->openings[i]))
			return false;
	return true;
}

static void
add_openings(struct listing *into, struct listing *from)
{
	if (open_alike(into, from))
		return;
	note_place(into);
	note_place(from);
	for (size_t i = 0; i < from->openings_count &&
			   into->openings_count < LISTING_MAX_ITEMS;
	     i++) {
		bool known = false;

		for (size_t j = 0; j < into->openings_count && !known; j++)
			known = same_opening(
			    &into->openings[j], &from->openings[i]);
		if (!known)
			*listing_opening_add(into) = from->openings[i];
	}
}

/* What is checked at one place only is no older than the older check. */
static day_t
older(day_t one, day_t other)
{
	return one && (!other || one < other) ? one : other;
}

/* What one of them hides goes from the texts of all. */
static void
add_withheld(struct listing *into, const struct listing *from)
{
	for (unsigned i = 0; i < from->withheld_count &&
			     into->withheld_count < LISTING_MAX_ITEMS;
	     i++)
		listing_withheld_add(into, from->withheld[i]);
}

void
import_merge(struct listing *into, const struct listing *from)
{
	struct listing copy = *from, mine = *into;

	add_openings(into, &copy);
	for (size_t i = 0; i < LISTING_FIELDS; i++) {
		char **text = listing_field_text(into, &listing_fields[i]);

		if (!*text)
			*text = *listing_field_text(&copy, &listing_fields[i]);
	}
	into->kind = mine.kind;
	add_places(into, from);
	add_phones(into, from);
	add_areas(into, from);
	add_categories(into, from);
	add_types_and_rules(into, from);
	add_languages(into, from);
	into->modes |= from->modes;
	into->checked = older(into->checked, from->checked);
	into->collected = older(into->collected, from->collected);
	if (from->modified > into->modified)
		into->modified = from->modified;
	into->required |= from->required;
	add_withheld(into, from);
	/* One place that must not be found hides them all. */
	into->hide_address |= from->hide_address;
	into->public_address &= from->public_address;
}

#define FILL(member) \
	if (!at->member) \
	at->member = place->member

void
import_merge_place(
    struct listing *into, size_t index, const struct listing *part)
{
	struct listing_location *at = &into->locations[index];
	const struct listing_location *place = &part->locations[0];

	FILL(name);
	FILL(address);
	FILL(town);
	FILL(county);
	if (!at->postcode_given)
		FILL(postcode);
	FILL(postcode_given);
	FILL(access_text);
	if (at->position_from == POSITION_NONE) {
		at->position_from = place->position_from;
		at->lat = place->lat;
		at->lon = place->lon;
	}
	if (into->phones_count == 0)
		add_phones(into, part);
	if (into->openings_count == 0 && !into->hours)
		add_openings(into, &(struct listing){.arena = into->arena,
				       .openings = part->openings,
				       .openings_count = part->openings_count});
	add_withheld(into, part);
	into->hide_address |= part->hide_address;
	into->public_address &= part->public_address || !part->locations_count;
}

void
import_merge_owner(struct listing *into, const struct listing *part)
{
	char **texts[] = {&into->org_name, &into->org_description,
	    &into->org_url, &into->org_email, &into->org_charity,
	    &into->org_company};
	char *const says[] = {part->org_name ? part->org_name : part->name,
	    part->org_description ? part->org_description : part->description,
	    part->org_url ? part->org_url : part->url,
	    part->org_email ? part->org_email : part->email, part->org_charity,
	    part->org_company};

	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		if (!*texts[i])
			*texts[i] = says[i];
	/* A service that says no number of its own is reached by these. */
	if (into->phones_count == 0)
		add_phones(into, part);
}
