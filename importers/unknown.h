/*
 * Categories of a feed that the vocabulary does not know: they stay as the
 * publisher writes them, and are listed for whoever keeps categories.tsv.
 */
#ifndef SIGNPOST_UNKNOWN_H
#define SIGNPOST_UNKNOWN_H

#include "base/json.h"
#include "schema/record_feed.h"
#include "schema/record_rederive.h"
#include "schema/vocabulary.h"

struct unknown_categories {
	long count;    /* different ones */
	long listings; /* that have one, each counted for each */
};

/* Calls for each, the commonest first. */
enum record_result unknown_categories(struct record *,
    const struct vocabulary *, long feed, record_category_cb *, void *arg,
    struct unknown_categories *counts);

/* At most "shown" lines, with a heading; nothing where all are known. */
void unknown_text(struct buf *out, struct record *, const struct vocabulary *,
    long feed, long shown);
/* "unknown_categories": an array of all, in an object that is open. */
void unknown_json(
    struct json *, struct record *, const struct vocabulary *, long feed);

#endif
