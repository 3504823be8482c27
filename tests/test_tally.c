/* What is listed for an area, counted as tally.h says. */
#include <string.h>

#include "search/tally.h"
#include "tests/testing.h"
#include "tests/testing_search.h"

#define WESTBY "E08000901"
#define EASTBY "E08000902"

static struct test_search directory;
static struct tally_counter *counter;
static struct tally tallies[400];

static void
rule(struct listing *listing, const char *dimension, const char *value)
{
	test_search_rule(&directory, listing, dimension, value, false, "So.");
}

static struct listing *
add(const char *code, const char *type)
{
	struct listing *listing = test_search_add(&directory, code, code);

	test_search_type(&directory, listing, type);
	return listing;
}

static int
set_up(void **state UNUSED)
{
	struct listing *listing;

	test_search_init(&directory);
	listing = add("y2ungg", "talking.counselling");
	test_search_type(&directory, listing, "talking.nhs");
	rule(listing, "age.min", "13");
	rule(listing, "age.max", "25");
	rule(listing, "cost", "free");
	rule(listing, "referral", "self");
	rule(listing, "referral", "professional");
	test_search_area(&directory, listing, WESTBY, "Westby");
	listing = add("a2llag", "talking.counselling");
	rule(listing, "age", "all");
	rule(listing, "cost", "sliding");
	rule(listing, "cost", "low");
	test_search_area(&directory, listing, "E05000901", "Castle");
	listing = add("s2lent", "crisis");
	test_search_place(listing, 53.45, -2.30, WESTBY, "E05000901");
	/* For everybody in the country: nobody's own. */
	listing = add("n2tion", "crisis");
	test_search_area(&directory, listing, "E92000001", "England");
	listing->areas[0].national = true;
	listing = add("c2losd", "crisis");
	test_search_place(listing, 53.45, -2.30, WESTBY, "E05000901");
	listing->status = LISTING_CLOSED;
	test_search_open(&directory);
	counter = tally_new(directory.index, directory.vocabulary,
	    date_from_london(date_from_civil(2026, 11, 24), 600),
	    &directory.arena);
	return 0;
}

static int
tear_down(void **state UNUSED)
{
	test_search_clear(&directory);
	return 0;
}

static long
count(const char *type, enum tally_column column)
{
	int number = vocabulary_type_find(directory.vocabulary, type);

	assert_true(number >= 0);
	assert_true(
	    vocabulary_types_count(directory.vocabulary) < ARRAY_LEN(tallies));
	tally_types(counter, tallies);
	return tallies[number].counts[column];
}

static void
counts_what_stands_in_or_names_an_area(void **state)
{
	(void)state;
	assert_int_equal(tally_area(counter, WESTBY, TALLY_LOCAL), 3);
	assert_int_equal(tally_area(counter, "E05000901", TALLY_LOCAL), 3);
	assert_int_equal(tally_area(counter, EASTBY, TALLY_LOCAL), 0);
	assert_int_equal(tally_area(counter, NULL, TALLY_LOCAL), 0);
}

static void
counts_what_is_for_the_whole_country_only_when_asked(void **state)
{
	(void)state;
	assert_int_equal(tally_area(counter, EASTBY, TALLY_EVERYBODY), 1);
	test_search_run(&directory, "area=westby&limit=1");
	assert_int_equal(tally_area(counter, WESTBY, TALLY_EVERYBODY),
	    directory.answer.total);
	assert_int_equal(count("crisis", TALLY_ALL), 2);
}

static void
counts_a_listing_once_for_a_type_and_those_above_it(void **state)
{
	(void)state;
	tally_area(counter, WESTBY, TALLY_LOCAL);
	assert_int_equal(count("talking", TALLY_ALL), 2);
	assert_int_equal(count("talking.counselling", TALLY_ALL), 2);
	assert_int_equal(count("talking.nhs", TALLY_ALL), 1);
	assert_int_equal(count("crisis", TALLY_ALL), 1);
	assert_int_equal(count("bereavement", TALLY_ALL), 0);
}

static void
counts_each_band_of_ages_of_which_it_takes_somebody(void **state)
{
	(void)state;
	tally_area(counter, WESTBY, TALLY_LOCAL);
	assert_int_equal(count("talking", TALLY_UNDER_12), 1);
	assert_int_equal(count("talking", TALLY_12_TO_17), 2);
	assert_int_equal(count("talking", TALLY_18_TO_25), 2);
	assert_int_equal(count("talking", TALLY_26_TO_64), 1);
	assert_int_equal(count("talking", TALLY_FROM_65), 1);
	assert_int_equal(count("talking", TALLY_AGE_NOT_STATED), 0);
	assert_int_equal(count("crisis", TALLY_AGE_NOT_STATED), 1);
	assert_int_equal(count("crisis", TALLY_26_TO_64), 0);
}

static void
counts_cost_and_ways_in_and_silence(void **state)
{
	(void)state;
	tally_area(counter, WESTBY, TALLY_LOCAL);
	assert_int_equal(count("talking", TALLY_FREE), 1);
	assert_int_equal(count("talking", TALLY_LOW), 1);
	assert_int_equal(count("talking", TALLY_PAID), 0);
	assert_int_equal(count("crisis", TALLY_COST_NOT_STATED), 1);
	assert_int_equal(count("talking", TALLY_SELF), 1);
	assert_int_equal(count("talking", TALLY_GP), 0);
	assert_int_equal(count("talking", TALLY_PROFESSIONAL), 1);
	assert_int_equal(count("talking", TALLY_REFERRAL_NOT_STATED), 1);
}

static void
knows_which_councils_there_are(void **state)
{
	static const char *const areas[] = {EASTBY, NULL, "E92000001", WESTBY};
	const char **councils;

	(void)state;
	assert_int_equal(tally_councils(counter, NULL, 0, &councils), 1);
	assert_string_equal(councils[0], WESTBY);
	assert_int_equal(
	    tally_councils(counter, areas, ARRAY_LEN(areas), &councils), 2);
	assert_string_equal(councils[0], WESTBY);
	assert_string_equal(councils[1], EASTBY);
	assert_true(tally_cost(counter) > 0);
}

static void
knows_what_covers_an_area(void **state)
{
	(void)state;
	assert_true(tally_covers(counter, WESTBY, WESTBY));
	assert_true(tally_covers(counter, "E05000901", WESTBY));
	assert_true(tally_covers(counter, WESTBY, "E92000001"));
	assert_true(tally_covers(counter, WESTBY, "K02000001"));
	assert_true(tally_covers(counter, WESTBY, "K04000001"));
	assert_false(tally_covers(counter, "S12000036", "K04000001"));
	assert_false(tally_covers(counter, WESTBY, EASTBY));
	assert_false(tally_covers(counter, WESTBY, "E05000901"));
	assert_false(tally_covers(counter, WESTBY, NULL));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(counts_what_stands_in_or_names_an_area),
	    cmocka_unit_test(
		counts_what_is_for_the_whole_country_only_when_asked),
	    cmocka_unit_test(
		counts_a_listing_once_for_a_type_and_those_above_it),
	    cmocka_unit_test(
		counts_each_band_of_ages_of_which_it_takes_somebody),
	    cmocka_unit_test(counts_cost_and_ways_in_and_silence),
	    cmocka_unit_test(knows_which_councils_there_are),
	    cmocka_unit_test(knows_what_covers_an_area),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
