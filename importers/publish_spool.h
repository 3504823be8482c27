/*
 * Listings on their way from the record, which gives them by row, to a
 * generation, which wants them along the curve: kept in a file of the folder
 * that is built, so that memory holds a few bytes of each, however many.
 */
#ifndef SIGNPOST_PUBLISH_SPOOL_H
#define SIGNPOST_PUBLISH_SPOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/compiler.h"
#include "base/hash.h"
#include "schema/record_published.h"

struct publish_spool;

/* NULL: errno.  The file has no name and goes when the spool does. */
struct publish_spool *publish_spool_new(const char *folder);
void publish_spool_add(
    struct publish_spool *, const struct published_listing *, uint64_t curve);
/*
 * Ends adding: sorts by state (served ones first), curve, and UUID.  False:
 * errno of the first write that failed.
 */
bool publish_spool_sort(struct publish_spool *) MUST_CHECK;
/* SHA-256 of all that was added, in the order in which it was. */
void publish_spool_sum(struct publish_spool *, char out[SHA256_TEXT]);
size_t publish_spool_count(const struct publish_spool *);
/*
 * Fills "out", its texts in the arena.  False: the file cannot be read.
 * Several threads may read at once, each with a "bytes" of its own, which is
 * used again for each listing.
 */
bool publish_spool_read(const struct publish_spool *, size_t index,
    struct buf *bytes, struct arena *arena,
    struct published_listing *out) MUST_CHECK;
void publish_spool_free(struct publish_spool *);

#endif
