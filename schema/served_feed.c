/* Feeds with their last runs, what was wrong in them, and national help. */
#include <string.h>

#include "schema/served.h"
#include "schema/served_db.h"

#define SERVED_MAX_FEEDS     2000 /* every council and trust, twice */
#define SERVED_MAX_HELPLINES 200

static void
read_run(struct row *row, struct served_run *out)
{
	out->number = row_long(row);
	out->started = (time_t)row_long(row);
	out->finished = (time_t)row_long(row);
	out->outcome = row_text(row);
	out->message = row_text(row);
	out->mapping = row_text(row);
	out->records = row_long(row);
	out->kept = row_long(row);
	out->refused = row_long(row);
	out->added = row_long(row);
	out->changed = row_long(row);
	out->withdrawn = row_long(row);
	out->unchanged = row_long(row);
	out->problems = row_long(row);
}

static void
read_feed(struct row *row, struct served_feed *out)
{
	memset(out, 0, sizeof(*out));
	out->id = row_text_set(row);
	out->title = row_text(row);
	out->publisher = row_text(row);
	out->licence = row_text(row);
	out->area = row_text(row);
	out->source = row_text(row);
	out->owner = row_text(row);
	out->read_whole = (time_t)row_long(row);
	out->data_day = (day_t)row_long(row);
	out->listings = row_long(row);
	read_run(row, &out->last_run);
}

/* Files of an earlier Signpost tell less. */
static enum served_result
read_state(struct served *served, struct served_feed *feed)
{
	sqlite3_stmt *stmt = served_begin(served, STATE_OF_FEED);
	struct binder binder = {.stmt = stmt};
	struct row row = {.stmt = stmt};
	enum served_result result;

	feed->read_since = feed->read_whole;
	if (stmt == NULL)
		return SERVED_OK;
	bind_text(&binder, ":feed", feed->id);
	result = served_step(served, stmt);
	if (result == SERVED_OK) {
		feed->read_since = (time_t)row_long(&row);
		feed->every_s = row_long(&row);
		feed->due = (time_t)row_long(&row);
		feed->failures = row_long(&row);
		feed->on_hold = row_bool(&row);
	}
	served_done(stmt);
	return result == SERVED_NOT_FOUND ? SERVED_OK : result;
}

enum served_result
served_feeds(struct served *served, struct arena *arena,
    struct served_feed **out, size_t *count)
{
	struct binder binder = {served_begin(served, ALL_FEEDS), 0};
	enum served_result result;

	*out = NULL;
	*count = 0;
	bind_long(&binder, ":limit", SERVED_MAX_FEEDS);
	while ((result = served_step(served, binder.stmt)) == SERVED_OK) {
		struct row row = {.stmt = binder.stmt, .arena = arena};

		*out = arena_grow(arena, *out, *count, sizeof(**out));
		read_feed(&row, &(*out)[(*count)++]);
	}
	served_done(binder.stmt);
	if (result == SERVED_NOT_FOUND)
		result = SERVED_OK;
	for (size_t i = 0; i < *count && result == SERVED_OK; i++)
		result = read_state(served, &(*out)[i]);
	return result;
}

enum served_result
served_feed_by_id(struct served *served, const char *id, struct arena *arena,
    struct served_feed *out)
{
	struct binder binder = {served_begin(served, FEED_BY_ID), 0};
	struct row row = {.stmt = binder.stmt, .arena = arena};
	enum served_result result;

	bind_text(&binder, ":feed", id);
	result = served_step(served, binder.stmt);
	if (result == SERVED_OK)
		read_feed(&row, out);
	served_done(binder.stmt);
	return result == SERVED_OK ? read_state(served, out) : result;
}

enum served_result
served_feed_runs(struct served *served, const char *id, struct arena *arena,
    struct served_run **out, size_t *count)
{
	struct binder binder = {served_begin(served, RUNS_OF_FEED), 0};
	enum served_result result;

	*out = NULL;
	*count = 0;
	if (binder.stmt == NULL) /* of an earlier Signpost */
		return SERVED_OK;
	bind_text(&binder, ":feed", id);
	bind_long(&binder, ":limit", SERVED_RUNS);
	while ((result = served_step(served, binder.stmt)) == SERVED_OK) {
		struct row row = {.stmt = binder.stmt, .arena = arena};

		*out = arena_grow(arena, *out, *count, sizeof(**out));
		read_run(&row, &(*out)[(*count)++]);
	}
	served_done(binder.stmt);
	return result == SERVED_NOT_FOUND ? SERVED_OK : result;
}

static void
read_problem(struct row *row, struct problem *out)
{
	out->kind = (enum problem_kind)row_enum(row, PROBLEM_NOTE);
	out->line = row_long(row);
	out->column = row_long(row);
	out->source = row_text(row);
	out->record = row_text(row);
	out->field = row_text(row);
	out->what = row_text_set(row);
	out->done = row_text_set(row);
}

enum served_result
served_feed_problems(struct served *served, const char *id, size_t limit,
    struct arena *arena, struct problem **out, size_t *count)
{
	struct binder binder = {served_begin(served, PROBLEMS_OF_FEED), 0};
	enum served_result result;

	*out = NULL;
	*count = 0;
	bind_text(&binder, ":feed", id);
	bind_long(&binder, ":limit", (long)limit);
	while ((result = served_step(served, binder.stmt)) == SERVED_OK) {
		struct row row = {.stmt = binder.stmt, .arena = arena};

		*out = arena_grow(arena, *out, *count, sizeof(**out));
		read_problem(&row, &(*out)[(*count)++]);
	}
	served_done(binder.stmt);
	return result == SERVED_NOT_FOUND ? SERVED_OK : result;
}

static enum served_result
helpline_openings(struct served *served, long helpline, struct arena *arena,
    struct served_helpline *out)
{
	struct binder binder = {served_begin(served, OPENINGS_OF_HELPLINE), 0};
	enum served_result result;

	bind_long(&binder, ":helpline", helpline);
	while ((result = served_step(served, binder.stmt)) == SERVED_OK) {
		struct row row = {.stmt = binder.stmt, .arena = arena};
		struct listing_opening *opening;

		out->openings = arena_grow(arena, out->openings,
		    out->openings_count, sizeof(*out->openings));
		opening = &out->openings[out->openings_count++];
		opening->weekday = (int)row_enum(&row, 7);
		opening->opens = (int)row_enum(&row, 1440);
		opening->closes = (int)row_enum(&row, 1440);
		opening->note = row_text(&row);
	}
	served_done(binder.stmt);
	return result == SERVED_NOT_FOUND ? SERVED_OK : result;
}

static long
read_helpline(struct row *row, struct served_helpline *out)
{
	long number = row_long(row);

	memset(out, 0, sizeof(*out));
	out->name = row_text_set(row);
	out->number = row_text(row);
	out->text_number = row_text(row);
	out->nation = row_text(row);
	out->hours = row_text(row);
	out->summary = row_text(row);
	out->who = row_text(row);
	out->cost = row_text(row);
	out->source = row_text(row);
	out->verified = (day_t)row_long(row);
	return number;
}

enum served_result
served_helplines(struct served *served, struct arena *arena,
    struct served_helpline **out, size_t *count)
{
	struct binder binder = {served_begin(served, ALL_HELPLINES), 0};
	long numbers[SERVED_MAX_HELPLINES];
	enum served_result result;

	*out = NULL;
	*count = 0;
	bind_long(&binder, ":limit", SERVED_MAX_HELPLINES);
	while ((result = served_step(served, binder.stmt)) == SERVED_OK) {
		struct row row = {.stmt = binder.stmt, .arena = arena};

		*out = arena_grow(arena, *out, *count, sizeof(**out));
		numbers[*count] = read_helpline(&row, &(*out)[*count]);
		(*count)++;
	}
	served_done(binder.stmt);
	result = result == SERVED_NOT_FOUND ? SERVED_OK : result;
	for (size_t i = 0; i < *count && result == SERVED_OK; i++)
		result =
		    helpline_openings(served, numbers[i], arena, &(*out)[i]);
	return result;
}
