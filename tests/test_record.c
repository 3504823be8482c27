#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schema/record.h"
#include "schema/record_code.h"
#include "schema/record_decision.h"
#include "schema/record_feed.h"
#include "schema/record_listing.h"
#include "schema/record_place.h"
#include "schema/record_published.h"
#include "tests/testing.h"

struct setting {
	struct record *record;
	struct record_feed feed;
	struct arena arena;
	struct listing listing;
	struct record_place_in_feed place;
};

static int
setting_make(void **state)
{
	struct setting *set = xcalloc(1, sizeof(*set));
	char error[200];

	set->record = record_open(":memory:", error, sizeof(error));
	if (!set->record)
		fail_msg("%s", error);
	set->feed.id = arena_strdup(&set->arena, "westby");
	set->feed.title = arena_strdup(&set->arena, "Westby directory");
	assert_true(record_begin(set->record));
	assert_int_equal(record_feed_put(set->record, &set->feed), RECORD_OK);
	set->place = (struct record_place_in_feed){.feed = set->feed.row,
	    .run = 1,
	    .source_key = "service:1",
	    .org_key = "id:org",
	    .day = 20000};
	listing_init(&set->listing, &set->arena);
	set->listing.name = arena_strdup(&set->arena, "Tea and Talk");
	set->listing.description =
	    arena_strdup(&set->arena, "A drop-in.\nCome as you are.");
	set->listing.source_id = arena_strdup(&set->arena, "1");
	set->listing.org_name = arena_strdup(&set->arena, "Westby Friends");
	set->listing.modes = MODE_IN_PERSON | MODE_PHONE;
	set->listing.checked = 20100;
	strcpy(set->listing.uuid, "00000000-0000-5000-8000-000000000001");
	strcpy(set->listing.org_uuid, "00000000-0000-5000-8000-0000000000aa");
	*state = set;
	return 0;
}

static int
setting_free(void **state)
{
	struct setting *set = *state;

	record_rollback(set->record);
	record_close(set->record);
	arena_clear(&set->arena);
	free(set);
	return 0;
}

static void
listing_fill(struct listing *listing)
{
	struct listing_phone *phone = listing_phone_add(listing);
	struct listing_location *at = listing_location_add(listing);
	struct listing_rule *rule = listing_rule_add(listing);
	struct listing_opening *opening = listing_opening_add(listing);
	struct listing_area *area = listing_area_add(listing);
	struct listing_type *type = listing_type_add(listing);
	struct listing_category *term = listing_category_add(listing);

	phone->given = arena_strdup(listing->arena, "0113 496 0182 (day)");
	phone->dial = arena_strdup(listing->arena, "+441134960182");
	phone->show = arena_strdup(listing->arena, "0113 496 0182");
	phone->note = arena_strdup(listing->arena, "day");
	at->town = arena_strdup(listing->arena, "Westby");
	at->postcode = arena_strdup(listing->arena, "QX4 1AA");
	at->position_from = POSITION_SOURCE;
	at->lat = 53.5;
	at->lon = -2.25;
	strcpy(at->district, "E08000009");
	rule->dimension = arena_strdup(listing->arena, "age.min");
	rule->value = arena_strdup(listing->arena, "18");
	rule->sentence = arena_strdup(listing->arena, "For adults.");
	opening->weekday = 2;
	opening->opens = 540;
	opening->closes = 1020;
	area->code = arena_strdup(listing->arena, "E08000009");
	area->name = arena_strdup(listing->arena, "Trafford");
	type->id = arena_strdup(listing->arena, "community.social");
	type->by = TYPE_BY_NAME;
	type->words = arena_strdup(listing->arena, "talk");
	term->label = arena_strdup(listing->arena, "Friendship");
	listing_language_add(listing, "pl");
}

static void
add(struct setting *set)
{
	assert_int_equal(
	    record_listing_add(set->record, &set->listing, &set->place),
	    RECORD_OK);
}

static void
gives_back_all_that_a_listing_says(void **state)
{
	struct setting *set = *state;
	struct listing back;

	listing_fill(&set->listing);
	add(set);
	assert_int_equal(record_listing_read(
			     set->record, set->listing.row, &set->arena, &back),
	    RECORD_OK);
	assert_string_equal(back.name, "Tea and Talk");
	assert_string_equal(back.description, "A drop-in.\nCome as you are.");
	assert_null(back.url);
	assert_int_equal(back.modes, MODE_IN_PERSON | MODE_PHONE);
	assert_int_equal(back.checked, 20100);
	assert_string_equal(back.code, set->listing.code);
	assert_string_equal(back.org_uuid, set->listing.org_uuid);
	assert_true(code_valid(back.org_code));
	assert_int_equal(back.phones_count, 1);
	assert_string_equal(back.phones[0].dial, "+441134960182");
	assert_int_equal(back.locations_count, 1);
	assert_true(back.locations[0].lat == 53.5);
	assert_string_equal(back.locations[0].district, "E08000009");
	assert_string_equal(back.rules[0].sentence, "For adults.");
	assert_int_equal(back.openings[0].closes, 1020);
	assert_string_equal(back.areas[0].name, "Trafford");
	assert_string_equal(back.types[0].id, "community.social");
	assert_string_equal(back.categories[0].label, "Friendship");
	assert_int_equal(back.languages_count, 1);
	assert_string_equal(back.languages[0], "pl");
}

static void
knows_a_record_again_by_its_key(void **state)
{
	struct setting *set = *state;
	struct record_known known;

	memset(set->place.said, 7, sizeof(set->place.said));
	add(set);
	assert_int_equal(
	    record_known_find(set->record, set->feed.row, "service:1", &known),
	    RECORD_OK);
	assert_int_equal(known.service, set->listing.row);
	assert_memory_equal(known.said, set->place.said, SHA256_BYTES);
	assert_int_equal(
	    record_known_find(set->record, set->feed.row, "service:2", &known),
	    RECORD_NOT_FOUND);
}

static void
does_not_give_one_uuid_to_two_listings(void **state)
{
	struct setting *set = *state;

	add(set);
	set->place.source_key = "service:2";
	assert_int_equal(
	    record_listing_add(set->record, &set->listing, &set->place),
	    RECORD_NOT_FOUND);
}

static void
a_change_that_changes_nothing_is_none(void **state)
{
	struct setting *set = *state;
	struct record_difference difference = {.changed = true};

	listing_fill(&set->listing);
	add(set);
	set->place.run = 2;
	assert_int_equal(record_listing_change(set->record, set->listing.row,
			     &set->listing, &set->place, &difference),
	    RECORD_OK);
	assert_false(difference.changed);
}

static void
a_change_keeps_code_and_uuid(void **state)
{
	struct setting *set = *state;
	char code[LISTING_CODE_TEXT];
	struct listing back;
	struct record_difference difference = {0};

	add(set);
	strcpy(code, set->listing.code);
	set->place.run = 2;
	set->listing.name = arena_strdup(&set->arena, "Tea and Chat");
	listing_phone_add(&set->listing)->given =
	    arena_strdup(&set->arena, "ask inside");
	assert_int_equal(record_listing_change(set->record, set->listing.row,
			     &set->listing, &set->place, &difference),
	    RECORD_OK);
	assert_true(difference.changed);
	assert_int_equal(record_listing_read(
			     set->record, set->listing.row, &set->arena, &back),
	    RECORD_OK);
	assert_string_equal(back.name, "Tea and Chat");
	assert_string_equal(back.code, code);
	assert_int_equal(back.phones_count, 1);
}

struct seen {
	int live, withdrawn, hidden;
	char name[100], town[100], order[400];
	day_t day;
};

static void
published_cb(void *arg, const struct published_listing *out)
{
	struct seen *seen = arg;

	seen->live += out->state == PUBLISHED_LIVE;
	seen->withdrawn += out->state == PUBLISHED_WITHDRAWN;
	seen->hidden += out->state == PUBLISHED_HIDDEN;
	seen->day = out->withdrawn;
	snprintf(seen->name, sizeof(seen->name), "%s",
	    out->listing.name ? out->listing.name : "(none)");
	if (out->listing.locations_count && out->listing.locations[0].town)
		snprintf(seen->town, sizeof(seen->town), "%s",
		    out->listing.locations[0].town);
	strcat(seen->order, out->listing.uuid + 33);
	strcat(seen->order, " ");
}

static struct seen
published(struct setting *set)
{
	struct seen seen = {0};

	assert_int_equal(
	    record_published_listings(set->record, published_cb, &seen),
	    RECORD_OK);
	return seen;
}

static void
withdraws_what_a_run_did_not_meet(void **state)
{
	struct setting *set = *state;
	struct seen seen;

	add(set);
	assert_int_equal(record_live_count(set->record, set->feed.row), 1);
	assert_int_equal(record_seen_clear(set->record), RECORD_OK);
	assert_int_equal(record_missing_count(set->record, set->feed.row), 1);
	assert_int_equal(
	    record_missing_withdraw(set->record, set->feed.row, 2, 20000),
	    RECORD_OK);
	assert_int_equal(record_live_count(set->record, set->feed.row), 0);
	seen = published(set);
	assert_int_equal(seen.withdrawn, 1);
	assert_int_equal(seen.day, 20000);
	assert_string_equal(seen.name, "Tea and Talk");
}

static void
meets_a_listing_once_a_run(void **state)
{
	struct setting *set = *state;

	add(set);
	assert_true(record_seen_add(set->record, set->listing.row));
	assert_false(record_seen_add(set->record, set->listing.row));
	assert_int_equal(record_missing_count(set->record, set->feed.row), 0);
}

static void
publishes_in_the_order_of_rows(void **state)
{
	struct setting *set = *state;

	strcpy(set->listing.uuid, "00000000-0000-5000-8000-000000000003");
	add(set);
	set->place.source_key = "service:2";
	strcpy(set->listing.uuid, "00000000-0000-5000-8000-000000000002");
	add(set);
	assert_string_equal(published(set).order, "003 002 ");
}

static void
a_hidden_listing_shows_its_code_alone(void **state)
{
	struct setting *set = *state;
	struct seen seen;
	long count;

	add(set);
	assert_true(record_commit(set->record));
	assert_int_equal(
	    record_hide(set->record, set->listing.code, "asked to"),
	    DECISION_OK);
	seen = published(set);
	assert_int_equal(seen.hidden, 1);
	assert_string_equal(seen.name, "(none)");
	assert_int_equal(
	    record_unhide(set->record, set->listing.code, &count), DECISION_OK);
	assert_int_equal(count, 1);
	assert_int_equal(published(set).live, 1);
	assert_int_equal(record_unhide(set->record, set->listing.code, &count),
	    DECISION_NOTHING);
}

static void
a_correction_stands_before_what_the_feed_says(void **state)
{
	struct setting *set = *state;
	const char *reason = NULL;
	struct record_difference difference;

	add(set);
	assert_true(record_commit(set->record));
	assert_int_equal(record_correct(set->record, set->listing.code, "name",
			     "Tea & Talk", 0, &reason),
	    DECISION_OK);
	assert_string_equal(published(set).name, "Tea & Talk");
	assert_true(record_begin(set->record));
	set->place.run = 2;
	set->listing.name = arena_strdup(&set->arena, "Tea AND Talk");
	assert_int_equal(record_listing_change(set->record, set->listing.row,
			     &set->listing, &set->place, &difference),
	    RECORD_OK);
	assert_true(record_commit(set->record));
	assert_string_equal(published(set).name, "Tea & Talk");
}

static void
a_correction_ends_after_its_last_day(void **state)
{
	struct setting *set = *state;
	const char *reason = NULL;

	add(set);
	assert_true(record_commit(set->record));
	assert_int_equal(record_correct(set->record, set->listing.code, "town",
			     "Eastby", 21000, &reason),
	    DECISION_OK);
	assert_int_equal(record_decisions_lapse(set->record, 21000), RECORD_OK);
	assert_string_equal(published(set).town, "Eastby");
	assert_int_equal(record_decisions_lapse(set->record, 21001), RECORD_OK);
	assert_string_equal(published(set).town, "");
}

static void
refuses_a_correction_nobody_could_read(void **state)
{
	struct setting *set = *state;
	const char *reason = NULL, *code = set->listing.code;

	add(set);
	assert_true(record_commit(set->record));
	assert_int_equal(
	    record_correct(set->record, code, "uuid", "x", 0, &reason),
	    DECISION_FIELD);
	assert_int_equal(record_correct(set->record, code, "postcode",
			     "WA154 1HF", 0, &reason),
	    DECISION_VALUE);
	assert_string_equal(reason, "it is no postcode");
	assert_int_equal(
	    record_correct(set->record, code, "phone", "abc", 0, &reason),
	    DECISION_VALUE);
	assert_string_equal(reason, "it has no number that can be dialled");
	assert_int_equal(record_correct(set->record, code, "url",
			     "javascript:alert(1)", 0, &reason),
	    DECISION_VALUE);
	assert_int_equal(record_correct(set->record, code, "url",
			     "www.example.org/a", 0, &reason),
	    DECISION_OK);
	assert_int_equal(
	    record_correct(set->record, code, "name", "", 0, &reason),
	    DECISION_VALUE);
	assert_int_equal(record_hide(set->record, "222bbb", "no such"),
	    DECISION_UNKNOWN_CODE);
}

static void
codes_hold_a_digit_and_a_letter_and_are_no_postcode(void **state)
{
	char code[LISTING_CODE_TEXT], uuid[UUID_TEXT];
	unsigned valid = 0;

	(void)state;
	for (unsigned i = 0; i < 2000; i++) {
		snprintf(
		    uuid, sizeof(uuid), "00000000-0000-5000-8000-%012u", i);
		code_derive(uuid, 0, code);
		assert_int_equal(strlen(code), LISTING_CODE_BYTES);
		assert_int_equal(
		    strspn(code, "23456789bcdfghjkmnpqrstvwxz"), 6);
		valid += code_valid(code);
	}
	assert_true(valid > 1400);
	assert_false(code_valid("234567"));
	assert_false(code_valid("bcdfgh"));
	assert_false(code_valid("m328bc2"));
	assert_false(code_valid("m328bc"));
	assert_false(code_valid("bcdfg2x"));
	assert_true(code_valid("2b2b2b"));
}

static void
two_uuids_never_share_a_code(void **state)
{
	struct setting *set = *state;
	char first[LISTING_CODE_TEXT], second[LISTING_CODE_TEXT];
	const char *uuid = "00000000-0000-5000-8000-00000000abcd";

	/* The same UUID twice stands for two that derive the same. */
	assert_int_equal(
	    record_code_give(set->record, uuid, CODE_LISTING, first),
	    RECORD_OK);
	assert_int_equal(
	    record_code_give(set->record, uuid, CODE_LISTING, second),
	    RECORD_OK);
	assert_string_not_equal(first, second);
	assert_true(code_valid(first) && code_valid(second));
}

static void
places_are_found_by_code_name_and_slug(void **state)
{
	struct setting *set = *state;
	static const char *const districts[] = {"E08000009"};
	struct listing_location at = {
	    .postcode = arena_strdup(&set->arena, "M32 0TH")};
	struct place place;

	assert_int_equal(
	    record_area_put(set->record,
		&(struct record_area){.gss = "E08000009",
		    .kind = PLACE_COUNCIL,
		    .name = "Trafford",
		    .slug = "trafford",
		    .parent = "E92000001",
		    .official = "Trafford Metropolitan Borough Council",
		    .aliases = "E08000999 old-trafford-council"}),
	    RECORD_OK);
	assert_int_equal(record_outcode_put(set->record, "M32", 53450000,
			     -2310000, 500, districts, 1),
	    RECORD_OK);
	assert_int_equal(record_postcode_put(set->record, "M32 0TH", 53451000,
			     -2311000, "E08000009", "E05000001"),
	    RECORD_OK);
	for (size_t i = 0; i < 4; i++) {
		static const char *const names[] = {"Trafford", "e08000009",
		    "E08000999", "Trafford Metropolitan Borough Council"};

		assert_int_equal(
		    record_area_find(set->record, names[i], &place),
		    PLACE_FOUND);
		assert_string_equal(place.gss, "E08000009");
	}
	assert_int_equal(
	    record_area_find(set->record, "Nowhere", &place), PLACE_UNKNOWN);
	assert_int_equal(record_location_place(set->record, &at), PLACE_FOUND);
	assert_int_equal(at.position_from, POSITION_POSTCODE);
	assert_string_equal(at.ward, "E05000001");
	at = (struct listing_location){
	    .postcode = arena_strdup(&set->arena, "M32 9ZZ")};
	assert_int_equal(record_location_place(set->record, &at), PLACE_FOUND);
	assert_int_equal(at.position_from, POSITION_OUTCODE);
	assert_string_equal(at.district, "E08000009");
	assert_int_equal(record_postcode_find(set->record, "BT1 1AA", &place),
	    PLACE_NORTHERN_IRELAND);
}

static void
an_outcode_known_in_part_does_not_replace_a_whole_one(void **state)
{
	struct setting *set = *state;
	static const char *const both[] = {"E08000009", "E08000003"};
	static const char *const one[] = {"E08000003"};
	struct place place;

	assert_int_equal(record_outcode_put(set->record, "M16", 53450000,
			     -2310000, 1000, both, 2),
	    RECORD_OK);
	assert_int_equal(record_outcode_put(set->record, "M16", 53000000,
			     -2000000, 100, one, 1),
	    RECORD_OK);
	assert_int_equal(
	    record_postcode_find(set->record, "M16", &place), PLACE_FOUND);
	assert_int_equal(place.districts_count, 2);
	assert_true(place.lat > 53.4);
}

static void
knows_whether_there_is_something_to_publish(void **state)
{
	struct setting *set = *state;
	long number;

	assert_true(record_commit(set->record));
	assert_int_equal(
	    record_generation_next(set->record, 4, &number), RECORD_OK);
	assert_int_equal(number, 5);
	assert_int_equal(
	    record_generation_done(set->record, number), RECORD_OK);
	assert_false(record_publish_needed(set->record, 5));
	assert_true(record_publish_needed(set->record, 4));
	record_changed(set->record);
	assert_true(record_publish_needed(set->record, 5));
	assert_int_equal(
	    record_generation_next(set->record, 0, &number), RECORD_OK);
	assert_int_equal(number, 6);
}

static void
two_writers_never_have_it_at_once(void **state)
{
	char *folder = test_folder(), error[200] = "";
	struct record *first, *second;

	(void)state;
	first = record_open(folder, error, sizeof(error));
	assert_non_null(first);
	second = record_open(folder, error, sizeof(error));
	assert_null(second);
	assert_non_null(strstr(error, "another signpost-import is at work"));
	second = record_open_waiting(folder, 1, error, sizeof(error));
	assert_null(second);
	assert_non_null(strstr(error, "did not end in 1 seconds"));
	record_close(first);
	first = record_open(folder, error, sizeof(error));
	assert_non_null(first);
	assert_true(record_intact(first, error, sizeof(error)));
	record_close(first);
	test_folder_remove(folder);
}

static void
refuses_a_file_that_is_no_record(void **state)
{
	char *folder = test_folder(), error[200] = "";
	char *path = test_file_write_text(folder, "record.db",
	    "this is no database, whatever its name says, not at all\n");

	(void)state;
	assert_null(record_open(folder, error, sizeof(error)));
	assert_true(strlen(error) > 0);
	free(path);
	test_folder_remove(folder);
}

#define IN_RECORD(name) \
	cmocka_unit_test_setup_teardown(name, setting_make, setting_free)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    IN_RECORD(gives_back_all_that_a_listing_says),
	    IN_RECORD(knows_a_record_again_by_its_key),
	    IN_RECORD(does_not_give_one_uuid_to_two_listings),
	    IN_RECORD(a_change_that_changes_nothing_is_none),
	    IN_RECORD(a_change_keeps_code_and_uuid),
	    IN_RECORD(withdraws_what_a_run_did_not_meet),
	    IN_RECORD(meets_a_listing_once_a_run),
	    IN_RECORD(publishes_in_the_order_of_rows),
	    IN_RECORD(a_hidden_listing_shows_its_code_alone),
	    IN_RECORD(a_correction_stands_before_what_the_feed_says),
	    IN_RECORD(a_correction_ends_after_its_last_day),
	    IN_RECORD(refuses_a_correction_nobody_could_read),
	    cmocka_unit_test(
		codes_hold_a_digit_and_a_letter_and_are_no_postcode),
	    IN_RECORD(two_uuids_never_share_a_code),
	    IN_RECORD(places_are_found_by_code_name_and_slug),
	    IN_RECORD(an_outcode_known_in_part_does_not_replace_a_whole_one),
	    IN_RECORD(knows_whether_there_is_something_to_publish),
	    cmocka_unit_test(two_writers_never_have_it_at_once),
	    cmocka_unit_test(refuses_a_file_that_is_no_record),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
