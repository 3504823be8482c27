/*
 * UK telephone numbers: found in what sources write, made dialable, grouped
 * for reading aloud.  Rules: Ofcom's National Telephone Numbering Plan, and
 * what real feeds do to it.  Nothing is guessed: what cannot be a number
 * stays text.
 */
#ifndef SIGNPOST_PHONE_H
#define SIGNPOST_PHONE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/alloc.h"

#define PHONE_MAX_FOUND  8 /* numbers in one field: no real one has more */
#define PHONE_MAX_DIGITS 15 /* E.164 */

struct phone {
	char *given; /* this number's part of the field, notes included */
	char *dial; /* "+441134960182", "116123", "85258"; NULL: shown only */
	char *show; /* "0113 496 0182" */
	char *extension, *note;
	bool text;
	bool repaired; /* a lost first 0 or an O for 0 was put right: report */
};

/*
 * Is this a number of the United Kingdom, given without its first 0 and
 * without "+44" ("1134960182")?  Length and range only: no list of numbers
 * in use exists.
 */
bool phone_national_valid(const char *digits, size_t length);
/*
 * Bytes of the mark at "text" that may stand inside a number (spaces,
 * dashes, dots, brackets, also those beyond ASCII); 0 for none.
 */
size_t phone_mark_length(const char *text);
/* 999, 112, 111, 101, 105, 119 and 116xxx: dialled as they are. */
bool phone_short_code(const char *digits, size_t length);

/*
 * Reads a field that may hold several numbers with notes.  Returns how many
 * entries were filled; a field without a usable number gives one entry with
 * "given" alone.  Texts are in the arena.
 */
size_t phones_parse(struct arena *arena, const char *field,
    struct phone found[PHONE_MAX_FOUND]);
/*
 * The digits to look a typed number up by: national form without the
 * leading 0 ("1134960182"), short codes as they are.  Returns their count;
 * 0 where the text is not a telephone number or part of one (fewer than 6
 * digits, letters other than "ext").  999, 111 and other short codes count.
 */
size_t phone_query_digits(const char *text, char out[PHONE_MAX_DIGITS + 1]);
/* The same digits of a dialable number, for the index. */
size_t phone_dial_digits(const char *dial, char out[PHONE_MAX_DIGITS + 1]);
/* Grouped for reading: "0113 496 0182", "116 123".  In the arena. */
char *phone_show(struct arena *arena, const char *dial);

#endif
