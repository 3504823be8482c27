#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "schema/vocabulary_parts.h"

bool
vocabulary_row_wrong(const struct vocabulary_row *row, const char *format, ...)
{
	va_list args;
	int used;

	used = snprintf(
	    row->error, row->error_size, "%s:%ld: ", row->file, row->line);
	if (used < 0 || (size_t)used >= row->error_size)
		return false;
	va_start(args, format);
	vsnprintf(
	    row->error + used, row->error_size - (size_t)used, format, args);
	va_end(args);
	return false;
}

char **
vocabulary_split(
    struct arena *arena, const char *text, char separator, size_t *count)
{
	char **parts = NULL;
	size_t n = 0, length, from;

	while (*text != '\0') {
		from = strspn(text, " ");
		length = strcspn(text + from, (char[]){separator, '\0'});
		parts = arena_grow(arena, parts, n, sizeof(*parts));
		text += from;
		parts[n] = arena_strndup(arena, text, length);
		text += length;
		while (length > 0 && parts[n][length - 1] == ' ')
			parts[n][--length] = '\0';
		n++;
		if (*text == separator)
			text++;
	}
	if (count != NULL)
		*count = n;
	parts = arena_grow(arena, parts, n, sizeof(*parts));
	parts[n] = NULL;
	return parts;
}

/* Cuts the line at its tabs. */
static bool
row_cut(struct vocabulary_row *row, char *line)
{
	static char none[] = "";
	size_t i;

	row->count = 0;
	for (;;) {
		if (row->count == VOCABULARY_MAX_COLUMNS)
			return vocabulary_row_wrong(row,
			    "more than %d columns between tabs",
			    VOCABULARY_MAX_COLUMNS);
		row->columns[row->count++] = line;
		line = strchr(line, '\t');
		if (line == NULL)
			break;
		*line++ = '\0';
	}
	for (i = row->count; i < VOCABULARY_MAX_COLUMNS; i++)
		row->columns[i] = none;
	return true;
}

/* All of the file, a NUL behind it, at the end of "bytes". */
static bool
slurp(const char *path, struct buf *bytes, char *error, size_t error_size)
{
	char part[8192];
	FILE *file = fopen(path, "re");
	size_t length, before = bytes->length;
	bool good;

	if (file == NULL) {
		snprintf(error, error_size, "%s: %s", path, strerror(errno));
		return false;
	}
	while ((length = fread(part, 1, sizeof(part), file)) > 0 &&
	       bytes->length - before <= VOCABULARY_MAX_FILE)
		buf_add(bytes, part, length);
	good = !ferror(file);
	if (!good)
		snprintf(error, error_size, "%s: %s", path, strerror(errno));
	else if (bytes->length - before > VOCABULARY_MAX_FILE)
		snprintf(error, error_size, "%s: over %u bytes", path,
		    VOCABULARY_MAX_FILE);
	fclose(file);
	return good && bytes->length - before <= VOCABULARY_MAX_FILE;
}

/* Reads the rows of a file that is in memory, and cuts it up for that. */
static bool
rows_read(struct vocabulary *vocabulary, char *text, size_t length,
    vocabulary_row_cb *row_cb, struct vocabulary_row *row)
{
	char *line = text, *end, *next;

	for (row->line = 1; line < text + length; line = next, row->line++) {
		end = memchr(line, '\n', (size_t)(text + length - line));
		next = end == NULL ? text + length : end + 1;
		if (end == NULL)
			end = text + length;
		if (end > line && end[-1] == '\r')
			end--;
		*end = '\0';
		if (!utf8_valid(line, (size_t)(end - line)))
			return vocabulary_row_wrong(row, "not UTF-8");
		if (line[0] == '\0' || line[0] == '#')
			continue;
		if (!row_cut(row, line) || !row_cb(vocabulary, row))
			return false;
	}
	return true;
}

bool
vocabulary_file_read(struct vocabulary *vocabulary, const char *folder,
    const char *name, vocabulary_row_cb *row_cb, struct buf *bytes, char *error,
    size_t error_size)
{
	struct vocabulary_row row = {
	    .file = name, .error = error, .error_size = error_size};
	size_t before = bytes->length, length;
	char *path = xasprintf("%s/%s", folder, name), *copy;
	bool good = slurp(path, bytes, error, error_size);

	free(path);
	if (!good)
		return false;
	length = bytes->length - before;
	copy = xmalloc(length + 1);
	if (length > 0)
		memcpy(copy, bytes->data + before, length);
	copy[length] = '\0';
	/* What moves from one file to the next is a change, too. */
	buf_add_char(bytes, '\0');
	good = rows_read(vocabulary, copy, length, row_cb, &row);
	free(copy);
	return good;
}
