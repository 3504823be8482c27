/*
 * Counts of unmet need: what is ever told, to whom, and what is not.
 */
#include "tests/testing.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "server/keeper_unmet.h"
#include "server/unmet.h"

#define DAY  86400
#define WEEK (7 * DAY)
#define TYPE "addiction.gambling"
#define HERE "E06000901"

static char *folder;
static struct unmet_door door;
static struct unmet *unmet;
static struct arena arena;
static time_t monday; /* 23 November 2026, at noon */

static int
begin(void **state)
{
	(void)state;
	folder = test_folder();
	assert_true(unmet_door_init(&door));
	unmet = unmet_new(folder, &door);
	monday = date_from_london(date_from_civil(2026, 11, 23), 720);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	unmet_free(unmet);
	unmet_door_clear(&door);
	test_folder_remove(folder);
	arena_clear(&arena);
	return 0;
}

/* So many visitors, from that one on, search for a type in a council. */
static void
search_of(
    const char *type, const char *council, int first, int visitors, time_t when)
{
	char visitor[32];

	for (int i = first; i < first + visitors; i++) {
		snprintf(visitor, sizeof(visitor), "192.0.2.%d", i);
		unmet_count(unmet, type, council, visitor, when);
	}
}

static void
search(int first, int visitors, time_t when)
{
	search_of(TYPE, HERE, first, visitors, when);
}

/* The next count that the keeper hears; 0: none. */
static long
told(void)
{
	struct unmet_row row;
	bool good;

	if (!unmet_door_take(&door, &row, &good))
		return 0;
	assert_true(good);
	assert_string_equal(row.council, HERE);
	return row.count;
}

/* What may be shown at a time. */
static size_t
shown(time_t when, const struct unmet_row **out)
{
	return unmet_rows(unmet, when, &arena, out);
}

static void
tells_nobody_of_fewer_than_ten(void **state)
{
	const struct unmet_row *rows;

	(void)state;
	search(1, 9, monday);
	assert_int_equal(told(), 0);
	assert_int_equal(shown(monday + WEEK, &rows), 0);
}

static void
tells_of_ten_and_then_of_each_five(void **state)
{
	(void)state;
	search(1, 10, monday);
	assert_int_equal(told(), 10);
	search(11, 4, monday);
	assert_int_equal(told(), 0);
	search(15, 1, monday);
	assert_int_equal(told(), 15);
	search(16, 12, monday);
	assert_int_equal(told(), 20);
	assert_int_equal(told(), 25);
	assert_int_equal(told(), 0);
}

static void
shows_a_week_once_it_is_over(void **state)
{
	const struct unmet_row *rows;

	(void)state;
	search(1, 17, monday);
	assert_int_equal(shown(monday, &rows), 0);
	assert_int_equal(shown(monday + 6 * DAY, &rows), 0);
	assert_int_equal(shown(monday + WEEK, &rows), 1);
	assert_int_equal(rows[0].week, date_from_civil(2026, 11, 23));
	assert_string_equal(rows[0].type, TYPE);
	assert_string_equal(rows[0].council, HERE);
	assert_int_equal(rows[0].count, 15);
}

static void
shows_the_latest_week_first(void **state)
{
	const struct unmet_row *rows;

	(void)state;
	search_of(TYPE, "E06000902", 1, 10, monday);
	search_of("talking.nhs", HERE, 1, 10, monday);
	search(1, 10, monday);
	search(1, 10, monday + WEEK);
	assert_int_equal(shown(monday + 2 * WEEK, &rows), 4);
	assert_int_equal(rows[0].week, date_from_civil(2026, 11, 30));
	assert_string_equal(rows[1].type, TYPE);
	assert_string_equal(rows[2].type, "talking.nhs");
	assert_string_equal(rows[3].council, "E06000902");
}

static void
counts_a_visitor_once_a_week(void **state)
{
	(void)state;
	search(1, 9, monday);
	for (int day = 0; day < 7; day++)
		search(1, 9, monday + day * DAY);
	assert_int_equal(told(), 0);
	search(10, 1, monday + 6 * DAY);
	assert_int_equal(told(), 10);
}

static void
counts_each_type_and_council_for_itself(void **state)
{
	(void)state;
	search(1, 9, monday);
	search_of("addiction", HERE, 10, 9, monday);
	search_of(TYPE, "E06000902", 20, 9, monday);
	assert_int_equal(told(), 0);
	search_of("addiction", HERE, 1, 1, monday);
	assert_int_equal(told(), 10);
}

static void
begins_anew_each_week(void **state)
{
	(void)state;
	search(1, 9, monday);
	search(10, 1, monday + WEEK);
	assert_int_equal(told(), 0);
	search(1, 9, monday + WEEK);
	assert_int_equal(told(), 10);
}

static void
begins_a_week_at_midnight_in_london(void **state)
{
	/* 29 June 2026 is a Monday, in summer time. */
	time_t midnight = date_from_london(date_from_civil(2026, 6, 29), 0);

	(void)state;
	assert_int_equal(unmet_week(midnight), date_from_civil(2026, 6, 29));
	assert_int_equal(
	    unmet_week(midnight - 1), date_from_civil(2026, 6, 22));
	assert_int_equal(
	    unmet_week(midnight + WEEK - 1), date_from_civil(2026, 6, 29));
}

static void
raises_no_count_where_the_clock_is_put_back(void **state)
{
	const struct unmet_row *rows;

	(void)state;
	search(1, 12, monday);
	search(1, 3, monday + WEEK);
	/* The salt is gone: the same twelve cannot be told from others. */
	search(1, 12, monday);
	search(13, 2, monday);
	assert_int_equal(shown(monday + WEEK, &rows), 1);
	assert_int_equal(rows[0].count, 10);
}

static void
no_visitor_counts_for_too_much(void **state)
{
	char type[32];

	(void)state;
	search(1, 9, monday);
	for (int i = 0; i < UNMET_A_VISITOR; i++) {
		snprintf(type, sizeof(type), "type.%d", i);
		search_of(type, HERE, 10, 1, monday);
	}
	search(10, 1, monday);
	assert_int_equal(told(), 0);
	search(11, 1, monday);
	assert_int_equal(told(), 10);
}

static void
takes_no_more_visits_than_it_has_room_for(void **state)
{
	(void)state;
	search(1, UNMET_MAX_VISITS / 2, monday);
	while (told() > 0)
		continue;
	search_of("addiction", HERE, 100000, 20, monday);
	assert_int_equal(told(), 0);
	search_of("addiction", HERE, 100000, 10, monday + WEEK);
	assert_int_equal(told(), 10);
}

static void
takes_no_more_counts_than_it_has_room_for(void **state)
{
	char type[32];

	(void)state;
	for (int i = 0; i < UNMET_MAX_COUNTS; i++) {
		snprintf(type, sizeof(type), "type.%d", i);
		search_of(type, HERE, i / UNMET_A_VISITOR, 1, monday);
	}
	search(1000, 10, monday);
	assert_int_equal(told(), 0);
	search_of("type.0", HERE, 1000, 9, monday);
	assert_int_equal(told(), 10);
}

static void
tells_later_what_the_keeper_cannot_take(void **state)
{
	const struct unmet_row *rows;
	struct unmet_row row;
	int sent = 0;

	(void)state;
	assert_true(unmet_row_init(&row, 20000, TYPE, HERE, 40));
	while (unmet_door_send(&door, &row))
		sent++;
	assert_true(sent > 20);
	search(1, 10, monday);
	while (sent-- > 0)
		assert_int_equal(told(), 40);
	assert_int_equal(told(), 0);
	search(11, 1, monday);
	assert_int_equal(told(), 10);
	assert_int_equal(shown(monday + WEEK, &rows), 1);
}

static void
forgets_when_it_is_told_to(void **state)
{
	(void)state;
	search(1, 9, monday);
	unmet_forget(unmet);
	search(10, 9, monday);
	assert_int_equal(told(), 0);
}

static void
knows_what_was_counted_before_it_began(void **state)
{
	const struct unmet_row *rows;
	struct unmet_table table = {0};
	struct unmet_row row;

	(void)state;
	assert_true(unmet_row_init(&row, unmet_week(monday), TYPE, HERE, 20));
	assert_true(unmet_table_put(&table, &row));
	assert_true(unmet_table_save(&table, folder));
	unmet_table_clear(&table);
	unmet_free(unmet);
	unmet = unmet_new(folder, &door);
	search(1, 12, monday);
	assert_int_equal(shown(monday + WEEK, &rows), 1);
	assert_int_equal(rows[0].count, 20);
}

static bool
reads(const char *line)
{
	struct unmet_row row;

	return unmet_row_read(line, strlen(line), &row);
}

static void
reads_nothing_but_what_it_writes(void **state)
{
	static const char good[] = "2026-11-23,talking.nhs,E08000009,15";
	struct unmet_row row;
	char line[UNMET_LINE];

	(void)state;
	assert_true(unmet_row_read(good, strlen(good), &row));
	assert_int_equal(unmet_row_write(&row, line), strlen(good) + 2);
	assert_true(reads(line));
	assert_false(reads("2026-11-24,talking.nhs,E08000009,15"));
	assert_false(reads("2026-11-23T10:00,talking.nhs,E08000009,15"));
	assert_false(reads("2026-11-23,talking.nhs,E08000009,9"));
	assert_false(reads("2026-11-23,talking.nhs,E08000009,11"));
	assert_false(reads("2026-11-23,talking.nhs,E08000009,100005"));
	assert_false(reads("2026-11-23,talking.nhs,E08000009,-15"));
	assert_false(reads("2026-11-23,talking.nhs,E08000009,15,"));
	assert_false(reads("2026-11-23,talking.nhs,E0800000,15"));
	assert_false(reads("2026-11-23,talking.nhs,e08000009,15"));
	assert_false(reads("2026-11-23,,E08000009,15"));
	assert_false(reads("2026-11-23,Zyqwvoxal,E08000009,15"));
	assert_false(reads("2026-11-23,words of a search,E08000009,15"));
	assert_false(reads("2026-11-23,talking.nhs,E08000009"));
	assert_false(reads(""));
	assert_false(unmet_row_read("2026-11-23,a\0b,E08000009,15", 28, &row));
	assert_false(unmet_row_read(good, UNMET_LINE, &row));
}

static void
says_no_count_that_can_be_told_from_its_neighbours(void **state)
{
	(void)state;
	assert_int_equal(unmet_rounded(0), 0);
	assert_int_equal(unmet_rounded(9), 0);
	assert_int_equal(unmet_rounded(10), 10);
	assert_int_equal(unmet_rounded(14), 10);
	assert_int_equal(unmet_rounded(15), 15);
	assert_int_equal(unmet_rounded(1234567), UNMET_MAX_COUNT);
}

static void
keeps_lines_for_two_years(void **state)
{
	struct unmet_table table = {0};
	struct unmet_row row;
	day_t week = unmet_week(monday);

	(void)state;
	for (int i = 0; i < 110; i++) {
		assert_true(unmet_row_init(&row, week - 7 * i, TYPE, HERE, 10));
		assert_true(unmet_table_put(&table, &row));
	}
	unmet_table_age(&table, monday);
	assert_int_equal(table.count, UNMET_WEEKS + 1);
	assert_int_equal(table.rows[0].week, week - 7 * UNMET_WEEKS);
	unmet_table_clear(&table);
}

static void
holds_no_more_lines_than_it_has_room_for(void **state)
{
	struct unmet_table table = {0};
	struct unmet_row row;
	char type[32];

	(void)state;
	for (int i = 0; i < UNMET_MAX_ROWS + 1; i++) {
		snprintf(type, sizeof(type), "type.%05d", i);
		assert_true(unmet_row_init(&row, 20000, type, HERE, 10));
		assert_int_equal(
		    unmet_table_put(&table, &row), i < UNMET_MAX_ROWS);
	}
	row = table.rows[5];
	row.count = 15;
	assert_true(unmet_table_put(&table, &row));
	assert_false(unmet_table_put(&table, &row));
	assert_int_equal(table.count, UNMET_MAX_ROWS);
	unmet_table_clear(&table);
}

static void
passes_over_what_is_no_line_of_a_file(void **state)
{
	struct unmet_table table = {0};
	char *path;

	(void)state;
	assert_true(unmet_table_load(&table, folder));
	assert_int_equal(table.count, 0);
	path = test_file_write_text(folder, "unmet.csv",
	    "week_from,type_id,gss,visitors_at_least\r\n"
	    "2026-11-23,talking.nhs,E08000009,15\r\n"
	    "2026-11-23,talking.nhs,E08000009,3\n"
	    "some words,,,\n\n"
	    "2026-11-16,addiction,E08000009,10");
	assert_true(unmet_table_load(&table, folder));
	assert_int_equal(table.count, 2);
	assert_string_equal(table.rows[0].type, "addiction");
	unmet_table_clear(&table);
	free(path);
}

/* --- the keeper's half */

static struct keeper_unmet keeper;

static int
begin_keeper(void **state)
{
	sigset_t io;

	begin(state);
	sigemptyset(&io);
	sigaddset(&io, SIGIO);
	sigprocmask(SIG_BLOCK, &io, NULL);
	assert_true(keeper_unmet_init(&keeper, folder));
	return 0;
}

static int
end_keeper(void **state)
{
	keeper_unmet_clear(&keeper);
	return end(state);
}

static void
send_row(day_t week, long count)
{
	struct unmet_row row;

	assert_true(unmet_row_init(&row, week, TYPE, HERE, count));
	assert_true(unmet_door_send(&keeper.door, &row));
}

static void
work_at(time_t when)
{
	while (keeper_unmet_work(&keeper, when, 1))
		continue;
}

static void
work(void)
{
	work_at(monday);
}

/* The file, in the arena; NULL: there is none. */
static const char *
file(void)
{
	char *path = xasprintf("%s/unmet.csv", folder), *text = NULL, *kept;
	size_t length;

	if (access(path, F_OK) == 0)
		text = test_file_read(path, &length);
	free(path);
	kept = arena_strdup(&arena, text);
	free(text);
	return kept;
}

static void
writes_what_it_is_told(void **state)
{
	char *path = xasprintf("%s/unmet.csv", folder);
	struct stat status;

	(void)state;
	work();
	assert_null(file());
	send_row(unmet_week(monday), 10);
	work();
	assert_string_equal(file(),
	    "week_from,type_id,gss,visitors_at_least\r\n"
	    "2026-11-23,addiction.gambling,E06000901,10\r\n");
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	send_row(unmet_week(monday), 15);
	send_row(unmet_week(monday), 10);
	work();
	assert_string_equal(file(),
	    "week_from,type_id,gss,visitors_at_least\r\n"
	    "2026-11-23,addiction.gambling,E06000901,15\r\n");
	free(path);
}

static void
keeps_what_was_written_before(void **state)
{
	char *path = test_file_write_text(folder, "unmet.csv",
	    "2026-11-16,talking.nhs,E08000009,25\n"
	    "2016-11-14,talking.nhs,E08000009,25\n");

	(void)state;
	send_row(unmet_week(monday), 10);
	work();
	assert_string_equal(file(),
	    "week_from,type_id,gss,visitors_at_least\r\n"
	    "2026-11-16,talking.nhs,E08000009,25\r\n"
	    "2026-11-23,addiction.gambling,E06000901,10\r\n");
	free(path);
}

static void
writes_nothing_that_is_no_count_of_now(void **state)
{
	static const char *const rubbish[] = {"", "words of somebody",
	    "2026-11-23,addiction.gambling,E06000901,9",
	    "2026-11-23,words of somebody,E06000901,10"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rubbish); i++)
		assert_true(send(keeper.door.server, rubbish[i],
				strlen(rubbish[i]), 0) >= 0);
	send_row(unmet_week(monday) - 14, 10);
	send_row(unmet_week(monday) + 7, 10);
	work();
	assert_null(file());
	send_row(unmet_week(monday) - 7, 10);
	work_at(monday + 2 * DAY);
	assert_null(file());
	/* What was on its way as the week ended. */
	send_row(unmet_week(monday) - 7, 10);
	work();
	assert_non_null(file());
}

static void
tries_again_where_nothing_can_be_written(void **state)
{
	char *away = xasprintf("%s-away", folder);

	(void)state;
	assert_int_equal(rename(folder, away), 0);
	send_row(unmet_week(monday), 10);
	work();
	assert_true(keeper.waits);
	assert_int_equal(rename(away, folder), 0);
	work();
	assert_false(keeper.waits);
	assert_non_null(file());
	free(away);
}

#define LEDGER(name) cmocka_unit_test_setup_teardown(name, begin, end)
#define KEEPER(name) \
	cmocka_unit_test_setup_teardown(name, begin_keeper, end_keeper)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
	    LEDGER(tells_nobody_of_fewer_than_ten),
	    LEDGER(tells_of_ten_and_then_of_each_five),
	    LEDGER(shows_a_week_once_it_is_over),
	    LEDGER(shows_the_latest_week_first),
	    LEDGER(counts_a_visitor_once_a_week),
	    LEDGER(counts_each_type_and_council_for_itself),
	    LEDGER(begins_anew_each_week),
	    LEDGER(begins_a_week_at_midnight_in_london),
	    LEDGER(raises_no_count_where_the_clock_is_put_back),
	    LEDGER(no_visitor_counts_for_too_much),
	    LEDGER(takes_no_more_visits_than_it_has_room_for),
	    LEDGER(takes_no_more_counts_than_it_has_room_for),
	    LEDGER(tells_later_what_the_keeper_cannot_take),
	    LEDGER(forgets_when_it_is_told_to),
	    LEDGER(knows_what_was_counted_before_it_began),
	    LEDGER(reads_nothing_but_what_it_writes),
	    LEDGER(says_no_count_that_can_be_told_from_its_neighbours),
	    LEDGER(keeps_lines_for_two_years),
	    LEDGER(holds_no_more_lines_than_it_has_room_for),
	    LEDGER(passes_over_what_is_no_line_of_a_file),
	    KEEPER(writes_what_it_is_told),
	    KEEPER(keeps_what_was_written_before),
	    KEEPER(writes_nothing_that_is_no_count_of_now),
	    KEEPER(tries_again_where_nothing_can_be_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
