/* /about: how to read a result, what the dates mean, what is private. */
#include "base/say.h"
#include "server/layout.h"
#include "server/route.h"

enum status
page_about(const struct context *context, const struct request *request UNUSED,
    struct page *page)
{
	struct arena arena = {0};
	struct layout layout = {
	    .title = _("About this directory"), .canonical = "/about"};

	page->caching = CACHE_BROWSE;
	layout_write(context, page, &layout, "about.html", view_new(&arena));
	arena_clear(&arena);
	return STATUS_OK;
}
