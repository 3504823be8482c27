/*
 * Addresses of feeds on the web: how they are shown, and which machines one
 * may lead to.
 */
#ifndef SIGNPOST_FETCH_ADDRESS_H
#define SIGNPOST_FETCH_ADDRESS_H

#include <stdbool.h>
#include <sys/socket.h>

#include "base/alloc.h"

/* http:// or https://, as against a file's name. */
bool fetch_is_address(const char *name);
/*
 * The name of a source as messages, the record and pages have it: of an
 * address, neither user and password nor what follows a '?' or '#', where
 * keys stand.  In the arena.
 */
char *fetch_shown(struct arena *arena, const char *name);
/*
 * Whether a connection's real address is one of the public internet: not
 * of this machine, a private network, a provider's own, a link, a group, or
 * one of those wrapped into IPv6 (RFC 6890 and its registries).
 */
bool fetch_address_public(const struct sockaddr *address);

#endif
