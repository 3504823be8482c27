#include "tests/testing.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/paths.h"

static void
finds_data_beside_the_build(void **state)
{
	char *path = path_data("places/areas.tsv");

	(void)state;
	assert_int_equal(access(path, R_OK), 0);
	assert_non_null(strstr(path, "share/signpost/places/areas.tsv"));
	free(path);
}

static void
names_the_installed_place_where_nothing_is(void **state)
{
	char *path = path_data("no-such-file"), *expected;

	(void)state;
	assert_string_equal(path, SIGNPOST_DATADIR "/no-such-file");
	free(path);
	path = path_program("no-such-program");
	expected = xasprintf("%s/no-such-program", SIGNPOST_BINDIR);
	assert_string_equal(path, expected);
	free(expected);
	free(path);
}

static void
finds_programs_beside_itself(void **state)
{
	char *path = path_program("test_base_paths");

	(void)state;
	assert_int_equal(access(path, X_OK), 0);
	assert_non_null(strstr(path, "/tests/./test_base_paths"));
	free(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(finds_data_beside_the_build),
	    cmocka_unit_test(names_the_installed_place_where_nothing_is),
	    cmocka_unit_test(finds_programs_beside_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
