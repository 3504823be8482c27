/*
 * /privacy and /accessibility: what is so by how this program is made, and
 * then the operator's own statement, from a file of plain text that
 * signpost.conf names: paragraphs with an empty line between, and headings
 * after "# ".
 */
#include <string.h>

#include "base/say.h"
#include "server/layout.h"
#include "server/route.h"

static void
add_block(struct view *view, const char *name, const char *text, size_t length)
{
	if (length > 0)
		view_text(view_item(view, "blocks"), name,
		    arena_strndup(view_arena(view), text, length));
}

/* A paragraph ends at an empty line, at a heading, or with the text. */
static void
show_text(struct view *view, const char *text)
{
	const char *begin = text; /* of the paragraph */
	size_t length;

	for (; *text != '\0'; text += length + (text[length] == '\n')) {
		bool heading = strncmp(text, "# ", 2) == 0;

		length = strcspn(text, "\n");
		if (length > 0 && !heading)
			continue;
		if (text > begin)
			add_block(
			    view, "words", begin, (size_t)(text - begin) - 1);
		if (heading)
			add_block(view, "head", text + 2, length - 2);
		begin = text + length + (text[length] == '\n');
	}
	length = strlen(begin);
	if (length > 0 && begin[length - 1] == '\n')
		length--;
	add_block(view, "words", begin, length);
}

static enum status
show_statement(const struct context *context, struct page *page,
    const char *title, const char *path, const char *flag, const char *text)
{
	struct arena arena = {0};
	struct view *view = view_new(&arena);
	struct layout layout = {.title = title, .canonical = path};

	view_text(view, "heading", title);
	view_flag(view, flag, true);
	view_flag(view, "unmet", context->site->unmet);
	if (text != NULL)
		show_text(view, text);
	page->caching = CACHE_BROWSE;
	layout_write(context, page, &layout, "statement.html", view);
	arena_clear(&arena);
	return STATUS_OK;
}

enum status
page_privacy(const struct context *context,
    const struct request *request UNUSED, struct page *page)
{
	return show_statement(context, page, _("Privacy and safety"),
	    "/privacy", "privacy", context->site->privacy);
}

enum status
page_accessibility(const struct context *context,
    const struct request *request UNUSED, struct page *page)
{
	return show_statement(context, page, _("Accessibility"),
	    "/accessibility", "accessibility", context->site->accessibility);
}
