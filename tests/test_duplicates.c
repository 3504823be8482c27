/* Which listings of a record are one, its codes, and what people decide. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "importers/duplicates.h"
#include "schema/record_code.h"
#include "schema/record_decision.h"
#include "schema/record_duplicate.h"
#include "schema/record_feed.h"
#include "schema/record_listing.h"
#include "schema/record_published.h"
#include "tests/testing.h"

struct setting {
	struct record *record;
	struct record_feed feeds[2];
	struct arena arena;
	unsigned added;
	/* What is published, one line a listing. */
	struct buf said;
	size_t count, moved;
};

static int
setting_make(void **state)
{
	static const char *const ids[] = {"westby", "eastby"};
	struct setting *set = xcalloc(1, sizeof(*set));
	char error[200];

	set->record = record_open(":memory:", error, sizeof(error));
	if (!set->record)
		fail_msg("%s", error);
	assert_true(record_begin(set->record));
	for (size_t i = 0; i < 2; i++) {
		set->feeds[i].id = arena_strdup(&set->arena, ids[i]);
		assert_int_equal(
		    record_feed_put(set->record, &set->feeds[i]), RECORD_OK);
	}
	*state = set;
	return 0;
}

static int
setting_free(void **state)
{
	struct setting *set = *state;

	record_rollback(set->record);
	record_close(set->record);
	buf_clear(&set->said);
	arena_clear(&set->arena);
	free(set);
	return 0;
}

/* Adds one to a feed; returns its row, and its code where that is wanted. */
static long
add(struct setting *set, size_t feed, const char *name, const char *phone,
    char code[LISTING_CODE_TEXT])
{
	unsigned number = ++set->added;
	char *key = arena_printf(&set->arena, "service:%u", number);
	struct record_place_in_feed place = {.feed = set->feeds[feed].row,
	    .run = 1,
	    .source_key = key,
	    .org_key = "id:org",
	    .day = 20000};
	struct listing listing;

	listing_init(&listing, &set->arena);
	listing.name = arena_strdup(&set->arena, name);
	listing.source_id = arena_printf(&set->arena, "%u", number);
	listing.org_name = arena_strdup(&set->arena, "Westby Friends");
	listing.modified = (day_t)(20000 + number);
	snprintf(listing.uuid, sizeof(listing.uuid),
	    "00000000-0000-5000-8000-%012u", 999 - number);
	snprintf(listing.org_uuid, sizeof(listing.org_uuid),
	    "00000000-0000-5000-8000-1%011zu", feed);
	listing_phone_add(&listing)->dial = arena_strdup(&set->arena, phone);
	listing_location_add(&listing)->postcode =
	    arena_strdup(&set->arena, "QX4 1AA");
	assert_int_equal(
	    record_listing_add(set->record, &listing, &place), RECORD_OK);
	if (code)
		memcpy(code, listing.code, LISTING_CODE_TEXT);
	return listing.row;
}

static void
listing_cb(void *arg, const struct published_listing *published)
{
	struct setting *set = arg;

	set->count++;
	buf_printf(&set->said, "%s %d %zu %s\n", published->listing.code,
	    (int)published->state, published->listing.sources_count,
	    published->listing.sources_count
		? published->listing.sources[0].source_id
		: "-");
}

static void
moved_cb(void *arg, const char *old_code, const char *new_code)
{
	struct setting *set = arg;

	set->moved++;
	buf_printf(&set->said, "%s -> %s\n", old_code, new_code);
}

/* Joins, and tells what is published then. */
static const char *
told(struct setting *set)
{
	assert_true(duplicates_join(set->record));
	buf_reset(&set->said);
	set->count = set->moved = 0;
	assert_int_equal(
	    record_published_listings(set->record, listing_cb, set), RECORD_OK);
	assert_int_equal(
	    record_published_moved(set->record, moved_cb, set), RECORD_OK);
	return buf_text(&set->said);
}

static void
has(struct setting *set, const char *line)
{
	if (!strstr(buf_text(&set->said), line))
		fail_msg("%s\nnot in: %s", line, buf_text(&set->said));
}

#define HAS(set, ...) has(set, arena_printf(&(set)->arena, __VA_ARGS__))

static void
shows_one_listing_under_its_oldest_code(void **state)
{
	struct setting *set = *state;
	char older[LISTING_CODE_TEXT], newer[LISTING_CODE_TEXT];

	add(set, 0, "Tea and Talk", "+441134960101", older);
	add(set, 1, "The Tea & Talk Ltd", "+441134960101", newer);
	add(set, 1, "Bowls", "+441134960101", NULL);
	told(set);
	assert_int_equal(set->count, 2);
	/* The fresher speaks, and both are its sources. */
	HAS(set, "%s 0 2 2\n", older);
	HAS(set, "%s -> %s\n", newer, older);
	assert_int_equal(record_joined_count(set->record), 1);
}

static void
tells_the_same_of_the_same_record(void **state)
{
	struct setting *set = *state;
	char *first;

	for (size_t i = 0; i < 6; i++)
		add(set, i % 2, "Tea and Talk", "+441134960101", NULL);
	first = arena_strdup(&set->arena, told(set));
	assert_int_equal(set->count, 1);
	assert_int_equal(set->moved, 5);
	assert_string_equal(told(set), first);
}

static void
gives_each_its_code_back_when_they_part(void **state)
{
	struct setting *set = *state;
	char older[LISTING_CODE_TEXT], newer[LISTING_CODE_TEXT];
	const char *wrong;

	add(set, 0, "Tea and Talk", "+441134960101", older);
	add(set, 1, "Tea and Talk", "+441134960101", newer);
	assert_int_equal(
	    record_pair_decide(set->record, newer, older, false, &wrong),
	    PAIR_DECIDED);
	told(set);
	assert_int_equal(set->count, 2);
	assert_int_equal(set->moved, 0);
	HAS(set, "%s 0 1 1\n", older);
	HAS(set, "%s 0 1 2\n", newer);
	assert_int_equal(record_pair_forget(set->record, older, newer, &wrong),
	    PAIR_DECIDED);
	assert_int_equal(record_pair_forget(set->record, older, newer, &wrong),
	    PAIR_NOTHING);
	told(set);
	assert_int_equal(set->count, 1);
}

static void
joins_what_a_person_says_is_one(void **state)
{
	struct setting *set = *state;
	char one[LISTING_CODE_TEXT], other[LISTING_CODE_TEXT];
	const char *wrong;

	add(set, 0, "Tea and Talk", "+441134960101", one);
	add(set, 1, "Bowls", "+441134960102", other);
	assert_int_equal(
	    record_pair_decide(set->record, one, other, true, &wrong),
	    PAIR_DECIDED);
	told(set);
	assert_int_equal(set->count, 1);
	assert_int_equal(
	    record_pair_decide(set->record, one, one, true, &wrong),
	    PAIR_ONE_CODE);
	assert_int_equal(
	    record_pair_decide(set->record, one, "222bbb", true, &wrong),
	    PAIR_UNKNOWN);
	assert_string_equal(wrong, "222bbb");
}

/* A is B and B is C, and a person said that A is not C. */
static void
brings_nobody_together_over_a_third(void **state)
{
	struct setting *set = *state;
	char codes[3][LISTING_CODE_TEXT];
	const char *wrong;

	for (size_t i = 0; i < 3; i++)
		add(set, i % 2, "Tea and Talk", "+441134960101", codes[i]);
	assert_int_equal(
	    record_pair_decide(set->record, codes[0], codes[2], false, &wrong),
	    PAIR_DECIDED);
	told(set);
	assert_int_equal(set->count, 2);
	assert_int_equal(set->moved, 1);
}

static void
lives_on_when_a_source_withdraws_it(void **state)
{
	struct setting *set = *state;
	char older[LISTING_CODE_TEXT], newer[LISTING_CODE_TEXT];

	add(set, 0, "Tea and Talk", "+441134960101", older);
	add(set, 1, "Tea and Talk", "+441134960101", newer);
	assert_int_equal(record_seen_clear(set->record), RECORD_OK);
	assert_int_equal(
	    record_missing_withdraw(set->record, set->feeds[0].row, 2, 20500),
	    RECORD_OK);
	told(set);
	assert_int_equal(set->count, 1);
	HAS(set, "%s 0 1 2\n", older);
	HAS(set, "%s -> %s\n", newer, older);
	assert_int_equal(record_joined_count(set->record), 0);
	/* Both gone: each is gone under its own code. */
	assert_int_equal(
	    record_missing_withdraw(set->record, set->feeds[1].row, 3, 20600),
	    RECORD_OK);
	told(set);
	assert_int_equal(set->count, 2);
	assert_int_equal(set->moved, 0);
}

static void
hides_the_whole_where_one_is_hidden(void **state)
{
	struct setting *set = *state;
	char older[LISTING_CODE_TEXT], newer[LISTING_CODE_TEXT];

	add(set, 0, "Tea and Talk", "+441134960101", older);
	add(set, 1, "Tea and Talk", "+441134960101", newer);
	assert_true(record_commit(set->record));
	assert_int_equal(
	    record_hide(set->record, newer, "asked to"), DECISION_OK);
	assert_true(record_begin(set->record));
	told(set);
	HAS(set, "%s 2 0 -\n", older);
	HAS(set, "%s -> %s\n", newer, older);
}

static void
pair_cb(void *arg, const struct duplicate_pair *pair)
{
	struct setting *set = arg;

	set->count += pair->joined;
	set->moved += !pair->joined;
}

static void
tells_pairs_and_near_misses(void **state)
{
	struct setting *set = *state;

	add(set, 0, "Tea and Talk", "+441134960101", NULL);
	add(set, 1, "Tea and Talk", "+441134960101", NULL);
	add(set, 1, "Tea and Talk for men", "+441134960101", NULL);
	assert_true(duplicates_tell(set->record, pair_cb, set));
	assert_int_equal(set->count, 1);
	assert_int_equal(set->moved, 2);
}

/* Many at one address: nobody is lost in the crowd. */
static void
finds_a_pair_in_a_crowd(void **state)
{
	struct setting *set = *state;

	static const char *const trees[] = {"alder", "birch", "cedar", "damson",
	    "elm", "fir", "gean", "hazel", "ivy", "juniper"};

	for (size_t i = 0; i < ARRAY_LEN(trees); i++) {
		for (size_t j = i; j < ARRAY_LEN(trees); j++)
			add(set, 0,
			    arena_printf(&set->arena, "%s walk to the %s",
				trees[i], trees[j]),
			    "+441134960101", NULL);
	}
	add(set, 1, "The cedar walk to the fir", "+441134960101", NULL);
	told(set);
	assert_int_equal(set->count, 55);
	assert_int_equal(set->moved, 1);
}

int
main(void)
{
#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, setting_make, setting_free)
	const struct CMUnitTest tests[] = {
	    TEST(shows_one_listing_under_its_oldest_code),
	    TEST(tells_the_same_of_the_same_record),
	    TEST(gives_each_its_code_back_when_they_part),
	    TEST(joins_what_a_person_says_is_one),
	    TEST(brings_nobody_together_over_a_third),
	    TEST(lives_on_when_a_source_withdraws_it),
	    TEST(hides_the_whole_where_one_is_hidden),
	    TEST(tells_pairs_and_near_misses),
	    TEST(finds_a_pair_in_a_crowd),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
