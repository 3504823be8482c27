/* Which language an answer is in, and how its links keep to it. */
#include <stdio.h>
#include <string.h>

#include "base/say.h"
#include "server/gzip.h"
#include "server/language.h"
#include "server/reply.h"
#include "server/route.h"
#include "tests/testing.h"
#include "tests/testing_site.h"

static struct test_site site;

#define NEEDS_WELSH() \
	do { \
		if (say_count() == 1) \
			TEST_SKIP("built without gettext"); \
	} while (0)

/* Answers with a browser that prefers some languages. */
static const char *
preferring(const char *target, const char *languages)
{
	struct request request;

	assert_int_equal(request_parse(&request, METHOD_GET, target,
			     strlen(target), NULL, 0),
	    REQUEST_OK);
	request.accept_language = languages;
	page_clear(&site.page);
	site.status = route_run(&site.context, &request, &site.page);
	request_clear(&request);
	return buf_text(&site.page.body);
}

static void
is_english_where_nobody_asks(void **state UNUSED)
{
	test_has(test_site_get(&site, "/about"), "<html lang=\"en-GB\">");
	test_has(preferring("/about", "fr, de;q=0.5"), "<html lang=\"en-GB\">");
	assert_string_equal(site.page.language, "en");
}

static void
is_what_the_address_asks_for(void **state UNUSED)
{
	const char *page = test_site_get(&site, "/about?locale=cy");

	NEEDS_WELSH();
	test_has(page, "<html lang=\"cy\">");
	test_has(page, "Preifatrwydd a diogelwch");
	assert_false(site.page.by_language);
	test_has(preferring("/about?locale=en", "cy"), "<html lang=\"en-GB\">");
}

static void
is_on_pages_what_the_browser_prefers(void **state UNUSED)
{
	NEEDS_WELSH();
	test_has(preferring("/about", "cy"), "<html lang=\"cy\">");
	assert_true(site.page.by_language);
	test_has(preferring("/about", "fr,CY-GB;q=0.9, en;q=0.8"),
	    "<html lang=\"cy\">");
	test_has(preferring("/about", "en;q=0.8,cy;q=0.79"),
	    "<html lang=\"en-GB\">");
	test_has(preferring("/about", "en-GB,en;q=0.9,cy;q=0.8"),
	    "<html lang=\"en-GB\">");
	test_has(
	    preferring("/about", "cy;q=0, en;q=0.1"), "<html lang=\"en-GB\">");
	/* Who embeds us knows the language of their own page. */
	test_has(preferring("/embed", "cy"), "<html lang=\"en-GB\">");
	assert_false(site.page.by_language);
}

static void
speaks_english_again_afterwards(void **state UNUSED)
{
	test_site_get(&site, "/about?locale=cy");
	assert_string_equal(say_language(), "en");
	assert_false(say_kept());
}

static void
keeps_the_language_in_links_where_it_was_given(void **state UNUSED)
{
	const char *page = test_site_get(&site, "/?locale=cy");

	NEEDS_WELSH();
	test_has(page, "href=\"/sources?locale=cy\"");
	test_has(page, "href=\"/search?type=talking&amp;locale=cy\"");
	test_has(page, "data-suggest=\"/suggest.json?locale=cy\"");
	test_has(page, "<input type=\"hidden\" name=\"locale\" value=\"cy\">");
	page = test_site_get(&site, "/search?q=panic&locale=cy");
	test_has(page, "locale=cy\"");
	test_lacks(page, "locale=cy&amp;locale=");
	page = preferring("/", "cy");
	test_has(page, "href=\"/sources\"");
	test_lacks(page, "name=\"locale\"");
	test_lacks(test_site_get(&site, "/"), "name=\"locale\"");
	/* Else somebody who prefers Welsh were taken back to it. */
	test_has(
	    test_site_get(&site, "/?locale=en"), "href=\"/sources?locale=en\"");
}

static void
offers_the_other_language_with_the_same_search(void **state UNUSED)
{
	const char *page =
	    test_site_get(&site, "/search?locale=en&q=panic&age=40");

	NEEDS_WELSH();
	test_has(page, "href=\"/search?q=panic&amp;age=40&amp;locale=cy\" "
		       "hreflang=\"cy\" lang=\"cy\"");
	page = test_site_get(&site, "/search?q=panic&locale=cy");
	test_has(page, "href=\"/search?q=panic&amp;locale=en\" "
		       "hreflang=\"en\" lang=\"en\"");
	test_lacks(page, "hreflang=\"cy\" lang=\"cy\"");
}

static void
posts_again_what_was_posted(void **state UNUSED)
{
	const char *page =
	    test_site_post(&site, "/search", "q=panic&age=40", NULL, NULL);

	NEEDS_WELSH();
	test_has(page, "name=\"s\" value=\"q=panic&amp;age=40&amp;locale=cy\" "
		       "formaction=\"/search?locale=cy\"");
	test_lacks(page, "hreflang");
	page = test_site_post(&site, "/search?locale=cy",
	    "s=q%3Dpanic%26age%3D40%26locale%3Dcy", NULL, NULL);
	test_has(page, "<html lang=\"cy\">");
	test_has(page, "name=\"s\" value=\"q=panic&amp;age=40&amp;locale=en\"");
}

static void
shows_no_way_back_to_results_for_a_language_alone(void **state UNUSED)
{
	const char *page = test_site_get(&site, "/services/tk2w3s?locale=cy");

	test_lacks(page, "class=\"crumb\"");
	NEEDS_WELSH();
	test_has(test_site_get(&site, "/services/tk2w3s?q=panic&locale=cy"),
	    "href=\"/search?q=panic&amp;locale=cy\"");
}

static void
goes_on_in_the_language_from_a_short_address(void **state UNUSED)
{
	test_site_get(&site, "/tk2w3s?locale=cy");
	NEEDS_WELSH();
	assert_int_equal(site.status, STATUS_MOVED);
	assert_string_equal(site.page.location, "/services/tk2w3s?locale=cy");
}

static const char *
header(const char *target, const char *languages, const char *name)
{
	static char value[256];
	struct gzip *gzip = gzip_new();
	struct request request;
	struct reply reply;

	assert_int_equal(request_parse(&request, METHOD_GET, target,
			     strlen(target), NULL, 0),
	    REQUEST_OK);
	request.accept_language = languages;
	page_clear(&site.page);
	reply_make(&reply, &site.context, &request, &site.page,
	    route_run(&site.context, &request, &site.page), gzip);
	assert_non_null(reply_header(&reply, name));
	snprintf(value, sizeof(value), "%s", reply_header(&reply, name));
	reply_clear(&reply);
	request_clear(&request);
	gzip_free(gzip);
	return value;
}

static void
tells_caches_where_the_browsers_languages_count(void **state UNUSED)
{
	char etag[256];

	NEEDS_WELSH();
	assert_string_equal(
	    header("/about", "en", "Vary"), "Accept-Encoding, Accept-Language");
	assert_string_equal(
	    header("/about?locale=cy", "en", "Vary"), "Accept-Encoding");
	assert_string_equal(
	    header("/robots.txt", "cy", "Vary"), "Accept-Encoding");
	assert_string_equal(header("/search.json?type=talking", "cy", "Vary"),
	    "Accept-Encoding");
	snprintf(etag, sizeof(etag), "%s", header("/about", "en", "ETag"));
	assert_string_equal(header("/about", "fr", "ETag"), etag);
	assert_string_not_equal(header("/about", "cy", "ETag"), etag);
}

static void
speaks_it_to_other_programs_that_ask(void **state UNUSED)
{
	const char *data =
	    test_site_get(&site, "/search.json?type=talking&age=x&locale=cy");

	NEEDS_WELSH();
	test_has(data, "blynyddoedd, fel 17, neu ystod, fel 16-25");
	data = test_site_get(&site, "/search.json?type=talking&locale=cy");
	test_has(data, "\"label\":\"Am ddim neu gost isel\"");
	test_has(test_site_get(&site, "/oembed?url=https://help.example/search"
				      "%3Flocale%3Dcy"),
	    "gymorth iechyd meddwl");
	test_has(test_site_get(&site, "/opensearch.xml?locale=cy"),
	    "{searchTerms}&amp;locale=cy");
}

static void
reads_languages_by_their_names_in_it(void **state UNUSED)
{
	NEEDS_WELSH();
	test_has(test_site_get(&site, "/search?lang=Pwyleg&locale=cy"),
	    "name=\"lang\" type=\"text\" maxlength=\"40\" list=\"langs\" "
	    "value=\"Pwyleg\"");
	assert_int_equal(site.status, STATUS_OK);
}

static void
names_each_language_to_search_engines(void **state UNUSED)
{
	const char *page = test_site_get(&site, "/about");

	NEEDS_WELSH();
	test_has(page, "<link rel=\"alternate\" hreflang=\"cy\" "
		       "href=\"https://help.example/about?locale=cy\">");
	test_has(page, "<link rel=\"canonical\" "
		       "href=\"https://help.example/about\">");
	test_has(test_site_get(&site, "/about?locale=cy"),
	    "<link rel=\"canonical\" "
	    "href=\"https://help.example/about?locale=cy\">");
}

static void
says_which_words_are_a_listings_own(void **state UNUSED)
{
	const char *page = test_site_get(&site, "/services/tk2w3s?locale=cy");

	NEEDS_WELSH();
	test_has(page, "<h1 class=\"p-name\" lang=\"en\">");
	test_has(page, "<dd class=\"stack\" lang=\"en\">");
	test_lacks(test_site_get(&site, "/services/tk2w3s"), "lang=\"en\">");
}

static void
embeds_in_the_language_asked_for(void **state UNUSED)
{
	const char *page = test_site_get(&site, "/embed/fragment?locale=cy");

	NEEDS_WELSH();
	test_has(page, "<section class=\"signpost\" lang=\"cy\"");
	test_has(page, "Beth sydd ei angen arnoch?");
	test_has(page, "<input type=\"hidden\" name=\"locale\" value=\"cy\">");
	test_has(page, "locale=cy\" target=\"_top\"");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(is_english_where_nobody_asks),
	    cmocka_unit_test(is_what_the_address_asks_for),
	    cmocka_unit_test(is_on_pages_what_the_browser_prefers),
	    cmocka_unit_test(speaks_english_again_afterwards),
	    cmocka_unit_test(keeps_the_language_in_links_where_it_was_given),
	    cmocka_unit_test(offers_the_other_language_with_the_same_search),
	    cmocka_unit_test(posts_again_what_was_posted),
	    cmocka_unit_test(shows_no_way_back_to_results_for_a_language_alone),
	    cmocka_unit_test(goes_on_in_the_language_from_a_short_address),
	    cmocka_unit_test(tells_caches_where_the_browsers_languages_count),
	    cmocka_unit_test(speaks_it_to_other_programs_that_ask),
	    cmocka_unit_test(reads_languages_by_their_names_in_it),
	    cmocka_unit_test(names_each_language_to_search_engines),
	    cmocka_unit_test(says_which_words_are_a_listings_own),
	    cmocka_unit_test(embeds_in_the_language_asked_for),
	};
	int failed;

	test_site_init(&site, NULL);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	test_site_clear(&site);
	return failed;
}
