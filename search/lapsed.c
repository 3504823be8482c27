#include "search/lapsed.h"

#include <string.h>

#include "base/number.h"
#include "search/bitmap.h"

/* The day that an entry of SET_READ is called by; 0: none of ours. */
static day_t
day_of(const struct index *index, uint32_t entry)
{
	const struct index_set_entry *sets = index->part[SECTION_SETS].data;
	long day;

	if (!number_long(index_text(index, SECTION_SET_TEXT, sets[entry].text),
		1, INT32_MAX, &day))
		return 0;
	return (day_t)day;
}

static void
add(const struct index *index, uint32_t entry, struct arena *arena,
    uint64_t **bitmap)
{
	struct index_set set = index_set_at(index, entry);

	if (*bitmap == NULL)
		*bitmap = arena_alloc(arena, index->words * sizeof(**bitmap));
	bitmap_add_set(index, *bitmap, &set);
}

void
lapsed_ready(const struct index *index, day_t today, struct arena *arena,
    struct lapsed *out)
{
	struct index_span days = index_sets_of(index, SET_READ);

	memset(out, 0, sizeof(*out));
	out->index = index;
	out->today = today;
	for (uint32_t i = days.first; i < days.end; i++) {
		day_t day = day_of(index, i);

		if (ageing_reached(day, today, AGEING_OUT_DAYS))
			add(index, i, arena, &out->out);
		else if (ageing_reached(day, today, AGEING_LAST_DAYS))
			add(index, i, arena, &out->last);
	}
}

day_t
lapsed_since(const struct lapsed *lapsed, uint32_t document)
{
	struct index_span days = index_sets_of(lapsed->index, SET_READ);

	for (uint32_t i = days.first; i < days.end; i++) {
		day_t day = day_of(lapsed->index, i);
		struct index_set set;

		if (!ageing_reached(day, lapsed->today, AGEING_SAY_DAYS))
			continue;
		set = index_set_at(lapsed->index, i);
		if (bitmap_set_has(lapsed->index, &set, document))
			return day;
	}
	return 0;
}
