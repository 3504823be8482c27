#include "importers/feed_error.h"

#include <string.h>

#include "base/utf8.h"

static bool
says(const xmlError *error, const char *words)
{
	return error->message != NULL && strstr(error->message, words) != NULL;
}

/* What is wrong with the character that the parser cannot read. */
static int
character_code(xmlParserCtxtPtr parser, const xmlError *error)
{
	const xmlParserInput *input = parser->input;
	uint32_t code = 0;

	if (says(error, "CharRef"))
		return XML_ERR_INVALID_CHARREF;
	if (input == NULL || input->cur >= input->end)
		return error->code;
	if (*input->cur == 0)
		return FEED_ERROR_ZERO;
	if (*input->cur < 0x20 && strchr("\t\n\r", *input->cur) == NULL)
		return FEED_ERROR_CONTROL;
	if (utf8_next((const char *)input->cur,
		(size_t)(input->end - input->cur), &code) == 0)
		return XML_ERR_INVALID_ENCODING;
	return code == 0xfffe || code == 0xffff ? FEED_ERROR_NONCHARACTER
						: error->code;
}

/* In the first line nothing but the version has a code of its own. */
static bool
is_of_first_line(xmlParserCtxtPtr parser, int code)
{
	return parser->instate == XML_PARSER_START &&
	       code != XML_ERR_DOCUMENT_EMPTY &&
	       code != XML_ERR_VERSION_MISSING &&
	       code != XML_ERR_UNKNOWN_VERSION &&
	       code != XML_ERR_INVALID_ENCODING;
}

/* What is not finished at the end, in more than "it was cut off". */
static bool
says_itself(int code)
{
	return code == XML_ERR_TAG_NAME_MISMATCH ||
	       code == XML_ERR_COMMENT_NOT_FINISHED ||
	       code == XML_ERR_CDATA_NOT_FINISHED ||
	       code == XML_ERR_PI_NOT_FINISHED;
}

int
feed_error_code(xmlParserCtxtPtr parser, const xmlError *error, int depth,
    bool rooted, bool all_came)
{
	const xmlParserInput *input = parser->input;
	bool at_end = input == NULL || input->cur >= input->end;
	int code = error->code;

	if (code == XML_ERR_INVALID_CHAR || code == XML_ERR_INVALID_ENCODING)
		code = character_code(parser, error);
	else if (code == XML_ERR_DOCUMENT_END && !at_end && *input->cur == 0)
		code = FEED_ERROR_ZERO;
	if (all_came && at_end && !says_itself(code))
		code = XML_ERR_TAG_NOT_FINISHED;
	/* libxml2 has one code for "too early" and "something follows". */
	if (code == XML_ERR_DOCUMENT_END && (depth > 0 || !rooted))
		code = XML_ERR_TAG_NOT_FINISHED;
	if (code == XML_ERR_TAG_NOT_FINISHED && depth == 0 && !rooted)
		return FEED_ERROR_NO_ROOT;
	if (is_of_first_line(parser, code))
		return FEED_ERROR_FIRST_LINE;
	if (code == XML_ERR_INTERNAL_ERROR && says(error, "Huge input"))
		return FEED_ERROR_ENDLESS;
	if (code == XML_ERR_INTERNAL_ERROR && !at_end && *input->cur == '<')
		return FEED_ERROR_MARKUP;
	/* Bytes of a character whose others did not come. */
	if (code == XML_ERR_INTERNAL_ERROR && all_came)
		return XML_ERR_TAG_NOT_FINISHED;
	if (code == XML_ERR_NAME_REQUIRED && says(error, "EntityRef"))
		return XML_ERR_ENTITYREF_NO_NAME;
	return code;
}
