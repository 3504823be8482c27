#include "schema/hours.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/compiler.h"

#define DAY_MINUTES 1440
/* Days looked ahead: two weeks show every week's opening and bank holiday. */
#define AHEAD_DAYS 14
/* Openings past midnight that are still "tonight", seconds. */
#define TONIGHT_S (18 * 3600)
/* "opens 9am Monday" means the next one: further off gets a date, days. */
#define WEEKDAY_DAYS 6

const char *const hours_weekday_name[8] = {"Monday", "Tuesday", "Wednesday",
    "Thursday", "Friday", "Saturday", "Sunday", "Bank holidays"};

/* Open from "start" until "end", UTC seconds. */
struct span {
	time_t start, end;
	const char *note; /* NULL where there is none, or several */
};

static bool
all_space(const char *text)
{
	return text[strspn(text, " \t\r\n")] == '\0';
}

/* Reads up to "most" digits; returns how many. */
static int
read_digits(const char **text, int most, int *value)
{
	int count = 0;

	*value = 0;
	while (count < most && **text >= '0' && **text <= '9') {
		*value = *value * 10 + (**text - '0');
		(*text)++;
		count++;
	}
	return count;
}

/* Takes "am", "p.m." and such off *text: 'a', 'p', or 0 for neither. */
static char
read_half(const char **text)
{
	const char *at = *text + strspn(*text, " ");
	char half = (char)(*at | 0x20);

	if (half != 'a' && half != 'p')
		return 0;
	at++;
	at += *at == '.';
	if ((*at | 0x20) != 'm')
		return 0;
	at++;
	at += *at == '.';
	*text = at;
	return half;
}

/* "noon", "12 midnight": the minute, or -1. */
static int
read_word(const char *text)
{
	static const struct {
		const char *word;
		int minute;
	} words[] = {{"noon", 720}, {"midday", 720}, {"midnight", 0}};
	size_t i, length;

	text += strspn(text, " ");
	if (strncmp(text, "12", 2) == 0)
		text += 2 + strspn(text + 2, " ");
	for (i = 0; i < ARRAY_LEN(words); i++) {
		length = strlen(words[i].word);
		if (strncasecmp(text, words[i].word, length) == 0 &&
		    all_space(text + length))
			return words[i].minute;
	}
	return -1;
}

int
hours_minute_parse(const char *text)
{
	int hour, minute = 0, second = 0, digits, word = read_word(text);
	bool clock = false; /* minutes are given */
	char half;

	if (word >= 0)
		return word;
	text += strspn(text, " \t\r\n");
	digits = read_digits(&text, 4, &hour);
	if (digits == 4) { /* "1730" */
		minute = hour % 100;
		hour /= 100;
		clock = true;
	} else if (digits < 1 || digits > 2) {
		return -1;
	} else if (*text == ':' || *text == '.') {
		text++;
		if (read_digits(&text, 2, &minute) != 2)
			return -1;
		clock = true;
		if (*text == ':') {
			text++;
			if (read_digits(&text, 2, &second) != 2)
				return -1;
		}
	}
	half = read_half(&text);
	if (!all_space(text) || minute > 59 || second > 59)
		return -1;
	if (half == 0 && !clock)
		return -1;             /* "9" alone may be anything */
	if (half != 0 && hour <= 12) { /* "17.00pm" means what it says */
		if (hour == 0 && half == 'a')
			hour = 12;
		if (hour == 0)
			return -1;
		hour = hour % 12 + (half == 'p' ? 12 : 0);
	} else if (half == 'a') {
		return -1;
	}
	if (hour == 24 && minute == 0)
		return DAY_MINUTES;
	return hour < 24 ? hour * 60 + minute : -1;
}

char *
hours_minute_text(struct arena *arena, int minute)
{
	int hour = minute / 60 % 12;
	const char *half = minute / 60 % 24 < 12 ? "am" : "pm";

	if (minute % DAY_MINUTES == 0)
		return arena_strdup(arena, "midnight");
	if (minute == DAY_MINUTES / 2)
		return arena_strdup(arena, "noon");
	if (hour == 0)
		hour = 12;
	if (minute % 60 == 0)
		return arena_printf(arena, "%d%s", hour, half);
	return arena_printf(arena, "%d.%02d%s", hour, minute % 60, half);
}

int
hours_weekday_parse(const char *text)
{
	/* Beside beginnings of the names ("Mo", "Thurs"). */
	static const struct {
		const char *word;
		int weekday;
	} words[] = {{"weds", 2}, {"bank holiday", 7}, {"bank holidays", 7},
	    {"public holiday", 7}, {"public holidays", 7}, {"bankholiday", 7}};
	size_t length, i;

	text += strspn(text, " \t\r\n");
	length = strlen(text);
	while (length > 0 && strchr(" \t\r\n.:,", text[length - 1]) != NULL)
		length--;
	for (i = 0; i < ARRAY_LEN(words); i++) {
		if (strlen(words[i].word) == length &&
		    strncasecmp(words[i].word, text, length) == 0)
			return words[i].weekday;
	}
	if (length < 2)
		return -1;
	for (i = 0; i < 7; i++) {
		size_t whole = strlen(hours_weekday_name[i]);

		if (length == whole + 1 && (text[whole] | 0x20) == 's' &&
		    strncasecmp(hours_weekday_name[i], text, whole) == 0)
			return (int)i; /* "Mondays" */
		if (length <= whole &&
		    strncasecmp(hours_weekday_name[i], text, length) == 0)
			return (int)i;
	}
	return -1;
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

/* 0 Monday to 6 Sunday; 1 January 1970 was a Thursday. */
static int
weekday_of(day_t day)
{
	int weekday = (day + 3) % 7;

	return weekday < 0 ? weekday + 7 : weekday;
}

/*
 * Days that the Crown proclaimed (Banking and Financial Dealings Act 1971,
 * section 1) beside, or in place of, those of Schedule 1.
 */
static const struct {
	int year, month, day_of_month;
	bool holiday; /* false: the usual one of this day was moved */
} proclaimed[] = {
    {2011, 4, 29, true}, /* royal wedding */
    {2012, 5, 28, false}, {2012, 6, 4, true},
    {2012, 6, 5, true},                      /* Diamond Jubilee */
    {2020, 5, 4, false}, {2020, 5, 8, true}, /* 75 years after VE day */
    {2022, 5, 30, false}, {2022, 6, 2, true},
    {2022, 6, 3, true},  /* Platinum Jubilee */
    {2022, 9, 19, true}, /* state funeral */
    {2023, 5, 8, true},  /* coronation */
};

/*
 * Schedule 1 of the Act and what is proclaimed each year: New Year's Day,
 * Good Friday, Easter Monday, the first and last Monday of May, the last of
 * August, Christmas Day and Boxing Day.  Where one falls on a weekend its
 * substitute counts, and so does the day itself: few keep usual hours then.
 */
bool
hours_bank_holiday(day_t day)
{
	int year, month, date, weekday = weekday_of(day);
	size_t i;

	date_to_civil(day, &year, &month, &date);
	for (i = 0; i < ARRAY_LEN(proclaimed); i++) {
		if (proclaimed[i].year == year &&
		    proclaimed[i].month == month &&
		    proclaimed[i].day_of_month == date)
			return proclaimed[i].holiday;
	}
	if (month == 1)
		return date == 1 || (weekday == 0 && (date == 2 || date == 3));
	if (month == 5)
		return weekday == 0 && (date <= 7 || date > 24);
	if (month == 8)
		return weekday == 0 && date > 24;
	if (month == 12)
		return date == 25 || date == 26 ||
		       (weekday <= 1 && (date == 27 || date == 28));
	return day == easter_sunday(year) - 2 || day == easter_sunday(year) + 1;
}

/* True where the times say "always": no bank holiday changes that. */
static bool
always_open(const struct listing_opening *openings, size_t count)
{
	unsigned days = 0;
	size_t i;

	for (i = 0; i < count; i++) {
		if (openings[i].weekday == 7)
			return false;
		if (openings[i].opens == 0 &&
		    openings[i].closes >= DAY_MINUTES - 1)
			days |= 1u << openings[i].weekday;
	}
	return days == 0x7f;
}

static bool
has_weekday(const struct listing_opening *openings, size_t count, int weekday)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (openings[i].weekday == weekday)
			return true;
	}
	return false;
}

static int
span_compare(const void *a, const void *b)
{
	const struct span *one = a, *two = b;

	if (one->start != two->start)
		return one->start < two->start ? -1 : 1;
	return (one->end > two->end) - (one->end < two->end);
}

/* What the openings of one weekday (7: bank holidays) mean on "day". */
static size_t
spans_of_day(const struct listing_opening *openings, size_t count, day_t day,
    int weekday, struct span *spans)
{
	const struct listing_opening *opening;
	size_t found = 0, i;
	int closes;

	for (i = 0; i < count; i++) {
		opening = &openings[i];
		if (opening->weekday != weekday ||
		    opening->opens == opening->closes)
			continue;
		/* 23:59 is how systems without 24:00 write it. */
		closes = opening->closes == DAY_MINUTES - 1 ? DAY_MINUTES
							    : opening->closes;
		spans[found].start = date_from_london(day, opening->opens);
		spans[found].end = date_from_london(
		    closes < opening->opens ? day + 1 : day, closes);
		spans[found].note = opening->note;
		/* The hour that the clocks skip in spring has no times. */
		if (spans[found].start < spans[found].end)
			found++;
	}
	return found;
}

/* Sorts the spans and joins those that touch; returns how many are left. */
static size_t
spans_merge(struct span *spans, size_t count)
{
	size_t kept = 0, i;
	struct span *last;

	qsort(spans, count, sizeof(*spans), span_compare);
	for (i = 0; i < count; i++) {
		last = kept > 0 ? &spans[kept - 1] : NULL;
		if (last == NULL || spans[i].start > last->end) {
			spans[kept++] = spans[i];
			continue;
		}
		if (spans[i].end > last->end)
			last->end = spans[i].end;
		if (last->note == NULL || spans[i].note == NULL ||
		    strcmp(last->note, spans[i].note) != 0)
			last->note = NULL;
	}
	return kept;
}

/* The London day on which a span ends: midnight belongs to the day before. */
static void
london_end(time_t end, struct london *out)
{
	date_london(end, out);
	if (out->minute == 0) {
		date_london(end - 60, out);
		out->minute = DAY_MINUTES;
	}
}

/* " (by appointment)", or nothing. */
static const char *
note_text(struct arena *arena, const struct span *span)
{
	if (span->note == NULL)
		return "";
	return arena_printf(arena, " (%s)", span->note);
}

static void
answer_open(const struct span *span, time_t now, const struct london *today,
    struct arena *arena, struct hours_answer *out)
{
	struct london end;
	const char *minute, *note = note_text(arena, span);

	london_end(span->end, &end);
	minute = hours_minute_text(arena, end.minute);
	out->state = HOURS_OPEN;
	out->changes = span->end;
	if (end.day == today->day ||
	    (end.day == today->day + 1 && span->end - now <= TONIGHT_S)) {
		out->text =
		    arena_printf(arena, "Open now, until %s%s", minute, note);
		return;
	}
	/* The weekday goes once the end is near enough to need none. */
	out->changes = date_from_london(end.day, 0);
	if (span->end - TONIGHT_S < out->changes)
		out->changes = span->end - TONIGHT_S;
	if (end.day - today->day > WEEKDAY_DAYS) {
		out->text = arena_printf(arena, "Open now, until %s on %s%s",
		    minute, date_long(arena, end.day), note);
		out->changes = date_from_london(end.day - WEEKDAY_DAYS, 0);
		return;
	}
	out->text = arena_printf(arena, "Open now, until %s %s%s", minute,
	    hours_weekday_name[end.weekday], note);
}

/* "unknown": the first bank holiday ahead without times, or 0. */
static void
answer_closed(const struct span *next, const struct london *today,
    day_t unknown, struct arena *arena, struct hours_answer *out)
{
	struct london start;
	const char *minute, *note = note_text(arena, next), *caution = "";

	date_london(next->start, &start);
	minute = hours_minute_text(arena, start.minute);
	out->state = HOURS_CLOSED;
	if (start.day == today->day) {
		out->changes = next->start;
		out->text = arena_printf(
		    arena, "Closed, opens %s today%s", minute, note);
		return;
	}
	if (unknown != 0 && unknown < start.day)
		caution = arena_printf(arena, " (%s is a bank holiday)",
		    hours_weekday_name[weekday_of(unknown)]);
	if (start.day - today->day > WEEKDAY_DAYS) {
		out->changes = date_from_london(start.day - WEEKDAY_DAYS, 0);
		out->text = arena_printf(arena, "Closed, opens %s on %s%s%s",
		    minute, date_long(arena, start.day), note, caution);
	} else {
		out->changes = date_from_london(start.day, 0);
		out->text = arena_printf(arena, "Closed, opens %s %s%s%s",
		    minute, hours_weekday_name[start.weekday], note, caution);
	}
	if (caution[0] != '\0' && date_from_london(unknown, 0) < out->changes)
		out->changes = date_from_london(unknown, 0);
}

/* Times of bank holidays alone say nothing of other days. */
static void
answer_unknown(const struct london *today, bool holiday,
    const struct span *later, struct arena *arena, struct hours_answer *out)
{
	out->changes = date_from_london(today->day + 1, 0);
	if (later != NULL && later->start < out->changes)
		out->changes = later->start;
	if (holiday)
		out->text = arena_strdup(
		    arena, "Bank holiday today: opening times not given");
}

void
hours_answer(const struct listing_opening *openings, size_t count, time_t now,
    struct arena *arena, struct hours_answer *out)
{
	struct london today;
	struct span *spans;
	size_t found = 0, i;
	day_t day, unknown = 0;
	bool stated = false; /* some usual weekday has times */
	int weekday;

	memset(out, 0, sizeof(*out));
	if (count == 0)
		return;
	date_london(now, &today);
	if (always_open(openings, count)) {
		out->state = HOURS_OPEN;
		out->text = arena_strdup(arena, "Open 24 hours");
		return;
	}
	spans = arena_alloc(arena, (AHEAD_DAYS + 2) * count * sizeof(*spans));
	for (day = today.day - 1; day <= today.day + AHEAD_DAYS; day++) {
		weekday = weekday_of(day);
		if (hours_bank_holiday(day)) {
			weekday = 7;
			if (unknown == 0 && day >= today.day &&
			    !has_weekday(openings, count, 7))
				unknown = day;
		}
		found +=
		    spans_of_day(openings, count, day, weekday, spans + found);
	}
	for (weekday = 0; weekday < 7; weekday++)
		stated |= has_weekday(openings, count, weekday);
	found = spans_merge(spans, found);
	for (i = 0; i < found && spans[i].end <= now; i++)
		;
	if (i < found && spans[i].start <= now)
		answer_open(&spans[i], now, &today, arena, out);
	else if (i < found && unknown != today.day &&
		 (stated ||
		     spans[i].start < date_from_london(today.day + 1, 0)))
		answer_closed(&spans[i], &today, unknown, arena, out);
	else
		answer_unknown(&today, unknown == today.day,
		    i < found ? &spans[i] : NULL, arena, out);
}
