#include "schema/record_undo.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/number.h"
#include "schema/listing_fields.h"
#include "schema/record_internal.h"

/* Undoings of undoings that are followed: nobody goes there and back more. */
#define UNDO_MAX_DEPTH 1000

enum record_result
record_undo_find(struct record *record, long feed, long *run)
{
	struct query q = query_begin(record, UNDO_FIND);

	*run = 0;
	query_long(&q, ":feed", feed);
	if (query_row(&q))
		*run = query_column_long(&q);
	if (query_end(&q) != RECORD_OK)
		return RECORD_FAILED;
	return *run ? RECORD_OK : RECORD_NOT_FOUND;
}

long
record_undo_of(struct record *record, long run)
{
	struct query q = query_begin(record, RUN_UNDOES);
	long undone = 0;

	query_long(&q, ":run", run);
	if (query_row(&q))
		undone = query_column_long(&q);
	return query_end(&q) == RECORD_OK ? undone : 0;
}

bool
record_undo_restores(struct record *record, long run)
{
	int depth = 0;

	while (
	    depth < UNDO_MAX_DEPTH && (run = record_undo_of(record, run)) != 0)
		depth++;
	return depth % 2 == 1;
}

/* The lists of a listing: how one is emptied, and filled from its history. */
static const struct {
	const char *field;
	enum record_statement empty, fill;
} lists[] = {
    {"phone", PHONES_DELETE, PHONES_PUT_BACK},
    {"location", LOCATIONS_DELETE, LOCATIONS_PUT_BACK},
    {"service_area", AREAS_SERVED_DELETE, AREAS_SERVED_PUT_BACK},
    {"category", CATEGORIES_DELETE, CATEGORIES_PUT_BACK},
    {"service_type", TYPES_DELETE, TYPES_PUT_BACK},
    {"rules", RULES_DELETE, RULES_PUT_BACK},
    {"schedule", OPENINGS_DELETE, OPENINGS_PUT_BACK},
    {"language", LANGUAGES_DELETE, LANGUAGES_PUT_BACK},
};

static bool
list_put_back(struct record *record, long service,
    const struct record_history_field *field)
{
	for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
		struct query q;

		if (strcmp(lists[i].field, field->field) != 0 || !field->old)
			continue;
		q = query_begin(record, lists[i].empty);
		query_long(&q, ":service", service);
		if (query_run(&q) != RECORD_OK)
			return false;
		q = query_begin(record, lists[i].fill);
		query_long(&q, ":service", service);
		query_text(&q, ":entries", field->old);
		return query_run(&q) == RECORD_OK;
	}
	return true;
}

static long
number_of(const char *text)
{
	long number;

	return text && number_long(text, 0, 1L << 40, &number) ? number : 0;
}

static void
number_put_back(struct listing *listing, const char *field, long number)
{
	if (strcmp(field, "kind") == 0)
		listing->kind = (enum listing_kind)number;
	else if (strcmp(field, "status") == 0)
		listing->status = (enum listing_status)number;
	else if (strcmp(field, "checked") == 0)
		listing->checked = (day_t)number;
	else if (strcmp(field, "modified") == 0)
		listing->modified = (day_t)number;
	else if (strcmp(field, "collected") == 0)
		listing->collected = (day_t)number;
	else if (strcmp(field, "modes") == 0)
		listing->modes = (unsigned)number;
	else if (strcmp(field, "public_address") == 0)
		listing->public_address = number != 0;
	else if (strcmp(field, "hide_address") == 0)
		listing->hide_address = number != 0;
}

static const struct record_history_field *
field_find(const struct record_history *history, const char *name)
{
	for (size_t i = 0; i < history->fields_count; i++) {
		if (strcmp(history->fields[i].field, name) == 0)
			return &history->fields[i];
	}
	return NULL;
}

/* The run took its address out: what stood there is not known any more. */
static bool
must_be_left(const struct record_history *history)
{
	const struct record_history_field *mark =
	    field_find(history, "hide_address");

	return mark && number_of(mark->new) != 0;
}

/* Likewise a text that the address was taken out of. */
static bool
text_must_be_left(const struct record_history_field *field)
{
	return !field->old && listing_text_is_cut(field->new);
}

void
record_history_put_back(
    const struct record_history *history, struct listing *listing)
{
	if (must_be_left(history))
		return;
	for (size_t i = 0; i < history->fields_count; i++) {
		const struct record_history_field *field = &history->fields[i];
		const struct listing_field *text =
		    listing_field_find(field->field);

		if (text && text_must_be_left(field))
			continue;
		if (text)
			*listing_field_text(listing, text) =
			    arena_strdup(listing->arena, field->old);
		else
			number_put_back(
			    listing, field->field, number_of(field->old));
	}
}

static enum record_result
fields_put_back(struct record *record, const struct record_history *history,
    struct listing *listing, long run, struct record_undone *out)
{
	const struct record_history_field *mark =
	    field_find(history, "hide_address");

	out->withheld = mark && number_of(mark->old) != 0;
	for (size_t i = 0; i < history->fields_count; i++) {
		const struct record_history_field *field = &history->fields[i];
		bool text = listing_field_find(field->field) != NULL;
		bool secret = out->withheld &&
			      (text || strcmp(field->field, "location") == 0);

		if (field->withheld || (text && text_must_be_left(field)))
			continue;
		if (!list_put_back(record, listing->row, field) ||
		    record_change_note(record, run, listing->row, field->field,
			secret ? NULL : field->new,
			secret && !text ? NULL : field->old) != RECORD_OK)
			return RECORD_FAILED;
	}
	return RECORD_OK;
}

static enum record_result
key_put_back(struct record *record, const struct record_history *history,
    const struct record_place_in_feed *place, enum record_gone gone)
{
	struct query q = query_begin(record, IDENTITY_PUT_BACK);

	query_text(&q, ":source_key", history->key_old);
	query_long(&q, ":gone", gone);
	query_long(&q, ":feed", place->feed);
	query_long(&q, ":service", history->service);
	if (query_run(&q) != RECORD_OK)
		return RECORD_FAILED;
	if (!history->key_old)
		return RECORD_OK;
	return record_change_note(record, place->run, history->service,
	    "source_key", history->key_new, history->key_old);
}

/* What state it goes back to, and the day that belongs to it. */
static enum record_gone
gone_before(const struct record_history *history, long gone, long went,
    long *went_before)
{
	enum record_gone before = (enum record_gone)gone;

	if (history->state_old)
		before = service_gone_of_name(history->state_old);
	else if (history->state_new)
		before = GONE_UNDONE;
	*went_before = went;
	if (before == GONE_NOT || before == GONE_UNDONE)
		*went_before = 0;
	else if (history->went_old)
		*went_before = number_of(history->went_old);
	return before;
}

static enum record_result
state_note(struct record *record, long service, long run,
    const struct service_row *row, enum record_gone before, long went_before)
{
	struct buf old = {0}, new = {0};
	enum record_result result = RECORD_OK;

	if (row->gone != (long)before)
		result = record_change_note(record, run, service, "state",
		    service_gone_name(row->gone), service_gone_name(before));
	buf_add_long(&old, row->withdrawn);
	buf_add_long(&new, went_before);
	if (result == RECORD_OK && row->withdrawn != went_before)
		result = record_change_note(record, run, service, "withdrawn",
		    buf_text(&old), buf_text(&new));
	buf_clear(&old);
	buf_clear(&new);
	return result;
}

static enum history_kind
kind_undone(long was, enum record_gone is)
{
	if (was == (long)is)
		return HISTORY_CHANGED;
	if (is == GONE_NOT)
		return HISTORY_BACK;
	return is == GONE_UNDONE ? HISTORY_UNDONE : HISTORY_WITHDRAWN;
}

enum record_result
record_listing_put_back(struct record *record,
    const struct record_history *history, struct listing *listing,
    const struct record_place_in_feed *given, struct record_undone *out)
{
	struct record_place_in_feed place = *given;
	struct arena arena = {0};
	struct listing now;
	struct service_row row = {.listing = &now};
	enum record_result result;
	long went;

	memset(out, 0, sizeof(*out));
	out->left = must_be_left(history);
	result = service_before(record, history->service, &arena, &row);
	if (result != RECORD_OK)
		goto out;
	place.gone = gone_before(history, row.gone, row.withdrawn, &went);
	out->kind = kind_undone(row.gone, place.gone);
	result = state_note(
	    record, history->service, place.run, &row, place.gone, went);
	if (result == RECORD_OK)
		result = service_update(record, listing, &place, went);
	if (result == RECORD_OK && !out->left)
		result =
		    fields_put_back(record, history, listing, place.run, out);
	if (result == RECORD_OK)
		result = key_put_back(record, history, &place, place.gone);
out:
	arena_clear(&arena);
	return result;
}

static enum record_result
of_run(struct record *record, enum record_statement id, long feed, long run)
{
	struct query q = query_begin(record, id);

	query_long(&q, ":feed", feed);
	query_long(&q, ":run", run);
	return query_run(&q);
}

enum record_result
record_feed_remember(struct record *record, long feed, long run)
{
	return of_run(record, FEED_BEFORE_KEEP, feed, run);
}

enum record_result
record_feed_put_back(struct record *record, long feed, long run)
{
	return of_run(record, FEED_PUT_BACK, feed, run);
}

enum record_result
record_feed_remember_only(
    struct record *record, long feed, long run, bool changed)
{
	return of_run(record,
	    changed ? FEED_BEFORE_FORGET_OTHERS : FEED_BEFORE_FORGET, feed,
	    run);
}

enum record_result
record_undone_put(
    struct record *record, long feed, long run, const char *document)
{
	struct query q = query_begin(record, UNDONE_PUT);

	query_long(&q, ":feed", feed);
	query_long(&q, ":run", run);
	query_text(&q, ":document", document);
	return query_run(&q);
}

enum record_result
record_undone_forget(struct record *record, long feed)
{
	struct query q = query_begin(record, UNDONE_FORGET);

	query_long(&q, ":feed", feed);
	return query_run(&q);
}

long
record_undone_run(struct record *record, long feed, const char *document)
{
	struct query q = query_begin(record, UNDONE_FIND);
	long run = 0;

	query_long(&q, ":feed", feed);
	query_text(&q, ":document", document);
	if (query_row(&q))
		run = query_column_long(&q);
	return query_end(&q) == RECORD_OK ? run : 0;
}
