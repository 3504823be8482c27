/*
 * Head and foot of every page of ours: title, example banner, urgent help
 * in the same place, exit, navigation.  A page fills a view and names its
 * template; layout_write() puts it into the frame.
 */
#ifndef SIGNPOST_LAYOUT_H
#define SIGNPOST_LAYOUT_H

#include "server/page.h"
#include "server/template.h"

struct layout {
	const char *title; /* of the page; the site's name is added */
	const char *description; /* meta, or NULL */
	const char *canonical; /* path of the page's lasting address, or NULL */
	const char *data; /* path of the same as JSON, or NULL */
	const char *linked; /* JSON-LD of what the page is about, or NULL */
	const char *embed; /* path that /oembed makes a frame or link of */
	const char *self; /* its path, where that is not what was asked for */
	/* The search that was posted, as in a button's "s": in another
	 * language it is posted again. */
	const char *posted;
	bool noindex;
	bool flush; /* nothing stands between the urgent numbers and the page */
};

/*
 * "Example data from 2014 to 22 November 2026, not for finding help", which
 * opens every page, embed and answer of an example directory; NULL where
 * the directory is a real one.  In the arena.
 */
const char *layout_example(const struct context *, struct arena *arena);
/*
 * Writes the whole page: layout_head.html, the page's own template and
 * layout_foot.html.  The page's template may use the names of the frame
 * too: site, base_url, example, example_years, urgent, print_urgent,
 * print_from and print_date.
 */
void layout_write(const struct context *, struct page *page,
    const struct layout *layout, const char *template_file,
    struct view *view);
/* As above for the small page that other sites frame (embed_head.html). */
void layout_write_embed(const struct context *, struct page *page,
    const struct layout *layout, const char *template_file,
    struct view *view);
/* The template alone, which may use the names of that frame. */
void layout_write_fragment(const struct context *, struct page *page,
    const char *template_file, struct view *view);
/* A page that says what went wrong, in the same frame; returns the status. */
enum status layout_error(
    const struct context *, struct page *page, enum status status);
/* The same as application/problem+json (RFC 9457). */
enum status problem_error(const struct context *, struct page *page,
    enum status status, const char *detail);
/* One wrong parameter, as data: 400. */
enum status problem_parameter(const struct context *, struct page *page,
    const struct query_error *errors, size_t count);

#endif
