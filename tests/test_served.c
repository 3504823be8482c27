#include "tests/testing.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "schema/listing_wire.h"
#include "schema/served.h"
#include "tests/testing_generation.h"
#include "tests/testing_listing.h"

#define LISTINGS 5

static char error[512];

/* What each test is given: a generation of a few listings. */
struct fixture {
	char *folder;
	struct served *served;
	struct arena arena;
};

static void
add_feeds(struct served_builder *builder)
{
	struct served_feed feed = {
	    .id = (char *)"westby",
	    .title = (char *)"Westby wellbeing directory",
	    .publisher = (char *)"Westby Council",
	    .licence = (char *)"OGL-UK-3.0",
	    .area = (char *)"E08000009",
	    .source = (char *)"https://westby.example/entries.xml",
	    .owner = (char *)"data@westby.example",
	    .read_whole = 1795500000,
	    .data_day = 20000,
	    .listings = 999, /* counted anew */
	    .last_run = {.number = 3,
		.started = 1795499000,
		.finished = 1795500000,
		.outcome = (char *)"done",
		.mapping = (char *)"jadu",
		.records = 6,
		.kept = 5,
		.refused = 1,
		.added = 2,
		.changed = 1,
		.withdrawn = 1,
		.unchanged = 2,
		.problems = 2},
	};

	served_builder_feed(builder, &feed);
	feed = (struct served_feed){
	    .id = (char *)"northmoor", .title = (char *)"Northmoor groups"};
	served_builder_feed(builder, &feed);
}

static void
add_listings(struct served_builder *builder)
{
	struct published_listing published = {.feed = (char *)"westby"};
	struct arena arena = {0};

	for (unsigned i = 1; i <= LISTINGS; i++) {
		test_listing_fill(&published.listing, &arena, i);
		assert_int_equal(
		    served_builder_listing(builder, &published), i);
	}
	test_listing_fill(&published.listing, &arena, 70);
	published.state = PUBLISHED_WITHDRAWN;
	published.withdrawn = 20600;
	assert_int_equal(
	    served_builder_listing(builder, &published), LISTINGS + 1);
	test_listing_fill(&published.listing, &arena, 71);
	published.state = PUBLISHED_HIDDEN;
	assert_int_equal(served_builder_listing(builder, &published), 0);
	arena_clear(&arena);
}

static void
add_rest(struct served_builder *builder)
{
	struct problem problem = {.kind = PROBLEM_FIELD,
	    .line = 12,
	    .column = 3,
	    .record = (char *)"1042",
	    .field = (char *)"postcode",
	    .what = (char *)"'WA154 1HF' is no postcode",
	    .done = (char *)"kept as text"};
	struct listing_opening opening = {.weekday = 7, .closes = 1440};
	struct served_helpline helpline = {.name = (char *)"Samaritans",
	    .number = (char *)"116 123",
	    .verified = 20500,
	    .openings = &opening,
	    .openings_count = 1};

	served_builder_moved(builder, "f0rmer", "c00001");
	served_builder_problem(builder, "westby", &problem);
	problem.line = 13;
	served_builder_problem(builder, "westby", &problem);
	served_builder_helpline(builder, &helpline);
	helpline = (struct served_helpline){.name = (char *)"Nobody's line"};
	served_builder_helpline(builder, &helpline);
}

static void
write_listings(const char *folder)
{
	struct served_builder *builder = served_builder_new(folder);

	add_feeds(builder);
	add_listings(builder);
	add_rest(builder);
	if (!served_builder_finish(builder, error, sizeof(error)))
		fail_msg("%s", error);
	served_builder_free(builder);
}

static int
setup(void **state)
{
	struct fixture *fixture = xcalloc(1, sizeof(*fixture));

	fixture->folder = test_folder();
	write_listings(fixture->folder);
	test_places_write(fixture->folder);
	test_manifest_write(fixture->folder);
	fixture->served = served_open(fixture->folder, error, sizeof(error));
	if (fixture->served == NULL)
		fail_msg("%s", error);
	*state = fixture;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *fixture = *state;

	served_close(fixture->served);
	test_folder_remove(fixture->folder);
	arena_clear(&fixture->arena);
	free(fixture);
	return 0;
}

static void
assert_same_listing(const struct listing *a, const struct listing *b)
{
	struct buf left = {0}, right = {0};

	listing_pack_canonical(&left, a);
	listing_pack_canonical(&right, b);
	assert_int_equal(left.length, right.length);
	assert_memory_equal(left.data, right.data, left.length);
	buf_clear(&left);
	buf_clear(&right);
	assert_string_equal(a->code, b->code);
	assert_string_equal(a->uuid, b->uuid);
	assert_string_equal(a->org_code, b->org_code);
	assert_string_equal(a->org_uuid, b->org_uuid);
	assert_int_equal(a->sources_count, b->sources_count);
	for (size_t i = 0; i < a->sources_count; i++) {
		assert_string_equal(a->sources[i].feed, b->sources[i].feed);
		assert_string_equal(a->sources[i].title, b->sources[i].title);
		assert_int_equal(a->sources[i].checked, b->sources[i].checked);
	}
	assert_string_equal(a->sources[0].url, b->sources[0].url);
}

static void
gives_back_a_listing_as_it_was_written(void **state)
{
	struct fixture *fixture = *state;
	struct listing wrote, read;

	test_listing_fill(&wrote, &fixture->arena, 3);
	assert_int_equal(served_listing_by_code(
			     fixture->served, "c00003", &fixture->arena, &read),
	    SERVED_OK);
	assert_int_equal(read.row, 3);
	assert_same_listing(&wrote, &read);
	assert_int_equal(
	    served_listing_by_row(fixture->served, 2, &fixture->arena, &read),
	    SERVED_OK);
	assert_string_equal(read.code, "c00002");
}

static void
does_not_serve_what_is_withdrawn_hidden_or_unknown(void **state)
{
	static const char *const codes[] = {"c00070", "c00071", "zzzzzz", ""};
	struct fixture *fixture = *state;
	struct listing listing;

	for (size_t i = 0; i < ARRAY_LEN(codes); i++)
		assert_int_equal(served_listing_by_code(fixture->served,
				     codes[i], &fixture->arena, &listing),
		    SERVED_NOT_FOUND);
	assert_int_equal(served_listing_by_row(fixture->served, LISTINGS + 1,
			     &fixture->arena, &listing),
	    SERVED_NOT_FOUND);
}

static void
says_what_became_of_a_listing(void **state)
{
	struct fixture *fixture = *state;
	struct served_gone gone;
	char code[LISTING_CODE_TEXT];

	assert_int_equal(served_gone_by_code(
			     fixture->served, "c00070", &fixture->arena, &gone),
	    SERVED_OK);
	assert_string_equal(gone.name, "Talking in Westby 70");
	assert_int_equal(gone.withdrawn, 20600);
	assert_string_equal(gone.feed_title, "Westby wellbeing directory");
	assert_int_equal(served_gone_by_code(
			     fixture->served, "c00071", &fixture->arena, &gone),
	    SERVED_OK);
	assert_null(gone.name);
	assert_int_equal(gone.withdrawn, 0);
	assert_int_equal(served_gone_by_code(
			     fixture->served, "c00001", &fixture->arena, &gone),
	    SERVED_NOT_FOUND);
	assert_int_equal(
	    served_code_moved(fixture->served, "f0rmer", code), SERVED_OK);
	assert_string_equal(code, "c00001");
	assert_int_equal(served_code_moved(fixture->served, "c00001", code),
	    SERVED_NOT_FOUND);
}

static void
keeps_nothing_of_a_hidden_listing_but_its_code(void **state)
{
	struct fixture *fixture = *state;
	char *path = xasprintf("%s/listings.db", fixture->folder);
	size_t length;
	char *bytes = test_file_read(path, &length);

	assert_non_null(memmem(bytes, length, "c00071", 6));
	assert_null(memmem(bytes, length, "Talking in Westby 71", 20));
	assert_non_null(memmem(bytes, length, "Talking in Westby 70", 20));
	free(bytes);
	free(path);
}

static void
lists_an_organisations_services_by_name(void **state)
{
	struct fixture *fixture = *state;
	struct served_organisation organisation;

	assert_int_equal(served_organisation_by_code(fixture->served, "w3stby",
			     &fixture->arena, &organisation),
	    SERVED_OK);
	assert_string_equal(organisation.name, "Westby Community Health Trust");
	assert_string_equal(organisation.charity, "1234567");
	assert_string_equal(
	    organisation.uuid, "0f9d2d5f-30c4-5a8d-9d0b-1f1f6d1d9a77");
	assert_int_equal(organisation.listings_count, LISTINGS);
	assert_int_equal(organisation.listings_total, LISTINGS);
	assert_string_equal(
	    organisation.listings[4].name, "Talking in Westby 5");
	assert_int_equal(organisation.listings[4].phones_count, 2);
	assert_int_equal(served_organisation_by_code(fixture->served, "c00001",
			     &fixture->arena, &organisation),
	    SERVED_NOT_FOUND);
}

static void
counts_how_complete_a_feed_is(void **state)
{
	struct fixture *fixture = *state;
	struct served_feed *feeds, feed;
	size_t count;

	assert_int_equal(
	    served_feeds(fixture->served, &fixture->arena, &feeds, &count),
	    SERVED_OK);
	assert_int_equal(count, 2);
	assert_string_equal(feeds[0].id, "northmoor");
	assert_int_equal(feeds[0].listings, LISTINGS);
	assert_int_equal(feeds[0].last_run.number, 0);
	assert_int_equal(served_feed_by_id(
			     fixture->served, "westby", &fixture->arena, &feed),
	    SERVED_OK);
	assert_int_equal(feed.listings, LISTINGS);
	assert_int_equal(feed.read_whole, 1795500000);
	assert_string_equal(feed.last_run.outcome, "done");
	assert_int_equal(feed.last_run.unchanged, 2);
	assert_null(feed.last_run.message);
	assert_int_equal(
	    served_feed_by_id(fixture->served, "no", &fixture->arena, &feed),
	    SERVED_NOT_FOUND);
}

static void
shows_problems_in_order_up_to_a_limit(void **state)
{
	struct fixture *fixture = *state;
	struct problem *problems;
	size_t count;

	assert_int_equal(served_feed_problems(fixture->served, "westby", 10,
			     &fixture->arena, &problems, &count),
	    SERVED_OK);
	assert_int_equal(count, 2);
	assert_int_equal(problems[1].line, 13);
	assert_int_equal(problems[0].kind, PROBLEM_FIELD);
	assert_string_equal(problems[0].what, "'WA154 1HF' is no postcode");
	assert_null(problems[0].source);
	assert_int_equal(served_feed_problems(fixture->served, "westby", 1,
			     &fixture->arena, &problems, &count),
	    SERVED_OK);
	assert_int_equal(count, 1);
}

static void
has_helplines_with_their_openings(void **state)
{
	struct fixture *fixture = *state;
	struct served_helpline *lines;
	size_t count;

	assert_int_equal(
	    served_helplines(fixture->served, &fixture->arena, &lines, &count),
	    SERVED_OK);
	assert_int_equal(count, 2);
	assert_string_equal(lines[0].number, "116 123");
	assert_int_equal(lines[0].openings_count, 1);
	assert_int_equal(lines[0].openings[0].weekday, 7);
	assert_int_equal(lines[0].openings[0].closes, 1440);
	assert_int_equal(lines[1].verified, 0);
}

static void
counts_the_whole_directory(void **state)
{
	struct fixture *fixture = *state;
	struct served_totals totals;

	assert_int_equal(served_totals(fixture->served, &totals), SERVED_OK);
	assert_int_equal(totals.listings, LISTINGS);
	assert_int_equal(totals.organisations, 1);
	assert_int_equal(totals.feeds, 2);
	assert_int_equal(totals.data_from, date_from_civil(2026, 11, 14));
	assert_int_equal(totals.data_to, date_from_civil(2026, 11, 16));
	assert_int_equal(totals.generation, 123);
	assert_int_equal(totals.published, 86400);
}

static void
writes_the_same_bytes_for_the_same_record(void **state)
{
	struct fixture *fixture = *state;
	char *again = test_folder();
	char *first = xasprintf("%s/listings.db", fixture->folder);
	char *second = xasprintf("%s/listings.db", again);
	char *a, *b;
	size_t a_length, b_length;

	write_listings(again);
	a = test_file_read(first, &a_length);
	b = test_file_read(second, &b_length);
	assert_int_equal(a_length, b_length);
	assert_memory_equal(a, b, a_length);
	free(a);
	free(b);
	free(first);
	free(second);
	test_folder_remove(again);
}

static void
passes_the_databases_own_check(void **state)
{
	struct fixture *fixture = *state;

	assert_true(served_check(fixture->folder, true, error, sizeof(error)));
	assert_int_equal(served_places_version(fixture->folder), 7);
	assert_int_equal(served_places_version("/nowhere"), -1);
}

/* Bytes of the file overwritten, from "at" on. */
static void
damage(const char *folder, const char *name, off_t at, size_t length)
{
	char *path = xasprintf("%s/%s", folder, name);
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	char junk[4096];

	memset(junk, 0x5a, sizeof(junk));
	for (; length > 0; length -= length < 4096 ? length : 4096) {
		size_t step = length < 4096 ? length : 4096;

		assert_int_equal(pwrite(fd, junk, step, at), step);
		at += (off_t)step;
	}
	close(fd);
	free(path);
}

static void
answers_failed_for_a_damaged_file(void **state)
{
	struct fixture *fixture = *state;
	char *path = xasprintf("%s/listings.db", fixture->folder);
	struct listing listing;
	struct served *served;
	size_t length;

	free(test_file_read(path, &length));
	/* All but the first page, where the tables are described. */
	damage(fixture->folder, "listings.db", 8192, length - 8192);
	assert_false(served_check(fixture->folder, true, error, sizeof(error)));
	served = served_open(fixture->folder, error, sizeof(error));
	if (served != NULL)
		assert_int_not_equal(served_listing_by_code(served, "c00001",
					 &fixture->arena, &listing),
		    SERVED_OK);
	served_close(served);
	free(path);
}

static void
survives_damage_anywhere(void **state)
{
	struct fixture *fixture = *state;
	char *path = xasprintf("%s/listings.db", fixture->folder);
	size_t length;
	char *bytes = test_file_read(path, &length);

	for (size_t at = 0; at < length; at += 997) {
		struct served *served;
		struct listing listing;
		struct served_organisation organisation;
		struct served_feed *feeds;
		size_t count;

		damage(fixture->folder, "listings.db", (off_t)at,
		    length - at < 64 ? length - at : 64);
		served = served_open(fixture->folder, error, sizeof(error));
		if (served != NULL) {
			(void)served_listing_by_row(
			    served, 1, &fixture->arena, &listing);
			(void)served_organisation_by_code(
			    served, "w3stby", &fixture->arena, &organisation);
			(void)served_feeds(
			    served, &fixture->arena, &feeds, &count);
			served_close(served);
		}
		free(test_file_write(
		    fixture->folder, "listings.db", bytes, length));
	}
	free(bytes);
	free(path);
}

static void
opens_nothing_that_is_not_a_generation(void **state)
{
	char *folder = test_folder();

	(void)state;
	assert_null(served_open(folder, error, sizeof(error)));
	assert_non_null(strstr(error, "manifest"));
	test_places_write(folder);
	free(test_file_write_text(folder, "listings.db", "not a database"));
	test_manifest_write(folder);
	assert_null(served_open(folder, error, sizeof(error)));
	assert_non_null(strstr(error, "listings.db: "));
	test_folder_remove(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(gives_back_a_listing_as_it_was_written),
	    cmocka_unit_test(
		does_not_serve_what_is_withdrawn_hidden_or_unknown),
	    cmocka_unit_test(says_what_became_of_a_listing),
	    cmocka_unit_test(keeps_nothing_of_a_hidden_listing_but_its_code),
	    cmocka_unit_test(lists_an_organisations_services_by_name),
	    cmocka_unit_test(counts_how_complete_a_feed_is),
	    cmocka_unit_test(shows_problems_in_order_up_to_a_limit),
	    cmocka_unit_test(has_helplines_with_their_openings),
	    cmocka_unit_test(counts_the_whole_directory),
	    cmocka_unit_test(writes_the_same_bytes_for_the_same_record),
	    cmocka_unit_test(passes_the_databases_own_check),
	    cmocka_unit_test(opens_nothing_that_is_not_a_generation),
	    cmocka_unit_test_setup_teardown(
		answers_failed_for_a_damaged_file, setup, teardown),
	    cmocka_unit_test_setup_teardown(
		survives_damage_anywhere, setup, teardown),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
