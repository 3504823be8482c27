#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "schema/holiday.h"
#include "schema/vocabulary.h"
#include "tests/testing.h"

#define EW   HOLIDAY_ENGLAND_WALES
#define SCOT HOLIDAY_SCOTLAND
#define NI   HOLIDAY_NORTHERN_IRELAND

static const struct holidays *lines;

static const char *
name(int year, int month, int day, unsigned nations)
{
	return holiday_name(lines, date_from_civil(year, month, day), nations);
}

/* Every day of a year, and no other, is one; as month * 100 + day. */
static void
has_exactly(int year, unsigned nation, const int *days, size_t count)
{
	day_t first = date_from_civil(year, 1, 1);
	day_t end = date_from_civil(year + 1, 1, 1);
	size_t found = 0;

	for (day_t day = first; day < end; day++) {
		int y, month, date;

		if (holiday_name(lines, day, nation) == NULL)
			continue;
		date_to_civil(day, &y, &month, &date);
		if (found == count || days[found] != month * 100 + date)
			fail_msg("%d-%d-%d is one in nation %u", year, month,
			    date, nation);
		found++;
	}
	assert_int_equal(found, count);
}
#define HAS(year, nation, ...) \
	has_exactly(year, nation, (const int[]){__VA_ARGS__}, \
	    sizeof((const int[]){__VA_ARGS__}) / sizeof(int))

/* The lists that the government published, and days of a weekend. */
static void
knows_the_holidays_of_each_nation(void **state UNUSED)
{
	HAS(2024, EW, 101, 329, 401, 506, 527, 826, 1225, 1226);
	HAS(2024, SCOT, 101, 102, 329, 506, 527, 805, 1202, 1225, 1226);
	HAS(2024, NI, 101, 318, 329, 401, 506, 527, 712, 826, 1225, 1226);
	HAS(2025, EW, 101, 418, 421, 505, 526, 825, 1225, 1226);
	HAS(2025, SCOT, 101, 102, 418, 505, 526, 804, 1201, 1225, 1226);
	HAS(2025, NI, 101, 317, 418, 421, 505, 526, 714, 825, 1225, 1226);
	HAS(2026, EW, 101, 403, 406, 504, 525, 831, 1225, 1226, 1228);
	HAS(2026, SCOT, 101, 102, 403, 504, 525, 615, 803, 1130, 1225, 1226,
	    1228);
	HAS(2026, NI, 101, 317, 403, 406, 504, 525, 713, 831, 1225, 1226, 1228);
	HAS(2027, EW, 101, 326, 329, 503, 531, 830, 1225, 1226, 1227, 1228);
	HAS(2027, SCOT, 101, 104, 326, 503, 531, 802, 1130, 1225, 1226, 1227,
	    1228);
	HAS(2027, NI, 101, 317, 326, 329, 503, 531, 712, 830, 1225, 1226, 1227,
	    1228);
}

static void
moves_what_falls_on_a_weekend(void **state UNUSED)
{
	assert_string_equal(
	    name(2026, 12, 28, EW), "Boxing Day (substitute day)");
	assert_string_equal(
	    name(2027, 12, 27, EW), "Christmas Day (substitute day)");
	assert_string_equal(
	    name(2027, 12, 28, EW), "Boxing Day (substitute day)");
	/* Christmas on a Sunday waits for Boxing Day. */
	assert_string_equal(name(2022, 12, 26, NI), "Boxing Day");
	assert_string_equal(
	    name(2022, 12, 27, NI), "Christmas Day (substitute day)");
	assert_null(name(2022, 12, 28, NI));
	/* New Year's Day on a Sunday: Scotland keeps it after 2 January. */
	assert_string_equal(name(2023, 1, 2, SCOT), "2 January");
	assert_string_equal(
	    name(2023, 1, 3, SCOT), "New Year's Day (substitute day)");
	assert_string_equal(
	    name(2023, 1, 2, EW), "New Year's Day (substitute day)");
	assert_null(name(2023, 1, 3, EW));
	/* On a Saturday: both wait. */
	assert_string_equal(
	    name(2028, 1, 3, SCOT), "New Year's Day (substitute day)");
	assert_string_equal(
	    name(2028, 1, 4, SCOT), "2 January (substitute day)");
	assert_string_equal(
	    name(2026, 7, 13, NI), "Battle of the Boyne (substitute day)");
	assert_null(name(2026, 7, 12, NI));
}

static void
knows_what_was_proclaimed_once(void **state UNUSED)
{
	assert_string_equal(name(2026, 6, 15, SCOT), "World Cup bank holiday");
	assert_null(name(2026, 6, 15, EW));
	assert_null(name(2022, 5, 30, EW));
	assert_string_equal(name(2022, 6, 3, SCOT), "Platinum Jubilee");
	/* Without the lines the rules hold. */
	assert_non_null(holiday_name(NULL, date_from_civil(2022, 5, 30), EW));
}

static void
tells_in_which_nations_a_day_is_one(void **state UNUSED)
{
	day_t easter_monday = date_from_civil(2035, 3, 26);

	assert_int_equal(
	    holiday_nations(lines, easter_monday, HOLIDAY_ALL), EW | NI);
	assert_int_equal(holiday_nations(lines, easter_monday, SCOT), 0);
	assert_int_equal(
	    holiday_nations(lines, date_from_civil(2026, 11, 30), HOLIDAY_ALL),
	    SCOT);
}

static void
knows_the_nation_of_an_area(void **state UNUSED)
{
	assert_int_equal(holiday_nations_of("E08000009"), EW);
	assert_int_equal(holiday_nations_of("W06000015"), EW);
	assert_int_equal(holiday_nations_of("S12000036"), SCOT);
	assert_int_equal(holiday_nations_of("N09000003"), NI);
	assert_int_equal(holiday_nations_of("K02000001"), HOLIDAY_ALL);
	assert_int_equal(holiday_nations_of("K04000001"), EW);
	assert_int_equal(holiday_nations_of(""), 0);
	assert_int_equal(holiday_nations_of(NULL), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(knows_the_holidays_of_each_nation),
	    cmocka_unit_test(moves_what_falls_on_a_weekend),
	    cmocka_unit_test(knows_what_was_proclaimed_once),
	    cmocka_unit_test(tells_in_which_nations_a_day_is_one),
	    cmocka_unit_test(knows_the_nation_of_an_area),
	};
	char *folder = test_source("data/vocabulary"), error[300];
	struct vocabulary *vocabulary =
	    vocabulary_load(folder, error, sizeof(error));
	int failed;

	free(folder);
	if (vocabulary == NULL) {
		print_error("%s\n", error);
		return 1;
	}
	lines = vocabulary_holidays(vocabulary);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	vocabulary_free(vocabulary);
	return failed;
}
