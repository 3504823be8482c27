#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "search/index_format.h"
#include "tests/testing.h"
#include "tests/testing_search.h"

static void
fill(struct test_search *search)
{
	for (unsigned i = 0; i < 90; i++) {
		char code[8], name[40];
		struct listing *listing;

		snprintf(code, sizeof(code), "b%02uccc", i);
		snprintf(name, sizeof(name), "Group %u of Westby", i);
		listing = test_search_add(search, code, name);
		listing->org_name = test_search_text(search, "The Trust");
		listing->description = test_search_text(
		    search, i % 7 == 0 ? "A choir." : "Somewhere to talk.");
		test_search_type(
		    search, listing, i % 2 == 0 ? "talking.cbt" : "crisis");
		test_search_rule(
		    search, listing, "age.min", "18", false, "Over 18.");
		test_search_phone(search, listing,
		    i % 3 == 0 ? "+441134960182" : "+442079460001");
		if (i % 5 != 0)
			test_search_place(
			    listing, 53.4 + i * 0.01, -2.3, "E08000901", "");
		test_search_area(search, listing, "E08000901", "Westby");
	}
}

static int
set_up(void **state)
{
	static struct test_search search;

	test_search_init(&search);
	fill(&search);
	test_search_open(&search);
	*state = &search;
	return 0;
}

static int
tear_down(void **state)
{
	test_search_clear(*state);
	return 0;
}

static void
gives_back_what_was_put_in(void **state)
{
	struct test_search *search = *state;
	struct card card;

	assert_int_equal(index_count(search->index), 90);
	for (uint32_t i = 0; i < 90; i++) {
		assert_true(index_card(search->index, i, &card));
		assert_string_equal(
		    card.text[CARD_CODE], search->listings[i].code);
		assert_int_equal(index_row(search->index, i), i + 100);
	}
	assert_false(index_card(search->index, 90, &card));
	assert_int_equal(index_row(search->index, 90), 0);
}

static void
finds_the_document_of_a_row(void **state)
{
	struct test_search *search = *state;
	uint32_t document;

	for (uint32_t i = 0; i < 90; i++) {
		assert_true(index_document(search->index, i + 100, &document));
		assert_int_equal(document, i);
	}
	assert_false(index_document(search->index, 99, &document));
	assert_false(index_document(search->index, 190, &document));
	assert_false(index_document(search->index, 0, &document));
}

static void
writes_the_same_bytes_for_the_same_listings(void **state)
{
	struct test_search *search = *state;
	size_t first_length, second_length;
	char *first = test_file_read(search->path, &first_length);
	char *second = test_search_build(search, &second_length);

	assert_int_equal(first_length, second_length);
	assert_memory_equal(first, second, first_length);
	free(first);
	free(second);
}

static void
indexes_an_empty_directory(void **state UNUSED)
{
	struct test_search search;

	test_search_init(&search);
	test_search_open(&search);
	assert_int_equal(index_count(search.index), 0);
	assert_string_equal(test_search_codes(&search, "q=anything"), "");
	assert_string_equal(test_search_codes(&search, "near=QX4"), "");
	assert_int_equal(search.answer.total, 0);
	test_search_clear(&search);
}

static void
finds_nothing_that_is_closed_or_deleted(void **state UNUSED)
{
	struct test_search search;

	test_search_init(&search);
	test_search_add(&search, "b2clsd", "Choir")->status = LISTING_CLOSED;
	test_search_add(&search, "b3gone", "Choir")->status = LISTING_DELETED;
	test_search_add(&search, "b4rest", "Choir")->status = LISTING_PAUSED;
	test_search_open(&search);
	assert_int_equal(index_count(search.index), 3);
	assert_string_equal(test_search_codes(&search, "q=choir"), "b4rest");
	test_search_clear(&search);
}

static void
refused(struct test_search *search, const char *bytes, size_t length,
    const char *why)
{
	char *path = test_file_write(search->folder, "damaged", bytes, length);
	char error[300] = "";

	assert_null(index_open(path, error, sizeof(error)));
	if (strstr(error, why) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", error, why);
	assert_non_null(strstr(error, path));
	free(path);
}

static void
says_what_is_wrong_with_a_file(void **state)
{
	struct test_search *search = *state;
	struct index_section *table;
	struct index_header *header;
	size_t length;
	char *bytes = test_file_read(search->path, &length);

	header = (struct index_header *)(void *)bytes;
	table = (struct index_section *)(void *)(bytes + header->header_bytes);
	refused(search, "", 0, "Invalid argument");
	refused(search, bytes, 20, "too short");
	refused(search, bytes, length - 1, "cut short");
	refused(search, "Signpos?................................", 40,
	    "not a search index");
	header->format++;
	refused(search, bytes, length, "format");
	header->format--;
	header->documents++;
	refused(search, bytes, length, "one entry for each document");
	header->documents--;
	header->sections = UINT32_MAX;
	refused(search, bytes, length, "table of sections");
	header->sections = SECTION_FIRST_OPTIONAL - 1;
	refused(search, bytes, length, "is missing");
	header->sections = N_SECTIONS;
	table[0].offset = (uint64_t)-64;
	refused(search, bytes, length, "section 0 does not lie in the file");
	free(bytes);
	assert_null(index_open("/nonexistent", (char[100]){""}, 100));
	assert_null(index_open(search->folder, (char[100]){""}, 100));
}

static void
skips_sections_of_a_later_version(void **state)
{
	struct test_search *search = *state;
	struct index_header *header;
	struct index_section more = {.id = 4000, .entry_bytes = 1};
	size_t length, table;
	char *bytes = test_file_read(search->path, &length), *longer, *path;
	char error[300] = "";
	struct index *index;

	header = (struct index_header *)(void *)bytes;
	table = N_SECTIONS * sizeof(more);
	/* A longer table goes behind all else. */
	longer = calloc(1, length + table + sizeof(more));
	assert_non_null(longer);
	memcpy(longer + length, bytes + header->header_bytes, table);
	memcpy(longer + length + table, &more, sizeof(more));
	header->header_bytes = (uint32_t)length;
	header->sections = N_SECTIONS + 1;
	header->file_bytes = length + table + sizeof(more);
	memcpy(longer, bytes, length);
	path = test_file_write(
	    search->folder, "later", longer, length + table + sizeof(more));
	index = index_open(path, error, sizeof(error));
	assert_string_equal(error, "");
	assert_int_equal(index_count(index), 90);
	index_close(index);
	free(path);
	free(longer);
	free(bytes);
}

/* All that a search reads. */
static void
search_all(struct test_search *search)
{
	static const char *const queries[] = {"q=choir+group&limit=100",
	    "q=talk&near=QX4+2AB&within=any", "age=17&area=westby",
	    "type=talking&sort=name&limit=100", "q=020+7946+0001",
	    "near=QX4&cost=free&gender=women&sort=nearest", "q=zzz"};
	struct suggestion suggestions[10];
	struct card card;

	for (size_t i = 0; i < ARRAY_LEN(queries); i++)
		test_search_run(search, queries[i]);
	search_suggest(search->index, search->vocabulary, "gr", 0,
	    &search->arena, suggestions, 10);
	search_suggest(search->index, search->vocabulary, "0113", 0,
	    &search->arena, suggestions, 10);
	for (uint32_t i = 0; i <= index_count(search->index); i++)
		(void)index_card(search->index, i, &card);
}

/*
 * Any byte may be wrong: opened or not, nothing is read outside of the file
 * (the sanitizers watch) and every search ends.
 */
static void
survives_damage_anywhere(void **state)
{
	struct test_search *search = *state;
	struct index *sound = search->index;
	struct arena kept = search->arena;
	size_t length;
	char *bytes = test_file_read(search->path, &length);
	unsigned random = 1;

	memset(&search->arena, 0, sizeof(search->arena));
	for (int round = 0; round < 400; round++) {
		char error[300], *path;
		size_t hurt = 1 + (size_t)round % 8;

		for (size_t i = 0; i < hurt; i++) {
			random = random * 1103515245 + 12345;
			bytes[(random >> 4) % length] = (char)(random >> 24);
		}
		path =
		    test_file_write(search->folder, "damaged", bytes, length);
		search->index = index_open(path, error, sizeof(error));
		if (search->index != NULL)
			search_all(search);
		index_close(search->index);
		arena_clear(&search->arena);
		free(path);
		if (round % 20 == 19) {
			free(bytes);
			bytes = test_file_read(search->path, &length);
		}
	}
	free(bytes);
	search->index = sound;
	search->arena = kept;
}

static void
says_why_it_cannot_be_written(void **state)
{
	struct test_search *search = *state;
	struct index_builder *builder = index_builder_new(search->vocabulary);
	char error[300] = "";

	assert_false(index_builder_write(
	    builder, "/nonexistent/index", error, sizeof(error)));
	assert_string_equal(
	    error, "/nonexistent/index: No such file or directory");
	index_builder_free(builder);
}

static void
says_that_the_disk_is_full(void **state)
{
	struct test_search *search = *state;
	struct index_builder *builder = index_builder_new(search->vocabulary);
	char error[300] = "";

	if (access("/dev/full", W_OK) != 0)
		TEST_SKIP("no /dev/full here");
	for (size_t i = 0; i < search->count; i++)
		index_builder_add(builder, &search->listings[i], 1, "card", 4);
	assert_false(
	    index_builder_write(builder, "/dev/full", error, sizeof(error)));
	assert_non_null(strstr(error, "cannot be written"));
	index_builder_free(builder);
}

/* What malloc() has given out; 0 where it does not tell. */
static size_t
memory_held(void)
{
#ifdef __GLIBC__
	struct mallinfo2 info = mallinfo2();

	return info.uordblks + info.hblkhd;
#else
	return 0;
#endif
}

/* One of many; nobody else has its sentences and addresses. */
static void
add_numbered(struct index_builder *builder, unsigned number)
{
	static const char *const words[] = {"walking", "talking", "morning",
	    "coffee", "garden", "memory", "music", "family", "evening", "park"};
	static const char card[500];
	struct arena arena = {0};
	struct listing listing;
	struct listing_rule *rule;

	listing_init(&listing, &arena);
	snprintf(listing.code, sizeof(listing.code), "a%05u", number);
	listing.name =
	    arena_printf(&arena, "%s %s %s group", words[number % 10],
		words[number / 10 % 10], words[number / 100 % 10]);
	listing.org_name = arena_strdup(&arena, "Westby walkers");
	listing.url = arena_printf(
	    &arena, "https://group%u.example/walks/on/mondays", number);
	listing.email =
	    arena_printf(&arena, "walks%u@group%u.example", number, number);
	for (unsigned i = 0; i < 3; i++) {
		rule = listing_rule_add(&listing);
		rule->dimension = arena_strdup(&arena, "gender");
		rule->value = arena_strdup(&arena, "women");
		rule->sentence = arena_printf(&arena,
		    "For women of parish %u, and those who live with them, "
		    "with letter %u from their own surgery or nurse.",
		    number, i);
	}
	index_builder_add(builder, &listing, (long)number, card, sizeof(card));
	arena_clear(&arena);
}

/*
 * A publication may have a kilobyte for each listing (design, section 8);
 * this is the builder's share, on listings with more to keep than most.
 */
static void
holds_little_of_each_listing(void **state)
{
	enum { SOME = 5000, MORE = 20000, MOST_BYTES = 600 };
	struct test_search *search = *state;
	struct index_builder *builder = index_builder_new(search->vocabulary);
	size_t before, held;

	for (unsigned i = 0; i < SOME; i++)
		add_numbered(builder, i);
	before = memory_held();
	for (unsigned i = SOME; i < MORE; i++)
		add_numbered(builder, i);
	held = memory_held() - before;
	index_builder_free(builder);
	printf("# %zu bytes a listing\n", held / (MORE - SOME));
	if (before == 0)
		TEST_SKIP("no malloc() here that says what it gave out");
	assert_in_range(held / (MORE - SOME), 1, MOST_BYTES);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(gives_back_what_was_put_in),
	    cmocka_unit_test(finds_the_document_of_a_row),
	    cmocka_unit_test(writes_the_same_bytes_for_the_same_listings),
	    cmocka_unit_test(indexes_an_empty_directory),
	    cmocka_unit_test(finds_nothing_that_is_closed_or_deleted),
	    cmocka_unit_test(says_what_is_wrong_with_a_file),
	    cmocka_unit_test(skips_sections_of_a_later_version),
	    cmocka_unit_test(survives_damage_anywhere),
	    cmocka_unit_test(says_why_it_cannot_be_written),
	    cmocka_unit_test(says_that_the_disk_is_full),
	    cmocka_unit_test(holds_little_of_each_listing),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
