#include "fuzz/feed_sink.h"

#include <assert.h>
#include <stdlib.h>

#include "schema/listing_wire.h"

static void
begun_cb(void *arg, const struct reader_summary *summary)
{
	(void)arg;
	assert(summary->mapping != NULL);
}

static void
listing_cb(void *arg, struct listing *listing)
{
	struct arena arena = {0};
	struct buf packed = {0};
	struct listing again;
	struct wire in;

	(void)arg;
	assert(listing->name != NULL || listing->status == LISTING_DELETED ||
	       listing->role == LISTING_PLACE);
	listing_pack(&packed, listing);
	listing_init(&again, &arena);
	wire_begin(&in, packed.data, packed.length, &arena);
	if (listing_unpack(&in, &again) != WIRE_OK)
		abort();
	buf_clear(&packed);
	arena_clear(&arena);
}

static void
problem_cb(void *arg, const struct problem *problem)
{
	struct arena arena = {0};
	struct buf packed = {0};
	struct problem again;
	struct wire in;

	(void)arg;
	problem_pack(&packed, problem);
	wire_begin(&in, packed.data, packed.length, &arena);
	if (problem_unpack(&in, &again) != WIRE_OK)
		abort();
	buf_clear(&packed);
	arena_clear(&arena);
}

static void
progress_cb(void *arg, long bytes, long records)
{
	(void)arg;
	assert(bytes >= 0 && records >= 0);
}

const struct feed_handler feed_sink = {
    NULL, begun_cb, listing_cb, problem_cb, progress_cb};

static void
read_job(const struct feed_job *job, const void *data, size_t length,
    size_t piece, feed_sink_seen_fn *seen, void *arg)
{
	struct feed_reader *reader = feed_reader_new(job, &feed_sink);
	enum feed_result result = FEED_OK;
	struct reader_summary summary;

	feed_reader_begin(reader, "fuzz");
	for (size_t at = 0; at < length && result == FEED_OK; at += piece) {
		if (piece > length - at)
			piece = length - at;
		result =
		    feed_reader_push(reader, (const char *)data + at, piece);
	}
	if (result == FEED_OK)
		result = feed_reader_end(reader);
	if (result == FEED_OK) {
		feed_reader_summary(reader, &summary);
		if (seen != NULL)
			seen(arg, &summary);
	}
	feed_reader_free(reader);
}

void
feed_sink_read(struct mapping *const *mappings, size_t count, const void *data,
    size_t length, size_t piece)
{
	const struct feed_job job = {.mappings = mappings,
	    .mappings_count = count,
	    .mapping_chosen = count == 1,
	    .max_bytes = FEED_MAX_BYTES,
	    .max_records = 100,
	    .sources_count = 1};

	read_job(&job, data, length, piece, NULL, NULL);
}

void
feed_sink_survey(const void *data, size_t length, size_t piece,
    feed_sink_seen_fn *seen, void *arg)
{
	const struct feed_job job = {.survey = true,
	    .max_bytes = FEED_MAX_BYTES,
	    .max_records = 100,
	    .sources_count = 1};

	read_job(&job, data, length, piece, seen, arg);
}
