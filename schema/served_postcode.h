/*
 * A unit postcode as a number: places.db holds 1.7 million of them, and a
 * number as key takes a third of a text's room.  Postcodes of one outcode,
 * and within it of one sector, are neighbours.
 */
#ifndef SIGNPOST_SERVED_POSTCODE_H
#define SIGNPOST_SERVED_POSTCODE_H

#include <stdint.h>

/* Of a normalised unit postcode, "M32 0TH"; 0 where it is none. */
int64_t served_postcode_key(const char *normalised);
/*
 * First and last key of an outcode, "M32", or sector, "M32 0".  Both 0
 * where it is neither.
 */
void served_postcode_range(
    const char *normalised, int64_t *first, int64_t *last);

#endif
