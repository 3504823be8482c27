#include <stdio.h>
#include <string.h>

#include "search/spelling.h"
#include "tests/testing.h"
#include "tests/testing_search.h"

static struct test_search directory;

static void
add(const char *code, const char *name, const char *description)
{
	struct listing *one = test_search_add(&directory, code, name);

	one->description = test_search_text(&directory, description);
}

static int
set_up(void **state UNUSED)
{
	test_search_init(&directory);
	add("g2rdnn", "Greyweather Allotment", "Gardening each week.");
	add("g2rdn2", "Allotment Two", "Gardening and some pottery.");
	add("p2tery", "Clay Corner", "Pottery, and talk about the weather.");
	add("h2pply", "Zumba Plus", "For people who feel unhappy; grey days.");
	add("w2bng1", "Wellbeing Hub", "Wellbeing, and being together.");
	add("w2bng2", "Wellbeing Cafe", "Wellbeing for all. Feeling well.");
	add("l2narh", "Lunar Hub, Zarbem", "Lunch.");
	add("l2nchc", "Zarbel Club", "Lunch each Monday.");
	add("l2nch2", "Table", "Lunch each Friday.");
	add("n2tlst", "Nettle Trust", "Crochet. A listed building.");
	add("s2prt1", "Shelf", "Suport of a horse, and bereavement.");
	for (int i = 0; i < 45; i++) {
		char code[16];

		snprintf(code, sizeof(code), "s3pt%02d", i);
		add(code, "Shelves", "Support in a house.");
	}
	test_search_open(&directory);
	return 0;
}

static int
tear_down(void **state UNUSED)
{
	test_search_clear(&directory);
	return 0;
}

static void
reads(const char *need, const char *as)
{
	struct spelling spelling;

	spelling_read(directory.index, need, &directory.arena, &spelling);
	assert_string_equal(spelling.need, as);
	assert_int_equal(spelling.readings_count == 0, strcmp(need, as) == 0);
}

static void
leaves(const char *need)
{
	struct spelling spelling;

	spelling_read(directory.index, need, &directory.arena, &spelling);
	assert_ptr_equal(spelling.need, need);
	assert_int_equal(spelling.readings_count, 0);
}

static void
reads_one_wrong_letter_from_four_letters_on(void **state UNUSED)
{
	reads("gardenin", "gardening");
	reads("gadrening", "gardening");
	reads("talc", "talk");
	leaves("tlk");
	/* Two letters of six are too many. */
	leaves("zunbaa");
}

static void
reads_two_wrong_letters_from_seven_letters_on(void **state UNUSED)
{
	reads("gardinig", "gardening");
	reads("allottmant", "allotment");
	leaves("gerdinig");
}

static void
counts_a_wrong_first_letter_twice(void **state UNUSED)
{
	leaves("kumba");
	reads("kardening", "gardening");
	leaves("kardenin");
}

static void
prefers_what_more_listings_have(void **state UNUSED)
{
	/* One letter from "lunar", too. */
	reads("lunah", "lunch");
	/* As many have "zarbem": the first of them. */
	reads("zarbek", "zarbel");
}

static void
never_touches_what_somebody_knows(void **state UNUSED)
{
	/* In one listing; by its stem; of the vocabulary; kept by it. */
	leaves("crochet");
	leaves("crocheting");
	leaves("psychosis");
	leaves("hallucination");
	leaves("careers");
	leaves("Clay Corner");
}

static void
guesses_at_no_word_of_another_trade(void **state UNUSED)
{
	/* Kept by the vocabulary; "hostel" and "chatter" are near. */
	leaves("hotel");
	leaves("cattery");
	leaves("tyre");
}

static void
never_touches_numbers_and_addresses(void **state UNUSED)
{
	leaves("gardenin2");
	leaves("0113 496 0182");
	leaves("post@gardenin.example");
	leaves("www.gardenin.example");
}

static void
leaves_words_that_are_like_nothing(void **state UNUSED)
{
	leaves("xylophonist");
	leaves("");
	leaves("!!!");
	leaves("\xc3\xbc\xc3\xb6\xc3\xa4\xc3\xbc\xc3\xb6\xc3\xa4");
}

static void
reads_the_slips_of_the_vocabulary(void **state UNUSED)
{
	struct spelling spelling;

	reads("panik", "panic");
	reads("sikosis", "psychosis");
	/* More words than one, and the longest first. */
	reads("Metal  health, please", "mental health, please");
	reads("be friending", "befriending");
	spelling_read(directory.index, "My pannick and gardenin",
	    &directory.arena, &spelling);
	assert_string_equal(spelling.need, "My panic and gardening");
	assert_int_equal(spelling.readings_count, 2);
	assert_string_equal(spelling.readings[0].words, "pannick");
	assert_string_equal(spelling.readings[0].as, "spelling");
	assert_string_equal(spelling.readings[0].value, "panic");
	assert_string_equal(spelling.readings[1].words, "gardenin");
}

static void
joins_what_is_one_word(void **state UNUSED)
{
	/* "grey" and "weather" are words, but a name is both. */
	reads("grey weather", "greyweather");
	reads("Well Being", "wellbeing");
	reads("all ottment zum ba", "all ottment zum ba");
	reads("gar dening", "gardening");
	/* As common as both words are, nothing is called so. */
	leaves("allotment gardening");
}

static void
splits_what_is_two_words(void **state UNUSED)
{
	reads("gardeningpottery", "gardening pottery");
	reads("talkingtherapy", "talking therapy");
	reads("mensshed", "mens shed");
	leaves("zumxbarg");
}

static void
keeps_words_as_typed_where_asked(void **state UNUSED)
{
	assert_string_equal(
	    test_search_codes(&directory, "q=pottrey"), "g2rdn2 p2tery n2tlst");
	assert_int_equal(directory.answer.spelling.readings_count, 1);
	assert_string_equal(directory.answer.spelling.need, "pottery");
	assert_string_equal(directory.query.need, "pottrey");
	assert_string_equal(
	    test_search_codes(&directory, "q=pottrey&strict=1"), "");
	assert_int_equal(directory.answer.spelling.readings_count, 0);
	assert_string_equal(
	    test_search_codes(&directory, "q=panik&strict=1"), "");
}

static void
corrects_a_plain_slip_that_a_listing_has_too(void **state UNUSED)
{
	reads("suport", "support");
	reads("suport please", "support please");
	/* Another letter makes another word. */
	leaves("horse");
	leaves("support");
}

static void
reads_the_last_word_though_it_is_not_written_out(void **state UNUSED)
{
	reads("bereavem", "bereavement");
	reads("talk about bereavem", "talk about bereavement");
	/* With something behind it, it is written out. */
	reads("bereavem.", "bereaved.");
	reads("greyw", "greyweather");
	leaves("gre");
}

static void
joins_and_corrects_at_once(void **state UNUSED)
{
	reads("allotm emt", "allotment");
}

static void
reads_two_slips_of_one_need(void **state UNUSED)
{
	reads("gardenin and potery", "gardening and pottery");
	reads("panik, gadrening", "panic, gardening");
}

static void
answers_any_bytes(void **state UNUSED)
{
	char need[QUERY_MAX_BYTES + 1];
	struct spelling spelling;
	unsigned seed = 1;

	for (int i = 0; i < 3000; i++) {
		size_t length = 0;

		while (length < QUERY_MAX_BYTES) {
			seed = seed * 1103515245u + 12345u;
			need[length++] =
			    (char)(seed >> 16 & 3 ? 'a' + (seed >> 20) % 26
						  : 1 + (seed >> 20) % 255);
		}
		need[length] = '\0';
		spelling_read(
		    directory.index, need, &directory.arena, &spelling);
		assert_non_null(spelling.need);
	}
	spelling_read(directory.index, NULL, &directory.arena, &spelling);
	assert_null(spelling.need);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_one_wrong_letter_from_four_letters_on),
	    cmocka_unit_test(reads_two_wrong_letters_from_seven_letters_on),
	    cmocka_unit_test(counts_a_wrong_first_letter_twice),
	    cmocka_unit_test(prefers_what_more_listings_have),
	    cmocka_unit_test(never_touches_what_somebody_knows),
	    cmocka_unit_test(guesses_at_no_word_of_another_trade),
	    cmocka_unit_test(never_touches_numbers_and_addresses),
	    cmocka_unit_test(leaves_words_that_are_like_nothing),
	    cmocka_unit_test(reads_the_slips_of_the_vocabulary),
	    cmocka_unit_test(joins_what_is_one_word),
	    cmocka_unit_test(splits_what_is_two_words),
	    cmocka_unit_test(keeps_words_as_typed_where_asked),
	    cmocka_unit_test(corrects_a_plain_slip_that_a_listing_has_too),
	    cmocka_unit_test(reads_the_last_word_though_it_is_not_written_out),
	    cmocka_unit_test(joins_and_corrects_at_once),
	    cmocka_unit_test(reads_two_slips_of_one_need),
	    cmocka_unit_test(answers_any_bytes),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
