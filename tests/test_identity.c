#include <stdlib.h>
#include <string.h>

#include "importers/guard.h"
#include "importers/identity.h"
#include "schema/listing_check.h"
#include "tests/testing.h"

struct setting {
	struct arena arena;
	struct listing listing;
};

static char *
text(struct setting *set, const char *of)
{
	return arena_strdup(&set->arena, of);
}

static int
setting_make(void **state)
{
	struct setting *set = xcalloc(1, sizeof(*set));

	listing_init(&set->listing, &set->arena);
	set->listing.name = text(set, "Tea & Talk");
	*state = set;
	return 0;
}

static int
setting_free(void **state)
{
	struct setting *set = *state;

	arena_clear(&set->arena);
	free(set);
	return 0;
}

/* Computed by another program: Python's uuid.uuid5(). */
static void
a_uuid_is_of_kind_feed_and_id(void **state)
{
	char uuid[UUID_TEXT];

	(void)state;
	identity_uuid("service", "westby", "42", uuid);
	assert_string_equal(uuid, "ddaffdc3-b2e1-5653-9f2b-b81c62fcfae9");
	identity_uuid("organisation", "westby", "o1", uuid);
	assert_string_equal(uuid, "270e68ef-c077-59f7-8d1b-3804b09bf2d2");
}

static void
the_feeds_own_uuid_is_kept(void **state)
{
	struct setting *set = *state;

	set->listing.source_id = text(set, "42");
	set->listing.own_uuid =
	    text(set, "A1B2C3D4-0000-4000-8000-000000000001");
	identity_give(&set->listing, "westby", "service:42", 0);
	assert_string_equal(
	    set->listing.uuid, "a1b2c3d4-0000-4000-8000-000000000001");
	identity_give(&set->listing, "westby", "service:42", 1);
	assert_string_equal(
	    set->listing.uuid, "ddaffdc3-b2e1-5653-9f2b-b81c62fcfae9");
}

static void
two_tries_never_give_the_same_uuid(void **state)
{
	struct setting *set = *state;
	char first[UUID_TEXT], second[UUID_TEXT];

	set->listing.source_id = text(set, "42");
	identity_give(&set->listing, "westby", "service:42", 0);
	strcpy(first, set->listing.uuid);
	identity_give(&set->listing, "westby", "service:42", 1);
	strcpy(second, set->listing.uuid);
	identity_give(&set->listing, "westby", "service:42", 2);
	assert_string_not_equal(first, second);
	assert_string_not_equal(second, set->listing.uuid);
}

static void
a_service_and_an_organisation_may_have_one_id(void **state)
{
	struct setting *set = *state;
	char service[UUID_TEXT];

	set->listing.source_id = text(set, "5");
	identity_give(&set->listing, "westby", "service:5", 0);
	strcpy(service, set->listing.uuid);
	set->listing.kind = LISTING_ORGANISATION;
	identity_give(&set->listing, "westby", "organisation-listing:5", 0);
	assert_string_not_equal(service, set->listing.uuid);
}

static void
a_key_without_an_id_is_name_and_postcode(void **state)
{
	struct setting *set = *state;
	char *key;

	listing_location_add(&set->listing)->postcode = text(set, "QX4 1AA");
	key = identity_key(&set->listing);
	assert_string_equal(key, "made:tea & talk|qx4 1aa");
	free(key);
	set->listing.name = text(set, "TEA & TALK #1|x");
	key = identity_key(&set->listing);
	assert_string_equal(key, "made:tea & talk  1 x|qx4 1aa");
	free(key);
	set->listing.source_id = text(set, "42");
	key = identity_key(&set->listing);
	assert_string_equal(key, "service:42");
	free(key);
}

static void
a_hidden_address_cannot_be_found_from_its_uuid(void **state)
{
	struct setting *set = *state;
	char uuid[UUID_TEXT];

	set->listing.hide_address = true;
	identity_give(&set->listing, "f", "made:tea & talk|qx4 1aa", 0);
	strcpy(uuid, set->listing.uuid);
	identity_give(&set->listing, "f", "made:tea & talk|qx4 2zz", 0);
	assert_string_equal(uuid, set->listing.uuid);
	set->listing.hide_address = false;
	identity_give(&set->listing, "f", "made:tea & talk|qx4 1aa", 0);
	assert_string_not_equal(uuid, set->listing.uuid);
}

static void
an_organisation_is_known_by_id_or_name(void **state)
{
	struct setting *set = *state;
	char by_id[UUID_TEXT], by_name[UUID_TEXT], *key;

	set->listing.org_id = text(set, "o1");
	key = identity_organisation(&set->listing, "westby", by_id);
	assert_string_equal(key, "id:o1");
	assert_string_equal(by_id, "270e68ef-c077-59f7-8d1b-3804b09bf2d2");
	free(key);
	set->listing.org_id = NULL;
	set->listing.org_name = text(set, "Westby Friends");
	key = identity_organisation(&set->listing, "westby", by_name);
	assert_string_equal(key, "name:westby friends");
	assert_string_not_equal(by_id, by_name);
	free(key);
}

static void
the_same_number_or_address_is_the_same_contact(void **state)
{
	struct setting *set = *state;
	struct listing other;

	listing_init(&other, &set->arena);
	assert_false(identity_same_contact(&set->listing, &other));
	listing_phone_add(&set->listing)->dial = text(set, "+441134960182");
	listing_phone_add(&other)->dial = text(set, "+441134960999");
	assert_false(identity_same_contact(&set->listing, &other));
	listing_phone_add(&other)->dial = text(set, "+441134960182");
	assert_true(identity_same_contact(&set->listing, &other));
}

static bool
passes(long live, long withdrawn)
{
	struct buf message = {0};
	bool passed = guard_passes(
	    &(struct guard_counts){.live = live, .withdrawn = withdrawn},
	    &message);

	assert_int_equal(passed, message.length == 0);
	buf_clear(&message);
	return passed;
}

static void
holds_what_would_take_away_much_of_a_feed(void **state)
{
	(void)state;
	assert_true(passes(100, 0));
	assert_true(passes(100, 20));
	assert_false(passes(100, 21));
	assert_true(passes(30, 10)); /* over a fifth, but only ten */
	assert_false(passes(30, 11));
	assert_true(passes(10, 2));
	assert_false(passes(10, 3));
	assert_false(passes(1, 1)); /* all of it */
	assert_false(passes(2, 2));
	assert_true(passes(0, 0)); /* a feed that is new */
}

static bool
ids_pass(long live, long missing, long named_again)
{
	struct buf message = {0};
	bool passed = guard_ids_pass(
	    &(struct guard_counts){
		.live = live, .missing = missing, .named_again = named_again},
	    &message);

	buf_clear(&message);
	return passed;
}

static void
holds_a_feed_whose_ids_all_changed_and_its_names_did_not(void **state)
{
	(void)state;
	assert_false(ids_pass(20, 20, 19));
	assert_true(ids_pass(20, 19, 19)); /* one is still there */
	assert_true(ids_pass(20, 20, 3));  /* it is another list */
	assert_true(ids_pass(2, 2, 2));    /* few enough to be paired off */
}

static void
a_listing_needs_a_name(void **state)
{
	struct setting *set = *state;

	assert_null(listing_check(&set->listing));
	set->listing.name = text(set, "...");
	assert_non_null(listing_check(&set->listing));
	set->listing.name = NULL;
	assert_non_null(listing_check(&set->listing));
}

#define IN_SETTING(name) \
	cmocka_unit_test_setup_teardown(name, setting_make, setting_free)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_uuid_is_of_kind_feed_and_id),
	    IN_SETTING(the_feeds_own_uuid_is_kept),
	    IN_SETTING(two_tries_never_give_the_same_uuid),
	    IN_SETTING(a_service_and_an_organisation_may_have_one_id),
	    IN_SETTING(a_key_without_an_id_is_name_and_postcode),
	    IN_SETTING(a_hidden_address_cannot_be_found_from_its_uuid),
	    IN_SETTING(an_organisation_is_known_by_id_or_name),
	    IN_SETTING(the_same_number_or_address_is_the_same_contact),
	    cmocka_unit_test(holds_what_would_take_away_much_of_a_feed),
	    cmocka_unit_test(
		holds_a_feed_whose_ids_all_changed_and_its_names_did_not),
	    IN_SETTING(a_listing_needs_a_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
