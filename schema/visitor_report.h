/*
 * What a visitor says is wrong with a listing: as the server hands it to the
 * keeper, and as it is kept, one small file a report that people can read.
 * Both ways in are checked whole: a visitor wrote the words, and the process
 * that passes them on may have been broken into.
 */
#ifndef SIGNPOST_VISITOR_REPORT_H
#define SIGNPOST_VISITOR_REPORT_H

#include <time.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/compiler.h"
#include "base/mail.h"
#include "schema/listing.h"

#define VISITOR_MAX_TEXT 4096 /* bytes: a page and a half of words */
/* Bytes of a message and of a file: the words, and what stands about them. */
#define VISITOR_MAX_BYTES (VISITOR_MAX_TEXT + MAIL_MAX_ADDRESS + 256)

enum visitor_topic {
	VISITOR_PHONE = 0, /* the number does not work */
	VISITOR_CLOSED,    /* it has closed or moved */
	VISITOR_WHO,       /* who it is for, or how to get in */
	VISITOR_HOURS,
	VISITOR_OTHER, /* the words say what */
	N_VISITOR_TOPICS
};
/* "phone", as forms and files have it; and in words. */
extern const char *const visitor_topic_name[N_VISITOR_TOPICS];
extern const char *const visitor_topic_words[N_VISITOR_TOPICS];

struct visitor_report {
	char code[LISTING_CODE_TEXT];
	enum visitor_topic topic;
	char *text;    /* NULL: none; lines end in '\n' */
	char *contact; /* mail_address_valid(), or NULL */
	/* What the keeper and the importer note; not in a message. */
	time_t when;
	time_t sent; /* to the feed's owner; 0: not yet */
};

/* By its name; N_VISITOR_TOPICS: there is no such. */
enum visitor_topic visitor_topic_find(const char *name);
/* Nothing but words, tabs and line ends, and not too many. */
bool visitor_text_valid(const char *text);

/* The message, as one wire frame's payload. */
void visitor_report_pack(struct buf *out, const struct visitor_report *);
/* False: it is not as a report must be.  Texts are in the arena. */
bool visitor_report_unpack(const void *data, size_t length, struct arena *arena,
    struct visitor_report *out) MUST_CHECK;

/* The file: lines "Name: value", an empty line, the words. */
void visitor_report_write(struct buf *out, const struct visitor_report *);
bool visitor_report_read(const char *data, size_t length, struct arena *arena,
    struct visitor_report *out) MUST_CHECK;

#endif
