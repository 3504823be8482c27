#include "schema/words.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/compiler.h"
#include "base/utf8.h"

static bool
is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
is_plain(char c)
{
	return is_lower(c) || is_upper(c) || (c >= '0' && c <= '9');
}

/* Bytes of an apostrophe at "at"; 0 for none. */
static size_t
apostrophe(const char *at, const char *end)
{
	if (at < end && *at == '\'')
		return 1;
	if (end - at >= 3 && (memcmp(at, "\xe2\x80\x98", 3) == 0 ||
				 memcmp(at, "\xe2\x80\x99", 3) == 0))
		return 3;
	return 0;
}

static size_t
character_length(const char *at, const char *end)
{
	size_t length = 1;

	while (at + length < end && ((unsigned char)at[length] & 0xc0) == 0x80)
		length++;
	return length;
}

/* Adds bytes to the word; a word that grows too long stays empty. */
static void
word_add(struct word *word, const char *data, size_t length, bool *too_long)
{
	if (word->length + length > WORD_MAX)
		*too_long = true;
	if (*too_long)
		return;
	memcpy(word->folded + word->length, data, length);
	word->length += length;
}

/*
 * Folds one character beyond ASCII.  False where it is no letter: spaces,
 * dashes and quotes of typographers (U+00A0 to U+00BF, U+2000 to U+2BFF,
 * U+3000 to U+303F).
 */
static bool
fold_wide(struct word *word, const char *at, size_t length, bool *too_long)
{
	const unsigned char *byte = (const unsigned char *)at;
	char character[5] = "";
	char *folded;

	if ((byte[0] == 0xc2 && length == 2) ||
	    (byte[0] == 0xe2 && length == 3 && byte[1] < 0xb0) ||
	    (byte[0] == 0xe3 && length == 3 && byte[1] == 0x80) || length > 4)
		return false;
	memcpy(character, at, length);
	if (!utf8_valid(character, length))
		return false;
	folded = utf8_fold(character);
	word_add(word, folded, strlen(folded), too_long);
	free(folded);
	return true;
}

/* "groups" to "group", "therapies" to "therapy"; "bus", "class" stay. */
static void
singular(struct word *word)
{
	const char *last = word->folded + word->length - 1;

	if (word->length < 4 || *last != 's')
		return;
	if (word->length > 4 && memcmp(last - 2, "ies", 3) == 0) {
		word->folded[word->length - 3] = 'y';
		word->length -= 2;
	} else if (word->length > 4 && memcmp(last - 3, "sses", 4) == 0) {
		word->length -= 2;
	} else if (strchr("sui", last[-1]) == NULL) {
		word->length--;
	}
}

const char *
word_next(const char *at, const char *end, struct word *word)
{
	bool too_long = false, small = false, wide;
	size_t length, quote;
	char c;

	word->length = 0;
	word->start = NULL;
	while (at < end) {
		quote = word->start == NULL ? 0 : apostrophe(at, end);
		if (quote > 0) {
			at += quote;
			continue;
		}
		length = 1;
		if (is_plain(*at)) {
			c = is_upper(*at) ? (char)(*at | 0x20) : *at;
			small |= is_lower(*at);
			if (word->start == NULL)
				word->start = at;
			word_add(word, &c, 1, &too_long);
			word->end = at + 1;
		} else {
			length = character_length(at, end);
			wide = (unsigned char)*at >= 0x80 &&
			       fold_wide(word, at, length, &too_long);
			if (wide && word->start == NULL)
				word->start = at;
			if (wide)
				word->end = at + length;
			else if (word->start != NULL)
				break;
		}
		at += length;
	}
	if (word->start == NULL)
		return NULL;
	if (too_long)
		word->length = 0;
	word->capitals = !small;
	singular(word);
	return at;
}

/* Words whose full stop ends no sentence. */
static bool
is_abbreviation(const char *start, const char *stop)
{
	static const char *const words[] = {"e.g", "eg", "i.e", "ie", "mr",
	    "mrs", "ms", "dr", "st", "approx", "tel", "no", "inc", "vs", "prof",
	    "rev", "ext", "min", "max"};
	const char *word = stop;
	size_t length, i;

	while (word > start && (is_plain(word[-1]) || word[-1] == '.'))
		word--;
	length = (size_t)(stop - word);
	if (length == 1 && is_upper(*word))
		return true; /* an initial */
	for (i = 0; i < ARRAY_LEN(words); i++) {
		if (strlen(words[i]) == length &&
		    strncasecmp(words[i], word, length) == 0)
			return true;
	}
	return false;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Where the sentence that starts at "start" ends. */
static const char *
sentence_end(const char *start, const char *end)
{
	const char *at, *behind;

	for (at = start; at < end; at++) {
		if (*at == '\n')
			return at;
		if (*at != '.' && *at != '!' && *at != '?')
			continue;
		behind = at + 1;
		while (behind < end && strchr(".!?\"')", *behind) != NULL)
			behind++;
		if (behind < end && !is_blank(*behind))
			continue;
		/* "No." ends one where the line ends. */
		if (*at == '.' && behind < end && *behind != '\n' &&
		    is_abbreviation(start, at))
			continue;
		return behind;
	}
	return end;
}

bool
sentence_next(
    const char **at, const char *end, const char **start, size_t *length)
{
	const char *stop;

	while (*at < end && is_blank(**at))
		(*at)++;
	if (*at == end)
		return false;
	stop = sentence_end(*at, end);
	*start = *at;
	*at = stop;
	while (stop > *start && is_blank(stop[-1]))
		stop--;
	*length = (size_t)(stop - *start);
	return true;
}
