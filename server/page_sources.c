/* /sources: every feed, how old, how good. */
#include <string.h>

#include "base/date.h"
#include "base/say.h"
#include "server/layout.h"
#include "server/route.h"
#include "server/view_keepers.h"
#include "server/view_source.h"

static void
show_score(const struct context *context, struct view *item,
    const struct served_feed *feed)
{
	struct quality_part parts[QUALITY_PARTS];
	struct quality quality;
	struct london today;

	if (served_feed_quality(context->served, feed->id, &quality) !=
	    SERVED_OK)
		return;
	date_london(context->now, &today);
	view_flag(item, "scored", quality.listings > 0);
	view_long(item, "score", quality_score(&quality, today.day, parts));
	quality_clear(&quality);
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
	view_text(
	    item, "noun", say_plural(feed->listings, "listing", "listings"));
	if (feed->data_day != 0)
		view_text(
		    item, "example_day", date_long(arena, feed->data_day));
	view_text(item, "read", view_source_read(context, arena, feed, &old));
	view_flag(item, "old", old);
	view_text(item, "next", view_source_next(arena, feed));
	view_flag(item, "waits", feed->on_hold || feed->failures > 0);
	show_score(context, item, feed);
	if (feed->last_run.outcome != NULL &&
	    strcmp(feed->last_run.outcome, "done") == 0)
		view_text(item, "trouble", feed->last_run.message);
	else if (feed->last_run.outcome != NULL)
		view_format(item, "trouble",
		    strcmp(feed->last_run.outcome, "held") == 0
			? _("The last reading was held: %s")
			: _("The last reading failed: %s"),
		    feed->last_run.message != NULL ? feed->last_run.message
						   : _("no reason given"));
}

enum status
page_sources(const struct context *context,
    const struct request *request UNUSED, struct page *page)
{
	struct arena arena = {0};
	struct view *view = view_new(&arena);
	struct layout layout = {
	    .title = _("Where our information comes from"),
	    .canonical = "/sources",
	};
	struct keepers keepers;
	enum status status = STATUS_OK;

	if (!keepers_read(context, &arena, &keepers)) {
		status = layout_error(context, page, STATUS_UNAVAILABLE);
	} else {
		size_t count = keepers.feeds_count;

		for (size_t i = 0; i < count; i++)
			show_feed(context, &arena, view, &keepers.feeds[i]);
		view_flag(view, "has_known", keepers.known_count > 0);
		keepers_show_known(&keepers, view);
		view_long(
		    view, "listings", context->generation->totals.listings);
		view_text(view, "listings_noun",
		    say_plural(context->generation->totals.listings, "listing",
			"listings"));
		view_long(view, "count", (long)count);
		view_text(
		    view, "noun", say_plural((long)count, "source", "sources"));
		page->caching = CACHE_BROWSE;
		layout_write(context, page, &layout, "sources.html", view);
	}
	arena_clear(&arena);
	return status;
}
