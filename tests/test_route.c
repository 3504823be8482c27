#include "tests/testing.h"

#include <string.h>

#include "base/utf8.h"
#include "server/asset.h"
#include "server/route.h"
#include "server/template.h"

static struct urgent_number urgent[] = {
    {.name = (char[]){"999"},
	.number = (char[]){"999"},
	.dial = (char[]){"999"},
	.words = (char[]){"Life at risk"}},
    {.name = (char[]){"Samaritans"},
	.number = (char[]){"116 123"},
	.dial = (char[]){"116123"},
	.hours = (char[]){"any time"}},
};

static struct site site = {
    .title = (char[]){"Help in <Westby>"},
    .base_url = (char[]){"https://help.example"},
    .exit_url = (char[]){"https://www.example.org/weather"},
    .urgent = urgent,
    .urgent_count = 2,
};

/* Answers a request before anything is published. */
static enum status
answer(enum request_method method, const char *target, struct page *page)
{
	const struct context context = {.site = &site, .now = 1795000000};
	struct request request;
	enum status status;

	page_init(page);
	assert_int_equal(
	    request_parse(&request, method, target, strlen(target), NULL, 0),
	    REQUEST_OK);
	status = route_run(&context, &request, page);
	request_clear(&request);
	return status;
}

static void
answers_an_unknown_path_with_a_page(void **state)
{
	struct page page;

	(void)state;
	assert_int_equal(answer(METHOD_GET, "/a/b/c", &page), STATUS_NOT_FOUND);
	assert_string_equal(page.type, "text/html; charset=utf-8");
	assert_non_null(strstr(page.body.data, "There is no such page"));
	assert_int_equal(page.caching, CACHE_NONE);
	page_clear(&page);
}

static void
never_shows_the_path_it_did_not_find(void **state)
{
	struct page page;

	(void)state;
	answer(METHOD_GET, "/xyzzyword/%3Cscript%3E/x", &page);
	assert_null(strstr(page.body.data, "xyzzyword"));
	page_clear(&page);
}

static void
answers_unknown_data_with_a_problem(void **state)
{
	struct page page;

	(void)state;
	assert_int_equal(
	    answer(METHOD_GET, "/a/b/nothing.json", &page), STATUS_NOT_FOUND);
	assert_string_equal(page.type, "application/problem+json");
	assert_string_equal(page.body.data,
	    "{\"type\":\"about:blank\",\"title\":\"Not Found\","
	    "\"status\":404}");
	assert_true(page.open_to_scripts);
	page_clear(&page);
}

static void
says_which_methods_are_allowed(void **state)
{
	struct page page;

	(void)state;
	assert_int_equal(
	    answer(METHOD_POST, "/robots.txt", &page), STATUS_METHOD);
	assert_string_equal(page.allow, "GET, HEAD");
	page_clear(&page);
	assert_int_equal(
	    answer(METHOD_OTHER, "/healthz", &page), STATUS_METHOD);
	assert_string_equal(page.type, "application/problem+json");
	page_clear(&page);
	assert_int_equal(answer(METHOD_HEAD, "/robots.txt", &page), STATUS_OK);
	page_clear(&page);
}

static void
says_that_it_is_not_ready_before_anything_is_published(void **state)
{
	struct page page;

	(void)state;
	assert_int_equal(
	    answer(METHOD_GET, "/readyz", &page), STATUS_UNAVAILABLE);
	assert_string_equal(
	    page.body.data, "{\"ready\":false,\"degraded\":false}");
	page_clear(&page);
	assert_int_equal(answer(METHOD_GET, "/healthz", &page), STATUS_OK);
	assert_string_equal(page.body.data, "ok\n");
	page_clear(&page);
}

static void
puts_urgent_help_and_exit_on_an_error_page(void **state)
{
	struct page page;

	(void)state;
	answer(METHOD_GET, "/a/b/c", &page);
	assert_non_null(strstr(page.body.data, "href=\"tel:999\">999</a>"));
	assert_non_null(strstr(
	    page.body.data, "href=\"tel:116123\">Samaritans 116 123</a>"));
	assert_non_null(strstr(page.body.data, "Help in &lt;Westby&gt;"));
	assert_non_null(strstr(page.body.data, "Exit this page"));
	page_clear(&page);
}

static void
serves_an_asset_by_its_hashed_name_alone(void **state)
{
	struct page page;

	(void)state;
	assert_int_equal(
	    answer(METHOD_GET, asset_path("signpost.js"), &page), STATUS_OK);
	assert_string_equal(page.type, "text/javascript; charset=utf-8");
	assert_int_equal(page.caching, CACHE_ASSET);
	page_clear(&page);
	assert_int_equal(
	    answer(METHOD_GET, "/assets/signpost.js", &page), STATUS_NOT_FOUND);
	page_clear(&page);
	assert_int_equal(
	    answer(METHOD_GET, "/assets/", &page), STATUS_NOT_FOUND);
	page_clear(&page);
	assert_int_equal(
	    answer(METHOD_GET, "/assets/error.html", &page), STATUS_NOT_FOUND);
	page_clear(&page);
}

static void
keeps_search_engines_off_example_data(void **state)
{
	struct page page;

	(void)state;
	site.example = true;
	answer(METHOD_GET, "/robots.txt", &page);
	assert_string_equal(page.body.data, "User-agent: *\nDisallow: /\n");
	page_clear(&page);
	answer(METHOD_GET, "/a/b/c", &page);
	assert_non_null(strstr(page.body.data, "not for finding help"));
	page_clear(&page);
	site.example = false;
	answer(METHOD_GET, "/robots.txt", &page);
	assert_null(strstr(page.body.data, "Disallow: /\n"));
	page_clear(&page);
}

static void
reserves_first_segments_of_addresses(void **state)
{
	static const char *const taken[] = {"search", "search.json", "services",
	    "organisations", "types", "areas", "list", "about", "sources",
	    "gaps", "api", "exports", "embed", "oembed", "assets", "phone",
	    "healthz", "readyz", "metrics", "robots.txt", "sitemap.xml",
	    "opensearch.xml", "suggest.json"};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(taken); i++)
		assert_true(route_reserved(taken[i]));
	assert_false(route_reserved("trafford"));
	assert_false(route_reserved("7kq4mx"));
	assert_false(route_reserved("sear"));
}

static void
takes_the_last_segment_of_a_path(void **state)
{
	struct request request;

	(void)state;
	assert_int_equal(request_parse(&request, METHOD_GET, "/services/7kq4mx",
			     16, NULL, 0),
	    REQUEST_OK);
	assert_string_equal(route_segment(&request), "7kq4mx");
	request_clear(&request);
}

static int
set_up(void **state)
{
	(void)state;
	templates_init();
	assets_init();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(answers_an_unknown_path_with_a_page),
	    cmocka_unit_test(never_shows_the_path_it_did_not_find),
	    cmocka_unit_test(answers_unknown_data_with_a_problem),
	    cmocka_unit_test(says_which_methods_are_allowed),
	    cmocka_unit_test(
		says_that_it_is_not_ready_before_anything_is_published),
	    cmocka_unit_test(puts_urgent_help_and_exit_on_an_error_page),
	    cmocka_unit_test(serves_an_asset_by_its_hashed_name_alone),
	    cmocka_unit_test(keeps_search_engines_off_example_data),
	    cmocka_unit_test(reserves_first_segments_of_addresses),
	    cmocka_unit_test(takes_the_last_segment_of_a_path),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
