#include "tests/testing.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "schema/served.h"
#include "schema/served_postcode.h"
#include "tests/testing_generation.h"
#include "tests/testing_listing.h"

static char *folder;
static struct served *served;
static struct place place;

static void
add(struct served_builder *builder, unsigned number, const char *town,
    double lat, double lon, const char *district)
{
	struct published_listing published = {.feed = (char *)"westby"};
	struct listing_location *at;
	struct arena arena = {0};

	test_listing_fill(&published.listing, &arena, number);
	at = &published.listing.locations[0];
	at->town = arena_strdup(&arena, town);
	at->lat = lat;
	at->lon = lon;
	snprintf(at->district, sizeof(at->district), "%s", district);
	served_builder_listing(builder, &published);
	arena_clear(&arena);
}

/*
 * Three in Stretford, two in Sale, three called Newport far apart, three in
 * Bristol, which is a council too, and most of them in Trafford.
 */
static void
write_listings(void)
{
	struct served_builder *builder = served_builder_new(folder);
	char error[512];

	add(builder, 1, "STRETFORD", 53.446, -2.308, "E08000009");
	add(builder, 2, "Stretford", 53.447, -2.309, "E08000009");
	add(builder, 3, "Stretford", 53.460, -2.320, "E06000055");
	add(builder, 4, "Sale", 53.424, -2.319, "E08000009");
	add(builder, 5, "Sale", 53.425, -2.319, "E08000009");
	add(builder, 6, "Newport", 51.588, -2.998, "W06000022");
	add(builder, 7, "Newport", 52.769, -2.379, "E06000020");
	add(builder, 8, "Newport", 50.701, -1.288, "E06000046");
	add(builder, 9, "Bristol", 51.45, -2.60, "E06000023");
	add(builder, 10, "Bristol", 51.46, -2.59, "E06000023");
	add(builder, 11, "Bristol", 51.47, -2.58, "E06000023");
	if (!served_builder_finish(builder, error, sizeof(error)))
		fail_msg("%s", error);
	served_builder_free(builder);
}

static int
setup(void **state)
{
	char error[512];

	(void)state;
	folder = test_folder();
	write_listings();
	test_places_write(folder);
	test_manifest_write(folder);
	served = served_open(folder, error, sizeof(error));
	if (served == NULL)
		fail_msg("%s", error);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	served_close(served);
	test_folder_remove(folder);
	return 0;
}

static enum place_result
find(const char *text)
{
	memset(&place, 0xff, sizeof(place));
	return served_place_find(served, text, &place);
}

static void
assert_near(double found, double expected)
{
	assert_true(fabs(found - expected) < 1e-6);
}

static void
finds_a_postcode_however_it_is_typed(void **state)
{
	static const char *const texts[] = {"M32 0TH", "m320th", " m32 0th "};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		assert_int_equal(find(texts[i]), PLACE_FOUND);
		assert_int_equal(place.kind, PLACE_POSTCODE);
		assert_string_equal(place.name, "M32 0TH");
		assert_near(place.lat, 53.455001);
		assert_near(place.lon, -2.301234);
		assert_false(place.about);
		assert_int_equal(place.districts_count, 1);
		assert_string_equal(place.districts[0], "E08000009");
		assert_string_equal(place.ward, "E05000003");
	}
	assert_int_equal(find("M32 9AA"), PLACE_FOUND);
	assert_int_equal(place.districts_count, 0);
	assert_string_equal(place.ward, "");
}

static void
says_about_for_an_outcode_with_all_its_councils(void **state)
{
	(void)state;
	assert_int_equal(find("m32"), PLACE_FOUND);
	assert_int_equal(place.kind, PLACE_OUTCODE);
	assert_string_equal(place.name, "M32");
	assert_true(place.about);
	assert_near(place.lat, 53.44751);
	assert_int_equal(place.districts_count, 2);
	assert_string_equal(place.districts[1], "E06000055");
}

static void
takes_the_middle_of_a_sector(void **state)
{
	(void)state;
	assert_int_equal(find("M32 0"), PLACE_FOUND);
	assert_int_equal(place.kind, PLACE_OUTCODE);
	assert_string_equal(place.name, "M32 0");
	assert_true(place.about);
	assert_near(place.lat, 53.456001);
	assert_int_equal(place.districts_count, 2);
	/* Without postcodes of it, its outcode. */
	assert_int_equal(find("M32 5"), PLACE_FOUND);
	assert_string_equal(place.name, "M32");
}

static void
takes_the_outcode_of_a_postcode_that_we_do_not_have(void **state)
{
	(void)state;
	assert_int_equal(find("M32 8ZZ"), PLACE_FOUND);
	assert_int_equal(place.kind, PLACE_OUTCODE);
	assert_string_equal(place.name, "M32");
	assert_true(place.about);
	assert_int_equal(find("QX9 1AA"), PLACE_UNKNOWN);
}

static void
says_that_northern_ireland_has_no_open_postcodes(void **state)
{
	(void)state;
	assert_int_equal(find("BT1 5GS"), PLACE_NORTHERN_IRELAND);
	assert_int_equal(find("bt1"), PLACE_NORTHERN_IRELAND);
	assert_int_equal(find("Belfast"), PLACE_FOUND);
	assert_string_equal(place.gss, "N09000003");
}

static void
finds_a_council_by_name_slug_code_and_former_code(void **state)
{
	static const char *const texts[] = {"Bristol", "bristol", "BRISTOL ",
	    "Bristol, City of", "City of Bristol", "bristol-city-council",
	    "E06000023", "e06000023", "E06000099"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		assert_int_equal(find(texts[i]), PLACE_FOUND);
		assert_int_equal(place.kind, PLACE_COUNCIL);
		assert_string_equal(place.gss, "E06000023");
		assert_string_equal(place.slug, "bristol");
		assert_string_equal(place.districts[0], "E06000023");
		assert_near(place.lat, 51.46);
	}
}

static void
finds_a_ward_and_says_which_council_it_is_in(void **state)
{
	static const char *const texts[] = {
	    "Castle, Bedford", "castle-bedford", "castle bedford", "E05000001"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		assert_int_equal(find(texts[i]), PLACE_FOUND);
		assert_int_equal(place.kind, PLACE_WARD);
		assert_string_equal(place.gss, "E05000001");
		assert_string_equal(place.name, "Castle, Bedford");
		assert_string_equal(place.districts[0], "E06000055");
		assert_string_equal(place.ward, "E05000001");
	}
}

static void
takes_the_ward_where_most_listings_are(void **state)
{
	(void)state;
	assert_int_equal(find("Castle"), PLACE_FOUND);
	assert_string_equal(place.name, "Castle, Trafford");
}

static void
learns_a_town_from_three_listings(void **state)
{
	(void)state;
	assert_int_equal(find("stretford"), PLACE_FOUND);
	assert_int_equal(place.kind, PLACE_TOWN);
	assert_string_equal(place.name, "Stretford");
	assert_near(place.lat, 53.447);
	assert_near(place.lon, -2.309);
	assert_true(place.about);
	assert_int_equal(place.districts_count, 2);
	assert_string_equal(place.districts[0], "E08000009");
	assert_int_equal(find("Sale"), PLACE_UNKNOWN);    /* two */
	assert_int_equal(find("Newport"), PLACE_UNKNOWN); /* far apart */
	assert_int_equal(find("Bristol"), PLACE_FOUND);
	assert_int_equal(place.kind, PLACE_COUNCIL);
}

static void
reads_a_position(void **state)
{
	(void)state;
	assert_int_equal(find("53.45,-2.31"), PLACE_FOUND);
	assert_int_equal(place.kind, PLACE_POINT);
	assert_near(place.lat, 53.45);
	assert_near(place.lon, -2.31);
	assert_int_equal(find(" 53.45 , -2.31 "), PLACE_FOUND);
	assert_int_equal(find("48.85,2.35"), PLACE_UNKNOWN);
}

static void
reads_nothing_into_what_is_no_place(void **state)
{
	(void)state;
	assert_int_equal(find(""), PLACE_UNREADABLE);
	assert_int_equal(find("  "), PLACE_UNREADABLE);
	assert_int_equal(find(",.;"), PLACE_UNREADABLE);
	assert_int_equal(find("xyzzy"), PLACE_UNKNOWN);
	assert_int_equal(find("England"), PLACE_UNKNOWN); /* near England? */
	assert_int_equal(find("E06999999"), PLACE_UNKNOWN);
}

static void
finds_areas_but_no_postcodes_for_area(void **state)
{
	(void)state;
	assert_int_equal(
	    served_area_find(served, "england", &place), PLACE_FOUND);
	assert_int_equal(place.kind, PLACE_COUNTRY);
	assert_int_equal(place.districts_count, 0);
	assert_int_equal(
	    served_area_find(served, "castle-bedford", &place), PLACE_FOUND);
	assert_int_equal(
	    served_area_find(served, "E08000009", &place), PLACE_FOUND);
	assert_string_equal(place.name, "Trafford");
	assert_int_equal(
	    served_area_find(served, "M32 0TH", &place), PLACE_UNKNOWN);
	assert_int_equal(
	    served_area_find(served, "Stretford", &place), PLACE_UNKNOWN);
}

static void
suggests_councils_and_towns_before_wards(void **state)
{
	struct place found[10];

	(void)state;
	assert_int_equal(served_places_suggest(served, "b", found, 10), 3);
	assert_string_equal(found[0].name, "Bristol");  /* has listings */
	assert_int_equal(found[0].kind, PLACE_COUNCIL); /* and not twice */
	assert_int_equal(served_places_suggest(served, "Cast", found, 10), 2);
	assert_string_equal(found[0].name, "Castle, Trafford");
	assert_string_equal(found[1].name, "Castle, Bedford");
	assert_int_equal(
	    served_places_suggest(served, "castle, b", found, 10), 1);
	assert_int_equal(served_places_suggest(served, "st", found, 10), 1);
	assert_string_equal(found[0].name, "Stretford");
	assert_int_equal(served_places_suggest(served, "b", found, 1), 1);
	assert_int_equal(served_places_suggest(served, "", found, 10), 0);
	assert_int_equal(served_places_suggest(served, "zz", found, 10), 0);
}

static void
gives_every_postcode_a_number_of_its_own(void **state)
{
	int64_t first, last, key = served_postcode_key("SW1A 1AA");

	(void)state;
	assert_true(key > 0);
	assert_true(served_postcode_key("SW1A 1AB") == key + 1);
	assert_true(served_postcode_key("SW1 1AA") != key);
	served_postcode_range("SW1A", &first, &last);
	assert_true(first <= key && key <= last);
	served_postcode_range("SW1A 1", &first, &last);
	assert_true(first == key && last == key + 675);
	served_postcode_range("SW1", &first, &last);
	assert_false(first <= key && key <= last);
	assert_true(served_postcode_key("SW1A") == 0);
	assert_true(served_postcode_key("SW1A 1A") == 0);
	assert_true(served_postcode_key("") == 0);
	assert_true(served_postcode_key("sw1a 1aa") == 0);
	assert_true(served_postcode_key("TOOLONG 1AA") == 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(finds_a_postcode_however_it_is_typed),
	    cmocka_unit_test(says_about_for_an_outcode_with_all_its_councils),
	    cmocka_unit_test(takes_the_middle_of_a_sector),
	    cmocka_unit_test(
		takes_the_outcode_of_a_postcode_that_we_do_not_have),
	    cmocka_unit_test(says_that_northern_ireland_has_no_open_postcodes),
	    cmocka_unit_test(finds_a_council_by_name_slug_code_and_former_code),
	    cmocka_unit_test(finds_a_ward_and_says_which_council_it_is_in),
	    cmocka_unit_test(takes_the_ward_where_most_listings_are),
	    cmocka_unit_test(learns_a_town_from_three_listings),
	    cmocka_unit_test(reads_a_position),
	    cmocka_unit_test(reads_nothing_into_what_is_no_place),
	    cmocka_unit_test(finds_areas_but_no_postcodes_for_area),
	    cmocka_unit_test(suggests_councils_and_towns_before_wards),
	    cmocka_unit_test(gives_every_postcode_a_number_of_its_own),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
