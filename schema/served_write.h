/*
 * A database of a generation while it is written: everything in one
 * transaction of a new file without a journal, for a file that is not
 * finished is thrown away.  Shared by the files schema/served_build*.c.
 */
#ifndef SIGNPOST_SERVED_WRITE_H
#define SIGNPOST_SERVED_WRITE_H

#include "schema/record_published.h"
#include "schema/served_db.h"

#define SERVED_WRITE_FAULT 512 /* bytes of a message */

struct served_writer {
	sqlite3 *db;
	enum served_file which;
	sqlite3_stmt *prepared[N_SERVED_INSERTS]; /* those of this file */
	char fault[SERVED_WRITE_FAULT];           /* the first; "": none */
};

/* Creates the file with its tables and begins. */
void served_write_open(
    struct served_writer *, const char *folder, enum served_file which);
struct binder served_write_begin(struct served_writer *, enum served_insert);
/*
 * Runs it.  Returns the key of the row it wrote, or the number that it
 * found; 0 where it found none, and after a failure.
 */
long served_write_end(struct served_writer *, struct binder *);
/* A listing with its lists and organisation; returns its row. */
long served_write_listing(
    struct served_writer *, const struct published_listing *);
/* Commits and closes.  False: the first fault is in "error". */
bool served_write_close(
    struct served_writer *, char *error, size_t error_size) MUST_CHECK;
/* Closes without looking. */
void served_write_drop(struct served_writer *);

#endif
