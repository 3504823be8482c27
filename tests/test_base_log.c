#include "tests/testing.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/log.h"

static void
log_text(void *text)
{
	log_line("%s", (const char *)text);
}

/* What log_line() writes for "text"; the caller's. */
static char *
logged(const char *text)
{
	char *said;

	assert_int_equal(test_in_child(log_text, (void *)text, &said), 0);
	return said;
}

static void
assert_logged(const char *text, const char *expected)
{
	char *said = logged(text);

	assert_string_equal(said, expected);
	free(said);
}

static void
writes_one_line_for_one_message(void **state)
{
	(void)state;
	assert_logged(
	    "leeds: line 214: too long", "leeds: line 214: too long\n");
	assert_logged("", "\n");
}

static void
shows_control_characters_as_escapes(void **state)
{
	(void)state;
	assert_logged("a\nb\r\x1B[31m\x7F", "a\\x0ab\\x0d\\x1b[31m\\x7f\n");
	assert_logged("a\xC2\x9B"
		      "31m",
	    "a\\xc2\\x9b31m\n"); /* C1 */
}

static void
shows_bytes_that_are_not_utf8_as_escapes(void **state)
{
	(void)state;
	assert_logged("Si\xC3\xA2n \xE2\x82\xAC", "Si\xC3\xA2n \xE2\x82\xAC\n");
	assert_logged("a\xFF"
		      "b\xC3",
	    "a\\xffb\\xc3\n");
}

static void
cuts_a_long_line_between_characters(void **state)
{
	char text[3 * LOG_MAX_BYTES + 1], *said;
	size_t i, length;

	(void)state;
	for (i = 0; i + 3 < sizeof(text); i += 3)
		memcpy(text + i, "\xE2\x82\xAC", 3);
	text[i] = '\0';
	said = logged(text);
	length = strlen(said);
	assert_true(length <= LOG_MAX_BYTES && length > LOG_MAX_BYTES - 10);
	assert_int_equal(said[length - 1], '\n');
	assert_int_equal((length - 1) % 3, 0);
	free(said);
}

static void
stays_within_its_limit_when_all_is_escaped(void **state)
{
	char text[2 * LOG_MAX_BYTES], *said;

	(void)state;
	memset(text, 1, sizeof(text));
	text[sizeof(text) - 1] = '\0';
	said = logged(text);
	assert_true(strlen(said) <= LOG_MAX_BYTES);
	assert_string_equal(said + strlen(said) - 5, "\\x01\n");
	free(said);
}

static void
end_fatally(void *arg)
{
	(void)arg;
	log_open("/usr/sbin/signpostd");
	fatal("disk is %s", "full");
}

static void
names_the_program_when_it_must_end(void **state)
{
	char *said;
	int status;

	(void)state;
	status = test_in_child(end_fatally, NULL, &said);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 1);
	assert_string_equal(said, "signpostd: disk is full\n");
	free(said);
}

static void
keep_errno(void *arg)
{
	(void)arg;
	errno = ENOSPC;
	log_line("something");
	if (errno != ENOSPC)
		exit(1);
}

static void
leaves_errno_as_it_was(void **state)
{
	char *said;

	(void)state;
	assert_int_equal(test_in_child(keep_errno, NULL, &said), 0);
	free(said);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(writes_one_line_for_one_message),
	    cmocka_unit_test(shows_control_characters_as_escapes),
	    cmocka_unit_test(shows_bytes_that_are_not_utf8_as_escapes),
	    cmocka_unit_test(cuts_a_long_line_between_characters),
	    cmocka_unit_test(stays_within_its_limit_when_all_is_escaped),
	    cmocka_unit_test(names_the_program_when_it_must_end),
	    cmocka_unit_test(leaves_errno_as_it_was),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
