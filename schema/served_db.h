/*
 * What the files schema/served*.c share: how a generation's databases are
 * opened, read row by row, and written.  Nobody else includes this.
 */
#ifndef SIGNPOST_SERVED_DB_H
#define SIGNPOST_SERVED_DB_H

#include <sqlite3.h>

#include "base/embed.h"
#include "schema/served.h"
#include "schema/served_statements.h"

#define SERVED_FORMAT 1 /* user_version of both files */

/*
 * Steps of SQLite's machine that one answer may take, a hundredth of a
 * second or two: every query finds its rows by key, so that more means a
 * damaged file.
 */
#define SERVED_MAX_STEPS 1000000

enum served_file { SERVED_LISTINGS = 0, SERVED_PLACES, N_SERVED_FILES };
extern const char *const served_file_name[N_SERVED_FILES];
extern const int served_file_mark[N_SERVED_FILES]; /* application_id */
/* The tables: schema/sql/listings-*.sql and places-*.sql, built in. */
extern const struct embedded served_sql[];

struct served {
	sqlite3 *db[N_SERVED_FILES];
	sqlite3_stmt *prepared[N_SERVED_STATEMENTS];
	long steps; /* taken by the current answer, in thousands */
	long generation;
	time_t published;
};

/* Opens one file read-only, as security of a file from outside asks. */
sqlite3 *served_db_open(
    const char *folder, enum served_file which, char *error, size_t error_size);

/*
 * Reading: served_begin() gives a statement with nothing bound, binding
 * and served_step() follow, served_done() on every way out.
 */
sqlite3_stmt *served_begin(struct served *, enum served_statement);
/* OK: a row; NOT_FOUND: no more; FAILED: logged. */
enum served_result served_step(struct served *, sqlite3_stmt *);
void served_done(sqlite3_stmt *);
/*
 * Binding by name.  A text is borrowed until served_done(): nothing is copied
 * on the way.  NULL and empty texts, and the 0 of bind_long_if(),
 * become NULL.  To a statement that could not be prepared (a file that
 * could not be written: the fault is kept) nothing is bound.
 */
struct binder {
	sqlite3_stmt *stmt;
	int next; /* where the next name is looked for first */
};
void bind_text(struct binder *, const char *name, const char *value);
void bind_long(struct binder *, const char *name, long value);
void bind_long_if(struct binder *, const char *name, long value);
void bind_double(struct binder *, const char *name, double value);

/* The columns of a row, one after the other; texts go to the arena. */
struct row {
	sqlite3_stmt *stmt;
	struct arena *arena;
	int at;
};
char *row_text(struct row *);     /* NULL where not given */
char *row_text_set(struct row *); /* "" where a damaged file has none */
long row_long(struct row *);      /* 0 where not given */
double row_double(struct row *);
bool row_bool(struct row *);
/* 0 to max: anything else a damaged file may hold reads as 0. */
unsigned row_enum(struct row *, unsigned max);
/* "" where not given; cut where it is longer than its place. */
void row_fixed(struct row *, char *out, size_t size);

#endif
