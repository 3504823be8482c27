#include "tests/testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/config.h"

struct site {
	char *title;
	char *file;
	long threads;
	long timeout_s;
	bool example;
	struct config_list address;
};

#define SITE(field) offsetof(struct site, field)

static const struct config_key site_keys[] = {
    {"directory", "title", CONFIG_TEXT, SITE(title), 0, 0, "Signpost",
	"name of the directory"},
    {"directory", "example", CONFIG_BOOL, SITE(example), 0, 0, "yes",
	"sample data"},
    {"listen", "address", CONFIG_LIST, SITE(address), 0, 0, "127.0.0.1:8080",
	"where to listen"},
    {"listen", "threads", CONFIG_LONG, SITE(threads), 1, 64, "2",
	"event loops"},
    {"listen", "timeout", CONFIG_SECONDS, SITE(timeout_s), 1, 86400, "30s",
	"longest wait"},
    {"urgent", "file", CONFIG_TEXT, SITE(file), 0, 0, NULL, "numbers"},
    {0},
};

static char error[300];

/* Reads "text" as a configuration file. */
static bool
read_text(const char *text, struct site *site)
{
	char *folder = test_folder(), *path;
	bool result;

	memset(site, 0, sizeof(*site));
	error[0] = '\0';
	path = test_file_write_text(folder, "signpost.conf", text);
	result = config_read(path, site_keys, site, error, sizeof(error));
	free(path);
	test_folder_remove(folder);
	return result;
}

/* That "text" is refused with a message that ends in "expected". */
static void
assert_refused(const char *text, const char *expected)
{
	struct site site;

	assert_false(read_text(text, &site));
	config_clear(site_keys, &site);
	if (strstr(error, expected) == NULL)
		fail_msg("%s lacks: %s", error, expected);
	assert_non_null(strstr(error, "signpost.conf"));
}

static void
fills_a_struct_by_its_table(void **state)
{
	struct site site;

	(void)state;
	assert_true(read_text("# a comment\n"
			      "[directory]\n"
			      "title = Help in Westby\n"
			      "example = no ; really\n"
			      "\n"
			      "[listen]\n"
			      "address = 127.0.0.1:8080\n"
			      "address = [::1]:8080\n"
			      "threads = 4\n"
			      "timeout = 15m\n",
	    &site));
	assert_string_equal(site.title, "Help in Westby");
	assert_false(site.example);
	assert_int_equal(site.address.count, 2);
	assert_string_equal(site.address.values[1], "[::1]:8080");
	assert_int_equal(site.threads, 4);
	assert_int_equal(site.timeout_s, 900);
	assert_null(site.file);
	config_clear(site_keys, &site);
}

static void
fills_in_what_is_not_said(void **state)
{
	struct site site = {0};

	(void)state;
	assert_true(config_read(NULL, site_keys, &site, error, sizeof(error)));
	assert_string_equal(site.title, "Signpost");
	assert_true(site.example);
	assert_int_equal(site.threads, 2);
	assert_int_equal(site.timeout_s, 30);
	assert_int_equal(site.address.count, 1);
	config_clear(site_keys, &site);
	assert_null(site.title);
	config_clear(site_keys, &site);
	assert_true(read_text("", &site));
	assert_string_equal(site.title, "Signpost");
	config_clear(site_keys, &site);
}

static void
reads_every_unit_of_time(void **state)
{
	static const struct {
		const char *line;
		long seconds;
	} examples[] = {
	    {"timeout = 90", 90},
	    {"timeout = 90s", 90},
	    {"timeout = 2m", 120},
	    {"timeout = 6h", 21600},
	    {"timeout = 1d", 86400},
	};
	struct site site;
	char *text;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(examples); i++) {
		text = xasprintf("[listen]\n%s\n", examples[i].line);
		assert_true(read_text(text, &site));
		assert_int_equal(site.timeout_s, examples[i].seconds);
		config_clear(site_keys, &site);
		free(text);
	}
}

static void
names_file_and_line_of_a_typing_slip(void **state)
{
	(void)state;
	assert_refused("[directory]\ntitle = a\ntitel = b\n",
	    "signpost.conf: line 3: [directory] titel is not a key here:"
	    " expected one of title, example");
	assert_refused("[listen]\nthreads = 2\n[directry]\ntitle = x\n",
	    "line 3: [directry] is not a section here");
	assert_refused("[listen]\ntitle = x\n", "line 2: [listen] title");
	assert_refused("[nothing]\n", "line 1: [nothing]");
	assert_refused("\n\n[listen]\nthreads\n",
	    "line 4: is neither [section] nor key = value");
	assert_refused(
	    "[listen\n", "line 1: is neither [section] nor key = value");
	assert_refused("title = x\n", "line 1: title stands before");
}

static void
reports_the_first_of_several_errors(void **state)
{
	(void)state;
	assert_refused("[listen]\nnonsense\nthreads = 900\n", "line 2: is");
	assert_refused("[listen]\nthreads = 900\nnonsense\n", "line 2: thr");
}

static void
refuses_a_key_given_twice(void **state)
{
	(void)state;
	assert_refused("[directory]\ntitle = a\ntitle = b\n",
	    "line 3: title is given twice");
	assert_refused(
	    "[directory]\ntitle = a\n[listen]\n[directory]\ntitle = b\n",
	    "line 5: title is given twice");
}

static void
refuses_values_that_cannot_be(void **state)
{
	(void)state;
	assert_refused("[listen]\nthreads = 0\n",
	    "threads = 0: expected a number from 1 to 64");
	assert_refused("[listen]\nthreads = 65\n", "threads = 65");
	assert_refused("[listen]\nthreads = two\n", "threads = two");
	assert_refused("[listen]\nthreads =\n", "threads = ");
	assert_refused("[listen]\ntimeout = 5w\n",
	    "expected a time from 1 to 86400 seconds, written as 90s");
	assert_refused("[listen]\ntimeout = 2d\n", "timeout = 2d");
	assert_refused("[listen]\ntimeout = -1\n", "timeout = -1");
	assert_refused("[listen]\ntimeout = s\n", "timeout = s");
	assert_refused("[listen]\ntimeout = 99999999999999999999d\n", "timeo");
	assert_refused("[listen]\ntimeout = 9223372036854775807d\n", "timeo");
	assert_refused("[directory]\nexample = maybe\n",
	    "example = maybe: expected yes or no");
}

static void
refuses_bytes_that_are_no_text(void **state)
{
	struct site site = {0};
	char *folder = test_folder(), *path;

	(void)state;
	assert_refused("[directory]\ntitle = \xFF\n", "line 2: is not UTF-8");
	path = test_file_write(
	    folder, "signpost.conf", "[directory]\ntitle = a\0b\n", 24);
	assert_false(config_read(path, site_keys, &site, error, sizeof(error)));
	assert_non_null(strstr(error, "line 2: holds a NUL byte"));
	free(path);
	test_folder_remove(folder);
}

static void
reads_long_lines_and_refuses_longer_ones(void **state)
{
	struct site site;
	struct buf text = {0};
	int i;

	(void)state;
#ifndef HAVE_INI_MAX_LINE
	TEST_SKIP("this inih has its limits compiled in");
#endif
	buf_add_text(&text, "[directory]\ntitle = ");
	for (i = 0; i < 3000; i++)
		buf_add_char(&text, 'x');
	buf_add_text(&text, "\n[listen]\nthreads = 3\n");
	assert_true(read_text(buf_text(&text), &site));
	assert_int_equal(strlen(site.title), 3000);
	assert_int_equal(site.threads, 3);
	config_clear(site_keys, &site);
	buf_reset(&text);
	buf_add_text(&text, "[directory]\ntitle = ");
	for (i = 0; i < 5000; i++)
		buf_add_char(&text, 'x');
	buf_add_text(&text, "\n");
	assert_refused(buf_text(&text), "line 2: is over ");
	buf_clear(&text);
}

static void
accepts_what_editors_leave_behind(void **state)
{
	struct site site;

	(void)state;
	/* A byte order mark, carriage returns, no newline at the end. */
	assert_true(read_text("\xEF\xBB\xBF[directory]\r\n"
			      "  title  =  Westby = here  \r\n"
			      "[listen]\r\nthreads=3",
	    &site));
	assert_string_equal(site.title, "Westby = here");
	assert_int_equal(site.threads, 3);
	config_clear(site_keys, &site);
}

static void
says_which_file_cannot_be_read(void **state)
{
	struct site site = {0};
	char *folder = test_folder();

	(void)state;
	assert_false(config_read(
	    "/nowhere/signpost.conf", site_keys, &site, error, sizeof(error)));
	assert_string_equal(
	    error, "/nowhere/signpost.conf: No such file or directory");
	assert_false(
	    config_read(folder, site_keys, &site, error, sizeof(error)));
	assert_non_null(strstr(error, "Is a directory"));
	config_clear(site_keys, &site);
	test_folder_remove(folder);
}

static void
keeps_its_message_within_the_room_for_it(void **state)
{
	char small[20];
	struct site site = {0};

	(void)state;
	assert_false(config_read(
	    "/nowhere/signpost.conf", site_keys, &site, small, sizeof(small)));
	assert_int_equal(strlen(small), sizeof(small) - 1);
}

struct feed {
	char name[50];
	char *title;
	long every_s;
	struct config_list source;
};

#define FEED(field) offsetof(struct feed, field)

static const struct config_key feed_keys[] = {
    {NULL, "title", CONFIG_TEXT, FEED(title), 0, 0, NULL, "shown"},
    {NULL, "source", CONFIG_LIST, FEED(source), 0, 0, NULL, "address"},
    {NULL, "every", CONFIG_SECONDS, FEED(every_s), 60, 31536000, "1d", "how"},
    {0},
};

struct feeds {
	struct feed entries[4];
	size_t count;
};

static void *
feed_cb(void *arg, const char *name, char *why, size_t why_size)
{
	struct feeds *feeds = arg;
	size_t i;

	for (i = 0; i < feeds->count; i++) {
		if (strcmp(feeds->entries[i].name, name) == 0) {
			snprintf(why, why_size, "is there twice");
			return NULL;
		}
	}
	snprintf(feeds->entries[feeds->count].name, 50, "%s", name);
	return &feeds->entries[feeds->count++];
}

static bool
read_feeds(const char *text, struct feeds *feeds)
{
	char *folder = test_folder(), *path;
	bool result;

	memset(feeds, 0, sizeof(*feeds));
	path = test_file_write_text(folder, "feeds.conf", text);
	result = config_read_sections(
	    path, NULL, NULL, feed_keys, feed_cb, feeds, error, sizeof(error));
	free(path);
	test_folder_remove(folder);
	return result;
}

static void
clear_feeds(struct feeds *feeds)
{
	size_t i;

	for (i = 0; i < feeds->count; i++)
		config_clear(feed_keys, &feeds->entries[i]);
}

static void
fills_one_struct_for_each_named_section(void **state)
{
	struct feeds feeds;

	(void)state;
	assert_true(read_feeds("[westby]\n"
			       "title = Westby\n"
			       "source = a.xml\n"
			       "source = b.xml\n"
			       "every = 6h\n"
			       "[empty]\n"
			       "[eastby]\n"
			       "title = Eastby\n",
	    &feeds));
	assert_int_equal(feeds.count, 3);
	assert_string_equal(feeds.entries[0].name, "westby");
	assert_string_equal(feeds.entries[0].title, "Westby");
	assert_int_equal(feeds.entries[0].source.count, 2);
	assert_int_equal(feeds.entries[0].every_s, 21600);
	assert_string_equal(feeds.entries[1].name, "empty");
	assert_int_equal(feeds.entries[1].every_s, 86400);
	assert_string_equal(feeds.entries[2].title, "Eastby");
	assert_int_equal(feeds.entries[2].every_s, 86400);
	clear_feeds(&feeds);
}

static void
refuses_sections_as_their_owner_does(void **state)
{
	struct feeds feeds;

	(void)state;
	assert_false(
	    read_feeds("[a]\ntitle = A\n[b]\n[a]\ntitle = B\n", &feeds));
	assert_non_null(strstr(error, "feeds.conf: line 4: [a]: is there"));
	clear_feeds(&feeds);
	assert_false(read_feeds("[a]\n[a]\n", &feeds));
	clear_feeds(&feeds);
	assert_false(read_feeds("title = A\n", &feeds));
	assert_non_null(strstr(error, "line 1: title stands before"));
	assert_false(read_feeds("[]\ntitle = A\n", &feeds));
	assert_non_null(strstr(error, "line 1: a section's name"));
	assert_false(read_feeds("[abcdefghijabcdefghijabcdefghijabcdefghij"
				"abcdefghij]\ntitle = A\n",
	    &feeds));
	assert_non_null(strstr(error, "line 1: a section's name"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(fills_a_struct_by_its_table),
	    cmocka_unit_test(fills_in_what_is_not_said),
	    cmocka_unit_test(reads_every_unit_of_time),
	    cmocka_unit_test(names_file_and_line_of_a_typing_slip),
	    cmocka_unit_test(reports_the_first_of_several_errors),
	    cmocka_unit_test(refuses_a_key_given_twice),
	    cmocka_unit_test(refuses_values_that_cannot_be),
	    cmocka_unit_test(refuses_bytes_that_are_no_text),
	    cmocka_unit_test(reads_long_lines_and_refuses_longer_ones),
	    cmocka_unit_test(accepts_what_editors_leave_behind),
	    cmocka_unit_test(says_which_file_cannot_be_read),
	    cmocka_unit_test(keeps_its_message_within_the_room_for_it),
	    cmocka_unit_test(fills_one_struct_for_each_named_section),
	    cmocka_unit_test(refuses_sections_as_their_owner_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
