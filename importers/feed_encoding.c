#include "importers/feed_encoding.h"

#include <string.h>

#include "base/alloc.h"

/* 0x80 to 0x9f (Unicode's CP1252.TXT); 0: not assigned. */
static const unsigned short cp1252[32] = {0x20ac, 0, 0x201a, 0x0192, 0x201e,
    0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d,
    0, 0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc,
    0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178};

/* Where ISO-8859-15 differs from ISO-8859-1. */
static const struct {
	unsigned char byte;
	unsigned short code;
} latin9[] = {{0xa4, 0x20ac}, {0xa6, 0x160}, {0xa8, 0x161}, {0xb4, 0x17d},
    {0xb8, 0x17e}, {0xbc, 0x152}, {0xbd, 0x153}, {0xbe, 0x178}};

static const struct {
	const char *name;
	enum feed_encoding_kind kind;
} names[] = {{"utf-8", ENCODING_UTF8}, {"utf8", ENCODING_UTF8},
    {"us-ascii", ENCODING_UTF8}, {"ascii", ENCODING_UTF8},
    {"utf-16", ENCODING_UTF16LE}, {"utf-16le", ENCODING_UTF16LE},
    {"utf-16be", ENCODING_UTF16BE}, {"iso-8859-1", ENCODING_LATIN1},
    {"latin1", ENCODING_LATIN1}, {"iso-8859-15", ENCODING_LATIN9},
    {"latin9", ENCODING_LATIN9}, {"windows-1252", ENCODING_CP1252},
    {"cp1252", ENCODING_CP1252}};

#define READ_LIST \
	"UTF-8, UTF-16, ISO-8859-1, ISO-8859-15 and windows-1252 are read"

/* The head as ASCII: every byte, or every other one of UTF-16. */
static void
ascii_head(const unsigned char *data, size_t length, int step, size_t first,
    char out[FEED_ENCODING_HEAD])
{
	size_t n = 0;

	for (size_t i = first; i < length && n + 1 < FEED_ENCODING_HEAD;
	     i += (size_t)step)
		out[n++] =
		    data[i] >= 0x20 && data[i] < 0x7f ? (char)data[i] : ' ';
	out[n] = '\0';
}

/* The name in encoding="..." of an XML declaration; "" where it has none. */
static void
declared_name(const char *head, char out[40])
{
	const char *end, *at, *close;
	char quote;

	out[0] = '\0';
	if (strncmp(head, "<?xml ", 6) != 0)
		return;
	end = strstr(head, "?>");
	at = strstr(head, "encoding");
	if (end == NULL || at == NULL || at > end)
		return;
	at += 8;
	at += strspn(at, " =");
	quote = *at;
	if (quote != '"' && quote != '\'')
		return;
	close = strchr(at + 1, quote);
	if (close == NULL || close - at - 1 >= 40)
		return;
	memcpy(out, at + 1, (size_t)(close - at - 1));
	out[close - at - 1] = '\0';
}

/* What is this, if it is not XML? */
static const char *
not_xml(const unsigned char *data, size_t length, struct arena *arena)
{
	char head[FEED_ENCODING_HEAD];
	size_t at = 0;

	if (length >= 4 && memcmp(data, "PK\3\4", 4) == 0)
		return "this is a zip or office file, not XML: unpack it, or "
		       "export as XML";
	if (length >= 2 && data[0] == 0x1f && data[1] == 0x8b)
		return "this is a gzip file, not XML: unpack it first";
	if (length >= 5 && memcmp(data, "%PDF-", 5) == 0)
		return "this is a PDF, not XML";
	if (length >= 5 && memcmp(data, "{\\rtf", 5) == 0)
		return "this is Rich Text (RTF), not XML";
	if (length >= 4 && memcmp(data, "\xd0\xcf\x11\xe0", 4) == 0)
		return "this is an old office file, not XML: export as XML";
	if (length >= 5 && memcmp(data, "HTTP/", 5) == 0)
		return "it starts with the headers of a web server's answer: "
		       "save what follows them alone";
	while (
	    at < length && strchr(" \t\r\n", data[at]) != NULL && data[at] != 0)
		at++;
	if (at == length)
		return "there is nothing in it but blanks";
	if (data[at] == '{' || data[at] == '[')
		return "this looks like JSON, not XML";
	if (data[at] == '<')
		return NULL;
	if (data[at] == 0)
		return "this is not XML: it starts with zero bytes";
	if (data[at] < 0x20 || data[at] >= 0x7f)
		return "this is not XML: it starts with bytes that are no "
		       "text";
	ascii_head(data + at, length - at, 1, 0, head);
	return arena_printf(arena,
	    "this is not XML: it starts with '%.20s' where a '<' must stand",
	    head);
}

static const char *
unsupported(const unsigned char *data, size_t length)
{
	if (length >= 4 && (memcmp(data, "\xff\xfe\0\0", 4) == 0 ||
			       memcmp(data, "\0\0\xfe\xff", 4) == 0 ||
			       memcmp(data, "<\0\0\0", 4) == 0 ||
			       memcmp(data, "\0\0\0<", 4) == 0))
		return "it is in UTF-32; " READ_LIST;
	if (length >= 4 && memcmp(data, "\x4c\x6f\xa7\x94", 4) == 0)
		return "it is in EBCDIC; " READ_LIST;
	return NULL;
}

static bool
wide(enum feed_encoding_kind kind)
{
	return kind == ENCODING_UTF16LE || kind == ENCODING_UTF16BE;
}

static const char *
agree(struct feed_encoding *encoding, bool marked, const char *declared,
    struct arena *arena)
{
	static const char *const shown[] = {
	    [ENCODING_UTF8] = "UTF-8",
	    [ENCODING_UTF16LE] = "UTF-16",
	    [ENCODING_UTF16BE] = "UTF-16",
	};
	enum feed_encoding_kind kind = encoding->kind;
	size_t i;

	if (*declared == '\0')
		return NULL;
	for (i = 0; i < ARRAY_LEN(names); i++)
		if (strcasecmp(names[i].name, declared) == 0)
			break;
	if (i == ARRAY_LEN(names))
		return arena_printf(arena,
		    "it declares the encoding '%.39s', which is not read here; " READ_LIST,
		    declared);
	if (wide(kind) && wide(names[i].kind) &&
	    (strcasecmp(declared, "utf-16") == 0 || names[i].kind == kind))
		return NULL;
	if (wide(kind) || wide(names[i].kind) ||
	    (marked && names[i].kind != kind))
		return arena_printf(arena,
		    "it declares the encoding %s, but its first bytes are %s: "
		    "was it converted without changing its first line?",
		    declared, shown[kind]);
	encoding->kind = names[i].kind;
	return NULL;
}

const char *
feed_encoding_detect(struct feed_encoding *encoding, const void *bytes,
    size_t length, size_t *skip, struct arena *arena)
{
	const unsigned char *data = bytes;
	char head[FEED_ENCODING_HEAD], declared[40];
	const char *wrong = unsupported(data, length);

	*encoding = (struct feed_encoding){.kind = ENCODING_UTF8};
	*skip = 0;
	if (wrong != NULL)
		return wrong;
	if (length >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0) {
		*skip = 3;
	} else if (length >= 2 && memcmp(data, "\xff\xfe", 2) == 0) {
		encoding->kind = ENCODING_UTF16LE;
		*skip = 2;
	} else if (length >= 2 && memcmp(data, "\xfe\xff", 2) == 0) {
		encoding->kind = ENCODING_UTF16BE;
		*skip = 2;
	} else if (length >= 4 && memcmp(data, "<\0", 2) == 0 && data[3] == 0) {
		encoding->kind = ENCODING_UTF16LE;
	} else if (length >= 4 && memcmp(data, "\0<\0", 3) == 0) {
		encoding->kind = ENCODING_UTF16BE;
	}
	if (*skip == length && length > 0)
		return "there is nothing in it but a byte order mark";
	if (*skip == 3 && length >= 6 && memcmp(data + 3, data, 3) == 0)
		return "it starts with two byte order marks: was it converted "
		       "twice?";
	if (!wide(encoding->kind)) {
		wrong = not_xml(data + *skip, length - *skip, arena);
		if (wrong != NULL)
			return wrong;
	}
	ascii_head(data, length, wide(encoding->kind) ? 2 : 1,
	    *skip + (encoding->kind == ENCODING_UTF16BE), head);
	declared_name(head, declared);
	return agree(encoding, *skip > 0, declared, arena);
}

static bool
add_unit(struct feed_encoding *encoding, unsigned unit, struct buf *out)
{
	if (encoding->surrogate != 0) {
		if (unit < 0xdc00 || unit > 0xdfff)
			return false;
		buf_add_code(out, 0x10000 +
				      ((encoding->surrogate - 0xd800) << 10) +
				      (unit - 0xdc00));
		encoding->surrogate = 0;
		return true;
	}
	if (unit >= 0xdc00 && unit <= 0xdfff)
		return false;
	if (unit >= 0xd800 && unit <= 0xdbff)
		encoding->surrogate = unit;
	else
		buf_add_code(out, unit);
	return true;
}

static bool
convert_wide(struct feed_encoding *encoding, const unsigned char *data,
    size_t length, struct buf *out)
{
	for (size_t i = 0; i < length; i++) {
		const unsigned char *pair = encoding->held;
		unsigned unit;

		encoding->held[encoding->held_count++] = data[i];
		if (encoding->held_count < 2)
			continue;
		encoding->held_count = 0;
		unit = encoding->kind == ENCODING_UTF16LE
			   ? pair[0] | (unsigned)pair[1] << 8
			   : pair[1] | (unsigned)pair[0] << 8;
		if (!add_unit(encoding, unit, out))
			return false;
	}
	return true;
}

static unsigned
single_code(struct feed_encoding *encoding, unsigned char byte)
{
	if (byte < 0x80)
		return byte;
	if (byte < 0xa0) {
		if (encoding->kind == ENCODING_CP1252 && cp1252[byte - 0x80])
			return cp1252[byte - 0x80];
		encoding->controls++;
		return byte;
	}
	for (size_t i = 0;
	     encoding->kind == ENCODING_LATIN9 && i < ARRAY_LEN(latin9); i++)
		if (latin9[i].byte == byte)
			return latin9[i].code;
	return byte;
}

void
feed_encoding_add_1252(struct buf *out, unsigned char byte)
{
	unsigned code = byte;

	if (byte >= 0x80 && byte < 0xa0 && cp1252[byte - 0x80] != 0)
		code = cp1252[byte - 0x80];
	buf_add_code(out, code);
}

bool
feed_encoding_convert(struct feed_encoding *encoding, const void *bytes,
    size_t length, struct buf *out)
{
	const unsigned char *data = bytes;

	if (encoding->kind == ENCODING_UTF8) {
		buf_add(out, data, length);
		return true;
	}
	if (wide(encoding->kind))
		return convert_wide(encoding, data, length, out);
	for (size_t i = 0; i < length; i++)
		buf_add_code(out, single_code(encoding, data[i]));
	return true;
}

bool
feed_encoding_cut(const struct feed_encoding *encoding)
{
	return encoding->held_count > 0 || encoding->surrogate != 0;
}
