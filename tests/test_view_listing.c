/* What a list of results shows of one listing. */
#include <stdlib.h>
#include <string.h>

#include "server/view_listing.h"
#include "tests/testing.h"

static struct arena arena;

#define TODAY 20781 /* Tuesday, 24 November 2026 */

static void
keeps_the_search_in_the_address_of_a_listing(void **state)
{
	struct query query = {
	    .within_miles = QUERY_WITHIN,
	    .age_min = 40,
	    .age_max = 40,
	    .page = 1,
	    .limit = QUERY_LIMIT,
	};

	(void)state;
	assert_string_equal(
	    view_listing_url(&arena, "tk2w3s", NULL), "/services/tk2w3s");
	assert_string_equal(view_listing_url(&arena, "tk2w3s", &query),
	    "/services/tk2w3s?age=40");
	query.page = 3;
	assert_string_equal(view_listing_url(&arena, "tk2w3s", &query),
	    "/services/tk2w3s?age=40&page=3");
	query.age_min = query.age_max = -1;
	query.page = 1;
	assert_string_equal(
	    view_listing_url(&arena, "tk2w3s", &query), "/services/tk2w3s");
}

static void
says_who_checked_it_and_when(void **state)
{
	static const struct {
		day_t checked, collected;
		const char *source, *words;
		bool old;
	} cases[] = {
	    {TODAY, 0, "Westby Council", "Checked today by Westby Council",
		false},
	    {TODAY - 10, 0, NULL, "Checked 10 days ago", false},
	    {TODAY - FRESH_DAYS, 0, "", "Checked 6 months ago", false},
	    {TODAY - FRESH_DAYS - 1, 0, "Westby Council",
		"Last checked 6 months ago by Westby Council. Phone before "
		"you refer",
		true},
	    {0, TODAY - 1, "Westby Council",
		"Date checked not given. From Westby Council, collected 23 "
		"November 2026. Phone before you refer",
		true},
	    {0, 0, NULL, "Date checked not given. Phone before you refer",
		true},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		bool old = !cases[i].old;

		assert_string_equal(
		    view_freshness(&arena, cases[i].checked, cases[i].collected,
			cases[i].source, TODAY, &old),
		    cases[i].words);
		assert_int_equal(old, cases[i].old);
	}
}

/* "collected" is never shown as checked: design, section 4. */
static void
never_takes_collected_for_checked(void **state)
{
	bool old;

	(void)state;
	assert_null(strstr(
	    view_freshness(&arena, 0, TODAY, "Westby", TODAY, &old), "today"));
	assert_true(old);
}

static void
names_a_verdict_and_what_it_is_about(void **state)
{
	static const struct {
		struct verdict_part part;
		const char *label;
	} cases[] = {
	    {{"age", VERDICT_SUITS, NULL, NULL}, "Suits their age"},
	    {{"gender", VERDICT_OPEN, NULL, NULL}, "Open to all genders"},
	    {{"cost", VERDICT_NOT_STATED, NULL, NULL}, "Cost not stated: ask"},
	    {{"area", VERDICT_CHECK, NULL, NULL},
		"Ask about their address or GP"},
	    {{"age", VERDICT_MAY_NOT_SUIT, NULL, NULL},
		"May not suit their age"},
	    {{"access", VERDICT_NOT_STATED, NULL, NULL},
		"Access not stated: ask"},
	    {{"age", VERDICT_DOES_NOT_SUIT, NULL, NULL},
		"Does not suit their age"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_string_equal(
		    view_verdict_label(&arena, &cases[i].part), cases[i].label);
}

static void
rounds_miles_as_one_says_them(void **state)
{
	static const struct {
		double miles;
		bool about;
		const char *words;
	} cases[] = {
	    {0, false, "under 0.1 miles"},
	    {0.09, false, "under 0.1 miles"},
	    {0.05, true, "in this area"},
	    {0.1, false, "0.1 miles"},
	    {0.84, false, "0.8 miles"},
	    {1.0, false, "1.0 mile"},
	    {1.04, true, "about 1.0 mile"},
	    {1.06, false, "1.1 miles"},
	    {9.94, false, "9.9 miles"},
	    {9.96, false, "10 miles"},
	    {22.6, true, "about 23 miles"},
	};
	struct answer_hit none = {.miles = -1};

	(void)state;
	assert_null(view_miles(&arena, &none));
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct answer_hit hit = {
		    .miles = cases[i].miles, .about = cases[i].about};

		assert_string_equal(view_miles(&arena, &hit), cases[i].words);
	}
}

/* The card of a listing that is open 9 to 5, Monday to Friday. */
static void
make_card(struct buf *bytes, enum listing_status status, bool hours,
    struct card *card)
{
	struct listing listing;

	listing_init(&listing, &arena);
	strcpy(listing.code, "tk2w3s");
	listing.name = arena_strdup(&arena, "Talking");
	listing.status = status;
	for (int day = 0; hours && day < 5; day++) {
		struct listing_opening *opening = listing_opening_add(&listing);

		opening->weekday = day;
		opening->opens = 540;
		opening->closes = 1020;
	}
	card_build(bytes, &listing);
	assert_true(card_open(bytes->data, bytes->length, card));
}

static char *
open_at(int year, int month, int day, int minute, enum listing_status status,
    bool hours, struct page *page, enum hours_state *state)
{
	struct context context = {
	    .now = date_from_london(date_from_civil(year, month, day), minute)};
	struct buf bytes = {0};
	struct card card;
	char *text;

	make_card(&bytes, status, hours, &card);
	text = view_open(&context, &arena, &card, page, state);
	buf_clear(&bytes);
	return text;
}

static void
says_whether_it_is_open(void **state)
{
	struct page page = {0};
	enum hours_state hours;

	(void)state;
	assert_string_equal(
	    open_at(2026, 11, 24, 600, LISTING_ACTIVE, true, &page, &hours),
	    "Open now, until 5pm");
	assert_int_equal(hours, HOURS_OPEN);
	assert_string_equal(
	    open_at(2026, 11, 24, 1020, LISTING_ACTIVE, true, &page, &hours),
	    "Closed, opens 9am Wednesday");
	assert_int_equal(hours, HOURS_CLOSED);
	assert_string_equal(
	    open_at(2026, 12, 25, 600, LISTING_ACTIVE, true, &page, &hours),
	    "Hours may differ: bank holiday today");
	assert_int_equal(hours, HOURS_CHECK);
	assert_null(
	    open_at(2026, 11, 24, 600, LISTING_ACTIVE, false, &page, &hours));
	assert_int_equal(hours, HOURS_UNKNOWN);
	assert_null(
	    open_at(2026, 11, 24, 600, LISTING_PAUSED, true, &page, &hours));
	assert_int_equal(hours, HOURS_UNKNOWN);
}

static void
brings_the_clock_forward_and_never_back(void **state)
{
	time_t soon = date_from_london(TODAY, 700);
	time_t late = date_from_london(TODAY, 1200);
	time_t closes = date_from_london(TODAY, 1020);
	struct page page = {0};
	enum hours_state hours;

	(void)state;
	open_at(2026, 11, 24, 600, LISTING_ACTIVE, true, &page, &hours);
	assert_int_equal(page.clock_until, closes);
	page.clock_until = late;
	open_at(2026, 11, 24, 600, LISTING_ACTIVE, true, &page, &hours);
	assert_int_equal(page.clock_until, closes);
	page.clock_until = soon;
	open_at(2026, 11, 24, 600, LISTING_ACTIVE, true, &page, &hours);
	assert_int_equal(page.clock_until, soon);
	page.clock_until = soon;
	open_at(2026, 11, 24, 600, LISTING_PAUSED, true, &page, &hours);
	assert_int_equal(page.clock_until, soon);
}

static int
tear_down(void **state)
{
	(void)state;
	arena_clear(&arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(keeps_the_search_in_the_address_of_a_listing),
	    cmocka_unit_test(says_who_checked_it_and_when),
	    cmocka_unit_test(never_takes_collected_for_checked),
	    cmocka_unit_test(names_a_verdict_and_what_it_is_about),
	    cmocka_unit_test(rounds_miles_as_one_says_them),
	    cmocka_unit_test(says_whether_it_is_open),
	    cmocka_unit_test(brings_the_clock_forward_and_never_back),
	};

	return cmocka_run_group_tests(tests, NULL, tear_down);
}
