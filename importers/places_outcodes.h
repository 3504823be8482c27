/*
 * What follows for the outcodes from the postcodes of a gazetteer: their
 * middle, and all the councils they lie in.
 */
#ifndef SIGNPOST_PLACES_OUTCODES_H
#define SIGNPOST_PLACES_OUTCODES_H

#include "importers/places.h"

struct places_outcodes; /* room for PLACES_MAX_OUTCODES: under 1 MiB */

struct places_outcodes *places_outcodes_new(void);
void places_outcodes_free(struct places_outcodes *outcodes);
/* "postcode" is normalised.  False: more outcodes than there can be. */
bool places_outcodes_add(struct places_outcodes *outcodes, const char *postcode,
    int32_t lat_e6, int32_t lon_e6, const char *district) MUST_CHECK;
/* Hands over each that has a council, in alphabetical order. */
void places_outcodes_finish(
    struct places_outcodes *outcodes, const struct place_sink *sink);

#endif
