/*
 * A generation: checked against its manifest, opened, shared by the threads
 * by reference, closed when its last request ends.  Which one is live says
 * the link DATA/live.
 */
#ifndef SIGNPOST_GENERATION_H
#define SIGNPOST_GENERATION_H

#include <limits.h>
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
	char folder[PATH_MAX]; /* resolved */
	/* the rest is generation.c's business */
	int references;
};

/* The folder that DATA/live points to, "" where there is none. */
void generation_live_folder(const char *data_folder, char folder[PATH_MAX]);
/* Opens the generation of one folder; NULL: message in "error". */
struct generation *generation_open(
    const char *folder, char *error, size_t error_size);
/*
 * The newest generation in DATA/generations that can be opened, but for
 * "except"; NULL where there is none.
 */
struct generation *generation_open_newest(
    const char *data_folder, const char *except);
/* True where a file was taken up by its size alone. */
bool generation_large(const struct generation *);
/* Hashes every file, however large. */
bool generation_verify(
    const struct generation *, char *error, size_t error_size) MUST_CHECK;
struct generation *generation_hold(struct generation *); /* atomic */
void generation_release(struct generation *); /* closes the last */

#endif
