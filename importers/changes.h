/* What a run changed or would change, listing by listing, as it is shown. */
#ifndef SIGNPOST_CHANGES_H
#define SIGNPOST_CHANGES_H

#include "base/buf.h"
#include "base/json.h"
#include "schema/record_held_run.h"

/*
 * "  changed    7bk2xq  Talking group", and a line for each field.  "planned":
 * nothing of it is kept, so that new listings have no codes yet.
 */
void changes_text(struct buf *out, const struct record_history *, bool planned);
/* An object of an array that is open. */
void changes_json(struct json *, const struct record_history *, bool planned);

/* A feed's held run: a line of its status; a member of it. */
void changes_held_text(
    struct buf *out, const struct record_held_run *, const char *feed);
void changes_held_json(struct json *, const struct record_held_run *);

#endif
