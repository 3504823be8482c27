/* A listing, an organisation, and what became of one that is gone. */
#include <stdio.h>
#include <string.h>

#include "schema/served.h"
#include "schema/served_db.h"

#define ORGANISATION_MAX_LISTINGS 100 /* on its page; more are counted */

static void
read_listing(struct row *row, struct listing *out)
{
	out->row = row_long(row);
	row_fixed(row, out->code, sizeof(out->code));
	row_fixed(row, out->uuid, sizeof(out->uuid));
	out->own_uuid = row_text(row);
	out->kind = (enum listing_kind)row_enum(row, LISTING_ORGANISATION);
	out->status = (enum listing_status)row_enum(row, LISTING_DELETED);
	out->status_note = row_text(row);
	out->source_id = row_text(row);
	out->name = row_text_set(row);
	out->alternate_name = row_text(row);
	out->summary = row_text(row);
	out->description = row_text(row);
	out->url = row_text(row);
	out->email = row_text(row);
	out->fees = row_text(row);
	out->referral = row_text(row);
	out->eligibility = row_text(row);
	out->hours = row_text(row);
	out->wait = row_text(row);
	out->access = row_text(row);
	out->modes = row_enum(row, MODE_ALL);
	out->org_id = row_text(row);
	out->checked = (day_t)row_long(row);
	out->modified = (day_t)row_long(row);
	out->collected = (day_t)row_long(row);
	out->public_address = row_bool(row);
	out->hide_address = row_bool(row);
	row_fixed(row, out->org_code, sizeof(out->org_code));
	row_fixed(row, out->org_uuid, sizeof(out->org_uuid));
	out->org_name = row_text(row);
	out->org_description = row_text(row);
	out->org_url = row_text(row);
	out->org_email = row_text(row);
	out->org_charity = row_text(row);
	out->org_company = row_text(row);
}

static void
read_phone(struct row *row, struct listing *out)
{
	struct listing_phone *phone = listing_phone_add(out);

	phone->given = row_text(row);
	phone->dial = row_text(row);
	phone->show = row_text(row);
	phone->extension = row_text(row);
	phone->note = row_text(row);
	phone->text = row_bool(row);
}

static void
read_location(struct row *row, struct listing *out)
{
	struct listing_location *location = listing_location_add(out);

	location->id = row_text(row);
	location->name = row_text(row);
	location->address = row_text(row);
	location->town = row_text(row);
	location->county = row_text(row);
	location->postcode = row_text(row);
	location->postcode_given = row_text(row);
	location->access_text = row_text(row);
	location->position_from =
	    (enum position_from)row_enum(row, POSITION_OUTCODE);
	location->lat = row_double(row);
	location->lon = row_double(row);
	row_fixed(row, location->district, sizeof(location->district));
	row_fixed(row, location->ward, sizeof(location->ward));
}

static void
read_area(struct row *row, struct listing *out)
{
	struct listing_area *area = listing_area_add(out);

	area->code = row_text(row);
	area->name = row_text(row);
	area->national = row_bool(row);
}

static void
read_category(struct row *row, struct listing *out)
{
	struct listing_category *category = listing_category_add(out);

	category->scheme = row_text(row);
	category->code = row_text(row);
	category->label = row_text(row);
}

static void
read_type(struct row *row, struct listing *out)
{
	struct listing_type *type = listing_type_add(out);

	type->id = row_text_set(row);
	type->by = (enum type_by)row_enum(row, TYPE_BY_TEXT);
	type->words = row_text(row);
}

static void
read_rule(struct row *row, struct listing *out)
{
	struct listing_rule *rule = listing_rule_add(out);

	rule->dimension = row_text_set(row);
	rule->value = row_text_set(row);
	rule->from_field = row_bool(row);
	rule->sentence = row_text(row);
}

static void
read_opening(struct row *row, struct listing *out)
{
	struct listing_opening *opening = listing_opening_add(out);

	opening->weekday = (int)row_enum(row, 7);
	opening->opens = (int)row_enum(row, 1440);
	opening->closes = (int)row_enum(row, 1440);
	opening->note = row_text(row);
}

static void
read_language(struct row *row, struct listing *out)
{
	listing_language_add(out, row_text_set(row));
}

static void
read_source(struct row *row, struct listing *out)
{
	struct listing_source *source = listing_source_add(out);

	source->feed = row_text_set(row);
	source->source_id = row_text(row);
	source->title = row_text(row);
	source->publisher = row_text(row);
	source->url = row_text(row);
	source->checked = (day_t)row_long(row);
	source->modified = (day_t)row_long(row);
	source->collected = (day_t)row_long(row);
}

/* One that names a source which is not there says nothing. */
static void
read_disagreement(struct row *row, struct listing *out)
{
	struct listing_disagreement said = {.about = row_text_set(row)};

	said.source = (size_t)row_enum(row, LISTING_MAX_ITEMS);
	said.says = row_text_set(row);
	if (said.source < out->sources_count)
		*listing_disagreement_add(out) = said;
}

static const struct children {
	enum served_statement statement;
	void (*read)(struct row *, struct listing *);
} children[] = {
    {PHONES_OF_LISTING, read_phone},
    {LOCATIONS_OF_LISTING, read_location},
    {AREAS_OF_LISTING, read_area},
    {CATEGORIES_OF_LISTING, read_category},
    {TYPES_OF_LISTING, read_type},
    {RULES_OF_LISTING, read_rule},
    {OPENINGS_OF_LISTING, read_opening},
    {LANGUAGES_OF_LISTING, read_language},
    {SOURCES_OF_LISTING, read_source},
    {DISAGREEMENTS_OF_LISTING, read_disagreement},
};

static enum served_result
children_read(struct served *served, const struct children *children_of,
    struct listing *out)
{
	sqlite3_stmt *stmt = served_begin(served, children_of->statement);
	struct binder binder = {.stmt = stmt};
	enum served_result result;

	if (stmt == NULL) /* of an earlier format, which has none */
		return SERVED_OK;
	bind_long(&binder, ":listing", out->row);
	while ((result = served_step(served, stmt)) == SERVED_OK) {
		struct row row = {.stmt = stmt, .arena = out->arena};

		children_of->read(&row, out);
	}
	served_done(stmt);
	return result == SERVED_NOT_FOUND ? SERVED_OK : result;
}

/* The listing that a statement, with its key bound, finds. */
static enum served_result
listing_read(struct served *served, sqlite3_stmt *stmt, struct arena *arena,
    struct listing *out)
{
	enum served_result result = served_step(served, stmt);
	struct row row = {.stmt = stmt, .arena = arena};

	listing_init(out, arena);
	if (result == SERVED_OK)
		read_listing(&row, out);
	served_done(stmt);
	for (size_t i = 0; i < ARRAY_LEN(children); i++)
		if (result == SERVED_OK)
			result = children_read(served, &children[i], out);
	return result;
}

enum served_result
served_listing_by_code(struct served *served, const char *code,
    struct arena *arena, struct listing *out)
{
	struct binder binder = {served_begin(served, LISTING_BY_CODE), 0};

	bind_text(&binder, ":code", code);
	return listing_read(served, binder.stmt, arena, out);
}

enum served_result
served_listing_by_row(
    struct served *served, long row, struct arena *arena, struct listing *out)
{
	struct binder binder = {served_begin(served, LISTING_BY_ROW), 0};

	bind_long(&binder, ":listing", row);
	return listing_read(served, binder.stmt, arena, out);
}

enum served_result
served_location_by_code(struct served *served, const char *code,
    struct arena *arena, struct listing *out)
{
	struct binder binder = {served_begin(served, LOCATION_BY_CODE), 0};
	struct row row = {.stmt = binder.stmt, .arena = arena};
	enum served_result result;

	listing_init(out, arena);
	bind_text(&binder, ":code", code);
	result = served_step(served, binder.stmt);
	if (result == SERVED_OK)
		read_location(&row, out);
	served_done(binder.stmt);
	return result;
}

enum served_result
served_addresses(struct served *served, long after, long limit,
    struct arena *arena, struct served_address **out, size_t *count)
{
	struct binder binder = {served_begin(served, LISTING_ADDRESSES), 0};
	enum served_result result;

	*out = NULL;
	*count = 0;
	bind_long(&binder, ":after", after);
	bind_long(&binder, ":last", after + limit);
	while ((result = served_step(served, binder.stmt)) == SERVED_OK) {
		struct row row = {.stmt = binder.stmt};
		struct served_address *address;

		*out = arena_grow(arena, *out, *count, sizeof(**out));
		address = &(*out)[(*count)++];
		row_fixed(&row, address->code, sizeof(address->code));
		address->day = row_long(&row);
	}
	served_done(binder.stmt);
	return result == SERVED_NOT_FOUND ? SERVED_OK : result;
}

enum served_result
served_code_moved(
    struct served *served, const char *code, char out[LISTING_CODE_TEXT])
{
	struct binder binder = {served_begin(served, MOVED_BY_CODE), 0};
	struct row row = {.stmt = binder.stmt};
	enum served_result result;

	bind_text(&binder, ":code", code);
	result = served_step(served, binder.stmt);
	if (result == SERVED_OK)
		row_fixed(&row, out, LISTING_CODE_TEXT);
	served_done(binder.stmt);
	return result;
}

enum served_result
served_gone_by_code(struct served *served, const char *code,
    struct arena *arena, struct served_gone *out)
{
	struct binder binder = {served_begin(served, GONE_BY_CODE), 0};
	struct row row = {.stmt = binder.stmt, .arena = arena};
	enum served_result result;

	memset(out, 0, sizeof(*out));
	bind_text(&binder, ":code", code);
	result = served_step(served, binder.stmt);
	if (result == SERVED_OK) {
		out->name = row_text(&row);
		out->withdrawn = (day_t)row_long(&row);
		out->feed_title = row_text(&row);
	}
	served_done(binder.stmt);
	return result;
}

static enum served_result
organisation_count(struct served *served, long organisation, size_t *out)
{
	struct binder binder = {served_begin(served, COUNT_OF_ORGANISATION), 0};
	struct row row = {.stmt = binder.stmt};
	enum served_result result;

	bind_long(&binder, ":organisation", organisation);
	result = served_step(served, binder.stmt);
	if (result == SERVED_OK)
		*out = (size_t)row_long(&row);
	served_done(binder.stmt);
	return result;
}

/* Its listings' rows first, then each: one statement is used at a time. */
static enum served_result
organisation_listings(struct served *served, long organisation,
    struct arena *arena, struct served_organisation *out)
{
	struct binder binder = {
	    served_begin(served, LISTINGS_OF_ORGANISATION), 0};
	long rows[ORGANISATION_MAX_LISTINGS];
	enum served_result result;
	size_t count = 0;

	bind_long(&binder, ":organisation", organisation);
	bind_long(&binder, ":limit", ORGANISATION_MAX_LISTINGS);
	while ((result = served_step(served, binder.stmt)) == SERVED_OK)
		rows[count++] = (long)sqlite3_column_int64(binder.stmt, 0);
	served_done(binder.stmt);
	if (result != SERVED_NOT_FOUND)
		return result;
	out->listings =
	    arena_alloc(arena, (count + 1) * sizeof(*out->listings));
	result = SERVED_OK;
	for (size_t i = 0; i < count && result == SERVED_OK; i++) {
		result = served_listing_by_row(
		    served, rows[i], arena, &out->listings[i]);
		out->listings_count += result == SERVED_OK;
	}
	return result;
}

enum served_result
served_organisation_by_code(struct served *served, const char *code,
    struct arena *arena, struct served_organisation *out)
{
	struct binder binder = {served_begin(served, ORGANISATION_BY_CODE), 0};
	struct row row = {.stmt = binder.stmt, .arena = arena};
	enum served_result result;
	long id = 0;

	memset(out, 0, sizeof(*out));
	bind_text(&binder, ":code", code);
	result = served_step(served, binder.stmt);
	if (result == SERVED_OK) {
		id = row_long(&row);
		row_fixed(&row, out->code, sizeof(out->code));
		row_fixed(&row, out->uuid, sizeof(out->uuid));
		out->name = row_text(&row);
		out->description = row_text(&row);
		out->url = row_text(&row);
		out->email = row_text(&row);
		out->charity = row_text(&row);
		out->company = row_text(&row);
	}
	served_done(binder.stmt);
	if (result == SERVED_OK)
		result = organisation_count(served, id, &out->listings_total);
	if (result == SERVED_OK)
		result = organisation_listings(served, id, arena, out);
	return result;
}
