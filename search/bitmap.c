#include "search/bitmap.h"

/*
 * A damaged file may hold bits behind the last document: what comes from
 * it is joined and then cut off here.
 */
static void
cut_end(const struct index *index, uint64_t *bitmap)
{
	size_t last = index->documents / 64;

	bitmap[last] &= ((uint64_t)1 << (index->documents % 64)) - 1;
	for (size_t i = last + 1; i < index->words; i++)
		bitmap[i] = 0;
}

void
bitmap_add_set(
    const struct index *index, uint64_t *bitmap, const struct index_set *set)
{
	if (set->bitmap != NULL) {
		bitmap_or(bitmap, set->bitmap, index->words);
		cut_end(index, bitmap);
		return;
	}
	for (uint32_t i = 0; i < set->count; i++)
		if (set->list[i] < index->documents)
			bitmap_put(bitmap, set->list[i]);
}

void
bitmap_add_named(const struct index *index, uint64_t *bitmap,
    enum index_set_kind kind, const char *name)
{
	struct index_set set = index_set_find(index, kind, name);

	bitmap_add_set(index, bitmap, &set);
}

uint64_t *
bitmap_empty(const struct index *index, struct arena *arena, uint64_t **bitmap)
{
	if (*bitmap == NULL)
		*bitmap = arena_alloc(arena, index->words * sizeof(**bitmap));
	else
		bitmap_clear(*bitmap, index->words);
	return *bitmap;
}

void
bitmap_keep_set(
    const struct index *index, uint64_t *bitmap, const struct index_set *set)
{
	size_t from = 0;

	if (set->bitmap != NULL) {
		bitmap_and(bitmap, set->bitmap, index->words);
		return;
	}
	/* Clears what lies between the entries, which ascend. */
	for (uint32_t i = 0; i < set->count; i++) {
		uint32_t document = set->list[i];
		size_t word = document / 64;
		uint64_t kept = 0;

		if (document >= index->documents || word < from)
			continue;
		while (from < word)
			bitmap[from++] = 0;
		for (; i < set->count && set->list[i] / 64 == word; i++)
			kept |= (uint64_t)1 << (set->list[i] % 64);
		i--;
		bitmap[from++] &= kept;
	}
	while (from < index->words)
		bitmap[from++] = 0;
}

void
bitmap_drop_set(
    const struct index *index, uint64_t *bitmap, const struct index_set *set)
{
	if (set->bitmap != NULL) {
		bitmap_and_not(bitmap, set->bitmap, index->words);
		return;
	}
	for (uint32_t i = 0; i < set->count; i++)
		if (set->list[i] < index->documents)
			bitmap_drop(bitmap, set->list[i]);
}

bool
bitmap_set_has(
    const struct index *index, const struct index_set *set, uint32_t document)
{
	size_t low = 0, high = set->count;

	if (document >= index->documents)
		return false;
	if (set->bitmap != NULL)
		return bitmap_has(set->bitmap, document);
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (set->list[middle] == document)
			return true;
		if (set->list[middle] < document)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

/* Facets count some hundred sets a search: most machines have a word for it. */
#if defined(__x86_64__)
#define POPCNT __attribute__((__target__("popcnt")))

POPCNT static long
count_word_by_word(const uint64_t *a, const uint64_t *b, size_t words)
{
	long count = 0;

	for (size_t i = 0; i < words; i++)
		count += __builtin_popcountll(a[i] & b[i]);
	return count;
}
#endif

/* How many two bitmaps share. */
static long
count_both(const uint64_t *a, const uint64_t *b, size_t words)
{
	long count = 0;

#if defined(__x86_64__)
	if (__builtin_cpu_supports("popcnt"))
		return count_word_by_word(a, b, words);
#endif
	for (size_t i = 0; i < words; i++)
		count += __builtin_popcountll(a[i] & b[i]);
	return count;
}

long
bitmap_count(const uint64_t *bitmap, size_t words)
{
	return count_both(bitmap, bitmap, words);
}

long
bitmap_count_set(const struct index *index, const uint64_t *bitmap,
    const struct index_set *set)
{
	long count = 0;

	if (set->bitmap != NULL)
		return count_both(bitmap, set->bitmap, index->words);
	for (uint32_t i = 0; i < set->count; i++)
		if (set->list[i] < index->documents)
			count += bitmap_has(bitmap, set->list[i]);
	return count;
}
