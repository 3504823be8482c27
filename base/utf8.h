/*
 * UTF-8: checked, made canonical, folded.  Folding is for comparing and
 * indexing, never for showing: lower case, accents off, and so "Sian" finds
 * "Siân".
 */
#ifndef SIGNPOST_UTF8_H
#define SIGNPOST_UTF8_H

#include <stdbool.h>
#include <stddef.h>

#include "base/compiler.h"

bool utf8_valid(const char *data, size_t length); /* no NUL, no surrogate */
/*
 * The text in Unicode NFC without control characters (newline and tab stay),
 * zero-width marks, byte order marks, bidirectional overrides and
 * noncharacters.  The text must be valid UTF-8.  The caller's to free.
 */
char *utf8_clean(const char *text);
/* Lower case (full case folding) and without accents.  The caller's. */
char *utf8_fold(const char *text);
/* The longest length <= max_bytes that cuts no character in two. */
size_t utf8_clip(const char *text, size_t max_bytes);
size_t utf8_length(const char *text); /* in characters */

#endif
