#include "base/log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"

static const char *program = "signpost";

void
log_open(const char *name)
{
	const char *slash = strrchr(name, '/');

	program = slash != NULL ? slash + 1 : name;
}

/* How many bytes at "at" may be shown as they are; 0: escape the first. */
static size_t
plain_bytes(const char *at, size_t left)
{
	uint32_t code;
	size_t length = utf8_next(at, left, &code);

	if (length == 0 || code < 0x20 || (code >= 0x7f && code < 0xa0))
		return 0;
	return length;
}

/* Escapes "text" into "out", cuts it there, and ends it with a newline. */
static size_t
log_escape(const char *text, size_t length, char out[LOG_MAX_BYTES])
{
	static const char hex[] = "0123456789abcdef";
	size_t used = 0, at = 0, plain;
	unsigned char byte;

	while (at < length) {
		plain = plain_bytes(text + at, length - at);
		if (used + (plain > 0 ? plain : 4) > LOG_MAX_BYTES - 1)
			break;
		if (plain > 0) {
			memcpy(out + used, text + at, plain);
			used += plain;
			at += plain;
			continue;
		}
		byte = (unsigned char)text[at++];
		out[used++] = '\\';
		out[used++] = 'x';
		out[used++] = hex[byte >> 4];
		out[used++] = hex[byte & 15];
	}
	out[used++] = '\n';
	return used;
}

/* Uses no memory but the stack: it also reports that there is none left. */
static void
log_write(const char *text, size_t length)
{
	char line[LOG_MAX_BYTES];
	size_t left = log_escape(text, length, line), at = 0;
	ssize_t written;

	while (left > 0) {
		written = write(STDERR_FILENO, line + at, left);
		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return; /* nobody reads our messages any more */
		at += (size_t)written;
		left -= (size_t)written;
	}
}

/* Cuts the text at the room there is; a text never ends within a character. */
static void PRINTF_LIKE(3, 0)
log_format(size_t begin, char *text, const char *format, va_list args)
{
	size_t length;
	int wanted;

	wanted = vsnprintf(text + begin, LOG_MAX_BYTES - begin, format, args);
	if (wanted < 0)
		return;
	length = begin + (size_t)wanted;
	if (length >= LOG_MAX_BYTES) {
		length = LOG_MAX_BYTES - 1;
		length = utf8_clip(text, length - 4);
	}
	log_write(text, length);
}

void
log_line(const char *format, ...)
{
	char text[LOG_MAX_BYTES];
	int saved_errno = errno;
	va_list args;

	va_start(args, format);
	log_format(0, text, format, args);
	va_end(args);
	errno = saved_errno;
}

void
fatal(const char *format, ...)
{
	char text[LOG_MAX_BYTES];
	va_list args;
	int begin;

	begin = snprintf(text, sizeof(text) / 2, "%s: ", program);
	if (begin < 0 || (size_t)begin >= sizeof(text) / 2)
		begin = 0;
	va_start(args, format);
	log_format((size_t)begin, text, format, args);
	va_end(args);
	exit(1);
}
