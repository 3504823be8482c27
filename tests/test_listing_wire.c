#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "schema/listing_wire.h"
#include "schema/problem.h"

/* A listing with something in every field that travels. */
static void
fill(struct listing *listing, struct arena *arena)
{
	struct listing_location *at;
	struct listing_phone *phone;
	struct listing_rule *rule;
	struct listing_opening *opening;

	listing_init(listing, arena);
	listing->line = 214;
	listing->kind = LISTING_ORGANISATION;
	listing->status = LISTING_PAUSED;
	listing->status_note = arena_strdup(arena, "back in May");
	listing->source_id = arena_strdup(arena, "25:9648");
	listing->name = arena_strdup(arena, "Si\xc3\xb4n's Caf\xc3\xa9");
	listing->description = arena_strdup(arena, "One.\nTwo.");
	listing->modes = MODE_PHONE | MODE_TEXT;
	listing->checked = 20000;
	listing->hide_address = true;
	listing->required = 3;
	listing_withheld_add(listing, "14 Mill Lane");
	listing_language_add(listing, "pl");
	phone = listing_phone_add(listing);
	phone->given = arena_strdup(arena, "0113 496 0182 (ext. 3)");
	phone->dial = arena_strdup(arena, "+441134960182");
	phone->text = true;
	at = listing_location_add(listing);
	at->postcode = arena_strdup(arena, "QX4 1AA");
	at->position_from = POSITION_SOURCE;
	at->lat = 53.8;
	at->lon = -1.5;
	memcpy(at->district, "E08000035", 10);
	listing_area_add(listing)->national = true;
	listing_category_add(listing)->label = arena_strdup(arena, "Advice");
	listing_type_add(listing)->id = arena_strdup(arena, "talking");
	rule = listing_rule_add(listing);
	rule->dimension = arena_strdup(arena, "age.min");
	rule->value = arena_strdup(arena, "18");
	rule->from_field = true;
	opening = listing_opening_add(listing);
	opening->weekday = 7;
	opening->opens = 540;
	opening->closes = 1440;
}

static enum wire_error
unpack(const struct buf *packed, size_t length, struct arena *arena,
    struct listing *out)
{
	struct wire in;

	listing_init(out, arena);
	wire_begin(&in, packed->data, length, arena);
	return listing_unpack(&in, out);
}

static void
a_listing_comes_back_as_it_went(void **state UNUSED)
{
	struct arena arena = {0};
	struct buf one = {0}, two = {0};
	struct listing listing, back;

	fill(&listing, &arena);
	listing_pack(&one, &listing);
	assert_int_equal(unpack(&one, one.length, &arena, &back), WIRE_OK);
	assert_string_equal(back.name, listing.name);
	assert_int_equal(back.line, 214);
	assert_int_equal(back.required, 3);
	assert_int_equal(back.withheld_count, 1);
	assert_string_equal(back.withheld[0], "14 Mill Lane");
	assert_null(back.summary);
	assert_true(back.phones[0].text);
	assert_true(back.areas[0].national);
	assert_int_equal(back.openings[0].closes, 1440);
	assert_string_equal(back.locations[0].district, "E08000035");
	listing_pack(&two, &back);
	assert_int_equal(one.length, two.length);
	assert_memory_equal(one.data, two.data, one.length);
	buf_clear(&one);
	buf_clear(&two);
	arena_clear(&arena);
}

static void
canonical_bytes_do_not_know_the_line(void **state UNUSED)
{
	struct arena arena = {0};
	struct buf one = {0}, two = {0};
	struct listing listing;

	fill(&listing, &arena);
	listing_pack_canonical(&one, &listing);
	listing.line = 9000;
	listing_pack_canonical(&two, &listing);
	assert_int_equal(one.length, two.length);
	assert_memory_equal(one.data, two.data, one.length);
	listing.name[0] = 'T';
	buf_reset(&two);
	listing_pack_canonical(&two, &listing);
	assert_memory_not_equal(one.data, two.data, one.length);
	buf_clear(&one);
	buf_clear(&two);
	arena_clear(&arena);
}

static void
refuses_a_listing_cut_anywhere(void **state UNUSED)
{
	struct arena arena = {0};
	struct buf packed = {0};
	struct listing listing, back;

	fill(&listing, &arena);
	listing_pack(&packed, &listing);
	for (size_t length = 0; length < packed.length; length++)
		assert_int_not_equal(
		    unpack(&packed, length, &arena, &back), WIRE_OK);
	buf_add_char(&packed, 'x');
	assert_int_equal(
	    unpack(&packed, packed.length, &arena, &back), WIRE_TRAILING);
	buf_clear(&packed);
	arena_clear(&arena);
}

static void
refuses_what_is_out_of_range(void **state UNUSED)
{
	struct arena arena = {0};
	struct buf packed = {0};
	struct listing listing, back;

	fill(&listing, &arena);
	listing.openings[0].weekday = 8;
	listing_pack(&packed, &listing);
	assert_int_equal(
	    unpack(&packed, packed.length, &arena, &back), WIRE_RANGE);
	listing.openings[0].weekday = 0;
	listing.locations[0].lat = 99.999999;
	buf_reset(&packed);
	listing_pack(&packed, &listing);
	assert_int_equal(
	    unpack(&packed, packed.length, &arena, &back), WIRE_RANGE);
	listing.locations[0].lat = 50;
	listing.modes = MODE_ALL + 1;
	buf_reset(&packed);
	listing_pack(&packed, &listing);
	assert_int_equal(
	    unpack(&packed, packed.length, &arena, &back), WIRE_RANGE);
	buf_clear(&packed);
	arena_clear(&arena);
}

static void
refuses_a_text_that_is_not_utf8_or_too_long(void **state UNUSED)
{
	struct arena arena = {0};
	struct buf packed = {0};
	struct listing listing, back;
	char long_name[LISTING_MAX_NAME + 2];

	fill(&listing, &arena);
	listing.name = arena_strdup(&arena, "St George\x92s");
	listing_pack(&packed, &listing);
	assert_int_equal(
	    unpack(&packed, packed.length, &arena, &back), WIRE_NOT_UTF8);
	memset(long_name, 'a', sizeof(long_name));
	long_name[sizeof(long_name) - 1] = '\0';
	listing.name = long_name;
	buf_reset(&packed);
	listing_pack(&packed, &listing);
	assert_int_equal(
	    unpack(&packed, packed.length, &arena, &back), WIRE_TOO_LONG);
	buf_clear(&packed);
	arena_clear(&arena);
}

static void
a_problem_travels_and_reads_well(void **state UNUSED)
{
	struct arena arena = {0};
	struct buf packed = {0}, text = {0};
	struct problem back,
	    problem = {.kind = PROBLEM_FIELD,
		.line = 214,
		.record = "9648",
		.field = "postcode",
		.what = "<postcode> 'WA154 1HF' is no postcode",
		.done = "kept as text"};
	struct wire in;

	problem_pack(&packed, &problem);
	wire_begin(&in, packed.data, packed.length, &arena);
	assert_int_equal(problem_unpack(&in, &back), WIRE_OK);
	problem_text(&text, "westby", &back);
	assert_string_equal(buf_text(&text),
	    "westby: line 214: record 9648: <postcode> 'WA154 1HF' is no "
	    "postcode, kept as text");
	for (size_t length = 0; length < packed.length; length++) {
		wire_begin(&in, packed.data, length, &arena);
		assert_int_not_equal(problem_unpack(&in, &back), WIRE_OK);
	}
	buf_clear(&packed);
	buf_clear(&text);
	arena_clear(&arena);
}

static void
a_problem_without_a_place_stands_on_line_1(void **state UNUSED)
{
	struct buf text = {0};
	struct problem problem = {
	    .what = "the file is empty", .done = "refused"};

	problem_text(&text, "westby", &problem);
	assert_string_equal(
	    buf_text(&text), "westby: line 1: the file is empty, refused");
	buf_clear(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_listing_comes_back_as_it_went),
	    cmocka_unit_test(canonical_bytes_do_not_know_the_line),
	    cmocka_unit_test(refuses_a_listing_cut_anywhere),
	    cmocka_unit_test(refuses_what_is_out_of_range),
	    cmocka_unit_test(refuses_a_text_that_is_not_utf8_or_too_long),
	    cmocka_unit_test(a_problem_travels_and_reads_well),
	    cmocka_unit_test(a_problem_without_a_place_stands_on_line_1),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
