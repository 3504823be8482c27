/* A search that is posted: in no address, and on from there likewise. */
#include <stdlib.h>
#include <string.h>

#include "base/url.h"
#include "tests/testing_html.h"
#include "tests/testing_page.h"

static char *
post(const char *body)
{
	return arena_strdup(
	    &arena, test_site_post(&site, "/search", body, NULL, NULL));
}

static char *
get(const char *query)
{
	return arena_strdup(&arena, test_site_getf(&site, "/search?%s", query));
}

/* What the button with that label posts, encoded as a form sends it. */
static char *
button(const char *page, const char *label)
{
	const char *at = strstr(page, label), *begin, *end;
	struct buf out = {0};
	char *value;

	if (at == NULL)
		fail_msg("no button \"%s\"", label);
	for (begin = at; strncmp(begin, "value=\"", 7) != 0; begin--)
		assert_true(begin > page);
	end = strchr(begin + 7, '"');
	assert_true(end < at);
	buf_add_text(&out, "s=");
	for (begin += 7; begin < end; begin++) {
		char c[2] = {*begin, '\0'};

		if (strncmp(begin, "&amp;", 5) == 0)
			begin += 4;
		url_part(&out, c);
	}
	value = arena_strdup(&arena, out.data);
	buf_clear(&out);
	return value;
}

static void
finds_what_an_address_finds(void **state)
{
	static const char *const searches[] = {"q=counselling&near=QX4+2AB",
	    "type=talking&area=westby&age=40", "q=castle", "q=", "",
	    "q=choir&near=QX5+1AA", "q=westby&limit=3&page=2",
	    "q=counseling+for+women"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(searches); i++) {
		char *posted = test_html_codes(&arena, post(searches[i]));

		assert_int_equal(site.status, STATUS_OK);
		assert_int_equal(site.page.caching, CACHE_NONE);
		assert_string_equal(
		    test_html_codes(&arena, get(searches[i])), posted);
	}
}

/* The words of the search stand in no attribute that becomes an address. */
static void
leaves_no_word_in_an_address(void **state)
{
	static const char *const searches[] = {
	    "q=xyzzyplugh+counselling&age=17&near=QX4+2AB",
	    "q=counselling+xyzzyplugh&limit=1",
	    "q=xyzzyplugh&area=westby&cost=free&strict=1",
	    "q=xyzzyplugh&age=none"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(searches); i++) {
		const char *page = post(searches[i]);

		test_has(page, "xyzzyplugh");
		for (const char *at = page;
		     (at = strstr(at, "href=\"")) != NULL; at++) {
			size_t length = strcspn(at + 6, "\"");

			if (memmem(at, length + 6, "xyzzy", 5) != NULL ||
			    memmem(at, length + 6, "near=", 5) != NULL ||
			    memmem(at, length + 6, "age=", 4) != NULL)
				fail_msg("%.*s", (int)length + 6, at);
		}
		test_lacks(page, "action=\"/search\" method=\"get\"");
		test_lacks(page, "formmethod");
		test_lacks(page, "data-share");
	}
}

static void
goes_on_by_buttons(void **state)
{
	const char *page = post("q=westby&limit=3");
	char *next = button(page, "Next page");

	(void)state;
	assert_string_equal(test_html_codes(&arena, post(next)),
	    test_html_codes(&arena, get("q=westby&limit=3&page=2")));
	assert_string_equal(
	    test_html_codes(&arena, post(button(post(next), "Previous page"))),
	    test_html_codes(&arena, page));
	page = post("q=counselling&age=40&cost=free");
	assert_string_equal(
	    test_html_codes(&arena,
		post(button(page, "<span class=\"vh\">Remove: </span>Age 40"))),
	    test_html_codes(&arena, get("q=counselling&cost=free")));
	/* The words alone, taken off: all services. */
	page = post("q=choir");
	test_has(page, "form=\"again\"");
}

/* The listing's page is told the search too, and its way back. */
static void
leads_to_a_listing_and_back(void **state)
{
	const char *page = post("q=castle&age=40"), *listing;

	(void)state;
	test_has(page, "formaction=\"/services/cp6hbr\"");
	test_lacks(page, "href=\"/services/");
	listing = test_site_post(&site, "/services/cp6hbr",
	    button(page, ">Castle Wellbeing Café</button>"), NULL, NULL);
	assert_int_equal(site.status, STATUS_OK);
	assert_int_equal(site.page.caching, CACHE_NONE);
	test_has(listing, "open to all</b>");
	listing = arena_strdup(&arena, listing);
	for (const char *at = listing; (at = strstr(at, "href=\"")) != NULL;
	     at++)
		if (memmem(at, strcspn(at + 6, "\"") + 6, "age=", 4) != NULL)
			fail_msg("%.60s", at);
	assert_string_equal(
	    test_html_codes(&arena, post(button(listing, "Back to results"))),
	    test_html_codes(&arena, page));
}

static void
keeps_what_cannot_be_read_beside_its_field(void **state)
{
	const char *page = post("q=castle&age=old");

	(void)state;
	assert_int_equal(site.status, STATUS_BAD_REQUEST);
	test_has(page, "value=\"old\"");
	test_has(page, "action=\"/search\" method=\"post\"");
	/* Bytes that are no text, inside a button's value. */
	test_site_post(&site, "/search", "s=q%3D%25FF", NULL, NULL);
	assert_int_equal(site.status, STATUS_BAD_REQUEST);
}

static void
takes_no_button_from_an_address(void **state)
{
	(void)state;
	assert_string_equal(test_html_codes(&arena, get("s=q%3Dcastle")),
	    test_html_codes(&arena, get("")));
}

static void
is_offered_beside_the_usual_search(void **state)
{
	(void)state;
	test_has(get("q=castle"), "formmethod=\"post\"");
	test_has(test_site_get(&site, "/"), "formmethod=\"post\"");
}

static void
answers_data_likewise(void **state)
{
	char *posted =
	    arena_strdup(&arena, test_site_post(&site, "/search.json",
				     "q=counselling&age=40", NULL, NULL));

	(void)state;
	assert_int_equal(site.page.caching, CACHE_NONE);
	assert_string_equal(
	    test_site_get(&site, "/search.json?q=counselling&age=40"), posted);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(finds_what_an_address_finds),
	    cmocka_unit_test(leaves_no_word_in_an_address),
	    cmocka_unit_test(goes_on_by_buttons),
	    cmocka_unit_test(leads_to_a_listing_and_back),
	    cmocka_unit_test(keeps_what_cannot_be_read_beside_its_field),
	    cmocka_unit_test(takes_no_button_from_an_address),
	    cmocka_unit_test(is_offered_beside_the_usual_search),
	    cmocka_unit_test(answers_data_likewise),
	};

	return cmocka_run_group_tests(
	    tests, test_page_set_up, test_page_tear_down);
}
