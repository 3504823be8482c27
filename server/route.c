#include "server/route.h"

#include <assert.h>
#include <stdatomic.h>
#include <string.h>

#include "base/compiler.h"
#include "base/log.h"
#include "server/language.h"
#include "server/layout.h"

/* The first line that matches answers. */
static const struct route routes[] = {
    {.path = "/", .page = page_home},
    {.path = "/search", .page = page_search, .post = true},
    {.path = "/search.json", .page = api_search, .data = true, .post = true},
    {.path = "/suggest.json", .page = api_suggest, .data = true, .post = true},
    {.path = "/services/", .page = page_listing, .post = true},
    {.path = "/services/*/report", .page = page_report, .post = true},
    {.path = "/organisations/", .page = page_organisation},
    {.path = "/areas/", .page = page_area},
    {.path = "/list", .page = page_list},
    {.path = "/types/", .page = page_type},
    {.path = "/embed", .page = embed_page},
    {.path = "/embed/fragment", .page = embed_fragment, .post = true},
    {.path = "/embed/v1.js", .page = embed_script, .without_generation = true},
    {.path = "/oembed", .page = embed_oembed, .data = true},
    {.path = "/sources", .page = page_sources},
    {.path = "/sources/", .page = page_source},
    {.path = "/gaps", .page = page_gaps},
    {.path = "/gaps.csv", .page = api_gaps, .data = true},
    {.path = "/gaps-unmet.csv", .page = api_gaps_unmet, .data = true},
    {.path = "/about", .page = page_about},
    {.path = "/about/embed", .page = page_about_embed},
    {.path = "/privacy", .page = page_privacy, .without_generation = true},
    {.path = "/accessibility",
	.page = page_accessibility,
	.without_generation = true},
    {.path = "/opensearch.xml",
	.page = page_opensearch,
	.without_generation = true},
    {.path = "/sitemap.xml", .page = page_sitemap},
    {.path = "/assets/", .page = page_asset, .without_generation = true},
    {.path = "/healthz",
	.page = page_health,
	.without_generation = true,
	.data = true},
    {.path = "/readyz",
	.page = page_ready,
	.without_generation = true,
	.data = true},
    {.path = "/phone/sms",
	.page = page_sms,
	.data = true,
	.post = true,
	.english = true},
    {.path = "/robots.txt", .page = page_robots, .without_generation = true},
    /* Last: a listing's code or an area's short name alone. */
    {.path = "/*", .page = page_short},
};

/*
 * First segments of addresses that the design names and that come later: a
 * code or an area's short name lasts for ever, so none may take them now.
 */
static const char *const reserved[] = {"api", "areas", "changes.atom",
    "changes.json", "embed", "exports", "favicon.ico", "metrics",
    "opensearch.xml", "organisations", "phone", "privacy", "accessibility",
    "search", "search.atom", "search.csv", "search.json", "services",
    "sitemap.xml", "sources", "suggest.json", "types", "about", ".well-known"};

static bool
is_segment(const char *text)
{
	return *text != '\0' && strchr(text, '/') == NULL;
}

/* True where the path is the route's, or one segment below it. */
static bool
route_matches(const struct route *route, const char *path)
{
	const char *star = strchr(route->path, '*'), *rest;
	size_t length = strlen(route->path);

	if (star != NULL) {
		length = (size_t)(star - route->path);
		if (strncmp(route->path, path, length) != 0)
			return false;
		rest = path + length + strcspn(path + length, "/");
		return rest > path + length && strcmp(star + 1, rest) == 0;
	}
	if (length == 1 || route->path[length - 1] != '/')
		return strcmp(route->path, path) == 0;
	return strncmp(route->path, path, length) == 0 &&
	       is_segment(path + length);
}

static const struct route *
route_find(const char *path)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(routes); i++) {
		if (route_matches(&routes[i], path))
			return &routes[i];
	}
	return NULL;
}

/* Who asks for data is told in data, also where no route knows it. */
static bool
looks_like_data(const char *path)
{
	size_t length = strlen(path);

	return (length > 5 && strcmp(path + length - 5, ".json") == 0) ||
	       strncmp(path, "/api/", 5) == 0;
}

static enum status
route_error(const struct context *context, const struct route *route,
    const struct request *request, struct page *page, enum status status)
{
	if ((route != NULL && route->data) || looks_like_data(request->path))
		return problem_error(context, page, status, NULL);
	return layout_error(context, page, status);
}

/*
 * Says that we failed, once a second at most: whoever asks again and again
 * must not fill the log.
 */
static void
route_log(const struct context *context, const struct route *route)
{
	static _Atomic time_t last;

	if (atomic_exchange(&last, context->now) != context->now)
		log_line("server: %s could not be answered", route->path);
}

/*
 * Whoever embeds us, or asks for data or a file ("/robots.txt"), says in
 * which language.
 */
static bool
is_page(const struct route *route, const struct request *request)
{
	if (route == NULL)
		return !looks_like_data(request->path);
	return !route->data && strchr(route->path, '.') == NULL &&
	       strncmp(route->path, "/embed", 6) != 0 &&
	       strncmp(route->path, "/assets", 7) != 0;
}

static enum status
run(const struct context *context, const struct route *route,
    const struct request *request, struct page *page)
{
	enum status status;

	if (route == NULL)
		return route_error(
		    context, NULL, request, page, STATUS_NOT_FOUND);
	if (request->method == METHOD_OTHER ||
	    (request->method == METHOD_POST && !route->post)) {
		page->allow = route->post ? "GET, HEAD, POST" : "GET, HEAD";
		return route_error(
		    context, route, request, page, STATUS_METHOD);
	}
	if (context->generation == NULL && !route->without_generation)
		return route_error(
		    context, route, request, page, STATUS_UNAVAILABLE);
	status = route->page(context, request, page);
	if (status == STATUS_UNAVAILABLE && context->generation != NULL)
		route_log(context, route);
	if (status >= STATUS_BAD_REQUEST && page->body.length == 0)
		return route_error(context, route, request, page, status);
	return status;
}

enum status
route_run(const struct context *context, const struct request *request,
    struct page *page)
{
	const struct route *route = route_find(request->path);
	enum status status;

	if (route == NULL || !route->english)
		language_begin(request, page, is_page(route, request));
	status = run(context, route, request, page);
	language_end(page);
	return status;
}

enum status
route_refuse(const struct context *context, const struct request *request,
    struct page *page, enum status status)
{
	const struct route *route = route_find(request->path);

	language_begin(request, page, is_page(route, request));
	status = route_error(context, route, request, page, status);
	language_end(page);
	return status;
}

const char *
route_segment(const struct request *request)
{
	const char *slash = strrchr(request->path, '/');

	assert(slash != NULL);
	return slash + 1;
}

/* True where the first segment of "path", which may have more, is that. */
static bool
first_segment_is(const char *path, const char *segment)
{
	size_t length = strlen(segment);

	return strncmp(path + 1, segment, length) == 0 &&
	       (path[1 + length] == '\0' || path[1 + length] == '/');
}

bool
route_reserved(const char *segment)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(routes); i++) {
		if (first_segment_is(routes[i].path, segment))
			return true;
	}
	for (i = 0; i < ARRAY_LEN(reserved); i++) {
		if (strcmp(reserved[i], segment) == 0)
			return true;
	}
	return false;
}
