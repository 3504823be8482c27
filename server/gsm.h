/*
 * The alphabet of text messages, GSM 03.38 (3GPP TS 23.038): one character
 * outside it, a curly quote say, and a message holds 70 characters in place
 * of 160.  Lengths are in septets, of which a few characters take two.
 */
#ifndef SIGNPOST_GSM_H
#define SIGNPOST_GSM_H

#include <stddef.h>

#include "base/buf.h"

#define GSM_ONE     160 /* septets of a message that is sent whole */
#define GSM_SEGMENT 153 /* of each part of a longer one */

/*
 * Appends UTF-8 text written with that alphabet alone: quotes and dashes
 * become straight, accents it lacks go, what nothing stands for becomes one
 * "?", and runs of white space and lines one space.
 */
void gsm_add(struct buf *out, const char *text);
/* Septets of text that gsm_add() made. */
size_t gsm_length(const char *text);
/* Messages that so many septets take; 0 for none. */
size_t gsm_segments(size_t septets);
/* How many bytes of such text take at most so many septets. */
size_t gsm_clip(const char *text, size_t septets);

#endif
