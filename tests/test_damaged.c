/*
 * Feeds that were damaged on their way: cut off after any byte, or with any
 * byte changed.  Whatever comes of it, one that was cut is never taken for
 * the whole, each refusal has its message, and memory comes back.
 */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "tests/testing.h"
#include "tests/testing_feed.h"

/* A small feed of each format that we ship, and of the shapes of one. */
static const char *const feeds[] = {"airs-agencies", "airs-privacy",
    "atom-entries", "atom-rss", "directory", "fhir-bundle", "jadu-directory",
    "nhs-all", "nhs-facilities", "nhs-modified-since", "nhs-organisation",
    "nhs-overview", "nhs-services", "open-referral", "rows-spellings"};

/* The sanitizers take ten times as long. */
#ifdef SIGNPOST_SANITIZERS
#define STEP 7
#else
#define STEP 1
#endif

struct damaged {
	struct test_mappings mappings;
	struct mapping *mapping; /* the feed's own: it is read with it */
	struct test_document document;
};

static void
load(struct damaged *damaged, const char *name)
{
	char *path = xasprintf("tests/feeds/%s.xml", name);
	char *file = test_source(path), chosen[40];
	struct buf said = {0};

	free(path);
	damaged->document.name = name;
	damaged->document.data =
	    test_file_read(file, &damaged->document.length);
	assert_true(test_feed_read(damaged->mappings.all,
	    damaged->mappings.count, &damaged->document, 1, 0, &said));
	assert_int_equal(sscanf(buf_text(&said), "mapping: %39s", chosen), 1);
	damaged->mapping = NULL;
	for (size_t i = 0; i < damaged->mappings.count; i++)
		if (strcmp(mapping_name(damaged->mappings.all[i]), chosen) == 0)
			damaged->mapping = damaged->mappings.all[i];
	assert_non_null(damaged->mapping);
	buf_clear(&said);
	free(file);
}

static bool
read_it(
    struct damaged *damaged, const char *data, size_t length, struct buf *said)
{
	const struct test_document document = {"d.xml", data, length};

	buf_reset(said);
	return test_feed_read(&damaged->mapping, 1, &document, 1, 0, said);
}

static void
refused_in_words(const char *name, size_t at, struct buf *said)
{
	if (strstr(buf_text(said), "document: feed: d.xml: line ") == NULL)
		fail_msg("%s, byte %zu: %s", name, at, buf_text(said));
}

static void
one_that_is_cut_anywhere_is_refused(void **state)
{
	struct damaged *damaged = *state;
	struct buf said = {0};

	for (size_t i = 0; i < ARRAY_LEN(feeds); i++) {
		const char *data;
		size_t whole;

		load(damaged, feeds[i]);
		data = damaged->document.data;
		/* Without its last line feed it is still whole. */
		whole = damaged->document.length;
		while (data[whole - 1] != '>')
			whole--;
		for (size_t at = 0; at < whole; at += STEP) {
			/* A copy of that size: one byte too far is seen. */
			char *copy = xstrndup(data, at);

			if (read_it(damaged, copy, at, &said))
				fail_msg("%s, cut after %zu bytes, passed",
				    feeds[i], at);
			refused_in_words(feeds[i], at, &said);
			free(copy);
		}
		free((char *)data);
	}
	buf_clear(&said);
}

static void
one_with_any_byte_changed_is_read_or_refused(void **state)
{
	static const unsigned char changes[] = {0x01, 0x20, 0x80, 0xff};
	struct damaged *damaged = *state;
	struct buf said = {0};
	char *data;

	load(damaged, "directory");
	data = (char *)damaged->document.data;
	for (size_t at = 0; at < damaged->document.length; at += STEP)
		for (size_t i = 0; i < ARRAY_LEN(changes); i++) {
			data[at] = (char)(data[at] ^ changes[i]);
			if (!read_it(
				damaged, data, damaged->document.length, &said))
				refused_in_words("directory", at, &said);
			data[at] = (char)(data[at] ^ changes[i]);
		}
	free(data);
	buf_clear(&said);
}

static void
what_was_refused_leaves_no_memory_behind(void **state)
{
#ifdef SIGNPOST_SANITIZERS
	(void)state;
	test_skip(__func__, "the sanitizers count memory themselves");
#else
	struct damaged *damaged = *state;
	struct buf said = {0};
	size_t before = 0;

	load(damaged, "open-referral");
	for (int round = 0; round < 20; round++) {
		for (size_t at = 1; at < damaged->document.length; at += 97)
			read_it(damaged, damaged->document.data, at, &said);
		if (round == 1) /* libxml2 keeps a little for ever */
			before = mallinfo2().uordblks;
	}
	/* 500 were refused meanwhile; a heap in use is never quite the same. */
	assert_true(mallinfo2().uordblks < before + 32 * 1024);
	free((char *)damaged->document.data);
	buf_clear(&said);
#endif
}

static int
begin(void **state)
{
	struct damaged *damaged = xcalloc(1, sizeof(*damaged));

	test_mappings_load(&damaged->mappings);
	*state = damaged;
	return 0;
}

static int
end(void **state)
{
	struct damaged *damaged = *state;

	test_mappings_clear(&damaged->mappings);
	free(damaged);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(one_that_is_cut_anywhere_is_refused),
	    cmocka_unit_test(one_with_any_byte_changed_is_read_or_refused),
	    cmocka_unit_test(what_was_refused_leaves_no_memory_behind),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
