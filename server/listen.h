/* Listening sockets: opened by the keeper, accepted on by the server. */
#ifndef SIGNPOST_LISTEN_H
#define SIGNPOST_LISTEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/compiler.h"

#define LISTEN_MAX       16 /* addresses of one server */
#define LISTEN_BACKLOG   1024 /* connections that wait while a server starts */
#define LISTEN_TEXT      64 /* bytes of "[IPv6 address]:port" */

/* Whether it is written as an address and a port, as below. */
bool listen_readable(const char *address);
/*
 * Listens at "127.0.0.1:8080" or "[::1]:8080"; port 0 lets the system pick.
 * Returns the socket; -1: message in "error".
 */
int listen_open(const char *address, char *error, size_t error_size)
    MUST_CHECK;
/* Where a socket listens, with the port that was picked. */
void listen_text(int socket, char out[LISTEN_TEXT]);
/* The same as an address that a browser on this machine can open. */
void listen_url(int socket, char out[LISTEN_TEXT + 8]);

#endif
