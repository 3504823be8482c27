/* The addresses of further pages. */
#include "tests/testing.h"

#include <string.h>

#include "importers/fetch_url.h"

#define SOURCE "https://me:pass@westby.example/list.xml?key=K&page=1"
#define BASE   "https://westby.example/list.xml?key=K&page=1"

static void
next_is(const char *base, const char *next, const char *expected)
{
	struct arena arena = {0};
	const char *got = fetch_next(&arena, base, next, SOURCE);

	if (expected == NULL)
		assert_null(got);
	else
		assert_string_equal(got, expected);
	arena_clear(&arena);
}

static void
a_page_of_the_source_has_its_key(void **state UNUSED)
{
	next_is(BASE, "?page=2",
	    "https://me:pass@westby.example/list.xml?page=2&key=K");
	next_is(BASE, "/a/b?page=2&key=N#top",
	    "https://me:pass@westby.example/a/b?page=2&key=N");
	next_is(BASE, "https://westby.example:443/c",
	    "https://me:pass@westby.example:443/c?key=K&page=1");
}

static void
another_origin_is_refused(void **state UNUSED)
{
	next_is(BASE, "https://other.example/list.xml?page=2", NULL);
	next_is(BASE, "//other.example/", NULL);
	next_is(BASE, "http://westby.example/list.xml?page=2", NULL);
	next_is(BASE, "https://westby.example:8443/", NULL);
	next_is(BASE, "file:///etc/passwd", NULL);
	next_is(BASE, "https://westby.example@other.example/", NULL);
}

static void
where_a_redirect_led_no_key_goes(void **state UNUSED)
{
	next_is(
	    "https://cdn.example/x?p=1", "?p=2", "https://cdn.example/x?p=2");
	next_is("https://cdn.example/x?p=1", "https://u:p@cdn.example/y",
	    "https://cdn.example/y");
	next_is("https://cdn.example/x?p=1", "https://westby.example/", NULL);
}

static void
a_page_has_its_number(void **state UNUSED)
{
	struct arena arena = {0};

	assert_string_equal(fetch_page(&arena, SOURCE, 2),
	    "https://me:pass@westby.example/list.xml?page=2&key=K");
	assert_string_equal(fetch_page(&arena, "http://a.example/b", 12),
	    "http://a.example/b?page=12");
	arena_clear(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_page_of_the_source_has_its_key),
	    cmocka_unit_test(another_origin_is_refused),
	    cmocka_unit_test(where_a_redirect_led_no_key_goes),
	    cmocka_unit_test(a_page_has_its_number),
	};

#ifndef HAVE_CURL
	print_message("skipped: test_fetch_url: built without libcurl\n");
	return 0;
#endif
	return cmocka_run_group_tests(tests, NULL, NULL);
}
