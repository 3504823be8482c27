/*
 * Takes back what a feed's last run changed: a run of its own, in one
 * transaction.  The feed is then held while its document is the same.
 * Undoing that run brings the change back.
 */
#ifndef SIGNPOST_UNDO_H
#define SIGNPOST_UNDO_H

#include "importers/import.h"

enum undo_result {
	UNDO_OK = 0,
	UNDO_UNKNOWN, /* there is no such feed */
	UNDO_NOTHING, /* none of its runs changed a listing */
	UNDO_BUSY,    /* another process is reading the feed: message */
	UNDO_FAILED,  /* logged */
};

struct undo_report {
	struct record_run run; /* that undid; run.undoes names the other */
	long taken_back;       /* listings that are as if they never were */
	/* Keep what the run made of them: an address is withheld there. */
	long left;
	bool withheld; /* an address that was shown is no longer */
	bool restores; /* an earlier undoing was undone */
};

/* The message is in the arena, or NULL. */
enum undo_result undo_run(const struct importer *, const char *feed,
    struct arena *arena, struct undo_report *report, char **message) MUST_CHECK;

#endif
