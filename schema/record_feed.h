/*
 * Feeds, their runs, and what was wrong with them.
 */
#ifndef SIGNPOST_RECORD_FEED_H
#define SIGNPOST_RECORD_FEED_H

#include <time.h>

#include "base/alloc.h"
#include "schema/problem.h"
#include "schema/record.h"

#define FEED_MAX_ID 60 /* bytes: it stands in addresses and file names */

struct record_feed {
	long row; /* 0: not kept yet */
	char *id, *title, *publisher, *licence;
	char *area;   /* GSS code */
	char *source; /* lines */
	char *owner, *mapping;
	long every_s;
	long data_day;
	time_t read_whole; /* 0: never */
	time_t read_since; /* that, or when it was first tried; read only */
};

enum record_run_outcome {
	RUN_DONE = 0,
	RUN_HELD,
	RUN_FAILED,
};

/* How many of its problems a run has met and how many are kept. */
struct record_run {
	long number, feed;
	time_t started, finished;
	enum record_run_outcome outcome;
	char *message; /* of a held or failed run */
	char *mapping, *source;
	bool full, whole;
	long bytes, records, kept, refused;
	/* Of those kept, each in one: new, as said else, as it was, back. */
	long added, changed, unchanged, revived;
	long withdrawn;
	long problems;
	long undoes; /* the run whose changes it took back; 0: it read */
};

/* Letters, digits, '-' and '_' only: what a feed may be called. */
bool feed_id_valid(const char *id);

enum record_result record_feed_find(struct record *, const char *id,
    struct arena *arena, struct record_feed *out);
/* Adds or updates it by its id; fills "row". */
enum record_result record_feed_put(struct record *, struct record_feed *);
enum record_result record_feed_read_whole(
    struct record *, long feed, time_t when);
typedef void record_feed_cb(void *arg, const struct record_feed *feed);
enum record_result record_feeds(struct record *, record_feed_cb *, void *arg);

/* The number that the next run gets. */
long record_run_next(struct record *);
enum record_result record_run_add(struct record *, const struct record_run *);
/* The last runs of a feed, newest first; the run is lent for the call. */
typedef void record_run_cb(void *arg, const struct record_run *run);
enum record_result record_runs(
    struct record *, long feed, long limit, record_run_cb *, void *arg);
/* Whether the feed has a run of that number. */
bool record_run_is_of(struct record *, long feed, long run);
const char *record_run_outcome_name(enum record_run_outcome);

/* Keeps one; "position" counts from 1 within the run. */
enum record_result record_problem_add(
    struct record *, long run, long position, const struct problem *);
typedef void record_problem_cb(void *arg, const struct problem *problem);
enum record_result record_problems(
    struct record *, long run, long limit, record_problem_cb *, void *arg);
/* Drops those of all but the feed's last 30 runs. */
enum record_result record_problems_forget(struct record *, long feed);

/* What a feed has in the record, hidden ones left out. */
struct record_feed_counts {
	long live;
	/* Of the last run that was stored, as far as its problems are kept. */
	long faulty;  /* records of which a field could not be read */
	long refused; /* records */
};
enum record_result record_feed_count(
    struct record *, long feed, struct record_feed_counts *out);

#endif
