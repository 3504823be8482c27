#include "server/server_loop.h"

#include <event2/event.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/log.h"
#include "base/sandbox.h"
#include "server/asset.h"
#include "server/template.h"
#include "server/unmet.h"
#include "server/worker.h"

#define LOOK_S 1 /* seconds between two looks at the link */

struct server {
	const struct server_options *options;
	struct worker **workers;
	size_t workers_count;
	struct live *live;
	struct unmet *unmet;
};

void
server_signals(sigset_t *out)
{
	sigemptyset(out);
	sigaddset(out, SIGTERM);
	sigaddset(out, SIGINT);
	sigaddset(out, SIGHUP);
}

/*
 * libevent's warnings may hold what a client sent, and its own address;
 * only what ends the process is worth a line.
 */
static void
libevent_said_cb(int severity, const char *message)
{
	if (severity >= EVENT_LOG_ERR)
		log_line("server: %s", message);
}

static void
server_distribute(struct server *server)
{
	size_t i;

	for (i = 0; i < server->workers_count; i++)
		worker_take_up(server->workers[i], server->live);
}

/* Takes "next", which may be NULL: nothing is new. */
static void
server_move(struct server *server, struct live *next)
{
	const struct live_source *source = &server->options->source;
	struct live *before = server->live, *better;

	if (next == NULL)
		return;
	server->live = next;
	server_distribute(server);
	if (!next->site->unmet)
		unmet_forget(server->unmet);
	/* The threads answer from it while its large files are read. */
	better = live_verify(source, next, before);
	if (better != NULL) {
		server->live = better;
		server_distribute(server);
		live_release(next);
	}
	live_release(before);
}

static void
server_reload(struct server *server)
{
	struct live *next;
	char error[1024];

	next = live_open(&server->options->source, error, sizeof(error));
	if (next == NULL)
		log_line("server: goes on with what it had: %s", error);
	server_move(server, next);
}

/* Until a signal says to stop, or the keeper is no more. */
static void
server_wait(struct server *server)
{
	static const struct timespec pause = {LOOK_S, 0};
	sigset_t signals;
	int signal;

	server_signals(&signals);
	do {
		signal = sigtimedwait(&signals, NULL, &pause);
		if (signal == SIGHUP)
			server_reload(server);
		else if (signal < 0)
			server_move(
			    server, live_refresh(&server->options->source,
					server->live));
	} while (signal != SIGTERM && signal != SIGINT &&
		 getppid() == server->options->keeper);
}

static void
server_start(struct server *server)
{
	const struct server_options *options = server->options;
	size_t i;

	server->workers_count = (size_t)options->threads;
	server->workers =
	    xcalloc(server->workers_count, sizeof(struct worker *));
	for (i = 0; i < server->workers_count; i++)
		server->workers[i] =
		    worker_start(options->sockets, options->sockets_count,
			server->live, options->reports, server->unmet);
}

static void
server_stop(struct server *server)
{
	size_t i;

	for (i = 0; i < server->workers_count; i++)
		worker_stop(server->workers[i]);
	for (i = 0; i < server->workers_count; i++)
		worker_join(server->workers[i]);
	free(server->workers);
	live_release(server->live);
	unmet_free(server->unmet);
}

int
server_loop(const struct server_options *options)
{
	struct server server = {.options = options};
	struct live *better;
	char error[1024];

	/* Feeds are fetched by others: who answers needs to reach nobody. */
	sandbox_reach_nobody();
	event_set_log_callback(libevent_said_cb);
	templates_init();
	assets_init();
	server.live = live_open(&options->source, error, sizeof(error));
	if (server.live == NULL) {
		log_line("server: %s", error);
		return 1;
	}
	server.unmet = unmet_new(options->source.data_folder, options->unmet);
	server_start(&server);
	better = live_verify(&options->source, server.live, NULL);
	if (better != NULL) {
		live_release(server.live);
		server.live = better;
		server_distribute(&server);
	}
	server_wait(&server);
	server_stop(&server);
	return 0;
}
