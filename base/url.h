/* Parts of URLs: escaped, and read from outside. */
#ifndef SIGNPOST_URL_H
#define SIGNPOST_URL_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/compiler.h"

#define URL_MAX_LINK 2048 /* bytes: what browsers and mail programs carry */

/* Percent-encodes all but unreserved characters (RFC 3986); space as '+'. */
void url_part(struct buf *out, const char *text);
/* The same with a space as "%20": for mailto: and sms: (RFC 6068). */
void url_component(struct buf *out, const char *text);
/*
 * Decodes "length" bytes of a query part: '+' and %XX.  False where a
 * percent sign is wrong, a NUL appears or the result is not UTF-8; "out"
 * then holds nothing.
 */
bool url_decode(struct buf *out, const char *data, size_t length) MUST_CHECK;
/*
 * A link we may show: http or https with a host, no credentials, no spaces
 * or control characters.  A missing scheme ("www.example.org/x") becomes
 * https://.  The caller's to free; NULL where it is no such link.
 */
char *url_link(const char *text);
/*
 * The host of such a link, lower case, without "www.".  The caller's; NULL
 * where it has none.
 */
char *url_host(const char *link);

#endif
