/*
 * The paths within a condition, function call or [predicate]: they tell
 * which elements and attributes an expression looks at beside what it gives.
 * What is cut wrongly does not compile, and is only missing from a report.
 */
#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "importers/xpath_parts.h"

#define TOUCH_DEPTH 4 /* predicates within predicates */

/* How long the operator at "at" is; 0 where there is none. */
static size_t
operator_length(const char *at)
{
	static const char *const words[] = {
	    " and ", " or ", " div ", " mod ", " - ", " * "};

	if (strchr("=!<>+|,()", *at) != NULL)
		return 1;
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strncmp(at, words[i], strlen(words[i])) == 0)
			return strlen(words[i]);
	return 0;
}

/* Bytes of the quoted text at "at". */
static size_t
quoted_length(const char *at, const char *end)
{
	const char *close = memchr(at + 1, *at, (size_t)(end - at - 1));

	return close != NULL ? (size_t)(close - at) + 1 : (size_t)(end - at);
}

/* Bytes of the predicate at "at", with its brackets. */
static size_t
predicate_length(const char *at, const char *end)
{
	const char *start = at;
	int depth = 0;

	while (at < end) {
		if (*at == '\'' || *at == '"') {
			at += quoted_length(at, end);
			continue;
		}
		depth += (*at == '[') - (*at == ']');
		at++;
		if (depth == 0)
			break;
	}
	return (size_t)(at - start);
}

/* "path", as seen from "above". */
static void
join(struct buf *out, const char *above, const char *path)
{
	if (*above != '\0' && *path != '/') {
		buf_add_text(out, above);
		if (strcmp(path, ".") == 0)
			return;
		buf_add_char(out, '/');
	}
	buf_add_text(out, path);
}

static void
give(struct buf *path, const char *above, xpath_touch_cb *each, void *arg)
{
	struct buf whole = {0};
	const char *text = buf_text(path);

	text += strspn(text, " ");
	while (path->length > 0 && path->data[path->length - 1] == ' ')
		path->data[--path->length] = '\0';
	if (*text != '\0' && !isdigit((unsigned char)*text) &&
	    strcmp(text, "and") != 0 && strcmp(text, "or") != 0) {
		join(&whole, above, text);
		each(arg, buf_text(&whole));
	}
	buf_clear(&whole);
	buf_reset(path);
}

static void
look(const char *text, const char *end, const char *above, int depth,
    xpath_touch_cb *each, void *arg)
{
	struct buf path = {0}, inner = {0};
	bool cut = depth > 0; /* a whole expression is read as it is */
	size_t step;

	for (; text < end; text += step) {
		step = 1;
		if (*text == '\'' || *text == '"') {
			step = quoted_length(text, end);
		} else if (*text == '[') {
			step = predicate_length(text, end);
			buf_reset(&inner);
			join(&inner, above,
			    buf_text(&path) + strspn(buf_text(&path), " "));
			if (depth < TOUCH_DEPTH && step > 2)
				look(text + 1, text + step - 1,
				    buf_text(&inner), depth + 1, each, arg);
		} else if (strncmp(text, "()", 2) == 0) {
			step = 2; /* text(), node(), last() */
			buf_add(&path, text, step);
		} else if (operator_length(text) > 0) {
			step = operator_length(text);
			if (*text != '(') /* no function's name */
				give(&path, above, each, arg);
			buf_reset(&path);
			cut = true;
		} else {
			buf_add_char(&path, *text);
		}
	}
	if (cut)
		give(&path, above, each, arg);
	buf_clear(&path);
	buf_clear(&inner);
}

void
xpath_touches(const char *text, xpath_touch_cb *each, void *arg)
{
	look(text, text + strlen(text), "", 0, each, arg);
}
