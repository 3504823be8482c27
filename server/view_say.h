/* What to say of a listing on the phone: one sentence to read aloud. */
#ifndef SIGNPOST_VIEW_SAY_H
#define SIGNPOST_VIEW_SAY_H

#include "base/alloc.h"
#include "schema/card.h"

/*
 * "Quexby Listening Line, in Quexby: for adults; free; open now,
 * until 5pm; the number is 0113 496 0182."  In the arena.
 * open_text  what is said of its hours now, or NULL
 */
char *view_say(
    struct arena *arena, const struct card *card, const char *open_text);

#endif
