/* /search that finds little: nothing is a dead end, and nothing a lie. */
#include <string.h>

#include "tests/testing_html.h"
#include "tests/testing_page.h"

static void
says_first_what_it_gave_up(void **state)
{
	static const char said[] =
	    "Nobody listed here offers Bereavement group or cafe within 15 "
	    "miles of QX4 2AB. These are further away.";
	const char *page =
	    test_site_get(&site, "/search?type=bereavement.group&near=QX4+2AB");

	(void)state;
	test_has(page, said);
	test_has(page, "/services/br5vmt?");
	assert_true(strstr(page, said) < strstr(page, "1 service<"));
	assert_true(strstr(page, said) < strstr(page, "/services/br5vmt?"));
}

static void
says_that_only_some_of_the_words_were_found(void **state)
{
	const char *page = test_site_get(&site, "/search?q=panic+debts");

	(void)state;
	test_has(page, "Nobody listed here offers all of “panic debts”. These "
		       "match some of the words.");
	test_has(page, "Matched “panic” in its description");
	test_has(page, "Matched “debts” in its name");
}

static void
gives_nothing_up_where_it_is_told_so(void **state)
{
	const char *page = test_site_get(
	    &site, "/search?type=bereavement.group&near=QX4+2AB&strict=1");

	(void)state;
	test_has(page, "No services match everything you asked for");
	test_has(page, "Any distance, not only 15 miles");
	test_lacks(page, "Nobody listed here");
	test_lacks(page, "br5vmt");
}

static void
offers_less_where_leaving_out_one_thing_finds_nothing(void **state)
{
	const char *page = test_site_get(&site,
	    "/search?q=elephants&type=bereavement.group&near=QX4+2AB&age=40");

	(void)state;
	test_has(page, "No services match everything you asked for");
	test_has(page, "Start from less");
	test_has(page, "<a href=\"/search?near=QX4+2AB\">All services near "
		       "QX4 2AB</a>");
	test_has(page, "<a href=\"/#types\">Choose a type of help</a>");
}

static void
counts_rightly_what_each_relaxation_would_bring(void **state)
{
	const char *page = test_site_get(
	    &site, "/search?type=bereavement&near=QX4+2AB&age=40&strict=1");
	size_t n = 0;

	(void)state;
	page = arena_strdup(&arena, strstr(page, "class=\"two\""));
	for (const char *at = strstr(page, "<li><a href=\"/search?");
	     at != NULL; at = strstr(at + 1, "<li><a href=\"/search?"), n++) {
		const char *count = strstr(at, "class=\"nb\">(");
		char *url;

		if (count == NULL)
			break;
		count = strchr(count, '(') + 1;
		url = test_html_attribute(&arena, at, "", "href", 0);
		test_has(test_site_get(&site, url),
		    arena_printf(&arena, "<b>%.*s</b>",
			(int)strcspn(count, ")"), count));
	}
	assert_true(n > 2);
}

static void
offers_types_of_help_close_to_what_was_asked(void **state)
{
	const char *page = test_site_get(
	    &site, "/search?type=bereavement.group&near=QX4+2AB&strict=1");

	(void)state;
	test_has(page, "<h2>Other help here</h2>");
	test_has(page, "<a href=\"/search?type=bereavement&amp;near=QX4+2AB\">"
		       "Bereavement and loss</a>");
	page = test_site_get(&site, "/search?q=elephants");
	test_has(page, "Nothing is listed here for “elephants”<");
	test_has(page, "<a href=\"/search?type=talking\">");
}

static void
asks_what_was_meant_where_it_keeps_to_the_letter(void **state)
{
	(void)state;
	test_has(test_site_get(&site, "/search?q=councelling&strict=1"),
	    "Did you mean <a href=\"/search?q=councelling\">counselling?</a>");
	test_lacks(test_site_get(&site, "/search?q=counselling&strict=1"),
	    "Did you mean");
}

static void
says_that_an_unknown_number_is_not_listed_and_no_more(void **state)
{
	const char *page = test_site_get(&site, "/search?q=0113+496+0999");

	(void)state;
	test_has(page, "This number is not listed here. That says nothing "
		       "about whether it is genuine.");
	test_lacks(page, "<h3>");
	page = test_site_get(&site, "/search?q=someone%40nowhere.example");
	test_has(page, "someone@nowhere.example</h1>");
	test_has(page, "This address is not listed here. That says nothing "
		       "about whether it is genuine.");
	test_lacks(page, "<h3>");
}

static void
finds_who_a_number_belongs_to_however_it_is_typed(void **state)
{
	static const char *const forms[] = {"0113+496+0114", "01134960114",
	    "%2B44+113+496+0114", "(0113)+496-0114", "4960114", "07700900123"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(forms); i++)
		assert_string_equal(
		    test_html_codes(&arena,
			test_site_getf(&site, "/search?q=%s", forms[i])),
		    "tk2w3s");
}

static void
shows_national_lines_that_somebody_verified_and_no_others(void **state)
{
	const char *page = test_site_get(&site, "/search?q=zzzz");

	(void)state;
	test_has(page, "<b>Calm Ear</b> (England): "
		       "<a href=\"tel:+448081570199\">0808 157 0199</a>, 5pm "
		       "to midnight. For anybody</li>");
	test_has(page, "<b>Text Ear</b>: text <a href=\"sms:85258\">85258</a>");
	test_lacks(page, "Nobody Checked");
}

static void
says_how_it_spelled_and_offers_the_words_as_typed(void **state)
{
	const char *page = test_site_get(&site, "/search?q=councelling&age=17");

	(void)state;
	test_has(page,
	    "Showing results for <b>counselling</b>. <a href=\"/search?"
	    "q=councelling&amp;age=17&amp;strict=1\">Search instead for "
	    "councelling</a>");
	test_has(page, "Fifth Avenue");
	page = test_site_get(&site, "/search?q=councelling&strict=1");
	test_lacks(page, "Showing results for");
	test_lacks(page, "Fifth Avenue");
	/* What was typed stays text. */
	page = test_site_get(&site, "/search?q=councelling+%3Cb%3E");
	test_has(page, "Search instead for councelling &lt;b&gt;</a>");
	test_lacks(test_site_get(&site, "/search?q=counselling"),
	    "Showing results for");
}

static void
says_what_name_the_words_sound_like(void **state)
{
	const char *page = test_site_get(&site, "/search?q=fith+avinew");

	(void)state;
	test_has(page,
	    "Sounds like <b>Fifth Avenue</b>. <a href=\"/search?"
	    "q=fith+avinew&amp;strict=1\">Search instead for fith avinew"
	    "</a>");
	page = test_site_get(&site, "/search?q=fith+avinew&strict=1");
	test_lacks(page, "Sounds like");
	test_has(test_site_get(&site, "/embed?q=fith+avinew"),
	    "Sounds like Fifth Avenue");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    PAGE_TEST(says_first_what_it_gave_up),
	    PAGE_TEST(says_that_only_some_of_the_words_were_found),
	    PAGE_TEST(gives_nothing_up_where_it_is_told_so),
	    PAGE_TEST(says_how_it_spelled_and_offers_the_words_as_typed),
	    PAGE_TEST(says_what_name_the_words_sound_like),
	    PAGE_TEST(offers_less_where_leaving_out_one_thing_finds_nothing),
	    PAGE_TEST(counts_rightly_what_each_relaxation_would_bring),
	    PAGE_TEST(offers_types_of_help_close_to_what_was_asked),
	    PAGE_TEST(asks_what_was_meant_where_it_keeps_to_the_letter),
	    PAGE_TEST(says_that_an_unknown_number_is_not_listed_and_no_more),
	    PAGE_TEST(finds_who_a_number_belongs_to_however_it_is_typed),
	    PAGE_TEST(
		shows_national_lines_that_somebody_verified_and_no_others),
	};

	return cmocka_run_group_tests(
	    tests, test_page_set_up, test_page_tear_down);
}
