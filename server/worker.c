#include "server/worker.h"

#include <errno.h>
#include <event2/event.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/log.h"
#include "server/http.h"

/*
 * Once told to stop: how often it looks whether all is answered, and how
 * long nothing must have been open.  A client on a kept connection may have
 * sent its next request just then; it still gets its answer.
 */
#define STOP_LOOK_MS  20
#define STOP_QUIET_MS 200

struct worker {
	pthread_t thread;
	const int *sockets;
	size_t sockets_count;
	struct report_door *reports;
	struct unmet *unmet;
	int wake[2]; /* a byte: look at what is below */

	/* What other threads set, under the lock. */
	pthread_mutex_t lock;
	struct live *next; /* to take up, or NULL */
	bool stop;

	/* The thread's own. */
	struct event_base *base;
	struct event *woken, *look;
	struct http *http;
	struct live *live;
	struct served *served;
	int looks, quiet; /* since it was told to stop */
};

static void
worker_context_cb(void *arg, struct context *out)
{
	struct worker *worker = arg;

	out->site = worker->live->site;
	out->vocabulary = worker->live->vocabulary;
	out->degraded = worker->live->degraded;
	out->now = time(NULL);
	out->reports = worker->reports;
	out->unmet = worker->live->site->unmet ? worker->unmet : NULL;
	if (worker->served == NULL)
		return;
	out->generation = worker->live->generation;
	out->index = worker->live->generation->index;
	out->served = worker->served;
}

/* Moves on to "next", which it takes; no request is open in this thread. */
static void
worker_move(struct worker *worker, struct live *next)
{
	struct served *served = NULL;
	char error[512];

	if (next->generation != NULL) {
		served =
		    served_open(next->generation->folder, error, sizeof(error));
		if (served == NULL)
			log_line("server: %s", error);
	}
	/*
	 * The rows were opened once when the generation was: that fails now
	 * only where there are no descriptors left.  The old one goes on.
	 */
	if (served == NULL && next->generation != NULL &&
	    worker->served != NULL) {
		live_release(next);
		return;
	}
	if (worker->served != NULL)
		served_close(worker->served);
	live_release(worker->live);
	worker->served = served;
	worker->live = next;
}

/* The live to take up, the caller's now; NULL. */
static struct live *
worker_next(struct worker *worker)
{
	struct live *next;

	pthread_mutex_lock(&worker->lock);
	next = worker->next;
	worker->next = NULL;
	pthread_mutex_unlock(&worker->lock);
	return next;
}

static bool
worker_told_to_stop(struct worker *worker)
{
	bool stop;

	pthread_mutex_lock(&worker->lock);
	stop = worker->stop;
	pthread_mutex_unlock(&worker->lock);
	return stop;
}

static void
look_cb(evutil_socket_t fd, short what, void *arg)
{
	struct worker *worker = arg;

	(void)fd;
	(void)what;
	if (worker->looks++ == 0)
		http_close(worker->http);
	worker->quiet = http_busy(worker->http) ? 0 : worker->quiet + 1;
	if (worker->quiet >= STOP_QUIET_MS / STOP_LOOK_MS ||
	    worker->looks >= WORKER_STOP_S * 1000 / STOP_LOOK_MS)
		event_base_loopbreak(worker->base);
}

static void
woken_cb(evutil_socket_t fd, short what, void *arg)
{
	static const struct timeval every = {0, STOP_LOOK_MS * 1000};
	struct worker *worker = arg;
	struct live *next;
	char bytes[64];

	(void)what;
	while (read(fd, bytes, sizeof(bytes)) > 0)
		continue;
	next = worker_next(worker);
	if (next != NULL)
		worker_move(worker, next);
	if (!worker_told_to_stop(worker) ||
	    event_pending(worker->look, EV_TIMEOUT, NULL))
		return;
	http_stop(worker->http);
	event_add(worker->look, &every);
}

static void *
worker_main(void *arg)
{
	struct worker *worker = arg;

	worker_move(worker, worker_next(worker));
	worker->base = event_base_new();
	if (worker->base == NULL)
		fatal("server: no event loop");
	worker->http = http_new(worker->base, worker->sockets,
	    worker->sockets_count, worker_context_cb, worker);
	worker->woken = event_new(worker->base, worker->wake[0],
	    EV_READ | EV_PERSIST, woken_cb, worker);
	worker->look = event_new(worker->base, -1, EV_PERSIST, look_cb, worker);
	if (worker->woken == NULL || worker->look == NULL ||
	    event_add(worker->woken, NULL) < 0)
		fatal("server: no event");
	event_base_dispatch(worker->base);
	http_free(worker->http);
	event_free(worker->look);
	event_free(worker->woken);
	event_base_free(worker->base);
	if (worker->served != NULL)
		served_close(worker->served);
	live_release(worker->live);
	return NULL;
}

struct worker *
worker_start(const int *sockets, size_t count, struct live *live,
    struct report_door *reports, struct unmet *unmet)
{
	struct worker *worker = xcalloc(1, sizeof(*worker));
	int error;

	worker->sockets = sockets;
	worker->sockets_count = count;
	worker->reports = reports;
	worker->unmet = unmet;
	worker->next = live_hold(live);
	pthread_mutex_init(&worker->lock, NULL);
	if (pipe2(worker->wake, O_CLOEXEC | O_NONBLOCK) < 0)
		fatal("server: %s", strerror(errno));
	error = pthread_create(&worker->thread, NULL, worker_main, worker);
	if (error != 0)
		fatal("server: no thread: %s", strerror(error));
	return worker;
}

static void
worker_wake(struct worker *worker)
{
	/* A full pipe wakes it too. */
	ssize_t written UNUSED = write(worker->wake[1], "", 1);
}

void
worker_take_up(struct worker *worker, struct live *live)
{
	pthread_mutex_lock(&worker->lock);
	live_release(worker->next);
	worker->next = live_hold(live);
	pthread_mutex_unlock(&worker->lock);
	worker_wake(worker);
}

void
worker_stop(struct worker *worker)
{
	pthread_mutex_lock(&worker->lock);
	worker->stop = true;
	pthread_mutex_unlock(&worker->lock);
	worker_wake(worker);
}

void
worker_join(struct worker *worker)
{
	pthread_join(worker->thread, NULL);
	live_release(worker->next);
	pthread_mutex_destroy(&worker->lock);
	close(worker->wake[0]);
	close(worker->wake[1]);
	free(worker);
}
