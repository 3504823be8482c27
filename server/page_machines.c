/*
 * What machines look for: how to search here (OpenSearch 1.1), and which
 * pages there are (sitemaps.org).
 */
#include <string.h>

#include "base/date.h"
#include "base/number.h"
#include "base/say.h"
#include "base/utf8.h"
#include "base/xml.h"
#include "server/route.h"

#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

/* ShortName has 16 characters at most, LongName 48. */
#define SHORT_NAME 16

/* Listings in one file: the standard takes 50,000. */
#define SITEMAP_LISTINGS 10000

static void
add_element(struct buf *out, const char *name, const char *text)
{
	buf_printf(out, "<%s>", name);
	xml_text(out, text);
	buf_printf(out, "</%s>\n", name);
}

/* So many characters of a text. */
static char *
shortened(struct arena *arena, const char *text, size_t characters)
{
	size_t length = strlen(text);

	while (utf8_length(text) > characters && length > 0) {
		length = utf8_clip(text, length - 1);
		text = arena_strndup(arena, text, length);
	}
	return arena_strdup(arena, text);
}

enum status
page_opensearch(const struct context *context,
    const struct request *request UNUSED, struct page *page)
{
	const struct site *site = context->site;
	struct buf *out = &page->body;
	struct arena arena = {0};

	page->type = "application/opensearchdescription+xml; charset=utf-8";
	page->caching = CACHE_BROWSE;
	buf_add_text(out, XML_HEAD);
	buf_add_text(out, "<OpenSearchDescription "
			  "xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n");
	add_element(
	    out, "ShortName", shortened(&arena, site->title, SHORT_NAME));
	add_element(out, "Description",
	    _("Mental health and community support, by need, place and "
	      "person"));
	add_element(out, "InputEncoding", "UTF-8");
	buf_add_text(out, "<Url type=\"text/html\" method=\"get\" template=\"");
	xml_text(out, site->base_url);
	buf_printf(out,
	    "/search?q={searchTerms}%s%s\"/>\n"
	    "<Url type=\"application/json\" template=\"",
	    say_kept() ? "&amp;locale=" : "", say_kept() ? say_language() : "");
	xml_text(out, site->base_url);
	buf_add_text(out, "/search.json?q={searchTerms}\"/>\n"
			  "</OpenSearchDescription>\n");
	arena_clear(&arena);
	return STATUS_OK;
}

static void
add_url(struct buf *out, const struct site *site, const char *path,
    const char *code, day_t day)
{
	char text[DATE_TEXT];

	buf_add_text(out, "<url><loc>");
	xml_text(out, site->base_url);
	xml_text(out, path);
	xml_text(out, code);
	buf_add_text(out, "</loc>");
	if (day != 0) {
		date_text(day, text);
		buf_printf(out, "<lastmod>%s</lastmod>", text);
	}
	buf_add_text(out, "</url>\n");
}

/* The files that there are: one of our own pages, others of listings. */
static void
write_index(const struct context *context, struct buf *out)
{
	long listings = context->generation->totals.listings;
	long parts = 1 + (listings + SITEMAP_LISTINGS - 1) / SITEMAP_LISTINGS;

	buf_add_text(out, "<sitemapindex "
			  "xmlns=\"http://www.sitemaps.org/schemas/sitemap/"
			  "0.9\">\n");
	for (long i = 0; i < parts; i++) {
		buf_add_text(out, "<sitemap><loc>");
		xml_text(out, context->site->base_url);
		buf_printf(out, "/sitemap.xml?part=%ld</loc></sitemap>\n", i);
	}
	buf_add_text(out, "</sitemapindex>\n");
}

static void
write_ours(const struct context *context, struct buf *out)
{
	static const char *const paths[] = {"/", "/about", "/about/embed",
	    "/sources", "/gaps", "/privacy", "/accessibility"};
	size_t count = vocabulary_types_count(context->vocabulary);

	for (size_t i = 0; i < ARRAY_LEN(paths); i++)
		add_url(out, context->site, paths[i], "", 0);
	for (size_t i = 0; i < count; i++)
		add_url(out, context->site, "/types/",
		    vocabulary_type(context->vocabulary, i)->id, 0);
}

/* False: the files are damaged. */
static bool
write_listings(const struct context *context, long part, struct buf *out)
{
	struct served_address *addresses;
	struct arena arena = {0};
	size_t count;
	bool good =
	    served_addresses(context->served, (part - 1) * SITEMAP_LISTINGS,
		SITEMAP_LISTINGS, &arena, &addresses, &count) == SERVED_OK;

	for (size_t i = 0; good && i < count; i++)
		add_url(out, context->site, "/services/", addresses[i].code,
		    addresses[i].day);
	arena_clear(&arena);
	return good;
}

enum status
page_sitemap(const struct context *context, const struct request *request,
    struct page *page)
{
	struct buf *out = &page->body;
	const char *asked = request_parameter(request, "part");
	long part;
	bool good = true;

	page->type = "application/xml; charset=utf-8";
	page->caching = CACHE_BROWSE;
	if (asked != NULL && !number_long(asked, 0, 100000, &part))
		return STATUS_NOT_FOUND;
	buf_add_text(out, XML_HEAD);
	if (asked == NULL) {
		write_index(context, out);
		return STATUS_OK;
	}
	buf_add_text(out, "<urlset "
			  "xmlns=\"http://www.sitemaps.org/schemas/sitemap/"
			  "0.9\">\n");
	if (part == 0)
		write_ours(context, out);
	else
		good = write_listings(context, part, out);
	buf_add_text(out, "</urlset>\n");
	if (!good)
		buf_clear(out);
	return good ? STATUS_OK : STATUS_UNAVAILABLE;
}
