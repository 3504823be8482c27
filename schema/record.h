/*
 * The record: record.db, everything that feeds said and operators decided,
 * in HSDS-UK shape.  Written by signpost-import alone, one writer at a time
 * by a lock; WAL, synchronous FULL.  Every statement is a constant, known
 * by name and prepared when the record opens.  This header opens and
 * closes it; its subjects have headers of their own (record_feed.h,
 * record_listing.h, record_decision.h, record_duplicate.h, record_place.h,
 * record_published.h).
 */
#ifndef SIGNPOST_RECORD_H
#define SIGNPOST_RECORD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/compiler.h"

/* For record_open(): a file of its own that goes when it is closed. */
#define RECORD_ASIDE ""

/* What PRAGMA user_version holds: how many migrations a record has seen. */
#define RECORD_VERSION 8

struct record;

enum record_result {
	RECORD_OK = 0,
	RECORD_NOT_FOUND,
	RECORD_FAILED, /* the machine's or the file's fault: logged */
};

/*
 * Opens (creating and migrating where needed) FOLDER/record.db and takes
 * the writer's lock; ":memory:" for tests.  NULL: message in "error", such
 * as "another signpost-import is at work (process 1234)".
 */
struct record *record_open(const char *folder, char *error, size_t error_size);
/*
 * As above, but where another process has the lock it is waited for, up to
 * "wait_s" seconds: said on standard error once a second has passed.
 */
#define RECORD_OPEN_WAIT_S 60 /* a person's patience, who wants one thing */
struct record *record_open_waiting(
    const char *folder, int wait_s, char *error, size_t error_size);
/* Whether another process has the writer's lock at this moment. */
bool record_in_use(const char *folder);
/*
 * Lets others write meanwhile, outside of any transaction: for what takes
 * long and needs no record, such as a slow web server.  Until
 * record_resume() nothing is read from the record either.
 */
void record_pause(struct record *);
/*
 * Takes the writer's lock again, and waits up to RECORD_WAIT_S for whoever
 * has it now (said, where that is long).  False: "error" says who has it.
 */
#define RECORD_WAIT_S 600
bool record_resume(struct record *, char *error, size_t error_size) MUST_CHECK;
void record_close(struct record *); /* checkpoints and truncates the log */

/* One feed is one transaction. */
bool record_begin(struct record *) MUST_CHECK;
/* False: rolled back, for this or a statement before it failed (logged). */
bool record_commit(struct record *) MUST_CHECK;
void record_rollback(struct record *);

/* "3.40.1": of SQLite. */
const char *record_library_version(void);

/* Gives back the memory that reading and writing made use of. */
void record_shed(struct record *);
/* Says that something changed which a generation shows. */
void record_changed(struct record *);
/* SQLite's own check of the whole file, and of every reference in it. */
bool record_intact(struct record *, char *error, size_t error_size);

#endif
