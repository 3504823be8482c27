#include <math.h>
#include <string.h>

#include "schema/place.h"
#include "tests/testing.h"

static void
plain(const char *official, const char *expected)
{
	char out[PLACE_MAX_NAME];

	place_plain_name(official, out);
	assert_string_equal(out, expected);
}

static void
says_the_name_people_use(void **state UNUSED)
{
	plain("Trafford District (B)", "Trafford");
	plain("Barking and Dagenham London Boro", "Barking and Dagenham");
	plain("City of Westminster London Boro", "Westminster");
	plain("Bristol, City of", "Bristol");
	plain("Herefordshire, County of", "Herefordshire");
	plain("County of Herefordshire", "Herefordshire");
	plain("City of Bristol (B)", "Bristol");
	plain("The City of Brighton and Hove (B)", "Brighton and Hove");
	plain("City of Edinburgh", "Edinburgh");
	plain("Glasgow City", "Glasgow");
	plain("Derbyshire County", "Derbyshire");
	plain("County Durham", "County Durham");
	plain("City of London", "City of London");
	plain("City and County of the City of London", "City of London");
	plain("Sir y Fflint - Flintshire", "Flintshire");
	plain("Bro Morgannwg - the Vale of Glamorgan", "Vale of Glamorgan");
	plain("Manchester City Council", "Manchester");
	plain("Old Trafford Ward", "Old Trafford");
	plain("Milton & Waterbeach Ward (DET)", "Milton & Waterbeach");
	plain("Hulme & City Ward", "Hulme & City");
	plain("Bude ED", "Bude");
	plain("Westby", "Westby");
	plain("", "");
	plain("Ward", "Ward");
}

static void
slugs(const char *name, const char *expected)
{
	char out[PLACE_MAX_NAME];

	place_slug(name, out);
	assert_string_equal(out, expected);
}

static void
makes_a_part_of_an_address(void **state UNUSED)
{
	slugs("Bristol, City of", "bristol");
	slugs("Castle, Bedford", "castle-bedford");
	slugs("King's Lynn and West Norfolk District (B)",
	    "kings-lynn-and-west-norfolk");
	slugs("Milton & Waterbeach", "milton-and-waterbeach");
	slugs("Sir Ynys M\xc3\xb4n", "sir-ynys-mon");
	slugs("Dyce/Bucksburn/Danestone Ward", "dyce-bucksburn-danestone");
	slugs("St. Mary's", "st-marys");
	slugs("...", "");
}

static void
cuts_a_name_that_is_too_long(void **state UNUSED)
{
	char name[2 * PLACE_MAX_NAME], out[PLACE_MAX_NAME];

	memset(name, '&', sizeof(name));
	name[sizeof(name) - 1] = '\0';
	place_slug(name, out);
	assert_true(strlen(out) < PLACE_MAX_NAME);
	place_plain_name(name, out);
	assert_int_equal(strlen(out), PLACE_MAX_NAME - 1);
}

static void
measures_distance(void **state UNUSED)
{
	/* A degree of latitude is the radius times pi / 180. */
	assert_true(fabs(place_distance_m(53, -2, 54, -2) - 111195) < 1);
	assert_true(place_distance_m(53, -2, 53, -2) == 0);
	/* Manchester Piccadilly to London Euston, about 162 miles. */
	assert_true(fabs(place_distance_m(53.4774, -2.2309, 51.5284, -0.1331) -
			 258600) < 1500);
}

/*
 * Both positions of postcodes far apart, as Ordnance Survey (Code-Point
 * Open) and the Office for National Statistics (NSPL) give them; and the
 * example of Ordnance Survey's guide: Caister water tower.
 */
static void
turns_the_national_grid_into_degrees(void **state UNUSED)
{
	static const struct {
		double easting, northing, lat, lon;
	} points[] = {
	    {276647, 562611, 54.942865, -3.927194},  /* DG7 1AA */
	    {344854, 1011099, 58.983460, -2.961125}, /* KW15 1AB */
	    {530168, 181563, 51.517998, -0.125358},  /* WC1A 2HN */
	    {447662, 1141312, 60.153485, -1.143325}, /* ZE1 0DL */
	    {651409.903, 313177.270, 52.657979, 1.716052},
	};
	double lat, lon;
	size_t i;

	for (i = 0; i < ARRAY_LEN(points); i++) {
		assert_true(place_from_grid(
		    points[i].easting, points[i].northing, &lat, &lon));
		assert_true(place_distance_m(
				lat, lon, points[i].lat, points[i].lon) < 5);
	}
}

static void
refuses_what_is_no_position(void **state UNUSED)
{
	double lat, lon;

	assert_false(place_from_grid(0, 0, &lat, &lon));
	assert_false(place_from_grid(-5, 300000, &lat, &lon));
	assert_false(place_from_grid(400000, 1400000, &lat, &lon));
	assert_false(place_from_grid(NAN, 300000, &lat, &lon));
	assert_true(place_plausible(53.45, -2.3));
	assert_true(place_plausible(60.8, -0.9));
	assert_true(place_plausible(54.6, -8.1));
	assert_false(place_plausible(0, 0));
	assert_false(place_plausible(99.999999, 0));
	assert_false(place_plausible(-2.3, 53.45));
	assert_false(place_plausible(NAN, NAN));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(says_the_name_people_use),
	    cmocka_unit_test(makes_a_part_of_an_address),
	    cmocka_unit_test(cuts_a_name_that_is_too_long),
	    cmocka_unit_test(measures_distance),
	    cmocka_unit_test(turns_the_national_grid_into_degrees),
	    cmocka_unit_test(refuses_what_is_no_position),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
