/*
 * The inbox: DATA/inbox, one small file for each visitor's report, readable
 * by the account that we run as and nobody else.  The keeper alone adds to
 * it; signpost-import lists, marks and removes.  No name of a file comes from
 * what a visitor sent.
 */
#ifndef SIGNPOST_INBOX_H
#define SIGNPOST_INBOX_H

#include "schema/visitor_report.h"

#define INBOX_MAX_REPORTS  1000       /* then the newest is refused */
#define INBOX_MAX_BYTES    (4L << 20) /* likewise */
#define INBOX_CONTACT_DAYS 90         /* then nobody needs to answer any more */
#define INBOX_ID_TEXT      14         /* "20261123-7kq4" and NUL */

/* How many reports still find room; an inbox that is not there has all. */
long inbox_room(const char *data_folder);
/*
 * Keeps a report, whole and on the disk, or not at all: false, and why.  The
 * folder is made where there is none.
 */
bool inbox_add(const char *data_folder, const struct visitor_report *,
    char *error, size_t error_size) MUST_CHECK;

struct inbox_item {
	char id[INBOX_ID_TEXT];
	struct visitor_report report;
};
struct inbox {
	struct inbox_item *items; /* the newest first */
	size_t count;
	long damaged; /* files that are no report */
	struct arena arena;
};
/* False: it cannot be read (errno).  Clear it either way. */
bool inbox_read(const char *data_folder, struct inbox *out) MUST_CHECK;
void inbox_clear(struct inbox *);

bool inbox_id_valid(const char *id);
/* In place of what was kept as "id"; false: errno. */
bool inbox_put(const char *data_folder, const char *id,
    const struct visitor_report *) MUST_CHECK;
/* False: errno, ENOENT where there is no such report. */
bool inbox_remove(const char *data_folder, const char *id) MUST_CHECK;
/*
 * Takes away what has been kept for INBOX_CONTACT_DAYS: reports that were
 * sent on, contact details of the others, and files that are no report;
 * those that were never finished after a day.  False: errno.
 */
bool inbox_tidy(const char *data_folder, time_t now) MUST_CHECK;

#endif
