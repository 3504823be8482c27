/* /search by the clock: what is open, until when, and what is said of it. */
#include <stdlib.h>

#include "tests/testing_page.h"

/* "/search" for one listing alone, at a time. */
static const char *
search_at(const char *when, const char *query)
{
	test_site_at(&site, when);
	return test_site_getf(&site, "/search?%s", query);
}

static void
changes_with_the_clock_when_a_service_closes(void **state)
{
	const char *page;

	(void)state;
	page = search_at("2026-11-24 16:59", "type=talking.nhs");
	test_has(page, "now on\">Open now, until 5pm<");
	assert_int_equal(site.page.clock_until,
	    date_from_london(date_from_civil(2026, 11, 24), 17 * 60));
	page = search_at("2026-11-24 17:00", "type=talking.nhs");
	test_has(page, "now\">Closed, opens 9am Wednesday<");
	test_lacks(page, "Open now");
}

static void
takes_the_first_change_of_all_that_is_shown(void **state)
{
	(void)state;
	search_at("2026-11-24 10:00", "type=talking&type=crisis");
	/* Fifth Avenue opens at noon, before anybody closes. */
	assert_int_equal(site.page.clock_until,
	    date_from_london(date_from_civil(2026, 11, 24), 12 * 60));
}

static void
keeps_london_time_whatever_the_zone_of_the_machine(void **state)
{
	static const char *const zones[] = {
	    "Pacific/Auckland", "America/Los_Angeles", "UTC", "XYZ+11"};
	char *here =
	    xstrdup(search_at("2026-07-07 08:59", "type=talking&near=QX4"));

	(void)state;
	test_has(here, "Closed, opens 9am today");
	for (size_t i = 0; i < ARRAY_LEN(zones); i++) {
		setenv("TZ", zones[i], 1);
		tzset();
		assert_string_equal(
		    test_site_get(&site, "/search?type=talking&near=QX4"),
		    here);
	}
	unsetenv("TZ");
	tzset();
	free(here);
}

/* What is said of the café, which is open from 6pm to 2am, at a UTC time. */
static const char *
cafe_at(int year, int month, int day, int minute)
{
	site.context.now =
	    (time_t)date_from_civil(year, month, day) * 86400 + minute * 60;
	return test_site_get(&site, "/search?q=Castle+Wellbeing+Caf%C3%A9");
}

static void
follows_the_clocks_when_they_go_forward_and_back(void **state)
{
	(void)state;
	/* 02:00 summer time is 01:00 UTC on the night they go forward. */
	test_has(cafe_at(2027, 3, 28, 59), "Open now, until 2am");
	test_has(cafe_at(2027, 3, 28, 60), "Closed, opens 6pm today");
	/* On the night they go back the hour from 01:00 comes twice. */
	test_has(cafe_at(2026, 10, 25, 30), "Open now, until 2am");
	test_has(cafe_at(2026, 10, 25, 119), "Open now, until 2am");
	test_has(cafe_at(2026, 10, 25, 120), "Closed, opens 6pm today");
	/* In summer 6pm is 17:00 UTC, in winter 18:00. */
	test_has(cafe_at(2026, 7, 7, 17 * 60), "Open now");
	test_has(cafe_at(2026, 12, 7, 17 * 60), "Closed, opens 6pm today");
}

static void
never_guesses_the_hours_of_a_bank_holiday(void **state)
{
	const char *page;

	(void)state;
	page = search_at("2026-12-25 10:00", "type=talking.nhs");
	test_has(page, "Hours may differ: bank holiday today");
	test_lacks(page, "Open now");
	test_lacks(page, "Closed");
	page = search_at("2026-12-25 13:00", "q=Holiday+Haven");
	test_has(page, "Open now, until 4pm");
	page = search_at("2026-12-25 10:00", "type=crisis.listening");
	test_has(page, "Open 24 hours");
}

static void
says_nothing_of_opening_where_a_service_is_paused(void **state)
{
	const char *page = search_at("2026-11-25 10:30", "q=Painting+for+Calm");

	(void)state;
	test_has(page, "Starts again in March");
	test_lacks(page, "Open now");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    PAGE_TEST(changes_with_the_clock_when_a_service_closes),
	    PAGE_TEST(takes_the_first_change_of_all_that_is_shown),
	    PAGE_TEST(keeps_london_time_whatever_the_zone_of_the_machine),
	    PAGE_TEST(follows_the_clocks_when_they_go_forward_and_back),
	    PAGE_TEST(never_guesses_the_hours_of_a_bank_holiday),
	    PAGE_TEST(says_nothing_of_opening_where_a_service_is_paused),
	};

	return cmocka_run_group_tests(
	    tests, test_page_set_up, test_page_tear_down);
}
