/*
 * The way of a visitor's report from the server, which writes no file, to the
 * keeper, which trusts nothing that the server says.  One socket pair, made
 * before the server is, carries each report as a message of its own; the
 * keeper tells the other way, in memory that both see, how many more it could
 * keep.  So nobody waits for a disk, and nobody is thanked for a report that
 * finds no room.
 */
#ifndef SIGNPOST_REPORT_DOOR_H
#define SIGNPOST_REPORT_DOOR_H

#include "base/buf.h"
#include "schema/visitor_report.h"

#define REPORTS_AN_HOUR 5 /* that one address may send */

enum report_door_result {
	REPORT_TAKEN = 0,
	REPORT_FULL,      /* there is no room for more */
	REPORT_TOO_OFTEN, /* that address has sent its share */
	REPORT_CLOSED,    /* the keeper cannot write at the moment */
};

struct report_door;

struct report_door *report_door_new(void);   /* NULL: errno */
void report_door_free(struct report_door *); /* NULL is fine */

/* In the server's process: the keeper's end is not for it. */
void report_door_serve(struct report_door *);
/*
 * The server's side, for all threads; never waits.
 * address  who sends it, or NULL: nobody counts
 */
enum report_door_result report_door_send(struct report_door *,
    const struct visitor_report *, const char *address, time_t now);

/* The server's end itself. */
int report_door_entry(const struct report_door *);

/* The keeper's side.  The socket that becomes readable: */
int report_door_socket(const struct report_door *);
/* A server is about to start: none of its reports has come. */
void report_door_restart(struct report_door *);
/* The next message, if any; false: none waits. */
bool report_door_take(struct report_door *, struct buf *out);
/*
 * After each message that was dealt with ("done"), and whenever the room may
 * have changed.  0 is full, below 0: nothing can be written.
 */
void report_door_tell(struct report_door *, long room, bool done);

#endif
