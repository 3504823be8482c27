#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "schema/hours.h"
#include "tests/testing.h"

/* Monday to Friday 9am to 5pm, with a break on Wednesday. */
static const struct listing_opening office[] = {
    {0, 540, 1020, NULL},
    {1, 540, 1020, NULL},
    {2, 540, 720, NULL},
    {2, 780, 1020, NULL},
    {3, 540, 1020, NULL},
    {4, 540, 1020, NULL},
};

/* London time of a day. */
static time_t
at(int year, int month, int day, int hour, int minute)
{
	return date_from_london(
	    date_from_civil(year, month, day), hour * 60 + minute);
}

/* "changes" is checked too: then, and not a minute before, words change. */
static void
answers_hours(const struct hours *hours, time_t now, enum hours_state state,
    const char *text)
{
	struct arena arena = {0};
	struct hours_answer answer, other;

	hours_answer(hours, NULL, now, &arena, &answer);
	assert_int_equal(answer.state, state);
	if (text == NULL) {
		assert_null(answer.text);
	} else {
		assert_non_null(answer.text);
		assert_string_equal(answer.text, text);
	}
	if (answer.changes != 0) {
		assert_true(answer.changes > now);
		hours_answer(hours, NULL, answer.changes - 60, &arena, &other);
		if (answer.changes - 60 >= now && text != NULL)
			assert_string_equal(other.text, text);
		hours_answer(hours, NULL, answer.changes, &arena, &other);
		/* What is in doubt is looked at again, at midnight at last. */
		if (text != NULL && other.text != NULL && state != HOURS_CHECK)
			assert_string_not_equal(other.text, text);
	}
	arena_clear(&arena);
}

static void
answers_n(const struct listing_opening *openings, size_t count, time_t now,
    enum hours_state state, const char *text)
{
	const struct hours hours = {.openings = openings,
	    .count = count,
	    .nations = HOLIDAY_ENGLAND_WALES};

	answers_hours(&hours, now, state, text);
}

#define answers(openings, now, state, text) \
	answers_n(openings, ARRAY_LEN(openings), now, state, text)

static void
says_until_when_it_is_open(void **state UNUSED)
{
	/* 23 November 2026 is a Monday. */
	answers(
	    office, at(2026, 11, 23, 9, 0), HOURS_OPEN, "Open now, until 5pm");
	answers(office, at(2026, 11, 25, 10, 0), HOURS_OPEN,
	    "Open now, until noon");
	answers(office, at(2026, 11, 25, 16, 59), HOURS_OPEN,
	    "Open now, until 5pm");
}

static void
says_when_it_opens(void **state UNUSED)
{
	answers(office, at(2026, 11, 23, 8, 0), HOURS_CLOSED,
	    "Closed, opens 9am today");
	answers(office, at(2026, 11, 25, 12, 30), HOURS_CLOSED,
	    "Closed, opens 1pm today");
	answers(office, at(2026, 11, 23, 17, 0), HOURS_CLOSED,
	    "Closed, opens 9am Tuesday");
	answers(office, at(2026, 11, 28, 12, 0), HOURS_CLOSED,
	    "Closed, opens 9am Monday");
}

static void
says_the_date_of_what_is_a_week_away(void **state UNUSED)
{
	const struct listing_opening monday[] = {{0, 540, 720, NULL}};

	answers(monday, at(2026, 11, 23, 12, 0), HOURS_CLOSED,
	    "Closed, opens 9am on 30 November 2026");
	answers(monday, at(2026, 11, 24, 12, 0), HOURS_CLOSED,
	    "Closed, opens 9am Monday");
}

static void
stays_open_past_midnight(void **state UNUSED)
{
	const struct listing_opening evenings[] = {
	    {4, 1080, 120, NULL}, {5, 1080, 1440, NULL}};

	answers(evenings, at(2026, 11, 27, 23, 0), HOURS_OPEN,
	    "Open now, until 2am");
	answers(evenings, at(2026, 11, 28, 1, 59), HOURS_OPEN,
	    "Open now, until 2am");
	answers(evenings, at(2026, 11, 28, 2, 0), HOURS_CLOSED,
	    "Closed, opens 6pm today");
	answers(evenings, at(2026, 11, 28, 23, 0), HOURS_OPEN,
	    "Open now, until midnight");
}

static void
joins_days_that_touch(void **state UNUSED)
{
	const struct listing_opening weekend[] = {
	    {4, 1080, 1440, NULL}, {5, 0, 1440, NULL}, {6, 0, 720, NULL}};

	answers(weekend, at(2026, 11, 27, 19, 0), HOURS_OPEN,
	    "Open now, until noon Sunday");
	answers(weekend, at(2026, 11, 28, 23, 0), HOURS_OPEN,
	    "Open now, until noon");
}

static void
knows_what_is_always_open(void **state UNUSED)
{
	struct listing_opening always[7];
	const struct hours hours = {.openings = always, .count = 7};
	struct hours_answer answer;
	struct arena arena = {0};
	int day;

	for (day = 0; day < 7; day++)
		always[day] = (struct listing_opening){
		    day, 0, day % 2 == 0 ? 1440 : 1439, NULL};
	hours_answer(&hours, NULL, at(2026, 12, 25, 3, 0), &arena, &answer);
	assert_int_equal(answer.state, HOURS_OPEN);
	assert_string_equal(answer.text, "Open 24 hours");
	assert_int_equal(answer.changes, 0);
	arena_clear(&arena);
}

static void
claims_nothing_where_nothing_is_stated(void **state UNUSED)
{
	const struct listing_opening holidays[] = {{7, 600, 720, NULL}};

	answers_n(NULL, 0, at(2026, 11, 23, 9, 0), HOURS_UNKNOWN, NULL);
	answers(holidays, at(2026, 11, 23, 9, 0), HOURS_UNKNOWN, NULL);
	answers(holidays, at(2026, 12, 25, 11, 0), HOURS_OPEN,
	    "Open now, until noon");
	/* The next bank holiday is a while away, and what is between unknown.
	 */
	answers(holidays, at(2027, 5, 3, 13, 0), HOURS_CLOSED, "Closed now");
	answers(holidays, at(2026, 12, 26, 13, 0), HOURS_CLOSED,
	    "Closed, opens 10am Monday");
}

static void
claims_nothing_on_a_bank_holiday_without_times(void **state UNUSED)
{
	const struct listing_opening with[] = {
	    {0, 540, 1020, NULL}, {1, 540, 1020, NULL}, {7, 600, 840, NULL}};

	/* Easter Monday of 2027 is 29 March. */
	answers(office, at(2027, 3, 29, 10, 0), HOURS_CHECK,
	    "Hours may differ: bank holiday today");
	answers(office, at(2027, 3, 28, 10, 0), HOURS_CLOSED,
	    "Closed, opens 9am Tuesday (Monday is a bank holiday)");
	answers(
	    with, at(2027, 3, 29, 13, 0), HOURS_OPEN, "Open now, until 2pm");
	answers(with, at(2027, 3, 29, 15, 0), HOURS_CLOSED,
	    "Closed, opens 9am Tuesday");
}

static void
keeps_london_time_whatever_the_zone(void **state UNUSED)
{
	setenv("TZ", "Pacific/Auckland", 1);
	tzset();
	/* 2 June 2026 is a Tuesday of British Summer Time: 08:00 UTC. */
	answers(office, date_from_london(date_from_civil(2026, 6, 2), 540),
	    HOURS_OPEN, "Open now, until 5pm");
	assert_int_equal(at(2026, 6, 2, 9, 0) % 86400, 8 * 3600);
	/* The clocks go back in the night to 25 October 2026. */
	answers(office, at(2026, 10, 24, 12, 0), HOURS_CLOSED,
	    "Closed, opens 9am Monday");
	unsetenv("TZ");
	tzset();
}

static void
passes_a_note_on(void **state UNUSED)
{
	const struct listing_opening noted[] = {
	    {0, 540, 1020, (char *)"by appointment"}};

	answers(noted, at(2026, 11, 23, 10, 0), HOURS_OPEN,
	    "Open now, until 5pm (by appointment)");
}

static void
does_what_is_said_of_bank_holidays(void **state UNUSED)
{
	struct hours hours = {.openings = office,
	    .count = ARRAY_LEN(office),
	    .holiday = HOURS_HOLIDAY_CLOSED,
	    .nations = HOLIDAY_ENGLAND_WALES};

	/* 28 December 2026, a Monday, stands for Boxing Day. */
	answers_hours(&hours, at(2026, 12, 28, 10, 0), HOURS_CLOSED,
	    "Closed, opens 9am Tuesday");
	hours.holiday = HOURS_HOLIDAY_USUAL;
	answers_hours(
	    &hours, at(2026, 12, 28, 10, 0), HOURS_OPEN, "Open now, until 5pm");
	hours.holiday = HOURS_HOLIDAY_UNSAID;
	answers_hours(&hours, at(2026, 12, 28, 3, 0), HOURS_CHECK,
	    "Hours may differ: bank holiday today");
	/* A day on which it never opens is no different. */
	answers_hours(&hours, at(2026, 12, 26, 10, 0), HOURS_CLOSED,
	    "Closed, opens 9am Tuesday (Monday is a bank holiday)");
}

/* Its times hold where the day is not a holiday. */
static void
in_nation(unsigned nations, time_t now, enum hours_state state)
{
	const struct hours hours = {
	    .openings = office, .count = ARRAY_LEN(office), .nations = nations};
	struct hours_clock clock;

	hours_clock_init(&clock, NULL, now);
	assert_int_equal(hours_state(&hours, &clock), state);
}

static void
keeps_the_holidays_of_its_nation(void **state UNUSED)
{
	time_t easter_monday = at(2027, 3, 29, 10, 0);
	time_t st_andrew = at(2026, 11, 30, 10, 0);
	time_t boyne = at(2027, 7, 12, 10, 0);

	in_nation(HOLIDAY_SCOTLAND, easter_monday, HOURS_OPEN);
	in_nation(HOLIDAY_NORTHERN_IRELAND, easter_monday, HOURS_CHECK);
	in_nation(HOLIDAY_ENGLAND_WALES, st_andrew, HOURS_OPEN);
	in_nation(HOLIDAY_SCOTLAND, st_andrew, HOURS_CHECK);
	in_nation(HOLIDAY_ENGLAND_WALES, boyne, HOURS_OPEN);
	in_nation(HOLIDAY_NORTHERN_IRELAND, boyne, HOURS_CHECK);
	/* It may be in any. */
	in_nation(0, boyne, HOURS_CHECK);
}

static void
opens_on_days_of_the_month(void **state UNUSED)
{
	const struct listing_opening monthly[] = {
	    {HOURS_MONTHLY(1, 1), 840, 960, NULL}};
	const struct listing_opening last[] = {
	    {HOURS_MONTHLY(HOURS_LAST, 4), 600, 720, NULL}};

	/* 1 December 2026 is the first Tuesday, 8 December the second. */
	answers(
	    monthly, at(2026, 12, 1, 15, 0), HOURS_OPEN, "Open now, until 4pm");
	answers(monthly, at(2026, 12, 8, 15, 0), HOURS_CLOSED,
	    "Closed, opens 2pm on 5 January 2027");
	answers(monthly, at(2026, 11, 27, 15, 0), HOURS_CLOSED,
	    "Closed, opens 2pm Tuesday");
	answers(
	    last, at(2026, 11, 27, 11, 0), HOURS_OPEN, "Open now, until noon");
	answers(last, at(2026, 11, 20, 11, 0), HOURS_CLOSED,
	    "Closed, opens 10am on 27 November 2026");
}

static void
says_from_when_where_no_end_is_given(void **state UNUSED)
{
	const struct listing_opening sunday[] = {{6, 900, 900, NULL}};

	answers(sunday, at(2026, 11, 22, 14, 59), HOURS_CLOSED,
	    "Closed, opens 3pm today");
	answers(sunday, at(2026, 11, 22, 15, 0), HOURS_CHECK,
	    "From 3pm today, end not given");
	answers(sunday, at(2026, 11, 23, 0, 0), HOURS_CLOSED,
	    "Closed, opens 3pm Sunday");
}

static void
doubts_what_holds_in_some_weeks(void **state UNUSED)
{
	const struct listing_opening term[] = {
	    {0, 780, 900, (char *)HOURS_TERM_TIME}};

	answers(term, at(2026, 11, 23, 14, 0), HOURS_CHECK,
	    "Open now, until 3pm (term time only)");
	answers(term, at(2026, 11, 23, 15, 0), HOURS_CLOSED,
	    "Closed, opens 1pm on 30 November 2026 (term time only)");
}

/* The words and the state agree, each minute, whatever the clocks do. */
static void
agrees_with_itself_when_the_clocks_change(void **state UNUSED)
{
	const struct listing_opening nights[] = {{5, 1320, 90, NULL},
	    {6, 30, 90, NULL}, {6, 90, 120, NULL}, {6, 150, 1439, NULL},
	    {5, 60, 1440, NULL}};
	const struct hours hours = {
	    .openings = nights, .count = ARRAY_LEN(nights)};
	const time_t starts[] = {
	    at(2026, 3, 28, 22, 0), at(2026, 10, 24, 22, 0)};

	for (size_t i = 0; i < 2; i++)
		for (time_t now = starts[i]; now < starts[i] + 27 * 3600;
		     now += 60) {
			struct arena arena = {0};
			struct hours_answer answer;
			bool open;

			hours_answer(&hours, NULL, now, &arena, &answer);
			open = strncmp(answer.text, "Open", 4) == 0;
			assert_int_equal(
			    answer.state, open ? HOURS_OPEN : HOURS_CLOSED);
			assert_true(answer.changes > now);
			arena_clear(&arena);
		}
}

static void
tells_on_which_days_and_when(void **state UNUSED)
{
	static const struct {
		const char *words;
		unsigned every, some;
	} all[] = {
	    {"Mon-Fri 9-5", 0x1f, 0},
	    {"Mon-Fri 9am-6pm", 0x1f, 0},
	    {"Mon 9am-6.30pm", 1 | HOURS_EVENING, 0},
	    {"Thursday evenings 6.30pm", 8 | HOURS_EVENING, 0},
	    {"Thursday 5pm", 8, 0},
	    {"Friday 9pm-2am", 16 | HOURS_EVENING, 0},
	    {"Sat 7-9pm", HOURS_SATURDAY | HOURS_WEEKEND, 0},
	    {"Sundays 3pm", HOURS_SUNDAY | HOURS_WEEKEND, 0},
	    {"24/7", 0x7f | HOURS_EVENING | HOURS_WEEKEND | HOURS_ALL, 0},
	    {"24/7, closed bank holidays", 0x7f | HOURS_EVENING | HOURS_WEEKEND,
		0},
	    {"First Tuesday of the month 2pm", 0, 2},
	    {"Mon 1-3pm, term time only", 0, 1},
	    {"bank holidays 10am-2pm", 0, 0},
	};

	for (size_t i = 0; i < ARRAY_LEN(all); i++) {
		struct arena arena = {0};
		struct hours hours = {0};
		unsigned every, some;

		assert_true(hours_read(all[i].words, &arena, &hours));
		hours_when(&hours, &every, &some);
		if (every != all[i].every || some != all[i].some)
			fail_msg("%s: %x %x", all[i].words, every, some);
		arena_clear(&arena);
	}
}

static void
takes_the_times_of_a_listing_where_they_are_best(void **state UNUSED)
{
	struct arena arena = {0};
	struct listing listing;
	struct hours hours;

	listing_init(&listing, &arena);
	hours_of_listing(&listing, &arena, &hours);
	assert_int_equal(hours.count, 0);
	listing.hours = arena_strdup(&arena, "Tuesdays 6pm to 8pm");
	hours_of_listing(&listing, &arena, &hours);
	assert_int_equal(hours.count, 1);
	assert_true(hours.prose);
	*listing_opening_add(&listing) =
	    (struct listing_opening){0, 540, 1020, NULL};
	listing.hours = arena_strdup(&arena, "Ring us. Closed bank holidays");
	strcpy(listing_location_add(&listing)->district, "S12000036");
	listing_area_add(&listing)->national = true;
	hours_of_listing(&listing, &arena, &hours);
	assert_int_equal(hours.count, 1);
	assert_int_equal(hours.openings[0].weekday, 0);
	assert_false(hours.prose);
	assert_int_equal(hours.holiday, HOURS_HOLIDAY_CLOSED);
	assert_int_equal(hours.nations, HOLIDAY_SCOTLAND);
	arena_clear(&arena);
}

static void
takes_any_hour_from_a_rule_that_says_it(void **state UNUSED)
{
	static const struct {
		const char *sentence;
		size_t count;
	} all[] = {
	    {"Lines are open 24 hours a day, 365 days a year.", 7},
	    {"Call us day or night.", 7},
	    {"We will respond within 24 hours.", 0},
	    {"We are not open 24/7.", 0},
	};

	for (size_t i = 0; i < ARRAY_LEN(all); i++) {
		struct arena arena = {0};
		struct listing listing;
		struct listing_rule *rule;
		struct hours hours;

		listing_init(&listing, &arena);
		rule = listing_rule_add(&listing);
		rule->dimension = arena_strdup(&arena, "time");
		rule->value = arena_strdup(&arena, "all-hours");
		rule->sentence = arena_strdup(&arena, all[i].sentence);
		hours_of_listing(&listing, &arena, &hours);
		assert_int_equal(hours.count, all[i].count);
		arena_clear(&arena);
	}
}

static void
reads_times_of_day(void **state UNUSED)
{
	static const struct {
		const char *text;
		int minute;
	} times[] = {{"09:00", 540}, {"9.30am", 570}, {"17:30:00", 1050},
	    {"1730", 1050}, {"9am", 540}, {"9 a.m.", 540}, {"12noon", 720},
	    {"noon", 720}, {"midnight", 0}, {"12 midnight", 0}, {"24:00", 1440},
	    {"00:00", 0}, {"12am", 0}, {"12pm", 720}, {"12.30pm", 750},
	    {"17.00pm", 1020}, {" 7PM ", 1140}, {"9", -1}, {"930", -1},
	    {"25:00", -1}, {"10:60", -1}, {"10:5", -1}, {"13am", -1},
	    {"Closed", -1}, {"", -1}, {"9am-5pm", -1}, {"10:00:99", -1},
	    {"00:30pm", -1}, {"24:01", -1}, {"09:00:00Z", 540},
	    {"09:30:00.000+01:00", 570}, {"T17:30", 1050},
	    {"1899-12-30T09:00:00+00:00", 540}, {"2026-01-05 13:15:00", 795},
	    {"2026-01-05", -1}, {"09:00 Zoo", -1}, {"9am+01:00", -1}};
	size_t i;

	for (i = 0; i < ARRAY_LEN(times); i++) {
		if (hours_minute_parse(times[i].text) != times[i].minute)
			fail_msg("'%s' gave %d", times[i].text,
			    hours_minute_parse(times[i].text));
	}
}

static void
reads_weekdays(void **state UNUSED)
{
	static const struct {
		const char *text;
		int weekday;
	} days[] = {{"Monday", 0}, {"mon", 0}, {"Mo", 0}, {"Tues", 1},
	    {"WEDS", 2}, {"Thurs.", 3}, {"fridays", 4}, {"Sa", 5},
	    {" Sunday ", 6}, {"Bank holidays", 7}, {"Public Holiday", 7},
	    {"M", -1}, {"", -1}, {"Moon", -1}, {"daily", -1}, {"1", -1}};
	size_t i;

	for (i = 0; i < ARRAY_LEN(days); i++) {
		if (hours_weekday_parse(days[i].text) != days[i].weekday)
			fail_msg("'%s' gave %d", days[i].text,
			    hours_weekday_parse(days[i].text));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(says_until_when_it_is_open),
	    cmocka_unit_test(says_when_it_opens),
	    cmocka_unit_test(says_the_date_of_what_is_a_week_away),
	    cmocka_unit_test(stays_open_past_midnight),
	    cmocka_unit_test(joins_days_that_touch),
	    cmocka_unit_test(knows_what_is_always_open),
	    cmocka_unit_test(claims_nothing_where_nothing_is_stated),
	    cmocka_unit_test(claims_nothing_on_a_bank_holiday_without_times),
	    cmocka_unit_test(keeps_london_time_whatever_the_zone),
	    cmocka_unit_test(passes_a_note_on),
	    cmocka_unit_test(does_what_is_said_of_bank_holidays),
	    cmocka_unit_test(keeps_the_holidays_of_its_nation),
	    cmocka_unit_test(opens_on_days_of_the_month),
	    cmocka_unit_test(says_from_when_where_no_end_is_given),
	    cmocka_unit_test(doubts_what_holds_in_some_weeks),
	    cmocka_unit_test(agrees_with_itself_when_the_clocks_change),
	    cmocka_unit_test(tells_on_which_days_and_when),
	    cmocka_unit_test(takes_the_times_of_a_listing_where_they_are_best),
	    cmocka_unit_test(takes_any_hour_from_a_rule_that_says_it),
	    cmocka_unit_test(reads_times_of_day),
	    cmocka_unit_test(reads_weekdays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
