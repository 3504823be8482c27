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
answers_n(const struct listing_opening *openings, size_t count, time_t now,
    enum hours_state state, const char *text)
{
	struct arena arena = {0};
	struct hours_answer answer, other;

	hours_answer(openings, count, now, &arena, &answer);
	assert_int_equal(answer.state, state);
	if (text == NULL) {
		assert_null(answer.text);
	} else {
		assert_non_null(answer.text);
		assert_string_equal(answer.text, text);
	}
	if (answer.changes != 0) {
		assert_true(answer.changes > now);
		hours_answer(
		    openings, count, answer.changes - 60, &arena, &other);
		if (answer.changes - 60 >= now && text != NULL)
			assert_string_equal(other.text, text);
		hours_answer(openings, count, answer.changes, &arena, &other);
		if (text != NULL && other.text != NULL)
			assert_string_not_equal(other.text, text);
	}
	arena_clear(&arena);
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
	struct hours_answer answer;
	struct arena arena = {0};
	int day;

	for (day = 0; day < 7; day++)
		always[day] = (struct listing_opening){
		    day, 0, day % 2 == 0 ? 1440 : 1439, NULL};
	hours_answer(always, 7, at(2026, 12, 25, 3, 0), &arena, &answer);
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
}

static void
claims_nothing_on_a_bank_holiday_without_times(void **state UNUSED)
{
	const struct listing_opening with[] = {
	    {0, 540, 1020, NULL}, {1, 540, 1020, NULL}, {7, 600, 840, NULL}};

	/* Easter Monday of 2027 is 29 March. */
	answers(office, at(2027, 3, 29, 10, 0), HOURS_UNKNOWN,
	    "Bank holiday today: opening times not given");
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

static bool
holiday(int year, int month, int day)
{
	return hours_bank_holiday(date_from_civil(year, month, day));
}

/* The lists that the government published for these years. */
static void
knows_englands_bank_holidays(void **state UNUSED)
{
	static const int days[][3] = {{2022, 1, 3}, {2022, 4, 15},
	    {2022, 4, 18}, {2022, 5, 2}, {2022, 6, 2}, {2022, 6, 3},
	    {2022, 8, 29}, {2022, 9, 19}, {2022, 12, 26}, {2022, 12, 27},
	    {2023, 1, 2}, {2023, 5, 1}, {2023, 5, 8}, {2023, 5, 29},
	    {2026, 1, 1}, {2026, 4, 3}, {2026, 4, 6}, {2026, 5, 4},
	    {2026, 5, 25}, {2026, 8, 31}, {2026, 12, 25}, {2026, 12, 28},
	    {2027, 12, 27}, {2027, 12, 28}};
	size_t i;

	for (i = 0; i < ARRAY_LEN(days); i++) {
		if (!holiday(days[i][0], days[i][1], days[i][2]))
			fail_msg(
			    "%d-%d-%d", days[i][0], days[i][1], days[i][2]);
	}
	assert_false(holiday(2022, 5, 30));
	assert_false(holiday(2026, 12, 29));
	assert_false(holiday(2026, 5, 11));
	assert_false(holiday(2027, 1, 4));
	assert_false(holiday(2026, 11, 23));
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
	    {"00:30pm", -1}, {"24:01", -1}};
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
	    cmocka_unit_test(knows_englands_bank_holidays),
	    cmocka_unit_test(reads_times_of_day),
	    cmocka_unit_test(reads_weekdays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
