#include "importers/mapping_fill.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "importers/fill_fields.h"

void
fill_say(const struct fill_slot *slot, const struct value *value,
    const char *what, const char *done)
{
	fill_report(slot->fill, slot->field->name, value, what, done);
}

void
fill_say_cb(
    void *arg, const struct value *value, const char *what, const char *done)
{
	fill_say(arg, value, what, done);
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
    TEXT(FILL_LOCATION, "easting", fill_metres, listing_location, lat, ID),
    TEXT(FILL_LOCATION, "northing", fill_metres, listing_location, lon, ID),
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
    {.name = "times", .block = FILL_OPENING, .run = fill_times},
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

size_t
fill_field_list(enum fill_block block, const char **names, size_t max)
{
	size_t count = 0;

	for (size_t i = 0; i < ARRAY_LEN(fields) && count < max; i++)
		if (fields[i].block == block)
			names[count++] = fields[i].name;
	return count;
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

/* Of a place that is hidden: what the texts must not repeat. */
static void
withhold(struct fill *fill, const struct fill_field *field,
    const struct values *values)
{
	static const char *const telling[] = {"name", "address", "postcode"};
	struct listing *listing = fill->listing;
	struct buf text = {0};
	bool tells = false;

	for (size_t i = 0; i < ARRAY_LEN(telling); i++)
		tells |= strcmp(field->name, telling[i]) == 0;
	for (size_t i = 0; tells && i < values->count; i++)
		buf_printf(
		    &text, "%s%s", i > 0 ? "\n" : "", values->items[i].text);
	if (text.length > 0 && listing->withheld_count < LISTING_MAX_ITEMS) {
		text.data[utf8_clip(text.data, LISTING_MAX_SHORT)] = '\0';
		listing_withheld_add(listing, text.data);
	}
	buf_clear(&text);
}

void
fill_field(struct fill *fill, const struct fill_field *field, long item,
    const char *argument, struct values *values)
{
	struct fill_slot slot = {
	    .fill = fill, .field = field, .argument = argument};

	/* What is never read cannot be shown, nor told in a message. */
	if (field->block == FILL_LOCATION && fill->listing->hide_address &&
	    strcmp(field->name, "id") != 0 &&
	    strcmp(field->name, "town") != 0 &&
	    strcmp(field->name, "county") != 0) {
		withhold(fill, field, values);
		return;
	}
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
