/*
 * Each limit of a feed at its boundary, through the sandboxed reader: what
 * just meets it is read, one more is refused, and the message says which
 * limit that is, how much, and where to raise it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "importers/reader_child.h"
#include "tests/testing.h"

#define KIB 1024L

static const char mapping[] = "records /r/s\nid @id\nname n\n";

static void
ignore_listing_cb(void *arg UNUSED, struct listing *listing UNUSED)
{
}

static void
problem_cb(void *arg, const struct problem *problem)
{
	problem_text(arg, "feed", problem);
}

/* Reads the text; "said" gets the problems.  True unless it was refused. */
static bool
reads(const struct buf *text, const struct reader_job *limits, struct buf *said)
{
	const struct reader_mapping own = {.name = "own", .text = mapping};
	struct reader_source source = {.name = "feed.xml"};
	struct reader_job job = *limits;
	const struct reader_handler handler = {
	    .arg = said, .listing = ignore_listing_cb, .problem = problem_cb};
	struct reader_summary summary;
	struct arena arena = {0};
	FILE *file = tmpfile();
	bool good;

	assert_non_null(file);
	assert_int_equal(
	    fwrite(text->data, 1, text->length, file), text->length);
	assert_int_equal(fflush(file), 0);
	source.fd = fileno(file);
	assert_int_equal(lseek(source.fd, 0, SEEK_SET), 0);
	job.mappings = &own;
	job.mappings_count = 1;
	job.mapping_chosen = true;
	job.sources = &source;
	job.sources_count = 1;
	good = reader_run(&job, &handler, &arena, &summary) == READER_OK;
	fclose(file);
	arena_clear(&arena);
	return good;
}

/* A feed with so much of what is limited. */
typedef void make_feed(struct buf *out, long amount);

static void
check_limit(make_feed *make, long limit, const struct reader_job *job,
    const char *words, const char *key)
{
	struct buf feed = {0}, said = {0};

	make(&feed, limit);
	if (!reads(&feed, job, &said))
		fail_msg("%ld: %s", limit, buf_text(&said));
	buf_reset(&feed);
	make(&feed, limit + 1);
	assert_false(reads(&feed, job, &said));
	if (strstr(buf_text(&said), words) == NULL ||
	    strstr(buf_text(&said), key) == NULL ||
	    strstr(buf_text(&said), "feed.xml: line ") == NULL)
		fail_msg("%s, %s: %s", words, key, buf_text(&said));
	buf_clear(&feed);
	buf_clear(&said);
}

static void
repeat(struct buf *out, const char *text, long times)
{
	for (long i = 0; i < times; i++)
		buf_add_text(out, text);
}

static void
make_deep(struct buf *out, long depth)
{
	buf_add_text(out, "<r><s id='1'><n>N</n>");
	repeat(out, "<d>", depth - 2);
	repeat(out, "</d>", depth - 2);
	buf_add_text(out, "</s></r>");
}

static void
make_attributes(struct buf *out, long count)
{
	buf_add_text(out, "<r><s id='1'><n>N</n><x");
	for (long i = 0; i < count; i++)
		buf_printf(out, " a%ld='%ld'", i, i);
	buf_add_text(out, "/></s></r>");
}

static void
make_text(struct buf *out, long bytes)
{
	buf_add_text(out, "<r><s id='1'><n>N</n><x>");
	repeat(out, "x", bytes);
	buf_add_text(out, "</x></s></r>");
}

static void
make_attribute(struct buf *out, long bytes)
{
	buf_add_text(out, "<r><s id='1'><n>N</n><x y='");
	repeat(out, "y", bytes);
	buf_add_text(out, "'/></s></r>");
}

/* An element costs its name and 32 bytes, as does an attribute. */
static void
make_record(struct buf *out, long bytes)
{
	long left = bytes - (1 + 32) - (2 + 1 + 32) - (1 + 32 + 1);

	buf_add_text(out, "<r><s id='1'><n>N</n>");
	while (left > 0) {
		long step = left < 2000 ? left : 1000;

		buf_add_text(out, "<x>");
		repeat(out, "x", step - 1 - 32);
		buf_add_text(out, "</x>");
		left -= step;
	}
	buf_add_text(out, "</s></r>");
}

static void
make_records(struct buf *out, long count)
{
	buf_add_text(out, "<r>");
	for (long i = 0; i < count; i++)
		buf_printf(out, "<s id='%ld'><n>N</n></s>", i);
	buf_add_text(out, "</r>");
}

static void
make_bytes(struct buf *out, long bytes)
{
	buf_add_text(out, "<r><s id='1'><n>N</n></s>");
	repeat(out, " ", bytes - (long)out->length - 4);
	buf_add_text(out, "</r>");
}

static void
make_name(struct buf *out, long bytes)
{
	buf_add_text(out, "<r><s id='1'><n>N</n><");
	repeat(out, "x", bytes);
	buf_add_text(out, "/></s></r>");
}

static void
make_attribute_name(struct buf *out, long bytes)
{
	buf_add_text(out, "<r><s id='1'><n>N</n><x ");
	repeat(out, "y", bytes);
	buf_add_text(out, "='1'/></s></r>");
}

static void
what_meets_a_limit_is_read_and_one_more_is_not(void **state UNUSED)
{
	const struct reader_job standard = {.max_bytes = 0};

	check_limit(make_deep, 32, &standard,
	    "elements stand more than 32 deep in each other",
	    "raise max_depth for this feed in feeds.conf");
	check_limit(make_attributes, 64, &standard,
	    "an element has more than 64 attributes", "raise max_attributes ");
	check_limit(make_text, 64 * KIB, &standard,
	    "one text is over 64 KiB long", "raise max_text_bytes ");
	check_limit(make_attribute, 64 * KIB, &standard,
	    "an attribute is over 64 KiB long", "raise max_text_bytes ");
	check_limit(make_record, 256 * KIB, &standard,
	    "a record is over 256 KiB", "raise max_record_bytes ");
	check_limit(make_name, 256, &standard,
	    "an element's name is over 256 bytes long", "");
	check_limit(make_attribute_name, 256, &standard,
	    "an attribute's name is over 256 bytes long", "");
}

static void
a_limit_that_was_raised_holds_too(void **state UNUSED)
{
	const struct reader_job raised = {.max_records = 1000,
	    .max_bytes = 8 << 20,
	    .limits = {.record_bytes = FEED_MOST_RECORD,
		.text_bytes = 1 << 20,
		.depth = FEED_MOST_DEPTH,
		.attributes = FEED_MOST_ATTRIBUTES}};
	const struct reader_job exact = {.max_bytes = 3000};

	check_limit(make_deep, FEED_MOST_DEPTH, &raised, "more than 200 deep",
	    "max_depth");
	check_limit(make_attributes, FEED_MOST_ATTRIBUTES, &raised,
	    "more than 1000 attributes", "max_attributes");
	check_limit(make_text, 1 << 20, &raised, "one text is over 1 MiB long",
	    "max_text_bytes");
	check_limit(make_attribute, 1 << 20, &raised,
	    "an attribute is over 1 MiB long", "max_text_bytes");
	check_limit(make_record, FEED_MOST_RECORD, &raised,
	    "a record is over 4 MiB", "max_record_bytes");
	check_limit(make_records, 1000, &raised,
	    "it has more than 1000 records", "raise max_records ");
	check_limit(make_bytes, 8 << 20, &raised, "it is over 8 MiB long",
	    "raise max_bytes ");
	check_limit(make_bytes, 3000, &exact, "it is over 3000 bytes long",
	    "raise max_bytes ");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_meets_a_limit_is_read_and_one_more_is_not),
	    cmocka_unit_test(a_limit_that_was_raised_holds_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
