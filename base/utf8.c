#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/log.h"

/* How many bytes a character has that starts so; 0: none starts so. */
static size_t
sequence_length(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first >= 0xc2 && first <= 0xdf)
		return 2;
	if (first >= 0xe0 && first <= 0xef)
		return 3;
	if (first >= 0xf0 && first <= 0xf4)
		return 4;
	return 0;
}

size_t
utf8_next(const char *data, size_t length, uint32_t *code)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	static const unsigned char mask[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
	const unsigned char *at = (const unsigned char *)data;
	size_t wanted, i;
	uint32_t value;

	if (length == 0 || at[0] == 0)
		return 0;
	wanted = sequence_length(at[0]);
	if (wanted == 0 || wanted > length)
		return 0;
	value = at[0] & mask[wanted];
	for (i = 1; i < wanted; i++) {
		if ((at[i] & 0xc0) != 0x80)
			return 0;
		value = value << 6 | (at[i] & 0x3f);
	}
	if (value < least[wanted] || value > 0x10ffff ||
	    (value >= 0xd800 && value <= 0xdfff))
		return 0;
	*code = value;
	return wanted;
}

/* Bytes of ASCII at the front, in eights; none of them is NUL. */
static size_t
plain_length(const char *data, size_t length)
{
	const uint64_t each = 0x0101010101010101, high = 0x80 * each;
	uint64_t eight;
	size_t at;

	for (at = 0; length - at >= sizeof(eight); at += sizeof(eight)) {
		memcpy(&eight, data + at, sizeof(eight));
		/* Less one, a zero sets the bit that only others have. */
		if (((eight | (eight - each)) & high) != 0)
			break;
	}
	return at;
}

bool
utf8_valid(const char *data, size_t length)
{
	uint32_t code;
	size_t at, step;

	for (at = 0; at < length; at += step) {
		step = plain_length(data + at, length - at);
		if (step == 0)
			step = utf8_next(data + at, length - at, &code);
		if (step == 0)
			return false;
	}
	return true;
}

void
utf8_mend(char *text)
{
	size_t length = strlen(text), step;
	char *out = text;
	uint32_t code;

	for (; length > 0; text += step, length -= step) {
		step = utf8_next(text, length, &code);
		if (step == 0) {
			step = 1;
			continue;
		}
		memmove(out, text, step);
		out += step;
	}
	*out = '\0';
}

/* Characters that show nothing and only mislead, as utf8_clean() lists. */
static bool
is_invisible(uint32_t code)
{
	static const uint32_t ranges[][2] = {
	    {0x00, 0x08}, {0x0b, 0x0c}, {0x0e, 0x1f}, /* C0 */
	    {0x7f, 0x84}, {0x86, 0x9f},               /* delete and C1 */
	    {0xad, 0xad},                             /* soft hyphen */
	    {0x61c, 0x61c}, {0x180e, 0x180e}, /* marks of direction, vowel */
	    {0x200b, 0x200f},                 /* zero width, direction */
	    {0x202a, 0x202e},                 /* overrides */
	    {0x2060, 0x206f},                 /* joiners, isolates */
	    {0xfdd0, 0xfdef},                 /* noncharacters */
	    {0xfeff, 0xfeff},                 /* byte order mark */
	    {0xfff9, 0xfffb},                 /* interlinear annotation */
	    {0xe0000, 0xe007f},               /* tags */
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(ranges); i++) {
		if (code >= ranges[i][0] && code <= ranges[i][1])
			return true;
	}
	return (code & 0xfffe) == 0xfffe;
}

static bool
is_line_end(uint32_t code)
{
	return code == '\r' || code == 0x85 || code == 0x2028 || code == 0x2029;
}

static char *
map_text(const char *text, utf8proc_option_t options)
{
	utf8proc_uint8_t *mapped = NULL;
	utf8proc_ssize_t length;

	length =
	    utf8proc_map((const utf8proc_uint8_t *)text, 0, &mapped, options);
	if (length == UTF8PROC_ERROR_NOMEM)
		fatal("out of memory");
	if (length < 0) {
		free(mapped);
		return xstrdup(text);
	}
	return (char *)mapped;
}

char *
utf8_clean(const char *text)
{
	size_t length = strlen(text), at, step;
	struct buf kept = {0};
	uint32_t code;
	char *clean;

	for (at = 0; at < length; at += step) {
		step = utf8_next(text + at, length - at, &code);
		if (step == 0) {
			step = 1; /* not UTF-8: our caller's slip, dropped */
			continue;
		}
		if (code == '\r' && text[at + 1] == '\n')
			continue;
		if (is_line_end(code))
			buf_add_char(&kept, '\n');
		else if (!is_invisible(code))
			buf_add(&kept, text + at, step);
	}
	clean = map_text(buf_text(&kept),
	    UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	buf_clear(&kept);
	return clean;
}

char *
utf8_fold(const char *text)
{
	size_t length = 0;
	char *folded;

	while (text[length] != '\0' && (unsigned char)text[length] < 0x80)
		length++;
	/* Most text is ASCII: there it is its small letters. */
	if (text[length] == '\0') {
		folded = xstrndup(text, length);
		for (size_t i = 0; i < length; i++)
			if (folded[i] >= 'A' && folded[i] <= 'Z')
				folded[i] = (char)(folded[i] | 0x20);
		return folded;
	}
	return map_text(text, UTF8PROC_NULLTERM | UTF8PROC_STABLE |
				  UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD |
				  UTF8PROC_STRIPMARK);
}

size_t
utf8_clip(const char *text, size_t max_bytes)
{
	size_t length = strnlen(text, max_bytes);

	if (length < max_bytes || text[length] == '\0')
		return length;
	while (length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80)
		length--;
	return length;
}

size_t
utf8_length(const char *text)
{
	size_t count = 0;

	for (; *text != '\0'; text++) {
		if (((unsigned char)*text & 0xc0) != 0x80)
			count++;
	}
	return count;
}
