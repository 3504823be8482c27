/* Where the fuzzed reader's listings go: what the importer would demand. */
#ifndef SIGNPOST_FUZZ_FEED_SINK_H
#define SIGNPOST_FUZZ_FEED_SINK_H

#include "importers/feed_reader.h"

/* Handlers that abort where a listing or problem could not be sent. */
extern const struct feed_handler feed_sink;

/* Reads one document in pieces of "piece" bytes with these mappings. */
void feed_sink_read(struct mapping *const *mappings, size_t count,
    const void *data, size_t length, size_t piece);

typedef void feed_sink_seen_fn(void *arg, const struct reader_summary *);

/*
 * The same without a mapping: what is there.  "seen", or NULL, is called
 * where the document could be read to its end.
 */
void feed_sink_survey(const void *data, size_t length, size_t piece,
    feed_sink_seen_fn *seen, void *arg);

#endif
