/* Filters for dates, times of day, weekdays and ways to be helped. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/number.h"
#include "importers/filter_list.h"
#include "schema/hours.h"
#include "schema/listing.h"

#define YEAR_MIN 1970
#define YEAR_MAX 2100

static char *
day_text(struct arena *arena, int year, int month, int day)
{
	if (year < YEAR_MIN || year > YEAR_MAX || !date_valid(year, month, day))
		return NULL;
	return arena_printf(arena, "%04d-%02d-%02d", year, month, day);
}

/* 1 to 12 for "Jan", "january"; 0. */
static int
month_number(const char *word, size_t length)
{
	static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";

	if (length < 3)
		return 0;
	for (int month = 1; month <= 12; month++)
		if (strncasecmp(names + 3 * (month - 1), word, 3) == 0)
			return month;
	return 0;
}

struct date_parts {
	int number[3];
	int digits[3]; /* of each number */
	int count;
	int month; /* of a month's name; 0: none */
};

/* The numbers and the month's name of "25 Dec 2018", "1/2/2018 09:04". */
static bool
read_parts(const char *text, struct date_parts *parts)
{
	*parts = (struct date_parts){0};
	while (*text != '\0' && parts->count < 3) {
		size_t length = strspn(text, "0123456789");

		if (length > 0) {
			if (length > 4)
				return false;
			parts->digits[parts->count] = (int)length;
			parts->number[parts->count++] =
			    (int)strtol(text, NULL, 10);
		} else if (isalpha((unsigned char)*text)) {
			while (isalpha((unsigned char)text[length]))
				length++;
			if (parts->month == 0)
				parts->month = month_number(text, length);
		} else {
			length = 1;
		}
		text += length;
		if (parts->month > 0 && parts->count == 2 &&
		    (parts->digits[0] == 4 || parts->digits[1] == 4))
			break;
	}
	return true;
}

static char *
date_from_parts(
    struct arena *arena, const struct date_parts *parts, const char *order)
{
	const int *n = parts->number;

	if (parts->month > 0 && parts->count >= 2) {
		if (parts->digits[1] == 4) /* 25 Dec 2018, Dec 25 2018 */
			return day_text(arena, n[1], parts->month, n[0]);
		if (parts->digits[0] == 4) /* 2018 Dec 25 */
			return day_text(arena, n[0], parts->month, n[1]);
		return NULL;
	}
	if (parts->count < 3)
		return NULL;
	if (parts->digits[0] == 4) /* 2018-12-25, 2018/12/25 */
		return day_text(arena, n[0], n[1], n[2]);
	if (parts->digits[2] != 4)
		return NULL; /* two digits of a year: a guess */
	if (order != NULL && strcmp(order, "mdy") == 0)
		return day_text(arena, n[2], n[0], n[1]);
	return day_text(arena, n[2], n[1], n[0]);
}

char *
filter_date(struct arena *arena, const char *text, const char *order)
{
	struct date_parts parts;
	int year, month, day;
	char digits[9];
	long seconds, whole;

	text += strspn(text, " \t\r\n");
	if ((order == NULL || strcmp(order, "unix") == 0) &&
	    strlen(text) >= 9 && number_long(text, 0, 4102444800, &seconds)) {
		date_to_civil((day_t)(seconds / 86400), &year, &month, &day);
		return day_text(arena, year, month, day);
	}
	if (order != NULL && strcmp(order, "unix") == 0)
		return NULL;
	/* 20261231 or 20261231T0900Z, as ISO 8601 may be written. */
	snprintf(digits, sizeof(digits), "%.8s", text);
	if ((strlen(text) == 8 || (strlen(text) > 8 && text[8] == 'T')) &&
	    number_long(digits, 19700101, 21001231, &whole))
		return day_text(arena, (int)(whole / 10000),
		    (int)(whole / 100 % 100), (int)(whole % 100));
	if (!read_parts(text, &parts))
		return NULL;
	return date_from_parts(arena, &parts, order);
}

void
filter_date_values(const struct filter *filter, const struct filter_run *run,
    struct values *values)
{
	const char *order = filter->args_count > 0 ? filter->args[0] : NULL;
	size_t kept = 0;

	filter_nonempty_values(filter, run, values);
	for (size_t i = 0; i < values->count; i++) {
		struct value value = values->items[i];
		char *day = filter_date(values->arena, value.text, order);

		if (day == NULL) {
			filter_say(run, &value, "dropped", "'%.80s' is no date",
			    value.text);
			continue;
		}
		value.text = day;
		values->items[kept++] = value;
	}
	values->count = kept;
}

/* A time of day to minutes: "17:30" gives 1050. */
static char *
minutes_each(
    const struct filter *filter UNUSED, struct arena *arena, const char *text)
{
	int minute = hours_minute_parse(text);

	return minute < 0 ? NULL : arena_printf(arena, "%d", minute);
}

void
filter_minutes_values(const struct filter *filter, const struct filter_run *run,
    struct values *values)
{
	filter_nonempty_values(filter, run, values);
	filter_each(filter, values, minutes_each);
}

/* A weekday's name to its number: Monday 0, Sunday 6, bank holidays 7. */
static char *
days_each(
    const struct filter *filter UNUSED, struct arena *arena, const char *text)
{
	int day = hours_weekday_parse(text);

	return day < 0 ? NULL : arena_printf(arena, "%d", day);
}

void
filter_days_values(const struct filter *filter, const struct filter_run *run,
    struct values *values)
{
	filter_nonempty_values(filter, run, values);
	filter_each(filter, values, days_each);
}

/* "Face to face", "video call", "telephone" to our words for them. */
static char *
modes_each(
    const struct filter *filter UNUSED, struct arena *arena, const char *text)
{
	static const struct {
		const char *has, *mode;
	} words[] = {{"home", "home"}, {"in person", "in-person"},
	    {"in-person", "in-person"}, {"face", "in-person"},
	    {"online", "online"}, {"video", "online"}, {"virtual", "online"},
	    {"e-mail", "online"}, {"email", "online"}, {"website", "online"},
	    {"text", "text"}, {"sms", "text"}, {"phone", "phone"},
	    {"helpline", "phone"}};

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strcasestr(text, words[i].has) != NULL)
			return arena_strdup(arena, words[i].mode);
	return NULL;
}

void
filter_modes_values(const struct filter *filter, const struct filter_run *run,
    struct values *values)
{
	filter_nonempty_values(filter, run, values);
	filter_each(filter, values, modes_each);
}
