/* What publish asks of a generation's databases before it is swapped in. */
#include <stdio.h>
#include <string.h>

#include "schema/served_build.h"
#include "schema/served_db.h"

long
served_places_version(const char *folder)
{
	char error[256];
	sqlite3 *db =
	    served_db_open(folder, SERVED_PLACES, error, sizeof(error));
	sqlite3_stmt *stmt = NULL;
	long version = -1;

	if (db == NULL)
		return -1;
	if (sqlite3_prepare_v2(db, served_statement_sql[PLACES_VERSION], -1,
		&stmt, NULL) == SQLITE_OK &&
	    sqlite3_step(stmt) == SQLITE_ROW)
		version = (long)sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return version;
}

/* "ok" is the check's whole answer for a sound file. */
static bool
file_check(
    const char *folder, enum served_file which, char *error, size_t error_size)
{
	sqlite3 *db = served_db_open(folder, which, error, error_size);
	sqlite3_stmt *stmt = NULL;
	const char *answer = NULL;
	bool sound;

	if (db == NULL)
		return false;
	sqlite3_set_authorizer(db, NULL, NULL); /* it denies pragmas */
	if (sqlite3_prepare_v2(db, "PRAGMA integrity_check(1)", -1, &stmt,
		NULL) == SQLITE_OK &&
	    sqlite3_step(stmt) == SQLITE_ROW)
		answer = (const char *)sqlite3_column_text(stmt, 0);
	sound = answer != NULL && strcmp(answer, "ok") == 0;
	if (!sound)
		snprintf(error, error_size, "%s/%s: %s", folder,
		    served_file_name[which],
		    answer != NULL ? answer : sqlite3_errmsg(db));
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return sound;
}

bool
served_check(const char *folder, bool places, char *error, size_t error_size)
{
	return file_check(folder, SERVED_LISTINGS, error, error_size) &&
	       (!places ||
		   file_check(folder, SERVED_PLACES, error, error_size));
}
