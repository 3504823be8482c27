/*
 * /embed/v1.js: the script for councils' pages, with the style sheet of the
 * embed inside.  Its address and what it does with one never change: a break
 * would be v2.js.
 */
#include <string.h>

#include "base/json.h"
#include "server/route.h"
#include "server/template.h"

enum status
embed_script(const struct context *context UNUSED,
    const struct request *request UNUSED, struct page *page)
{
	static const char mark[] = "\"__CSS__\"";
	const struct embedded *script = template_file("v1.js.in");
	const char *at = strstr(script->data, mark);

	buf_add(&page->body, script->data, (size_t)(at - script->data));
	/* JSON's texts are JavaScript's, too. */
	json_text(&page->body, template_file("embed.css")->data);
	buf_add_text(&page->body, at + sizeof(mark) - 1);
	page->type = "text/javascript; charset=utf-8";
	page->caching = CACHE_BROWSE;
	page->open_to_scripts = true;
	return STATUS_OK;
}
