/*
 * Memory.  Out of memory ends the process with a message: no caller has a
 * better answer.  What comes from outside is checked against a named limit
 * before anything is allocated for it.
 */
#ifndef SIGNPOST_ALLOC_H
#define SIGNPOST_ALLOC_H

#include <stddef.h>

#include "base/compiler.h"

void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xreallocarray(void *old, size_t count, size_t size);
char *xstrdup(const char *text);
char *xstrndup(const char *text, size_t length);
char *xasprintf(const char *format, ...) PRINTF_LIKE(1, 2);

/*
 * Makes room for one more entry of "size" bytes in a growing array that has
 * "count" entries.  The capacity is not stored: it grows at powers of two.
 * items = grow_array(items, n, sizeof(*items)); items[n++] = ...
 */
void *grow_array(void *items, size_t count, size_t size);

/*
 * An arena hands out memory that is freed all at once.  A zeroed arena is
 * empty and ready; arena_clear() makes it so again.
 */
struct arena_block;
struct arena {
	struct arena_block *blocks;
	size_t used_bytes; /* handed out in all, to hold against a limit */
};

void *arena_alloc(struct arena *arena, size_t size); /* zeroed, aligned */
char *arena_strdup(struct arena *arena, const char *text); /* NULL: NULL */
char *arena_strndup(struct arena *arena, const char *text, size_t length);
char *arena_printf(struct arena *arena, const char *format, ...)
    PRINTF_LIKE(2, 3);
/* As grow_array(), in an arena. */
void *arena_grow(struct arena *arena, void *items, size_t count, size_t size);
void arena_clear(struct arena *arena);

#endif
