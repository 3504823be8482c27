#include "server/reply.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/hash.h"
#include "server/asset.h"

#define ETAG_DIGITS 32 /* of SHA-256: 128 bits never meet by chance */

static void
add(struct reply *reply, const char *name, const char *value)
{
	assert(reply->headers_count < REPLY_MAX_HEADERS);
	reply->headers[reply->headers_count++] =
	    (struct reply_header){name, value};
}

const char *
reply_header(const struct reply *reply, const char *name)
{
	size_t i;

	for (i = 0; i < reply->headers_count; i++) {
		if (strcasecmp(reply->headers[i].name, name) == 0)
			return reply->headers[i].value;
	}
	return NULL;
}

static bool
is_html(const struct page *page)
{
	return strncmp(page->type, "text/html", 9) == 0;
}

/* All types that we send are texts, and texts pack well. */
static bool
is_text(const struct page *page)
{
	return strncmp(page->type, "text/", 5) == 0 ||
	       strncmp(page->type, "application/", 12) == 0 ||
	       strcmp(page->type, "image/svg+xml") == 0;
}

static const char *
frame_ancestors(
    struct reply *reply, const struct context *context, const struct page *page)
{
	const char *framers = context->site->framers;

	if (page->framing == FRAME_NEVER)
		return "'none'";
	/* We show them ourselves, where we say how to embed them. */
	if (framers[0] == '*' && (framers[1] == '\0' || framers[1] == ' '))
		return framers;
	return arena_printf(&reply->arena, "'self' %s", framers);
}

/*
 * Nothing from other sites, no script or style of ours but the built-in
 * ones; data can do nothing at all.
 */
static void
add_policy(
    struct reply *reply, const struct context *context, const struct page *page)
{
	const char *framers = frame_ancestors(reply, context, page);
	const char *policy;

	if (is_html(page))
		policy = arena_printf(&reply->arena,
		    "default-src 'none'; style-src %s; script-src 'self'; "
		    "img-src 'self' data:; connect-src 'self'; "
		    "form-action 'self'; base-uri 'none'; %s"
		    "frame-ancestors %s",
		    asset_style_sources(),
		    page->frames_ours ? "frame-src 'self'; " : "", framers);
	else
		policy = arena_printf(&reply->arena,
		    "default-src 'none'; base-uri 'none'; "
		    "form-action 'none'; frame-ancestors %s",
		    framers);
	add(reply, "Content-Security-Policy", policy);
}

static void
add_protection(
    struct reply *reply, const struct context *context, const struct page *page)
{
	bool open = page->open_to_scripts || page->framing == FRAME_BY_COUNCILS;

	add_policy(reply, context, page);
	add(reply, "Referrer-Policy", "no-referrer");
	add(reply, "X-Content-Type-Options", "nosniff");
	add(reply, "Cross-Origin-Resource-Policy",
	    open ? "cross-origin" : "same-origin");
	if (is_html(page) && page->framing == FRAME_NEVER)
		add(reply, "Cross-Origin-Opener-Policy", "same-origin");
	if (page->open_to_scripts)
		add(reply, "Access-Control-Allow-Origin", "*");
	if (context->site->example)
		add(reply, "X-Robots-Tag", "noindex");
}

/*
 * What says something about a person is kept nowhere, whatever the page
 * thinks: these names, and all that was posted.
 */
static enum page_caching
caching_allowed(const struct request *request, const struct page *page)
{
	static const char *const personal[] = {
	    "q", "near", "age", "gender", "for"};
	const char *value;
	size_t i;

	if (request->method == METHOD_POST)
		return CACHE_NONE;
	for (i = 0; i < ARRAY_LEN(personal); i++) {
		value = request_parameter(request, personal[i]);
		if (value != NULL && *value != '\0')
			return CACHE_NONE;
	}
	return page->caching;
}

static const char *
cache_control(enum page_caching caching)
{
	switch (caching) {
	case CACHE_BROWSE:
		return "public, max-age=60, stale-while-revalidate=3600";
	case CACHE_ASSET:
		return "public, max-age=31536000, immutable";
	case CACHE_NONE:
		break;
	}
	return "no-store";
}

/* When the page would say something else: its own moment, or midnight. */
static time_t
changes_at(const struct context *context, const struct page *page)
{
	struct london now;
	time_t midnight;

	date_london(context->now, &now);
	midnight = date_from_london(now.day + 1, 0);
	if (page->clock_until == 0 || page->clock_until > midnight)
		return midnight;
	return page->clock_until;
}

/*
 * All that the bytes depend on: program, configuration, generation, what was
 * asked, form, coding and clock.
 */
static const char *
make_etag(struct reply *reply, const struct context *context,
    const struct request *request, const struct page *page, bool gzip)
{
	struct buf key = {0};
	char hash[SHA256_TEXT];
	const char *etag;
	size_t i;

	buf_printf(&key, "%s %s %s %s %s %s %ld\n", asset_version(),
	    context->site->version,
	    context->generation != NULL ? context->generation->manifest.id : "",
	    page->type, page->language != NULL ? page->language : "",
	    gzip ? "gzip" : "", (long)changes_at(context, page));
	buf_add(&key, request->path, strlen(request->path) + 1);
	for (i = 0; i < request->parameters_count; i++) {
		buf_add(&key, request->parameters[i].name,
		    strlen(request->parameters[i].name) + 1);
		buf_add(&key, request->parameters[i].value,
		    strlen(request->parameters[i].value) + 1);
	}
	sha256_text(key.data, key.length, hash);
	buf_clear(&key);
	etag = arena_printf(&reply->arena, "\"%.*s\"", ETAG_DIGITS, hash);
	return etag;
}

/* If-None-Match: a list of tags, weak or not, or "*" (RFC 9110, 13.1.2). */
static bool
has_already(const char *list, const char *etag)
{
	size_t length;

	while (list != NULL && *list != '\0') {
		list += strspn(list, ", \t");
		if (strncmp(list, "W/", 2) == 0)
			list += 2;
		length = strcspn(list, ", \t");
		if ((length == 1 && *list == '*') ||
		    (length == strlen(etag) &&
			strncmp(list, etag, length) == 0))
			return true;
		list += length;
	}
	return false;
}

static void
add_caching(struct reply *reply, const struct context *context,
    const struct request *request, const struct page *page, bool gzip)
{
	enum page_caching caching = caching_allowed(request, page);
	const char *etag;

	add(reply, "Cache-Control", cache_control(caching));
	if (is_text(page))
		add(reply, "Vary",
		    page->by_language ? "Accept-Encoding, Accept-Language"
				      : "Accept-Encoding");
	if (reply->status != STATUS_OK || caching == CACHE_NONE)
		return;
	etag = make_etag(reply, context, request, page, gzip);
	add(reply, "ETag", etag);
	if (has_already(request->if_none_match, etag))
		reply->status = STATUS_NOT_MODIFIED;
}

void
reply_make(struct reply *reply, const struct context *context,
    const struct request *request, struct page *page, enum status status,
    struct gzip *gzip)
{
	bool pack = request->gzip && page->body.length >= GZIP_MIN_BYTES &&
		    is_text(page);

	memset(reply, 0, sizeof(*reply));
	reply->status = status;
	add_protection(reply, context, page);
	add_caching(reply, context, request, page, pack);
	if (page->location != NULL)
		add(reply, "Location",
		    arena_strdup(&reply->arena, page->location));
	if (page->allow != NULL)
		add(reply, "Allow", page->allow);
	if (status == STATUS_UNAVAILABLE)
		add(reply, "Retry-After", "5");
	if (reply->status == STATUS_NOT_MODIFIED)
		return;
	add(reply, "Content-Type", page->type);
	if (pack) {
		gzip_pack(gzip, &page->body);
		add(reply, "Content-Encoding", "gzip");
	}
	add(reply, "Content-Length",
	    arena_printf(&reply->arena, "%zu", page->body.length));
	if (request->method == METHOD_HEAD)
		return;
	reply->body = page->body;
	memset(&page->body, 0, sizeof(page->body));
}

void
reply_clear(struct reply *reply)
{
	buf_clear(&reply->body);
	arena_clear(&reply->arena);
	memset(reply, 0, sizeof(*reply));
}
