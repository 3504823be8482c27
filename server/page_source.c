/* /sources/FEED: how a feed was read, how good it is, and what is wrong. */
#include <string.h>

#include "base/date.h"
#include "base/say.h"
#include "schema/problem_group.h"
#include "server/layout.h"
#include "server/route.h"
#include "server/view_held.h"
#include "server/view_source.h"
#include "server/words.h"

#define RAISES_SHOWN 3 /* what would raise the score most */
#define GROUPS_SHOWN 40

/* "71%", and never all where one is missing. */
static char *
percent(struct arena *arena, long part, long of)
{
	long share = of > 0 ? (long)((double)part * 100 / (double)of) : 0;

	return arena_printf(arena, "%ld%%", share);
}

static void
show_fields(
    struct arena *arena, struct view *view, const struct quality *quality)
{
	for (int i = 0; i < N_QUALITY_DETAILS; i++) {
		struct view *item = view_item(view, "fields");

		view_text(item, "label",
		    _(quality_detail_words((enum quality_detail)i)));
		view_long(item, "total", quality->with[i]);
		view_long(item, "of", quality->listings);
		view_text(item, "percent",
		    percent(arena, quality->with[i], quality->listings));
	}
}

static void
show_ages(struct arena *arena, struct view *view, const struct quality *quality,
    day_t today)
{
	long ages[N_QUALITY_AGES];

	quality_ages(quality, today, ages);
	for (int i = 0; i < N_QUALITY_AGES; i++) {
		struct view *item = view_item(view, "ages");

		view_text(
		    item, "label", _(quality_age_words((enum quality_age)i)));
		view_long(item, "total", ages[i]);
		view_text(item, "percent",
		    percent(arena, ages[i], quality->listings));
	}
}

static void
show_score(struct arena *arena, struct view *view,
    const struct quality *quality, day_t today)
{
	struct quality_part parts[QUALITY_PARTS];
	bool told[QUALITY_PARTS] = {false};
	const struct quality_part *part;

	view_long(view, "score", quality_score(quality, today, parts));
	for (size_t i = 0; i < QUALITY_PARTS; i++) {
		struct view *item = view_item(view, "parts");

		view_text(item, "counts", _(parts[i].counts));
		view_long(item, "total", parts[i].listings);
		view_long(item, "of", parts[i].of);
		view_format(item, "points", "%.0f", parts[i].points);
		view_long(item, "weight", parts[i].weight);
	}
	for (int i = 0; i < RAISES_SHOWN; i++) {
		struct view *item;

		part = quality_next_raise(parts, told);
		if (part == NULL)
			break;
		item = view_item(view, "raises");
		view_text(item, "raise", _(part->raise));
		view_text(item, "missing",
		    words_count(arena, part->of - part->listings,
			"listing does", "listings do"));
		view_format(
		    item, "points", "%.0f", part->weight - part->points);
		view_flag(view, "has_raises", true);
	}
}

static void
show_twins(const struct context *context, struct arena *arena,
    struct view *view, const char *id, const struct quality *quality)
{
	for (size_t i = 0; i < quality->twins_count; i++) {
		const struct quality_twin *twin = &quality->twins[i];
		struct view *item = view_item(view, "twins");
		struct served_feed feed;
		bool own = strcmp(twin->feed, id) == 0;

		view_flag(view, "has_twins", true);
		view_text(item, "total",
		    words_count(
			arena, twin->listings, "listing is", "listings are"));
		view_flag(item, "own", own);
		if (own || served_feed_by_id(context->served, twin->feed, arena,
			       &feed) != SERVED_OK)
			continue;
		view_format(item, "url", "/sources/%s", feed.id);
		view_text(
		    item, "title", feed.title != NULL ? feed.title : feed.id);
	}
}

static void
show_unknown(
    struct arena *arena, struct view *view, const struct quality *quality)
{
	for (size_t i = 0; i < quality->unknown_count; i++) {
		const struct quality_unknown *unknown = &quality->unknown[i];
		struct view *item = view_item(view, "unknown");

		/* The view outlives what was counted. */
		view_text(item, "words", arena_strdup(arena, unknown->words));
		view_text(item, "total",
		    words_count(
			arena, unknown->listings, "listing", "listings"));
	}
	view_flag(view, "has_unknown", quality->unknown_count > 0);
	if (quality->unknown_all > (long)quality->unknown_count)
		view_long(view, "unknown_more",
		    quality->unknown_all - (long)quality->unknown_count);
}

static void
show_quality(const struct context *context, struct arena *arena,
    struct view *view, const struct served_feed *feed)
{
	struct quality quality;
	struct london today;

	if (served_feed_quality(context->served, feed->id, &quality) !=
	    SERVED_OK)
		return;
	date_london(context->now, &today);
	view_flag(view, "has_quality", quality.listings > 0);
	show_score(arena, view, &quality, today.day);
	show_fields(arena, view, &quality);
	show_ages(arena, view, &quality, today.day);
	show_twins(context, arena, view, feed->id, &quality);
	show_unknown(arena, view, &quality);
	quality_clear(&quality);
}

static void
show_example(struct view *group, const struct problem *problem)
{
	struct view *item = view_item(group, "examples");

	view_text(item, "source", problem_source_shown(problem));
	view_format(item, "line", "%ld", problem->line);
	view_text(item, "record", problem->record);
	view_text(item, "what", problem->what);
	view_text(item, "done", problem->done);
}

static void
show_group(
    struct arena *arena, struct view *view, const struct problem_group *group)
{
	struct view *item = view_item(view, "problems");

	view_text(item, "field", problem_group_field(group));
	view_text(item, "what", group->what);
	view_text(
	    item, "times", words_count(arena, group->count, "time", "times"));
	view_text(item, "harm", _(problem_kind_words(group->kind)));
	view_text(item, "mend", group->mend != NULL ? _(group->mend) : NULL);
	for (size_t i = 0; i < group->examples_count; i++)
		show_example(item, group->examples[i]);
	if (group->count > (long)group->examples_count)
		view_long(
		    item, "more", group->count - (long)group->examples_count);
}

static void
show_problems(const struct context *context, struct arena *arena,
    struct view *view, const struct served_feed *feed)
{
	struct problem *problems;
	struct problem_group *groups;
	size_t count;

	if (served_feed_problems(context->served, feed->id, PROBLEM_MAX_KEPT,
		arena, &problems, &count) != SERVED_OK)
		return;
	view_flag(view, "has_problems", count > 0);
	view_text(view, "problems_total",
	    words_count(arena, feed->last_run.problems, "problem", "problems"));
	if (feed->last_run.problems > (long)count)
		view_long(view, "problems_kept", (long)count);
	count = problem_groups(problems, count, arena, &groups);
	for (size_t i = 0; i < count && i < GROUPS_SHOWN; i++)
		show_group(arena, view, &groups[i]);
}

/* How a run ended, as the record has it. */
static const char *
outcome_words(const char *outcome)
{
	static const char *const known[] = {
	    N_("done"), N_("failed"), N_("held")};

	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		if (strcmp(known[i], outcome) == 0)
			return _(known[i]);
	return outcome;
}

/* "39 records: 1 new, 2 changed, 0 gone"; "failed: there is no XML in it" */
static char *
run_words(struct arena *arena, const struct served_run *run)
{
	if (run->outcome == NULL)
		return NULL;
	if (strcmp(run->outcome, "done") != 0)
		return arena_printf(arena, "%s: %s",
		    outcome_words(run->outcome),
		    run->message != NULL ? run->message : _("no reason given"));
	return arena_printf(arena, _("%s: %ld new, %ld changed, %ld gone%s%s"),
	    words_count(arena, run->records, "record", "records"), run->added,
	    run->changed, run->withdrawn, run->refused > 0 ? "; " : "",
	    run->refused > 0
		? words_count(arena, run->refused, "refused", "refused")
		: "");
}

/* Those before the last one, of which more is said. */
static void
show_runs(const struct context *context, struct arena *arena, struct view *view,
    const struct served_feed *feed)
{
	struct served_run *runs;
	size_t count;

	if (served_feed_runs(context->served, feed->id, arena, &runs, &count) !=
	    SERVED_OK)
		return;
	view_flag(view, "has_runs", count > 1);
	for (size_t i = 1; i < count; i++) {
		struct view *item = view_item(view, "runs");

		view_text(item, "when", words_time(arena, runs[i].finished));
		view_text(item, "what", run_words(arena, &runs[i]));
	}
}

static void
show_source(const struct context *context, struct arena *arena,
    struct page *page, const struct served_feed *feed)
{
	const struct served_run *run = &feed->last_run;
	struct view *view = view_new(arena);
	struct layout layout = {0};
	bool old;

	view_text(view, "title", feed->title != NULL ? feed->title : feed->id);
	view_text(view, "publisher", feed->publisher);
	view_text(view, "licence", feed->licence);
	view_text(view, "owner", feed->owner);
	view_long(view, "listings", feed->listings);
	view_text(
	    view, "noun", say_plural(feed->listings, "listing", "listings"));
	view_text(view, "when",
	    run->finished != 0 ? words_time(arena, run->finished) : _("Never"));
	view_text(view, "outcome",
	    run->outcome != NULL ? outcome_words(run->outcome) : _("None yet"));
	view_text(view, "message", run->message);
	view_text(view, "read", view_source_read(context, arena, feed, &old));
	view_flag(view, "old", old);
	view_text(view, "next", view_source_next(arena, feed));
	view_text(view, "mapping", run->mapping);
	view_format(view, "records", _("%ld read, %ld kept, %ld refused"),
	    run->records, run->kept, run->refused);
	view_format(view, "changes",
	    _("%ld added, %ld changed, %ld withdrawn, %ld as before"),
	    run->added, run->changed, run->withdrawn, run->unchanged);
	view_held(context, arena, view, feed->id);
	show_runs(context, arena, view, feed);
	show_quality(context, arena, view, feed);
	show_problems(context, arena, view, feed);
	view_format(view, "search_url", "/search?feed=%s", feed->id);
	layout.title = feed->title != NULL ? feed->title : feed->id;
	layout.canonical = arena_printf(arena, "/sources/%s", feed->id);
	page->caching = CACHE_BROWSE;
	layout_write(context, page, &layout, "source.html", view);
}

enum status
page_source(const struct context *context, const struct request *request,
    struct page *page)
{
	struct arena arena = {0};
	struct served_feed feed;
	enum status status = STATUS_OK;

	switch (served_feed_by_id(
	    context->served, route_segment(request), &arena, &feed)) {
	case SERVED_OK:
		show_source(context, &arena, page, &feed);
		break;
	case SERVED_NOT_FOUND:
		status = layout_error(context, page, STATUS_NOT_FOUND);
		break;
	case SERVED_FAILED:
		status = layout_error(context, page, STATUS_UNAVAILABLE);
		break;
	}
	arena_clear(&arena);
	return status;
}
