/* The other ways into a council's page: fragment, script, oEmbed, and the
 * page that gives their code. */
#include <stdlib.h>
#include <string.h>

#include "server/reply.h"
#include "tests/testing_html.h"
#include "tests/testing_page.h"

#define BASE "https://help.example"

static char *
get(const char *target)
{
	return arena_strdup(&arena, test_site_get(&site, target));
}

/* Any number that can be called. */
static bool
has_number(const char *page)
{
	return strstr(page, "href=\"tel:+44") != NULL;
}

static void
gives_a_fragment_without_head_style_or_script(void **state)
{
	const char *fragment = get("/embed/fragment?area=westby&limit=2");
	const char *whole = get("/embed?area=westby&limit=2");

	(void)state;
	assert_int_equal(site.status, STATUS_OK);
	assert_int_equal(
	    strncmp(fragment, "<section class=\"signpost\"", 25), 0);
	test_lacks(fragment, "<style");
	test_lacks(fragment, "<script");
	test_lacks(fragment, "<html");
	test_lacks(fragment, "href=\"/");
	test_lacks(fragment, "action=\"/");
	assert_true(has_number(fragment));
	assert_string_equal(
	    test_html_codes(&arena, fragment), test_html_codes(&arena, whole));
	test_has(whole, fragment);
}

static void
lets_a_fragment_be_fetched_from_anywhere(void **state)
{
	(void)state;
	get("/embed/fragment?area=westby");
	assert_true(site.page.open_to_scripts);
	assert_int_equal(site.page.caching, CACHE_BROWSE);
	test_site_post(&site, "/embed/fragment", "q=castle", NULL, NULL);
	assert_int_equal(site.status, STATUS_OK);
	assert_int_equal(site.page.caching, CACHE_NONE);
}

static void
puts_nothing_that_was_posted_into_an_address(void **state)
{
	const char *page = test_site_post(&site, "/embed/fragment",
	    "q=counselling&age=40&near=QX4+2AB&area=westby&cost=free", NULL,
	    NULL);

	(void)state;
	test_has(page, "href=\"https://help.example/search?area=westby\"");
	test_has(page, "?area=westby\" target");
	test_lacks(page, "q=counselling");
	test_lacks(page, "age=40");
	test_lacks(page, "near=");
	test_lacks(page, "cost=free");
}

static void
serves_a_script_that_brings_its_style(void **state)
{
	const char *script = get("/embed/v1.js");

	(void)state;
	assert_int_equal(site.status, STATUS_OK);
	assert_string_equal(site.page.type, "text/javascript; charset=utf-8");
	assert_true(site.page.open_to_scripts);
	test_has(script, "customElements.define('signpost-search'");
	test_has(script, "const css = \":root,:host{");
	test_has(script, ".sp-call{");
	test_lacks(script, "__CSS__");
	test_lacks(script, ".cookie");
}

static void
answers_oembed_with_a_frame_for_a_search(void **state)
{
	static const struct {
		const char *url, *frame;
	} examples[] = {
	    {"/areas/westby", "/embed?area=westby"},
	    {"/search?type=talking", "/embed?type=talking"},
	    {"/embed?area=westby", "/embed?area=westby"},
	    {"/", "/embed"},
	    {"", "/embed"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(examples); i++) {
		const char *answer = test_site_getf(&site,
		    "/oembed?url=" BASE "%s&maxwidth=500&x", examples[i].url);
		char *frame = arena_printf(&arena,
		    "\\u003ciframe src=\\\"" BASE "%s\\\"", examples[i].frame);

		assert_int_equal(site.status, STATUS_OK);
		test_has(answer, "\"version\":\"1.0\"");
		test_has(answer, "\"type\":\"rich\"");
		test_has(answer, "\"width\":500,\"height\":640");
		test_has(answer, frame);
		/* And there is something behind it. */
		assert_true(has_number(get(examples[i].frame)));
	}
	test_has(get("/oembed?format=xml&url=" BASE "/areas/westby"),
	    "<html>&lt;iframe src=&quot;" BASE "/embed?area=westby&quot;");
}

static void
answers_oembed_with_a_link_for_a_listing(void **state)
{
	const char *answer =
	    get("/oembed?url=" BASE "/services/tk2w3s&format=json");

	(void)state;
	test_has(answer, "\"type\":\"link\"");
	test_has(answer, "\"title\":\"Westby Talking Therapies\"");
	test_lacks(answer, "html");
}

static void
knows_no_address_but_ours(void **state)
{
	static const char *const wrong[] = {"", "?url=", "?url=" BASE "/about",
	    "?url=" BASE "/areas/atlantis", "?url=" BASE "/services/zz9zzz",
	    "?url=https%3A%2F%2Felsewhere.example%2F", "?url=" BASE ".example/",
	    "?url=" BASE "/search%3Fage%3Dold",
	    "?url=" BASE "/search%3Fq%3D%25FF"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		test_site_getf(&site, "/oembed%s", wrong[i]);
		assert_int_equal(site.status, STATUS_NOT_FOUND);
	}
	get("/oembed?format=yaml&url=" BASE "/");
	assert_int_equal(site.status, STATUS_NOT_IMPLEMENTED);
}

static void
leads_content_systems_to_oembed(void **state)
{
	(void)state;
	test_has(get("/areas/westby"),
	    "<link rel=\"alternate\" type=\"application/json+oembed\" "
	    "href=\"" BASE "/oembed?format=json&amp;url=https%3A%2F%2F"
	    "help.example%2Fareas%2Fwestby\">");
	test_has(get("/services/tk2w3s"), "json+oembed");
	test_has(get("/search?type=talking"), "json+oembed");
	test_lacks(get("/about"), "json+oembed");
}

/* The code in the box of that label, as an editor copies it. */
static char *
box(const char *page, const char *label)
{
	char *mark = arena_printf(&arena, "aria-label=\"%s\">", label);
	const char *begin = strstr(page, mark);

	if (begin == NULL)
		fail_msg("no box \"%s\"", label);
	begin += strlen(mark);
	return test_html_text(
	    &arena, arena_strndup(&arena, begin,
			(size_t)(strstr(begin, "</pre>") - begin)));
}

/* The address of ours in a piece of code, "&amp;" read, without our base. */
static const char *
address_in(const char *code, const char *before)
{
	char *url = test_html_attribute(&arena, code, before, before, 0);

	assert_non_null(url);
	assert_int_equal(strncmp(url, BASE, strlen(BASE)), 0);
	return url + strlen(BASE);
}

static void
gives_code_that_leads_to_a_number(void **state)
{
	const char *page =
	    get("/about/embed?area=Westby&type=talking&type=crisis");

	(void)state;
	assert_int_equal(site.status, STATUS_OK);
	assert_true(
	    has_number(get(address_in(box(page, "Code for a frame"), "src"))));
	assert_true(
	    has_number(get(address_in(box(page, "Code for a link"), "href"))));
	test_has(box(page, "Code for the script"),
	    "<script src=\"" BASE "/embed/v1.js\" async></script>\n"
	    "<signpost-search area=\"westby\" type=\"talking,crisis\">\n"
	    "  <a href=\"" BASE
	    "/search?type=talking&amp;type=crisis&amp;area=westby\">Find mental "
	    "health support in Westby</a>\n</signpost-search>");
	test_has(box(page, "Code for a form"),
	    "<form action=\"" BASE "/search\" method=\"get\">");
	test_has(
	    box(page, "Code for a form"), "name=\"type\" value=\"crisis\">");
	test_has(box(page, "Code for a server-side include"),
	    "<esi:include src=\"" BASE "/embed/fragment?type=talking&amp;");
	test_has(box(page, "Code for a server-side include"),
	    "<!--#include virtual=\"/signpost/embed/fragment?type=talking&");
	assert_true(
	    has_number(get(box(page, "Address to paste") + strlen(BASE))));
}

static void
shows_a_preview_and_nothing_from_elsewhere(void **state)
{
	const char *page = get("/about/embed?area=westby");
	struct request request;
	struct reply reply;

	(void)state;
	test_has(page, "<iframe class=\"preview\" src=\"/embed?area=westby\"");
	assert_int_equal(
	    request_parse(&request, METHOD_GET, "/", 1, NULL, 0), REQUEST_OK);
	reply_make(
	    &reply, &site.context, &request, &site.page, STATUS_OK, NULL);
	test_has(reply_header(&reply, "Content-Security-Policy"),
	    "frame-src 'self';");
	reply_clear(&reply);
	get("/about");
	reply_make(
	    &reply, &site.context, &request, &site.page, STATUS_OK, NULL);
	test_lacks(
	    reply_header(&reply, "Content-Security-Policy"), "frame-src");
	reply_clear(&reply);
	request_clear(&request);
}

static void
says_what_it_does_not_know(void **state)
{
	const char *page = get("/about/embed?area=Atlantis&type=magic");

	(void)state;
	assert_int_equal(site.status, STATUS_OK);
	test_has(page, "“Atlantis” is no council or ward that we know");
	test_has(page, "value=\"Atlantis\"");
	test_has(box(page, "Code for a link"),
	    "<a href=\"" BASE "/\">Find mental health support</a>");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(gives_a_fragment_without_head_style_or_script),
	    cmocka_unit_test(lets_a_fragment_be_fetched_from_anywhere),
	    cmocka_unit_test(puts_nothing_that_was_posted_into_an_address),
	    cmocka_unit_test(serves_a_script_that_brings_its_style),
	    cmocka_unit_test(answers_oembed_with_a_frame_for_a_search),
	    cmocka_unit_test(answers_oembed_with_a_link_for_a_listing),
	    cmocka_unit_test(knows_no_address_but_ours),
	    cmocka_unit_test(leads_content_systems_to_oembed),
	    cmocka_unit_test(gives_code_that_leads_to_a_number),
	    cmocka_unit_test(shows_a_preview_and_nothing_from_elsewhere),
	    cmocka_unit_test(says_what_it_does_not_know),
	};

	return cmocka_run_group_tests(
	    tests, test_page_set_up, test_page_tear_down);
}
