#include "importers/feed_message.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "importers/feed_error.h"
#include "importers/filter.h"

/* A piece of the feed, safe to print: short, no controls. */
static char *
shown(struct arena *arena, const char *text)
{
	char *out, *cleaned;

	if (text == NULL || !utf8_valid(text, strlen(text)))
		return arena_strdup(arena, "?");
	cleaned = utf8_clean(text);
	out = arena_strndup(arena, cleaned, utf8_clip(cleaned, 80));
	free(cleaned);
	out[strcspn(out, "\r\n")] = '\0';
	return out;
}

#define CUT_OFF "was the file cut off while it was written or sent?"

static const struct {
	int code;
	const char *text;
} plain[] = {
    {FEED_ERROR_ZERO,
	"a zero byte (NUL) stands here, which no XML may hold: was the file "
	"damaged, or is it no text?"},
    {FEED_ERROR_CONTROL,
	"a control character stands here, which XML does not allow; likely it "
	"was pasted from another program"},
    {FEED_ERROR_NONCHARACTER,
	"U+FFFE or U+FFFF stands here, which is no character: was the file "
	"damaged?"},
    {FEED_ERROR_NO_ROOT, "it ends before its first element: " CUT_OFF},
    {FEED_ERROR_FIRST_LINE,
	"the first line is not as XML wants it, which is <?xml "
	"version=\"1.0\" encoding=\"UTF-8\"?>"},
    {FEED_ERROR_MARKUP,
	"'<!' opens nothing here that may stand within a document: a comment "
	"is <!-- -->, and a '<' in a text is written &lt;"},
    {FEED_ERROR_ENDLESS,
	"one tag, text or comment goes on for more than 10 MB: is the end of "
	"it missing, or the quote of a value?"},
    {XML_ERR_DOCUMENT_EMPTY, "there is no XML in it"},
    {XML_ERR_DOCUMENT_END,
	"something follows the end of the root element: were two files put "
	"together?"},
    {XML_ERR_INVALID_CHAR, "a character stands here that XML does not allow"},
    {XML_ERR_INVALID_ENCODING,
	"the bytes here are not UTF-8: was it saved as Windows-1252? Save it "
	"as UTF-8, or declare encoding=\"windows-1252\" in the first line"},
    {XML_I18N_CONV_FAILED,
	"the bytes here are not text in the encoding that the document "
	"declares"},
    {XML_ERR_ENTITYREF_SEMICOL_MISSING,
	"a '&' stands here on its own: in XML it is written &amp;"},
    {XML_ERR_ENTITYREF_NO_NAME,
	"a '&' stands here on its own: in XML it is written &amp;"},
    {XML_ERR_NAME_REQUIRED,
	"a name is expected here: a '<' in a text is written &lt; in XML"},
    {XML_ERR_INVALID_DEC_CHARREF,
	"a character by its number is written &#8217; or &#x2019; in XML"},
    {XML_ERR_INVALID_HEX_CHARREF,
	"a character by its number is written &#8217; or &#x2019; in XML"},
    {XML_ERR_INVALID_CHARREF,
	"a character reference (&#...;) names a character that XML does not "
	"allow"},
    {XML_ERR_LT_IN_ATTRIBUTE,
	"a '<' stands within an attribute, where it is written &lt;: or is "
	"the quote before it not closed?"},
    {XML_ERR_ATTRIBUTE_NOT_STARTED,
	"an attribute's value is expected in quotes here"},
    {XML_ERR_ATTRIBUTE_NOT_FINISHED,
	"the quote of an attribute's value is not closed"},
    {XML_ERR_ATTRIBUTE_WITHOUT_VALUE,
	"an attribute has no value here (name=\"value\" is expected)"},
    {XML_ERR_SPACE_REQUIRED, "a blank is missing here"},
    {XML_ERR_GT_REQUIRED, "a tag is not closed with '>' here"},
    {XML_ERR_LTSLASH_REQUIRED,
	"the document ends before its elements are closed: " CUT_OFF},
    {XML_ERR_TAG_NOT_FINISHED,
	"the document ends before its elements are closed: " CUT_OFF},
    {XML_ERR_CDATA_NOT_FINISHED,
	"a CDATA section is not closed with ]]>: " CUT_OFF},
    {XML_ERR_COMMENT_NOT_FINISHED,
	"a comment is not closed with -->: " CUT_OFF},
    {XML_ERR_HYPHEN_IN_COMMENT, "a comment holds '--', which XML forbids"},
    {XML_ERR_PI_NOT_STARTED,
	"'<?' is followed by no name: a '<' in a text is written &lt;"},
    {XML_ERR_PI_NOT_FINISHED,
	"an instruction <?...?> is not closed with ?>: " CUT_OFF},
    {XML_ERR_MISPLACED_CDATA_END,
	"']]>' stands in the text, where XML wants ]]&gt;"},
    {XML_ERR_RESERVED_XML_NAME,
	"the line <?xml ...?> may stand at the very start only: is there a "
	"blank or another document before it?"},
    {XML_ERR_UNKNOWN_VERSION, "it says that it is not XML 1.0"},
    {XML_ERR_VERSION_MISSING, "the line <?xml ...?> names no version"},
    {XML_ERR_NO_MEMORY, "there was not enough memory to read it"},
    {XML_ERR_NAME_TOO_LONG, "a name is too long"},
    {XML_NS_ERR_XML_NAMESPACE,
	"a namespace may not be declared so: xml and xmlns are what they are, "
	"and only xmlns=\"\" may be empty"},
};

char *
feed_message(struct arena *arena, int code, const xmlError *error)
{
	const char *one = error->str1;

	switch (code) {
	case XML_ERR_TAG_NAME_MISMATCH:
		return arena_printf(arena,
		    "<%s>, opened on line %d, is closed by </%s>",
		    shown(arena, one), error->int1, shown(arena, error->str2));
	case XML_ERR_UNDECLARED_ENTITY:
	case XML_WAR_UNDECLARED_ENTITY:
		return arena_printf(arena,
		    "&%s; is known in HTML, not in XML: write the character "
		    "itself",
		    shown(arena, one));
	case XML_ERR_ATTRIBUTE_REDEFINED:
	case XML_NS_ERR_ATTRIBUTE_REDEFINED:
		return arena_printf(arena,
		    "the attribute %s stands twice in one tag",
		    shown(arena, one));
	case XML_NS_ERR_UNDEFINED_NAMESPACE:
		return arena_printf(arena,
		    "the prefix '%s' is not declared (xmlns:%s=\"...\" is "
		    "missing)",
		    shown(arena, one), shown(arena, one));
	case XML_NS_ERR_QNAME:
	case XML_NS_ERR_COLON:
		return arena_printf(arena,
		    "a name here has a colon too many, or nothing on one "
		    "side of it: '%s'",
		    shown(arena, one));
	default:
		break;
	}
	for (size_t i = 0; i < ARRAY_LEN(plain); i++)
		if (plain[i].code == code)
			return arena_strdup(arena, plain[i].text);
	return arena_printf(arena, "it is not well-formed XML: %s",
	    shown(arena, error->message));
}

enum repair
feed_message_repair(int code, const xmlError *error)
{
	const char *one = error->str1;
	struct buf character = {0};
	enum repair repair = REPAIRS;

	switch (code) {
	case XML_ERR_ENTITYREF_SEMICOL_MISSING:
	case XML_ERR_ENTITYREF_NO_NAME:
	case XML_ERR_INVALID_DEC_CHARREF:
	case XML_ERR_INVALID_HEX_CHARREF:
		return REPAIR_RAW_AMPERSAND;
	case XML_ERR_UNDECLARED_ENTITY:
	case XML_WAR_UNDECLARED_ENTITY:
		if (one != NULL &&
		    filter_add_named(&character, one, strlen(one)))
			repair = REPAIR_HTML_ENTITIES;
		buf_clear(&character);
		return repair;
	case XML_ERR_INVALID_ENCODING:
		return REPAIR_WINDOWS_1252;
	case FEED_ERROR_CONTROL:
		return REPAIR_CONTROL_CHARACTERS;
	case XML_ERR_INVALID_CHARREF:
		return error->int1 > 0 && error->int1 < 0x20
			   ? REPAIR_CONTROL_CHARACTERS
			   : REPAIRS;
	default:
		return REPAIRS;
	}
}
