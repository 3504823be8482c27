#include <glob.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "tests/testing.h"
#include "tests/testing_feed.h"

static const char rows[] = "match *\nrecords /*/*[* or @*]\nid @id\n"
			   "name name\ncount /*/@total\n"
			   "location.postcode postcode\n";

static bool
has(const struct buf *said, const char *part)
{
	return strstr(buf_text(said), part) != NULL;
}

static void
a_line_beyond_65535_is_right(void **state UNUSED)
{
	struct buf feed = {0}, said = {0};

	buf_add_text(&feed, "<a>");
	for (int i = 0; i < 70000; i++)
		buf_add_char(&feed, '\n');
	buf_add_text(&feed, "<b\n id='1'\n ><name>N</name></b></a>");
	assert_true(test_feed_text(rows, buf_text(&feed), &said));
	assert_true(has(&said, "service on line 70001: N\n"));
	buf_clear(&feed);
	buf_clear(&said);
}

static void
a_document_cut_anywhere_is_refused(void **state UNUSED)
{
	const char *feed = "<?xml version=\"1.0\"?>\n<a total=\"1\"><b id='1'>"
			   "<name>Caf\xc3\xa9 &amp; co</name><![CDATA[x]]>"
			   "<!-- c --><?p i?></b></a>";
	struct mapping *mapping = test_mapping("rows", rows);

	for (size_t length = 0; length < strlen(feed); length++) {
		struct test_document document = {"cut.xml", feed, length};
		struct buf said = {0};
		assert_false(
		    test_feed_read(&mapping, 1, &document, 1, 0, &said));
		assert_true(has(&said, "document: feed: cut.xml: line "));
		buf_clear(&said);
	}
	mapping_free(mapping);
}

static void
a_zero_byte_is_called_what_it_is(void **state UNUSED)
{
	static const char text[] = "<a>\n<b id='1'><name>N\0M</name></b></a>",
			  tag[] = "<a>\n<b id='1\0'><name>N</name></b></a>";
	struct mapping *mapping = test_mapping("rows", rows);
	struct test_document documents[] = {
	    {"text.xml", text, sizeof(text) - 1},
	    {"tag.xml", tag, sizeof(tag) - 1}};

	for (size_t i = 0; i < ARRAY_LEN(documents); i++) {
		struct buf said = {0};

		assert_false(
		    test_feed_read(&mapping, 1, &documents[i], 1, 0, &said));
		assert_true(has(&said, "line 2, column "));
		assert_true(has(&said, "a zero byte (NUL) stands here"));
		buf_clear(&said);
	}
	mapping_free(mapping);
}

static void
a_declared_count_that_is_not_met_makes_a_part(void **state UNUSED)
{
	struct buf said = {0};

	assert_true(test_feed_text(
	    rows, "<a total='3'><b id='1'><name>N</name></b></a>", &said));
	assert_true(has(&said, "it says that it has 3 records; 1 were found, "
			       "nothing is withdrawn"));
	assert_true(has(&said, "full, a part: 1 records of 3"));
	buf_clear(&said);
}

static void
records_stand_at_any_depth(void **state UNUSED)
{
	static const char anywhere[] = "records //b\nid @id\nname n\n"
				       "summary ../@of\nfeed.title //h\n";
	struct buf said = {0};

	assert_true(test_feed_text(anywhere,
	    "<a><h>Head</h>\n<b id='1'><n>One</n></b>\n<c of='C'><d/>"
	    "<b id='2'><n>Two</n></b></c>\n<c><c><c><b id='3'><n>Three</n>"
	    "<b id='4'><n>Four</n></b></b></c></c></c></a>",
	    &said));
	assert_true(has(&said, "service on line 2: One\n"));
	assert_true(has(&said, "service on line 3: Two\n"));
	assert_true(has(&said, "summary: C\n"));
	assert_true(has(&said, "service on line 4: Three\n"));
	assert_false(has(&said, "Four\n"));
	assert_true(has(&said, "Head"));
	assert_true(has(&said, "line 4: what the mapping takes for a record "
			       "stands within another record"));
	buf_clear(&said);
	assert_true(test_feed_text("records //b[parent::c]\nname n\n",
	    "<b><b><n>One</n></b><c><b><n>Two</n></b></c></b>", &said));
	buf_clear(&said);
	assert_true(test_feed_text("records //b[parent::c]\nname n\n",
	    "<a><b><n>One</n></b><c><b><n>Two</n></b></c></a>", &said));
	assert_false(has(&said, ": One\n"));
	assert_true(has(&said, ": Two\n"));
	buf_clear(&said);
}

static void
much_between_records_anywhere_is_let_go(void **state UNUSED)
{
	struct buf feed = {0}, said = {0};

	buf_add_text(&feed, "<a>");
	for (int i = 0; i < 20000; i++)
		buf_printf(&feed,
		    "\n<w k='%d'><x>some words</x>"
		    "<b id='%d'><n>N%d</n></b></w>",
		    i, i, i);
	buf_add_text(&feed, "</a>");
	assert_true(
	    test_feed_text("records //b\nid @id\nname n\nsummary ../@k\n",
		buf_text(&feed), &said));
	assert_true(has(&said, "line 20001: N19999\n"));
	assert_true(has(&said, "summary: 19999\n"));
	assert_true(has(&said, "more than 256 KiB stand outside its records"));
	buf_clear(&feed);
	buf_clear(&said);
}

static void
a_document_of_another_root_is_refused_in_a_set(void **state UNUSED)
{
	struct mapping *mapping =
	    test_mapping("own", "records /a/b\nname name\n");
	struct test_document documents[] = {
	    {"one.xml", "<a><b><name>N</name></b></a>", 28},
	    {"two.xml", "<z/>", 4}};
	struct buf said = {0};

	assert_false(test_feed_read(&mapping, 1, documents, 2, 0, &said));
	assert_true(has(&said, "two.xml: line 1, column 3: the root element "
			       "is <z>; the mapping own reads /a/b"));
	buf_clear(&said);
	mapping_free(mapping);
}

static void
reports_what_was_seen_and_never_used(void **state UNUSED)
{
	struct buf said = {0};

	assert_true(test_feed_text("records /a/b\nname n\nskip_if s = 'x'\n",
	    "<a><h>head</h>\n<b><n>N</n><s/><f name='Fax'>1</f><f name='Tel'/>"
	    "<deep><er>x</er></deep></b>\n<b><n>M</n><f name='Fax'>2</f></b>"
	    "</a>",
	    &said));
	assert_true(has(&said, "unused: b/f[@name='Fax'], 2 times, first on "
			       "line 2\n"));
	assert_true(has(&said, "unused: b/deep, 1 times"));
	assert_true(has(&said, "unused: h, 1 times"));
	assert_false(has(&said, "b/s"));
	assert_false(has(&said, "Tel"));
	buf_clear(&said);
}

static void
more_outside_records_than_kept_is_passed_over(void **state UNUSED)
{
	struct buf feed = {0}, said = {0};

	buf_add_text(&feed, "<a>");
	for (int i = 0; i < 60; i++) {
		buf_add_text(&feed, "<note>");
		for (int j = 0; j < 1000; j++)
			buf_add_text(&feed, "0123456789");
		buf_add_text(&feed, "</note>\n");
	}
	buf_add_text(&feed, "<b id='1'><name>N</name></b></a>");
	assert_true(test_feed_text(
	    "records /a/b\nname name\n", buf_text(&feed), &said));
	assert_true(has(&said, "more than 256 KiB stand outside its records"));
	assert_true(has(&said, ": N\n"));
	buf_clear(&feed);
	buf_clear(&said);
}

/* How many records the summary counts. */
static long
records_in(const struct buf *said)
{
	const char *line = strstr(buf_text(said), "\nfull, ");

	if (line == NULL)
		line = strstr(buf_text(said), "\nchanges, ");
	assert_non_null(line);
	return strtol(strchr(line, ':') + 1, NULL, 10);
}

static long
read_file(
    const struct test_mappings *mappings, const char *path, const char *mapping)
{
	struct test_document document = {.name = path};
	struct buf said = {0};
	long records;

	document.data = test_file_read(path, &document.length);
	if (!test_feed_read(
		mappings->all, mappings->count, &document, 1, 0, &said))
		fail_msg("%s", buf_text(&said));
	assert_true(has(&said, mapping));
	assert_true(has(&said, " 0 refused, "));
	records = records_in(&said);
	free((char *)document.data);
	buf_clear(&said);
	return records;
}

/* Real feeds lie beside the tree where they may; they are not ours to give. */
static void
read_real(const char *test, const char *pattern, const char *mapping,
    size_t files, long records)
{
	const char *given = getenv("SIGNPOST_SHARED");
	char *shared =
	    given != NULL ? xstrdup(given) : test_source("../shared");
	char *all = xasprintf("%s/%s", shared, pattern);
	struct test_mappings mappings;
	glob_t found;
	long sum = 0;

	free(shared);
	if (glob(all, 0, NULL, &found) != 0) {
		free(all);
		test_skip(test, "the real feeds are not there");
	}
	test_mappings_load(&mappings);
	for (size_t i = 0; i < found.gl_pathc; i++)
		sum += read_file(&mappings, found.gl_pathv[i], mapping);
	assert_int_equal(found.gl_pathc, files);
	assert_int_equal(sum, records);
	test_mappings_clear(&mappings);
	globfree(&found);
	free(all);
}

static void
reads_the_real_jadu_directory(void **state UNUSED)
{
	read_real(
	    __func__, "feeds/jadu-directory/*.xml", "mapping: jadu", 1, 62);
}

static void
reads_the_real_nhs_syndication_files(void **state UNUSED)
{
	read_real(
	    __func__, "feeds/nhs-choices-atom/*.xml", "mapping: nhs-", 18, 189);
}

static void
reads_the_search_set(void **state UNUSED)
{
	read_real(
	    __func__, "searchset/corpus.xml", "mapping: directory", 1, 1227);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_line_beyond_65535_is_right),
	    cmocka_unit_test(a_document_cut_anywhere_is_refused),
	    cmocka_unit_test(a_zero_byte_is_called_what_it_is),
	    cmocka_unit_test(a_declared_count_that_is_not_met_makes_a_part),
	    cmocka_unit_test(records_stand_at_any_depth),
	    cmocka_unit_test(much_between_records_anywhere_is_let_go),
	    cmocka_unit_test(a_document_of_another_root_is_refused_in_a_set),
	    cmocka_unit_test(reports_what_was_seen_and_never_used),
	    cmocka_unit_test(more_outside_records_than_kept_is_passed_over),
	    cmocka_unit_test(reads_the_real_jadu_directory),
	    cmocka_unit_test(reads_the_real_nhs_syndication_files),
	    cmocka_unit_test(reads_the_search_set),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
