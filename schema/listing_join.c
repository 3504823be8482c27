#include "schema/listing_join.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "schema/listing_disagree.h"
#include "schema/listing_fields.h"

static day_t
last_day(const struct listing *listing)
{
	return listing->checked > listing->modified ? listing->checked
						    : listing->modified;
}

/* How many things it says. */
static size_t
says(struct listing *listing)
{
	size_t count = listing->phones_count + listing->locations_count +
		       listing->rules_count + listing->types_count +
		       listing->areas_count + listing->languages_count +
		       (listing->openings_count > 0);

	for (size_t i = 0; i < LISTING_FIELDS; i++) {
		if (*listing_field_text(listing, &listing_fields[i]))
			count++;
	}
	return count;
}

static bool
better(struct listing *one, struct listing *other)
{
	if (last_day(one) != last_day(other))
		return last_day(one) > last_day(other);
	return says(one) > says(other);
}

void
listing_join_sort(struct listing **parts, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		struct listing *moving = parts[i];
		size_t at = i;

		for (; at > 0 && better(moving, parts[at - 1]); at--)
			parts[at] = parts[at - 1];
		parts[at] = moving;
	}
}

static bool
same_text(const char *one, const char *other)
{
	return one && other && strcasecmp(one, other) == 0;
}

/* Whether what a source says of an organisation is about the same one. */
static bool
same_organisation(const struct listing *out, const struct listing *part)
{
	return !out->org_name || same_text(out->org_name, part->org_name);
}

static bool
fills(const struct listing_field *field, const struct listing *out,
    const struct listing *part)
{
	if (!field->stated || strcmp(field->name, "alternate_name") == 0 ||
	    strcmp(field->name, "status_note") == 0)
		return false;
	/* Opening in words and as a table go together. */
	if (strcmp(field->name, "hours") == 0)
		return out->openings_count == 0;
	return strncmp(field->name, "org_", 4) != 0 ||
	       same_organisation(out, part);
}

static void
fill_texts(struct listing *out, struct listing *part)
{
	bool had_hours = out->hours != NULL;

	for (size_t i = 0; i < LISTING_FIELDS; i++) {
		const struct listing_field *field = &listing_fields[i];
		char **text = listing_field_text(out, field);

		if (!*text && fills(field, out, part))
			*text = *listing_field_text(part, field);
	}
	if (!had_hours && !out->openings_count) {
		out->openings = part->openings;
		out->openings_count = part->openings_count;
	}
}

/* Another name that it goes by, where that is more than a longer form. */
static void
fill_name(struct listing *out, const struct listing *part)
{
	if (!out->alternate_name && !strcasestr(out->name, part->name) &&
	    !strcasestr(part->name, out->name))
		out->alternate_name = part->name;
}

static bool
can_be_dialled(const struct listing *listing)
{
	for (size_t i = 0; i < listing->phones_count; i++) {
		if (listing->phones[i].dial)
			return true;
	}
	return false;
}

static bool
is_placed(const struct listing *listing)
{
	for (size_t i = 0; i < listing->locations_count; i++) {
		if (listing->locations[i].position_from != POSITION_NONE)
			return true;
	}
	return false;
}

/* "age" of "age.min": what is stated of one thing is not mixed. */
static bool
rules_speak_of(
    const struct listing_rule *rules, size_t count, const char *dimension)
{
	size_t length = strcspn(dimension, ".");

	for (size_t i = 0; i < count; i++) {
		if (strncmp(rules[i].dimension, dimension, length) == 0 &&
		    strcspn(rules[i].dimension, ".") == length)
			return true;
	}
	return false;
}

static void
fill_rules(struct listing *out, const struct listing *part)
{
	size_t before = out->rules_count;

	for (size_t i = 0; i < part->rules_count; i++) {
		const struct listing_rule *rule = &part->rules[i];

		if (out->rules_count < LISTING_MAX_ITEMS &&
		    !rules_speak_of(out->rules, before, rule->dimension))
			*listing_rule_add(out) = *rule;
	}
}

static void
fill_types(struct listing *out, const struct listing *part)
{
	for (size_t i = 0; i < part->types_count; i++) {
		bool known = out->types_count >= LISTING_MAX_ITEMS;

		for (size_t j = 0; j < out->types_count && !known; j++)
			known =
			    strcmp(out->types[j].id, part->types[i].id) == 0;
		if (!known)
			*listing_type_add(out) = part->types[i];
	}
}

static void
fill_lists(struct listing *out, const struct listing *part)
{
	if (!can_be_dialled(out) && can_be_dialled(part)) {
		out->phones = part->phones;
		out->phones_count = part->phones_count;
	}
	if (!is_placed(out) && (is_placed(part) || !out->locations_count)) {
		out->locations = part->locations;
		out->locations_count = part->locations_count;
	}
	if (!out->areas_count) {
		out->areas = part->areas;
		out->areas_count = part->areas_count;
	}
	if (!out->categories_count) {
		out->categories = part->categories;
		out->categories_count = part->categories_count;
	}
	if (!out->languages_count) {
		out->languages = part->languages;
		out->languages_count = part->languages_count;
	}
	fill_rules(out, part);
	fill_types(out, part);
}

static void
fill(struct listing *out, struct listing *part)
{
	fill_texts(out, part);
	fill_name(out, part);
	fill_lists(out, part);
	if (!out->modes)
		out->modes = part->modes;
	if (part->checked > out->checked)
		out->checked = part->checked;
	if (part->modified > out->modified)
		out->modified = part->modified;
}

/* Its lists grow, and those of the part that it was are not touched. */
static void
lists_own(struct listing *out, struct arena *arena)
{
	const struct listing from = *out;

	out->arena = arena;
	out->rules = NULL;
	out->types = NULL;
	out->sources = NULL;
	out->rules_count = out->types_count = out->sources_count = 0;
	for (size_t i = 0; i < from.rules_count; i++)
		*listing_rule_add(out) = from.rules[i];
	for (size_t i = 0; i < from.types_count; i++)
		*listing_type_add(out) = from.types[i];
}

void
listing_join(struct listing *out, struct listing *const *parts, size_t count,
    struct arena *arena)
{
	struct listing *speaking[LISTING_JOIN_MAX];
	size_t speak = 0;
	bool withheld = false;

	assert(count > 0 && count <= LISTING_JOIN_MAX);
	for (size_t i = 0; i < count; i++)
		withheld |= parts[i]->hide_address;
	for (size_t i = 0; i < count; i++) {
		if (!withheld || parts[i]->hide_address)
			speaking[speak++] = parts[i];
	}
	*out = *speaking[0];
	lists_own(out, arena);
	for (size_t i = 1; i < speak; i++)
		fill(out, speaking[i]);
	/* Who speaks comes first: its source is the listing's. */
	for (size_t i = 0; i < speak; i++)
		*listing_source_add(out) = speaking[i]->sources[0];
	for (size_t i = 0; i < count && withheld; i++) {
		if (!parts[i]->hide_address)
			*listing_source_add(out) = parts[i]->sources[0];
	}
	memcpy(out->code, parts[0]->code, sizeof(out->code));
	memcpy(out->uuid, parts[0]->uuid, sizeof(out->uuid));
	listing_disagree(out, speaking, speak);
}
