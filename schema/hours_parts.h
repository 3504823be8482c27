/* What hours_state.c and hours_answer.c share. */
#ifndef SIGNPOST_HOURS_PARTS_H
#define SIGNPOST_HOURS_PARTS_H

#include "schema/hours.h"

#define HOURS_DAY_MINUTES 1440

/* How far the times that an opening gives on a day can be trusted. */
enum hours_trust {
	HOURS_SURE = 0,
	HOURS_SOME_WEEKS, /* "term time only" */
	HOURS_NO_END,     /* only when it begins is known */
	HOURS_HOLIDAY,    /* a bank holiday of which nothing is said */
	HOURS_NOT_THEN,   /* it is of another day */
};
/*
 * Of one opening on a day.
 * holiday  the day is a bank holiday for the listing
 */
enum hours_trust hours_trust_on(const struct hours *,
    const struct listing_opening *, day_t day, bool holiday);
/* Its end as a minute of its day: 1440 for a day's end or no known end. */
int hours_end_minute(const struct listing_opening *, bool *next_day);
bool hours_always(const struct hours *);
/* Some time of a usual week or month is given. */
bool hours_week_stated(const struct hours *);
/* The nations whose bank holidays count. */
unsigned hours_nations(const struct hours *);
int hours_weekday_of(day_t day); /* 0 Monday to 6 Sunday */

#endif
