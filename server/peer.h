/*
 * Who asks, as they are counted: an IPv4 address, or the network of an IPv6
 * one, for one home or phone has all of that.
 */
#ifndef SIGNPOST_PEER_H
#define SIGNPOST_PEER_H

#include <stdbool.h>

#define PEER_TEXT 46 /* of an IPv6 address, and NUL */

/*
 * peer       the other end of the connection, or NULL
 * forwarded  the header X-Forwarded-For, or NULL.  Only a peer on this
 *            machine, which is a proxy, may say for whom it asks: its last
 *            address is the one that the proxy saw itself
 * False: this machine, or nobody that can be told.
 */
bool peer_counted(const char *peer, const char *forwarded, char out[PEER_TEXT]);

/*
 * agent  the header User-Agent, or NULL
 * True: no browser, by what it says of itself.  Whoever pretends to be one
 * counts as one.
 */
bool peer_robot(const char *agent);

#endif
