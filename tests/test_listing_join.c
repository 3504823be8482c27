/* One listing of several: who speaks first, who fills, what is contradicted. */
#include <string.h>

#include "schema/listing_join.h"
#include "tests/testing.h"

static struct arena arena;

static char *
copy(const char *text)
{
	return arena_strdup(&arena, text);
}

/* A listing of a feed, with its one source. */
static struct listing *
part(const char *feed, day_t checked)
{
	struct listing *listing = arena_alloc(&arena, sizeof(*listing));
	struct listing_source *source;

	listing_init(listing, &arena);
	listing->name = copy("Tea and Talk");
	listing->checked = checked;
	strcpy(listing->code, feed[0] == 'w' ? "w2stby" : "e2stby");
	source = listing_source_add(listing);
	source->feed = copy(feed);
	source->title = copy(feed);
	source->checked = checked;
	return listing;
}

static struct listing
joined(struct listing *one, struct listing *other)
{
	struct listing *parts[] = {one, other};
	struct listing out;

	listing_join_sort(parts, 2);
	listing_join(&out, parts, 2, &arena);
	return out;
}

static void
phone(struct listing *listing, const char *dial)
{
	struct listing_phone *made = listing_phone_add(listing);

	made->dial = copy(dial);
	made->show = copy(dial);
}

static void
rule(struct listing *listing, const char *dimension, const char *value)
{
	struct listing_rule *made = listing_rule_add(listing);

	made->dimension = copy(dimension);
	made->value = copy(value);
}

static const char *
says(const struct listing *listing, const char *about, const char *feed)
{
	for (size_t i = 0; i < listing->disagreements_count; i++) {
		const struct listing_disagreement *said =
		    &listing->disagreements[i];

		if (strcmp(said->about, about) == 0 &&
		    strcmp(listing->sources[said->source].feed, feed) == 0)
			return said->says;
	}
	return NULL;
}

static void
lets_the_freshest_speak_first(void **state)
{
	struct listing *old = part("westby", 100), *new = part("eastby", 200);
	struct listing out;

	(void)state;
	old->summary = copy("old words");
	new->summary = copy("new words");
	out = joined(old, new);
	assert_string_equal(out.summary, "new words");
	assert_string_equal(out.sources[0].feed, "eastby");
	assert_string_equal(out.sources[1].feed, "westby");
	assert_int_equal(out.sources_count, 2);
	assert_int_equal(out.checked, 200);
	/* What was changed last counts like what was checked last. */
	old->modified = 300;
	out = joined(old, new);
	assert_string_equal(out.summary, "old words");
	assert_int_equal(out.checked, 200);
}

static void
lets_the_fuller_speak_first_where_both_are_as_fresh(void **state)
{
	struct listing *bare = part("westby", 100), *full = part("eastby", 100);
	struct listing out;

	(void)state;
	bare->summary = copy("bare");
	full->summary = copy("full");
	full->fees = copy("Free");
	out = joined(bare, full);
	assert_string_equal(out.summary, "full");
}

static void
fills_gaps_from_the_others(void **state)
{
	struct listing *old = part("westby", 100), *new = part("eastby", 200);
	struct listing out;

	(void)state;
	old->fees = copy("Two pounds");
	phone(old, "+441134960101");
	rule(old, "age.min", "18");
	rule(old, "cost", "low");
	rule(new, "cost", "free");
	old->name = copy("Talking Tea");
	listing_language_add(old, "pl");
	out = joined(old, new);
	assert_string_equal(out.fees, "Two pounds");
	assert_string_equal(out.phones[0].dial, "+441134960101");
	assert_string_equal(listing_rule_find(&out, "age.min")->value, "18");
	assert_string_equal(listing_rule_find(&out, "cost")->value, "free");
	assert_int_equal(out.rules_count, 2);
	assert_string_equal(out.name, "Tea and Talk");
	assert_string_equal(out.alternate_name, "Talking Tea");
	assert_string_equal(out.languages[0], "pl");
	/* The parts are as they were. */
	assert_int_equal(new->rules_count, 1);
	assert_int_equal(new->sources_count, 1);
}

static void
says_nothing_of_another_organisation(void **state)
{
	struct listing *old = part("westby", 100), *new = part("eastby", 200);
	struct listing out;

	(void)state;
	new->org_name = copy("Eastby Mind");
	old->org_name = copy("Westby Council");
	old->org_charity = copy("1234567");
	out = joined(old, new);
	assert_null(out.org_charity);
	old->org_name = copy("EASTBY MIND");
	out = joined(old, new);
	assert_string_equal(out.org_charity, "1234567");
}

static void
keeps_what_they_contradict_each_other_on(void **state)
{
	struct listing *old = part("westby", 100), *new = part("eastby", 200);
	struct listing out;

	(void)state;
	phone(old, "+441134960101");
	phone(new, "+441134960102");
	old->hours = copy("Tuesday 2pm");
	new->hours = copy("Wednesday 2pm");
	rule(old, "age.min", "16");
	rule(new, "age.min", "18");
	rule(new, "age.max", "65");
	rule(old, "cost", "free");
	rule(new, "cost", "paid");
	new->fees = copy("5 pounds");
	old->fees = copy("Nothing to pay");
	old->status = LISTING_PAUSED;
	listing_location_add(old)->postcode = copy("QX4 1AA");
	listing_location_add(new)->postcode = copy("QX5 1AA");
	out = joined(old, new);
	assert_string_equal(says(&out, "phone", "westby"), "+441134960101");
	assert_string_equal(says(&out, "phone", "eastby"), "+441134960102");
	assert_string_equal(says(&out, "hours", "westby"), "Tuesday 2pm");
	assert_string_equal(says(&out, "age", "westby"), "16 and over");
	assert_string_equal(says(&out, "age", "eastby"), "18 to 65");
	assert_string_equal(says(&out, "cost", "eastby"), "5 pounds");
	assert_string_equal(says(&out, "place", "westby"), "QX4 1AA");
	assert_string_equal(
	    says(&out, "taking new people", "westby"), "not taking new people");
}

static void
takes_other_words_for_the_same_as_no_contradiction(void **state)
{
	struct listing *old = part("westby", 100), *new = part("eastby", 200);
	struct listing out;

	(void)state;
	phone(old, "+441134960101");
	phone(old, "+441134960102");
	phone(new, "+441134960102");
	old->hours = copy("Tuesday, 2pm - 4pm");
	new->hours = copy("tuesday 2pm-4pm");
	rule(old, "age.min", "16");
	out = joined(old, new);
	assert_int_equal(out.disagreements_count, 0);
}

static void
withholds_an_address_that_one_source_withholds(void **state)
{
	struct listing *open = part("westby", 200);
	struct listing *kept = part("eastby", 100);
	struct listing out;

	(void)state;
	listing_location_add(open)->address = copy("1 Hidden Lane");
	open->locations[0].postcode = copy("QX4 1AA");
	open->description = copy("You find us at 1 Hidden Lane.");
	kept->hide_address = true;
	kept->description = copy("Phone first.");
	out = joined(open, kept);
	assert_true(out.hide_address);
	assert_int_equal(out.locations_count, 0);
	assert_string_equal(out.description, "Phone first.");
	assert_int_equal(out.sources_count, 2);
	assert_string_equal(out.sources[0].feed, "eastby");
	assert_int_equal(out.disagreements_count, 0);
}

static int
clear(void **state)
{
	(void)state;
	arena_clear(&arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lets_the_freshest_speak_first),
	    cmocka_unit_test(
		lets_the_fuller_speak_first_where_both_are_as_fresh),
	    cmocka_unit_test(fills_gaps_from_the_others),
	    cmocka_unit_test(says_nothing_of_another_organisation),
	    cmocka_unit_test(keeps_what_they_contradict_each_other_on),
	    cmocka_unit_test(
		takes_other_words_for_the_same_as_no_contradiction),
	    cmocka_unit_test(withholds_an_address_that_one_source_withholds),
	};

	return cmocka_run_group_tests(tests, NULL, clear);
}
