#include <string.h>

#include "tests/testing.h"
#include "tests/testing_search.h"

static struct test_search directory;

static enum verdict
verdict_in(
    const char *query, const char *code, const char *about, const char **words)
{
	const struct answer *answer = &directory.answer;

	*words = NULL;
	test_search_run(&directory, query);
	for (size_t i = 0; i < answer->hits_count + answer->may_not_count;
	     i++) {
		const struct answer_hit *hit =
		    i < answer->hits_count
			? &answer->hits[i]
			: &answer->may_not[i - answer->hits_count];
		struct card card;

		assert_true(index_card(directory.index, hit->document, &card));
		if (strcmp(card.text[CARD_CODE], code) != 0)
			continue;
		for (size_t p = 0; p < hit->parts_count; p++)
			if (strcmp(hit->parts[p].about, about) == 0) {
				*words = hit->parts[p].words;
				return hit->parts[p].verdict;
			}
		return N_VERDICTS; /* no part about it */
	}
	return VERDICT_DOES_NOT_SUIT;
}

/* The group that a listing is in. */
static enum verdict
hit_verdict(const char *query, const char *code)
{
	const char *codes = test_search_codes(&directory, query);
	const char *at = strstr(codes, code);

	assert_non_null(at);
	return directory.answer.hits[(at - codes) / 7].verdict;
}

static void
expect(const char *query, const char *code, const char *about,
    enum verdict verdict, const char *words)
{
	const char *said;

	assert_int_equal(verdict_in(query, code, about, &said), verdict);
	if (words == NULL)
		assert_null(said);
	else
		assert_string_equal(said, words);
}

/* The other sentence of the last listing that was looked at. */
static void
expect_also(const char *query, const char *code, const char *also)
{
	const struct answer *answer = &directory.answer;
	struct card card;

	test_search_run(&directory, query);
	for (size_t i = 0; i < answer->hits_count; i++) {
		assert_true(index_card(
		    directory.index, answer->hits[i].document, &card));
		if (strcmp(card.text[CARD_CODE], code) != 0)
			continue;
		assert_non_null(answer->hits[i].parts[0].also);
		assert_string_equal(answer->hits[i].parts[0].also, also);
		return;
	}
	fail_msg("%s was not found", code);
}

static struct listing *
add(const char *code, const char *dimension, const char *value, bool from_field,
    const char *sentence)
{
	struct listing *listing = test_search_add(&directory, code, code);

	if (dimension != NULL)
		test_search_rule(&directory, listing, dimension, value,
		    from_field, sentence);
	return listing;
}

static struct listing *
add_residents(const char *code, const char *place, bool from_field)
{
	struct listing *listing =
	    add(code, "area", "live", from_field, "Residents only.");

	test_search_rule(&directory, listing, "area.place", place, from_field,
	    "Residents only.");
	test_search_place(listing, 53.45, -2.30, "E08000901", "E05000901");
	return listing;
}

static int
set_up(void **state UNUSED)
{
	struct listing *both, *two_areas, *and_more;

	test_search_init(&directory);
	add("n2thng", NULL, NULL, false, NULL);
	both = add("y2ngpr", "age.min", "13", false, "Aged 13 to 25.");
	test_search_rule(
	    &directory, both, "age.max", "25", false, "Aged 13 to 25.");
	add("f2ldmn", "age.min", "18", true, "Adults.");
	add("f2ldmx", "age.max", "17", true, "Under 18.");
	both = add("r2tdff", "age.min", "17", false, "17 by self-referral.");
	test_search_rule(
	    &directory, both, "age.min", "18", false, "18 by professional.");
	/* A field decides, whatever prose adds. */
	both = add("f2ldwn", "age.min", "16", false, "Some are 16.");
	test_search_rule(&directory, both, "age.min", "18", true, "18 up");
	add("n2tchd", "exclude", "under-18", false, "Not for under 18s.");
	add("l2lage", "age", "all", false, "All ages.");
	both = add("l2lbut", "age", "all", false, "All ages.");
	test_search_rule(&directory, both, "age.max", "17", false, "Under 18.");
	both = add("w2mnal", "gender", "women", false, "For women.");
	test_search_rule(
	    &directory, both, "gender", "all", false, "Everyone welcome.");
	test_search_rule(&directory,
	    test_search_add(&directory, "n2crss", "Listening in a crisis"),
	    "exclude", "crisis", false, "Not a crisis service.");
	add("w2mnpr", "gender", "women", false, "For women.");
	add("w2mnfd", "gender", "women", true, "Women");
	add("g2ndal", "gender", "all", false, "All genders.");
	both = add("g2ndbt", "gender", "women", true, "Women");
	test_search_rule(&directory, both, "gender", "men", true, "Men");
	add("c2free", "cost", "free", false, "Free.");
	both = add("c2dont", "cost", "free", false, "Free, donations.");
	test_search_rule(
	    &directory, both, "cost", "sliding", false, "Free, donations.");
	both = add("c2both", "cost", "free", false, "First one free.");
	test_search_rule(
	    &directory, both, "cost", "paid", false, "Then 45 pounds.");
	add("c2slid", "cost", "sliding", false, "What you can.");
	add("c2pdpr", "cost", "paid", false, "45 pounds.");
	add("c2pdfd", "cost", "paid", true, "45");
	add_residents("r2wstb", "Westby", false);
	add_residents("r2wstf", "Westby", true);
	add_residents("r2east", "the Eastby", false);
	add_residents("r2cstl", "Castle", false);
	both = add_residents("r2xcpt", "the Eastby", false);
	test_search_rule(&directory, both, "area", "except", false,
	    "People of no fixed abode included.");
	add_residents("r2nwhr", "Nowhere we know", false);
	test_search_place(add("r2gp22", "area", "gp", false, "With a GP."),
	    53.45, -2.30, "E08000901", "");
	two_areas = add("r2tw22", "area", "live", false, "Residents only.");
	test_search_rule(&directory, two_areas, "area.place",
	    "the Borough of Westby or Eastby", false, "Residents only.");
	test_search_place(two_areas, 53.45, -2.30, "E08000901", "");
	and_more = add("r2more", "area", "live", false, "Residents only.");
	test_search_rule(&directory, and_more, "area.place",
	    "Westby and nearby", false, "Residents only.");
	test_search_place(and_more, 53.45, -2.30, "E08000901", "");
	and_more = add("g2west", "area", "gp", false, "With a Westby GP.");
	test_search_rule(&directory, and_more, "area.place",
	    "Westby and are over 60", false, "With a Westby GP.");
	test_search_place(and_more, 53.45, -2.30, "E08000901", "");
	test_search_place(
	    add("r2none", NULL, NULL, false, NULL), 53.45, -2.30, "", "");
	test_search_open(&directory);
	return 0;
}

static int
tear_down(void **state UNUSED)
{
	test_search_clear(&directory);
	return 0;
}

static void
never_takes_silence_for_a_yes(void **state UNUSED)
{
	const char *all = "age=40&gender=men&cost=free&limit=100";

	expect(all, "n2thng", "age", VERDICT_NOT_STATED, NULL);
	expect(all, "n2thng", "gender", VERDICT_NOT_STATED, NULL);
	expect(all, "n2thng", "cost", VERDICT_NOT_STATED, NULL);
}

static void
says_nothing_of_what_is_not_asked(void **state UNUSED)
{
	expect("limit=100", "y2ngpr", "age", N_VERDICTS, NULL);
	assert_int_equal(
	    directory.answer.groups[VERDICT_SUITS], directory.answer.total);
	expect("age=20&limit=100", "w2mnpr", "gender", N_VERDICTS, NULL);
}

static void
includes_an_age_within_the_stated_ones(void **state UNUSED)
{
	expect("age=13&limit=100", "y2ngpr", "age", VERDICT_SUITS,
	    "Aged 13 to 25.");
	expect("age=25&limit=100", "y2ngpr", "age", VERDICT_SUITS,
	    "Aged 13 to 25.");
	expect("age=18&limit=100", "f2ldmn", "age", VERDICT_SUITS, "Adults.");
	expect("age=17&limit=100", "f2ldmx", "age", VERDICT_SUITS, "Under 18.");
}

static void
closes_the_group_of_those_that_prose_excludes(void **state UNUSED)
{
	expect("age=40&limit=100", "y2ngpr", "age", VERDICT_MAY_NOT_SUIT,
	    "Aged 13 to 25.");
	assert_int_equal(directory.answer.groups[VERDICT_MAY_NOT_SUIT],
	    directory.answer.may_not_count);
	expect("age=12&limit=100", "n2tchd", "age", VERDICT_MAY_NOT_SUIT,
	    "Not for under 18s.");
	expect("gender=men&limit=100", "w2mnpr", "gender", VERDICT_MAY_NOT_SUIT,
	    "For women.");
	expect("cost=free&limit=100", "c2pdpr", "cost", VERDICT_MAY_NOT_SUIT,
	    "45 pounds.");
}

static void
leaves_out_and_counts_those_that_a_field_excludes(void **state UNUSED)
{
	expect(
	    "age=17&limit=100", "f2ldmn", "age", VERDICT_DOES_NOT_SUIT, NULL);
	assert_int_equal(directory.answer.groups[VERDICT_DOES_NOT_SUIT], 1);
	expect("gender=men&limit=100", "w2mnfd", "gender",
	    VERDICT_DOES_NOT_SUIT, NULL);
	expect("cost=low&limit=100", "c2pdfd", "cost", VERDICT_DOES_NOT_SUIT,
	    NULL);
}

static void
checks_where_ages_differ_by_route(void **state UNUSED)
{
	expect("age=17&limit=100", "r2tdff", "age", VERDICT_CHECK,
	    "17 by self-referral.");
	expect_also("age=17&limit=100", "r2tdff", "18 by professional.");
	expect("age=18&limit=100", "r2tdff", "age", VERDICT_SUITS,
	    "17 by self-referral.");
	expect("age=16&limit=100", "r2tdff", "age", VERDICT_MAY_NOT_SUIT,
	    "17 by self-referral.");
}

static void
takes_a_field_before_prose(void **state UNUSED)
{
	expect(
	    "age=15&limit=100", "f2ldwn", "age", VERDICT_DOES_NOT_SUIT, NULL);
	expect("age=18&limit=100", "f2ldwn", "age", VERDICT_SUITS, "18 up");
}

static void
checks_where_a_field_and_prose_contradict_each_other(void **state UNUSED)
{
	expect("age=16&limit=100", "f2ldwn", "age", VERDICT_CHECK, "18 up");
	expect_also("age=16&limit=100", "f2ldwn", "Some are 16.");
	expect("gender=men&limit=100", "w2mnal", "gender", VERDICT_CHECK,
	    "Everyone welcome.");
	expect_also("gender=men&limit=100", "w2mnal", "For women.");
	expect("age=40&limit=100", "l2lbut", "age", VERDICT_CHECK, "Under 18.");
	expect_also("age=40&limit=100", "l2lbut", "All ages.");
}

static void
checks_an_exception_to_a_rule_of_residence(void **state UNUSED)
{
	expect("near=QX4+2AB&limit=100", "r2xcpt", "area", VERDICT_CHECK,
	    "Residents only.");
	expect_also("near=QX4+2AB&limit=100", "r2xcpt",
	    "People of no fixed abode included.");
}

static void
speaks_of_limits_where_the_words_do(void **state UNUSED)
{
	expect("q=listening&limit=100", "n2crss", "limits", N_VERDICTS, NULL);
	expect("q=crisis&limit=100", "n2crss", "limits", VERDICT_CHECK,
	    "Not a crisis service.");
}

static void
checks_a_range_of_ages_that_fits_in_part(void **state UNUSED)
{
	expect("age=20-30&limit=100", "y2ngpr", "age", VERDICT_CHECK,
	    "Aged 13 to 25.");
	expect("age=14-20&limit=100", "y2ngpr", "age", VERDICT_SUITS,
	    "Aged 13 to 25.");
	expect("age=26-30&limit=100", "y2ngpr", "age", VERDICT_MAY_NOT_SUIT,
	    "Aged 13 to 25.");
}

static void
tells_open_to_all_from_not_stated(void **state UNUSED)
{
	expect("age=40&limit=100", "l2lage", "age", VERDICT_OPEN, "All ages.");
	expect("gender=men&limit=100", "g2ndal", "gender", VERDICT_OPEN,
	    "All genders.");
	expect(
	    "gender=men&limit=100", "g2ndbt", "gender", VERDICT_SUITS, "Men");
}

static void
judges_cost(void **state UNUSED)
{
	expect("cost=free&limit=100", "c2free", "cost", VERDICT_SUITS, "Free.");
	expect("cost=free&limit=100", "c2dont", "cost", VERDICT_SUITS,
	    "Free, donations.");
	expect("cost=free&limit=100", "c2both", "cost", VERDICT_CHECK,
	    "Then 45 pounds.");
	expect("cost=free&limit=100", "c2slid", "cost", VERDICT_MAY_NOT_SUIT,
	    "What you can.");
	expect("cost=low&limit=100", "c2slid", "cost", VERDICT_SUITS,
	    "What you can.");
	expect("cost=low&limit=100", "c2free", "cost", VERDICT_SUITS, "Free.");
}

static void
judges_residence_by_the_area_that_a_rule_names(void **state UNUSED)
{
	const char *here = "near=QX4+2AB&limit=100";
	const char *words = "Residents only.";

	expect(here, "r2wstb", "area", VERDICT_SUITS, words);
	expect(here, "r2cstl", "area", VERDICT_SUITS, words);
	expect(here, "r2east", "area", VERDICT_MAY_NOT_SUIT, words);
	expect(here, "r2none", "area", N_VERDICTS, NULL);
	expect("near=eastby&limit=100", "r2wstb", "area", VERDICT_MAY_NOT_SUIT,
	    words);
	expect("near=eastby&limit=100", "r2wstf", "area", VERDICT_DOES_NOT_SUIT,
	    NULL);
	/* Of the council's residents only those of one ward. */
	expect("area=westby&limit=100", "r2cstl", "area", VERDICT_CHECK, words);
}

static void
checks_residence_that_cannot_be_decided(void **state UNUSED)
{
	const char *words = "Residents only.";

	expect(
	    "near=QX4+2AB&limit=100", "r2nwhr", "area", VERDICT_CHECK, words);
	expect("near=QX4+2AB&limit=100", "r2gp22", "area", VERDICT_CHECK,
	    "With a GP.");
	/* An outcode lies in both councils. */
	expect("near=QX4&limit=100", "r2wstb", "area", VERDICT_CHECK, words);
	/* A point of which no council is known. */
	expect("near=53.45,-2.30&limit=100", "r2wstb", "area", VERDICT_CHECK,
	    words);
}

static void
reads_several_areas_and_what_follows_them(void **state UNUSED)
{
	const char *words = "Residents only.";

	expect(
	    "near=QX4+2AB&limit=100", "r2tw22", "area", VERDICT_SUITS, words);
	expect("near=QX4&limit=100", "r2tw22", "area", VERDICT_SUITS, words);
	expect("near=Farton&within=any&limit=100", "r2tw22", "area",
	    VERDICT_MAY_NOT_SUIT, words);
	/* "Nearby" may be anywhere: it shuts nobody out. */
	expect(
	    "near=QX4+2AB&limit=100", "r2more", "area", VERDICT_SUITS, words);
	expect("near=eastby&limit=100", "r2more", "area", VERDICT_CHECK, words);
}

static void
does_not_move_down_what_asks_for_a_local_surgery(void **state UNUSED)
{
	const char *words = "With a Westby GP.";

	expect(
	    "near=QX4+2AB&limit=100", "g2west", "area", VERDICT_CHECK, words);
	assert_int_equal(
	    hit_verdict("near=QX4+2AB&limit=100", "g2west"), VERDICT_SUITS);
	assert_int_equal(
	    hit_verdict("near=eastby&limit=100", "g2west"), VERDICT_CHECK);
	assert_int_equal(
	    hit_verdict("near=QX4+2AB&limit=100", "r2gp22"), VERDICT_CHECK);
}

static void
counts_every_match_in_one_group(void **state UNUSED)
{
	const struct answer *answer = &directory.answer;
	long all = 0;

	test_search_run(&directory, "limit=1");
	all = answer->total;
	test_search_run(&directory, "age=17&gender=women&cost=free&limit=1");
	assert_int_equal(answer->groups[0] + answer->groups[1] +
			     answer->groups[2] + answer->groups[3],
	    answer->total);
	assert_int_equal(answer->total + answer->groups[VERDICT_MAY_NOT_SUIT] +
			     answer->groups[VERDICT_DOES_NOT_SUIT],
	    all);
}

static void
ranks_the_groups_in_their_order(void **state UNUSED)
{
	const struct answer *answer = &directory.answer;

	test_search_run(&directory, "age=17&limit=100");
	assert_true(answer->hits_count > 3);
	for (size_t i = 1; i < answer->hits_count; i++)
		assert_true(
		    answer->hits[i - 1].verdict <= answer->hits[i].verdict);
	assert_int_equal(answer->hits[0].verdict, VERDICT_SUITS);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(never_takes_silence_for_a_yes),
	    cmocka_unit_test(says_nothing_of_what_is_not_asked),
	    cmocka_unit_test(includes_an_age_within_the_stated_ones),
	    cmocka_unit_test(closes_the_group_of_those_that_prose_excludes),
	    cmocka_unit_test(leaves_out_and_counts_those_that_a_field_excludes),
	    cmocka_unit_test(checks_where_ages_differ_by_route),
	    cmocka_unit_test(takes_a_field_before_prose),
	    cmocka_unit_test(
		checks_where_a_field_and_prose_contradict_each_other),
	    cmocka_unit_test(checks_an_exception_to_a_rule_of_residence),
	    cmocka_unit_test(speaks_of_limits_where_the_words_do),
	    cmocka_unit_test(checks_a_range_of_ages_that_fits_in_part),
	    cmocka_unit_test(tells_open_to_all_from_not_stated),
	    cmocka_unit_test(judges_cost),
	    cmocka_unit_test(judges_residence_by_the_area_that_a_rule_names),
	    cmocka_unit_test(checks_residence_that_cannot_be_decided),
	    cmocka_unit_test(reads_several_areas_and_what_follows_them),
	    cmocka_unit_test(does_not_move_down_what_asks_for_a_local_surgery),
	    cmocka_unit_test(counts_every_match_in_one_group),
	    cmocka_unit_test(ranks_the_groups_in_their_order),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
