/*
 * What goes back over HTTP for a page: status, headers, bytes.  Knows
 * nothing of the library that sends it.
 */
#ifndef SIGNPOST_REPLY_H
#define SIGNPOST_REPLY_H

#include "server/gzip.h"
#include "server/page.h"

#define REPLY_MAX_HEADERS 20

struct reply_header {
	const char *name, *value;
};

struct reply {
	enum status status;
	struct arena arena;
	struct reply_header headers[REPLY_MAX_HEADERS];
	size_t headers_count;
	/* Sent; for HEAD and 304 nothing is.  Taken from the page. */
	struct buf body;
};

/*
 * Makes the reply of a page, packs it where the client takes gzip, and
 * turns it into a 304 where the client has it already.  reply_clear()
 * afterwards.
 */
void reply_make(struct reply *, const struct context *,
    const struct request *, struct page *, enum status, struct gzip *);
/* A header's value, or NULL. */
const char *reply_header(const struct reply *, const char *name);
void reply_clear(struct reply *);

#endif
