#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "schema/record_internal.h"

struct query
query_begin(struct record *record, enum record_statement id)
{
	return (struct query){
	    record, record->prepared[id], record->parameters[id], 0, 0};
}

/* Parameters are mostly bound in their order: then no search is needed. */
static int
query_parameter(struct query *q, const char *name)
{
	const char *next = q->parameters[q->bound];

	if (next && strcmp(next, name) == 0)
		return ++q->bound;
	q->bound = sqlite3_bind_parameter_index(q->stmt, name);
	assert(q->bound > 0);
	return q->bound;
}

static void
query_bound(struct query *q, int result)
{
	if (result == SQLITE_OK)
		return;
	log_line("record: %s", sqlite3_errmsg(q->record->db));
	q->record->failed = true;
}

/* The caller's text lives until query_end(): SQLite need not copy it. */
void
query_text(struct query *q, const char *name, const char *text)
{
	int at = query_parameter(q, name);

	query_bound(
	    q, text ? sqlite3_bind_text(q->stmt, at, text, -1, SQLITE_STATIC)
		    : sqlite3_bind_null(q->stmt, at));
}

void
query_long(struct query *q, const char *name, long number)
{
	query_bound(
	    q, sqlite3_bind_int64(q->stmt, query_parameter(q, name), number));
}

void
query_double(struct query *q, const char *name, double number)
{
	query_bound(
	    q, sqlite3_bind_double(q->stmt, query_parameter(q, name), number));
}

void
query_blob(struct query *q, const char *name, const void *data, size_t length)
{
	query_bound(q, sqlite3_bind_blob64(q->stmt, query_parameter(q, name),
			   data, length, SQLITE_STATIC));
}

bool
query_row(struct query *q)
{
	int result = sqlite3_step(q->stmt);

	q->column = 0;
	if (result == SQLITE_ROW)
		return true;
	if (result != SQLITE_DONE) {
		log_line("record: %s", sqlite3_errmsg(q->record->db));
		q->record->failed = true;
	}
	return false;
}

enum record_result
query_end(struct query *q)
{
	int result = sqlite3_reset(q->stmt);

	sqlite3_clear_bindings(q->stmt);
	return result == SQLITE_OK ? RECORD_OK : RECORD_FAILED;
}

enum record_result
query_run(struct query *q)
{
	bool row = query_row(q);

	assert(!row);
	return query_end(q);
}

long
query_column_long(struct query *q)
{
	return (long)sqlite3_column_int64(q->stmt, q->column++);
}

double
query_column_double(struct query *q)
{
	return sqlite3_column_double(q->stmt, q->column++);
}

char *
query_column_text(struct query *q, struct arena *arena)
{
	int at = q->column++;
	const char *text = (const char *)sqlite3_column_text(q->stmt, at);

	if (!text)
		return NULL;
	return arena_strndup(
	    arena, text, (size_t)sqlite3_column_bytes(q->stmt, at));
}

void
query_column_copy(struct query *q, char *out, size_t size)
{
	const char *text =
	    (const char *)sqlite3_column_text(q->stmt, q->column++);

	snprintf(out, size, "%s", text ? text : "");
}

const void *
query_column_blob(struct query *q, size_t *length)
{
	int at = q->column++;
	const void *data = sqlite3_column_blob(q->stmt, at);

	*length = (size_t)sqlite3_column_bytes(q->stmt, at);
	return data;
}

long
record_number(struct record *record, enum record_statement id, long otherwise)
{
	struct query q = query_begin(record, id);
	long number = otherwise;

	if (query_row(&q))
		number = query_column_long(&q);
	if (query_end(&q) != RECORD_OK)
		return otherwise;
	return number;
}
