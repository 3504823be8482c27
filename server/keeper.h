/*
 * The keeper: the process that was started.  It holds the listening
 * sockets, runs the server as its child, starts it again when it dies, and
 * passes signals on.  Of what a visitor sends it reads nothing but reports of
 * wrong listings, which the server hands it (keeper_inbox.h), and counts of
 * visitors where they are kept (keeper_unmet.h), so that what breaks the
 * server leaves the keeper, and the connections that wait in the
 * sockets' queues are answered by the next server.
 */
#ifndef SIGNPOST_KEEPER_H
#define SIGNPOST_KEEPER_H

#include "server/server_loop.h"

/* Runs until SIGTERM or SIGINT; returns the process's exit status. */
int keeper_run(const struct server_options *);

#endif
