/*
 * When a listing is open: its times as a source gives them in a structured
 * form, or as its words say them beyond doubt.  Are they open, and until
 * when; on which days, in the evening, at any hour?  Cards, pages, data and
 * the search index all ask here, so that they never differ.  Times are
 * Europe/London.  What cannot be read is not stated, and never closed.
 */
#ifndef SIGNPOST_HOURS_H
#define SIGNPOST_HOURS_H

#include <stdbool.h>
#include <time.h>

#include "base/alloc.h"
#include "schema/holiday.h"
#include "schema/listing.h"

enum hours_state {
	HOURS_UNKNOWN = 0, /* not stated: never counted as closed */
	HOURS_OPEN,
	HOURS_CLOSED,
	HOURS_CHECK, /* stated, but today may differ: a bank holiday... */
};

/* What is said of bank holidays, beside times for them. */
enum hours_holiday {
	HOURS_HOLIDAY_UNSAID = 0,
	HOURS_HOLIDAY_CLOSED,
	HOURS_HOLIDAY_USUAL, /* open as on any other day */
};

/*
 * The weekday of an opening may be one of the month alone: the first to the
 * fourth, or HOURS_LAST.  Such openings are in a struct hours only, never in
 * a listing.  One that closes when it opens says when it begins alone.
 */
#define HOURS_LAST                   5
#define HOURS_MONTHLY(week, weekday) ((week)*8 + (weekday))
#define HOURS_WEEKDAY(opening)       ((opening)->weekday % 8)
#define HOURS_WEEK(opening)          ((opening)->weekday / 8) /* 0: every */
/* No bank holiday is one of a month. */
#define HOURS_WEEKDAY_IS(number) \
	((number) >= 0 && (number) < HOURS_MONTHLY(HOURS_LAST, 7) && \
	    ((number) < 8 || (number) % 8 != 7))
/* The note of times that hold in some weeks of the year alone. */
#define HOURS_TERM_TIME "term time only"

struct hours {
	const struct listing_opening *openings;
	size_t count;
	enum hours_holiday holiday;
	unsigned nations; /* whose bank holidays count; 0: any */
	bool prose;       /* read from words: those are in listing->hours */
};

/*
 * The times of a listing: its openings; else what its words for them say;
 * else, where a rule says so, any hour.  The arena holds what is read.
 * The bank holidays are those of the nations where it stands, else of those
 * that it serves.
 */
void hours_of_listing(
    const struct listing *, struct arena *arena, struct hours *out);
/*
 * Reads words such as "Mon-Fri 9am-5pm, closed bank holidays", "Tue & Thu
 * 7-9pm", "24 hours a day, 7 days a week", "First Monday of the month 2pm"
 * into out->openings (in the arena) and out->holiday.  False where anything
 * of it is in doubt: a word it does not know beside a day or a time, a
 * season, "fortnightly", "6 to 8" (morning or evening?).  Nothing is guessed.
 */
bool hours_read(
    const char *words, struct arena *arena, struct hours *out) MUST_CHECK;
/* What words beside structured times say of bank holidays. */
enum hours_holiday hours_holiday_said(const char *words);

/* A moment, made ready once for many listings. */
struct hours_clock {
	time_t now;
	struct london today;
	bool plain; /* the clocks change neither today nor yesterday */
	unsigned holidays[2]; /* nations: today, yesterday */
};
/* "lines" may be NULL: bank holidays by rule alone. */
void hours_clock_init(
    struct hours_clock *, const struct holidays *lines, time_t now);
enum hours_state hours_state(const struct hours *, const struct hours_clock *);

struct hours_answer {
	enum hours_state state; /* that of hours_state() */
	time_t changes; /* when the answer's words change next; 0: never */
	char *text;     /* "Open now, until 8pm", "Closed, opens 9am Monday" */
};

/* What to say at "now" (UTC seconds).  The text is in the arena. */
void hours_answer(const struct hours *, const struct holidays *lines,
    time_t now, struct arena *arena, struct hours_answer *out);

/* On which days and when at all: a set. */
enum hours_when {
	HOURS_MONDAY = 1, /* and so on to Sunday: 1 << weekday */
	HOURS_SATURDAY = 1 << 5,
	HOURS_SUNDAY = 1 << 6,
	HOURS_EVENING = 1 << 7, /* after 6pm on a day of Monday to Friday */
	HOURS_WEEKEND = 1 << 8,
	HOURS_ALL = 1 << 9, /* day and night, every day */
};
#define HOURS_WHEN_COUNT 10
/* "mo" to "su", "evening", "weekend", "all-hours", by bit. */
extern const char *const hours_when_name[HOURS_WHEN_COUNT];
#define HOURS_EVENING_MINUTE (18 * 60)
/* Does its note say that it holds in term time alone? */
bool hours_in_term(const struct listing_opening *);
/*
 * "some" is for what holds in some weeks alone: monthly, in term time.
 * Both are 0 where hours are not stated.
 */
void hours_when(const struct hours *, unsigned *every, unsigned *some);

/* "9am", "6.30pm", "midnight", "noon".  In the arena. */
char *hours_minute_text(struct arena *arena, int minute);
/*
 * "09:00", "9.30am", "1730", "1899-12-30T09:00:00Z" (the day and the zone
 * say nothing); -1 where it is no time of day.
 */
int hours_minute_parse(const char *text);
/* "Monday", "mon", "Mo": 0 to 6; "Bank holidays" 7; -1. */
int hours_weekday_parse(const char *text);
extern const char *const hours_weekday_name[8];
/* The same of 0 to 6 within a sentence, in the language of the answer. */
const char *hours_weekday_said(int weekday);

#endif
