/* What a feed's owner was last written to about. */
#ifndef SIGNPOST_RECORD_MAILED_H
#define SIGNPOST_RECORD_MAILED_H

#include <time.h>

#include "base/hash.h"
#include "schema/record.h"
#include "schema/record_feed.h"

struct record_mailed {
	/* How the run ended that the last notice was about. */
	enum record_run_outcome outcome;
	time_t next; /* no whole report before; 0: none was sent */
	unsigned char said[SHA256_BYTES]; /* what it said */
};

/* By the feed's id; "done" and zeros where nothing was ever sent
 * (RECORD_NOT_FOUND). */
enum record_result record_mailed_find(
    struct record *, const char *id, struct record_mailed *out);
enum record_result record_mailed_put(
    struct record *, const char *id, const struct record_mailed *);

#endif
