#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "schema/hours.h"
#include "tests/testing.h"

static void
add_clock(struct buf *out, int minute)
{
	buf_printf(out, "%02d:%02d", minute / 60, minute % 60);
}

/*
 * "0 09:00-17:00; 7 closed": weekday (with its week of the month before a
 * dot), times, notes; or "?" for what is not read.
 */
static void
write_hours(const char *words, struct arena *arena, struct buf *out)
{
	static const char *const holidays[] = {"", "; closed", "; usual"};
	struct hours hours = {0};

	if (!hours_read(words, arena, &hours)) {
		buf_add_text(out, "?");
		return;
	}
	for (size_t i = 0; i < hours.count; i++) {
		const struct listing_opening *opening = &hours.openings[i];

		if (i > 0)
			buf_add_text(out, ", ");
		if (HOURS_WEEK(opening) != 0)
			buf_printf(out, "%d.", HOURS_WEEK(opening));
		buf_printf(out, "%d ", HOURS_WEEKDAY(opening));
		add_clock(out, opening->opens);
		if (opening->closes != opening->opens) {
			buf_add_text(out, "-");
			add_clock(out, opening->closes);
		}
		if (opening->note != NULL)
			buf_printf(out, " (%s)", opening->note);
	}
	buf_add_text(out, holidays[hours.holiday]);
}

static void
reads(const char *words, const char *expected)
{
	struct arena arena = {0};
	struct buf got = {0};

	write_hours(words, &arena, &got);
	if (strcmp(buf_text(&got), expected) != 0)
		fail_msg("'%s' gave\n  %s, not\n  %s", words, buf_text(&got),
		    expected);
	buf_clear(&got);
	arena_clear(&arena);
}

#define NINE_TO_FIVE \
	"0 09:00-17:00, 1 09:00-17:00, 2 09:00-17:00, 3 09:00-17:00, " \
	"4 09:00-17:00"
#define EVERY(times) \
	"0 " times ", 1 " times ", 2 " times ", 3 " times ", 4 " times \
	", 5 " times ", 6 " times

static void
reads_days_and_times(void **state UNUSED)
{
	reads("Mon-Fri 9am-5pm", NINE_TO_FIVE);
	reads("Monday to Friday, 9am to 5pm.", NINE_TO_FIVE);
	reads("Monday to Friday 9.00 to 17.00", NINE_TO_FIVE);
	reads("Mon – Fri: 09:00 – 17:00", NINE_TO_FIVE);
	reads("Open weekdays between 9am and 5pm", NINE_TO_FIVE);
	reads("9am-5pm Monday to Friday", NINE_TO_FIVE);
	reads("9 - 5 weekdays", NINE_TO_FIVE);
	reads("Mon-Fri 0900-1700", NINE_TO_FIVE);
	reads("Weekdays\n9am - 5pm", NINE_TO_FIVE);
	reads("Open every day 10-4", EVERY("10:00-16:00"));
	reads("10am-4pm daily", EVERY("10:00-16:00"));
	reads("Tuesdays 6pm to 8pm", "1 18:00-20:00");
	reads("Tue & Thu 7-9pm", "1 19:00-21:00, 3 19:00-21:00");
	reads("Mon, Wed, Fri 10-2", "0 10:00-14:00, 2 10:00-14:00, "
				    "4 10:00-14:00");
	reads("Tues/Weds 10am - 12pm. Thurs 10am - 2pm",
	    "1 10:00-12:00, 2 10:00-12:00, 3 10:00-14:00");
	reads("Mon-Tue 8am-8pm, Sat 9-1",
	    "0 08:00-20:00, 1 08:00-20:00, 5 09:00-13:00");
	reads("Monday 10am-12noon, 1pm-3pm", "0 10:00-12:00, 0 13:00-15:00");
	reads("Sat-Mon 11am-1pm", "0 11:00-13:00, 5 11:00-13:00, "
				  "6 11:00-13:00");
	reads("Opening hours:\nMon 9am-5pm", "0 09:00-17:00");
	reads("Friday 12noon - 2pm and Saturday 10am - 12noon",
	    "4 12:00-14:00, 5 10:00-12:00");
	reads("Wednesday - 10am to 4pm", "2 10:00-16:00");
	reads("Wednesday 10am - 4pm. Please ring first!", "2 10:00-16:00");
	reads("Fri and Sat 9pm-2am", "4 21:00-02:00, 5 21:00-02:00");
	reads("Mon. 6pm-midnight", "0 18:00-24:00");
	reads("Saturday 7.30am - noon", "5 07:30-12:00");
}

static void
reads_a_beginning_without_an_end(void **state UNUSED)
{
	reads("Sundays 3pm", "6 15:00");
	reads("Thursday evenings 6.30pm", "3 18:30");
	reads("Friday from 6pm", "4 18:00");
	reads("Monday & Friday 12noon", "0 12:00, 4 12:00");
}

static void
reads_day_and_night(void **state UNUSED)
{
	reads("24 hours a day, 7 days a week", EVERY("00:00-24:00"));
	reads("24/7", EVERY("00:00-24:00"));
	reads("Open 24 hours", EVERY("00:00-24:00"));
	reads(
	    "24 hours a day, 365 days a year", EVERY("00:00-24:00") "; usual");
	reads(
	    "Any time, day or night, all year", EVERY("00:00-24:00") "; usual");
	reads("Sat and Sun all day", "5 00:00-24:00, 6 00:00-24:00");
	reads("24 hours a day (seven days a week)", EVERY("00:00-24:00"));
}

static void
reads_days_of_a_month(void **state UNUSED)
{
	reads("First Tuesday of the month 2pm", "1.1 14:00");
	reads("2nd and 4th Thursday of each month, 10am-12pm",
	    "2.3 10:00-12:00, 4.3 10:00-12:00");
	reads("7pm-9pm on the last Monday of every month", "5.0 19:00-21:00");
	reads("Tuesdays 12pm - 3pm; 1st Saturday of month 10am - 12noon",
	    "1 12:00-15:00, 1.5 10:00-12:00");
	reads("Second Tuesday 2pm", "?");
	reads("Monthly, Tuesday 2pm", "?");
}

static void
reads_what_is_said_of_holidays(void **state UNUSED)
{
	reads("Monday to Friday 9.00 to 17.00, closed bank holidays",
	    NINE_TO_FIVE "; closed");
	reads("Mon-Fri 9-5 (except bank holidays)", NINE_TO_FIVE "; closed");
	reads("Mon-Fri 9am-5pm excluding public holidays.",
	    NINE_TO_FIVE "; closed");
	reads("Mon-Fri 9am-5pm\nNot open on Bank Holidays",
	    NINE_TO_FIVE "; closed");
	reads(
	    "Mon-Fri 9am-5pm, including bank holidays", NINE_TO_FIVE "; usual");
	reads("Sun and bank holidays 10am-4pm", "6 10:00-16:00, 7 10:00-16:00");
	reads("Mon 9-5, bank holidays closed", "0 09:00-17:00; closed");
	reads("Mon 9-5, bank holidays 10-2, closed bank holidays", "?");
	assert_int_equal(hours_holiday_said("We are closed on bank holidays"),
	    HOURS_HOLIDAY_CLOSED);
	assert_int_equal(
	    hours_holiday_said("365 days a year"), HOURS_HOLIDAY_USUAL);
	assert_int_equal(hours_holiday_said("Call for bank holiday times"),
	    HOURS_HOLIDAY_UNSAID);
	assert_int_equal(hours_holiday_said(NULL), HOURS_HOLIDAY_UNSAID);
}

static void
reads_what_is_closed(void **state UNUSED)
{
	reads("Mon 9-5, Sat closed, Sun 10-2", "0 09:00-17:00, 6 10:00-14:00");
	reads("Mon 9-5; closed Saturday and Sunday", "0 09:00-17:00");
	reads("Closed Mondays. Tue 10am-4pm", "1 10:00-16:00");
	reads("Daily (except Tues & Sat) 10:30am - 12pm",
	    "0 10:30-12:00, 2 10:30-12:00, 3 10:30-12:00, 4 10:30-12:00, "
	    "6 10:30-12:00");
	reads("Mon-Fri 9-5, closed Wed", "?");
	reads("Mon-Fri 9-5, closed for lunch 12-1", "?");
	reads("Mon-Fri 9-5, closed Wed 12-5", "?");
	reads("Closed", "?");
}

static void
keeps_notes(void **state UNUSED)
{
	reads(
	    "Tuesdays 1-3pm, term time only", "1 13:00-15:00 (term time only)");
	reads("Tuesdays 1-3pm (term-time only)",
	    "1 13:00-15:00 (term time only)");
	reads(
	    "Tuesdays 1-3pm by appointment", "1 13:00-15:00 (by appointment)");
}

static void
tells_morning_from_evening_or_does_not_read(void **state UNUSED)
{
	reads("Mon 9.30-4.30", "0 09:30-16:30");
	reads("Mon 12-2", "0 12:00-14:00");
	reads("Mon 2-4", "0 14:00-16:00");
	reads("Mon 8-6", "0 08:00-18:00");
	reads("Mon 10-2pm", "0 10:00-14:00");
	reads("Mon 8-10pm", "0 20:00-22:00");
	reads("Mon 7-9am", "0 07:00-09:00");
	reads("Mon 9am-12", "0 09:00-12:00");
	reads("Mon 6pm-8", "0 18:00-20:00");
	reads("Mon 10-12pm", "0 10:00-12:00");
	reads("Mon 17.00pm-22.00pm", "0 17:00-22:00");
	reads("Tuesday evenings 6-8", "1 18:00-20:00");
	reads("Tuesday morning 8-10", "1 08:00-10:00");
	reads("Mon 6-8", "?");
	reads("Mon 7-9", "?");
	reads("Mon 8-10", "?");
	reads("Mon 8-midnight", "?");
	reads("Mon 17:00-9:00", "?");
	reads("Mon 09:00-05:00", "?"); /* a slip for 17:00 */
	reads("Sundays 3", "?");
	reads("Sundays 7.30", "?");
	reads("Tuesday afternoon 9am-11am", "?");
}

static void
does_not_guess(void **state UNUSED)
{
	static const char *const words[] = {"", "By appointment", "9am-5pm",
	    "Mon-Fri", "Saturday - Sunday:", "N/A", "Not known",
	    "Mid-April to September: Mon-Fri, 12noon-9pm",
	    "Summer: Mon-Fri 9-5", "Bi-weekly second & fourth Thursday 2pm",
	    "Every other Tuesday 2pm", "Fortnightly on Mondays 10-12",
	    "Office: Mon-Fri 9-5. Drop-in: Tue 10-12",
	    "Centre:\nMon-Fri, 10am-10pm\nGym:\nMon-Fri, 6.30am-10pm",
	    "Mon-Fri 8.30-4.30 (Office) Tue-Thu 10am-1pm (Shop)",
	    "Mon-Fri 10am-4pm Food parcels", "24/7 upon request",
	    "We reply within 24 hours", "Monday - Friday except Thursday",
	    "Weekdays 10am-4pm, except Thursdays 10am-12.30pm",
	    "9 - 4 weekdays except Wed 9 - 2", "Wednesday 2=3pm",
	    "Mon-Fri until 8pm", "Mon-Fri 9-5. Hours may vary",
	    "Tuesday 2pm, please check first", "Mon or Tue 10-12",
	    "One morning per week", "5 days and 5 evenings per week",
	    "Monday to Friday 9am to 5pm, 4 June to 5 July",
	    "Call 0113 496 0182 Mon-Fri 9-5", "Closed until 3 May",
	    "Mon 9-5, Sat by appointment", "Tue 10-12 during the holidays", "-",
	    "to", "9-", "Mon 9am-", "Mon -", "and", "24", "of the month"};

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		reads(words[i], "?");
}

static void
gives_up_on_what_has_no_end(void **state UNUSED)
{
	struct buf words = {0};

	for (int i = 0; i < 300; i++)
		buf_add_text(&words, "Mon 9-5, ");
	reads(buf_text(&words), "?");
	buf_clear(&words);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_days_and_times),
	    cmocka_unit_test(reads_a_beginning_without_an_end),
	    cmocka_unit_test(reads_day_and_night),
	    cmocka_unit_test(reads_days_of_a_month),
	    cmocka_unit_test(reads_what_is_said_of_holidays),
	    cmocka_unit_test(reads_what_is_closed),
	    cmocka_unit_test(keeps_notes),
	    cmocka_unit_test(tells_morning_from_evening_or_does_not_read),
	    cmocka_unit_test(does_not_guess),
	    cmocka_unit_test(gives_up_on_what_has_no_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
