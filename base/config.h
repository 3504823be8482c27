/*
 * A configuration file (INI, read with inih) into a table of what may stand
 * in it.  Unknown sections and keys, doubled keys and values out of range
 * are errors that name file and line: a typing slip must not silently mean
 * the default.
 */
#ifndef SIGNPOST_CONFIG_H
#define SIGNPOST_CONFIG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/compiler.h"

enum config_kind {
	CONFIG_TEXT = 0, /* char *, the table's owner frees by config_clear */
	CONFIG_LONG,     /* long within min and max */
	CONFIG_BOOL,     /* yes, no, true, false, 1, 0 */
	CONFIG_SECONDS,  /* long; "90", "90s", "15m", "6h", "7d" */
	CONFIG_LIST, /* struct config_list, in place: the key may be repeated */
	/*
	 * No key, its name is "": long, the line where the section begins, so
	 * that whoever checks it as a whole can say where it stands.
	 */
	CONFIG_LINE,
};

struct config_list {
	char **values;
	size_t count;
};

struct config_key {
	const char *section; /* NULL: in every section, see config_read */
	const char *name;
	enum config_kind kind;
	size_t offset;        /* of the value in the struct that is filled */
	long min, max;        /* for numbers and seconds */
	const char *standard; /* the default as text, or NULL */
	const char *help;
};

/*
 * Reads "path" into "out" (zeroed by the caller) by a table that ends with
 * a NULL name.  False: a message is in "error" (at most error_size bytes).
 * A file that is not there is an error; pass NULL for defaults alone.
 */
bool config_read(const char *path, const struct config_key *table, void *out,
    char *error, size_t error_size) MUST_CHECK;
/*
 * For files whose sections are names (feeds.conf): "section" is called at
 * each new section and returns the struct to fill (NULL: stop with an
 * error it wrote).  What stands before the first section goes into
 * "head_out" by the table "head"; NULL: nothing may.
 */
typedef void *config_section_cb(
    void *arg, const char *name, char *error, size_t error_size);
bool config_read_sections(const char *path, const struct config_key *head,
    void *head_out, const struct config_key *table, config_section_cb *section,
    void *arg, char *error, size_t error_size) MUST_CHECK;
/* Frees texts and lists that config_read put into "out". */
void config_clear(const struct config_key *table, void *out);

#endif
