#include <string.h>

#include "search/analyse.h"
#include "search/curve.h"
#include "tests/testing.h"

/* All words of a text, folded, with one space between. */
static void
words(const char *text, const char *expected)
{
	struct analyse_word word;
	char all[400] = "";
	size_t position = 0;

	while (analyse_next(text, &position, &word)) {
		assert_true(word.at + word.length <= strlen(text));
		if (*all != '\0')
			strcat(all, " ");
		strcat(all, word.folded);
	}
	assert_string_equal(all, expected);
}

static void
stem(const char *word, const char *expected)
{
	struct analyse_stemmer *stemmer = analyse_stemmer_new();
	char term[ANALYSE_MAX_WORD + 1];

	analyse_stem(stemmer, word, strlen(word), term);
	assert_string_equal(term, expected);
	analyse_stemmer_free(stemmer);
}

static void
cuts_text_into_folded_words(void **state UNUSED)
{
	words("Talking THERAPIES, for you!", "talking therapies for you");
	words("self-harm/self_injury", "self harm self injury");
	words("M32 0TH", "m32 0th");
	words("", "");
	words(" ...?! ", "");
}

static void
drops_apostrophes_plain_and_typographic(void **state UNUSED)
{
	words("men's shed", "mens shed");
	words("men\xe2\x80\x99s carers'", "mens carers");
	words("'quoted'", "quoted");
	words("can`t", "cant");
}

static void
takes_accents_off(void **state UNUSED)
{
	words("T\xc5\xb7 Si\xc3\xa2n caf\xc3\xa9", "ty sian cafe");
}

static void
separates_at_typographic_marks(void **state UNUSED)
{
	words("16\xe2\x80\x93"
	      "25\xc2\xa0years\xe2\x80\xa2now",
	    "16 25 years now");
}

static void
cuts_a_word_of_any_length_at_a_whole_character(void **state UNUSED)
{
	char text[200];
	struct analyse_word word;
	size_t position = 0;

	memset(text, 'a', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	assert_true(analyse_next(text, &position, &word));
	assert_int_equal(word.folded_length, ANALYSE_MAX_WORD);
	assert_int_equal(position, sizeof(text) - 1);
	/* A two-byte letter across the limit goes whole. */
	memcpy(text + ANALYSE_MAX_WORD - 1, "\xce\xb1", 2);
	position = 0;
	assert_true(analyse_next(text, &position, &word));
	assert_int_equal(word.folded_length, ANALYSE_MAX_WORD - 1);
}

static void
survives_bytes_that_are_no_text(void **state UNUSED)
{
	struct analyse_word word;
	size_t position = 0;
	const char *text = "\xe2\x80 \xc2 \xff\xfe a\xe2";
	size_t count = 0;

	while (analyse_next(text, &position, &word))
		count++;
	assert_in_range(count, 1, 4);
	assert_int_equal(position, strlen(text));
}

static void
stems_english_words_and_nothing_else(void **state UNUSED)
{
	stem("counselling", "counsel");
	stem("groups", "group");
	stem("depressed", "depress");
	stem("m32", "m32");
	stem("dv", "dv");
}

static void
keeps_words_that_tell_even_if_they_are_short(void **state UNUSED)
{
	assert_true(analyse_is_stop("the"));
	assert_true(analyse_is_stop("a"));
	assert_true(analyse_is_stop("your"));
	assert_false(analyse_is_stop("no"));
	assert_false(analyse_is_stop("not"));
	assert_false(analyse_is_stop("dv"));
	assert_false(analyse_is_stop("help"));
}

static void
numbers_near_points_near_each_other_on_the_curve(void **state UNUSED)
{
	uint32_t first = curve_point(53.4600, -2.2880);
	uint32_t again = curve_point(53.4601, -2.2881);
	uint32_t far = curve_point(50.3, -4.1);

	assert_int_equal(first >> 16, again >> 16);
	assert_int_not_equal(first >> 24, far >> 24);
	/* Outside of the box: its edge. */
	assert_int_equal(curve_point(10, -50), curve_point(49, -14));
}

static void
covers_a_box_with_ascending_ranges_that_hold_each_point(void **state UNUSED)
{
	struct curve_range ranges[CURVE_MAX_RANGES];
	size_t count = curve_ranges(53.2, -2.7, 53.7, -1.9, ranges);

	assert_in_range(count, 1, CURVE_MAX_RANGES);
	for (size_t i = 1; i < count; i++)
		assert_true(ranges[i - 1].last < ranges[i].first);
	for (double lat = 53.2; lat <= 53.7; lat += 0.013)
		for (double lon = -2.7; lon <= -1.9; lon += 0.017) {
			uint32_t point = curve_point(lat, lon);
			bool held = false;

			for (size_t i = 0; i < count; i++)
				held |= point >= ranges[i].first &&
					point <= ranges[i].last;
			assert_true(held);
		}
}

static void
covers_the_whole_country_and_a_single_point(void **state UNUSED)
{
	struct curve_range ranges[CURVE_MAX_RANGES];

	assert_int_equal(curve_ranges(-90, -360, 90, 360, ranges), 1);
	assert_int_equal(ranges[0].first, 0);
	assert_int_equal(ranges[0].last, UINT32_MAX);
	assert_int_equal(curve_ranges(53, -2, 53, -2, ranges), 1);
	assert_int_equal(ranges[0].first, ranges[0].last);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(cuts_text_into_folded_words),
	    cmocka_unit_test(drops_apostrophes_plain_and_typographic),
	    cmocka_unit_test(takes_accents_off),
	    cmocka_unit_test(separates_at_typographic_marks),
	    cmocka_unit_test(cuts_a_word_of_any_length_at_a_whole_character),
	    cmocka_unit_test(survives_bytes_that_are_no_text),
	    cmocka_unit_test(stems_english_words_and_nothing_else),
	    cmocka_unit_test(keeps_words_that_tell_even_if_they_are_short),
	    cmocka_unit_test(numbers_near_points_near_each_other_on_the_curve),
	    cmocka_unit_test(
		covers_a_box_with_ascending_ranges_that_hold_each_point),
	    cmocka_unit_test(covers_the_whole_country_and_a_single_point),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
