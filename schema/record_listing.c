#include "schema/record_listing.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/log.h"
#include "schema/record_code.h"
#include "schema/record_internal.h"

/* Adds who offers it, where nobody knew.  listing->org_uuid is given. */
static enum record_result
organization_add(struct record *record, const struct listing *listing,
    const struct record_place_in_feed *place, struct record_organization *out)
{
	struct query q;

	if (record_code_give(record, listing->org_uuid, CODE_ORGANISATION,
		out->code) != RECORD_OK)
		return RECORD_FAILED;
	memcpy(out->uuid, listing->org_uuid, sizeof(out->uuid));
	q = query_begin(record, ORGANIZATION_ADD);
	query_text(&q, ":uuid", out->uuid);
	query_text(&q, ":code", out->code);
	query_long(&q, ":feed", place->feed);
	query_text(&q, ":source_key", place->org_key);
	if (query_row(&q))
		out->row = query_column_long(&q);
	if (query_end(&q) == RECORD_OK && out->row)
		return RECORD_OK;
	log_line("record: organisation %s is there twice", out->uuid);
	record->failed = true;
	return RECORD_FAILED;
}

static enum record_result
organization_find(struct record *record, const struct listing *listing,
    const struct record_place_in_feed *place, struct record_organization *out)
{
	struct query q = query_begin(record, ORGANIZATION_BY_KEY);

	memset(out, 0, sizeof(*out));
	query_long(&q, ":feed", place->feed);
	query_text(&q, ":source_key", place->org_key);
	if (query_row(&q)) {
		out->row = query_column_long(&q);
		query_column_copy(&q, out->uuid, sizeof(out->uuid));
		query_column_copy(&q, out->code, sizeof(out->code));
	}
	if (query_end(&q) != RECORD_OK)
		return RECORD_FAILED;
	if (out->row)
		return RECORD_OK;
	return organization_add(record, listing, place, out);
}

/* Feeds name the same organisation many times in a row. */
static enum record_result
organization_give(struct record *record, struct listing *listing,
    const struct record_place_in_feed *place, long *row)
{
	char *key = xasprintf("%ld %s", place->feed, place->org_key);
	enum record_result result = RECORD_OK;

	if (record->last_key && strcmp(record->last_key, key) == 0) {
		free(key);
	} else {
		free(record->last_key);
		record->last_key = key;
		result =
		    organization_find(record, listing, place, &record->last);
		if (result != RECORD_OK) {
			free(record->last_key);
			record->last_key = NULL;
			return result;
		}
	}
	memcpy(listing->org_uuid, record->last.uuid, UUID_TEXT);
	memcpy(listing->org_code, record->last.code, LISTING_CODE_TEXT);
	*row = record->last.row;
	return result;
}

static enum record_result
identity_write(struct record *record, enum record_statement id, long service,
    const struct record_place_in_feed *place)
{
	struct query q = query_begin(record, id);

	query_long(&q, ":feed", place->feed);
	query_text(&q, ":source_key", place->source_key);
	query_blob(&q, ":said", place->said, sizeof(place->said));
	query_long(&q, ":gone", place->gone);
	query_long(&q, ":problems", (long)place->problems_count);
	if (service)
		query_long(&q, ":service", service);
	return query_run(&q);
}

static enum record_result
problems_write(struct record *record, long service,
    const struct record_place_in_feed *place)
{
	struct query q;

	for (size_t i = 0; i < place->problems_count; i++) {
		q = query_begin(record, SERVICE_PROBLEM_ADD);
		query_long(&q, ":service", service);
		query_long(&q, ":position", (long)i);
		query_long(&q, ":kind", place->problems[i].kind);
		query_text(&q, ":field", place->problems[i].field);
		query_text(&q, ":what", place->problems[i].what);
		query_text(&q, ":done", place->problems[i].done);
		if (query_run(&q) != RECORD_OK)
			return RECORD_FAILED;
	}
	return RECORD_OK;
}

static enum record_result
rows_of_service_delete(
    struct record *record, enum record_statement id, long service)
{
	struct query q = query_begin(record, id);

	query_long(&q, ":service", service);
	return query_run(&q);
}

static enum record_result
problems_rewrite(struct record *record, long service,
    const struct record_place_in_feed *place)
{
	if (rows_of_service_delete(record, SERVICE_PROBLEMS_DELETE, service) !=
	    RECORD_OK)
		return RECORD_FAILED;
	return problems_write(record, service, place);
}

static enum record_result
service_row_of_uuid(struct record *record, const char *uuid, long *service)
{
	struct query q = query_begin(record, SERVICE_BY_UUID);

	*service = 0;
	query_text(&q, ":uuid", uuid);
	if (query_row(&q))
		*service = query_column_long(&q);
	if (query_end(&q) != RECORD_OK)
		return RECORD_FAILED;
	return *service ? RECORD_OK : RECORD_NOT_FOUND;
}

static enum record_result
service_add(struct record *record, struct listing *listing,
    const struct record_place_in_feed *place)
{
	struct query q;
	long organization;

	if (organization_give(record, listing, place, &organization) !=
		RECORD_OK ||
	    record_code_give(record, listing->uuid, CODE_LISTING,
		listing->code) != RECORD_OK)
		return RECORD_FAILED;
	q = query_begin(record, SERVICE_ADD);
	query_text(&q, ":uuid", listing->uuid);
	query_text(&q, ":code", listing->code);
	query_long(&q, ":feed", place->feed);
	query_long(&q, ":organization", organization);
	query_long(&q, ":gone", place->gone);
	query_long(&q, ":withdrawn", place->gone ? place->day : 0);
	service_bind_stated(&q, listing);
	if (query_run(&q) != RECORD_OK)
		return RECORD_FAILED;
	listing->row = (long)sqlite3_last_insert_rowid(record->db);
	return RECORD_OK;
}

enum record_result
record_listing_add(struct record *record, struct listing *listing,
    const struct record_place_in_feed *place)
{
	long other;

	assert(listing->uuid[0] && listing->name);
	switch (service_row_of_uuid(record, listing->uuid, &other)) {
	case RECORD_OK:
		return RECORD_NOT_FOUND;
	case RECORD_FAILED:
		return RECORD_FAILED;
	case RECORD_NOT_FOUND:
		break;
	}
	if (service_add(record, listing, place) != RECORD_OK ||
	    identity_write(record, IDENTITY_ADD, listing->row, place) !=
		RECORD_OK ||
	    service_lists_write(record, listing) != RECORD_OK ||
	    problems_write(record, listing->row, place) != RECORD_OK)
		return RECORD_FAILED;
	return record_change_note(
	    record, place->run, listing->row, "state", NULL, "added");
}

enum record_result
record_listing_read(struct record *record, long service, struct arena *arena,
    struct listing *out)
{
	struct query q = query_begin(record, SERVICE_BY_ROW);
	struct service_row row = {.listing = out};
	bool found;

	listing_init(out, arena);
	query_long(&q, ":service", service);
	found = query_row(&q);
	if (found)
		service_row_columns(&q, arena, &row);
	if (query_end(&q) != RECORD_OK)
		return RECORD_FAILED;
	return found ? service_lists_read(record, out) : RECORD_NOT_FOUND;
}

static const char *const gone_names[] = {
    [GONE_NOT] = "live",
    [GONE_ABSENT] = "withdrawn",
    [GONE_DELETED] = "deleted",
    [GONE_CLOSED] = "closed",
    [GONE_UNDONE] = "undone",
};

const char *
service_gone_name(long gone)
{
	return gone >= 0 && gone < (long)ARRAY_LEN(gone_names)
		   ? gone_names[gone]
		   : "";
}

enum record_gone
service_gone_of_name(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(gone_names); i++) {
		if (strcmp(gone_names[i], name) == 0)
			return (enum record_gone)i;
	}
	return GONE_NOT;
}

enum record_result
service_update(struct record *record, struct listing *listing,
    const struct record_place_in_feed *place, long withdrawn)
{
	struct query q;
	long organization;

	if (organization_give(record, listing, place, &organization) !=
	    RECORD_OK)
		return RECORD_FAILED;
	q = query_begin(record, SERVICE_UPDATE);
	query_long(&q, ":organization", organization);
	query_long(&q, ":gone", place->gone);
	query_long(&q, ":withdrawn", withdrawn);
	service_bind_stated(&q, listing);
	query_long(&q, ":service", listing->row);
	if (query_run(&q) != RECORD_OK ||
	    service_lists_delete(record, listing->row) != RECORD_OK)
		return RECORD_FAILED;
	return service_lists_write(record, listing);
}

enum record_result
service_before(struct record *record, long service, struct arena *arena,
    struct service_row *row)
{
	struct query q = query_begin(record, SERVICE_BY_ROW);
	bool found;

	listing_init(row->listing, arena);
	query_long(&q, ":service", service);
	found = query_row(&q);
	if (found)
		service_row_columns(&q, arena, row);
	if (query_end(&q) != RECORD_OK || !found)
		return RECORD_FAILED;
	return service_lists_read(record, row->listing);
}

/* It is back: the day it had gone is kept, should that be undone. */
static enum record_result
went_note(struct record *record, long run, long service, long went)
{
	char day[24];

	snprintf(day, sizeof(day), "%ld", went);
	return record_change_note(record, run, service, "withdrawn", day, "0");
}

enum record_result
record_listing_change(struct record *record, long service,
    struct listing *listing, const struct record_place_in_feed *place,
    struct record_difference *out)
{
	struct arena arena = {0};
	struct listing before;
	struct service_row row = {.listing = &before};
	enum record_result result;
	long withdrawn;

	result = service_before(record, service, &arena, &row);
	if (result != RECORD_OK)
		goto out;
	listing->row = service;
	memcpy(listing->uuid, before.uuid, sizeof(before.uuid));
	memcpy(listing->code, before.code, sizeof(before.code));
	withdrawn = !place->gone    ? 0
		    : row.gone != 0 ? row.withdrawn
				    : place->day;
	memset(out, 0, sizeof(*out));
	out->gone = place->gone && !row.gone;
	out->revived = !place->gone && row.gone;
	result = record_changes_find(record, place->run, &before, listing, out);
	if (result == RECORD_OK && row.gone != (long)place->gone) {
		out->changed = true;
		result = record_change_note(record, place->run, service,
		    "state", service_gone_name(row.gone),
		    service_gone_name(place->gone));
	}
	if (result == RECORD_OK && row.withdrawn != withdrawn && row.gone)
		result = went_note(record, place->run, service, row.withdrawn);
	if (result == RECORD_OK && out->changed)
		result = service_update(record, listing, place, withdrawn);
	if (result == RECORD_OK)
		result = identity_write(record, IDENTITY_UPDATE, 0, place);
	if (result == RECORD_OK)
		result = problems_rewrite(record, service, place);
out:
	arena_clear(&arena);
	return result;
}

enum record_result
record_listing_gone(struct record *record, long service,
    const struct record_place_in_feed *place)
{
	struct query q = query_begin(record, SERVICE_GONE);

	query_long(&q, ":gone", place->gone);
	query_long(&q, ":withdrawn", place->day);
	query_long(&q, ":service", service);
	if (query_run(&q) != RECORD_OK ||
	    identity_write(record, IDENTITY_UPDATE, 0, place) != RECORD_OK)
		return RECORD_FAILED;
	return record_change_note(record, place->run, service, "state",
	    service_gone_name(GONE_NOT), service_gone_name(place->gone));
}

enum record_result
record_listing_by_code(struct record *record, const char *code, long *service)
{
	char uuid[UUID_TEXT];
	enum code_kind kind;
	enum record_result result;

	result = record_code_find(record, code, uuid, &kind);
	if (result != RECORD_OK)
		return result;
	if (kind != CODE_LISTING)
		return RECORD_NOT_FOUND;
	return service_row_of_uuid(record, uuid, service);
}

/* Takes the run's own listing away again, with all that it was given. */
static enum record_result
listing_unadd(struct record *record, const struct listing *listing, long run)
{
	struct query q = query_begin(record, CODE_DELETE);

	query_text(&q, ":code", listing->code);
	if (query_run(&q) != RECORD_OK ||
	    service_lists_delete(record, listing->row) != RECORD_OK ||
	    rows_of_service_delete(
		record, SERVICE_PROBLEMS_DELETE, listing->row) != RECORD_OK ||
	    rows_of_service_delete(record, SERVICE_DELETE, listing->row) !=
		RECORD_OK)
		return RECORD_FAILED;
	q = query_begin(record, CHANGES_DELETE);
	query_long(&q, ":run", run);
	query_long(&q, ":service", listing->row);
	return query_run(&q);
}

struct identity_row {
	char *source_key;
	struct record_place_in_feed place;
};

static enum record_result
identity_of(struct record *record, long feed, long service, struct arena *arena,
    struct identity_row *out)
{
	struct query q = query_begin(record, IDENTITY_OF_SERVICE);
	const void *said;
	size_t length = 0;
	bool found;

	query_long(&q, ":feed", feed);
	query_long(&q, ":service", service);
	found = query_row(&q);
	if (found) {
		out->source_key = query_column_text(&q, arena);
		said = query_column_blob(&q, &length);
		if (length == SHA256_BYTES)
			memcpy(out->place.said, said, SHA256_BYTES);
		out->place.gone = (enum record_gone)query_column_long(&q);
		out->place.feed = feed;
		out->place.source_key = out->source_key;
	}
	if (query_end(&q) != RECORD_OK)
		return RECORD_FAILED;
	return found ? RECORD_OK : RECORD_NOT_FOUND;
}

static enum record_result
identity_delete(struct record *record, const struct identity_row *row)
{
	struct query q = query_begin(record, IDENTITY_DELETE);

	query_long(&q, ":feed", row->place.feed);
	query_text(&q, ":source_key", row->source_key);
	return query_run(&q);
}

enum record_result
record_listing_join(struct record *record, long vanished, struct listing *added,
    const struct record_place_in_feed *place)
{
	struct identity_row old = {0}, new = {0};
	struct arena arena = {0};
	struct record_difference difference;
	enum record_result result = RECORD_FAILED;

	if (identity_of(record, place->feed, vanished, &arena, &old) !=
		RECORD_OK ||
	    identity_of(record, place->feed, added->row, &arena, &new) !=
		RECORD_OK ||
	    listing_unadd(record, added, place->run) != RECORD_OK ||
	    identity_delete(record, &old) != RECORD_OK ||
	    identity_delete(record, &new) != RECORD_OK)
		goto out;
	new.place.run = place->run;
	new.place.day = place->day;
	new.place.org_key = place->org_key;
	new.place.problems = place->problems;
	new.place.problems_count = place->problems_count;
	if (identity_write(record, IDENTITY_ADD, vanished, &new.place) !=
		RECORD_OK ||
	    record_change_note(record, place->run, vanished, "source_key",
		old.source_key, new.source_key) != RECORD_OK ||
	    !record_seen_add(record, vanished))
		goto out;
	result = record_listing_change(
	    record, vanished, added, &new.place, &difference);
out:
	arena_clear(&arena);
	return result;
}
