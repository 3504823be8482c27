/*
 * Taking an address out of running text.  Words are compared without regard
 * to case, accents, apostrophes, spacing and punctuation, and "Rd" is "Road":
 * somebody who wants to find the door would not mind either.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "importers/normalise_internal.h"

/* A part of an address that is shorter says too little to look for. */
#define PART_MIN_BYTES 4

struct word {
	size_t start, end; /* in the text */
	char *folded;
};

/* What stands within a word without being of it: the apostrophes. */
static size_t
joiner(const char *at)
{
	static const char *const joiners[] = {"'", "\xe2\x80\x98",
	    "\xe2\x80\x99", "\xe2\x80\x8b", "\xe2\x80\x8c", "\xe2\x80\x8d",
	    "\xc2\xad"};

	for (size_t i = 0; i < ARRAY_LEN(joiners); i++) {
		size_t length = strlen(joiners[i]);

		if (strncmp(at, joiners[i], length) == 0)
			return length;
	}
	return 0;
}

/* A letter or digit; of others than ASCII, all but what is punctuation. */
static bool
of_word(const char *at)
{
	unsigned char c = (unsigned char)*at;

	if (c < 0x80)
		return isalnum(c);
	return strncmp(at, "\xc2\xa0", 2) != 0 &&
	       strncmp(at, "\xe2\x80", 2) != 0 &&
	       strncmp(at, "\xc2\xb7", 2) != 0;
}

static size_t
character(const char *at)
{
	size_t length = 1;

	while (((unsigned char)at[length] & 0xc0) == 0x80)
		length++;
	return length;
}

/* "rd" and "road" are one word. */
static const char *
spelt_out(const char *folded)
{
	static const char *const short_forms[][2] = {{"av", "avenue"},
	    {"ave", "avenue"}, {"cl", "close"}, {"cres", "crescent"},
	    {"ct", "court"}, {"dr", "drive"}, {"gdns", "gardens"},
	    {"hse", "house"}, {"ln", "lane"}, {"pl", "place"}, {"rd", "road"},
	    {"sq", "square"}, {"st", "street"}, {"ter", "terrace"},
	    {"terr", "terrace"}};

	for (size_t i = 0; i < ARRAY_LEN(short_forms); i++)
		if (strcmp(folded, short_forms[i][0]) == 0)
			return short_forms[i][1];
	return folded;
}

static char *
word_fold(struct arena *arena, const char *text, size_t start, size_t end)
{
	struct buf bare = {0};
	char *folded, *out;

	for (size_t at = start; at < end;) {
		size_t skip = joiner(text + at);

		if (skip == 0) {
			buf_add_char(&bare, text[at]);
			skip = 1;
		}
		at += skip;
	}
	folded = utf8_fold(buf_text(&bare));
	out = arena_strdup(arena, spelt_out(folded));
	free(folded);
	buf_clear(&bare);
	return out;
}

static size_t
words_of(struct arena *arena, const char *text, struct word **out)
{
	struct word *words = NULL;
	size_t count = 0, at = 0;

	while (text[at]) {
		size_t start = at, end;

		if (!of_word(text + at)) {
			at += character(text + at);
			continue;
		}
		end = at;
		while (text[at] && (of_word(text + at) || joiner(text + at))) {
			bool joins = joiner(text + at) > 0;

			at += joins ? joiner(text + at) : character(text + at);
			if (!joins)
				end = at;
		}
		words = arena_grow(arena, words, count, sizeof(*words));
		words[count++] = (struct word){
		    start, end, word_fold(arena, text, start, end)};
	}
	*out = words;
	return count;
}

/* How many of the words, from the first, are the part; 0: they are not. */
static size_t
words_match(const struct word *words, size_t count, const char *part)
{
	for (size_t i = 0; i < count; i++) {
		size_t length = strlen(words[i].folded);

		if (strcmp(words[i].folded, part) == 0)
			return i + 1;
		/* "Mill Lane's" */
		if (length == strlen(part) + 1 &&
		    words[i].folded[length - 1] == 's' &&
		    strncmp(words[i].folded, part, length - 1) == 0)
			return i + 1;
		if (strncmp(words[i].folded, part, length) != 0)
			return 0;
		part += length;
	}
	return 0;
}

static char *
joined(struct arena *arena, const char *part)
{
	struct word *words;
	size_t count = words_of(arena, part, &words);
	struct buf out = {0};
	char *text;

	for (size_t i = 0; i < count; i++)
		buf_add_text(&out, words[i].folded);
	text = arena_strdup(arena, buf_text(&out));
	buf_clear(&out);
	return text;
}

char *
normalise_without(struct arena *arena, char *text, const char *part)
{
	const char *bare = joined(arena, part);
	struct word *words;
	size_t count = words_of(arena, text, &words), done = 0;
	struct buf out = {0};
	char *result;

	if (strlen(bare) < PART_MIN_BYTES)
		return text;
	for (size_t i = 0; i < count;) {
		size_t met = words_match(words + i, count - i, bare);

		if (met == 0) {
			i++;
			continue;
		}
		buf_add(&out, text + done, words[i].start - done);
		buf_add_text(&out, LISTING_ADDRESS_WITHHELD);
		done = words[i + met - 1].end;
		i += met;
	}
	if (done == 0)
		return text;
	buf_add_text(&out, text + done);
	result = arena_strdup(arena, buf_text(&out));
	buf_clear(&out);
	return result;
}

/* What streets and houses are called, spelt out: no town is. */
static bool
is_street_word(const char *folded)
{
	static const char *const words[] = {"avenue", "buildings", "close",
	    "cottage", "cottages", "court", "crescent", "drive", "gardens",
	    "house", "lane", "mews", "place", "road", "row", "square", "street",
	    "terrace", "villas", "walk", "wharf", "yard"};

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strcmp(folded, words[i]) == 0)
			return true;
	return false;
}

static bool
has_digit(const char *text)
{
	return text[strcspn(text, "0123456789")] != '\0';
}

/* The words from "first" to before "end" of a line. */
static void
part_add(struct arena *arena, struct address_parts *parts, const char *line,
    const struct word *words, size_t first, size_t end, bool may_be_name)
{
	size_t start = words[first].start;

	parts->items = arena_grow(
	    arena, parts->items, parts->count, sizeof(*parts->items));
	parts->items[parts->count++] = (struct address_part){
	    .text =
		arena_strndup(arena, line + start, words[end - 1].end - start),
	    .may_be_name = may_be_name};
}

/* Up to its word for a street, where a town follows. */
static void
street_add(struct arena *arena, struct address_parts *parts, const char *line,
    const struct word *words, size_t first, size_t end)
{
	size_t street = end;

	while (street > first && !is_street_word(words[street - 1].folded))
		street--;
	if (street >= first + 2 && street < end)
		part_add(arena, parts, line, words, first, street, false);
}

/* "14 Mill Lane Quexby": with the number, without, and without the town. */
static void
numbered_add(struct arena *arena, struct address_parts *parts, const char *line,
    const struct word *words, size_t count)
{
	size_t end;

	for (size_t i = 0; i < count; i = end) {
		bool after_number = i > 0 && has_digit(words[i - 1].folded);

		end = i + 1;
		if (has_digit(words[i].folded))
			continue;
		while (end < count && !has_digit(words[end].folded))
			end++;
		if (!after_number || end < i + 2)
			continue;
		part_add(arena, parts, line, words, i - 1, end, false);
		street_add(arena, parts, line, words, i - 1, end);
		part_add(arena, parts, line, words, i, end, false);
		street_add(arena, parts, line, words, i, end);
	}
}

/* One line of an address; the first may be a house that has a name alone. */
static void
line_add(struct arena *arena, struct address_parts *parts, const char *line,
    bool first)
{
	struct word *words;
	size_t count = words_of(arena, line, &words);

	if (count == 0 || (count == 1 && !has_digit(line)))
		return; /* a town, or a house whose name says little */
	if (has_digit(line)) {
		part_add(arena, parts, line, words, 0, count, false);
		numbered_add(arena, parts, line, words, count);
	} else if (is_street_word(words[count - 1].folded)) {
		part_add(arena, parts, line, words, 0, count, false);
	} else {
		street_add(arena, parts, line, words, 0, count);
		if (first)
			part_add(arena, parts, line, words, 0, count, true);
	}
}

/* "14", "14a" or "12-14", on a line of its own. */
static bool
is_number(const char *line)
{
	return isdigit((unsigned char)*line) && strlen(line) <= 9 &&
	       !strchr(line, ' ');
}

void
normalise_address_parts(
    struct arena *arena, const char *address, struct address_parts *parts)
{
	char *copy = arena_strdup(arena, address), *end = NULL, *number = NULL;
	bool first = true;

	for (char *line = strtok_r(copy, ",;\n", &end); line;
	     line = strtok_r(NULL, ",;\n", &end)) {
		line += strspn(line, " \t");
		if (is_number(line)) {
			number = line;
			continue;
		}
		if (number)
			line = arena_printf(arena, "%s %s", number, line);
		number = NULL;
		line_add(arena, parts, line, first);
		first = false;
	}
}
