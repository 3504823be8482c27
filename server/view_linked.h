/* A listing as JSON-LD of schema.org, for whoever reads pages by machine. */
#ifndef SIGNPOST_VIEW_LINKED_H
#define SIGNPOST_VIEW_LINKED_H

#include "server/page.h"

/* A Service, in the arena; what the page does not show is not in it. */
char *view_linked(
    const struct context *, struct arena *, const struct listing *);

#endif
