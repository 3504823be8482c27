/*
 * How to be referred, step by step: what a listing states, in the order in
 * which somebody needs it, and what it leaves open.  Nothing is added.
 */
#ifndef SIGNPOST_VIEW_STEPS_H
#define SIGNPOST_VIEW_STEPS_H

#include "schema/listing.h"
#include "server/template.h"

/*
 * Sets "has_steps" and "steps", each with "words" ("ours" and, by turns,
 * "given" by the listing) and "ways" to get in touch (lead, href, show,
 * away), with what comes "after" them; none for what has closed.
 * areas  the names of those it serves, or NULL
 */
void view_steps(struct view *, const struct listing *, const char *areas);

#endif
