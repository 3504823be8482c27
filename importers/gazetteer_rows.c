#include "importers/gazetteer_rows.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/alloc.h"
#include "importers/places.h"

#define ROWS_BUFFER (256 << 10) /* bytes: few calls of zlib, small in cache */

struct rows {
	gzFile file;
	long line;
	bool at_end;
	size_t start, end; /* of what is read and not yet handed out */
	const char *why;
	char data[ROWS_BUFFER + 1]; /* and room for a last row's NUL */
};

struct rows *
rows_open(const char *path)
{
	gzFile file = gzopen(path, "rb");
	struct rows *rows;

	if (file == NULL)
		return NULL;
	/* Our own buffer is large: zlib's need not be. */
	gzbuffer(file, 64 << 10);
	rows = xcalloc(1, sizeof(*rows));
	rows->file = file;
	return rows;
}

void
rows_close(struct rows *rows)
{
	if (rows == NULL)
		return;
	gzclose_r(rows->file);
	free(rows);
}

long
rows_line(const struct rows *rows)
{
	return rows->line;
}

const char *
rows_why(const struct rows *rows)
{
	return rows->why;
}

/* Moves what is left to the front and reads behind it; false: broken. */
static bool
rows_fill(struct rows *rows)
{
	size_t kept = rows->end - rows->start;
	int got, code;

	memmove(rows->data, rows->data + rows->start, kept);
	rows->start = 0;
	rows->end = kept;
	got = gzread(
	    rows->file, rows->data + kept, (unsigned)(ROWS_BUFFER - kept));
	if (got < 0) {
		rows->why = gzerror(rows->file, &code);
		if (code == Z_ERRNO)
			rows->why = strerror(errno);
		return false;
	}
	rows->end += (size_t)got;
	if (rows->end == ROWS_BUFFER)
		return true;
	rows->at_end = true;
	/* A gzip stream that stops in the middle reads as a short file. */
	(void)gzerror(rows->file, &code);
	if (code != Z_OK && code != Z_STREAM_END) {
		rows->why = "the gzip data stops in the middle";
		return false;
	}
	return true;
}

/* The next line, cut at its end; NULL: *result says why there is none. */
static char *
rows_take_line(struct rows *rows, size_t *length, enum rows_result *result)
{
	char *line, *newline;
	bool skipping = false;

	for (;;) {
		line = rows->data + rows->start;
		newline = memchr(line, '\n', rows->end - rows->start);
		if (newline == NULL && !rows->at_end) {
			if (rows->end - rows->start > PLACES_MAX_LINE) {
				skipping = true;
				rows->start = rows->end;
			}
			if (!rows_fill(rows)) {
				*result = ROWS_BROKEN;
				return NULL;
			}
			continue;
		}
		if (newline == NULL) {
			if (rows->start == rows->end && !skipping) {
				*result = ROWS_END;
				return NULL;
			}
			newline = rows->data + rows->end;
			rows->start = rows->end;
		} else {
			rows->start = (size_t)(newline - rows->data) + 1;
		}
		rows->line++;
		*length = (size_t)(newline - line);
		if (skipping || *length > PLACES_MAX_LINE) {
			*result = ROWS_TOO_LONG;
			return NULL;
		}
		*newline = '\0';
		*result = ROWS_OK;
		return line;
	}
}

/*
 * Takes the quotes off a field that starts with one, in place; returns what
 * follows its closing quote.
 */
static char *
rows_unquote(char *field)
{
	char *from = field + 1, *to = field;

	for (; *from != '\0'; from++) {
		if (*from == '"') {
			if (from[1] != '"')
				break;
			from++;
		}
		*to++ = *from;
	}
	if (*from == '"')
		from++;
	*to = '\0';
	return from;
}

enum rows_result
rows_next(struct rows *rows, char delimiter, char **fields, size_t fields_max,
    size_t *count)
{
	enum rows_result result;
	size_t length;
	char *at;

	do {
		at = rows_take_line(rows, &length, &result);
		if (at == NULL)
			return result;
		if (length > 0 && at[length - 1] == '\r')
			at[--length] = '\0';
	} while (length == 0);
	/* A byte order mark, which spreadsheets like to put there. */
	if (rows->line == 1 && strncmp(at, "\xef\xbb\xbf", 3) == 0)
		at += 3;
	*count = 0;
	for (;;) {
		char *field = at;

		if (delimiter == ',' && *at == '"')
			at = rows_unquote(at);
		at = strchrnul(at, delimiter);
		if (*count < fields_max)
			fields[*count] = field;
		(*count)++;
		if (*at == '\0')
			return ROWS_OK;
		*at++ = '\0';
	}
}
