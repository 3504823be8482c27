#include "base/url.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/alloc.h"
#include "base/utf8.h"

#define HOST_MAX_BYTES 253 /* of a name in the DNS, RFC 1035 */

static const char upper_hex[] = "0123456789ABCDEF";

static bool
is_alnum(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z');
}

static void
add_percent(struct buf *out, unsigned char byte)
{
	const char escape[3] = {
	    '%', upper_hex[byte >> 4], upper_hex[byte & 15]};

	buf_add(out, escape, sizeof(escape));
}

/* All but unreserved characters (RFC 3986), and a space as it is given. */
static void
add_encoded(struct buf *out, const char *text, const char *space)
{
	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;

		if (is_alnum(c) || strchr("-._~", c) != NULL)
			buf_add_char(out, (char)c);
		else if (c == ' ')
			buf_add_text(out, space);
		else
			add_percent(out, c);
	}
}

void
url_part(struct buf *out, const char *text)
{
	add_encoded(out, text, "+");
}

void
url_component(struct buf *out, const char *text)
{
	add_encoded(out, text, "%20");
}

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool
url_decode(struct buf *out, const char *data, size_t length)
{
	size_t at;
	int high, low;

	buf_reset(out);
	for (at = 0; at < length; at++) {
		if (data[at] == '+') {
			buf_add_char(out, ' ');
			continue;
		}
		if (data[at] != '%') {
			buf_add_char(out, data[at]);
			continue;
		}
		high = at + 2 < length ? hex_value(data[at + 1]) : -1;
		low = at + 2 < length ? hex_value(data[at + 2]) : -1;
		if (high < 0 || low < 0)
			goto refuse;
		buf_add_char(out, (char)(high << 4 | low));
		at += 2;
	}
	if (utf8_valid(buf_text(out), out->length))
		return true;
refuse:
	buf_reset(out);
	return false;
}

/*
 * Where the host behind a scheme begins; NULL where the text has a scheme
 * that is not ours ("mailto:", "javascript:").
 */
static const char *
skip_scheme(const char *text, const char **scheme)
{
	size_t before;

	*scheme = "https://";
	if (strncasecmp(text, "https://", 8) == 0)
		return text + 8;
	if (strncasecmp(text, "http://", 7) == 0) {
		*scheme = "http://";
		return text + 7;
	}
	/* "example.org:8080/x" has no scheme; "mailto:a@b.org" has one. */
	before = strcspn(text, ":/?#");
	if (text[before] == ':' && !isdigit((unsigned char)text[before + 1]))
		return NULL;
	return text;
}

/*
 * The length of a host name at "text", up to port, path or end; 0 where it
 * is not a name of two labels or more, or a number with four parts.
 */
static size_t
host_length(const char *text)
{
	size_t length, dots = 0, label = 0;

	for (length = 0; text[length] != '\0'; length++) {
		if (strchr(":/?#", text[length]) != NULL)
			break;
		if (text[length] == '.') {
			if (label == 0)
				return 0;
			dots++;
			label = 0;
			continue;
		}
		if (!is_alnum((unsigned char)text[length]) &&
		    text[length] != '-' && text[length] != '_')
			return 0;
		label++;
	}
	if (dots == 0 || label == 0 || length > HOST_MAX_BYTES)
		return 0;
	return length;
}

/* The length of ":8080" at "text", 0 where there is none, -1 where wrong. */
static int
port_length(const char *text)
{
	int digits;

	if (*text != ':')
		return 0;
	for (digits = 0; isdigit((unsigned char)text[1 + digits]); digits++)
		;
	if (digits > 5 || strchr("/?#", text[1 + digits]) == NULL)
		return -1; /* strchr() also finds the NUL */
	return 1 + digits;
}

char *
url_link(const char *text)
{
	const char *scheme, *at;
	struct buf out = {0};
	size_t host, i;
	int port;

	if (strlen(text) > URL_MAX_LINK || !utf8_valid(text, strlen(text)))
		return NULL;
	at = skip_scheme(text, &scheme);
	if (at == NULL)
		return NULL;
	host = host_length(at);
	if (host == 0)
		return NULL;
	port = port_length(at + host);
	if (port < 0)
		return NULL;
	buf_add_text(&out, scheme);
	for (i = 0; i < host; i++)
		buf_add_char(&out, (char)tolower((unsigned char)at[i]));
	at += host;
	if (port > 1)
		buf_add(&out, at, (size_t)port);
	for (at += port; *at != '\0'; at++) {
		if ((unsigned char)*at <= ' ' || *at == 0x7f) {
			buf_clear(&out);
			return NULL;
		}
		if ((unsigned char)*at >= 0x80 ||
		    strchr("\"<>\\^`{|}", *at) != NULL)
			add_percent(&out, (unsigned char)*at);
		else
			buf_add_char(&out, *at);
	}
	return buf_take(&out);
}

char *
url_host(const char *link)
{
	const char *scheme, *at;
	size_t length, i;
	char *host;

	at = skip_scheme(link, &scheme);
	if (at == NULL)
		return NULL;
	length = host_length(at);
	if (length > 4 && strncasecmp(at, "www.", 4) == 0 &&
	    memchr(at + 4, '.', length - 4) != NULL) {
		at += 4;
		length -= 4;
	}
	if (length == 0)
		return NULL;
	host = xstrndup(at, length);
	for (i = 0; i < length; i++)
		host[i] = (char)tolower((unsigned char)host[i]);
	return host;
}
