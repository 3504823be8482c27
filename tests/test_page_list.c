/* /list: the link is the list. */
#include <stdlib.h>
#include <string.h>

#include "server/gsm.h"
#include "tests/testing_html.h"
#include "tests/testing_page.h"

static const char *
list(const char *query)
{
	return arena_strdup(&arena, test_site_getf(&site, "/list%s", query));
}

static void
shows_what_is_asked_for_in_that_order(void **state)
{
	static const char *const same[] = {"?s=fv4d2v+tk2w3s+nt8rnk",
	    "?s=fv4d2v&s=tk2w3s&s=nt8rnk", "?s=FV4D2V,tk2w3s%0Ant8rnk",
	    "?s=fv4d2v+tk2w3s+fv4d2v+mv2vdd+nt8rnk",
	    "?s=fv4d2v+https%3A%2F%2Fhelp.example%2Fservices%2Ftk2w3s+nt8rnk"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(same); i++) {
		const char *page = list(same[i]);

		assert_int_equal(site.status, STATUS_OK);
		assert_int_equal(site.page.caching, CACHE_NONE);
		test_has(page, "data-list=\"fv4d2v tk2w3s nt8rnk\"");
		test_has(page, "<h1>Shortlist: 3 services</h1>");
		assert_true(strstr(page, ">Fifth Avenue</a>") <
			    strstr(page, ">Westby Talking Therapies</a>"));
	}
}

static void
says_of_each_how_to_reach_it_and_whom_it_is_for(void **state)
{
	const char *page = list("?s=tk2w3s");

	(void)state;
	test_has(page, "href=\"tel:+441134960101\"");
	test_has(page, "<dt>Who for</dt><dd>Aged 16 and over</dd>");
	test_has(page, "<dt>Hours</dt><dd>Monday to Friday 9am to 5pm</dd>");
	test_has(page, "<dd>The Corner House, 1 Corner Street, Westby, QX4 "
		       "2AB</dd>");
	test_lacks(list("?s=rf9gvn"), "<dt>Where</dt>");
}

static void
is_a_link_to_give_away(void **state)
{
	const char *page = list("?s=tk2w3s+fv4d2v");

	(void)state;
	test_has(page, "https://help.example/list?s=tk2w3s+fv4d2v&amp;"
		       "d=2026-11-24</a>");
	test_has(page, "href=\"/list?s=tk2w3s+fv4d2v&amp;d=2026-11-24\"");
	test_has(page, "href=\"sms:?&amp;body=Westby%20Talking%20Therapies%20"
		       "0113%20496%200101%0AFifth%20Avenue%20");
	test_has(page, "href=\"mailto:?subject=Services%20for%20you&amp;body=");
	/* The day that it was made goes on with it, and each can be taken
	 * off. */
	page = list("?s=tk2w3s+fv4d2v&d=2026-11-01");
	test_has(page, "Made on 1 November 2026");
	test_has(page, "href=\"/list?s=fv4d2v&amp;d=2026-11-01\">Take off");
	page = list("?s=tk2w3s&d=2026-11-01");
	test_has(page, "href=\"/list\">Take off");
}

static void
says_what_is_not_as_it_was(void **state)
{
	const char *page = list("?s=tk2w3s+wd8tdr+hd9dnk&d=2026-09-01");

	(void)state;
	assert_int_equal(site.status, STATUS_OK);
	test_has(page, "Westby Choir is no longer listed since 1 October 2026. "
		       "Phone before you go.");
	/* What was taken down leaves no name. */
	test_has(page, "hd9dnk has been taken down.");
	test_lacks(page, "Taken Down");
	test_has(list("?s=zz9zzz"), "Nothing is listed as zz9zzz.");
}

static void
marks_what_its_source_changed_since(void **state)
{
	(void)state;
	test_has(list("?s=cp6hbr&d=2026-11-01"), "Its source changed it on ");
	test_lacks(list("?s=cp6hbr&d=2026-11-24"), "Its source changed it on ");
	test_lacks(list("?s=cp6hbr"), "Its source changed it on ");
}

static void
takes_fifty_at_most(void **state)
{
	struct buf query = {0};
	const char *page;

	(void)state;
	buf_add_text(&query, "?s=");
	for (int i = 0; i < 60; i++)
		buf_printf(&query, "bb%02dcc+", i);
	page = list(query.data);
	assert_int_equal(site.status, STATUS_OK);
	test_has(page, "A list has 50 services at most");
	test_has(page, "bb49cc");
	test_lacks(page, "bb50cc");
	buf_clear(&query);
}

static void
begins_empty_and_takes_a_code(void **state)
{
	static const char *const empty[] = {
	    "", "?s=", "?d=2026-01-01", "?s=toolong+short&d=never"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(empty); i++) {
		const char *page = list(empty[i]);

		assert_int_equal(site.status, STATUS_OK);
		test_has(page, "Nothing is on it yet.");
		test_lacks(page, "sms:");
		test_has(page, "<input id=\"s\" name=\"s\"");
	}
	test_has(list("?s=tk2w3s"),
	    "<input type=\"hidden\" name=\"s\" value=\"tk2w3s\">");
	/* A day to come, or none. */
	test_lacks(list("?s=tk2w3s&d=2027-01-01"), "Made on");
	test_lacks(list("?s=tk2w3s&d=yesterday"), "Made on");
}

static void
is_made_from_results_and_from_a_listing(void **state)
{
	const char *page = test_site_get(&site, "/search?q=castle");

	(void)state;
	test_has(page, "<input type=\"checkbox\" name=\"s\" value=\"cp6hbr\" "
		       "form=\"pick\">");
	test_has(page, "<form id=\"pick\"");
	test_has(test_site_get(&site, "/services/cp6hbr"),
	    "href=\"/list?s=cp6hbr\"");
}

static void
add_change(struct test_content *content)
{
	for (size_t i = 0; i < content->listings_count; i++)
		if (strcmp(content->listings[i].listing.code, "cp6hbr") == 0)
			content->listings[i].listing.modified =
			    date_from_civil(2026, 11, 20);
}

static int
set_up(void **state)
{
	(void)state;
	test_site_init(&site, add_change);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(shows_what_is_asked_for_in_that_order),
	    cmocka_unit_test(says_of_each_how_to_reach_it_and_whom_it_is_for),
	    cmocka_unit_test(is_a_link_to_give_away),
	    cmocka_unit_test(says_what_is_not_as_it_was),
	    cmocka_unit_test(marks_what_its_source_changed_since),
	    cmocka_unit_test(takes_fifty_at_most),
	    cmocka_unit_test(begins_empty_and_takes_a_code),
	    cmocka_unit_test(is_made_from_results_and_from_a_listing),
	};

	return cmocka_run_group_tests(tests, set_up, test_page_tear_down);
}
