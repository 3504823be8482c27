/*
 * How a search is carried on from a page to the next: in the address, or,
 * where it was posted to leave no trace in a history, in what a button posts.
 */
#ifndef SIGNPOST_SEARCH_LINK_H
#define SIGNPOST_SEARCH_LINK_H

#include "server/request.h"
#include "server/template.h"

/*
 * A search as it was asked for: an address has its parameters as they are, a
 * button has them folded in one.  False: they cannot be read.
 */
bool search_request(const struct request *, struct arena *arena,
    struct request *out) MUST_CHECK;
/*
 * Sets "url" of the item to the address; where the search was posted, "send"
 * to what a button of the form "again" posts in its place (go.html).
 */
void search_link(bool posted, struct view *item, char *url);

#endif
