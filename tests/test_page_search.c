/* /search from page to page, and who may keep it. */
#include <string.h>

#include "tests/testing_html.h"
#include "tests/testing_page.h"

static void
shows_each_listing_once_from_page_to_page(void **state)
{
	char *all =
	    test_html_codes(&arena, test_site_get(&site, "/search?sort=name"));
	char *url = arena_strdup(&arena, "/search?sort=name&limit=4");
	struct buf seen = {0};
	int pages = 0;

	(void)state;
	while (url != NULL) {
		const char *page = test_site_get(&site, url);

		if (pages > 0) {
			buf_add_char(&seen, ' ');
			test_has(page, "rel=\"prev\"");
		}
		buf_add_text(&seen, test_html_codes(&arena, page));
		pages++;
		url = test_html_attribute(
		    &arena, page, "rel=\"next\"", "href", 0);
	}
	assert_int_equal(pages, 4);
	assert_string_equal(buf_text(&seen), all);
	buf_clear(&seen);
}

static void
leads_back_from_a_page_past_the_last(void **state)
{
	const char *page = test_site_get(&site, "/search?limit=4&page=9");
	char *back =
	    test_html_attribute(&arena, page, "rel=\"prev\"", "href", 0);

	(void)state;
	assert_int_equal(site.status, STATUS_OK);
	assert_string_equal(back, "/search?page=4&limit=4");
	assert_true(
	    strlen(test_html_codes(&arena, test_site_get(&site, back))) > 0);
}

static void
returns_from_a_listing_to_the_page_it_was_on(void **state)
{
	const char *page =
	    test_site_get(&site, "/search?type=talking&limit=2&page=2");
	char *url, *back, *codes = test_html_codes(&arena, page);

	(void)state;
	url = test_html_attribute(&arena, strstr(page, "<h3>"), "", "href", 0);
	back = test_html_attribute(&arena,
	    strstr(test_site_get(&site, url), "class=\"crumb\"") - 3, "href",
	    "href", 0);
	assert_string_equal(
	    test_html_codes(&arena, test_site_get(&site, back)), codes);
}

static void
lets_nobody_keep_an_answer_about_a_person(void **state)
{
	static const char *const personal[] = {"q=panic", "near=QX4+2AB",
	    "near=nowhere+at+all", "age=40", "age=old", "gender=women",
	    "gender=other", "type=talking&area=westby&age=4"};
	static const char *const open[] = {"", "area=westby", "type=talking",
	    "cost=free", "feed=westby&sort=name", "q=&near=&age=&gender="};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(personal); i++) {
		test_site_getf(&site, "/search?%s", personal[i]);
		assert_int_equal(site.page.caching, CACHE_NONE);
		test_site_getf(&site, "/search.json?%s", personal[i]);
		assert_int_equal(site.page.caching, CACHE_NONE);
		test_site_getf(&site, "/embed?%s", personal[i]);
		assert_int_equal(site.page.caching, CACHE_NONE);
		test_site_getf(&site, "/services/tk2w3s?%s", personal[i]);
		assert_int_equal(site.page.caching, CACHE_NONE);
	}
	for (size_t i = 0; i < ARRAY_LEN(open); i++) {
		test_site_getf(&site, "/search?%s", open[i]);
		assert_int_equal(site.page.caching, CACHE_BROWSE);
		test_site_getf(&site, "/search.json?%s", open[i]);
		assert_int_equal(site.page.caching, CACHE_BROWSE);
		test_site_getf(&site, "/embed?%s", open[i]);
		assert_int_equal(site.page.caching, CACHE_BROWSE);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    PAGE_TEST(shows_each_listing_once_from_page_to_page),
	    PAGE_TEST(leads_back_from_a_page_past_the_last),
	    PAGE_TEST(returns_from_a_listing_to_the_page_it_was_on),
	    PAGE_TEST(lets_nobody_keep_an_answer_about_a_person),
	};

	return cmocka_run_group_tests(
	    tests, test_page_set_up, test_page_tear_down);
}
