#include "schema/record_feed.h"

#include <string.h>

#include "schema/record_internal.h"

static const char *const outcome_name[] = {
    [RUN_DONE] = "done", [RUN_HELD] = "held", [RUN_FAILED] = "failed"};

const char *
record_run_outcome_name(enum record_run_outcome outcome)
{
	return outcome_name[outcome];
}

bool
feed_id_valid(const char *id)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789-_";
	size_t length = strlen(id);

	return length > 0 && length <= FEED_MAX_ID && *id != '-' &&
	       strspn(id, allowed) == length;
}

/* What FEED_BY_ID and FEEDS have in common: all after the id. */
static void
feed_read(struct query *q, struct arena *arena, struct record_feed *feed)
{
	feed->title = query_column_text(q, arena);
	feed->publisher = query_column_text(q, arena);
	feed->licence = query_column_text(q, arena);
	feed->area = query_column_text(q, arena);
	feed->source = query_column_text(q, arena);
	feed->owner = query_column_text(q, arena);
	feed->mapping = query_column_text(q, arena);
	feed->every_s = query_column_long(q);
	feed->data_day = query_column_long(q);
	feed->read_whole = query_column_long(q);
	feed->read_since = query_column_long(q);
}

enum record_result
record_feed_find(struct record *record, const char *id, struct arena *arena,
    struct record_feed *out)
{
	struct query q = query_begin(record, FEED_BY_ID);
	bool found;

	memset(out, 0, sizeof(*out));
	query_text(&q, ":id", id);
	found = query_row(&q);
	if (found) {
		out->row = query_column_long(&q);
		out->id = arena_strdup(arena, id);
		feed_read(&q, arena, out);
	}
	if (query_end(&q) != RECORD_OK)
		return RECORD_FAILED;
	return found ? RECORD_OK : RECORD_NOT_FOUND;
}

enum record_result
record_feed_put(struct record *record, struct record_feed *feed)
{
	struct query q = query_begin(record, FEED_PUT);
	struct record_feed kept;
	struct arena arena = {0};
	enum record_result result;

	query_text(&q, ":id", feed->id);
	query_text(&q, ":title", feed->title);
	query_text(&q, ":publisher", feed->publisher);
	query_text(&q, ":licence", feed->licence);
	query_text(&q, ":area", feed->area);
	query_text(&q, ":source", feed->source);
	query_text(&q, ":owner", feed->owner);
	query_text(&q, ":mapping", feed->mapping);
	query_long(&q, ":every_s", feed->every_s);
	query_long(&q, ":data_day", feed->data_day);
	result = query_run(&q);
	if (result == RECORD_OK)
		result = record_feed_find(record, feed->id, &arena, &kept);
	if (result == RECORD_OK)
		feed->row = kept.row;
	arena_clear(&arena);
	return result;
}

enum record_result
record_feed_read_whole(struct record *record, long feed, time_t when)
{
	struct query q = query_begin(record, FEED_READ_WHOLE);

	query_long(&q, ":when", when);
	query_long(&q, ":feed", feed);
	return query_run(&q);
}

enum record_result
record_feeds(struct record *record, record_feed_cb *cb, void *arg)
{
	struct query q = query_begin(record, FEEDS);
	struct arena arena = {0};

	while (query_row(&q)) {
		struct record_feed feed = {0};

		feed.row = query_column_long(&q);
		feed.id = query_column_text(&q, &arena);
		feed_read(&q, &arena, &feed);
		cb(arg, &feed);
		arena_clear(&arena);
	}
	return query_end(&q);
}

long
record_run_next(struct record *record)
{
	return record_number(record, RUN_NEXT, 1);
}

enum record_result
record_run_add(struct record *record, const struct record_run *run)
{
	struct query q = query_begin(record, RUN_ADD);

	query_long(&q, ":run", run->number);
	query_long(&q, ":feed", run->feed);
	query_long(&q, ":started", run->started);
	query_long(&q, ":finished", run->finished);
	query_text(&q, ":outcome", outcome_name[run->outcome]);
	query_text(&q, ":message", run->message);
	query_text(&q, ":mapping", run->mapping);
	query_text(&q, ":source", run->source);
	query_long(&q, ":full", run->full);
	query_long(&q, ":whole", run->whole);
	query_long(&q, ":bytes", run->bytes);
	query_long(&q, ":records", run->records);
	query_long(&q, ":kept", run->kept);
	query_long(&q, ":refused", run->refused);
	query_long(&q, ":added", run->added);
	query_long(&q, ":changed", run->changed);
	query_long(&q, ":unchanged", run->unchanged);
	query_long(&q, ":revived", run->revived);
	query_long(&q, ":withdrawn", run->withdrawn);
	query_long(&q, ":problems", run->problems);
	query_long(&q, ":undoes", run->undoes);
	return query_run(&q);
}

bool
record_run_is_of(struct record *record, long feed, long run)
{
	struct query q = query_begin(record, RUN_IS_OF);
	bool is;

	query_long(&q, ":feed", feed);
	query_long(&q, ":run", run);
	is = query_row(&q) && query_column_long(&q) > 0;
	return query_end(&q) == RECORD_OK && is;
}

static enum record_run_outcome
outcome_from_name(const char *name)
{
	enum record_run_outcome outcome = RUN_DONE;

	for (size_t i = 0; i < ARRAY_LEN(outcome_name); i++) {
		if (name && strcmp(outcome_name[i], name) == 0)
			outcome = (enum record_run_outcome)i;
	}
	return outcome;
}

enum record_result
record_runs(
    struct record *record, long feed, long limit, record_run_cb *cb, void *arg)
{
	struct query q = query_begin(record, RUNS_OF_FEED);
	struct arena arena = {0};

	query_long(&q, ":feed", feed);
	query_long(&q, ":limit", limit);
	while (query_row(&q)) {
		struct record_run run = {.feed = feed};

		run.number = query_column_long(&q);
		run.started = query_column_long(&q);
		run.finished = query_column_long(&q);
		run.outcome = outcome_from_name(query_column_text(&q, &arena));
		run.message = query_column_text(&q, &arena);
		run.mapping = query_column_text(&q, &arena);
		run.records = query_column_long(&q);
		run.kept = query_column_long(&q);
		run.refused = query_column_long(&q);
		run.added = query_column_long(&q);
		run.revived = query_column_long(&q);
		run.changed = query_column_long(&q);
		run.withdrawn = query_column_long(&q);
		run.unchanged = query_column_long(&q);
		run.problems = query_column_long(&q);
		cb(arg, &run);
		arena_clear(&arena);
	}
	return query_end(&q);
}

enum record_result
record_problem_add(struct record *record, long run, long position,
    const struct problem *problem)
{
	struct query q = query_begin(record, PROBLEM_ADD);

	query_long(&q, ":run", run);
	query_long(&q, ":position", position);
	query_long(&q, ":kind", problem->kind);
	query_long(&q, ":line", problem->line);
	query_long(&q, ":column", problem->column);
	query_text(&q, ":source", problem->source);
	query_text(&q, ":record", problem->record);
	query_text(&q, ":field", problem->field);
	query_text(&q, ":what", problem->what ? problem->what : "");
	query_text(&q, ":done", problem->done);
	return query_run(&q);
}

enum record_result
record_problems(struct record *record, long run, long limit,
    record_problem_cb *cb, void *arg)
{
	struct query q = query_begin(record, PROBLEMS_OF_RUN);
	struct arena arena = {0};

	query_long(&q, ":run", run);
	query_long(&q, ":limit", limit);
	while (query_row(&q)) {
		struct problem problem = {0};

		record_problem_columns(&q, &arena, &problem);
		cb(arg, &problem);
		arena_clear(&arena);
	}
	return query_end(&q);
}

void
record_problem_columns(
    struct query *q, struct arena *arena, struct problem *problem)
{
	problem->kind = (enum problem_kind)query_column_long(q);
	problem->line = query_column_long(q);
	problem->column = query_column_long(q);
	problem->source = query_column_text(q, arena);
	problem->record = query_column_text(q, arena);
	problem->field = query_column_text(q, arena);
	problem->what = query_column_text(q, arena);
	problem->done = query_column_text(q, arena);
}

enum record_result
record_problems_forget(struct record *record, long feed)
{
	struct query q = query_begin(record, PROBLEMS_FORGET);

	query_long(&q, ":feed", feed);
	return query_run(&q);
}

enum record_result
record_feed_count(
    struct record *record, long feed, struct record_feed_counts *out)
{
	struct query q = query_begin(record, FEED_COUNTS);

	memset(out, 0, sizeof(*out));
	query_long(&q, ":feed", feed);
	if (query_row(&q)) {
		out->live = query_column_long(&q);
		out->faulty = query_column_long(&q);
		out->refused = query_column_long(&q);
	}
	return query_end(&q);
}
