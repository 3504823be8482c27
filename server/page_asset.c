/* Scripts and style sheets, at addresses that change with their bytes. */
#include "server/asset.h"
#include "server/route.h"

enum status
page_asset(const struct context *context UNUSED, const struct request *request,
    struct page *page)
{
	const struct embedded *file = asset_find(route_segment(request));

	if (file == NULL)
		return STATUS_NOT_FOUND;
	page->type = asset_type(file->name);
	page->caching = CACHE_ASSET;
	page->open_to_scripts = true; /* councils' pages load them too */
	buf_add(&page->body, file->data, file->length);
	return STATUS_OK;
}
