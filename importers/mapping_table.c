/* Tables: a source's words to ours, in the mapping or in a file beside it. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "importers/mapping_compile.h"
#include "importers/mapping_hint.h"

#define ROW_MAX_CELLS 64 /* of a file of codes */

/* What stands behind a table's name. */
struct table_words {
	const char *file;        /* NULL: the block has all */
	const char *key, *value; /* columns of the file; NULL: first, second */
	const char *unknown;
};

static bool
read_words(struct mapping_compiling *c,
    const struct mapping_statement *statement, char **words, size_t count,
    struct table_words *out)
{
	*out = (struct table_words){.file = NULL};
	for (size_t i = 0; i < count; i++) {
		if (strcmp(words[i], "file") == 0 && i + 1 < count)
			out->file = words[++i];
		else if (strncmp(words[i], "key=", 4) == 0)
			out->key = words[i] + 4;
		else if (strncmp(words[i], "value=", 6) == 0)
			out->value = words[i] + 6;
		else if (strncmp(words[i], "unknown=", 8) == 0)
			out->unknown = words[i] + 8;
		else
			return MAPPING_EXPECTED(c, statement,
			    "behind a table's name stand file NAME.csv, "
			    "key=COLUMN, value=COLUMN and unknown=keep, drop "
			    "or error; here is '%.40s'",
			    words[i]);
	}
	return true;
}

/*
 * Cuts the next row of a text into cells (RFC 4180), in the arena.  NULL
 * where there is none; else what follows it.
 */
static const char *
next_row(struct arena *arena, const char *at, char delimiter,
    char *cells[ROW_MAX_CELLS], size_t *count, unsigned *lines)
{
	struct buf cell = {0};
	bool more = *at != '\0', quoted;

	*count = 0;
	if (!more)
		return NULL;
	while (more) {
		buf_reset(&cell);
		quoted = *at == '"';
		at += quoted;
		for (; *at != '\0'; at++) {
			if (quoted && at[0] == '"' && at[1] == '"')
				at++;
			else if (quoted && *at == '"')
				quoted = false;
			else if (!quoted && (*at == delimiter || *at == '\n'))
				break;
			if (*at != '"' || quoted)
				buf_add_char(&cell, *at);
			*lines += *at == '\n';
		}
		more = *at == delimiter;
		while (cell.length > 0 &&
		       strchr(" \t\r", cell.data[cell.length - 1]) != NULL)
			cell.length--;
		if (*count < ROW_MAX_CELLS)
			cells[(*count)++] =
			    arena_strndup(arena, buf_text(&cell), cell.length);
		if (*at != '\0')
			at++;
		*lines += !more;
	}
	buf_clear(&cell);
	return at;
}

/* Where a column stands; ROW_MAX_CELLS where the first row has none such. */
static size_t
find_column(char *const *cells, size_t count, const char *name, size_t standard)
{
	if (name == NULL)
		return standard < count ? standard : ROW_MAX_CELLS;
	for (size_t i = 0; i < count; i++)
		if (strcasecmp(cells[i] + strspn(cells[i], " "), name) == 0)
			return i;
	return ROW_MAX_CELLS;
}

static bool
read_file_rows(struct mapping_compiling *c,
    const struct mapping_statement *statement, const struct table_words *words,
    const char *text, struct filter_table *table)
{
	size_t length = strlen(words->file), count;
	char delimiter =
	    length > 4 && strcasecmp(words->file + length - 4, ".tsv") == 0
		? '\t'
		: ',';
	char *cells[ROW_MAX_CELLS];
	unsigned line = 0, at_line;
	size_t key, value;
	const char *wrong;

	text += strncmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	text = next_row(&c->arena, text, delimiter, cells, &count, &line);
	key = find_column(cells, text != NULL ? count : 0, words->key, 0);
	value = find_column(cells, text != NULL ? count : 0, words->value, 1);
	if (key == ROW_MAX_CELLS || value == ROW_MAX_CELLS)
		return MAPPING_EXPECTED(c, statement,
		    "the first line of %.80s names the columns, and two are "
		    "needed%s%.40s%s",
		    words->file,
		    words->key || words->value ? ": it has no column '" : "",
		    key == ROW_MAX_CELLS && words->key       ? words->key
		    : value == ROW_MAX_CELLS && words->value ? words->value
							     : "",
		    words->key || words->value ? "'" : "");
	for (;;) {
		at_line = line + 1;
		text =
		    next_row(&c->arena, text, delimiter, cells, &count, &line);
		if (text == NULL)
			return true;
		if (count == 1 && *cells[0] == '\0')
			continue;
		if (key >= count || value >= count)
			return MAPPING_EXPECTED(c, statement,
			    "%.80s, line %u: the row has no key and value",
			    words->file, at_line);
		wrong = filter_table_add_exact(table, cells[key], cells[value]);
		if (wrong != NULL)
			return MAPPING_EXPECTED(c, statement,
			    "%.80s, line %u: %s", words->file, at_line, wrong);
	}
}

static bool
read_file(struct mapping_compiling *c,
    const struct mapping_statement *statement, const struct table_words *words,
    struct filter_table *table)
{
	for (size_t i = 0; i < c->beside_count; i++)
		if (strcmp(c->beside[i].name, words->file) == 0)
			return read_file_rows(
			    c, statement, words, c->beside[i].text, table);
	return MAPPING_EXPECTED(c, statement,
	    "the file %.80s must stand beside the mapping, and its name holds "
	    "no '/'",
	    words->file);
}

static bool
read_rows(struct mapping_compiling *c,
    const struct mapping_statement *statement, struct filter_table *table)
{
	char *key[MAPPING_MAX_WORDS];
	const char *wrong;

	for (size_t i = 0; i < statement->block_count; i++) {
		const struct mapping_statement *row = &statement->block[i];
		char *line =
		    arena_printf(&c->arena, "%s %s", row->word, row->rest);

		if (row->has_block ||
		    mapping_text_words(&c->arena, line, key) != 2)
			return MAPPING_EXPECTED(c, row,
			    "a table's line is KEY VALUE (in quotes where "
			    "they hold blanks); here is '%.80s'",
			    line);
		wrong = filter_table_add(table, key[0], key[1]);
		if (wrong != NULL)
			return MAPPING_EXPECTED(
			    c, row, "the key '%.60s' %s", key[0], wrong);
	}
	return true;
}

/*
 * table NAME [unknown=keep|drop|error] { KEY VALUE ... }
 * table NAME file NAME.csv [key=COLUMN] [value=COLUMN] [unknown=...] [{ ... }]
 */
bool
mapping_table_read(
    struct mapping_compiling *c, const struct mapping_statement *statement)
{
	struct mapping *mapping = c->mapping;
	char *words[MAPPING_MAX_WORDS];
	size_t count = mapping_text_words(&c->arena, statement->rest, words);
	struct table_words said;
	struct filter_table *table;

	if (count < 1)
		return MAPPING_EXPECTED(c, statement,
		    "table wants a name and a block of lines 'KEY VALUE': "
		    "table NAME {");
	if (!read_words(c, statement, words + 1, count - 1, &said))
		return false;
	if (!statement->has_block && said.file == NULL)
		return MAPPING_EXPECTED(c, statement,
		    "table wants a block of lines 'KEY VALUE', or file "
		    "NAME.csv");
	table = filter_table_new(words[0]);
	mapping->tables = grow_array(
	    mapping->tables, mapping->tables_count, sizeof(*mapping->tables));
	mapping->tables[mapping->tables_count++] = table;
	if (said.unknown != NULL && !filter_table_unknown(table, said.unknown))
		return MAPPING_EXPECTED(c, statement,
		    "unknown=keep, unknown=drop or unknown=error is expected "
		    "behind the table's name; here is 'unknown=%.40s'",
		    said.unknown);
	if (!read_rows(c, statement, table))
		return false;
	return said.file == NULL || read_file(c, statement, &said, table);
}
