/*
 * A thread that answers: an event loop of its own, HTTP on the shared
 * sockets, and a handle on the live generation's rows.  Workers share
 * nothing but the live they are told to take up, and what counts visitors.
 */
#ifndef SIGNPOST_WORKER_H
#define SIGNPOST_WORKER_H

#include <stddef.h>

#include "server/live.h"
#include "server/report_door.h"
#include "server/unmet.h"

/* Seconds for open requests once a worker is told to stop. */
#define WORKER_STOP_S 9

struct worker;

/* Starts the thread; it holds "live" itself. */
struct worker *worker_start(const int *sockets, size_t count, struct live *live,
    struct report_door *reports, struct unmet *unmet);
/* From now on answers come from "live"; open ones end as they began. */
void worker_take_up(struct worker *, struct live *live);
/* Tells it to accept no more and to finish what is open. */
void worker_stop(struct worker *);
/* Waits until it has ended. */
void worker_join(struct worker *);

#endif
