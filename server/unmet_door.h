/*
 * The way of a count of unmet need (unmet.h) from the server, which writes no
 * file, to the keeper: a socket pair, made before the server is, in which
 * each line of the table is a message of its own.  Of a search itself nothing
 * comes here.
 */
#ifndef SIGNPOST_UNMET_DOOR_H
#define SIGNPOST_UNMET_DOOR_H

#include "server/unmet_table.h"

struct unmet_door {
	int server, keeper; /* sockets; -1: closed */
};

/* False: errno. */
bool unmet_door_init(struct unmet_door *) MUST_CHECK;
void unmet_door_clear(struct unmet_door *);
/* In the server's process: the keeper's end is not for it. */
void unmet_door_serve(struct unmet_door *);

/* The server's side, for all threads.  Never waits; false: it was not taken. */
bool unmet_door_send(const struct unmet_door *, const struct unmet_row *);
/*
 * The keeper's side: the next message.  False: none waits.  "good" says
 * whether it is a line of the table.
 */
bool unmet_door_take(
    const struct unmet_door *, struct unmet_row *out, bool *good);

#endif
