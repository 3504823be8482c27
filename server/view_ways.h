/*
 * How to get in touch with a service, in one sentence: "Phone 0113 496 0101,
 * or email ..., or go to ...".  The addresses that its words on referral give
 * go before the general ones.
 */
#ifndef SIGNPOST_VIEW_WAYS_H
#define SIGNPOST_VIEW_WAYS_H

#include "schema/listing.h"
#include "server/template.h"

/*
 * Sets "ways", each with lead, href, show and, where it leads to another
 * site, away; and "ways_end".  False: there are none.
 * behind  other words stand before it
 */
bool view_ways(struct view *, const struct listing *, bool behind);
/* The number it begins with; NULL where none can be dialled. */
const struct listing_phone *view_ways_phone(const struct listing *);

#endif
