/*
 * Text in, text out: a search by text message.  A pure look-up: the same
 * words at the same moment have the same answer, and nothing is kept.
 *
 *   counselling QX4 2AB     what, and where
 *   counselling Westby 34   and for which age
 *   papirus, 0113 496 0182  a name, a number
 *   7kq4mx                  a listing's code, which replies give
 *   ... MORE, ... MORE 3    the next page of a search, or that page
 *   HELP                    how it works, and what is kept where
 */
#ifndef SIGNPOST_TEXT_LOOKUP_H
#define SIGNPOST_TEXT_LOOKUP_H

#include "server/gsm.h"
#include "server/page.h"

#define TEXT_SEGMENTS 3 /* at most, of one reply */
/* A character of two septets that falls between two segments leaves one
 * of them unused: room for that. */
#define TEXT_ROOM    (TEXT_SEGMENTS * (GSM_SEGMENT - 1))
#define TEXT_RESULTS 3

/*
 * The reply, in the alphabet of text messages; "" where none is to be sent
 * (STOP and START are the gateway's).  In the arena.
 */
char *text_lookup(const struct context *, const char *text, struct arena *);
/*
 * To whoever asks too often: with urgent help, and "" where that was said
 * already and the words are not of crisis.
 */
char *text_too_often(
    const struct context *, const char *text, bool said, struct arena *);

#endif
