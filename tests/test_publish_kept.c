/* The index is made again where anything that it is made of has changed. */
#include "tests/testing.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/program.h"
#include "importers/publish_folder.h"
#include "schema/manifest.h"
#include "schema/record_decision.h"
#include "schema/record_duplicate.h"
#include "schema/record_listing.h"
#include "schema/record_made.h"
#include "schema/record_place.h"
#include "schema/served.h"
#include "tests/testing_publish.h"

static const char index_name[] = "search.index";

/* What the manifest of the live generation says of the index. */
static struct manifest_file
live_index(const struct test_publish *fixture)
{
	char *folder = xasprintf("%s/live", fixture->data);
	struct manifest manifest;

	assert_true(
	    manifest_read(folder, &manifest, test_error, sizeof(test_error)));
	if (!manifest_check(
		&manifest, folder, 1 << 30, test_error, sizeof(test_error)))
		fail_msg("%s", test_error);
	free(folder);
	return *manifest_file(&manifest, index_name);
}

/* With nothing there to keep, all is made: it must be as what is live. */
static void
assert_as_made_anew(struct test_publish *fixture)
{
	struct manifest_file live = live_index(fixture), anew;
	char *data = fixture->data;

	fixture->data = test_folder();
	test_publish_run(fixture);
	assert_false(fixture->report.index_kept);
	anew = live_index(fixture);
	assert_string_equal(live.sha256, anew.sha256);
	assert_int_equal(live.bytes, anew.bytes);
	test_folder_remove(fixture->data);
	fixture->data = data;
}

/* Publishes what was changed; the index is made, and as it must be. */
static void
assert_made(struct test_publish *fixture)
{
	test_publish_run(fixture);
	assert_false(fixture->report.index_kept);
	assert_as_made_anew(fixture);
}

static void
assert_kept(struct test_publish *fixture)
{
	long before = generation_live(fixture->data);
	struct manifest_file old = live_index(fixture), new;
	struct buf identity = {0};
	bool told = program_identity(&identity);

	buf_clear(&identity);
	test_publish_run(fixture);
	new = live_index(fixture);
	if (!told) {
		assert_false(fixture->report.index_kept);
		TEST_SKIP("this system does not tell what a process runs");
	}
	assert_true(fixture->report.index_kept);
	assert_true(fixture->report.index_unchanged);
	assert_string_equal(old.sha256, new.sha256);
	assert_int_equal(test_publish_inode(fixture, before, index_name),
	    test_publish_inode(
		fixture, fixture->report.generation, index_name));
	assert_as_made_anew(fixture);
}

/* A listing's code: that of a row of the live generation. */
static char *
code_of_row(struct test_publish *fixture, long row)
{
	char *folder = xasprintf("%s/live", fixture->data);
	struct listing listing;
	struct served *served =
	    served_open(folder, test_error, sizeof(test_error));

	assert_non_null(served);
	assert_int_equal(
	    served_listing_by_row(served, row, &fixture->arena, &listing),
	    SERVED_OK);
	served_close(served);
	free(folder);
	return arena_strdup(&fixture->arena, listing.code);
}

static long
service_of_row(struct test_publish *fixture, long row)
{
	long service;

	assert_int_equal(record_listing_by_code(fixture->record,
			     code_of_row(fixture, row), &service),
	    RECORD_OK);
	return service;
}

static void
read_whole(struct test_publish *fixture, time_t when)
{
	assert_true(record_begin(fixture->record));
	assert_int_equal(
	    record_feed_read_whole(fixture->record, fixture->feed.row, when),
	    RECORD_OK);
	assert_true(record_commit(fixture->record));
}

static void
an_index_is_kept_while_all_is_as_it_was(void **state)
{
	struct test_publish *fixture = *state;

	test_publish_run(fixture);
	assert_false(fixture->report.index_kept);
	assert_kept(fixture);
	assert_kept(fixture);
}

static void
an_index_is_kept_when_a_feed_was_read_again_that_day(void **state)
{
	struct test_publish *fixture = *state;
	struct manifest before, after;
	char *folder = xasprintf("%s/live", fixture->data);

	read_whole(fixture, 1795500000);
	test_publish_run(fixture);
	assert_true(
	    manifest_read(folder, &before, test_error, sizeof(test_error)));
	read_whole(fixture, 1795503600);
	assert_kept(fixture);
	/* The page of the feed does say when it was read. */
	assert_true(
	    manifest_read(folder, &after, test_error, sizeof(test_error)));
	assert_string_not_equal(manifest_file(&before, "listings.db")->sha256,
	    manifest_file(&after, "listings.db")->sha256);
	free(folder);
}

static void
it_is_made_when_a_feed_was_read_on_another_day(void **state)
{
	struct test_publish *fixture = *state;

	test_publish_run(fixture);
	read_whole(fixture, 1795500000 + 86400);
	assert_made(fixture);
	assert_kept(fixture);
}

static void
it_is_made_when_a_listing_is_new_or_gone(void **state)
{
	struct test_publish *fixture = *state;

	test_publish_run(fixture);
	assert_true(record_begin(fixture->record));
	test_publish_listing(fixture, 99);
	assert_true(record_commit(fixture->record));
	assert_made(fixture);
	assert_true(record_begin(fixture->record));
	assert_int_equal(record_seen_clear(fixture->record), RECORD_OK);
	assert_int_equal(record_missing_withdraw(
			     fixture->record, fixture->feed.row, 2, 20700),
	    RECORD_OK);
	assert_true(record_commit(fixture->record));
	assert_made(fixture);
	assert_kept(fixture);
}

static void
it_is_made_when_a_word_of_a_listing_changed(void **state)
{
	struct test_publish *fixture = *state;
	struct record_place_in_feed place = {.feed = fixture->feed.row,
	    .run = 2,
	    .source_key = "service:3",
	    .org_key = "id:org",
	    .day = 20001};
	struct record_difference difference;
	struct arena *arena = &fixture->arena;
	struct listing listing;
	long service;

	test_publish_run(fixture);
	service = service_of_row(fixture, 3);
	assert_int_equal(
	    record_listing_read(fixture->record, service, arena, &listing),
	    RECORD_OK);
	place.source_key = arena_printf(arena, "service:%s", listing.source_id);
	listing.fees = arena_strdup(arena, "Free on Mondays");
	assert_true(record_begin(fixture->record));
	assert_int_equal(record_listing_change(fixture->record, service,
			     &listing, &place, &difference),
	    RECORD_OK);
	assert_true(record_commit(fixture->record));
	assert_made(fixture);
	assert_kept(fixture);
}

static void
it_is_made_when_a_listing_is_hidden_or_shown_again(void **state)
{
	struct test_publish *fixture = *state;
	char *code;
	long count;

	test_publish_run(fixture);
	code = code_of_row(fixture, 2);
	assert_int_equal(
	    record_hide(fixture->record, code, "wrong"), DECISION_OK);
	assert_made(fixture);
	assert_kept(fixture);
	assert_int_equal(
	    record_unhide(fixture->record, code, &count), DECISION_OK);
	assert_made(fixture);
}

static void
it_is_made_when_a_listing_is_corrected(void **state)
{
	struct test_publish *fixture = *state;
	const char *reason;

	test_publish_run(fixture);
	assert_int_equal(
	    record_correct(fixture->record, code_of_row(fixture, 2), "fees",
		"Nothing at all", 20800, &reason),
	    DECISION_OK);
	assert_made(fixture);
	assert_kept(fixture);
	/* Its last day is over. */
	assert_int_equal(
	    record_decisions_lapse(fixture->record, 20801), RECORD_OK);
	assert_made(fixture);
}

static void
it_is_made_when_two_listings_are_one(void **state)
{
	struct test_publish *fixture = *state;
	long one, other;

	test_publish_run(fixture);
	one = service_of_row(fixture, 1);
	other = service_of_row(fixture, 2);
	assert_true(record_begin(fixture->record));
	assert_int_equal(
	    record_joined_add(fixture->record, one, one), RECORD_OK);
	assert_int_equal(
	    record_joined_add(fixture->record, other, one), RECORD_OK);
	assert_true(record_commit(fixture->record));
	assert_made(fixture);
	assert_int_equal(fixture->report.listings, TEST_PUBLISH_LISTINGS - 1);
	assert_kept(fixture);
}

static void
it_is_made_when_an_area_has_another_name(void **state)
{
	struct test_publish *fixture = *state;
	struct record_area area = {.gss = "E08000010",
	    .kind = PLACE_COUNCIL,
	    .name = "Wigan",
	    .slug = "wigan",
	    .parent = "E92000001",
	    .nation = "E92000001"};

	test_publish_run(fixture);
	assert_int_equal(record_area_put(fixture->record, &area), RECORD_OK);
	assert_made(fixture);
	area.name = "Wigan and Leigh";
	assert_int_equal(record_area_put(fixture->record, &area), RECORD_OK);
	assert_made(fixture);
	assert_kept(fixture);
}

/* The vocabulary's files elsewhere, one of them with a line more. */
static struct vocabulary *
other_vocabulary(const char *file, const char *line)
{
	char *from = test_source("data/vocabulary"), *to = test_folder();
	DIR *dir = opendir(from);
	struct dirent *entry;
	struct vocabulary *vocabulary;

	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL) {
		size_t length;
		char *bytes, *path;
		struct buf all = {0};

		if (entry->d_name[0] == '.')
			continue;
		path = xasprintf("%s/%s", from, entry->d_name);
		bytes = test_file_read(path, &length);
		free(path);
		buf_add(&all, bytes, length);
		if (strcmp(entry->d_name, file) == 0)
			buf_add_text(&all, line);
		free(test_file_write(
		    to, entry->d_name, buf_text(&all), all.length));
		buf_clear(&all);
		free(bytes);
	}
	closedir(dir);
	vocabulary = vocabulary_load(to, test_error, sizeof(test_error));
	if (vocabulary == NULL)
		fail_msg("%s", test_error);
	test_folder_remove(to);
	free(from);
	return vocabulary;
}

static void
it_is_made_when_the_vocabulary_changed(void **state)
{
	struct test_publish *fixture = *state;

	test_publish_run(fixture);
	vocabulary_free(fixture->vocabulary);
	fixture->vocabulary =
	    other_vocabulary("synonyms.txt", "# a line more\n");
	assert_made(fixture);
	assert_kept(fixture);
}

static void
it_is_made_when_the_one_before_is_another(void **state)
{
	struct test_publish *fixture = *state;
	struct record_made made;

	test_publish_run(fixture);
	assert_int_equal(
	    record_made_find(fixture->record, index_name, &made), RECORD_OK);
	assert_string_equal(made.sha256, live_index(fixture).sha256);
	/* As where a mirror, or an older record, put another one there. */
	made.sha256[0] = made.sha256[0] == 'a' ? 'b' : 'a';
	assert_int_equal(
	    record_made_put(fixture->record, index_name, &made), RECORD_OK);
	assert_made(fixture);
	/* And as where another program made it. */
	assert_kept(fixture);
	assert_int_equal(
	    record_made_find(fixture->record, index_name, &made), RECORD_OK);
	made.from[0] = made.from[0] == 'a' ? 'b' : 'a';
	assert_int_equal(
	    record_made_put(fixture->record, index_name, &made), RECORD_OK);
	assert_made(fixture);
}

static void
it_is_made_when_the_one_before_is_damaged(void **state)
{
	struct test_publish *fixture = *state;
	char *path;
	FILE *file;

	test_publish_run(fixture);
	path = test_publish_path(fixture, 1, index_name);
	file = fopen(path, "r+b");
	assert_non_null(file);
	assert_int_equal(fseek(file, 3000, SEEK_SET), 0);
	assert_int_equal(fwrite("damage", 1, 6, file), 6);
	assert_int_equal(fclose(file), 0);
	free(path);
	assert_made(fixture);
	assert_kept(fixture);
}

static void
it_is_made_when_the_one_before_is_lost(void **state)
{
	struct test_publish *fixture = *state;
	char *path;

	test_publish_run(fixture);
	path = test_publish_path(fixture, 1, index_name);
	assert_int_equal(unlink(path), 0);
	free(path);
	assert_made(fixture);
}

#define EACH(test) \
	cmocka_unit_test_setup_teardown( \
	    test, test_publish_setup, test_publish_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    EACH(an_index_is_kept_while_all_is_as_it_was),
	    EACH(an_index_is_kept_when_a_feed_was_read_again_that_day),
	    EACH(it_is_made_when_a_feed_was_read_on_another_day),
	    EACH(it_is_made_when_a_listing_is_new_or_gone),
	    EACH(it_is_made_when_a_word_of_a_listing_changed),
	    EACH(it_is_made_when_a_listing_is_hidden_or_shown_again),
	    EACH(it_is_made_when_a_listing_is_corrected),
	    EACH(it_is_made_when_two_listings_are_one),
	    EACH(it_is_made_when_an_area_has_another_name),
	    EACH(it_is_made_when_the_vocabulary_changed),
	    EACH(it_is_made_when_the_one_before_is_another),
	    EACH(it_is_made_when_the_one_before_is_damaged),
	    EACH(it_is_made_when_the_one_before_is_lost),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
