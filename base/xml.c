#include "base/xml.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"

/* The Char production of XML 1.0, fifth edition, section 2.2. */
static bool
xml_allows(uint32_t code)
{
	if (code < 0x20)
		return code == '\t' || code == '\n' || code == '\r';
	return code != 0xfffe && code != 0xffff;
}

/*
 * A carriage return is written as a reference: a parser would turn it into
 * a newline otherwise (section 2.11).
 */
static void
xml_add(struct buf *out, uint32_t code, const char *bytes, size_t length)
{
	switch (code) {
	case '&':
		buf_add_text(out, "&amp;");
		return;
	case '<':
		buf_add_text(out, "&lt;");
		return;
	case '>':
		buf_add_text(out, "&gt;");
		return;
	case '"':
		buf_add_text(out, "&quot;");
		return;
	case '\'':
		buf_add_text(out, "&#39;");
		return;
	case '\r':
		buf_add_text(out, "&#13;");
		return;
	default:
		buf_add(out, bytes, length);
	}
}

void
xml_text(struct buf *out, const char *text)
{
	size_t length, at, step;
	uint32_t code;

	if (text == NULL)
		return;
	length = strlen(text);
	for (at = 0; at < length; at += step) {
		step = utf8_next(text + at, length - at, &code);
		if (step == 0)
			step = 1; /* not UTF-8, which XML cannot carry */
		else if (xml_allows(code))
			xml_add(out, code, text + at, step);
	}
}
