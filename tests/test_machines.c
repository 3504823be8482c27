/* What programs read of pages: JSON-LD, OpenSearch, sitemaps, robots. */
#include <stdlib.h>
#include <string.h>

#include "server/view_linked.h"
#include "tests/testing_html.h"
#include "tests/testing_json.h"
#include "tests/testing_page.h"

static char *
get(const char *target)
{
	return arena_strdup(&arena, test_site_get(&site, target));
}

/* The JSON-LD of a listing's page. */
static char *
linked(const char *code)
{
	static const char mark[] = "<script type=\"application/ld+json\">";
	char *page = get(arena_printf(&arena, "/services/%s", code));
	char *begin = strstr(page, mark), *end;

	assert_non_null(begin);
	begin += sizeof(mark) - 1;
	end = strstr(begin, "</script>");
	assert_non_null(end);
	begin = arena_strndup(&arena, begin, (size_t)(end - begin));
	test_json_check(begin);
	return begin;
}

static void
says_what_a_listing_is_in_words_of_schema_org(void **state)
{
	const char *said = linked("tk2w3s");

	(void)state;
	test_has(said, "\"@context\":\"https://schema.org\"");
	test_has(said, "\"@type\":\"Service\"");
	test_has(said, "\"@id\":\"https://help.example/services/tk2w3s\"");
	test_has(said, "\"name\":\"Westby Talking Therapies\"");
	test_has(said, "\"provider\":{\"@type\":\"NGO\","
		       "\"name\":\"Westby Health Trust\",");
	test_has(said, "\"identifier\":\"GB-CHC-1234567\"");
	test_has(said, "\"areaServed\":[\"Westby\"]");
	test_has(said, "\"audience\":{\"@type\":\"PeopleAudience\","
		       "\"suggestedMinAge\":16,");
	test_has(said, "{\"@type\":\"OpeningHoursSpecification\","
		       "\"dayOfWeek\":\"Monday\",\"opens\":\"09:00\","
		       "\"closes\":\"17:00\"}");
	test_has(said, "\"servicePhone\":{\"@type\":\"ContactPoint\","
		       "\"telephone\":\"+441134960101\"}");
	test_has(said, "\"streetAddress\":\"The Corner House, 1 Corner "
		       "Street\",\"addressLocality\":\"Westby\","
		       "\"postalCode\":\"QX4 2AB\"");
	test_has(said, "\"offers\":{\"@type\":\"Offer\",\"price\":0,");
}

static void
says_nothing_that_the_page_does_not(void **state)
{
	const char *refuge = linked("rf9gvn");

	(void)state;
	test_lacks(refuge, "serviceLocation");
	test_has(refuge, "\"suggestedGender\":\"female\"");
	test_lacks(linked("pz2qrt"), "audience");
	test_lacks(linked("gp7rsd"), "hoursAvailable");
	test_lacks(linked("nt8rnk"), "serviceLocation");
}

static void
has_a_card_for_whoever_shares_the_link(void **state)
{
	const char *page = get("/services/tk2w3s");

	(void)state;
	test_has(page, "<meta property=\"og:url\" "
		       "content=\"https://help.example/services/tk2w3s\">");
	test_has(page, "<meta property=\"og:title\" content=\"Westby Talking "
		       "Therapies");
	/* A search has no lasting address, and is nobody's to index. */
	test_lacks(get("/search?q=castle"), "og:");
	test_has(get("/search?q=castle"), "noindex");
}

static void
tells_browsers_how_to_search(void **state)
{
	const char *said = get("/opensearch.xml");

	(void)state;
	assert_string_equal(site.page.type,
	    "application/opensearchdescription+xml; charset=utf-8");
	test_has(said, "<ShortName>Help in Westby</ShortName>");
	test_has(said, "template=\"https://help.example/search?q={searchTerms}"
		       "\"/>");
	test_has(get("/"), "<link rel=\"search\" "
			   "type=\"application/opensearchdescription+xml\"");
	site.site.title = (char *)"Where to find help in all of Westby";
	test_has(
	    get("/opensearch.xml"), "<ShortName>Where to find he</ShortName>");
	site.site.title = (char *)"Help in Westby";
}

static void
lists_each_page_once(void **state)
{
	const char *index = get("/sitemap.xml");
	const char *listings = get("/sitemap.xml?part=1");
	size_t count = 0;

	(void)state;
	test_has(index, "<sitemapindex");
	test_has(index, "<loc>https://help.example/sitemap.xml?part=0</loc>");
	test_has(index, "<loc>https://help.example/sitemap.xml?part=1</loc>");
	test_lacks(index, "part=2");
	for (const char *at = listings;
	     (at = strstr(at, "<loc>https://help.example/services/")); at++)
		count++;
	assert_int_equal(count, site.generation.totals.listings);
	test_has(listings, "<loc>https://help.example/services/tk2w3s</loc>"
			   "<lastmod>2026-11-");
	/* What has gone, or was taken down, is no page to find. */
	test_lacks(listings, "wd8tdr");
	test_lacks(listings, "hd9dnk");
	test_lacks(get("/sitemap.xml?part=2"), "<url>");
	test_has(get("/sitemap.xml?part=0"),
	    "<loc>https://help.example/types/talking</loc>");
	get("/sitemap.xml?part=x");
	assert_int_equal(site.status, STATUS_NOT_FOUND);
}

/* Every address of ours that the map names is there. */
static void
leads_to_pages_that_are_there(void **state)
{
	char *at = get("/sitemap.xml?part=0");

	(void)state;
	while ((at = strstr(at, "<loc>https://help.example")) != NULL) {
		char *begin = at + strlen("<loc>https://help.example");
		size_t length = strcspn(begin, "<");

		get(arena_strndup(&arena, begin, length));
		assert_int_equal(site.status, STATUS_OK);
		at = begin;
	}
}

static void
tells_robots_where_the_map_is(void **state)
{
	(void)state;
	test_has(
	    get("/robots.txt"), "Sitemap: https://help.example/sitemap.xml\n");
	test_has(get("/robots.txt"), "Disallow: /search\n");
	site.site.example = true;
	test_has(get("/robots.txt"), "Disallow: /\n");
	test_lacks(get("/robots.txt"), "Sitemap");
	site.site.example = false;
}

static void
shows_a_type_of_help_and_what_is_below_it(void **state)
{
	const char *page = get("/types/talking");

	(void)state;
	assert_int_equal(site.status, STATUS_OK);
	test_has(page, "<input type=\"hidden\" name=\"type\" "
		       "value=\"talking\">");
	test_has(page, "href=\"/search?type=talking\">All ");
	test_has(page, "href=\"/search?type=talking.counselling\"");
	test_lacks(page, "href=\"/search?type=crisis\"");
	get("/types/magic");
	assert_int_equal(site.status, STATUS_NOT_FOUND);
}

static void
takes_a_code_typed_as_a_search_to_its_listing(void **state)
{
	(void)state;
	get("/search?q=TK2W3S&area=westby");
	assert_int_equal(site.status, STATUS_SEE_OTHER);
	assert_string_equal(site.page.location, "/services/tk2w3s");
	get("/search?q=castle");
	assert_int_equal(site.status, STATUS_OK);
	get("/search?q=zz9zzz");
	assert_int_equal(site.status, STATUS_OK);
}

static void
shows_the_operators_statements(void **state)
{
	const char *page = get("/privacy");

	(void)state;
	test_has(page, "No cookies, no tracking");
	test_has(page, "has not added a statement of their own yet");
	site.site.privacy =
	    (char *)"# Who we are\nWestby Council <runs> this.\n\nWrite to us."
		    "\n# What we keep\n\nNothing.\n";
	page = get("/privacy");
	test_has(page, "<h2>Who we are</h2>\n"
		       "<p>Westby Council &lt;runs&gt; this.</p>\n"
		       "<p>Write to us.</p>\n<h2>What we keep</h2>\n"
		       "<p>Nothing.</p>\n");
	test_lacks(page, "has not added");
	test_lacks(get("/accessibility"), "Westby Council");
	site.site.privacy = NULL;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(says_what_a_listing_is_in_words_of_schema_org),
	    cmocka_unit_test(says_nothing_that_the_page_does_not),
	    cmocka_unit_test(has_a_card_for_whoever_shares_the_link),
	    cmocka_unit_test(tells_browsers_how_to_search),
	    cmocka_unit_test(lists_each_page_once),
	    cmocka_unit_test(leads_to_pages_that_are_there),
	    cmocka_unit_test(tells_robots_where_the_map_is),
	    cmocka_unit_test(shows_a_type_of_help_and_what_is_below_it),
	    cmocka_unit_test(takes_a_code_typed_as_a_search_to_its_listing),
	    cmocka_unit_test(shows_the_operators_statements),
	};

	return cmocka_run_group_tests(
	    tests, test_page_set_up, test_page_tear_down);
}
