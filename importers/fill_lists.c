/* Fields that add to a listing's lists, and its rules. */
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "base/utf8.h"
#include "importers/fill_fields.h"
#include "importers/fill_read.h"
#include "importers/filter_list.h"
#include "schema/phone.h"

static void
copy_phone(struct listing_phone *to, const struct phone *from)
{
	to->given = from->given;
	to->dial = from->dial;
	to->show = from->show;
	to->extension = from->extension;
	if (to->note == NULL)
		to->note = from->note;
	to->text = to->text || from->text;
}

static bool
has_phone(const struct listing *listing, const struct phone *phone)
{
	for (size_t i = 0; i < listing->phones_count; i++) {
		const struct listing_phone *at = &listing->phones[i];
		const char *one = at->extension != NULL ? at->extension : "";
		const char *two =
		    phone->extension != NULL ? phone->extension : "";

		if (at->dial != NULL && phone->dial != NULL
			? strcmp(at->dial, phone->dial) == 0 &&
			      strcmp(one, two) == 0 && at->text == phone->text
			: at->given != NULL && phone->given != NULL &&
			      strcmp(at->given, phone->given) == 0)
			return true;
	}
	return false;
}

/* A number for texts may be a short code: "85258". */
static size_t
parse_phones(struct arena *arena, const char *field, bool text,
    struct phone found[PHONE_MAX_FOUND])
{
	size_t length = strlen(field), count;

	if (!text || length > 6 || strspn(field, "0123456789") != length)
		return phones_parse(arena, field, found);
	count =
	    phones_parse(arena, arena_printf(arena, "text %s", field), found);
	if (count == 1)
		found[0].given = arena_strdup(arena, field);
	return count;
}

/* All numbers of the values; the first into "item" where that is given. */
static void
read_phones(const struct fill_slot *slot, struct values *values,
    struct listing_phone *item, bool text)
{
	struct phone found[PHONE_MAX_FOUND];
	struct fill *fill = slot->fill;

	filter_collapse_values(NULL, NULL, values);
	for (size_t i = 0; i < values->count; i++) {
		const struct value *value = &values->items[i];
		size_t count;

		if (*value->text == '\0' || filter_placeholder(value->text))
			continue;
		count = parse_phones(fill->arena,
		    fill_clip(values, i, LISTING_MAX_SHORT), text, found);
		for (size_t j = 0; j < count; j++) {
			long index;

			found[j].text = found[j].text || text;
			if (found[j].dial == NULL)
				fill_say(slot, value,
				    arena_printf(fill->arena,
					"'%.80s' has no number that can be "
					"dialled",
					found[j].given),
				    "shown as given");
			if (item != NULL) {
				copy_phone(item, &found[j]);
				item = NULL;
				continue;
			}
			if (has_phone(fill->listing, &found[j]))
				continue;
			index = fill_item_add(fill, FILL_PHONE);
			if (index >= 0)
				copy_phone(
				    &fill->listing->phones[index], &found[j]);
		}
	}
}

void
fill_phones(const struct fill_slot *slot, struct values *values)
{
	read_phones(slot, values, NULL, false);
}

void
fill_text_phones(const struct fill_slot *slot, struct values *values)
{
	read_phones(slot, values, NULL, true);
}

void
fill_phone_number(const struct fill_slot *slot, struct values *values)
{
	read_phones(slot, values, slot->base, false);
}

void
fill_phone_text(const struct fill_slot *slot, struct values *values)
{
	struct listing_phone *phone = slot->base;
	const char *read;

	filter_nonempty_values(NULL, NULL, values);
	read = values->count > 0 ? filter_boolean(values->items[0].text) : NULL;
	phone->text = phone->text || (read != NULL && *read == 'y');
}

void
fill_language(const struct fill_slot *slot, struct values *values)
{
	struct listing *listing = slot->base;

	filter_collapse_values(NULL, NULL, values);
	for (size_t i = 0; i < values->count; i++) {
		const char *language =
		    fill_read_language(fill_clip(values, i, LISTING_MAX_NAME));
		unsigned j;

		if (*language == '\0' || filter_placeholder(language))
			continue;
		for (j = 0; j < listing->languages_count; j++)
			if (strcasecmp(listing->languages[j], language) == 0)
				break;
		if (j == listing->languages_count && j < LISTING_MAX_ITEMS)
			listing_language_add(listing, language);
	}
}

void
fill_mode(const struct fill_slot *slot, struct values *values)
{
	struct listing *listing = slot->base;

	filter_nonempty_values(NULL, NULL, values);
	for (size_t i = 0; i < values->count; i++) {
		unsigned mode = fill_read_mode(values->items[i].text);

		if (mode == 0)
			fill_say(slot, &values->items[i],
			    arena_printf(values->arena,
				"'%.80s' is none of in-person, home, phone, "
				"online, text",
				values->items[i].text),
			    "dropped");
		listing->modes |= mode;
	}
}

void
fill_type(const struct fill_slot *slot, struct values *values)
{
	struct listing *listing = slot->base;

	filter_nonempty_values(NULL, NULL, values);
	for (size_t i = 0; i < values->count; i++) {
		const struct value *value = &values->items[i];
		struct listing_type *type;

		if (strlen(value->text) > LISTING_MAX_NAME ||
		    strspn(value->text,
			"abcdefghijklmnopqrstuvwxyz"
			"0123456789.-") != strlen(value->text)) {
			fill_say(slot, value,
			    arena_printf(values->arena,
				"'%.80s' is no service type", value->text),
			    "dropped");
			continue;
		}
		if (listing->types_count == LISTING_MAX_ITEMS)
			return;
		type = listing_type_add(listing);
		type->id = arena_strdup(slot->fill->arena, value->text);
		type->by = TYPE_BY_FEED;
	}
}

void
fill_categories(const struct fill_slot *slot, struct values *values)
{
	filter_collapse_values(NULL, NULL, values);
	for (size_t i = 0; i < values->count; i++) {
		const char *text = fill_clip(values, i, LISTING_MAX_NAME);
		long index;

		if (*text == '\0' || filter_placeholder(text))
			continue;
		index = fill_item_add(slot->fill, FILL_CATEGORY);
		if (index >= 0)
			slot->fill->listing->categories[index].label =
			    arena_strdup(slot->fill->arena, text);
	}
}

/* An area by its GSS code or its name, whichever the text is. */
void
fill_areas(const struct fill_slot *slot, struct values *values)
{
	filter_collapse_values(NULL, NULL, values);
	for (size_t i = 0; i < values->count; i++) {
		const char *text = fill_clip(values, i, LISTING_MAX_NAME);
		struct listing_area *area;
		long index;

		if (*text == '\0' || filter_placeholder(text))
			continue;
		index = fill_item_add(slot->fill, FILL_AREA);
		if (index < 0)
			return;
		area = &slot->fill->listing->areas[index];
		area->national = fill_read_national(text);
		if (fill_read_gss(text))
			area->code = arena_strdup(slot->fill->arena, text);
		else
			area->name = arena_strdup(slot->fill->arena, text);
	}
}

void
fill_area_national(const struct fill_slot *slot, struct values *values)
{
	struct listing_area *area = slot->base;
	const char *read;

	filter_nonempty_values(NULL, NULL, values);
	if (values->count == 0)
		return;
	read = filter_boolean(values->items[0].text);
	area->national = area->national || (read != NULL && *read == 'y');
}

/* "132 months" */
static bool
is_amount(const char *text)
{
	const char *word = text + strspn(text, "0123456789.");

	return word > text && *word == ' ' &&
	       filter_age_unit(word + 1, strlen(word + 1)) > 0;
}

static void
add_rule(const struct fill_slot *slot, const struct value *value,
    const char *dimension, const char *text)
{
	struct listing *listing = slot->fill->listing;
	struct arena *arena = slot->fill->arena;
	struct listing_rule *rule;
	const char *given = value->given;

	if (listing->rules_count == LISTING_MAX_ITEMS ||
	    strlen(text) > LISTING_MAX_NAME)
		return;
	rule = listing_rule_add(listing);
	rule->dimension = arena_strdup(arena, dimension);
	rule->value = arena_strdup(arena, text);
	rule->from_field = true;
	/* "65" alone says nothing: "min_age: 65" does. */
	if (value->label != NULL &&
	    (strchr(given, ' ') == NULL || is_amount(given)))
		rule->sentence =
		    arena_printf(arena, "%.100s: %.300s", value->label, given);
	else
		rule->sentence = arena_printf(arena, "%s", given);
	rule->sentence[utf8_clip(rule->sentence, LISTING_MAX_SHORT)] = '\0';
}

/* "18.00" is 18; "18.5" is no age that we know. */
static void
whole_years(struct value *value)
{
	size_t whole = strcspn(value->text, ".");

	if (whole > 0 && value->text[whole] == '.' &&
	    value->text[whole + 1 + strspn(value->text + whole + 1, "0")] ==
		'\0')
		value->text[whole] = '\0';
}

void
fill_rule(const struct fill_slot *slot, struct values *values)
{
	bool age = strncmp(slot->argument, "age.", 4) == 0;
	long years;

	filter_collapse_values(NULL, NULL, values);
	for (size_t i = 0; i < values->count; i++) {
		struct value *value = &values->items[i];

		if (*value->text == '\0' || filter_placeholder(value->text))
			continue;
		if (age)
			whole_years(value);
		if (age && !number_long(value->text, 0, 130, &years)) {
			fill_say(slot, value,
			    arena_printf(values->arena,
				"'%.80s' is no age in years", value->text),
			    "dropped");
			continue;
		}
		add_rule(slot, value, slot->argument, value->text);
	}
}

/* Ages in words: what is no range goes to the eligibility in words. */
void
fill_age(const struct fill_slot *slot, struct values *values)
{
	struct listing *listing = slot->base;
	char years[12];
	int min, max;

	filter_collapse_values(NULL, NULL, values);
	for (size_t i = 0; i < values->count; i++) {
		const struct value *value = &values->items[i];

		if (*value->text == '\0' || filter_placeholder(value->text))
			continue;
		if (!filter_ages(value->text, &min, &max)) {
			if (listing->eligibility == NULL)
				listing->eligibility = arena_strdup(
				    slot->fill->arena,
				    fill_clip(values, i, LISTING_MAX_SHORT));
			continue;
		}
		if (min >= 0) {
			snprintf(years, sizeof(years), "%d", min);
			add_rule(slot, value, "age.min", years);
		}
		if (max >= 0) {
			snprintf(years, sizeof(years), "%d", max);
			add_rule(slot, value, "age.max", years);
		}
	}
}
