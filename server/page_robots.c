/*
 * Search engines may read the listings; searches have no end, and example
 * data is not for anybody's search results.
 */
#include "server/route.h"

enum status
page_robots(const struct context *context, const struct request *request UNUSED,
    struct page *page)
{
	page->type = "text/plain; charset=utf-8";
	page->caching = CACHE_BROWSE;
	if (context->site->example)
		buf_add_text(&page->body, "User-agent: *\nDisallow: /\n");
	else
		buf_printf(&page->body,
		    "User-agent: *\n"
		    "Disallow: /search\n"
		    "Disallow: /embed\n"
		    "Disallow: /list\n"
		    "Disallow: /oembed\n"
		    "Disallow: /services/*/report\n"
		    "Disallow: /suggest.json\n"
		    "Sitemap: %s/sitemap.xml\n",
		    context->site->base_url);
	return STATUS_OK;
}
