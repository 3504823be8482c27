/*
 * Sets of documents as bitmaps of index->words words, which a set of the
 * index, bitmap or list, is joined with.
 */
#ifndef SIGNPOST_BITMAP_H
#define SIGNPOST_BITMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "search/index_read.h"

static inline bool
bitmap_has(const uint64_t *bitmap, uint32_t document)
{
	return (bitmap[document / 64] >> (document % 64) & 1) != 0;
}

static inline void
bitmap_put(uint64_t *bitmap, uint32_t document)
{
	bitmap[document / 64] |= (uint64_t)1 << (document % 64);
}

static inline void
bitmap_drop(uint64_t *bitmap, uint32_t document)
{
	bitmap[document / 64] &= ~((uint64_t)1 << (document % 64));
}

static inline void
bitmap_and(uint64_t *bitmap, const uint64_t *other, size_t words)
{
	for (size_t i = 0; i < words; i++)
		bitmap[i] &= other[i];
}

static inline void
bitmap_and_not(uint64_t *bitmap, const uint64_t *other, size_t words)
{
	for (size_t i = 0; i < words; i++)
		bitmap[i] &= ~other[i];
}

static inline void
bitmap_or(uint64_t *bitmap, const uint64_t *other, size_t words)
{
	for (size_t i = 0; i < words; i++)
		bitmap[i] |= other[i];
}

static inline void
bitmap_clear(uint64_t *bitmap, size_t words)
{
	memset(bitmap, 0, words * sizeof(*bitmap));
}

static inline bool
bitmap_is_empty(const uint64_t *bitmap, size_t words)
{
	for (size_t i = 0; i < words; i++)
		if (bitmap[i] != 0)
			return false;
	return true;
}

/*
 * *bitmap with no document in it: made of the index's size in the arena where
 * it is NULL, cleared where it is not.
 */
uint64_t *bitmap_empty(
    const struct index *, struct arena *arena, uint64_t **bitmap);
/* How many documents it holds. */
long bitmap_count(const uint64_t *bitmap, size_t words);
/* Every document that the bitmap holds, with no bit behind the last one. */
void bitmap_add_set(
    const struct index *, uint64_t *bitmap, const struct index_set *);
/* The same of the index's set of that name, where it has one. */
void bitmap_add_named(const struct index *, uint64_t *bitmap,
    enum index_set_kind kind, const char *name);
void bitmap_keep_set(
    const struct index *, uint64_t *bitmap, const struct index_set *);
void bitmap_drop_set(
    const struct index *, uint64_t *bitmap, const struct index_set *);
/* Does the set hold it?  For few documents; for many, make a bitmap. */
bool bitmap_set_has(
    const struct index *, const struct index_set *set, uint32_t document);
/* How many documents of the set the bitmap holds. */
long bitmap_count_set(
    const struct index *, const uint64_t *bitmap, const struct index_set *);

#endif
