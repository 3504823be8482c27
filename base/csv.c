#include "base/csv.h"

#include <stdbool.h>
#include <string.h>

void
csv_field(struct buf *out, const char *text)
{
	bool formula, quoted;

	if (text == NULL || *text == '\0')
		return;
	formula = strchr("=+-@\t\r", *text) != NULL;
	quoted = formula || strpbrk(text, ",\"\r\n\t;") != NULL ||
		 *text == ' ' || text[strlen(text) - 1] == ' ';
	if (!quoted) {
		buf_add_text(out, text);
		return;
	}
	buf_add_char(out, '"');
	if (formula)
		buf_add_char(out, '\'');
	for (; *text != '\0'; text++) {
		if (*text == '"')
			buf_add_char(out, '"');
		buf_add_char(out, *text);
	}
	buf_add_char(out, '"');
}
