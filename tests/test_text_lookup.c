/* A search by text message: what is understood, said, and left out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/text_lookup.h"
#include "tests/testing_page.h"

#define URGENT "Life at risk: 999. Samaritans: 116 123, any time.\n"

/* The reply, which fits in three messages whatever was asked. */
static const char *
text(const char *words)
{
	const char *reply = text_lookup(&site.context, words, &arena);
	struct buf again = {0};

	if (gsm_segments(gsm_length(reply)) > TEXT_SEGMENTS)
		fail_msg("%s: too long: %s", words, reply);
	gsm_add(&again, reply);
	for (char *c = arena_strdup(&arena, reply); *c != '\0'; c++)
		assert_true(*c != '\t' && *c != '\r');
	assert_int_equal(again.length, strlen(reply)); /* no other character */
	buf_clear(&again);
	return reply;
}

/* How many lines end in a code. */
static size_t
results(const char *reply)
{
	size_t count = 0, digits;

	for (const char *line = reply; line != NULL;
	     line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
		size_t length = strcspn(line, "\n");

		digits = length < 8 ? 0
				    : strspn(line + length - 6,
					  "23456789bcdfghjkmnpqrstvwxz");
		count += digits >= 6 && line[length - 7] == ' ';
	}
	return count;
}

static void
finds_what_is_needed_and_where(void **state)
{
	const char *reply = text("counselling QX4 2AB");

	(void)state;
	assert_int_equal(results(reply), 3);
	test_has(reply, "Westby Talking Therapies. 0113 496 0101. Aged 16 and "
			"over. Free. Refer yourself. Open now, until 5pm.");
	test_has(reply, "tk2w3s");
	test_has(reply, "4 found. For more add MORE");
	test_lacks(reply, "999");
}

static void
reads_a_last_number_as_an_age(void **state)
{
	(void)state;
	test_has(text("counselling Westby 15"), "Fifth Avenue");
	test_lacks(text("counselling Westby 34"), "Fifth Avenue");
	test_has(text("counselling Westby 34"), "Age not stated: ask");
	test_has(text("counselling QX4 34"), "Westby Talking Therapies");
	/* The end of a postcode and of a telephone number are none. */
	test_lacks(text("counselling QX4 2"), "Age not stated");
	assert_string_equal(
	    text("counselling qx4 2"), text("Counselling  QX4 2\n"));
	test_has(text("0113 496 105"), "not listed here");
	test_has(text("0113 496 0105"), "Castle Wellbeing Caf\xc3\xa9");
}

static void
finds_a_name_and_a_code(void **state)
{
	(void)state;
	assert_int_equal(results(text("fifth avenue")), 1);
	test_has(text("TK2W3S"), "The Corner House, 1 Corner Street, Westby, "
				 "QX4 2AB. ");
	test_has(text("tk2w3s"), "https://help.example/tk2w3s");
	/* One that was joined with it. */
	assert_string_equal(text("mv2vdd"), text("tk2w3s"));
	test_has(text("zz9zzz"), "Nothing is listed here for \"zz9zzz\"");
}

static void
says_that_a_listing_has_gone(void **state)
{
	(void)state;
	test_has(text("wd8tdr"), "Westby Choir is no longer listed: ask ");
	/* What was taken down leaves no name. */
	test_has(text("hd9dnk"), "This service is no longer listed");
	test_lacks(text("hd9dnk"), "Taken");
}

static void
keeps_the_address_of_a_refuge(void **state)
{
	const char *reply = text("rf9gvn");

	(void)state;
	test_has(reply, "Rowan House. 0113 496 0107. Women.");
	test_lacks(reply, "Westby");
}

/* The codes of a page, in the order in which they stand there. */
static void
add_codes(struct buf *out, const char *reply)
{
	for (const char *end = reply; (end = strchr(end, '\n')) != NULL; end++)
		if (end - reply > 8 && end[-7] == ' ' && end[-8] == '.')
			buf_add(out, end - 7, 7);
}

static void
goes_on_where_the_page_before_ended(void **state)
{
	struct buf codes = {0};
	char words[32];

	(void)state;
	for (int page = 1; page <= 4; page++) {
		snprintf(words, sizeof(words), "westby more %d", page);
		/* Page 1 is the search itself. */
		add_codes(&codes, text(page == 1 ? "westby" : words));
	}
	assert_string_equal(text("westby more"), text("MORE westby"));
	assert_string_equal(text("westby more"), text("westby more 2"));
	for (size_t i = 0; i + 7 <= codes.length; i += 7) {
		char code[8] = "";

		memcpy(code, codes.data + i, 7);
		assert_ptr_equal(strstr(codes.data, code), codes.data + i);
	}
	assert_true(codes.length >= 9 * 7);
	buf_clear(&codes);
	test_has(text("westby more 30"), "There are no more.");
}

static void
puts_urgent_numbers_first_where_words_are_of_crisis(void **state)
{
	const char *reply = text("i want to die westby");
	struct buf words = {0};

	(void)state;
	assert_int_equal(strncmp(reply, URGENT, strlen(URGENT)), 0);
	assert_int_equal(results(reply), 3);
	/* Also where they stand behind all that a query reads. */
	for (int i = 0; i < 30; i++)
		buf_add_text(&words, "and then ");
	buf_add_text(&words, "i want to die");
	reply = text(words.data);
	assert_int_equal(strncmp(reply, URGENT, strlen(URGENT)), 0);
	buf_clear(&words);
	/* As does who types the number itself. */
	reply = text("116 123");
	assert_int_equal(strncmp(reply, URGENT, strlen(URGENT)), 0);
}

static void
gives_urgent_numbers_where_it_has_nothing_else(void **state)
{
	static const char *const words[] = {
	    "", "  \n", "choir in Eastby", "zzzz", "help", "HELP", "?"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		assert_int_equal(
		    strncmp(text(words[i]), URGENT, strlen(URGENT)), 0);
	test_has(text("choir in Eastby"), "Calm Ear 0808 157 0199");
}

static void
says_how_it_works_and_who_keeps_what(void **state)
{
	(void)state;
	test_has(text("help"), "text what is needed and where");
	test_has(text("help"), "We keep nothing. Your phone and its network "
			       "do");
}

static void
leaves_stop_and_start_to_the_gateway(void **state)
{
	static const char *const words[] = {
	    "STOP", "stop", "Start", "UNSUBSCRIBE"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		assert_string_equal(text(words[i]), "");
	assert_string_not_equal(text("stop smoking"), "");
}

static void
says_first_what_was_given_up(void **state)
{
	static const char said[] = "Nobody listed here offers ";
	const char *reply = text("debt advice painting QX4");

	(void)state;
	test_has(reply, "Westby Debt Desk. 0113 496 0112.");
	assert_int_equal(strncmp(reply, said, strlen(said)), 0);
}

static void
sends_one_listing_in_one_message(void **state)
{
	const char *page = test_site_get(&site, "/services/tk2w3s");

	(void)state;
	test_has(page, "href=\"sms:?&amp;body=Westby%20Talking%20Therapies.%20"
		       "0113%20496%200101.%20");
	test_has(page, "https%3A%2F%2Fhelp.example%2Ftk2w3s\">Text this</a>");
	test_has(page,
	    "href=\"mailto:?subject=Westby%20Talking%20Therapies&amp;"
	    "body=");
}

static void
marks_example_data(void **state)
{
	(void)state;
	site.site.example = true;
	test_has(text("counselling"), "EXAMPLE DATA, not for finding help.\n");
	test_has(text("tk2w3s"), "EXAMPLE DATA");
	site.site.example = false;
}

static void
fits_whatever_is_asked(void **state)
{
	struct buf words = {0};

	(void)state;
	for (int i = 0; i < 300; i++) {
		buf_add_text(&words, "\xe2\x82\xac[westby] ");
		text(words.data);
	}
	buf_clear(&words);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(finds_what_is_needed_and_where),
	    cmocka_unit_test(reads_a_last_number_as_an_age),
	    cmocka_unit_test(finds_a_name_and_a_code),
	    cmocka_unit_test(says_that_a_listing_has_gone),
	    cmocka_unit_test(keeps_the_address_of_a_refuge),
	    cmocka_unit_test(goes_on_where_the_page_before_ended),
	    cmocka_unit_test(
		puts_urgent_numbers_first_where_words_are_of_crisis),
	    cmocka_unit_test(gives_urgent_numbers_where_it_has_nothing_else),
	    cmocka_unit_test(says_how_it_works_and_who_keeps_what),
	    cmocka_unit_test(leaves_stop_and_start_to_the_gateway),
	    cmocka_unit_test(says_first_what_was_given_up),
	    cmocka_unit_test(sends_one_listing_in_one_message),
	    cmocka_unit_test(marks_example_data),
	    cmocka_unit_test(fits_whatever_is_asked),
	};

	return cmocka_run_group_tests(
	    tests, test_page_set_up, test_page_tear_down);
}
