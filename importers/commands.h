/*
 * The commands of signpost-import; each returns an exit status.  What they
 * have in common stands below: the record opened, feeds.conf, and publishing
 * at the end.
 */
#ifndef SIGNPOST_COMMANDS_H
#define SIGNPOST_COMMANDS_H

#include "importers/feeds_conf.h"
#include "importers/import.h"
#include "importers/options.h"
#include "schema/record.h"
#include "schema/vocabulary.h"

command_run command_accept;
command_run command_all;
command_run command_changes;
command_run command_check;
command_run command_draft; /* "check --draft" */
command_run command_correct;
command_run command_duplicates;
command_run command_eligibility;
command_run command_feed;
command_run command_hide;
command_run command_hold;
command_run command_places;
command_run command_publish;
command_run command_report;
command_run command_reports;
command_run command_resume;
command_run command_status;
command_run command_undo;
command_run command_unhide;

/* What most commands work with. */
struct workshop {
	const struct options *options;
	struct record *record;
	struct vocabulary *vocabulary;
	struct feeds_conf conf; /* empty where there is none */
};

/*
 * Opens all of it, and waits a minute where another process writes the
 * record (not for "--due"); corrections whose last day is over have ended, and
 * where no places were ever loaded, those that we ship are.  False: what is
 * wrong has been said.
 */
bool workshop_open(struct workshop *, const struct options *) MUST_CHECK;
/* As above with a record of its own that goes when it is closed. */
bool workshop_open_aside(struct workshop *, const struct options *) MUST_CHECK;
void workshop_close(struct workshop *);
/*
 * After an edit of the vocabulary, before a publication: what it tells of
 * listings is told anew.  Sets *withheld where an address was shown that no
 * longer may be.
 */
bool workshop_derive(struct workshop *, bool *withheld) MUST_CHECK;
/*
 * Publishes where something changed.  "forget": text was taken back, so that
 * older generations go too.  Returns "status", or EXIT_UNPUBLISHED.
 */
int workshop_publish(struct workshop *, int status, bool forget);

/* Whether a generation would differ from the live one, or there is none. */
bool workshop_publish_needed(struct workshop *);

/*
 * False: --area is no area we know, so that every listing would lose the one
 * it has; that has been said.
 */
bool workshop_area_usable(const struct workshop *) MUST_CHECK;

/* command_feed.c: one run, reported and published. */
int job_run(struct workshop *, const struct import_job *);

/* Says one problem as "FEED: line N: record ID: ...". */
void say_problem(const char *feed, const struct problem *problem);

#endif
