#include "base/fold_name.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

/* "_x0020_": how Access writes what no XML name may hold. */
static bool
is_escape(const char *at)
{
	return at[0] == '_' && at[1] == 'x' &&
	       strspn(at + 2, "0123456789abcdefABCDEF") >= 4 && at[6] == '_';
}

static size_t
fold_plain(const char *name, char *out, size_t size)
{
	size_t length = 0;

	for (; *name != '\0' && length + 1 < size; name++) {
		char c = *name;
		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 'a' - 'A');
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
		    (c & 0x80) != 0)
			out[length++] = c;
	}
	out[length] = '\0';
	return length;
}

void
fold_name_plain(struct buf *out, const char *name)
{
	for (; *name != '\0'; name++) {
		if (is_escape(name)) {
			buf_add_code(out, strtoul(name + 2, NULL, 16));
			name += 6;
		} else {
			buf_add_char(out, *name);
		}
	}
}

size_t
fold_name(const char *name, char *out, size_t size)
{
	struct buf plain = {0};
	size_t length;

	if (strstr(name, "_x") == NULL)
		return fold_plain(name, out, size);
	fold_name_plain(&plain, name);
	length = fold_plain(buf_text(&plain), out, size);
	buf_clear(&plain);
	return length;
}
