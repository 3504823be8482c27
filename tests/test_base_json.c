#include "tests/testing.h"

#include <limits.h>
#include <string.h>

#include "base/json.h"

static struct buf out;

static int
clear_out(void **state)
{
	(void)state;
	buf_clear(&out);
	return 0;
}

static const char *
text(const char *value)
{
	buf_reset(&out);
	json_text(&out, value);
	return buf_text(&out);
}

static void
escapes_quotes_backslashes_and_control_characters(void **state)
{
	(void)state;
	assert_string_equal(text("a\"b\\c"), "\"a\\\"b\\\\c\"");
	assert_string_equal(text("a\nb\tc"), "\"a\\nb\\tc\"");
	assert_string_equal(text("\x01\x08\r\x1F\x7F"),
	    "\"\\u0001\\u0008\\u000d\\u001f\\u007f\"");
	assert_string_equal(text(""), "\"\"");
}

static void
is_safe_inside_a_page(void **state)
{
	(void)state;
	assert_string_equal(
	    text("</script><!--"), "\"\\u003c/script>\\u003c!--\"");
	assert_string_equal(
	    text("\xE2\x80\xA8\xE2\x80\xA9"), "\"\\u2028\\u2029\"");
}

static void
keeps_other_characters_as_they_are(void **state)
{
	(void)state;
	assert_string_equal(
	    text("Siân \xF0\x9F\x98\x80 /"), "\"Siân \xF0\x9F\x98\x80 /\"");
}

static void
never_writes_bytes_that_are_not_utf8(void **state)
{
	(void)state;
	assert_string_equal(text("a\xFF"
				 "b\xC3"),
	    "\"a\\ufffdb\\ufffd\"");
	buf_reset(&out);
	json_text_n(&out, "a\0b", 3);
	assert_string_equal(buf_text(&out), "\"a\\u0000b\"");
	buf_reset(&out);
	json_text_n(&out, "caf\xC3\xA9", 4); /* cut within a character */
	assert_string_equal(buf_text(&out), "\"caf\\ufffd\"");
}

static void
sees_to_commas_at_every_level(void **state)
{
	struct json json = {.out = &out};

	(void)state;
	buf_reset(&out);
	json_open(&json, NULL, '{');
	json_string(&json, "a", "1");
	json_open(&json, "list", '[');
	json_integer(&json, NULL, 1);
	json_open(&json, NULL, '{');
	json_close(&json, '}');
	json_open(&json, NULL, '[');
	json_close(&json, ']');
	json_bool(&json, NULL, false);
	json_close(&json, ']');
	json_bool(&json, "b", true);
	json_raw(&json, "raw", "[1,2]", 5);
	json_close(&json, '}');
	assert_string_equal(buf_text(&out),
	    "{\"a\":\"1\",\"list\":[1,{},[],false],\"b\":true,"
	    "\"raw\":[1,2]}");
}

static void
leaves_out_what_has_no_value(void **state)
{
	struct json json = {.out = &out};

	(void)state;
	buf_reset(&out);
	json_open(&json, NULL, '{');
	json_string_if(&json, "a", NULL);
	json_string_if(&json, "b", "");
	json_string_if(&json, "c", "x");
	json_close(&json, '}');
	assert_string_equal(buf_text(&out), "{\"c\":\"x\"}");
}

static void
writes_numbers_short_and_exact(void **state)
{
	struct json json = {.out = &out};

	(void)state;
	buf_reset(&out);
	json_open(&json, NULL, '[');
	json_integer(&json, NULL, LONG_MIN);
	json_decimal(&json, NULL, 1.5, 3);
	json_decimal(&json, NULL, 2.0, 3);
	json_decimal(&json, NULL, 100.0, 0);
	json_decimal(&json, NULL, -0.0001, 2);
	json_decimal(&json, NULL, -2.358, 2);
	json_decimal(&json, NULL, 53.4567891, 6);
	json_close(&json, ']');
	assert_string_equal(buf_text(&out),
	    "[-9223372036854775808,1.5,2,100,0,-2.36,53.456789]");
}

static void
escapes_keys_too(void **state)
{
	struct json json = {.out = &out};

	(void)state;
	buf_reset(&out);
	json_open(&json, NULL, '{');
	json_string(&json, "a\"<", "x");
	json_close(&json, '}');
	assert_string_equal(buf_text(&out), "{\"a\\\"\\u003c\":\"x\"}");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(escapes_quotes_backslashes_and_control_characters),
	    cmocka_unit_test(is_safe_inside_a_page),
	    cmocka_unit_test(keeps_other_characters_as_they_are),
	    cmocka_unit_test(never_writes_bytes_that_are_not_utf8),
	    cmocka_unit_test(sees_to_commas_at_every_level),
	    cmocka_unit_test(leaves_out_what_has_no_value),
	    cmocka_unit_test(writes_numbers_short_and_exact),
	    cmocka_unit_test(escapes_keys_too),
	};

	return cmocka_run_group_tests(tests, NULL, clear_out);
}
