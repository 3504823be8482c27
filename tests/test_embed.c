/* /embed: a small whole page inside a council's own. */
#include <stdlib.h>
#include <string.h>

#include "tests/testing_html.h"
#include "tests/testing_page.h"

#define BASE "https://help.example"

/* Follows a whole address of ours. */
static const char *
follow(const char *url)
{
	if (url == NULL || strncmp(url, BASE, strlen(BASE)) != 0)
		fail_msg("%s is no whole address of ours", url);
	return test_site_get(&site, url + strlen(BASE));
}

static void
shows_five_where_the_council_says_nothing(void **state)
{
	const char *page = test_site_get(&site, "/embed?area=westby");
	char *five = test_html_codes(&arena, page);
	char *all = test_html_codes(
	    &arena, test_site_get(&site, "/search?area=westby"));

	(void)state;
	assert_int_equal(strlen(five), 5 * 7 - 1);
	assert_int_equal(strncmp(all, five, strlen(five)), 0);
	page = test_site_get(&site, "/embed?area=westby&limit=2");
	assert_int_equal(strlen(test_html_codes(&arena, page)), 2 * 7 - 1);
	page = test_site_get(&site, "/embed?area=westby&limit=many");
	assert_int_equal(strlen(test_html_codes(&arena, page)), 5 * 7 - 1);
}

static void
is_about_the_area_it_was_made_for(void **state)
{
	const char *page =
	    test_site_get(&site, "/embed?area=westby&type=talking");

	(void)state;
	test_has(page, "Find mental health support in Westby");
	test_has(
	    page, "<input type=\"hidden\" name=\"area\" value=\"westby\">");
	test_has(
	    page, "<input type=\"hidden\" name=\"type\" value=\"talking\">");
	test_has(page, "<form action=\"" BASE "/search\" method=\"get\" "
		       "role=\"search\" target=\"_top\">");
}

static void
leads_out_of_the_frame_to_whole_addresses(void **state)
{
	const char *page = arena_strdup(&arena,
	    test_site_get(&site, "/embed?area=westby&type=talking&limit=2"));
	const char *at;
	size_t n = 0;

	(void)state;
	for (at = strstr(page, "<h3>"); at != NULL;
	     at = strstr(at + 1, "<h3>"), n++) {
		const char *listing = follow(test_html_attribute(
		    &arena, at, "target=\"_top\"", "href", 0));

		assert_int_equal(site.status, STATUS_OK);
		test_has(listing, "href=\"/search?type=talking&amp;area=westby"
				  "\">Back to results");
	}
	assert_int_equal(n, 2);
	test_has(page, "See all 4 services");
	page = follow(test_html_attribute(&arena,
	    strstr(page, "class=\"sp-foot\"") - 3, "target", "href", 0));
	test_has(page, "<b>4 services</b>");
}

/* "Exit this page" has no place in a frame: it is one step away. */
static void
opens_us_in_the_full_window_first(void **state)
{
	static const char *const targets[] = {
	    "/embed?area=westby", "/embed/fragment?area=westby&q=xyzzyplugh"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(targets); i++) {
		const char *page =
		    arena_strdup(&arena, test_site_get(&site, targets[i]));
		const char *first = strstr(strstr(page, "<section"), "<a ");
		char *tag = arena_strndup(&arena, first, strcspn(first, ">"));

		test_has(tag, " target=\"_top\"");
		test_has(first, ">Open the full page, with “Exit this page”<");
		test_lacks(page, "data-exit");
		page = follow(
		    test_html_attribute(&arena, first, "target", "href", 0));
		assert_int_equal(site.status, STATUS_OK);
		test_has(page, "data-exit");
	}
	/* Every link that is no number leaves the frame. */
	for (const char *at = test_site_get(&site, targets[0]);
	     (at = strstr(at, "<a ")) != NULL; at++) {
		char *tag = arena_strndup(&arena, at, strcspn(at, ">"));

		if (strstr(tag, "\"tel:") == NULL &&
		    strstr(tag, "\"sms:") == NULL)
			test_has(tag, " target=\"_top\"");
	}
}

static void
gives_each_result_its_number_and_what_is_known_now(void **state)
{
	const char *page =
	    test_site_get(&site, "/embed?type=talking&near=QX4+3BD");

	(void)state;
	test_has(page, "<a class=\"sp-call\" href=\"tel:+441134960101\">");
	test_has(page, "Call Westby Talking Therapies on </span>0113 496 0101");
	test_has(page, "0.8 miles. Open now, until 5pm. Free.");
	test_has(page, "Phone: ask for Sam at the desk");
	assert_int_equal(site.page.clock_until,
	    date_from_london(date_from_civil(2026, 11, 24), 12 * 60));
	test_site_at(&site, "2026-11-24 17:00");
	page = test_site_get(&site, "/embed?type=talking.nhs");
	test_has(page, "Closed, opens 9am Wednesday. Free.");
}

static void
answers_all_the_same_where_a_parameter_is_wrong(void **state)
{
	static const char *const wrong[] = {"area=atlantis", "age=x",
	    "type=magic", "limit=0", "near=BT1+1AA", "sort=nearest",
	    "page=x&cost=y&gender=z"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		const char *page = test_site_getf(&site, "/embed?%s", wrong[i]);

		assert_int_equal(site.status, STATUS_BAD_REQUEST);
		test_has(page, "href=\"tel:116123\"");
		test_has(page, "class=\"sp-hit\"");
		test_has(page, "href=\"tel:+44");
	}
	test_site_get(&site, "/embed?utm_source=council");
	assert_int_equal(site.status, STATUS_OK);
}

static void
says_what_was_given_up_before_the_results(void **state)
{
	static const char said[] =
	    "Nobody listed here offers Bereavement group or cafe within 15 "
	    "miles of QX4 2AB. These are further away.";
	const char *page =
	    test_site_get(&site, "/embed?type=bereavement.group&near=QX4+2AB");

	(void)state;
	test_has(page, said);
	assert_true(strstr(page, said) < strstr(page, "class=\"sp-hit\""));
	test_has(test_site_get(&site, "/embed?q=councelling"),
	    "<p>Showing results for counselling</p>");
}

static void
is_no_dead_end_where_nothing_is_listed(void **state)
{
	const char *page =
	    test_site_get(&site, "/embed?type=bereavement&gender=men&strict=1"
				 "&near=QX4+2AB&within=1");

	(void)state;
	test_has(page, "Nothing is listed for this yet.");
	test_lacks(page, "all 0 services");
	test_has(
	    follow(test_html_attribute(&arena,
		strstr(page, "class=\"sp-foot\"") - 3, "target", "href", 0)),
	    "Any distance, not only 1 mile");
}

static void
shows_urgent_numbers_to_ring_and_to_text(void **state)
{
	static struct urgent_number urgent[] = {
	    {.name = (char *)"999",
		.number = (char *)"999",
		.dial = (char *)"999",
		.words = (char *)"Life at risk"},
	    {.name = (char *)"Shout", .text = (char *)"85258"},
	    {.name = (char *)"Calm Ear",
		.number = (char *)"0808 157 0199",
		.dial = (char *)"+448081570199",
		.text = (char *)"07700900199"},
	};
	const char *page;

	(void)state;
	site.site.urgent = urgent;
	site.site.urgent_count = ARRAY_LEN(urgent);
	page = test_site_get(&site, "/embed");
	test_has(page, "<b>Life at risk:</b> <a href=\"tel:999\">999</a>");
	test_has(page, "<a href=\"sms:85258\">Shout: text 85258</a>");
	test_has(page,
	    "<a href=\"tel:+448081570199\">Calm Ear 0808 157 0199</a>"
	    " or text <a href=\"sms:07700900199\">07700900199</a>");
	page = test_site_get(&site, "/");
	test_has(page, "<a href=\"sms:85258\">Shout: text 85258</a>");
}

static void
names_a_number_of_several_nations_once(void **state)
{
	static struct urgent_number urgent[] = {
	    {.name = (char *)"NHS 111, second option",
		.number = (char *)"111",
		.dial = (char *)"111",
		.words = (char *)"Crisis",
		.nation = (char *)"England"},
	    {.name = (char *)"NHS 111, press 2",
		.number = (char *)"111",
		.dial = (char *)"111",
		.words = (char *)"Crisis",
		.nation = (char *)"Wales"},
	    {.name = (char *)"Calm Ear",
		.number = (char *)"0808 157 0199",
		.dial = (char *)"+448081570199",
		.words = (char *)"Crisis",
		.nation = (char *)"Scotland"},
	};
	static const char said[] =
	    "<b>Crisis:</b> <a href=\"tel:111\">NHS 111</a> (England"
	    "<span class=\"wide\">: second option</span>, Wales<span "
	    "class=\"wide\">: press 2</span>)";
	const char *page;

	(void)state;
	site.site.urgent = urgent;
	site.site.urgent_count = ARRAY_LEN(urgent);
	page = test_site_get(&site, "/");
	test_has(page, said);
	test_lacks(strstr(page, said) + strlen(said), "tel:111");
	test_has(page, "Calm Ear 0808 157 0199</a> (Scotland)");
	test_has(test_site_get(&site, "/embed"), said);
}

static void
may_be_framed_and_fetched_and_its_mistakes_too(void **state)
{
	static const char *const targets[] = {
	    "/embed", "/embed?age=x", "/embed?q=panic"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(targets); i++) {
		test_site_get(&site, targets[i]);
		assert_int_equal(site.page.framing, FRAME_BY_COUNCILS);
		assert_true(site.page.open_to_scripts);
	}
}

static void
says_whose_it_is_and_how_new(void **state)
{
	const char *text = test_page_text("/embed");

	(void)state;
	test_has(text, "From Help in Westby. Brought up to date 24 November "
		       "2026, 6.05am. No cookies.");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    PAGE_TEST(shows_five_where_the_council_says_nothing),
	    PAGE_TEST(is_about_the_area_it_was_made_for),
	    PAGE_TEST(leads_out_of_the_frame_to_whole_addresses),
	    PAGE_TEST(opens_us_in_the_full_window_first),
	    PAGE_TEST(gives_each_result_its_number_and_what_is_known_now),
	    PAGE_TEST(answers_all_the_same_where_a_parameter_is_wrong),
	    PAGE_TEST(says_what_was_given_up_before_the_results),
	    PAGE_TEST(is_no_dead_end_where_nothing_is_listed),
	    PAGE_TEST(may_be_framed_and_fetched_and_its_mistakes_too),
	    PAGE_TEST(says_whose_it_is_and_how_new),
	    PAGE_TEST(shows_urgent_numbers_to_ring_and_to_text),
	    PAGE_TEST(names_a_number_of_several_nations_once),
	};

	return cmocka_run_group_tests(
	    tests, test_page_set_up, test_page_tear_down);
}
