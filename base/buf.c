#include "base/buf.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/log.h"

#define BUF_FIRST_BYTES 64

/* Makes room for "extra" more bytes and the NUL behind them. */
static void
buf_reserve(struct buf *buf, size_t extra)
{
	size_t capacity = buf->capacity;

	if (extra < capacity - buf->length && buf->data != NULL)
		return;
	if (extra > SIZE_MAX / 2 - buf->length - 1)
		fatal("out of memory");
	if (capacity < BUF_FIRST_BYTES)
		capacity = BUF_FIRST_BYTES;
	while (capacity <= buf->length + extra)
		capacity *= 2;
	buf->data = xreallocarray(buf->data, capacity, 1);
	buf->capacity = capacity;
}

void
buf_add(struct buf *buf, const void *data, size_t length)
{
	buf_reserve(buf, length);
	if (length > 0)
		memcpy(buf->data + buf->length, data, length);
	buf->length += length;
	buf->data[buf->length] = '\0';
}

void
buf_add_text(struct buf *buf, const char *text)
{
	if (text != NULL)
		buf_add(buf, text, strlen(text));
}

void
buf_add_char(struct buf *buf, char c)
{
	buf_reserve(buf, 1);
	buf->data[buf->length++] = c;
	buf->data[buf->length] = '\0';
}

void
buf_printf(struct buf *buf, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	buf_vprintf(buf, format, args);
	va_end(args);
}

void
buf_vprintf(struct buf *buf, const char *format, va_list args)
{
	va_list again;
	size_t room;
	int length;

	buf_reserve(buf, 0);
	va_copy(again, args);
	room = buf->capacity - buf->length;
	length = vsnprintf(buf->data + buf->length, room, format, args);
	assert(length >= 0);
	if ((size_t)length >= room) {
		buf_reserve(buf, (size_t)length);
		vsnprintf(
		    buf->data + buf->length, (size_t)length + 1, format, again);
	}
	va_end(again);
	buf->length += (size_t)length;
}

void
buf_add_code(struct buf *buf, unsigned long code)
{
	char bytes[4];
	size_t n = 0;

	if (code < 0x80) {
		bytes[n++] = (char)code;
	} else if (code < 0x800) {
		bytes[n++] = (char)(0xc0 | code >> 6);
	} else if (code < 0x10000) {
		bytes[n++] = (char)(0xe0 | code >> 12);
		bytes[n++] = (char)(0x80 | (code >> 6 & 0x3f));
	} else {
		bytes[n++] = (char)(0xf0 | code >> 18);
		bytes[n++] = (char)(0x80 | (code >> 12 & 0x3f));
		bytes[n++] = (char)(0x80 | (code >> 6 & 0x3f));
	}
	if (code >= 0x80)
		bytes[n++] = (char)(0x80 | (code & 0x3f));
	buf_add(buf, bytes, n);
}

void
buf_add_long(struct buf *buf, long number)
{
	char digits[24];
	char *at = digits + sizeof(digits);
	/* Unsigned, so that LONG_MIN has a positive counterpart. */
	unsigned long left = (unsigned long)number;

	if (number < 0)
		left = 0 - left;
	do {
		*--at = (char)('0' + left % 10);
		left /= 10;
	} while (left > 0);
	if (number < 0)
		*--at = '-';
	buf_add(buf, at, (size_t)(digits + sizeof(digits) - at));
}

const char *
buf_text(const struct buf *buf)
{
	return buf->data != NULL ? buf->data : "";
}

char *
buf_take(struct buf *buf)
{
	char *data = buf->data;

	if (data == NULL)
		data = xstrdup("");
	*buf = (struct buf){0};
	return data;
}

char *
buf_take_into(struct buf *buf, struct arena *arena)
{
	char *text = arena_strndup(arena, buf_text(buf), buf->length);

	buf_clear(buf);
	return text;
}

void
buf_reset(struct buf *buf)
{
	buf->length = 0;
	if (buf->data != NULL)
		buf->data[0] = '\0';
}

void
buf_clear(struct buf *buf)
{
	free(buf->data);
	*buf = (struct buf){0};
}
