/*
 * The keeper's half of unmet need: takes what the server tells, checks each
 * line as if a stranger had sent it, and writes DATA/unmet.csv.  What could
 * not be written is tried again until it is.
 */
#ifndef SIGNPOST_KEEPER_UNMET_H
#define SIGNPOST_KEEPER_UNMET_H

#include "server/unmet_door.h"

struct keeper_unmet {
	const char *data_folder;
	struct unmet_door door;
	struct unmet_table table;
	bool loaded;    /* the file was read: before that none is written */
	bool waits;     /* for the disk */
	long logged_ms; /* when it was last said; 0: never */
};

/* Asks for SIGIO, which must be blocked, when something comes.  False: errno.
 */
bool keeper_unmet_init(
    struct keeper_unmet *, const char *data_folder) MUST_CHECK;
void keeper_unmet_clear(struct keeper_unmet *);
/* Takes what has come; true: more may wait. */
bool keeper_unmet_work(struct keeper_unmet *, time_t now, long now_ms);

#endif
