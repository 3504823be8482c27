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
#include "tests/testing_listing.h"

#define LISTINGS 12

static char error[1024];

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

/* What each test is given: a record with a few listings and places. */
struct fixture {
	char *data;
	struct record *record;
	struct vocabulary *vocabulary;
	struct record_feed feed;
	struct arena arena;
	struct publish_report report;
};

static void
add_listing(struct fixture *fixture, unsigned number)
{
	struct record_place_in_feed place = {.feed = fixture->feed.row,
	    .run = 1,
	    .org_key = "id:org",
	    .day = 20000};
	char *key = arena_printf(&fixture->arena, "service:%u", number);
	struct listing listing;

	test_listing_fill(&listing, &fixture->arena, number);
	listing.sources_count = 0; /* the record says where it is from */
	/* Anywhere but in a row, so that the curve has something to sort. */
	listing.locations[0].lat = 51 + number * 7 % 11 * 0.3;
	listing.locations[0].lon = -2.5 + number * 5 % 7 * 0.3;
	place.source_key = key;
	assert_int_equal(
	    record_listing_add(fixture->record, &listing, &place), RECORD_OK);
}

static void
add_places(struct record *record)
{
	static const char *const districts[] = {"E08000009"};
	struct record_area area = {.gss = "E08000009",
	    .kind = PLACE_COUNCIL,
	    .name = "Trafford",
	    .slug = "trafford",
	    .parent = "E92000001",
	    .nation = "E92000001",
	    .placed = true,
	    .lat_e6 = 53420000,
	    .lon_e6 = -2340000};

	assert_int_equal(record_area_put(record, &area), RECORD_OK);
	assert_int_equal(record_outcode_put(record, "M32", 53447510, -2308120,
			     10, districts, 1),
	    RECORD_OK);
	assert_int_equal(record_postcode_put(record, "M32 0TH", 53455001,
			     -2301234, "E08000009", ""),
	    RECORD_OK);
	record_places_changed(record);
}

static int
setup(void **state)
{
	struct fixture *fixture = xcalloc(1, sizeof(*fixture));
	char *vocabulary = test_source("data/vocabulary");

	fixture->data = test_folder();
	fixture->vocabulary = vocabulary_load(vocabulary, error, sizeof(error));
	if (fixture->vocabulary == NULL)
		fail_msg("%s", error);
	free(vocabulary);
	fixture->record = record_open(":memory:", error, sizeof(error));
	if (fixture->record == NULL)
		fail_msg("%s", error);
	fixture->feed.id = arena_strdup(&fixture->arena, "westby");
	fixture->feed.title = arena_strdup(&fixture->arena, "Westby list");
	assert_true(record_begin(fixture->record));
	assert_int_equal(
	    record_feed_put(fixture->record, &fixture->feed), RECORD_OK);
	assert_int_equal(record_feed_read_whole(
			     fixture->record, fixture->feed.row, 1795500000),
	    RECORD_OK);
	for (unsigned i = 1; i <= LISTINGS; i++)
		add_listing(fixture, i);
	add_places(fixture->record);
	assert_true(record_commit(fixture->record));
	*state = fixture;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *fixture = *state;

	record_close(fixture->record);
	vocabulary_free(fixture->vocabulary);
	test_folder_remove(fixture->data);
	arena_clear(&fixture->arena);
	free(fixture);
	return 0;
}

static bool
try_publish(struct fixture *fixture)
{
	error[0] = '\0';
	return publish_run(fixture->record, fixture->vocabulary, fixture->data,
	    &fixture->report, error, sizeof(error));
}

static void
publish(struct fixture *fixture)
{
	if (!try_publish(fixture))
		fail_msg("%s", error);
}

static char *
in_generation(const struct fixture *fixture, long number, const char *name)
{
	char *folder = generation_folder(fixture->data, number);
	char *path = xasprintf("%s/%s", folder, name);

	free(folder);
	return path;
}

static ino_t
inode(const struct fixture *fixture, long number, const char *name)
{
	char *path = in_generation(fixture, number, name);
	struct stat status;

	assert_int_equal(stat(path, &status), 0);
	free(path);
	return status.st_ino;
}

/* How many folders there are, unfinished ones too. */
static int
folders(const struct fixture *fixture)
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
assert_live_is_sound(const struct fixture *fixture, long listings)
{
	char *folder = xasprintf("%s/live", fixture->data);
	struct manifest manifest;
	struct served_totals totals;
	struct served *served;

	if (!manifest_read(folder, &manifest, error, sizeof(error)) ||
	    !manifest_check(&manifest, folder, 1 << 30, error, sizeof(error)))
		fail_msg("%s", error);
	assert_int_equal(manifest.generation, generation_live(fixture->data));
	served = served_open(folder, error, sizeof(error));
	if (served == NULL)
		fail_msg("%s", error);
	assert_int_equal(served_totals(served, &totals), SERVED_OK);
	assert_int_equal(totals.listings, listings);
	served_close(served);
	free(folder);
}

/* Every section of the index is in the manifest as it is. */
static void
assert_sections_hold(const struct fixture *fixture, const struct index *index)
{
	char *folder = xasprintf("%s/live", fixture->data);
	struct manifest manifest;
	struct index_extent extent;
	size_t count = 0;

	assert_true(manifest_read(folder, &manifest, error, sizeof(error)));
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
	struct fixture *fixture = *state;
	char *path;
	struct index *index;
	struct served *served;
	struct place place;

	publish(fixture);
	assert_int_equal(fixture->report.generation, 1);
	assert_int_equal(fixture->report.listings, LISTINGS);
	assert_int_equal(fixture->report.withdrawn, 0);
	assert_false(fixture->report.index_unchanged);
	assert_false(fixture->report.places_unchanged);
	assert_true(fixture->report.listings_bytes > 0);
	assert_live_is_sound(fixture, LISTINGS);
	path = in_generation(fixture, 1, "search.index");
	index = index_open(path, error, sizeof(error));
	assert_non_null(index);
	assert_int_equal(index_count(index), LISTINGS);
	assert_sections_hold(fixture, index);
	index_close(index);
	free(path);
	path = generation_folder(fixture->data, 1);
	served = served_open(path, error, sizeof(error));
	assert_int_equal(
	    served_place_find(served, "m320th", &place), PLACE_FOUND);
	served_close(served);
	free(path);
}

static void
numbers_rows_along_the_curve(void **state)
{
	struct fixture *fixture = *state;
	uint64_t before = 0;
	char *folder;
	struct served *served;

	publish(fixture);
	folder = generation_folder(fixture->data, 1);
	served = served_open(folder, error, sizeof(error));
	for (long row = 1; row <= LISTINGS; row++) {
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
	struct fixture *fixture = *state;

	publish(fixture);
	publish(fixture);
	assert_int_equal(fixture->report.generation, 2);
	assert_true(fixture->report.index_unchanged);
	assert_true(fixture->report.places_unchanged);
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		assert_int_equal(
		    inode(fixture, 1, names[i]), inode(fixture, 2, names[i]));
	assert_int_not_equal(
	    inode(fixture, 1, "manifest"), inode(fixture, 2, "manifest"));
	assert_live_is_sound(fixture, LISTINGS);
}

static void
makes_anew_what_did_change(void **state)
{
	struct fixture *fixture = *state;

	publish(fixture);
	assert_true(record_begin(fixture->record));
	add_listing(fixture, 99);
	record_places_changed(fixture->record);
	assert_true(record_commit(fixture->record));
	publish(fixture);
	assert_false(fixture->report.index_unchanged);
	assert_false(fixture->report.places_unchanged);
	assert_int_not_equal(
	    inode(fixture, 1, "places.db"), inode(fixture, 2, "places.db"));
	assert_live_is_sound(fixture, LISTINGS + 1);
}

static void
makes_anew_what_was_damaged(void **state)
{
	struct fixture *fixture = *state;
	static const char *const names[] = {
	    "listings.db", "places.db", "search.index"};

	publish(fixture);
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		char *path = in_generation(fixture, 1, names[i]);
		int fd = open(path, O_WRONLY | O_CLOEXEC);

		assert_int_equal(pwrite(fd, "damage", 6, 3000), 6);
		close(fd);
		free(path);
	}
	publish(fixture);
	assert_false(fixture->report.index_unchanged);
	assert_false(fixture->report.places_unchanged);
	assert_live_is_sound(fixture, LISTINGS);
}

static void
makes_the_same_files_from_the_same_record(void **state)
{
	struct fixture *fixture = *state;
	char *data = fixture->data;
	struct manifest first, second;
	char *folder;

	publish(fixture);
	folder = generation_folder(data, 1);
	assert_true(manifest_read(folder, &first, error, sizeof(error)));
	free(folder);
	fixture->data = test_folder();
	publish(fixture); /* nothing to link to: all is made again */
	assert_false(fixture->report.index_unchanged);
	folder = generation_folder(fixture->data, fixture->report.generation);
	assert_true(manifest_read(folder, &second, error, sizeof(error)));
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
	struct fixture *fixture = *state;
	struct served_gone gone;
	struct listing listing;
	struct served *served;
	char *folder, code[LISTING_CODE_TEXT];

	publish(fixture);
	folder = generation_folder(fixture->data, 1);
	served = served_open(folder, error, sizeof(error));
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
	publish(fixture);
	assert_int_equal(fixture->report.listings, 0);
	assert_int_equal(fixture->report.withdrawn, LISTINGS);
	folder = generation_folder(fixture->data, 2);
	served = served_open(folder, error, sizeof(error));
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
	struct fixture *fixture = *state;

	for (int i = 0; i < 5; i++)
		publish(fixture);
	assert_int_equal(folders(fixture), PUBLISH_KEEP);
	assert_int_equal(generation_live(fixture->data), 5);
	assert_live_is_sound(fixture, LISTINGS);
	publish_forget_older(fixture->data);
	assert_int_equal(folders(fixture), 1);
	assert_live_is_sound(fixture, LISTINGS);
}

static void
removes_what_a_killed_run_left(void **state)
{
	struct fixture *fixture = *state;
	char *generations = xasprintf("%s/generations", fixture->data);
	char *left = xasprintf("%s/.new-000041", generations);

	assert_int_equal(mkdir(generations, 0755), 0);
	assert_int_equal(mkdir(left, 0755), 0);
	free(test_file_write_text(left, "listings.db", "half"));
	publish(fixture);
	assert_int_equal(fixture->report.generation, 42);
	assert_int_equal(folders(fixture), 1);
	free(left);
	free(generations);
}

/* Publishes in a child that is killed before its n-th call. */
static bool
killed_at(struct fixture *fixture, long call)
{
	int status;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		calls_until_killed = call;
		_exit(try_publish(fixture) ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	if (WIFEXITED(status))
		assert_int_equal(WEXITSTATUS(status), 0);
	return WIFSIGNALED(status);
}

static void
leaves_old_or_new_wherever_it_is_killed(void **state)
{
	struct fixture *fixture = *state;
	long call;

	publish(fixture);
	for (call = 1;; call++) {
		long before = generation_live(fixture->data);
		bool killed;

		/* A listing more, that old and new are told apart. */
		assert_true(record_begin(fixture->record));
		add_listing(fixture, 100 + (unsigned)call);
		assert_true(record_commit(fixture->record));
		killed = killed_at(fixture, call);
		assert_live_is_sound(
		    fixture, LISTINGS + call -
				 (generation_live(fixture->data) == before));
		publish(fixture);
		assert_live_is_sound(fixture, LISTINGS + call);
		assert_true(folders(fixture) <= PUBLISH_KEEP);
		if (!killed)
			break;
	}
	/* Three files, folder, manifest, names and link, at the least. */
	assert_true(call > 8);
}

/* With files that may grow to "bytes" only, as on a full disk. */
static bool
publish_within(struct fixture *fixture, rlim_t bytes)
{
	struct rlimit before, limit;
	bool published;

	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	limit = before;
	limit.rlim_cur = bytes;
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	published = try_publish(fixture);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	return published;
}

static void
changes_nothing_when_the_disk_is_full(void **state)
{
	static const rlim_t sizes[] = {
	    0, 1, 100, 4096, 8192, 10000, 20000, 40000, 60000, 80000};
	struct fixture *fixture = *state;

	publish(fixture);
	assert_true(record_begin(fixture->record));
	add_listing(fixture, 77);
	record_places_changed(fixture->record);
	assert_true(record_commit(fixture->record));
	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		if (publish_within(fixture, sizes[i]))
			fail_msg("published within %ld", (long)sizes[i]);
		assert_true(error[0] != '\0');
		assert_int_equal(generation_live(fixture->data), 1);
		assert_live_is_sound(fixture, LISTINGS);
		assert_int_equal(folders(fixture), 1);
	}
	publish(fixture);
	assert_live_is_sound(fixture, LISTINGS + 1);
}

static void
leaves_nothing_where_it_cannot_go_live(void **state)
{
	struct fixture *fixture = *state;
	char *live = xasprintf("%s/live", fixture->data);

	/* Somebody put a folder where our link belongs. */
	assert_int_equal(mkdir(live, 0755), 0);
	assert_false(try_publish(fixture));
	assert_non_null(strstr(error, "/live: "));
	assert_int_equal(folders(fixture), 0);
	free(live);
}

static void
publishes_an_empty_record(void **state)
{
	struct fixture *fixture = *state;
	struct record *full = fixture->record;

	fixture->record = record_open(":memory:", error, sizeof(error));
	assert_non_null(fixture->record);
	publish(fixture);
	assert_int_equal(fixture->report.listings, 0);
	assert_live_is_sound(fixture, 0);
	record_close(fixture->record);
	fixture->record = full;
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

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
