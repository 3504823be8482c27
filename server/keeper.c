#include "server/keeper.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "server/keeper_inbox.h"
#include "server/keeper_unmet.h"
#include "server/timetable.h"
#include "server/worker.h"

#define KEEPER_STEADY_MS  (10 * 1000) /* a server that ran so long was sound */
#define KEEPER_FAILED_MS  (2 * 1000)  /* one that ended so soon never was */
#define KEEPER_DELAY_MS   100 /* before a new server; doubles to the longest */
#define KEEPER_LONGEST_MS (5 * 1000)
#define KEEPER_RETRY_MS   (5 * 1000) /* of a report that no disk took */
#define KEEPER_STOP_MS    ((WORKER_STOP_S + 1) * 1000) /* then it is killed */

struct keeper {
	struct server_options options;
	struct timetable timetable;
	struct keeper_inbox inbox;
	struct keeper_unmet unmet;
	sigset_t signals;
	pid_t server;                       /* 0: none runs */
	long started_ms, start_ms, kill_ms; /* 0: not set */
	long delay_ms;
	bool stopping, steady;
	int status;
};

static long
clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long)now.tv_sec * 1000 + now.tv_nsec / 1000000 + 1;
}

/* What the server sent; true: more may wait. */
static bool
keeper_work(struct keeper *keeper)
{
	bool more = keeper_inbox_work(&keeper->inbox, clock_ms());

	return keeper_unmet_work(&keeper->unmet, time(NULL), clock_ms()) ||
	       more;
}

/* All of it, or as much as the disk takes. */
static void
keeper_empty(struct keeper *keeper)
{
	while (keeper_work(keeper))
		continue;
}

static void
keeper_start(struct keeper *keeper)
{
	keeper_empty(keeper);
	report_door_restart(keeper->inbox.door);
	keeper->start_ms = 0;
	keeper->started_ms = clock_ms();
	keeper->server = fork();
	if (keeper->server == 0) {
		report_door_serve(keeper->inbox.door);
		unmet_door_serve(&keeper->unmet.door);
		exit(server_loop(&keeper->options));
	}
	if (keeper->server > 0)
		return;
	log_line("keeper: no server can be started: %s", strerror(errno));
	keeper->server = 0;
	keeper->start_ms = clock_ms() + KEEPER_LONGEST_MS;
}

/* A server that ended though nobody told it to: when comes the next? */
static void
keeper_plan(struct keeper *keeper, int wait_status)
{
	long ran_ms = clock_ms() - keeper->started_ms;

	if (WIFEXITED(wait_status) && !keeper->steady &&
	    ran_ms < KEEPER_FAILED_MS) {
		/* It has said why it cannot start at all. */
		keeper->stopping = true;
		keeper->status = 1;
		return;
	}
	keeper->steady = true;
	if (WIFSIGNALED(wait_status))
		log_line("keeper: the server was ended by signal %d, a new "
			 "one is started",
		    WTERMSIG(wait_status));
	else
		log_line("keeper: the server ended with status %d, a new one "
			 "is started",
		    WEXITSTATUS(wait_status));
	if (ran_ms >= KEEPER_STEADY_MS || keeper->delay_ms == 0)
		keeper->delay_ms = KEEPER_DELAY_MS;
	else if (keeper->delay_ms * 2 <= KEEPER_LONGEST_MS)
		keeper->delay_ms *= 2;
	keeper->start_ms = clock_ms() + keeper->delay_ms;
}

static void
keeper_reap(struct keeper *keeper)
{
	int wait_status;

	timetable_reap(&keeper->timetable);
	if (keeper->server == 0 ||
	    waitpid(keeper->server, &wait_status, WNOHANG) != keeper->server)
		return;
	keeper->server = 0;
	if (!keeper->stopping)
		keeper_plan(keeper, wait_status);
	else if (!WIFEXITED(wait_status) || WEXITSTATUS(wait_status) != 0)
		keeper->status = 1;
}

static void
keeper_stop(struct keeper *keeper)
{
	if (!keeper->stopping)
		keeper->kill_ms = clock_ms() + KEEPER_STOP_MS;
	keeper->stopping = true;
	if (keeper->server != 0)
		kill(keeper->server, SIGTERM);
}

/* Waits for a signal, or until something planned is due. */
static void
keeper_wait(struct keeper *keeper, bool more)
{
	long due_ms = keeper->stopping ? keeper->kill_ms : keeper->start_ms;
	long left_ms = due_ms > 0 ? due_ms - clock_ms() : 60 * 1000;
	long import_ms = keeper->timetable.next_ms - clock_ms();
	struct timespec pause;
	int signal;

	if (!keeper->stopping && keeper->timetable.child == 0 &&
	    import_ms < left_ms)
		left_ms = import_ms;
	if ((keeper->inbox.waits || keeper->unmet.waits) &&
	    left_ms > KEEPER_RETRY_MS)
		left_ms = KEEPER_RETRY_MS;
	if (left_ms < 0 || more)
		left_ms = 0;
	pause.tv_sec = left_ms / 1000;
	pause.tv_nsec = left_ms % 1000 * 1000000;
	signal = sigtimedwait(&keeper->signals, NULL, &pause);
	if (signal == SIGTERM || signal == SIGINT)
		keeper_stop(keeper);
	if (signal == SIGHUP) {
		timetable_hasten(&keeper->timetable, clock_ms());
		if (keeper->server != 0)
			kill(keeper->server, SIGHUP);
	}
	keeper_reap(keeper);
}

static void
keeper_clear(struct keeper *keeper)
{
	keeper_inbox_clear(&keeper->inbox);
	keeper_unmet_clear(&keeper->unmet);
}

int
keeper_run(const struct server_options *options)
{
	struct keeper keeper = {
	    .options = *options, .unmet = {.door = {-1, -1}}};
	bool more;

	keeper.options.keeper = getpid();
	signal(SIGPIPE, SIG_IGN);
	server_signals(&keeper.signals);
	sigaddset(&keeper.signals, SIGCHLD);
	sigaddset(&keeper.signals, SIGIO);
	sigprocmask(SIG_BLOCK, &keeper.signals, NULL);
	if (!keeper_inbox_init(&keeper.inbox, options->source.data_folder) ||
	    !keeper_unmet_init(&keeper.unmet, options->source.data_folder)) {
		log_line("keeper: no way for what the server has to keep: %s",
		    strerror(errno));
		keeper_clear(&keeper);
		return 1;
	}
	keeper.options.reports = keeper.inbox.door;
	keeper.options.unmet = &keeper.unmet.door;
	timetable_init(&keeper.timetable, options->source.config,
	    options->source.data_folder, clock_ms());
	keeper_start(&keeper);
	while (keeper.server != 0 || !keeper.stopping) {
		if (!keeper.stopping)
			timetable_tick(&keeper.timetable, clock_ms());
		more = keeper_work(&keeper);
		keeper_wait(&keeper, more);
		if (keeper.stopping && keeper.server != 0 &&
		    keeper.kill_ms > 0 && clock_ms() >= keeper.kill_ms)
			kill(keeper.server, SIGKILL);
		if (!keeper.stopping && keeper.server == 0 &&
		    clock_ms() >= keeper.start_ms)
			keeper_start(&keeper);
	}
	keeper_empty(&keeper);
	keeper_clear(&keeper);
	timetable_stop(&keeper.timetable);
	return keeper.status;
}
