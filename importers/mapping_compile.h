/* While a mapping's text is read: for mapping.c and mapping_pipe.c. */
#ifndef SIGNPOST_MAPPING_COMPILE_H
#define SIGNPOST_MAPPING_COMPILE_H

#include "importers/mapping_parts.h"

struct mapping_compiling {
	const struct mapping_beside *beside; /* files for its tables */
	size_t beside_count;
	struct mapping *mapping;
	struct arena arena; /* texts that are needed only now */
	struct mapping_error *error;
};

/* False, with the error: what was expected on a statement's line. */
#define MAPPING_EXPECTED(c, statement, ...) \
	(mapping_error_set((c)->error, (statement)->line, __VA_ARGS__), false)

bool mapping_xpath_read(struct mapping_compiling *c,
    const struct mapping_statement *statement, const char *text,
    struct xpath **out) MUST_CHECK;
bool mapping_pipe_read(struct mapping_compiling *c,
    const struct mapping_statement *statement, const char *text,
    struct mapping_pipe *pipe) MUST_CHECK;
void mapping_pipe_clear(struct mapping_pipe *pipe);
/* One statement of a record, of all records, or of a block. */
bool mapping_group_read(struct mapping_compiling *c,
    const struct mapping_statement *statement, enum fill_block block,
    struct mapping_group *group) MUST_CHECK;
void mapping_group_clear(struct mapping_group *group);
bool mapping_table_read(struct mapping_compiling *c,
    const struct mapping_statement *statement) MUST_CHECK;
/* " (did you mean 'records'?)" for a word that no statement has; or "". */
const char *mapping_word_hint(const char *word, enum fill_block block);

#endif
