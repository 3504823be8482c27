#include "schema/listing_wire.h"

#include <stddef.h>
#include <string.h>

#include "schema/listing_required.h"

/* One text of a struct: where it stands and how long it may be. */
struct text_field {
	size_t offset;
	size_t max_bytes;
};

#define FIELD(type, member, max) \
	{ \
		offsetof(struct type, member), LISTING_MAX_##max \
	}

static const struct text_field listing_texts[] = {
    FIELD(listing, own_uuid, ID),
    FIELD(listing, status_note, SHORT),
    FIELD(listing, source_id, ID),
    FIELD(listing, name, NAME),
    FIELD(listing, alternate_name, NAME),
    FIELD(listing, summary, SHORT),
    FIELD(listing, description, TEXT),
    FIELD(listing, url, URL),
    FIELD(listing, email, NAME),
    FIELD(listing, fees, SHORT),
    FIELD(listing, referral, SHORT),
    FIELD(listing, eligibility, SHORT),
    FIELD(listing, hours, SHORT),
    FIELD(listing, wait, SHORT),
    FIELD(listing, access, SHORT),
    FIELD(listing, org_id, ID),
    FIELD(listing, org_name, NAME),
    FIELD(listing, org_description, TEXT),
    FIELD(listing, org_url, URL),
    FIELD(listing, org_email, NAME),
    FIELD(listing, org_charity, ID),
    FIELD(listing, org_company, ID),
};

static const struct text_field phone_texts[] = {
    FIELD(listing_phone, given, SHORT),
    FIELD(listing_phone, dial, NAME),
    FIELD(listing_phone, show, NAME),
    FIELD(listing_phone, extension, NAME),
    FIELD(listing_phone, note, SHORT),
};

static const struct text_field location_texts[] = {
    FIELD(listing_location, id, ID),
    FIELD(listing_location, name, NAME),
    FIELD(listing_location, address, SHORT),
    FIELD(listing_location, town, NAME),
    FIELD(listing_location, county, NAME),
    FIELD(listing_location, postcode, NAME),
    FIELD(listing_location, postcode_given, SHORT),
    FIELD(listing_location, access_text, SHORT),
};

static const struct text_field area_texts[] = {
    FIELD(listing_area, code, ID),
    FIELD(listing_area, name, NAME),
};

static const struct text_field category_texts[] = {
    FIELD(listing_category, scheme, ID),
    FIELD(listing_category, code, ID),
    FIELD(listing_category, label, NAME),
};

static const struct text_field type_texts[] = {
    FIELD(listing_type, id, ID),
    FIELD(listing_type, words, SHORT),
};

static const struct text_field rule_texts[] = {
    FIELD(listing_rule, dimension, ID),
    FIELD(listing_rule, value, NAME),
    FIELD(listing_rule, sentence, SHORT),
};

#define PUT_TEXTS(out, item, fields) \
	put_texts((out), (item), (fields), ARRAY_LEN(fields))
#define GET_TEXTS(in, item, fields) \
	get_texts((in), (item), (fields), ARRAY_LEN(fields))

static void
put_texts(struct buf *out, const void *item, const struct text_field *fields,
    size_t count)
{
	const char *text;

	for (size_t i = 0; i < count; i++) {
		memcpy(
		    &text, (const char *)item + fields[i].offset, sizeof(text));
		wire_put_text(out, text);
	}
}

/* A text; NULL where it is empty, as struct listing promises. */
static char *
get_text(struct wire *in, size_t max_bytes)
{
	char *text = wire_get_text(in, max_bytes);

	return text != NULL && *text != '\0' ? text : NULL;
}

static void
get_texts(
    struct wire *in, void *item, const struct text_field *fields, size_t count)
{
	char *text;

	for (size_t i = 0; i < count; i++) {
		text = get_text(in, fields[i].max_bytes);
		memcpy((char *)item + fields[i].offset, &text, sizeof(text));
	}
}

static void
refuse_range(struct wire *in)
{
	if (in->error == WIRE_OK)
		in->error = WIRE_RANGE;
}

static int64_t
get_range(struct wire *in, int64_t min, int64_t max)
{
	int64_t value = wire_get_i64(in);

	if (value >= min && value <= max)
		return value;
	refuse_range(in);
	return min;
}

static double
get_degrees(struct wire *in, double limit)
{
	double value = wire_get_double(in);

	if (value >= -limit && value <= limit)
		return value;
	refuse_range(in);
	return 0;
}

/* True as long as another of "count" items is to be read. */
static bool
more(const struct wire *in, uint32_t *count)
{
	return in->error == WIRE_OK && (*count)-- > 0;
}

/* A GSS code in a field of fixed size: "" or up to nine characters. */
static void
get_gss(struct wire *in, char out[10])
{
	const char *text = wire_get_text(in, 9);

	memset(out, 0, 10);
	if (text != NULL)
		memcpy(out, text, strlen(text));
}

static void
put_lists_small(struct buf *out, const struct listing *listing)
{
	wire_put_u32(out, listing->languages_count);
	for (unsigned i = 0; i < listing->languages_count; i++)
		wire_put_text(out, listing->languages[i]);
	wire_put_u32(out, (uint32_t)listing->phones_count);
	for (size_t i = 0; i < listing->phones_count; i++) {
		PUT_TEXTS(out, &listing->phones[i], phone_texts);
		wire_put_u8(out, listing->phones[i].text);
	}
	wire_put_u32(out, (uint32_t)listing->areas_count);
	for (size_t i = 0; i < listing->areas_count; i++) {
		PUT_TEXTS(out, &listing->areas[i], area_texts);
		wire_put_u8(out, listing->areas[i].national);
	}
	wire_put_u32(out, (uint32_t)listing->categories_count);
	for (size_t i = 0; i < listing->categories_count; i++)
		PUT_TEXTS(out, &listing->categories[i], category_texts);
}

static void
get_lists_small(struct wire *in, struct listing *listing)
{
	uint32_t count;

	count = wire_get_u32(in, LISTING_MAX_ITEMS);
	while (more(in, &count)) {
		const char *language = get_text(in, LISTING_MAX_NAME);
		if (language != NULL)
			listing_language_add(listing, language);
	}
	count = wire_get_u32(in, LISTING_MAX_ITEMS);
	while (more(in, &count)) {
		struct listing_phone *phone = listing_phone_add(listing);
		GET_TEXTS(in, phone, phone_texts);
		phone->text = wire_get_u8(in, 1);
	}
	count = wire_get_u32(in, LISTING_MAX_ITEMS);
	while (more(in, &count)) {
		struct listing_area *area = listing_area_add(listing);
		GET_TEXTS(in, area, area_texts);
		area->national = wire_get_u8(in, 1);
	}
	count = wire_get_u32(in, LISTING_MAX_ITEMS);
	while (more(in, &count))
		GET_TEXTS(in, listing_category_add(listing), category_texts);
}

static void
put_locations(struct buf *out, const struct listing *listing)
{
	wire_put_u32(out, (uint32_t)listing->locations_count);
	for (size_t i = 0; i < listing->locations_count; i++) {
		const struct listing_location *at = &listing->locations[i];
		PUT_TEXTS(out, at, location_texts);
		wire_put_u8(out, (uint8_t)at->position_from);
		wire_put_double(out, at->lat);
		wire_put_double(out, at->lon);
		wire_put_text(out, at->district);
		wire_put_text(out, at->ward);
	}
}

static void
get_locations(struct wire *in, struct listing *listing)
{
	uint32_t count = wire_get_u32(in, LISTING_MAX_ITEMS);

	while (more(in, &count)) {
		struct listing_location *at = listing_location_add(listing);
		GET_TEXTS(in, at, location_texts);
		at->position_from = wire_get_u8(in, POSITION_OUTCODE);
		at->lat = get_degrees(in, 90);
		at->lon = get_degrees(in, 180);
		get_gss(in, at->district);
		get_gss(in, at->ward);
	}
}

static void
put_lists_derived(struct buf *out, const struct listing *listing)
{
	wire_put_u32(out, (uint32_t)listing->types_count);
	for (size_t i = 0; i < listing->types_count; i++) {
		PUT_TEXTS(out, &listing->types[i], type_texts);
		wire_put_u8(out, (uint8_t)listing->types[i].by);
	}
	wire_put_u32(out, (uint32_t)listing->rules_count);
	for (size_t i = 0; i < listing->rules_count; i++) {
		PUT_TEXTS(out, &listing->rules[i], rule_texts);
		wire_put_u8(out, listing->rules[i].from_field);
	}
	wire_put_u32(out, (uint32_t)listing->openings_count);
	for (size_t i = 0; i < listing->openings_count; i++) {
		const struct listing_opening *opening = &listing->openings[i];
		wire_put_u8(out, (uint8_t)opening->weekday);
		wire_put_u32(out, (uint32_t)opening->opens);
		wire_put_u32(out, (uint32_t)opening->closes);
		wire_put_text(out, opening->note);
	}
}

static void
get_lists_derived(struct wire *in, struct listing *listing)
{
	uint32_t count;

	count = wire_get_u32(in, LISTING_MAX_ITEMS);
	while (more(in, &count)) {
		struct listing_type *type = listing_type_add(listing);
		GET_TEXTS(in, type, type_texts);
		type->by = wire_get_u8(in, TYPE_BY_TEXT);
	}
	count = wire_get_u32(in, LISTING_MAX_ITEMS);
	while (more(in, &count)) {
		struct listing_rule *rule = listing_rule_add(listing);
		GET_TEXTS(in, rule, rule_texts);
		rule->from_field = wire_get_u8(in, 1);
		if (rule->dimension == NULL || rule->value == NULL)
			refuse_range(in);
	}
	count = wire_get_u32(in, LISTING_MAX_ITEMS);
	while (more(in, &count)) {
		struct listing_opening *opening = listing_opening_add(listing);
		opening->weekday = wire_get_u8(in, 7);
		opening->opens = (int)wire_get_u32(in, 1440);
		opening->closes = (int)wire_get_u32(in, 1440);
		opening->note = get_text(in, LISTING_MAX_SHORT);
	}
}

void
listing_pack_canonical(struct buf *out, const struct listing *listing)
{
	wire_put_u8(out, (uint8_t)listing->kind);
	wire_put_u8(out, (uint8_t)listing->status);
	PUT_TEXTS(out, listing, listing_texts);
	wire_put_u32(out, listing->modes);
	wire_put_i64(out, listing->checked);
	wire_put_i64(out, listing->modified);
	wire_put_i64(out, listing->collected);
	wire_put_u8(out, listing->public_address);
	wire_put_u8(out, listing->hide_address);
	put_lists_small(out, listing);
	put_locations(out, listing);
	put_lists_derived(out, listing);
}

void
listing_pack(struct buf *out, const struct listing *listing)
{
	wire_put_i64(out, listing->line);
	wire_put_u8(out, (uint8_t)listing->role);
	wire_put_u32(out, listing->required);
	wire_put_u32(out, listing->withheld_count);
	for (unsigned i = 0; i < listing->withheld_count; i++)
		wire_put_text(out, listing->withheld[i]);
	listing_pack_canonical(out, listing);
}

enum wire_error
listing_unpack(struct wire *in, struct listing *out)
{
	uint32_t count;

	out->line = (long)get_range(in, 0, UINT32_MAX);
	out->role = wire_get_u8(in, LISTING_OWNER);
	out->required = wire_get_u32(in, LISTING_REQUIRED_ALL);
	count = wire_get_u32(in, LISTING_MAX_ITEMS);
	while (more(in, &count))
		listing_withheld_add(out, get_text(in, LISTING_MAX_SHORT));
	out->kind = wire_get_u8(in, LISTING_ORGANISATION);
	out->status = wire_get_u8(in, LISTING_DELETED);
	GET_TEXTS(in, out, listing_texts);
	out->modes = wire_get_u32(in, MODE_ALL);
	out->checked = (day_t)get_range(in, INT32_MIN, INT32_MAX);
	out->modified = (day_t)get_range(in, INT32_MIN, INT32_MAX);
	out->collected = (day_t)get_range(in, INT32_MIN, INT32_MAX);
	out->public_address = wire_get_u8(in, 1);
	out->hide_address = wire_get_u8(in, 1);
	get_lists_small(in, out);
	get_locations(in, out);
	get_lists_derived(in, out);
	return wire_end(in);
}
