/*
 * A sentence as the patterns expect it: lower case, typographer's quotes
 * and dashes made plain, entities and tags gone, number words from two to
 * ninety-nine as digits ("fifties" as 50s, "eighteenth" as 18th), runs of
 * white space as one space.
 */
#include <stdlib.h>
#include <string.h>

#include "base/compiler.h"
#include "schema/stated_parts.h"

/* Bytes of the longest entity that we look for, "&hellip;" and such. */
#define ENTITY_MAX 10

static const struct {
	const char *from, *to;
} plain_marks[] = {
    {"\xe2\x80\x98", "'"},
    {"\xe2\x80\x99", "'"},
    {"\xe2\x80\x9c", "\""},
    {"\xe2\x80\x9d", "\""},
    {"\xe2\x80\x93", "-"},
    {"\xe2\x80\x94", "-"},
    {"\xc2\xa0", " "},
};

static const struct {
	const char *name, *text;
} entities[] = {
    {"&amp;", "&"},
    {"&lt;", "<"},
    {"&gt;", ">"},
    {"&quot;", "\""},
    {"&apos;", "'"},
    {"&#39;", "'"},
    {"&nbsp;", " "},
    {"&#160;", " "},
    {"&pound;", "\xc2\xa3"},
    {"&#163;", "\xc2\xa3"},
    {"&ndash;", "-"},
    {"&mdash;", "-"},
    {"&#8211;", "-"},
    {"&lsquo;", "'"},
    {"&rsquo;", "'"},
    {"&#8217;", "'"},
};

static const char *const ones[] = {"", "", "two", "three", "four", "five",
    "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
static const char *const tens[] = {"", "", "twenty", "thirty", "forty", "fifty",
    "sixty", "seventy", "eighty", "ninety"};

static bool
is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

/* What a number word may not touch: letters, digits, accented letters. */
static bool
is_word(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9') || c == '_' ||
	       (unsigned char)c >= 0x80;
}

/* Bytes of the entity at "at", its text in *text; 0 for none. */
static size_t
entity(const char *at, const char *end, const char **text)
{
	size_t i, length;

	for (i = 0; i < ARRAY_LEN(entities); i++) {
		length = strlen(entities[i].name);
		if ((size_t)(end - at) >= length &&
		    memcmp(at, entities[i].name, length) == 0) {
			*text = entities[i].text;
			return length;
		}
	}
	return 0;
}

/* Bytes of the typographer's mark at "at"; 0 for none. */
static size_t
mark(const char *at, const char *end, const char **text)
{
	size_t i, length;

	for (i = 0; i < ARRAY_LEN(plain_marks); i++) {
		length = strlen(plain_marks[i].from);
		if ((size_t)(end - at) >= length &&
		    memcmp(at, plain_marks[i].from, length) == 0) {
			*text = plain_marks[i].to;
			return length;
		}
	}
	return 0;
}

/* Bytes of a tag, "<" to ">"; 0 for none. */
static size_t
tag(const char *at, const char *end)
{
	const char *close = memchr(at, '>', (size_t)(end - at));

	return close == NULL || close == at + 1 ? 0 : (size_t)(close - at) + 1;
}

static char *
add_plain(const char *start, char *out, char c)
{
	if (c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v')
		c = ' ';
	if (c != ' ' || (out > start && out[-1] != ' '))
		*out++ = c;
	return out;
}

/*
 * Lower case, entities, tags and marks; numbers are still words.  What comes
 * out is never longer than what went in.
 */
static void
plain_marks_and_case(char *out, const char *at, const char *end)
{
	const char *start = out;
	const char *text;
	size_t length;

	while (at < end) {
		unsigned char c = (unsigned char)*at;

		text = NULL;
		length = 0;
		if (c == '&')
			length = entity(at, end, &text);
		else if (c >= 0x80)
			length = mark(at, end, &text);
		else if (c == '<' && (length = tag(at, end)) > 0)
			text = " ";
		if (length > 0) {
			for (; *text != '\0'; text++)
				out = add_plain(start, out, *text);
			at += length;
			continue;
		}
		/* Capitals of ASCII and of Latin-1, U+00C0 to U+00DE. */
		if (c >= 'A' && c <= 'Z')
			c |= 0x20;
		else if (c >= 0x80 && c <= 0x9e && c != 0x97 && out > start &&
			 (unsigned char)out[-1] == 0xc3)
			c = (unsigned char)(c + 0x20);
		out = add_plain(start, out, (char)c);
		at++;
	}
	while (out > start && out[-1] == ' ')
		out--;
	*out = '\0';
}

/* The number that the word is, or -1. */
static int
lookup(const char *const *words, size_t count, const char *word, size_t length)
{
	size_t i;

	for (i = 2; i < count; i++) {
		if (words[i][0] == word[0] && strlen(words[i]) == length &&
		    memcmp(words[i], word, length) == 0)
			return (int)i;
	}
	return -1;
}

static size_t
letters_at(const char *at)
{
	size_t length = 0;

	while (is_letter(at[length]))
		length++;
	return is_word(at[length]) ? 0 : length;
}

/*
 * The number that a word of several or an ordinal is ("eighteens", "fifties",
 * "sixtieth"), or -1; *end: what stays behind the digits.
 */
static int
number_with_end(const char *word, size_t length, const char **end)
{
	static const struct {
		const char *tail, *tens, *end;
	} tails[] = {{"ies", "y", "s"}, {"ieth", "y", "th"}, {"s", "", "s"},
	    {"th", "", "th"}};
	char text[16];
	int number;
	size_t i, tail;

	for (i = 0; i < ARRAY_LEN(tails); i++) {
		tail = strlen(tails[i].tail);
		if (length <= tail + 2 || length >= sizeof(text) - 1 ||
		    memcmp(word + length - tail, tails[i].tail, tail) != 0)
			continue;
		memcpy(text, word, length - tail);
		strcpy(text + length - tail, tails[i].tens);
		*end = tails[i].end;
		number = lookup(ones, ARRAY_LEN(ones), text, strlen(text));
		if (number > 10)
			return number;
		number = lookup(tens, ARRAY_LEN(tens), text, strlen(text));
		if (number >= 0)
			return number * 10;
	}
	return -1;
}

/*
 * The number that starts at the word "at", or -1; *used: its bytes; *end:
 * what is to stand behind the digits.
 */
static int
number_at(const char *at, size_t *used, const char **end)
{
	size_t length = letters_at(at), next;
	int number, unit = -1;

	*used = length;
	*end = "";
	if (length < 3 || length > 11)
		return -1;
	if (strchr("tfsen", *at) == NULL)
		return -1;
	number = number_with_end(at, length, end);
	if (number >= 0)
		return number;
	*end = "";
	number = lookup(ones, ARRAY_LEN(ones), at, length);
	if (number >= 0)
		return number;
	number = lookup(tens, ARRAY_LEN(tens), at, length);
	if (number < 0)
		return -1;
	if (at[length] != '-' && at[length] != ' ')
		return number * 10;
	next = letters_at(at + length + 1);
	if (next == 3 && memcmp(at + length + 1, "one", 3) == 0)
		unit = 1;
	else if (next > 0)
		unit = lookup(ones, 10, at + length + 1, next);
	if (unit < 0 && next > 4 && at[length + next] == 's') {
		/* "sixty-fives" */
		unit = lookup(ones, 10, at + length + 1, next - 1);
		*end = unit < 0 ? "" : "s";
	}
	if (unit < 0)
		return number * 10;
	*used = length + 1 + next;
	return number * 10 + unit;
}

void
stated_plain(struct buf *out, const char *sentence, size_t length)
{
	char *lower = xmalloc(length + 1);
	const char *at, *end = "";
	size_t used;
	int number;

	buf_reset(out);
	plain_marks_and_case(lower, sentence, sentence + length);
	at = lower;
	while (*at != '\0') {
		used = 1;
		number = -1;
		if (is_letter(*at) &&
		    (out->length == 0 || !is_word(out->data[out->length - 1])))
			number = number_at(at, &used, &end);
		if (number >= 0)
			buf_printf(out, "%d%s", number, end);
		else
			buf_add(out, at, used > 0 ? used : 1);
		at += number >= 0 || used > 0 ? used : 1;
	}
	free(lower);
}
