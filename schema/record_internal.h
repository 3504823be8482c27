/*
 * Between the record's own files: its handle, and one way to run a
 * statement.  Nobody else includes this.
 */
#ifndef SIGNPOST_RECORD_INTERNAL_H
#define SIGNPOST_RECORD_INTERNAL_H

#include <sqlite3.h>

#include "base/alloc.h"
#include "schema/listing.h"
#include "schema/record.h"
#include "schema/record_decision.h"
#include "schema/record_listing.h"
#include "schema/record_statements.h"

struct record {
	sqlite3 *db;
	sqlite3_stmt *prepared[N_RECORD_STATEMENTS];
	/* Their parameters' names: SQLite would search them at every bind. */
	const char **parameters[N_RECORD_STATEMENTS];
	int lock_fd; /* -1: in memory, nobody to keep out */
	bool paused; /* somebody else may write now */
	bool failed; /* something in this transaction did: no commit */
	record_rederive_cb *rederive; /* see record_decision.h */
	void *rederive_arg;
	char *last_key; /* the organisation met last, see record_listing.c */
	struct record_organization {
		long row;
		char uuid[37], code[7];
	} last;
};

/* One use of one statement. */
struct query {
	struct record *record;
	sqlite3_stmt *stmt;
	const char *const *parameters; /* a NULL behind the last */
	int bound;  /* the parameter bound last: the next is likely next */
	int column; /* the column to read next */
};

struct query query_begin(struct record *, enum record_statement);
void query_text(struct query *, const char *name, const char *text);
void query_long(struct query *, const char *name, long number);
void query_double(struct query *, const char *name, double number);
void query_blob(
    struct query *, const char *name, const void *data, size_t length);
/* True: a row is there, its columns are read in their order. */
bool query_row(struct query *);
/* Runs a statement that gives no rows; and ends it. */
enum record_result query_run(struct query *);
/* Resets it.  RECORD_FAILED where a step failed. */
enum record_result query_end(struct query *);

long query_column_long(struct query *);
double query_column_double(struct query *);
/* Copied into the arena; NULL stays NULL. */
char *query_column_text(struct query *, struct arena *);
/* Into a fixed field; what does not fit is our own mistake. */
void query_column_copy(struct query *, char *out, size_t size);
/* Borrowed until the next step. */
const void *query_column_blob(struct query *, size_t *length);

/* What every SELECT of problems has. */
struct problem;
void record_problem_columns(struct query *, struct arena *, struct problem *);

/* What SERVICE_COLUMNS has, with all that stands in tables beside it. */
struct service_row {
	struct listing *listing;
	long feed, gone, withdrawn;
	char *feed_id, *feed_title, *publisher, *licence;
	long data_day;
	/* When its feed was last read whole; where it never was, when it was
	 * first tried. */
	time_t read_since;
};
/*
 * record_side.c: the rows of a list of all services, by service, read beside
 * the services themselves in one pass: a query for each list of each service
 * would take several times as long.
 */
struct side {
	struct query q; /* its first column is the service */
	long service;   /* of the row at hand */
	bool row;
};
void side_begin(struct side *, struct record *, enum record_statement);
/* True while a row of this service is at hand; services ascend. */
bool side_has(struct side *, long service);
void side_step(struct side *);

/* record_rows.c: one listing's rows in and out. */
void service_row_columns(struct query *, struct arena *, struct service_row *);
enum record_result service_lists_read(struct record *, struct listing *);
/* The same for one service after the other, by row; some may be left out. */
#define N_SERVICE_LISTS 8
struct service_lists {
	struct side sides[N_SERVICE_LISTS];
};
void service_lists_begin(struct record *, struct service_lists *);
void service_lists_next(struct service_lists *, struct listing *);
enum record_result service_lists_end(struct service_lists *);
enum record_result service_lists_write(struct record *, const struct listing *);
enum record_result service_lists_delete(struct record *, long service);
void service_bind_stated(struct query *, struct listing *);

/* record_listing.c: one listing as it is now, and anew. */
enum record_result service_before(
    struct record *, long service, struct arena *, struct service_row *);
enum record_result service_update(struct record *, struct listing *,
    const struct record_place_in_feed *, long withdrawn);
/* "live", "withdrawn"...: a state in the history. */
const char *service_gone_name(long gone);
enum record_gone service_gone_of_name(const char *name);

/*
 * record_change.c: notes each field in which two listings differ; fills in
 * "changed" and "withheld" of the difference.
 */
enum record_result record_change_note(struct record *, long run, long service,
    const char *field, const char *before, const char *after);
enum record_result record_changes_find(struct record *, long run,
    struct listing *before, struct listing *after,
    struct record_difference *out);

/* The first column of the only row, or "otherwise". */
long record_number(struct record *, enum record_statement, long otherwise);

#endif
