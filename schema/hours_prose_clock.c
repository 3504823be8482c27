/*
 * Times of day as people write them: "7-9pm" is in the evening, "9-5" a
 * working day, "10-2" around noon; "6-8" is in doubt.
 */
#include "schema/hours_prose_parts.h"

#define NOON 720
#define DAY  1440
/* "8-10pm" is an evening, "9-1pm" a morning: the longest evening, minutes. */
#define EVENING_MOST 180
/* "5pm-9am" is a night; longer ones are slips ("9am-5am"). */
#define NIGHT_MOST (16 * 60)

static int
minutes(const struct hours_token *clock)
{
	return clock->hour * 60 + clock->minute;
}

/* On a dial of 12 hours: 0 to 719. */
static int
dial(const struct hours_token *clock)
{
	return clock->hour % 12 * 60 + clock->minute;
}

static bool
is_fixed(const struct hours_token *clock)
{
	return clock->half != 0 || clock->written_24;
}

/* Of a fixed one; midnight is 1440. */
static int
fixed_minute(const struct hours_token *clock)
{
	if (clock->half != 0 && clock->hour <= 12)
		return dial(clock) + (clock->half == 'p' ? NOON : 0);
	return minutes(clock);
}

/* The first time after "minute" that a dial shows it. */
static int
next_shown(const struct hours_token *clock, int minute)
{
	int shown = dial(clock);

	while (shown <= minute)
		shown += NOON;
	return shown;
}

/* A beginning without a half, where nothing else tells: -1 in doubt. */
static int
usual_start(const struct hours_token *from, const struct hours_token *to)
{
	int hour = from->hour;

	if (hour == 12 || (hour >= 1 && hour <= 5))
		return dial(from) + NOON;
	if (hour >= 9)
		return dial(from);
	/* "8-4", "7.30-3": over noon. */
	if ((hour == 7 || hour == 8) && to != NULL && dial(to) <= dial(from))
		return dial(from);
	return -1;
}

/* A beginning without a half before an end that is known; -1 in doubt. */
static int
start_before(const struct hours_token *from, const struct hours_token *to)
{
	int end = fixed_minute(to), morning = dial(from);
	int later = morning + NOON;

	if (to->half == 0 && to->hour > 12 && to->hour < 24)
		/* "9:00-17:00" is of 24 hours all through. */
		return from->hour >= 6 && minutes(from) < end ? minutes(from)
							      : -1;
	if (to->half == 'a')
		return morning < end ? morning : later;
	if (later >= end)
		return morning;
	if (from->hour % 12 <= 7 || end - later <= EVENING_MOST)
		return later;
	return -1;
}

static int
range_start(
    const struct hours_token *from, const struct hours_token *to, char part)
{
	if (is_fixed(from))
		return fixed_minute(from) % DAY;
	if (part == 'a')
		return dial(from);
	if (part == 'p')
		return dial(from) + NOON;
	return is_fixed(to) ? start_before(from, to) : usual_start(from, to);
}

bool
hours_clock_range(const struct hours_token *from, const struct hours_token *to,
    char part, int *opens, int *closes)
{
	int length;

	*opens = range_start(from, to, part);
	if (*opens < 0 || (part == 'p' && *opens < NOON) ||
	    (part == 'a' && *opens >= NOON))
		return false;
	if (is_fixed(to))
		*closes = fixed_minute(to);
	else if (from->half == 0 && from->hour > 12)
		return false; /* "17:00-9:00": the morning or the evening */
	else
		*closes = next_shown(to, *opens);
	if (*closes == 0)
		*closes = DAY;
	if (*closes > DAY)
		*closes -= DAY;
	length = *closes - *opens;
	return length > 0 || (length < 0 && length + DAY <= NIGHT_MOST);
}

int
hours_clock_start(const struct hours_token *clock, char part)
{
	int start;

	if (is_fixed(clock))
		start = fixed_minute(clock) % DAY;
	else if (part != 0)
		start = dial(clock) + (part == 'p' ? NOON : 0);
	else if (clock->has_minutes && clock->hour >= 9 && clock->hour <= 11)
		start = dial(clock);
	else
		return -1; /* a number alone may be anything */
	if ((part == 'a' && start >= NOON) || (part == 'p' && start < NOON))
		return -1;
	return start;
}
