/* A run that is held, on its feed's page: what it would do, and why not. */
#ifndef SIGNPOST_VIEW_HELD_H
#define SIGNPOST_VIEW_HELD_H

#include "base/alloc.h"
#include "server/route.h"
#include "server/template.h"

/* Fills the group "held", where a run of the feed is. */
void view_held(const struct context *, struct arena *, struct view *view,
    const char *feed);

#endif
