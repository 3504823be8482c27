#include "tests/testing.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

static bool
valid(const char *text)
{
	return utf8_valid(text, strlen(text));
}

static void
assert_clean(const char *text, const char *expected)
{
	char *clean = utf8_clean(text);

	assert_string_equal(clean, expected);
	free(clean);
}

static void
assert_fold(const char *text, const char *expected)
{
	char *folded = utf8_fold(text);

	assert_string_equal(folded, expected);
	free(folded);
}

static void
takes_out_what_is_no_utf8(void **state)
{
	char cut[] = "caf\xc3", within[] = "a\xe2\x80z\xff \xe2\x82\xac",
	     good[] = "\xe2\x82\xac", none[] = "", all[] = "\x80\xff";

	(void)state;
	utf8_mend(cut);
	assert_string_equal(cut, "caf");
	utf8_mend(within);
	assert_string_equal(within, "az \xe2\x82\xac");
	utf8_mend(good);
	assert_string_equal(good, "\xe2\x82\xac");
	utf8_mend(none);
	assert_string_equal(none, "");
	utf8_mend(all);
	assert_string_equal(all, "");
}

static void
accepts_utf8(void **state)
{
	(void)state;
	assert_true(valid(""));
	assert_true(valid("plain"));
	assert_true(valid("\xC2\x80 \xDF\xBF"));
	assert_true(valid("\xE0\xA0\x80 \xEF\xBF\xBF"));
	assert_true(valid("\xF0\x90\x80\x80 \xF4\x8F\xBF\xBF"));
}

static void
refuses_a_nul(void **state)
{
	(void)state;
	assert_false(utf8_valid("a\0b", 3));
	assert_false(utf8_valid("\0", 1));
}

/* Eight bytes are looked at together. */
static void
finds_what_is_wrong_at_any_place(void **state)
{
	static const char *const wrong[] = {"\x80", "\xFF", "\xC3(", ""};
	const char *right = "\xC3\xA9";
	char text[25];
	size_t at, i;

	(void)state;
	for (at = 0; at + 2 < sizeof(text); at++) {
		memset(text, at % 2 ? 'a' : 0x7f, sizeof(text));
		assert_true(utf8_valid(text, sizeof(text)));
		memcpy(text + at, right, 2);
		assert_true(utf8_valid(text, sizeof(text)));
		for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
			memset(text, 1, sizeof(text));
			memcpy(text + at, wrong[i], strlen(wrong[i]));
			if (wrong[i][0] == '\0')
				text[at] = '\0';
			assert_false(utf8_valid(text, sizeof(text)));
		}
	}
}

static void
refuses_overlong_forms(void **state)
{
	(void)state;
	assert_false(valid("\xC0\x80"));
	assert_false(valid("\xC0\xAF"));
	assert_false(valid("\xC1\xBF"));
	assert_false(valid("\xE0\x80\xAF"));
	assert_false(valid("\xE0\x9F\xBF"));
	assert_false(valid("\xF0\x80\x80\xAF"));
	assert_false(valid("\xF0\x8F\xBF\xBF"));
}

static void
refuses_surrogates_and_what_is_beyond_unicode(void **state)
{
	(void)state;
	assert_false(valid("\xED\xA0\x80"));
	assert_false(valid("\xED\xBF\xBF"));
	assert_false(valid("\xF4\x90\x80\x80"));
	assert_false(valid("\xF5\x80\x80\x80"));
	assert_false(valid("\xFE"));
	assert_false(valid("\xFF"));
}

static void
refuses_cut_and_stray_bytes(void **state)
{
	(void)state;
	assert_false(valid("\xC3"));
	assert_false(valid("\xE2\x82"));
	assert_false(valid("\xF0\x9F\x98"));
	assert_false(valid("\x80"));
	assert_false(valid("a\xC3(b"));
	assert_false(utf8_valid("\xC3\xA9", 1)); /* the rest is not ours */
}

static void
gives_characters_one_by_one(void **state)
{
	const char *text = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80";
	const uint32_t expected[] = {'a', 0xe9, 0x20ac, 0x1f600};
	size_t length = strlen(text), step, i;
	uint32_t code;

	(void)state;
	for (i = 0; i < 4; i++) {
		step = utf8_next(text, length, &code);
		assert_int_equal(step, i + 1);
		assert_int_equal(code, expected[i]);
		text += step;
		length -= step;
	}
	assert_int_equal(utf8_next(text, length, &code), 0);
}

static void
makes_text_canonical(void **state)
{
	(void)state;
	assert_clean("cafe\xCC\x81", "caf\xC3\xA9");
	assert_clean("\xE2\x84\xAB", "\xC3\x85");     /* the angstrom sign */
	assert_clean("\xEF\xAC\x81", "\xEF\xAC\x81"); /* a ligature stays */
	assert_clean("", "");
}

static void
drops_what_shows_nothing_and_misleads(void **state)
{
	(void)state;
	assert_clean("a\x01\x08\x1B\x7F"
		     "b",
	    "ab");
	assert_clean("a\xC2\x9B"
		     "b",
	    "ab"); /* C1 */
	assert_clean("\xEF\xBB\xBF"
		     "a",
	    "a"); /* byte order mark */
	assert_clean("a\xE2\x80\x8B\xE2\x80\x8D"
		     "b",
	    "ab"); /* zero width */
	assert_clean("a\xE2\x80\xAE"
		     "b",
	    "ab"); /* override */
	assert_clean("a\xE2\x81\xA6"
		     "b",
	    "ab"); /* isolate */
	assert_clean("a\xC2\xAD"
		     "b",
	    "ab"); /* soft hyphen */
	assert_clean("a\xEF\xB7\x90\xEF\xBF\xBE\xF0\x9F\xBF\xBF"
		     "b",
	    "ab");
	assert_clean("a\xF3\xA0\x81\x81"
		     "b",
	    "ab"); /* a tag */
}

static void
joins_what_an_invisible_mark_kept_apart(void **state)
{
	(void)state;
	/* The result is NFC: the accent meets its letter. */
	assert_clean("e\xE2\x80\x8B\xCC\x81", "\xC3\xA9");
}

static void
keeps_newlines_and_tabs(void **state)
{
	(void)state;
	assert_clean("a\n\tb", "a\n\tb");
	assert_clean("a\r\nb", "a\nb");
	assert_clean("a\rb\r", "a\nb\n");
	assert_clean("a\xC2\x85"
		     "b\xE2\x80\xA8"
		     "c\xE2\x80\xA9"
		     "d",
	    "a\nb\nc\nd");
}

static void
survives_text_that_is_not_utf8(void **state)
{
	(void)state;
	assert_clean("a\xFF"
		     "b\xC3",
	    "ab");
	assert_fold("\xFF", "\xFF"); /* left alone, not lost */
}

static void
folds_case_and_accents(void **state)
{
	(void)state;
	assert_fold("Si\xC3\xA2n", "sian");
	assert_fold("SI\xC3\x82N", "sian");
	assert_fold("Sia\xCC\x82n", "sian");
	assert_fold("Stra\xC3\x9F"
		    "e",
	    "strasse");
	assert_fold("CAF\xC3\x89 NO\xC3\x8BL", "cafe noel");
	assert_fold("\xC5\xB4yn \xC5\xB6", "wyn y");
	assert_fold("", "");
}

static void
never_cuts_a_character_in_two(void **state)
{
	(void)state;
	assert_int_equal(utf8_clip("abc", 10), 3);
	assert_int_equal(utf8_clip("abc", 3), 3);
	assert_int_equal(utf8_clip("abc", 2), 2);
	assert_int_equal(utf8_clip("a\xE2\x82\xAC", 3), 1);
	assert_int_equal(utf8_clip("a\xE2\x82\xAC", 2), 1);
	assert_int_equal(utf8_clip("a\xE2\x82\xAC", 4), 4);
	assert_int_equal(utf8_clip("\xE2\x82\xAC", 1), 0);
	assert_int_equal(utf8_clip("", 0), 0);
	assert_int_equal(utf8_clip("a", 0), 0);
}

static void
counts_characters(void **state)
{
	(void)state;
	assert_int_equal(utf8_length(""), 0);
	assert_int_equal(utf8_length("Si\xC3\xA2n \xF0\x9F\x98\x80"), 6);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(accepts_utf8),
	    cmocka_unit_test(takes_out_what_is_no_utf8),
	    cmocka_unit_test(refuses_a_nul),
	    cmocka_unit_test(finds_what_is_wrong_at_any_place),
	    cmocka_unit_test(refuses_overlong_forms),
	    cmocka_unit_test(refuses_surrogates_and_what_is_beyond_unicode),
	    cmocka_unit_test(refuses_cut_and_stray_bytes),
	    cmocka_unit_test(gives_characters_one_by_one),
	    cmocka_unit_test(makes_text_canonical),
	    cmocka_unit_test(drops_what_shows_nothing_and_misleads),
	    cmocka_unit_test(joins_what_an_invisible_mark_kept_apart),
	    cmocka_unit_test(keeps_newlines_and_tabs),
	    cmocka_unit_test(survives_text_that_is_not_utf8),
	    cmocka_unit_test(folds_case_and_accents),
	    cmocka_unit_test(never_cuts_a_character_in_two),
	    cmocka_unit_test(counts_characters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
