/*
 * Mapping texts, read for the reader, which opens no file: those we ship, in
 * "mappings" of the data folder, or one of the operator's.  With them come
 * the files of codes beside them that their tables name.
 */
#ifndef SIGNPOST_MAPPING_FILES_H
#define SIGNPOST_MAPPING_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/alloc.h"
#include "base/compiler.h"
#include "importers/mapping_text.h"
#include "importers/reader_child.h"

#define MAPPING_MAX_FILES 100

/*
 * One of them: a file where "name" ends in ".mapping" or holds a '/', else
 * one that we ship.  False: "error" says what is wrong.
 */
bool mapping_file_read(const char *name, struct arena *arena,
    struct reader_mapping *out, char *error, size_t error_size) MUST_CHECK;
/* All that we ship, by name; *count is 0 where there is none. */
bool mapping_files_shipped(struct arena *arena, struct reader_mapping **out,
    size_t *count, char *error, size_t error_size) MUST_CHECK;
/* Whether a mapping's name means a file of the operator's. */
bool mapping_name_is_file(const char *name);

#endif
