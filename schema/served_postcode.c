#include "schema/served_postcode.h"

#include <stddef.h>
#include <string.h>

#define OUTCODE_MAX 4 /* characters */
#define LETTERS     26
#define SECTOR_KEYS (LETTERS * LETTERS) /* two letters end a postcode */
#define OUT_KEYS    (10 * SECTOR_KEYS)  /* a digit stands before them */
#define OUT_DIGIT   37                  /* letters, digits, and nothing */

/* 0 nothing, 1 to 10 a digit, 11 to 36 a letter; -1: neither. */
static int
out_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0' + 1;
	if (c >= 'A' && c <= 'Z')
		return c - 'A' + 11;
	return -1;
}

/* The outcode as a number, and where it ends; -1: it is none. */
static int64_t
outcode_number(const char *text, size_t *length)
{
	int64_t number = 0;
	size_t i;

	*length = 0;
	for (i = 0; i < OUTCODE_MAX && text[i] != ' ' && text[i] != '\0'; i++) {
		int digit = out_digit(text[i]);

		if (digit < 0)
			return -1;
		number = number * OUT_DIGIT + digit;
	}
	*length = i;
	if (i < 2 || (text[i] != ' ' && text[i] != '\0'))
		return -1;
	for (; i < OUTCODE_MAX; i++)
		number *= OUT_DIGIT;
	return number;
}

int64_t
served_postcode_key(const char *normalised)
{
	size_t length;
	int64_t number = outcode_number(normalised, &length);
	const char *in = normalised + length + 1;

	if (number < 0 || normalised[length] != ' ' || strlen(in) != 3 ||
	    in[0] < '0' || in[0] > '9' || in[1] < 'A' || in[1] > 'Z' ||
	    in[2] < 'A' || in[2] > 'Z')
		return 0;
	return number * OUT_KEYS + (in[0] - '0') * SECTOR_KEYS +
	       (in[1] - 'A') * LETTERS + (in[2] - 'A');
}

void
served_postcode_range(const char *normalised, int64_t *first, int64_t *last)
{
	size_t length;
	int64_t number = outcode_number(normalised, &length);
	const char *in = normalised + length;

	*first = *last = 0;
	if (number < 0)
		return;
	if (*in == '\0') {
		*first = number * OUT_KEYS;
		*last = *first + OUT_KEYS - 1;
	} else if (in[1] >= '0' && in[1] <= '9' && in[2] == '\0') {
		*first = number * OUT_KEYS + (in[1] - '0') * SECTOR_KEYS;
		*last = *first + SECTOR_KEYS - 1;
	}
}
