/*
 * Bank holidays of the four nations: by rule for any year (Schedule 1 of
 * the Banking and Financial Dealings Act 1971, and the days that are
 * proclaimed each year), with the substitute days of those that fall on a
 * weekend, changed by the lines of bank-holidays.tsv for what was proclaimed
 * once.  England and Wales have the same ones.
 */
#ifndef SIGNPOST_HOLIDAY_H
#define SIGNPOST_HOLIDAY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"

/* A set. */
enum holiday_nation {
	HOLIDAY_ENGLAND_WALES = 1,
	HOLIDAY_SCOTLAND = 2,
	HOLIDAY_NORTHERN_IRELAND = 4,
};
#define HOLIDAY_ALL 7

/* What was proclaimed for one day. */
struct holiday_line {
	day_t day;
	unsigned nations;
	const char *name; /* NULL: the usual one of this day was moved */
};

struct holidays {
	struct holiday_line *lines;
	size_t count;
};

/*
 * "Boxing Day (substitute day)": the holiday that a day is in one of the
 * nations, or NULL.  Christmas, Boxing and New Year's Day count on a weekend
 * too, beside their substitutes: few keep usual hours then.
 * lines  may be NULL: the rules alone
 */
const char *holiday_name(
    const struct holidays *lines, day_t day, unsigned nations);
/* The nations of "nations" in which a day is one. */
unsigned holiday_nations(
    const struct holidays *lines, day_t day, unsigned nations);
/* The nations of a GSS code ("E08000009", "S92000003"); 0: it tells none. */
unsigned holiday_nations_of(const char *gss);

#endif
