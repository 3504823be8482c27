/*
 * A generation's manifest: what its files are, so that the server takes
 * nothing half-written.  Text, one "name value" a line:
 *   format 1
 *   generation 123
 *   published 2026-11-24T06:05:00Z
 *   vocabulary SHA-256
 *   file listings.db BYTES SHA-256
 *   ...
 *   section search.index terms BYTES SHA-256
 *   ...
 */
#ifndef SIGNPOST_MANIFEST_H
#define SIGNPOST_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "base/compiler.h"
#include "base/hash.h"

#define MANIFEST_FORMAT       1
#define MANIFEST_MAX_FILES    8
#define MANIFEST_MAX_SECTIONS 48 /* the index has 29 */

struct manifest_file {
	char name[32];
	long bytes;
	char sha256[SHA256_TEXT];
};
/* A part of a file that can be looked at alone: the index is large. */
struct manifest_section {
	char file[32], name[32];
	long bytes;
	char sha256[SHA256_TEXT];
};
struct manifest {
	long generation;
	time_t published;
	char vocabulary[SHA256_TEXT];
	struct manifest_file files[MANIFEST_MAX_FILES];
	size_t files_count;
	struct manifest_section sections[MANIFEST_MAX_SECTIONS];
	size_t sections_count;
	char id[SHA256_TEXT]; /* SHA-256 of the manifest's own bytes */
};

bool manifest_read(const char *folder, struct manifest *out, char *error,
    size_t error_size) MUST_CHECK;
/* Writes and fsyncs FOLDER/manifest; fills "id". */
bool manifest_write(const char *folder, struct manifest *manifest, char *error,
    size_t error_size) MUST_CHECK;
/* Adds a file of the folder with its size and hash. */
bool manifest_add(struct manifest *, const char *folder, const char *name,
    char *error, size_t error_size) MUST_CHECK;
/*
 * Adds a section of a file that was added.  It is read, not mapped: what is
 * mapped of a large file counts as our memory.
 */
bool manifest_add_section(struct manifest *, const char *folder,
    const char *file, const char *name, size_t offset, size_t bytes,
    char *error, size_t error_size) MUST_CHECK;
/* True where the section has the bytes that the manifest says. */
bool manifest_section_holds(const struct manifest *, const char *file,
    const char *name, const void *data, size_t bytes);
/* What it says of a file; NULL where it does not name it. */
const struct manifest_file *manifest_file(
    const struct manifest *, const char *name);
/*
 * True where every named file has the bytes the manifest says.  Files over
 * "hash_up_to" bytes are checked by size alone (hash them later).
 */
bool manifest_check(const struct manifest *, const char *folder,
    long hash_up_to, char *error, size_t error_size) MUST_CHECK;

#endif
