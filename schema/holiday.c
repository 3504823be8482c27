#include "schema/holiday.h"

#include <string.h>

#include "base/compiler.h"
#include "base/say.h"

/* No substitute is further from its holiday, days. */
#define SUBSTITUTE_DAYS 4

/*
 * Holidays of a date, by date.  One on a weekend moves to the next day that
 * is neither of a weekend nor a holiday itself.
 */
static const struct fixed {
	int month, day_of_month;
	unsigned nations;
	bool stays; /* the day counts, too, where it is of a weekend */
	const char *name, *substitute;
} fixed[] = {
    {1, 1, HOLIDAY_ALL, true, NC_("vocabulary", "New Year's Day"),
	NC_("vocabulary", "New Year's Day (substitute day)")},
    {1, 2, HOLIDAY_SCOTLAND, false, NC_("vocabulary", "2 January"),
	NC_("vocabulary", "2 January (substitute day)")},
    {3, 17, HOLIDAY_NORTHERN_IRELAND, false,
	NC_("vocabulary", "St Patrick's Day"),
	NC_("vocabulary", "St Patrick's Day (substitute day)")},
    {7, 12, HOLIDAY_NORTHERN_IRELAND, false,
	NC_("vocabulary", "Battle of the Boyne"),
	NC_("vocabulary", "Battle of the Boyne (substitute day)")},
    {11, 30, HOLIDAY_SCOTLAND, false, NC_("vocabulary", "St Andrew's Day"),
	NC_("vocabulary", "St Andrew's Day (substitute day)")},
    {12, 25, HOLIDAY_ALL, true, NC_("vocabulary", "Christmas Day"),
	NC_("vocabulary", "Christmas Day (substitute day)")},
    {12, 26, HOLIDAY_ALL, true, NC_("vocabulary", "Boxing Day"),
	NC_("vocabulary", "Boxing Day (substitute day)")},
};

/* Mondays of a month. */
static const struct {
	int month;
	bool last; /* of the month; else its first */
	unsigned nations;
	const char *name;
} mondays[] = {
    {5, false, HOLIDAY_ALL, NC_("vocabulary", "Early May bank holiday")},
    {5, true, HOLIDAY_ALL, NC_("vocabulary", "Spring bank holiday")},
    {8, false, HOLIDAY_SCOTLAND, NC_("vocabulary", "Summer bank holiday")},
    {8, true, HOLIDAY_ENGLAND_WALES | HOLIDAY_NORTHERN_IRELAND,
	NC_("vocabulary", "Summer bank holiday")},
};

/* 0 Monday to 6 Sunday; 1 January 1970 was a Thursday. */
static int
weekday_of(day_t day)
{
	int weekday = (day + 3) % 7;

	return weekday < 0 ? weekday + 7 : weekday;
}

/* Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher). */
static day_t
easter_sunday(int year)
{
	int a = year % 19, b = year / 100, c = year % 100;
	int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
	int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
	int l = (32 + 2 * e + 2 * i - h - k) % 7;
	int m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;

	return date_from_civil(year, n / 31, n % 31 + 1);
}

/* A weekday that is itself one of the nation's dates. */
static bool
is_taken(day_t day, int year, unsigned nation)
{
	if (weekday_of(day) > 4)
		return false;
	for (size_t i = 0; i < ARRAY_LEN(fixed); i++)
		if ((fixed[i].nations & nation) != 0 &&
		    date_from_civil(
			year, fixed[i].month, fixed[i].day_of_month) == day)
			return true;
	return false;
}

/* When the nation keeps one: itself, or its substitute. */
static day_t
kept_on(size_t at, int year, unsigned nation)
{
	day_t date =
	    date_from_civil(year, fixed[at].month, fixed[at].day_of_month);
	day_t day = date, before = date - 1;

	if (weekday_of(date) <= 4)
		return date;
	/* Of two in a row the second waits for the first. */
	if (at > 0 && (fixed[at - 1].nations & nation) != 0 &&
	    fixed[at - 1].month == fixed[at].month &&
	    fixed[at - 1].day_of_month == fixed[at].day_of_month - 1)
		before = kept_on(at - 1, year, nation);
	while (
	    weekday_of(day) > 4 || is_taken(day, year, nation) || day == before)
		day++;
	return day;
}

static const char *
fixed_name(day_t day, int year, int month, unsigned nation)
{
	for (size_t i = 0; i < ARRAY_LEN(fixed); i++) {
		day_t date;

		/* A substitute may be of the next month. */
		if ((fixed[i].nations & nation) == 0 ||
		    (fixed[i].month != month && fixed[i].month + 1 != month))
			continue;
		date = date_from_civil(
		    year, fixed[i].month, fixed[i].day_of_month);
		if (day < date || day > date + SUBSTITUTE_DAYS)
			continue;
		if (day == date && fixed[i].stays)
			return fixed[i].name;
		if (kept_on(i, year, nation) == day)
			return day == date ? fixed[i].name
					   : fixed[i].substitute;
	}
	return NULL;
}

static const char *
monday_name(day_t day, int month, int day_of_month, unsigned nation)
{
	int year, next;

	if (weekday_of(day) != 0)
		return NULL;
	for (size_t i = 0; i < ARRAY_LEN(mondays); i++) {
		if (mondays[i].month != month ||
		    (mondays[i].nations & nation) == 0)
			continue;
		date_to_civil(day + 7, &year, &next, &(int){0});
		if (mondays[i].last ? next != month : day_of_month <= 7)
			return mondays[i].name;
	}
	return NULL;
}

/* By rule, of one nation. */
static const char *
rule_name(day_t day, unsigned nation)
{
	int year, month, day_of_month;
	const char *name;
	day_t easter;

	date_to_civil(day, &year, &month, &day_of_month);
	name = fixed_name(day, year, month, nation);
	if (name == NULL)
		name = monday_name(day, month, day_of_month, nation);
	if (name != NULL || month < 3 || month > 4)
		return name;
	easter = easter_sunday(year);
	if (day == easter - 2)
		return NC_("vocabulary", "Good Friday");
	if (day == easter + 1 && nation != HOLIDAY_SCOTLAND)
		return NC_("vocabulary", "Easter Monday");
	return NULL;
}

static const char *
nation_name(const struct holidays *lines, day_t day, unsigned nation)
{
	for (size_t i = 0; lines != NULL && i < lines->count; i++)
		if (lines->lines[i].day == day &&
		    (lines->lines[i].nations & nation) != 0)
			return lines->lines[i].name;
	return rule_name(day, nation);
}

const char *
holiday_name(const struct holidays *lines, day_t day, unsigned nations)
{
	for (unsigned nation = 1; nation < HOLIDAY_ALL; nation *= 2) {
		const char *name = NULL;

		if ((nations & nation) != 0)
			name = nation_name(lines, day, nation);
		if (name != NULL)
			return name;
	}
	return NULL;
}

unsigned
holiday_nations(const struct holidays *lines, day_t day, unsigned nations)
{
	unsigned found = 0;

	for (unsigned nation = 1; nation < HOLIDAY_ALL; nation *= 2)
		if ((nations & nation) != 0 &&
		    nation_name(lines, day, nation) != NULL)
			found |= nation;
	return found;
}

unsigned
holiday_nations_of(const char *gss)
{
	if (gss == NULL)
		return 0;
	switch (gss[0]) {
	case 'E':
	case 'W':
		return HOLIDAY_ENGLAND_WALES;
	case 'S':
		return HOLIDAY_SCOTLAND;
	case 'N':
		return HOLIDAY_NORTHERN_IRELAND;
	case 'K':
		break;
	default:
		return 0;
	}
	/* Countries that are several: only these have a code. */
	if (strcmp(gss, "K04000001") == 0)
		return HOLIDAY_ENGLAND_WALES;
	if (strcmp(gss, "K03000001") == 0)
		return HOLIDAY_ENGLAND_WALES | HOLIDAY_SCOTLAND;
	return HOLIDAY_ALL;
}
