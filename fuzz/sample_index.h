/* A small index of invented listings, and places, for fuzz targets. */
#ifndef SIGNPOST_SAMPLE_INDEX_H
#define SIGNPOST_SAMPLE_INDEX_H

#include "search/index_build.h"
#include "search/query.h"

/* The vocabulary of the source tree: loaded once, kept till the end. */
const struct vocabulary *sample_vocabulary(void);
/* The bytes of an index file, made once, kept till the end. */
const unsigned char *sample_index_bytes(size_t *length);
/* Writes bytes where index_open() can read them: a path, kept till the next
 * call. */
const char *sample_file(const void *bytes, size_t length);
/* Knows postcodes and outcodes of QX, and the council "westby". */
extern const struct query_places sample_places;

#endif
