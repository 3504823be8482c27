#include <string.h>

#include "schema/hours_prose_parts.h"

#define BANK      0x80u
#define EVERY_DAY 0x7fu
/* Of one group of days: "10-12, 1-3 and 6-8". */
#define MAX_TIMES    6
#define MAX_OPENINGS 60
#define BOOKED       "by appointment"

struct times {
	int opens, closes;
};

/* Days and their times, in either order. */
struct group {
	unsigned days;  /* bit 7: bank holidays */
	unsigned weeks; /* of the month: bits 1 to 5; 0: every week */
	bool month;     /* "of the month" stands there */
	bool times_first, all_hours, booked;
	struct times times[MAX_TIMES];
	size_t count;
};

struct reading {
	struct hours_token tokens[HOURS_MAX_TOKENS];
	size_t count, at;
	struct arena *arena;
	struct listing_opening *openings;
	size_t openings_count;
	struct group group;
	unsigned closed; /* days that are said to be */
	enum hours_holiday holiday;
	bool term, booked, between;
	bool timed, labelled; /* a time has come; words have, behind it */
	char part;            /* of the day, for the next time */
};

static enum hours_token_kind
kind_at(const struct reading *reading, size_t at)
{
	return at < reading->count ? reading->tokens[at].kind : TOKEN_END;
}

static size_t
past_fill(const struct reading *reading, size_t at)
{
	while (kind_at(reading, at) == TOKEN_FILL && at < reading->count)
		at++;
	return at;
}

/* Two things said of bank holidays that differ are none. */
static bool
say_holiday(struct reading *reading, enum hours_holiday holiday)
{
	if (reading->holiday != HOURS_HOLIDAY_UNSAID &&
	    reading->holiday != holiday)
		return false;
	reading->holiday = holiday;
	return true;
}

static bool
add_opening(struct reading *reading, int weekday, const struct times *times)
{
	struct listing_opening *opening;

	if (reading->openings_count == MAX_OPENINGS)
		return false;
	reading->openings = arena_grow(reading->arena, reading->openings,
	    reading->openings_count, sizeof(*reading->openings));
	opening = &reading->openings[reading->openings_count++];
	opening->weekday = weekday;
	opening->opens = times->opens;
	opening->closes = times->closes;
	opening->note =
	    reading->group.booked ? arena_strdup(reading->arena, BOOKED) : NULL;
	return true;
}

static bool
add_weeks(struct reading *reading, int weekday, const struct times *times)
{
	unsigned weeks = reading->group.weeks;

	if (weeks == 0)
		return add_opening(reading, weekday, times);
	for (int week = 1; week <= HOURS_LAST; week++)
		if ((weeks & 1u << week) != 0 &&
		    !add_opening(reading, HOURS_MONTHLY(week, weekday), times))
			return false;
	return true;
}

/* Days and times become openings; false where one half is missing. */
static bool
finish(struct reading *reading)
{
	struct group *group = &reading->group;
	bool good = true;

	if (group->count > 0 && group->days == 0 && group->all_hours)
		group->days = EVERY_DAY;
	if ((group->days == 0) != (group->count == 0) ||
	    (group->weeks != 0) != group->month ||
	    (group->weeks != 0 && (group->days & BANK) != 0) ||
	    (group->weeks != 0 && group->days == 0))
		return false;
	for (size_t i = 0; i < group->count; i++)
		for (int day = 0; day < 8; day++)
			if ((group->days & 1u << day) != 0)
				good = good && add_weeks(reading, day,
						   &group->times[i]);
	memset(group, 0, sizeof(*group));
	return good;
}

/*
 * "Mon, Wed - Fri and Sunday" from a token on; moves past them.  False for
 * a range of what is no single day.
 */
static bool
read_days(struct reading *reading, unsigned *days, bool *whole_year)
{
	size_t at = reading->at, last = at;

	*days = 0;
	while (kind_at(reading, at) == TOKEN_DAYS) {
		unsigned from = (unsigned)reading->tokens[at].value, to;

		*whole_year = *whole_year || from > BANK;
		if (kind_at(reading, at + 1) == TOKEN_TO &&
		    kind_at(reading, at + 2) == TOKEN_DAYS) {
			at += 2;
			to = (unsigned)reading->tokens[at].value;
			if ((from & (from - 1)) != 0 || (to & (to - 1)) != 0 ||
			    ((from | to) & BANK) != 0)
				return false;
			for (; from != to; from = from == 0x40 ? 1 : from << 1)
				*days |= from;
		}
		*days |= from;
		last = ++at;
		while (kind_at(reading, at) == TOKEN_JOIN ||
		       (at < reading->count && at > last &&
			   kind_at(reading, at) == TOKEN_FILL))
			at++;
	}
	reading->at = last;
	if (*whole_year)
		*days &= EVERY_DAY;
	return *days != 0;
}

static bool
take_days(struct reading *reading)
{
	struct group *group = &reading->group;
	bool whole_year = false;
	unsigned days;

	if (group->count > 0 && !group->times_first && !finish(reading))
		return false;
	if (!read_days(reading, &days, &whole_year))
		return false;
	if (whole_year && !say_holiday(reading, HOURS_HOLIDAY_USUAL))
		return false;
	group->days |= days;
	return true;
}

static bool
take_ordinal(struct reading *reading)
{
	struct group *group = &reading->group;

	if (group->count > 0 && (!group->times_first || group->days != 0) &&
	    !finish(reading))
		return false;
	/* "Tuesdays and first Saturdays" are two things. */
	if (group->days != 0)
		return false;
	group->weeks |= 1u << reading->tokens[reading->at++].value;
	return true;
}

/* "closed", "except", "including": the days behind it. */
static bool
read_days_after(struct reading *reading, unsigned *days)
{
	bool whole_year = false;

	reading->at = past_fill(reading, reading->at + 1);
	return kind_at(reading, reading->at) == TOKEN_DAYS &&
	       read_days(reading, days, &whole_year) && !whole_year;
}

static bool
close_days(struct reading *reading, unsigned days)
{
	if ((days & BANK) != 0 && !say_holiday(reading, HOURS_HOLIDAY_CLOSED))
		return false;
	reading->closed |= days & EVERY_DAY;
	return true;
}

static bool
take_closed(struct reading *reading)
{
	struct group *group = &reading->group;
	unsigned days;
	size_t next;

	if (group->days != 0 && group->count == 0) { /* "Sunday: closed" */
		days = group->days;
		if (group->weeks != 0)
			return false;
		memset(group, 0, sizeof(*group));
		reading->at++;
	} else if (!read_days_after(reading, &days)) {
		return false;
	}
	next = past_fill(reading, reading->at);
	if (kind_at(reading, next) == TOKEN_CLOCK ||
	    kind_at(reading, next) == TOKEN_ALL_DAY ||
	    kind_at(reading, next) == TOKEN_TO)
		return false;
	return close_days(reading, days);
}

/* "daily except Tuesday 10-4"; behind times, bank holidays alone. */
static bool
take_except(struct reading *reading)
{
	struct group *group = &reading->group;
	unsigned days;

	if (!read_days_after(reading, &days) ||
	    ((days & BANK) != 0 && !say_holiday(reading, HOURS_HOLIDAY_CLOSED)))
		return false;
	days &= EVERY_DAY;
	if (days == 0)
		return true;
	if (group->count > 0 || (group->days & days) != days)
		return false;
	group->days &= ~days;
	return group->days != 0;
}

static bool
take_including(struct reading *reading)
{
	unsigned days;

	if (!read_days_after(reading, &days))
		return false;
	if ((days & BANK) != 0 && !say_holiday(reading, HOURS_HOLIDAY_USUAL))
		return false;
	days &= EVERY_DAY;
	if (days != 0 && reading->group.count > 0)
		return (reading->group.days & days) == days;
	reading->group.days |= days;
	return true;
}

/* One time: from a clock to another, or a beginning; moves past it. */
static bool
read_time(struct reading *reading, struct times *out)
{
	const struct hours_token *from = &reading->tokens[reading->at];
	const struct hours_token *between = from + 1, *to = from + 2;
	enum hours_token_kind second = kind_at(reading, reading->at + 1);
	char part = reading->part;

	reading->part = 0;
	reading->at++;
	if (from->kind == TOKEN_ALL_DAY) {
		*out = (struct times){0, 1440};
		return true;
	}
	if (kind_at(reading, reading->at + 1) == TOKEN_CLOCK &&
	    (second == TOKEN_TO ||
		(second == TOKEN_JOIN && between->value == 1 &&
		    reading->between))) {
		reading->at += 2;
		reading->between = false;
		return hours_clock_range(
		    from, to, part, &out->opens, &out->closes);
	}
	out->opens = out->closes = hours_clock_start(from, part);
	return out->opens >= 0 && second != TOKEN_TO && !reading->between;
}

static bool
take_time(struct reading *reading)
{
	struct group *group = &reading->group;
	const struct hours_token *token = &reading->tokens[reading->at];

	if (group->times_first && group->days != 0 && !finish(reading))
		return false;
	if (group->count == MAX_TIMES)
		return false;
	if (group->days == 0)
		group->times_first = true;
	if (token->kind == TOKEN_ALL_DAY && token->value != 0)
		group->all_hours = true;
	return read_time(reading, &group->times[group->count++]);
}

/* Only a dash between days and times is nothing: "Wednesday - 10am to 12". */
static bool
take_to(struct reading *reading)
{
	size_t at = reading->at++;

	return reading->tokens[at].value == 0 && at > 0 &&
	       kind_at(reading, at - 1) == TOKEN_DAYS &&
	       kind_at(reading, at + 1) == TOKEN_CLOCK;
}

/* Days that wait for times may have them on the next line, or in brackets. */
static bool
take_end(struct reading *reading)
{
	struct group *group = &reading->group;
	enum hours_token_kind next;

	while (reading->at < reading->count &&
	       kind_at(reading, reading->at) == TOKEN_END)
		reading->at++;
	reading->part = 0;
	if (reading->at == reading->count)
		return finish(reading);
	next = kind_at(reading, past_fill(reading, reading->at));
	if (group->days != 0 && group->count == 0)
		return next == TOKEN_CLOCK || next == TOKEN_ALL_DAY ||
		       next == TOKEN_MONTH || next == TOKEN_EXCEPT ||
		       next == TOKEN_CLOSED;
	if (group->days == 0 && group->count > 0 && !group->all_hours)
		return next == TOKEN_DAYS || next == TOKEN_ORDINAL;
	/* "24 hours (7 days a week)" */
	if (group->all_hours && group->days == 0 && next == TOKEN_DAYS)
		return true;
	return finish(reading);
}

static bool
take(struct reading *reading)
{
	const struct hours_token *token = &reading->tokens[reading->at];

	switch (token->kind) {
	case TOKEN_DAYS:
		return take_days(reading);
	case TOKEN_CLOCK:
	case TOKEN_ALL_DAY:
		return take_time(reading);
	case TOKEN_ORDINAL:
		return take_ordinal(reading);
	case TOKEN_CLOSED:
		return take_closed(reading);
	case TOKEN_EXCEPT:
		return take_except(reading);
	case TOKEN_INCLUDING:
		return take_including(reading);
	case TOKEN_TO:
		return take_to(reading);
	case TOKEN_END:
		return take_end(reading);
	case TOKEN_MONTH:
		reading->group.month = true;
		break;
	case TOKEN_PART:
		reading->part = (char)token->value;
		break;
	case TOKEN_BETWEEN:
		reading->between = true;
		break;
	case TOKEN_TERM:
		reading->term = true;
		break;
	case TOKEN_BOOKED:
		reading->group.booked = true;
		break;
	case TOKEN_FILL:
	case TOKEN_JOIN:
		break;
	case TOKEN_DOUBT:
	case TOKEN_WORD:
		return false;
	}
	reading->at++;
	return true;
}

/*
 * A sentence that speaks of no day and no time is passed over, if nothing
 * in it casts doubt on those that do: between them, or before a colon, it
 * says of what they are ("Gym:").
 */
static bool
pass_remark(struct reading *reading)
{
	bool doubt = false, term = false, booked = false;
	bool words = false, colon = false;
	size_t at = reading->at;

	for (; kind_at(reading, at) != TOKEN_END; at++)
		switch (kind_at(reading, at)) {
		case TOKEN_DAYS:
		case TOKEN_CLOCK:
		case TOKEN_ALL_DAY:
		case TOKEN_MONTH:
		case TOKEN_CLOSED:
		case TOKEN_PART:
		case TOKEN_INCLUDING:
			reading->timed = true;
			return !reading->labelled;
		case TOKEN_DOUBT:
			doubt = true;
			break;
		case TOKEN_TERM:
			term = true;
			break;
		case TOKEN_BOOKED:
			booked = true;
			break;
		case TOKEN_FILL:
			colon |= reading->tokens[at].value == ':';
			break;
		case TOKEN_WORD:
		case TOKEN_ORDINAL:
			words = true;
			break;
		default:
			break;
		}
	reading->labelled |= words && reading->timed;
	reading->term |= term;
	reading->booked |= booked;
	reading->at = at;
	return !doubt && !(words && colon);
}

static bool
read_all(struct reading *reading)
{
	bool begins = true;

	while (reading->at < reading->count) {
		if (begins && !pass_remark(reading))
			return false;
		begins = kind_at(reading, reading->at) == TOKEN_END;
		if (reading->at == reading->count)
			break;
		if (!take(reading))
			return false;
	}
	return finish(reading);
}

/* What is said to be closed is not open as well. */
static bool
agrees(const struct reading *reading)
{
	for (size_t i = 0; i < reading->openings_count; i++) {
		const struct listing_opening *opening = &reading->openings[i];
		unsigned day = 1u << HOURS_WEEKDAY(opening);

		if ((reading->closed & day) != 0 ||
		    (day == BANK && reading->holiday != HOURS_HOLIDAY_UNSAID))
			return false;
	}
	return reading->openings_count > 0;
}

bool
hours_read(const char *words, struct arena *arena, struct hours *out)
{
	struct reading reading = {.arena = arena};
	const char *note;

	reading.count = hours_tokens(words, reading.tokens);
	if (reading.count == 0 || !read_all(&reading) || !agrees(&reading))
		return false;
	note = reading.term ? HOURS_TERM_TIME : reading.booked ? BOOKED : NULL;
	for (size_t i = 0; note != NULL && i < reading.openings_count; i++)
		reading.openings[i].note = arena_strdup(arena, note);
	out->openings = reading.openings;
	out->count = reading.openings_count;
	out->holiday = reading.holiday;
	out->prose = true;
	return true;
}

/* What stands before days, over others and the words between: the kind. */
static enum hours_token_kind
governs(const struct reading *reading, size_t at)
{
	while (at > 0) {
		enum hours_token_kind kind = kind_at(reading, --at);

		if (kind != TOKEN_FILL && kind != TOKEN_JOIN &&
		    kind != TOKEN_DAYS)
			return kind;
	}
	return TOKEN_END;
}

enum hours_holiday
hours_holiday_said(const char *words)
{
	struct reading reading = {0};
	bool closed = false, usual = false;

	reading.count = words != NULL ? hours_tokens(words, reading.tokens) : 0;
	for (size_t i = 0; i < reading.count; i++) {
		const struct hours_token *token = &reading.tokens[i];
		enum hours_token_kind before = governs(&reading, i);
		enum hours_token_kind after =
		    kind_at(&reading, past_fill(&reading, i + 1));

		if (token->kind != TOKEN_DAYS || token->value < (int)BANK)
			continue;
		if (token->value > (int)BANK || before == TOKEN_INCLUDING)
			usual = true;
		else if (before == TOKEN_CLOSED || before == TOKEN_EXCEPT ||
			 after == TOKEN_CLOSED)
			closed = true;
	}
	if (closed == usual)
		return HOURS_HOLIDAY_UNSAID;
	return closed ? HOURS_HOLIDAY_CLOSED : HOURS_HOLIDAY_USUAL;
}
