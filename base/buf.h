/*
 * A growing run of bytes.  Always followed by a NUL that is not counted, so
 * that buf.data is a C string where the bytes hold none.  A zeroed buf is
 * empty; its data is then NULL, and buf_text() gives "".
 */
#ifndef SIGNPOST_BUF_H
#define SIGNPOST_BUF_H

#include <stdarg.h>
#include <stddef.h>

#include "base/alloc.h"
#include "base/compiler.h"

struct buf {
	char *data;
	size_t length;
	size_t capacity;
};

void buf_add(struct buf *buf, const void *data, size_t length);
void buf_add_text(struct buf *buf, const char *text); /* NULL adds nothing */
void buf_add_char(struct buf *buf, char c);
void buf_printf(struct buf *buf, const char *format, ...) PRINTF_LIKE(2, 3);
void buf_vprintf(struct buf *buf, const char *format, va_list args)
    PRINTF_LIKE(2, 0);
/* A character, up to U+10FFFF, as UTF-8. */
void buf_add_code(struct buf *buf, unsigned long code);
void buf_add_long(struct buf *buf, long number); /* decimal, without printf */
const char *buf_text(const struct buf *buf);
char *buf_take(struct buf *buf); /* the caller's; leaves an empty buf */
char *buf_take_into(struct buf *buf, struct arena *arena); /* in the arena */
void buf_reset(struct buf *buf); /* length 0, memory kept */
void buf_clear(struct buf *buf);

#endif
