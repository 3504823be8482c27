/* What the prose of a listing states, with the sentences it was read from. */
#ifndef SIGNPOST_VIEW_RULES_H
#define SIGNPOST_VIEW_RULES_H

#include "schema/listing.h"
#include "server/page.h"
#include "server/template.h"

/*
 * Sets "has_rules" and "rules", each with its sentence and, as "label", all
 * that was read from it, so that nobody has to take our word.
 */
void view_rules(const struct context *, struct view *, const struct listing *);

#endif
