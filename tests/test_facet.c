/* What results have of each parameter, counted as facet.h says. */
#include <string.h>

#include "search/facet.h"
#include "tests/testing.h"
#include "tests/testing_search.h"

static struct test_search directory;

static struct listing *
add(const char *code, const char *type)
{
	struct listing *listing = test_search_add(&directory, code, code);

	test_search_type(&directory, listing, type);
	return listing;
}

static void
rule(struct listing *listing, const char *dimension, const char *value)
{
	test_search_rule(&directory, listing, dimension, value, false, "So.");
}

static int
set_up(void **state UNUSED)
{
	struct listing *listing;

	test_search_init(&directory);
	listing = add("c2rers", "talking");
	rule(listing, "group", "carers");
	rule(listing, "gender", "women");
	rule(listing, "referral", "self");
	rule(listing, "access", "wheelchair");
	rule(listing, "access", "loop");
	rule(listing, "age.min", "18");
	rule(listing, "age.max", "25");
	listing->modes = MODE_PHONE;
	listing_language_add(listing, "pl");
	listing = add("v2trns", "talking");
	rule(listing, "group", "veterans");
	rule(listing, "group", "carers");
	rule(listing, "referral", "gp");
	rule(listing, "access", "wheelchair");
	rule(listing, "age", "all");
	listing->modes = MODE_ONLINE | MODE_TEXT;
	listing_language_add(listing, "pl");
	listing_language_add(listing, "cy");
	test_search_area(&directory, listing, "E08000901", "Westby");
	listing = add("s2lent", "crisis");
	test_search_place(listing, 53.45, -2.30, "E08000901", "E05000901");
	listing = add("s2lntr", "crisis");
	test_search_area(&directory, listing, "E08000902", "Eastby");
	test_search_open(&directory);
	return 0;
}

static int
tear_down(void **state UNUSED)
{
	test_search_clear(&directory);
	return 0;
}

/* "value=total value=total" of a facet. */
static void
counts(const char *query, const char *name, const char *expected)
{
	struct buf text = {0};

	test_search_run(&directory, query);
	assert_int_equal(directory.errors_count, 0);
	for (size_t i = 0; i < directory.answer.facets_count; i++) {
		const struct facet *facet = &directory.answer.facets[i];

		for (size_t v = 0;
		     strcmp(facet->name, name) == 0 && v < facet->count; v++)
			buf_printf(&text, "%s%s=%ld", v > 0 ? " " : "",
			    facet->values[v].value, facet->values[v].total);
	}
	assert_string_equal(buf_text(&text), expected);
	buf_clear(&text);
}

static void
counts_what_listings_say(void **state UNUSED)
{
	counts("", "for", "carers=2 veterans=1");
	counts("", "gender", "women=1");
	counts("", "referral", "self=1 gp=1");
	counts("", "access", "wheelchair=2 loop=1");
	counts("", "age", "given=1 open=1 not_stated=2");
}

static void
counts_modes_as_the_parameter_finds_them(void **state UNUSED)
{
	counts("", "mode", "in-person=1 phone=1 online=1 text=1");
}

static void
counts_languages_most_first(void **state UNUSED)
{
	counts("", "lang", "pl=2 cy=1");
}

static void
counts_councils_by_name_and_by_place(void **state UNUSED)
{
	counts("", "area", "E08000901=2 E08000902=1");
	counts("near=QX4+2AB", "area", "");
}

static void
counts_only_what_is_found(void **state UNUSED)
{
	counts("type=talking", "area", "E08000901=1");
	counts("type=crisis", "for", "");
	counts("type=talking&gender=women", "lang", "pl=2 cy=1");
}

static void
counts_other_choices_as_if_none_were_made(void **state UNUSED)
{
	counts("mode=phone", "mode", "in-person=1 phone=1 online=1 text=1");
	counts("mode=phone", "lang", "pl=1");
	counts("area=E08000902", "area", "E08000901=2 E08000902=1");
	counts("lang=cy", "lang", "pl=2 cy=1");
}

static void
counts_needs_that_all_hold_among_what_was_found(void **state UNUSED)
{
	counts("access=loop", "access", "wheelchair=2 loop=1");
}

static void
names_each_value(void **state UNUSED)
{
	test_search_run(&directory, "");
	for (size_t i = 0; i < directory.answer.facets_count; i++) {
		const struct facet *facet = &directory.answer.facets[i];

		for (size_t v = 0; v < facet->count; v++) {
			assert_non_null(facet->values[v].label);
			assert_true(facet->values[v].total > 0);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(counts_what_listings_say),
	    cmocka_unit_test(counts_modes_as_the_parameter_finds_them),
	    cmocka_unit_test(counts_languages_most_first),
	    cmocka_unit_test(counts_councils_by_name_and_by_place),
	    cmocka_unit_test(counts_only_what_is_found),
	    cmocka_unit_test(counts_other_choices_as_if_none_were_made),
	    cmocka_unit_test(counts_needs_that_all_hold_among_what_was_found),
	    cmocka_unit_test(names_each_value),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
