/*
 * UK postcodes: read, repaired where only a space or a trailing mark is
 * wrong, never guessed.  Forms: Royal Mail's (A9 9AA, A99 9AA, AA9 9AA,
 * AA99 9AA, A9A 9AA, AA9A 9AA) and GIR 0AA.
 */
#ifndef SIGNPOST_POSTCODE_H
#define SIGNPOST_POSTCODE_H

#include <stdbool.h>

#define POSTCODE_TEXT 9 /* "SW1A 1AA" and NUL */

enum postcode_kind {
	POSTCODE_NOT = 0,
	POSTCODE_UNIT, /* whole: "M32 0TH" */
	POSTCODE_OUTCODE, /* first half: "M32" */
	POSTCODE_SECTOR, /* first half and a digit: "M32 0" */
};

/* Reads the whole of "text" in any case and spacing; "out" is normalised. */
enum postcode_kind postcode_parse(const char *text, char out[POSTCODE_TEXT]);
/* Length of the first half of a normalised postcode. */
unsigned postcode_outcode_length(const char *normalised);
/* Northern Ireland (BT): no open postcode data exists. */
bool postcode_northern_irish(const char *normalised);
/*
 * Finds the first unit postcode, or else outcode, in running text; *at and
 * *length say where.  For q and for addresses in one string.
 */
enum postcode_kind postcode_find(const char *text, char out[POSTCODE_TEXT],
    unsigned long *at, unsigned long *length);

#endif
