#include "importers/feed_repair.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "importers/feed_encoding.h"
#include "importers/filter.h"

enum state {
	IN_TEXT = 0,
	IN_OPEN, /* behind a '<' */
	IN_TAG,
	IN_QUOTE,
	IN_REFERENCE,
	IN_BANG, /* behind "<!": what is it? */
	IN_COMMENT,
	IN_CDATA,
	IN_INSTRUCTION,
	IN_DECLARATION, /* for ever: the parser refuses it */
};

void
feed_repair_begin(struct feed_repair *repair, unsigned wanted)
{
	*repair = (struct feed_repair){.wanted = wanted, .line = 1};
}

static bool
wants(const struct feed_repair *repair, enum repair kind)
{
	return (repair->wanted & 1u << kind) != 0;
}

static void
mended(struct feed_repair *repair, enum repair kind)
{
	if (repair->done[kind].count++ == 0)
		repair->done[kind].first_line = repair->line;
}

static bool
forbidden(unsigned long code)
{
	return (code < 0x20 && code != 0 && code != '\t' && code != '\n' &&
		   code != '\r') ||
	       code == 0xfffe || code == 0xffff;
}

/* "&#11;" and "&#145;"; false where it stays as it is. */
static bool
mend_number(struct feed_repair *repair, const char *digits, struct buf *out)
{
	bool hex = *digits == 'x';
	unsigned long code;
	char *end;

	digits += hex;
	if (!isxdigit((unsigned char)*digits))
		return false;
	code = strtoul(digits, &end, hex ? 16 : 10);
	if (*end != '\0')
		return false;
	if (forbidden(code) && wants(repair, REPAIR_CONTROL_CHARACTERS)) {
		mended(repair, REPAIR_CONTROL_CHARACTERS);
		buf_add_char(out, ' ');
		return true;
	}
	if (code >= 0x80 && code < 0xa0 && wants(repair, REPAIR_WINDOWS_1252)) {
		mended(repair, REPAIR_WINDOWS_1252);
		feed_encoding_add_1252(out, (unsigned char)code);
		return true;
	}
	return false;
}

/* Is "#..." a number as XML writes it? */
static bool
is_number(const char *text)
{
	const char *digits = text[1] == 'x' ? text + 2 : text + 1;
	const char *allowed =
	    text[1] == 'x' ? "0123456789abcdefABCDEF" : "0123456789";

	return *digits != '\0' && digits[strspn(digits, allowed)] == '\0';
}

static void
raw(struct feed_repair *repair, struct buf *out)
{
	if (wants(repair, REPAIR_RAW_AMPERSAND)) {
		mended(repair, REPAIR_RAW_AMPERSAND);
		buf_add_text(out, "&amp;");
		buf_add(out, repair->ref + 1, repair->ref_length - 1);
	} else {
		buf_add(out, repair->ref, repair->ref_length);
	}
	repair->ref_length = 0;
	repair->state = repair->base;
}

/* Its ';' has come. */
static void
end_reference(struct feed_repair *repair, struct buf *out)
{
	char name[FEED_REPAIR_REF];

	memcpy(name, repair->ref + 1, repair->ref_length - 1);
	name[repair->ref_length - 1] = '\0';
	if (*name == '\0' || (*name == '#' && !is_number(name))) {
		raw(repair, out);
		buf_add_char(out, ';');
		return;
	}
	repair->state = repair->base;
	if (*name == '#' && mend_number(repair, name + 1, out)) {
		repair->ref_length = 0;
		return;
	}
	if (*name != '#' && wants(repair, REPAIR_HTML_ENTITIES) &&
	    filter_add_named(out, name, repair->ref_length - 1)) {
		mended(repair, REPAIR_HTML_ENTITIES);
	} else {
		buf_add(out, repair->ref, repair->ref_length);
		buf_add_char(out, ';');
	}
	repair->ref_length = 0;
}

static bool
name_char(char c, bool first)
{
	if (isalpha((unsigned char)c) || c == '_' || c == ':' || (c & 0x80))
		return true;
	return first ? c == '#'
		     : isdigit((unsigned char)c) || c == '-' || c == '.';
}

/* Ends at "-->", "]]>" or "?>". */
static void
until(struct feed_repair *repair, char c, char last, bool twice)
{
	if (c == '>' && repair->behind[1] == last &&
	    (!twice || repair->behind[0] == last))
		repair->state = IN_TEXT;
	repair->behind[0] = repair->behind[1];
	repair->behind[1] = c;
}

static void
after_bang(struct feed_repair *repair, char c)
{
	static const char comment[] = "--", cdata[] = "[CDATA[";
	size_t length;

	repair->ref[repair->ref_length++] = c;
	length = repair->ref_length;
	if (length == 2 && memcmp(repair->ref, comment, 2) == 0)
		repair->state = IN_COMMENT;
	else if (length == 7 && memcmp(repair->ref, cdata, 7) == 0)
		repair->state = IN_CDATA;
	else if ((length > 1 || memcmp(repair->ref, comment, 1) != 0) &&
		 (length > 6 || memcmp(repair->ref, cdata, length) != 0))
		repair->state = IN_DECLARATION;
	if (repair->state != IN_BANG)
		repair->ref_length = 0;
	repair->behind[0] = repair->behind[1] = '\0';
}

static void
in_tag(struct feed_repair *repair, char c)
{
	if (c == '>')
		repair->state = IN_TEXT;
	else if (c == '"' || c == '\'') {
		repair->quote = c;
		repair->state = IN_QUOTE;
	} else
		repair->state = IN_TAG;
}

/* Where the document stands behind this character, which is passed on. */
static void
follow(struct feed_repair *repair, char c)
{
	switch ((enum state)repair->state) {
	case IN_TEXT:
		if (c == '<')
			repair->state = IN_OPEN;
		break;
	case IN_OPEN:
		if (c == '!')
			repair->state = IN_BANG;
		else if (c == '?')
			repair->state = IN_INSTRUCTION;
		else
			in_tag(repair, c);
		repair->behind[0] = repair->behind[1] = '\0';
		break;
	case IN_TAG:
		in_tag(repair, c);
		break;
	case IN_QUOTE:
		if (c == repair->quote)
			repair->state = IN_TAG;
		break;
	case IN_BANG:
		after_bang(repair, c);
		break;
	case IN_COMMENT:
		until(repair, c, '-', true);
		break;
	case IN_CDATA:
		until(repair, c, ']', true);
		break;
	case IN_INSTRUCTION:
		until(repair, c, '?', false);
		break;
	case IN_REFERENCE:
	case IN_DECLARATION:
		break;
	}
}

static void
take_char(struct feed_repair *repair, char c, struct buf *out)
{
	if (repair->state == IN_REFERENCE) {
		if (c == ';') {
			end_reference(repair, out);
			return;
		}
		if (name_char(c, repair->ref_length == 1) &&
		    repair->ref_length < FEED_REPAIR_REF - 1) {
			repair->ref[repair->ref_length++] = c;
			return;
		}
		raw(repair, out); /* and the character stands for itself */
	}
	if (c == '&' &&
	    (repair->state == IN_TEXT || repair->state == IN_QUOTE)) {
		repair->base = repair->state;
		repair->state = IN_REFERENCE;
		repair->ref[0] = c;
		repair->ref_length = 1;
		return;
	}
	if (c == '\n')
		repair->line++;
	if (forbidden((unsigned char)c) && repair->state != IN_DECLARATION &&
	    wants(repair, REPAIR_CONTROL_CHARACTERS)) {
		mended(repair, REPAIR_CONTROL_CHARACTERS);
		c = ' ';
	}
	buf_add_char(out, c);
	follow(repair, c);
}

static void
take_1252(struct feed_repair *repair, unsigned char byte, struct buf *out)
{
	struct buf text = {0};

	mended(repair, REPAIR_WINDOWS_1252);
	feed_encoding_add_1252(&text, byte);
	for (size_t i = 0; i < text.length; i++)
		take_char(repair, text.data[i], out);
	buf_clear(&text);
}

/* What began as a character of UTF-8 is none. */
static void
give_up(struct feed_repair *repair, struct buf *out)
{
	for (size_t i = 0; i < repair->sequence_length; i++)
		take_1252(repair, repair->sequence[i], out);
	repair->sequence_length = 0;
}

static size_t
wanted_bytes(unsigned char lead)
{
	return lead >= 0xc2 && lead <= 0xdf   ? 2
	       : lead >= 0xe0 && lead <= 0xef ? 3
	       : lead >= 0xf0 && lead <= 0xf4 ? 4
					      : 0;
}

/* UTF-8 has no second byte that would make it too long, or a surrogate. */
static bool
goes_on(const struct feed_repair *repair, unsigned char byte)
{
	unsigned char lead = repair->sequence[0];

	if (byte < 0x80 || byte > 0xbf)
		return false;
	if (repair->sequence_length != 1)
		return true;
	return !(
	    (lead == 0xe0 && byte < 0xa0) || (lead == 0xed && byte > 0x9f) ||
	    (lead == 0xf0 && byte < 0x90) || (lead == 0xf4 && byte > 0x8f));
}

static void
take_byte(struct feed_repair *repair, unsigned char byte, struct buf *out)
{
	if (repair->sequence_length > 0) {
		if (!goes_on(repair, byte))
			give_up(repair, out);
		else
			repair->sequence[repair->sequence_length++] = byte;
		if (repair->sequence_length == repair->sequence_wants) {
			repair->sequence_length = 0;
			if (repair->sequence[0] == 0xc2 && byte < 0xa0) {
				take_1252(repair, byte, out);
				return;
			}
			for (size_t i = 0; i < repair->sequence_wants; i++)
				take_char(
				    repair, (char)repair->sequence[i], out);
			return;
		}
		if (repair->sequence_length > 0)
			return;
	}
	if (byte < 0x80) {
		take_char(repair, (char)byte, out);
		return;
	}
	repair->sequence_wants = wanted_bytes(byte);
	if (repair->sequence_wants == 0)
		take_1252(repair, byte, out);
	else
		repair->sequence[repair->sequence_length++] = byte;
}

void
feed_repair_push(struct feed_repair *repair, const char *data, size_t length,
    struct buf *out)
{
	bool bytes = wants(repair, REPAIR_WINDOWS_1252);

	for (size_t i = 0; i < length; i++) {
		if (repair->state == IN_DECLARATION &&
		    repair->sequence_length == 0) {
			buf_add(out, data + i, length - i);
			return;
		}
		if (bytes)
			take_byte(repair, (unsigned char)data[i], out);
		else
			take_char(repair, data[i], out);
	}
}

void
feed_repair_end(struct feed_repair *repair, struct buf *out)
{
	give_up(repair, out);
	if (repair->state == IN_REFERENCE)
		raw(repair, out);
}
