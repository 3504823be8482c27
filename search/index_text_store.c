#include "search/index_text_store.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "search/index_builder.h"

#define FIRST_ROOM 1024
/* Full to three quarters, slots double. */
#define FULL    3
#define FULL_OF 4

struct index_text_store {
	struct index_store *file;
	struct text_slot *slots; /* number: where it begins, and one more */
	uint32_t count, room;    /* a power of two */
	char *read;              /* room for the longest text */
	size_t longest;
};

struct index_text_store *
index_text_store_new(void)
{
	struct index_text_store *store = xcalloc(1, sizeof(*store));

	store->file = index_store_new();
	store->room = FIRST_ROOM;
	store->slots = xcalloc(store->room, sizeof(*store->slots));
	return store;
}

void
index_text_store_free(struct index_text_store *store)
{
	if (store == NULL)
		return;
	index_store_free(store->file);
	free(store->slots);
	free(store->read);
	free(store);
}

/* Is the text at "at" this one?  What cannot be read is none. */
static bool
is_text(struct index_text_store *store, uint32_t at, const char *text,
    size_t length)
{
	return index_store_read(store->file, at, store->read, length + 1) &&
	       store->read[length] == '\0' &&
	       memcmp(store->read, text, length) == 0;
}

/* The slot that holds the text, or the free one where it belongs. */
static uint32_t
find_slot(struct index_text_store *store, const char *text, size_t length,
    uint32_t hash)
{
	uint32_t mask = store->room - 1;
	uint32_t slot = hash & mask;

	for (; store->slots[slot].number != 0; slot = (slot + 1) & mask) {
		const struct text_slot *at = &store->slots[slot];

		if (at->hash == hash &&
		    is_text(store, at->number - 1, text, length))
			break;
	}
	return slot;
}

static void
grow(struct index_text_store *store)
{
	struct text_slot *old = store->slots;
	uint32_t old_room = store->room, mask;

	store->room = old_room * 2;
	mask = store->room - 1;
	store->slots = xcalloc(store->room, sizeof(*store->slots));
	for (uint32_t i = 0; i < old_room; i++) {
		uint32_t slot = old[i].hash & mask;

		if (old[i].number == 0)
			continue;
		while (store->slots[slot].number != 0)
			slot = (slot + 1) & mask;
		store->slots[slot] = old[i];
	}
	free(old);
}

uint32_t
index_text_store_add(
    struct index_text_store *store, const char *text, size_t length)
{
	uint32_t hash = text_hash(text, length), slot;
	uint64_t at;

	if (length >= store->longest) {
		store->longest = length + 1;
		store->read = xreallocarray(store->read, store->longest, 1);
	}
	slot = find_slot(store, text, length, hash);
	if (store->slots[slot].number != 0)
		return store->slots[slot].number - 1;
	at = index_store_add(store->file, text, length);
	index_store_add(store->file, "", 1);
	assert(at + length < UINT32_MAX - 1);
	store->slots[slot] = (struct text_slot){(uint32_t)at + 1, hash};
	if (++store->count >= store->room / FULL_OF * FULL)
		grow(store);
	return (uint32_t)at;
}

struct index_store *
index_text_store_file(struct index_text_store *store)
{
	return store->file;
}
