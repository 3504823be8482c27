/* Queries for fuzz targets, read beside the index of sample_index.h. */
#ifndef SIGNPOST_SAMPLE_QUERY_H
#define SIGNPOST_SAMPLE_QUERY_H

#include <stdint.h>

#include "search/index.h"
#include "search/query.h"

/* Opened once; names and addresses are looked up in it, too. */
const struct index *sample_query_index(void);
/* Reads "name=value" parameters with one character between them. */
void sample_query_read(
    const char *text, char between, struct arena *arena, struct query *out);

#endif
