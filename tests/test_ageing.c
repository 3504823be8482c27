/*
 * A feed that stops ages its listings by the clock alone: one index, one
 * generation, asked on different days.
 */
#include <string.h>

#include "schema/ageing.h"
#include "server/text_lookup.h"
#include "tests/testing_html.h"
#include "tests/testing_search.h"
#include "tests/testing_page.h"

#define READ 20000 /* the day on which the feeds below were read */

static struct test_search directory;

static void
on_day(int days)
{
	directory.now = date_from_london(READ + days, 600);
}

static struct listing *
read_on(const char *code, const char *name, day_t day)
{
	struct listing *listing = test_search_add(&directory, code, name);
	struct listing_source *source = listing_source_add(listing);

	source->feed = test_search_text(&directory, "westby");
	source->read = day;
	test_search_type(&directory, listing, "talking");
	return listing;
}

static day_t
since(const char *code)
{
	for (size_t i = 0; i < directory.answer.hits_count; i++) {
		const struct answer_hit *hit = &directory.answer.hits[i];
		struct card card;

		assert_true(index_card(directory.index, hit->document, &card));
		if (strcmp(card.text[CARD_CODE], code) == 0)
			return hit->unread_since;
	}
	fail_msg("%s was not found", code);
	return 0;
}

static void
says_so_after_30_days(void **state UNUSED)
{
	on_day(29);
	test_search_run(&directory, "");
	assert_int_equal(since("aa2old"), 0);
	on_day(30);
	test_search_run(&directory, "");
	assert_int_equal(since("aa2old"), READ);
	assert_int_equal(since("nn2new"), 0);
	assert_int_equal(since("zz2non"), 0);
}

static void
ranks_last_after_180_days(void **state UNUSED)
{
	on_day(179);
	assert_string_equal(test_search_codes(&directory, "q=aardvark"),
	    "aa2old bb2two nn2new zz2non");
	on_day(180);
	assert_string_equal(test_search_codes(&directory, "q=aardvark"),
	    "bb2two nn2new zz2non aa2old");
	assert_int_equal(directory.answer.last[VERDICT_SUITS], 1);
	/* Without words, too; whoever asks for another order gets it. */
	assert_string_equal(test_search_codes(&directory, "type=talking"),
	    "bb2two nn2new zz2non aa2old");
	assert_string_equal(
	    test_search_codes(&directory, "type=talking&sort=name"),
	    "aa2old nn2new bb2two zz2non");
}

static void
comes_behind_those_that_suit_less(void **state UNUSED)
{
	on_day(180);
	assert_string_equal(
	    test_search_codes(&directory, "type=talking&age=30"),
	    "bb2two nn2new zz2non aa2old");
	assert_int_equal(directory.answer.hits[3].verdict, VERDICT_SUITS);
	assert_int_equal(directory.answer.hits[2].verdict, VERDICT_NOT_STATED);
	assert_int_equal(directory.answer.last[VERDICT_SUITS], 1);
	assert_int_equal(directory.answer.last[VERDICT_NOT_STATED], 0);
}

static void
is_out_of_results_after_365_days(void **state UNUSED)
{
	struct suggestion found[10];

	on_day(364);
	test_search_run(&directory, "");
	assert_int_equal(directory.answer.total, 4);
	on_day(365);
	assert_string_equal(test_search_codes(&directory, "q=aardvark"),
	    "bb2two nn2new zz2non");
	assert_int_equal(directory.answer.total, 3);
	assert_string_equal(test_search_codes(&directory, "q=01134960199"), "");
	assert_int_equal(
	    search_suggest(directory.index, directory.vocabulary, "aardvark o",
		READ + 364, &directory.arena, found, 10),
	    1);
	assert_int_equal(
	    search_suggest(directory.index, directory.vocabulary, "aardvark o",
		READ + 365, &directory.arena, found, 10),
	    0);
}

static void
ages_by_the_freshest_of_its_sources(void **state UNUSED)
{
	on_day(365);
	test_search_run(&directory, "");
	assert_int_equal(since("bb2two"), READ + 330);
}

/* Somebody set the machine's clock back: nothing is old by that. */
static void
is_not_old_before_it_was_read(void **state UNUSED)
{
	on_day(-1000);
	test_search_run(&directory, "");
	assert_int_equal(directory.answer.total, 4);
	assert_int_equal(since("aa2old"), 0);
}

static char *
text_at(const char *when, const char *target)
{
	test_site_at(&site, when);
	return test_page_text(target);
}

static void
is_said_on_pages_cards_and_data(void **state UNUSED)
{
	static const char says[] = "Its source was last read on 15 October "
				   "2026";

	/* wm3n7s is of a feed read 40 days before 24 November 2026. */
	test_has(text_at("2026-11-24 10:00", "/services/wm3n7s"), says);
	test_has(text_at("2026-11-24 10:00", "/search?q=northmoor"), says);
	test_has(text_at("2026-11-24 10:00", "/embed?q=northmoor"), says);
	test_has(test_site_get(&site, "/search.json?q=northmoor"),
	    "\"unread_since\":\"2026-10-15\"");
	test_lacks(text_at("2026-11-13 10:00", "/services/wm3n7s"), says);
	test_lacks(text_at("2026-11-13 10:00", "/search?q=northmoor"), says);
	test_lacks(
	    test_site_get(&site, "/search.json?q=northmoor"), "unread_since");
}

static const char *
message_at(const char *when, const char *words)
{
	test_site_at(&site, when);
	return text_lookup(&site.context, words, &arena);
}

static void
is_said_in_text_messages(void **state UNUSED)
{
	static const char says[] = "Not read since 15 October 2026";

	test_has(message_at("2026-11-24 10:00", "wm3n7s"), says);
	test_has(message_at("2026-11-24 10:00", "northmoor women"), says);
	test_lacks(message_at("2026-11-13 10:00", "wm3n7s"), says);
	test_lacks(message_at("2026-11-13 10:00", "northmoor women"), says);
}

static void
is_a_group_of_its_own_at_the_end_of_a_page(void **state UNUSED)
{
	char *text = text_at("2027-04-24 10:00", "/search?type=talking");

	test_has(text, "Not kept up to date");
	test_has(text, "Phone first.");
	text = text_at("2027-04-24 10:00", "/search?type=talking&age=30");
	test_has(text, "Not kept up to date");
	test_lacks(text_at("2026-11-24 10:00", "/search?type=talking"),
	    "Not kept up to date");
}

static void
keeps_its_page_when_searches_leave_it_out(void **state UNUSED)
{
	char *text = text_at("2027-10-15 10:00", "/services/wm3n7s");

	assert_int_equal(site.status, STATUS_OK);
	test_has(text, "so that searches leave it out");
	test_lacks(text_at("2027-10-15 10:00", "/search?feed=northmoor"),
	    "Northmoor Women's Centre");
	test_has(text_at("2027-10-14 10:00", "/search?feed=northmoor"),
	    "Northmoor Women's Centre");
}

static int
set_up(void **state UNUSED)
{
	struct listing *listing;
	struct listing_source *source;

	test_search_init(&directory);
	listing = read_on("aa2old", "Aardvark One", READ);
	test_search_rule(&directory, listing, "age.min", "18", true, "");
	test_search_phone(&directory, listing, "+441134960199");
	listing = read_on("bb2two", "Aardvark Two", READ);
	test_search_rule(&directory, listing, "age.min", "18", true, "");
	source = listing_source_add(listing);
	source->feed = test_search_text(&directory, "eastby");
	source->read = READ + 330;
	read_on("nn2new", "Aardvark Three", READ + 360);
	listing = test_search_add(&directory, "zz2non", "Aardvark Zero");
	test_search_type(&directory, listing, "talking");
	test_search_open(&directory);
	test_site_init(&site, NULL);
	return 0;
}

static int
tear_down(void **state)
{
	test_search_clear(&directory);
	return test_page_tear_down(state);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(says_so_after_30_days),
	    cmocka_unit_test(ranks_last_after_180_days),
	    cmocka_unit_test(comes_behind_those_that_suit_less),
	    cmocka_unit_test(is_out_of_results_after_365_days),
	    cmocka_unit_test(ages_by_the_freshest_of_its_sources),
	    cmocka_unit_test(is_not_old_before_it_was_read),
	    cmocka_unit_test(is_said_on_pages_cards_and_data),
	    cmocka_unit_test(is_said_in_text_messages),
	    cmocka_unit_test(is_a_group_of_its_own_at_the_end_of_a_page),
	    cmocka_unit_test(keeps_its_page_when_searches_leave_it_out),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
