/*
 * HTML inside a text to text that is safe to show: blocks and list items
 * become lines, links keep their address, pictures, scripts and styles go.
 * Nothing here trusts the markup: what is no tag we know the shape of stays
 * as written.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "importers/filter_list.h"

#define TAG_MAX_BYTES 4096 /* a longer "tag" is text */
#define REF_MAX_BYTES 12   /* "&thetasym;": the longest we look for */

static const struct {
	const char *name;
	unsigned code;
} named_refs[] = {
    {"amp", '&'},
    {"lt", '<'},
    {"gt", '>'},
    {"quot", '"'},
    {"apos", '\''},
    {"nbsp", 0xa0},
    {"pound", 0xa3},
    {"copy", 0xa9},
    {"reg", 0xae},
    {"deg", 0xb0},
    {"middot", 0xb7},
    {"frac14", 0xbc},
    {"frac12", 0xbd},
    {"frac34", 0xbe},
    {"times", 0xd7},
    {"agrave", 0xe0},
    {"aacute", 0xe1},
    {"acirc", 0xe2},
    {"atilde", 0xe3},
    {"auml", 0xe4},
    {"aring", 0xe5},
    {"aelig", 0xe6},
    {"ccedil", 0xe7},
    {"egrave", 0xe8},
    {"eacute", 0xe9},
    {"ecirc", 0xea},
    {"euml", 0xeb},
    {"igrave", 0xec},
    {"iacute", 0xed},
    {"icirc", 0xee},
    {"iuml", 0xef},
    {"ntilde", 0xf1},
    {"ograve", 0xf2},
    {"oacute", 0xf3},
    {"ocirc", 0xf4},
    {"ouml", 0xf6},
    {"oslash", 0xf8},
    {"ugrave", 0xf9},
    {"uacute", 0xfa},
    {"ucirc", 0xfb},
    {"uuml", 0xfc},
    {"yacute", 0xfd},
    {"wcirc", 0x175},
    {"ycirc", 0x177},
    {"ndash", 0x2013},
    {"mdash", 0x2014},
    {"lsquo", 0x2018},
    {"rsquo", 0x2019},
    {"sbquo", 0x201a},
    {"ldquo", 0x201c},
    {"rdquo", 0x201d},
    {"bull", 0x2022},
    {"hellip", 0x2026},
    {"euro", 0x20ac},
    {"trade", 0x2122},
    {"iexcl", 0xa1},
    {"cent", 0xa2},
    {"curren", 0xa4},
    {"yen", 0xa5},
    {"brvbar", 0xa6},
    {"sect", 0xa7},
    {"uml", 0xa8},
    {"ordf", 0xaa},
    {"laquo", 0xab},
    {"not", 0xac},
    {"macr", 0xaf},
    {"plusmn", 0xb1},
    {"sup2", 0xb2},
    {"sup3", 0xb3},
    {"acute", 0xb4},
    {"micro", 0xb5},
    {"para", 0xb6},
    {"cedil", 0xb8},
    {"sup1", 0xb9},
    {"ordm", 0xba},
    {"raquo", 0xbb},
    {"iquest", 0xbf},
    {"Agrave", 0xc0},
    {"Aacute", 0xc1},
    {"Acirc", 0xc2},
    {"Atilde", 0xc3},
    {"Auml", 0xc4},
    {"Aring", 0xc5},
    {"AElig", 0xc6},
    {"Ccedil", 0xc7},
    {"Egrave", 0xc8},
    {"Eacute", 0xc9},
    {"Ecirc", 0xca},
    {"Euml", 0xcb},
    {"Igrave", 0xcc},
    {"Iacute", 0xcd},
    {"Icirc", 0xce},
    {"Iuml", 0xcf},
    {"ETH", 0xd0},
    {"Ntilde", 0xd1},
    {"Ograve", 0xd2},
    {"Oacute", 0xd3},
    {"Ocirc", 0xd4},
    {"Otilde", 0xd5},
    {"Ouml", 0xd6},
    {"Oslash", 0xd8},
    {"Ugrave", 0xd9},
    {"Uacute", 0xda},
    {"Ucirc", 0xdb},
    {"Uuml", 0xdc},
    {"Yacute", 0xdd},
    {"THORN", 0xde},
    {"szlig", 0xdf},
    {"eth", 0xf0},
    {"otilde", 0xf5},
    {"divide", 0xf7},
    {"thorn", 0xfe},
    {"yuml", 0xff},
    {"OElig", 0x152},
    {"oelig", 0x153},
    {"Scaron", 0x160},
    {"scaron", 0x161},
    {"Yuml", 0x178},
    {"fnof", 0x192},
    {"circ", 0x2c6},
    {"tilde", 0x2dc},
    {"ensp", 0x2002},
    {"emsp", 0x2003},
    {"thinsp", 0x2009},
    {"bdquo", 0x201e},
    {"dagger", 0x2020},
    {"Dagger", 0x2021},
    {"permil", 0x2030},
    {"prime", 0x2032},
    {"Prime", 0x2033},
    {"lsaquo", 0x2039},
    {"rsaquo", 0x203a},
    {"frasl", 0x2044},
    {"larr", 0x2190},
    {"uarr", 0x2191},
    {"rarr", 0x2192},
    {"darr", 0x2193},
    {"minus", 0x2212},
    {"infin", 0x221e},
    {"asymp", 0x2248},
    {"ne", 0x2260},
    {"le", 0x2264},
    {"ge", 0x2265},
    {"zwnj", 0},
    {"zwj", 0},
    {"shy", 0},
};

static void
add_code(struct buf *out, unsigned long code)
{
	if ((code >= 0x20 || code == '\n' || code == '\t') && code != 0x7f &&
	    (code < 0x80 || code >= 0xa0) && code <= 0x10ffff &&
	    (code < 0xd800 || code >= 0xe000)) /* else no text has use for it */
		buf_add_code(out, code);
}

static bool
named_code(const char *name, size_t length, unsigned long *code)
{
	for (size_t i = 0; i < ARRAY_LEN(named_refs); i++)
		if (strlen(named_refs[i].name) == length &&
		    memcmp(named_refs[i].name, name, length) == 0) {
			*code = named_refs[i].code;
			return true;
		}
	return false;
}

bool
filter_add_named(struct buf *out, const char *name, size_t length)
{
	unsigned long code;

	/* Those below 0x80 are XML's own. */
	if (!named_code(name, length, &code) || (code > 0 && code < 0x80))
		return false;
	if (code > 0)
		add_code(out, code);
	return true;
}

/* Adds what the reference at "at" stands for; its length, 0 if it is none. */
static size_t
add_ref(struct buf *out, const char *at)
{
	size_t length = strcspn(at, "; \t\r\n<");
	unsigned long code;
	char *end;

	if (at[length] != ';' || length < 2 || length > REF_MAX_BYTES)
		return 0;
	if (at[1] != '#') {
		if (!named_code(at + 1, length - 1, &code))
			return 0;
	} else {
		bool hex = at[2] == 'x' || at[2] == 'X';
		const char *digits = at + 2 + hex;
		size_t count = strspn(
		    digits, hex ? "0123456789abcdefABCDEF" : "0123456789");
		if (count == 0 || digits + count != at + length)
			return 0;
		code = strtoul(digits, &end, hex ? 16 : 10);
		if (code >= 0x80 && code < 0xa0)
			code =
			    0; /* a Windows-1252 slip: dropped, not guessed */
	}
	add_code(out, code);
	return length + 1;
}

char *
filter_decode(struct arena *arena, const char *text)
{
	struct buf out = {0};
	size_t step;
	char *result;

	while (*text != '\0') {
		step = *text == '&' ? add_ref(&out, text) : 0;
		if (step == 0)
			buf_add_char(&out, *text++);
		text += step;
	}
	result = arena_strndup(arena, buf_text(&out), out.length);
	buf_clear(&out);
	return result;
}

static char *
decode_each(
    const struct filter *filter UNUSED, struct arena *arena, const char *text)
{
	return filter_decode(arena, text);
}

void
filter_decode_values(const struct filter *filter,
    const struct filter_run *run UNUSED, struct values *values)
{
	filter_each(filter, values, decode_each);
}

struct tag {
	char name[16]; /* lower case; longer names are cut: we know none */
	bool closing;
	const char *start, *end; /* from '<' to behind '>' */
};

static bool
name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9');
}

/* Where the tag's '>' is, quotes respected; NULL where it has none. */
static const char *
tag_end(const char *at)
{
	const char *limit = at + strnlen(at, TAG_MAX_BYTES);
	char quote = '\0';

	for (; at < limit; at++) {
		if (quote != '\0') {
			if (*at == quote)
				quote = '\0';
		} else if (*at == '"' || *at == '\'') {
			quote = *at;
		} else if (*at == '>') {
			return at + 1;
		} else if (*at == '<') {
			return NULL;
		}
	}
	return NULL;
}

static bool
read_tag(const char *at, struct tag *tag)
{
	const char *name = at + 1;
	size_t length = 0;

	*tag = (struct tag){.start = at};
	if (strncmp(at, "<!--", 4) == 0) {
		const char *end = strstr(at + 4, "-->");
		tag->end = end != NULL ? end + 3 : at + strlen(at);
		return true;
	}
	tag->closing = *name == '/';
	name += tag->closing;
	if (!name_char(*name) || (*name >= '0' && *name <= '9'))
		return false;
	for (; name_char(name[length]); length++)
		if (length < sizeof(tag->name) - 1)
			tag->name[length] =
			    name[length] >= 'A' && name[length] <= 'Z'
				? (char)(name[length] + 'a' - 'A')
				: name[length];
	if (strchr(" \t\r\n/>:", name[length]) == NULL || name[length] == '\0')
		return false; /* "<ann@example.org>" is text */
	tag->end = tag_end(name + length);
	return tag->end != NULL;
}

static bool
one_of(const char *name, const char *const *names)
{
	for (; *names != NULL; names++)
		if (strcmp(name, *names) == 0)
			return true;
	return false;
}

static const char *const block_tags[] = {"p", "div", "br", "li", "ul", "ol",
    "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr",
    "section", "article", "header", "footer", "blockquote", "pre", "hr",
    "address", "option", "form", "figure", "tbody", "thead", NULL};
static const char *const hidden_tags[] = {"script", "style", "head", "iframe",
    "object", "noscript", "template", "svg", NULL};

/* Behind the element whose opening tag is "tag". */
static const char *
skip_element(const struct tag *tag)
{
	const char *at = tag->end;
	struct tag inner;

	if (at[-2] == '/')
		return at;
	while ((at = strchr(at, '<')) != NULL) {
		if (read_tag(at, &inner) && inner.closing &&
		    strcmp(inner.name, tag->name) == 0)
			return inner.end;
		at++;
	}
	return tag->end + strlen(tag->end);
}

struct html {
	struct arena *arena;
	struct buf out;
	bool lines;     /* line ends in the source are line ends */
	char *href;     /* of the link that is open */
	size_t link_at; /* where its text starts */
};

static void
end_line(struct html *html)
{
	struct buf *out = &html->out;

	while (out->length > 0 && out->data[out->length - 1] == ' ')
		out->data[--out->length] = '\0';
	if (out->length > 0 && out->data[out->length - 1] != '\n')
		buf_add_char(out, '\n');
}

static void
add_blank(struct html *html)
{
	struct buf *out = &html->out;

	if (out->length > 0 && out->data[out->length - 1] != ' ' &&
	    out->data[out->length - 1] != '\n')
		buf_add_char(out, ' ');
}

/* The href of an <a>, decoded, where it is one that we show. */
static char *
read_href(struct arena *arena, const struct tag *tag)
{
	for (const char *at = tag->start; at < tag->end - 5; at++) {
		const char *value;
		char *href, quote;
		size_t length;

		if (strncasecmp(at, "href", 4) != 0 ||
		    strchr(" \t\r\n\"'", at[-1]) == NULL)
			continue;
		value = at + 4 + strspn(at + 4, " \t\r\n");
		if (*value != '=')
			continue;
		value += 1 + strspn(value + 1, " \t\r\n");
		quote = *value == '"' || *value == '\'' ? *value : '\0';
		value += quote != '\0';
		for (length = 0; value + length < tag->end - 1; length++)
			if (quote != '\0'
				? value[length] == quote
				: strchr(" \t\r\n", value[length]) != NULL)
				break;
		href =
		    filter_decode(arena, arena_strndup(arena, value, length));
		if (strncasecmp(href, "http://", 7) == 0 ||
		    strncasecmp(href, "https://", 8) == 0)
			return href;
		return strncasecmp(href, "mailto:", 7) == 0 ? href + 7 : NULL;
	}
	return NULL;
}

/* A link's address follows its text, unless the text is the address. */
static void
end_link(struct html *html)
{
	const char *bare = html->href, *text;

	if (html->href == NULL)
		return;
	if (html->link_at > html->out.length)
		html->link_at = html->out.length;
	text = buf_text(&html->out) + html->link_at;
	if (strncasecmp(bare, "http://", 7) == 0)
		bare += 7;
	else if (strncasecmp(bare, "https://", 8) == 0)
		bare += 8;
	if (strncasecmp(bare, "www.", 4) == 0)
		bare += 4;
	if (strcasestr(text, bare) == NULL) {
		size_t length = strlen(bare);
		bool slash = length > 0 && bare[length - 1] == '/';
		char *cut = arena_strndup(html->arena, bare, length - slash);
		if (!slash || strcasestr(text, cut) == NULL)
			buf_printf(&html->out, " (%s)", html->href);
	}
	html->href = NULL;
}

static const char *
take_tag(struct html *html, const struct tag *tag)
{
	if (!tag->closing && one_of(tag->name, hidden_tags))
		return skip_element(tag);
	if (strcmp(tag->name, "a") == 0) {
		end_link(html);
		if (!tag->closing) {
			html->href = read_href(html->arena, tag);
			html->link_at = html->out.length;
		}
	} else if (one_of(tag->name, block_tags)) {
		end_line(html);
	} else if (strcmp(tag->name, "td") == 0 ||
		   strcmp(tag->name, "th") == 0) {
		add_blank(html);
	}
	return tag->end;
}

/* True where the text has a block tag: its own line ends mean nothing. */
static bool
has_blocks(const char *text)
{
	struct tag tag;

	for (; (text = strchr(text, '<')) != NULL; text++)
		if (read_tag(text, &tag) && one_of(tag.name, block_tags))
			return true;
	return false;
}

static const char *
take_text(struct html *html, const char *at)
{
	size_t step = *at == '&' ? add_ref(&html->out, at) : 0;

	if (step > 0) {
		size_t length = html->out.length;
		if (length >= 2 &&
		    memcmp(html->out.data + length - 2, "\xc2\xa0", 2) == 0) {
			html->out.length -= 2;
			html->out.data[html->out.length] = '\0';
			add_blank(html);
		}
		return at + step;
	}
	if (*at == '\n' && html->lines)
		end_line(html);
	else if (strchr(" \t\r\n\v\f", *at) != NULL)
		add_blank(html);
	else if (strncmp(at, "\xc2\xa0", 2) == 0)
		add_blank(html), at++;
	else
		buf_add_char(&html->out, *at);
	return at + 1;
}

static const char *const inline_tags[] = {"a", "abbr", "b", "em", "font", "i",
    "img", "small", "span", "strong", "sub", "sup", "td", "th", "u", NULL};

/* "</p>", "<br />", "<a href=...>"; "x <p and q> y" is none. */
static bool
is_plain_tag(const struct tag *tag)
{
	const char *behind = tag->start + 1 + tag->closing + strlen(tag->name);

	if (!one_of(tag->name, block_tags) && !one_of(tag->name, hidden_tags) &&
	    !one_of(tag->name, inline_tags))
		return false;
	behind += strspn(behind, " \t\r\n/");
	return behind >= tag->end - 1 ||
	       memchr(behind, '=', (size_t)(tag->end - behind)) != NULL;
}

/*
 * A text without a tag of its own that has tags or references of HTML once
 * it is decoded was escaped once too often: nobody means to show those.
 */
static const char *
unescaped(struct arena *arena, const char *text)
{
	struct buf unused = {0};
	const char *decoded = text;
	bool markup = false;
	struct tag tag;

	for (const char *at = text; (at = strchr(at, '<')) != NULL; at++)
		if (read_tag(at, &tag))
			return text;
	if (strchr(text, '&') != NULL)
		decoded = filter_decode(arena, text);
	for (const char *at = decoded; *at != '\0' && !markup; at++)
		markup =
		    (*at == '<' && read_tag(at, &tag) && is_plain_tag(&tag)) ||
		    (*at == '&' && add_ref(&unused, at) > 0);
	buf_clear(&unused);
	return markup ? decoded : text;
}

char *
filter_html_text(struct arena *arena, const char *text)
{
	struct html html = {.arena = arena};
	struct tag tag;
	char *result;

	if (strpbrk(text, "<&\n") == NULL)
		return arena_strdup(arena, text); /* most texts hold none */
	text = unescaped(arena, text);
	html.lines = !has_blocks(text);
	while (*text != '\0') {
		if (*text == '<' && read_tag(text, &tag))
			text = take_tag(&html, &tag);
		else
			text = take_text(&html, text);
	}
	end_link(&html);
	end_line(&html);
	if (html.out.length > 0)
		html.out.length--; /* the last line end */
	result = arena_strndup(arena, buf_text(&html.out), html.out.length);
	buf_clear(&html.out);
	return result;
}

static char *
html_each(
    const struct filter *filter UNUSED, struct arena *arena, const char *text)
{
	return filter_html_text(arena, text);
}

void
filter_html_values(const struct filter *filter,
    const struct filter_run *run UNUSED, struct values *values)
{
	filter_each(filter, values, html_each);
}
