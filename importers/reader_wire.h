/*
 * What signpost-import and signpost-feed-reader say to each other, as
 * frames of base/wire.  The importer sends one JOB, its MAPPINGs, then for
 * each document SOURCE, DATA... and SOURCE_END.  The reader answers BEGUN,
 * any number of LISTING, PROBLEM and PROGRESS, and last either SUMMARY or
 * REFUSAL, after which it ends.
 */
#ifndef SIGNPOST_READER_WIRE_H
#define SIGNPOST_READER_WIRE_H

#include "importers/reader_child.h"

#define READER_MAX_MAPPINGS 100
#define READER_MAX_SOURCES  10000 /* pages of one feed */
#define READER_MAX_UNUSED   2000  /* paths in a summary */
#define READER_MAX_IDLE     1000  /* statements of a mapping */
#define READER_CHUNK        65536 /* bytes of one DATA */
/* The reader's memory: the largest record's tree, its text in several
 * forms, the head, and libxml2's buffers of up to 10 MB. */
#define READER_MEMORY_BYTES (256UL << 20)

enum reader_message {
	READER_JOB = 1,
	READER_MAPPING,
	READER_SOURCE,
	READER_DATA,
	READER_SOURCE_END,
	READER_BEGUN = 65,
	READER_LISTING,
	READER_PROBLEM,
	READER_PROGRESS,
	READER_SUMMARY,
	READER_REFUSAL,
};

/* The whole frame of a summary, under the kind BEGUN or SUMMARY. */
void reader_summary_pack(struct buf *out, const struct reader_summary *summary);
enum wire_error reader_summary_unpack(
    struct wire *in, struct reader_summary *summary) MUST_CHECK;

#endif
