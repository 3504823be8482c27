/* What the sources of one service say differently, in the words of each. */
#ifndef SIGNPOST_LISTING_DISAGREE_H
#define SIGNPOST_LISTING_DISAGREE_H

#include "schema/listing.h"

/*
 * Adds to "out" what "parts" say of each thing on which any two of them
 * contradict each other: phone, place, hours, age, cost, and whether it takes
 * new people.  Part n is source n of "out".
 */
void listing_disagree(
    struct listing *out, struct listing *const *parts, size_t count);

#endif
