/*
 * What the record knows of one feed's runs: for status, report and the mails
 * that go to its owner.
 */
#ifndef SIGNPOST_FEED_FACTS_H
#define SIGNPOST_FEED_FACTS_H

#include "base/compiler.h"
#include "schema/problem_group.h"
#include "schema/record_feed.h"
#include "schema/record_held_run.h"
#include "schema/record_timetable.h"

#define FACTS_RUNS 5 /* the last ones */

struct feed_facts {
	struct record_feed feed;
	struct record_feed_counts counts;
	struct record_timetable timetable;
	struct record_held_run held;
	bool is_held; /* a run of it waits for a person */
	bool timed; /* the timetable has met it, or it was put on hold */
	struct record_run runs[FACTS_RUNS]; /* the last one first */
	size_t runs_count;
	struct record_run stored; /* the last that changed its listings */
	bool has_stored;
	/* Of the last run; where that was not stored, of the last stored one
	 * behind them. */
	struct problem *problems;
	size_t problems_count, last_problems_count;
	struct problem_group *groups;
	size_t groups_count;
};

/* Fills "out" by its id, in the arena; false: there is no such feed. */
bool feed_facts_read(struct record *, const char *id, struct arena *arena,
    struct feed_facts *out) MUST_CHECK;

#endif
