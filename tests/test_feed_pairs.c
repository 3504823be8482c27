/*
 * Whole documents: tests/feeds/NAME.xml beside NAME.expected.  A folder
 * NAME.set holds the documents of one set, in order of their names.  Read
 * with the mappings that we ship, or with NAME.mapping where there is one.
 * A new pair needs no C; after a change that is meant,
 *
 *	UPDATE_EXPECTED=1 make check ONLY=tests/test_feed_pairs
 *
 * writes what is said now, to be read before it is committed.
 */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "tests/testing.h"
#include "tests/testing_feed.h"

#define MAX_PAIRS     200
#define MAX_DOCUMENTS 20

static char *
with_ending(const char *path, const char *ending)
{
	const char *dot = strrchr(path, '.');

	return xasprintf("%.*s%s", (int)(dot - path), path, ending);
}

static void
load(struct test_document *document, char *path)
{
	document->name = strrchr(path, '/') + 1;
	document->data = test_file_read(path, &document->length);
}

static size_t
load_set(char *path, struct test_document documents[], glob_t *found)
{
	char *pattern = xasprintf("%s/*.xml", path);

	assert_int_equal(glob(pattern, 0, NULL, found), 0);
	free(pattern);
	assert_true(found->gl_pathc <= MAX_DOCUMENTS);
	for (size_t i = 0; i < found->gl_pathc; i++)
		load(&documents[i], found->gl_pathv[i]);
	return found->gl_pathc;
}

static void
read_all(char *path, size_t piece, struct buf *out)
{
	struct test_document documents[MAX_DOCUMENTS];
	struct test_mappings mappings = {.count = 0};
	char *own = with_ending(path, ".mapping");
	size_t count = 1, length;
	glob_t found = {0};

	if (strstr(path, ".set") != NULL)
		count = load_set(path, documents, &found);
	else
		load(&documents[0], path);
	if (access(own, R_OK) == 0) {
		char *text = test_file_read(own, &length);
		mappings.all[mappings.count++] = test_mapping("own", text);
		free(text);
	} else {
		test_mappings_load(&mappings);
	}
	test_feed_read(
	    mappings.all, mappings.count, documents, count, piece, out);
	test_mappings_clear(&mappings);
	for (size_t i = 0; i < count; i++)
		free((char *)documents[i].data);
	globfree(&found);
	free(own);
}

static void
reads_as_expected(void **state)
{
	char *path = *state, *expected = with_ending(path, ".expected"), *want;
	struct buf whole = {0}, pieces = {0};
	size_t length;
	FILE *file;

	read_all(path, 0, &whole);
	if (getenv("UPDATE_EXPECTED") != NULL) {
		file = fopen(expected, "w");
		assert_non_null(file);
		fwrite(whole.data, 1, whole.length, file);
		fclose(file);
	}
	want = test_file_read(expected, &length);
	assert_string_equal(want, buf_text(&whole));
	/* However the bytes arrive, the same is said. */
	read_all(path, 7, &pieces);
	assert_string_equal(want, buf_text(&pieces));
	free(want);
	free(expected);
	buf_clear(&whole);
	buf_clear(&pieces);
}

/* --- one document, written in other ways ---------------------------------- */

/* What is put before closing tags, behind opening ones, and at line ends. */
static const struct manner {
	const char *what, *before_close, *behind_open, *line_end;
} manners[] = {
    {"with comments in its texts", "<!-- x -->", "<!-- x -->", "\n"},
    {"with blanks around its texts", "  ", "  \t", "\n"},
    {"with lines that end as in Windows", "", "", "\r\n"},
    {"with processing instructions", "<?x y?>", "", "\n"},
};

static bool
text_begins(const char *at)
{
	return at[-1] == '>' && *at != '<' && *at != '\n' && *at != '\0';
}

static char *
rewritten(const char *text, const struct manner *manner)
{
	struct buf out = {0};
	const char *root = strstr(text, "?>");

	root = root == NULL ? text : root + 2;
	for (const char *at = text; *at != '\0'; at++) {
		if (at > root && text_begins(at))
			buf_add_text(&out, manner->behind_open);
		if (at > root && at[0] == '<' && at[1] == '/' && at[-1] != '\n')
			buf_add_text(&out, manner->before_close);
		if (*at == '\n')
			buf_add_text(&out, manner->line_end);
		else
			buf_add_char(&out, *at);
	}
	return buf_take(&out);
}

/* Elements within texts, and what is no text: there blanks are words. */
static bool
is_plain(const char *path, const char *text, const char *expected)
{
	return strncmp(expected, "document:", 9) != 0 &&
	       strstr(path, "encoding-") == NULL &&
	       strstr(text, "<![CDATA[") == NULL &&
	       strstr(text, "xhtml") == NULL && strstr(text, "<!--") == NULL;
}

static void
says_the_same_in_another_manner(char *path, const struct manner *manner)
{
	char *expected = with_ending(path, ".expected"), *want, *text, *again;
	struct test_document document = {0};
	struct test_mappings mappings = {.count = 0};
	struct buf out = {0};
	size_t length;

	load(&document, path);
	want = test_file_read(expected, &length);
	text = xasprintf("%.*s", (int)document.length, document.data);
	if (is_plain(path, text, want)) {
		again = rewritten(text, manner);
		free((char *)document.data);
		document.data = again;
		document.length = strlen(again);
		test_mappings_load(&mappings);
		test_feed_read(
		    mappings.all, mappings.count, &document, 1, 0, &out);
		test_mappings_clear(&mappings);
		if (strcmp(want, buf_text(&out)) != 0)
			print_error("%s %s:\n", path, manner->what);
		assert_string_equal(want, buf_text(&out));
	}
	free((char *)document.data);
	free(text);
	free(want);
	free(expected);
	buf_clear(&out);
}

static void
says_the_same_in_any_manner(void **state)
{
	static const char *const names[] = {"airs-agencies", "airs-privacy",
	    "atom-entries", "atom-rss", "directory", "fhir-bundle",
	    "fhir-one-resource", "jadu-directory", "nhs-all", "nhs-facilities",
	    "nhs-modified-since", "nhs-organisation", "nhs-overview",
	    "nhs-services", "open-referral", "rows-spellings"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		char *name = xasprintf("tests/feeds/%s.xml", names[i]);
		char *path = test_source(name);

		for (size_t j = 0; j < ARRAY_LEN(manners); j++)
			says_the_same_in_another_manner(path, &manners[j]);
		free(path);
		free(name);
	}
}

int
main(void)
{
	struct CMUnitTest tests[MAX_PAIRS + 1];
	char *pattern = test_source("tests/feeds/*.xml");
	char *sets = test_source("tests/feeds/*.set");
	glob_t found;

	if (glob(pattern, 0, NULL, &found) != 0 ||
	    glob(sets, GLOB_APPEND, NULL, &found) != 0 ||
	    found.gl_pathc > MAX_PAIRS)
		return 1;
	for (size_t i = 0; i < found.gl_pathc; i++)
		tests[i] = (struct CMUnitTest){
		    .name = strrchr(found.gl_pathv[i], '/') + 1,
		    .test_func = reads_as_expected,
		    .initial_state = found.gl_pathv[i]};
	tests[found.gl_pathc] =
	    (struct CMUnitTest)cmocka_unit_test(says_the_same_in_any_manner);
	int failed = _cmocka_run_group_tests(
	    "feeds", tests, found.gl_pathc + 1, NULL, NULL);
	globfree(&found);
	free(pattern);
	free(sets);
	return failed;
}
