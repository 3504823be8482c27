/*
 * /oembed (oembed.com, 1.0): a content system that was given one of our
 * addresses asks here what to show in its place: a search, an area or the
 * start becomes a frame; a listing a link.
 */
#include <string.h>

#include "base/json.h"
#include "base/number.h"
#include "base/say.h"
#include "base/url.h"
#include "base/xml.h"
#include "server/route.h"
#include "server/words.h"

#define OEMBED_WIDTH  640 /* CSS pixels, unless less is asked for */
#define OEMBED_HEIGHT 640
#define OEMBED_MIN    100 /* of either: less shows nothing */
#define OEMBED_AGE_S  3600
#define OEMBED_FIELDS 12

struct oembed {
	const struct context *context;
	struct arena *arena;
	struct request asked; /* the address that it is about */
	struct {
		const char *name, *text; /* a text, or */
		long number;             /* a number */
	} fields[OEMBED_FIELDS];
	size_t count;
};

static void
add_text(struct oembed *oembed, const char *name, const char *text)
{
	oembed->fields[oembed->count].name = name;
	oembed->fields[oembed->count++].text = text;
}

static void
add_number(struct oembed *oembed, const char *name, long number)
{
	oembed->fields[oembed->count].name = name;
	oembed->fields[oembed->count++].number = number;
}

/* Reads an address of ours; false where it is nobody's that we know. */
static bool
read_address(struct oembed *oembed, const char *url)
{
	const char *base = oembed->context->site->base_url;
	size_t length = strlen(base);

	if (url == NULL || strncmp(url, base, length) != 0)
		return false;
	url += length;
	if (*url == '\0')
		url = "/";
	return request_parse(&oembed->asked, METHOD_GET, url, strlen(url), NULL,
		   0) == REQUEST_OK;
}

static void
add_frame(
    struct oembed *oembed, const struct query *query, long width, long height)
{
	struct arena *arena = oembed->arena;
	const char *title =
	    query->has_area
		? arena_printf(arena, _("Find mental health support in %s"),
		      query->area.name)
		: _("Find mental health support");
	const char *address = words_absolute(arena, oembed->context,
	    words_search_url(arena, "/embed", query, NULL, 0));

	add_text(oembed, "type", "rich");
	add_text(oembed, "title", title);
	add_number(oembed, "width", width);
	add_number(oembed, "height", height);
	add_text(oembed, "html",
	    words_frame(arena, address, title,
		arena_printf(arena, "%ld", width), height));
}

/* The search that stands behind an address: its own, or an area's. */
static bool
read_search(struct oembed *oembed, struct query *query)
{
	const struct request *asked = &oembed->asked;
	struct query_places places = words_places(oembed->context);
	struct query_error errors[1];
	static const char areas[] = "/areas/";

	if (query_parse(asked->parameters, asked->parameters_count, &places,
		oembed->context->vocabulary, oembed->arena, query, errors,
		ARRAY_LEN(errors)) > 0)
		return false;
	if (strncmp(asked->path, areas, sizeof(areas) - 1) == 0) {
		query->has_area = served_area_find(oembed->context->served,
				      asked->path + sizeof(areas) - 1,
				      &query->area) == PLACE_FOUND;
		return query->has_area;
	}
	return strcmp(asked->path, "/") == 0 ||
	       strcmp(asked->path, "/search") == 0 ||
	       strcmp(asked->path, "/embed") == 0;
}

static bool
add_listing(struct oembed *oembed)
{
	static const char services[] = "/services/";
	struct listing listing;

	listing_init(&listing, oembed->arena);
	if (strncmp(oembed->asked.path, services, sizeof(services) - 1) != 0 ||
	    served_listing_by_code(oembed->context->served,
		oembed->asked.path + sizeof(services) - 1, oembed->arena,
		&listing) != SERVED_OK)
		return false;
	add_text(oembed, "type", "link");
	add_text(oembed, "title", listing.name);
	return true;
}

static long
at_most(const struct request *request, const char *name, long most)
{
	const char *given = request_parameter(request, name);
	long limit;

	if (given == NULL || !number_long(given, 1, 100000, &limit) ||
	    limit > most)
		return most;
	return limit < OEMBED_MIN ? OEMBED_MIN : limit;
}

static void
write_json(struct oembed *oembed, struct page *page)
{
	struct json json = {.out = &page->body};

	json_open(&json, NULL, '{');
	for (size_t i = 0; i < oembed->count; i++)
		if (oembed->fields[i].text != NULL)
			json_string(&json, oembed->fields[i].name,
			    oembed->fields[i].text);
		else
			json_integer(&json, oembed->fields[i].name,
			    oembed->fields[i].number);
	json_close(&json, '}');
	page->type = "application/json";
}

static void
write_xml(struct oembed *oembed, struct page *page)
{
	buf_add_text(&page->body, "<?xml version=\"1.0\" encoding=\"utf-8\" "
				  "standalone=\"yes\"?>\n<oembed>\n");
	for (size_t i = 0; i < oembed->count; i++) {
		buf_printf(&page->body, "<%s>", oembed->fields[i].name);
		if (oembed->fields[i].text != NULL)
			xml_text(&page->body, oembed->fields[i].text);
		else
			buf_add_long(&page->body, oembed->fields[i].number);
		buf_printf(&page->body, "</%s>\n", oembed->fields[i].name);
	}
	buf_add_text(&page->body, "</oembed>\n");
	page->type = "text/xml; charset=utf-8";
}

/* False: the address is none that can be shown. */
static bool
fill(struct oembed *oembed, const struct request *request)
{
	const struct site *site = oembed->context->site;
	const char *locale;
	struct query query;

	if (!read_address(oembed, request_parameter(request, "url")))
		return false;
	/* The frame, and so its title, is in the language of that address. */
	locale = request_parameter(&oembed->asked, "locale");
	if (locale != NULL && say_find(locale) >= 0)
		say_begin(say_find(locale), false);
	add_text(oembed, "version", "1.0");
	add_text(oembed, "provider_name", site->title);
	add_text(oembed, "provider_url", site->base_url);
	add_number(oembed, "cache_age", OEMBED_AGE_S);
	if (add_listing(oembed))
		return true;
	if (!read_search(oembed, &query))
		return false;
	add_frame(oembed, &query, at_most(request, "maxwidth", OEMBED_WIDTH),
	    at_most(request, "maxheight", OEMBED_HEIGHT));
	return true;
}

enum status
embed_oembed(const struct context *context, const struct request *request,
    struct page *page)
{
	struct arena arena = {0};
	struct oembed oembed = {.context = context, .arena = &arena};
	const char *format = request_parameter(request, "format");
	enum status status = STATUS_OK;

	page->open_to_scripts = true;
	if (format != NULL && strcmp(format, "json") != 0 &&
	    strcmp(format, "xml") != 0)
		return STATUS_NOT_IMPLEMENTED;
	if (!fill(&oembed, request)) {
		status = STATUS_NOT_FOUND;
	} else {
		page->caching = words_caching(&oembed.asked);
		if (format != NULL && strcmp(format, "xml") == 0)
			write_xml(&oembed, page);
		else
			write_json(&oembed, page);
	}
	request_clear(&oembed.asked);
	arena_clear(&arena);
	return status;
}
