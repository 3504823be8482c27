/*
 * In the words: when it is to be open.  "on saturdays", "open now", "this
 * evening", "24/7", "out of hours"; a single "sunday" too, but no day of a
 * name ("Sunday lunch club").
 */
#include <string.h>

#include "search/understand_parts.h"

/* What is read at a word. */
struct when {
	enum query_open open;
	size_t words;
	bool weak; /* taken with "open", "on" and such before it alone */
};

#define DAY_BEFORE "on every each open any during this next for at"

static enum query_open
day_of(const struct reader *reader, size_t at)
{
	static const char *const days[] = {"monday mondays mon",
	    "tuesday tuesdays tues tue", "wednesday wednesdays weds wed",
	    "thursday thursdays thurs thur thu", "friday fridays fri",
	    "saturday saturdays sat", "sunday sundays"};

	for (int day = 0; day < 7; day++)
		if (reader_is(reader, at, days[day]))
			return (enum query_open)(OPEN_MONDAY + day);
	return OPEN_ANY;
}

/* "24/7", "24 hours a day", "24hr", "24 hour", "day and night" */
static size_t
all_hours(const struct reader *reader, size_t at)
{
	size_t words = 0;

	if (reader_is(reader, at, "24hr 24hrs 24hour 24hours 247")) {
		words = 1;
	} else if (reader_is(reader, at, "24") &&
		   reader_is(reader, at + 1, "7 hour hours hr hrs")) {
		words = 2;
	} else if (reader_is(reader, at, "round around") &&
		   reader_is(reader, at + 1, "the") &&
		   reader_is(reader, at + 2, "clock")) {
		return 3;
	} else if (reader_is(reader, at, "day") &&
		   reader_is(reader, at + 1, "and or") &&
		   reader_is(reader, at + 2, "night")) {
		return 3;
	}
	if (words > 0 && reader_is(reader, at + words, "a") &&
	    reader_is(reader, at + words + 1, "day"))
		words += 2;
	return words;
}

/* "open now", "open right now", "open at the moment" */
static size_t
open_now(const struct reader *reader, size_t at)
{
	size_t next = at + 1;

	if (!reader_is(reader, at, "open"))
		return 0;
	if (reader_is(reader, next, "right just"))
		next++;
	if (reader_is(reader, next, "now"))
		return next + 1 - at;
	if (reader_is(reader, next, "at") &&
	    reader_is(reader, next + 1, "the") &&
	    reader_is(reader, next + 2, "moment"))
		return next + 3 - at;
	return 0;
}

static size_t
out_of_hours(const struct reader *reader, size_t at)
{
	if (reader_is(reader, at, "out") && reader_is(reader, at + 1, "of") &&
	    reader_is(reader, at + 2, "hours"))
		return 3;
	return reader_is(reader, at, "after") &&
		       reader_is(reader, at + 1, "work")
		   ? 2
		   : 0;
}

static bool
find_when(const struct reader *reader, size_t at, struct when *out)
{
	out->weak = false;
	out->words = open_now(reader, at);
	out->open = OPEN_NOW;
	if (out->words > 0)
		return true;
	out->words = all_hours(reader, at);
	out->open = OPEN_ALL_HOURS;
	if (out->words > 0)
		return true;
	out->words = out_of_hours(reader, at);
	out->open = OPEN_EVENING;
	if (out->words > 0)
		return true;
	out->words = 1;
	if (reader_is(reader, at, "evening evenings tonight"))
		return !(at > 0 && reader_is(reader, at - 1, "good"));
	out->open = OPEN_WEEKEND;
	if (reader_is(reader, at, "weekend weekends"))
		return true;
	out->open = day_of(reader, at);
	/* "sat" and "sun" are words of their own. */
	out->weak = reader_is(reader, at, "mon tue wed thu fri sat");
	return out->open != OPEN_ANY;
}

/*
 * Twice something of a week is not one of it: "saturday and sunday" is the
 * weekend, "saturday evening" the day.
 */
static void
read_second(struct reader *reader, struct span *span, struct when *when)
{
	size_t next = span->end;
	struct when other;

	if (when->open < OPEN_MONDAY || when->open > OPEN_SUNDAY)
		return;
	if (reader_is(reader, next,
		"evening evenings night nights morning "
		"mornings afternoon afternoons")) {
		/* Weekday evenings are a set of their own. */
		if (when->open < OPEN_SATURDAY &&
		    reader_is(reader, next, "evening evenings"))
			when->open = OPEN_EVENING;
		span->end = next + 1;
		return;
	}
	if (when->open != OPEN_SATURDAY)
		return;
	if (reader_is(reader, next, "and or"))
		next++;
	if (find_when(reader, next, &other) && other.open == OPEN_SUNDAY) {
		when->open = OPEN_WEEKEND;
		span->end = next + other.words;
	}
}

static void
take_before(const struct reader *reader, struct span *span)
{
	reader_take_before(reader, span, "the a an");
	reader_take_before(reader, span, DAY_BEFORE " in late");
	reader_take_before(reader, span, "open opening available");
	reader_take_before(reader, span, "is are thats that");
}

void
read_hours(struct reader *reader)
{
	struct query *query = reader->query;
	bool given = query->open != OPEN_ANY;

	for (size_t at = 0; at < reader->count; at++) {
		struct span span;
		struct when when;

		if (!find_when(reader, at, &when))
			continue;
		span = (struct span){at, at + when.words};
		if (when.weak && !(at > 0 && reader_is(reader, at - 1,
						 DAY_BEFORE " and or")))
			continue;
		if (!reader_free(reader, span))
			continue;
		read_second(reader, &span, &when);
		if (!reader_free(reader, span))
			continue;
		take_before(reader, &span);
		if (reader_take_unless(reader, span, "open",
			query_open_name(when.open), given))
			query->open = when.open;
		return;
	}
}
