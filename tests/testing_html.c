#include "tests/testing_html.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "tests/testing.h"

#define MAX_ATTRIBUTES 24
#define MAX_DEPTH      40
#define MAX_IDS        200
#define NAME_BYTES     24

static const char name_letters[] = "abcdefghijklmnopqrstuvwxyz"
				   "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				   "0123456789-";

struct span {
	const char *at;
	size_t length;
};

/* A tag as read: <a href="...">, </a>. */
struct tag {
	char name[NAME_BYTES];
	bool closes; /* </a> */
	bool empty;  /* <path/> */
	struct span names[MAX_ATTRIBUTES], values[MAX_ATTRIBUTES];
	size_t count;
	const char *begin, *end;
};

struct checker {
	const char *html;
	char open[MAX_DEPTH][NAME_BYTES];
	size_t depth;
	struct span ids[MAX_IDS], pointers[MAX_IDS];
	size_t ids_count, pointers_count;
};

static void
wrong(const char *what, const char *at)
{
	fail_msg("%s: %.160s", what, at);
}

static bool
span_is(const struct span *span, const char *text)
{
	return strlen(text) == span->length &&
	       strncmp(span->at, text, span->length) == 0;
}

static bool
span_begins(const struct span *span, const char *text)
{
	return strlen(text) <= span->length &&
	       strncmp(span->at, text, strlen(text)) == 0;
}

static const char *
read_attribute(struct tag *tag, const char *at)
{
	struct span *name = &tag->names[tag->count];
	struct span *value = &tag->values[tag->count];

	if (tag->count == MAX_ATTRIBUTES)
		wrong("too many attributes", tag->begin);
	name->at = at;
	name->length = strspn(at, name_letters);
	if (name->length == 0)
		wrong("no name of an attribute", at);
	for (size_t i = 0; i < tag->count; i++)
		if (tag->names[i].length == name->length &&
		    strncmp(tag->names[i].at, at, name->length) == 0)
			wrong("an attribute stands twice", tag->begin);
	at += name->length;
	tag->count++;
	value->at = at;
	value->length = 0;
	if (*at != '=')
		return at;
	if (at[1] != '"')
		wrong("an attribute without quotes", at);
	value->at = at + 2;
	value->length = strcspn(at + 2, "\"");
	at += value->length + 2;
	if (*at != '"' || memchr(value->at, '<', value->length) != NULL)
		wrong("an attribute that does not end", value->at);
	return at + 1;
}

/* Reads the tag at "at"; returns what is behind it. */
static const char *
read_tag(struct tag *tag, const char *at)
{
	size_t length;

	memset(tag, 0, sizeof(*tag));
	tag->begin = at++;
	tag->closes = *at == '/';
	at += tag->closes;
	length = strspn(at, name_letters);
	if (length == 0 || length >= NAME_BYTES)
		wrong("no tag of ours", tag->begin);
	memcpy(tag->name, at, length);
	at += length;
	for (;;) {
		at += strspn(at, " \n");
		if (*at == '/' && at[1] == '>') {
			tag->empty = true;
			at++;
		}
		if (*at == '>')
			break;
		if (*at == '\0' || tag->closes)
			wrong("a tag that does not end", tag->begin);
		at = read_attribute(tag, at);
	}
	tag->end = at + 1;
	return tag->end;
}

static const struct span *
attribute(const struct tag *tag, const char *name)
{
	for (size_t i = 0; i < tag->count; i++)
		if (span_is(&tag->names[i], name))
			return &tag->values[i];
	return NULL;
}

static void
check_address(const struct span *value)
{
	static const char *const schemes[] = {
	    "https://", "http://", "tel:", "sms:", "mailto:", "data:"};

	if (value->length == 0 || *value->at == '/' || *value->at == '#')
		return;
	for (size_t i = 0; i < ARRAY_LEN(schemes); i++)
		if (span_begins(value, schemes[i]) &&
		    value->length > strlen(schemes[i]))
			return;
	wrong("an address that we never use", value->at);
}

static void
remember(struct span *list, size_t *count, const char *at, size_t length)
{
	if (*count == MAX_IDS)
		fail_msg("more ids than a page of ours has");
	list[*count].at = at;
	list[(*count)++].length = length;
}

static void
check_ids(struct checker *checker, const struct tag *tag)
{
	static const char *const pointers[] = {"for", "aria-describedby",
	    "aria-labelledby", "aria-controls", "list"};
	const struct span *id = attribute(tag, "id");
	const struct span *href = attribute(tag, "href");

	for (size_t i = 0; id != NULL && i < checker->ids_count; i++)
		if (checker->ids[i].length == id->length &&
		    strncmp(checker->ids[i].at, id->at, id->length) == 0)
			wrong("an id stands twice", tag->begin);
	if (id != NULL)
		remember(checker->ids, &checker->ids_count, id->at, id->length);
	if (href != NULL && *href->at == '#')
		remember(checker->pointers, &checker->pointers_count,
		    href->at + 1, href->length - 1);
	for (size_t i = 0; i < ARRAY_LEN(pointers); i++) {
		const struct span *list = attribute(tag, pointers[i]);
		size_t at = 0;

		while (list != NULL && at < list->length) {
			size_t length = strcspn(list->at + at, " \"");

			remember(checker->pointers, &checker->pointers_count,
			    list->at + at, length);
			at += length + 1;
		}
	}
}

/* Whatever a browser fetches by itself is a file of ours, or in the page. */
static void
check_fetched(const struct tag *tag)
{
	static const char *const rels[] = {
	    "icon", "canonical", "alternate", "search", "prev", "next"};
	const struct span *type = attribute(tag, "type");
	const struct span *src = attribute(tag, "src");
	const struct span *rel = attribute(tag, "rel");
	bool known = false;

	if (src != NULL && !span_begins(src, "/assets/") &&
	    !(strcmp(tag->name, "iframe") == 0 && span_begins(src, "/embed")))
		wrong("fetches what is not ours", tag->begin);
	if (strcmp(tag->name, "script") == 0 && src == NULL &&
	    (type == NULL || !span_is(type, "application/ld+json")))
		wrong("a script in the page", tag->begin);
	if (strcmp(tag->name, "link") != 0)
		return;
	for (size_t i = 0; rel != NULL && i < ARRAY_LEN(rels); i++)
		known |= span_is(rel, rels[i]);
	if (!known || (span_is(rel, "icon") &&
			  !span_begins(attribute(tag, "href"), "data:")))
		wrong("fetches what is not ours", tag->begin);
}

/* No element does what no element of ours does. */
static void
check_attributes(struct checker *checker, const struct tag *tag)
{
	static const char *const addresses[] = {
	    "href", "src", "action", "data-suggest", "formaction"};

	for (size_t i = 0; i < ARRAY_LEN(addresses); i++) {
		const struct span *value = attribute(tag, addresses[i]);

		if (value != NULL)
			check_address(value);
	}
	for (size_t i = 0; i < tag->count; i++) {
		const struct span *name = &tag->names[i];

		if (span_begins(name, "on") || span_is(name, "style") ||
		    span_is(name, "srcdoc"))
			wrong("what no element of ours has", tag->begin);
	}
	check_fetched(tag);
	check_ids(checker, tag);
}

static bool
is_one_of(const char *name, const char *const names[])
{
	for (size_t i = 0; names[i] != NULL; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

static void
check_nesting(struct checker *checker, const struct tag *tag)
{
	static const char *const voids[] = {
	    "meta", "link", "input", "br", "hr", "img", NULL};
	static const char *const never[] = {
	    "object", "embed", "base", "applet", NULL};

	if (is_one_of(tag->name, never))
		wrong("an element that we never use", tag->begin);
	if (tag->empty || is_one_of(tag->name, voids))
		return;
	if (!tag->closes) {
		if (checker->depth == MAX_DEPTH)
			wrong("too deep", tag->begin);
		strcpy(checker->open[checker->depth++], tag->name);
		return;
	}
	if (checker->depth == 0 ||
	    strcmp(checker->open[checker->depth - 1], tag->name) != 0)
		wrong("not the element that is open", tag->begin);
	checker->depth--;
}

static void
check_pointers(const struct checker *checker)
{
	for (size_t i = 0; i < checker->pointers_count; i++) {
		const struct span *to = &checker->pointers[i];
		bool found = false;

		for (size_t j = 0; j < checker->ids_count; j++)
			found |= checker->ids[j].length == to->length &&
				 strncmp(checker->ids[j].at, to->at,
				     to->length) == 0;
		if (!found)
			wrong("points at an id that is not there", to->at);
	}
}

/* The text of a style sheet is no markup. */
static const char *
skip_style(const struct tag *tag)
{
	const char *end;

	if (strcmp(tag->name, "style") != 0 || tag->closes)
		return tag->end;
	end = strstr(tag->end, "</style>");
	if (end == NULL)
		wrong("a style that does not end", tag->begin);
	return end;
}

static const char *
next_tag(const char *at, struct tag *tag)
{
	at = strchr(at, '<');
	if (at == NULL)
		return NULL;
	read_tag(tag, at);
	return skip_style(tag);
}

void
test_html_check(const char *html)
{
	static const char doctype[] = "<!doctype html>\n";
	struct checker checker = {.html = html};
	/* A part of a page has none, and is one element of ours. */
	bool part = strncmp(html, "<section class=\"signpost\"", 25) == 0;
	const char *at = html + (part ? 0 : sizeof(doctype) - 1);
	struct tag tag;

	if (!part && strncmp(html, doctype, sizeof(doctype) - 1) != 0)
		wrong("no doctype", html);
	while ((at = next_tag(at, &tag)) != NULL) {
		if (!tag.closes)
			check_attributes(&checker, &tag);
		check_nesting(&checker, &tag);
	}
	if (checker.depth > 0)
		wrong("never closed", checker.open[checker.depth - 1]);
	check_pointers(&checker);
}

static void
add_plain(struct buf *out, const char *at, size_t length)
{
	static const struct {
		const char *entity;
		char stands_for;
	} entities[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'},
	    {"&quot;", '"'}, {"&#39;", '\''}};

	while (length > 0) {
		size_t step = 1;
		char c = *at;

		for (size_t i = 0; c == '&' && i < ARRAY_LEN(entities); i++)
			if (strncmp(at, entities[i].entity,
				strlen(entities[i].entity)) == 0) {
				c = entities[i].stands_for;
				step = strlen(entities[i].entity);
				break;
			}
		buf_add_char(out, c);
		at += step;
		length -= step;
	}
}

static char *
keep(struct arena *arena, struct buf *buf)
{
	char *kept = arena_strdup(arena, buf_text(buf));

	buf_clear(buf);
	return kept;
}

char *
test_html_codes(struct arena *arena, const char *html)
{
	static const char mark[] = "<h3><";
	struct buf codes = {0};

	while ((html = strstr(html, mark)) != NULL) {
		const char *at = strstr(html, "/services/");

		if (at == NULL)
			break;
		at += strlen("/services/");
		if (codes.length > 0)
			buf_add_char(&codes, ' ');
		buf_add(&codes, at, strcspn(at, "?\"#"));
		html = at;
	}
	return keep(arena, &codes);
}

char *
test_html_attribute(struct arena *arena, const char *html, const char *mark,
    const char *name, size_t n)
{
	struct tag tag;

	html += strspn(html, " \n");
	if (strncmp(html, "<!", 2) == 0)
		html = strchr(html, '>') + 1;
	while ((html = next_tag(html, &tag)) != NULL) {
		const char *at = memmem(tag.begin,
		    (size_t)(tag.end - tag.begin), mark, strlen(mark));
		const struct span *value = attribute(&tag, name);
		struct buf plain = {0};

		if (at == NULL || value == NULL || n-- > 0)
			continue;
		add_plain(&plain, value->at, value->length);
		return keep(arena, &plain);
	}
	return NULL;
}

char *
test_html_main(struct arena *arena, const char *html)
{
	const char *begin = strstr(html, "<main");
	const char *end = strstr(html, "</main>");

	if (begin == NULL || end == NULL)
		wrong("no main part", html);
	return arena_strndup(arena, begin, (size_t)(end - begin) + 8);
}

char *
test_html_text(struct arena *arena, const char *html)
{
	struct buf plain = {0};

	while (*html != '\0') {
		size_t length = strcspn(html, "<");

		add_plain(&plain, html, length);
		html += length;
		html += strcspn(html, ">");
		html += *html == '>';
	}
	return keep(arena, &plain);
}
