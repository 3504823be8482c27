/* /about: how to read a result, how to embed, what is private. */
#include "server/layout.h"
#include "server/route.h"
#include "server/words.h"

enum status
page_about(const struct context *context, const struct request *request UNUSED,
    struct page *page)
{
	static const char area[] = "your-council";
	struct arena arena = {0};
	struct view *view = view_new(&arena);
	struct layout layout = {
	    .title = "About this directory", .canonical = "/about"};
	const char *base = context->site->base_url;

	view_text(view, "area", area);
	view_format(view, "embed_link",
	    "<a href=\"%s/areas/%s\">Find mental health support</a>", base,
	    area);
	view_format(view, "embed_form",
	    "<form action=\"%s/search\" method=\"get\">\n"
	    "  <label>Find mental health support <input name=\"q\"></label>\n"
	    "  <input type=\"hidden\" name=\"area\" value=\"%s\">\n"
	    "  <button>Search</button>\n"
	    "</form>",
	    base, area);
	view_format(view, "embed_frame",
	    "<iframe src=\"%s/embed?area=%s\"\n"
	    "  title=\"Find mental health support\" width=\"100%%\" "
	    "height=\"640\"\n"
	    "  style=\"border:0\" loading=\"lazy\" "
	    "referrerpolicy=\"no-referrer\"></iframe>",
	    base, area);
	view_format(view, "embed_data", "%s/search.json?area=%s&q=counselling",
	    base, area);
	page->caching = CACHE_BROWSE;
	layout_write(context, page, &layout, "about.html", view);
	arena_clear(&arena);
	return STATUS_OK;
}
