/* One feed of "status --json". */
#ifndef SIGNPOST_STATUS_JSON_H
#define SIGNPOST_STATUS_JSON_H

#include "base/json.h"
#include "importers/feed_facts.h"
#include "schema/quality.h"

/*
 * Opens an object of an open array, which the caller closes.
 * overdue  its owner promised more
 */
void status_json_feed(struct json *, const struct feed_facts *,
    const struct quality *, day_t today, bool overdue);

#endif
