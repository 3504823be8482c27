/* What is listed where: /gaps and /gaps.csv. */
#include <stdlib.h>
#include <string.h>

#include "tests/testing_html.h"
#include "tests/testing_page.h"

static const char *
get(const char *target)
{
	return arena_strdup(&arena, test_site_get(&site, target));
}

/* From "mark" to where "end" begins. */
static char *
part(const char *page, const char *mark, const char *end)
{
	const char *begin = strstr(page, mark), *stop;

	if (begin == NULL)
		fail_msg("no %s", mark);
	stop = strstr(begin, end);
	assert_non_null(stop);
	return arena_strndup(&arena, begin, (size_t)(stop - begin));
}

/* A council's line of a type in CSV. */
static char *
line(const char *csv, const char *begin)
{
	return part(csv, arena_printf(&arena, "\n%s", begin), "\r");
}

static void
shows_each_council_with_all_types(void **state)
{
	const char *page = get("/gaps"), *westby, *eastby;

	(void)state;
	assert_int_equal(site.status, STATUS_OK);
	assert_int_equal(site.page.caching, CACHE_BROWSE);
	westby = part(page, "<a href=\"/gaps?area=westby\">", "</li>");
	test_has(westby, "Westby</a>");
	test_has(westby, "Talking therapies and counselling</dt><dd>4</dd>");
	test_has(westby, "Drugs, alcohol and gambling</dt><dd><span "
			 "class=\"mute\">none listed</span></dd>");
	test_has(westby, "Covered by ");
	test_has(westby, "<a href=\"/sources/westby\">");
	test_has(westby, "<a href=\"/sources/northmoor\">");
	/* What is there for the whole country is not the council's own. */
	test_lacks(westby, "/sources/national");
	eastby = part(page, "<a href=\"/gaps?area=eastby\">", "</li>");
	test_has(eastby, "Talking therapies and counselling</dt><dd><span "
			 "class=\"mute\">none listed</span></dd>");
	test_has(eastby, "Bereavement and loss</dt><dd>1</dd>");
	test_has(page, "It never means that there is none");
	test_has(page, "href=\"/gaps.csv\"");
}

static void
never_says_that_there_is_none(void **state)
{
	static const char *const pages[] = {"/gaps", "/gaps?area=westby",
	    "/gaps?type=talking", "/gaps?area=eastby&type=talking"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(pages); i++) {
		const char *page = get(pages[i]);

		test_lacks(page, ">0<");
		test_lacks(page, ">none<");
		test_lacks(page, ">None<");
		test_lacks(page, "<dd></dd>");
		test_has(page, ">none listed<");
	}
}

static void
shows_one_council_by_age_cost_and_way_in(void **state)
{
	const char *page = get("/gaps?area=westby"), *age, *row;

	(void)state;
	test_has(page, "<h1>What is listed in Westby</h1>");
	test_has(page, "1 listing is for the whole country, and not counted.");
	test_has(page, "<a href=\"/search?area=westby\">Show them all</a>");
	test_has(page, "Who keeps lists for Westby</h2>");
	age = part(page, "<h2 id=\"age\">", "</table>");
	row = part(
	    age, "<a href=\"/gaps?area=westby&amp;type=talking\">", "</tr>");
	test_has(row, "data-label=\"All\">4</td>");
	test_has(row, "data-label=\"Under 12\"><span class=\"mute\">none "
		      "listed</span></td>");
	test_has(row, "data-label=\"12 to 17\">2</td>");
	test_has(row, "data-label=\"65 and over\">1</td>");
	test_has(row, "data-label=\"Not stated\">2</td>");
	row = part(part(page, "<h2 id=\"cost\">", "</table>"),
	    "type=talking\">", "</tr>");
	test_has(row, "data-label=\"Free\">2</td>");
	test_has(row, "data-label=\"Low, or by income\">1</td>");
	row = part(part(page, "<h2 id=\"referral\">", "</table>"),
	    "type=talking\">", "</tr>");
	test_has(row, "data-label=\"Refer yourself\">1</td>");
	test_has(row, "data-label=\"Not stated\">3</td>");
}

static void
shows_what_lies_below_a_type(void **state)
{
	const char *page = get("/gaps?area=westby&type=talking");

	(void)state;
	test_has(page, "<h1>What is listed in Westby: Talking therapies and "
		       "counselling</h1>");
	test_has(page, "scope=\"row\">Counselling</th><td "
		       "data-label=\"All\">3</td>");
	test_has(page, "<option value=\"talking\" selected>");
	test_has(page, "<option value=\"talking.nhs\">– NHS Talking Therapies");
	test_lacks(page, "Bereavement and loss</th>");
	test_has(page, "href=\"/search?area=westby&amp;type=talking\"");
}

static void
shows_one_type_in_each_council_with_its_lists(void **state)
{
	const char *page = get("/gaps?type=talking"), *covers;

	(void)state;
	covers = part(page, "type=talking\">Eastby</a>", "</tr>");
	test_has(covers, "<small>Covered by <a href=\"/sources/eastby\">Eastby "
			 "list</a>.\n</small></th><td "
			 "data-label=\"All\"><span class=\"mute\">none listed");
	covers = part(page, "type=talking\">Westby</a>", "</tr>");
	test_has(covers, "<a href=\"/sources/northmoor\">Northmoor groups</a>");
	test_has(covers, "data-label=\"All\">4</td>");
}

static void
names_lists_that_are_not_read_yet(void **state)
{
	char *westby[] = {(char *)"westby"};
	struct known_list known = {
	    .title = (char *)"Groups of Westby Mind", .areas = {westby, 1}};
	const char *csv;

	(void)state;
	site.site.known = &known;
	site.site.known_count = 1;
	test_has(part(get("/gaps"), "/gaps?area=westby\">", "</li>"),
	    "Known, and not read yet: Groups of Westby Mind");
	test_has(get("/gaps?area=westby"), "<h3>Groups of Westby Mind</h3>");
	csv = get("/gaps.csv");
	test_has(line(csv, "Westby,E06000901,Bereavement and loss,bereavement"),
	    ",Groups of Westby Mind");
	test_lacks(
	    line(csv, "Eastby,E06000902,Bereavement and loss,bereavement"),
	    "Mind");
	site.site.known_count = 0;
}

static void
gives_all_of_it_as_csv(void **state)
{
	const char *csv = get("/gaps.csv");

	(void)state;
	assert_int_equal(site.status, STATUS_OK);
	assert_string_equal(site.page.type, "text/csv; charset=utf-8");
	assert_int_equal(site.page.caching, CACHE_BROWSE);
	assert_memory_equal(csv,
	    "council,gss,type,type_id,listings,age_under_12,age_12_to_17,", 60);
	test_has(csv, ",referral_not_stated,lists,lists_not_read\r\n");
	assert_string_equal(
	    line(csv, "Westby,E06000901,Talking therapies and counselling,"),
	    "\nWestby,E06000901,Talking therapies and counselling,talking,4,"
	    "none listed,2,2,1,1,2,2,1,none listed,1,1,none listed,none "
	    "listed,3,\"Northmoor groups; Westby wellbeing directory\",");
	test_lacks(csv, "talking.nhs");
	/* Of one council, or below one type, all types. */
	csv = get("/gaps.csv?area=westby");
	test_has(csv, ",talking.nhs,1,");
	test_lacks(csv, "Eastby,");
	csv = get("/gaps.csv?type=talking");
	test_has(csv, "\nEastby,E06000902,NHS Talking Therapies,talking.nhs,"
		      "none listed,");
	test_lacks(csv, ",bereavement,");
}

static void
tells_what_it_does_not_understand(void **state)
{
	const char *page = get("/gaps?area=Atlantis&type=magic");

	(void)state;
	assert_int_equal(site.status, STATUS_BAD_REQUEST);
	assert_int_equal(site.page.caching, CACHE_NONE);
	test_has(page, "“Atlantis” is no council or ward that we know");
	test_has(page, "“magic” is no type of help that we know");
	test_has(page, "value=\"Atlantis\"");
	/* A nation is too much for one table. */
	get("/gaps?area=england");
	assert_int_equal(site.status, STATUS_BAD_REQUEST);
	page = get("/gaps.csv?area=Atlantis&type=magic");
	assert_int_equal(site.status, STATUS_BAD_REQUEST);
	assert_string_equal(site.page.type, "application/problem+json");
	test_has(page, "Atlantis");
	test_has(page, "magic");
	get("/gaps?area=&type=");
	assert_int_equal(site.status, STATUS_OK);
	get("/gaps?page=99999999");
	assert_int_equal(site.status, STATUS_OK);
}

static void
takes_a_ward_too(void **state)
{
	const char *page = get("/gaps?area=castle-westby");

	(void)state;
	assert_int_equal(site.status, STATUS_OK);
	test_has(page, "<h1>What is listed in Castle, Westby</h1>");
}

static void
is_linked_from_where_it_helps(void **state)
{
	(void)state;
	test_has(get("/about"), "href=\"/gaps\"");
	test_has(get("/sources"), "href=\"/gaps\"");
	test_has(
	    get("/sitemap.xml?part=0"), "<loc>https://help.example/gaps</loc>");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(shows_each_council_with_all_types),
	    cmocka_unit_test(never_says_that_there_is_none),
	    cmocka_unit_test(shows_one_council_by_age_cost_and_way_in),
	    cmocka_unit_test(shows_what_lies_below_a_type),
	    cmocka_unit_test(shows_one_type_in_each_council_with_its_lists),
	    cmocka_unit_test(names_lists_that_are_not_read_yet),
	    cmocka_unit_test(gives_all_of_it_as_csv),
	    cmocka_unit_test(tells_what_it_does_not_understand),
	    cmocka_unit_test(takes_a_ward_too),
	    cmocka_unit_test(is_linked_from_where_it_helps),
	};

	return cmocka_run_group_tests(
	    tests, test_page_set_up, test_page_tear_down);
}
