#include <stdlib.h>
#include <string.h>

#include "base/compiler.h"
#include "schema/hours_prose_parts.h"

#define EVERY_DAY 0x7f
#define WEEKDAYS  0x1f
#define WEEKEND   0x60
#define BANK      0x80

/*
 * A space in a phrase stands for spaces, hyphens and commas.  Of two that begin
 * at a word the longer counts.
 */
static const struct phrase {
	const char *text;
	enum hours_token_kind kind;
	int value;
} phrases[] = {
    {"monday", TOKEN_DAYS, 1},
    {"mon", TOKEN_DAYS, 1},
    {"tuesday", TOKEN_DAYS, 2},
    {"tues", TOKEN_DAYS, 2},
    {"tue", TOKEN_DAYS, 2},
    {"wednesday", TOKEN_DAYS, 4},
    {"weds", TOKEN_DAYS, 4},
    {"wed", TOKEN_DAYS, 4},
    {"thursday", TOKEN_DAYS, 8},
    {"thurs", TOKEN_DAYS, 8},
    {"thur", TOKEN_DAYS, 8},
    {"thu", TOKEN_DAYS, 8},
    {"friday", TOKEN_DAYS, 16},
    {"fri", TOKEN_DAYS, 16},
    {"saturday", TOKEN_DAYS, 32},
    {"sat", TOKEN_DAYS, 32},
    {"sunday", TOKEN_DAYS, 64},
    {"sun", TOKEN_DAYS, 64},
    {"weekday", TOKEN_DAYS, WEEKDAYS},
    {"weekend", TOKEN_DAYS, WEEKEND},
    {"daily", TOKEN_DAYS, EVERY_DAY},
    {"everyday", TOKEN_DAYS, EVERY_DAY},
    {"every day", TOKEN_DAYS, EVERY_DAY},
    {"each day", TOKEN_DAYS, EVERY_DAY},
    {"all week", TOKEN_DAYS, EVERY_DAY},
    {"7 days a week", TOKEN_DAYS, EVERY_DAY},
    {"7 days per week", TOKEN_DAYS, EVERY_DAY},
    {"7 days", TOKEN_DAYS, EVERY_DAY},
    {"seven days a week", TOKEN_DAYS, EVERY_DAY},
    {"seven days", TOKEN_DAYS, EVERY_DAY},
    {"365 days a year", TOKEN_DAYS, EVERY_DAY | BANK},
    {"365 days of the year", TOKEN_DAYS, EVERY_DAY | BANK},
    {"365 days per year", TOKEN_DAYS, EVERY_DAY | BANK},
    {"every day of the year", TOKEN_DAYS, EVERY_DAY | BANK},
    {"all year round", TOKEN_DAYS, EVERY_DAY | BANK},
    {"all year", TOKEN_DAYS, EVERY_DAY | BANK},
    {"bank holiday", TOKEN_DAYS, BANK},
    {"public holiday", TOKEN_DAYS, BANK},
    {"bank and public holiday", TOKEN_DAYS, BANK},
    {"bank or public holiday", TOKEN_DAYS, BANK},
    {"bank hols", TOKEN_DAYS, BANK},
    {"bank hol", TOKEN_DAYS, BANK},
    {"noon", TOKEN_CLOCK, 12},
    {"midday", TOKEN_CLOCK, 12},
    {"12 noon", TOKEN_CLOCK, 12},
    {"12noon", TOKEN_CLOCK, 12},
    {"12 midday", TOKEN_CLOCK, 12},
    {"12midday", TOKEN_CLOCK, 12},
    {"midnight", TOKEN_CLOCK, 24},
    {"12 midnight", TOKEN_CLOCK, 24},
    {"12midnight", TOKEN_CLOCK, 24},
    {"24/7", TOKEN_ALL_DAY, EVERY_DAY},
    {"24 7", TOKEN_ALL_DAY, EVERY_DAY},
    {"24 hours a day", TOKEN_ALL_DAY, EVERY_DAY},
    {"24 hours per day", TOKEN_ALL_DAY, EVERY_DAY},
    {"24 hours", TOKEN_ALL_DAY, EVERY_DAY},
    {"24hrs", TOKEN_ALL_DAY, EVERY_DAY},
    {"24 hrs", TOKEN_ALL_DAY, EVERY_DAY},
    {"24 hour", TOKEN_ALL_DAY, EVERY_DAY},
    {"24 hrs a day", TOKEN_ALL_DAY, EVERY_DAY},
    {"24hrs a day", TOKEN_ALL_DAY, EVERY_DAY},
    {"24hours", TOKEN_ALL_DAY, EVERY_DAY},
    {"twenty four hours a day", TOKEN_ALL_DAY, EVERY_DAY},
    {"any time day or night", TOKEN_ALL_DAY, EVERY_DAY},
    {"day and night", TOKEN_ALL_DAY, EVERY_DAY},
    {"day or night", TOKEN_ALL_DAY, EVERY_DAY},
    {"round the clock", TOKEN_ALL_DAY, EVERY_DAY},
    {"around the clock", TOKEN_ALL_DAY, EVERY_DAY},
    {"all day", TOKEN_ALL_DAY, 0},
    {"to", TOKEN_TO, 1},
    {"until", TOKEN_TO, 1},
    {"till", TOKEN_TO, 1},
    {"til", TOKEN_TO, 1},
    {"through to", TOKEN_TO, 1},
    {"and", TOKEN_JOIN, 1},
    {"between", TOKEN_BETWEEN, 0},
    {"first", TOKEN_ORDINAL, 1},
    {"1st", TOKEN_ORDINAL, 1},
    {"second", TOKEN_ORDINAL, 2},
    {"2nd", TOKEN_ORDINAL, 2},
    {"third", TOKEN_ORDINAL, 3},
    {"3rd", TOKEN_ORDINAL, 3},
    {"fourth", TOKEN_ORDINAL, 4},
    {"4th", TOKEN_ORDINAL, 4},
    {"last", TOKEN_ORDINAL, HOURS_LAST},
    {"of the month", TOKEN_MONTH, 0},
    {"of each month", TOKEN_MONTH, 0},
    {"of every month", TOKEN_MONTH, 0},
    {"in the month", TOKEN_MONTH, 0},
    {"in each month", TOKEN_MONTH, 0},
    {"in every month", TOKEN_MONTH, 0},
    {"of month", TOKEN_MONTH, 0},
    {"each month", TOKEN_MONTH, 0},
    {"every month", TOKEN_MONTH, 0},
    {"of a month", TOKEN_MONTH, 0},
    {"closed", TOKEN_CLOSED, 0},
    {"not open", TOKEN_CLOSED, 0},
    {"except", TOKEN_EXCEPT, 0},
    {"excluding", TOKEN_EXCEPT, 0},
    {"excl", TOKEN_EXCEPT, 0},
    {"exc", TOKEN_EXCEPT, 0},
    {"except for", TOKEN_EXCEPT, 0},
    {"apart from", TOKEN_EXCEPT, 0},
    {"not", TOKEN_EXCEPT, 0},
    {"including", TOKEN_INCLUDING, 0},
    {"incl", TOKEN_INCLUDING, 0},
    {"inc", TOKEN_INCLUDING, 0},
    {"mornings", TOKEN_PART, 'a'},
    {"morning", TOKEN_PART, 'a'},
    {"afternoons", TOKEN_PART, 'p'},
    {"afternoon", TOKEN_PART, 'p'},
    {"evenings", TOKEN_PART, 'p'},
    {"evening", TOKEN_PART, 'p'},
    {"term time only", TOKEN_TERM, 0},
    {"term time", TOKEN_TERM, 0},
    {"termtime only", TOKEN_TERM, 0},
    {"termtime", TOKEN_TERM, 0},
    {"in term time", TOKEN_TERM, 0},
    {"during term time", TOKEN_TERM, 0},
    {"during school term", TOKEN_TERM, 0},
    {"school term time only", TOKEN_TERM, 0},
    {"school term time", TOKEN_TERM, 0},
    {"during school term time", TOKEN_TERM, 0},
    {"by appointment only", TOKEN_BOOKED, 0},
    {"by appointment", TOKEN_BOOKED, 0},
    {"appointment only", TOKEN_BOOKED, 0},
    {"open", TOKEN_FILL, 0},
    {"opening", TOKEN_FILL, 0},
    {"opening hours", TOKEN_FILL, 0},
    {"opening times", TOKEN_FILL, 0},
    {"office hours", TOKEN_FILL, 0},
    {"hours", TOKEN_FILL, 0},
    {"times", TOKEN_FILL, 0},
    {"from", TOKEN_FILL, 0},
    {"at", TOKEN_FILL, 0},
    {"on", TOKEN_FILL, 0},
    {"every", TOKEN_FILL, 0},
    {"each", TOKEN_FILL, 0},
    {"the", TOKEN_FILL, 0},
    {"we", TOKEN_FILL, 0},
    {"are", TOKEN_FILL, 0},
    {"is", TOKEN_FILL, 0},
    {"also", TOKEN_FILL, 0},
    {"weekly", TOKEN_FILL, 0},
    {"drop in", TOKEN_FILL, 0},
    {"fortnightly", TOKEN_DOUBT, 0},
    {"alternate", TOKEN_DOUBT, 0},
    {"other", TOKEN_DOUBT, 0},
    {"bi weekly", TOKEN_DOUBT, 0},
    {"biweekly", TOKEN_DOUBT, 0},
    {"monthly", TOKEN_DOUBT, 0},
    {"bi monthly", TOKEN_DOUBT, 0},
    {"quarterly", TOKEN_DOUBT, 0},
    {"summer", TOKEN_DOUBT, 0},
    {"winter", TOKEN_DOUBT, 0},
    {"spring", TOKEN_DOUBT, 0},
    {"autumn", TOKEN_DOUBT, 0},
    {"seasonal", TOKEN_DOUBT, 0},
    {"season", TOKEN_DOUBT, 0},
    {"holiday", TOKEN_DOUBT, 0},
    {"term", TOKEN_DOUBT, 0},
    {"vary", TOKEN_DOUBT, 0},
    {"varies", TOKEN_DOUBT, 0},
    {"variable", TOKEN_DOUBT, 0},
    {"flexible", TOKEN_DOUBT, 0},
    {"change", TOKEN_DOUBT, 0},
    {"changes", TOKEN_DOUBT, 0},
    {"tbc", TOKEN_DOUBT, 0},
    {"check", TOKEN_DOUBT, 0},
    {"confirmed", TOKEN_DOUBT, 0},
    {"temporarily", TOKEN_DOUBT, 0},
    {"currently", TOKEN_DOUBT, 0},
    {"suspended", TOKEN_DOUBT, 0},
    {"paused", TOKEN_DOUBT, 0},
    {"only", TOKEN_FILL, 0},
    {"unless", TOKEN_DOUBT, 0},
    {"if", TOKEN_DOUBT, 0},
    {"week", TOKEN_DOUBT, 0},
    {"weeks", TOKEN_DOUBT, 0},
    {"month", TOKEN_DOUBT, 0},
    {"months", TOKEN_DOUBT, 0},
    {"no", TOKEN_DOUBT, 0},
    {"longer", TOKEN_DOUBT, 0},
    {"january", TOKEN_DOUBT, 0},
    {"february", TOKEN_DOUBT, 0},
    {"march", TOKEN_DOUBT, 0},
    {"april", TOKEN_DOUBT, 0},
    {"may", TOKEN_DOUBT, 0},
    {"june", TOKEN_DOUBT, 0},
    {"july", TOKEN_DOUBT, 0},
    {"august", TOKEN_DOUBT, 0},
    {"september", TOKEN_DOUBT, 0},
    {"october", TOKEN_DOUBT, 0},
    {"november", TOKEN_DOUBT, 0},
    {"december", TOKEN_DOUBT, 0},
    {"christmas", TOKEN_DOUBT, 0},
    {"xmas", TOKEN_DOUBT, 0},
    {"easter", TOKEN_DOUBT, 0},
    {"today", TOKEN_DOUBT, 0},
    {"online", TOKEN_DOUBT, 0},
};

static bool
is_letter(char c)
{
	/* Bytes of UTF-8 beyond ASCII belong to words. */
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Small letters, plain dashes, one kind of space. */
static char *
plain(const char *words)
{
	static const struct {
		const char *bytes;
		char as; /* 0: nothing */
	} others[] = {{"\xe2\x80\x90", '-'}, {"\xe2\x80\x91", '-'},
	    {"\xe2\x80\x92", '-'}, {"\xe2\x80\x93", '-'}, {"\xe2\x80\x94", '-'},
	    {"\xe2\x88\x92", '-'}, {"\xc2\xa0", ' '}, {"\xe2\x80\x89", ' '},
	    {"\xe2\x80\xaf", ' '}, {"\xe2\x80\x99", 0}, {"\xe2\x80\xa2", ';'},
	    {"'", 0}, {"\t", ' '}, {"\r", '\n'}};
	char *text = xmalloc(strlen(words) + 1), *to = text;

	while (*words != '\0') {
		size_t i;

		for (i = 0; i < ARRAY_LEN(others); i++) {
			size_t length = strlen(others[i].bytes);

			if (strncmp(words, others[i].bytes, length) != 0)
				continue;
			if (others[i].as != 0)
				*to++ = others[i].as;
			words += length;
			break;
		}
		if (i < ARRAY_LEN(others))
			continue;
		*to = *words++;
		if (*to >= 'A' && *to <= 'Z')
			*to = (char)(*to + ('a' - 'A'));
		to++;
	}
	*to = '\0';
	return text;
}

/* Bytes of the text that a phrase takes, whole words alone; 0: it is not it. */
static size_t
phrase_length(const char *text, const char *phrase)
{
	const char *at = text, *last = phrase + strlen(phrase) - 1;

	for (; *phrase != '\0'; phrase++) {
		if (*phrase == ' ') {
			if (strspn(at, " -,") == 0)
				return 0;
			at += strspn(at, " -,");
		} else if (*at++ != *phrase) {
			return 0;
		}
	}
	/* Days and holidays may be many. */
	if (*at == 's' && is_letter(*last) && !is_letter(at[1]))
		at++;
	if (is_letter(*at) || (is_digit(*last) && is_digit(*at)))
		return 0;
	return (size_t)(at - text);
}

static size_t
read_phrase(const char *text, struct hours_token *out)
{
	size_t best = 0;

	for (size_t i = 0; i < ARRAY_LEN(phrases); i++) {
		size_t length;

		if (phrases[i].text[0] != *text)
			continue;
		length = phrase_length(text, phrases[i].text);
		if (length <= best)
			continue;
		best = length;
		out->kind = phrases[i].kind;
		out->value = phrases[i].value;
		out->many = text[length - 1] == 's';
	}
	if (best > 0 && out->kind == TOKEN_CLOCK) {
		out->hour = out->value;
		out->half = out->hour == 12 ? 'p' : 0;
		out->written_24 = true;
	}
	return best;
}

/* "am", "p.m.", "pm." behind a time; what it takes. */
static size_t
read_half(const char *text, char *half)
{
	const char *at = text + strspn(text, " ");
	char letter = *at;

	if (letter != 'a' && letter != 'p')
		return 0;
	at++;
	if (*at == '.')
		at++;
	if (*at != 'm' || is_letter(at[1]))
		return 0;
	at++;
	/* "a.m." has a dot of its own; "9 am." ends a sentence. */
	if (*at == '.' && at[-2] == '.')
		at++;
	*half = letter;
	return (size_t)(at - text);
}

/* "9", "9.30", "09:00", "0900", "5pm", "17.00pm"; what it takes. */
static size_t
read_clock(const char *text, struct hours_token *out)
{
	size_t digits = strspn(text, "0123456789"), taken = digits;
	int number = 0;

	if (digits == 0 || digits == 3 || digits > 4)
		return 0;
	for (size_t i = 0; i < digits; i++)
		number = number * 10 + (text[i] - '0');
	out->kind = TOKEN_CLOCK;
	out->hour = digits == 4 ? number / 100 : number;
	out->minute = digits == 4 ? number % 100 : 0;
	out->has_minutes = digits == 4;
	out->written_24 = text[0] == '0' || digits == 4 || out->hour > 12;
	if (digits <= 2 && (text[taken] == ':' || text[taken] == '.') &&
	    is_digit(text[taken + 1]) && is_digit(text[taken + 2]) &&
	    !is_digit(text[taken + 3])) {
		out->minute =
		    (text[taken + 1] - '0') * 10 + (text[taken + 2] - '0');
		out->has_minutes = true;
		taken += 3;
	}
	if (out->hour > 24 || out->minute > 59 ||
	    (out->hour == 24 && out->minute != 0))
		return 0;
	taken += read_half(text + taken, &out->half);
	if (strncmp(text + taken, "hrs", 3) == 0 && digits == 4)
		taken += 3;
	if (is_letter(text[taken]))
		return 0;
	/* "0930am" is a clock of 12 hours; "17.00pm" means what it says. */
	if (out->half != 0 && out->hour <= 12)
		out->written_24 = false;
	if (out->half == 'a' && out->hour > 12)
		return 0;
	return taken;
}

static size_t
read_mark(const char *text, struct hours_token *out)
{
	switch (*text) {
	case '-':
		out->kind = TOKEN_TO;
		return strspn(text, "-");
	case ',':
	case '&':
	case '/':
	case '+':
		out->kind = TOKEN_JOIN;
		return 1;
	case '.':
	case ';':
	case '\n':
	case '(':
	case ')':
	case '!':
	case '|':
		out->kind = TOKEN_END;
		return 1;
	case ':':
		out->kind = TOKEN_FILL;
		out->value = ':';
		return 1;
	default:
		out->kind = TOKEN_WORD;
		return 0;
	}
}

/* Letters and digits that are nothing else; one other byte. */
static size_t
word_length(const char *text)
{
	size_t length = 0;

	while (is_letter(text[length]) || is_digit(text[length]))
		length++;
	return length > 0 ? length : 1;
}

size_t
hours_tokens(const char *words, struct hours_token out[HOURS_MAX_TOKENS])
{
	char *text = plain(words);
	const char *at = text;
	size_t count = 0;

	for (;;) {
		struct hours_token token = {.kind = TOKEN_WORD};
		size_t length;

		at += strspn(at, " ");
		if (*at == '\0')
			break;
		if (count == HOURS_MAX_TOKENS) {
			count = 0;
			break;
		}
		length = read_phrase(at, &token);
		if (length == 0)
			length = read_clock(at, &token);
		if (length == 0)
			length = read_mark(at, &token);
		if (length == 0)
			length = word_length(at);
		/* "Mon. 9-5": the dot is the day's. */
		if (token.kind == TOKEN_DAYS && token.value < 0x80 &&
		    at[length] == '.' && length < strlen("monday"))
			length++;
		out[count++] = token;
		at += length;
	}
	free(text);
	return count;
}
