#include "server/connections.h"

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

#include "base/alloc.h"
#include "base/log.h"

#define SWEEP_MS      250 /* how exactly the time for a request is kept */
#define SWEEP_PER_NEW 2   /* looked at for each new one: keeps ahead */

struct connection {
	struct connections *all;
	struct connection *next, *previous; /* a ring, through "all" */
	struct bufferevent *events;
	/* When the request that is not answered began; 0: there is none. */
	time_t begun;
};

struct connections {
	struct connection ring; /* no connection: where the ring is held */
	struct connection *at;  /* looked at next */
	struct event_base *base;
	struct event *timer;
};

static time_t
clock_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec + 1; /* never 0 */
}

static void
connection_remove(struct connection *connection)
{
	if (connection->all->at == connection)
		connection->all->at = connection->next;
	connection->previous->next = connection->next;
	connection->next->previous = connection->previous;
	bufferevent_decref(connection->events);
	free(connection);
}

static bool
connection_let_go(const struct connection *connection)
{
	bufferevent_event_cb on_event;

	bufferevent_getcb(connection->events, NULL, NULL, &on_event, NULL);
	return on_event == NULL;
}

/* Bytes of a request came in. */
static void
input_cb(struct evbuffer *input, const struct evbuffer_cb_info *info, void *arg)
{
	struct connection *connection = arg;

	(void)input;
	if (info->n_added > 0 && connection->begun == 0)
		connection->begun = clock_s();
}

/* The last byte of an answer went out: what is left is the next request. */
static void
output_cb(
    struct evbuffer *output, const struct evbuffer_cb_info *info, void *arg)
{
	struct connection *connection = arg;
	struct evbuffer *input = bufferevent_get_input(connection->events);

	if (info->n_deleted == 0 || evbuffer_get_length(output) > 0)
		return;
	connection->begun = evbuffer_get_length(input) > 0 ? clock_s() : 0;
}

/*
 * Ends a request that has not come whole in its time.  evhttp sees the end
 * of the stream and cleans up; an answer under way has evhttp's own limit.
 */
static void
connection_check(struct connection *connection)
{
	struct bufferevent *events = connection->events;

	if (connection->begun == 0 ||
	    clock_s() - connection->begun <= CONNECTION_REQUEST_S ||
	    evbuffer_get_length(bufferevent_get_output(events)) > 0)
		return;
	shutdown(bufferevent_getfd(events), SHUT_RDWR);
}

static void
sweep(struct connections *all, size_t count)
{
	struct connection *connection;

	while (count-- > 0) {
		connection = all->at;
		all->at = connection->next;
		if (connection == &all->ring)
			continue;
		if (connection_let_go(connection))
			connection_remove(connection);
		else
			connection_check(connection);
	}
}

static void
timer_cb(evutil_socket_t fd, short what, void *arg)
{
	struct connections *all = arg;
	struct connection *connection;
	size_t count = 1;

	(void)fd;
	(void)what;
	for (connection = all->ring.next; connection != &all->ring;
	     connection = connection->next)
		count++;
	sweep(all, count);
}

struct connections *
connections_new(struct event_base *base)
{
	static const struct timeval every = {0, SWEEP_MS * 1000};
	struct connections *all = xcalloc(1, sizeof(*all));

	all->base = base;
	all->ring.next = all->ring.previous = &all->ring;
	all->at = &all->ring;
	all->timer = event_new(base, -1, EV_PERSIST, timer_cb, all);
	if (all->timer == NULL || event_add(all->timer, &every) < 0)
		fatal("server: no timer");
	return all;
}

void
connections_free(struct connections *all)
{
	struct connection *connection, *next;

	if (all == NULL)
		return;
	for (connection = all->ring.next; connection != &all->ring;
	     connection = next) {
		next = connection->next;
		connection_remove(connection);
	}
	event_free(all->timer);
	free(all);
}

struct bufferevent *
connections_add(struct connections *all)
{
	struct connection *connection = xcalloc(1, sizeof(*connection));
	struct bufferevent *events;

	sweep(all, SWEEP_PER_NEW);
	/*
	 * Without BEV_OPT_CLOSE_ON_FREE evhttp closes the socket while the
	 * bufferevent still reads it, and the next client's socket may get
	 * its number.
	 */
	events = bufferevent_socket_new(all->base, -1, BEV_OPT_CLOSE_ON_FREE);
	if (events == NULL)
		fatal("server: no memory for a connection");
	bufferevent_incref(events);
	/* evhttp goes on reading while an answer waits to be read. */
	bufferevent_setwatermark(events, EV_READ, 0, CONNECTION_INPUT_BYTES);
	connection->all = all;
	connection->events = events;
	connection->next = &all->ring;
	connection->previous = all->ring.previous;
	connection->previous->next = connection;
	all->ring.previous = connection;
	if (evbuffer_add_cb(
		bufferevent_get_input(events), input_cb, connection) == NULL ||
	    evbuffer_add_cb(
		bufferevent_get_output(events), output_cb, connection) == NULL)
		fatal("server: no memory for a connection");
	return events;
}

size_t
connections_busy(const struct connections *all)
{
	const struct connection *connection;
	size_t busy = 0;

	for (connection = all->ring.next; connection != &all->ring;
	     connection = connection->next) {
		if (connection->begun != 0 && !connection_let_go(connection))
			busy++;
	}
	return busy;
}
