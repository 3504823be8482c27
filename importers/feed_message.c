#include "importers/feed_message.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/xmlerror.h>

#include "base/buf.h"
#include "base/utf8.h"
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

static const struct {
	int code;
	const char *text;
} plain[] = {
    {XML_ERR_DOCUMENT_EMPTY, "there is no XML in it"},
    {XML_ERR_DOCUMENT_END,
	"something follows the end of the root element: were two files put "
	"together?"},
    {XML_ERR_INVALID_CHAR,
	"a character stands here that XML does not allow (a control "
	"character, likely pasted from another program)"},
    {XML_ERR_INVALID_ENCODING,
	"the bytes here are not UTF-8: was it saved as Windows-1252? Save it "
	"as UTF-8, or declare encoding=\"windows-1252\" in the first line"},
    {XML_I18N_CONV_FAILED,
	"the bytes here are not text in the encoding that the document "
	"declares"},
    {XML_ERR_ENTITYREF_SEMICOL_MISSING,
	"a '&' stands here on its own: in XML it is written &amp;"},
    {XML_ERR_NAME_REQUIRED,
	"a name is expected here: a '&' is written &amp; in XML, a '<' "
	"&lt;"},
    {XML_ERR_ENTITYREF_NO_NAME,
	"a '&' stands here on its own: in XML it is written &amp;"},
    {XML_ERR_LT_IN_ATTRIBUTE,
	"a '<' stands within an attribute: in XML it is written &lt;"},
    {XML_ERR_ATTRIBUTE_NOT_STARTED,
	"an attribute's value is expected in quotes here"},
    {XML_ERR_ATTRIBUTE_NOT_FINISHED,
	"the quote of an attribute's value is not closed"},
    {XML_ERR_ATTRIBUTE_WITHOUT_VALUE,
	"an attribute has no value here (name=\"value\" is expected)"},
    {XML_ERR_SPACE_REQUIRED, "a blank is missing here"},
    {XML_ERR_GT_REQUIRED, "a tag is not closed with '>' here"},
    {XML_ERR_LTSLASH_REQUIRED,
	"the document ends before its elements are closed: was the file cut "
	"off while it was written or sent?"},
    {XML_ERR_TAG_NOT_FINISHED,
	"the document ends before its elements are closed: was the file cut "
	"off while it was written or sent?"},
    {XML_ERR_CDATA_NOT_FINISHED, "a CDATA section is not closed with ]]>"},
    {XML_ERR_COMMENT_NOT_FINISHED, "a comment is not closed with -->"},
    {XML_ERR_HYPHEN_IN_COMMENT, "a comment holds '--', which XML forbids"},
    {XML_ERR_MISPLACED_CDATA_END,
	"']]>' stands in the text, where XML wants ]]&gt;"},
    {XML_ERR_RESERVED_XML_NAME,
	"the line <?xml ...?> may stand at the very start only: is there a "
	"blank or another document before it?"},
    {XML_ERR_XMLDECL_NOT_FINISHED, "the line <?xml ...?> is not closed"},
    {XML_ERR_UNKNOWN_VERSION, "it says that it is not XML 1.0"},
    {XML_ERR_VERSION_MISSING, "the line <?xml ...?> names no version"},
    {XML_ERR_INVALID_CHARREF,
	"a character reference (&#...;) names a character that XML does not "
	"allow"},
    {XML_ERR_NO_MEMORY, "there was not enough memory to read it"},
    {XML_ERR_NAME_TOO_LONG, "a name is too long"},
};

char *
feed_message(struct arena *arena, int code, const char *message,
    const char *one, const char *two, int line)
{
	switch (code) {
	case XML_ERR_TAG_NAME_MISMATCH:
		return arena_printf(arena,
		    "<%s>, opened on line %d, is closed by </%s>",
		    shown(arena, one), line, shown(arena, two));
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
	case XML_ERR_INVALID_CHAR:
		/* Its value is 0 where it could not be read at all. */
		if (message != NULL && strstr(message, "CharRef") != NULL)
			code = XML_ERR_INVALID_CHARREF;
		else if (line == 0 || line > 0x7f)
			code = XML_ERR_INVALID_ENCODING;
		break;
	default:
		break;
	}
	for (size_t i = 0; i < ARRAY_LEN(plain); i++)
		if (plain[i].code == code)
			return arena_strdup(arena, plain[i].text);
	return arena_printf(
	    arena, "it is not well-formed XML: %s", shown(arena, message));
}

enum repair
feed_message_repair(int code, const char *message, const char *one, int value)
{
	struct buf character = {0};
	enum repair repair = REPAIRS;

	switch (code) {
	case XML_ERR_ENTITYREF_SEMICOL_MISSING:
	case XML_ERR_ENTITYREF_NO_NAME:
	case XML_ERR_INVALID_DEC_CHARREF:
	case XML_ERR_INVALID_HEX_CHARREF:
		return REPAIR_RAW_AMPERSAND;
	case XML_ERR_NAME_REQUIRED:
		return message != NULL && strstr(message, "EntityRef") != NULL
			   ? REPAIR_RAW_AMPERSAND
			   : REPAIRS;
	case XML_ERR_UNDECLARED_ENTITY:
	case XML_WAR_UNDECLARED_ENTITY:
		if (one != NULL &&
		    filter_add_named(&character, one, strlen(one)))
			repair = REPAIR_HTML_ENTITIES;
		buf_clear(&character);
		return repair;
	case XML_ERR_INVALID_ENCODING:
		return REPAIR_WINDOWS_1252;
	case XML_ERR_INVALID_CHAR:
		if (value > 0 && value < 0x20)
			return REPAIR_CONTROL_CHARACTERS;
		if (message != NULL && strstr(message, "CharRef") != NULL)
			return value > 0 ? REPAIR_CONTROL_CHARACTERS : REPAIRS;
		return REPAIR_WINDOWS_1252;
	default:
		return REPAIRS;
	}
}
