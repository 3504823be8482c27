/* The words for whether a listing is open. */
#include <stdlib.h>
#include <string.h>

#include "base/say.h"
#include "schema/hours_parts.h"

/* Days looked ahead: two weeks show every week's opening and bank holiday. */
#define AHEAD_DAYS 14
/* The same day of the next month, twice where one is a bank holiday. */
#define AHEAD_MONTHLY_DAYS 70
/* Openings past midnight that are still "tonight", seconds. */
#define TONIGHT_S (18 * 3600)
/* "opens 9am Monday" means the next one: further off gets a date, days. */
#define WEEKDAY_DAYS 6

/* Open from "start" until "end", UTC seconds. */
struct span {
	time_t start, end;
	const char *note; /* NULL where there is none, or several */
	enum hours_trust trust;
};

/* An answer being made. */
struct answering {
	const struct hours *hours;
	const struct holidays *lines;
	struct arena *arena;
	time_t now;
	struct london today;
	int ahead; /* days looked at */
	struct span *spans;
	size_t count;
	day_t unknown; /* first bank holiday ahead that may differ, or 0 */
};

static int
span_compare(const void *a, const void *b)
{
	const struct span *one = a, *two = b;

	if (one->trust != two->trust)
		return one->trust < two->trust ? -1 : 1;
	if (one->start != two->start)
		return one->start < two->start ? -1 : 1;
	return (one->end > two->end) - (one->end < two->end);
}

/* What the openings mean on "day". */
static void
add_day(struct answering *at, day_t day)
{
	bool holiday =
	    holiday_nations(at->lines, day, hours_nations(at->hours)) != 0;

	for (size_t i = 0; i < at->hours->count; i++) {
		const struct listing_opening *opening = &at->hours->openings[i];
		enum hours_trust trust =
		    hours_trust_on(at->hours, opening, day, holiday);
		struct span *span = &at->spans[at->count];
		bool next_day;
		int end = hours_end_minute(opening, &next_day);

		if (trust == HOURS_NOT_THEN)
			continue;
		if (trust == HOURS_HOLIDAY && at->unknown == 0 &&
		    day >= at->today.day)
			at->unknown = day;
		span->start = date_from_london(day, opening->opens);
		span->end = date_from_london(day + next_day, end);
		span->note = opening->note;
		span->trust = trust;
		/* The hour that the clocks skip in spring has no times. */
		if (span->start < span->end)
			at->count++;
	}
}

/* Sorts the spans and joins those that touch, each trust by itself. */
static void
merge(struct answering *at)
{
	size_t kept = 0;

	qsort(at->spans, at->count, sizeof(*at->spans), span_compare);
	for (size_t i = 0; i < at->count; i++) {
		const struct span *span = &at->spans[i];
		struct span *last = kept > 0 ? &at->spans[kept - 1] : NULL;

		if (last == NULL || last->trust != span->trust ||
		    span->start > last->end || span->trust == HOURS_NO_END) {
			at->spans[kept++] = *span;
			continue;
		}
		if (span->end > last->end)
			last->end = span->end;
		if (last->note == NULL || span->note == NULL ||
		    strcmp(last->note, span->note) != 0)
			last->note = NULL;
	}
	at->count = kept;
}

static void
find_spans(struct answering *at)
{
	day_t day;

	at->ahead = AHEAD_DAYS;
	for (size_t i = 0; i < at->hours->count; i++)
		if (HOURS_WEEK(&at->hours->openings[i]) != 0)
			at->ahead = AHEAD_MONTHLY_DAYS;
	at->spans = arena_alloc(at->arena,
	    (size_t)(at->ahead + 2) * at->hours->count * sizeof(*at->spans));
	for (day = at->today.day - 1; day <= at->today.day + at->ahead; day++)
		add_day(at, day);
	merge(at);
}

/* The span of the greatest trust that it is now within. */
static const struct span *
span_now(const struct answering *at)
{
	for (size_t i = 0; i < at->count; i++)
		if (at->spans[i].start <= at->now && at->now < at->spans[i].end)
			return &at->spans[i];
	return NULL;
}

/* The next to begin, save those of a bank holiday that may differ. */
static const struct span *
span_next(const struct answering *at)
{
	const struct span *next = NULL;

	for (size_t i = 0; i < at->count; i++) {
		const struct span *span = &at->spans[i];

		if (span->start > at->now && span->trust != HOURS_HOLIDAY &&
		    (next == NULL || span->start < next->start))
			next = span;
	}
	return next;
}

/* When anything at all begins or ends, or the day does. */
static time_t
next_change(const struct answering *at)
{
	time_t next = date_from_london(at->today.day + 1, 0);

	for (size_t i = 0; i < at->count; i++) {
		if (at->spans[i].start > at->now && at->spans[i].start < next)
			next = at->spans[i].start;
		if (at->spans[i].end > at->now && at->spans[i].end < next)
			next = at->spans[i].end;
	}
	return next;
}

static void
sooner(struct hours_answer *out, time_t when)
{
	if (out->changes == 0 || when < out->changes)
		out->changes = when;
}

/* The London day on which a span ends: midnight belongs to the day before. */
static void
london_end(time_t end, struct london *out)
{
	date_london(end, out);
	if (out->minute == 0) {
		date_london(end - 60, out);
		out->minute = HOURS_DAY_MINUTES;
	}
}

/* " (by appointment)", or nothing. */
static const char *
note_text(struct arena *arena, const struct span *span)
{
	if (span->note == NULL)
		return "";
	return arena_printf(arena, " (%s)", span->note);
}

static void
answer_open(
    struct answering *at, const struct span *span, struct hours_answer *out)
{
	struct london end;
	const char *minute, *note = note_text(at->arena, span);

	london_end(span->end, &end);
	minute = hours_minute_text(at->arena, end.minute);
	if (end.day - at->today.day >= at->ahead) {
		/* All the days that were looked at. */
		out->text = arena_printf(at->arena, _("Open now%s"), note);
		out->changes = date_from_london(at->today.day + 1, 0);
		return;
	}
	out->changes = span->end;
	if (end.day == at->today.day || (end.day == at->today.day + 1 &&
					    span->end - at->now <= TONIGHT_S)) {
		out->text = arena_printf(
		    at->arena, _("Open now, until %s%s"), minute, note);
		return;
	}
	/* The weekday goes once the end is near enough to need none. */
	out->changes = date_from_london(end.day, 0);
	sooner(out, span->end - TONIGHT_S);
	if (end.day - at->today.day > WEEKDAY_DAYS) {
		out->text =
		    arena_printf(at->arena, _("Open now, until %s on %s%s"),
			minute, date_long(at->arena, end.day), note);
		out->changes = date_from_london(end.day - WEEKDAY_DAYS, 0);
		return;
	}
	out->text = arena_printf(at->arena, _("Open now, until %s %s%s"),
	    minute, hours_weekday_said(end.weekday), note);
}

/* Of what begins later: " (Monday is a bank holiday)" where one is between. */
static void
answer_closed(
    struct answering *at, const struct span *next, struct hours_answer *out)
{
	struct arena *arena = at->arena;
	struct london start;
	const char *minute, *note = note_text(arena, next), *caution = "";

	date_london(next->start, &start);
	minute = hours_minute_text(arena, start.minute);
	if (start.day == at->today.day) {
		out->changes = next->start;
		out->text = arena_printf(
		    arena, _("Closed, opens %s today%s"), minute, note);
		return;
	}
	if (at->unknown != 0 && at->unknown < start.day)
		caution =
		    at->unknown - at->today.day > WEEKDAY_DAYS
			? arena_printf(arena, _(" (%s is a bank holiday)"),
			      date_long(arena, at->unknown))
			: arena_printf(arena, _(" (%s is a bank holiday)"),
			      hours_weekday_said(
				  hours_weekday_of(at->unknown)));
	if (start.day - at->today.day > WEEKDAY_DAYS) {
		out->changes = date_from_london(start.day - WEEKDAY_DAYS, 0);
		out->text = arena_printf(arena, _("Closed, opens %s on %s%s%s"),
		    minute, date_long(arena, start.day), note, caution);
	} else {
		out->changes = date_from_london(start.day, 0);
		out->text = arena_printf(arena, _("Closed, opens %s %s%s%s"),
		    minute, hours_weekday_said(start.weekday), note, caution);
	}
	if (caution[0] == '\0')
		return;
	if (at->unknown - at->today.day > WEEKDAY_DAYS)
		sooner(out, date_from_london(at->unknown - WEEKDAY_DAYS, 0));
	sooner(out, date_from_london(at->unknown, 0));
}

/* Stated, but not to be relied on now. */
static void
answer_check(struct answering *at, struct hours_answer *out)
{
	const struct span *span = span_now(at);
	struct london start;

	if (span != NULL && span->trust == HOURS_SOME_WEEKS) {
		answer_open(at, span, out);
	} else if (span != NULL && span->trust == HOURS_NO_END) {
		date_london(span->start, &start);
		out->text =
		    arena_printf(at->arena, _("From %s today, end not given%s"),
			hours_minute_text(at->arena, start.minute),
			note_text(at->arena, span));
	} else {
		out->text = arena_strdup(
		    at->arena, at->unknown == at->today.day
				   ? _("Hours may differ: bank holiday today")
				   : _("Hours may differ: bank holiday"));
	}
	sooner(out, next_change(at));
}

void
hours_answer(const struct hours *hours, const struct holidays *lines,
    time_t now, struct arena *arena, struct hours_answer *out)
{
	struct answering at = {
	    .hours = hours, .lines = lines, .arena = arena, .now = now};
	struct hours_clock clock;
	const struct span *next;

	memset(out, 0, sizeof(*out));
	hours_clock_init(&clock, lines, now);
	at.today = clock.today;
	out->state = hours_state(hours, &clock);
	if (hours->count == 0)
		return;
	if (hours_always(hours)) {
		out->text = arena_strdup(arena, _("Open 24 hours"));
		return;
	}
	find_spans(&at);
	next = span_next(&at);
	if (out->state == HOURS_OPEN) {
		answer_open(&at, span_now(&at), out);
	} else if (out->state == HOURS_CHECK) {
		answer_check(&at, out);
	} else if (out->state == HOURS_UNKNOWN) {
		/* Times of bank holidays alone say nothing of other days. */
		out->changes = next_change(&at);
	} else if (next != NULL) {
		answer_closed(&at, next, out);
		/* Times of bank holidays alone say nothing of the next day. */
		if (!hours_week_stated(hours))
			sooner(out, next_change(&at));
	} else {
		out->text = arena_strdup(arena, _("Closed now"));
		out->changes = next_change(&at);
	}
}
