/* The command line of signpost-import. */
#ifndef SIGNPOST_OPTIONS_H
#define SIGNPOST_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"

/* What signpost-import ends with. */
enum {
	EXIT_DONE = 0,
	EXIT_FAILED = 1, /* record and directory as they were */
	EXIT_USAGE = 2,
	EXIT_REFUSALS = 3,    /* done, but records were refused */
	EXIT_UNPUBLISHED = 4, /* stored, but not published */
};

struct options;
/* Returns an exit status. */
typedef int command_run(const struct options *options);

struct options {
	const char *command;
	command_run *run;
	bool needs_no_folder;         /* it works beside the record */
	bool only_prints;             /* what it prints is all it is for */
	const char *const *arguments; /* after the command's name */
	size_t arguments_count;
	char *config; /* feeds.conf; NULL: there is none */
	char *data_folder;
	const char *user;
	bool changes; /* of one feed, what a run changed: the last, or this */
	long run_number;
	const char *id, *mapping, *title, *publisher, *area, *licence;
	long max_bytes, max_records;
	unsigned repairs; /* of ill-formed feeds: a set */
	const char *reason;
	day_t until;
	bool json, dry_run, accept_shrink, if_needed;
	bool draft; /* a mapping, guessed from the document */
	bool due;   /* of all feeds, those whose time has come */
	bool csv;         /* a table, of visitors' reports */
	const char *done; /* the one of them that is done with */
	bool same, different, forget; /* of two listings */
};

/*
 * Fills "out" (texts borrowed from argv, but for config and data_folder).
 * Returns -1 to go on, else the status to exit with: help and version have
 * been printed, or what is wrong.
 */
int options_read(int argc, char **argv, struct options *out);
void options_clear(struct options *);

#endif
