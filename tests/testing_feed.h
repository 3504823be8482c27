/* What tests of the reader share: a feed in, what it says as text out. */
#ifndef SIGNPOST_TESTING_FEED_H
#define SIGNPOST_TESTING_FEED_H

#include "base/buf.h"
#include "importers/feed_reader.h"

/* The mappings that we ship, in order of their names. */
struct test_mappings {
	struct mapping *all[20];
	size_t count;
};
void test_mappings_load(struct test_mappings *mappings);
void test_mappings_clear(struct test_mappings *mappings);
/* One from text; the test fails where it is wrong. */
struct mapping *test_mapping(const char *name, const char *text);

/* Appends a listing, one "field: value" a line, what is not given left out. */
void test_listing_dump(struct buf *out, const struct listing *listing);

struct test_document {
	const char *name;
	const char *data;
	size_t length;
};
/*
 * Reads a document set in this process, each document in pieces of "piece"
 * bytes (0: whole), and appends all that it says to "out": listings,
 * problems, and last the summary or "refused".  True unless refused.
 */
bool test_feed_read(struct mapping *const *mappings, size_t mappings_count,
    const struct test_document *documents, size_t documents_count, size_t piece,
    struct buf *out);
/* One document from text, with one mapping. */
bool test_feed_text(const char *mapping, const char *text, struct buf *out);

#endif
