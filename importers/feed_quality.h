/*
 * How good each feed's listings are, counted while the published listings go
 * by: for publish, status and report.
 */
#ifndef SIGNPOST_FEED_QUALITY_H
#define SIGNPOST_FEED_QUALITY_H

#include "base/compiler.h"
#include "schema/quality.h"
#include "schema/record_published.h"
#include "schema/vocabulary.h"

struct feed_quality {
	struct quality_of_feed {
		char *id;
		long row;
		struct quality quality;
	} * feeds; /* by id */
	size_t count;
	struct arena arena;
};

/* All feeds of the record, with what their last runs say; false: logged. */
bool feed_quality_begin(struct feed_quality *, struct record *) MUST_CHECK;
/* What the vocabulary does not know of their categories; false: logged. */
bool feed_quality_unknown(struct feed_quality *, struct record *,
    const struct vocabulary *) MUST_CHECK;
void feed_quality_add(struct feed_quality *, const struct published_listing *);
/*
 * Both, for all listings of the record, or, where a feed's id is given, for
 * those that it has a part in: then that feed alone is counted whole.
 */
bool feed_quality_read(
    struct feed_quality *, struct record *, const char *only) MUST_CHECK;
/* NULL where there is no such feed. */
const struct quality *feed_quality_of(
    const struct feed_quality *, const char *id);
void feed_quality_clear(struct feed_quality *);

#endif
