/* How good a feed's listings are: counted, scored, and what is wrong. */
#include <string.h>

#include "schema/problem_group.h"
#include "schema/quality.h"
#include "tests/testing.h"
#include "tests/testing_listing.h"

#define TODAY date_from_civil(2026, 11, 24)

static struct quality quality;
static struct arena arena;

static struct listing *
bare(void)
{
	struct listing *listing = arena_alloc(&arena, sizeof(*listing));

	listing_init(listing, &arena);
	listing->name = arena_strdup(&arena, "Bare");
	return listing;
}

/* One that says all there is to say. */
static struct listing *
full(void)
{
	struct listing *listing = arena_alloc(&arena, sizeof(*listing));

	test_listing_fill(listing, &arena, 1);
	listing->description = arena_strdup(&arena,
	    "Somebody to talk to about worry, panic or low mood, on the "
	    "telephone or in a room of its own.");
	listing->checked = TODAY;
	return listing;
}

static void
counts_what_a_listing_says(void **state UNUSED)
{
	quality_add(&quality, full());
	quality_add(&quality, bare());
	assert_int_equal(quality.listings, 2);
	for (int i = 0; i < N_QUALITY_DETAILS; i++)
		if (quality.with[i] != 1)
			fail_msg("%s: %ld",
			    quality_detail_name((enum quality_detail)i),
			    quality.with[i]);
}

static void
takes_an_address_kept_back_for_no_fault(void **state UNUSED)
{
	struct listing *refuge = bare();

	refuge->hide_address = true;
	quality_add(&quality, refuge);
	assert_int_equal(quality.with[QUALITY_PLACE], 1);
}

static void
takes_words_too_short_for_no_description(void **state UNUSED)
{
	struct listing *listing = bare();

	listing->description = arena_strdup(&arena, "A group.");
	quality_add(&quality, listing);
	assert_int_equal(quality.with[QUALITY_DESCRIPTION], 0);
}

static void
sorts_what_was_checked_by_its_age_today(void **state UNUSED)
{
	static const int months_ago[] = {0, 5, 6, 11, 12, 23, 24, 100};
	long ages[N_QUALITY_AGES];

	for (size_t i = 0; i < ARRAY_LEN(months_ago); i++) {
		struct listing *listing = bare();
		int month = 2026 * 12 + 10 - months_ago[i];

		listing->checked =
		    date_from_civil(month / 12, month % 12 + 1, 15);
		quality_add(&quality, listing);
	}
	quality_add(&quality, bare());
	quality_ages(&quality, TODAY, ages);
	assert_int_equal(ages[QUALITY_HALF_YEAR], 2);
	assert_int_equal(ages[QUALITY_YEAR], 2);
	assert_int_equal(ages[QUALITY_TWO_YEARS], 2);
	assert_int_equal(ages[QUALITY_OLDER], 2);
	assert_int_equal(ages[QUALITY_NOT_GIVEN], 1);
	/* The same counts, a year later; and with a clock set back. */
	quality_ages(&quality, date_from_civil(2027, 11, 1), ages);
	assert_int_equal(ages[QUALITY_HALF_YEAR], 0);
	assert_int_equal(ages[QUALITY_TWO_YEARS], 4);
	quality_ages(&quality, date_from_civil(1999, 1, 1), ages);
	assert_int_equal(ages[QUALITY_HALF_YEAR], 8);
}

static void
gives_a_hundred_points_where_nothing_is_missing(void **state UNUSED)
{
	struct quality_part parts[QUALITY_PARTS];

	quality_add(&quality, full());
	assert_int_equal(quality_score(&quality, TODAY, parts), 100);
}

static void
takes_points_for_each_part_by_its_share(void **state UNUSED)
{
	struct quality_part parts[QUALITY_PARTS];
	int weights = 0;
	double points = 0;

	quality.listings = 4;
	quality.with[QUALITY_CONTACT] = 2;
	quality.faulty = 1;
	quality.refused = 1;
	assert_int_equal(quality_score(&quality, TODAY, parts), 13);
	for (size_t i = 0; i < QUALITY_PARTS; i++) {
		weights += parts[i].weight;
		points += parts[i].points;
	}
	assert_int_equal(weights, 100);
	assert_true(points > 12.9 && points < 13.1);
	assert_string_equal(parts[0].name, "contact");
	assert_int_equal(parts[0].listings, 2);
	assert_int_equal(parts[0].of, 4);
}

static void
scores_nothing_where_there_are_no_listings(void **state UNUSED)
{
	struct quality_part parts[QUALITY_PARTS];

	assert_int_equal(quality_score(&quality, TODAY, parts), 0);
}

static void
counts_twins_by_their_feed(void **state UNUSED)
{
	quality_add_twin(&quality, "westby", 1);
	quality_add_twin(&quality, "eastby", 1);
	quality_add_twin(&quality, "westby", 2);
	assert_int_equal(quality.twins_count, 2);
	assert_string_equal(quality.twins[0].feed, "eastby");
	assert_int_equal(quality.twins[1].listings, 3);
}

static const struct problem problems[] = {
    {PROBLEM_FIELD, 10, 0, NULL, "1", "postcode", "'WA154 1HF' is no postcode",
	"kept as text"},
    {PROBLEM_NOTE, 11, 0, NULL, "2", NULL, "it has another id", NULL},
    {PROBLEM_FIELD, 12, 0, NULL, "3", "phone", "'ask' cannot be dialled",
	"shown without a link"},
    {PROBLEM_FIELD, 20, 0, NULL, "4", "postcode", "'EH29 4700' is no postcode",
	"kept as text"},
    {PROBLEM_RECORD, 30, 0, NULL, "5", NULL, "it has no name",
	"record left out"},
    {PROBLEM_FIELD, 40, 0, NULL, "6", "hours", "'25:61' is no time of day",
	"dropped"},
    {PROBLEM_FIELD, 41, 0, NULL, "7", "hours", "it is over 4096 bytes long",
	"cut"},
    {PROBLEM_FIELD, 42, 0, NULL, "8", "hours", "it is over 5000 bytes long",
	"cut"},
};

static void
groups_problems_by_kind_the_worst_first(void **state UNUSED)
{
	struct problem_group *groups;
	size_t count =
	    problem_groups(problems, ARRAY_LEN(problems), &arena, &groups);

	assert_int_equal(count, 6);
	assert_string_equal(groups[0].what, "it has no name");
	assert_int_equal(groups[0].kind, PROBLEM_RECORD);
	assert_string_equal(groups[1].what, "it is over … bytes long");
	assert_string_equal(groups[2].what, "'…' is no postcode");
	assert_int_equal(groups[2].count, 2);
	assert_int_equal(groups[2].examples_count, 2);
	assert_int_equal(groups[2].examples[1]->line, 20);
	assert_non_null(strstr(groups[2].mend, "M32 0TH"));
	assert_string_equal(groups[5].what, "it has another id");
}

static void
says_how_each_can_be_mended(void **state UNUSED)
{
	struct problem_group *groups;
	size_t count =
	    problem_groups(problems, ARRAY_LEN(problems), &arena, &groups);

	for (size_t i = 0; i < count; i++)
		assert_true(
		    groups[i].kind == PROBLEM_NOTE || groups[i].mend != NULL);
}

static void
puts_problems_of_different_codes_together(void **state UNUSED)
{
	static const char what[] = "QX4 1AA lies in no postcode district we "
				   "know";
	static const char other[] = "QX12 3ZZ lies in no postcode district we "
				    "know";
	struct problem two[] = {problems[1], problems[1]};
	struct problem_group *groups;

	two[0].what = what;
	two[1].what = other;
	assert_int_equal(
	    problem_groups(two, ARRAY_LEN(two), &arena, &groups), 1);
	assert_int_equal(groups[0].count, 2);
	assert_non_null(strstr(groups[0].mend, "the postcode is right"));
}

static void
keeps_no_more_examples_than_help(void **state UNUSED)
{
	struct problem many[100];
	struct problem_group *groups;

	for (size_t i = 0; i < ARRAY_LEN(many); i++)
		many[i] = problems[0];
	assert_int_equal(
	    problem_groups(many, ARRAY_LEN(many), &arena, &groups), 1);
	assert_int_equal(groups[0].count, 100);
	assert_int_equal(groups[0].examples_count, PROBLEM_EXAMPLES);
}

/* A quote in the words of a message, or one that never ends. */
static void
survives_odd_quotes(void **state UNUSED)
{
	struct problem odd[] = {
	    {PROBLEM_FIELD, 1, 0, NULL, NULL, NULL, "it's odd", NULL},
	    {PROBLEM_FIELD, 1, 0, NULL, NULL, NULL, "' stands open", NULL},
	    {PROBLEM_FIELD, 1, 0, NULL, NULL, NULL, "", NULL},
	};
	struct problem_group *groups;

	assert_int_equal(
	    problem_groups(odd, ARRAY_LEN(odd), &arena, &groups), 3);
	assert_int_equal(problem_groups(NULL, 0, &arena, &groups), 0);
}

static int
tear_down(void **state UNUSED)
{
	quality_clear(&quality);
	arena_clear(&arena);
	return 0;
}

#define TEST(name) cmocka_unit_test_teardown(name, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(counts_what_a_listing_says),
	    TEST(takes_an_address_kept_back_for_no_fault),
	    TEST(takes_words_too_short_for_no_description),
	    TEST(sorts_what_was_checked_by_its_age_today),
	    TEST(gives_a_hundred_points_where_nothing_is_missing),
	    TEST(takes_points_for_each_part_by_its_share),
	    TEST(scores_nothing_where_there_are_no_listings),
	    TEST(counts_twins_by_their_feed),
	    TEST(groups_problems_by_kind_the_worst_first),
	    TEST(says_how_each_can_be_mended),
	    TEST(puts_problems_of_different_codes_together),
	    TEST(keeps_no_more_examples_than_help),
	    TEST(survives_odd_quotes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
