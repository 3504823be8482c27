#include <string.h>
#include <strings.h>

#include "schema/hours_parts.h"

const char *const hours_when_name[HOURS_WHEN_COUNT] = {"mo", "tu", "we", "th",
    "fr", "sa", "su", "evening", "weekend", "all-hours"};

int
hours_weekday_of(day_t day)
{
	/* 1 January 1970 was a Thursday. */
	int weekday = (day + 3) % 7;

	return weekday < 0 ? weekday + 7 : weekday;
}

unsigned
hours_nations(const struct hours *hours)
{
	return hours->nations != 0 ? hours->nations : HOLIDAY_ALL;
}

/* True where the times say "always": no bank holiday changes that. */
bool
hours_always(const struct hours *hours)
{
	unsigned days = 0;

	if (hours->holiday == HOURS_HOLIDAY_CLOSED)
		return false;
	for (size_t i = 0; i < hours->count; i++) {
		const struct listing_opening *opening = &hours->openings[i];

		if (HOURS_WEEKDAY(opening) == 7)
			return false;
		if (HOURS_WEEK(opening) == 0 && opening->note == NULL &&
		    opening->opens == 0 &&
		    opening->closes >= HOURS_DAY_MINUTES - 1)
			days |= 1u << opening->weekday;
	}
	return days == 0x7f;
}

bool
hours_week_stated(const struct hours *hours)
{
	for (size_t i = 0; i < hours->count; i++)
		if (HOURS_WEEKDAY(&hours->openings[i]) != 7)
			return true;
	return false;
}

static bool
has_holiday_times(const struct hours *hours)
{
	for (size_t i = 0; i < hours->count; i++)
		if (HOURS_WEEKDAY(&hours->openings[i]) == 7)
			return true;
	return false;
}

/* Is a day the first, ..., fourth or last of its weekday in its month? */
static bool
is_week(day_t day, int week)
{
	int year, month, date, next;

	date_to_civil(day, &year, &month, &date);
	if (week != HOURS_LAST)
		return (date - 1) / 7 + 1 == week;
	date_to_civil(day + 7, &year, &next, &date);
	return next != month;
}

bool
hours_in_term(const struct listing_opening *opening)
{
	return opening->note != NULL &&
	       (strcasestr(opening->note, "term time") != NULL ||
		   strcasestr(opening->note, "term-time") != NULL);
}

enum hours_trust
hours_trust_on(const struct hours *hours, const struct listing_opening *opening,
    day_t day, bool holiday)
{
	int weekday = HOURS_WEEKDAY(opening), week = HOURS_WEEK(opening);
	bool doubt = false;

	if (holiday && has_holiday_times(hours)) {
		if (weekday != 7)
			return HOURS_NOT_THEN;
	} else {
		if (weekday != hours_weekday_of(day) ||
		    (week != 0 && !is_week(day, week)))
			return HOURS_NOT_THEN;
		if (holiday && hours->holiday == HOURS_HOLIDAY_CLOSED)
			return HOURS_NOT_THEN;
		doubt = holiday && hours->holiday == HOURS_HOLIDAY_UNSAID;
	}
	if (doubt)
		return HOURS_HOLIDAY;
	if (opening->opens == opening->closes)
		return HOURS_NO_END;
	return hours_in_term(opening) ? HOURS_SOME_WEEKS : HOURS_SURE;
}

int
hours_end_minute(const struct listing_opening *opening, bool *next_day)
{
	int closes = opening->closes;

	*next_day = false;
	/* 23:59 is how systems without 24:00 write it. */
	if (closes == HOURS_DAY_MINUTES - 1 || closes == opening->opens)
		return HOURS_DAY_MINUTES;
	*next_day = closes < opening->opens;
	return closes;
}

void
hours_clock_init(
    struct hours_clock *clock, const struct holidays *lines, time_t now)
{
	day_t today;

	memset(clock, 0, sizeof(*clock));
	clock->now = now;
	date_london(now, &clock->today);
	today = clock->today.day;
	for (int back = 0; back < 2; back++)
		clock->holidays[back] =
		    holiday_nations(lines, today - back, HOLIDAY_ALL);
	clock->plain = date_from_london(today + 1, HOURS_DAY_MINUTES) -
			   date_from_london(today - 1, 0) ==
		       3 * HOURS_DAY_MINUTES * 60;
}

/* Has the minute of a day, so many days from today, come? */
static bool
reached(const struct hours_clock *clock, int days, int minute)
{
	if (clock->plain)
		return days * HOURS_DAY_MINUTES + minute <= clock->today.minute;
	return date_from_london(clock->today.day + days, minute) <= clock->now;
}

/* Is it now within an opening that began so many days ago? */
static bool
holds(const struct hours_clock *clock, const struct listing_opening *opening,
    int back)
{
	bool next_day;
	int end = hours_end_minute(opening, &next_day);

	return reached(clock, -back, opening->opens) &&
	       !reached(clock, next_day - back, end);
}

enum hours_state
hours_state(const struct hours *hours, const struct hours_clock *clock)
{
	unsigned nations = hours_nations(hours);
	bool doubt = false, holiday_today;

	if (hours->count == 0)
		return HOURS_UNKNOWN;
	if (hours_always(hours))
		return HOURS_OPEN;
	holiday_today = (clock->holidays[0] & nations) != 0;
	for (size_t i = 0; i < hours->count; i++) {
		const struct listing_opening *opening = &hours->openings[i];

		for (int back = 0; back < 2; back++) {
			enum hours_trust trust = hours_trust_on(hours, opening,
			    clock->today.day - back,
			    (clock->holidays[back] & nations) != 0);

			if (trust == HOURS_NOT_THEN)
				continue;
			/* All of a bank holiday is in doubt. */
			if (trust == HOURS_HOLIDAY && back == 0)
				doubt = true;
			if (!holds(clock, opening, back))
				continue;
			if (trust == HOURS_SURE)
				return HOURS_OPEN;
			doubt = true;
		}
	}
	if (doubt)
		return HOURS_CHECK;
	if (!hours_week_stated(hours) && !holiday_today)
		return HOURS_UNKNOWN;
	return HOURS_CLOSED;
}

static bool
is_evening(const struct listing_opening *opening)
{
	bool next_day;
	int end = hours_end_minute(opening, &next_day);

	if (HOURS_WEEKDAY(opening) > 4)
		return false;
	if (opening->opens == opening->closes)
		return opening->opens >= HOURS_EVENING_MINUTE;
	return next_day || end > HOURS_EVENING_MINUTE;
}

void
hours_when(const struct hours *hours, unsigned *every, unsigned *some)
{
	*every = *some = 0;
	for (size_t i = 0; i < hours->count; i++) {
		const struct listing_opening *opening = &hours->openings[i];
		int weekday = HOURS_WEEKDAY(opening);
		unsigned when = 1u << weekday;

		if (weekday == 7)
			continue;
		if (weekday > 4)
			when |= HOURS_WEEKEND;
		if (is_evening(opening))
			when |= HOURS_EVENING;
		if (HOURS_WEEK(opening) != 0 || hours_in_term(opening))
			*some |= when;
		else
			*every |= when;
	}
	if (hours_always(hours))
		*every |= HOURS_ALL;
	*some &= ~*every;
}
