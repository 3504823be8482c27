/*
 * The search index, opened: one flat file mapped read-only, shared by all
 * threads, never modified.  Its header and sections are checked when it is
 * opened, and every use checks its bounds whatever the bytes, so that a
 * damaged file can give wrong answers but never a crash.
 */
#ifndef SIGNPOST_INDEX_H
#define SIGNPOST_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/compiler.h"
#include "schema/card.h"

#define INDEX_FORMAT 1 /* this version and the one before can be read */

struct index;

/* NULL: "error" says what is wrong with the file. */
struct index *index_open(const char *path, char *error, size_t error_size);
void index_close(struct index *);
uint32_t index_count(const struct index *); /* documents */
/* False for a damaged card. */
bool index_card(const struct index *, uint32_t document, struct card *out);
/* The row of listings.db that a document is; they ascend alike. */
long index_row(const struct index *, uint32_t document);
/* The other way: false where no document is that row. */
bool index_document(
    const struct index *, long row, uint32_t *document) MUST_CHECK;
/* One section of the mapped file, for the manifest. */
struct index_extent {
	const char *name; /* "terms": no space in it */
	const void *data;
	size_t offset, bytes; /* in the file */
};
/* Sections are numbered from 0; false past the last. */
bool index_extent(
    const struct index *, size_t number, struct index_extent *out);

#endif
