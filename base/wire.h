/*
 * Messages between two of our processes over a pipe.  A message is a frame:
 * u32 length of what follows, u8 kind, then fields in an order both sides
 * know.  Numbers are little-endian; a text is u32 length and bytes.  The
 * reading side trusts nothing: every length is checked against a limit,
 * every text against UTF-8, and the first error is kept, so that a run of
 * gets needs one look at the end.
 */
#ifndef SIGNPOST_WIRE_H
#define SIGNPOST_WIRE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/compiler.h"

#define WIRE_MAX_FRAME (4u << 20) /* bytes: sixteen times the largest record */

enum wire_error {
	WIRE_OK = 0,
	WIRE_SHORT, /* ends before the field does */
	WIRE_TOO_LONG, /* a length is over its limit */
	WIRE_NOT_UTF8, /* a text is not UTF-8, or holds a NUL */
	WIRE_RANGE, /* a number is out of range */
	WIRE_TRAILING, /* bytes follow the last field */
};

/* Packing: into a buf, between wire_frame_begin() and wire_frame_end(). */
size_t wire_frame_begin(struct buf *out, uint8_t kind);
void wire_frame_end(struct buf *out, size_t begin);
void wire_put_u8(struct buf *out, uint8_t value);
void wire_put_u32(struct buf *out, uint32_t value);
void wire_put_i64(struct buf *out, int64_t value);
void wire_put_double(struct buf *out, double value);
void wire_put_text(struct buf *out, const char *text); /* NULL kept as NULL */
void wire_put_bytes(struct buf *out, const void *data, size_t length);

/* Unpacking: one frame's payload.  Texts are copied into the arena. */
struct wire {
	const unsigned char *at;
	const unsigned char *end;
	struct arena *arena;
	enum wire_error error; /* the first, WIRE_OK so far */
};

void wire_begin(struct wire *in, const void *data, size_t length,
    struct arena *arena);
uint8_t wire_get_u8(struct wire *in, uint8_t max);
uint32_t wire_get_u32(struct wire *in, uint32_t max);
int64_t wire_get_i64(struct wire *in);
double wire_get_double(struct wire *in); /* finite, or WIRE_RANGE */
char *wire_get_text(struct wire *in, size_t max_bytes);
enum wire_error wire_end(struct wire *in) MUST_CHECK;

/*
 * Frames from a file descriptor that may block.
 * wire_read: 1 and the frame in "frame" (kind in *kind), 0 at the end,
 * -1 where the peer sent a broken frame or the read failed.
 */
int wire_read(int fd, struct buf *frame, uint8_t *kind) MUST_CHECK;
bool wire_write(int fd, const struct buf *frames) MUST_CHECK;

#endif
