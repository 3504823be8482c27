#include "tests/testing.h"

#include <regex.h>
#include <string.h>

#include "base/compiler.h"
#include "base/regex_size.h"

static void
lets_through_what_people_write(void **state UNUSED)
{
	static const char *const fine[] = {
	    "",
	    "a",
	    "^([0-9]{1,2}) ?(am|pm)$",
	    "[^]+*]{40}",
	    "[[:alpha:]+]{1,200} [a-z]{0,300}",
	    "\\++\\++\\++",
	    "(( [a-z]+){0,4} (an? )?)+",
	    "a{1000}",
	    "( *,? *)*(( [a-z]*)?)+(a|b|)+",
	    "(^)*a|b(c$){2}",
	    "(one|two|three)+(one|two|three)+(one|two|three)+",
	};

	for (size_t i = 0; i < ARRAY_LEN(fine); i++) {
		regex_t regex;

		if (regex_too_large(fine[i]))
			fail_msg("'%s' is not too large", fine[i]);
		assert_int_equal(regcomp(&regex, fine[i], REG_EXTENDED), 0);
		regfree(&regex);
	}
}

static void
stops_what_would_take_all_memory(void **state UNUSED)
{
	static const char *const large[] = {
	    "a{2001}",
	    "a{1,99999999999999999999}",
	    "((a{200}){200})",
	    "a{50}{50}",
	    "a++++++++++++",
	    "a*****",
	    "(ab.|)?+++",
	    "(((a*)*){30}){30}",
	    "((\\b)*{30}){30}",
	    "((((((((((((a+)+)+)+)+)+)+)+)+)+)+)+)+",
	    "(abc ?++++++++++++++++++)?",
	    "a|)+++++++++++++++",
	    "([]+]{1000}){3}",
	    "([[:alpha:]]{1000}){3}",
	    "(a?a?a?a?a?a?a?a?a?a?){300}",
	};

	for (size_t i = 0; i < ARRAY_LEN(large); i++) {
		if (!regex_too_large(large[i]))
			fail_msg("'%s' is too large", large[i]);
	}
}

/* Whatever is cut off: no byte behind the end is read. */
static void
reads_expressions_that_end_early(void **state UNUSED)
{
	static const char *const cut[] = {"[", "[^", "[]", "[[:", "[[:a", "[[",
	    "\\", "{", "a{", "a{1", "a{1,", "(", "((a", ")", "|", "+", "*"};

	for (size_t i = 0; i < ARRAY_LEN(cut); i++)
		assert_false(regex_too_large(cut[i]));
}

static void
stops_groups_within_groups_without_end(void **state UNUSED)
{
	char deep[200];

	memset(deep, '(', sizeof(deep));
	deep[sizeof(deep) - 1] = '\0';
	assert_true(regex_too_large(deep));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lets_through_what_people_write),
	    cmocka_unit_test(stops_what_would_take_all_memory),
	    cmocka_unit_test(reads_expressions_that_end_early),
	    cmocka_unit_test(stops_groups_within_groups_without_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
