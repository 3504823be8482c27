/*
 * HTML from template files that a designer can read (server/templates/),
 * built in, parsed once at start.  Everything a template inserts is escaped
 * by html_text(); there is no way to insert markup.
 *
 *   {{name}}               the text "name", escaped; nothing where not given
 *   {{#name}}...{{/name}}  once where "name" is a text, flag or group that
 *                          is given; once for each item where it is a list
 *   {{^name}}...{{/name}}  where it is not given (or an empty list)
 *   {{>file}}              another template in this place; a file that does
 *                          not end in .html (a style sheet) as it stands
 *   {{_}}words{{/_}}       words in the page's language, with the tags in
 *                          them: a message of po/ (template_source.h)
 *   {{@en}}                lang="en" where the page is in another language,
 *                          for words of a listing (template_source.h)
 *   {{! words }}           a comment
 * A name is looked for in the innermost group first, then outwards; one that
 * was set there to NULL, "" or false hides an outer one.
 * Inside a list of texts, or a section on a text, {{.}} is the text.
 * A value as an attribute stands in quotes: <a href="{{url}}">.
 * Where the address of a page names its language, its links to pages of ours
 * do too: href, action and data-suggest whose value begins with "/".
 */
#ifndef SIGNPOST_TEMPLATE_H
#define SIGNPOST_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/compiler.h"
#include "base/embed.h"

/* A group of named values; all memory is the arena's. */
struct view;

struct view *view_new(struct arena *arena);
/*
 * A name is a string literal.  A text is borrowed until the template has
 * been written; NULL or "" is not given.
 */
void view_text(struct view *, const char *name, const char *text);
void view_format(struct view *, const char *name, const char *format, ...)
    PRINTF_LIKE(3, 4);
void view_long(struct view *, const char *name, long number); /* "1,227" */
void view_flag(struct view *, const char *name, bool value);
struct view *view_group(struct view *, const char *name); /* a new group */
struct view *view_item(struct view *, const char *list); /* appends an item */
void view_item_text(struct view *, const char *list, const char *text);
struct arena *view_arena(const struct view *);

/*
 * Parses all built-in templates, once for each language that we have (those
 * of po/, which it takes up first); a mistake in one ends the process.
 */
void templates_init(void);
/*
 * As above from a table of files, in place of what was parsed before (tests
 * alone use it).  False: "error" has file, line and what is wrong.
 */
bool templates_load(const struct embedded *table, char *error,
    size_t error_size) MUST_CHECK;
/* A built-in file as it stands, by its name ("style.css"); never NULL. */
const struct embedded *template_file(const char *file);
/*
 * Writes template "file" ("search.html") in the language that is spoken now
 * (base/say.h).  Names that are not in "view" are looked for in "around"
 * (NULL: nowhere).
 */
void template_write(struct buf *out, const char *file,
    const struct view *view, const struct view *around);

#endif
