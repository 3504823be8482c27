/*
 * What every listing must satisfy to be kept at all.  The rest is a matter
 * of quality: reported, never refused.
 */
#ifndef SIGNPOST_LISTING_CHECK_H
#define SIGNPOST_LISTING_CHECK_H

#include "schema/listing.h"

/* NULL: it may be kept.  Else what is wrong, in a few words. */
const char *listing_check(const struct listing *listing);

#endif
