/*
 * What an error of libxml2 is about.  It has one code for faults that need
 * different advice, and says of a zero byte, of a control character and of
 * a document that was cut off what it says of bytes that are no UTF-8: what
 * stands where it stopped tells them apart.
 */
#ifndef SIGNPOST_FEED_ERROR_H
#define SIGNPOST_FEED_ERROR_H

#include <stdbool.h>

#include <libxml/parser.h>

/* Beside libxml2's own codes. */
enum feed_error {
	FEED_ERROR_ZERO = 1000000, /* a zero byte */
	FEED_ERROR_CONTROL,        /* a control character */
	FEED_ERROR_NONCHARACTER,   /* U+FFFE, U+FFFF */
	FEED_ERROR_NO_ROOT,        /* it ends before its first element */
	FEED_ERROR_FIRST_LINE,     /* <?xml ...?> is not as it must be */
	FEED_ERROR_MARKUP,         /* <! that opens nothing we know here */
	FEED_ERROR_ENDLESS,        /* longer than libxml2 looks ahead */
};

/*
 * "depth" is how many elements are open; "rooted", whether there has been
 * one; "all_came", whether no more of the document follows.
 */
int feed_error_code(xmlParserCtxtPtr parser, const xmlError *error, int depth,
    bool rooted, bool all_came);

#endif
