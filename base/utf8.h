/*
 * UTF-8: checked, made canonical, folded.  Folding is for comparing and
 * indexing, never for showing: lower case, accents off, and so "Sian" finds
 * "Siân".
 */
#ifndef SIGNPOST_UTF8_H
#define SIGNPOST_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/compiler.h"

/*
 * The character at the front of "length" bytes: how many bytes it takes and
 * in *code which it is.  0 where there is none: no bytes, a NUL, or bytes
 * that are not UTF-8 (overlong, a surrogate, over U+10FFFF, cut short).
 */
size_t utf8_next(const char *data, size_t length, uint32_t *code);
bool utf8_valid(const char *data, size_t length); /* no NUL, no surrogate */
/*
 * The text in Unicode NFC without control characters (newline and tab stay),
 * zero-width marks, byte order marks, bidirectional overrides and
 * noncharacters.  The text must be valid UTF-8.  The caller's to free.
 */
char *utf8_clean(const char *text);
/* Lower case (full case folding) and without accents.  The caller's. */
char *utf8_fold(const char *text);
/* Takes out what is no UTF-8, such as half a character where it was cut. */
void utf8_mend(char *text);
/* The longest length <= max_bytes that cuts no character in two. */
size_t utf8_clip(const char *text, size_t max_bytes);
size_t utf8_length(const char *text); /* in characters */

#endif
