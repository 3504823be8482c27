/*
 * signpost-feed-reader: reads a feed in a sandbox for signpost-import, which
 * starts it.  Frames come in on standard input and go out on standard
 * output; it opens nothing.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/number.h"
#include "base/sandbox.h"
#include "importers/feed_reader.h"
#include "importers/reader_wire.h"
#include "importers/repair_names.h"
#include "schema/listing_wire.h"

#define FLUSH_BYTES (32 * 1024) /* a pipe holds 64 KiB */

struct work {
	struct arena arena;
	struct buf out;
	struct feed_job job;
	struct mapping *mappings[READER_MAX_MAPPINGS];
	size_t wanted; /* mappings that are to come */
	size_t came;
	struct feed_reader *reader;
	bool open; /* a document is being read */
	bool refused;
};

static void
flush(struct work *work)
{
	if (!wire_write(STDOUT_FILENO, &work->out))
		exit(1); /* nobody listens any more */
	buf_reset(&work->out);
}

static void
sent(struct work *work, size_t frame)
{
	wire_frame_end(&work->out, frame);
	if (work->out.length >= FLUSH_BYTES)
		flush(work);
}

static void
begun_cb(void *arg, const struct reader_summary *summary)
{
	struct work *work = arg;
	size_t frame = wire_frame_begin(&work->out, READER_BEGUN);

	reader_summary_pack(&work->out, summary);
	sent(work, frame);
}

static void
problem_cb(void *arg, const struct problem *problem)
{
	struct work *work = arg;
	size_t frame = wire_frame_begin(&work->out, READER_PROBLEM);

	problem_pack(&work->out, problem);
	sent(work, frame);
}

static void
listing_cb(void *arg, struct listing *listing)
{
	const struct problem too_large = {.kind = PROBLEM_RECORD,
	    .line = listing->line > 0 ? listing->line : 1,
	    .record = listing->source_id,
	    .what = "what the mapping makes of it is over 4 MiB",
	    .done = "record left out"};
	struct work *work = arg;
	size_t frame = wire_frame_begin(&work->out, READER_LISTING);

	listing_pack(&work->out, listing);
	if (work->out.length - frame > WIRE_MAX_FRAME) {
		work->out.length = frame;
		problem_cb(work, &too_large);
	} else {
		sent(work, frame);
	}
}

static void
progress_cb(void *arg, long bytes, long records)
{
	struct work *work = arg;
	size_t frame = wire_frame_begin(&work->out, READER_PROGRESS);

	wire_put_i64(&work->out, bytes);
	wire_put_i64(&work->out, records);
	sent(work, frame);
	flush(work);
}

/* The importer never sends nonsense: it is ours. */
NO_RETURN static void
broken(const char *what)
{
	fatal("the importer sent what cannot be understood: %s", what);
}

static void
take_job(struct work *work, struct wire *in)
{
	work->job.max_bytes = (long)wire_get_i64(in);
	work->job.max_records = (long)wire_get_i64(in);
	work->job.repairs = wire_get_u8(in, (1u << REPAIRS) - 1);
	work->job.survey = wire_get_u8(in, 1);
	work->job.limits.record_bytes = (long)wire_get_i64(in);
	work->job.limits.text_bytes = (long)wire_get_i64(in);
	work->job.limits.depth = (long)wire_get_i64(in);
	work->job.limits.attributes = (long)wire_get_i64(in);
	work->job.mapping_chosen = wire_get_u8(in, 1);
	work->wanted = wire_get_u32(in, READER_MAX_MAPPINGS);
	work->job.sources_count = wire_get_u32(in, READER_MAX_SOURCES);
	work->job.mappings = work->mappings;
	if (wire_end(in) != WIRE_OK || work->reader != NULL)
		broken("job");
}

/* A wrong mapping refuses the job if it was chosen, else it is passed over. */
static void
report_mapping(
    struct work *work, const char *name, const struct mapping_error *error)
{
	struct problem problem = {
	    .kind = work->job.mapping_chosen ? PROBLEM_DOCUMENT : PROBLEM_NOTE,
	    .line = error->line > 0 ? (long)error->line : 1,
	    .source = arena_printf(&work->arena, "mapping %.200s", name),
	    .what = error->text,
	    .done = work->job.mapping_chosen ? "nothing was read"
					     : "this mapping is not used"};

	problem_cb(work, &problem);
	work->refused = work->refused || work->job.mapping_chosen;
}

static void
take_mapping(struct work *work, struct wire *in)
{
	char *name = wire_get_text(in, LISTING_MAX_NAME);
	char *text = wire_get_text(in, WIRE_MAX_FRAME);
	size_t count = wire_get_u32(in, READER_MAX_BESIDE);
	struct mapping_beside beside[READER_MAX_BESIDE];
	struct mapping_error error;
	struct mapping *mapping;

	for (size_t i = 0; i < count; i++) {
		beside[i].name = wire_get_text(in, LISTING_MAX_NAME);
		beside[i].text = wire_get_text(in, READER_MAX_CODES);
		if (beside[i].name == NULL || beside[i].text == NULL)
			broken("a mapping's file");
	}
	if (wire_end(in) != WIRE_OK || name == NULL || text == NULL ||
	    work->came == work->wanted)
		broken("mapping");
	work->came++;
	mapping = mapping_parse_beside(name, text, beside, count, &error);
	if (mapping == NULL)
		report_mapping(work, name, &error);
	else
		work->mappings[work->job.mappings_count++] = mapping;
}

static void
start_reader(struct work *work)
{
	const struct feed_handler handler = {
	    work, begun_cb, listing_cb, problem_cb, progress_cb};
	struct problem problem = {.kind = PROBLEM_DOCUMENT,
	    .line = 1,
	    .what = "there is no mapping to read it with",
	    .done = "nothing was read"};

	if (work->reader != NULL || work->refused)
		return;
	if (work->job.mappings_count == 0 && !work->job.survey) {
		problem_cb(work, &problem);
		work->refused = true;
		return;
	}
	work->reader = feed_reader_new(&work->job, &handler);
}

static void
take_source(struct work *work, struct wire *in)
{
	char *name = wire_get_text(in, LISTING_MAX_URL);

	if (wire_end(in) != WIRE_OK || name == NULL || work->open ||
	    work->came != work->wanted)
		broken("source");
	start_reader(work);
	if (!work->refused)
		feed_reader_begin(work->reader, name);
	work->open = true;
}

static void
take_message(struct work *work, uint8_t kind, const struct buf *frame)
{
	enum feed_result result = FEED_OK;
	struct wire in;

	wire_begin(&in, frame->data, frame->length, &work->arena);
	switch (kind) {
	case READER_JOB:
		take_job(work, &in);
		break;
	case READER_MAPPING:
		take_mapping(work, &in);
		break;
	case READER_SOURCE:
		take_source(work, &in);
		break;
	case READER_DATA:
		if (!work->open)
			broken("data");
		result =
		    feed_reader_push(work->reader, frame->data, frame->length);
		break;
	case READER_SOURCE_END:
		if (!work->open)
			broken("end of a source");
		result = feed_reader_end(work->reader);
		work->open = false;
		break;
	default:
		broken("an unknown message");
	}
	work->refused = work->refused || result != FEED_OK;
}

static void
finish(struct work *work)
{
	struct reader_summary summary;
	size_t frame;

	if (!work->refused)
		start_reader(work);
	if (work->refused) {
		frame = wire_frame_begin(&work->out, READER_REFUSAL);
	} else {
		feed_reader_summary(work->reader, &summary);
		frame = wire_frame_begin(&work->out, READER_SUMMARY);
		reader_summary_pack(&work->out, &summary);
	}
	wire_frame_end(&work->out, frame);
	flush(work);
}

static void
clear(struct work *work)
{
	feed_reader_free(work->reader);
	for (size_t i = 0; i < work->job.mappings_count; i++)
		mapping_free(work->mappings[i]);
	buf_clear(&work->out);
	arena_clear(&work->arena);
}

int
main(int argc, char **argv)
{
	struct sandbox_limits limits = {
	    .memory_bytes = READER_MEMORY_BYTES, .files = 3};
	static struct work work;
	struct buf frame = {0};
	uint8_t kind = 0;
	int got = 0;

	log_open("signpost-feed-reader");
	if (argc != 2 || !number_long(argv[1], 1, 1000000, &limits.cpu_s)) {
		fprintf(stderr,
		    "signpost-feed-reader is started by signpost-import, with "
		    "the seconds of\nprocessor time that it may use; see "
		    "signpost-import(8).\n");
		return 2;
	}
	sandbox_enter(&limits);
	while (
	    !work.refused && (got = wire_read(STDIN_FILENO, &frame, &kind)) > 0)
		take_message(&work, kind, &frame);
	if (got < 0)
		broken("a frame");
	finish(&work);
	clear(&work);
	buf_clear(&frame);
	return 0;
}
