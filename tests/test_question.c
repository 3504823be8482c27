/* What to ask the person next. */
#include "tests/testing.h"
#include "tests/testing_search.h"

static struct test_search directory;

static void
expect(const char *query, const char *parameter, long total)
{
	const struct question *question = &directory.answer.question;

	test_search_run(&directory, query);
	if (parameter == NULL) {
		assert_null(question->parameter);
		return;
	}
	assert_non_null(question->parameter);
	assert_string_equal(question->parameter, parameter);
	assert_int_equal(question->total, total);
}

static void
asks_what_decides_about_most_of_what_was_found(void **state UNUSED)
{
	expect("", "age", 5);
	/* Of the groups alone, more are for one gender. */
	expect("type=social", "gender", 3);
}

static void
asks_for_nothing_twice(void **state UNUSED)
{
	expect("age=30", "gender", 4);
	expect("age=30&gender=women", "near", 3);
	expect("age=30&gender=women&near=Bath", NULL, 0);
}

static void
asks_nothing_that_decides_about_two_alone(void **state UNUSED)
{
	expect("type=advice", NULL, 0);
}

static void
takes_all_ages_and_both_genders_for_no_rule(void **state UNUSED)
{
	expect("type=bereavement", NULL, 0);
}

static void
aged(const char *code, const char *type, const char *min, const char *max)
{
	struct listing *listing = test_search_add(&directory, code, code);

	test_search_type(&directory, listing, type);
	if (min != NULL)
		test_search_rule(&directory, listing, "age.min", min, true, "");
	if (max != NULL)
		test_search_rule(&directory, listing, "age.max", max, true, "");
}

static void
stating(const char *code, const char *type, const char *dimension,
    const char *value)
{
	struct listing *listing = test_search_add(&directory, code, code);

	test_search_type(&directory, listing, type);
	test_search_rule(&directory, listing, dimension, value, false, "");
}

static int
set_up(void **state UNUSED)
{
	struct listing *both;

	test_search_init(&directory);
	aged("aa2aaa", "talking", "18", NULL);
	aged("aa2aab", "talking", NULL, "30");
	aged("aa2aac", "talking", "16", "40");
	aged("aa2aad", "social", "18", NULL);
	aged("aa2aaf", "advice", "18", NULL);
	for (int i = 0; i < 4; i++)
		aged(test_search_text(
			 &directory, (char[]){'a', 'a', '3', 'a', 'a',
					 (char)('b' + i), '\0'}),
		    "bereavement", "0", NULL);
	stating("aa2bba", "social", "gender", "women");
	stating("aa2bbb", "social", "gender", "women");
	stating("aa2bbc", "social", "gender", "women");
	stating("aa2bbd", "talking", "gender", "women");
	stating("aa2bbf", "bereavement", "gender", "all");
	both = test_search_add(&directory, "aa2bbg", "Both");
	test_search_type(&directory, both, "bereavement");
	test_search_rule(&directory, both, "gender", "women", false, "");
	test_search_rule(&directory, both, "gender", "men", false, "");
	stating("aa2cca", "talking", "area", "live");
	stating("aa2ccb", "talking", "area", "gp");
	stating("aa2ccc", "talking", "area", "live");
	test_search_open(&directory);
	return 0;
}

static int
tear_down(void **state UNUSED)
{
	test_search_clear(&directory);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(asks_what_decides_about_most_of_what_was_found),
	    cmocka_unit_test(asks_for_nothing_twice),
	    cmocka_unit_test(asks_nothing_that_decides_about_two_alone),
	    cmocka_unit_test(takes_all_ages_and_both_genders_for_no_rule),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
