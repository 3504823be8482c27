#include "base/wire.h"

#include <assert.h>
#include <errno.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "base/write_all.h"

#define WIRE_NULL UINT32_MAX /* stands for the length of a NULL text */

static void
store_u32(unsigned char out[4], uint32_t value)
{
	out[0] = (unsigned char)value;
	out[1] = (unsigned char)(value >> 8);
	out[2] = (unsigned char)(value >> 16);
	out[3] = (unsigned char)(value >> 24);
}

static uint32_t
load_u32(const unsigned char in[4])
{
	return (uint32_t)in[0] | (uint32_t)in[1] << 8 | (uint32_t)in[2] << 16 |
	       (uint32_t)in[3] << 24;
}

size_t
wire_frame_begin(struct buf *out, uint8_t kind)
{
	size_t begin = out->length;

	wire_put_u32(out, 0);
	wire_put_u8(out, kind);
	return begin;
}

void
wire_frame_end(struct buf *out, size_t begin)
{
	size_t length = out->length - begin - 4;

	assert(length <= WIRE_MAX_FRAME);
	store_u32((unsigned char *)out->data + begin, (uint32_t)length);
}

void
wire_put_u8(struct buf *out, uint8_t value)
{
	buf_add(out, &value, 1);
}

void
wire_put_u32(struct buf *out, uint32_t value)
{
	unsigned char bytes[4];

	store_u32(bytes, value);
	buf_add(out, bytes, sizeof(bytes));
}

void
wire_put_i64(struct buf *out, int64_t value)
{
	wire_put_u32(out, (uint32_t)(uint64_t)value);
	wire_put_u32(out, (uint32_t)((uint64_t)value >> 32));
}

void
wire_put_double(struct buf *out, double value)
{
	int64_t bits;

	memcpy(&bits, &value, sizeof(bits));
	wire_put_i64(out, bits);
}

void
wire_put_text(struct buf *out, const char *text)
{
	if (text == NULL)
		wire_put_u32(out, WIRE_NULL);
	else
		wire_put_bytes(out, text, strlen(text));
}

void
wire_put_bytes(struct buf *out, const void *data, size_t length)
{
	assert(length < WIRE_NULL);
	wire_put_u32(out, (uint32_t)length);
	buf_add(out, data, length);
}

void
wire_begin(
    struct wire *in, const void *data, size_t length, struct arena *arena)
{
	*in = (struct wire){.at = data, .arena = arena};
	in->end = length > 0 ? in->at + length : in->at;
}

static void
wire_fail(struct wire *in, enum wire_error error)
{
	if (in->error == WIRE_OK)
		in->error = error;
}

/* The next "length" bytes; NULL, with the error kept, where there are none. */
static const unsigned char *
wire_take(struct wire *in, size_t length)
{
	const unsigned char *taken = in->at;

	if (in->error != WIRE_OK)
		return NULL;
	if (length > (size_t)(in->end - in->at)) {
		wire_fail(in, WIRE_SHORT);
		return NULL;
	}
	in->at += length;
	return taken;
}

uint8_t
wire_get_u8(struct wire *in, uint8_t max)
{
	const unsigned char *bytes = wire_take(in, 1);

	if (bytes == NULL)
		return 0;
	if (bytes[0] > max) {
		wire_fail(in, WIRE_RANGE);
		return 0;
	}
	return bytes[0];
}

uint32_t
wire_get_u32(struct wire *in, uint32_t max)
{
	const unsigned char *bytes = wire_take(in, 4);
	uint32_t value;

	if (bytes == NULL)
		return 0;
	value = load_u32(bytes);
	if (value > max) {
		wire_fail(in, WIRE_RANGE);
		return 0;
	}
	return value;
}

int64_t
wire_get_i64(struct wire *in)
{
	const unsigned char *bytes = wire_take(in, 8);
	uint64_t value;

	if (bytes == NULL)
		return 0;
	value = (uint64_t)load_u32(bytes) | (uint64_t)load_u32(bytes + 4) << 32;
	return (int64_t)value;
}

double
wire_get_double(struct wire *in)
{
	int64_t bits = wire_get_i64(in);
	double value;

	memcpy(&value, &bits, sizeof(value));
	if (!isfinite(value)) {
		wire_fail(in, WIRE_RANGE);
		return 0;
	}
	return value;
}

char *
wire_get_text(struct wire *in, size_t max_bytes)
{
	const unsigned char *bytes;
	uint32_t length;

	length = wire_get_u32(in, WIRE_NULL);
	if (in->error != WIRE_OK || length == WIRE_NULL)
		return NULL;
	if (length > max_bytes) {
		wire_fail(in, WIRE_TOO_LONG);
		return NULL;
	}
	bytes = wire_take(in, length);
	if (bytes == NULL)
		return NULL;
	if (!utf8_valid((const char *)bytes, length)) {
		wire_fail(in, WIRE_NOT_UTF8);
		return NULL;
	}
	return arena_strndup(in->arena, (const char *)bytes, length);
}

enum wire_error
wire_end(struct wire *in)
{
	if (in->at < in->end)
		wire_fail(in, WIRE_TRAILING);
	return in->error;
}

/* How many of "length" bytes came before the end; -1 where reading failed. */
static ssize_t
read_whole(int fd, void *data, size_t length)
{
	size_t got = 0;
	ssize_t step;

	while (got < length) {
		step = read(fd, (char *)data + got, length - got);
		if (step < 0 && errno == EINTR)
			continue;
		if (step < 0)
			return -1;
		if (step == 0)
			break;
		got += (size_t)step;
	}
	return (ssize_t)got;
}

/* Memory is taken as bytes arrive, not as the peer's length claims. */
static bool
read_payload(int fd, struct buf *frame, size_t length)
{
	unsigned char chunk[16 * 1024];
	size_t step;

	while (length > 0) {
		step = length < sizeof(chunk) ? length : sizeof(chunk);
		if (read_whole(fd, chunk, step) != (ssize_t)step)
			return false;
		buf_add(frame, chunk, step);
		length -= step;
	}
	return true;
}

int
wire_read(int fd, struct buf *frame, uint8_t *kind)
{
	unsigned char head[5];
	uint32_t length;
	ssize_t got;

	buf_reset(frame);
	got = read_whole(fd, head, sizeof(head));
	if (got == 0)
		return 0;
	if (got != (ssize_t)sizeof(head))
		return -1;
	length = load_u32(head);
	if (length == 0 || length > WIRE_MAX_FRAME)
		return -1;
	*kind = head[4];
	return read_payload(fd, frame, length - 1) ? 1 : -1;
}

bool
wire_write(int fd, const struct buf *frames)
{
	return write_all(fd, frames->data, frames->length);
}
