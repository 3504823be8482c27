/* Which areas lie above an area: used when building and when searching. */
#ifndef SIGNPOST_INDEX_AREAS_H
#define SIGNPOST_INDEX_AREAS_H

#include <stdbool.h>
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
/*
 * Is an area the same as another or in it?  K codes are those of several
 * nations together.
 */
bool index_area_within(const struct index_area_parent *parents, size_t count,
    const char *gss, const char *above);
/* A council's GSS code: of England, Wales, Scotland, Northern Ireland. */
bool index_is_council(const char *gss);

#endif
