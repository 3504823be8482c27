/*
 * Text files of the tree that are compiled in: base/embed.awk makes a table
 * of them while building.
 */
#ifndef SIGNPOST_EMBED_H
#define SIGNPOST_EMBED_H

#include <stddef.h>

struct embedded {
	const char *name; /* as "server/assets/site.css"; NULL ends a table */
	const char *data; /* a NUL follows */
	size_t length;
};

/* NULL where the table has no file of that name. */
const struct embedded *embedded_find(
    const struct embedded *table, const char *name);

#endif
