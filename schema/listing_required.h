/*
 * What "require" in a mapping can ask of a record: a set of the names below.
 * The reader asks a record that comes whole, the importer one that others of
 * its document set complete, once they have.
 */
#ifndef SIGNPOST_LISTING_REQUIRED_H
#define SIGNPOST_LISTING_REQUIRED_H

#include "schema/listing.h"

#define LISTING_REQUIRED_ALL 0x3fffu /* every name's bit */

/* The bit of "phone", "location.postcode"...; 0: it cannot be required. */
unsigned listing_required_bit(const char *name);
/* All of them, "id, summary, ...". */
void listing_required_names(char *out, size_t size);
/*
 * The first name of the set that the listing lacks; NULL: it has all.  What
 * is withheld (hide_address) is not missed.
 */
const char *listing_required_missing(const struct listing *, unsigned required);

#endif
