/* The part of data/places that the loader of whole gazetteers needs too. */
#ifndef SIGNPOST_PLACES_SHIPPED_H
#define SIGNPOST_PLACES_SHIPPED_H

#include "importers/places.h"

enum places_result places_shipped_areas(
    const char *folder, const struct place_sink *sink) MUST_CHECK;

#endif
