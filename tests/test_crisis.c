#include "search/query.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/paths.h"
#include "tests/testing.h"
#include "tests/testing_search.h"

static struct vocabulary *shipped;

static int
set_up(void **state UNUSED)
{
	char *folder = path_data("vocabulary");
	char error[300];

	shipped = vocabulary_load(folder, error, sizeof(error));
	free(folder);
	if (shipped == NULL)
		fail_msg("%s", error);
	return 0;
}

static int
tear_down(void **state UNUSED)
{
	vocabulary_free(shipped);
	return 0;
}

/* As a whole query reads it. */
static enum crisis
read(const char *q)
{
	struct query_parameter parameter = {"q", q};
	struct query_error error;
	struct arena arena = {0};
	struct query query;

	assert_int_equal(query_parse(&parameter, 1, &test_search_places,
			     shipped, &arena, &query, &error, 1),
	    0);
	arena_clear(&arena);
	return query.crisis;
}

static const char *
name_of(enum crisis kind)
{
	return kind == CRISIS_NONE ? "none" : crisis_name[kind];
}

/* tests/crisis.tsv, in both directions; the wrong ones are all shown. */
static void
tells_a_crisis_from_what_looks_like_one(void **state UNUSED)
{
	char line[300], *path;
	size_t alarms = 0, others = 0, wrong = 0;
	FILE *file;

	path = test_source("tests/crisis.tsv");
	file = fopen(path, "r");
	assert_non_null(file);
	free(path);
	while (fgets(line, sizeof(line), file) != NULL) {
		char *text = strchr(line, '\t');
		enum crisis kind;

		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '#' || text == NULL)
			continue;
		*text++ = '\0';
		kind = read(text);
		if (strcmp(line, "none") == 0)
			others++;
		else
			alarms++;
		if (strcmp(name_of(kind), line) == 0)
			continue;
		print_message(
		    "\"%s\" is %s, not %s\n", text, name_of(kind), line);
		wrong++;
	}
	fclose(file);
	assert_true(alarms >= 40 && others >= 40);
	assert_int_equal(wrong, 0);
}

static void
says_where_the_words_stand(void **state UNUSED)
{
	size_t at = 99, length = 99;

	assert_int_equal(
	    crisis_find(shipped, "Dad, 82, wants to die. Leeds", &at, &length),
	    CRISIS_SUICIDE);
	assert_int_equal(at, 9);
	assert_int_equal(length, 12);
}

static void
takes_any_bytes(void **state UNUSED)
{
	static const char *const texts[] = {"", "   ", "...", "\xff\xfe",
	    "\xe2\x80\x99\xe2\x80\x99",
	    "a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e f g",
	    "suicidalsuicidalsuicidalsuicidalsuicidalsuicidalsuicidal"};

	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		assert_int_equal(
		    crisis_find(shipped, texts[i], NULL, NULL), CRISIS_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tells_a_crisis_from_what_looks_like_one),
	    cmocka_unit_test(says_where_the_words_stand),
	    cmocka_unit_test(takes_any_bytes),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
