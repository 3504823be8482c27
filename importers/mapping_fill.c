#include "importers/mapping_fill.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/number.h"
#include "base/url.h"
#include "base/utf8.h"
#include "importers/fill_read.h"
#include "schema/hours.h"
#include "schema/phone.h"
#include "schema/place.h"
#include "schema/postcode.h"

/* Where values go: the listing or one item of its lists. */
struct slot {
	struct fill *fill;
	const struct fill_field *field;
	void *base; /* the struct that "offset" counts from */
	const char *argument;
};

typedef void fill_fn(const struct slot *slot, struct values *values);

struct fill_field {
	const char *name;
	enum fill_block block;
	fill_fn *run;
	size_t offset;
	size_t max_bytes;
};

static void
report(const struct slot *slot, const struct value *value, const char *what,
    const char *done)
{
	fill_report(slot->fill, slot->field->name, value, what, done);
}

/* For filters that a field runs by itself. */
static void
report_cb(
    void *arg, const struct value *value, const char *what, const char *done)
{
	report(arg, value, what, done);
}

void
fill_report(struct fill *fill, const char *field, const struct value *value,
    const char *what, const char *done)
{
	struct problem problem = {.kind = PROBLEM_FIELD,
	    .line = fill->listing->line > 0 ? fill->listing->line : 1,
	    .record = fill->listing->source_id,
	    .field = field,
	    .done = done};
	char *text;

	text = value != NULL && value->label != NULL
		   ? arena_printf(fill->arena, "<%.80s> %s", value->label, what)
		   : arena_strdup(fill->arena, what);
	text[utf8_clip(text, PROBLEM_MAX_TEXT)] = '\0';
	problem.what = text;
	fill->handler->problem(fill->handler->arg, &problem);
}

static char **
text_slot(const struct slot *slot)
{
	return (char **)(void *)((char *)slot->base + slot->field->offset);
}

/* Sets a text that is not empty, cut at the field's limit. */
static void
set_text(const struct slot *slot, const struct value *value, const char *text)
{
	size_t length = strlen(text), max = slot->field->max_bytes;
	size_t clip = length > max ? utf8_clip(text, max) : length;
	char what[80];

	if (length == 0)
		return;
	if (clip < length) {
		snprintf(what, sizeof(what), "is over %zu bytes", max);
		report(slot, value, what, "cut");
	}
	*text_slot(slot) = arena_strndup(slot->fill->arena, text, clip);
}

static void
fill_line(const struct slot *slot, struct values *values)
{
	if (*text_slot(slot) != NULL)
		return;
	filter_collapse_values(NULL, NULL, values);
	for (size_t i = 0; i < values->count; i++)
		if (!filter_placeholder(values->items[i].text)) {
			set_text(
			    slot, &values->items[i], values->items[i].text);
			return;
		}
}

/* Texts of several lines; several values follow each other. */
static void
fill_lines(const struct slot *slot, struct values *values)
{
	struct buf all = {0};

	if (*text_slot(slot) != NULL)
		return;
	for (size_t i = 0; i < values->count; i++) {
		char *lines =
		    fill_read_lines(values->arena, values->items[i].text);
		if (*lines == '\0' || filter_placeholder(lines))
			continue;
		if (all.length > 0)
			buf_add_char(&all, '\n');
		buf_add_text(&all, lines);
	}
	if (all.length > 0)
		set_text(slot, &values->items[0], buf_text(&all));
	buf_clear(&all);
}

/* An id is never cut: two records would become one. */
static void
fill_id(const struct slot *slot, struct values *values)
{
	struct value first;

	if (*text_slot(slot) != NULL || values->count == 0)
		return;
	filter_collapse_values(NULL, NULL, values);
	first = values->items[0];
	if (strlen(first.text) > slot->field->max_bytes) {
		report(slot, &first, "is too long for an id", "dropped");
		return;
	}
	set_text(slot, &first, first.text);
}

static void
fill_url(const struct slot *slot, struct values *values)
{
	filter_trim_values(NULL, NULL, values);
	for (size_t i = 0; i < values->count; i++) {
		const struct value *value = &values->items[i];
		char *link;

		if (*text_slot(slot) != NULL)
			return;
		if (*value->text == '\0' || filter_placeholder(value->text))
			continue;
		link = url_link(value->text);
		if (link == NULL || strlen(link) > slot->field->max_bytes)
			report(slot, value,
			    arena_printf(slot->fill->arena,
				"'%.80s' is no web address", value->text),
			    "dropped");
		else
			set_text(slot, value, link);
		free(link);
	}
}

static void
fill_email(const struct slot *slot, struct values *values)
{
	struct values one;

	for (size_t i = 0; i < values->count; i++) {
		struct value value = values->items[i];

		if (*text_slot(slot) != NULL)
			return;
		one = (struct values){.arena = values->arena};
		values_add(&one, value.text, strlen(value.text), &value);
		filter_nonempty_values(NULL, NULL, &one);
		if (one.count == 0 || filter_placeholder(one.items[0].text))
			continue;
		filter_email_values(NULL, NULL, &one);
		if (one.count == 0)
			report(slot, &value,
			    arena_printf(slot->fill->arena,
				"'%.80s' is no e-mail address", value.text),
			    "dropped");
		else
			set_text(slot, &value, one.items[0].text);
	}
}

static void
fill_day(const struct slot *slot, struct values *values)
{
	day_t *day =
	    (day_t *)(void *)((char *)slot->base + slot->field->offset);
	const struct value *value;
	char *text;

	filter_nonempty_values(NULL, NULL, values);
	if (*day != 0 || values->count == 0 ||
	    filter_placeholder(values->items[0].text))
		return;
	value = &values->items[0];
	text = filter_date(values->arena, value->text, NULL);
	if (text == NULL)
		report(slot, value,
		    arena_printf(
			values->arena, "'%.80s' is no date", value->text),
		    "dropped");
	else
		*day = date_parse(text);
}

static void
fill_status(const struct slot *slot, struct values *values)
{
	static const char *const words[] = {
	    [LISTING_ACTIVE] = "active",
	    [LISTING_PAUSED] = "paused",
	    [LISTING_CLOSED] = "closed",
	    [LISTING_DELETED] = "deleted",
	};
	struct listing *listing = slot->base;

	filter_nonempty_values(NULL, NULL, values);
	if (values->count == 0)
		return;
	for (int i = 0; i < (int)ARRAY_LEN(words); i++)
		if (strcasecmp(values->items[0].text, words[i]) == 0) {
			if (listing->status == LISTING_ACTIVE)
				listing->status = (enum listing_status)i;
			return;
		}
	report(slot, &values->items[0],
	    arena_printf(values->arena,
		"'%.80s' is none of active, paused, closed, deleted",
		values->items[0].text),
	    "taken as active");
}

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

/*
 * "85258" alone may be anything; where the mapping says that it is for text
 * messages, it is what "text 85258" says.
 */
static size_t
parse_phones(struct arena *arena, const char *given, bool text,
    struct phone found[PHONE_MAX_FOUND])
{
	size_t count = phones_parse(arena, given, found);

	if (!text || count != 1 || found[0].dial != NULL)
		return count;
	count =
	    phones_parse(arena, arena_printf(arena, "text %s", given), found);
	if (count == 1)
		found[0].given = arena_strdup(arena, given);
	return count;
}

/* All numbers of the values; the first into "item" where that is given. */
static void
read_phones(const struct slot *slot, struct values *values,
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
				report(slot, value,
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

static void
fill_phones(const struct slot *slot, struct values *values)
{
	read_phones(slot, values, NULL, false);
}

static void
fill_text_phones(const struct slot *slot, struct values *values)
{
	read_phones(slot, values, NULL, true);
}

static void
fill_phone_number(const struct slot *slot, struct values *values)
{
	read_phones(slot, values, slot->base, false);
}

static void
fill_phone_text(const struct slot *slot, struct values *values)
{
	struct listing_phone *phone = slot->base;
	const char *read;

	filter_nonempty_values(NULL, NULL, values);
	read = values->count > 0 ? filter_boolean(values->items[0].text) : NULL;
	phone->text = phone->text || (read != NULL && *read == 'y');
}

static void
fill_language(const struct slot *slot, struct values *values)
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

static void
fill_mode(const struct slot *slot, struct values *values)
{
	struct listing *listing = slot->base;

	filter_nonempty_values(NULL, NULL, values);
	for (size_t i = 0; i < values->count; i++) {
		unsigned mode = fill_read_mode(values->items[i].text);

		if (mode == 0)
			report(slot, &values->items[i],
			    arena_printf(values->arena,
				"'%.80s' is none of in-person, home, phone, "
				"online, text",
				values->items[i].text),
			    "dropped");
		listing->modes |= mode;
	}
}

static void
fill_type(const struct slot *slot, struct values *values)
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
			report(slot, value,
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

static void
fill_categories(const struct slot *slot, struct values *values)
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
static void
fill_areas(const struct slot *slot, struct values *values)
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

static void
fill_area_national(const struct slot *slot, struct values *values)
{
	struct listing_area *area = slot->base;
	const char *read;

	filter_nonempty_values(NULL, NULL, values);
	if (values->count == 0)
		return;
	read = filter_boolean(values->items[0].text);
	area->national = area->national || (read != NULL && *read == 'y');
}

static void
add_rule(const struct slot *slot, const struct value *value,
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
	if (value->label != NULL && strpbrk(given, " ") == NULL)
		rule->sentence =
		    arena_printf(arena, "%.100s: %.300s", value->label, given);
	else
		rule->sentence = arena_printf(arena, "%s", given);
	rule->sentence[utf8_clip(rule->sentence, LISTING_MAX_SHORT)] = '\0';
}

static void
fill_rule(const struct slot *slot, struct values *values)
{
	bool age = strncmp(slot->argument, "age.", 4) == 0;
	long years;

	filter_collapse_values(NULL, NULL, values);
	for (size_t i = 0; i < values->count; i++) {
		const struct value *value = &values->items[i];

		if (*value->text == '\0' || filter_placeholder(value->text))
			continue;
		if (age && !number_long(value->text, 0, 130, &years)) {
			report(slot, value,
			    arena_printf(values->arena,
				"'%.80s' is no age in years", value->text),
			    "dropped");
			continue;
		}
		add_rule(slot, value, slot->argument, value->text);
	}
}

/* Ages in words: what is no range goes to the eligibility in words. */
static void
fill_age(const struct slot *slot, struct values *values)
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

static void
fill_postcode(const struct slot *slot, struct values *values)
{
	struct listing_location *at = slot->base;
	char postcode[POSTCODE_TEXT];
	enum postcode_kind kind;
	const struct value *value;

	filter_collapse_values(NULL, NULL, values);
	if (at->postcode != NULL || at->postcode_given != NULL ||
	    values->count == 0)
		return;
	value = &values->items[0];
	if (*value->text == '\0' || filter_placeholder(value->text))
		return;
	kind = postcode_parse(value->text, postcode);
	if (kind == POSTCODE_UNIT || kind == POSTCODE_OUTCODE) {
		at->postcode = arena_strdup(slot->fill->arena, postcode);
		return;
	}
	at->postcode_given = arena_strdup(
	    slot->fill->arena, fill_clip(values, 0, LISTING_MAX_SHORT));
	report(slot, value,
	    arena_printf(values->arena, "'%.80s' is no postcode", value->text),
	    "kept as text, not placed by it");
}

static void
fill_address(const struct slot *slot, struct values *values)
{
	char *joined;

	if (*text_slot(slot) != NULL)
		return;
	joined = fill_read_address(values);
	if (*joined != '\0')
		set_text(slot, &values->items[0], joined);
}

static void
set_point(struct listing_location *at, const struct values *values)
{
	char *end;

	if (values->count == 0 || at->position_from == POSITION_SOURCE)
		return;
	at->lat = strtod(values->items[0].text, &end);
	at->lon = strtod(end + 1, NULL);
	at->position_from = POSITION_SOURCE;
}

static void
fill_latlon(const struct slot *slot, struct values *values)
{
	struct filter_run run = {report_cb, (void *)slot};

	filter_latlon_values(NULL, &run, values);
	set_point(slot->base, values);
}

static void
fill_grid(const struct slot *slot, struct values *values)
{
	struct filter_run run = {report_cb, (void *)slot};

	filter_grid_values(NULL, &run, values);
	set_point(slot->base, values);
}

/* One half of a position; fill_end() looks at both. */
static void
fill_degrees(const struct slot *slot, struct values *values)
{
	double *degrees =
	    (double *)(void *)((char *)slot->base + slot->field->offset);

	filter_nonempty_values(NULL, NULL, values);
	if (!isnan(*degrees) || values->count == 0 ||
	    filter_placeholder(values->items[0].text))
		return;
	if (!number_double(values->items[0].text, -180, 180, degrees)) {
		*degrees = NAN;
		report(slot, &values->items[0],
		    arena_printf(values->arena,
			"'%.80s' is no number of "
			"degrees",
			values->items[0].text),
		    "not placed on the map");
	}
}

static void
fill_weekday(const struct slot *slot, struct values *values)
{
	struct listing_opening *opening = slot->base;

	filter_nonempty_values(NULL, NULL, values);
	if (values->count == 0)
		return;
	opening->weekday = hours_weekday_parse(values->items[0].text);
	if (opening->weekday < 0)
		report(slot, &values->items[0],
		    arena_printf(values->arena, "'%.80s' is no weekday",
			values->items[0].text),
		    "opening dropped");
}

static void
fill_minute(const struct slot *slot, struct values *values)
{
	int *minute = (int *)(void *)((char *)slot->base + slot->field->offset);

	filter_nonempty_values(NULL, NULL, values);
	if (values->count == 0)
		return;
	*minute = hours_minute_parse(values->items[0].text);
	if (*minute < 0)
		report(slot, &values->items[0],
		    arena_printf(values->arena, "'%.80s' is no time of day",
			values->items[0].text),
		    "opening dropped");
}

#define TEXT(block_, name_, fn, type, member, max) \
	{ \
		.name = name_, .block = block_, .run = fn, \
		.offset = offsetof(struct type, member), \
		.max_bytes = LISTING_MAX_##max \
	}
#define LISTING_FIELD(name_, fn, member, max) \
	TEXT(FILL_LISTING, name_, fn, listing, member, max)
#define LOCATION_FIELD(name_, fn, member, max) \
	TEXT(FILL_LOCATION, name_, fn, listing_location, member, max)

static const struct fill_field fields[] = {
    LISTING_FIELD("id", fill_id, source_id, ID),
    LISTING_FIELD("uuid", fill_id, own_uuid, ID),
    LISTING_FIELD("name", fill_line, name, NAME),
    LISTING_FIELD("other_name", fill_line, alternate_name, NAME),
    LISTING_FIELD("summary", fill_line, summary, SHORT),
    LISTING_FIELD("description", fill_lines, description, TEXT),
    LISTING_FIELD("url", fill_url, url, URL),
    LISTING_FIELD("email", fill_email, email, NAME),
    LISTING_FIELD("cost", fill_lines, fees, SHORT),
    LISTING_FIELD("referral", fill_lines, referral, SHORT),
    LISTING_FIELD("eligibility", fill_lines, eligibility, SHORT),
    LISTING_FIELD("hours", fill_lines, hours, SHORT),
    LISTING_FIELD("wait", fill_lines, wait, SHORT),
    LISTING_FIELD("access", fill_lines, access, SHORT),
    LISTING_FIELD("status_note", fill_lines, status_note, SHORT),
    LISTING_FIELD("org.id", fill_id, org_id, ID),
    LISTING_FIELD("org.name", fill_line, org_name, NAME),
    LISTING_FIELD("org.description", fill_lines, org_description, TEXT),
    LISTING_FIELD("org.url", fill_url, org_url, URL),
    LISTING_FIELD("org.email", fill_email, org_email, NAME),
    LISTING_FIELD("org.charity", fill_line, org_charity, ID),
    LISTING_FIELD("org.company", fill_line, org_company, ID),
    LISTING_FIELD("checked", fill_day, checked, ID),
    LISTING_FIELD("modified", fill_day, modified, ID),
    LISTING_FIELD("collected", fill_day, collected, ID),
    {.name = "status", .run = fill_status},
    {.name = "phone", .run = fill_phones},
    {.name = "text_phone", .run = fill_text_phones},
    {.name = "language", .run = fill_language},
    {.name = "attending", .run = fill_mode},
    {.name = "type", .run = fill_type},
    {.name = "category", .run = fill_categories},
    {.name = "area", .run = fill_areas},
    {.name = "age", .run = fill_age},
    {.name = "rule", .run = fill_rule},
    LOCATION_FIELD("id", fill_id, id, ID),
    LOCATION_FIELD("name", fill_line, name, NAME),
    LOCATION_FIELD("address", fill_address, address, SHORT),
    LOCATION_FIELD("town", fill_line, town, NAME),
    LOCATION_FIELD("county", fill_line, county, NAME),
    LOCATION_FIELD("access", fill_lines, access_text, SHORT),
    {.name = "postcode", .block = FILL_LOCATION, .run = fill_postcode},
    {.name = "latlon", .block = FILL_LOCATION, .run = fill_latlon},
    {.name = "grid", .block = FILL_LOCATION, .run = fill_grid},
    LOCATION_FIELD("lat", fill_degrees, lat, ID),
    LOCATION_FIELD("lon", fill_degrees, lon, ID),
    {.name = "number", .block = FILL_PHONE, .run = fill_phone_number},
    TEXT(FILL_PHONE, "extension", fill_line, listing_phone, extension, NAME),
    TEXT(FILL_PHONE, "note", fill_line, listing_phone, note, SHORT),
    {.name = "text", .block = FILL_PHONE, .run = fill_phone_text},
    TEXT(FILL_AREA, "code", fill_id, listing_area, code, ID),
    TEXT(FILL_AREA, "name", fill_line, listing_area, name, NAME),
    {.name = "national", .block = FILL_AREA, .run = fill_area_national},
    TEXT(FILL_CATEGORY, "scheme", fill_line, listing_category, scheme, ID),
    TEXT(FILL_CATEGORY, "code", fill_id, listing_category, code, ID),
    TEXT(FILL_CATEGORY, "label", fill_line, listing_category, label, NAME),
    {.name = "day", .block = FILL_OPENING, .run = fill_weekday},
    TEXT(FILL_OPENING, "from", fill_minute, listing_opening, opens, ID),
    TEXT(FILL_OPENING, "to", fill_minute, listing_opening, closes, ID),
    TEXT(FILL_OPENING, "note", fill_line, listing_opening, note, SHORT),
};

static const char *const block_names[] = {
    [FILL_LISTING] = "",
    [FILL_LOCATION] = "location",
    [FILL_PHONE] = "phone",
    [FILL_AREA] = "area",
    [FILL_CATEGORY] = "category",
    [FILL_OPENING] = "opening",
};

bool
fill_block_find(const char *word, enum fill_block *block)
{
	for (int i = FILL_LOCATION; i < (int)ARRAY_LEN(block_names); i++)
		if (strcmp(block_names[i], word) == 0) {
			*block = (enum fill_block)i;
			return true;
		}
	return false;
}

static const struct fill_field *
find_in(enum fill_block block, const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		if (fields[i].block == block &&
		    strcmp(fields[i].name, name) == 0)
			return &fields[i];
	return NULL;
}

const struct fill_field *
fill_field_find(enum fill_block block, const char *name)
{
	const struct fill_field *field = find_in(block, name);
	const char *dot = strchr(name, '.');
	enum fill_block inner;
	char word[20];

	if (field != NULL || block != FILL_LISTING || dot == NULL ||
	    (size_t)(dot - name) >= sizeof(word))
		return field;
	memcpy(word, name, (size_t)(dot - name));
	word[dot - name] = '\0';
	return fill_block_find(word, &inner) ? find_in(inner, dot + 1) : NULL;
}

void
fill_field_names(enum fill_block block, char *out, size_t size)
{
	size_t used = 0;

	out[0] = '\0';
	for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
		int length;

		if (fields[i].block != block)
			continue;
		length = snprintf(out + used, size - used, "%s%s",
		    used > 0 ? ", " : "", fields[i].name);
		if (length < 0 || (size_t)length >= size - used)
			return;
		used += (size_t)length;
	}
}

const char *
fill_field_name(const struct fill_field *field)
{
	return field->name;
}

bool
fill_dimension_known(const char *dimension)
{
	static const char *const known[] = {"age.min", "age.max", "gender",
	    "area", "area.place", "group", "referral", "cost", "format", "time",
	    "access", "exclude", "diagnosis"};

	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		if (strcmp(known[i], dimension) == 0)
			return true;
	return false;
}

/* The item "index" of a block's list. */
static void *
item_at(struct listing *listing, enum fill_block block, size_t index)
{
	switch (block) {
	case FILL_LISTING:
		break;
	case FILL_LOCATION:
		return &listing->locations[index];
	case FILL_PHONE:
		return &listing->phones[index];
	case FILL_AREA:
		return &listing->areas[index];
	case FILL_CATEGORY:
		return &listing->categories[index];
	case FILL_OPENING:
		return &listing->openings[index];
	}
	return listing;
}

static size_t *
item_count(struct listing *listing, enum fill_block block)
{
	switch (block) {
	case FILL_LISTING:
		break;
	case FILL_LOCATION:
		return &listing->locations_count;
	case FILL_PHONE:
		return &listing->phones_count;
	case FILL_AREA:
		return &listing->areas_count;
	case FILL_CATEGORY:
		return &listing->categories_count;
	case FILL_OPENING:
		return &listing->openings_count;
	}
	return NULL;
}

long
fill_item_add(struct fill *fill, enum fill_block block)
{
	struct listing *listing = fill->listing;
	size_t index = *item_count(listing, block);

	if (index == LISTING_MAX_ITEMS) {
		fill_report(fill, block_names[block], NULL,
		    "the record has more entries than a listing holds (200)",
		    "the rest dropped");
		return -1;
	}
	if (block == FILL_LOCATION) {
		struct listing_location *at = listing_location_add(listing);
		at->lat = at->lon = NAN;
	} else if (block == FILL_PHONE) {
		listing_phone_add(listing);
	} else if (block == FILL_AREA) {
		listing_area_add(listing);
	} else if (block == FILL_CATEGORY) {
		listing_category_add(listing);
	} else if (block == FILL_OPENING) {
		struct listing_opening *opening = listing_opening_add(listing);
		opening->weekday = opening->opens = opening->closes = -1;
	}
	return (long)index;
}

void
fill_item_drop(struct fill *fill, enum fill_block block)
{
	(*item_count(fill->listing, block))--;
}

void
fill_begin(struct fill *fill, struct arena *arena, struct listing *listing,
    const struct mapping_handler *handler, long line)
{
	*fill = (struct fill){
	    .arena = arena, .listing = listing, .handler = handler};
	listing_init(listing, arena);
	listing->line = line;
}

void
fill_field(struct fill *fill, const struct fill_field *field, long item,
    const char *argument, struct values *values)
{
	struct slot slot = {.fill = fill, .field = field, .argument = argument};

	if (field->block != FILL_LISTING && item < 0) {
		if (values->count == 0)
			return;
		item = *item_count(fill->listing, field->block) > 0
			   ? 0
			   : fill_item_add(fill, field->block);
	}
	slot.base =
	    item_at(fill->listing, field->block, item < 0 ? 0 : (size_t)item);
	field->run(&slot, values);
}
