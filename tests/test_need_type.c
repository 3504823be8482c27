/* Which type of help people's words are about. */
#include "search/need_type.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "search/index_read.h"
#include "tests/testing_page.h"

/* Of judged searches: so many are right, a type above or below counting. */
#define LEAST_RIGHT 0.9

static const char *
type_of(const char *need)
{
	struct query query = {.need = need, .age_min = -1, .age_max = -1};
	const char *type =
	    need_type(site.index, site.vocabulary, &query, &arena);

	return type != NULL ? type : "none";
}

static void
is_what_the_longest_phrase_leads_to(void **state)
{
	(void)state;
	assert_string_equal(type_of("counselling"), "talking.counselling");
	assert_string_equal(type_of("I need bereavement counselling"),
	    "bereavement.counselling");
	assert_string_equal(
	    type_of("Couples COUNSELLING, please"), "talking.couples");
	assert_string_equal(type_of("can't pay the leccy"), "advice.energy");
}

static void
is_known_though_no_listing_is_of_it(void **state)
{
	(void)state;
	assert_int_equal(
	    index_set_find(site.index, SET_TYPE, "addiction.gambling").count,
	    0);
	assert_string_equal(type_of("problem gambling"), "addiction.gambling");
	assert_string_equal(type_of("betting"), "addiction.gambling");
}

static void
is_none_where_the_words_are_not_known(void **state)
{
	struct query number = {.need = "116123", .phone = "116123"};
	struct query name = {.need = "counselling", .heard = "counselling"};
	struct query none = {0};

	(void)state;
	assert_string_equal(type_of("zyqwvoxal"), "none");
	assert_string_equal(type_of("-"), "none");
	assert_string_equal(type_of(""), "none");
	assert_null(need_type(site.index, site.vocabulary, &number, &arena));
	assert_null(need_type(site.index, site.vocabulary, &name, &arena));
	assert_null(need_type(site.index, site.vocabulary, &none, &arena));
}

static bool
related(const char *a, const char *b)
{
	return vocabulary_type_within(a, b) || vocabulary_type_within(b, a);
}

/* "bereavement.group; bereavement" */
static bool
is_right(const char *type, char *types)
{
	char *each;

	while ((each = strsep(&types, ";")) != NULL)
		if (related(type, each + strspn(each, " ")))
			return true;
	return false;
}

static void
is_right_of_most_that_people_type(void **state)
{
	char *path = test_source("tests/searchset/lay.tsv"), *text, *rest,
	     *line;
	int all = 0, right = 0;

	(void)state;
	text = rest = test_file_read(path, &(size_t){0});
	while ((line = strsep(&rest, "\n")) != NULL) {
		char *half = strsep(&line, "\t"), *words = strsep(&line, "\t");

		if (*half == '#' || line == NULL || strcmp(line, "none") == 0)
			continue;
		all++;
		right += is_right(type_of(words), line);
	}
	fprintf(stderr, "# right: %d of %d\n", right, all);
	assert_true(all > 400);
	assert_true(right >= all * LEAST_RIGHT);
	free(text);
	free(path);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(is_what_the_longest_phrase_leads_to),
	    cmocka_unit_test(is_known_though_no_listing_is_of_it),
	    cmocka_unit_test(is_none_where_the_words_are_not_known),
	    cmocka_unit_test(is_right_of_most_that_people_type),
	};

	return cmocka_run_group_tests(
	    tests, test_page_set_up, test_page_tear_down);
}
