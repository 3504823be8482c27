/*
 * Rows of a delimited text file, gzipped or not, read from a stream: what
 * gazetteers come as.  One row is in memory at a time.
 */
#ifndef SIGNPOST_GAZETTEER_ROWS_H
#define SIGNPOST_GAZETTEER_ROWS_H

#include <stddef.h>

#include "base/compiler.h"

enum rows_result {
	ROWS_OK = 0,
	ROWS_END,
	ROWS_TOO_LONG, /* the row was passed over; the next call goes on */
	ROWS_BROKEN,   /* the file cannot be read further: rows_why() */
};

struct rows;

/* NULL: cannot be opened; errno says why. */
struct rows *rows_open(const char *path);
void rows_close(struct rows *rows);
/*
 * Reads the next row that is not empty and cuts it at "delimiter" into at
 * most "fields_max" fields, which are valid until the next call.  Fields may
 * stand in double quotes where the delimiter is a comma (RFC 4180, but no
 * line break inside quotes).  *count may be more than fields_max: so many
 * the row had, the rest are not kept.
 */
enum rows_result rows_next(struct rows *rows, char delimiter, char **fields,
    size_t fields_max, size_t *count) MUST_CHECK;
long rows_line(const struct rows *rows); /* of the last row, from 1 */
const char *rows_why(const struct rows *rows);

#endif
