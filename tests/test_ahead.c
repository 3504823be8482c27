/* Work done ahead in a second thread, and taken in its order. */
#include <stdlib.h>

#include "base/alloc.h"
#include "importers/ahead.h"
#include "tests/testing.h"

#define MANY 1000

/* Each thing is a number; worked on, its square; then noted as it comes. */
struct noted {
	struct ahead *ahead;
	long squares[MANY];
	size_t count;
	size_t greatest_wait; /* put and not yet taken */
	size_t put;
	bool rest; /* ask for a rest at each */
};

static void
work_cb(void *arg UNUSED, void *thing)
{
	long *number = thing;

	*number *= *number;
}

static void
take_cb(void *arg, void *thing)
{
	struct noted *noted = arg;

	if (noted->rest)
		ahead_rest(noted->ahead);
	if (noted->put - noted->count > noted->greatest_wait)
		noted->greatest_wait = noted->put - noted->count;
	noted->squares[noted->count++] = *(long *)thing;
	free(thing);
}

static void
put_many(struct noted *noted, size_t bytes)
{
	const struct ahead_handler handler = {
	    .arg = noted, .work = work_cb, .take = take_cb};

	noted->ahead = ahead_new(&handler);
	for (long i = 0; i < MANY; i++) {
		long *thing = xmalloc(sizeof(*thing));

		*thing = i;
		noted->put++;
		ahead_put(noted->ahead, thing, bytes);
	}
	ahead_settle(noted->ahead);
	assert_false(ahead_busy(noted->ahead));
	ahead_free(noted->ahead);
	assert_int_equal(noted->count, MANY);
	for (long i = 0; i < MANY; i++)
		assert_int_equal(noted->squares[i], i * i);
}

static void
takes_in_the_order_of_putting(void **state UNUSED)
{
	struct noted noted = {0};

	put_many(&noted, 1);
}

static void
keeps_few_under_way(void **state UNUSED)
{
	struct noted noted = {0};

	put_many(&noted, 1);
	assert_true(noted.greatest_wait <= AHEAD_BATCHES * AHEAD_BATCH_THINGS);
}

static void
keeps_fewer_of_large_things_under_way(void **state UNUSED)
{
	struct noted noted = {0};

	put_many(&noted, AHEAD_BATCH_BYTES);
	assert_true(noted.greatest_wait <= AHEAD_BATCHES);
}

static void
rests_while_one_is_taken(void **state UNUSED)
{
	struct noted noted = {.rest = true};

	put_many(&noted, 1);
}

static void
ends_without_having_had_any(void **state UNUSED)
{
	const struct ahead_handler handler = {0};
	struct ahead *ahead = ahead_new(&handler);

	ahead_settle(ahead);
	assert_false(ahead_busy(ahead));
	ahead_free(ahead);
	ahead_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(takes_in_the_order_of_putting),
	    cmocka_unit_test(keeps_few_under_way),
	    cmocka_unit_test(keeps_fewer_of_large_things_under_way),
	    cmocka_unit_test(rests_while_one_is_taken),
	    cmocka_unit_test(ends_without_having_had_any),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
