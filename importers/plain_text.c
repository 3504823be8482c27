#include "importers/plain_text.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

void
plain_heading(struct buf *out, const char *words)
{
	buf_add_char(out, '\n');
	for (; *words != '\0'; words++)
		buf_add_char(out, (char)toupper((unsigned char)*words));
	buf_add_char(out, '\n');
}

static bool
is_blank(char c)
{
	return (unsigned char)c <= ' ' || c == 0x7f;
}

/* Characters, not bytes: those that continue one do not count. */
static size_t
width_of(const char *text, size_t length)
{
	size_t width = 0;

	for (size_t i = 0; i < length; i++)
		width += ((unsigned char)text[i] & 0xc0) != 0x80;
	return width;
}

static void
blanks(struct buf *out, size_t count)
{
	while (count-- > 0)
		buf_add_char(out, ' ');
}

void
plain_paragraph(
    struct buf *out, const char *lead, size_t indent, const char *text)
{
	size_t column = width_of(lead, strlen(lead));
	bool first = true;

	buf_add_text(out, lead);
	for (;;) {
		size_t length = 0, width;

		while (*text != '\0' && is_blank(*text))
			text++;
		if (*text == '\0')
			break;
		while (text[length] != '\0' && !is_blank(text[length]))
			length++;
		width = width_of(text, length);
		if (!first && column + 1 + width > PLAIN_WIDTH) {
			buf_add_char(out, '\n');
			blanks(out, indent);
			column = indent;
		} else if (!first) {
			buf_add_char(out, ' ');
			column++;
		}
		buf_add(out, text, length);
		column += width;
		text += length;
		first = false;
	}
	buf_add_char(out, '\n');
}

void
plain_printf(
    struct buf *out, const char *lead, size_t indent, const char *format, ...)
{
	struct buf text = {0};
	va_list args;

	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	plain_paragraph(out, lead, indent, buf_text(&text));
	buf_clear(&text);
}
