#include "base/html.h"

#include <string.h>

/* What stands for a character in HTML; NULL: it stands for itself. */
static const char *
html_entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

void
html_text(struct buf *out, const char *text)
{
	if (text != NULL)
		html_text_n(out, text, strlen(text));
}

void
html_text_n(struct buf *out, const char *text, size_t length)
{
	size_t begin = 0, at;
	const char *entity;

	for (at = 0; at < length; at++) {
		entity = html_entity(text[at]);
		if (entity == NULL)
			continue;
		buf_add(out, text + begin, at - begin);
		buf_add_text(out, entity);
		begin = at + 1;
	}
	buf_add(out, text + begin, length - begin);
}
