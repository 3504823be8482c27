/* One listing in and out of its rows. */
#include <stdio.h>

#include "schema/listing_fields.h"
#include "schema/record_internal.h"

/* All but who it is: the numbers and texts of SERVICE_ADD and _UPDATE. */
void
service_bind_stated(struct query *q, struct listing *listing)
{
	query_long(q, ":kind", listing->kind);
	query_long(q, ":status", listing->status);
	query_long(q, ":checked", listing->checked);
	query_long(q, ":modified", listing->modified);
	query_long(q, ":collected", listing->collected);
	query_long(q, ":modes", listing->modes);
	query_long(q, ":public_address", listing->public_address);
	query_long(q, ":hide_address", listing->hide_address);
	for (size_t i = 0; i < LISTING_FIELDS; i++)
		query_text(q, listing_fields[i].parameter,
		    *listing_field_text(listing, &listing_fields[i]));
}

void
service_row_columns(
    struct query *q, struct arena *arena, struct service_row *row)
{
	struct listing *listing = row->listing;

	listing->row = query_column_long(q);
	query_column_copy(q, listing->uuid, sizeof(listing->uuid));
	query_column_copy(q, listing->code, sizeof(listing->code));
	row->feed = query_column_long(q);
	row->gone = query_column_long(q);
	row->withdrawn = query_column_long(q);
	query_column_copy(q, listing->org_uuid, sizeof(listing->org_uuid));
	query_column_copy(q, listing->org_code, sizeof(listing->org_code));
	row->feed_id = query_column_text(q, arena);
	row->feed_title = query_column_text(q, arena);
	row->publisher = query_column_text(q, arena);
	row->licence = query_column_text(q, arena);
	row->data_day = query_column_long(q);
	row->read_since = query_column_long(q);
	listing->kind = (enum listing_kind)query_column_long(q);
	listing->status = (enum listing_status)query_column_long(q);
	listing->checked = (day_t)query_column_long(q);
	listing->modified = (day_t)query_column_long(q);
	listing->collected = (day_t)query_column_long(q);
	listing->modes = (unsigned)query_column_long(q);
	listing->public_address = query_column_long(q) != 0;
	listing->hide_address = query_column_long(q) != 0;
	for (size_t i = 0; i < LISTING_FIELDS; i++)
		*listing_field_text(listing, &listing_fields[i]) =
		    query_column_text(q, arena);
}

static struct query
list_begin(
    struct record *record, enum record_statement id, long service, size_t at)
{
	struct query q = query_begin(record, id);

	query_long(&q, ":service", service);
	query_long(&q, ":position", (long)at);
	return q;
}

static void
phones_write(struct record *record, const struct listing *listing)
{
	for (size_t i = 0; i < listing->phones_count; i++) {
		const struct listing_phone *phone = &listing->phones[i];
		struct query q = list_begin(record, PHONE_ADD, listing->row, i);

		query_text(&q, ":given", phone->given);
		query_text(&q, ":number", phone->dial);
		query_text(&q, ":show", phone->show);
		query_text(&q, ":extension", phone->extension);
		query_text(&q, ":description", phone->note);
		query_long(&q, ":text", phone->text);
		if (query_run(&q) != RECORD_OK)
			return;
	}
}

static void
locations_write(struct record *record, const struct listing *listing)
{
	for (size_t i = 0; i < listing->locations_count; i++) {
		const struct listing_location *at = &listing->locations[i];
		struct query q =
		    list_begin(record, LOCATION_ADD, listing->row, i);

		query_text(&q, ":source_id", at->id);
		query_text(&q, ":name", at->name);
		query_text(&q, ":address_1", at->address);
		query_text(&q, ":city", at->town);
		query_text(&q, ":county", at->county);
		query_text(&q, ":postal_code", at->postcode);
		query_text(&q, ":postcode_given", at->postcode_given);
		query_text(&q, ":accessibility", at->access_text);
		query_long(&q, ":position_from", at->position_from);
		query_double(&q, ":latitude", at->lat);
		query_double(&q, ":longitude", at->lon);
		query_text(&q, ":district", at->district);
		query_text(&q, ":ward", at->ward);
		if (query_run(&q) != RECORD_OK)
			return;
	}
}

static void
areas_write(struct record *record, const struct listing *listing)
{
	for (size_t i = 0; i < listing->areas_count; i++) {
		const struct listing_area *area = &listing->areas[i];
		struct query q =
		    list_begin(record, AREA_SERVED_ADD, listing->row, i);

		query_text(&q, ":code", area->code);
		query_text(&q, ":name", area->name);
		query_long(&q, ":national", area->national);
		if (query_run(&q) != RECORD_OK)
			return;
	}
}

static void
categories_write(struct record *record, const struct listing *listing)
{
	for (size_t i = 0; i < listing->categories_count; i++) {
		const struct listing_category *term = &listing->categories[i];
		struct query q =
		    list_begin(record, CATEGORY_ADD, listing->row, i);

		query_text(&q, ":scheme", term->scheme);
		query_text(&q, ":code", term->code);
		query_text(&q, ":label", term->label);
		if (query_run(&q) != RECORD_OK)
			return;
	}
}

static void
types_write(struct record *record, const struct listing *listing)
{
	for (size_t i = 0; i < listing->types_count; i++) {
		const struct listing_type *type = &listing->types[i];
		struct query q = list_begin(record, TYPE_ADD, listing->row, i);

		query_text(&q, ":type", type->id);
		query_long(&q, ":given_by", type->by);
		query_text(&q, ":words", type->words);
		if (query_run(&q) != RECORD_OK)
			return;
	}
}

static void
rules_write(struct record *record, const struct listing *listing)
{
	for (size_t i = 0; i < listing->rules_count; i++) {
		const struct listing_rule *rule = &listing->rules[i];
		struct query q = list_begin(record, RULE_ADD, listing->row, i);

		query_text(&q, ":dimension", rule->dimension);
		query_text(&q, ":value", rule->value);
		query_long(&q, ":from_field", rule->from_field);
		query_text(&q, ":sentence", rule->sentence);
		if (query_run(&q) != RECORD_OK)
			return;
	}
}

static void
openings_write(struct record *record, const struct listing *listing)
{
	for (size_t i = 0; i < listing->openings_count; i++) {
		const struct listing_opening *opening = &listing->openings[i];
		struct query q =
		    list_begin(record, OPENING_ADD, listing->row, i);

		query_long(&q, ":weekday", opening->weekday);
		query_long(&q, ":opens_at", opening->opens);
		query_long(&q, ":closes_at", opening->closes);
		query_text(&q, ":description", opening->note);
		if (query_run(&q) != RECORD_OK)
			return;
	}
}

static void
languages_write(struct record *record, const struct listing *listing)
{
	for (size_t i = 0; i < listing->languages_count; i++) {
		struct query q =
		    list_begin(record, LANGUAGE_ADD, listing->row, i);

		query_text(&q, ":code", listing->languages[i]);
		if (query_run(&q) != RECORD_OK)
			return;
	}
}

enum record_result
service_lists_write(struct record *record, const struct listing *listing)
{
	phones_write(record, listing);
	locations_write(record, listing);
	areas_write(record, listing);
	categories_write(record, listing);
	types_write(record, listing);
	rules_write(record, listing);
	openings_write(record, listing);
	languages_write(record, listing);
	return record->failed ? RECORD_FAILED : RECORD_OK;
}

enum record_result
service_lists_delete(struct record *record, long service)
{
	static const enum record_statement deletes[] = {PHONES_DELETE,
	    LOCATIONS_DELETE, AREAS_SERVED_DELETE, CATEGORIES_DELETE,
	    TYPES_DELETE, RULES_DELETE, OPENINGS_DELETE, LANGUAGES_DELETE};

	for (size_t i = 0; i < ARRAY_LEN(deletes); i++) {
		struct query q = query_begin(record, deletes[i]);

		query_long(&q, ":service", service);
		if (query_run(&q) != RECORD_OK)
			return RECORD_FAILED;
	}
	return RECORD_OK;
}

static void
phone_row(struct query *q, struct listing *listing)
{
	struct listing_phone *phone = listing_phone_add(listing);

	phone->given = query_column_text(q, listing->arena);
	phone->dial = query_column_text(q, listing->arena);
	phone->show = query_column_text(q, listing->arena);
	phone->extension = query_column_text(q, listing->arena);
	phone->note = query_column_text(q, listing->arena);
	phone->text = query_column_long(q) != 0;
}

static void
location_row(struct query *q, struct listing *listing)
{
	struct listing_location *at = listing_location_add(listing);

	at->id = query_column_text(q, listing->arena);
	at->name = query_column_text(q, listing->arena);
	at->address = query_column_text(q, listing->arena);
	at->town = query_column_text(q, listing->arena);
	at->county = query_column_text(q, listing->arena);
	at->postcode = query_column_text(q, listing->arena);
	at->postcode_given = query_column_text(q, listing->arena);
	at->access_text = query_column_text(q, listing->arena);
	at->position_from = (enum position_from)query_column_long(q);
	at->lat = query_column_double(q);
	at->lon = query_column_double(q);
	query_column_copy(q, at->district, sizeof(at->district));
	query_column_copy(q, at->ward, sizeof(at->ward));
}

static void
area_row(struct query *q, struct listing *listing)
{
	struct listing_area *area = listing_area_add(listing);

	area->code = query_column_text(q, listing->arena);
	area->name = query_column_text(q, listing->arena);
	area->national = query_column_long(q) != 0;
}

static void
category_row(struct query *q, struct listing *listing)
{
	struct listing_category *term = listing_category_add(listing);

	term->scheme = query_column_text(q, listing->arena);
	term->code = query_column_text(q, listing->arena);
	term->label = query_column_text(q, listing->arena);
}

static void
type_row(struct query *q, struct listing *listing)
{
	struct listing_type *type = listing_type_add(listing);

	type->id = query_column_text(q, listing->arena);
	type->by = (enum type_by)query_column_long(q);
	type->words = query_column_text(q, listing->arena);
}

static void
rule_row(struct query *q, struct listing *listing)
{
	struct listing_rule *rule = listing_rule_add(listing);

	rule->dimension = query_column_text(q, listing->arena);
	rule->value = query_column_text(q, listing->arena);
	rule->from_field = query_column_long(q) != 0;
	rule->sentence = query_column_text(q, listing->arena);
}

static void
opening_row(struct query *q, struct listing *listing)
{
	struct listing_opening *opening = listing_opening_add(listing);

	opening->weekday = (int)query_column_long(q);
	opening->opens = (int)query_column_long(q);
	opening->closes = (int)query_column_long(q);
	opening->note = query_column_text(q, listing->arena);
}

static void
language_row(struct query *q, struct listing *listing)
{
	listing_language_add(listing, query_column_text(q, listing->arena));
}

/* Each list's rows, of one service and of all by service. */
static const struct {
	enum record_statement of_one, of_all;
	void (*row)(struct query *, struct listing *);
} lists[N_SERVICE_LISTS] = {
    {PHONES, PHONES_OF_ALL, phone_row},
    {LOCATIONS, LOCATIONS_OF_ALL, location_row},
    {AREAS_SERVED, AREAS_SERVED_OF_ALL, area_row},
    {CATEGORIES, CATEGORIES_OF_ALL, category_row},
    {TYPES, TYPES_OF_ALL, type_row},
    {RULES, RULES_OF_ALL, rule_row},
    {OPENINGS, OPENINGS_OF_ALL, opening_row},
    {LANGUAGES, LANGUAGES_OF_ALL, language_row},
};

enum record_result
service_lists_read(struct record *record, struct listing *listing)
{
	for (size_t i = 0; i < N_SERVICE_LISTS; i++) {
		struct query q = query_begin(record, lists[i].of_one);

		query_long(&q, ":service", listing->row);
		while (query_row(&q))
			lists[i].row(&q, listing);
		if (query_end(&q) != RECORD_OK)
			return RECORD_FAILED;
	}
	return RECORD_OK;
}

void
service_lists_begin(struct record *record, struct service_lists *all)
{
	for (size_t i = 0; i < N_SERVICE_LISTS; i++)
		side_begin(&all->sides[i], record, lists[i].of_all);
}

void
service_lists_next(struct service_lists *all, struct listing *listing)
{
	for (size_t i = 0; i < N_SERVICE_LISTS; i++) {
		struct side *side = &all->sides[i];

		for (; side_has(side, listing->row); side_step(side))
			lists[i].row(&side->q, listing);
	}
}

enum record_result
service_lists_end(struct service_lists *all)
{
	enum record_result result = RECORD_OK;

	for (size_t i = 0; i < N_SERVICE_LISTS; i++)
		if (query_end(&all->sides[i].q) != RECORD_OK)
			result = RECORD_FAILED;
	return result;
}
