#include "server/view_keepers.h"

#include "base/buf.h"
#include "base/say.h"
#include "server/view_source.h"
#include "server/words.h"

static void
find_areas(struct keepers *keepers, struct keepers_known *known)
{
	const struct config_list *areas = &known->list->areas;

	known->areas = arena_alloc(
	    keepers->arena, (areas->count + 1) * sizeof(*known->areas));
	for (size_t i = 0; i < areas->count; i++) {
		struct place place;

		if (served_area_find(keepers->context->served, areas->values[i],
			&place) == PLACE_FOUND)
			known->areas[i] =
			    arena_strdup(keepers->arena, place.gss);
	}
}

bool
keepers_read(
    const struct context *context, struct arena *arena, struct keepers *out)
{
	const struct site *site = context->site;

	*out = (struct keepers){.context = context, .arena = arena};
	if (served_feeds(context->served, arena, &out->feeds,
		&out->feeds_count) != SERVED_OK)
		return false;
	out->known_count = site->known_count;
	out->known =
	    arena_alloc(arena, (site->known_count + 1) * sizeof(*out->known));
	for (size_t i = 0; i < site->known_count; i++) {
		out->known[i].list = &site->known[i];
		find_areas(out, &out->known[i]);
	}
	return true;
}

/* One lies in the other: a list of a ward is one of its council's, too. */
static bool
meet(const struct tally_counter *counter, const char *gss, const char *area)
{
	return area != NULL && (tally_covers(counter, gss, area) ||
				   tally_covers(counter, area, gss));
}

bool
keepers_feed_here(const struct keepers *keepers, size_t feed,
    const struct tally_counter *counter, const char *gss)
{
	return meet(counter, gss, keepers->feeds[feed].area) ||
	       tally_feed(counter, keepers->feeds[feed].id) > 0;
}

bool
keepers_known_here(const struct keepers *keepers, size_t known,
    const struct tally_counter *counter, const char *gss)
{
	const struct keepers_known *one = &keepers->known[known];

	for (size_t i = 0; i < one->list->areas.count; i++)
		if (meet(counter, gss, one->areas[i]))
			return true;
	return false;
}

static void
show_feed(const struct keepers *keepers, const struct served_feed *feed,
    long listings, const struct place *area, struct view *item)
{
	bool old;

	view_format(item, "url", "/sources/%s", feed->id);
	view_text(item, "title", feed->title != NULL ? feed->title : feed->id);
	view_text(item, "publisher", feed->publisher);
	if (listings > 0)
		view_format(item, "search_url", "/search?area=%s&feed=%s",
		    area->slug, feed->id);
	view_text(item, "listings",
	    listings > 0
		? words_count(keepers->arena, listings, "listing", "listings")
		: NULL);
	view_text(item, "read",
	    view_source_read(keepers->context, keepers->arena, feed, &old));
	view_flag(item, "old", old);
}

static void
show_known(const struct keepers *keepers, const struct known_list *list,
    struct view *item)
{
	view_text(item, "title", list->title);
	view_text(item, "publisher", list->publisher);
	view_text(item, "url",
	    list->url != NULL ? words_web(keepers->arena, list->url) : NULL);
}

void
keepers_show(const struct keepers *keepers, const struct tally_counter *counter,
    const struct place *area, struct view *view)
{
	struct view *group = view_group(view, "keepers");

	view_text(group, "area", area->name);
	for (size_t i = 0; i < keepers->feeds_count; i++)
		if (keepers_feed_here(keepers, i, counter, area->gss))
			show_feed(keepers, &keepers->feeds[i],
			    tally_feed(counter, keepers->feeds[i].id), area,
			    view_item(group, "feeds"));
	for (size_t i = 0; i < keepers->known_count; i++)
		if (keepers_known_here(keepers, i, counter, area->gss))
			show_known(keepers, keepers->known[i].list,
			    view_item(group, "known"));
}

void
keepers_show_known(const struct keepers *keepers, struct view *view)
{
	for (size_t i = 0; i < keepers->known_count; i++) {
		const struct known_list *list = keepers->known[i].list;
		struct view *item = view_item(view, "known");
		struct buf areas = {0};

		show_known(keepers, list, item);
		for (size_t a = 0; a < list->areas.count; a++) {
			struct place place;
			bool found =
			    served_area_find(keepers->context->served,
				list->areas.values[a], &place) == PLACE_FOUND;

			buf_printf(&areas, "%s%s%s", a > 0 ? ", " : "",
			    found ? place.name : list->areas.values[a],
			    found ? "" : _(" (no area that we know)"));
		}
		view_text(item, "areas",
		    arena_strdup(keepers->arena, buf_text(&areas)));
		buf_clear(&areas);
	}
}
