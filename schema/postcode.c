#include "schema/postcode.h"

#include <stddef.h>
#include <string.h>

/* A whole postcode without its space: "SW1A1AA". */
#define POSTCODE_MAX_LETTERS 7
/* Spaces between the halves in running text: more separate two things. */
#define POSTCODE_MAX_GAP 3

/* Seven bits only and no locale: a postcode has no other letters. */
static bool
is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static char
upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* Bytes of the space at "text", also a no-break one; 0 for none. */
static size_t
space_length(const char *text)
{
	if (*text == ' ' || (*text >= '\t' && *text <= '\r'))
		return 1;
	if (strncmp(text, "\xc2\xa0", 2) == 0)
		return 2;
	return 0;
}

/*
 * Are these capital letters and digits a first half?  After Royal Mail's
 * rules, save that the first letter may be any: Q, V and X begin no real
 * postcode, which is why examples use them.  A single letter is one of the
 * eight areas that have one, so that "U18" is no postcode.
 */
static bool
is_outcode(const char *code, size_t length)
{
	size_t letters = 0;

	while (letters < length && is_letter(code[letters]))
		letters++;
	if (letters < 1 || letters > 2)
		return false;
	if (letters == 1 && strchr("BEGLMNSW", code[0]) == NULL)
		return false;
	if (letters == 2 && strchr("IJZ", code[1]) != NULL)
		return false;
	code += letters;
	length -= letters;
	if (length < 1 || length > 2 || !is_digit(code[0]))
		return false;
	if (length == 1)
		return true;
	if (is_digit(code[1]))
		return code[0] != '0';
	return strchr(letters == 1 ? "ABCDEFGHJKPSTUW" : "ABEHMNPRVWXY",
		   code[1]) != NULL;
}

/* Three capital letters and digits: a second half? */
static bool
is_incode(const char *code)
{
	return is_digit(code[0]) && is_letter(code[1]) && is_letter(code[2]) &&
	       strchr("CIKMOV", code[1]) == NULL &&
	       strchr("CIKMOV", code[2]) == NULL;
}

/* Letters and digits without a space: a whole postcode? */
static bool
is_unit(const char *code, size_t length)
{
	if (length == 6 && memcmp(code, "GIR0AA", 6) == 0)
		return true;
	return length >= 5 && length <= POSTCODE_MAX_LETTERS &&
	       is_incode(code + length - 3) && is_outcode(code, length - 3);
}

/* "out" gets the first "length" of "code", a space, and the rest. */
static void
join(char out[POSTCODE_TEXT], const char *code, size_t length, size_t rest)
{
	memcpy(out, code, length);
	if (rest > 0) {
		out[length] = ' ';
		memcpy(out + length + 1, code + length, rest);
		length += 1 + rest;
	}
	out[length] = '\0';
}

/*
 * Puts the letters and digits of "text" into "code" as capitals; *gap is
 * where its first inner space stood (0: none).  Returns their count; 0
 * where there is anything else, or too much.
 */
static size_t
squeeze(const char *text, char code[POSTCODE_MAX_LETTERS], size_t *gap)
{
	size_t length = 0, space;

	*gap = 0;
	for (; *text != '\0'; text++) {
		space = space_length(text);
		if (space > 0) {
			text += space - 1;
			if (*gap == 0)
				*gap = length;
			continue;
		}
		if (strspn(text, " \t\r\n.,;:") == strlen(text))
			break; /* a mark that ended the line or the sentence */
		if (!is_letter(*text) && !is_digit(*text))
			return 0;
		if (length == POSTCODE_MAX_LETTERS)
			return 0;
		code[length++] = upper(*text);
	}
	if (*gap == length)
		*gap = 0;
	return length;
}

enum postcode_kind
postcode_parse(const char *text, char out[POSTCODE_TEXT])
{
	char code[POSTCODE_MAX_LETTERS];
	size_t gap, length = squeeze(text, code, &gap);

	out[0] = '\0';
	if (length < 2)
		return POSTCODE_NOT;
	if (is_unit(code, length)) {
		join(out, code, length - 3, 3);
		return POSTCODE_UNIT;
	}
	/* "M3 2" is a sector of M3, not the outcode M32. */
	if (gap > 1 && gap == length - 1 && is_outcode(code, gap) &&
	    is_digit(code[gap])) {
		join(out, code, gap, 1);
		return POSTCODE_SECTOR;
	}
	if (is_outcode(code, length)) {
		join(out, code, length, 0);
		return POSTCODE_OUTCODE;
	}
	if (is_digit(code[length - 1]) && is_outcode(code, length - 1)) {
		join(out, code, length - 1, 1);
		return POSTCODE_SECTOR;
	}
	return POSTCODE_NOT;
}

unsigned
postcode_outcode_length(const char *normalised)
{
	return (unsigned)strcspn(normalised, " ");
}

bool
postcode_northern_irish(const char *normalised)
{
	return strncmp(normalised, "BT", 2) == 0 && is_digit(normalised[2]);
}

/* A byte that a postcode cannot stand right beside. */
static bool
is_word(char c)
{
	return is_letter(c) || is_digit(c) || (unsigned char)c >= 0x80;
}

/* Copies the run of letters and digits at "text"; 0 where it is too long. */
static size_t
word_at(const char *text, char word[POSTCODE_MAX_LETTERS])
{
	size_t length = 0;

	while (is_letter(text[length]) || is_digit(text[length])) {
		if (length == POSTCODE_MAX_LETTERS)
			return 0;
		word[length] = upper(text[length]);
		length++;
	}
	if ((unsigned char)text[length] >= 0x80 &&
	    space_length(text + length) == 0)
		return 0;
	return length;
}

/*
 * What starts at the word "text"?  *used says how many bytes it takes: the
 * second half is in the same word, or is the next one.
 */
static enum postcode_kind
kind_at(const char *text, char out[POSTCODE_TEXT], size_t *used)
{
	char code[2 * POSTCODE_MAX_LETTERS];
	size_t first = word_at(text, code), at = first, gaps = 0, space, next;

	if (first < 2)
		return POSTCODE_NOT;
	*used = first;
	if (is_unit(code, first)) {
		join(out, code, first - 3, 3);
		return POSTCODE_UNIT;
	}
	while (
	    gaps <= POSTCODE_MAX_GAP && (space = space_length(text + at)) > 0) {
		at += space;
		gaps++;
	}
	if (gaps >= 1 && gaps <= POSTCODE_MAX_GAP) {
		next = word_at(text + at, code + first);
		if (next == 3 && is_unit(code, first + next)) {
			*used = at + next;
			join(out, code, first, next);
			return POSTCODE_UNIT;
		}
	}
	if (!is_outcode(code, first))
		return POSTCODE_NOT;
	join(out, code, first, 0);
	return POSTCODE_OUTCODE;
}

enum postcode_kind
postcode_find(const char *text, char out[POSTCODE_TEXT], unsigned long *at,
    unsigned long *length)
{
	enum postcode_kind kind, best = POSTCODE_NOT;
	char found[POSTCODE_TEXT];
	size_t used = 0;
	const char *place;

	out[0] = '\0';
	*at = *length = 0;
	for (place = text; *place != '\0'; place++) {
		if (place > text && is_word(place[-1]) && is_word(*place) &&
		    strncmp(place - 1, "\xa0", 1) != 0)
			continue;
		kind = kind_at(place, found, &used);
		if (kind == POSTCODE_NOT ||
		    (kind == POSTCODE_OUTCODE && best != POSTCODE_NOT))
			continue;
		best = kind;
		memcpy(out, found, sizeof(found));
		*at = (unsigned long)(place - text);
		*length = used;
		if (kind == POSTCODE_UNIT)
			break;
	}
	return best;
}
