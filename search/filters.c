#include "search/filters.h"

#include <stdio.h>
#include <string.h>

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

static bool
asks_language(const struct query *query)
{
	/* English goes without saying. */
	return query->language != NULL && strcmp(query->language, "en") != 0;
}

/* States the language, or that there are interpreters. */
static void
keep_language(const struct index *index, const struct query *query,
    uint64_t *fits, uint64_t *scratch)
{
	bool signs = strcmp(query->language, "bfi") == 0;

	add_set(index, scratch, SET_LANGUAGE, query->language);
	add_set(index, scratch, SET_RULE,
	    signs ? "access=bsl" : "access=interpreter");
	bitmap_and(fits, scratch, index->words);
}

/* States each of the needs.  Who signs is known by the language, too. */
static void
keep_access(const struct index *index, const struct query *query,
    uint64_t *fits, uint64_t *scratch)
{
	for (size_t i = 0; i < query->access.count; i++) {
		const char *need = query->access.values[i];
		char rule[64];

		snprintf(rule, sizeof(rule), "access=%s", need);
		bitmap_clear(scratch, index->words);
		add_set(index, scratch, SET_RULE, rule);
		if (strcmp(need, "bsl") == 0)
			add_set(index, scratch, SET_LANGUAGE, "bfi");
		bitmap_and(fits, scratch, index->words);
	}
}

bool
filters_ask(const struct query *query)
{
	return query->modes != 0 || query->access.count > 0 ||
	       asks_language(query);
}

void
filters_keep(const struct index *index, const struct query *query,
    uint64_t *fits, uint64_t *scratch)
{
	if (query->modes != 0) {
		bitmap_clear(scratch, index->words);
		keep_modes(index, query, fits, scratch);
	}
	if (asks_language(query)) {
		bitmap_clear(scratch, index->words);
		keep_language(index, query, fits, scratch);
	}
	keep_access(index, query, fits, scratch);
}
