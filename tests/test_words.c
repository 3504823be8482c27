#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "schema/phrases.h"
#include "schema/words.h"
#include "tests/testing.h"

/* The folded words with '|' between; "!" behind those in capitals. */
static void
folds_to(const char *text, const char *expected)
{
	const char *at = text, *end = text + strlen(text);
	struct buf out = {0};
	struct word word;

	while ((at = word_next(at, end, &word)) != NULL) {
		if (out.length > 0)
			buf_add_char(&out, '|');
		buf_add(&out, word.folded, word.length);
		if (word.capitals)
			buf_add_char(&out, '!');
	}
	assert_string_equal(buf_text(&out), expected);
	buf_clear(&out);
}

static void
folds_words(void **state UNUSED)
{
	folds_to("Men's Sheds", "men|shed");
	folds_to("Men\xe2\x80\x99s sheds", "men|shed");
	folds_to("self-help/therapies", "self|help|therapy");
	folds_to("Caf\xc3\xa9 \xe2\x80\x93 na\xc3\xafve", "cafe|naive");
	folds_to("classes bus crisis", "class|bus|crisis");
	folds_to("ADD is not add", "add!|is|not|add");
	folds_to("'quoted' dads'", "quoted|dad");
	folds_to("one\xc2\xa0two", "one|two");
	folds_to("12-step", "12!|step");
	folds_to("", "");
	folds_to("...", "");
}

static void
leaves_an_endless_word_out(void **state UNUSED)
{
	char text[300];

	memset(text, 'x', 200);
	memcpy(text, "a ", 2);
	strcpy(text + 200, " end");
	folds_to(text, "a||end");
}

static void
survives_bytes_that_are_no_utf8(void **state UNUSED)
{
	folds_to("a\xff\xfe"
		 "b",
	    "a|b");
	folds_to("caf\xc3", "caf");
}

/* The sentences with '|' between. */
static void
splits_into(const char *text, const char *expected)
{
	const char *at = text, *end = text + strlen(text), *start;
	struct buf out = {0};
	size_t length;

	while (sentence_next(&at, end, &start, &length)) {
		if (out.length > 0)
			buf_add_char(&out, '|');
		buf_add(&out, start, length);
	}
	assert_string_equal(buf_text(&out), expected);
	buf_clear(&out);
}

static void
splits_sentences(void **state UNUSED)
{
	splits_into("One. Two! Three? four", "One.|Two!|Three?|four");
	splits_into("A line\n\n  another line ", "A line|another line");
	splits_into("At 6.30pm. Then home.", "At 6.30pm.|Then home.");
	splits_into("He said \"go.\" Then left.", "He said \"go.\"|Then left.");
	splits_into("", "");
	splits_into(" \n ", "");
}

static void
ends_none_at_an_abbreviation(void **state UNUSED)
{
	splits_into("At St. Anne's, e.g. on Mondays.",
	    "At St. Anne's, e.g. on Mondays.");
	splits_into("Ask J. Smith or Dr. Brown.", "Ask J. Smith or Dr. Brown.");
	splits_into("Tel. no. 5\nNo.\nYes.", "Tel. no. 5|No.|Yes.");
}

static int
found(const struct phrases *phrases, const char *text, unsigned *words)
{
	const char *at = text, *end = text + strlen(text);
	const struct phrase *phrase;
	uint32_t ids[20];
	struct word word;
	size_t count = 0;

	while (count < 20 && (at = word_next(at, end, &word)) != NULL)
		ids[count++] = phrases_word(phrases, &word);
	phrase = phrases_match(phrases, ids, count);
	if (phrase == NULL)
		return -1;
	*words = phrase->words;
	return phrase->value;
}

static void
finds_the_longest_phrase(void **state UNUSED)
{
	struct phrases *phrases = phrases_new();
	unsigned words = 0;
	char text[32];
	int i;

	assert_true(phrases_add(phrases, "baby", 1, false));
	assert_true(phrases_add(phrases, "baby blues", 2, false));
	assert_true(phrases_add(phrases, "blues", 3, false));
	assert_false(phrases_add(phrases, "...", 4, false));
	assert_int_equal(found(phrases, "Baby Blues group", &words), 2);
	assert_int_equal(words, 2);
	assert_int_equal(found(phrases, "babies", &words), 1);
	assert_int_equal(found(phrases, "baby-grow", &words), 1);
	assert_int_equal(words, 1);
	for (i = 0; i < 2000; i++) {
		snprintf(text, sizeof(text), "word%d x%d", i, i / 7);
		assert_true(phrases_add(phrases, text, 100 + i, false));
	}
	assert_int_equal(found(phrases, "word1999 x285", &words), 2099);
	assert_int_equal(found(phrases, "word1999 x284", &words), -1);
	assert_int_equal(found(phrases, "baby blues", &words), 2);
	phrases_free(phrases);
	phrases_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(folds_words),
	    cmocka_unit_test(leaves_an_endless_word_out),
	    cmocka_unit_test(survives_bytes_that_are_no_utf8),
	    cmocka_unit_test(splits_sentences),
	    cmocka_unit_test(ends_none_at_an_abbreviation),
	    cmocka_unit_test(finds_the_longest_phrase),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
