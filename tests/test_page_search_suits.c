/* /search about a person: what suits them, what may not, and why. */
#include <string.h>

#include "server/gzip.h"
#include "server/route.h"
#include "tests/testing_page.h"

/* "/search" for one listing alone, at a time. */
static const char *
search_at(const char *when, const char *query)
{
	test_site_at(&site, when);
	return test_site_getf(&site, "/search?%s", query);
}

static void
orders_the_groups_and_sets_the_last_apart(void **state)
{
	static const char *const order[] = {
	    "id=\"group-suits\">Suits <small>1<", "/services/tk2w3s?",
	    "id=\"group-open\">Open to all <small>1<", "/services/cp6hbr?",
	    "id=\"group-not_stated\">Not stated <small>11<",
	    "/services/wm3n7s?",
	    "<details class=\"set-apart\"><summary>May not suit: 1 service<",
	    "/services/fv4d2v?"};
	const char *at = search_at("2026-11-24 10:00", "age=40");

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(order); i++) {
		test_has(at, order[i]);
		at = strstr(at, order[i]);
	}
}

static void
says_check_where_a_rule_cannot_be_decided(void **state)
{
	const char *page = search_at("2026-11-24 10:00", "age=20-30");

	(void)state;
	test_has(page, "id=\"group-check\">Check <small>1<");
	test_has(page, "Ask about age</b>");
	test_lacks(page, "set-apart");
}

static void
shows_the_sentence_that_sets_a_listing_apart(void **state)
{
	const char *page = search_at("2026-11-24 10:00", "age=40");
	const char *apart = strstr(page, "class=\"set-apart\"");

	(void)state;
	test_lacks(apart, "Say it in a sentence");
	test_has(apart, "<li class=\"no\"><b>May not suit their age</b>: “For "
			"young people aged 13 to 25.”</li>");
}

static void
says_on_paper_where_a_result_is_and_never_where_a_refuge_is(void **state)
{
	const char *page = test_site_get(&site, "/search?q=panic");
	const char *where, *refuge;

	(void)state;
	test_has(page, "<p class=\"only-print\">Where: The Corner House, 1 "
		       "Corner Street, Westby, QX4 2AB</p>");
	page = test_site_get(&site, "/search?q=Rowan+House");
	refuge = strstr(page, "/services/rf9gvn");
	assert_non_null(refuge);
	where = strstr(refuge, "Where: ");
	assert_true(where == NULL || where > strstr(refuge, "class=\"hit\""));
}

/* Thirty groups for young people, each with all that a result can have. */
static void
add_many(struct test_content *content)
{
	struct arena *texts = &content->arena;

	for (int i = 0; i < 30; i++) {
		struct listing *one = test_content_listing(content,
		    arena_printf(texts, "mn%dq%c%c", i % 8 + 2, 'b' + i / 10,
			"cdfghjkmnp"[i % 10]),
		    arena_printf(texts, "Young people's group number %d", i));
		struct listing_rule *rule = listing_rule_add(one);
		struct listing_phone *phone = listing_phone_add(one);

		one->description = arena_printf(texts,
		    "A group for young people aged 13 to 25 in hall %d, with "
		    "somebody to talk to, tea, music and long walks. Come as "
		    "you are, bring a friend, or ring us before you come.",
		    i);
		one->url = arena_printf(texts, "https://%d.example.org/", i);
		one->fees = arena_strdup(texts, "Free");
		one->referral = arena_strdup(texts, "Just turn up");
		one->hours = arena_printf(texts, "Wednesdays from %dpm", i % 9);
		rule->dimension = arena_strdup(texts, "age.max");
		rule->value = arena_strdup(texts, "25");
		rule->sentence =
		    arena_strdup(texts, "For young people aged 13 to 25.");
		phone->dial = arena_printf(texts, "+4411349602%02d", i);
		phone->show = arena_printf(texts, "0113 496 02%02d", i);
	}
}

static struct test_site many;

static void
says_that_not_all_who_may_not_suit_are_shown(void **state)
{
	const char *page;

	(void)state;
	test_site_init(&many, add_many);
	page = test_site_get(&many, "/search?q=group+number&age=40");
	test_has(page, "May not suit: 30 services");
	test_has(page, "The first 20 are shown: for the others, take off a "
		       "detail of the person.");
	page = test_site_get(&many, "/search?q=group+number&age=20");
	test_lacks(page, "are shown");
	test_site_clear(&many);
}

/* The budget of a page on a phone: with its style sheet, one round trip. */
static void
packs_a_full_page_of_results_into_14_kilobytes(void **state)
{
	struct request request;
	struct page page;
	struct gzip *gzip = gzip_new();
	static const char target[] = "/search?q=group+number&age=20&near=QX4";

	(void)state;
	test_site_init(&many, add_many);
	page_init(&page);
	assert_int_equal(request_parse(&request, METHOD_GET, target,
			     sizeof(target) - 1, NULL, 0),
	    REQUEST_OK);
	assert_int_equal(route_run(&many.context, &request, &page), STATUS_OK);
	gzip_pack(gzip, &page.body);
	if (page.body.length > 14 * 1024)
		fail_msg("%zu bytes", page.body.length);
	gzip_free(gzip);
	request_clear(&request);
	page_clear(&page);
	test_site_clear(&many);
}

static void
counts_what_a_field_leaves_out_and_shows_it_nowhere(void **state)
{
	const char *page = search_at("2026-11-24 10:00", "gender=men");

	(void)state;
	test_has(page, "2 more services are left out");
	test_lacks(page, "wm3n7s");
	test_lacks(page, "rf9gvn");
	page = search_at("2026-11-24 10:00", "type=talking&age=15");
	test_has(page, "1 more service is left out");
	test_lacks(page, "tk2w3s");
}

static void
has_no_groups_where_nothing_is_said_of_the_person(void **state)
{
	const char *page = search_at("2026-11-24 10:00", "type=talking");

	(void)state;
	test_has(page, "<h2 class=\"vh\">Results</h2>");
	test_lacks(page, "class=\"group\"");
	test_lacks(page, "class=\"verdicts\"");
}

static void
asks_about_a_surgery_where_a_place_is_given(void **state)
{
	const char *page =
	    search_at("2026-11-24 10:00", "q=Surgery+Counselling&near=QX4+2AB");

	(void)state;
	test_has(page, "Ask about their address or GP</b></li>");
	/* Its sentence is not said twice. */
	test_has(page, "You must have a GP in Westby.");
	test_lacks(strstr(page, "You must have a GP") + 1, "You must have a");
}

/* The bar above a listing's name. */
static char *
bar_of(const char *page, const char *code)
{
	const char *end =
	    strstr(page, arena_printf(&arena, "/services/%s?", code));
	const char *begin = end;

	assert_non_null(end);
	while (strncmp(begin, "<li class=\"hit\">", 16) != 0)
		begin--;
	return arena_strndup(&arena, begin, (size_t)(end - begin));
}

static void
tells_getting_there_from_being_served_at_home(void **state)
{
	const char *page =
	    search_at("2026-11-24 10:00", "near=QX4+2AB&within=10");

	(void)state;
	test_has(bar_of(page, "tk2w3s"),
	    "class=\"sign\">under 0.1 miles</span><span "
	    "class=\"serves\">Serves this area<");
	test_has(bar_of(page, "rg4nsn"), "class=\"sign\">8.2 miles<");
	test_lacks(bar_of(page, "rg4nsn"), "Serves this area");
	test_has(bar_of(page, "nt8rnk"), "class=\"sign\">By phone or online<");
	test_has(bar_of(page, "rf9gvn"), "Serves this area");
	test_lacks(bar_of(page, "rf9gvn"), "class=\"sign\"");
	page = search_at("2026-11-24 10:00", "near=QX4&within=10");
	test_has(bar_of(page, "rg4nsn"), "class=\"sign\">about 8.");
}

static void
says_why_a_listing_was_found(void **state)
{
	const char *page =
	    search_at("2026-11-24 10:00", "q=panic&type=talking&near=QX4+2AB");

	(void)state;
	test_has(page, "Matched “panic” in its description");
	test_has(page, "Listed under NHS Talking Therapies");
	page = search_at("2026-11-24 10:00", "q=listening&near=QX4+2AB");
	test_has(page, "Matched “listening” in its name");
	test_lacks(page, "national");
	page = search_at("2026-11-24 10:00", "q=0113+496+0114");
	test_has(page, "Has the number you typed");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    PAGE_TEST(orders_the_groups_and_sets_the_last_apart),
	    PAGE_TEST(says_check_where_a_rule_cannot_be_decided),
	    PAGE_TEST(shows_the_sentence_that_sets_a_listing_apart),
	    PAGE_TEST(
		says_on_paper_where_a_result_is_and_never_where_a_refuge_is),
	    PAGE_TEST(says_that_not_all_who_may_not_suit_are_shown),
	    PAGE_TEST(packs_a_full_page_of_results_into_14_kilobytes),
	    PAGE_TEST(counts_what_a_field_leaves_out_and_shows_it_nowhere),
	    PAGE_TEST(has_no_groups_where_nothing_is_said_of_the_person),
	    PAGE_TEST(asks_about_a_surgery_where_a_place_is_given),
	    PAGE_TEST(tells_getting_there_from_being_served_at_home),
	    PAGE_TEST(says_why_a_listing_was_found),
	};

	return cmocka_run_group_tests(
	    tests, test_page_set_up, test_page_tear_down);
}
