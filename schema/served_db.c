#include "schema/served_db.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"

#define SERVED_MAX_ROW 1000000 /* bytes: a description and all beside it */

const char *const served_file_name[N_SERVED_FILES] = {
    [SERVED_LISTINGS] = "listings.db",
    [SERVED_PLACES] = "places.db",
};
const int served_file_mark[N_SERVED_FILES] = {
    [SERVED_LISTINGS] = 0x53674c31,
    [SERVED_PLACES] = 0x53675031,
};

/* file:PATH?immutable=1, with what a URI gives a meaning escaped. */
static void
file_uri(struct buf *out, const char *folder, const char *name)
{
	buf_add_text(out, "file:");
	for (const char *at = folder; *at != '\0'; at++) {
		if (strchr("%?#", *at) != NULL)
			buf_printf(out, "%%%02X", (unsigned)*at);
		else
			buf_add_char(out, *at);
	}
	buf_printf(out, "/%s?immutable=1", name);
}

/* Reading what is there is all that this connection may do. */
static int
authorise_cb(void *arg UNUSED, int action, const char *first UNUSED,
    const char *second UNUSED, const char *database UNUSED,
    const char *inner UNUSED)
{
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_READ:
	case SQLITE_FUNCTION:
		return SQLITE_OK;
	default:
		return SQLITE_DENY;
	}
}

static void
harden(sqlite3 *db)
{
	static const int limits[][2] = {
	    {SQLITE_LIMIT_LENGTH, SERVED_MAX_ROW},
	    {SQLITE_LIMIT_SQL_LENGTH, 10000},
	    {SQLITE_LIMIT_COLUMN, 100},
	    {SQLITE_LIMIT_EXPR_DEPTH, 20},
	    {SQLITE_LIMIT_COMPOUND_SELECT, 3},
	    {SQLITE_LIMIT_VDBE_OP, 25000},
	    {SQLITE_LIMIT_FUNCTION_ARG, 8},
	    {SQLITE_LIMIT_ATTACHED, 0},
	    {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50},
	    {SQLITE_LIMIT_VARIABLE_NUMBER, 20},
	    {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
	    {SQLITE_LIMIT_WORKER_THREADS, 0},
	};

	for (size_t i = 0; i < ARRAY_LEN(limits); i++)
		sqlite3_limit(db, limits[i][0], limits[i][1]);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
}

static const char settings[] = "PRAGMA mmap_size = 0;"
			       "PRAGMA cell_size_check = ON;"
			       "PRAGMA query_only = ON;"
			       "PRAGMA cache_size = -2000;"; /* KiB */

/* The number that a pragma answers; -1 where it does not. */
static int
pragma_number(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *stmt = NULL;
	int number = -1;

	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK &&
	    sqlite3_step(stmt) == SQLITE_ROW)
		number = sqlite3_column_int(stmt, 0);
	sqlite3_finalize(stmt);
	return number;
}

/* What is wrong with a file that was opened; NULL: nothing. */
static const char *
file_fault(sqlite3 *db, enum served_file which)
{
	if (sqlite3_exec(db, settings, NULL, NULL, NULL) != SQLITE_OK)
		return sqlite3_errmsg(db);
	if (pragma_number(db, "PRAGMA application_id") !=
	    served_file_mark[which])
		return sqlite3_errcode(db) == SQLITE_OK
			   ? "is not a file of ours"
			   : sqlite3_errmsg(db);
	if (pragma_number(db, "PRAGMA user_version") != SERVED_FORMAT)
		return "has a format that this program does not read";
	return NULL;
}

sqlite3 *
served_db_open(
    const char *folder, enum served_file which, char *error, size_t error_size)
{
	struct buf uri = {0};
	sqlite3 *db = NULL;
	const char *fault = NULL;
	int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI |
		    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;

	file_uri(&uri, folder, served_file_name[which]);
	if (sqlite3_open_v2(buf_text(&uri), &db, flags, NULL) != SQLITE_OK)
		fault = db != NULL ? sqlite3_errmsg(db) : "no memory";
	else {
		harden(db);
		fault = file_fault(db, which);
	}
	buf_clear(&uri);
	if (fault == NULL) {
		sqlite3_set_authorizer(db, authorise_cb, NULL);
		return db;
	}
	snprintf(error, error_size, "%s/%s: %s", folder,
	    served_file_name[which], fault);
	sqlite3_close(db);
	return NULL;
}

sqlite3_stmt *
served_begin(struct served *served, enum served_statement which)
{
	served->steps = 0;
	return served->prepared[which];
}

enum served_result
served_step(struct served *served, sqlite3_stmt *stmt)
{
	sqlite3 *db = sqlite3_db_handle(stmt);

	switch (sqlite3_step(stmt)) {
	case SQLITE_ROW:
		return SERVED_OK;
	case SQLITE_DONE:
		return SERVED_NOT_FOUND;
	default:
		log_line("%s of generation %ld: %s",
		    served_file_name[db == served->db[SERVED_PLACES]
					 ? SERVED_PLACES
					 : SERVED_LISTINGS],
		    served->generation, sqlite3_errmsg(db));
		return SERVED_FAILED;
	}
}

void
served_done(sqlite3_stmt *stmt)
{
	sqlite3_reset(stmt);
	sqlite3_clear_bindings(stmt);
}

/*
 * A parameter's number.  Names are mostly bound in the order in which the
 * statement has them, so that the next one is looked at first.
 */
static int
parameter(struct binder *binder, const char *name)
{
	const char *next =
	    sqlite3_bind_parameter_name(binder->stmt, binder->next + 1);
	int at = binder->next + 1;

	if (next == NULL || strcmp(next, name) != 0)
		at = sqlite3_bind_parameter_index(binder->stmt, name);
	assert(at > 0); /* a name that the statement has not is our slip */
	binder->next = at;
	return at;
}

/* Binding fails for want of memory alone, and that ends the process. */
static void
bound(int result)
{
	if (result != SQLITE_OK)
		fatal("out of memory");
}

static void
bind_null(struct binder *binder, const char *name)
{
	if (binder->stmt != NULL)
		bound(sqlite3_bind_null(binder->stmt, parameter(binder, name)));
}

void
bind_text(struct binder *binder, const char *name, const char *value)
{
	if (value == NULL || *value == '\0')
		bind_null(binder, name);
	else if (binder->stmt != NULL)
		bound(sqlite3_bind_text(binder->stmt, parameter(binder, name),
		    value, -1, SQLITE_STATIC));
}

void
bind_long(struct binder *binder, const char *name, long value)
{
	if (binder->stmt != NULL)
		bound(sqlite3_bind_int64(
		    binder->stmt, parameter(binder, name), value));
}

void
bind_long_if(struct binder *binder, const char *name, long value)
{
	if (value == 0)
		bind_null(binder, name);
	else
		bind_long(binder, name, value);
}

void
bind_double(struct binder *binder, const char *name, double value)
{
	if (binder->stmt != NULL)
		bound(sqlite3_bind_double(
		    binder->stmt, parameter(binder, name), value));
}

char *
row_text(struct row *row)
{
	int at = row->at++;
	const char *text = (const char *)sqlite3_column_text(row->stmt, at);

	if (text == NULL || *text == '\0')
		return NULL;
	return arena_strdup(row->arena, text);
}

char *
row_text_set(struct row *row)
{
	char *text = row_text(row);

	return text != NULL ? text : arena_strdup(row->arena, "");
}

long
row_long(struct row *row)
{
	return (long)sqlite3_column_int64(row->stmt, row->at++);
}

double
row_double(struct row *row)
{
	return sqlite3_column_double(row->stmt, row->at++);
}

bool
row_bool(struct row *row)
{
	return row_long(row) == 1;
}

unsigned
row_enum(struct row *row, unsigned max)
{
	long value = row_long(row);

	return value < 0 || value > (long)max ? 0 : (unsigned)value;
}

void
row_fixed(struct row *row, char *out, size_t size)
{
	int at = row->at++;
	const char *text = (const char *)sqlite3_column_text(row->stmt, at);

	snprintf(out, size, "%s", text != NULL ? text : "");
}
