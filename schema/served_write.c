#include "schema/served_write.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const tables[N_SERVED_FILES] = {
    [SERVED_LISTINGS] = "schema/sql/listings-001-initial.sql",
    [SERVED_PLACES] = "schema/sql/places-001-initial.sql",
};

/* No journal and no waiting for the disk: publish syncs the whole file. */
static const char settings[] = "PRAGMA page_size = 4096;"
			       "PRAGMA encoding = 'UTF-8';"
			       "PRAGMA journal_mode = OFF;"
			       "PRAGMA synchronous = OFF;"
			       "PRAGMA locking_mode = EXCLUSIVE;"
			       "PRAGMA temp_store = MEMORY;"
			       "PRAGMA cache_size = -8192;" /* KiB */
			       "BEGIN EXCLUSIVE";

/* Keeps the first fault: what follows it says no more. */
static void
keep_fault(struct served_writer *writer, const char *fault)
{
	if (writer->fault[0] == '\0')
		snprintf(writer->fault, sizeof(writer->fault), "%s: %s",
		    served_file_name[writer->which], fault);
}

static void
run(struct served_writer *writer, const char *sql)
{
	if (writer->fault[0] == '\0' &&
	    sqlite3_exec(writer->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		keep_fault(writer, sqlite3_errmsg(writer->db));
}

static void
prepare(struct served_writer *writer)
{
	int first = 0, end = N_LISTINGS_INSERTS;

	if (writer->which == SERVED_PLACES) {
		first = N_LISTINGS_INSERTS;
		end = N_SERVED_INSERTS;
	}
	for (int i = first; i < end && writer->fault[0] == '\0'; i++)
		if (sqlite3_prepare_v3(writer->db, served_insert_sql[i], -1,
			SQLITE_PREPARE_PERSISTENT, &writer->prepared[i],
			NULL) != SQLITE_OK)
			keep_fault(writer, sqlite3_errmsg(writer->db));
}

void
served_write_open(
    struct served_writer *writer, const char *folder, enum served_file which)
{
	const struct embedded *sql = embedded_find(served_sql, tables[which]);
	char *path = xasprintf("%s/%s", folder, served_file_name[which]);

	assert(sql != NULL);
	writer->which = which;
	if (sqlite3_open_v2(path, &writer->db,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
		    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE,
		NULL) != SQLITE_OK)
		keep_fault(writer, writer->db != NULL
				       ? sqlite3_errmsg(writer->db)
				       : "no memory");
	free(path);
	run(writer, settings);
	run(writer, sql->data);
	prepare(writer);
}

struct binder
served_write_begin(struct served_writer *writer, enum served_insert which)
{
	return (struct binder){writer->prepared[which], 0};
}

/* Nothing is left to the caller to look at: the fault is kept. */
long
served_write_end(struct served_writer *writer, struct binder *binder)
{
	long row = 0;
	int result;

	if (writer->fault[0] != '\0')
		return 0;
	result = sqlite3_step(binder->stmt);
	if (result == SQLITE_ROW)
		row = (long)sqlite3_column_int64(binder->stmt, 0);
	else if (result != SQLITE_DONE)
		keep_fault(writer, sqlite3_errmsg(writer->db));
	else if (!sqlite3_stmt_readonly(binder->stmt))
		row = (long)sqlite3_last_insert_rowid(writer->db);
	served_done(binder->stmt);
	return row;
}

static void
finalize_all(struct served_writer *writer)
{
	for (int i = 0; i < N_SERVED_INSERTS; i++) {
		sqlite3_finalize(writer->prepared[i]);
		writer->prepared[i] = NULL;
	}
}

bool
served_write_close(struct served_writer *writer, char *error, size_t error_size)
{
	run(writer, "COMMIT");
	finalize_all(writer);
	if (sqlite3_close(writer->db) != SQLITE_OK)
		keep_fault(writer, "could not be closed");
	writer->db = NULL;
	if (writer->fault[0] == '\0')
		return true;
	snprintf(error, error_size, "%s", writer->fault);
	return false;
}

void
served_write_drop(struct served_writer *writer)
{
	finalize_all(writer);
	sqlite3_close(writer->db);
	writer->db = NULL;
}
