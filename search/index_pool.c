#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "search/index_builder.h"

#define POOL_FIRST_ROOM 1024

uint32_t
text_hash(const char *text, size_t length)
{
	uint32_t hash = 2166136261u; /* FNV-1a */

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)text[i]) * 16777619u;
	return hash;
}

const char *
text_pool_text(const struct text_pool *pool, uint32_t number)
{
	assert(number < pool->count);
	return pool->bytes + pool->at[number];
}

static bool
is_text(const struct text_pool *pool, uint32_t number, const char *text,
    size_t length)
{
	size_t at = pool->at[number];

	return length < pool->bytes_count - at &&
	       memcmp(pool->bytes + at, text, length) == 0 &&
	       pool->bytes[at + length] == '\0';
}

/* The slot that holds the text, or the free one where it belongs. */
static uint32_t
find_slot(const struct text_pool *pool, const char *text, size_t length,
    uint32_t hash)
{
	uint32_t mask = pool->hash_room - 1;
	uint32_t slot = hash & mask;

	for (; pool->slots[slot].number != 0; slot = (slot + 1) & mask) {
		const struct text_slot *at = &pool->slots[slot];

		/* Of two texts with a slot in common few share all 32 bits. */
		if (at->hash == hash &&
		    is_text(pool, at->number - 1, text, length))
			break;
	}
	return slot;
}

uint32_t
text_pool_find(const struct text_pool *pool, const char *text, size_t length)
{
	if (pool->hash_room == 0)
		return UINT32_MAX;
	return pool->slots[find_slot(
			       pool, text, length, text_hash(text, length))]
		   .number -
	       1;
}

static void
grow_slots(struct text_pool *pool)
{
	struct text_slot *old = pool->slots;
	uint32_t old_room = pool->hash_room, mask;

	pool->hash_room = old_room == 0 ? POOL_FIRST_ROOM : old_room * 2;
	mask = pool->hash_room - 1;
	pool->slots = xcalloc(pool->hash_room, sizeof(*pool->slots));
	for (uint32_t i = 0; i < old_room; i++) {
		uint32_t slot = old[i].hash & mask;

		if (old[i].number == 0)
			continue;
		while (pool->slots[slot].number != 0)
			slot = (slot + 1) & mask;
		pool->slots[slot] = old[i];
	}
	free(old);
}

uint32_t
text_pool_add(struct text_pool *pool, const char *text, size_t length)
{
	uint32_t hash = text_hash(text, length), slot;

	if (pool->count >= pool->hash_room / 2)
		grow_slots(pool);
	slot = find_slot(pool, text, length, hash);
	if (pool->slots[slot].number != 0)
		return pool->slots[slot].number - 1;
	while (pool->bytes_count + length + 1 > pool->bytes_room) {
		pool->bytes_room = pool->bytes_room == 0 ? POOL_FIRST_ROOM
							 : pool->bytes_room * 2;
		pool->bytes = xreallocarray(pool->bytes, pool->bytes_room, 1);
	}
	assert(pool->bytes_count + length < UINT32_MAX);
	pool->at = grow_array(pool->at, pool->count, sizeof(*pool->at));
	pool->at[pool->count] = (uint32_t)pool->bytes_count;
	memcpy(pool->bytes + pool->bytes_count, text, length);
	pool->bytes[pool->bytes_count + length] = '\0';
	pool->bytes_count += length + 1;
	pool->slots[slot] = (struct text_slot){++pool->count, hash};
	return pool->count - 1;
}

void
text_pool_clear(struct text_pool *pool)
{
	free(pool->bytes);
	free(pool->at);
	free(pool->slots);
	memset(pool, 0, sizeof(*pool));
}

static void
packed_list_byte(struct packed_list *list, unsigned char byte)
{
	if (list->length == list->room) {
		list->room = list->room < 16 ? 16 : list->room / 2 * 3;
		list->bytes = xreallocarray(list->bytes, list->room, 1);
	}
	list->bytes[list->length++] = byte;
}

void
packed_list_add(struct packed_list *list, uint32_t document,
    const unsigned char *extra, size_t extra_bytes)
{
	uint32_t step = document - list->last;

	assert(list->count == 0 || document > list->last);
	while (step >= 128) {
		packed_list_byte(list, (unsigned char)(step | 128));
		step >>= 7;
	}
	packed_list_byte(list, (unsigned char)step);
	for (size_t i = 0; i < extra_bytes; i++)
		packed_list_byte(list, extra[i]);
	list->last = document;
	list->count++;
}

bool
packed_list_next(const struct packed_list *list, uint32_t *at,
    uint32_t *document, unsigned char *extra, size_t extra_bytes)
{
	uint32_t step = 0;
	unsigned shift = 0;

	if (*at >= list->length)
		return false;
	while (list->bytes[*at] >= 128) {
		step |= (uint32_t)(list->bytes[*at] & 127) << shift;
		shift += 7;
		(*at)++;
	}
	step |= (uint32_t)list->bytes[*at] << shift;
	(*at)++;
	*document += step;
	for (size_t i = 0; i < extra_bytes; i++)
		extra[i] = list->bytes[(*at)++];
	return true;
}
