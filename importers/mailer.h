/*
 * Mails to feeds' owners, by "report_command" of feeds.conf: a notice when a
 * feed's state changes (a run was held, failed, or did well again), and the
 * whole report at most once a week, when what it says has changed.  A mail
 * that cannot be sent is told and tried again after the next run; it never
 * changes what a run did.
 */
#ifndef SIGNPOST_MAILER_H
#define SIGNPOST_MAILER_H

#include "importers/commands.h"
#include "importers/import.h"

#define MAILER_TIMEOUT_S   30 /* a command that hangs holds up nobody */
#define MAILER_REPORT_DAYS 7  /* between two whole reports */

/*
 * After a run of a feed that the configuration names.  Nothing is sent where
 * there is no report_command, or "owner" is no mail address.
 */
void mailer_after_run(
    struct workshop *, const struct feed_conf *, enum import_result);

#endif
