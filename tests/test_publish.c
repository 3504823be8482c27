#include "tests/testing.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/alloc.h"
#include "importers/publish.h"
#include "importers/publish_folder.h"
#include "schema/manifest.h"
#include "schema/record_feed.h"
#include "schema/record_listing.h"
#include "schema/record_place.h"
#include "schema/served.h"
#include "search/index_build.h"
#include "search/search.h"
#include "tests/testing_publish.h"

/*
 * Killed just before the n-th call that changes a folder or waits for the
 * disk: these stand in front of the C library's own.
 */
static long calls_until_killed; /* 0: never */

static void
count_call(void)
{
	if (calls_until_killed > 0 && --calls_until_killed == 0)
		kill(getpid(), SIGKILL);
}

int
fsync(int fd)
{
	count_call();
	return (int)syscall(SYS_fsync, fd);
}

int
rename(const char *from, const char *to)
{
	count_call();
	return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int
symlink(const char *target, const char *path)
{
	count_call();
	return (int)syscall(SYS_symlinkat, target, AT_FDCWD, path);
}

int
unlinkat(int fd, const char *path, int flags)
{
	count_call();
	return (int)syscall(SYS_unlinkat, fd, path, flags);
}

/* How many folders there are, unfinished ones too. */
static int
folders(const struct test_publish *fixture)
{
	char *path = xasprintf("%s/generations", fixture->data);
	DIR *dir = opendir(path);
	int count = 0;

	while (dir != NULL && readdir(dir) != NULL)
		count++;
	if (dir != NULL)
		closedir(dir);
	free(path);
	return count > 0 ? count - 2 : 0; /* . and .. */
}

/* Opens what "live" leads to, as the server would. */
static void
assert_live_is_sound(const struct test_publish *fixture, long listings)
{
	char *folder = xasprintf("%s/live", fixture->data);
	struct manifest manifest;
	struct served_totals totals;
	struct served *served;

	if (!manifest_read(folder, &manifest, test_error, sizeof(test_error)) ||
	    !manifest_check(
		&manifest, folder, 1 << 30, test_error, sizeof(test_error)))
		fail_msg("%s", test_error);
	assert_int_equal(manifest.generation, generation_live(fixture->data));
	served = served_open(folder, test_error, sizeof(test_error));
	if (served == NULL)
		fail_msg("%s", test_error);
	assert_int_equal(served_totals(served, &totals), SERVED_OK);
	assert_int_equal(totals.listings, listings);
	served_close(served);
	free(folder);
}

/* Every section of the index is in the manifest as it is. */
static void
assert_sections_hold(
    const struct test_publish *fixture, const struct index *index)
{
	char *folder = xasprintf("%s/live", fixture->data);
	struct manifest manifest;
	struct index_extent extent;
	size_t count = 0;

	assert_true(
	    manifest_read(folder, &manifest, test_error, sizeof(test_error)));
	for (; index_extent(index, count, &extent); count++)
		assert_true(manifest_section_holds(&manifest, "search.index",
		    extent.name, extent.data, extent.bytes));
	assert_true(count > 0);
	assert_int_equal(manifest.sections_count, count);
	free(folder);
}

static void
makes_a_generation_that_can_be_served(void **state)
{
	struct test_publish *fixture = *state;
	char *path;
	struct index *index;
	struct served *served;
	struct place place;

	test_publish_run(fixture);
	assert_int_equal(fixture->report.generation, 1);
	assert_int_equal(fixture->report.listings, TEST_PUBLISH_LISTINGS);
	assert_int_equal(fixture->report.withdrawn, 0);
	assert_false(fixture->report.index_unchanged);
	assert_false(fixture->report.places_unchanged);
	assert_true(fixture->report.listings_bytes > 0);
	assert_live_is_sound(fixture, TEST_PUBLISH_LISTINGS);
	path = test_publish_path(fixture, 1, "search.index");
	index = index_open(path, test_error, sizeof(test_error));
	assert_non_null(index);
	assert_int_equal(index_count(index), TEST_PUBLISH_LISTINGS);
	assert_sections_hold(fixture, index);
	index_close(index);
	free(path);
	path = generation_folder(fixture->data, 1);
	served = served_open(path, test_error, sizeof(test_error));
	assert_int_equal(
	    served_place_find(served, "m320th", &place), PLACE_FOUND);
	served_close(served);
	free(path);
}

static void
numbers_rows_along_the_curve(void **state)
{
	struct test_publish *fixture = *state;
	uint64_t before = 0;
	char *folder;
	struct served *served;

	test_publish_run(fixture);
	folder = generation_folder(fixture->data, 1);
	served = served_open(folder, test_error, sizeof(test_error));
	for (long row = 1; row <= TEST_PUBLISH_LISTINGS; row++) {
		struct listing listing;
		uint64_t curve;

		assert_int_equal(served_listing_by_row(
				     served, row, &fixture->arena, &listing),
		    SERVED_OK);
		curve = index_curve_listing(&listing);
		assert_true(curve >= before);
		before = curve;
	}
	served_close(served);
	free(folder);
}

static void
links_what_did_not_change(void **state)
{
	static const char *const names[] = {
	    "listings.db", "places.db", "search.index"};
	struct test_publish *fixture = *state;

	test_publish_run(fixture);
	test_publish_run(fixture);
	assert_int_equal(fixture->report.generation, 2);
	assert_true(fixture->report.index_unchanged);
	assert_true(fixture->report.places_unchanged);
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		assert_int_equal(test_publish_inode(fixture, 1, names[i]),
		    test_publish_inode(fixture, 2, names[i]));
	assert_int_not_equal(test_publish_inode(fixture, 1, "manifest"),
	    test_publish_inode(fixture, 2, "manifest"));
	assert_live_is_sound(fixture, TEST_PUBLISH_LISTINGS);
}

static void
makes_anew_what_did_change(void **state)
{
	struct test_publish *fixture = *state;

	test_publish_run(fixture);
	assert_true(record_begin(fixture->record));
	test_publish_listing(fixture, 99);
	record_places_changed(fixture->record);
	assert_true(record_commit(fixture->record));
	test_publish_run(fixture);
	assert_false(fixture->report.index_unchanged);
	assert_false(fixture->report.places_unchanged);
	assert_int_not_equal(test_publish_inode(fixture, 1, "places.db"),
	    test_publish_inode(fixture, 2, "places.db"));
	assert_live_is_sound(fixture, TEST_PUBLISH_LISTINGS + 1);
}

static void
makes_anew_what_was_damaged(void **state)
{
	struct test_publish *fixture = *state;
	static const char *const names[] = {
	    "listings.db", "places.db", "search.index"};

	test_publish_run(fixture);
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		char *path = test_publish_path(fixture, 1, names[i]);
		int fd = open(path, O_WRONLY | O_CLOEXEC);

		assert_int_equal(pwrite(fd, "damage", 6, 3000), 6);
		close(fd);
		free(path);
	}
	test_publish_run(fixture);
	assert_false(fixture->report.index_unchanged);
	assert_false(fixture->report.places_unchanged);
	assert_live_is_sound(fixture, TEST_PUBLISH_LISTINGS);
}

static void
makes_the_same_files_from_the_same_record(void **state)
{
	struct test_publish *fixture = *state;
	char *data = fixture->data;
	struct manifest first, second;
	char *folder;

	test_publish_run(fixture);
	folder = generation_folder(data, 1);
	assert_true(
	    manifest_read(folder, &first, test_error, sizeof(test_error)));
	free(folder);
	fixture->data = test_folder();
	test_publish_run(fixture); /* nothing to link to: all is made again */
	assert_false(fixture->report.index_unchanged);
	folder = generation_folder(fixture->data, fixture->report.generation);
	assert_true(
	    manifest_read(folder, &second, test_error, sizeof(test_error)));
	free(folder);
	assert_int_equal(first.files_count, second.files_count);
	for (size_t i = 0; i < first.files_count; i++)
		assert_string_equal(
		    first.files[i].sha256, second.files[i].sha256);
	test_folder_remove(data);
}

static void
says_what_became_of_a_withdrawn_listing(void **state)
{
	struct test_publish *fixture = *state;
	struct served_gone gone;
	struct listing listing;
	struct served *served;
	char *folder, code[LISTING_CODE_TEXT];

	test_publish_run(fixture);
	folder = generation_folder(fixture->data, 1);
	served = served_open(folder, test_error, sizeof(test_error));
	assert_int_equal(
	    served_listing_by_row(served, 1, &fixture->arena, &listing),
	    SERVED_OK);
	memcpy(code, listing.code, sizeof(code));
	served_close(served);
	free(folder);
	assert_true(record_begin(fixture->record));
	assert_int_equal(record_seen_clear(fixture->record), RECORD_OK);
	assert_int_equal(record_missing_withdraw(
			     fixture->record, fixture->feed.row, 2, 20700),
	    RECORD_OK);
	assert_true(record_commit(fixture->record));
	test_publish_run(fixture);
	assert_int_equal(fixture->report.listings, 0);
	assert_int_equal(fixture->report.withdrawn, TEST_PUBLISH_LISTINGS);
	folder = generation_folder(fixture->data, 2);
	served = served_open(folder, test_error, sizeof(test_error));
	assert_int_equal(
	    served_gone_by_code(served, code, &fixture->arena, &gone),
	    SERVED_OK);
	assert_string_equal(gone.name, listing.name);
	assert_int_equal(gone.withdrawn, 20700);
	assert_string_equal(gone.feed_title, "Westby list");
	served_close(served);
	free(folder);
}

static void
keeps_three_generations(void **state)
{
	struct test_publish *fixture = *state;

	for (int i = 0; i < 5; i++)
		test_publish_run(fixture);
	assert_int_equal(folders(fixture), PUBLISH_KEEP);
	assert_int_equal(generation_live(fixture->data), 5);
	assert_live_is_sound(fixture, TEST_PUBLISH_LISTINGS);
	publish_forget_older(fixture->data);
	assert_int_equal(folders(fixture), 1);
	assert_live_is_sound(fixture, TEST_PUBLISH_LISTINGS);
}

static void
removes_what_a_killed_run_left(void **state)
{
	struct test_publish *fixture = *state;
	char *generations = xasprintf("%s/generations", fixture->data);
	char *left = xasprintf("%s/.new-000041", generations);

	assert_int_equal(mkdir(generations, 0755), 0);
	assert_int_equal(mkdir(left, 0755), 0);
	free(test_file_write_text(left, "listings.db", "half"));
	test_publish_run(fixture);
	assert_int_equal(fixture->report.generation, 42);
	assert_int_equal(folders(fixture), 1);
	free(left);
	free(generations);
}

/* Publishes in a child that is killed before its n-th call. */
static bool
killed_at(struct test_publish *fixture, long call)
{
	int status;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		calls_until_killed = call;
		_exit(test_publish_try(fixture) ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	if (WIFEXITED(status))
		assert_int_equal(WEXITSTATUS(status), 0);
	return WIFSIGNALED(status);
}

static void
leaves_old_or_new_wherever_it_is_killed(void **state)
{
	struct test_publish *fixture = *state;
	long call;

	test_publish_run(fixture);
	for (call = 1;; call++) {
		long before = generation_live(fixture->data);
		bool killed;

		/* A listing more, that old and new are told apart. */
		assert_true(record_begin(fixture->record));
		test_publish_listing(fixture, 100 + (unsigned)call);
		assert_true(record_commit(fixture->record));
		killed = killed_at(fixture, call);
		assert_live_is_sound(
		    fixture, TEST_PUBLISH_LISTINGS + call -
				 (generation_live(fixture->data) == before));
		test_publish_run(fixture);
		assert_live_is_sound(fixture, TEST_PUBLISH_LISTINGS + call);
		assert_true(folders(fixture) <= PUBLISH_KEEP);
		if (!killed)
			break;
	}
	/* Three files, folder, manifest, names and link, at the least. */
	assert_true(call > 8);
}

/* With files that may grow to "bytes" only, as on a full disk. */
static bool
publish_within(struct test_publish *fixture, rlim_t bytes)
{
	struct rlimit before, limit;
	bool published;

	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	limit = before;
	limit.rlim_cur = bytes;
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	published = test_publish_try(fixture);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	return published;
}

static void
changes_nothing_when_the_disk_is_full(void **state)
{
	static const rlim_t sizes[] = {
	    0, 1, 100, 4096, 8192, 10000, 20000, 40000, 60000, 80000};
	struct test_publish *fixture = *state;

	test_publish_run(fixture);
	assert_true(record_begin(fixture->record));
	test_publish_listing(fixture, 77);
	record_places_changed(fixture->record);
	assert_true(record_commit(fixture->record));
	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		if (publish_within(fixture, sizes[i]))
			fail_msg("published within %ld", (long)sizes[i]);
		assert_true(test_error[0] != '\0');
		assert_int_equal(generation_live(fixture->data), 1);
		assert_live_is_sound(fixture, TEST_PUBLISH_LISTINGS);
		assert_int_equal(folders(fixture), 1);
	}
	test_publish_run(fixture);
	assert_live_is_sound(fixture, TEST_PUBLISH_LISTINGS + 1);
}

static void
leaves_nothing_where_it_cannot_go_live(void **state)
{
	struct test_publish *fixture = *state;
	char *live = xasprintf("%s/live", fixture->data);

	/* Somebody put a folder where our link belongs. */
	assert_int_equal(mkdir(live, 0755), 0);
	assert_false(test_publish_try(fixture));
	assert_non_null(strstr(test_error, "/live: "));
	assert_int_equal(folders(fixture), 0);
	free(live);
}

static void
publishes_an_empty_record(void **state)
{
	struct test_publish *fixture = *state;
	struct record *full = fixture->record;

	fixture->record =
	    record_open(":memory:", test_error, sizeof(test_error));
	assert_non_null(fixture->record);
	test_publish_run(fixture);
	assert_int_equal(fixture->report.listings, 0);
	assert_live_is_sound(fixture, 0);
	record_close(fixture->record);
	fixture->record = full;
}

#define EACH(test) \
	cmocka_unit_test_setup_teardown( \
	    test, test_publish_setup, test_publish_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    EACH(makes_a_generation_that_can_be_served),
	    EACH(numbers_rows_along_the_curve),
	    EACH(links_what_did_not_change),
	    EACH(makes_anew_what_did_change),
	    EACH(makes_anew_what_was_damaged),
	    EACH(makes_the_same_files_from_the_same_record),
	    EACH(says_what_became_of_a_withdrawn_listing),
	    EACH(keeps_three_generations),
	    EACH(removes_what_a_killed_run_left),
	    EACH(leaves_old_or_new_wherever_it_is_killed),
	    EACH(changes_nothing_when_the_disk_is_full),
	    EACH(leaves_nothing_where_it_cannot_go_live),
	    EACH(publishes_an_empty_record),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
