/*
 * One listing of several that are the same service.  The best source speaks
 * first, the others fill what it leaves open, and where they contradict each
 * other that is kept beside it, in the words of each.
 */
#ifndef SIGNPOST_LISTING_JOIN_H
#define SIGNPOST_LISTING_JOIN_H

#include "schema/listing.h"

#define LISTING_JOIN_MAX 50 /* sources of one service */

/*
 * Sorts the best source to the front: the one checked or changed last, then
 * the one that says most; equals stay as they came.
 */
void listing_join_sort(struct listing **parts, size_t count);
/*
 * Fills "out" from parts that are sorted and have one source each; all live
 * in one arena, and so will what is made here.  Code and UUID are the first
 * part's.  Where a part withholds its address, those that do not withhold it
 * say nothing: privacy fails closed.
 */
void listing_join(struct listing *out, struct listing *const *parts,
    size_t count, struct arena *arena);

#endif
