/*
 * Guards: a document that would take away much of a feed is more often a
 * broken export than news.  Such a run is held: nothing changes, status says
 * so, and "accept" takes it after all.
 */
#ifndef SIGNPOST_GUARD_H
#define SIGNPOST_GUARD_H

#include <stdbool.h>

#include "base/buf.h"

#define GUARD_SMALL_FEED   10 /* listings: below, three are already much */
#define GUARD_SMALL_GONE   3
#define GUARD_LARGE_SHARE  5 /* more than one in five */
#define GUARD_IDS_AT_LEAST 3 /* renumbered records that are worth holding */

struct guard_counts {
	long live;      /* before the run */
	long withdrawn; /* would be, by this run */
	long missing; /* of those live, whose ids the document no longer has */
	long named_again; /* names of the missing among the run's new ones */
};

/* True: let it pass.  Else "message" says why not, in plain words. */
bool guard_passes(const struct guard_counts *, struct buf *message);
/*
 * All ids changed and the names did not: asked before records are paired
 * off, and again false with a message.
 */
bool guard_ids_pass(const struct guard_counts *, struct buf *message);

#endif
