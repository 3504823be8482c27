#include <string.h>

#include "base/alloc.h"
#include "schema/phone.h"
#include "tests/testing.h"

/* One line for each number: "dial|show|extension|note", "text" in front. */
static void
says(const char *field, const char *expected)
{
	struct arena arena = {0};
	struct phone found[PHONE_MAX_FOUND];
	size_t count = phones_parse(&arena, field, found), i;
	char *all = arena_strdup(&arena, "");

	for (i = 0; i < count; i++)
		all = arena_printf(&arena, "%s%s%s%s|%s|%s|%s", all,
		    i > 0 ? "\n" : "", found[i].text ? "text " : "",
		    found[i].dial == NULL ? "" : found[i].dial,
		    found[i].show == NULL ? "" : found[i].show,
		    found[i].extension == NULL ? "" : found[i].extension,
		    found[i].note == NULL ? "" : found[i].note);
	if (strcmp(all, expected) != 0)
		fail_msg("'%s' gave:\n%s\nnot:\n%s", field, all, expected);
	arena_clear(&arena);
}

/* Nothing to dial: the text is kept as it is. */
static void
keeps_as_text(const char *field)
{
	struct arena arena = {0};
	struct phone found[PHONE_MAX_FOUND];

	assert_int_equal(phones_parse(&arena, field, found), 1);
	if (found[0].dial != NULL)
		fail_msg("'%s' gave %s", field, found[0].dial);
	assert_string_equal(found[0].given, field);
	arena_clear(&arena);
}

static void
reads_numbers_however_they_are_spaced(void **state UNUSED)
{
	says("020 88561104", "+442088561104|020 8856 1104||");
	says("0207 6009740", "+442076009740|020 7600 9740||");
	says("+44 (0)20 7405 9200", "+442074059200|020 7405 9200||");
	says("+44 0113 496 0182", "+441134960182|0113 496 0182||");
	says("(+44) 113 496 0182", "+441134960182|0113 496 0182||");
	says("0044 113 4960182", "+441134960182|0113 496 0182||");
	says("020 - 8333 - 3000", "+442083333000|020 8333 3000||");
	says("(020) 8887 2000", "+442088872000|020 8887 2000||");
	says("0161.496.0182", "+441614960182|0161 496 0182||");
	says("01632\xc2\xa0"
	     "960123",
	    "+441632960123|01632 960123||");
	says("0161\xe2\x80\x93"
	     "496\xe2\x80\x91"
	     "0182",
	    "+441614960182|0161 496 0182||");
	says("tel:+441614960182", "+441614960182|0161 496 0182||");
	says("Tel. No: 0161 496 0182", "+441614960182|0161 496 0182||");
	says("07411 400 141", "+447411400141|07411 400141||");
	says("0790 460 1257", "+447904601257|07904 601257||");
}

static void
groups_by_area_code(void **state UNUSED)
{
	says("01539620123", "+441539620123|015396 20123||");
	says("016977 2345", "+44169772345|016977 2345||");
	says("01204 12345", "+44120412345|01204 12345||");
	says("02890 123456", "+442890123456|028 9012 3456||");
	says("03001233393", "+443001233393|0300 123 3393||");
	says("0800 496018", "+44800496018|0800 496 018||");
	says("0800 1111", "+448001111|0800 1111||");
	says("0845 4647", "+448454647|0845 46 47||");
	says("0845 46 47", "+448454647|0845 46 47||");
	says("05600123456", "+445600123456|056 0012 3456||");
}

static void
keeps_a_grouping_made_to_be_remembered(void **state UNUSED)
{
	says("0800 58 58 58", "+44800585858|0800 58 58 58||");
	says("0300 123 123 4", "+443001231234|0300 123 123 4||");
	says("0113 49 60 182", "+441134960182|0113 496 0182||");
	says("07700 900 123", "+447700900123|07700 900123||");
}

static void
keeps_extensions_and_what_to_press(void **state UNUSED)
{
	says("01926 495321 (ext. 8020)", "+441926495321|01926 495321|8020|");
	says("01483 571122 extn. 2059", "+441483571122|01483 571122|2059|");
	says("01254 821152 or ext. 2152", "+441254821152|01254 821152|2152|");
	says("0113 496 0182x12", "+441134960182|0113 496 0182|12|");
	says("0113 496 0182 option 2", "+441134960182|0113 496 0182||option 2");
	says("NHS 111, option 2", "111|111||NHS, option 2");
}

static void
makes_up_no_endings(void **state UNUSED)
{
	says("(01603) 289035/36/45", "+441603289035|01603 289035||/36/45");
	says("0121 333 8403/8611", "+441213338403|0121 333 8403||/8611");
	says("01204 363400 (ext. 1204363400)",
	    "+441204363400|01204 363400||ext. 1204363400");
	says("0161 496 0182-4", "+441614960182|0161 496 0182||4");
}

static void
keeps_opening_times_as_a_note(void **state UNUSED)
{
	says("020 8296 2508 (9am - 5pm)",
	    "+442082962508|020 8296 2508||9am - 5pm");
	says("0161 496 0182 9am-5pm", "+441614960182|0161 496 0182||9am-5pm");
	says("0161 496 0182 09.00 - 17.00",
	    "+441614960182|0161 496 0182||09.00 - 17.00");
	says("0161 496 0182 24 hours", "+441614960182|0161 496 0182||24 hours");
}

static void
reads_several_numbers_with_their_notes(void **state UNUSED)
{
	says("Freephone 0800 783 7328",
	    "+448007837328|0800 783 7328||Freephone");
	says("0131 458 2100(Edinburgh Leisure) 0131 443 0101(Tennis) "
	     "0845 250 4394(Meadows Croquet Club)",
	    "+441314582100|0131 458 2100||Edinburgh Leisure\n"
	    "+441314430101|0131 443 0101||Tennis\n"
	    "+448452504394|0845 250 4394||Meadows Croquet Club");
	says("0161 761 5908 or 07724113035", "+441617615908|0161 761 5908||\n"
					     "+447724113035|07724 113035||");
	says("Daytime: 0161 496 0182, evenings: 0161 496 0183",
	    "+441614960182|0161 496 0182||Daytime\n"
	    "+441614960183|0161 496 0183||evenings");
	says("0161 496 0182 office\n07700 900123 mobile",
	    "+441614960182|0161 496 0182||office\n"
	    "+447700900123|07700 900123||mobile");
	says("01614960182/01614960183",
	    "+441614960182|0161 496 0182||\n+441614960183|0161 496 0183||");
	says("0161 496 0182 Helpline 0808 157 0133 Office",
	    "+441614960182|0161 496 0182||Helpline\n"
	    "+448081570133|0808 157 0133||Office");
}

static void
knows_short_codes_and_text_numbers(void **state UNUSED)
{
	says("999 or NHS 111 (if medical help is needed fast)",
	    "999|999||\n111|111||NHS, if medical help is needed fast");
	says("116123", "116123|116 123||");
	says("Samaritans 116 123", "116123|116 123||Samaritans");
	says("0114 253 2314 / text FREE to 87023",
	    "+441142532314|0114 253 2314||\ntext 87023|87023||text FREE");
	says("Text SHOUT to 85258", "text 85258|85258||Text SHOUT");
	says("text 07700 900123", "text +447700900123|07700 900123||text");
	says("call or text 07700 900123",
	    "+447700900123|07700 900123||call or text");
	says("18001 0113 496 0182", "+441134960182|0113 496 0182||Relay UK");
	keeps_as_text("85258");
	keeps_as_text("496018");
}

static void
repairs_what_a_spreadsheet_did(void **state UNUSED)
{
	struct arena arena = {0};
	struct phone found[PHONE_MAX_FOUND];

	says("1617486414", "+441617486414|0161 748 6414||first 0 was missing");
	says("7464036317", "+447464036317|07464 036317||first 0 was missing");
	says("O1706 369 777", "+441706369777|01706 369777||letter O read as 0");
	says("O7872611770", "+447872611770|07872 611770||letter O read as 0");
	says(
	    "441134960182", "+441134960182|0113 496 0182||first 0 was missing");
	phones_parse(&arena, "O7872611770", found);
	assert_true(found[0].repaired);
	phones_parse(&arena, "07872611770", found);
	assert_false(found[0].repaired);
	arena_clear(&arena);
}

static void
shows_without_a_link_what_is_no_british_number(void **state UNUSED)
{
	keeps_as_text("604-985-5355 Local 330 or 331");
	keeps_as_text("No telephone number available");
	keeps_as_text("0161 748 93212");
	keeps_as_text("0113 496 0182 3");
	keeps_as_text("0161 748");
	keeps_as_text("0800 999");
	keeps_as_text("161 748 6414");
	keeps_as_text("4161234567");
	keeps_as_text("24/7");
	keeps_as_text("012345678901234567890123");
	says("", "");
	says(" \n", "");
	says("Fax 0113 496 0182", "|||Fax");
}

static void
keeps_numbers_of_other_countries(void **state UNUSED)
{
	says("+353 1 234 5678", "+35312345678|+353 1 234 5678||");
	says("00353 1 234 5678", "+35312345678|00353 1 234 5678||");
}

static void
keeps_the_sources_text_of_each(void **state UNUSED)
{
	struct arena arena = {0};
	struct phone found[PHONE_MAX_FOUND];
	size_t count =
	    phones_parse(&arena, " 0114 253 2314 / text FREE to 87023 ", found);

	assert_int_equal(count, 2);
	assert_string_equal(found[0].given, "0114 253 2314");
	assert_string_equal(found[1].given, "text FREE to 87023");
	count = phones_parse(&arena, "(01603) 289035/36/45", found);
	assert_int_equal(count, 1);
	assert_string_equal(found[0].given, "(01603) 289035/36/45");
	arena_clear(&arena);
}

static void
takes_no_more_than_its_limit(void **state UNUSED)
{
	struct arena arena = {0};
	struct phone found[PHONE_MAX_FOUND];
	char *field = arena_strdup(&arena, "");
	int i;

	for (i = 0; i < 20; i++)
		field =
		    arena_printf(&arena, "%s0113 496 0%03d, ", field, 100 + i);
	assert_int_equal(phones_parse(&arena, field, found), PHONE_MAX_FOUND);
	arena_clear(&arena);
}

static void
looks_up(const char *text, const char *expected)
{
	char digits[PHONE_MAX_DIGITS + 1];

	if (phone_query_digits(text, digits) != strlen(expected) ||
	    strcmp(digits, expected) != 0)
		fail_msg("'%s' gave '%s'", text, digits);
}

static void
looks_typed_numbers_up(void **state UNUSED)
{
	looks_up("0161 832 3736", "1618323736");
	looks_up("+44 161 832 3736", "1618323736");
	looks_up("+44 (0)161-832-3736", "1618323736");
	looks_up("0044 161 832 3736", "1618323736");
	looks_up("441618323736", "1618323736");
	looks_up("tel: 0161 832 3736", "1618323736");
	looks_up("TEL:+441618323736", "1618323736");
	looks_up("(0161) 832 3736 ext 12", "1618323736");
	looks_up("18001 0161 832 3736", "1618323736");
	looks_up("832 3736", "8323736");
	looks_up("323736", "323736");
	looks_up("999", "999");
	looks_up("111, option 2", "111");
	looks_up("116 123", "116123");
	looks_up("0800 1111", "8001111");
	looks_up("85258", "85258");
	looks_up("+353 1 234 5678", "35312345678");
}

static void
takes_nothing_else_for_a_number(void **state UNUSED)
{
	looks_up("M32 0TH", "");
	looks_up("over 65", "");
	looks_up("16-25", "");
	looks_up("16-25 18-30", "");
	looks_up("22/11/2026", "");
	looks_up("53.4, -2.3", "");
	looks_up("12 step", "");
	looks_up("0161", "");
	looks_up("", "");
	looks_up("tel:", "");
	looks_up("+", "");
	looks_up("1234567890123456", "");
}

static void
gives_the_index_the_same_digits(void **state UNUSED)
{
	char digits[PHONE_MAX_DIGITS + 1];

	assert_int_equal(phone_dial_digits("+441618323736", digits), 10);
	assert_string_equal(digits, "1618323736");
	assert_int_equal(phone_dial_digits("+35312345678", digits), 11);
	assert_int_equal(phone_dial_digits("116123", digits), 6);
	assert_int_equal(phone_dial_digits("", digits), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_numbers_however_they_are_spaced),
	    cmocka_unit_test(groups_by_area_code),
	    cmocka_unit_test(keeps_a_grouping_made_to_be_remembered),
	    cmocka_unit_test(keeps_extensions_and_what_to_press),
	    cmocka_unit_test(makes_up_no_endings),
	    cmocka_unit_test(keeps_opening_times_as_a_note),
	    cmocka_unit_test(reads_several_numbers_with_their_notes),
	    cmocka_unit_test(knows_short_codes_and_text_numbers),
	    cmocka_unit_test(repairs_what_a_spreadsheet_did),
	    cmocka_unit_test(shows_without_a_link_what_is_no_british_number),
	    cmocka_unit_test(keeps_numbers_of_other_countries),
	    cmocka_unit_test(keeps_the_sources_text_of_each),
	    cmocka_unit_test(takes_no_more_than_its_limit),
	    cmocka_unit_test(looks_typed_numbers_up),
	    cmocka_unit_test(takes_nothing_else_for_a_number),
	    cmocka_unit_test(gives_the_index_the_same_digits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
