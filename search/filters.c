#include "search/filters.h"

#include "search/bitmap.h"

static void
add_set(const struct index *index, uint64_t *bitmap, enum index_set_kind kind,
    const char *text)
{
	struct index_set set = index_set_find(index, kind, text);

	bitmap_add_set(index, bitmap, &set);
}

/* Reached in one of the ways asked for: as stated, or as it seems. */
static void
keep_modes(const struct index *index, const struct query *query, uint64_t *fits,
    uint64_t *scratch)
{
	for (unsigned mode = 1; mode <= MODE_ALL; mode *= 2) {
		const char *name = query_mode_name((enum listing_mode)mode);

		if ((query->modes & mode) == 0)
			continue;
		add_set(index, scratch, SET_MODE, name);
		add_set(index, scratch, SET_MODE_LIKELY, name);
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
