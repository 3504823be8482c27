/* Which areas lie above an area: used when building and when searching. */
#ifndef SIGNPOST_INDEX_AREAS_H
#define SIGNPOST_INDEX_AREAS_H

#include <stddef.h>

#include "search/index_format.h"

#define INDEX_MAX_ANCESTORS 32

struct index_ancestors {
	char gss[INDEX_MAX_ANCESTORS][12];
	size_t count;
};

/*
 * Adds an area and all above it, its nation included, to "out", each once.
 * parents  sorted by area
 */
void index_ancestors(const struct index_area_parent *parents, size_t count,
    const char *gss, struct index_ancestors *out);

#endif
