/* The addresses of a feed's further pages. */
#ifndef SIGNPOST_FETCH_URL_H
#define SIGNPOST_FETCH_URL_H

#include <stdbool.h>

#include "base/alloc.h"

struct Curl_URL; /* libcurl's CURLU */

/* Whether two addresses have the same scheme, host and port. */
bool fetch_same_origin(struct Curl_URL *one, struct Curl_URL *other);

/*
 * The whole address of the page that a document names as its next.
 * base    where that document came from, after redirects
 * next    as the document has it, perhaps relative
 * source  the feed's own address: on its own scheme, host and port its user
 *         and password go along, and those parameters of it that "next" does
 *         not name, such as a key
 * In the arena; NULL where it is no address, or of another origin than
 * "base", which is never asked.
 */
char *fetch_next(struct arena *arena, const char *base, const char *next,
    const char *source);
/* "source" with its parameter "page" set to a number; NULL as above. */
char *fetch_page(struct arena *arena, const char *source, long page);

#endif
