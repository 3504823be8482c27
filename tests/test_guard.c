/* When a run is held: each rule, on both sides of its boundary. */
#include "tests/testing.h"

#include "importers/guard.h"

static bool
passes(long live, long withdrawn)
{
	struct guard_counts counts = {.live = live, .withdrawn = withdrawn};
	struct buf message = {0};
	bool passed = guard_passes(&counts, &message);

	assert_int_equal(passed, message.length == 0);
	buf_clear(&message);
	return passed;
}

static bool
ids_pass(long live, long missing, long named_again)
{
	struct guard_counts counts = {
	    .live = live, .missing = missing, .named_again = named_again};
	struct buf message = {0};
	bool passed = guard_ids_pass(&counts, &message);

	assert_int_equal(passed, message.length == 0);
	buf_clear(&message);
	return passed;
}

static void
lets_a_fifth_go_and_no_more(void **state UNUSED)
{
	assert_true(passes(100, 20));
	assert_false(passes(100, 21));
	assert_true(passes(105, 21));
	assert_false(passes(1000000, 200001));
	assert_true(passes(1000000, 200000));
}

static void
lets_ten_of_a_middling_feed_go(void **state UNUSED)
{
	assert_true(passes(11, 10));
	assert_false(passes(12, 11));
	assert_true(passes(49, 10));
	assert_false(passes(49, 11));
	assert_true(passes(55, 11));
}

static void
holds_what_would_leave_nothing(void **state UNUSED)
{
	assert_false(passes(1, 1));
	assert_false(passes(2, 2));
	assert_false(passes(11, 11));
	assert_true(passes(2, 1));
	assert_true(passes(0, 0));
}

static void
holds_three_of_ten(void **state UNUSED)
{
	assert_true(passes(10, 2));
	assert_false(passes(10, 3));
	assert_true(passes(4, 2));
	assert_false(passes(4, 3));
	assert_true(passes(11, 3));
}

static void
lets_what_withdraws_nothing_pass(void **state UNUSED)
{
	assert_true(passes(0, 0));
	assert_true(passes(1, 0));
	assert_true(passes(100, 0));
}

static void
holds_new_ids_under_the_same_names(void **state UNUSED)
{
	assert_false(ids_pass(10, 10, 10));
	assert_false(ids_pass(10, 10, 5));
	assert_true(ids_pass(10, 10, 4));
	/* One of them has the id it had. */
	assert_true(ids_pass(10, 9, 9));
	/* So few are no pattern: the other guard sees to them. */
	assert_true(ids_pass(2, 2, 2));
	assert_false(ids_pass(3, 3, 3));
}

static void
says_how_many_of_how_many(void **state UNUSED)
{
	struct guard_counts counts = {.live = 12, .withdrawn = 11};
	struct buf message = {0};

	assert_false(guard_passes(&counts, &message));
	assert_string_equal(
	    buf_text(&message), "it would withdraw 11 of 12 listings");
	buf_clear(&message);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lets_a_fifth_go_and_no_more),
	    cmocka_unit_test(lets_ten_of_a_middling_feed_go),
	    cmocka_unit_test(holds_what_would_leave_nothing),
	    cmocka_unit_test(holds_three_of_ten),
	    cmocka_unit_test(lets_what_withdraws_nothing_pass),
	    cmocka_unit_test(holds_new_ids_under_the_same_names),
	    cmocka_unit_test(says_how_many_of_how_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
