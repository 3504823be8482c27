#include <string.h>

#include "search/loose.h"
#include "tests/testing.h"
#include "tests/testing_search.h"

static struct test_search directory;

static void
add(const char *code, const char *name, const char *type)
{
	struct listing *one = test_search_add(&directory, code, name);

	one->modes = MODE_PHONE;
	if (type != NULL)
		test_search_type(&directory, one, type);
}

static int
set_up(void **state UNUSED)
{
	test_search_init(&directory);
	add("d2mstc", "Threshold", "abuse.domestic");
	add("c2hang", "Turning Point", "abuse.perpetrator");
	add("n2ghts", "The Pillow Project", "recovery.sleep");
	add("w2grkp", "Swimming for all", NULL);
	add("t2ktea", "Tea and Talk", NULL);
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
finds(const char *query, const char *codes)
{
	assert_string_equal(test_search_codes(&directory, query), codes);
}

static void
passes_over_what_says_nothing(void **state UNUSED)
{
	finds("q=husband+hits+me", "d2mstc");
	finds("q=my+husband+keeps+on+hitting+me", "d2mstc");
	finds("q=my+husband+is+really+always+hitting+me", "d2mstc");
	/* ... and alone it is not asked for. */
	finds("q=keep+swimming", "w2grkp");
}

static void
reads_words_that_are_alike(void **state UNUSED)
{
	finds("q=hubby+hits+me", "d2mstc");
	finds("q=cant+sleep", "n2ghts");
	finds("q=she+isn't+sleeping", "n2ghts");
	finds("q=hes+never+asleep", "n2ghts");
}

static void
says_the_words_that_were_typed(void **state UNUSED)
{
	const struct answer_hit *one;

	finds("q=my+hubby+keeps+hitting+me+please", "d2mstc");
	one = &directory.answer.hits[0];
	assert_string_equal(one->why[0].matched, "hubby keeps hitting");
}

static void
finds_the_very_words_as_well(void **state UNUSED)
{
	/* "tea and chat" is of the vocabulary, and no listing's. */
	finds("q=tea+and+talk", "t2ktea");
	assert_string_equal(directory.answer.hits[0].why[0].by, "name");
}

static void
keeps_to_the_order_of_words(void **state UNUSED)
{
	finds("q=hit+my+wife", "c2hang");
	assert_non_null(loose_phrase(directory.index, "not cope"));
	assert_null(loose_phrase(directory.index, "cope not"));
}

static void
one_word_is_no_loose_phrase(void **state UNUSED)
{
	/* "he hits me" is of the vocabulary, and "hits" is left of it. */
	finds("q=it+hits", "");
	assert_null(loose_phrase(directory.index, "hit"));
	assert_null(loose_phrase(directory.index, ""));
	assert_non_null(loose_phrase(directory.index, "husband hit"));
}

static void
reads_a_word_within_phrases(void **state UNUSED)
{
	const struct index *index = directory.index;

	assert_string_equal(loose_word(index, "hubbi", false), "husband");
	assert_string_equal(loose_word(index, "keep", false), "");
	assert_string_equal(loose_word(index, "the", true), "");
	assert_string_equal(loose_word(index, "swim", false), "swim");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(passes_over_what_says_nothing),
	    cmocka_unit_test(reads_words_that_are_alike),
	    cmocka_unit_test(says_the_words_that_were_typed),
	    cmocka_unit_test(finds_the_very_words_as_well),
	    cmocka_unit_test(keeps_to_the_order_of_words),
	    cmocka_unit_test(one_word_is_no_loose_phrase),
	    cmocka_unit_test(reads_a_word_within_phrases),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
