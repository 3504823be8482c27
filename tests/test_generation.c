#include "tests/testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/paths.h"
#include "schema/crisis.h"
#include "server/generation.h"
#include "server/live.h"
#include "tests/testing_directory.h"

static char error[512];

static struct generation *
open_live(const char *data)
{
	char folder[PATH_MAX];

	generation_live_folder(data, folder);
	return generation_open(folder, error, sizeof(error));
}

/* Changes one byte in the middle of a file of generation "number". */
static void
damage(const char *data, long number, const char *name)
{
	char path[PATH_MAX];
	FILE *file;
	int byte;

	snprintf(
	    path, sizeof(path), "%s/generations/%06ld/%s", data, number, name);
	file = fopen(path, "r+b");
	assert_non_null(file);
	fseek(file, 0, SEEK_END);
	fseek(file, ftell(file) / 2, SEEK_SET);
	byte = fgetc(file);
	fseek(file, -1, SEEK_CUR);
	fputc(byte ^ 0xff, file);
	fclose(file);
}

static void
opens_what_the_link_points_to(void **state)
{
	char *data = test_folder();
	struct generation *generation;

	(void)state;
	test_directory_publish(data, 1, 3);
	generation = open_live(data);
	assert_non_null(generation);
	assert_int_equal(generation->manifest.generation, 1);
	assert_int_equal(generation->totals.listings, 3);
	assert_non_null(strstr(generation->folder, "/generations/000001"));
	generation_release(generation);
	test_folder_remove(data);
}

static void
says_that_nothing_is_live(void **state)
{
	char *data = test_folder(), folder[PATH_MAX];

	(void)state;
	generation_live_folder(data, folder);
	assert_string_equal(folder, "");
	test_folder_remove(data);
}

static void
refuses_a_generation_with_a_damaged_file(void **state)
{
	static const char *const names[] = {
	    "listings.db", "places.db", "search.index", "manifest"};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(names); i++) {
		char *data = test_folder();

		test_directory_publish(data, 1, 3);
		damage(data, 1, names[i]);
		assert_null(open_live(data));
		assert_non_null(strstr(error, "000001"));
		test_folder_remove(data);
	}
}

static void
refuses_a_generation_with_a_file_cut_short(void **state)
{
	char *data = test_folder(), path[PATH_MAX];

	(void)state;
	test_directory_publish(data, 1, 3);
	snprintf(path, sizeof(path), "%s/live/search.index", data);
	assert_int_equal(truncate(path, 100), 0);
	assert_null(open_live(data));
	test_folder_remove(data);
}

static void
finds_the_newest_that_can_be_opened(void **state)
{
	char *data = test_folder(), folder[PATH_MAX];
	struct generation *generation;

	(void)state;
	test_directory_publish(data, 1, 1);
	test_directory_publish(data, 2, 2);
	test_directory_publish(data, 3, 3);
	damage(data, 2, "listings.db");
	generation_live_folder(data, folder);
	generation = generation_open_newest(data, folder);
	assert_non_null(generation);
	assert_int_equal(generation->manifest.generation, 1);
	generation_release(generation);
	test_folder_remove(data);
}

static void
is_closed_by_the_last_that_holds_it(void **state)
{
	char *data = test_folder();
	struct generation *generation;

	(void)state;
	test_directory_publish(data, 1, 1);
	generation = open_live(data);
	assert_non_null(generation);
	assert_ptr_equal(generation_hold(generation), generation);
	generation_release(generation);
	assert_int_equal(generation->totals.listings, 1);
	generation_release(generation);
	generation_release(NULL);
	test_folder_remove(data);
}

static void
moves_on_when_the_link_does(void **state)
{
	char *data = test_folder();
	const struct live_source source = {
	    .data_folder = data, .base_url = "http://127.0.0.1:1"};
	struct live *first, *second;

	(void)state;
	first = live_open(&source, error, sizeof(error));
	assert_non_null(first);
	assert_null(first->generation);
	assert_string_equal(first->site->base_url, "http://127.0.0.1:1");
	assert_null(live_refresh(&source, first));
	test_directory_publish(data, 1, 1);
	second = live_refresh(&source, first);
	assert_non_null(second);
	assert_int_equal(second->generation->manifest.generation, 1);
	assert_false(second->degraded);
	live_release(first);
	assert_null(live_refresh(&source, second));
	live_release(second);
	test_folder_remove(data);
}

/* Adds a line to a file of a folder. */
static void
append(const char *folder, const char *name, const char *line)
{
	char *path = xasprintf("%s/%s", folder, name);
	FILE *file = fopen(path, "a");

	assert_non_null(file);
	fputs(line, file);
	assert_int_equal(fclose(file), 0);
	free(path);
}

static void
takes_up_the_vocabulary_with_a_generation(void **state)
{
	char *data = test_folder(), *folder = xasprintf("%s/vocabulary", data);
	char *shipped = path_data("vocabulary"), *copy;
	const struct live_source source = {
	    .data_folder = data, .base_url = "", .vocabulary = folder};
	struct live *first, *second, *third;

	(void)state;
	copy = xasprintf("cp -R %s/ %s", shipped, folder);
	assert_int_equal(system(copy), 0);
	test_directory_publish(data, 1, 1);
	first = live_open(&source, error, sizeof(error));
	assert_non_null(first);
	assert_int_equal(
	    crisis_find(first->vocabulary, "zarb", NULL, NULL), CRISIS_NONE);
	append(folder, "crisis.tsv", "suicide\tzarb\n");
	assert_null(live_refresh(&source, first));
	test_directory_publish(data, 2, 1);
	second = live_refresh(&source, first);
	assert_non_null(second);
	assert_int_not_equal(
	    crisis_find(second->vocabulary, "zarb", NULL, NULL), CRISIS_NONE);
	/* What cannot be read takes nothing away. */
	append(folder, "crisis.tsv", "nonsense\n");
	test_directory_publish(data, 3, 1);
	third = live_refresh(&source, second);
	assert_non_null(third);
	assert_int_equal(third->generation->manifest.generation, 3);
	assert_ptr_equal(third->vocabulary, second->vocabulary);
	live_release(first);
	live_release(second);
	live_release(third);
	free(copy);
	free(shipped);
	free(folder);
	test_folder_remove(data);
}

static void
goes_on_with_the_old_one_where_the_new_is_damaged(void **state)
{
	char *data = test_folder();
	const struct live_source source = {.data_folder = data, .base_url = ""};
	struct live *first, *second, *third;

	(void)state;
	test_directory_publish(data, 1, 1);
	first = live_open(&source, error, sizeof(error));
	assert_non_null(first);
	test_directory_publish(data, 2, 2);
	damage(data, 2, "search.index");
	second = live_refresh(&source, first);
	assert_non_null(second);
	assert_true(second->degraded);
	assert_ptr_equal(second->generation, first->generation);
	live_release(first);
	/* Not tried again and again, until there is another. */
	assert_null(live_refresh(&source, second));
	test_directory_publish(data, 3, 3);
	third = live_refresh(&source, second);
	assert_non_null(third);
	assert_false(third->degraded);
	assert_int_equal(third->generation->manifest.generation, 3);
	live_release(second);
	live_release(third);
	test_folder_remove(data);
}

static void
starts_with_the_generation_before_a_damaged_one(void **state)
{
	char *data = test_folder();
	const struct live_source source = {.data_folder = data, .base_url = ""};
	struct live *live;

	(void)state;
	test_directory_publish(data, 1, 1);
	test_directory_publish(data, 2, 2);
	damage(data, 2, "places.db");
	live = live_open(&source, error, sizeof(error));
	assert_non_null(live);
	assert_true(live->degraded);
	assert_int_equal(live->generation->manifest.generation, 1);
	live_release(live);
	test_folder_remove(data);
}

static void
hashes_large_files_later_and_goes_back_where_one_is_damaged(void **state)
{
	char *data = test_folder();
	const struct live_source source = {.data_folder = data, .base_url = ""};
	struct live *first, *second, *back;

	(void)state;
	test_directory_publish(data, 1, 1);
	first = live_open(&source, error, sizeof(error));
	test_directory_publish(data, 2, 2);
	second = live_refresh(&source, first);
	assert_non_null(second);
	assert_null(live_verify(&source, second, first)); /* nothing large */
	/* As if the file were one that was taken up by its size alone. */
	damage(data, 2, "listings.db");
	second->generation->manifest.files[0].bytes =
	    GENERATION_HASH_AT_ONCE + 1;
	assert_true(generation_large(second->generation));
	back = live_verify(&source, second, first);
	assert_non_null(back);
	assert_true(back->degraded);
	assert_ptr_equal(back->generation, first->generation);
	live_release(first);
	live_release(second);
	live_release(back);
	test_folder_remove(data);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(opens_what_the_link_points_to),
	    cmocka_unit_test(says_that_nothing_is_live),
	    cmocka_unit_test(refuses_a_generation_with_a_damaged_file),
	    cmocka_unit_test(refuses_a_generation_with_a_file_cut_short),
	    cmocka_unit_test(finds_the_newest_that_can_be_opened),
	    cmocka_unit_test(is_closed_by_the_last_that_holds_it),
	    cmocka_unit_test(moves_on_when_the_link_does),
	    cmocka_unit_test(takes_up_the_vocabulary_with_a_generation),
	    cmocka_unit_test(goes_on_with_the_old_one_where_the_new_is_damaged),
	    cmocka_unit_test(starts_with_the_generation_before_a_damaged_one),
	    cmocka_unit_test(
		hashes_large_files_later_and_goes_back_where_one_is_damaged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
