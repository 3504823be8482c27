/*
 * Words about hours as tokens: shared by hours_prose_token.c, which cuts
 * them, and hours_prose.c, which understands them.
 */
#ifndef SIGNPOST_HOURS_PROSE_PARTS_H
#define SIGNPOST_HOURS_PROSE_PARTS_H

#include "schema/hours.h"

/* More tokens than any hours that can be read have. */
#define HOURS_MAX_TOKENS 200

enum hours_token_kind {
	TOKEN_DAYS = 0, /* value: a set, bit 7 for bank holidays */
	TOKEN_CLOCK,    /* a time of day */
	TOKEN_ALL_DAY,  /* "24 hours" */
	TOKEN_TO,       /* "-"; value: 1 for "to", "until" */
	TOKEN_JOIN,     /* ","; value: 1 for "and" */
	TOKEN_BETWEEN,  /* makes a time's "and" mean "to" */
	TOKEN_END,      /* of a sentence, line or bracket */
	TOKEN_ORDINAL,  /* value: a week of the month */
	TOKEN_MONTH,    /* "of the month" */
	TOKEN_CLOSED,
	TOKEN_EXCEPT,
	TOKEN_INCLUDING,
	TOKEN_PART,   /* of the day: value 'a' or 'p' */
	TOKEN_TERM,   /* "in term time" */
	TOKEN_BOOKED, /* "by appointment" */
	TOKEN_FILL,   /* "open", ":" (value): nothing rests on it */
	TOKEN_DOUBT,  /* "fortnightly", "summer": not of every week */
	TOKEN_WORD,   /* any other, or a number */
};

struct hours_token {
	enum hours_token_kind kind;
	int value;
	/* A clock's: as it stands, the half 'a', 'p' or 0. */
	int hour, minute;
	char half;
	bool written_24; /* "09", "0900", "17": of a day of 24 hours */
	bool has_minutes;
	bool many; /* "mondays" */
};

/* Returns how many; 0 where there are none, or too many. */
size_t hours_tokens(
    const char *words, struct hours_token out[HOURS_MAX_TOKENS]);

/*
 * From a clock to another: minutes, closes < opens past midnight.  False
 * where it could be morning or evening, or cannot be.
 * part  'a', 'p' where the words say morning, afternoon or evening; or 0
 */
bool hours_clock_range(const struct hours_token *from,
    const struct hours_token *to, char part, int *opens, int *closes);
/* A beginning alone; -1 where it could be morning or evening. */
int hours_clock_start(const struct hours_token *, char part);

#endif
