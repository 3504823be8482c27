/* A listing's page says what its result said, to whoever came from there. */
#include <stdlib.h>
#include <string.h>

#include "tests/testing_html.h"
#include "tests/testing_page.h"

static void
says_whether_it_suits_and_quotes_why(void **state)
{
	static const struct {
		const char *target, *label, *says;
	} cases[] = {
	    {"tk2w3s?age=40", "Suits what you asked for",
		"Suits their age: “From 16”"},
	    {"tk2w3s?q=panic+aged+40", "Suits what you asked for",
		"Suits their age: “From 16”"},
	    {"fv4d2v?age=40", "May not suit: read why, and phone if unsure",
		("May not suit their age: “For young people aged 13 to "
		 "25.”")},
	    {"tk2w3s?age=12", "Does not suit what you asked for",
		"Does not suit their age: “From 16”"},
	    {"cp6hbr?gender=women", "Suits what you asked for: open to all",
		"Open to all genders: “Everyone is welcome.”"},
	    {"wm3n7s?gender=men", "Does not suit",
		"Does not suit their gender: “Women only”"},
	    {"pz2qrt?age=40", "Not known if it suits: ask before you refer",
		"Age not stated: ask"},
	    {"wm3n7s?cost=free", "May not suit",
		"May cost more: “A session costs 5 pounds.”"},
	    {"tk2w3s?referral=self", "Suits what you asked for",
		"Can be reached this way: “You can refer yourself.”"},
	    {"tk2w3s?open=now", "Suits what you asked for", "Open then"},
	    {"pz2qrt?open=weekend", "Does not suit", "Closed then"},
	    {"tk2w3s?lang=pl", "Suits what you asked for",
		"Speaks the language"},
	    {"tk2w3s?access=wheelchair", "Not known if it suits",
		"Access not stated: ask"},
	    {"tk2w3s?for=carers", "Not known if it suits",
		"Who it is for: not stated, ask"},
	    {"gp7rsd?near=QX4+2AB", "Check before you refer",
		("Ask about their address or GP: “You must have a GP in "
		 "Westby.”")},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char *text = test_page_text(
		    arena_printf(&arena, "/services/%s", cases[i].target));

		test_has(text, cases[i].label);
		test_has(text, cases[i].says);
	}
}

/* The labels of the first list of verdicts behind "from", each in its <b>. */
static char *
labels_after(const char *page, const char *from)
{
	const char *at = strstr(page, from), *end;
	struct buf labels = {0};

	assert_non_null(at);
	at = strstr(at, "<ul class=\"verdicts\">");
	assert_non_null(at);
	end = strstr(at, "</ul>");
	while ((at = strstr(at, "<b>")) != NULL && at < end) {
		buf_printf(
		    &labels, "%.*s. ", (int)strcspn(at + 3, "<"), at + 3);
		at += 3;
	}
	return buf_take_into(&labels, &arena);
}

/* All but the sentences that a result has in its summary. */
static void
says_what_its_result_says(void **state)
{
	static const char *const searches[] = {"type=talking&age=40",
	    "q=counselling+for+women", "type=crisis&cost=free&gender=men",
	    "q=panic&age=40&referral=self&open=mo"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(searches); i++) {
		char *results = arena_strdup(
		    &arena, test_site_getf(&site, "/search?%s", searches[i]));
		char *apart = strstr(results, "class=\"set-apart\""), *codes;

		if (apart != NULL) /* those say less */
			*apart = '\0';
		codes = test_html_codes(&arena, results);
		assert_true(strlen(codes) >= LISTING_CODE_BYTES);
		for (; *codes != '\0'; codes += *codes == ' ') {
			char *code =
			    arena_strndup(&arena, codes, LISTING_CODE_BYTES);
			char *mark =
			    arena_printf(&arena, "\"/services/%s?", code);
			const char *page = test_site_getf(
			    &site, "/services/%s?%s", code, searches[i]);

			codes += LISTING_CODE_BYTES;
			assert_string_equal(labels_after(page, "id=\"fit\""),
			    labels_after(results, mark));
		}
	}
}

/* "Can I get there?" and "do they serve my home?" are two answers. */
static void
says_how_far_it_is_and_whether_it_serves_the_place(void **state)
{
	char *text = test_page_text("/services/fd3bnk?near=QX4+2AB");

	(void)state;
	test_has(text, "How far: 1.6 miles");
	test_has(text, "Serves this area");
	test_lacks(text, "Suits");
	text = test_page_text("/services/rg4nsn?near=QX4+2AB");
	test_has(text, "How far: 8.2 miles");
	test_has(text, "Names the areas it serves, and not this one: ask");
	test_has(test_page_text("/services/rg4nsn?near=QX4+2AB&age=40"),
	    "Check before you refer");
	text = test_page_text("/services/br5vmt?near=QX4+2AB&within=5");
	test_has(text, "Not among the results of your search");
	test_has(text, "miles, more than was asked for");
	test_has(text, "Not known if it serves this area: ask");
	text = test_page_text("/services/nt8rnk?near=QX4+2AB&age=30");
	test_has(text, "For the whole country");
	test_lacks(text, "How far");
	test_has(test_page_text("/services/fd3bnk?area=westby"),
	    "It is in this area");
}

static void
says_what_the_search_gave_up(void **state)
{
	char *text = test_page_text(
	    "/services/br5vmt?type=bereavement.group&near=QX4+2AB");

	(void)state;
	test_has(text, "Found only by leaving out the distance");
	/* What cannot be read is no search. */
	text = test_page_text("/services/br5vmt?age=old&near=nowhere");
	test_lacks(text, "For your search");
}

static void
says_nothing_where_nobody_came_from_a_search_about_somebody(void **state)
{
	static const char *const targets[] = {"/services/tk2w3s",
	    "/services/tk2w3s?type=talking", "/services/tk2w3s?q=panic",
	    "/services/tk2w3s?utm_source=council&locale=en"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(targets); i++) {
		const char *page = test_site_get(&site, targets[i]);

		test_lacks(page, "id=\"fit\"");
		test_lacks(page, "class=\"fit");
	}
	/* It may have changed since a link to it was kept. */
	test_has(test_page_text("/services/tk2w3s?q=xyzzyplugh"),
	    "Not among the results of your search");
}

static void
is_nobody_elses_to_keep(void **state)
{
	static const struct {
		const char *target;
		enum page_caching caching;
	} cases[] = {
	    {"/services/tk2w3s?age=40", CACHE_NONE},
	    {"/services/tk2w3s?near=QX4+2AB", CACHE_NONE},
	    {"/services/tk2w3s?for=carers", CACHE_NONE},
	    {"/services/tk2w3s?open=now", CACHE_NONE},
	    {"/services/tk2w3s?cost=free", CACHE_BROWSE},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		test_site_get(&site, cases[i].target);
		assert_int_equal(site.page.caching, cases[i].caching);
	}
}

/* A search tells nothing of what is not served. */
static void
says_no_more_of_a_listing_that_is_not_there(void **state)
{
	static const struct {
		const char *target;
		enum status status;
	} cases[] = {
	    {"/services/zz9zzz?age=40&near=QX4+2AB", STATUS_NOT_FOUND},
	    {"/services/mv2vdd?age=40", STATUS_MOVED},
	    {"/services/wd8tdr?q=choir&age=40", STATUS_GONE},
	    {"/services/hd9dnk?q=taken&age=40", STATUS_GONE},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		test_site_get(&site, cases[i].target);
		assert_int_equal(site.status, cases[i].status);
		assert_int_equal(site.page.caching, CACHE_NONE);
		test_lacks(buf_text(&site.page.body), "id=\"fit\"");
	}
	/* Nor where the search was posted, or cannot be read. */
	test_site_post(&site, "/services/zz9zzz", "s=age%3D40", NULL, NULL);
	assert_int_equal(site.status, STATUS_NOT_FOUND);
	test_site_post(&site, "/services/hd9dnk", "s=age%3D40", NULL, NULL);
	test_lacks(buf_text(&site.page.body), "Taken Down");
	test_site_post(&site, "/services/tk2w3s", "s=q%3D%25FF", NULL, NULL);
	assert_int_equal(site.status, STATUS_OK);
	assert_int_equal(site.page.caching, CACHE_NONE);
	/* A refuge's place is not known to a distance either. */
	test_lacks(
	    test_page_text("/services/rf9gvn?near=QX4+2AB&age=30"), "How far");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(says_whether_it_suits_and_quotes_why),
	    cmocka_unit_test(says_what_its_result_says),
	    cmocka_unit_test(
		says_how_far_it_is_and_whether_it_serves_the_place),
	    cmocka_unit_test(says_what_the_search_gave_up),
	    cmocka_unit_test(
		says_nothing_where_nobody_came_from_a_search_about_somebody),
	    cmocka_unit_test(is_nobody_elses_to_keep),
	    cmocka_unit_test(says_no_more_of_a_listing_that_is_not_there),
	};

	return cmocka_run_group_tests(
	    tests, test_page_set_up, test_page_tear_down);
}
