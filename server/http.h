/*
 * HTTP for one thread: the only file that sees evhttp.  A request is
 * checked, parsed, answered by route_run() and sent, all within one
 * callback.  evhttp answers by itself, with two lines and no headers of
 * ours, only what is no HTTP at all, and a head or body beyond its limits.
 */
#ifndef SIGNPOST_HTTP_H
#define SIGNPOST_HTTP_H

#include <stdbool.h>
#include <stddef.h>

#include "server/page.h"

#define HTTP_MAX_HEAD 8192 /* bytes: request line and headers */
#define HTTP_IDLE_S   30 /* seconds without a byte, either way */

struct event_base;
struct http;

/* Fills in what pages are given; called once a request. */
typedef void http_context_cb(void *arg, struct context *out);

/*
 * Accepts on listening sockets that are shared with other threads.  Called
 * by the thread that runs the loop; one a thread.
 */
struct http *http_new(struct event_base *, const int *sockets, size_t count,
    http_context_cb *, void *arg);
/* From now on closes each connection behind its answer. */
void http_stop(struct http *);
/*
 * Accepts no more: whoever comes now is refused, for all threads.  A moment
 * after http_stop(), so that those who waited already have been let in.
 */
void http_close(struct http *);
/* True while a request that has begun to come is not wholly answered. */
bool http_busy(const struct http *);
void http_free(struct http *);

#endif
