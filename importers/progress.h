/*
 * A line that tells how far a long command is, on a terminal only.  There is
 * one, for there is one standard error.
 */
#ifndef SIGNPOST_PROGRESS_H
#define SIGNPOST_PROGRESS_H

/* Starts afresh for another feed or file. */
void progress_begin(const char *name);
/* total_bytes -1: not known; bytes -1: only records are counted. */
void progress_show(long bytes, long total_bytes, long records);
/* Makes way for a message; the next progress_show() writes it again. */
void progress_clear(void);

#endif
