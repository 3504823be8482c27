#include "tests/testing.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/alloc.h"

static void
gives_memory_even_for_nothing(void **state)
{
	void *memory;

	(void)state;
	memory = xmalloc(0);
	assert_non_null(memory);
	memory = xreallocarray(memory, 0, 8);
	assert_non_null(memory);
	free(memory);
	memory = xcalloc(0, 8);
	assert_non_null(memory);
	free(memory);
}

static void
clears_what_xcalloc_gives(void **state)
{
	char *memory = xcalloc(3, 5), zero[15] = {0};

	(void)state;
	assert_memory_equal(memory, zero, 15);
	free(memory);
}

static void
copies_and_formats_text(void **state)
{
	char *text;

	(void)state;
	text = xstrdup("Caffè");
	assert_string_equal(text, "Caffè");
	free(text);
	text = xstrndup("abcdef", 3);
	assert_string_equal(text, "abc");
	free(text);
	text = xstrndup("ab", 30);
	assert_string_equal(text, "ab");
	free(text);
	text = xasprintf("%s-%d", "x", 42);
	assert_string_equal(text, "x-42");
	free(text);
}

static void
ask_for_too_much(void *arg)
{
	/* volatile: the compiler must not see that this cannot work. */
	volatile size_t half = SIZE_MAX / 2;

	(void)arg;
	free(xreallocarray(NULL, half, 4));
}

static void
ends_the_process_when_memory_is_out(void **state)
{
	char *said;
	int status;

	(void)state;
#ifdef SIGNPOST_SANITIZERS
	TEST_SKIP("the sanitizers end the process themselves");
#endif
	status = test_in_child(ask_for_too_much, NULL, &said);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 1);
	assert_non_null(strstr(said, "out of memory"));
	free(said);
}

static void
grows_an_array_entry_by_entry(void **state)
{
	int *items = NULL;
	size_t count = 0, i;

	(void)state;
	for (i = 0; i < 1000; i++) {
		items = grow_array(items, count, sizeof(*items));
		items[count++] = (int)i;
	}
	for (i = 0; i < 1000; i++)
		assert_int_equal(items[i], i);
	free(items);
}

static void
grows_an_array_in_an_arena(void **state)
{
	struct arena arena = {0};
	size_t count = 0, i;
	long *items = NULL;

	(void)state;
	for (i = 0; i < 1000; i++) {
		items = arena_grow(&arena, items, count, sizeof(*items));
		items[count++] = (long)i;
	}
	for (i = 0; i < 1000; i++)
		assert_int_equal(items[i], i);
	arena_clear(&arena);
}

static void
hands_out_aligned_zeroed_pieces_of_an_arena(void **state)
{
	struct arena arena = {0};
	char zero[200] = {0}, *piece;
	size_t size;

	(void)state;
	for (size = 0; size < 200; size++) {
		piece = arena_alloc(&arena, size);
		assert_int_equal((uintptr_t)piece % _Alignof(max_align_t), 0);
		assert_memory_equal(piece, zero, size);
		memset(piece, 0xff, size);
	}
	arena_clear(&arena);
}

static void
keeps_large_pieces_apart_in_an_arena(void **state)
{
	struct arena arena = {0};
	char *small, *large, *more;

	(void)state;
	small = arena_strdup(&arena, "small");
	large = arena_alloc(&arena, 1 << 20);
	memset(large, 'x', 1 << 20);
	more = arena_strdup(&arena, "more");
	assert_string_equal(small, "small");
	assert_string_equal(more, "more");
	assert_true(arena.used_bytes >= (1 << 20) + 11);
	arena_clear(&arena);
}

static void
copies_and_formats_text_in_an_arena(void **state)
{
	struct arena arena = {0};

	(void)state;
	assert_null(arena_strdup(&arena, NULL));
	assert_string_equal(arena_strdup(&arena, "abc"), "abc");
	assert_string_equal(arena_strndup(&arena, "abcdef", 2), "ab");
	assert_string_equal(arena_strndup(&arena, "ab", 20), "ab");
	assert_string_equal(arena_printf(&arena, "%05d", 42), "00042");
	arena_clear(&arena);
}

static void
makes_a_cleared_arena_usable_again(void **state)
{
	struct arena arena = {0};

	(void)state;
	arena_clear(&arena); /* never filled in */
	arena_strdup(&arena, "once");
	arena_clear(&arena);
	assert_int_equal(arena.used_bytes, 0);
	assert_string_equal(arena_strdup(&arena, "twice"), "twice");
	arena_clear(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(gives_memory_even_for_nothing),
	    cmocka_unit_test(clears_what_xcalloc_gives),
	    cmocka_unit_test(copies_and_formats_text),
	    cmocka_unit_test(ends_the_process_when_memory_is_out),
	    cmocka_unit_test(grows_an_array_entry_by_entry),
	    cmocka_unit_test(grows_an_array_in_an_arena),
	    cmocka_unit_test(hands_out_aligned_zeroed_pieces_of_an_arena),
	    cmocka_unit_test(keeps_large_pieces_apart_in_an_arena),
	    cmocka_unit_test(copies_and_formats_text_in_an_arena),
	    cmocka_unit_test(makes_a_cleared_arena_usable_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
