#include "search/filters.h"

#include "search/bitmap.h"

/* Reached in one of the ways asked for: as stated, or as it seems. */
static void
keep_modes(const struct index *index, const struct query *query, uint64_t *fits,
    uint64_t *scratch)
{
	for (unsigned mode = 1; mode <= MODE_ALL; mode *= 2) {
		const char *name = query_mode_name((enum listing_mode)mode);

		if ((query->modes & mode) == 0)
			continue;
		bitmap_add_named(index, scratch, SET_MODE, name);
		bitmap_add_named(index, scratch, SET_MODE_LIKELY, name);
	}
	bitmap_and(fits, scratch, index->words);
}

bool
filters_ask(const struct query *query)
{
	return query->modes != 0;
}

void
filters_keep(const struct index *index, const struct query *query,
    uint64_t *fits, uint64_t *scratch)
{
	if (query->modes == 0)
		return;
	bitmap_clear(scratch, index->words);
	keep_modes(index, query, fits, scratch);
}
