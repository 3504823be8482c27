/*
 * Dates and the clock.  A day is counted from 1970-01-01; 0 means "not
 * given" (nothing we keep was checked on that day).  Words that depend on
 * the clock are said for Europe/London whatever the machine's zone: the
 * rule (clocks go forward on the last Sunday of March and back on the last
 * of October, at 01:00 UTC) is that of the Summer Time Act 1972 as amended
 * in 2002.
 */
#ifndef SIGNPOST_DATE_H
#define SIGNPOST_DATE_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "base/compiler.h"

#define DATE_TEXT    11 /* 2026-11-22 and NUL */
#define DATE_INSTANT 21 /* 2026-11-22T06:05:00Z and NUL */

typedef int32_t day_t; /* days since 1970-01-01; 0: not given */

struct london {
	day_t day;
	int year, month, day_of_month; /* month 1 to 12 */
	int weekday; /* 0 Monday to 6 Sunday */
	int minute; /* of the day, 0 to 1439 */
	int offset_s; /* seconds east of UTC: 0 or 3600 */
};

day_t date_from_civil(int year, int month, int day_of_month);
void date_to_civil(day_t day, int *year, int *month, int *day_of_month);
bool date_valid(int year, int month, int day_of_month);
/* "2026-11-22", also with a time behind it; 0 where it is no date. */
day_t date_parse(const char *text);
void date_text(day_t day, char out[DATE_TEXT]);
void date_instant(time_t when, char out[DATE_INSTANT]); /* in UTC */
/* What date_instant() wrote; false where it is anything else. */
bool date_instant_parse(const char *text, time_t *out) MUST_CHECK;
void date_london(time_t when, struct london *out);
time_t date_from_london(day_t day, int minute); /* minute may be 1440 */
/*
 * "today", "yesterday", "10 days ago", "3 weeks ago", "2 months ago",
 * "over a year ago", in English; the arena keeps it.
 */
struct arena;
const char *date_ago(struct arena *arena, day_t day, day_t today);
/* "22 November 2026" */
const char *date_long(struct arena *arena, day_t day);

#endif
