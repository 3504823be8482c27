/* An invented listing with everything a listing can have. */
#ifndef SIGNPOST_TESTING_LISTING_H
#define SIGNPOST_TESTING_LISTING_H

#include "schema/listing.h"

/*
 * Fills "out".  Listings of different numbers differ in code, UUID, source
 * id and position; "Talking in Westby NUMBER" is the name.
 */
void test_listing_fill(
    struct listing *out, struct arena *arena, unsigned number);

#endif
