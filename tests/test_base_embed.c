#include "tests/testing.h"

#include <stdlib.h>
#include <string.h>

#include "base/embed.h"

extern const struct embedded test_embedded[];

static void
holds_a_file_byte_for_byte(void **state)
{
	const struct embedded *file;
	size_t length;
	char *path, *bytes;

	(void)state;
	path = test_source("tests/embedded/quotes.txt");
	bytes = test_file_read(path, &length);
	file = embedded_find(test_embedded, "tests/embedded/quotes.txt");
	assert_non_null(file);
	assert_int_equal(file->length, length);
	assert_string_equal(file->data, bytes);
	assert_int_equal(strlen(file->data), length);
	free(bytes);
	free(path);
}

static void
holds_an_empty_file(void **state)
{
	const struct embedded *file;

	(void)state;
	file = embedded_find(test_embedded, "tests/embedded/empty.txt");
	assert_non_null(file);
	assert_int_equal(file->length, 0);
	assert_string_equal(file->data, "");
}

static void
finds_nothing_by_another_name(void **state)
{
	(void)state;
	assert_null(embedded_find(test_embedded, "quotes.txt"));
	assert_null(embedded_find(test_embedded, ""));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(holds_a_file_byte_for_byte),
	    cmocka_unit_test(holds_an_empty_file),
	    cmocka_unit_test(finds_nothing_by_another_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
