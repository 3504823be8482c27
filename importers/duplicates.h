/*
 * Which listings of the record are one service: told from evidence
 * (likeness.h) and from what people decided, which goes before all evidence.
 * The same record gives the same answer.  Listings that share a key are
 * compared, in a crowd each with its neighbours alone, so that the work
 * grows as the directory does.
 */
#ifndef SIGNPOST_DUPLICATES_H
#define SIGNPOST_DUPLICATES_H

#include "base/compiler.h"
#include "importers/likeness.h"
#include "schema/record.h"

/*
 * Tells anew which listings are one, in the caller's transaction.  False:
 * the record's fault, logged.
 */
bool duplicates_join(struct record *) MUST_CHECK;
/* Whether they were last joined by another reading of the evidence. */
bool duplicates_outdated(struct record *);

struct duplicate_pair {
	long one, other; /* services, the older one first */
	bool joined;
	bool decided; /* by a person */
	struct evidence evidence;
};
typedef void duplicate_pair_cb(void *, const struct duplicate_pair *);
/*
 * Tells the pairs that are joined or nearly, best first.  Writes nothing that
 * stays; in the caller's transaction all the same.
 */
bool duplicates_tell(
    struct record *, duplicate_pair_cb *, void *arg) MUST_CHECK;

#endif
