/*
 * The keeper's half of visitors' reports: takes them from the server, checks
 * each as if a stranger had sent it, and writes it to the inbox.  One that
 * could not be written is tried again until it is.
 */
#ifndef SIGNPOST_KEEPER_INBOX_H
#define SIGNPOST_KEEPER_INBOX_H

#include <stdbool.h>

#include "base/buf.h"
#include "server/report_door.h"

#define KEEPER_INBOX_TURN 16 /* messages in one turn: signals come between */

struct keeper_inbox {
	const char *data_folder;
	struct report_door *door;
	struct buf message;
	/* Not written yet: the disk is full. */
	struct visitor_report waiting;
	struct arena arena;
	bool waits;
	long logged_ms; /* when it was last said; 0: never */
};

/* Asks for SIGIO, which must be blocked, when something comes.  False: errno.
 */
bool keeper_inbox_init(struct keeper_inbox *, const char *data_folder);
void keeper_inbox_clear(struct keeper_inbox *);
/* Takes what has come; true: more may wait. */
bool keeper_inbox_work(struct keeper_inbox *, long now_ms);

#endif
