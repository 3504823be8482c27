#include "tests/testing.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

static void
reads_as_empty_text_when_nothing_was_added(void **state)
{
	struct buf buf = {0};
	char *taken;

	(void)state;
	assert_string_equal(buf_text(&buf), "");
	taken = buf_take(&buf);
	assert_string_equal(taken, "");
	free(taken);
	buf_clear(&buf);
}

static void
ends_in_a_nul_that_is_not_counted(void **state)
{
	struct buf buf = {0};
	size_t i;

	(void)state;
	for (i = 0; i < 500; i++) {
		buf_add_char(&buf, 'x');
		assert_int_equal(buf.length, i + 1);
		assert_int_equal(buf.data[buf.length], '\0');
	}
	buf_clear(&buf);
}

static void
adds_nothing_for_null_or_no_bytes(void **state)
{
	struct buf buf = {0};

	(void)state;
	buf_add_text(&buf, NULL);
	assert_int_equal(buf.length, 0);
	buf_add(&buf, NULL, 0);
	buf_add(&buf, "abc", 0);
	assert_string_equal(buf_text(&buf), "");
	buf_clear(&buf);
}

static void
keeps_bytes_that_are_no_text(void **state)
{
	struct buf buf = {0};

	(void)state;
	buf_add(&buf, "a\0b", 3);
	assert_int_equal(buf.length, 3);
	assert_memory_equal(buf.data, "a\0b", 4);
	buf_clear(&buf);
}

static void
formats_longer_than_its_room(void **state)
{
	char expected[5001];
	struct buf buf = {0};

	(void)state;
	memset(expected, ' ', 5000);
	strcpy(expected + 4998, "42");
	buf_printf(&buf, "%5000d", 42);
	assert_int_equal(buf.length, 5000);
	assert_string_equal(buf_text(&buf), expected);
	buf_printf(&buf, "%s", "");
	assert_int_equal(buf.length, 5000);
	buf_clear(&buf);
}

static void
formats_text_that_just_fits_and_just_does_not(void **state)
{
	struct buf buf = {0};
	char text[200];
	size_t length;

	(void)state;
	for (length = 0; length < 199; length++) {
		memset(text, 'y', length);
		text[length] = '\0';
		buf_printf(&buf, "%s", text);
		assert_string_equal(buf_text(&buf), text);
		buf_clear(&buf);
	}
}

static void
writes_every_long(void **state)
{
	const long numbers[] = {
	    0, 1, -1, 10, -10, 1234567890, LONG_MAX, LONG_MIN};
	struct buf buf = {0};
	char expected[32];
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(numbers); i++) {
		buf_reset(&buf);
		buf_add_long(&buf, numbers[i]);
		snprintf(expected, sizeof(expected), "%ld", numbers[i]);
		assert_string_equal(buf_text(&buf), expected);
	}
	buf_clear(&buf);
}

static void
gives_its_memory_away_once(void **state)
{
	struct buf buf = {0};
	char *taken;

	(void)state;
	buf_add_text(&buf, "abc");
	taken = buf_take(&buf);
	assert_string_equal(taken, "abc");
	assert_int_equal(buf.length, 0);
	buf_add_text(&buf, "def");
	assert_string_equal(buf_text(&buf), "def");
	assert_string_equal(taken, "abc");
	free(taken);
	buf_clear(&buf);
}

static void
keeps_its_memory_when_reset(void **state)
{
	struct buf buf = {0};
	const char *before;

	(void)state;
	buf_reset(&buf);
	buf_add_text(&buf, "abc");
	before = buf.data;
	buf_reset(&buf);
	assert_string_equal(buf_text(&buf), "");
	assert_ptr_equal(buf.data, before);
	buf_clear(&buf);
	buf_clear(&buf);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_as_empty_text_when_nothing_was_added),
	    cmocka_unit_test(ends_in_a_nul_that_is_not_counted),
	    cmocka_unit_test(adds_nothing_for_null_or_no_bytes),
	    cmocka_unit_test(keeps_bytes_that_are_no_text),
	    cmocka_unit_test(formats_longer_than_its_room),
	    cmocka_unit_test(formats_text_that_just_fits_and_just_does_not),
	    cmocka_unit_test(writes_every_long),
	    cmocka_unit_test(gives_its_memory_away_once),
	    cmocka_unit_test(keeps_its_memory_when_reset),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
