#include "base/date.h"

#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/say.h"

#define DAY_S 86400

/*
 * Days and dates by counting years from 1 March, so that the leap day is the
 * last of its year and the months before it have fixed lengths.
 */
day_t
date_from_civil(int year, int month, int day_of_month)
{
	long years = month > 2 ? year : year - 1;
	long month_from_march = month > 2 ? month - 3 : month + 9;
	long era = (years >= 0 ? years : years - 399) / 400;
	long year_of_era = years - era * 400;
	long day_of_year = (153 * month_from_march + 2) / 5 + day_of_month - 1;
	long day_of_era = year_of_era * 365 + year_of_era / 4 -
			  year_of_era / 100 + day_of_year;

	/* 719,468 days lie between 0000-03-01 and 1970-01-01. */
	return (day_t)(era * 146097 + day_of_era - 719468);
}

void
date_to_civil(day_t day, int *year, int *month, int *day_of_month)
{
	long days = (long)day + 719468;
	long era = (days >= 0 ? days : days - 146096) / 146097;
	long day_of_era = days - era * 146097;
	long year_of_era = (day_of_era - day_of_era / 1460 +
			       day_of_era / 36524 - day_of_era / 146096) /
			   365;
	long day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 -
					    year_of_era / 100);
	long month_from_march = (5 * day_of_year + 2) / 153;

	*day_of_month =
	    (int)(day_of_year - (153 * month_from_march + 2) / 5) + 1;
	*month = (int)(month_from_march < 10 ? month_from_march + 3
					     : month_from_march - 9);
	*year = (int)(year_of_era + era * 400) + (*month <= 2);
}

bool
date_valid(int year, int month, int day_of_month)
{
	int same_year, same_month, same_day;

	if (year < 1 || year > 9999 || month < 1 || month > 12 ||
	    day_of_month < 1 || day_of_month > 31)
		return false;
	date_to_civil(date_from_civil(year, month, day_of_month), &same_year,
	    &same_month, &same_day);
	return same_day == day_of_month;
}

/* Exactly "count" digits; -1 where they are not. */
static int
digits(const char *text, int count)
{
	int value = 0, i;

	for (i = 0; i < count; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		value = value * 10 + (text[i] - '0');
	}
	return value;
}

/* What may stand behind a date: nothing, or "T06:05" and more of a time. */
static bool
is_time_or_end(const char *text)
{
	int hour, minute;

	if (*text == '\0')
		return true;
	if (*text != 'T' && *text != 't' && *text != ' ')
		return false;
	hour = digits(text + 1, 2);
	if (hour < 0 || hour > 24 || text[3] != ':')
		return false;
	minute = digits(text + 4, 2);
	return minute >= 0 && minute <= 59;
}

day_t
date_parse(const char *text)
{
	int year, month, day_of_month;

	year = digits(text, 4);
	if (year < 0 || text[4] != '-')
		return 0;
	month = digits(text + 5, 2);
	if (month < 0 || text[7] != '-')
		return 0;
	day_of_month = digits(text + 8, 2);
	if (day_of_month < 0 || !is_time_or_end(text + 10))
		return 0;
	if (!date_valid(year, month, day_of_month))
		return 0;
	return date_from_civil(year, month, day_of_month);
}

static void
digits_put(char *out, int count, int value)
{
	while (count-- > 0) {
		out[count] = (char)('0' + value % 10);
		value /= 10;
	}
}

void
date_text(day_t day, char out[DATE_TEXT])
{
	int year, month, day_of_month;

	date_to_civil(day, &year, &month, &day_of_month);
	if (year < 0 || year > 9999)
		year = 0; /* four digits are all the room there is */
	memcpy(out, "0000-00-00", DATE_TEXT);
	digits_put(out, 4, year);
	digits_put(out + 5, 2, month);
	digits_put(out + 8, 2, day_of_month);
}

/* Rounds down also before 1970. */
static day_t
day_of(time_t when, int *second)
{
	time_t day = when / DAY_S;

	*second = (int)(when % DAY_S);
	if (*second < 0) {
		*second += DAY_S;
		day--;
	}
	return (day_t)day;
}

void
date_instant(time_t when, char out[DATE_INSTANT])
{
	int second;

	date_text(day_of(when, &second), out);
	memcpy(out + 10, "T00:00:00Z", DATE_INSTANT - 10);
	digits_put(out + 11, 2, second / 3600);
	digits_put(out + 14, 2, second / 60 % 60);
	digits_put(out + 17, 2, second % 60);
}

bool
date_instant_parse(const char *text, time_t *out)
{
	char again[DATE_INSTANT];
	day_t day = date_parse(text);
	int hour, minute, second;

	if (day == 0 || strlen(text) != DATE_INSTANT - 1)
		return false;
	hour = digits(text + 11, 2);
	minute = digits(text + 14, 2);
	second = digits(text + 17, 2);
	*out = (time_t)day * 86400 + hour * 3600 + minute * 60 + second;
	/* A letter among the digits, or 25 o'clock, comes out otherwise. */
	date_instant(*out, again);
	return strcmp(again, text) == 0;
}

/* 0 Monday to 6 Sunday; 1970-01-01 was a Thursday. */
static int
weekday_of(day_t day)
{
	return (int)(((long)day % 7 + 7 + 3) % 7);
}

/* 01:00 UTC on the last Sunday of a month that has 31 days. */
static time_t
change_instant(int year, int month)
{
	day_t last = date_from_civil(year, month, 31);

	last -= (weekday_of(last) + 1) % 7;
	return (time_t)last * DAY_S + 3600;
}

static bool
is_summer_time(time_t when)
{
	int year, month, day_of_month, second;

	date_to_civil(day_of(when, &second), &year, &month, &day_of_month);
	return when >= change_instant(year, 3) &&
	       when < change_instant(year, 10);
}

void
date_london(time_t when, struct london *out)
{
	int second;

	out->offset_s = is_summer_time(when) ? 3600 : 0;
	out->day = day_of(when + out->offset_s, &second);
	date_to_civil(out->day, &out->year, &out->month, &out->day_of_month);
	out->weekday = weekday_of(out->day);
	out->minute = second / 60;
}

time_t
date_from_london(day_t day, int minute)
{
	time_t when = (time_t)day * DAY_S + (time_t)minute * 60;

	return is_summer_time(when - 3600) ? when - 3600 : when;
}

const char *
date_ago(struct arena *arena, day_t day, day_t today)
{
	int days = today - day;

	if (days < 0)
		return date_long(arena, day);
	if (days == 0)
		return _("today");
	if (days == 1)
		return _("yesterday");
	if (days < 14)
		return arena_printf(
		    arena, say_plural(days, "%d day ago", "%d days ago"), days);
	if (days < 60)
		return arena_printf(arena,
		    say_plural(days / 7, "%d week ago", "%d weeks ago"),
		    days / 7);
	if (days < 360)
		return arena_printf(arena,
		    say_plural(days / 30, "%d month ago", "%d months ago"),
		    days / 30);
	if (days < 365)
		return arena_printf(
		    arena, say_plural(11, "%d month ago", "%d months ago"), 11);
	if (days < 2 * 365)
		return _("over a year ago");
	return arena_printf(arena,
	    say_plural(days / 365, "over %d year ago", "over %d years ago"),
	    days / 365);
}

const char *
date_long(struct arena *arena, day_t day)
{
	static const char *const months[] = {NC_("month", "January"),
	    NC_("month", "February"), NC_("month", "March"),
	    NC_("month", "April"), NC_("month", "May"), NC_("month", "June"),
	    NC_("month", "July"), NC_("month", "August"),
	    NC_("month", "September"), NC_("month", "October"),
	    NC_("month", "November"), NC_("month", "December")};
	int year, month, day_of_month;

	date_to_civil(day, &year, &month, &day_of_month);
	return arena_printf(arena, "%d %s %d", day_of_month,
	    say_in("month", months[month - 1]), year);
}
