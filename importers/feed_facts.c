#include "importers/feed_facts.h"

#include <string.h>

#define RUNS_SEARCHED 1000 /* for the last that was stored */

struct reading {
	struct feed_facts *facts;
	struct arena *arena;
};

static void
run_keep(
    struct record_run *out, const struct record_run *run, struct arena *arena)
{
	*out = *run;
	out->message = arena_strdup(arena, run->message);
	out->mapping = arena_strdup(arena, run->mapping);
	out->source = arena_strdup(arena, run->source);
}

static void
run_cb(void *arg, const struct record_run *run)
{
	struct reading *reading = arg;
	struct feed_facts *facts = reading->facts;

	if (facts->runs_count < FACTS_RUNS)
		run_keep(
		    &facts->runs[facts->runs_count++], run, reading->arena);
	if (run->outcome == RUN_DONE && !facts->has_stored) {
		run_keep(&facts->stored, run, reading->arena);
		facts->has_stored = true;
	}
}

static void
problem_cb(void *arg, const struct problem *problem)
{
	struct reading *reading = arg;
	struct feed_facts *facts = reading->facts;
	struct arena *arena = reading->arena;
	struct problem *kept;

	facts->problems = arena_grow(arena, facts->problems,
	    facts->problems_count, sizeof(*facts->problems));
	kept = &facts->problems[facts->problems_count++];
	*kept = *problem;
	kept->source = arena_strdup(arena, problem->source);
	kept->record = arena_strdup(arena, problem->record);
	kept->field = arena_strdup(arena, problem->field);
	kept->what = arena_strdup(arena, problem->what);
	kept->done = arena_strdup(arena, problem->done);
}

static void
problems_read(struct record *record, struct reading *reading)
{
	struct feed_facts *facts = reading->facts;

	if (!facts->runs_count)
		return;
	record_problems(record, facts->runs[0].number, PROBLEM_MAX_KEPT,
	    problem_cb, reading);
	facts->last_problems_count = facts->problems_count;
	if (facts->has_stored && facts->stored.number != facts->runs[0].number)
		record_problems(record, facts->stored.number, PROBLEM_MAX_KEPT,
		    problem_cb, reading);
	facts->groups_count = problem_groups(facts->problems,
	    facts->problems_count, reading->arena, &facts->groups);
}

bool
feed_facts_read(struct record *record, const char *id, struct arena *arena,
    struct feed_facts *out)
{
	struct reading reading = {.facts = out, .arena = arena};

	memset(out, 0, sizeof(*out));
	if (record_feed_find(record, id, arena, &out->feed) != RECORD_OK)
		return false;
	record_feed_count(record, out->feed.row, &out->counts);
	out->timed =
	    record_timetable_find(record, id, &out->timetable) == RECORD_OK;
	out->is_held = record_held_run_find(record, out->feed.row, arena,
			   &out->held) == RECORD_OK;
	record_runs(record, out->feed.row, RUNS_SEARCHED, run_cb, &reading);
	problems_read(record, &reading);
	return true;
}
