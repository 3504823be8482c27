#include <string.h>

#include "search/names_sound.h"
#include "tests/testing.h"
#include "tests/testing_search.h"

static struct test_search directory;

static struct listing *
add(const char *code, const char *name, const char *organisation)
{
	struct listing *one = test_search_add(&directory, code, name);

	if (organisation != NULL)
		one->org_name = test_search_text(&directory, organisation);
	return one;
}

static int
set_up(void **state UNUSED)
{
	test_search_init(&directory);
	add("s2bhn2", "Night Owls", "Siobhan Rourke Foundation");
	add("s2bhn3", "Reclaim", "Siobhan Rourke Foundation");
	add("k2v222", "The Clay Room", "The Caoimhe Centre")->alternate_name =
	    test_search_text(&directory, "Llusern");
	add("p2nh22", "Penhallow House", NULL);
	add("b2r222", "Bereavement Counselling", "Otterline Trust");
	add("c2l222", "Gone", "Cholmondeley House")->status = LISTING_CLOSED;
	add("a2nx22", "Worry Group", NULL)->description = test_search_text(
	    &directory, "For anxiety. We meet in a shivering tent.");
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
sounds_like(const char *text, const char *name)
{
	const char *found =
	    names_sound_find(directory.index, directory.vocabulary, text);

	if (name == NULL)
		assert_null(found);
	else if (found == NULL)
		fail_msg("%s: not %s", text, name);
	else
		assert_string_equal(found, name);
}

static void
finds_names_by_their_sound(void **state UNUSED)
{
	sounds_like("shivon rork foundation", "Siobhan Rourke Foundation");
	sounds_like("keeva centre", "The Caoimhe Centre");
	sounds_like("pen hallo house", "Penhallow House");
	sounds_like("ottoline", "Otterline Trust");
	/* Its other name. */
	sounds_like("lusern", "Llusern");
}

static void
leaves_names_as_they_are_written_alone(void **state UNUSED)
{
	sounds_like("siobhan rourke", NULL);
	sounds_like("Penhallow House", NULL);
}

static void
leaves_needs_alone(void **state UNUSED)
{
	sounds_like("bereavement counselling", NULL);
	sounds_like("anxiety", NULL);
	sounds_like("worried about my centre", NULL);
	sounds_like("DV", NULL);
	sounds_like("", NULL);
	sounds_like("shivon rork foundation anxiety", NULL);
	sounds_like("one two three four five six seven shivon rork", NULL);
	/* What is closed is found by no name. */
	sounds_like("chumley house", NULL);
}

static void
says_what_it_heard(void **state UNUSED)
{
	const struct query *query = &directory.query;

	assert_string_equal(
	    test_search_codes(&directory, "q=shivon+rork"), "s2bhn2 s2bhn3");
	assert_string_equal(query->heard, "Siobhan Rourke Foundation");
	assert_int_equal(query->readings_count, 1);
	assert_string_equal(query->readings[0].as, "sound");
	assert_string_equal(query->readings[0].words, "shivon rork");
	assert_string_equal(
	    query->readings[0].value, "Siobhan Rourke Foundation");
	assert_int_equal(directory.answer.spelling.readings_count, 0);
}

static void
hears_what_other_readings_left(void **state UNUSED)
{
	const struct query *query = &directory.query;

	test_search_run(&directory, "q=shivon+rork+near+QX4+2AB");
	assert_true(query->has_near);
	assert_string_equal(query->heard, "Siobhan Rourke Foundation");
	assert_int_equal(query->readings_count, 2);
	assert_string_equal(query->readings[1].words, "shivon rork");
}

static void
takes_words_as_typed_where_asked(void **state UNUSED)
{
	struct buf link = {0};

	test_search_run(&directory, "q=shivon+rork&strict=1");
	assert_null(directory.query.heard);
	assert_string_equal(directory.query.need, "shivon rork");
	assert_int_equal(directory.query.readings_count, 0);
	/* A link keeps what was typed. */
	test_search_run(&directory, "q=shivon+rork");
	query_url(&directory.query, &link, NULL, 0);
	assert_string_equal(buf_text(&link), "q=shivon+rork");
	buf_clear(&link);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(finds_names_by_their_sound),
	    cmocka_unit_test(leaves_names_as_they_are_written_alone),
	    cmocka_unit_test(leaves_needs_alone),
	    cmocka_unit_test(says_what_it_heard),
	    cmocka_unit_test(hears_what_other_readings_left),
	    cmocka_unit_test(takes_words_as_typed_where_asked),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
