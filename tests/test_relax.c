#include <stdio.h>
#include <string.h>

#include "tests/testing.h"
#include "tests/testing_search.h"

static struct test_search directory;

static struct listing *
add(const char *code, const char *name, double lat)
{
	struct test_search *d = &directory;
	struct listing *one = test_search_add(d, code, name);

	one->modes = MODE_IN_PERSON;
	test_search_place(
	    one, lat, -2.30, lat < 53.5 ? "E08000901" : "E08000902", "");
	return one;
}

static void
fill(void)
{
	struct test_search *d = &directory;
	struct listing *one;

	one = add("w2cfe", "Westby crisis cafe", 53.45);
	one->description = test_search_text(d, "For people who are suicidal.");
	test_search_type(d, one, "crisis.cafe");
	one = add("w2walk", "Westby walkers", 53.45);
	one->description = test_search_text(d, "A walking group.");
	test_search_type(d, one, "social.activity");
	test_search_rule(d, one, "age.min", "50", true, "50 and over");

	/* 8 and 40 miles north. */
	one = add("n2chr", "Choir in the next town", 53.45 + 0.0145 * 8);
	one->description = test_search_text(d, "Singing for low mood.");
	one = add("f2chr", "Choir far away", 53.45 + 0.0145 * 40);
	one->description = test_search_text(d, "Singing for low mood.");

	one = test_search_add(d, "l2ne", "National suicide line");
	one->modes = MODE_PHONE;
	one->description = test_search_text(d, "For people who are suicidal.");
	test_search_type(d, one, "crisis.line");
	test_search_area(d, one, "K02000001", "United Kingdom");
	test_search_phone(d, one, "116123");
	for (size_t i = 0; i < d->count; i++) {
		struct listing_source *source =
		    listing_source_add(&d->listings[i]);

		source->feed = test_search_text(d, "west");
		source->source_id = test_search_text(d, "1");
	}
}

static int
set_up(void **state UNUSED)
{
	test_search_init(&directory);
	fill();
	test_search_open(&directory);
	return 0;
}

static int
tear_down(void **state UNUSED)
{
	test_search_clear(&directory);
	return 0;
}

/* "dropped: codes" of what a query finds; "" for what nothing was given up. */
static void
finds(const char *query, const char *relaxed, const char *codes)
{
	const struct answer *answer = &directory.answer;

	assert_string_equal(test_search_codes(&directory, query), codes);
	assert_int_equal(answer->relaxed_count, *relaxed != '\0');
	if (*relaxed != '\0')
		assert_string_equal(answer->relaxed[0], relaxed);
}

static const char *
nearest(const char *query)
{
	static char ids[300];
	const struct answer *answer = &directory.answer;

	test_search_run(&directory, query);
	ids[0] = '\0';
	for (size_t i = 0; i < answer->nearest_count; i++)
		snprintf(ids + strlen(ids), sizeof(ids) - strlen(ids),
		    "%s%s %ld", i > 0 ? ", " : "", answer->nearest[i].value,
		    answer->nearest[i].total);
	return ids;
}

static void
goes_to_the_next_area_before_one_far_away(void **state UNUSED)
{
	finds("q=choir&area=westby", "area", "n2chr");
	assert_true(directory.answer.hits[0].miles > 7);
	assert_true(directory.answer.hits[0].about);
	finds("q=choir&area=westby&strict=1", "", "");
}

static void
gives_up_how_they_are_reached_before_the_type(void **state UNUSED)
{
	finds("q=choir&mode=phone", "mode", "f2chr n2chr");
	finds("type=crisis.cafe&mode=phone", "mode", "w2cfe");
	/* Nothing else was asked for. */
	finds("mode=online", "", "");
}

static void
goes_no_further_than_it_must(void **state UNUSED)
{
	finds("q=choir&near=QX4+2AB&within=5", "within", "n2chr");
	finds("q=choir&near=QX4+2AB", "", "n2chr");
}

static void
never_gives_up_what_is_said_of_a_person(void **state UNUSED)
{
	finds("q=walking+group&age=20", "", "");
	assert_int_equal(directory.answer.groups[VERDICT_DOES_NOT_SUIT], 1);
	assert_string_equal(directory.answer.relaxations[1].drop, "age");
	assert_int_equal(directory.answer.relaxations[1].total, 1);
}

static void
leaves_alone_what_nobody_knows(void **state UNUSED)
{
	finds("q=doggrooming+parlour&area=westby", "", "");
	finds("q=07700+900999&area=westby", "", "");
	finds("type=crisis.cafe&area=westby&feed=far", "", "");
}

static void
offers_types_close_to_what_was_asked(void **state UNUSED)
{
	/* Of the words, of the type asked for, of all that there is. */
	assert_string_equal(
	    nearest("q=walking+group&age=20&strict=1&area=westby"), "crisis 2");
	assert_string_equal(nearest("q=suicidal+xylophone&strict=1"),
	    "crisis.cafe 1, "
	    "crisis.line 1");
	assert_string_equal(
	    nearest("type=crisis.cafe&q=walking&strict=1&area=westby"),
	    "crisis 2, crisis.line 1, social.activity 1");
	assert_string_equal(nearest("q=doggrooming"), "crisis 2, social 1");
	assert_string_equal(nearest("q=07700+900999"), "");
	assert_string_equal(nearest("q=choir"), "");
}

static void
asks_what_was_meant_where_it_keeps_to_the_letter(void **state UNUSED)
{
	finds("q=suicidall&strict=1", "", "");
	assert_string_equal(directory.answer.did_you_mean, "suicidal");
	finds("q=choir&strict=1&area=westby", "", "");
	assert_null(directory.answer.did_you_mean);
	finds("q=choir", "", "f2chr n2chr");
	assert_null(directory.answer.did_you_mean);
}

static void
puts_national_lines_higher_in_a_crisis(void **state UNUSED)
{
	test_search_run(&directory, "q=choir&area=westby");
	assert_int_equal(directory.answer.crisis, CRISIS_NONE);
	test_search_run(&directory, "q=suicidal&area=westby");
	assert_int_equal(directory.answer.crisis, CRISIS_SUICIDE);
	assert_int_equal(directory.answer.hits_count, 2);
	assert_true(directory.answer.hits[1].score >
		    0.6f * directory.answer.hits[0].score);
}

static void
reads_a_crisis_in_words_put_right_even_where_strict(void **state UNUSED)
{
	test_search_run(&directory, "q=sucidall+feelings&strict=1");
	assert_int_equal(directory.answer.crisis, CRISIS_SUICIDE);
	test_search_run(&directory, "q=999");
	assert_int_equal(directory.answer.crisis, CRISIS_NUMBER);
	assert_int_equal(directory.answer.relaxed_count, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(goes_to_the_next_area_before_one_far_away),
	    cmocka_unit_test(gives_up_how_they_are_reached_before_the_type),
	    cmocka_unit_test(goes_no_further_than_it_must),
	    cmocka_unit_test(never_gives_up_what_is_said_of_a_person),
	    cmocka_unit_test(leaves_alone_what_nobody_knows),
	    cmocka_unit_test(offers_types_close_to_what_was_asked),
	    cmocka_unit_test(asks_what_was_meant_where_it_keeps_to_the_letter),
	    cmocka_unit_test(puts_national_lines_higher_in_a_crisis),
	    cmocka_unit_test(
		reads_a_crisis_in_words_put_right_even_where_strict),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
