/*
 * A feed's bytes to UTF-8, by our own tables: the sandboxed reader may not
 * open the files that iconv needs.  UTF-8, UTF-16, ISO-8859-1, ISO-8859-15
 * and windows-1252 are read; what a document's first bytes say must agree
 * with what it declares.
 */
#ifndef SIGNPOST_FEED_ENCODING_H
#define SIGNPOST_FEED_ENCODING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

#define FEED_ENCODING_HEAD 1024 /* bytes: an XML declaration is under 100 */

enum feed_encoding_kind {
	ENCODING_UTF8 = 0,
	ENCODING_UTF16LE,
	ENCODING_UTF16BE,
	ENCODING_LATIN1,
	ENCODING_LATIN9,
	ENCODING_CP1252,
};

struct feed_encoding {
	enum feed_encoding_kind kind;
	unsigned char held[4]; /* a character that the last chunk cut */
	size_t held_count;
	unsigned surrogate; /* the first of a pair, or 0 */
	long controls;      /* bytes 0x80 to 0x9f in ISO-8859-1: likely 1252 */
};

/*
 * Decides from a document's first bytes (all, or FEED_ENCODING_HEAD).
 * "skip" is how many of them are the byte order mark.  NULL, or what is
 * wrong, in the arena: no XML at all, an encoding we do not read, or two
 * that contradict each other.
 */
struct arena;
const char *feed_encoding_detect(struct feed_encoding *encoding,
    const void *data, size_t length, size_t *skip, struct arena *arena);
/* Appends a chunk as UTF-8; false where it is no text of this encoding. */
bool feed_encoding_convert(struct feed_encoding *encoding, const void *data,
    size_t length, struct buf *out) MUST_CHECK;
/* Appends what a byte from 0x80 is in windows-1252. */
void feed_encoding_add_1252(struct buf *out, unsigned char byte);
/* True where the document ends within a character. */
bool feed_encoding_cut(const struct feed_encoding *encoding);

#endif
