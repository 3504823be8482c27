/*
 * The connections of one thread, seen from below HTTP: which have a request
 * that is not answered yet, and which take too long to send it.
 *
 * evhttp makes a connection's bufferevent through connections_add() and
 * frees it without a word.  We hold a reference and look: what evhttp has
 * let go has no event callback any more.
 */
#ifndef SIGNPOST_CONNECTIONS_H
#define SIGNPOST_CONNECTIONS_H

#include <stdbool.h>
#include <stddef.h>

#define CONNECTION_REQUEST_S 10 /* seconds for a whole request */
/*
 * Bytes of input that wait while an answer is made: the largest head and
 * body that we take, and so no request ever waits for room.
 */
#define CONNECTION_INPUT_BYTES (8192 + 16384)

struct bufferevent;
struct event_base;
struct connections;

struct connections *connections_new(struct event_base *);
/* After evhttp is gone; closes what is left. */
void connections_free(struct connections *);
/* A new bufferevent, for evhttp; it sets the socket. */
struct bufferevent *connections_add(struct connections *);
/* How many have a request that is not wholly answered. */
size_t connections_busy(const struct connections *);

#endif
