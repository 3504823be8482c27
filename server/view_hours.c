#include "server/view_hours.h"

#include <string.h>

#include "base/date.h"
#include "base/say.h"
#include "base/utf8.h"
#include "schema/hours.h"

/* A bank holiday is noted so many days ahead. */
#define HOLIDAY_DAYS     14
#define HOURS_LINE_BYTES 160 /* of a source's words, in one line */

struct shown_hours {
	struct arena *arena;
	struct view *view;
	const struct holidays *lines;
	struct hours hours;
	struct london today;
};

static bool
has_times(const struct hours *hours, int weekday)
{
	for (size_t i = 0; i < hours->count; i++)
		if (HOURS_WEEKDAY(&hours->openings[i]) == weekday)
			return true;
	return false;
}

static bool
has_week(const struct hours *hours)
{
	for (int weekday = 0; weekday < 7; weekday++)
		if (has_times(hours, weekday))
			return true;
	return false;
}

static void
add_note(struct buf *times, const struct listing_opening *opening)
{
	static const char *const weeks[] = {"", N_("first of the month"),
	    N_("second of the month"), N_("third of the month"),
	    N_("fourth of the month"), N_("last of the month")};
	int week = HOURS_WEEK(opening);

	if (week == 0 && opening->note == NULL)
		return;
	buf_printf(times, " (%s%s%s)", week != 0 ? _(weeks[week]) : "",
	    week != 0 && opening->note != NULL ? ", " : "",
	    opening->note != NULL ? opening->note : "");
}

/* "9am to noon, 1pm to 5pm"; what has no row says _("Closed"). */
static char *
day_times(struct shown_hours *shown, int weekday)
{
	struct arena *arena = shown->arena;
	struct buf times = {0};
	char *text;

	for (size_t i = 0; i < shown->hours.count; i++) {
		const struct listing_opening *opening =
		    &shown->hours.openings[i];
		const char *opens = hours_minute_text(arena, opening->opens);

		if (HOURS_WEEKDAY(opening) != weekday)
			continue;
		if (times.length > 0)
			buf_add_text(&times, ", ");
		if (opening->opens == 0 && opening->closes == 1440)
			buf_add_text(&times, _("All day"));
		else if (opening->opens == opening->closes)
			buf_printf(&times, _("From %s"), opens);
		else
			buf_printf(&times, _("%s to %s"), opens,
			    hours_minute_text(arena, opening->closes));
		add_note(&times, opening);
	}
	if (times.length == 0)
		buf_add_text(&times,
		    weekday == 7 && shown->hours.holiday == HOURS_HOLIDAY_USUAL
			? _("As usual")
			: _("Closed"));
	text = arena_strdup(arena, buf_text(&times));
	buf_clear(&times);
	return text;
}

/*
 * A row for each day of the week, and one for bank holidays where something
 * is said of them; their times alone say nothing of the week.
 */
static void
show_days(struct shown_hours *shown)
{
	const struct hours *hours = &shown->hours;
	int first = has_week(hours) ? 0 : 7;
	int last = has_times(hours, 7) || hours->holiday != HOURS_HOLIDAY_UNSAID
		       ? 7
		       : 6;
	int today = shown->today.weekday;

	if (last == 7 &&
	    holiday_nations(shown->lines, shown->today.day,
		hours->nations != 0 ? hours->nations : HOLIDAY_ALL) != 0)
		today = 7;
	for (int day = first; day <= last; day++) {
		struct view *item = view_item(shown->view, "days");

		view_text(item, "day", _(hours_weekday_name[day]));
		view_text(item, "times", day_times(shown, day));
		view_flag(item, "today", day == today);
	}
}

/* _(" in Scotland") where a holiday is one of some of its nations. */
static const char *
nation_words(unsigned found, unsigned nations)
{
	if (found == nations)
		return "";
	switch (found) {
	case HOLIDAY_ENGLAND_WALES:
		return _(" in England and Wales");
	case HOLIDAY_SCOTLAND:
		return _(" in Scotland");
	case HOLIDAY_NORTHERN_IRELAND:
		return _(" in Northern Ireland");
	default:
		return _(" in some nations");
	}
}

static const char *
holiday_words(const struct hours *hours)
{
	if (has_times(hours, 7))
		return _("bank holiday hours");
	if (hours->holiday == HOURS_HOLIDAY_CLOSED)
		return _("closed");
	if (hours->holiday == HOURS_HOLIDAY_USUAL)
		return _("open as usual");
	return _("hours may differ");
}

/* "Christmas Day, 25 December: hours may differ" */
static void
show_holiday(struct shown_hours *shown, day_t day)
{
	const struct hours *hours = &shown->hours;
	unsigned nations = hours->nations != 0 ? hours->nations : HOLIDAY_ALL;
	const char *name = holiday_name(shown->lines, day, nations);
	int weekday = (shown->today.weekday + day - shown->today.day) % 7;
	char *date;

	/* A day on which it never opens is no different. */
	if (name == NULL ||
	    (!has_times(hours, weekday) && !has_times(hours, 7)))
		return;
	date = arena_strdup(shown->arena, date_long(shown->arena, day));
	*strrchr(date, ' ') = '\0'; /* the year */
	view_item_text(shown->view, "holidays",
	    arena_printf(shown->arena, "%s, %s: %s%s",
		say_in("vocabulary", name), date, holiday_words(hours),
		nation_words(
		    holiday_nations(shown->lines, day, nations), nations)));
}

static bool
is_always_open(const struct hours_answer *answer)
{
	return answer->state == HOURS_OPEN && answer->changes == 0;
}

void
view_hours(const struct context *context, struct arena *arena,
    struct view *view, const struct listing *listing, struct page *page)
{
	struct shown_hours shown = {
	    .arena = arena,
	    .view = view,
	    .lines = vocabulary_holidays(context->vocabulary),
	};
	struct hours_answer answer;

	hours_of_listing(listing, arena, &shown.hours);
	if (shown.hours.count == 0)
		return;
	date_london(context->now, &shown.today);
	view_flag(view, "has_hours", true);
	view_flag(view, "has_table", true);
	show_days(&shown);
	hours_answer(&shown.hours, shown.lines, context->now, arena, &answer);
	for (int ahead = 0; ahead <= HOLIDAY_DAYS && !is_always_open(&answer);
	     ahead++)
		show_holiday(&shown, shown.today.day + ahead);
	if (listing->status != LISTING_ACTIVE)
		return;
	view_text(view, "open_text", answer.text);
	view_flag(view, "open", answer.state == HOURS_OPEN);
	page->clock_until = answer.changes;
}

/* "Monday", "Monday to Friday" and their times. */
static void
add_days(struct buf *line, int first, int last, const char *times)
{
	buf_printf(line, "%s%s", line->length > 0 ? "; " : "",
	    _(hours_weekday_name[first]));
	if (last > first)
		buf_printf(line, _(" to %s"), hours_weekday_said(last));
	buf_printf(line, " %s", times);
}

static char *
week_line(struct shown_hours *shown)
{
	struct buf line = {0};
	char *times[7], *text;

	for (int day = 0; day < 7; day++)
		times[day] = day_times(shown, day);
	for (int first = 0, last; first < 7; first = last + 1) {
		for (last = first;
		     last + 1 < 7 && strcmp(times[first], times[last + 1]) == 0;
		     last++)
			continue;
		if (has_times(&shown->hours, first))
			add_days(&line, first, last, times[first]);
	}
	text = arena_strdup(shown->arena, buf_text(&line));
	buf_clear(&line);
	return text;
}

char *
view_hours_line(const struct listing *listing, struct arena *arena)
{
	struct shown_hours shown = {.arena = arena};
	const char *words = listing->hours;
	size_t length;

	hours_of_listing(listing, arena, &shown.hours);
	if (has_week(&shown.hours))
		return week_line(&shown);
	if (words == NULL)
		return NULL;
	length = strcspn(words, "\n");
	if (length <= HOURS_LINE_BYTES)
		return arena_strndup(arena, words, length);
	length = utf8_clip(words, HOURS_LINE_BYTES);
	return arena_printf(arena, "%.*s...", (int)length, words);
}
