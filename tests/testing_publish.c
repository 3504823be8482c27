#include "tests/testing_publish.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "importers/publish_folder.h"
#include "schema/record_listing.h"
#include "schema/record_place.h"
#include "tests/testing.h"
#include "tests/testing_listing.h"

char test_error[1024];

void
test_publish_listing(struct test_publish *fixture, unsigned number)
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

int
test_publish_setup(void **state)
{
	struct test_publish *fixture = xcalloc(1, sizeof(*fixture));
	char *vocabulary = test_source("data/vocabulary");

	fixture->data = test_folder();
	fixture->vocabulary =
	    vocabulary_load(vocabulary, test_error, sizeof(test_error));
	if (fixture->vocabulary == NULL)
		fail_msg("%s", test_error);
	free(vocabulary);
	fixture->record =
	    record_open(":memory:", test_error, sizeof(test_error));
	if (fixture->record == NULL)
		fail_msg("%s", test_error);
	fixture->feed.id = arena_strdup(&fixture->arena, "westby");
	fixture->feed.title = arena_strdup(&fixture->arena, "Westby list");
	assert_true(record_begin(fixture->record));
	assert_int_equal(
	    record_feed_put(fixture->record, &fixture->feed), RECORD_OK);
	assert_int_equal(record_feed_read_whole(
			     fixture->record, fixture->feed.row, 1795500000),
	    RECORD_OK);
	for (unsigned i = 1; i <= TEST_PUBLISH_LISTINGS; i++)
		test_publish_listing(fixture, i);
	add_places(fixture->record);
	assert_true(record_commit(fixture->record));
	*state = fixture;
	return 0;
}

int
test_publish_teardown(void **state)
{
	struct test_publish *fixture = *state;

	record_close(fixture->record);
	vocabulary_free(fixture->vocabulary);
	test_folder_remove(fixture->data);
	arena_clear(&fixture->arena);
	free(fixture);
	return 0;
}

bool
test_publish_try(struct test_publish *fixture)
{
	test_error[0] = '\0';
	return publish_run(fixture->record, fixture->vocabulary, fixture->data,
	    &fixture->report, test_error, sizeof(test_error));
}

void
test_publish_run(struct test_publish *fixture)
{
	if (!test_publish_try(fixture))
		fail_msg("%s", test_error);
}

char *
test_publish_path(
    const struct test_publish *fixture, long number, const char *name)
{
	char *folder = generation_folder(fixture->data, number);
	char *path = xasprintf("%s/%s", folder, name);

	free(folder);
	return path;
}

ino_t
test_publish_inode(
    const struct test_publish *fixture, long number, const char *name)
{
	char *path = test_publish_path(fixture, number, name);
	struct stat status;

	assert_int_equal(stat(path, &status), 0);
	free(path);
	return status.st_ino;
}
