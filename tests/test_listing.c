#include <string.h>

#include "base/alloc.h"
#include "schema/listing.h"
#include "tests/testing.h"

struct fixture {
	struct arena arena;
	struct listing listing;
};

static int
setup(void **state)
{
	static struct fixture fixture;

	memset(&fixture, 0, sizeof(fixture));
	listing_init(&fixture.listing, &fixture.arena);
	*state = &fixture;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *fixture = *state;

	arena_clear(&fixture->arena);
	return 0;
}

static void
states_rule(struct fixture *fixture, const char *dimension, const char *value,
    bool from_field, const char *sentence)
{
	struct listing_rule *rule = listing_rule_add(&fixture->listing);

	rule->dimension = arena_strdup(&fixture->arena, dimension);
	rule->value = arena_strdup(&fixture->arena, value);
	rule->from_field = from_field;
	rule->sentence = arena_strdup(&fixture->arena, sentence);
}

static void
says(const char *line, const char *expected)
{
	if (expected == NULL) {
		assert_null(line);
		return;
	}
	assert_non_null(line);
	assert_string_equal(line, expected);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

static void
keeps_all_entries_of_growing_lists(void **state)
{
	struct fixture *fixture = *state;
	struct listing *listing = &fixture->listing;
	int i;

	for (i = 0; i < 100; i++) {
		listing_opening_add(listing)->opens = i;
		listing_language_add(listing, i % 2 == 0 ? "pl" : "bfi");
		listing_phone_add(listing)->text = true;
	}
	assert_int_equal(listing->openings_count, 100);
	assert_int_equal(listing->openings[99].opens, 99);
	assert_int_equal(listing->openings[0].opens, 0);
	assert_string_equal(listing->languages[99], "bfi");
	assert_null(listing->phones[57].dial);
}

static void
prefers_a_field_to_prose(void **state)
{
	struct fixture *fixture = *state;

	assert_null(listing_rule_find(&fixture->listing, "age.min"));
	states_rule(fixture, "age.min", "16", false, "16 and over.");
	states_rule(fixture, "age.min", "18", true, NULL);
	assert_string_equal(
	    listing_rule_find(&fixture->listing, "age.min")->value, "18");
}

static void
has_a_type_above_its_own(void **state)
{
	struct fixture *fixture = *state;

	listing_type_add(&fixture->listing)->id =
	    arena_strdup(&fixture->arena, "talking.nhs");
	assert_true(listing_has_type(&fixture->listing, "talking"));
	assert_true(listing_has_type(&fixture->listing, "talking.nhs"));
	assert_false(listing_has_type(&fixture->listing, "talk"));
	assert_false(listing_has_type(&fixture->listing, "talking.cbt"));
}

static void
sums_up_by_whole_sentences(void **state)
{
	struct fixture *fixture = *state;
	struct listing *listing = &fixture->listing;
	struct arena *arena = &fixture->arena;

	says(listing_summary(listing, arena), NULL);
	listing->description = arena_strdup(arena,
	    "We run a drop-in for anyone who feels low, with tea and a "
	    "listening ear. It is open in the evening. Trained staff help "
	    "you to make a plan, and can tell you about other services "
	    "nearby that may be able to help you too.");
	says(listing_summary(listing, arena),
	    "We run a drop-in for anyone who feels low, with tea and a "
	    "listening ear. It is open in the evening.");
	listing->summary = arena_strdup(arena, "A drop-in.");
	says(listing_summary(listing, arena), "A drop-in.");
}

static void
sums_up_lists_on_one_line(void **state)
{
	struct fixture *fixture = *state;

	fixture->listing.description = arena_strdup(
	    &fixture->arena, "We offer:\nArts\nCrafts\n\nAnd tea.");
	says(listing_summary(&fixture->listing, &fixture->arena),
	    "We offer: Arts; Crafts; And tea.");
}

static void
cuts_a_long_sentence_between_words(void **state)
{
	struct fixture *fixture = *state;
	struct arena *arena = &fixture->arena;
	char *text = arena_strdup(arena, "caf\xc3\xa9");
	char *cut;
	int i;

	for (i = 0; i < 60; i++)
		text = arena_printf(arena, "%s, caf\xc3\xa9", text);
	fixture->listing.description = text;
	cut = listing_summary(&fixture->listing, arena);
	assert_true(strlen(cut) < 250);
	assert_string_equal(cut + strlen(cut) - 8, "caf\xc3\xa9\xe2\x80\xa6");
	text = arena_alloc(arena, 1001);
	memset(text, 'x', 1000);
	fixture->listing.description = text;
	assert_int_equal(
	    strlen(listing_summary(&fixture->listing, arena)), 203);
}

static void
says_whom_it_is_for(void **state)
{
	struct fixture *fixture = *state;
	struct listing *listing = &fixture->listing;
	struct arena *arena = &fixture->arena;

	says(listing_who(listing, arena), NULL);
	states_rule(fixture, "age.min", "18", false, "Adults.");
	says(listing_who(listing, arena), "Adults 18 and over");
	states_rule(fixture, "area", "gp", false, "With a Westby GP.");
	states_rule(
	    fixture, "area.place", "westby", false, "With a Westby GP.");
	says(listing_who(listing, arena),
	    "Adults 18 and over with a GP in Westby");
	listing->rules_count = 0;
	states_rule(fixture, "gender", "women", false, NULL);
	says(listing_who(listing, arena), "Women");
	states_rule(fixture, "age.min", "16", false, NULL);
	says(listing_who(listing, arena), "Women aged 16 and over");
	states_rule(fixture, "age.max", "25", false, NULL);
	says(listing_who(listing, arena), "Women aged 16 to 25");
	states_rule(fixture, "gender", "men", false, NULL);
	says(listing_who(listing, arena), "Aged 16 to 25");
	states_rule(fixture, "group", "bereaved", false, "Or bereaved.");
	states_rule(fixture, "group", "young-carers", true, NULL);
	says(listing_who(listing, arena), "Aged 16 to 25: young carers");
}

static void
says_whom_it_is_for_without_a_lowest_age(void **state)
{
	struct fixture *fixture = *state;
	struct listing *listing = &fixture->listing;
	struct arena *arena = &fixture->arena;

	states_rule(fixture, "age.max", "17", false, NULL);
	says(listing_who(listing, arena), "Under 18s");
	listing->rules_count = 0;
	states_rule(fixture, "age.max", "25", false, NULL);
	says(listing_who(listing, arena), "Aged up to 25");
	listing->rules_count = 0;
	states_rule(fixture, "exclude", "under-18", false, NULL);
	says(listing_who(listing, arena), "Adults 18 and over");
	listing->rules_count = 0;
	states_rule(fixture, "group", "carers", true, NULL);
	says(listing_who(listing, arena), "Carers");
	listing->rules_count = 0;
	states_rule(fixture, "area", "live", false, "People of Ashby Town.");
	states_rule(fixture, "area.place", "ashby town", false,
	    "People of Ashby Town.");
	says(listing_who(listing, arena), "People living in Ashby Town");
	listing->eligibility = arena_strdup(arena, "Anyone in Ashby over 16");
	says(listing_who(listing, arena), "Anyone in Ashby over 16");
}

static void
says_whom_it_is_not_for(void **state)
{
	struct fixture *fixture = *state;
	struct listing *listing = &fixture->listing;
	struct arena *arena = &fixture->arena;

	states_rule(fixture, "age", "all", false, "All ages welcome.");
	says(listing_who(listing, arena), "All ages");
	states_rule(fixture, "gender", "all", false, "Everyone welcome.");
	says(listing_who(listing, arena), "Everyone");
	states_rule(fixture, "exclude", "crisis", false, "No crisis service.");
	says(listing_who(listing, arena), "Everyone; not for people in crisis");
	listing->eligibility = arena_strdup(arena, "For anyone in Ashby.");
	says(listing_who(listing, arena),
	    "For anyone in Ashby; not for people in crisis");
	listing->eligibility = arena_strdup(arena, "No crisis service.");
	says(listing_who(listing, arena), "No crisis service.");
}

static void
says_what_it_costs(void **state)
{
	struct fixture *fixture = *state;
	struct listing *listing = &fixture->listing;
	struct arena *arena = &fixture->arena;

	says(listing_cost(listing, arena), NULL);
	states_rule(fixture, "cost", "free", false, "It is free.");
	says(listing_cost(listing, arena), "Free");
	listing->fees = arena_strdup(arena, "Ask us about our fees.");
	says(listing_cost(listing, arena), "Ask us about our fees.");
	listing->fees = arena_strdup(arena, "It is free.");
	says(listing_cost(listing, arena), "Free");
	listing->fees = NULL;
	listing->rules_count = 0;
	states_rule(fixture, "cost", "low", false,
	    "It costs \xc2\xa3"
	    "2 a week.");
	says(listing_cost(listing, arena), "It costs \xc2\xa3"
					   "2 a week.");
}

static void
says_how_to_come_to_it(void **state)
{
	struct fixture *fixture = *state;
	struct listing *listing = &fixture->listing;
	struct arena *arena = &fixture->arena;

	says(listing_referral(listing, arena), NULL);
	listing->referral = arena_strdup(arena, "Foodbank voucher");
	says(listing_referral(listing, arena), "Foodbank voucher");
	states_rule(fixture, "referral", "self", false, NULL);
	says(listing_referral(listing, arena), "Refer yourself");
	states_rule(fixture, "referral", "professional", false, NULL);
	says(listing_referral(listing, arena),
	    "Refer yourself, or a professional can refer");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(keeps_all_entries_of_growing_lists),
	    TEST(prefers_a_field_to_prose),
	    TEST(has_a_type_above_its_own),
	    TEST(sums_up_by_whole_sentences),
	    TEST(sums_up_lists_on_one_line),
	    TEST(cuts_a_long_sentence_between_words),
	    TEST(says_whom_it_is_for),
	    TEST(says_whom_it_is_for_without_a_lowest_age),
	    TEST(says_whom_it_is_not_for),
	    TEST(says_what_it_costs),
	    TEST(says_how_to_come_to_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
