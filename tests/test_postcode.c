#include <string.h>

#include "schema/postcode.h"
#include "tests/testing.h"

static void
reads(const char *text, enum postcode_kind kind, const char *normalised)
{
	char out[POSTCODE_TEXT];

	if (postcode_parse(text, out) != kind || strcmp(out, normalised) != 0)
		fail_msg("'%s' gave '%s'", text, out);
}

static void
reads_every_form_of_royal_mail(void **state UNUSED)
{
	reads("M1 1AE", POSTCODE_UNIT, "M1 1AE");
	reads("B33 8TH", POSTCODE_UNIT, "B33 8TH");
	reads("CR2 6XH", POSTCODE_UNIT, "CR2 6XH");
	reads("DN55 1PT", POSTCODE_UNIT, "DN55 1PT");
	reads("W1A 1HQ", POSTCODE_UNIT, "W1A 1HQ");
	reads("EC1A 1BB", POSTCODE_UNIT, "EC1A 1BB");
	reads("GIR 0AA", POSTCODE_UNIT, "GIR 0AA");
	reads("QX4 1ZZ", POSTCODE_UNIT, "QX4 1ZZ");
	reads("CR0 2YR", POSTCODE_UNIT, "CR0 2YR");
}

static void
repairs_case_space_and_a_trailing_mark(void **state UNUSED)
{
	reads("m320th", POSTCODE_UNIT, "M32 0TH");
	reads("S59NU", POSTCODE_UNIT, "S5 9NU");
	reads("S1 3FG.", POSTCODE_UNIT, "S1 3FG");
	reads("  sw1a  1aa, ", POSTCODE_UNIT, "SW1A 1AA");
	reads("M3 20TH", POSTCODE_UNIT, "M32 0TH");
	reads("M32\xc2\xa0"
	      "0TH",
	    POSTCODE_UNIT, "M32 0TH");
}

static void
refuses_what_feeds_got_wrong(void **state UNUSED)
{
	reads("WA154 1HF", POSTCODE_NOT, "");
	reads("EH29 4700", POSTCODE_NOT, "");
	reads("M32 OTH", POSTCODE_NOT, "");
	reads("M32 0CI", POSTCODE_NOT, "");
	reads("U18", POSTCODE_NOT, "");
	reads("A1 2BC", POSTCODE_NOT, "");
	reads("", POSTCODE_NOT, "");
	reads(".", POSTCODE_NOT, "");
	reads("M32 0TH Stretford", POSTCODE_NOT, "");
	reads("116 123", POSTCODE_NOT, "");
	reads("over 65", POSTCODE_NOT, "");
}

static void
tells_outcodes_from_sectors(void **state UNUSED)
{
	reads("m32", POSTCODE_OUTCODE, "M32");
	reads("SW1A", POSTCODE_OUTCODE, "SW1A");
	reads("M32 0", POSTCODE_SECTOR, "M32 0");
	reads("M3 2", POSTCODE_SECTOR, "M3 2");
	reads("WA141", POSTCODE_SECTOR, "WA14 1");
	assert_int_equal(postcode_outcode_length("SW1A 1AA"), 4);
	assert_int_equal(postcode_outcode_length("M3"), 2);
}

static void
knows_northern_ireland(void **state UNUSED)
{
	assert_true(postcode_northern_irish("BT1 5GS"));
	assert_true(postcode_northern_irish("BT1"));
	assert_false(postcode_northern_irish("B1 1AA"));
}

static void
finds(const char *text, enum postcode_kind kind, const char *normalised,
    const char *where)
{
	char out[POSTCODE_TEXT];
	unsigned long at, length;

	if (postcode_find(text, out, &at, &length) != kind ||
	    strcmp(out, normalised) != 0)
		fail_msg("'%s' gave '%s'", text, out);
	assert_int_equal(length, strlen(where));
	assert_memory_equal(text + at, where, length);
}

static void
finds_postcodes_in_running_text(void **state UNUSED)
{
	finds("12 Mill Street, Westby QX4 1ZZ, England", POSTCODE_UNIT,
	    "QX4 1ZZ", "QX4 1ZZ");
	finds("counselling in BS5 for u18", POSTCODE_OUTCODE, "BS5", "BS5");
	finds("BS5 or better m320th", POSTCODE_UNIT, "M32 0TH", "m320th");
	finds("(M32  0TH)", POSTCODE_UNIT, "M32 0TH", "M32  0TH");
	finds("near\xc2\xa0M32\xc2\xa0"
	      "0TH",
	    POSTCODE_UNIT, "M32 0TH",
	    "M32\xc2\xa0"
	    "0TH");
	finds("EH29 4700", POSTCODE_OUTCODE, "EH29", "EH29");
}

static void
finds_none_in_other_words(void **state UNUSED)
{
	finds("WA154 1HF", POSTCODE_NOT, "", "");
	finds("ages 16-25, over 65s, 0161 832 3736", POSTCODE_NOT, "", "");
	finds("a 12 step meeting", POSTCODE_NOT, "", "");
	finds("", POSTCODE_NOT, "", "");
	finds("caf\xc3\xa9M32", POSTCODE_NOT, "", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_every_form_of_royal_mail),
	    cmocka_unit_test(repairs_case_space_and_a_trailing_mark),
	    cmocka_unit_test(refuses_what_feeds_got_wrong),
	    cmocka_unit_test(tells_outcodes_from_sectors),
	    cmocka_unit_test(knows_northern_ireland),
	    cmocka_unit_test(finds_postcodes_in_running_text),
	    cmocka_unit_test(finds_none_in_other_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
