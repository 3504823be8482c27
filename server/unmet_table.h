/*
 * Unmet need as it is kept and shown: how many visitors in a week searched
 * for a type of help in a council and found nothing.  DATA/unmet.csv holds
 * it, a line for each; the keeper alone writes that.
 *
 * A count is said as a multiple of UNMET_STEP that it reached, never below
 * UNMET_LEAST: nobody's one search can be told from it, and what fewer
 * searched for is in no table, message or file.
 */
#ifndef SIGNPOST_UNMET_TABLE_H
#define SIGNPOST_UNMET_TABLE_H

#include "base/buf.h"
#include "base/date.h"
#include "schema/place.h"

#define UNMET_LEAST     10
#define UNMET_STEP      5
#define UNMET_MAX_COUNT 100000 /* of one line: who says more is mistaken */
#define UNMET_MAX_TYPE  64     /* bytes of a type's id, with its NUL */
#define UNMET_MAX_ROWS  20000  /* a megabyte; then no new line finds room */
#define UNMET_WEEKS     104    /* a line is kept so long */
#define UNMET_LINE      128    /* room for one, with its end and NUL */

struct unmet_row {
	day_t week; /* its Monday */
	char type[UNMET_MAX_TYPE];
	char council[PLACE_GSS_TEXT];
	long count;
};

/* By week, council and type. */
struct unmet_table {
	struct unmet_row *rows;
	size_t count;
};

/* The Monday of the week in London. */
day_t unmet_week(time_t when);
/* What is said of a count: 0 below UNMET_LEAST. */
long unmet_rounded(long count);
/* False: no id, code or count of ours; "week" need not be a Monday. */
bool unmet_row_init(struct unmet_row *, day_t week, const char *type,
    const char *council, long count) MUST_CHECK;
/* "2026-11-23,talking.counselling,E08000009,15\r\n"; its length. */
size_t unmet_row_write(const struct unmet_row *, char out[UNMET_LINE]);
/* That again, with or without its end; false: it is nothing of the kind. */
bool unmet_row_read(
    const char *line, size_t length, struct unmet_row *out) MUST_CHECK;

/*
 * Adds a line, or raises the count of one that is there; false where the
 * table is as it was.
 */
bool unmet_table_put(struct unmet_table *, const struct unmet_row *);
/* Takes away what was kept for UNMET_WEEKS. */
void unmet_table_age(struct unmet_table *, time_t now);
/*
 * What the file holds is put into the table; lines that cannot be read are
 * passed over.  False: errno; no file is an empty one.
 */
bool unmet_table_load(struct unmet_table *, const char *data_folder) MUST_CHECK;
/* In place of the file, whole or not at all; false: errno. */
bool unmet_table_save(
    const struct unmet_table *, const char *data_folder) MUST_CHECK;
void unmet_table_clear(struct unmet_table *);

#endif
