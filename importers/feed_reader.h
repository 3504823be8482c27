/*
 * Reads a document set from streams of bytes and hands over each listing as
 * its record closes.  Runs only inside the sandboxed reader process.
 *
 * Bytes are pushed to libxml2's SAX2 parser.  What stands outside records
 * is kept as a small tree (the head); where a record opens, libxml2's own
 * handlers build that record below it; where it closes, the mapping reads
 * it and it is freed.  Memory is one record and the head, whatever the feed.
 */
#ifndef SIGNPOST_FEED_READER_H
#define SIGNPOST_FEED_READER_H

#include "importers/mapping.h"
#include "importers/reader_child.h"

#define FEED_MAX_HEAD (256 * 1024) /* bytes kept outside records */
#define FEED_MAX_NAME 256 /* bytes of an element's or attribute's name */
/* Read to choose a mapping: a first record, and so much that precedes it. */
#define FEED_PEEK_BEFORE   (64 * 1024)
#define FEED_LEARN_RECORDS 1000 /* whose conditions tell what is used */

struct feed_handler {
	void *arg;
	/* Once, before the first record: see reader_child.h. */
	void (*begun)(void *arg, const struct reader_summary *summary);
	void (*listing)(void *arg, struct listing *listing);
	void (*problem)(void *arg, const struct problem *problem);
	void (*progress)(void *arg, long bytes, long records);
};

struct feed_job {
	struct mapping *const
	    *mappings; /* borrowed until the reader is freed */
	size_t mappings_count;
	bool mapping_chosen;
	long max_bytes, max_records;
	bool survey;      /* tells what is there, reads no records */
	unsigned repairs; /* beside the mapping's: a set */
	struct feed_limits limits;
	size_t sources_count;
};

enum feed_result {
	FEED_OK = 0,
	FEED_REFUSED, /* the document set; its one problem was reported */
};

struct feed_reader;

struct feed_reader *feed_reader_new(
    const struct feed_job *job, const struct feed_handler *handler);
void feed_reader_free(struct feed_reader *reader);

/* One document: begin, its bytes in any pieces, end. */
void feed_reader_begin(struct feed_reader *reader, const char *source);
enum feed_result feed_reader_push(
    struct feed_reader *reader, const void *data, size_t length) MUST_CHECK;
enum feed_result feed_reader_end(struct feed_reader *reader) MUST_CHECK;
/*
 * After the last document: what the set is.  The texts live as long as the
 * reader.  To be called after FEED_OK only.
 */
void feed_reader_summary(
    struct feed_reader *reader, struct reader_summary *summary);

#endif
