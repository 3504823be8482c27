/* What one run meets, and what is left at its end. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "schema/record_internal.h"
#include "schema/record_listing.h"

static void
known_columns(struct query *q, struct record_known *out)
{
	const void *said;
	size_t length;

	out->service = query_column_long(q);
	out->gone = (enum record_gone)query_column_long(q);
	out->problems = query_column_long(q);
	said = query_column_blob(q, &length);
	memset(out->said, 0, sizeof(out->said));
	if (said && length == sizeof(out->said))
		memcpy(out->said, said, sizeof(out->said));
}

enum record_result
record_known_find(struct record *record, long feed, const char *source_key,
    struct record_known *out)
{
	struct query q = query_begin(record, IDENTITY_FIND);
	bool found;

	query_long(&q, ":feed", feed);
	query_text(&q, ":source_key", source_key);
	found = query_row(&q);
	if (found)
		known_columns(&q, out);
	if (query_end(&q) != RECORD_OK)
		return RECORD_FAILED;
	return found ? RECORD_OK : RECORD_NOT_FOUND;
}

enum record_result
record_known_like(struct record *record, long feed, const char *source_key,
    record_known_cb *cb, void *arg)
{
	struct query q = query_begin(record, IDENTITY_LIKE);
	struct arena arena = {0};
	struct buf beyond = {0};
	size_t length = strlen(source_key);

	buf_add_text(&beyond, source_key);
	buf_add_char(&beyond, '#' + 1);
	query_long(&q, ":feed", feed);
	query_text(&q, ":source_key", source_key);
	query_text(&q, ":beyond", buf_text(&beyond));
	while (query_row(&q)) {
		struct record_known known;
		char *key = query_column_text(&q, &arena);

		known_columns(&q, &known);
		if (key[length] == '\0' || key[length] == '#')
			cb(arg, key, &known);
	}
	buf_clear(&beyond);
	arena_clear(&arena);
	return query_end(&q);
}

enum record_result
record_known_problems(
    struct record *record, long service, record_known_problem_cb *cb, void *arg)
{
	struct query q = query_begin(record, SERVICE_PROBLEMS);
	struct arena arena = {0};

	query_long(&q, ":service", service);
	while (query_row(&q)) {
		struct problem problem = {0};

		problem.kind = (enum problem_kind)query_column_long(&q);
		problem.field = query_column_text(&q, &arena);
		problem.what = query_column_text(&q, &arena);
		problem.done = query_column_text(&q, &arena);
		cb(arg, &problem);
		arena_clear(&arena);
	}
	return query_end(&q);
}

enum record_result
record_seen_clear(struct record *record)
{
	struct query q = query_begin(record, SEEN_CLEAR);

	return query_run(&q);
}

bool
record_seen_add(struct record *record, long service)
{
	struct query q = query_begin(record, SEEN_ADD);
	bool added;

	query_long(&q, ":service", service);
	added = query_row(&q);
	return query_end(&q) == RECORD_OK && added;
}

bool
record_seen(struct record *record, long service)
{
	struct query q = query_begin(record, SEEN_TEST);
	bool seen;

	query_long(&q, ":service", service);
	seen = query_row(&q);
	return query_end(&q) == RECORD_OK && seen;
}

static long
count_of(struct record *record, enum record_statement id, long feed, long run)
{
	struct query q = query_begin(record, id);
	long count = 0;

	query_long(&q, ":feed", feed);
	if (run)
		query_long(&q, ":run", run);
	if (query_row(&q))
		count = query_column_long(&q);
	return query_end(&q) == RECORD_OK ? count : 0;
}

long
record_live_count(struct record *record, long feed)
{
	return count_of(record, LIVE_COUNT, feed, 0);
}

long
record_missing_count(struct record *record, long feed)
{
	return count_of(record, MISSING_COUNT, feed, 0);
}

long
record_missing_named_again(struct record *record, long feed, long run)
{
	return count_of(record, MISSING_NAMED_AGAIN, feed, run);
}

static enum record_result
services_tell(struct query *q, record_service_cb *cb, void *arg)
{
	while (query_row(q))
		cb(arg, query_column_long(q));
	return query_end(q);
}

enum record_result
record_missing(
    struct record *record, long feed, record_service_cb *cb, void *arg)
{
	struct query q = query_begin(record, MISSING);

	query_long(&q, ":feed", feed);
	return services_tell(&q, cb, arg);
}

enum record_result
record_added(struct record *record, long run, record_service_cb *cb, void *arg)
{
	struct query q = query_begin(record, ADDED);

	query_long(&q, ":run", run);
	return services_tell(&q, cb, arg);
}

enum record_result
record_missing_withdraw(struct record *record, long feed, long run, day_t day)
{
	struct query q = query_begin(record, MISSING_CHANGES);

	query_long(&q, ":run", run);
	query_long(&q, ":feed", feed);
	if (query_run(&q) != RECORD_OK)
		return RECORD_FAILED;
	q = query_begin(record, MISSING_SERVICES);
	query_long(&q, ":day", day);
	query_long(&q, ":feed", feed);
	if (query_run(&q) != RECORD_OK)
		return RECORD_FAILED;
	q = query_begin(record, MISSING_IDENTITIES);
	query_long(&q, ":feed", feed);
	return query_run(&q);
}

enum record_result
record_likeness_add(
    struct record *record, const char *likeness, long service, bool added)
{
	struct query q = query_begin(record, PAIR_ADD);

	query_text(&q, ":likeness", likeness);
	query_long(&q, ":service", service);
	query_long(&q, ":added", added);
	return query_run(&q);
}

enum record_result
record_likeness_clear(struct record *record)
{
	struct query q = query_begin(record, PAIR_CLEAR);

	return query_run(&q);
}

enum record_result
record_pairs(struct record *record, record_pair_cb *cb, void *arg)
{
	struct query q = query_begin(record, PAIRS);

	while (query_row(&q)) {
		long vanished = query_column_long(&q);
		long added = query_column_long(&q);

		cb(arg, vanished, added);
	}
	return query_end(&q);
}

/* How many listings changed in a field. */
struct field_changes {
	char field[64];
	long listings;
};

static int
most_first(const void *a, const void *b)
{
	const struct field_changes *x = a, *y = b;

	if (x->listings != y->listings)
		return x->listings > y->listings ? -1 : 1;
	return strcmp(x->field, y->field);
}

/*
 * Fields are few: counting them here takes no memory for each change, as
 * sorting by field would.
 */
enum record_result
record_changes(struct record *record, long run, record_change_cb *cb, void *arg)
{
	struct query q = query_begin(record, CHANGES_OF_RUN);
	struct field_changes *fields = NULL;
	size_t count = 0, at;
	enum record_result result;

	query_long(&q, ":run", run);
	while (query_row(&q)) {
		char field[sizeof(fields->field)];

		query_column_copy(&q, field, sizeof(field));
		for (at = 0; at < count; at++)
			if (strcmp(fields[at].field, field) == 0)
				break;
		if (at == count) {
			fields = grow_array(fields, count++, sizeof(*fields));
			memcpy(fields[at].field, field, sizeof(field));
			fields[at].listings = 0;
		}
		fields[at].listings++;
	}
	result = query_end(&q);
	if (count > 0)
		qsort(fields, count, sizeof(*fields), most_first);
	for (at = 0; at < count; at++)
		cb(arg, fields[at].field, fields[at].listings);
	free(fields);
	return result;
}
