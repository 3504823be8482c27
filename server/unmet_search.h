/*
 * Whether a search found nothing, and what of it is counted then: the type of
 * help it was about and the council it was for, where both are known.
 */
#ifndef SIGNPOST_UNMET_SEARCH_H
#define SIGNPOST_UNMET_SEARCH_H

#include "search/search.h"
#include "server/page.h"

/*
 * Does no listing fit all that was asked?  What has some of the words of a
 * need, or fits where something was given up, is another matter.
 */
bool unmet_found_nothing(const struct answer *);
/* The council a search is for: its GSS code, or NULL where there are several
 * or none. */
const char *unmet_council(const struct query *);
/*
 * For every search, once it is answered.  Does nothing unless the operator
 * asks for it, somebody asks who is told from others, and it is their first
 * page of a search that found nothing.
 */
void unmet_search(const struct context *, const struct request *,
    const struct query *, const struct answer *, struct arena *);

#endif
