/* How a service is reached: its numbers, its addresses, whether it is there. */
#ifndef SIGNPOST_VIEW_REACH_H
#define SIGNPOST_VIEW_REACH_H

#include "schema/listing.h"
#include "server/template.h"

/* "phones": each with dial, show, given, extension, note, scheme, verb. */
void view_phones(struct view *, const struct listing *);
/*
 * "places": each with address and access, and "has_places"; where the
 * address is kept back for people's safety, "no_address" alone.
 */
void view_addresses(struct view *, const struct listing *);
/* The first of its addresses in one line; NULL where none is given. */
char *view_address(const struct listing *, struct arena *);
/*
 * "status_note": that it takes nobody now, or has closed; in its source's
 * own words "status_given".
 */
void view_status(struct view *, const struct listing *);

#endif
