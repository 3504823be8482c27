#include "schema/record_duplicate.h"

#include <string.h>

#include "schema/record_code.h"
#include "schema/record_internal.h"

enum {
	SIDE_PHONES,
	SIDE_PLACES,
	SIDE_AREAS,
	SIDE_TYPES,
	SIDE_RULES,
	SIDE_OPENINGS,
	N_SIDES
};

static const enum record_statement side_statements[N_SIDES] = {
    [SIDE_PHONES] = COMPARED_PHONES,
    [SIDE_PLACES] = COMPARED_LOCATIONS,
    [SIDE_AREAS] = COMPARED_AREAS,
    [SIDE_TYPES] = COMPARED_TYPES,
    [SIDE_RULES] = COMPARED_RULES,
    [SIDE_OPENINGS] = COMPARED_OPENINGS,
};

static void
side_phone(struct query *q, struct listing *listing)
{
	listing_phone_add(listing)->dial = query_column_text(q, listing->arena);
}

static void
side_place(struct query *q, struct listing *listing)
{
	struct listing_location *at = listing_location_add(listing);

	at->town = query_column_text(q, listing->arena);
	at->county = query_column_text(q, listing->arena);
	at->postcode = query_column_text(q, listing->arena);
	at->position_from = (enum position_from)query_column_long(q);
	at->lat = query_column_double(q);
	at->lon = query_column_double(q);
}

static void
side_area(struct query *q, struct listing *listing)
{
	listing_area_add(listing)->name = query_column_text(q, listing->arena);
}

static void
side_type(struct query *q, struct listing *listing)
{
	listing_type_add(listing)->id = query_column_text(q, listing->arena);
}

static void
side_rule(struct query *q, struct listing *listing)
{
	struct listing_rule *rule = listing_rule_add(listing);

	rule->dimension = query_column_text(q, listing->arena);
	rule->value = query_column_text(q, listing->arena);
}

static void
side_opening(struct query *q, struct listing *listing)
{
	struct listing_opening *opening = listing_opening_add(listing);

	opening->weekday = (int)query_column_long(q);
	opening->opens = (int)query_column_long(q);
	opening->closes = (int)query_column_long(q);
}

static void (*const side_read[N_SIDES])(struct query *, struct listing *) = {
    [SIDE_PHONES] = side_phone,
    [SIDE_PLACES] = side_place,
    [SIDE_AREAS] = side_area,
    [SIDE_TYPES] = side_type,
    [SIDE_RULES] = side_rule,
    [SIDE_OPENINGS] = side_opening,
};

static void
compared_columns(
    struct query *q, struct arena *arena, struct record_compared *out)
{
	struct listing *listing = &out->listing;

	listing_init(listing, arena);
	listing->row = query_column_long(q);
	out->feed = query_column_long(q);
	out->gone = query_column_long(q) != 0;
	listing->kind = (enum listing_kind)query_column_long(q);
	listing->own_uuid = query_column_text(q, arena);
	listing->name = query_column_text(q, arena);
	listing->alternate_name = query_column_text(q, arena);
	listing->description = query_column_text(q, arena);
	listing->url = query_column_text(q, arena);
	listing->email = query_column_text(q, arena);
	listing->hours = query_column_text(q, arena);
	listing->org_id = query_column_text(q, arena);
	listing->org_name = query_column_text(q, arena);
	listing->org_url = query_column_text(q, arena);
	listing->org_email = query_column_text(q, arena);
	listing->org_charity = query_column_text(q, arena);
	listing->org_company = query_column_text(q, arena);
}

enum record_result
record_compared(struct record *record, record_compared_cb *cb, void *arg)
{
	struct query q = query_begin(record, COMPARED_SERVICES);
	struct side sides[N_SIDES];
	struct arena arena = {0};
	enum record_result result;

	for (size_t i = 0; i < N_SIDES; i++) {
		side_begin(&sides[i], record, side_statements[i]);
	}
	while (query_row(&q)) {
		struct record_compared out;

		compared_columns(&q, &arena, &out);
		for (size_t i = 0; i < N_SIDES; i++) {
			while (side_has(&sides[i], out.listing.row)) {
				side_read[i](&sides[i].q, &out.listing);
				side_step(&sides[i]);
			}
		}
		cb(arg, &out);
		arena_clear(&arena);
	}
	result = query_end(&q);
	for (size_t i = 0; i < N_SIDES; i++) {
		if (query_end(&sides[i].q) != RECORD_OK)
			result = RECORD_FAILED;
	}
	return result;
}

enum record_result
record_compared_read(struct record *record, long service, struct arena *arena,
    struct listing *out, char **feed)
{
	struct query q = query_begin(record, SERVICE_BY_ROW);
	struct service_row row = {.listing = out};
	bool found;

	listing_init(out, arena);
	query_long(&q, ":service", service);
	found = query_row(&q);
	if (found)
		service_row_columns(&q, arena, &row);
	*feed = row.feed_id;
	if (query_end(&q) != RECORD_OK)
		return RECORD_FAILED;
	return found ? service_lists_read(record, out) : RECORD_NOT_FOUND;
}

static enum record_result
run_alone(struct record *record, enum record_statement statement)
{
	struct query q = query_begin(record, statement);

	return query_run(&q);
}

enum record_result
record_compare_begin(struct record *record)
{
	if (run_alone(record, COMPARE_CLEAR) != RECORD_OK)
		return RECORD_FAILED;
	return run_alone(record, COMPARE_KEYS_CLEAR);
}

enum record_result
record_compare_keep(
    struct record *record, long service, const void *data, size_t length)
{
	struct query q = query_begin(record, COMPARE_KEEP);

	query_long(&q, ":service", service);
	query_blob(&q, ":data", data, length);
	return query_run(&q);
}

bool
record_compare_find(
    struct record *record, long service, record_kept_cb *cb, void *arg)
{
	struct query q = query_begin(record, COMPARE_FIND);
	const void *kept;
	size_t length = 0;
	bool found;

	query_long(&q, ":service", service);
	found = query_row(&q);
	if (found) {
		kept = query_column_blob(&q, &length);
		cb(arg, kept, length);
	}
	return query_end(&q) == RECORD_OK && found;
}

enum record_result
record_compare_key(
    struct record *record, uint64_t key, uint64_t order, long service)
{
	struct query q = query_begin(record, COMPARE_KEY_ADD);

	query_long(&q, ":key", (long)key);
	query_long(&q, ":order", (long)order);
	query_long(&q, ":service", service);
	return query_run(&q);
}

enum record_result
record_compare_keys(struct record *record, record_key_cb *cb, void *arg)
{
	struct query q = query_begin(record, COMPARE_KEYS);

	while (query_row(&q)) {
		uint64_t key = (uint64_t)query_column_long(&q);

		cb(arg, key, query_column_long(&q));
	}
	return query_end(&q);
}

enum record_result
record_joined_clear(struct record *record)
{
	return run_alone(record, JOINED_CLEAR);
}

enum record_result
record_joined_add(struct record *record, long service, long lead)
{
	struct query q = query_begin(record, JOINED_ADD);

	query_long(&q, ":service", service);
	query_long(&q, ":lead", lead);
	return query_run(&q);
}

long
record_joined_count(struct record *record)
{
	return record_number(record, JOINED_COUNT, 0);
}

long
record_joining(struct record *record)
{
	return record_number(record, META_JOINING, 0);
}

enum record_result
record_joining_set(struct record *record, long reading)
{
	struct query q = query_begin(record, META_JOINING_SET);

	query_long(&q, ":value", reading);
	return query_run(&q);
}

enum record_result
record_pair_decisions(
    struct record *record, record_pair_decision_cb *cb, void *arg)
{
	struct query q = query_begin(record, PAIR_DECISIONS);
	struct arena arena = {0};

	while (query_row(&q)) {
		struct record_pair_decision made;

		made.one = query_column_long(&q);
		query_column_copy(&q, made.codes[0], sizeof(made.codes[0]));
		made.names[0] = query_column_text(&q, &arena);
		made.other = query_column_long(&q);
		query_column_copy(&q, made.codes[1], sizeof(made.codes[1]));
		made.names[1] = query_column_text(&q, &arena);
		made.same = query_column_long(&q) != 0;
		made.made = query_column_long(&q);
		cb(arg, &made);
		arena_clear(&arena);
	}
	return query_end(&q);
}

/* The UUIDs of two codes, the smaller one first. */
static enum pair_decided
pair_find(struct record *record, const char *one, const char *other,
    char uuids[2][UUID_TEXT], const char **wrong)
{
	const char *codes[2] = {one, other};
	enum code_kind kind = CODE_LISTING;
	char spare[UUID_TEXT];

	for (size_t i = 0; i < 2; i++) {
		enum record_result result =
		    record_code_find(record, codes[i], uuids[i], &kind);

		*wrong = codes[i];
		if (result == RECORD_FAILED)
			return PAIR_FAILED;
		if (result == RECORD_NOT_FOUND || kind != CODE_LISTING)
			return PAIR_UNKNOWN;
	}
	if (strcmp(uuids[0], uuids[1]) == 0)
		return PAIR_ONE_CODE;
	if (strcmp(uuids[0], uuids[1]) > 0) {
		memcpy(spare, uuids[0], UUID_TEXT);
		memcpy(uuids[0], uuids[1], UUID_TEXT);
		memcpy(uuids[1], spare, UUID_TEXT);
	}
	return PAIR_DECIDED;
}

enum pair_decided
record_pair_decide(struct record *record, const char *one, const char *other,
    bool same, const char **wrong)
{
	char uuids[2][UUID_TEXT];
	enum pair_decided found = pair_find(record, one, other, uuids, wrong);
	struct query q;

	if (found != PAIR_DECIDED)
		return found;
	q = query_begin(record, PAIR_DECISION_PUT);
	query_text(&q, ":one", uuids[0]);
	query_text(&q, ":other", uuids[1]);
	query_long(&q, ":same", same);
	query_long(&q, ":made", time(NULL));
	return query_run(&q) == RECORD_OK ? PAIR_DECIDED : PAIR_FAILED;
}

enum pair_decided
record_pair_forget(struct record *record, const char *one, const char *other,
    const char **wrong)
{
	char uuids[2][UUID_TEXT];
	enum pair_decided found = pair_find(record, one, other, uuids, wrong);
	struct query q;
	bool any;

	if (found != PAIR_DECIDED)
		return found;
	q = query_begin(record, PAIR_DECISION_END);
	query_text(&q, ":one", uuids[0]);
	query_text(&q, ":other", uuids[1]);
	any = query_row(&q);
	if (query_end(&q) != RECORD_OK)
		return PAIR_FAILED;
	return any ? PAIR_DECIDED : PAIR_NOTHING;
}
