/* What pages say of a feed: when it was read, and when it is read next. */
#ifndef SIGNPOST_VIEW_SOURCE_H
#define SIGNPOST_VIEW_SOURCE_H

#include "server/page.h"

/*
 * "Read 24 November 2026, 6am", and what its age does to its listings.
 * old  set where it does something
 */
char *view_source_read(const struct context *context, struct arena *arena,
    const struct served_feed *feed, bool *old);
/*
 * The day on which the freshest of a listing's sources was last read whole;
 * 0: not known.
 */
day_t view_source_last_read(const struct context *context, struct arena *arena,
    const struct listing *listing);
/* When it is read next, and why not sooner; NULL: nobody knows. */
char *view_source_next(struct arena *arena, const struct served_feed *feed);

#endif
