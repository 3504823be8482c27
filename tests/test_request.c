#include "tests/testing.h"

#include <string.h>

#include "server/request.h"

static enum request_error
parse(struct request *request, const char *target)
{
	return request_parse(
	    request, METHOD_GET, target, strlen(target), NULL, 0);
}

static void
refused(const char *target, enum request_error why)
{
	struct request request;

	assert_int_equal(parse(&request, target), why);
	request_clear(&request);
}

static void
reads_path_and_parameters(void **state)
{
	struct request request;

	(void)state;
	assert_int_equal(
	    parse(&request, "/search?q=can%27t+sleep&near=M32%200TH&type=a"
			    "&type=b&flag&&x="),
	    REQUEST_OK);
	assert_string_equal(request.path, "/search");
	assert_string_equal(request_parameter(&request, "q"), "can't sleep");
	assert_string_equal(request_parameter(&request, "near"), "M32 0TH");
	assert_string_equal(request_parameter(&request, "type"), "a");
	assert_string_equal(request_parameter(&request, "flag"), "");
	assert_string_equal(request_parameter(&request, "x"), "");
	assert_null(request_parameter(&request, "nothing"));
	assert_int_equal(request.parameters_count, 6);
	assert_string_equal(request.parameters[3].value, "b");
	request_clear(&request);
}

static void
decodes_names_and_keeps_an_equals_sign_in_a_value(void **state)
{
	struct request request;

	(void)state;
	assert_int_equal(parse(&request, "/?%71=a=b%26"), REQUEST_OK);
	assert_string_equal(request_parameter(&request, "q"), "a=b&");
	request_clear(&request);
}

static void
keeps_a_plus_sign_of_a_path(void **state)
{
	struct request request;

	(void)state;
	assert_int_equal(parse(&request, "/a+b%20c+"), REQUEST_OK);
	assert_string_equal(request.path, "/a+b c+");
	request_clear(&request);
}

static void
reads_utf8(void **state)
{
	struct request request;

	(void)state;
	assert_int_equal(parse(&request, "/?q=Si%C3%A2n"), REQUEST_OK);
	assert_string_equal(request_parameter(&request, "q"), "Si\xc3\xa2n");
	request_clear(&request);
}

static void
refuses_a_wrong_percent_sign(void **state)
{
	(void)state;
	refused("/?q=%", REQUEST_BAD);
	refused("/?q=%4", REQUEST_BAD);
	refused("/?q=%zz", REQUEST_BAD);
	refused("/?%zz=1", REQUEST_BAD);
	refused("/%zz", REQUEST_BAD);
	refused("/a+%", REQUEST_BAD);
}

static void
refuses_a_nul(void **state)
{
	struct request request;

	(void)state;
	refused("/?q=a%00b", REQUEST_BAD);
	refused("/a%00", REQUEST_BAD);
	assert_int_equal(
	    request_parse(&request, METHOD_GET, "/a\0b", 4, NULL, 0),
	    REQUEST_BAD);
	request_clear(&request);
}

static void
refuses_what_is_not_utf8(void **state)
{
	(void)state;
	refused("/?q=%ff", REQUEST_BAD);
	refused("/?q=%c0%af", REQUEST_BAD);    /* overlong '/' */
	refused("/?q=%ed%a0%80", REQUEST_BAD); /* a surrogate */
	refused("/%c3", REQUEST_BAD);
	refused("/?q=%c3+%a2", REQUEST_BAD); /* cut in two */
	refused("/%c3+%a2", REQUEST_BAD);
}

static void
refuses_a_target_that_is_no_path(void **state)
{
	(void)state;
	refused("", REQUEST_BAD);
	refused("*", REQUEST_BAD);
	refused("search", REQUEST_BAD);
	refused("http://example.org/", REQUEST_BAD);
	refused("/a b", REQUEST_BAD);
	refused("/a\tb", REQUEST_BAD);
	refused("/\xc3\xa2", REQUEST_BAD);
	refused("/a#b", REQUEST_BAD);
}

static void
refuses_an_address_over_4_kib(void **state)
{
	char target[REQUEST_MAX_TARGET + 2];
	struct request request;

	(void)state;
	memset(target, 'a', sizeof(target));
	target[0] = '/';
	target[REQUEST_MAX_TARGET] = '\0';
	assert_int_equal(parse(&request, target), REQUEST_OK);
	request_clear(&request);
	target[REQUEST_MAX_TARGET] = 'a';
	target[REQUEST_MAX_TARGET + 1] = '\0';
	refused(target, REQUEST_TOO_LONG);
}

static void
refuses_a_65th_parameter(void **state)
{
	char target[512] = "/?";
	struct request request;
	int i;

	(void)state;
	for (i = 0; i < REQUEST_MAX_PARAMETERS; i++)
		strcat(target, "a=1&");
	assert_int_equal(parse(&request, target), REQUEST_OK);
	assert_int_equal(request.parameters_count, REQUEST_MAX_PARAMETERS);
	request_clear(&request);
	strcat(target, "a=1");
	refused(target, REQUEST_TOO_MANY);
}

static void
reads_a_form_that_was_posted_behind_the_address(void **state)
{
	struct request request;

	(void)state;
	assert_int_equal(request_parse(&request, METHOD_POST, "/search?area=x",
			     14, "q=a+b&near=c", 12),
	    REQUEST_OK);
	assert_string_equal(request_parameter(&request, "area"), "x");
	assert_string_equal(request_parameter(&request, "q"), "a b");
	assert_string_equal(request_parameter(&request, "near"), "c");
	request_clear(&request);
	assert_int_equal(
	    request_parse(&request, METHOD_GET, "/search", 7, "q=a", 3),
	    REQUEST_OK);
	assert_null(request_parameter(&request, "q"));
	request_clear(&request);
	assert_int_equal(
	    request_parse(&request, METHOD_POST, "/search", 7, "q=%", 3),
	    REQUEST_BAD);
	request_clear(&request);
	assert_int_equal(
	    request_parse(&request, METHOD_POST, "/search", 7, NULL, 0),
	    REQUEST_OK);
	request_clear(&request);
}

static void
refuses_a_body_over_16_kib(void **state)
{
	static char body[REQUEST_MAX_BODY + 1];
	struct request request;

	(void)state;
	memset(body, 'a', sizeof(body));
	assert_int_equal(request_parse(&request, METHOD_POST, "/", 1, body,
			     sizeof(body) - 1),
	    REQUEST_OK);
	request_clear(&request);
	assert_int_equal(
	    request_parse(&request, METHOD_POST, "/", 1, body, sizeof(body)),
	    REQUEST_TOO_LARGE);
	request_clear(&request);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_path_and_parameters),
	    cmocka_unit_test(decodes_names_and_keeps_an_equals_sign_in_a_value),
	    cmocka_unit_test(keeps_a_plus_sign_of_a_path),
	    cmocka_unit_test(reads_utf8),
	    cmocka_unit_test(refuses_a_wrong_percent_sign),
	    cmocka_unit_test(refuses_a_nul),
	    cmocka_unit_test(refuses_what_is_not_utf8),
	    cmocka_unit_test(refuses_a_target_that_is_no_path),
	    cmocka_unit_test(refuses_an_address_over_4_kib),
	    cmocka_unit_test(refuses_a_65th_parameter),
	    cmocka_unit_test(reads_a_form_that_was_posted_behind_the_address),
	    cmocka_unit_test(refuses_a_body_over_16_kib),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
