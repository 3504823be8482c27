/* The parameter open: which listings are found, in which group, and why. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "schema/hours.h"
#include "search/index_hours.h"
#include "tests/testing.h"
#include "tests/testing_search.h"

static struct test_search directory;

static struct listing *
add(const char *code, const char *name, const char *hours)
{
	struct listing *listing = test_search_add(&directory, code, name);

	if (hours != NULL)
		listing->hours = test_search_text(&directory, hours);
	return listing;
}

static int
set_up(void **state UNUSED)
{
	struct listing *listing;

	test_search_init(&directory);
	add("aa2aaa", "Silent choir", NULL);
	add("bb2bbb", "Office choir", "Mon-Fri 9am-5pm");
	add("cc2ccc", "Evening choir", "Tue & Thu 7-9pm");
	add("dd2ddd", "Weekend choir", "Sat 10am-2pm, closed bank holidays");
	add("ee2eee", "Any choir", "24/7");
	add("ff2fff", "Puzzling choir", "Open when the flag is up");
	add("gg2ggg", "Monthly choir", "First Saturday of the month 10am-2pm");
	listing = add("hh2hhh", "Field choir", "Staff are there all day");
	for (int day = 0; day < 5; day++)
		*listing_opening_add(listing) =
		    (struct listing_opening){day, 540, 1020, NULL};
	listing = add("jj2jjj", "Scottish choir", "Mon-Fri 9am-5pm");
	strcpy(listing_location_add(listing)->district, "S12000036");
	listing = add("kk2kkk", "Rule choir", NULL);
	test_search_rule(&directory, listing, "time", "evening", false,
	    "We meet in the evening.");
	listing = add("mm2mmm", "Paused choir", "24/7");
	listing->status = LISTING_PAUSED;
	test_search_open(&directory);
	return 0;
}

static int
tear_down(void **state UNUSED)
{
	test_search_clear(&directory);
	return 0;
}

static void
at(int year, int month, int day, int hour, int minute)
{
	directory.now = date_from_london(
	    date_from_civil(year, month, day), hour * 60 + minute);
}

/* The verdict on a listing: its letter ("suits" s, ...), or - left out. */
static char
letter(const char *code)
{
	static const char letters[N_VERDICTS] = {
	    [VERDICT_SUITS] = 's',
	    [VERDICT_OPEN] = 'o',
	    [VERDICT_NOT_STATED] = 'n',
	    [VERDICT_CHECK] = 'c',
	    [VERDICT_MAY_NOT_SUIT] = 'm',
	};
	const struct answer *answer = &directory.answer;

	for (size_t i = 0; i < answer->hits_count + answer->may_not_count;
	     i++) {
		const struct answer_hit *hit =
		    i < answer->hits_count
			? &answer->hits[i]
			: &answer->may_not[i - answer->hits_count];
		struct card card;

		assert_true(index_card(directory.index, hit->document, &card));
		if (strcmp(card.text[CARD_CODE], code) == 0)
			return letters[hit->verdict];
	}
	return '-';
}

/* Of the listings above in their order. */
static void
verdicts(const char *query, const char *expected)
{
	static const char *const codes[] = {"aa2aaa", "bb2bbb", "cc2ccc",
	    "dd2ddd", "ee2eee", "ff2fff", "gg2ggg", "hh2hhh", "jj2jjj",
	    "kk2kkk"};
	char got[ARRAY_LEN(codes) + 1] = "";

	test_search_run(&directory, query);
	assert_int_equal(directory.errors_count, 0);
	for (size_t i = 0; i < ARRAY_LEN(codes); i++)
		got[i] = letter(codes[i]);
	if (strcmp(got, expected) != 0)
		fail_msg("%s: %s, not %s", query, got, expected);
}

static void
tells_what_is_open_on_a_day_and_when(void **state UNUSED)
{
	at(2026, 11, 24, 12, 0);
	verdicts("open=mo", "nsmmsnmssn");
	verdicts("open=tu", "nssmsnmssn");
	verdicts("open=sa", "nmmssnc-mn");
	verdicts("open=su", "nmmmsnm-mn");
	verdicts("open=evening", "nmsmsnm-ms");
	verdicts("open=weekend", "nmmssnc-mn");
	verdicts("open=all-hours", "nmmmsnm-mn");
}

static void
tells_what_is_open_now_in_london(void **state UNUSED)
{
	setenv("TZ", "America/New_York", 1);
	tzset();
	at(2026, 11, 24, 8, 59);
	verdicts("open=now", "nmmmsnm-mn");
	at(2026, 11, 24, 9, 0);
	verdicts("open=now", "nsmmsnmssn");
	at(2026, 11, 24, 19, 0);
	verdicts("open=now", "nmsmsnm-mn");
	/* 5 December 2026 is the first Saturday, 12 December the second. */
	at(2026, 12, 5, 10, 0);
	verdicts("open=now", "nmmssns-mn");
	at(2026, 12, 12, 10, 0);
	verdicts("open=now", "nmmssnm-mn");
	/* An hour of summer time: 08:00 UTC. */
	at(2026, 6, 2, 9, 0);
	assert_int_equal(directory.now % 86400, 8 * 3600);
	verdicts("open=now", "nsmmsnmssn");
	unsetenv("TZ");
	tzset();
}

static void
checks_what_is_open_now_on_a_bank_holiday(void **state UNUSED)
{
	const char *words = NULL;

	/* Boxing Day's substitute: it may be in any nation. */
	at(2026, 12, 28, 10, 0);
	verdicts("open=now", "ncmmsnmccn");
	for (size_t i = 0; i < directory.answer.hits_count; i++)
		if (directory.answer.hits[i].verdict == VERDICT_CHECK)
			words = directory.answer.hits[i].parts[0].words;
	assert_string_equal(words, "may differ: bank holiday");
	/* Boxing Day, a Saturday: it says that it is closed. */
	at(2026, 12, 26, 11, 0);
	verdicts("open=now", "nmmmsnm-mn");
	/* Easter Monday is none in Scotland. */
	at(2027, 3, 29, 10, 0);
	verdicts("open=now", "ncmmsnmcsn");
	/* The day asked for is one of the week, not today. */
	verdicts("open=mo", "nsmmsnmssn");
}

static void
ranks_and_counts_the_groups(void **state UNUSED)
{
	const struct answer *answer = &directory.answer;

	at(2026, 11, 24, 10, 0);
	test_search_run(&directory, "open=now&limit=100");
	for (size_t i = 1; i < answer->hits_count; i++)
		assert_true(
		    answer->hits[i - 1].verdict <= answer->hits[i].verdict);
	assert_int_equal(answer->groups[VERDICT_SUITS], 5);
	assert_int_equal(answer->groups[VERDICT_NOT_STATED], 3);
	assert_int_equal(answer->groups[VERDICT_MAY_NOT_SUIT], 3);
	assert_int_equal(answer->groups[VERDICT_DOES_NOT_SUIT], 0);
	assert_int_equal(answer->total, 8);
	at(2026, 11, 24, 20, 0);
	test_search_run(&directory, "open=now");
	assert_int_equal(answer->groups[VERDICT_DOES_NOT_SUIT], 1);
}

static void
says_what_a_verdict_rests_on(void **state UNUSED)
{
	at(2026, 11, 24, 10, 0);
	test_search_run(&directory, "q=choir+in+the+evening");
	assert_int_equal(directory.query.open, OPEN_EVENING);
	for (size_t i = 0; i < directory.answer.hits_count; i++) {
		const struct answer_hit *hit = &directory.answer.hits[i];
		struct card card;

		assert_int_equal(hit->parts_count, 1);
		assert_string_equal(hit->parts[0].about, "open");
		assert_true(index_card(directory.index, hit->document, &card));
		if (strcmp(card.text[CARD_CODE], "cc2ccc") == 0)
			assert_string_equal(
			    hit->parts[0].words, "Tue & Thu 7-9pm");
		if (strcmp(card.text[CARD_CODE], "kk2kkk") == 0)
			assert_string_equal(
			    hit->parts[0].words, "We meet in the evening.");
	}
}

/* The search and the words on a card never differ. */
static void
agrees_with_the_words_on_cards(void **state UNUSED)
{
	const struct holidays *lines =
	    vocabulary_holidays(directory.vocabulary);

	for (uint32_t i = 0; i < index_count(directory.index); i++)
		for (int hour = 0; hour < 24 * 40; hour += 5) {
			struct listing_opening openings[LISTING_MAX_ITEMS];
			struct arena arena = {0};
			struct hours_answer answer;
			struct hours_clock clock;
			struct hours hours;
			struct card card;

			at(2026, 12, 1, 0, 0);
			directory.now += hour * 3600;
			hours_clock_init(&clock, lines, directory.now);
			assert_true(index_card(directory.index, i, &card));
			card_hours(&card, &arena, &hours);
			hours_answer(
			    &hours, lines, directory.now, &arena, &answer);
			index_hours_of(directory.index, i, openings, &hours);
			assert_int_equal(
			    hours_state(&hours, &clock), answer.state);
			arena_clear(&arena);
		}
}

static void
refuses_what_is_no_time(void **state UNUSED)
{
	static const char *const wrong[] = {
	    "open=monday", "open=today", "open=nw", "open=Now"};

	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		test_search_run(&directory, wrong[i]);
		assert_int_equal(directory.errors_count, 1);
		assert_string_equal(directory.errors[0].parameter, "open");
		assert_int_equal(directory.query.open, OPEN_ANY);
	}
}

static void
writes_what_was_asked(void **state UNUSED)
{
	static const char *const values[] = {"now", "mo", "tu", "we", "th",
	    "fr", "sa", "su", "evening", "weekend", "all-hours"};

	for (size_t i = 0; i < ARRAY_LEN(values); i++) {
		char *asked =
		    arena_printf(&directory.arena, "open=%s", values[i]);
		struct buf url = {0};

		test_search_run(&directory, asked);
		query_url(&directory.query, &url, NULL, 0);
		assert_string_equal(buf_text(&url), asked);
		buf_clear(&url);
		query_url(&directory.query, &url, "open", 0);
		assert_string_equal(buf_text(&url), "");
		buf_clear(&url);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tells_what_is_open_on_a_day_and_when),
	    cmocka_unit_test(tells_what_is_open_now_in_london),
	    cmocka_unit_test(checks_what_is_open_now_on_a_bank_holiday),
	    cmocka_unit_test(ranks_and_counts_the_groups),
	    cmocka_unit_test(says_what_a_verdict_rests_on),
	    cmocka_unit_test(agrees_with_the_words_on_cards),
	    cmocka_unit_test(refuses_what_is_no_time),
	    cmocka_unit_test(writes_what_was_asked),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
