/*
 * Different texts, each kept once, in the order in which they first came:
 * a text_pool for texts too many to hold in memory.  They lie in a nameless
 * file; a hash of eight bytes is kept of each.
 */
#ifndef SIGNPOST_INDEX_TEXT_STORE_H
#define SIGNPOST_INDEX_TEXT_STORE_H

#include <stddef.h>
#include <stdint.h>

#include "search/index_store.h"

struct index_text_store;

struct index_text_store *index_text_store_new(void);
void index_text_store_free(struct index_text_store *);
/* Where the text begins among them; it is kept with a NUL at its end. */
uint32_t index_text_store_add(
    struct index_text_store *, const char *text, size_t length);
/* The file that they lie in, one after the other. */
struct index_store *index_text_store_file(struct index_text_store *);

#endif
