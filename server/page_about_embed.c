/*
 * /about/embed: what a council's web editor pastes, for the area and the
 * types of help chosen there, with how it looks.
 */
#include <string.h>

#include "base/html.h"
#include "base/say.h"
#include "server/layout.h"
#include "server/route.h"
#include "server/words.h"

struct boxes {
	const struct context *context;
	struct arena *arena;
	struct view *view;
	struct query query; /* area and types alone */
	const char *title;  /* "Find mental health support in Westby" */
};

static char *
kept(struct boxes *boxes, struct buf *text)
{
	char *copy = arena_strdup(boxes->arena, buf_text(text));

	buf_clear(text);
	return copy;
}

/* A whole address of the search at a path of ours. */
static char *
address(struct boxes *boxes, const char *path)
{
	return words_absolute(boxes->arena, boxes->context,
	    words_search_url(boxes->arena, path, &boxes->query, NULL, 0));
}

/* Where a link leads: to the area's own page where that says it all. */
static char *
link_address(struct boxes *boxes)
{
	if (boxes->query.types_count > 0 || !boxes->query.has_area)
		return address(
		    boxes, boxes->query.types_count > 0 ? "/search" : "/");
	return words_absolute(boxes->arena, boxes->context,
	    arena_printf(boxes->arena, "/areas/%s", boxes->query.area.slug));
}

static char *
link_code(struct boxes *boxes)
{
	struct buf text = {0};

	buf_add_text(&text, "<a href=\"");
	html_text(&text, link_address(boxes));
	buf_add_text(&text, "\">");
	html_text(&text, boxes->title);
	buf_add_text(&text, "</a>");
	return kept(boxes, &text);
}

static void
add_hidden(struct buf *text, const char *name, const char *value)
{
	buf_printf(
	    text, "\n  <input type=\"hidden\" name=\"%s\" value=\"", name);
	html_text(text, value);
	buf_add_text(text, "\">");
}

static char *
form_code(struct boxes *boxes)
{
	struct buf text = {0};

	buf_printf(&text, "<form action=\"%s/search\" method=\"get\">",
	    boxes->context->site->base_url);
	buf_add_text(&text, "\n  <label>");
	html_text(&text, boxes->title);
	buf_add_text(&text, " <input name=\"q\"></label>");
	if (boxes->query.has_area)
		add_hidden(&text, "area", boxes->query.area.slug);
	for (size_t i = 0; i < boxes->query.types_count; i++)
		add_hidden(&text, "type", boxes->query.types[i]);
	if (boxes->query.locale != NULL)
		add_hidden(&text, "locale", boxes->query.locale);
	buf_printf(&text, "\n  <button>%s</button>\n</form>", _("Search"));
	return kept(boxes, &text);
}

static void
add_attribute(struct buf *text, const char *name, const char *value)
{
	buf_printf(text, " %s=\"", name);
	html_text(text, value);
	buf_add_char(text, '"');
}

static char *
script_code(struct boxes *boxes)
{
	struct buf text = {0}, types = {0};

	for (size_t i = 0; i < boxes->query.types_count; i++)
		buf_printf(
		    &types, "%s%s", i > 0 ? "," : "", boxes->query.types[i]);
	buf_printf(&text,
	    "<script src=\"%s/embed/v1.js\" async></script>\n<signpost-search",
	    boxes->context->site->base_url);
	if (boxes->query.has_area)
		add_attribute(&text, "area", boxes->query.area.slug);
	if (types.length > 0)
		add_attribute(&text, "type", types.data);
	if (boxes->query.locale != NULL)
		add_attribute(&text, "locale", boxes->query.locale);
	buf_printf(&text, ">\n  %s\n</signpost-search>", link_code(boxes));
	buf_clear(&types);
	return kept(boxes, &text);
}

static char *
include_code(struct boxes *boxes)
{
	struct buf text = {0};

	buf_add_text(&text, "<esi:include src=\"");
	html_text(&text, address(boxes, "/embed/fragment"));
	buf_printf(&text, "\"/>\n<!--#include virtual=\"/signpost%s\" -->",
	    words_search_url(
		boxes->arena, "/embed/fragment", &boxes->query, NULL, 0));
	return kept(boxes, &text);
}

static void
show_boxes(struct boxes *boxes)
{
	struct view *view = boxes->view;
	const char *frame = address(boxes, "/embed");

	view_text(view, "form_action",
	    words_absolute(boxes->arena, boxes->context, "/search"));
	view_text(view, "code_title", boxes->title);
	view_text(view, "link_url", link_address(boxes));
	view_text(view, "code_link", link_code(boxes));
	view_text(view, "code_form", form_code(boxes));
	view_text(view, "code_frame",
	    words_frame(boxes->arena, frame, boxes->title, "100%", 640));
	view_text(view, "code_script", script_code(boxes));
	view_text(view, "code_include", include_code(boxes));
	view_text(view, "code_address", link_address(boxes));
	view_text(view, "code_data", address(boxes, "/search.json"));
	/* The preview is framed from where it is read. */
	view_text(view, "preview",
	    words_search_url(boxes->arena, "/embed", &boxes->query, NULL, 0));
}

static bool
chosen(const struct query *query, const char *id)
{
	for (size_t i = 0; i < query->types_count; i++)
		if (strcmp(query->types[i], id) == 0)
			return true;
	return false;
}

static void
show_types(struct boxes *boxes)
{
	const struct vocabulary *vocabulary = boxes->context->vocabulary;

	for (size_t i = 0; i < vocabulary_types_count(vocabulary); i++) {
		const struct vocabulary_type *type =
		    vocabulary_type(vocabulary, i);
		bool on = chosen(&boxes->query, type->id);
		struct view *item;

		if (type->parent >= 0 && !on)
			continue;
		item = view_item(boxes->view, "types");
		view_text(item, "value", type->id);
		view_text(item, "label", words_label(type->label));
		view_flag(item, "on", on);
	}
}

/* Area and types; the rest of a search is not for every visitor. */
static void
read_choice(struct boxes *boxes, const struct request *request)
{
	struct query_places places = words_places(boxes->context);
	struct query_error errors[4];
	struct query asked;
	const char *area = request_parameter(request, "area");
	size_t count = query_parse(request->parameters,
	    request->parameters_count, &places, boxes->context->vocabulary,
	    boxes->arena, &asked, errors, ARRAY_LEN(errors));

	(void)query_parse(NULL, 0, &places, boxes->context->vocabulary,
	    boxes->arena, &boxes->query, NULL, 0);
	/* What is pasted shows this page's language, whatever a visitor's
	 * browser prefers. */
	if (say_now() != 0)
		boxes->query.locale = say_language();
	boxes->query.has_area = asked.has_area;
	boxes->query.area = asked.area;
	memcpy(boxes->query.types, asked.types, sizeof(asked.types));
	boxes->query.types_count = asked.types_count;
	view_text(boxes->view, "area",
	    asked.has_area ? boxes->query.area.name : area);
	for (size_t i = 0; i < count && i < ARRAY_LEN(errors); i++)
		if (strcmp(errors[i].parameter, "area") == 0)
			view_format(boxes->view, "area_error",
			    _("“%s” is no council or ward that we know"),
			    errors[i].given);
	boxes->title = boxes->query.has_area
			   ? arena_printf(boxes->arena,
				 _("Find mental health support in %s"),
				 boxes->query.area.name)
			   : _("Find mental health support");
}

enum status
page_about_embed(const struct context *context, const struct request *request,
    struct page *page)
{
	struct arena arena = {0};
	struct boxes boxes = {
	    .context = context, .arena = &arena, .view = view_new(&arena)};
	struct layout layout = {.title = _("Add this to your website"),
	    .canonical = "/about/embed"};

	read_choice(&boxes, request);
	show_types(&boxes);
	show_boxes(&boxes);
	page->frames_ours = true;
	page->caching = CACHE_BROWSE;
	view_flag(boxes.view, "unmet", context->site->unmet);
	layout_write(context, page, &layout, "about_embed.html", boxes.view);
	arena_clear(&arena);
	return STATUS_OK;
}
