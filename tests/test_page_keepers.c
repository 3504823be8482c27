/* Who keeps lists for an area: /areas/SLUG and /sources. */
#include <stdlib.h>
#include <string.h>

#include "tests/testing_html.h"
#include "tests/testing_page.h"

/* Which areas the feeds are of; and one that has nothing anywhere. */
static void
add_areas(struct test_content *content)
{
	for (size_t i = 0; i < content->feeds_count; i++) {
		struct served_feed *feed = &content->feeds[i];

		if (strcmp(feed->id, "westby") == 0)
			feed->area = arena_strdup(&content->arena, "E06000901");
		if (strcmp(feed->id, "national") == 0)
			feed->area = arena_strdup(&content->arena, "K02000001");
	}
}

/* The part of the page about who keeps lists. */
static char *
keepers(const char *target)
{
	const char *page = test_site_get(&site, target);
	const char *begin = strstr(page, "<section class=\"keepers\"");
	const char *end;

	assert_int_equal(site.status, STATUS_OK);
	assert_int_equal(site.page.caching, CACHE_BROWSE);
	assert_non_null(begin);
	end = strstr(begin, "</section>");
	assert_non_null(end);
	return arena_strndup(&arena, begin, (size_t)(end - begin));
}

static void
names_each_feed_that_covers_an_area_or_has_listings_there(void **state)
{
	const char *said = keepers("/areas/westby");

	(void)state;
	test_has(said, "Who keeps lists for Westby</h2>");
	test_has(said, "<a href=\"/sources/westby\">Westby wellbeing "
		       "directory</a></h3>\n<p>Kept by Westby Council.");
	test_has(said, "<a href=\"/sources/northmoor\">Northmoor groups</a>");
	test_has(said, "<a href=\"/sources/national\">National lines</a></h3>");
	test_lacks(said, "/sources/eastby");
	test_has(said, "Read 24 November 2026, 6am");
	/* The feed that has not been read for forty days. */
	test_has(said, "<p class=\"fresh old\">Read 15 October 2026, 6am. For "
		       "over 30 days");
	said = keepers("/areas/castle-westby");
	test_has(said, "/sources/westby");
	test_lacks(said, "/sources/eastby");
}

static void
counts_what_a_search_of_the_area_finds(void **state)
{
	const char *said = keepers("/areas/westby"), *page;
	char *url = test_html_attribute(
	    &arena, said, "area=westby&amp;feed=westby", "href", 0);

	(void)state;
	assert_string_equal(url, "/search?area=westby&feed=westby");
	test_has(said, "feed=westby\">8 listings here</a>");
	page = test_site_get(&site, url);
	test_has(page, "8 services");
}

static void
take_all_away(struct test_content *content)
{
	content->feeds_count = 0;
	content->listings_count = 0;
	content->problems_count = 0;
}

static void
says_of_an_area_without_a_list_that_this_says_nothing(void **state)
{
	struct test_site empty;
	const char *page;

	(void)state;
	test_site_init(&empty, take_all_away);
	page = test_site_get(&empty, "/areas/eastby");
	test_has(page, "No list for Eastby is read here yet. That little is "
		       "listed says nothing about what there is.");
	test_site_clear(&empty);
	test_lacks(keepers("/areas/eastby"), "is read here yet");
}

static void
names_lists_that_are_known_and_not_read_yet(void **state)
{
	char *westby[] = {(char *)"westby"}, *england[] = {(char *)"E92000001"};
	char *castle[] = {(char *)"Castle, Westby", (char *)"Nowhere"};
	struct known_list known[] = {
	    {.title = (char *)"Groups of <Westby> Mind",
		.publisher = (char *)"Westby Mind",
		.url = (char *)"https://mind.example.org/groups",
		.areas = {westby, 1}},
	    {.title = (char *)"Leaflet of the ward", .areas = {castle, 2}},
	    {.title = (char *)"All of England", .areas = {england, 1}},
	};
	const char *said;

	(void)state;
	site.site.known = known;
	site.site.known_count = ARRAY_LEN(known);
	said = keepers("/areas/westby");
	test_has(said, "<a href=\"https://mind.example.org/groups\" "
		       "rel=\"nofollow noreferrer\">Groups of &lt;Westby&gt; "
		       "Mind</a></h3>\n<p>Kept by Westby Mind.");
	test_has(said, "<li><h3>Leaflet of the ward</h3>");
	test_has(said, "<h3>All of England</h3>");
	test_has(said, "We know of this list and do not read it yet");
	said = keepers("/areas/eastby");
	test_lacks(said, "Westby Mind");
	test_lacks(said, "Leaflet");
	test_has(said, "<h3>All of England</h3>");
	said = keepers("/sources");
	test_has(said, "Known, and not read yet</h2>");
	test_has(said, "Kept by Westby Mind. For Westby.");
	test_has(said, "For Castle, Westby, Nowhere (no area that we know).");
	site.site.known_count = 0;
	test_lacks(test_site_get(&site, "/sources"), "not read yet");
}

static void
says_nothing_of_it_where_no_area_is_asked_for(void **state)
{
	(void)state;
	test_lacks(test_site_get(&site, "/"), "Who keeps lists");
	test_lacks(test_site_get(&site, "/types/talking"), "Who keeps lists");
}

static int
set_up(void **state)
{
	(void)state;
	test_site_init(&site, add_areas);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		names_each_feed_that_covers_an_area_or_has_listings_there),
	    cmocka_unit_test(counts_what_a_search_of_the_area_finds),
	    cmocka_unit_test(
		says_of_an_area_without_a_list_that_this_says_nothing),
	    cmocka_unit_test(names_lists_that_are_known_and_not_read_yet),
	    cmocka_unit_test(says_nothing_of_it_where_no_area_is_asked_for),
	};

	return cmocka_run_group_tests(tests, set_up, test_page_tear_down);
}
