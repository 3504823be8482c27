/*
 * A nameless file that grows at its end: what the index's builder gathers
 * and does not need in memory before the index is written.
 */
#ifndef SIGNPOST_INDEX_STORE_H
#define SIGNPOST_INDEX_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct index_store;

struct index_store *index_store_new(void);
void index_store_free(struct index_store *);
/* Adds bytes to its end, and says where they begin. */
uint64_t index_store_add(struct index_store *, const void *data, size_t bytes);
/* How many bytes were added. */
uint64_t index_store_bytes(const struct index_store *);
/* Copies what lies there; false where that is past the end, or unread. */
bool index_store_read(
    struct index_store *, uint64_t at, void *out, size_t bytes);
/* errno of the first thing that went wrong; 0: all that was added is there. */
int index_store_error(const struct index_store *);

#endif
