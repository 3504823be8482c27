/*
 * The server process: starts the threads that answer, watches the link to
 * the live generation, and obeys the keeper's signals.  SIGTERM and SIGINT
 * end it after its open requests, SIGHUP makes it read configuration and
 * generation again.
 */
#ifndef SIGNPOST_SERVER_LOOP_H
#define SIGNPOST_SERVER_LOOP_H

#include <signal.h>
#include <sys/types.h>

#include "server/live.h"
#include "server/report_door.h"
#include "server/unmet_door.h"

struct server_options {
	struct live_source source;
	const int *sockets; /* listening, never blocking */
	size_t sockets_count;
	long threads;
	struct report_door *reports; /* the keeper's, which takes them */
	const struct unmet_door *unmet; /* likewise, for counts */
	pid_t keeper; /* the process that started us: its end is ours */
};

/*
 * Runs until it is told to stop; returns the process's exit status.  The
 * signals are blocked already, and stay so.
 */
int server_loop(const struct server_options *);
/* The signals that the keeper passes on. */
void server_signals(sigset_t *out);

#endif
