/*
 * Runs that a guard held: what each would have done, and all that it takes
 * to do it after all, until another run of the feed is stored.
 */
#ifndef SIGNPOST_RECORD_HELD_RUN_H
#define SIGNPOST_RECORD_HELD_RUN_H

#include <time.h>

#include "schema/record_history.h"

#define HELD_RUN_NAMES 100 /* listings of each kind: what a page can show */

struct record_held_run {
	long feed, run;
	/* Of the run: filled by record_held_run_find() alone. */
	time_t started;
	char *message, *source;
	long kept_run, documents; /* 0: no copy, it must be fetched again */
	char *mapping, *title, *publisher, *licence, *area, *owner;
	long every_s, collected, max_bytes, max_records, repairs;
	long totals[HISTORY_KINDS]; /* by enum history_kind */
};

enum record_result record_held_run_put(
    struct record *, const struct record_held_run *);
enum record_result record_held_run_find(struct record *, long feed,
    struct arena *arena, struct record_held_run *out);
enum record_result record_held_run_forget(struct record *, long feed);

/* One listing; "position" counts from 1. */
struct record_held_change {
	enum history_kind kind;
	char *uuid, *name;
	char *fields; /* "name, phone"; NULL: it is not about fields */
};
enum record_result record_held_change_add(struct record *, long feed,
    long position, const struct record_held_change *);

#endif
