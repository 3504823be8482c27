#include "schema/hours.h"

#include <string.h>
#include <strings.h>

#include "base/compiler.h"
#include "base/say.h"

#define DAY_MINUTES 1440

const char *const hours_weekday_name[8] = {N_("Monday"), N_("Tuesday"),
    N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
    N_("Bank holidays")};

const char *
hours_weekday_said(int weekday)
{
	static const char *const names[] = {NC_("in a sentence", "Monday"),
	    NC_("in a sentence", "Tuesday"), NC_("in a sentence", "Wednesday"),
	    NC_("in a sentence", "Thursday"), NC_("in a sentence", "Friday"),
	    NC_("in a sentence", "Saturday"), NC_("in a sentence", "Sunday")};

	return say_in("in a sentence", names[weekday]);
}

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

/* The day that databases write before a time: "1899-12-30T", or "T". */
static const char *
behind_day(const char *text)
{
	static const char form[] = "0000-00-00";
	size_t i = 0;

	while (form[i] != '\0' &&
	       (form[i] == '0' ? text[i] >= '0' && text[i] <= '9'
			       : text[i] == form[i]))
		i++;
	if (form[i] == '\0' && (text[i] == 'T' || text[i] == ' '))
		return text + i + 1;
	return *text == 'T' ? text + 1 : text;
}

/* ".000", "Z", "+01:00" behind the seconds of ISO 8601. */
static const char *
behind_zone(const char *text)
{
	int hours, minutes;
	const char *at;

	if (*text == '.')
		text += 1 + strspn(text + 1, "0123456789");
	if (*text == 'Z')
		return text + 1;
	if (*text != '+' && *text != '-')
		return text;
	at = text + 1;
	if (read_digits(&at, 2, &hours) != 2)
		return text;
	at += *at == ':';
	return read_digits(&at, 2, &minutes) == 2 ? at : text;
}

int
hours_minute_parse(const char *text)
{
	int hour, minute = 0, second = 0, digits, word = read_word(text);
	bool clock = false; /* minutes are given */
	char half;

	if (word >= 0)
		return word;
	text = behind_day(text + strspn(text, " \t\r\n"));
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
		text = behind_zone(text);
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
		return arena_strdup(arena, _("midnight"));
	if (minute == DAY_MINUTES / 2)
		return arena_strdup(arena, _("noon"));
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
