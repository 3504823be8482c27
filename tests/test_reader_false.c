/*
 * A reader that a hostile document has taken over: whatever it sends, the
 * importer keeps its wits, and says so.  The false reader is a script that
 * sends a file of frames made here.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/utf8.h"
#include "importers/reader_wire.h"
#include "schema/listing_wire.h"
#include "tests/testing.h"

struct heard {
	struct arena arena;
	struct buf problems;
	long listings;
	bool clean;  /* no control character in what is shown */
	long wait_s; /* that it may keep us waiting; 0: as long as ever */
	struct reader_summary summary;
};

static char script_path[] = "/tmp/signpost-reader-XXXXXX";
static char frames_path[] = "/tmp/signpost-frames-XXXXXX";

static void
look_at(struct heard *heard, const char *text)
{
	for (; text != NULL && *text != '\0'; text++)
		if ((unsigned char)*text < 0x20 || *text == 0x7f)
			heard->clean = false;
}

static void
begun_cb(void *arg, const struct reader_summary *summary)
{
	look_at(arg, summary->title);
	look_at(arg, summary->feed_id);
}

static void
listing_cb(void *arg, struct listing *listing)
{
	struct heard *heard = arg;

	heard->listings++;
	if (listing->name != NULL)
		assert_true(utf8_valid(listing->name, strlen(listing->name)));
}

static void
problem_cb(void *arg, const struct problem *problem)
{
	struct heard *heard = arg;

	look_at(heard, problem->what);
	look_at(heard, problem->record);
	if (heard->problems.length > 10000 && problem->kind != PROBLEM_DOCUMENT)
		return;
	problem_text(&heard->problems, "feed", problem);
	buf_add_char(&heard->problems, '\n');
}

static void
write_file(const char *path, const void *data, size_t length)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	if (length > 0)
		assert_int_equal(fwrite(data, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

/* Runs a reader that sends "frames" and then does what "after" says. */
static enum reader_result
hear(struct heard *heard, const struct buf *frames, const char *after)
{
	const struct reader_mapping mapping = {
	    .name = "rows", .text = "records /*/*\n"};
	struct reader_source source = {"feed.xml", open("/dev/null", O_RDONLY)};
	const struct reader_job job = {.mappings = &mapping,
	    .mappings_count = 1,
	    .sources = &source,
	    .sources_count = 1,
	    .max_records = 10,
	    .wait_s = heard->wait_s};
	const struct reader_handler handler = {
	    heard, begun_cb, listing_cb, problem_cb, NULL};
	char *script = xasprintf("#!/bin/sh\n%s cat %s\n%s\n",
	    *after == '\0' ? "exec" : "", frames_path, after);
	enum reader_result result;

	heard->clean = true;
	write_file(script_path, script, strlen(script));
	write_file(frames_path, frames->data, frames->length);
	setenv("SIGNPOST_FEED_READER", script_path, 1);
	result = reader_run(&job, &handler, &heard->arena, &heard->summary);
	unsetenv("SIGNPOST_FEED_READER");
	close(source.fd);
	free(script);
	return result;
}

static void
heard_clear(struct heard *heard)
{
	buf_clear(&heard->problems);
	arena_clear(&heard->arena);
	*heard = (struct heard){0};
}

static void
add_summary(
    struct buf *out, uint8_t kind, const char *mapping, const char *title)
{
	struct reader_unused unused = {
	    .path = (char *)"row/fax", .count = 2, .first_line = 3};
	struct reader_skips skips = {.text = (char *)"skip_if hidden",
	    .line = 4,
	    .count = 2,
	    .first_line = 7};
	struct reader_summary summary = {.skips = &skips,
	    .skips_count = 1,
	    .mapping = (char *)mapping,
	    .title = (char *)title,
	    .declared = -1,
	    .pages = -1,
	    .full = true,
	    .whole = true,
	    .records = 1,
	    .unused = &unused,
	    .unused_count = 1};
	size_t frame = wire_frame_begin(out, kind);

	reader_summary_pack(out, &summary);
	wire_frame_end(out, frame);
}

static void
add_listing(struct buf *out, const char *name)
{
	struct arena arena = {0};
	struct listing listing;
	size_t frame = wire_frame_begin(out, READER_LISTING);

	listing_init(&listing, &arena);
	listing.source_id = (char *)"1";
	listing.name = (char *)name;
	listing.line = 2;
	listing_phone_add(&listing)->given = (char *)"0113 496 0182";
	listing_location_add(&listing)->postcode = (char *)"QX4 1AA";
	listing_pack(out, &listing);
	wire_frame_end(out, frame);
	arena_clear(&arena);
}

static void
add_problem(struct buf *out, enum problem_kind kind, const char *what)
{
	struct problem problem = {
	    .kind = kind, .line = 1, .record = "a\rb", .what = what};
	size_t frame = wire_frame_begin(out, READER_PROBLEM);

	problem_pack(out, &problem);
	wire_frame_end(out, frame);
}

static void
add_empty(struct buf *out, uint8_t kind)
{
	wire_frame_end(out, wire_frame_begin(out, kind));
}

/* What an honest reader sends of one record. */
static void
add_all(struct buf *out)
{
	add_summary(out, READER_BEGUN, "rows", "A list");
	add_listing(out, "Mind in Quexby");
	add_problem(out, PROBLEM_FIELD, "<phone> is no number");
	add_summary(out, READER_SUMMARY, "rows", "A list");
}

static void
what_an_honest_reader_sends_is_taken(void **state UNUSED)
{
	struct buf frames = {0};
	struct heard heard = {0};

	add_all(&frames);
	assert_int_equal(hear(&heard, &frames, ""), READER_OK);
	assert_int_equal(heard.listings, 1);
	assert_string_equal(heard.summary.title, "A list");
	heard_clear(&heard);
	buf_clear(&frames);
}

/* Each byte is turned over in turn: all of it is looked at before use. */
static void
any_byte_may_be_wrong(void **state UNUSED)
{
	static const unsigned char flips[] = {0xff, 0x80, 0x01};
	struct buf frames = {0};
	struct heard heard = {0};

	add_all(&frames);
	for (size_t i = 0; i < frames.length; i++) {
		unsigned char flip = flips[i % ARRAY_LEN(flips)];

		frames.data[i] = (char)((unsigned char)frames.data[i] ^ flip);
		if (hear(&heard, &frames, "") != READER_OK)
			assert_true(heard.problems.length > 0);
		assert_true(heard.listings <= 1);
		heard_clear(&heard);
		frames.data[i] = (char)((unsigned char)frames.data[i] ^ flip);
	}
	buf_clear(&frames);
}

static void
one_that_stops_half_way_is_not_believed(void **state UNUSED)
{
	struct buf frames = {0};
	struct heard heard = {0};
	size_t whole;

	add_all(&frames);
	whole = frames.length;
	for (frames.length = 0; frames.length < whole; frames.length += 3) {
		assert_int_equal(hear(&heard, &frames, ""), READER_BROKEN);
		assert_non_null(
		    strstr(buf_text(&heard.problems), "the reader"));
		heard_clear(&heard);
	}
	buf_clear(&frames);
}

static void
refused_with(const struct buf *frames, const char *words)
{
	struct heard heard = {0};

	assert_int_equal(hear(&heard, frames, ""), READER_BROKEN);
	if (strstr(buf_text(&heard.problems), words) == NULL)
		fail_msg("%s: %s", words, buf_text(&heard.problems));
	heard_clear(&heard);
}

static void
everything_has_its_turn(void **state UNUSED)
{
	struct buf frames = {0};

	add_listing(&frames, "Too early");
	refused_with(&frames, "a record out of turn");
	buf_reset(&frames);
	add_summary(&frames, READER_BEGUN, "rows", NULL);
	add_summary(&frames, READER_BEGUN, "rows", NULL);
	refused_with(&frames, "the reader began twice");
	buf_reset(&frames);
	add_summary(&frames, READER_BEGUN, "../../etc/passwd", NULL);
	refused_with(&frames, "names a mapping that it was not given");
	buf_reset(&frames);
	add_summary(&frames, READER_BEGUN, "rows", NULL);
	add_listing(&frames, NULL);
	refused_with(&frames, "a record without a name");
	buf_reset(&frames);
	add_summary(&frames, READER_BEGUN, "rows", NULL);
	for (int i = 0; i < 11; i++)
		add_listing(&frames, "One more than is allowed");
	refused_with(&frames, "a record out of turn");
	buf_reset(&frames);
	add_empty(&frames, READER_REFUSAL);
	refused_with(&frames, "refused without a reason");
	buf_reset(&frames);
	add_empty(&frames, READER_JOB);
	refused_with(&frames, "an unknown message");
	buf_clear(&frames);
}

static void
nothing_it_says_moves_a_cursor(void **state UNUSED)
{
	struct buf frames = {0};
	struct heard heard = {0};

	add_summary(&frames, READER_BEGUN, "rows", "A\33[2Jlist\n\x7f");
	add_problem(&frames, PROBLEM_NOTE,
	    "a\tb\33]0;title\7 \xc2\x9b"
	    "2J \xe2\x80\xae"
	    "x\nfeed: all is well");
	add_summary(&frames, READER_SUMMARY, "rows", "A\33[2Jlist");
	assert_int_equal(hear(&heard, &frames, ""), READER_OK);
	assert_true(heard.clean);
	assert_non_null(strstr(buf_text(&heard.problems),
	    "record a b: a b]0;title 2J x feed: all is well\n"));
	assert_string_equal(heard.summary.title, "A[2Jlist");
	heard_clear(&heard);
	buf_clear(&frames);
}

static void
problems_without_end_are_stopped(void **state UNUSED)
{
	struct buf frames = {0};

	for (int i = 0; i < 10201; i++)
		add_problem(&frames, PROBLEM_NOTE, "again");
	refused_with(&frames, "problems without end");
	buf_clear(&frames);
}

static void
one_that_will_not_go_is_ended(void **state UNUSED)
{
	static const char *const wont[] = {
	    "exec sleep 1000", "exec >&-; exec sleep 1000", "exec yes"};
	struct buf frames = {0};
	struct heard heard = {0};
	time_t start = time(NULL);

	add_all(&frames);
	for (size_t i = 0; i < ARRAY_LEN(wont); i++) {
		assert_int_equal(hear(&heard, &frames, wont[i]), READER_OK);
		heard_clear(&heard);
	}
	assert_true(time(NULL) - start < 60);
	buf_clear(&frames);
}

/* A word now and then would else keep a whole night's imports waiting. */
static void
one_that_talks_on_is_ended(void **state UNUSED)
{
	struct buf frames = {0};
	struct heard heard = {0};
	size_t frame;
	char *again =
	    xasprintf("while sleep 0.1; do cat %s; done", frames_path);

	frame = wire_frame_begin(&frames, READER_PROGRESS);
	wire_put_i64(&frames, 1);
	wire_put_i64(&frames, 1);
	wire_frame_end(&frames, frame);
	heard.wait_s = 1;
	assert_int_equal(hear(&heard, &frames, again), READER_BROKEN);
	assert_non_null(
	    strstr(buf_text(&heard.problems), "it kept us waiting"));
	free(again);
	heard_clear(&heard);
	buf_clear(&frames);
}

static int
begin(void **state UNUSED)
{
	int script = mkstemp(script_path), frames = mkstemp(frames_path);

	if (script < 0 || frames < 0 || fchmod(script, 0700) != 0)
		return -1;
	close(script);
	close(frames);
	return 0;
}

static int
end(void **state UNUSED)
{
	unlink(script_path);
	unlink(frames_path);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_an_honest_reader_sends_is_taken),
	    cmocka_unit_test(any_byte_may_be_wrong),
	    cmocka_unit_test(one_that_stops_half_way_is_not_believed),
	    cmocka_unit_test(everything_has_its_turn),
	    cmocka_unit_test(nothing_it_says_moves_a_cursor),
	    cmocka_unit_test(problems_without_end_are_stopped),
	    cmocka_unit_test(one_that_will_not_go_is_ended),
	    cmocka_unit_test(one_that_talks_on_is_ended),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
