/*
 * A listing to and from a wire message (between the reader and the
 * importer), and its canonical bytes: two records that say the same have
 * the same bytes, whatever line they stood on.
 */
#ifndef SIGNPOST_LISTING_WIRE_H
#define SIGNPOST_LISTING_WIRE_H

#include "base/buf.h"
#include "base/wire.h"
#include "schema/listing.h"

/* Appends the fields of what a source says (no codes, UUIDs, sources). */
void listing_pack(struct buf *out, const struct listing *listing);
/* As listing_pack() without line and role: what "unchanged" compares. */
void listing_pack_canonical(struct buf *out, const struct listing *listing);
/* Fills an initialised listing; checks every length and range. */
enum wire_error listing_unpack(struct wire *in, struct listing *out)
    MUST_CHECK;

#endif
