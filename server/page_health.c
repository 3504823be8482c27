/*
 * For the machine that watches us: /healthz says that we answer, /readyz
 * that there is a directory to answer from, and how old it is.
 */
#include "base/date.h"
#include "base/json.h"
#include "server/route.h"

enum status
page_health(const struct context *context UNUSED,
    const struct request *request UNUSED, struct page *page)
{
	page->type = "text/plain; charset=utf-8";
	buf_add_text(&page->body, "ok\n");
	return STATUS_OK;
}

enum status
page_ready(const struct context *context, const struct request *request UNUSED,
    struct page *page)
{
	const struct generation *generation = context->generation;
	struct json json = {.out = &page->body};
	char published[DATE_INSTANT];

	page->type = "application/json";
	page->open_to_scripts = true;
	json_open(&json, NULL, '{');
	json_bool(&json, "ready", generation != NULL);
	if (generation != NULL) {
		date_instant(generation->manifest.published, published);
		json_integer(
		    &json, "generation", generation->manifest.generation);
		json_string(&json, "published", published);
		json_integer(&json, "age_s",
		    (long)(context->now - generation->manifest.published));
		json_integer(&json, "listings", generation->totals.listings);
	}
	json_bool(&json, "degraded", context->degraded);
	json_close(&json, '}');
	return generation != NULL ? STATUS_OK : STATUS_UNAVAILABLE;
}
