#include "tests/testing.h"

#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/wire.h"

/* The payload of the only frame in "out". */
static struct wire
begin_reading(const struct buf *out, struct arena *arena)
{
	struct wire in;

	wire_begin(&in, out->data + 5, out->length - 5, arena);
	return in;
}

/* Lays "length" bytes into a new pipe, closed behind them. */
static int
pipe_with(const void *data, size_t length)
{
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], data, length), length);
	close(ends[1]);
	return ends[0];
}

static void
gives_back_all_it_was_given(void **state)
{
	struct arena arena = {0};
	struct buf out = {0};
	struct wire in;
	size_t begin;

	(void)state;
	begin = wire_frame_begin(&out, 3);
	wire_put_u8(&out, 255);
	wire_put_u32(&out, UINT32_MAX);
	wire_put_i64(&out, INT64_MIN);
	wire_put_i64(&out, -1);
	wire_put_double(&out, -2.358);
	wire_put_text(&out, "Si\xC3\xA2n");
	wire_put_text(&out, "");
	wire_put_text(&out, NULL);
	wire_put_bytes(&out, "abcdef", 3);
	wire_frame_end(&out, begin);

	in = begin_reading(&out, &arena);
	assert_int_equal(wire_get_u8(&in, 255), 255);
	assert_int_equal(wire_get_u32(&in, UINT32_MAX), UINT32_MAX);
	assert_true(wire_get_i64(&in) == INT64_MIN);
	assert_true(wire_get_i64(&in) == -1);
	assert_true(wire_get_double(&in) == -2.358);
	assert_string_equal(wire_get_text(&in, 5), "Si\xC3\xA2n");
	assert_string_equal(wire_get_text(&in, 5), "");
	assert_null(wire_get_text(&in, 5));
	assert_string_equal(wire_get_text(&in, 5), "abc");
	assert_int_equal(wire_end(&in), WIRE_OK);
	arena_clear(&arena);
	buf_clear(&out);
}

static void
writes_the_same_bytes_on_every_machine(void **state)
{
	struct buf out = {0};
	size_t begin;

	(void)state;
	begin = wire_frame_begin(&out, 7);
	wire_put_u32(&out, 0x01020304);
	wire_put_text(&out, "ab");
	wire_frame_end(&out, begin);
	assert_int_equal(out.length, 15);
	assert_memory_equal(
	    out.data, "\x0B\0\0\0\x07\x04\x03\x02\x01\x02\0\0\0ab", 15);
	buf_clear(&out);
}

static void
keeps_the_first_error_and_gives_nothing_more(void **state)
{
	struct arena arena = {0};
	struct wire in;

	(void)state;
	wire_begin(&in, "\x09\x01\x02", 3, &arena);
	assert_int_equal(wire_get_u8(&in, 8), 0);
	assert_int_equal(in.error, WIRE_RANGE);
	assert_int_equal(wire_get_u8(&in, 255), 0);
	assert_int_equal(wire_get_u32(&in, 255), 0);
	assert_true(wire_get_i64(&in) == 0);
	assert_true(wire_get_double(&in) == 0);
	assert_null(wire_get_text(&in, 100));
	assert_int_equal(wire_end(&in), WIRE_RANGE);
	arena_clear(&arena);
}

static void
notices_a_message_that_ends_too_soon(void **state)
{
	static const char bytes[] = "\xFF\0\0\0abc";
	struct arena arena = {0};
	struct wire in;
	size_t length;

	(void)state;
	for (length = 0; length < 4; length++) {
		wire_begin(&in, bytes, length, &arena);
		wire_get_u32(&in, UINT32_MAX);
		assert_int_equal(wire_end(&in), WIRE_SHORT);
	}
	wire_begin(&in, bytes, 7, &arena);
	assert_null(wire_get_text(&in, 1000));
	assert_int_equal(in.error, WIRE_SHORT);
	wire_begin(&in, NULL, 0, &arena);
	wire_get_u8(&in, 1);
	assert_int_equal(wire_end(&in), WIRE_SHORT);
	arena_clear(&arena);
}

static void
notices_bytes_behind_the_last_field(void **state)
{
	struct arena arena = {0};
	struct wire in;

	(void)state;
	wire_begin(&in, "\x01\x02", 2, &arena);
	wire_get_u8(&in, 1);
	assert_int_equal(wire_end(&in), WIRE_TRAILING);
	arena_clear(&arena);
}

static void
refuses_a_text_over_its_limit(void **state)
{
	struct arena arena = {0};
	struct wire in;

	(void)state;
	wire_begin(&in, "\x03\0\0\0abc", 7, &arena);
	assert_null(wire_get_text(&in, 2));
	assert_int_equal(wire_end(&in), WIRE_TOO_LONG);
	/* Nothing is allocated for a length that lies. */
	assert_int_equal(arena.used_bytes, 0);
	wire_begin(&in, "\xFE\xFF\xFF\xFF", 4, &arena);
	assert_null(wire_get_text(&in, SIZE_MAX));
	assert_int_equal(in.error, WIRE_SHORT);
	assert_int_equal(arena.used_bytes, 0);
	arena_clear(&arena);
}

static void
refuses_a_text_that_is_not_utf8_or_holds_a_nul(void **state)
{
	struct arena arena = {0};
	struct wire in;

	(void)state;
	wire_begin(&in, "\x02\0\0\0\xC3(", 6, &arena);
	assert_null(wire_get_text(&in, 10));
	assert_int_equal(in.error, WIRE_NOT_UTF8);
	wire_begin(&in, "\x03\0\0\0a\0b", 7, &arena);
	assert_null(wire_get_text(&in, 10));
	assert_int_equal(in.error, WIRE_NOT_UTF8);
	arena_clear(&arena);
}

static void
refuses_numbers_that_are_none(void **state)
{
	const double wrong[] = {NAN, INFINITY, -INFINITY};
	struct arena arena = {0};
	struct buf out = {0};
	struct wire in;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(wrong); i++) {
		buf_reset(&out);
		wire_put_double(&out, wrong[i]);
		wire_begin(&in, out.data, out.length, &arena);
		assert_true(wire_get_double(&in) == 0);
		assert_int_equal(wire_end(&in), WIRE_RANGE);
	}
	buf_clear(&out);
}

static void
carries_frames_through_a_pipe(void **state)
{
	struct buf out = {0}, frame = {0};
	uint8_t kind;
	size_t begin;
	int ends[2];

	(void)state;
	begin = wire_frame_begin(&out, 1);
	wire_put_text(&out, "first");
	wire_frame_end(&out, begin);
	begin = wire_frame_begin(&out, 2); /* nothing in it */
	wire_frame_end(&out, begin);
	assert_int_equal(pipe(ends), 0);
	assert_true(wire_write(ends[1], &out));
	close(ends[1]);
	assert_int_equal(wire_read(ends[0], &frame, &kind), 1);
	assert_int_equal(kind, 1);
	assert_int_equal(frame.length, 9);
	assert_int_equal(wire_read(ends[0], &frame, &kind), 1);
	assert_int_equal(kind, 2);
	assert_int_equal(frame.length, 0);
	assert_int_equal(wire_read(ends[0], &frame, &kind), 0);
	close(ends[0]);
	buf_clear(&frame);
	buf_clear(&out);
}

static void
refuses_broken_frames(void **state)
{
	static const struct {
		const char *bytes;
		size_t length;
	} broken[] = {
	    {"\x01\0", 2}, /* no whole head */
	    {"\x05\0\0\0\x01"
	     "ab",
		7},                      /* ends within */
	    {"\0\0\0\0\x01", 5},         /* no room for its kind */
	    {"\xFF\xFF\xFF\xFF\x01", 5}, /* absurdly long */
	    {"\x01\0\x40\0\x01", 5},     /* one over the limit */
	};
	struct buf frame = {0};
	uint8_t kind;
	size_t i;
	int fd;

	(void)state;
	for (i = 0; i < ARRAY_LEN(broken); i++) {
		fd = pipe_with(broken[i].bytes, broken[i].length);
		assert_int_equal(wire_read(fd, &frame, &kind), -1);
		close(fd);
		assert_true(frame.capacity < 4096);
	}
	assert_int_equal(wire_read(-1, &frame, &kind), -1);
	buf_clear(&frame);
}

static void
reports_a_reader_that_went_away(void **state)
{
	struct buf out = {0};
	int ends[2];

	(void)state;
	signal(SIGPIPE, SIG_IGN);
	buf_add_text(&out, "x");
	assert_int_equal(pipe(ends), 0);
	close(ends[0]);
	assert_false(wire_write(ends[1], &out));
	close(ends[1]);
	buf_clear(&out);
	signal(SIGPIPE, SIG_DFL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(gives_back_all_it_was_given),
	    cmocka_unit_test(writes_the_same_bytes_on_every_machine),
	    cmocka_unit_test(keeps_the_first_error_and_gives_nothing_more),
	    cmocka_unit_test(notices_a_message_that_ends_too_soon),
	    cmocka_unit_test(notices_bytes_behind_the_last_field),
	    cmocka_unit_test(refuses_a_text_over_its_limit),
	    cmocka_unit_test(refuses_a_text_that_is_not_utf8_or_holds_a_nul),
	    cmocka_unit_test(refuses_numbers_that_are_none),
	    cmocka_unit_test(carries_frames_through_a_pipe),
	    cmocka_unit_test(refuses_broken_frames),
	    cmocka_unit_test(reports_a_reader_that_went_away),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
