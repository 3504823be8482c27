/* server/words.c: the small words that pages share. */
#include <stdlib.h>
#include <string.h>

#include "server/words.h"
#include "tests/testing_page.h"

static struct query
parse(const char *target)
{
	struct query_places places = words_places(&site.context);
	struct request request;
	struct query query;

	assert_int_equal(request_parse(&request, METHOD_GET, target,
			     strlen(target), NULL, 0),
	    REQUEST_OK);
	assert_int_equal(
	    query_parse(request.parameters, request.parameters_count, &places,
		site.vocabulary, &arena, &query, NULL, 0),
	    0);
	request_clear(&request);
	return query;
}

static void
counts_one_and_many_with_digits_in_threes(void **state)
{
	static const struct {
		long count;
		const char *words;
	} counts[] = {{0, "0 services"}, {1, "1 service"}, {2, "2 services"},
	    {999, "999 services"}, {1000, "1,000 services"},
	    {1234567, "1,234,567 services"}};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(counts); i++)
		assert_string_equal(
		    words_count(&arena, counts[i].count, "service", "services"),
		    counts[i].words);
}

static void
tells_the_time_of_london(void **state)
{
	(void)state;
	assert_string_equal(
	    words_time(&arena, date_from_civil(2026, 7, 1) * 86400L + 18300),
	    "1 July 2026, 6.05am");
	assert_string_equal(
	    words_time(&arena, date_from_civil(2026, 12, 1) * 86400L + 18300),
	    "1 December 2026, 5.05am");
}

static void
heads_a_search_with_what_it_is_about(void **state)
{
	static const char *const headings[][2] = {
	    {"/search", "All services"},
	    {"/search?q=counselling", "Counselling"},
	    {"/search?q=%C3%A9cole", "école"},
	    {"/search?type=talking&type=advice.debt",
		"Talking therapies and counselling or Debt and money advice"},
	    {"/search?q=panic&type=talking&near=QX4+2AB",
		"Panic: Talking therapies and counselling near QX4 2AB"},
	    {"/search?q=panic+QX4+2AB", "Panic near QX4 2AB"},
	    {"/search?area=castle-westby", "All services in Castle, Westby"},
	    {"/search?near=53.45,-2.3&area=westby",
		"All services near 53.4500, -2.3000 in Westby"},
	    {"/search?q=0113+496+0101", "0113 496 0101"},
	    {"/search?q=%21%3F", "All services"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(headings); i++) {
		struct query query = parse(headings[i][0]);

		assert_string_equal(
		    words_heading(&arena, site.vocabulary, &query),
		    headings[i][1]);
	}
}

static void
writes_the_address_of_a_search(void **state)
{
	struct query query = parse("/search?age=40&q=a+b%26c&near=QX4+2AB");

	(void)state;
	assert_string_equal(
	    words_search_url(&arena, "/search", &query, NULL, 0),
	    "/search?q=a+b%26c&near=QX4+2AB&age=40");
	assert_string_equal(
	    words_search_url(&arena, "/search.json", &query, "q", 3),
	    "/search.json?near=QX4+2AB&age=40&page=3");
	query = parse("/search");
	assert_string_equal(
	    words_search_url(&arena, "/search", &query, NULL, 0), "/search");
	assert_string_equal(
	    words_absolute(&arena, &site.context, "/services/tk2w3s"),
	    "https://help.example/services/tk2w3s");
}

static void
links_to_the_web_alone(void **state)
{
	static const char *const never[] = {"javascript:alert(1)",
	    "JAVASCRIPT:alert(1)", " javascript:alert(1)",
	    "data:text/html,<script>", "vbscript:x", "file:///etc/passwd",
	    "https://user:secret@example.org/", "http://", "//", "",
	    "https://exa mple.org/", "https://example.org/\x01"};

	(void)state;
	assert_null(words_web(&arena, NULL));
	for (size_t i = 0; i < ARRAY_LEN(never); i++)
		if (words_web(&arena, never[i]) != NULL)
			fail_msg("%s is linked to", never[i]);
	assert_string_equal(words_web(&arena, "http://example.org/a?b=c"),
	    "http://example.org/a?b=c");
	assert_string_equal(
	    words_web(&arena, "www.example.org"), "https://www.example.org");
}

static void
writes_to_one_plain_address(void **state)
{
	static const char *const never[] = {"x@example.org?bcc=y@example.org",
	    "x@example.org,y@example.org", "x@example.org;y@example.org",
	    "Ann <x@example.org>", "x at example.org", "@example.org", "x@",
	    "x@y@example.org", "mailto:x@example.org",
	    "x@example.org%0ACc:", "x@example.org&cc=y", "x @example.org",
	    "x@example.org\n", ""};

	(void)state;
	assert_null(words_email(NULL));
	for (size_t i = 0; i < ARRAY_LEN(never); i++)
		if (words_email(never[i]) != NULL)
			fail_msg("%s is written to", never[i]);
	assert_string_equal(words_email("ann.o'hara+help@example.org"),
	    "ann.o'hara+help@example.org");
}

static enum page_caching
caching(enum request_method method, const char *target)
{
	struct request request;
	enum page_caching found;

	assert_int_equal(
	    request_parse(&request, method, target, strlen(target), NULL, 0),
	    REQUEST_OK);
	found = words_caching(&request);
	request_clear(&request);
	return found;
}

static void
keeps_no_answer_to_what_was_said_of_a_person(void **state)
{
	static const char *const personal[] = {
	    "q", "near", "age", "gender", "for"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(personal); i++) {
		assert_int_equal(
		    caching(METHOD_GET,
			arena_printf(
			    &arena, "/search?type=talking&%s=x", personal[i])),
		    CACHE_NONE);
		assert_int_equal(
		    caching(METHOD_GET,
			arena_printf(&arena, "/search?%s=", personal[i])),
		    CACHE_BROWSE);
	}
	assert_int_equal(
	    caching(METHOD_GET, "/search?type=talking&area=westby&page=2"),
	    CACHE_BROWSE);
	assert_int_equal(caching(METHOD_POST, "/search"), CACHE_NONE);
}

static void
has_a_word_for_each_parameter(void **state)
{
	(void)state;
	assert_string_equal(words_parameter("within"), "the distance");
	assert_string_equal(words_parameter("unheard-of"), "unheard-of");
}

static void
looks_places_up_in_the_generation(void **state)
{
	struct query_places places = words_places(&site.context);
	struct place place;

	(void)state;
	assert_int_equal(
	    places.find(places.arg, "qx42ab", &place), PLACE_FOUND);
	assert_string_equal(place.name, "QX4 2AB");
	assert_int_equal(
	    places.find_area(places.arg, "westby", &place), PLACE_FOUND);
	assert_string_equal(place.gss, "E06000901");
	assert_int_not_equal(
	    places.find_area(places.arg, "QX4 2AB", &place), PLACE_FOUND);
	assert_int_equal(
	    places.find(places.arg, "BT1 1AA", &place), PLACE_NORTHERN_IRELAND);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(counts_one_and_many_with_digits_in_threes),
	    cmocka_unit_test(tells_the_time_of_london),
	    cmocka_unit_test(heads_a_search_with_what_it_is_about),
	    cmocka_unit_test(writes_the_address_of_a_search),
	    cmocka_unit_test(links_to_the_web_alone),
	    cmocka_unit_test(writes_to_one_plain_address),
	    cmocka_unit_test(keeps_no_answer_to_what_was_said_of_a_person),
	    cmocka_unit_test(has_a_word_for_each_parameter),
	    cmocka_unit_test(looks_places_up_in_the_generation),
	};

	return cmocka_run_group_tests(
	    tests, test_page_set_up, test_page_tear_down);
}
