/* What makes two listings one service, and what keeps them apart. */
#include <stdlib.h>
#include <string.h>

#include "importers/likeness.h"
#include "tests/testing.h"

static struct arena arena;

/* One listing in a line; NULL is not given. */
struct made {
	const char *name, *org, *phone, *postcode, *url, *description;
	const char *hours, *age_min, *age_max, *gender, *town;
	double lat, lon;
	long feed;
};

static char *
copy(const char *text)
{
	return arena_strdup(&arena, text);
}

static void
rule(struct listing *listing, const char *dimension, const char *value)
{
	struct listing_rule *made;

	if (!value)
		return;
	made = listing_rule_add(listing);
	made->dimension = copy(dimension);
	made->value = copy(value);
}

static struct likeness
like(struct made made)
{
	struct listing listing;
	struct listing_location *at;
	struct likeness out;

	listing_init(&listing, &arena);
	listing.name = copy(made.name);
	listing.org_name = copy(made.org);
	listing.url = copy(made.url);
	listing.description = copy(made.description);
	listing.hours = copy(made.hours);
	if (made.phone)
		listing_phone_add(&listing)->dial = copy(made.phone);
	at = listing_location_add(&listing);
	at->postcode = copy(made.postcode);
	at->town = copy(made.town);
	if (made.lat != 0) {
		at->position_from = POSITION_SOURCE;
		at->lat = made.lat;
		at->lon = made.lon;
	}
	rule(&listing, "age.min", made.age_min);
	rule(&listing, "age.max", made.age_max);
	rule(&listing, "gender", made.gender);
	likeness_of(&out, &listing);
	out.feed = made.feed;
	return out;
}

static struct evidence
weigh(struct made one, struct made other)
{
	struct likeness a = like(one), b = like(other);
	struct evidence out, back;

	evidence_weigh(&out, &a, &b, NULL, NULL);
	evidence_weigh(&back, &b, &a, NULL, NULL);
	assert_int_equal(out.score, back.score);
	assert_int_equal(
	    evidence_joins(&out, &a, &b), evidence_joins(&back, &b, &a));
	return out;
}

static bool
one(struct made first, struct made second)
{
	struct likeness a = like(first), b = like(second);
	struct evidence evidence = weigh(first, second);

	return evidence_joins(&evidence, &a, &b);
}

#define MADE(...) ((struct made){__VA_ARGS__})

/* A service that has all of it, but for what the test says. */
static struct made
talk(struct made made)
{
	made.name = made.name ? made.name : "Tea and Talk";
	made.org = "Westby Friends";
	made.phone = "+441134960101";
	made.postcode = made.postcode ? made.postcode : "QX4 1AA";
	made.feed = made.feed ? made.feed : 1;
	return made;
}

#define TALK(...) talk((struct made){__VA_ARGS__})

static void
joins_one_service_under_two_spellings_of_its_name(void **state)
{
	static const char *const names[] = {"TEA AND TALK", "The Tea & Talk",
	    "Tea and Talk Ltd", "Tea and Talk (Westby)",
	    "Westby Friends: Tea and Talk", "Tea & Talk Service"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		struct made other = TALK(.town = "Westby");

		other.name = names[i];
		if (!one(TALK(.town = "Westby"), other))
			fail_msg("%s", names[i]);
	}
}

static void
forgives_a_slip_in_a_long_word_alone(void **state)
{
	(void)state;
	assert_true(one(MADE(.name = "Bereavement circle",
			    .phone = "+441134960101", .postcode = "QX4 1AA"),
	    MADE(.name = "Bereavemnet circle", .phone = "+441134960101",
		.postcode = "QX4 1AA")));
	assert_false(one(MADE(.name = "Boys circle", .phone = "+441134960101",
			     .postcode = "QX4 1AA"),
	    MADE(.name = "Toys circle", .phone = "+441134960101",
		.postcode = "QX4 1AA")));
	assert_false(one(MADE(.name = "Circle 20001", .postcode = "QX4 1AA",
			     .phone = "+441134960101"),
	    MADE(.name = "Circle 20002", .postcode = "QX4 1AA",
		.phone = "+441134960101")));
}

static void
never_joins_on_one_sign(void **state)
{
	(void)state;
	assert_false(
	    one(MADE(.name = "Tea and Talk"), MADE(.name = "Tea and Talk")));
	assert_false(one(MADE(.name = "Tea and Talk", .phone = "+44113496010"),
	    MADE(.name = "Tea and Talk", .phone = "+44113496010")));
	assert_false(one(
	    MADE(.name = "Tea and Talk", .postcode = "QX4 1AA", .feed = 1),
	    MADE(.name = "Tea and Talk", .postcode = "QX4 1AA", .feed = 2)));
	/* An organisation called like its service says the same twice. */
	assert_false(one(MADE(.name = "Tea and Talk", .org = "Tea and Talk",
			     .phone = "+441134960101"),
	    MADE(.name = "Tea and Talk", .org = "Tea and Talk",
		.phone = "+441134960101")));
}

static void
keeps_two_groups_of_one_organisation_apart(void **state)
{
	static const char *const names[] = {"Tea and Talk for men",
	    "Tea and Talk young carers", "Talk", "Coffee and Talk",
	    "Westby Friends", "Tea and Talk 2"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		struct made other = TALK(.feed = 1);
		struct evidence evidence;

		other.name = names[i];
		evidence = weigh(TALK(.feed = 1), other);
		assert_true(evidence.apart);
		if (one(TALK(.feed = 1), other))
			fail_msg("%s", names[i]);
	}
	assert_string_equal(
	    weigh(TALK(.feed = 1), TALK(.name = "Tea and Talk for men"))
		.different,
	    "men");
}

static void
keeps_branches_apart(void **state)
{
	(void)state;
	/* Each named after its own town. */
	assert_false(one(TALK(.name = "Tea and Talk Westby", .town = "Westby"),
	    TALK(.name = "Tea and Talk Eastby", .town = "Eastby")));
	/* Too far to be one, whatever else is the same. */
	assert_false(one(MADE(.name = "Tea and Talk", .org = "Westby Friends",
			     .phone = "+441134960101", .lat = 53.5, .lon = -1),
	    MADE(.name = "Tea and Talk", .org = "Westby Friends",
		.phone = "+441134960101", .lat = 53.6, .lon = -1)));
	/* Two addresses of one publisher; of two, one may be wrong. */
	assert_false(one(TALK(.feed = 1), TALK(.postcode = "QX4 1AB")));
	assert_true(
	    one(TALK(.feed = 1), TALK(.postcode = "QX4 1AB", .feed = 2)));
}

static void
keeps_apart_what_is_for_other_people(void **state)
{
	(void)state;
	assert_false(one(TALK(.age_min = "5", .age_max = "11"),
	    TALK(.age_min = "12", .age_max = "18")));
	assert_false(one(TALK(.gender = "women"), TALK(.gender = "men")));
	assert_true(
	    one(TALK(.age_min = "16"), TALK(.age_min = "18", .feed = 2)));
}

static void
keeps_two_days_of_one_feed_apart(void **state)
{
	(void)state;
	assert_false(
	    one(TALK(.hours = "Mondays 2pm"), TALK(.hours = "Weds 2pm")));
	assert_true(
	    one(TALK(.hours = "Mon-Fri 9-5"), TALK(.hours = "Wed 10-4")));
	assert_true(one(TALK(.hours = "Mondays 2pm"),
	    TALK(.hours = "Weds 2pm", .feed = 2)));
}

static void
takes_no_sign_from_a_site_of_many(void **state)
{
	struct evidence shared = weigh(
	    MADE(.name = "Tea and Talk", .url = "https://facebook.com/a"),
	    MADE(.name = "Tea and Talk", .url = "http://www.facebook.com/b"));
	struct evidence own =
	    weigh(MADE(.name = "Tea and Talk", .url = "https://westby.example"),
		MADE(.name = "Tea and Talk", .url = "www.westby.example/tea"));

	(void)state;
	assert_int_equal(shared.points[SIGN_HOST], 0);
	assert_true(own.points[SIGN_HOST] > 0);
}

static void
sees_that_a_description_is_the_same(void **state)
{
	static const char words[] =
	    "A warm room and a pot of tea for anybody who would like to talk"
	    " to somebody about how the week has been.";
	struct evidence evidence =
	    weigh(MADE(.name = "Tea and Talk", .description = words),
		MADE(.name = "Tea and Talk", .description = words));

	(void)state;
	assert_true(evidence.points[SIGN_TEXT] > 0);
	evidence = weigh(MADE(.name = "Tea and Talk", .description = words),
	    MADE(.name = "Tea and Talk",
		.description = "Advice on debts, benefits and fuel bills from"
			       " trained volunteers, every day by telephone"
			       " or by letter."));
	assert_true(evidence.points[SIGN_OTHER_TEXT_WITHIN] < 0);
	/* One that was cut short is the same. */
	evidence = weigh(MADE(.name = "Tea and Talk", .description = words),
	    MADE(.name = "Tea and Talk",
		.description = "A warm room and a pot of tea."));
	assert_true(evidence.points[SIGN_TEXT_MOSTLY] > 0);
}

static bool
never_cb(void *arg, const char *word, size_t length)
{
	(void)arg, (void)word, (void)length;
	return false;
}

static void
counts_common_words_for_less(void **state)
{
	struct likeness a = like(TALK(.feed = 1)), b = like(TALK(.feed = 1));
	struct evidence rare, common;

	(void)state;
	evidence_weigh(&rare, &a, &b, NULL, NULL);
	evidence_weigh(&common, &a, &b, never_cb, NULL);
	assert_true(common.score < rare.score);
	assert_true(common.points[SIGN_NAME_COMMON] > 0);
}

static void
tells_a_person_of_what_is_nearly_the_same(void **state)
{
	struct evidence evidence =
	    weigh(TALK(.feed = 1), TALK(.name = "Tea and Talk for men"));

	(void)state;
	assert_true(evidence_near(&evidence));
	evidence = weigh(TALK(.feed = 1), TALK(.name = "Garden Shed"));
	assert_false(evidence_near(&evidence));
}

static void
keeps_a_likeness_as_bytes(void **state)
{
	struct likeness before = like(TALK(.town = "Westby")), after;
	unsigned char bytes[sizeof(before)];
	size_t length = likeness_pack(&before, bytes);

	(void)state;
	assert_true(length < sizeof(before));
	likeness_unpack(&after, bytes, length);
	assert_string_equal(after.name, before.name);
	assert_string_equal(after.towns, "westby");
	assert_memory_equal(after.phones, before.phones, sizeof(before.phones));
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
	    cmocka_unit_test(joins_one_service_under_two_spellings_of_its_name),
	    cmocka_unit_test(forgives_a_slip_in_a_long_word_alone),
	    cmocka_unit_test(never_joins_on_one_sign),
	    cmocka_unit_test(keeps_two_groups_of_one_organisation_apart),
	    cmocka_unit_test(keeps_branches_apart),
	    cmocka_unit_test(keeps_apart_what_is_for_other_people),
	    cmocka_unit_test(keeps_two_days_of_one_feed_apart),
	    cmocka_unit_test(takes_no_sign_from_a_site_of_many),
	    cmocka_unit_test(sees_that_a_description_is_the_same),
	    cmocka_unit_test(counts_common_words_for_less),
	    cmocka_unit_test(tells_a_person_of_what_is_nearly_the_same),
	    cmocka_unit_test(keeps_a_likeness_as_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, clear);
}
