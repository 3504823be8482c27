#include "tests/testing.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "base/number.h"

static void
reads_whole_numbers_in_their_range(void **state)
{
	long number = 7;

	(void)state;
	assert_true(number_long("0", 0, 10, &number));
	assert_int_equal(number, 0);
	assert_true(number_long("010", 0, 10, &number));
	assert_int_equal(number, 10);
	assert_true(number_long("-5", -5, 5, &number));
	assert_int_equal(number, -5);
	assert_true(number_long("9223372036854775807", 0, LONG_MAX, &number));
	assert_true(number == LONG_MAX);
	assert_true(
	    number_long("-9223372036854775808", LONG_MIN, LONG_MAX, &number));
	assert_true(number == LONG_MIN);
}

static void
refuses_what_is_not_wholly_a_number(void **state)
{
	const char *const wrong[] = {"", "-", "+1", " 1", "1 ", "1x", "0x10",
	    "1.0", "1e3", "--1", "\xD9\xA1"};
	long number = 7;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(wrong); i++)
		assert_false(
		    number_long(wrong[i], LONG_MIN, LONG_MAX, &number));
	assert_int_equal(number, 7); /* untouched */
}

static void
refuses_numbers_out_of_range(void **state)
{
	long number = 7;

	(void)state;
	assert_false(number_long("11", 0, 10, &number));
	assert_false(number_long("4", 5, 10, &number));
	assert_false(number_long("-1", 0, 10, &number));
	assert_false(number_long("9223372036854775808", 0, LONG_MAX, &number));
	assert_false(
	    number_long("-9223372036854775809", LONG_MIN, LONG_MAX, &number));
	assert_false(number_long(
	    "99999999999999999999999", LONG_MIN, LONG_MAX, &number));
	assert_int_equal(number, 7);
}

static void
reads_decimal_fractions(void **state)
{
	double number;

	(void)state;
	assert_true(number_double("53.45", -90, 90, &number));
	assert_true(fabs(number - 53.45) < 1e-12);
	assert_true(number_double("-2.3", -180, 180, &number));
	assert_true(fabs(number + 2.3) < 1e-12);
	assert_true(number_double("+1", 0, 2, &number));
	assert_true(number_double(".5", 0, 2, &number));
	assert_true(number_double("5.", 0, 6, &number));
}

static void
refuses_what_is_no_decimal_fraction(void **state)
{
	const char *const wrong[] = {"", ".", "-", "+.", "1.2.3", "1e5", "inf",
	    "nan", "0x1p3", "1,5", " 1", "1 ", "--1",
	    "11111111111111111111111111111111111111111"};
	double number = 7;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(wrong); i++) {
		if (number_double(wrong[i], -HUGE_VAL, HUGE_VAL, &number))
			fail_msg("%s was read as %f", wrong[i], number);
	}
	assert_false(number_double("91", -90, 90, &number));
	assert_false(number_double("-91", -90, 90, &number));
	assert_true(number == 7);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_whole_numbers_in_their_range),
	    cmocka_unit_test(refuses_what_is_not_wholly_a_number),
	    cmocka_unit_test(refuses_numbers_out_of_range),
	    cmocka_unit_test(reads_decimal_fractions),
	    cmocka_unit_test(refuses_what_is_no_decimal_fraction),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
