/*
 * The live generation: found by the link, checked against its manifest,
 * opened, shared by the threads by reference, closed when its last request
 * ends.  A damaged one is not taken up: the one before stays, and /readyz
 * says so.
 */
#ifndef SIGNPOST_GENERATION_H
#define SIGNPOST_GENERATION_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "schema/manifest.h"
#include "schema/served.h"
#include "schema/vocabulary.h"
#include "search/index.h"

/* Files up to this size are hashed whole before use. */
#define GENERATION_HASH_AT_ONCE (32L << 20) /* bytes: 0.1 s of reading */

struct generation {
	struct manifest manifest;
	struct index *index;
	struct served_totals totals;
	char folder[4096]; /* resolved */
	/* the rest is generation.c's business */
	int references;
};

/* Looks at DATA/live; NULL where it cannot be opened: message in "error". */
struct generation *generation_open(
    const char *data_folder, char *error, size_t error_size);
struct generation *generation_hold(struct generation *); /* atomic */
void generation_release(struct generation *); /* closes the last */
/* True where "live" points to another folder than this one's. */
bool generation_stale(const struct generation *, const char *data_folder);

#endif
