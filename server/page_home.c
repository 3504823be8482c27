/* "/" and "/areas/SLUG": where a search starts. */
#include <string.h>

#include "search/search.h"
#include "server/layout.h"
#include "server/route.h"
#include "server/words.h"

/* The top-level types that have listings here, most first as they come. */
static void
show_types(const struct context *context, struct arena *arena,
    struct view *view, const struct query *query, const struct answer *answer)
{
	struct view *types = NULL;
	size_t count = vocabulary_types_count(context->vocabulary);

	for (size_t i = 0; i < count; i++) {
		const struct vocabulary_type *type =
		    vocabulary_type(context->vocabulary, i);
		struct query one = *query;
		struct view *item;
		long total = 0;

		if (type->parent >= 0)
			continue;
		for (size_t j = 0; j < answer->types_count; j++)
			if (strcmp(answer->types[j].value, type->id) == 0)
				total = answer->types[j].total;
		if (total == 0)
			continue;
		if (types == NULL)
			types = view_group(view, "types");
		one.types[0] = type->id;
		one.types_count = 1;
		item = view_item(types, "type");
		view_text(item, "label", type->label);
		view_long(item, "total", total);
		view_text(item, "noun", total == 1 ? "service" : "services");
		view_text(item, "url",
		    words_search_url(arena, "/search", &one, NULL, 0));
	}
}

static void
show_start(const struct context *context, struct arena *arena,
    struct page *page, const struct place *area)
{
	struct view *view = view_new(arena);
	struct query query;
	struct answer answer;
	struct layout layout = {0};
	struct query_places places = words_places(context);

	(void)query_parse(
	    NULL, 0, &places, context->vocabulary, arena, &query, NULL, 0);
	query.limit = 1;
	if (area != NULL) {
		query.has_area = true;
		query.area = *area;
	}
	search_run(context->index, context->vocabulary, &query, context->now,
	    arena, &answer);
	query.limit = QUERY_LIMIT; /* links carry no limit */

	layout.flush = true;
	if (area != NULL) {
		view_format(view, "heading", "Find mental health support in %s",
		    area->name);
		view_text(view, "area", area->slug);
		layout.canonical = arena_printf(arena, "/areas/%s", area->slug);
	} else {
		view_text(view, "heading", "Find mental health support");
		layout.canonical = "/";
	}
	show_types(context, arena, view, &query, &answer);
	view_long(view, "listings", answer.total);
	view_text(
	    view, "listings_noun", answer.total == 1 ? "service" : "services");
	view_long(view, "feeds", context->generation->totals.feeds);
	view_text(view, "feeds_noun",
	    context->generation->totals.feeds == 1 ? "source" : "sources");
	view_text(view, "published",
	    words_time(arena, context->generation->totals.published));

	layout.title =
	    area != NULL
		? arena_printf(arena, "Mental health support in %s", area->name)
		: "Find mental health support";
	layout.description = "Search local mental health services, groups and "
			     "helplines by need, place and who they are for.";
	page->caching = CACHE_BROWSE;
	layout_write(context, page, &layout, "home.html", view);
}

enum status
page_home(const struct context *context, const struct request *request UNUSED,
    struct page *page)
{
	struct arena arena = {0};

	show_start(context, &arena, page, NULL);
	arena_clear(&arena);
	return STATUS_OK;
}

enum status
page_area(const struct context *context, const struct request *request,
    struct page *page)
{
	struct arena arena = {0};
	struct place area;
	const char *slug = route_segment(request);
	enum status status = STATUS_OK;

	if (served_area_find(context->served, slug, &area) != PLACE_FOUND) {
		status = layout_error(context, page, STATUS_NOT_FOUND);
	} else if (strcmp(area.slug, slug) != 0) {
		struct buf location = {0};

		buf_add_text(&location, "/areas/");
		buf_add_text(&location, area.slug);
		page->location = buf_take(&location);
		status = STATUS_MOVED;
	} else {
		show_start(context, &arena, page, &area);
	}
	arena_clear(&arena);
	return status;
}

/* "/7kq4mx" and "/trafford": short addresses to read out or print. */
enum status
page_short(const struct context *context, const struct request *request,
    struct page *page)
{
	struct arena arena = {0};
	struct listing listing;
	struct place area;
	struct buf location = {0};
	const char *segment = request->path + 1;

	listing_init(&listing, &arena);
	if (served_listing_by_code(
		context->served, segment, &arena, &listing) == SERVED_OK)
		buf_printf(&location, "/services/%s", listing.code);
	else if (served_area_find(context->served, segment, &area) ==
		     PLACE_FOUND &&
		 strcmp(area.slug, segment) == 0)
		buf_printf(&location, "/areas/%s", area.slug);
	arena_clear(&arena);
	if (location.length == 0)
		return layout_error(context, page, STATUS_NOT_FOUND);
	page->location = buf_take(&location);
	return STATUS_MOVED;
}
