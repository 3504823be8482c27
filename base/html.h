/* Text into HTML: the only place where it is escaped. */
#ifndef SIGNPOST_HTML_H
#define SIGNPOST_HTML_H

#include "base/buf.h"

/* Escapes & < > " ' so that it is safe as text and in a quoted attribute. */
void html_text(struct buf *out, const char *text);
void html_text_n(struct buf *out, const char *text, size_t length);

/* Our own markup: only a string literal satisfies it. */
#define html_markup(out, literal) \
	buf_add((out), "" literal, sizeof(literal) - 1)

#endif
