/* /organisations/CODE: who runs it, and all that they offer. */
#include <string.h>

#include "base/say.h"
#include "schema/card.h"
#include "server/layout.h"
#include "server/route.h"
#include "server/view_listing.h"
#include "server/words.h"

static void
show_service(const struct context *context, struct arena *arena,
    struct view *view, struct page *page, const struct listing *listing)
{
	struct answer_hit hit = {.miles = -1};
	struct buf bytes = {0};
	struct card card;
	void *kept;

	card_build(&bytes, listing);
	kept = arena_alloc(arena, bytes.length);
	memcpy(kept, bytes.data, bytes.length);
	if (card_open(kept, bytes.length, &card))
		view_hit(context, arena, view_item(view, "hits"), page, NULL,
		    &hit, &card);
	buf_clear(&bytes);
}

static void
show_organisation(const struct context *context, struct arena *arena,
    struct page *page, const struct served_organisation *organisation)
{
	struct view *view = view_new(arena);
	struct layout layout = {0};

	view_text(view, "name", organisation->name);
	view_text(view, "charity", organisation->charity);
	view_text(view, "company", organisation->company);
	if (organisation->description != NULL)
		view_item_text(view, "description", organisation->description);
	view_text(view, "org_email", words_email(organisation->email));
	view_text(view, "org_web", words_web(arena, organisation->url));
	view_text(view, "count",
	    words_count(arena, (long)organisation->listings_total, "service",
		"services"));
	for (size_t i = 0; i < organisation->listings_count; i++)
		show_service(
		    context, arena, view, page, &organisation->listings[i]);
	if (organisation->listings_total > organisation->listings_count)
		view_format(view, "more",
		    _("The first %zu are shown. Search by name for the rest."),
		    organisation->listings_count);
	layout.title = organisation->name;
	layout.canonical =
	    arena_printf(arena, "/organisations/%s", organisation->code);
	page->caching = CACHE_BROWSE;
	layout_write(context, page, &layout, "organisation.html", view);
}

enum status
page_organisation(const struct context *context, const struct request *request,
    struct page *page)
{
	struct arena arena = {0};
	struct served_organisation organisation;
	enum status status = STATUS_OK;

	switch (served_organisation_by_code(
	    context->served, route_segment(request), &arena, &organisation)) {
	case SERVED_OK:
		show_organisation(context, &arena, page, &organisation);
		break;
	case SERVED_NOT_FOUND:
		status = layout_error(context, page, STATUS_NOT_FOUND);
		break;
	case SERVED_FAILED:
		status = layout_error(context, page, STATUS_UNAVAILABLE);
		break;
	}
	arena_clear(&arena);
	return status;
}
