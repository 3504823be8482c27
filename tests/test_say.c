#include "tests/testing.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/say.h"

/* Texts of a catalogue, as msgfmt sorts them. */
struct text {
	const char *bytes;
	size_t length;
};

#define TEXT(literal) \
	{ \
		literal, sizeof(literal) - 1 \
	}

static const struct text english[] = {
    TEXT(""), TEXT("Closed"), TEXT("day\0days"), TEXT("door\004Closed")};
static const struct text welsh[] = {TEXT("Language: cy\n"), TEXT("Ar gau"),
    TEXT("o ddiwrnodau\0diwrnod\0ddiwrnod\0diwrnod\0diwrnod\0o ddiwrnodau"),
    TEXT("Wedi cau")};

static void
add_number(struct buf *out, size_t number)
{
	for (int shift = 0; shift < 32; shift += 8)
		buf_add_char(out, (char)(number >> shift & 0xff));
}

static void
add_table(struct buf *out, const struct text *texts, size_t at)
{
	for (size_t i = 0; i < ARRAY_LEN(english); i++) {
		add_number(out, texts[i].length);
		add_number(out, at);
		at += texts[i].length + 1;
	}
}

static size_t
bytes_of(const struct text *texts)
{
	size_t bytes = 0;

	for (size_t i = 0; i < ARRAY_LEN(english); i++)
		bytes += texts[i].length + 1;
	return bytes;
}

/* The catalogue as a file. */
static void
make(struct buf *out)
{
	size_t count = ARRAY_LEN(english), texts = 28 + count * 16;

	add_number(out, 0x950412de);
	add_number(out, 0);
	add_number(out, count);
	add_number(out, 28);
	add_number(out, 28 + count * 8);
	add_number(out, 0);
	add_number(out, 0);
	add_table(out, english, texts);
	add_table(out, welsh, texts + bytes_of(english));
	for (size_t i = 0; i < count; i++)
		buf_add(out, english[i].bytes, english[i].length + 1);
	for (size_t i = 0; i < count; i++)
		buf_add(out, welsh[i].bytes, welsh[i].length + 1);
}

static bool
loads(const struct buf *file)
{
	const struct say_catalogue table[] = {
	    {"cy", (const unsigned char *)file->data, file->length}, {0}};

	return say_load(table);
}

/* Kept for good, as the table borrows it. */
static struct buf whole;

static int
begin(void **state)
{
	(void)state;
	buf_clear(&whole);
	make(&whole);
	assert_true(loads(&whole));
	return 0;
}

static int
end(void **state)
{
	static const struct say_catalogue none[] = {{0}};

	(void)state;
	assert_true(say_load(none));
	buf_clear(&whole);
	return 0;
}

static void
speaks_english_until_told_otherwise(void **state)
{
	(void)state;
	assert_string_equal(say("Closed"), "Closed");
	assert_string_equal(say_language(), "en");
	assert_int_equal(say_count(), 2);
	assert_int_equal(say_find("cy"), 1);
	assert_int_equal(say_find("fr"), -1);
}

static void
says_what_the_catalogue_has(void **state)
{
	(void)state;
	say_begin(1, false);
	assert_string_equal(say("Closed"), "Ar gau");
	assert_string_equal(say_language(), "cy");
	assert_false(say_kept());
	say_end();
	assert_string_equal(say("Closed"), "Closed");
	assert_string_equal(say_as(1, "Closed"), "Ar gau");
}

static void
says_in_english_what_the_catalogue_lacks(void **state)
{
	(void)state;
	say_begin(1, true);
	assert_string_equal(say("Opened"), "Opened");
	assert_string_equal(say_in("window", "Closed"), "Closed");
	assert_string_equal(say(""), "");
	assert_true(say_kept());
	say_end();
}

static void
tells_two_meanings_apart(void **state)
{
	(void)state;
	say_begin(1, false);
	assert_string_equal(say_in("door", "Closed"), "Wedi cau");
	say_end();
	assert_string_equal(say_in("door", "Closed"), "Closed");
}

static void
counts_as_welsh_counts(void **state)
{
	static const struct {
		long count;
		const char *said;
	} examples[] = {{0, "o ddiwrnodau"}, {1, "diwrnod"}, {2, "ddiwrnod"},
	    {3, "diwrnod"}, {4, "o ddiwrnodau"}, {6, "diwrnod"},
	    {7, "o ddiwrnodau"}, {106, "o ddiwrnodau"}};

	(void)state;
	say_begin(1, false);
	for (size_t i = 0; i < ARRAY_LEN(examples); i++)
		assert_string_equal(
		    say_plural(examples[i].count, "day", "days"),
		    examples[i].said);
	assert_string_equal(say_plural(2, "week", "weeks"), "weeks");
	say_end();
	assert_string_equal(say_plural(1, "day", "days"), "day");
	assert_string_equal(say_plural(2, "day", "days"), "days");
}

/* Cut short anywhere, or with any byte of its head or tables changed. */
static void
refuses_a_damaged_catalogue_or_reads_within_it(void **state)
{
	(void)state;
	for (size_t length = 0; length < whole.length; length++) {
		struct buf cut = {0};

		buf_add(&cut, whole.data, length);
		buf_add_text(&cut, "");
		if (loads(&cut))
			fail_msg("%zu of %zu bytes", length, whole.length);
		buf_clear(&cut);
	}
	for (size_t at = 0; at < 28 + ARRAY_LEN(english) * 16; at++) {
		struct buf other = {0};

		buf_add(&other, whole.data, whole.length);
		other.data[at] = (char)(other.data[at] ^ 0x55);
		if (loads(&other)) {
			say_begin(1, false);
			(void)say("Closed");
			(void)say_plural(2, "day", "days");
			say_end();
		}
		assert_true(loads(&whole));
		buf_clear(&other);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		speaks_english_until_told_otherwise, begin, end),
	    cmocka_unit_test_setup_teardown(
		says_what_the_catalogue_has, begin, end),
	    cmocka_unit_test_setup_teardown(
		says_in_english_what_the_catalogue_lacks, begin, end),
	    cmocka_unit_test_setup_teardown(
		tells_two_meanings_apart, begin, end),
	    cmocka_unit_test_setup_teardown(counts_as_welsh_counts, begin, end),
	    cmocka_unit_test_setup_teardown(
		refuses_a_damaged_catalogue_or_reads_within_it, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
