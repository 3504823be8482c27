/* /search.json and /suggest.json: the same answers, for other programs. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/testing_html.h"
#include "tests/testing_json.h"
#include "tests/testing_page.h"

static const char *
search(const char *query)
{
	return test_site_getf(&site, "/search.json?%s", query);
}

/* Results and what may not suit, as codes. */
static char *
codes(const char *json)
{
	char *results = test_json_each(&arena, json, "results", "id");
	char *apart = test_json_each(&arena, json, "may_not_suit", "id");

	return arena_printf(&arena, "%s%s%s", results,
	    *results != '\0' && *apart != '\0' ? " " : "", apart);
}

static void
finds_a_listing_by_its_code(void **state)
{
	static const char *const queries[] = {
	    "q=tk2w3s", "q=TK2W3S&near=QX5+1AA&type=advice", "q=mv2vdd"};
	const char *json;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(queries); i++) {
		json = search(queries[i]);
		assert_string_equal(codes(json), "tk2w3s");
		assert_int_equal(test_json_number(json, "total"), 1);
		assert_string_equal(
		    test_json_text(&arena, json, "read_as.0.as"), "code");
		assert_string_equal(
		    test_json_text(&arena, json, "results.0.why.0.by"), "code");
	}
	/* Whom it suits is said as ever. */
	json = search("q=fv4d2v&age=40");
	assert_string_equal(codes(json), "fv4d2v");
	assert_int_equal(test_json_count(json, "may_not_suit"), 1);
	assert_int_equal(test_json_count(search("q=zz9zzz"), "results"), 0);
	/* Where it was posted, the page shows it in place of leading there. */
	json = test_site_post(&site, "/search", "q=tk2w3s", NULL, NULL);
	assert_int_equal(site.status, STATUS_OK);
	assert_string_equal(test_html_codes(&arena, json), "tk2w3s");
	test_has(json, "Has the code you typed");
	test_has(json, "<h1 class=\"asked\">tk2w3s</h1>");
}

static void
agrees_with_the_page_in_order_and_totals(void **state)
{
	static const char *const queries[] = {"", "q=counselling",
	    "q=counselling+QX4+2AB", "type=talking&near=QX4+2AB&age=40",
	    "type=talking&near=QX4+2AB&age=17&gender=women",
	    "area=westby&cost=free", "area=castle-westby&sort=name",
	    "near=QX4&within=any&sort=nearest", "feed=northmoor&sort=checked",
	    "type=bereavement.group&near=QX4+2AB", "gender=men", "age=20-30",
	    "limit=4&page=2", "q=0113+496+0101", "q=zzzz", "page=50",
	    "type=crisis&type=advice&cost=low&age=70"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(queries); i++) {
		const char *json = search(queries[i]);
		long total = (long)test_json_number(json, "total");
		char *listed = codes(json);
		const char *page =
		    test_site_getf(&site, "/search?%s", queries[i]);

		assert_string_equal(test_html_codes(&arena, page), listed);
		if (total > 0)
			test_has(
			    page, arena_printf(&arena, "<b>%ld service%s</b>",
				      total, total == 1 ? "" : "s"));
		else
			test_lacks(strstr(page, "<ul class=\"chips\""),
			    "<li class=\"hit\">");
	}
}

static void
sums_the_groups_to_the_total(void **state)
{
	static const char *const queries[] = {"", "age=40", "age=15",
	    "gender=men&cost=free", "near=QX4+2AB&age=20-30&gender=women"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(queries); i++) {
		const char *json = search(queries[i]);

		assert_int_equal(test_json_number(json, "total"),
		    test_json_number(json, "groups.suits") +
			test_json_number(json, "groups.open") +
			test_json_number(json, "groups.not_stated") +
			test_json_number(json, "groups.check"));
		assert_int_equal(test_json_number(json, "groups.may_not_suit"),
		    test_json_count(json, "may_not_suit"));
	}
}

static void
says_all_that_is_known_of_a_result(void **state)
{
	static const char *const texts[][2] = {
	    {"id", "tk2w3s"},
	    {"url", "https://help.example/services/tk2w3s"},
	    {"name", "Westby Talking Therapies"},
	    {"organisation", "Westby Health Trust"},
	    {"summary", "Someone to talk to about worry, panic or low mood."},
	    {"types.0", "talking.nhs"},
	    {"phone", "+441134960101"},
	    {"phone_display", "0113 496 0101"},
	    {"place", "Westby"},
	    {"open_text", "Open now, until 5pm"},
	    {"who", "Aged 16 and over"},
	    {"cost", "Free"},
	    {"referral", "Refer yourself"},
	    {"verdicts.0.about", "age"},
	    {"verdicts.0.verdict", "suits"},
	    {"verdicts.0.words", "From 16"},
	    {"why.0.matched", "talking.nhs"},
	    {"feed", "westby"},
	    {"source_id", "1000"},
	    {"sources.0.title", "Westby wellbeing directory"},
	    {"checked", "2026-11-14"},
	};
	const char *json = search("type=talking.nhs&near=QX4+3BD&age=40");

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		char *text = test_json_text(&arena, json,
		    arena_printf(&arena, "results.0.%s", texts[i][0]));

		if (text == NULL)
			fail_msg("no %s", texts[i][0]);
		assert_string_equal(text, texts[i][1]);
	}
	assert_true(
	    strncmp(test_json_at(json, "results.0.open_now"), "true", 4) == 0);
	assert_true(test_json_number(json, "results.0.miles") > 0.7);
	assert_true(test_json_number(json, "results.0.miles") < 0.9);
	assert_true(test_json_number(json, "results.0.lat") == 53.45);
	assert_true(test_json_number(json, "results.0.lon") == -2.3);
}

/* Nothing that a reason points at may end with the search. */
static void
names_the_place_that_a_result_is_near_or_serves(void **state)
{
	const char *json = search("type=talking.nhs&near=QX4+2AB");

	(void)state;
	assert_string_equal(
	    test_json_text(&arena, json, "results.0.why.1.matched"), "QX4 2AB");
	assert_string_equal(
	    test_json_text(&arena, json, "results.0.why.1.by"), "near");
	json = search("type=talking.nhs&area=westby");
	assert_string_equal(
	    test_json_text(&arena, json, "results.0.why.1.matched"), "Westby");
	json = search("type=crisis.listening&near=QX4+2AB");
	assert_string_equal(
	    test_json_text(&arena, json, "results.0.why.1.by"), "national");
	assert_string_equal(
	    test_json_text(&arena, json, "results.0.why.1.matched"), "QX4 2AB");
}

static void
leaves_out_what_has_no_value(void **state)
{
	static const char *const names[] = {"phone", "lat", "lon", "miles",
	    "place", "open_now", "open_text", "cost", "checked", "relaxed.0",
	    "score", "about"};
	const char *json = search("type=talking&q=surgery");

	(void)state;
	assert_string_equal(
	    test_json_text(&arena, json, "results.0.id"), "gp7rsd");
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		char *path = arena_printf(&arena, "results.0.%s", names[i]);

		/* It has a place, and with it a position. */
		if (strcmp(names[i], "lat") == 0 ||
		    strcmp(names[i], "lon") == 0 ||
		    strcmp(names[i], "place") == 0)
			continue;
		if (test_json_at(json, path) != NULL)
			fail_msg("%s is there", path);
	}
	assert_string_equal(
	    test_json_text(&arena, json, "results.0.phone_display"),
	    "ask for Sam at the desk");
	assert_null(test_json_at(json, "example"));
	assert_null(test_json_at(json, "next"));
	assert_null(strstr(json, "null"));
}

static void
changes_with_the_clock_as_the_page_does(void **state)
{
	const char *json;

	(void)state;
	test_site_at(&site, "2026-11-24 16:59");
	json = search("type=talking.nhs");
	assert_true(
	    strncmp(test_json_at(json, "results.0.open_now"), "true", 4) == 0);
	assert_int_equal(site.page.clock_until,
	    date_from_london(date_from_civil(2026, 11, 24), 17 * 60));
	test_site_at(&site, "2026-11-24 17:00");
	json = search("type=talking.nhs");
	assert_true(
	    strncmp(test_json_at(json, "results.0.open_now"), "false", 5) == 0);
	assert_string_equal(test_json_text(&arena, json, "results.0.open_text"),
	    "Closed, opens 9am Wednesday");
}

static void
calls_nothing_open_or_closed_on_a_bank_holiday_without_times(void **state)
{
	const char *json;

	(void)state;
	test_site_at(&site, "2026-12-25 10:00");
	json = search("type=talking.nhs");
	assert_null(test_json_at(json, "results.0.open_now"));
	assert_string_equal(test_json_text(&arena, json, "results.0.open_text"),
	    "Hours may differ: bank holiday today");
}

static void
says_how_the_search_was_understood(void **state)
{
	const char *json = search("q=panic+QX4+2AB&type=talking&within=5"
				  "&age=16-25&gender=women&cost=low&limit=3"
				  "&area=westby&feed=westby&sort=nearest");

	(void)state;
	assert_string_equal(
	    test_json_text(&arena, json, "query.q"), "panic QX4 2AB");
	assert_string_equal(
	    test_json_text(&arena, json, "query.near"), "QX4 2AB");
	assert_string_equal(
	    test_json_text(&arena, json, "query.type.0"), "talking");
	assert_int_equal(test_json_number(json, "query.within"), 5);
	assert_string_equal(test_json_text(&arena, json, "query.age"), "16-25");
	assert_string_equal(
	    test_json_text(&arena, json, "query.gender"), "women");
	assert_string_equal(test_json_text(&arena, json, "query.cost"), "low");
	assert_string_equal(
	    test_json_text(&arena, json, "query.area"), "westby");
	assert_string_equal(
	    test_json_text(&arena, json, "query.feed"), "westby");
	assert_string_equal(
	    test_json_text(&arena, json, "query.sort"), "nearest");
	assert_int_equal(test_json_number(json, "query.limit"), 3);
	assert_string_equal(
	    test_json_text(&arena, json, "read_as.0.words"), "QX4 2AB");
	assert_string_equal(
	    test_json_text(&arena, json, "read_as.0.as"), "near");
	test_lacks(test_json_text(&arena, json, "read_as.0.undo"), "QX4");
	json = search("q=councelling&feed=westby");
	assert_string_equal(
	    test_json_text(&arena, json, "read_as.0.words"), "councelling");
	assert_string_equal(
	    test_json_text(&arena, json, "read_as.0.as"), "spelling");
	assert_string_equal(
	    test_json_text(&arena, json, "read_as.0.value"), "counselling");
	test_has(test_json_text(&arena, json, "read_as.0.undo"),
	    "?q=councelling&feed=westby&strict=1");
	assert_string_equal(
	    test_json_text(&arena, json, "query.q"), "councelling");
	json = search("near=QX4&within=any&strict=1&explain=1&age=40");
	assert_string_equal(
	    test_json_text(&arena, json, "query.within"), "any");
	assert_int_equal(test_json_number(json, "query.age"), 40);
	assert_non_null(test_json_at(json, "query.strict"));
	assert_non_null(test_json_at(json, "results.0.score"));
}

static void
says_of_each_result_what_was_given_up(void **state)
{
	const char *json = search("type=bereavement.group&near=QX4+2AB");

	(void)state;
	assert_string_equal(
	    test_json_text(&arena, json, "relaxed.0"), "within");
	assert_string_equal(
	    test_json_text(&arena, json, "results.0.relaxed.0"), "within");
	json = search("type=bereavement.group&near=QX4+2AB&strict=1");
	assert_int_equal(test_json_count(json, "relaxed"), 0);
	assert_int_equal(test_json_count(json, "results"), 0);
	assert_string_equal(
	    test_json_text(&arena, json, "relaxations.0.drop"), "within");
	assert_string_equal(test_json_text(&arena, json, "relaxations.0.url"),
	    "https://help.example/search?type=bereavement.group"
	    "&near=QX4+2AB&within=any&strict=1");
}

static void
gives_each_listing_once_from_page_to_page(void **state)
{
	char *all =
	    test_json_each(&arena, search("sort=name"), "results", "id");
	const char *url = "https://help.example/search.json?sort=name&limit=4";
	struct buf seen = {0};
	size_t pages = 0;

	(void)state;
	for (; url != NULL; pages++) {
		const char *json =
		    test_site_get(&site, url + strlen("https://help.example"));

		assert_int_equal(test_json_number(json, "page"), pages + 1);
		if (pages > 0)
			buf_add_char(&seen, ' ');
		buf_add_text(
		    &seen, test_json_each(&arena, json, "results", "id"));
		url = test_json_text(&arena, json, "next");
	}
	assert_int_equal(pages, 4);
	assert_string_equal(buf_text(&seen), all);
	buf_clear(&seen);
}

static void
counts_facets_as_searches_by_them_would(void **state)
{
	const char *json = search("area=westby&age=40");
	size_t count = test_json_count(json, "facets.type");

	(void)state;
	assert_true(count > 3);
	json = arena_strdup(&arena, json);
	for (size_t i = 0; i < count; i++) {
		char *type = test_json_text(&arena, json,
		    arena_printf(&arena, "facets.type.%zu.value", i));
		double total = test_json_number(
		    json, arena_printf(&arena, "facets.type.%zu.total", i));
		const char *one = test_site_getf(&site,
		    "/search.json?area=westby&age=40&strict=1&type=%s", type);

		assert_int_equal(test_json_number(one, "total"), total);
	}
}

static void
answers_a_mistake_with_a_problem_that_names_it(void **state)
{
	const char *json = search("age=old&near=nowhere&q=panic");

	(void)state;
	assert_int_equal(site.status, STATUS_BAD_REQUEST);
	assert_string_equal(site.page.type, "application/problem+json");
	assert_int_equal(site.page.caching, CACHE_NONE);
	assert_int_equal(test_json_number(json, "status"), 400);
	assert_int_equal(test_json_count(json, "errors"), 2);
	assert_string_equal(
	    test_json_text(&arena, json, "errors.0.parameter"), "age");
	assert_string_equal(
	    test_json_text(&arena, json, "errors.0.given"), "old");
	assert_string_equal(test_json_text(&arena, json, "errors.0.allowed"),
	    "years, such as 17, or a range, such as 16-25");
	json = search("near=BT1+1AA");
	test_has(test_json_text(&arena, json, "errors.0.allowed"),
	    "Northern Ireland");
}

static void
ignores_names_that_it_does_not_know(void **state)
{
	(void)state;
	assert_int_equal(
	    test_json_number(search("colour=blue&utm_source=x"), "total"), 14);
}

static void
is_open_to_every_script_and_to_no_frame(void **state)
{
	static const char *const targets[] = {"/search.json",
	    "/search.json?age=x", "/suggest.json?q=we", "/nothing.json"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(targets); i++) {
		test_site_get(&site, targets[i]);
		assert_true(site.page.open_to_scripts);
		assert_int_equal(site.page.framing, FRAME_NEVER);
	}
}

static void
says_which_directory_answered(void **state)
{
	const char *json = search("");

	(void)state;
	assert_int_equal(test_json_number(json, "generation"), 7);
	assert_string_equal(
	    test_json_text(&arena, json, "updated"), "2026-11-24T06:05:00Z");
	assert_true(strncmp(test_json_at(json, "partial"), "false", 5) == 0);
	json = test_site_get(&site, "/readyz");
	assert_int_equal(test_json_number(json, "generation"), 7);
	assert_int_equal(test_json_number(json, "listings"), 14);
	assert_int_equal(
	    test_json_number(json, "age_s"), (10 * 60 - 6 * 60 - 5) * 60);
}

/* --- as you type --------------------------------------------------------- */

static bool
suggests(const char *typed, const char *name, const char *url)
{
	const char *json = test_site_getf(&site, "/suggest.json?q=%s", typed);
	size_t count = test_json_count(json, "");

	for (size_t i = 0; i < count; i++) {
		char *n = test_json_text(
		    &arena, json, arena_printf(&arena, "%zu.n", i));
		char *u = test_json_text(
		    &arena, json, arena_printf(&arena, "%zu.u", i));

		assert_non_null(test_json_text(
		    &arena, json, arena_printf(&arena, "%zu.s", i)));
		if (strcmp(n, name) == 0 && strcmp(u, url) == 0)
			return true;
	}
	return false;
}

static void
suggests_services_types_organisations_numbers_and_places(void **state)
{
	(void)state;
	assert_true(suggests(
	    "westby+ta", "Westby Talking Therapies", "/services/tk2w3s"));
	assert_true(suggests(
	    "couns", "Counselling", "/search?type=talking.counselling"));
	assert_true(suggests(
	    "westby+he", "Westby Health Trust", "/organisations/th4tr5"));
	assert_true(
	    suggests("01134960102", "Fifth Avenue", "/services/fv4d2v"));
	assert_true(suggests("eas", "Eastby", "/search?near=eastby"));
	assert_true(suggests("qx4", "QX4", "/search?near=QX4"));
	/* One letter wrong; a name as it sounds. */
	assert_true(suggests(
	    "cuons", "Counselling", "/search?type=talking.counselling"));
	assert_true(
	    suggests("fith+avinew", "Fifth Avenue", "/services/fv4d2v"));
	assert_false(suggests("zzz", "", ""));
}

static void
leads_each_suggestion_somewhere(void **state)
{
	static const char *const typed[] = {
	    "we", "co", "ca", "far", "0113", "bere", "north"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(typed); i++) {
		const char *json = arena_strdup(&arena,
		    test_site_getf(&site, "/suggest.json?q=%s", typed[i]));
		size_t count = test_json_count(json, "");

		assert_true(count > 0 && count <= 8);
		assert_int_equal(site.page.caching, CACHE_NONE);
		for (size_t n = 0; n < count; n++) {
			char *url = test_json_text(
			    &arena, json, arena_printf(&arena, "%zu.u", n));

			test_site_get(&site, url);
			if (site.status != STATUS_OK)
				fail_msg("%s leads to %d", url, site.status);
		}
	}
}

static void
suggests_as_well_for_words_that_are_posted(void **state)
{
	char *got = xstrdup(test_site_get(&site, "/suggest.json?q=eas"));

	(void)state;
	assert_string_equal(
	    test_site_post(&site, "/suggest.json", "q=eas", NULL, NULL), got);
	free(got);
}

static void
suggests_nothing_for_too_little_or_too_much(void **state)
{
	char *long_text = arena_alloc(&arena, 300);

	(void)state;
	memset(long_text, 'a', 250);
	assert_string_equal(test_site_get(&site, "/suggest.json"), "[]");
	assert_string_equal(test_site_get(&site, "/suggest.json?q=w"), "[]");
	assert_string_equal(
	    test_site_getf(&site, "/suggest.json?q=%s", long_text), "[]");
	assert_string_equal(
	    test_site_get(&site, "/suggest.json?q=%21%21%21"), "[]");
}

static void
answers_what_is_open_now_for_this_minute_alone(void **state)
{
	static const char *const targets[] = {"/search.json?open=now",
	    "/search.json?open=&open=now&type=talking", "/search?open=+now",
	    "/embed?open=now"};
	time_t now;

	(void)state;
	test_site_at(&site, "2026-11-24 10:00");
	now = site.context.now;
	site.context.now += 17; /* seconds */
	for (size_t i = 0; i < sizeof(targets) / sizeof(*targets); i++) {
		test_site_get(&site, targets[i]);
		assert_int_equal(site.page.caching, CACHE_NONE);
		assert_int_equal(site.page.clock_until, now + 60);
	}
	test_site_get(&site, "/search.json?open=mo");
	assert_int_equal(site.page.caching, CACHE_BROWSE);
}

static void
says_what_is_open_and_what_may_differ(void **state)
{
	const char *json;

	(void)state;
	json = test_site_get(&site, "/search.json?open=now&limit=100");
	assert_string_equal(test_json_text(&arena, json, "query.open"), "now");
	assert_string_equal(
	    test_json_text(&arena, json, "results.0.verdicts.0.about"), "open");
	assert_string_equal(
	    test_json_text(&arena, json, "results.0.verdicts.0.verdict"),
	    "suits");
	assert_true(
	    strncmp(test_json_at(json, "results.0.open_now"), "true", 4) == 0);
	test_site_at(&site, "2026-12-25 10:00");
	json = test_site_get(&site, "/search.json?open=now&limit=100");
	test_has(json, "may differ: bank holiday");
}

static void
explains_a_score_by_its_factors(void **state)
{
	const char *json = search("q=panic&near=QX4+2AB&explain=1");
	static const char *const names[] = {
	    "kind", "freshness", "state", "cost", "few", "place"};
	double score = test_json_number(json, "results.0.factors.words");
	char path[80];

	(void)state;
	assert_true(score > 0);
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		snprintf(path, sizeof(path), "results.0.factors.%s", names[i]);
		assert_true(test_json_number(json, path) > 0);
		score *= test_json_number(json, path);
	}
	score += test_json_number(json, "results.0.factors.name");
	score *= test_json_number(json, "results.0.factors.residence");
	assert_true(
	    fabs(score - test_json_number(json, "results.0.score")) < 0.01);
	json = search("q=panic&near=QX4+2AB");
	assert_null(strstr(json, "factors"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    PAGE_TEST(finds_a_listing_by_its_code),
	    PAGE_TEST(agrees_with_the_page_in_order_and_totals),
	    PAGE_TEST(sums_the_groups_to_the_total),
	    PAGE_TEST(says_all_that_is_known_of_a_result),
	    PAGE_TEST(names_the_place_that_a_result_is_near_or_serves),
	    PAGE_TEST(explains_a_score_by_its_factors),
	    PAGE_TEST(leaves_out_what_has_no_value),
	    PAGE_TEST(changes_with_the_clock_as_the_page_does),
	    PAGE_TEST(
		calls_nothing_open_or_closed_on_a_bank_holiday_without_times),
	    PAGE_TEST(answers_what_is_open_now_for_this_minute_alone),
	    PAGE_TEST(says_what_is_open_and_what_may_differ),
	    PAGE_TEST(says_how_the_search_was_understood),
	    PAGE_TEST(says_of_each_result_what_was_given_up),
	    PAGE_TEST(gives_each_listing_once_from_page_to_page),
	    PAGE_TEST(counts_facets_as_searches_by_them_would),
	    PAGE_TEST(answers_a_mistake_with_a_problem_that_names_it),
	    PAGE_TEST(ignores_names_that_it_does_not_know),
	    PAGE_TEST(is_open_to_every_script_and_to_no_frame),
	    PAGE_TEST(says_which_directory_answered),
	    PAGE_TEST(suggests_services_types_organisations_numbers_and_places),
	    PAGE_TEST(leads_each_suggestion_somewhere),
	    PAGE_TEST(suggests_as_well_for_words_that_are_posted),
	    PAGE_TEST(suggests_nothing_for_too_little_or_too_much),
	};

	return cmocka_run_group_tests(
	    tests, test_page_set_up, test_page_tear_down);
}
