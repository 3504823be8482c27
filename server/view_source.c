#include "server/view_source.h"

#include "base/date.h"
#include "base/say.h"
#include "schema/ageing.h"
#include "server/words.h"

/* What its age does to its listings (schema/ageing.h). */
static const char *
age_words(day_t read, day_t today)
{
	if (ageing_reached(read, today, AGEING_OUT_DAYS))
		return _(". For over a year nothing newer was read: searches"
			 " leave its listings out");
	if (ageing_reached(read, today, AGEING_LAST_DAYS))
		return _(". For over 180 days nothing newer was read: searches"
			 " show its listings last");
	if (ageing_reached(read, today, AGEING_SAY_DAYS))
		return _(". For over 30 days nothing newer was read: each of"
			 " its listings says so");
	return "";
}

char *
view_source_read(const struct context *context, struct arena *arena,
    const struct served_feed *feed, bool *old)
{
	struct london read, today;
	const char *age;

	date_london(feed->read_since, &read);
	date_london(context->now, &today);
	age = feed->read_since != 0 ? age_words(read.day, today.day) : "";
	*old = *age != '\0';
	if (feed->read_whole == 0)
		return arena_printf(arena, _("Never read whole%s"), age);
	return arena_printf(
	    arena, _("Read %s%s"), words_time(arena, feed->read_whole), age);
}

char *
view_source_next(struct arena *arena, const struct served_feed *feed)
{
	char *tried;

	if (feed->on_hold)
		return arena_strdup(arena, _("On hold: it is not read again"
					     " until it is resumed"));
	if (feed->every_s == 0)
		return arena_strdup(arena, _("Read when somebody asks for it"));
	if (feed->due == 0)
		return NULL;
	if (feed->failures == 0)
		return arena_printf(arena, _("Read next after %s"),
		    words_time(arena, feed->due));
	tried = words_count(arena, feed->failures, "time", "times in a row");
	return arena_printf(arena,
	    _("It could not be read %s. Tried next after %s"),
	    feed->failures == 1 ? _("the last time") : tried,
	    words_time(arena, feed->due));
}

day_t
view_source_last_read(const struct context *context, struct arena *arena,
    const struct listing *listing)
{
	day_t last = 0;

	for (size_t i = 0; i < listing->sources_count; i++) {
		struct served_feed feed;
		struct london read;

		if (served_feed_by_id(context->served, listing->sources[i].feed,
			arena, &feed) != SERVED_OK ||
		    feed.read_since == 0)
			continue;
		date_london(feed.read_since, &read);
		if (read.day > last)
			last = read.day;
	}
	return last;
}
