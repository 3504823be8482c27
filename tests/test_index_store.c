/* What the index's builder puts away in nameless files comes back. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "search/index_contacts.h"
#include "search/index_text_store.h"
#include "tests/testing.h"

#define PIECES 3000

/* Pieces of many lengths, some longer than what is collected in memory. */
static size_t
piece_bytes(size_t piece)
{
	return piece % 500 == 499 ? 100000 : piece * 7 % 301;
}

static void
fill_piece(unsigned char *out, size_t piece)
{
	for (size_t i = 0; i < piece_bytes(piece); i++)
		out[i] = (unsigned char)(piece * 31 + i);
}

static void
gives_back_what_was_put_away(void **state UNUSED)
{
	static unsigned char wanted[100000], got[100000];
	static uint64_t at[PIECES];
	struct index_store *store = index_store_new();
	uint64_t end = 0;

	for (size_t i = 0; i < PIECES; i++) {
		fill_piece(wanted, i);
		at[i] = index_store_add(store, wanted, piece_bytes(i));
		assert_int_equal(at[i], end);
		end += piece_bytes(i);
		/* One of those before it, wherever that lies by now. */
		fill_piece(wanted, i / 2);
		assert_true(index_store_read(
		    store, at[i / 2], got, piece_bytes(i / 2)));
		assert_memory_equal(got, wanted, piece_bytes(i / 2));
	}
	for (size_t i = 0; i < PIECES; i++) {
		fill_piece(wanted, i);
		assert_true(
		    index_store_read(store, at[i], got, piece_bytes(i)));
		assert_memory_equal(got, wanted, piece_bytes(i));
	}
	assert_int_equal(index_store_bytes(store), end);
	assert_int_equal(index_store_error(store), 0);
	index_store_free(store);
}

static void
reads_nothing_past_its_end(void **state UNUSED)
{
	struct index_store *store = index_store_new();
	char out[8];

	index_store_add(store, "four", 4);
	assert_true(index_store_read(store, 0, out, 4));
	assert_true(index_store_read(store, 4, out, 0));
	assert_false(index_store_read(store, 1, out, 4));
	assert_false(index_store_read(store, 5, out, 0));
	assert_false(index_store_read(store, UINT64_MAX, out, 4));
	assert_int_equal(index_store_error(store), 0);
	index_store_free(store);
}

static void
remembers_that_the_disk_was_full(void **state UNUSED)
{
	static const unsigned char block[100000];
	struct index_store *store = index_store_new();
	struct rlimit before, small;
	void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
	char out;

	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	small = before;
	small.rlim_cur = 150000;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	for (size_t i = 0; i < 3; i++)
		index_store_add(store, block, sizeof(block));
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	signal(SIGXFSZ, handler);
	assert_int_equal(index_store_error(store), EFBIG);
	assert_int_equal(index_store_bytes(store), 3 * sizeof(block));
	assert_false(index_store_read(store, 0, &out, 1));
	index_store_free(store);
}

static void
keeps_each_text_once(void **state UNUSED)
{
	static uint32_t at[PIECES];
	struct index_text_store *store = index_text_store_new();
	char text[40];

	for (unsigned round = 0; round < 2; round++)
		for (unsigned i = 0; i < PIECES; i++) {
			int length = snprintf(text, sizeof(text),
			    "Only for those who are %u.", i * 11);
			uint32_t found =
			    index_text_store_add(store, text, (size_t)length);

			if (round == 0)
				at[i] = found;
			assert_int_equal(found, at[i]);
		}
	for (unsigned i = 0; i < PIECES; i++) {
		int length = snprintf(
		    text, sizeof(text), "Only for those who are %u.", i * 11);
		char got[40];

		assert_true(index_store_read(index_text_store_file(store),
		    at[i], got, (size_t)length + 1));
		assert_string_equal(got, text);
	}
	index_text_store_free(store);
}

static void
tells_a_text_from_its_beginning(void **state UNUSED)
{
	struct index_text_store *store = index_text_store_new();
	uint32_t whole = index_text_store_add(store, "women only", 10);

	assert_int_equal(whole, 0);
	assert_int_equal(index_text_store_add(store, "women only", 5), 11);
	assert_int_equal(index_text_store_add(store, "", 0), 17);
	assert_int_equal(index_text_store_add(store, "women", 5), 11);
	assert_int_equal(index_text_store_add(store, "women only", 10), whole);
	assert_int_equal(index_text_store_add(store, "", 0), 17);
	index_text_store_free(store);
}

/* As they lie in a section of the file that was written. */
static void *
section_read(const struct index_file *file, enum index_section_id id)
{
	size_t bytes = (size_t)file->sections[id].bytes;
	char *out = xmalloc(bytes + 1);

	assert_int_equal(
	    fseek(file->file, (long)file->sections[id].offset, SEEK_SET), 0);
	assert_int_equal(fread(out, 1, bytes, file->file), bytes);
	out[bytes] = '\0';
	return out;
}

/* More than are sorted at once: some that all have, and some of their own. */
static void
sorts_contacts_of_many_listings(void **state UNUSED)
{
	enum { LISTINGS = 50000 };
	struct index_contacts *contacts = index_contacts_new();
	struct index_file file = {.file = tmpfile()};
	struct index_contact *list;
	char *texts, url[40], email[] = "office@north.example";
	size_t count, own = 0;

	for (uint32_t i = 0; i < LISTINGS; i++) {
		struct arena arena = {0};
		struct listing listing;

		listing_init(&listing, &arena);
		snprintf(url, sizeof(url), "https://a%u.example/b", i * 7919);
		listing.url = url;
		listing.email = listing.org_email = email;
		index_contacts_add(contacts, &listing, i);
		/* What two fields of one listing say stands once. */
		index_contacts_add(contacts, &listing, i);
		arena_clear(&arena);
	}
	index_contacts_write(contacts, &file);
	assert_int_equal(index_contacts_error(contacts), 0);
	assert_false(file.failed);
	count = (size_t)file.sections[SECTION_CONTACTS].bytes / sizeof(*list);
	assert_int_equal(count, 4 * LISTINGS);
	list = section_read(&file, SECTION_CONTACTS);
	texts = section_read(&file, SECTION_CONTACT_TEXT);
	for (size_t i = 1; i < count; i++) {
		int order =
		    strcmp(texts + list[i - 1].text, texts + list[i].text);

		assert_true(
		    order < 0 || (list[i - 1].text == list[i].text &&
				     list[i - 1].document < list[i].document));
		own += strcmp(texts + list[i].text, email) == 0;
	}
	assert_int_equal(own, 2 * LISTINGS);
	free(list);
	free(texts);
	fclose(file.file);
	index_contacts_free(contacts);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(gives_back_what_was_put_away),
	    cmocka_unit_test(reads_nothing_past_its_end),
	    cmocka_unit_test(remembers_that_the_disk_was_full),
	    cmocka_unit_test(keeps_each_text_once),
	    cmocka_unit_test(tells_a_text_from_its_beginning),
	    cmocka_unit_test(sorts_contacts_of_many_listings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
