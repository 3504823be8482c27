/* When a feed is read next. */
#include "tests/testing.h"

#include "importers/timetable.h"

#define HOUR 3600L
#define NOW  1800000000L

static void
a_feed_never_read_is_due(void **state UNUSED)
{
	const struct record_timetable none = {0};

	assert_true(timetable_due(&none, 6 * HOUR, 0, NOW));
}

static void
one_read_by_hand_is_due_after_its_time(void **state UNUSED)
{
	const struct record_timetable none = {0};

	assert_false(timetable_due(&none, 6 * HOUR, NOW - 5 * HOUR, NOW));
	assert_true(timetable_due(&none, 6 * HOUR, NOW - 6 * HOUR, NOW));
}

static void
one_without_a_time_is_never_due(void **state UNUSED)
{
	const struct record_timetable none = {0};

	assert_false(timetable_due(&none, 0, 0, NOW));
}

static void
one_on_hold_is_never_due(void **state UNUSED)
{
	const struct record_timetable held = {.due = NOW - 1, .on_hold = true};

	assert_false(timetable_due(&held, HOUR, 0, NOW));
}

static void
a_clock_that_went_back_stops_nothing(void **state UNUSED)
{
	struct record_timetable ahead = {.due = NOW + 13 * HOUR};

	assert_true(timetable_due(&ahead, 6 * HOUR, 0, NOW));
	ahead.due = NOW + 6 * HOUR;
	assert_false(timetable_due(&ahead, 6 * HOUR, 0, NOW));
}

static void
the_next_time_is_a_little_later_by_chance(void **state UNUSED)
{
	struct record_timetable timetable = {.failures = 3};

	timetable_advance(&timetable, 10 * HOUR, false, 0, NOW);
	assert_int_equal(timetable.due, NOW + 10 * HOUR);
	assert_int_equal(timetable.failures, 0);
	timetable_advance(&timetable, 10 * HOUR, false, 1, NOW);
	assert_int_equal(timetable.due, NOW + 11 * HOUR);
}

static void
failures_are_tried_again_at_growing_distances(void **state UNUSED)
{
	static const long minutes[] = {15, 30, 60, 120, 150, 150};
	struct record_timetable timetable = {0};

	for (size_t i = 0; i < sizeof(minutes) / sizeof(*minutes); i++) {
		timetable_advance(&timetable, 150 * 60, true, 0, NOW);
		assert_int_equal(timetable.due, NOW + minutes[i] * 60);
	}
	assert_int_equal(timetable.failures, 6);
	timetable_advance(&timetable, 60, true, 0, NOW);
	assert_int_equal(timetable.due, NOW + 60);
}

static void
chance_is_from_nought_to_one(void **state UNUSED)
{
	for (int i = 0; i < 100; i++) {
		double chance = timetable_chance();

		assert_true(chance >= 0 && chance <= 1);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_feed_never_read_is_due),
	    cmocka_unit_test(one_read_by_hand_is_due_after_its_time),
	    cmocka_unit_test(one_without_a_time_is_never_due),
	    cmocka_unit_test(one_on_hold_is_never_due),
	    cmocka_unit_test(a_clock_that_went_back_stops_nothing),
	    cmocka_unit_test(the_next_time_is_a_little_later_by_chance),
	    cmocka_unit_test(failures_are_tried_again_at_growing_distances),
	    cmocka_unit_test(chance_is_from_nought_to_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
