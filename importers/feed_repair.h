/*
 * Mends what makes a feed no XML, on its way to the parser, as bytes come:
 * nothing is kept but a reference or a character that a chunk cut.
 *
 *	raw-ampersand       "Fish & Chips", "?a=1&b=2": '&' where no reference
 *	                    stands becomes &amp;
 *	control-characters  what XML forbids below U+0020, but for NUL, becomes
 *	                    a blank; so do references to it (&#11;)
 *	windows-1252        bytes that are no UTF-8, and U+0080 to U+009F, are
 *	                    read as windows-1252
 *	html-entities       &nbsp; and its like become the character
 *
 * Only texts and attribute values are touched: markup, comments, CDATA and
 * instructions stay, but for the bytes of windows-1252 and the controls.
 * Behind a "<!" that is neither comment nor CDATA nothing is mended any
 * more: what the parser refuses there (a DOCTYPE) it goes on to refuse.  A
 * reference that XML could know (&name;) is never made text.
 */
#ifndef SIGNPOST_FEED_REPAIR_H
#define SIGNPOST_FEED_REPAIR_H

#include "base/buf.h"
#include "importers/repair_names.h"

#define FEED_REPAIR_REF 40 /* bytes of a reference; a longer one is none */

struct feed_repair {
	unsigned wanted; /* a set: 1 << REPAIR_... */
	struct feed_repaired {
		long count, first_line;
	} done[REPAIRS];

	int state; /* where in the document; 0: in a text */
	int base;  /* of a reference: where it stands */
	char quote;
	char behind[2]; /* the last characters, of a comment and the like */
	char ref[FEED_REPAIR_REF]; /* "&..." so far */
	size_t ref_length;
	unsigned char sequence[4]; /* of UTF-8, so far */
	size_t sequence_length, sequence_wants;
	long line;
};

/* For a document; what was done is counted anew. */
void feed_repair_begin(struct feed_repair *repair, unsigned wanted);
/* Appends a chunk of UTF-8, mended. */
void feed_repair_push(struct feed_repair *repair, const char *data,
    size_t length, struct buf *out);
/* Appends what a chunk's end had cut. */
void feed_repair_end(struct feed_repair *repair, struct buf *out);

#endif
