/* /sources and /sources/FEED: every feed, how old, how good. */
#include <string.h>

#include "base/date.h"
#include "schema/ageing.h"
#include "server/layout.h"
#include "server/route.h"
#include "server/view_listing.h"
#include "server/words.h"

#define SOURCE_PROBLEMS \
	50 /* shown on a feed's page: what one mends at once \
	    */

/* What its age does to its listings (schema/ageing.h). */
static const char *
age_words(day_t read, day_t today)
{
	if (ageing_reached(read, today, AGEING_OUT_DAYS))
		return ". For over a year nothing newer was read: searches"
		       " leave its listings out";
	if (ageing_reached(read, today, AGEING_LAST_DAYS))
		return ". For over 180 days nothing newer was read: searches"
		       " show its listings last";
	if (ageing_reached(read, today, AGEING_SAY_DAYS))
		return ". For over 30 days nothing newer was read: each of"
		       " its listings says so";
	return "";
}

static char *
read_words(const struct context *context, struct arena *arena,
    const struct served_feed *feed, bool *old)
{
	struct london read, today;
	const char *age;

	date_london(feed->read_since, &read);
	date_london(context->now, &today);
	age = feed->read_since != 0 ? age_words(read.day, today.day) : "";
	*old = *age != '\0';
	if (feed->read_whole == 0)
		return arena_printf(arena, "Never read whole%s", age);
	return arena_printf(
	    arena, "Read %s%s", words_time(arena, feed->read_whole), age);
}

/* When it is read next, and why not sooner. */
static char *
next_words(struct arena *arena, const struct served_feed *feed)
{
	char *tried;

	if (feed->on_hold)
		return arena_strdup(arena, "On hold: it is not read again"
					   " until it is resumed");
	if (feed->every_s == 0)
		return arena_strdup(arena, "Read when somebody asks for it");
	if (feed->due == 0)
		return NULL;
	if (feed->failures == 0)
		return arena_printf(
		    arena, "Read next after %s", words_time(arena, feed->due));
	tried = words_count(arena, feed->failures, "time", "times in a row");
	return arena_printf(arena,
	    "It could not be read %s. Tried next after"
	    " %s",
	    feed->failures == 1 ? "the last time" : tried,
	    words_time(arena, feed->due));
}

static void
show_feed(const struct context *context, struct arena *arena, struct view *view,
    const struct served_feed *feed)
{
	struct view *item = view_item(view, "feeds");
	bool old;

	view_format(item, "url", "/sources/%s", feed->id);
	view_text(item, "title", feed->title != NULL ? feed->title : feed->id);
	view_text(item, "publisher", feed->publisher);
	view_text(item, "licence", feed->licence);
	view_long(item, "listings", feed->listings);
	view_text(item, "noun", feed->listings == 1 ? "listing" : "listings");
	if (feed->data_day != 0)
		view_text(
		    item, "example_day", date_long(arena, feed->data_day));
	view_text(item, "read", read_words(context, arena, feed, &old));
	view_flag(item, "old", old);
	view_text(item, "next", next_words(arena, feed));
	view_flag(item, "waits", feed->on_hold || feed->failures > 0);
	if (feed->last_run.outcome != NULL &&
	    strcmp(feed->last_run.outcome, "done") == 0)
		view_text(item, "trouble", feed->last_run.message);
	else if (feed->last_run.outcome != NULL)
		view_format(item, "trouble", "The last reading %s%s: %s",
		    strcmp(feed->last_run.outcome, "held") == 0 ? "was " : "",
		    feed->last_run.outcome,
		    feed->last_run.message != NULL ? feed->last_run.message
						   : "no reason given");
}

enum status
page_sources(const struct context *context,
    const struct request *request UNUSED, struct page *page)
{
	struct arena arena = {0};
	struct view *view = view_new(&arena);
	struct layout layout = {
	    .title = "Where our information comes from",
	    .canonical = "/sources",
	};
	struct served_feed *feeds;
	size_t count;
	enum status status = STATUS_OK;

	if (served_feeds(context->served, &arena, &feeds, &count) !=
	    SERVED_OK) {
		status = layout_error(context, page, STATUS_UNAVAILABLE);
	} else {
		for (size_t i = 0; i < count; i++)
			show_feed(context, &arena, view, &feeds[i]);
		view_long(
		    view, "listings", context->generation->totals.listings);
		view_text(view, "listings_noun",
		    context->generation->totals.listings == 1 ? "listing"
							      : "listings");
		view_long(view, "count", (long)count);
		view_text(view, "noun", count == 1 ? "source" : "sources");
		page->caching = CACHE_BROWSE;
		layout_write(context, page, &layout, "sources.html", view);
	}
	arena_clear(&arena);
	return status;
}

static void
show_fields(struct view *view, const struct served_feed *feed)
{
	const struct {
		const char *label;
		long total;
	} fields[] = {
	    {"A phone number", feed->with_phone},
	    {"A postcode", feed->with_postcode},
	    {"Opening times", feed->with_hours},
	    {"An age", feed->with_age},
	    {"The day it was checked", feed->with_checked},
	};

	for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
		struct view *item = view_item(view, "fields");

		view_text(item, "label", fields[i].label);
		view_long(item, "total", fields[i].total);
		view_long(item, "of", feed->listings);
	}
}

static void
show_problems(const struct context *context, struct arena *arena,
    struct view *view, const struct served_feed *feed)
{
	struct problem *problems;
	size_t count;

	if (served_feed_problems(context->served, feed->id, SOURCE_PROBLEMS,
		arena, &problems, &count) != SERVED_OK)
		return;
	for (size_t i = 0; i < count; i++) {
		struct view *item = view_item(view, "problems");

		view_format(item, "line", "%ld", problems[i].line);
		view_text(item, "record", problems[i].record);
		view_text(item, "what", problems[i].what);
		view_text(item, "done", problems[i].done);
	}
	view_flag(view, "has_problems", count > 0);
	view_text(view, "problems_total",
	    words_count(arena, feed->last_run.problems, "problem", "problems"));
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
	view_text(view, "noun", feed->listings == 1 ? "listing" : "listings");
	view_text(view, "when",
	    run->finished != 0 ? words_time(arena, run->finished) : "Never");
	view_text(
	    view, "outcome", run->outcome != NULL ? run->outcome : "None yet");
	view_text(view, "message", run->message);
	view_text(view, "read", read_words(context, arena, feed, &old));
	view_flag(view, "old", old);
	view_text(view, "next", next_words(arena, feed));
	view_text(view, "mapping", run->mapping);
	view_format(view, "records", "%ld read, %ld kept, %ld refused",
	    run->records, run->kept, run->refused);
	view_format(view, "changes",
	    "%ld added, %ld changed, %ld withdrawn, %ld as before", run->added,
	    run->changed, run->withdrawn, run->unchanged);
	show_fields(view, feed);
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
