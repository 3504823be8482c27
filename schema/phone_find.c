/* Finds the numbers in what sources write into a telephone field. */
#include <assert.h>
#include <string.h>
#include <strings.h>

#include "schema/phone_parts.h"

/* Groups of digits in one run; more is a table, not a number. */
#define RUN_MAX_GROUPS 12

/* Groups of digits with nothing but marks between them. */
struct run {
	const char *start, *end;
	bool plus;
	struct phone_group groups[RUN_MAX_GROUPS];
	size_t count;
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (unsigned char)c >= 0x80;
}

const char *
phone_group_read(const char *text, struct phone_group *group)
{
	size_t length = strspn(text, "0123456789oO");
	size_t digits = strspn(text, "0123456789"), i;

	memset(group, 0, sizeof(*group));
	if (length > digits) {
		bool some = strcspn(text, "0123456789") < length;

		if (!some || (is_letter(text[length]) &&
				 phone_mark_length(text + length) == 0))
			length = digits;
	}
	if (length == 0 || length > PHONE_GROUP_DIGITS)
		return NULL;
	for (i = 0; i < length; i++) {
		group->letter_o |= !is_digit(text[i]);
		group->digits[i] = is_digit(text[i]) ? text[i] : '0';
	}
	group->start = text;
	group->end = text + length;
	return text + length;
}

/* Only "+44 (0)20" and "+44 (20)" open a bracket inside a number. */
static bool
is_country(const struct run *run)
{
	return run->count == 1 &&
	       (run->plus || strncmp(run->groups[0].digits, "00", 2) == 0);
}

/* Past the marks between two groups; NULL where the run ends. */
static const char *
marks_skip(const struct run *run, const char *at, struct phone_group *next)
{
	size_t mark;
	bool space = false, hyphen = false;

	while ((mark = phone_mark_length(at)) > 0) {
		if (*at == '(' && !is_country(run))
			return NULL;
		space |= *at == ' ' || *at == '\t';
		hyphen |= *at == '-' || mark == 3;
		at += mark;
	}
	if (phone_group_read(at, next) == NULL)
		return NULL;
	next->space = space;
	next->hyphen = hyphen;
	return at;
}

/* Reads the run that starts at "text"; false where none does. */
static bool
run_read(const char *text, struct run *run)
{
	const char *at = text;
	struct phone_group next;

	run->start = text;
	run->count = 0;
	run->plus = false;
	while (*at == '(' || *at == '+' || (*at == ' ' && at > text)) {
		run->plus |= *at == '+';
		at++;
	}
	if (phone_group_read(at, &next) == NULL)
		return false;
	do {
		run->groups[run->count++] = next;
		at = marks_skip(run, next.end, &next);
	} while (at != NULL && run->count < RUN_MAX_GROUPS);
	run->end = run->groups[run->count - 1].end;
	assert(run->end != NULL);
	if (*run->end == ')' &&
	    memchr(run->start, '(', (size_t)(run->end - run->start)) != NULL)
		run->end++;
	return true;
}

/* A British number, given without its first 0. */
static bool
take_national(struct phone_number *number, const char *digits, size_t length)
{
	if (!phone_national_valid(digits, length))
		return false;
	memcpy(number->dial, "+44", 3);
	memcpy(number->dial + 3, digits, length);
	number->dial[3 + length] = '\0';
	return true;
}

/* Digits behind "+" or "00". */
static bool
take_international(
    struct phone_number *number, const char *digits, size_t length)
{
	if (strncmp(digits, "44", 2) == 0) {
		digits += 2;
		length -= 2;
		if (digits[0] == '0') {
			digits++;
			length--;
		}
		return take_national(number, digits, length);
	}
	if (length < 8 || length > PHONE_MAX_DIGITS || digits[0] == '0')
		return false;
	number->foreign = true;
	number->dial[0] = '+';
	memcpy(number->dial + 1, digits, length + 1);
	return true;
}

/* Do the first "count" groups make a number? */
static bool
groups_number(const struct run *run, size_t first, size_t count,
    struct phone_number *number)
{
	char digits[RUN_MAX_GROUPS * PHONE_GROUP_DIGITS + 1] = "";
	size_t length = 0, i;
	bool plus = run->plus && first == 0;

	memset(number, 0, sizeof(*number));
	number->start = run->groups[first].start;
	number->end = run->groups[first + count - 1].end;
	if (count > 1 && !plus &&
	    (strcmp(run->groups[first].digits, "18001") == 0 ||
		strcmp(run->groups[first].digits, "18002") == 0)) {
		if (!groups_number(run, first + 1, count - 1, number))
			return false;
		number->start = run->groups[first].start;
		number->relay = true;
		return true;
	}
	for (i = first; i < first + count; i++) {
		size_t part = strlen(run->groups[i].digits);

		memcpy(digits + length, run->groups[i].digits, part + 1);
		length += part;
		number->letter_o |= run->groups[i].letter_o;
	}
	if (plus)
		return take_international(number, digits, length);
	if (length > 2 && memcmp(digits, "00", 2) == 0)
		return take_international(number, digits + 2, length - 2);
	if (digits[0] == '0')
		return take_national(number, digits + 1, length - 1);
	if (phone_short_code(digits, length) && !number->letter_o) {
		memcpy(number->dial, digits, length + 1);
		return true;
	}
	/*
	 * A spreadsheet took the text for a number and its 0, or its +,
	 * away: then the digits stand without a space.
	 */
	number->lost_zero = true;
	if (count == 1 && length == 10 && strchr("12378", digits[0]) != NULL)
		return take_national(number, digits, length);
	if (length == 12 && memcmp(digits, "44", 2) == 0 &&
	    (count == 1 || strcmp(run->groups[first].digits, "44") == 0))
		return take_national(number, digits + 2, length - 2);
	return false;
}

/*
 * May the groups from "at" on stand behind a number?  Opening times may
 * ("9am-5pm", "09.00 - 17.00"), and another number, and "-4" for the next
 * line; other digits mean that something is wrong with the number.
 */
static bool
rest_is_harmless(const struct run *run, size_t at)
{
	const struct phone_group *group = &run->groups[at];
	struct phone_number next;
	size_t i, length;
	bool range = false;

	if (at == run->count)
		return true;
	for (i = run->count; i > at; i--) {
		if (group->digits[0] == '0' &&
		    groups_number(run, at, i - at, &next))
			return true;
	}
	if (at + 1 == run->count && group->hyphen && !group->space &&
	    strlen(group->digits) <= 2)
		return true;
	for (i = at; i < run->count; i++) {
		length = strlen(run->groups[i].digits);
		if (length == 3 || length > 4)
			return false;
		range |= i > at && run->groups[i].hyphen;
	}
	return range || is_letter(*run->end) || *run->end == ':' ||
	       (*run->end == ' ' && is_letter(run->end[1]));
}

/* Is there a word of a list in the text?  Whole words, any case. */
bool
phone_has_word(const char *text, const char *end, const char *const *words)
{
	size_t i, length;
	const char *at;

	for (at = text; at < end; at++) {
		if (!is_letter(*at) || (at > text && is_letter(at[-1])))
			continue;
		for (i = 0; words[i] != NULL; i++) {
			length = strlen(words[i]);
			if ((size_t)(end - at) >= length &&
			    strncasecmp(at, words[i], length) == 0 &&
			    ((size_t)(end - at) == length ||
				!is_letter(at[length])))
				return true;
		}
	}
	return false;
}

const char *const phone_text_words[] = {"text", "texts", "sms", NULL};
const char *const phone_relay_words[] = {"relay", "minicom", NULL};

/* A short number for text messages, where the words before it say so. */
static bool
text_code(
    const char *before, const struct run *run, struct phone_number *number)
{
	const char *digits = run->groups[0].digits;
	size_t length = strlen(digits);

	if (run->count != 1 || run->plus || run->groups[0].letter_o ||
	    length < 5 || length > 6 || digits[0] < '5' ||
	    !phone_has_word(before, run->start, phone_text_words) ||
	    phone_has_word(before, run->start, phone_relay_words))
		return false;
	memset(number, 0, sizeof(*number));
	memcpy(number->dial, digits, length + 1);
	number->start = run->start;
	number->end = run->end;
	number->text_code = true;
	return true;
}

/*
 * Finds a number in the run: from its start, else (where other digits stand
 * before it) a whole one with its 0.  *past says where to look on.
 */
static bool
run_number(const char *before, const struct run *run,
    struct phone_number *number, const char **past)
{
	size_t first, count;

	*past = run->end;
	if (text_code(before, run, number))
		return true;
	for (first = 0; first < run->count; first++) {
		if (first > 0 &&
		    (run->groups[first].digits[0] != '0' ||
			run->groups[0].digits[0] == '0' || run->plus))
			continue; /* part of something else */
		for (count = run->count - first; count > 0; count--) {
			if (!groups_number(run, first, count, number))
				continue;
			if (!rest_is_harmless(run, first + count))
				return false;
			*past = number->end;
			if (first == 0)
				number->start = run->start;
			if (first + count == run->count)
				*past = number->end = run->end;
			else if (*number->end == ')')
				*past = ++number->end;
			return true;
		}
	}
	return false;
}

/* "01204 363400 (ext. 1204363400)" is one number. */
static bool
is_repeated(const struct phone_number *numbers, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (strcmp(numbers[i].dial, numbers[count].dial) == 0)
			return true;
	}
	return false;
}

size_t
phone_numbers_find(
    const char *field, struct phone_number numbers[PHONE_MAX_FOUND])
{
	const char *at = field, *before = field, *past;
	size_t count = 0;
	struct run run;

	while (*at != '\0' && count < PHONE_MAX_FOUND) {
		bool edge =
		    at == field || !(is_letter(at[-1]) || is_digit(at[-1]));

		if (at > field && (unsigned char)at[-1] >= 0x80)
			edge = true; /* a no-break space, a dash */
		if (!edge || !run_read(at, &run)) {
			at++;
			continue;
		}
		if (run_number(before, &run, &numbers[count], &past) &&
		    !is_repeated(numbers, count)) {
			before = past;
			count++;
		}
		at = past;
	}
	return count;
}
