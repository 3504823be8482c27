/*
 * One document from the web, over libcurl, in a short-lived process of its
 * own that has neither the record nor anything else of ours open.  https is
 * verified; http only where the source itself says so, and never after
 * https; proxies of the environment are not asked; the address of each
 * connection is looked at as it opens, whatever name led there.
 */
#ifndef SIGNPOST_FETCH_H
#define SIGNPOST_FETCH_H

#include <stdbool.h>

#include "base/alloc.h"
#include "base/compiler.h"

#define FETCH_CONNECT_S     20  /* until the server has been reached */
#define FETCH_TOTAL_S       600 /* one document, redirects and all */
#define FETCH_MOST_S        3600 /* what that may be raised to */
#define FETCH_SLOW_S        60  /* at under FETCH_SLOW_BYTES a second */
#define FETCH_SLOW_BYTES    100
#define FETCH_MAX_REDIRECTS 5
#define FETCH_MAX_RATIO     20   /* unpacked bytes for each that came */
#define FETCH_MOST_RATIO    1000 /* what that may be raised to: gzip's own */
#define FETCH_MAX_TAG       1000 /* bytes of an ETag or a date */
#define FETCH_MAX_ADDRESS   4096 /* bytes */

struct fetch_job {
	const char *address;
	int to;         /* open for writing, where its bytes go, unpacked */
	long max_bytes;  /* unpacked, that may still come */
	long feed_bytes; /* that the whole feed may have: for the message */
	long max_ratio, timeout_s; /* 0: the standard */
	const char *ca_file; /* PEM; NULL: whom the system trusts */
	bool allow_private;
	/* What came with the copy that we have, or NULL: send if changed. */
	const char *etag, *last_modified;
};

struct fetch_answer {
	char *etag, *last_modified; /* as the server gave them, or NULL */
	char *address; /* after redirects: what relative links start from */
	char *why;     /* it failed, in plain words without the address */
};

enum fetch_result {
	FETCH_OK = 0,
	FETCH_UNCHANGED, /* nothing was written: the copy we have still holds */
	FETCH_FAILED,
};

/* The answer's texts are in the arena. */
enum fetch_result fetch_run(
    const struct fetch_job *, struct arena *, struct fetch_answer *) MUST_CHECK;
/* "libcurl 7.88.1", or "no fetching". */
const char *fetch_version(void);

#endif
