#include "tests/testing.h"

#include <stdlib.h>
#include <string.h>

#include "schema/card.h"
#include "tests/testing_listing.h"

/* A card of "listing" in "bytes", opened. */
static struct card
made(struct buf *bytes, const struct listing *listing)
{
	struct card card;

	card_build(bytes, listing);
	assert_true(card_open(bytes->data, bytes->length, &card));
	for (size_t i = 0; i < N_CARD_FIELDS; i++)
		assert_int_equal(strlen(card.text[i]), card.length[i]);
	return card;
}

static void
keeps_what_a_list_of_results_shows(void **state)
{
	struct arena arena = {0};
	struct listing listing;
	struct buf bytes = {0};
	struct card card;

	(void)state;
	test_listing_fill(&listing, &arena, 1);
	card = made(&bytes, &listing);
	assert_string_equal(card.text[CARD_CODE], "c00001");
	assert_string_equal(card.text[CARD_NAME], "Talking in Westby 1");
	assert_string_equal(
	    card.text[CARD_ORGANISATION], "Westby Community Health Trust");
	assert_string_equal(card.text[CARD_ORGANISATION_CODE], "w3stby");
	assert_string_equal(
	    card.text[CARD_SUMMARY], "Someone to talk to <now>.");
	assert_string_equal(card.text[CARD_EMAIL], "hello@talking.example.org");
	assert_string_equal(card.text[CARD_PLACE], "Westby");
	assert_string_equal(card.text[CARD_COST], "Free");
	assert_string_equal(
	    card.text[CARD_TYPES], "talking.counselling crisis.listening");
	assert_string_equal(card.text[CARD_FEED], "westby");
	assert_string_equal(card.text[CARD_SOURCE_ID], "record \"1\"");
	/* The other source checked it last, and is named with that day. */
	assert_string_equal(card.text[CARD_SOURCE_TITLE], "Northmoor groups");
	assert_string_equal(card.text[CARD_ALSO], "Westby wellbeing directory");
	assert_int_equal(card.kind, LISTING_SERVICE);
	assert_int_equal(card.modes, MODE_IN_PERSON | MODE_PHONE);
	assert_int_equal(card.locations, 1);
	assert_true(card.national);
	buf_clear(&bytes);
	arena_clear(&arena);
}

static void
shows_a_number_for_speech_before_one_for_texts(void **state)
{
	struct arena arena = {0};
	struct listing listing;
	struct buf bytes = {0};
	struct card card;

	(void)state;
	test_listing_fill(&listing, &arena, 1);
	card = made(&bytes, &listing);
	assert_string_equal(card.text[CARD_DIAL], "+441134960182");
	assert_string_equal(card.text[CARD_SHOW], "0113 496 0182");
	assert_string_equal(card.text[CARD_PHONE_GIVEN], "");
	listing.phones_count = 1; /* that for texts alone */
	buf_reset(&bytes);
	card = made(&bytes, &listing);
	assert_string_equal(card.text[CARD_DIAL], "+447700900123");
	buf_clear(&bytes);
	arena_clear(&arena);
}

static void
shows_a_number_as_given_where_none_can_be_dialled(void **state)
{
	struct arena arena = {0};
	struct listing listing;
	struct buf bytes = {0};
	struct card card;

	(void)state;
	listing_init(&listing, &arena);
	listing.name = arena_strdup(&arena, "A");
	listing_phone_add(&listing)->given =
	    arena_strdup(&arena, "ask at desk");
	card = made(&bytes, &listing);
	assert_string_equal(card.text[CARD_DIAL], "");
	assert_string_equal(card.text[CARD_PHONE_GIVEN], "ask at desk");
	assert_non_null(strstr(
	    card.text[CARD_JSON_HEAD], ",\"phone_display\":\"ask at desk\""));
	assert_null(strstr(card.text[CARD_JSON_HEAD], "\"phone\":"));
	buf_clear(&bytes);
	arena_clear(&arena);
}

static void
says_the_newest_day_on_which_a_source_checked(void **state)
{
	struct arena arena = {0};
	struct listing listing;
	struct buf bytes = {0};
	struct card card;

	(void)state;
	test_listing_fill(&listing, &arena, 1);
	card = made(&bytes, &listing);
	assert_int_equal(card.checked, date_from_civil(2026, 11, 16));
	assert_int_equal(card.modified, date_from_civil(2026, 11, 15));
	assert_int_equal(card.collected, date_from_civil(2026, 11, 16));
	buf_clear(&bytes);
	arena_clear(&arena);
}

static void
writes_json_parts_that_join_to_an_object(void **state)
{
	struct arena arena = {0};
	struct listing listing;
	struct buf bytes = {0};
	struct card card;

	(void)state;
	test_listing_fill(&listing, &arena, 1);
	card = made(&bytes, &listing);
	assert_string_equal(card.text[CARD_JSON_HEAD],
	    "\"id\":\"c00001\","
	    "\"uuid\":\"3d0e2a1c-9b1f-5c55-8a34-000000000001\","
	    "\"name\":\"Talking in Westby 1\","
	    "\"organisation\":\"Westby Community Health Trust\","
	    "\"summary\":\"Someone to talk to \\u003cnow>.\","
	    "\"types\":[\"talking.counselling\",\"crisis.listening\"],"
	    "\"phone\":\"+441134960182\","
	    "\"phone_display\":\"0113 496 0182\"");
	assert_string_equal(card.text[CARD_JSON_PLACE],
	    ",\"lat\":53.801,\"lon\":-1.5,\"place\":\"Westby\"");
	assert_string_equal(card.text[CARD_JSON_TAIL],
	    ",\"feed\":\"westby\",\"source_id\":\"record \\\"1\\\"\","
	    "\"sources\":[{\"feed\":\"westby\","
	    "\"title\":\"Westby wellbeing directory\","
	    "\"source_id\":\"record \\\"1\\\"\","
	    "\"checked\":\"2026-11-14\"},"
	    "{\"feed\":\"northmoor\",\"title\":\"Northmoor groups\","
	    "\"source_id\":\"88\",\"checked\":\"2026-11-16\"}],"
	    "\"checked\":\"2026-11-16\"");
	assert_non_null(
	    strstr(card.text[CARD_JSON_MIDDLE], ",\"cost\":\"Free\""));
	buf_clear(&bytes);
	arena_clear(&arena);
}

static void
leaves_out_what_is_not_given(void **state)
{
	struct arena arena = {0};
	struct listing listing;
	struct buf bytes = {0};
	struct card card;

	(void)state;
	listing_init(&listing, &arena);
	strcpy(listing.code, "b3cdfg");
	listing.name = arena_strdup(&arena, "Only a name");
	listing.org_name = listing.name;
	card = made(&bytes, &listing);
	assert_string_equal(card.text[CARD_JSON_HEAD],
	    "\"id\":\"b3cdfg\",\"name\":\"Only a name\"");
	assert_string_equal(card.text[CARD_ORGANISATION], "");
	assert_string_equal(card.text[CARD_JSON_PLACE], "");
	assert_string_equal(card.text[CARD_JSON_MIDDLE], "");
	assert_string_equal(card.text[CARD_JSON_TAIL], "");
	assert_false(card.national);
	assert_int_equal(card.openings_count, 0);
	buf_clear(&bytes);
	arena_clear(&arena);
}

static void
copies_out_its_openings_with_their_notes(void **state)
{
	struct arena arena = {0};
	struct listing listing;
	struct listing_opening opening;
	struct buf bytes = {0};
	struct card card;

	(void)state;
	test_listing_fill(&listing, &arena, 1);
	card = made(&bytes, &listing);
	assert_int_equal(card.openings_count, 3);
	assert_string_equal(
	    card.text[CARD_HOURS], ""); /* structured: said so */
	card_opening(&card, 0, &opening);
	assert_int_equal(opening.weekday, 0);
	assert_int_equal(opening.opens, 540);
	assert_int_equal(opening.closes, 1200);
	assert_null(opening.note);
	card_opening(&card, 2, &opening);
	assert_int_equal(opening.weekday, 2);
	assert_string_equal(opening.note, "by appointment");
	buf_clear(&bytes);
	arena_clear(&arena);
}

static void
names_another_source_once(void **state)
{
	struct arena arena = {0};
	struct listing listing;
	struct buf bytes = {0};
	struct card card;

	(void)state;
	test_listing_fill(&listing, &arena, 1);
	listing_source_add(&listing)->title =
	    arena_strdup(&arena, "Northmoor groups");
	listing_source_add(&listing)->title =
	    arena_strdup(&arena, "Eastby list");
	card = made(&bytes, &listing);
	assert_string_equal(
	    card.text[CARD_ALSO], "Westby wellbeing directory; Eastby list");
	buf_clear(&bytes);
	arena_clear(&arena);
}

static void
refuses_every_shortened_card(void **state)
{
	struct arena arena = {0};
	struct listing listing;
	struct buf bytes = {0};
	struct card card;

	(void)state;
	test_listing_fill(&listing, &arena, 1);
	card_build(&bytes, &listing);
	for (size_t length = 0; length < bytes.length; length++) {
		/* A block of its own, so that a sanitizer sees reads beyond. */
		char *copy = malloc(length + 1);

		memcpy(copy, bytes.data, length);
		assert_false(card_open(copy, length, &card));
		free(copy);
	}
	buf_add_char(&bytes, '\0');
	assert_false(card_open(bytes.data, bytes.length, &card));
	buf_clear(&bytes);
	arena_clear(&arena);
}

static void
reads_a_card_with_any_byte_changed_within_its_bounds(void **state)
{
	struct arena arena = {0};
	struct listing listing;
	struct listing_opening opening;
	struct buf bytes = {0};
	struct card card;

	(void)state;
	test_listing_fill(&listing, &arena, 1);
	card_build(&bytes, &listing);
	for (size_t i = 0; i < bytes.length; i++) {
		char *copy = malloc(bytes.length);

		memcpy(copy, bytes.data, bytes.length);
		copy[i] = (char)(copy[i] ^ 0x81);
		if (card_open(copy, bytes.length, &card))
			for (size_t n = 0; n < card.openings_count; n++) {
				card_opening(&card, n, &opening);
				if (opening.note != NULL)
					assert_true(strlen(opening.note) <
						    bytes.length);
			}
		free(copy);
	}
	buf_clear(&bytes);
	arena_clear(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(keeps_what_a_list_of_results_shows),
	    cmocka_unit_test(shows_a_number_for_speech_before_one_for_texts),
	    cmocka_unit_test(shows_a_number_as_given_where_none_can_be_dialled),
	    cmocka_unit_test(says_the_newest_day_on_which_a_source_checked),
	    cmocka_unit_test(writes_json_parts_that_join_to_an_object),
	    cmocka_unit_test(leaves_out_what_is_not_given),
	    cmocka_unit_test(copies_out_its_openings_with_their_notes),
	    cmocka_unit_test(names_another_source_once),
	    cmocka_unit_test(refuses_every_shortened_card),
	    cmocka_unit_test(
		reads_a_card_with_any_byte_changed_within_its_bounds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
