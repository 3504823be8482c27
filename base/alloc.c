#include "base/alloc.h"

#include <assert.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"

#define ARENA_FIRST_BYTES 2048 /* most arenas hold one record or one page */
#define ARENA_BLOCK_BYTES (64u << 10) /* blocks double up to this */

NO_RETURN static void
out_of_memory(void)
{
	fatal("out of memory");
}

void *
xmalloc(size_t size)
{
	void *memory = malloc(size > 0 ? size : 1);

	if (memory == NULL)
		out_of_memory();
	return memory;
}

void *
xcalloc(size_t count, size_t size)
{
	void *memory;

	if (count == 0 || size == 0)
		count = size = 1;
	memory = calloc(count, size);
	if (memory == NULL)
		out_of_memory();
	return memory;
}

void *
xreallocarray(void *old, size_t count, size_t size)
{
	void *memory;

	if (count == 0 || size == 0)
		count = size = 1;
	memory = reallocarray(old, count, size);
	if (memory == NULL)
		out_of_memory();
	return memory;
}

char *
xstrdup(const char *text)
{
	return xstrndup(text, strlen(text));
}

char *
xstrndup(const char *text, size_t length)
{
	char *copy;

	length = strnlen(text, length);
	copy = xmalloc(length + 1);
	memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

char *
xasprintf(const char *format, ...)
{
	va_list args;
	char *text;
	int length;

	va_start(args, format);
	length = vasprintf(&text, format, args);
	va_end(args);
	if (length < 0)
		out_of_memory();
	return text;
}

/*
 * The capacity that an array of "count" entries has by the rule of
 * grow_array(): none, then 4, then the powers of two.  True where the next
 * entry needs a larger one, which is then in *capacity.
 */
static bool
must_grow(size_t count, size_t *capacity)
{
	if (count == 0) {
		*capacity = 4;
		return true;
	}
	if (count < 4 || (count & (count - 1)) != 0)
		return false;
	if (count > SIZE_MAX / 2)
		out_of_memory();
	*capacity = count * 2;
	return true;
}

void *
grow_array(void *items, size_t count, size_t size)
{
	size_t capacity;

	if (!must_grow(count, &capacity))
		return items;
	return xreallocarray(items, capacity, size);
}

struct arena_block {
	struct arena_block *next;
	size_t size; /* of data */
	size_t used;
	max_align_t data[];
};

static struct arena_block *
arena_block_new(struct arena *arena, size_t wanted)
{
	struct arena_block *block;
	size_t size = ARENA_FIRST_BYTES;

	if (arena->blocks != NULL)
		size = arena->blocks->size * 2;
	if (size > ARENA_BLOCK_BYTES)
		size = ARENA_BLOCK_BYTES;
	if (size < wanted)
		size = wanted;
	if (size > SIZE_MAX - sizeof(*block))
		out_of_memory();
	block = xcalloc(1, sizeof(*block) + size);
	block->size = size;
	/*
	 * A block made for one large piece is full already: it goes behind
	 * the block that still has room.
	 */
	if (wanted == size && arena->blocks != NULL) {
		block->next = arena->blocks->next;
		arena->blocks->next = block;
	} else {
		block->next = arena->blocks;
		arena->blocks = block;
	}
	return block;
}

void *
arena_alloc(struct arena *arena, size_t size)
{
	struct arena_block *block = arena->blocks;
	void *memory;

	if (size == 0)
		size = 1;
	if (size > SIZE_MAX - _Alignof(max_align_t))
		out_of_memory();
	size =
	    (size + _Alignof(max_align_t) - 1) & ~(_Alignof(max_align_t) - 1);
	if (block == NULL || size > block->size - block->used)
		block = arena_block_new(arena, size);
	memory = (char *)block->data + block->used;
	block->used += size;
	arena->used_bytes += size;
	return memory;
}

char *
arena_strdup(struct arena *arena, const char *text)
{
	if (text == NULL)
		return NULL;
	return arena_strndup(arena, text, strlen(text));
}

char *
arena_strndup(struct arena *arena, const char *text, size_t length)
{
	char *copy;

	length = strnlen(text, length);
	copy = arena_alloc(arena, length + 1);
	memcpy(copy, text, length);
	return copy;
}

char *
arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args;
	char *text;
	int length;

	va_start(args, format);
	length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	assert(length >= 0);
	text = arena_alloc(arena, (size_t)length + 1);
	va_start(args, format);
	vsnprintf(text, (size_t)length + 1, format, args);
	va_end(args);
	return text;
}

void *
arena_grow(struct arena *arena, void *items, size_t count, size_t size)
{
	size_t capacity;
	void *grown;

	if (!must_grow(count, &capacity))
		return items;
	if (size > 0 && capacity > SIZE_MAX / size)
		out_of_memory();
	grown = arena_alloc(arena, capacity * size);
	if (count > 0)
		memcpy(grown, items, count * size);
	return grown;
}

void
arena_clear(struct arena *arena)
{
	struct arena_block *block, *next;

	for (block = arena->blocks; block != NULL; block = next) {
		next = block->next;
		free(block);
	}
	*arena = (struct arena){0};
}
