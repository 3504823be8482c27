/*
 * Visitors' reports by mail to the owners of the feeds that they are about,
 * by "report_command" of feeds.conf.  What cannot be sent is told and tried
 * again by the next run.
 */
#ifndef SIGNPOST_VISITOR_MAIL_H
#define SIGNPOST_VISITOR_MAIL_H

#include "importers/commands.h"
#include "schema/inbox.h"

#define VISITOR_MAILS 20 /* in one run: the rest comes with the next */

/* What the record knows of a report's listing; in the arena, NULL: nothing. */
struct visitor_about {
	const char *name, *feed;
};
void visitor_about(struct workshop *, const struct visitor_report *,
    struct arena *, struct visitor_about *out);

/* Sends those that were not sent, the oldest first. */
void visitor_mail_all(struct workshop *);

#endif
