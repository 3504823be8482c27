#include "server/http.h"

#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/http.h>
#include <event2/http_struct.h>
#include <event2/keyvalq_struct.h>
#include <event2/listener.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "base/alloc.h"
#include "base/log.h"
#include "server/connections.h"
#include "server/gzip.h"
#include "server/peer.h"
#include "server/reply.h"
#include "server/route.h"

#define HTTP_ALL_METHODS 0xffff /* ours is the answer to those we lack */
#define ACCEPT_PAUSE_MS  100    /* after a failed accept: no descriptors left */
#define ACCEPT_LOG_S     60     /* seconds between two lines about it */

struct http_listener {
	struct evconnlistener *listener;
	struct event *resume; /* ends a pause */
	time_t logged;
};

struct http {
	struct event_base *base;
	struct evhttp *evhttp;
	struct connections *connections;
	struct http_listener *listeners;
	size_t listeners_count;
	struct gzip *gzip;
	bool stopping;

	http_context_cb *context_cb;
	void *context_arg;
};

/*
 * A listener's error callback gets evhttp as its argument, never ours: this
 * is how it finds the thread's own.
 */
static _Thread_local struct http *thread_http;

static enum request_method
method_of(struct evhttp_request *ev_request)
{
	switch (evhttp_request_get_command(ev_request)) {
	case EVHTTP_REQ_GET:
		return METHOD_GET;
	case EVHTTP_REQ_HEAD:
		return METHOD_HEAD;
	case EVHTTP_REQ_POST:
		return METHOD_POST;
	default:
		return METHOD_OTHER;
	}
}

static const char *
header_of(struct evhttp_request *ev_request, const char *name)
{
	return evhttp_find_header(
	    evhttp_request_get_input_headers(ev_request), name);
}

/* Exactly one Host: two are how requests are smuggled past a proxy. */
static bool
has_one_host(struct evhttp_request *ev_request)
{
	const struct evkeyvalq *headers =
	    evhttp_request_get_input_headers(ev_request);
	const struct evkeyval *header;
	int hosts = 0;

	for (header = headers->tqh_first; header != NULL;
	     header = header->next.tqe_next)
		hosts += strcasecmp(header->key, "Host") == 0;
	return hosts == 1 || (hosts == 0 && ev_request->minor == 0);
}

static bool
is_form(struct evhttp_request *ev_request)
{
	static const char form[] = "application/x-www-form-urlencoded";
	const char *type = header_of(ev_request, "Content-Type");
	size_t length = sizeof(form) - 1;

	return type != NULL && strncasecmp(type, form, length) == 0 &&
	       strchr("; \t", type[length]) != NULL;
}

/* NULL where nobody is counted; in the request's arena. */
static const char *
address_of(struct evhttp_request *ev_request, struct request *request)
{
	char *peer = NULL, counted[PEER_TEXT];
	ev_uint16_t port;

	evhttp_connection_get_peer(
	    evhttp_request_get_connection(ev_request), &peer, &port);
	if (!peer_counted(
		peer, header_of(ev_request, "X-Forwarded-For"), counted))
		return NULL;
	return arena_strdup(&request->arena, counted);
}

/*
 * Reads what evhttp has of the request.  On an error the request can be
 * answered all the same: its path is "/" then.
 */
static enum status
http_read(struct evhttp_request *ev_request, struct request *request)
{
	struct evbuffer *input = evhttp_request_get_input_buffer(ev_request);
	const char *target = evhttp_request_get_uri(ev_request);
	size_t body_length = evbuffer_get_length(input);
	enum request_method method = method_of(ev_request);
	enum request_error error;

	error = request_parse(request, method, target, strlen(target),
	    body_length > 0 ? (char *)evbuffer_pullup(input, -1) : NULL,
	    body_length);
	request->gzip = gzip_accepted(header_of(ev_request, "Accept-Encoding"));
	request->if_none_match = header_of(ev_request, "If-None-Match");
	request->accept_language = header_of(ev_request, "Accept-Language");
	request->authorization = header_of(ev_request, "Authorization");
	request->signature = header_of(ev_request, "X-Twilio-Signature");
	request->host = header_of(ev_request, "Host");
	request->origin = header_of(ev_request, "Origin");
	request->fetch_site = header_of(ev_request, "Sec-Fetch-Site");
	request->address = address_of(ev_request, request);
	request->robot = peer_robot(header_of(ev_request, "User-Agent"));
	if (error == REQUEST_TOO_LONG)
		return STATUS_URI_TOO_LONG;
	if (error == REQUEST_TOO_LARGE)
		return STATUS_TOO_LARGE;
	if (error != REQUEST_OK || ev_request->major != 1 ||
	    !has_one_host(ev_request) ||
	    (method == METHOD_POST && body_length > 0 && !is_form(ev_request)))
		return STATUS_BAD_REQUEST;
	return STATUS_OK;
}

static void
free_body_cb(const void *data, size_t length, void *arg)
{
	(void)data;
	(void)length;
	free(arg);
}

/* libevent owns ev_request and frees it once the reply is sent. */
static void
http_send(struct http *http, struct evhttp_request *ev_request,
    struct reply *reply, bool refused)
{
	struct evkeyvalq *headers =
	    evhttp_request_get_output_headers(ev_request);
	struct evbuffer *output = evhttp_request_get_output_buffer(ev_request);
	size_t i, length = reply->body.length;
	char *body;

	for (i = 0; i < reply->headers_count; i++)
		evhttp_add_header(
		    headers, reply->headers[i].name, reply->headers[i].value);
	/* Our version, not theirs; and an older client knows when we end. */
	if (http->stopping || refused || ev_request->minor != 1)
		evhttp_add_header(headers, "Connection", "close");
	ev_request->major = 1;
	ev_request->minor = 1;
	if (length > 0) {
		body = buf_take(&reply->body);
		evbuffer_add_reference(
		    output, body, length, free_body_cb, body);
	}
	evhttp_send_reply(
	    ev_request, (int)reply->status, status_name(reply->status), NULL);
}

static void
http_request_cb(struct evhttp_request *ev_request, void *arg)
{
	struct http *http = arg;
	struct context context = {0};
	struct request request;
	struct page page;
	struct reply reply;
	enum status status, refused;

	page_init(&page);
	http->context_cb(http->context_arg, &context);
	refused = http_read(ev_request, &request);
	if (refused == STATUS_OK)
		status = route_run(&context, &request, &page);
	else
		status = route_refuse(&context, &request, &page, refused);
	reply_make(&reply, &context, &request, &page, status, http->gzip);
	http_send(http, ev_request, &reply, refused != STATUS_OK);
	reply_clear(&reply);
	request_clear(&request);
	page_clear(&page);
}

static struct bufferevent *
http_connection_cb(struct event_base *base, void *arg)
{
	struct http *http = arg;

	(void)base;
	return connections_add(http->connections);
}

static void
resume_cb(evutil_socket_t fd, short what, void *arg)
{
	struct http_listener *listener = arg;

	(void)fd;
	(void)what;
	if (!thread_http->stopping)
		evconnlistener_enable(listener->listener);
}

static struct http_listener *
listener_find(const struct evconnlistener *evlistener)
{
	size_t i = 0;

	while (thread_http->listeners[i].listener != evlistener)
		i++;
	return &thread_http->listeners[i];
}

/*
 * accept() fails when there are no descriptors left.  The connection stays
 * in the queue; without a pause we would be told of it for ever.
 */
static void
accept_error_cb(struct evconnlistener *evlistener, void *arg UNUSED)
{
	static const struct timeval pause = {0, ACCEPT_PAUSE_MS * 1000};
	struct http_listener *listener = listener_find(evlistener);
	int error = EVUTIL_SOCKET_ERROR();
	time_t now = time(NULL);

	evconnlistener_disable(evlistener);
	if (thread_http->stopping)
		return;
	event_add(listener->resume, &pause);
	if (now - listener->logged < ACCEPT_LOG_S)
		return;
	listener->logged = now;
	log_line("server: a connection has to wait: %s",
	    evutil_socket_error_to_string(error));
}

static void
http_listen(struct http *http, struct http_listener *listener, int socket)
{
	/* The socket is the keeper's and other threads': never closed here. */
	listener->listener = evconnlistener_new(
	    http->base, NULL, NULL, LEV_OPT_CLOSE_ON_EXEC, 0, socket);
	listener->resume = event_new(http->base, -1, 0, resume_cb, listener);
	if (listener->listener == NULL || listener->resume == NULL ||
	    evhttp_bind_listener(http->evhttp, listener->listener) == NULL)
		fatal("server: cannot accept connections");
	evconnlistener_set_error_cb(listener->listener, accept_error_cb);
}

struct http *
http_new(struct event_base *base, const int *sockets, size_t count,
    http_context_cb *context_cb, void *context_arg)
{
	struct http *http = xcalloc(1, sizeof(*http));
	size_t i;

	thread_http = http;
	http->base = base;
	http->context_cb = context_cb;
	http->context_arg = context_arg;
	http->gzip = gzip_new();
	http->connections = connections_new(base);
	http->evhttp = evhttp_new(base);
	if (http->evhttp == NULL)
		fatal("server: evhttp does not start");
	evhttp_set_allowed_methods(http->evhttp, HTTP_ALL_METHODS);
	evhttp_set_max_headers_size(http->evhttp, HTTP_MAX_HEAD);
	evhttp_set_max_body_size(http->evhttp, REQUEST_MAX_BODY);
	evhttp_set_timeout(http->evhttp, HTTP_IDLE_S);
	evhttp_set_default_content_type(http->evhttp, NULL);
	evhttp_set_bevcb(http->evhttp, http_connection_cb, http);
	evhttp_set_gencb(http->evhttp, http_request_cb, http);
	http->listeners = xcalloc(count, sizeof(*http->listeners));
	http->listeners_count = count;
	for (i = 0; i < count; i++)
		http_listen(http, &http->listeners[i], sockets[i]);
	return http;
}

void
http_stop(struct http *http)
{
	http->stopping = true;
}

void
http_close(struct http *http)
{
	struct evconnlistener *listener;
	size_t i;

	for (i = 0; i < http->listeners_count; i++) {
		listener = http->listeners[i].listener;
		evconnlistener_disable(listener);
		/*
		 * The keeper and other threads have the socket too: closing
		 * ours would leave newcomers in a queue that nobody serves.
		 */
		shutdown(evconnlistener_get_fd(listener), SHUT_RD);
	}
}

bool
http_busy(const struct http *http)
{
	return connections_busy(http->connections) > 0;
}

void
http_free(struct http *http)
{
	size_t i;

	if (http == NULL)
		return;
	for (i = 0; i < http->listeners_count; i++)
		event_free(http->listeners[i].resume);
	evhttp_free(http->evhttp); /* and the listeners */
	connections_free(http->connections);
	gzip_free(http->gzip);
	free(http->listeners);
	free(http);
}
