/* What a run changed, by field, with both values. */
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "schema/listing_fields.h"
#include "schema/record_internal.h"

enum record_result
record_change_note(struct record *record, long run, long service,
    const char *field, const char *before, const char *after)
{
	struct query q = query_begin(record, CHANGE_ADD);

	query_long(&q, ":run", run);
	query_long(&q, ":service", service);
	query_text(&q, ":field", field);
	query_text(&q, ":old", before);
	query_text(&q, ":new", after);
	return query_run(&q);
}

static void
phones_json(struct json *json, const struct listing *listing)
{
	for (size_t i = 0; i < listing->phones_count; i++) {
		const struct listing_phone *phone = &listing->phones[i];

		json_open(json, NULL, '{');
		json_string_if(json, "given", phone->given);
		json_string_if(json, "number", phone->dial);
		json_string_if(json, "show", phone->show);
		json_string_if(json, "extension", phone->extension);
		json_string_if(json, "description", phone->note);
		json_integer(json, "text", phone->text);
		json_close(json, '}');
	}
}

static void
locations_json(struct json *json, const struct listing *listing)
{
	for (size_t i = 0; i < listing->locations_count; i++) {
		const struct listing_location *at = &listing->locations[i];

		json_open(json, NULL, '{');
		json_string_if(json, "source_id", at->id);
		json_string_if(json, "name", at->name);
		json_string_if(json, "address_1", at->address);
		json_string_if(json, "city", at->town);
		json_string_if(json, "county", at->county);
		json_string_if(json, "postal_code", at->postcode);
		json_string_if(json, "postcode_given", at->postcode_given);
		json_string_if(json, "accessibility", at->access_text);
		json_integer(json, "position_from", at->position_from);
		json_decimal(json, "latitude", at->lat, 6);
		json_decimal(json, "longitude", at->lon, 6);
		json_string(json, "district", at->district);
		json_string(json, "ward", at->ward);
		json_close(json, '}');
	}
}

static void
areas_json(struct json *json, const struct listing *listing)
{
	for (size_t i = 0; i < listing->areas_count; i++) {
		json_open(json, NULL, '{');
		json_string_if(json, "code", listing->areas[i].code);
		json_string_if(json, "name", listing->areas[i].name);
		json_integer(json, "national", listing->areas[i].national);
		json_close(json, '}');
	}
}

static void
categories_json(struct json *json, const struct listing *listing)
{
	for (size_t i = 0; i < listing->categories_count; i++) {
		const struct listing_category *term = &listing->categories[i];

		json_open(json, NULL, '{');
		json_string_if(json, "scheme", term->scheme);
		json_string_if(json, "code", term->code);
		json_string_if(json, "label", term->label);
		json_close(json, '}');
	}
}

static void
types_json(struct json *json, const struct listing *listing)
{
	for (size_t i = 0; i < listing->types_count; i++) {
		json_open(json, NULL, '{');
		json_string_if(json, "type", listing->types[i].id);
		json_integer(json, "given_by", listing->types[i].by);
		json_string_if(json, "words", listing->types[i].words);
		json_close(json, '}');
	}
}

static void
rules_json(struct json *json, const struct listing *listing)
{
	for (size_t i = 0; i < listing->rules_count; i++) {
		const struct listing_rule *rule = &listing->rules[i];

		json_open(json, NULL, '{');
		json_string_if(json, "dimension", rule->dimension);
		json_string_if(json, "value", rule->value);
		json_integer(json, "from_field", rule->from_field);
		json_string_if(json, "sentence", rule->sentence);
		json_close(json, '}');
	}
}

static void
openings_json(struct json *json, const struct listing *listing)
{
	for (size_t i = 0; i < listing->openings_count; i++) {
		const struct listing_opening *opening = &listing->openings[i];

		json_open(json, NULL, '{');
		json_integer(json, "weekday", opening->weekday);
		json_integer(json, "opens_at", opening->opens);
		json_integer(json, "closes_at", opening->closes);
		json_string_if(json, "description", opening->note);
		json_close(json, '}');
	}
}

static void
languages_json(struct json *json, const struct listing *listing)
{
	for (size_t i = 0; i < listing->languages_count; i++) {
		json_open(json, NULL, '{');
		json_string_if(json, "code", listing->languages[i]);
		json_close(json, '}');
	}
}

/* The columns of their tables, of one that a text has the name of "rules". */
static const struct list_form {
	const char *field;
	void (*write)(struct json *, const struct listing *);
} list_forms[] = {
    {"phone", phones_json},
    {"location", locations_json},
    {"service_area", areas_json},
    {"category", categories_json},
    {"service_type", types_json},
    {"rules", rules_json},
    {"schedule", openings_json},
    {"language", languages_json},
};

static void
list_text(
    struct buf *out, const struct list_form *form, const struct listing *from)
{
	struct json json = {.out = out};

	json_open(&json, NULL, '[');
	form->write(&json, from);
	json_close(&json, ']');
}

struct change {
	struct record *record;
	long run, service;
	struct record_difference *out;
};

/*
 * An address that must not be shown is not kept as history either: as such,
 * nor in words, from which it was taken, or which nobody looked at before.
 */
static bool
withheld(struct change *change, const struct listing *before,
    const struct listing *after, const char *old, const char *new)
{
	if (!after->hide_address)
		return false;
	if (listing_text_is_cut(new) && !listing_text_is_cut(old))
		change->out->withheld = true;
	return !before->hide_address || listing_text_is_cut(new);
}

static void
lists_compare(struct change *change, const struct listing *before,
    const struct listing *after)
{
	for (size_t i = 0; i < ARRAY_LEN(list_forms); i++) {
		const struct list_form *form = &list_forms[i];
		struct buf old = {0}, new = {0};
		bool hidden =
		    after->hide_address && strcmp(form->field, "location") == 0;

		list_text(&old, form, before);
		list_text(&new, form, after);
		hidden |= withheld(
		    change, before, after, buf_text(&old), buf_text(&new));
		if (strcmp(buf_text(&old), buf_text(&new)) != 0) {
			record_change_note(change->record, change->run,
			    change->service, form->field,
			    hidden ? NULL : buf_text(&old),
			    hidden ? NULL : buf_text(&new));
			change->out->changed = true;
		}
		buf_clear(&old);
		buf_clear(&new);
	}
}

static void
number_compare(
    struct change *change, const char *field, long before, long after)
{
	struct buf old = {0}, new = {0};

	if (before == after)
		return;
	buf_add_long(&old, before);
	buf_add_long(&new, after);
	record_change_note(change->record, change->run, change->service, field,
	    buf_text(&old), buf_text(&new));
	change->out->changed = true;
	buf_clear(&old);
	buf_clear(&new);
}

static void
numbers_compare(struct change *change, const struct listing *before,
    const struct listing *after)
{
	number_compare(change, "kind", before->kind, after->kind);
	number_compare(change, "status", before->status, after->status);
	number_compare(change, "checked", before->checked, after->checked);
	number_compare(change, "modified", before->modified, after->modified);
	number_compare(
	    change, "collected", before->collected, after->collected);
	number_compare(change, "modes", before->modes, after->modes);
	number_compare(change, "public_address", before->public_address,
	    after->public_address);
	number_compare(
	    change, "hide_address", before->hide_address, after->hide_address);
}

static bool
same_text(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

enum record_result
record_changes_find(struct record *record, long run, struct listing *before,
    struct listing *after, struct record_difference *out)
{
	struct change change = {record, run, before->row, out};

	out->changed = false;
	out->withheld = after->hide_address && !before->hide_address;
	numbers_compare(&change, before, after);
	for (size_t i = 0; i < LISTING_FIELDS; i++) {
		const struct listing_field *field = &listing_fields[i];
		const char *old = *listing_field_text(before, field);
		const char *new = *listing_field_text(after, field);

		if (same_text(old, new))
			continue;
		if (withheld(&change, before, after, old, new))
			old = NULL;
		record_change_note(
		    record, run, before->row, field->name, old, new);
		out->changed = true;
	}
	lists_compare(&change, before, after);
	return record->failed ? RECORD_FAILED : RECORD_OK;
}
