#include "tests/testing.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/date.h"

/* An instant in UTC, said as civil time. */
static time_t
utc(int year, int month, int day_of_month, int hour, int minute, int second)
{
	return (time_t)date_from_civil(year, month, day_of_month) * 86400 +
	       hour * 3600 + minute * 60 + second;
}

static void
counts_days_from_1970(void **state)
{
	(void)state;
	assert_int_equal(date_from_civil(1970, 1, 1), 0);
	assert_int_equal(date_from_civil(1970, 1, 2), 1);
	assert_int_equal(date_from_civil(1969, 12, 31), -1);
	assert_int_equal(date_from_civil(2000, 3, 1), 11017);
	assert_int_equal(date_from_civil(2026, 11, 22), 20779);
}

static void
comes_back_from_every_day_of_five_centuries(void **state)
{
	int year, month, day_of_month;
	day_t day;

	(void)state;
	for (day = -100000; day < 100000; day++) {
		date_to_civil(day, &year, &month, &day_of_month);
		assert_true(date_valid(year, month, day_of_month));
		assert_int_equal(
		    date_from_civil(year, month, day_of_month), day);
	}
}

static void
knows_which_dates_there_are(void **state)
{
	(void)state;
	assert_true(date_valid(2024, 2, 29));
	assert_true(date_valid(2000, 2, 29));
	assert_false(date_valid(2023, 2, 29));
	assert_false(date_valid(1900, 2, 29));
	assert_false(date_valid(2026, 4, 31));
	assert_false(date_valid(2026, 13, 1));
	assert_false(date_valid(2026, 0, 1));
	assert_false(date_valid(2026, 1, 0));
	assert_false(date_valid(2026, 1, 32));
	assert_false(date_valid(0, 1, 1));
	assert_false(date_valid(10000, 1, 1));
}

static void
reads_dates_with_and_without_a_time(void **state)
{
	(void)state;
	assert_int_equal(date_parse("2026-11-22"), 20779);
	assert_int_equal(date_parse("2026-11-22T06:05:00Z"), 20779);
	assert_int_equal(date_parse("2026-11-22 06:05"), 20779);
	assert_int_equal(date_parse("2026-11-22T23:59:59.123+01:00"), 20779);
}

static void
refuses_what_is_no_date(void **state)
{
	const char *const wrong[] = {"", "2026", "2026-11", "2026-11-2",
	    "22-11-2026", "22/11/2026", "2026/11/22", "2026-02-30",
	    "2026-11-22x", "2026-11-223", "2026-11-22T", "2026-11-22Tnoon",
	    " 2026-11-22", "2026-11-22T99:00", "0000-01-01", "20261122"};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(wrong); i++) {
		if (date_parse(wrong[i]) != 0)
			fail_msg("%s was taken for a date", wrong[i]);
	}
}

static void
writes_dates_and_instants(void **state)
{
	char text[DATE_TEXT], instant[DATE_INSTANT];

	(void)state;
	date_text(20779, text);
	assert_string_equal(text, "2026-11-22");
	date_text(date_from_civil(1, 2, 3), text);
	assert_string_equal(text, "0001-02-03");
	date_instant(utc(2026, 11, 22, 6, 5, 9), instant);
	assert_string_equal(instant, "2026-11-22T06:05:09Z");
	date_instant(-1, instant);
	assert_string_equal(instant, "1969-12-31T23:59:59Z");
}

static void
stays_within_its_room_for_absurd_days(void **state)
{
	char text[DATE_TEXT], instant[DATE_INSTANT];

	(void)state;
	date_text(INT32_MAX, text);
	assert_int_equal(strlen(text), 10);
	date_text(INT32_MIN, text);
	assert_int_equal(strlen(text), 10);
	date_instant((time_t)1 << 40, instant);
	assert_int_equal(strlen(instant), 20);
}

static void
assert_london(time_t when, const char *date, int minute, int offset_s)
{
	struct london london;
	char text[DATE_TEXT];

	date_london(when, &london);
	date_text(london.day, text);
	assert_string_equal(text, date);
	assert_int_equal(london.minute, minute);
	assert_int_equal(london.offset_s, offset_s);
}

static void
puts_london_forward_in_march(void **state)
{
	(void)state;
	/* 29 March 2026 */
	assert_london(utc(2026, 3, 29, 0, 59, 59), "2026-03-29", 59, 0);
	assert_london(utc(2026, 3, 29, 1, 0, 0), "2026-03-29", 120, 3600);
	/* 31 March 2024: the month's last day is a Sunday */
	assert_london(utc(2024, 3, 31, 0, 59, 59), "2024-03-31", 59, 0);
	assert_london(utc(2024, 3, 31, 1, 0, 0), "2024-03-31", 120, 3600);
	/* 25 March 2029: the earliest that a last Sunday can be */
	assert_london(utc(2029, 3, 25, 1, 0, 0), "2029-03-25", 120, 3600);
	assert_london(utc(2029, 3, 24, 23, 0, 0), "2029-03-24", 1380, 0);
}

static void
puts_london_back_in_october(void **state)
{
	(void)state;
	/* 25 October 2026 */
	assert_london(utc(2026, 10, 25, 0, 59, 59), "2026-10-25", 119, 3600);
	assert_london(utc(2026, 10, 25, 1, 0, 0), "2026-10-25", 60, 0);
	/* 31 October 2027 */
	assert_london(utc(2027, 10, 31, 0, 59, 59), "2027-10-31", 119, 3600);
	assert_london(utc(2027, 10, 31, 1, 0, 0), "2027-10-31", 60, 0);
}

static void
gives_london_its_own_day_near_midnight(void **state)
{
	(void)state;
	assert_london(utc(2026, 6, 30, 23, 30, 0), "2026-07-01", 30, 3600);
	assert_london(utc(2026, 12, 31, 23, 59, 59), "2026-12-31", 1439, 0);
	assert_london(utc(2026, 1, 1, 0, 0, 0), "2026-01-01", 0, 0);
}

static void
names_the_weekday(void **state)
{
	struct london london;

	(void)state;
	date_london(utc(2026, 11, 22, 12, 0, 0), &london);
	assert_int_equal(london.weekday, 6); /* a Sunday */
	assert_int_equal(london.year, 2026);
	assert_int_equal(london.month, 11);
	assert_int_equal(london.day_of_month, 22);
	date_london(utc(2026, 11, 23, 0, 0, 0), &london);
	assert_int_equal(london.weekday, 0);
	date_london(utc(1969, 12, 31, 12, 0, 0), &london);
	assert_int_equal(london.weekday, 2);
}

static void
agrees_with_the_systems_london_from_1996_on(void **state)
{
	struct london london;
	struct tm system;
	time_t when;

	(void)state;
	setenv("TZ", "Europe/London", 1);
	tzset();
	when = utc(2026, 7, 1, 12, 0, 0);
	if (localtime_r(&when, &system) == NULL || system.tm_hour != 13) {
		unsetenv("TZ");
		tzset();
		TEST_SKIP("the system has no Europe/London");
	}
	/* Every 1,801 s hits each side of each change. */
	for (when = utc(1996, 1, 1, 0, 0, 0); when < utc(2037, 1, 1, 0, 0, 0);
	     when += 1801) {
		localtime_r(&when, &system);
		date_london(when, &london);
		assert_int_equal(london.offset_s, system.tm_gmtoff);
		assert_int_equal(
		    london.minute, system.tm_hour * 60 + system.tm_min);
		assert_int_equal(london.weekday, (system.tm_wday + 6) % 7);
	}
	unsetenv("TZ");
	tzset();
}

static void
finds_the_instant_of_a_london_time(void **state)
{
	day_t summer = date_from_civil(2026, 7, 1);
	day_t winter = date_from_civil(2026, 12, 1);

	(void)state;
	assert_int_equal(
	    date_from_london(summer, 600), utc(2026, 7, 1, 9, 0, 0));
	assert_int_equal(
	    date_from_london(winter, 600), utc(2026, 12, 1, 10, 0, 0));
	assert_int_equal(
	    date_from_london(summer, 1440), utc(2026, 7, 1, 23, 0, 0));
	assert_int_equal(
	    date_from_london(winter, 0), utc(2026, 12, 1, 0, 0, 0));
}

static void
decides_times_that_come_twice_or_never(void **state)
{
	day_t spring = date_from_civil(2026, 3, 29);
	day_t autumn = date_from_civil(2026, 10, 25);

	(void)state;
	/* 01:30 does not exist in spring: an hour later does. */
	assert_int_equal(
	    date_from_london(spring, 90), utc(2026, 3, 29, 1, 30, 0));
	/* 01:30 comes twice in autumn: the first. */
	assert_int_equal(
	    date_from_london(autumn, 90), utc(2026, 10, 25, 0, 30, 0));
	assert_int_equal(
	    date_from_london(autumn, 120), utc(2026, 10, 25, 2, 0, 0));
}

static void
says_how_long_ago_a_day_was(void **state)
{
	static const struct {
		int days;
		const char *words;
	} examples[] = {
	    {0, "today"},
	    {1, "yesterday"},
	    {2, "2 days ago"},
	    {10, "10 days ago"},
	    {13, "13 days ago"},
	    {14, "2 weeks ago"},
	    {21, "3 weeks ago"},
	    {59, "8 weeks ago"},
	    {60, "2 months ago"},
	    {359, "11 months ago"},
	    {364, "11 months ago"},
	    {365, "over a year ago"},
	    {729, "over a year ago"},
	    {730, "over 2 years ago"},
	    {3650, "over 10 years ago"},
	    {-1, "23 November 2026"},
	};
	struct arena arena = {0};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(examples); i++)
		assert_string_equal(
		    date_ago(&arena, 20779 - examples[i].days, 20779),
		    examples[i].words);
	arena_clear(&arena);
}

static void
writes_a_date_in_full(void **state)
{
	struct arena arena = {0};

	(void)state;
	assert_string_equal(date_long(&arena, 20779), "22 November 2026");
	assert_string_equal(date_long(&arena, 0), "1 January 1970");
	arena_clear(&arena);
}

static void
reads_the_instants_that_it_writes(void **state)
{
	static const char *const wrong[] = {"", "2026-11-22",
	    "2026-11-22T06:05:09", "2026-11-22T06:05:09ZZ",
	    "2026-11-22T06:05:0xZ", "2026-11-22T25:05:09Z",
	    "2026-11-22T06:60:09Z", "2026-11-22T06:05:60Z",
	    "2026-13-22T06:05:09Z", "2026-11-22 06:05:09Z"};
	static const time_t times[] = {86400, 1795000000, 4102444799};
	char text[DATE_INSTANT];
	time_t read;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(times); i++) {
		date_instant(times[i], text);
		assert_true(date_instant_parse(text, &read));
		assert_int_equal(read, times[i]);
	}
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
		assert_false(date_instant_parse(wrong[i], &read));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(counts_days_from_1970),
	    cmocka_unit_test(comes_back_from_every_day_of_five_centuries),
	    cmocka_unit_test(knows_which_dates_there_are),
	    cmocka_unit_test(reads_dates_with_and_without_a_time),
	    cmocka_unit_test(refuses_what_is_no_date),
	    cmocka_unit_test(writes_dates_and_instants),
	    cmocka_unit_test(stays_within_its_room_for_absurd_days),
	    cmocka_unit_test(puts_london_forward_in_march),
	    cmocka_unit_test(puts_london_back_in_october),
	    cmocka_unit_test(gives_london_its_own_day_near_midnight),
	    cmocka_unit_test(names_the_weekday),
	    cmocka_unit_test(agrees_with_the_systems_london_from_1996_on),
	    cmocka_unit_test(finds_the_instant_of_a_london_time),
	    cmocka_unit_test(decides_times_that_come_twice_or_never),
	    cmocka_unit_test(says_how_long_ago_a_day_was),
	    cmocka_unit_test(writes_a_date_in_full),
	    cmocka_unit_test(reads_the_instants_that_it_writes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
