#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "importers/reader_child.h"
#include "tests/testing.h"

/* What one run said. */
struct heard {
	struct arena arena;
	struct buf names, problems;
	long listings, progress;
	bool begun, begun_first;
	char *mapping;
	struct reader_summary summary;
};

static const char rows[] = "match * where */name\n"
			   "records /*/*[* or @*]\n"
			   "id @id\nname name\nphone phone\n";

static void
begun_cb(void *arg, const struct reader_summary *summary)
{
	struct heard *heard = arg;

	heard->begun = true;
	heard->begun_first = heard->listings == 0;
	heard->mapping = arena_strdup(&heard->arena, summary->mapping);
}

static void
listing_cb(void *arg, struct listing *listing)
{
	struct heard *heard = arg;

	if (heard->listings++ < 10)
		buf_printf(&heard->names, "%s;", listing->name);
}

static void
problem_cb(void *arg, const struct problem *problem)
{
	struct heard *heard = arg;

	problem_text(&heard->problems, "feed", problem);
	buf_add_char(&heard->problems, '\n');
}

static void
progress_cb(void *arg, long bytes UNUSED, long records UNUSED)
{
	((struct heard *)arg)->progress++;
}

static int
file_with(const char *data, size_t length)
{
	FILE *file = tmpfile();
	int fd;

	assert_non_null(file);
	assert_int_equal(fwrite(data, 1, length, file), length);
	assert_int_equal(fflush(file), 0);
	fd = dup(fileno(file));
	fclose(file);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	return fd;
}

static enum reader_result
run_fd(struct heard *heard, int fd, const char *mapping, long max_records)
{
	const struct reader_mapping mappings[] = {
	    {.name = "rows", .text = mapping}};
	const struct reader_source sources[] = {{"feed.xml", fd}};
	const struct reader_job job = {.mappings = mappings,
	    .mappings_count = 1,
	    .mapping_chosen = true,
	    .sources = sources,
	    .sources_count = 1,
	    .max_records = max_records};
	const struct reader_handler handler = {
	    heard, begun_cb, listing_cb, problem_cb, progress_cb};

	memset(heard, 0, sizeof(*heard));
	return reader_run(&job, &handler, &heard->arena, &heard->summary);
}

static enum reader_result
run_text(struct heard *heard, const char *text)
{
	int fd = file_with(text, strlen(text));
	enum reader_result result = run_fd(heard, fd, rows, 0);

	close(fd);
	return result;
}

static void
heard_clear(struct heard *heard)
{
	buf_clear(&heard->names);
	buf_clear(&heard->problems);
	arena_clear(&heard->arena);
}

static void
hands_over_the_records_of_a_feed(void **state UNUSED)
{
	struct heard heard;

	assert_int_equal(
	    run_text(&heard,
		"<rows><row id='1'><name>Mind in Quexby</name></row>"
		"<row id='2'><name>Quexby Caf\xc3\xa9</name></row></rows>"),
	    READER_OK);
	assert_string_equal(
	    buf_text(&heard.names), "Mind in Quexby;Quexby Caf\xc3\xa9;");
	assert_true(heard.begun_first);
	assert_string_equal(heard.mapping, "rows");
	assert_true(heard.summary.full);
	assert_true(heard.summary.whole);
	assert_int_equal(heard.summary.records, 2);
	assert_string_equal(buf_text(&heard.problems), "");
	heard_clear(&heard);
}

static void
says_why_a_document_is_refused(void **state UNUSED)
{
	struct heard heard;

	assert_int_equal(run_text(&heard, "<rows>\n<row>"), READER_REFUSED);
	assert_non_null(strstr(buf_text(&heard.problems),
	    "feed: feed.xml: line 2, column 6: the document ends before its "
	    "elements are closed"));
	heard_clear(&heard);
}

static void
names_the_line_of_a_wrong_mapping(void **state UNUSED)
{
	struct heard heard;
	int fd = file_with("<a/>", 4);

	assert_int_equal(
	    run_fd(&heard, fd, "records /a/b\nnaem x\n", 0), READER_REFUSED);
	assert_non_null(strstr(buf_text(&heard.problems),
	    "mapping rows: line 2: no field is called 'naem' here"));
	close(fd);
	heard_clear(&heard);
}

static void
any_file_name_can_be_reported(void **state UNUSED)
{
	struct reader_mapping mapping = {.name = "rows", .text = rows};
	struct reader_source source = {.fd = file_with("<a", 2)};
	struct reader_job job = {.mappings = &mapping,
	    .mappings_count = 1,
	    .sources = &source,
	    .sources_count = 1};
	struct reader_handler handler = {
	    .listing = listing_cb, .problem = problem_cb};
	char name[3000];
	struct heard heard = {.listings = 0};

	handler.arg = &heard;
	memset(name, 'n', sizeof(name));
	memcpy(name, "caf\xe9-", 5);
	name[sizeof(name) - 1] = '\0';
	source.name = name;
	assert_int_equal(
	    reader_run(&job, &handler, &heard.arena, &heard.summary),
	    READER_REFUSED);
	assert_non_null(strstr(buf_text(&heard.problems), "caf?-nnn"));
	buf_reset(&heard.problems);
	mapping.text = "name \xff";
	assert_int_equal(
	    reader_run(&job, &handler, &heard.arena, &heard.summary),
	    READER_REFUSED);
	assert_non_null(strstr(
	    buf_text(&heard.problems), "the mapping rows is no text in UTF-8"));
	close(source.fd);
	heard_clear(&heard);
}

/* Where a long value is cut to be shown, half a character must not stay. */
static void
a_value_cut_within_a_character_is_reported(void **state UNUSED)
{
	struct heard heard = {.listings = 0};
	struct buf feed = {0};

	for (int before = 90; before < 110; before++) {
		buf_reset(&feed);
		buf_add_text(&feed, "<rows><row id='1'><name>N</name><phone>");
		for (int i = 0; i < before; i++)
			buf_add_char(&feed, 'x');
		for (int i = 0; i < 200; i++)
			buf_add_text(&feed, "\xe2\x82\xac");
		buf_add_text(&feed, "</phone></row></rows>");
		assert_int_equal(run_text(&heard, buf_text(&feed)), READER_OK);
		assert_non_null(strstr(buf_text(&heard.problems), "xxx"));
		heard_clear(&heard);
	}
	buf_clear(&feed);
}

/* More than any pipe holds, both ways at once. */
static void
neither_end_waits_for_the_other_for_ever(void **state UNUSED)
{
	struct heard heard;
	struct buf feed = {0};
	int fd;

	buf_add_text(&feed, "<rows>");
	for (int i = 0; i < 20000; i++)
		buf_printf(&feed,
		    "<row id='%d'><name>Service number %d of a long list that "
		    "goes on</name></row>\n",
		    i, i);
	buf_add_text(&feed, "</rows>");
	fd = file_with(feed.data, feed.length);
	assert_int_equal(run_fd(&heard, fd, rows, 0), READER_OK);
	assert_int_equal(heard.listings, 20000);
	assert_true(heard.progress > 10);
	close(fd);
	buf_clear(&feed);
	heard_clear(&heard);
}

#ifndef SIGNPOST_SANITIZERS /* they keep freed memory */
/* The feed goes to its file as it is made: a child's peak starts as ours. */
static long
peak_kib(int records)
{
	struct rusage usage;
	struct heard heard;
	FILE *file = tmpfile();
	int fd;

	assert_non_null(file);
	fprintf(file, "<rows>");
	for (int i = 0; i < records; i++)
		fprintf(file,
		    "<row id='%d'><name>Service %d</name><note>%0500d</note>"
		    "</row>\n",
		    i, i, i);
	fprintf(file, "</rows>");
	assert_int_equal(fflush(file), 0);
	fd = dup(fileno(file));
	fclose(file);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	assert_int_equal(run_fd(&heard, fd, rows, 0), READER_OK);
	assert_int_equal(heard.listings, records);
	close(fd);
	heard_clear(&heard);
	assert_int_equal(getrusage(RUSAGE_CHILDREN, &usage), 0);
	return usage.ru_maxrss;
}
#endif

/* Has to run first: the peak is that of all children so far. */
static void
memory_does_not_grow_with_the_feed(void **state UNUSED)
{
#ifdef SIGNPOST_SANITIZERS
	test_skip(__func__, "the sanitizers keep freed memory");
#else
	long few = peak_kib(1000), many = peak_kib(50000);

	if (many > few + few / 10)
		fail_msg(
		    "%ld KiB for 1,000 records, %ld for 50,000", few, many);
#endif
}

static void
refuses_more_records_than_allowed(void **state UNUSED)
{
	struct heard heard;
	const char *text = "<r><s id='1'><name>a</name></s><s id='2'>"
			   "<name>b</name></s><s id='3'><name>c</name></s></r>";
	int fd = file_with(text, strlen(text));

	assert_int_equal(run_fd(&heard, fd, rows, 2), READER_REFUSED);
	assert_int_equal(heard.listings, 2);
	assert_non_null(
	    strstr(buf_text(&heard.problems), "more than 2 records"));
	close(fd);
	heard_clear(&heard);
}

static void
refuses_a_folder_as_a_source(void **state UNUSED)
{
	struct heard heard;
	int fd = open("/", O_RDONLY);

	assert_int_equal(run_fd(&heard, fd, rows, 0), READER_REFUSED);
	assert_non_null(strstr(
	    buf_text(&heard.problems), "it cannot be read: Is a directory"));
	close(fd);
	heard_clear(&heard);
}

/* A false reader: what the importer must survive. */
static enum reader_result
run_false(struct heard *heard, const char *script)
{
	char path[] = "/tmp/signpost-test-XXXXXX";
	int fd = mkstemp(path);
	enum reader_result result;

	assert_true(fd >= 0);
	assert_true(dprintf(fd, "#!/bin/sh\n%s\n", script) > 0);
	fchmod(fd, 0700);
	close(fd);
	setenv("SIGNPOST_FEED_READER", path, 1);
	result = run_text(heard, "<rows/>");
	unsetenv("SIGNPOST_FEED_READER");
	unlink(path);
	return result;
}

static void
a_reader_that_dies_is_reported(void **state UNUSED)
{
	struct heard heard;

	assert_int_equal(run_false(&heard, "kill -SEGV $$"), READER_BROKEN);
	assert_non_null(
	    strstr(buf_text(&heard.problems), "ended by signal 11"));
	heard_clear(&heard);
	assert_int_equal(run_false(&heard, "kill -XCPU $$"), READER_BROKEN);
	assert_non_null(strstr(buf_text(&heard.problems),
	    "it used more than 60 s of processor time"));
	heard_clear(&heard);
	assert_int_equal(run_false(&heard, "exit 3"), READER_BROKEN);
	assert_non_null(strstr(buf_text(&heard.problems), "status 3"));
	heard_clear(&heard);
}

static void
a_reader_that_is_not_there_is_reported(void **state UNUSED)
{
	struct heard heard;

	setenv("SIGNPOST_FEED_READER", "/nonexistent/reader", 1);
	assert_int_equal(run_text(&heard, "<rows/>"), READER_BROKEN);
	unsetenv("SIGNPOST_FEED_READER");
	assert_non_null(strstr(buf_text(&heard.problems), "cannot be started"));
	heard_clear(&heard);
}

static void
a_reader_that_sends_nonsense_is_not_believed(void **state UNUSED)
{
	static const char *const scripts[] = {
	    "printf '\\377\\377\\377\\377x'", /* a frame of 4 GiB */
	    "printf '\\001\\0\\0\\0z'",       /* an unknown message */
	    "printf '\\001\\0\\0\\0C'",       /* an empty listing */
	    "printf '\\001\\0\\0\\0F'",       /* a refusal without a reason */
	    "printf '\\001\\0\\0\\0E'",       /* an empty summary */
	    "cat /dev/zero",
	};

	for (size_t i = 0; i < ARRAY_LEN(scripts); i++) {
		struct heard heard;
		assert_int_equal(run_false(&heard, scripts[i]), READER_BROKEN);
		assert_non_null(
		    strstr(buf_text(&heard.problems), "the reader"));
		assert_int_equal(heard.listings, 0);
		heard_clear(&heard);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(memory_does_not_grow_with_the_feed),
	    cmocka_unit_test(hands_over_the_records_of_a_feed),
	    cmocka_unit_test(says_why_a_document_is_refused),
	    cmocka_unit_test(names_the_line_of_a_wrong_mapping),
	    cmocka_unit_test(any_file_name_can_be_reported),
	    cmocka_unit_test(a_value_cut_within_a_character_is_reported),
	    cmocka_unit_test(neither_end_waits_for_the_other_for_ever),
	    cmocka_unit_test(refuses_more_records_than_allowed),
	    cmocka_unit_test(refuses_a_folder_as_a_source),
	    cmocka_unit_test(a_reader_that_dies_is_reported),
	    cmocka_unit_test(a_reader_that_is_not_there_is_reported),
	    cmocka_unit_test(a_reader_that_sends_nonsense_is_not_believed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
