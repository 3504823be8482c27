/*
 * Whether a listing suits the search that it was reached by: on its own page
 * what its result said, with the same verdicts, sentences and reasons.
 */
#ifndef SIGNPOST_VIEW_FIT_H
#define SIGNPOST_VIEW_FIT_H

#include "schema/listing.h"
#include "search/search.h"
#include "server/page.h"
#include "server/template.h"

/*
 * Sets the group "fit" where the search said something of the person or
 * their place, or does not find the listing: "label" and "class" of all in
 * all, "verdicts" and "why" as in a result, with how far it is, whom it
 * serves and what the search gave up.
 */
void view_fit(const struct context *, struct arena *, struct view *,
    const struct query *, const struct listing *);

#endif
