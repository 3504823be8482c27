/* One listing, who runs it, where it came from, and what became of it. */
#include <stdlib.h>
#include <string.h>

#include "base/url.h"
#include "tests/testing_html.h"
#include "tests/testing_page.h"

/* --- a listing ----------------------------------------------------------- */

static void
shows_every_number_to_be_dialled_and_to_be_read(void **state)
{
	const char *page = test_site_get(&site, "/services/tk2w3s");

	(void)state;
	test_has(page, "href=\"tel:+441134960101\"");
	test_has(page, "0113 496 0101</span></a>");
	test_has(page, "href=\"sms:+447700900123\"");
	test_has(page,
	    "<span class=\"vh\">Text </span><span class=\"p-tel\">07700 900123</span>");
	test_has(page, "href=\"tel:+441134960114\"");
	test_has(page, "0113 496 0114 ext 8020</span></a>");
	test_has(page, "evenings");
	page = test_site_get(&site, "/services/gp7rsd");
	test_has(page, "<p class=\"given\">Phone: ask for Sam at the desk</p>");
	test_lacks(strstr(page, "<main"), "tel:");
}

static void
shows_all_that_a_listing_says(void **state)
{
	static const char *const said[] = {"Westby Talking Therapies",
	    "Also known as Westby IAPT", "Run by Westby Health Trust",
	    "Someone to talk to about worry, panic or low mood.",
	    "Aged 16 and over", "Free", "Refer yourself", "About two weeks",
	    "face to face, by phone", "LanguagesPolish",
	    "NHS Talking Therapies", "You can refer yourself.",
	    "The Corner House, 1 Corner Street, Westby, QX4 2AB",
	    "Monday9am to 5pm", "Tuesday (today)9am to 5pm", "SaturdayClosed",
	    "Open now, until 5pm", "Checked 10 days ago by Westby Council",
	    ("From Westby wellbeing directory, record 1000: checked 14 "
	     "November 2026, collected 23 November 2026")};
	char *text = test_page_text("/services/tk2w3s");

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(said); i++)
		test_has(text, said[i]);
	test_has(
	    site.page.body.data, "href=\"mailto:hello@talking.example.org\"");
	test_has(site.page.body.data, "href=\"https://talking.example.org/\"");
	test_has(site.page.body.data,
	    "rel=\"canonical\" href=\"https://help.example/services/tk2w3s\"");
}

static void
offers_the_ways_to_its_organisation_where_it_has_none_of_its_own(void **state)
{
	(void)state;
	test_has(test_site_get(&site, "/services/cp6hbr"),
	    "href=\"https://trust.example.org/\"");
}

static void
says_what_is_not_stated(void **state)
{
	const char *page = test_site_get(&site, "/services/fd3bnk");

	(void)state;
	test_has(page, "<dt>Cost</dt><dd class=\"mute\">Not stated. Ask "
		       "them</dd>");
	test_has(page, "<dt>Referral</dt><dd class=\"mute\">Not stated.");
	page = test_site_get(&site, "/services/gp7rsd");
	test_has(page, "Date checked not given");
	test_has(page, "Phone before you refer");
}

static void
shows_labels_that_nobody_knows_as_their_publisher_writes_them(void **state)
{
	const char *page = test_site_get(&site, "/services/gp7rsd");

	(void)state;
	/* "Counselling" is a type; "Wellbeing" says nothing of help. */
	test_has(page, "<dt>Also listed under</dt><dd>Quilting</dd>");
	test_lacks(test_site_get(&site, "/services/tk2w3s"), "Also listed");
}

static void
quotes_the_sentence_behind_each_rule(void **state)
{
	char *text = test_page_text("/services/fv4d2v");

	(void)state;
	test_has(text, "Youngest age 13, Oldest age 25: “For young people aged "
		       "13 to 25.”");
	text = test_page_text("/services/gp7rsd");
	test_has(text, "Must have a GP in an area: “You must have a GP in "
		       "Westby.”");
	test_lacks(text, "area.place");
}

static void
says_that_what_nobody_checked_for_long_is_old(void **state)
{
	(void)state;
	test_has(test_page_text("/services/ld6chk"),
	    "Last checked over 2 years ago by Westby Council. Phone before "
	    "you refer");
	/* 180 days after 14 November 2026 is 13 May 2027. */
	test_site_at(&site, "2027-05-13 12:00");
	test_lacks(
	    test_page_text("/services/tk2w3s"), "Phone before you refer");
	test_site_at(&site, "2027-05-14 12:00");
	test_has(test_page_text("/services/tk2w3s"), "Phone before you refer");
}

/* What one person sends to another, as they will read it. */
static char *
text_sent(const char *code)
{
	const char *page = test_site_getf(&site, "/services/%s", code);
	char *link =
	    test_html_attribute(&arena, page, "sms:?&amp;body=", "href", 0);
	struct buf text = {0};

	link += strlen("sms:?&body=");
	assert_true(url_decode(&text, link, strlen(link)));
	return buf_take_into(&text, &arena);
}

static void
sends_a_text_that_says_when_to_phone_first(void **state)
{
	static const char *const codes[] = {
	    "tk2w3s", "ld6chk", "gp7rsd", "fd3bnk"};

	(void)state;
	test_lacks(text_sent("tk2w3s"), "phone first");
	test_has(
	    text_sent("ld6chk"), ". Checked over 6 months ago: phone first. ");
	test_has(
	    text_sent("gp7rsd"), ". Date checked not given: phone first. ");
	test_site_at(&site, "2027-05-14 12:00");
	test_has(
	    text_sent("tk2w3s"), ". Checked over 6 months ago: phone first. ");
	/* In one segment, whatever it says. */
	for (size_t i = 0; i < ARRAY_LEN(codes); i++)
		assert_true(strlen(text_sent(codes[i])) <= 160);
}

static void
says_when_it_is_open_and_when_that_changes(void **state)
{
	(void)state;
	test_site_at(&site, "2026-11-24 17:00");
	test_has(
	    test_page_text("/services/tk2w3s"), "Closed, opens 9am Wednesday");
	assert_int_equal(site.page.clock_until,
	    date_from_london(date_from_civil(2026, 11, 25), 0));
	test_site_at(&site, "2026-12-25 12:30");
	test_has(test_page_text("/services/tk2w3s"),
	    "Hours may differ: bank holiday today");
	test_has(test_page_text("/services/bh7hrs"), "Open now, until 4pm");
	test_has(test_page_text("/services/bh7hrs"),
	    "Bank holidays (today)noon to 4pm");
	test_lacks(test_page_text("/services/bh7hrs"), "Friday (today)");
}

static void
shows_no_hour_that_nobody_gave(void **state)
{
	char *text = test_page_text("/services/ld6chk");

	(void)state;
	test_has(text, "Weekday mornings");
	test_lacks(text, "Closed");
	test_lacks(text, "Monday");
}

static void
says_that_an_organisation_is_to_be_asked(void **state)
{
	(void)state;
	test_has(test_page_text("/services/rg4nsn"),
	    "This is an organisation: ask what it offers.");
	test_has(test_page_text("/services/pz2qrt"), "Starts again in March");
}

static void
leads_back_to_the_search_it_was_found_by_and_to_no_other(void **state)
{
	const char *page =
	    test_site_get(&site, "/services/tk2w3s?type=talking&age=40");

	(void)state;
	test_has(page, "href=\"/search?type=talking&amp;age=40\">Back to "
		       "results");
	assert_int_equal(site.page.caching, CACHE_NONE);
	test_has(page, "href=\"https://help.example/services/tk2w3s\"");
	page = test_site_get(&site, "/services/tk2w3s?utm_source=council");
	test_lacks(page, "Back to results");
	assert_int_equal(site.page.caching, CACHE_BROWSE);
	/* What cannot be read is left out and harms nothing. */
	test_site_get(&site, "/services/tk2w3s?age=x&near=nowhere&page=-1");
	assert_int_equal(site.status, STATUS_OK);
}

/* --- addresses that must not be shown ------------------------------------ */

static void
shows_no_address_of_a_refuge(void **state)
{
	static const char *const targets[] = {"/services/rf9gvn",
	    "/search?type=abuse.refuge", "/search.json?type=abuse.refuge",
	    "/search.json?type=abuse.refuge&near=QX4+2AB&explain=1",
	    "/embed?type=abuse.refuge&near=QX4+2AB", "/organisations/rw2nhs"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(targets); i++) {
		const char *page = test_site_get(&site, targets[i]);

		test_has(page, "0113 496 0107");
		test_lacks(page, "\"lat\"");
		test_lacks(page, "\"place\"");
		test_lacks(page, "\"miles\"");
		test_lacks(page, "<address");
		test_lacks(page, "class=\"sign\"");
	}
	test_has(test_page_text("/services/rf9gvn"),
	    "The address is not published, for the safety of the people who "
	    "use it.");
}

/* Marked as hidden, with an address that nobody took out before. */
static void
shows_no_address_that_slipped_through(void **state)
{
	static const char *const targets[] = {"/services/sl2ppd",
	    "/search?q=Slipped+Through", "/search.json?q=Slipped+Through",
	    "/search.json?q=Slipped+Through&near=QX4+2AB",
	    "/search?q=Slipped+Through&near=QX4+2AB&sort=nearest",
	    "/embed?q=Slipped+Through&near=QX4+2AB", "/organisations/sl3rgd"};
	static const char *const secrets[] = {"Hidden Lane", "QX4 3BD",
	    "Secretby", "53.46", "-2.31", "Secret Venue", "ring twice",
	    "0.8 mile", "\"miles\""};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(targets); i++) {
		const char *page = test_site_get(&site, targets[i]);

		test_has(page, "Slipped Through");
		for (size_t j = 0; j < ARRAY_LEN(secrets); j++)
			test_lacks(page, secrets[j]);
	}
	assert_string_equal(
	    test_html_codes(
		&arena, test_site_get(&site, "/search?q=Hidden+Lane&strict=1")),
	    "");
	assert_string_equal(
	    test_html_codes(
		&arena, test_site_get(&site, "/search?q=Secretby&strict=1")),
	    "");
}

static void
add_slipped(struct test_content *content)
{
	struct listing *one =
	    test_content_listing(content, "sl2ppd", "Slipped Through");
	struct listing_location *at = listing_location_add(one);
	struct arena *texts = &content->arena;

	one->hide_address = true;
	one->org_name = arena_strdup(texts, "Slipped Through Group");
	strcpy(one->org_code, "sl3rgd");
	at->name = arena_strdup(texts, "Secret Venue");
	at->address = arena_strdup(texts, "12 Hidden Lane");
	at->town = arena_strdup(texts, "Secretby");
	at->postcode = arena_strdup(texts, "QX4 3BD");
	at->postcode_given = arena_strdup(texts, "QX4 3BD");
	at->access_text = arena_strdup(texts, "ring twice");
	at->position_from = POSITION_SOURCE;
	at->lat = 53.46;
	at->lon = -2.31;
	strcpy(at->district, "E06000901");
}

/* --- what became of it --------------------------------------------------- */

static void
says_when_a_listing_was_withdrawn(void **state)
{
	char *text = test_page_text("/services/wd8tdr");

	(void)state;
	assert_int_equal(site.status, STATUS_GONE);
	test_has(text, "Westby Choir is no longer in Westby wellbeing "
		       "directory: it was withdrawn on 1 October 2026.");
	test_has(site.page.body.data, "content=\"noindex\"");
}

static void
says_nothing_of_a_listing_that_was_taken_down(void **state)
{
	const char *page = test_site_get(&site, "/services/hd9dnk");

	(void)state;
	assert_int_equal(site.status, STATUS_GONE);
	test_has(page, "This listing has been taken down.");
	test_lacks(page, "Taken Down");
	assert_int_equal(site.page.caching, CACHE_NONE);
}

static void
moves_an_old_code_to_the_new_one(void **state)
{
	(void)state;
	test_site_get(&site, "/services/mv2vdd");
	assert_int_equal(site.status, STATUS_MOVED);
	assert_string_equal(site.page.location, "/services/tk2w3s");
}

static void
knows_no_code_that_never_was(void **state)
{
	static const char *const targets[] = {"/services/zz9zzz", "/services/",
	    "/services/%27%20OR%201=1", "/services/a/b",
	    "/organisations/zz9zzz", "/areas/atlantis", "/sources/nowhere",
	    "/zz9zzz", "/nothing/here"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(targets); i++) {
		const char *page = test_site_get(&site, targets[i]);

		assert_int_equal(site.status, STATUS_NOT_FOUND);
		test_has(page, "There is no such page");
		assert_int_equal(site.page.caching, CACHE_NONE);
	}
}

/* --- short addresses ----------------------------------------------------- */

static void
moves_short_addresses_to_the_whole_ones(void **state)
{
	static const char *const moves[][2] = {
	    {"/tk2w3s", "/services/tk2w3s"},
	    {"/TK2W3S", "/services/tk2w3s"},
	    {"/westby", "/areas/westby"},
	    {"/Westby", "/areas/westby"},
	    {"/castle-westby", "/areas/castle-westby"},
	    {"/mv2vdd", "/services/tk2w3s"},
	    {"/wd8tdr", "/services/wd8tdr"},
	    {"/areas/Westby", "/areas/westby"},
	    {"/areas/E06000901", "/areas/westby"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(moves); i++) {
		test_site_get(&site, moves[i][0]);
		if (site.page.location == NULL)
			fail_msg("%s leads nowhere", moves[i][0]);
		assert_int_equal(site.status, STATUS_MOVED);
		assert_string_equal(site.page.location, moves[i][1]);
	}
}

/* --- organisations and areas --------------------------------------------- */

static void
shows_an_organisation_with_all_that_it_offers(void **state)
{
	const char *page = test_site_get(&site, "/organisations/th4tr5");

	(void)state;
	assert_string_equal(
	    test_html_codes(&arena, page), "cp6hbr bh7hrs tk2w3s");
	test_has(page, "Registered charity 1234567");
	test_has(page, "A trust for Westby.");
	test_has(page, "href=\"https://trust.example.org/\"");
	test_has(page, "3 services");
	assert_int_equal(site.page.caching, CACHE_BROWSE);
	/* Fifth: the café opens at 6pm, before the others close. */
	assert_int_equal(site.page.clock_until,
	    date_from_london(date_from_civil(2026, 11, 24), 17 * 60));
}

static void
starts_in_an_area_with_what_serves_it(void **state)
{
	const char *page = test_site_get(&site, "/areas/westby");
	const char *at;

	(void)state;
	test_has(page, "Find mental health support in Westby");
	test_has(
	    page, "<input type=\"hidden\" name=\"area\" value=\"westby\">");
	test_has(page, "<b>13 services</b>");
	test_lacks(page, "from 4 sources");
	page = arena_strdup(&arena, page);
	for (at = strstr(page, "<a class=\"arm\""); at != NULL;
	     at = strstr(at + 1, "<a class=\"arm\"")) {
		char *url = test_html_attribute(&arena, at, "arm", "href", 0);
		const char *total = strstr(at, ", </span>") + 9;
		const char *found = test_site_get(&site, url);

		test_has(found, arena_printf(&arena, "<b>%.*s service",
				    (int)strcspn(total, "<"), total));
	}
	test_has(test_site_get(&site, "/"), "from 4 sources");
}

/* --- sources ------------------------------------------------------------- */

static void
shows_each_source_with_its_age_and_trouble(void **state)
{
	char *text = test_page_text("/sources");

	(void)state;
	test_has(text, "15 listings from 4 sources.");
	test_has(text, "Published by Eastby Council. 2 listings.");
	test_has(text, "Score: 59 of 100");
	test_has(text, "The last reading was held: it would withdraw 9 of 12 "
		       "listings");
	test_has(text, "The last reading failed: line 214: the document is "
		       "not well formed");
	test_has(text, "Read 15 October 2026, 6am. For over 30 days nothing "
		       "newer was read: each of its listings says so");
	test_has(text, "Read 24 November 2026, 6am");
}

static void
shows_what_is_wrong_with_a_source(void **state)
{
	char *text = test_page_text("/sources/northmoor");

	(void)state;
	test_has(text, "Outcomefailed: line 214: the document is not well "
		       "formed");
	test_has(text, "1016 read, 1015 kept, 1 refused");
	test_has(text, "1 added, 0 changed, 0 withdrawn, 1014 as before");
	test_has(text, "Line 214: <title> is not closed (nothing was taken)");
	test_has(text, "A phone number that can be dialled66% 2 of 3");
	test_has(text, "Readings before that");
	test_has(text, "24 November 2026, 6amfailed: line 214: the document is "
		       "not well formed");
	test_has(text, "Put the document right, and publish it again.");
	test_has(text, "Score: 59 of 100");
	test_has(text, "'Odd <jobs>': 2 listings");
	test_has(text, "and 2 more");
	test_has(text, "1 listing is also in Westby wellbeing directory");
	test_has(site.page.body.data, "href=\"/search?feed=northmoor\"");
	assert_string_equal(
	    test_html_codes(&arena,
		test_site_get(&site, "/search?feed=northmoor&sort=name")),
	    "wm3n7s gp7rsd fd3bnk");
}

/* --- every page ---------------------------------------------------------- */

static const char *const every_page[] = {"/", "/search", "/search?q=zzzz",
    "/search?age=x", "/services/tk2w3s", "/services/wd8tdr",
    "/organisations/th4tr5", "/areas/westby", "/about", "/sources",
    "/sources/westby", "/nothing/here"};

static void
puts_urgent_help_in_the_same_place_on_every_page(void **state)
{
	char *first = NULL;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(every_page); i++) {
		const char *page = test_site_get(&site, every_page[i]);
		const char *begin = strstr(page, "<body>");
		const char *end = strstr(page, "<main");
		char *head =
		    arena_strndup(&arena, begin, (size_t)(end - begin));

		test_has(head, "href=\"tel:999\"");
		test_has(head, "href=\"tel:116123\"");
		test_has(head, "data-exit");
		if (first == NULL)
			first = head;
		assert_string_equal(head, first);
	}
}

static void
frames_no_page_and_opens_none_to_scripts(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(every_page); i++) {
		test_site_get(&site, every_page[i]);
		assert_int_equal(site.page.framing, FRAME_NEVER);
		assert_false(site.page.open_to_scripts);
	}
}

static void
opens_every_page_of_example_data_with_what_it_is(void **state)
{
	static const char said[] = "Example data from 2024 to 23 November "
				   "2026, not for finding help";

	(void)state;
	site.site.example = true;
	for (size_t i = 0; i < ARRAY_LEN(every_page); i++) {
		const char *page = test_site_get(&site, every_page[i]);

		test_has(page, said);
		test_has(page, "<meta name=\"robots\" content=\"noindex\">");
		assert_true(strstr(page, said) < strstr(page, "<h1"));
	}
	test_has(test_site_get(&site, "/embed"), said);
	test_has(test_site_get(&site, "/search.json"), said);
	site.site.example = false;
	for (size_t i = 0; i < ARRAY_LEN(every_page); i++)
		test_lacks(test_site_get(&site, every_page[i]),
		    "not for finding help");
}

static void
lets_pages_that_only_browse_be_kept(void **state)
{
	static const char *const targets[] = {"/", "/areas/westby",
	    "/services/tk2w3s", "/organisations/th4tr5", "/sources",
	    "/sources/westby", "/about", "/robots.txt"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(targets); i++) {
		test_site_get(&site, targets[i]);
		assert_int_equal(site.status, STATUS_OK);
		assert_int_equal(site.page.caching, CACHE_BROWSE);
	}
}

static int
set_up(void **state)
{
	(void)state;
	test_site_init(&site, add_slipped);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    PAGE_TEST(shows_every_number_to_be_dialled_and_to_be_read),
	    PAGE_TEST(shows_all_that_a_listing_says),
	    PAGE_TEST(
		offers_the_ways_to_its_organisation_where_it_has_none_of_its_own),
	    PAGE_TEST(says_what_is_not_stated),
	    PAGE_TEST(
		shows_labels_that_nobody_knows_as_their_publisher_writes_them),
	    PAGE_TEST(quotes_the_sentence_behind_each_rule),
	    PAGE_TEST(says_that_what_nobody_checked_for_long_is_old),
	    PAGE_TEST(sends_a_text_that_says_when_to_phone_first),
	    PAGE_TEST(says_when_it_is_open_and_when_that_changes),
	    PAGE_TEST(shows_no_hour_that_nobody_gave),
	    PAGE_TEST(says_that_an_organisation_is_to_be_asked),
	    PAGE_TEST(leads_back_to_the_search_it_was_found_by_and_to_no_other),
	    PAGE_TEST(shows_no_address_of_a_refuge),
	    PAGE_TEST(shows_no_address_that_slipped_through),
	    PAGE_TEST(says_when_a_listing_was_withdrawn),
	    PAGE_TEST(says_nothing_of_a_listing_that_was_taken_down),
	    PAGE_TEST(moves_an_old_code_to_the_new_one),
	    PAGE_TEST(knows_no_code_that_never_was),
	    PAGE_TEST(moves_short_addresses_to_the_whole_ones),
	    PAGE_TEST(shows_an_organisation_with_all_that_it_offers),
	    PAGE_TEST(starts_in_an_area_with_what_serves_it),
	    PAGE_TEST(shows_each_source_with_its_age_and_trouble),
	    PAGE_TEST(shows_what_is_wrong_with_a_source),
	    PAGE_TEST(puts_urgent_help_in_the_same_place_on_every_page),
	    PAGE_TEST(frames_no_page_and_opens_none_to_scripts),
	    PAGE_TEST(opens_every_page_of_example_data_with_what_it_is),
	    PAGE_TEST(lets_pages_that_only_browse_be_kept),
	};

	return cmocka_run_group_tests(tests, set_up, test_page_tear_down);
}
