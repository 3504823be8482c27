/* Where the fuzzed reader's listings go: what the importer would demand. */
#ifndef SIGNPOST_FUZZ_FEED_SINK_H
#define SIGNPOST_FUZZ_FEED_SINK_H

#include "importers/feed_reader.h"

/* Handlers that abort where a listing or problem could not be sent. */
extern const struct feed_handler feed_sink;

/* Reads one document in pieces of "piece" bytes with these mappings. */
void feed_sink_read(struct mapping *const *mappings, size_t count,
    const void *data, size_t length, size_t piece);

/* The same without a mapping: what is there. */
void feed_sink_survey(const void *data, size_t length, size_t piece);

#endif
