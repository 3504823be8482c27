#include "schema/served.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schema/manifest.h"
#include "schema/served_db.h"

#define STEPS_BETWEEN 1000 /* of SQLite's machine, from look to look */

/* Stops a query that a damaged file has sent astray. */
static int
progress_cb(void *arg)
{
	struct served *served = arg;

	served->steps += STEPS_BETWEEN;
	return served->steps > SERVED_MAX_STEPS;
}

/* Tables that files of an earlier Signpost do not have. */
static bool
served_may_lack(int statement)
{
	return statement == CHANGES_OF_HELD ||
	       statement == DISAGREEMENTS_OF_LISTING ||
	       statement == HELD_OF_FEED || statement == STATE_OF_FEED ||
	       statement == MEASURES_OF_FEED || statement == RUNS_OF_FEED;
}

static bool
prepare_all(struct served *served, char *error, size_t error_size)
{
	for (int i = 0; i < N_SERVED_STATEMENTS; i++) {
		enum served_file which =
		    i < N_LISTINGS_STATEMENTS ? SERVED_LISTINGS : SERVED_PLACES;
		sqlite3 *db = served->db[which];

		if (sqlite3_prepare_v3(db, served_statement_sql[i], -1,
			SQLITE_PREPARE_PERSISTENT, &served->prepared[i],
			NULL) == SQLITE_OK ||
		    served_may_lack(i)) /* NULL: it has none */
			continue;
		snprintf(error, error_size, "%s: statement %d: %s",
		    served_file_name[which], i, sqlite3_errmsg(db));
		return false;
	}
	return true;
}

struct served *
served_open(const char *folder, char *error, size_t error_size)
{
	struct served *served;
	struct manifest manifest;

	if (!manifest_read(folder, &manifest, error, error_size))
		return NULL;
	served = xcalloc(1, sizeof(*served));
	served->generation = manifest.generation;
	served->published = manifest.published;
	for (int i = 0; i < N_SERVED_FILES; i++) {
		served->db[i] = served_db_open(
		    folder, (enum served_file)i, error, error_size);
		if (served->db[i] == NULL) {
			served_close(served);
			return NULL;
		}
		sqlite3_progress_handler(
		    served->db[i], STEPS_BETWEEN, progress_cb, served);
	}
	if (!prepare_all(served, error, error_size)) {
		served_close(served);
		return NULL;
	}
	return served;
}

void
served_close(struct served *served)
{
	if (served == NULL)
		return;
	for (int i = 0; i < N_SERVED_STATEMENTS; i++)
		sqlite3_finalize(served->prepared[i]);
	for (int i = 0; i < N_SERVED_FILES; i++)
		sqlite3_close(served->db[i]);
	free(served);
}

enum served_result
served_totals(struct served *served, struct served_totals *out)
{
	sqlite3_stmt *stmt = served_begin(served, TOTALS);
	enum served_result result = served_step(served, stmt);
	struct row row = {.stmt = stmt};

	memset(out, 0, sizeof(*out));
	if (result == SERVED_OK) {
		out->listings = row_long(&row);
		out->organisations = row_long(&row);
		out->feeds = row_long(&row);
		out->data_from = (day_t)row_long(&row);
		out->data_to = (day_t)row_long(&row);
	}
	out->published = served->published;
	out->generation = served->generation;
	served_done(stmt);
	return result;
}
