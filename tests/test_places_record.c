/* Gazetteers into the record, whole or not at all. */
#include "importers/places_record.h"

#include <stdlib.h>
#include <string.h>

#include "schema/record_place.h"
#include "tests/testing.h"

static void
problem_cb(void *arg, const struct problem *problem)
{
	long *problems = arg;

	*problems += problem->kind == PROBLEM_DOCUMENT ||
		     problem->kind == PROBLEM_RECORD;
}

/* One record with all that is shipped, for the tests that look things up. */
static struct record *record;
static char *places;
static long problems;
static const struct places_listener listener = {&problems, problem_cb, NULL};

static int
setup(void **state)
{
	char error[200];

	(void)state;
	places = test_source("data/places");
	record = record_open(":memory:", error, sizeof(error));
	if (record == NULL)
		return -1;
	return places_record_shipped(record, places, &listener) == PLACES_OK
		   ? 0
		   : -1;
}

static int
teardown(void **state)
{
	(void)state;
	record_close(record);
	free(places);
	return 0;
}

static enum places_result
load(const char *text, struct places_report *report)
{
	char *folder = test_folder();
	char *path = test_file_write_text(folder, "gazetteer.csv", text);
	const char *paths[] = {path};
	enum places_result result =
	    places_record_load(record, places, paths, 1, &listener, report);

	free(path);
	test_folder_remove(folder);
	return result;
}

static void
finds_every_area_code_of_the_search_set(void **state)
{
	static const char *const codes[] = {"bristol", "leeds", "birmingham",
	    "southglos", "nottingham", "newcastle", "banes", "devon", "cardiff",
	    "southwark", "kirklees", "glasgow", "uk", "kent"};
	struct place place;
	size_t i;

	(void)state;
	assert_int_equal(problems, 0);
	for (i = 0; i < ARRAY_LEN(codes); i++)
		if (record_area_find(record, codes[i], &place) != PLACE_FOUND)
			fail_msg("no area is called %s", codes[i]);
	assert_int_equal(
	    record_area_find(record, "Bristol, City of", &place), PLACE_FOUND);
	assert_string_equal(place.gss, "E06000023");
	assert_int_equal(record_area_find(record, "southville-bristol", &place),
	    PLACE_FOUND);
	assert_int_equal(place.kind, PLACE_WARD);
	/* Sheffield's code until 2025. */
	assert_int_equal(
	    record_area_find(record, "E08000019", &place), PLACE_FOUND);
	assert_string_equal(place.gss, "E08000039");
}

static void
finds_a_unit_postcode_of_the_sample(void **state)
{
	struct place place;

	(void)state;
	assert_int_equal(
	    record_postcode_find(record, "M32 0TH", &place), PLACE_FOUND);
	assert_string_equal(place.districts[0], "E08000009");
	assert_float_equal(place.lat, 53.459, 0.001);
	assert_int_equal(record_postcode_find(record, "BT1 1AA", &place),
	    PLACE_NORTHERN_IRELAND);
}

static void
takes_over_a_whole_gazetteer(void **state)
{
	struct places_report report;
	struct place place;

	(void)state;
	assert_int_equal(load("pcds,laua,ward,lat,long\n"
			      "EX1 1AA,E07000041,,50.726000,-3.527000\n",
			     &report),
	    PLACES_OK);
	assert_int_equal(report.kept, 1);
	assert_int_equal(
	    record_postcode_find(record, "EX1 1AA", &place), PLACE_FOUND);
	assert_string_equal(place.districts[0], "E07000041");
	/* What was there is still there. */
	assert_int_equal(
	    record_postcode_find(record, "M32 0TH", &place), PLACE_FOUND);
}

static void
keeps_an_outcodes_councils_where_a_file_has_a_part_of_it(void **state)
{
	struct places_report report;
	struct place place;
	size_t councils;

	(void)state;
	assert_int_equal(
	    record_postcode_find(record, "PR4", &place), PLACE_FOUND);
	councils = place.districts_count;
	assert_true(councils > 1);
	assert_int_equal(load("pcds,laua,ward,lat,long\n"
			      "PR4 1AA,E07000123,,53.760000,-2.760000\n",
			     &report),
	    PLACES_OK);
	assert_int_equal(
	    record_postcode_find(record, "PR4", &place), PLACE_FOUND);
	assert_int_equal(place.districts_count, councils);
}

static void
leaves_the_record_alone_where_one_file_is_refused(void **state)
{
	char *folder = test_folder();
	char *good = test_file_write_text(folder, "good.csv",
	    "pcds,laua,lat,long\nEX4 3AA,E07000041,50.72,-3.53\n");
	char *bad = test_file_write_text(folder, "bad.csv", "<html>\n");
	const char *paths[] = {good, bad};
	struct places_report reports[2];
	struct place place;

	(void)state;
	problems = 0;
	assert_int_equal(
	    places_record_load(record, places, paths, 2, &listener, reports),
	    PLACES_REFUSED);
	assert_int_equal(problems, 1);
	assert_int_equal(
	    record_postcode_find(record, "EX4 3AA", &place), PLACE_FOUND);
	/* Found as its outcode alone. */
	assert_true(place.about);
	free(good);
	free(bad);
	test_folder_remove(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(finds_every_area_code_of_the_search_set),
	    cmocka_unit_test(finds_a_unit_postcode_of_the_sample),
	    cmocka_unit_test(takes_over_a_whole_gazetteer),
	    cmocka_unit_test(
		keeps_an_outcodes_councils_where_a_file_has_a_part_of_it),
	    cmocka_unit_test(leaves_the_record_alone_where_one_file_is_refused),
	};

	return cmocka_run_group_tests_name(
	    "places_record", tests, setup, teardown);
}
