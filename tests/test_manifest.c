#include "tests/testing.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "schema/manifest.h"

#define HASH "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static char error[512];

/* A folder with two files and a manifest of them. */
static char *
written(struct manifest *manifest)
{
	char *folder = test_folder();

	free(test_file_write_text(folder, "listings.db", "rows"));
	free(test_file_write_text(folder, "places.db", ""));
	memset(manifest, 0, sizeof(*manifest));
	manifest->generation = 123;
	manifest->published = 1795500300; /* 2026-11-24T06:05:00Z */
	strcpy(manifest->vocabulary, HASH);
	assert_true(manifest_add(
	    manifest, folder, "listings.db", error, sizeof(error)));
	assert_true(
	    manifest_add(manifest, folder, "places.db", error, sizeof(error)));
	assert_true(manifest_add_section(manifest, folder, "listings.db",
	    "head", 0, 2, error, sizeof(error)));
	assert_true(manifest_add_section(manifest, folder, "listings.db",
	    "tail", 2, 2, error, sizeof(error)));
	assert_true(manifest_write(folder, manifest, error, sizeof(error)));
	return folder;
}

static void
reads_what_it_wrote(void **state)
{
	struct manifest wrote, read;
	char *folder = written(&wrote);

	(void)state;
	assert_true(manifest_read(folder, &read, error, sizeof(error)));
	assert_int_equal(read.generation, 123);
	assert_int_equal(read.published, wrote.published);
	assert_string_equal(read.vocabulary, HASH);
	assert_string_equal(read.id, wrote.id);
	assert_int_equal(read.files_count, 2);
	assert_int_equal(manifest_file(&read, "listings.db")->bytes, 4);
	assert_string_equal(manifest_file(&read, "places.db")->sha256, HASH);
	assert_null(manifest_file(&read, "search.index"));
	test_folder_remove(folder);
}

static void
is_a_text_that_people_can_read(void **state)
{
	struct manifest manifest;
	char *folder = written(&manifest);
	char *path = xasprintf("%s/manifest", folder);
	char *text = test_file_read(path, NULL);

	(void)state;
	assert_non_null(strstr(text,
	    "format 1\ngeneration 123\npublished 2026-11-24T06:05:00Z\n"
	    "vocabulary " HASH "\nfile listings.db 4 "));
	assert_non_null(strstr(text, "file places.db 0 " HASH "\n"));
	free(text);
	free(path);
	test_folder_remove(folder);
}

static void
knows_the_bytes_of_a_section(void **state)
{
	struct manifest wrote, read;
	char *folder = written(&wrote);

	(void)state;
	assert_true(manifest_read(folder, &read, error, sizeof(error)));
	assert_int_equal(read.sections_count, 2);
	assert_true(
	    manifest_section_holds(&read, "listings.db", "head", "ro", 2));
	assert_false(
	    manifest_section_holds(&read, "listings.db", "head", "rx", 2));
	assert_false(
	    manifest_section_holds(&read, "listings.db", "head", "r", 1));
	assert_false(
	    manifest_section_holds(&read, "listings.db", "tail", "ro", 2));
	assert_true(
	    manifest_section_holds(&read, "listings.db", "tail", "ws", 2));
	test_folder_remove(folder);
}

static void
never_writes_over_another(void **state)
{
	struct manifest manifest;
	char *folder = written(&manifest);

	(void)state;
	assert_false(manifest_write(folder, &manifest, error, sizeof(error)));
	assert_non_null(strstr(error, "manifest: File exists"));
	test_folder_remove(folder);
}

static void
finds_a_changed_byte(void **state)
{
	struct manifest manifest;
	char *folder = written(&manifest);

	(void)state;
	assert_true(
	    manifest_check(&manifest, folder, 1 << 20, error, sizeof(error)));
	free(test_file_write_text(folder, "listings.db", "rowz"));
	assert_false(
	    manifest_check(&manifest, folder, 1 << 20, error, sizeof(error)));
	assert_non_null(strstr(error, "listings.db: its bytes are not those"));
	/* By size alone it looks the same. */
	assert_true(manifest_check(&manifest, folder, 3, error, sizeof(error)));
	test_folder_remove(folder);
}

static void
finds_a_file_that_is_short_or_missing(void **state)
{
	struct manifest manifest;
	char *folder = written(&manifest);
	char *path = test_file_write_text(folder, "listings.db", "row");

	(void)state;
	assert_false(
	    manifest_check(&manifest, folder, 0, error, sizeof(error)));
	assert_non_null(strstr(error, "has 3 bytes where the manifest says 4"));
	unlink(path);
	assert_false(
	    manifest_check(&manifest, folder, 0, error, sizeof(error)));
	assert_non_null(strstr(error, "No such file"));
	free(path);
	test_folder_remove(folder);
}

static void
refuses_what_it_would_not_write(void **state)
{
	static const char *const texts[] = {
	    "",
	    "\n",
	    "format 1",
	    "format 1\n",
	    "format 1\ngeneration 1\n",
	    "format 1\ngeneration 0\nfile a 1 " HASH "\n",
	    "format 2\ngeneration 1\nfile a 1 " HASH "\n",
	    "format x\ngeneration 1\nfile a 1 " HASH "\n",
	    "generation 1\nfile a 1 " HASH "\n",
	    "format 1\ngeneration 1\nfile a 1 " HASH,
	    "format 1\ngeneration 1\nfile a 1 " HASH "\nmore 1\n",
	    "format 1\ngeneration 1\nfile ../a 1 " HASH "\n",
	    "format 1\ngeneration 1\nfile .. 1 " HASH "\n",
	    "format 1\ngeneration 1\nfile a -1 " HASH "\n",
	    "format 1\ngeneration 1\nfile a 1 abc\n",
	    "format 1\ngeneration 1\nfile a 1 " HASH " b\n",
	    "format 1\ngeneration 1\npublished now\nfile a 1 " HASH "\n",
	    "format 1\ngeneration 1\npublished 2026-11-24T06:05:99Z\n"
	    "file a 1 " HASH "\n",
	    "format 1\ngeneration 1\nvocabulary abc\nfile a 1 " HASH "\n",
	    "format 1\ngeneration 1\n"
	    "file a 1 " HASH "\nsection a 1 " HASH "\n",
	    "format 1\ngeneration 1\nfile a 1 " HASH "\nsection a b 1 abc\n",
	    "format 1\ngeneration 1\n"
	    "file an-overlong-name-of-more-than-31-bytes 1 " HASH "\n",
	};
	char *folder = test_folder();
	struct manifest manifest;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		free(test_file_write_text(folder, "manifest", texts[i]));
		error[0] = '\0';
		if (manifest_read(folder, &manifest, error, sizeof(error)))
			fail_msg("took text %zu: %s", i, texts[i]);
		assert_non_null(strstr(error, "/manifest: "));
	}
	test_folder_remove(folder);
}

static void
refuses_more_files_than_it_may_have(void **state)
{
	char *folder = test_folder();
	struct manifest manifest;
	struct buf text = {0};

	(void)state;
	buf_add_text(&text, "format 1\ngeneration 1\n");
	for (int i = 0; i <= MANIFEST_MAX_FILES; i++)
		buf_printf(&text, "file f%d 1 " HASH "\n", i);
	free(test_file_write_text(folder, "manifest", text.data));
	assert_false(manifest_read(folder, &manifest, error, sizeof(error)));
	assert_non_null(strstr(error, "line 11: not as we write it"));
	buf_clear(&text);
	test_folder_remove(folder);
}

static void
says_where_there_is_none(void **state)
{
	char *folder = test_folder();
	struct manifest manifest;

	(void)state;
	assert_false(manifest_read(folder, &manifest, error, sizeof(error)));
	assert_non_null(strstr(error, "/manifest: No such file"));
	test_folder_remove(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(reads_what_it_wrote),
	    cmocka_unit_test(is_a_text_that_people_can_read),
	    cmocka_unit_test(knows_the_bytes_of_a_section),
	    cmocka_unit_test(never_writes_over_another),
	    cmocka_unit_test(finds_a_changed_byte),
	    cmocka_unit_test(finds_a_file_that_is_short_or_missing),
	    cmocka_unit_test(refuses_what_it_would_not_write),
	    cmocka_unit_test(refuses_more_files_than_it_may_have),
	    cmocka_unit_test(says_where_there_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
