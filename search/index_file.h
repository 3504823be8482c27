/*
 * The index's file as it is written: section by section, each aligned, its
 * head last.  Between index_write.c and the files of its sections.
 */
#ifndef SIGNPOST_INDEX_FILE_H
#define SIGNPOST_INDEX_FILE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "search/index_builder.h"
#include "search/index_format.h"

/* The first thing that goes wrong is remembered. */
struct index_file {
	FILE *file;
	uint64_t offset;
	struct index_section sections[N_SECTIONS];
	bool failed;
};

void index_file_put(struct index_file *, const void *data, size_t bytes);
void index_file_pad(struct index_file *, unsigned alignment);
void index_file_begin(
    struct index_file *, enum index_section_id id, size_t entry_bytes);
void index_file_end(struct index_file *, enum index_section_id id);
/* A section of "count" equal entries. */
void index_file_section(struct index_file *, enum index_section_id id,
    const void *entries, size_t count, size_t entry_bytes);
/* All that was put away in a store. */
void index_file_copy(struct index_file *, enum index_section_id id,
    struct index_store *store, size_t entry_bytes);
void index_file_texts(struct index_file *, enum index_section_id id,
    const struct text_pool *pool);

/* index_write_lists.c: terms before all that name their places. */
void index_write_terms(struct index_builder *, struct index_file *);
/* All sets' texts end up in the pool "texts", with those of rules. */
void index_write_sets(struct index_builder *, struct index_file *);
/* The types that listings have, and each document's own. */
void index_write_types(struct index_builder *, struct index_file *);

/* index_write_columns.c */
void index_write_rules(struct index_builder *, struct index_file *);
void index_write_positions(struct index_builder *, struct index_file *);
void index_write_phones(struct index_builder *, struct index_file *);
void index_write_names(struct index_builder *, struct index_file *);
void index_write_columns(struct index_builder *, struct index_file *);

#endif
