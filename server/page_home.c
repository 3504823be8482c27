/* "/", "/areas/SLUG" and "/types/ID": where a search starts. */
#include <string.h>

#include "base/say.h"
#include "search/search.h"
#include "server/layout.h"
#include "server/route.h"
#include "server/view_keepers.h"
#include "server/words.h"

/*
 * The types that have listings here: those of the top level, or right below
 * the one that it is about.
 */
static void
show_types(const struct context *context, struct arena *arena,
    struct view *view, const struct query *query, const struct answer *answer,
    int parent)
{
	struct view *types = NULL;
	size_t count = vocabulary_types_count(context->vocabulary);

	for (size_t i = 0; i < count; i++) {
		const struct vocabulary_type *type =
		    vocabulary_type(context->vocabulary, i);
		struct query one = *query;
		struct view *item;
		long total = answer_facet_total(answer, "type", type->id);

		if (type->parent != parent || total == 0)
			continue;
		if (types == NULL)
			types = view_group(view, "types");
		one.types[0] = type->id;
		one.types_count = 1;
		item = view_item(types, "type");
		view_text(item, "label", words_label(type->label));
		view_long(item, "total", total);
		view_text(
		    item, "noun", say_plural(total, "service", "services"));
		view_text(item, "url",
		    words_search_url(arena, "/search", &one, NULL, 0));
	}
}

/* What the start is about: everywhere, or an area, or a type of help. */
struct about {
	const struct place *area;
	int type; /* -1: all */
};

static void
show_about(const struct context *context, struct view *view,
    const struct about *about, struct query *query, struct layout *layout)
{
	struct arena *arena = view_arena(view);
	const struct vocabulary_type *type;

	layout->description =
	    _("Search local mental health services, groups and "
	      "helplines by need, place and who they are "
	      "for.");
	layout->title = _("Find mental health support");
	layout->canonical = "/";
	if (about->area != NULL) {
		query->has_area = true;
		query->area = *about->area;
		view_text(view, "area", about->area->slug);
		view_format(view, "heading",
		    _("Find mental health support in %s"), about->area->name);
		layout->title = arena_printf(
		    arena, _("Mental health support in %s"), about->area->name);
		layout->canonical =
		    arena_printf(arena, "/areas/%s", about->area->slug);
	} else if (about->type >= 0) {
		type =
		    vocabulary_type(context->vocabulary, (size_t)about->type);
		query->types[0] = type->id;
		query->types_count = 1;
		view_text(view, "type_id", type->id);
		layout->title = words_label(type->label);
		view_text(view, "heading", layout->title);
		view_text(view, "type_words", words_label(type->description));
		if (type->description != NULL)
			layout->description = words_label(type->description);
		layout->canonical = arena_printf(arena, "/types/%s", type->id);
	} else {
		view_text(view, "heading", layout->title);
	}
	layout->embed = layout->canonical;
}

/* "Who keeps lists for this area". */
static void
show_keepers(const struct context *context, struct arena *arena,
    struct view *view, const struct place *area)
{
	struct keepers keepers;
	struct tally_counter *counter;

	if (!keepers_read(context, arena, &keepers))
		return;
	counter =
	    tally_new(context->index, context->vocabulary, context->now, arena);
	tally_area(counter, area->gss, TALLY_EVERYBODY);
	keepers_show(&keepers, counter, area, view);
}

static void
show_start(const struct context *context, struct arena *arena,
    struct page *page, const struct about *about)
{
	struct view *view = view_new(arena);
	struct query query;
	struct answer answer;
	struct layout layout = {.flush = true};
	struct query_places places = words_places(context);

	(void)query_parse(
	    NULL, 0, &places, context->vocabulary, arena, &query, NULL, 0);
	show_about(context, view, about, &query, &layout);
	query.limit = 1;
	search_run(context->index, context->vocabulary, &query, context->now,
	    arena, &answer);
	query.limit = QUERY_LIMIT; /* links carry no limit */
	show_types(context, arena, view, &query, &answer, about->type);
	view_long(view, "listings", answer.total);
	view_text(view, "listings_noun",
	    say_plural(answer.total, "service", "services"));
	if (about->type >= 0)
		view_text(view, "all_url",
		    words_search_url(arena, "/search", &query, NULL, 0));
	if (about->area != NULL)
		show_keepers(context, arena, view, about->area);
	else
		view_text(view, "feeds",
		    words_count(arena, context->generation->totals.feeds,
			"source", "sources"));
	view_text(view, "published",
	    words_time(arena, context->generation->totals.published));
	page->caching = CACHE_BROWSE;
	layout_write(context, page, &layout, "home.html", view);
}

enum status
page_home(const struct context *context, const struct request *request UNUSED,
    struct page *page)
{
	struct arena arena = {0};

	show_start(context, &arena, page, &(struct about){.type = -1});
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
		show_start(context, &arena, page,
		    &(struct about){.area = &area, .type = -1});
	}
	arena_clear(&arena);
	return status;
}

enum status
page_type(const struct context *context, const struct request *request,
    struct page *page)
{
	struct arena arena = {0};
	int type =
	    vocabulary_type_find(context->vocabulary, route_segment(request));

	if (type < 0)
		return STATUS_NOT_FOUND;
	show_start(context, &arena, page, &(struct about){.type = type});
	arena_clear(&arena);
	return STATUS_OK;
}

/* Where a short address leads, or NULL; "failed" where we cannot tell. */
static char *
short_target(const struct context *context, struct arena *arena,
    const char *segment, bool *failed)
{
	struct listing listing;
	struct served_gone gone;
	struct place area;
	char moved[LISTING_CODE_TEXT];
	const char *code = segment;
	enum served_result result;

	listing_init(&listing, arena);
	result = served_listing_by_code(context->served, code, arena, &listing);
	if (result == SERVED_NOT_FOUND) {
		result = served_code_moved(context->served, code, moved);
		if (result == SERVED_OK)
			code = moved;
	}
	/* Its page says what became of it. */
	if (result == SERVED_NOT_FOUND)
		result =
		    served_gone_by_code(context->served, code, arena, &gone);
	*failed = result == SERVED_FAILED;
	if (result == SERVED_OK)
		return arena_printf(arena, "/services/%s", code);
	if (served_area_find(context->served, segment, &area) == PLACE_FOUND &&
	    strcmp(area.slug, segment) == 0)
		return arena_printf(arena, "/areas/%s", area.slug);
	return NULL;
}

/*
 * "/7kq4mx" and "/trafford": short addresses to read out or print, so that
 * capitals count as small letters.
 */
enum status
page_short(const struct context *context, const struct request *request,
    struct page *page)
{
	struct arena arena = {0};
	char *segment = arena_strdup(&arena, request->path + 1), *target;
	bool failed;

	for (char *c = segment; *c != '\0'; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	target = short_target(context, &arena, segment, &failed);
	if (target != NULL)
		page->location = xstrdup(target);
	arena_clear(&arena);
	if (page->location != NULL)
		return STATUS_MOVED;
	return failed ? STATUS_UNAVAILABLE : STATUS_NOT_FOUND;
}
