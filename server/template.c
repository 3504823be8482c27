#include "server/template.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/html.h"
#include "base/log.h"
#include "base/say.h"
#include "server/template_source.h"
#include "server/view.h"

#define TEMPLATE_MAX_FILES 64 /* all our templates and assets */
#define TEMPLATE_MAX_DEPTH 16 /* sections within each other in one file */

enum node_kind {
	NODE_MARKUP,   /* bytes of the file, written as they stand */
	NODE_TEXT,     /* {{name}} */
	NODE_SECTION,  /* {{#name}}, to nodes[end] */
	NODE_INVERTED, /* {{^name}}, to nodes[end] */
	NODE_FILE,     /* {{>file}} */
	NODE_LINK,     /* {{name}} as an address: href="{{name}}" */
	NODE_LOCALE,   /* behind an address of ours: href="/about" */
};

struct node {
	enum node_kind kind;
	char *name; /* of a value or a file */
	const char *markup;
	size_t length;
	size_t end; /* of a section: the node behind its last */
	const struct template *template; /* of NODE_FILE */
};

struct template
{
	const char *name;
	const struct embedded *file;
	char *source; /* the file in the set's language */
	struct node *nodes;
	size_t count;
	bool visited; /* while looking for a template within itself */
};

/* All files in one language. */
struct template_set {
	struct template templates[TEMPLATE_MAX_FILES];
	size_t count;
};

static struct template_set sets[SAY_MAX_CATALOGUES + 1];

/* What one file is parsed with. */
struct parser {
	struct template *template;
	const char *text, *at;
	size_t open[TEMPLATE_MAX_DEPTH]; /* sections not closed yet */
	size_t depth;
	char *error;
	size_t error_size;
};

static bool
parser_error(struct parser *parser, const char *what, const char *tag)
{
	const char *at;
	int line = 1;

	for (at = parser->text; at < parser->at; at++)
		line += *at == '\n';
	snprintf(parser->error, parser->error_size, "%s: line %d: %s: %s",
	    parser->template->file->name, line, tag, what);
	return false;
}

static struct node *
parser_node(struct parser *parser, enum node_kind kind)
{
	struct template *template = parser->template;
	struct node *node;

	template->nodes = grow_array(
	    template->nodes, template->count, sizeof(*template->nodes));
	node = &template->nodes[template->count++];
	memset(node, 0, sizeof(*node));
	node->kind = kind;
	return node;
}

static void
parser_plain(struct parser *parser, const char *from, const char *to)
{
	struct node *node;

	if (from == to)
		return;
	node = parser_node(parser, NODE_MARKUP);
	node->markup = from;
	node->length = (size_t)(to - from);
}

/* What leads on in the visitor's language: see template.h. */
static const char *const link_attributes[] = {
    "href=\"", "action=\"", "data-suggest=\""};

/* Does the text end with one of those, so that an address follows? */
static bool
opens_link(const char *text, const char *end)
{
	for (size_t i = 0; i < ARRAY_LEN(link_attributes); i++) {
		size_t length = strlen(link_attributes[i]);

		if ((size_t)(end - text) >= length &&
		    memcmp(end - length, link_attributes[i], length) == 0)
			return true;
	}
	return false;
}

/* Behind each address of ours, before its quote, stands NODE_LOCALE. */
static void
parser_markup(struct parser *parser, const char *from, const char *to)
{
	const char *at, *end;

	for (at = from; at < to; at++) {
		if (*at != '/' || !opens_link(from, at))
			continue;
		end = at + strcspn(at, "\"#");
		if (end >= to)
			break;
		parser_plain(parser, from, end);
		parser_node(parser, NODE_LOCALE);
		from = at = end;
	}
	parser_plain(parser, from, to);
}

static bool
parser_open(struct parser *parser, enum node_kind kind, const char *name)
{
	if (parser->depth == TEMPLATE_MAX_DEPTH)
		return parser_error(parser, "sections too deep", name);
	parser->open[parser->depth++] = parser->template->count;
	parser_node(parser, kind)->name = xstrdup(name);
	return true;
}

static bool
parser_close(struct parser *parser, const char *name)
{
	struct node *node;

	if (parser->depth == 0)
		return parser_error(parser, "closes what is not open", name);
	node = &parser->template->nodes[parser->open[--parser->depth]];
	if (strcmp(node->name, name) != 0)
		return parser_error(
		    parser, "another section is open here", name);
	node->end = parser->template->count;
	return true;
}

static bool
parser_value(struct parser *parser, const char *name)
{
	/* An escaped value is safe as text and in quotes, nowhere else. */
	if (parser->at > parser->text && parser->at[-1] == '=')
		return parser_error(
		    parser, "a value as an attribute needs quotes", name);
	parser_node(parser,
	    opens_link(parser->text, parser->at) ? NODE_LINK : NODE_TEXT)
	    ->name = xstrdup(name);
	return true;
}

static bool
is_name(const char *name)
{
	if (strcmp(name, ".") == 0)
		return true;
	return *name != '\0' &&
	       name[strspn(name, "abcdefghijklmnopqrstuvwxyz_0123456789")] ==
		   '\0';
}

/* One tag: "tag" is what stands between the braces. */
static bool
parser_tag(struct parser *parser, const char *tag)
{
	char mark = *tag;
	const char *name =
	    tag + (mark != '\0' && strchr("#^/>!", mark) != NULL);

	if (mark == '!')
		return true;
	if (mark == '>') {
		parser_node(parser, NODE_FILE)->name = xstrdup(name);
		return true;
	}
	if (!is_name(name))
		return parser_error(parser, "this is no tag", tag);
	if (mark == '#')
		return parser_open(parser, NODE_SECTION, name);
	if (mark == '^')
		return parser_open(parser, NODE_INVERTED, name);
	if (mark == '/')
		return parser_close(parser, name);
	return parser_value(parser, name);
}

static bool
template_parse(struct parser *parser)
{
	const char *open, *close, *rest = parser->text;
	char *tag;
	bool good;

	while ((open = strstr(rest, "{{")) != NULL) {
		parser->at = open;
		parser_markup(parser, rest, open);
		close = strstr(open, "}}");
		if (close == NULL)
			return parser_error(parser, "is not closed", "{{");
		tag = xstrndup(open + 2, (size_t)(close - open - 2));
		good = parser_tag(parser, tag);
		free(tag);
		if (!good)
			return false;
		rest = close + 2;
	}
	parser->at = parser->text + strlen(parser->text);
	parser_markup(parser, rest, parser->at);
	if (parser->depth > 0)
		return parser_error(parser, "is not closed",
		    parser->template->nodes[parser->open[parser->depth - 1]]
			.name);
	return true;
}

static struct template *
template_find(struct template_set *set, const char *name)
{
	size_t i;

	for (i = 0; i < set->count; i++) {
		if (strcmp(set->templates[i].name, name) == 0)
			return &set->templates[i];
	}
	return NULL;
}

/* Finds the files that a template names; none may name itself again. */
static bool
template_link(struct template_set *set, struct template *template, char *error,
    size_t error_size)
{
	struct template *other;
	size_t i;

	if (template->visited) {
		snprintf(error, error_size, "%s: contains itself",
		    template->file->name);
		return false;
	}
	template->visited = true;
	for (i = 0; i < template->count; i++) {
		if (template->nodes[i].kind != NODE_FILE)
			continue;
		other = template_find(set, template->nodes[i].name);
		if (other == NULL) {
			snprintf(error, error_size, "%s: there is no file %s",
			    template->file->name, template->nodes[i].name);
			return false;
		}
		template->nodes[i].template = other;
		if (!template_link(set, other, error, error_size))
			return false;
	}
	template->visited = false;
	return true;
}

static void
templates_clear(struct template_set *set)
{
	struct template *template;
	size_t i;

	while (set->count > 0) {
		template = &set->templates[--set->count];
		for (i = 0; i < template->count; i++)
			free(template->nodes[i].name);
		free(template->nodes);
		free(template->source);
		memset(template, 0, sizeof(*template));
	}
}

static bool
is_html(const char *name)
{
	size_t length = strlen(name);

	return length > 5 && strcmp(name + length - 5, ".html") == 0;
}

static bool
template_add(struct template_set *set, int language,
    const struct embedded *file, char *error, size_t error_size)
{
	const char *slash = strrchr(file->name, '/');
	struct parser parser = {0};

	assert(set->count < TEMPLATE_MAX_FILES);
	parser.template = &set->templates[set->count++];
	parser.template->file = file;
	parser.template->name = slash != NULL ? slash + 1 : file->name;
	parser.text = parser.at = file->data;
	parser.error = error;
	parser.error_size = error_size;
	if (!is_html(file->name)) {
		parser_plain(&parser, file->data, file->data + file->length);
		return true;
	}
	parser.template->source =
	    template_source(file->data, language, &parser.at);
	if (parser.template->source == NULL)
		return parser_error(&parser, "is not closed", "{{_}}");
	parser.text = parser.at = parser.template->source;
	return template_parse(&parser);
}

static bool
set_load(struct template_set *set, int language, const struct embedded *table,
    char *error, size_t error_size)
{
	size_t i;

	for (; table->name != NULL; table++) {
		if (!template_add(set, language, table, error, error_size))
			return false;
	}
	for (i = 0; i < set->count; i++) {
		if (!template_link(set, &set->templates[i], error, error_size))
			return false;
	}
	return true;
}

bool
templates_load(const struct embedded *table, char *error, size_t error_size)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(sets); i++)
		templates_clear(&sets[i]);
	for (i = 0; i < say_count(); i++) {
		if (!set_load(&sets[i], (int)i, table, error, error_size))
			return false;
	}
	return true;
}

/* Both made while building. */
extern const struct embedded server_files[];
extern const struct say_catalogue po_catalogues[];

void
templates_init(void)
{
	char error[256];

	if (!say_load(po_catalogues))
		fatal("the catalogues of other languages are damaged");
	if (!templates_load(server_files, error, sizeof(error)))
		fatal("%s", error);
}

const struct embedded *
template_file(const char *file)
{
	const struct template *template = template_find(&sets[0], file);

	assert(template != NULL);
	return template->file;
}

/* Where names are looked for: the innermost group, and what is around it. */
struct scope {
	const struct view *view; /* or NULL */
	const char *self;        /* what {{.}} is here, or NULL */
	const struct scope *outer;
};

static const struct view_value *
scope_find(const struct scope *scope, const char *name)
{
	const struct view_value *value;

	for (; scope != NULL; scope = scope->outer) {
		value =
		    scope->view != NULL ? view_find(scope->view, name) : NULL;
		if (value != NULL)
			return value->kind != VIEW_ABSENT ? value : NULL;
	}
	return NULL;
}

static void
write_text(struct buf *out, const char *name, const struct scope *scope)
{
	const struct view_value *value;

	if (strcmp(name, ".") == 0) {
		while (scope != NULL && scope->self == NULL)
			scope = scope->outer;
		if (scope != NULL)
			html_text(out, scope->self);
		return;
	}
	value = scope_find(scope, name);
	if (value != NULL && value->kind == VIEW_TEXT)
		html_text(out, value->text);
}

/* What asks for the language of this answer again, in an address of ours. */
static void
write_locale(struct buf *out, char before)
{
	if (!say_kept())
		return;
	buf_add_text(out, before == '?' ? "?locale=" : "&amp;locale=");
	buf_add_text(out, say_language());
}

static void
write_link(struct buf *out, const char *name, const struct scope *scope)
{
	const struct view_value *value = scope_find(scope, name);
	char *path;
	size_t length;

	if (value == NULL || value->kind != VIEW_TEXT)
		return;
	if (!say_kept() || value->text[0] != '/' ||
	    strstr(value->text, "locale=") != NULL) {
		html_text(out, value->text);
		return;
	}
	length = strcspn(value->text, "#");
	path = xstrndup(value->text, length);
	html_text(out, path);
	write_locale(out, strchr(path, '?') != NULL ? '&' : '?');
	html_text(out, value->text + length);
	free(path);
}

static void write_nodes(struct buf *, const struct template *, size_t begin,
    size_t end, const struct scope *);

static void
write_section(struct buf *out, const struct template *template, size_t at,
    const struct scope *outer)
{
	const struct node *node = &template->nodes[at];
	const struct view_value *value = scope_find(outer, node->name);
	struct scope scope = {.outer = outer};

	if (value == NULL)
		return;
	if (value->kind == VIEW_TEXT || value->kind == VIEW_FLAG) {
		scope.self = value->kind == VIEW_TEXT ? value->text : NULL;
		write_nodes(out, template, at + 1, node->end, &scope);
		return;
	}
	for (scope.view = value->first; scope.view != NULL;
	     scope.view = scope.view->next) {
		scope.self = scope.view->self;
		write_nodes(out, template, at + 1, node->end, &scope);
	}
}

static void
write_nodes(struct buf *out, const struct template *template, size_t begin,
    size_t end, const struct scope *scope)
{
	const struct node *node;
	size_t i;

	for (i = begin; i < end; i++) {
		node = &template->nodes[i];
		switch (node->kind) {
		case NODE_MARKUP:
			buf_add(out, node->markup, node->length);
			break;
		case NODE_TEXT:
			write_text(out, node->name, scope);
			break;
		case NODE_LINK:
			write_link(out, node->name, scope);
			break;
		case NODE_LOCALE:
			write_locale(out, '?');
			break;
		case NODE_SECTION:
			write_section(out, template, i, scope);
			i = node->end - 1;
			break;
		case NODE_INVERTED:
			if (scope_find(scope, node->name) != NULL)
				i = node->end - 1;
			break;
		case NODE_FILE:
			write_nodes(out, node->template, 0,
			    node->template->count, scope);
			break;
		}
	}
}

void
template_write(struct buf *out, const char *file, const struct view *view,
    const struct view *around)
{
	const struct template *template = template_find(&sets[say_now()], file);
	struct scope outer = {.view = around};
	struct scope scope = {.view = view, .outer = &outer};

	assert(template != NULL);
	write_nodes(out, template, 0, template->count, &scope);
}
