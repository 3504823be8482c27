/* From nodes to the texts that filters and fields read. */
#include <string.h>

#include <libxml/tree.h>

#include "base/buf.h"
#include "base/fold_name.h"
#include "base/utf8.h"
#include "importers/xpath_parts.h"

/* Elements that stand within a line; all others end it, before and after. */
static bool
within_line(const xmlNode *node)
{
	static const char *const names[] = {"a", "abbr", "b", "cite", "code",
	    "em", "font", "i", "q", "s", "small", "span", "strong", "sub",
	    "sup", "time", "u"};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (strcasecmp((const char *)node->name, names[i]) == 0)
			return true;
	return false;
}

static void
line_break(struct buf *out)
{
	if (out->length > 0 && out->data[out->length - 1] != '\n')
		buf_add_char(out, '\n');
}

/* The text of an element with elements in it (depth is limited by ours). */
static void
add_text_of(struct buf *out, const xmlNode *node)
{
	for (node = node->children; node != NULL; node = node->next) {
		if (node->type == XML_TEXT_NODE ||
		    node->type == XML_CDATA_SECTION_NODE) {
			buf_add_text(out, (const char *)node->content);
		} else if (node->type == XML_ELEMENT_NODE) {
			bool inside = within_line(node);
			if (!inside)
				line_break(out);
			add_text_of(out, node);
			if (!inside)
				line_break(out);
		}
	}
}

static bool
is_one_of(const xmlNode *node, const char *const *names)
{
	for (; *names != NULL; names++)
		if (strcasecmp((const char *)node->name, *names) == 0)
			return true;
	return false;
}

/* The text of an element or attribute that is short enough for a label. */
static const char *
short_text(struct arena *arena, const xmlNode *node)
{
	const xmlNode *text = node->children;

	if (text == NULL || text->next != NULL || text->content == NULL ||
	    strlen((const char *)text->content) >= XPATH_NAME)
		return NULL;
	return arena_strdup(arena, (const char *)text->content);
}

/* <meta><meta_key>phone</meta_key><meta_value>...: "phone"; or NULL. */
static const char *
key_beside(struct arena *arena, const xmlNode *value)
{
	static const char *const keys[] = {
	    "key", "meta_key", "name", "label", NULL};
	const char *label = NULL;

	for (const xmlNode *node = value->parent->children;
	     node != NULL && label == NULL; node = node->next)
		if (node != value && node->type == XML_ELEMENT_NODE &&
		    is_one_of(node, keys))
			label = short_text(arena, node);
	return label;
}

/* What people call a node: <field name="Postcode"> is "Postcode". */
static const char *
label_of(struct arena *arena, const xmlNode *node)
{
	static const char *const names[] = {"name", "key", "k", NULL};
	static const char *const plain[] = {
	    "text", "value", "v", "meta_value", "data", NULL};
	const char *label = NULL;
	struct buf whole = {0};

	/* <referral><text>...</text></referral> is about the referral. */
	if (node->parent != NULL && node->parent->type == XML_ELEMENT_NODE &&
	    is_one_of(node, plain)) {
		if (node->type == XML_ELEMENT_NODE)
			label = key_beside(arena, node);
		node = node->parent;
	}
	for (const xmlAttr *attr =
		 node->type == XML_ELEMENT_NODE ? node->properties : NULL;
	     attr != NULL && label == NULL; attr = attr->next)
		if (is_one_of((const xmlNode *)attr, names))
			label = short_text(arena, (const xmlNode *)attr);
	if (label == NULL) /* the document, "/", has no name */
		label = node->name != NULL ? (const char *)node->name : "";
	if (strstr(label, "_x") != NULL) {
		fold_name_plain(&whole, label);
		label = arena_strndup(arena, buf_text(&whole),
		    utf8_clip(buf_text(&whole), XPATH_NAME));
		buf_clear(&whole);
	}
	return label;
}

/* Indented or not, a text is the same to filters, ids and tables. */
static void
add_trimmed(struct values *values, const char *text, const struct value *like)
{
	static const char blanks[] = " \t\r\n";
	size_t length;

	text += strspn(text, blanks);
	length = strlen(text);
	while (length > 0 && strchr(blanks, text[length - 1]) != NULL)
		length--;
	values_add(values, text, length, like);
}

void
xpath_text_add(struct values *values, const xmlNode *node)
{
	const xmlNode *child = node->children;
	struct value like = {.label = label_of(values->arena, node)};
	struct buf text = {0};

	if (node->type == XML_TEXT_NODE ||
	    node->type == XML_CDATA_SECTION_NODE) {
		like.label = node->parent != NULL
				 ? (const char *)node->parent->name
				 : NULL;
		child = node;
	}
	if (child == NULL) {
		values_add(values, "", 0, &like); /* an empty element */
	} else if (child->next == NULL && child->type == XML_TEXT_NODE) {
		add_trimmed(values, (const char *)child->content, &like);
	} else if (child == node) {
		add_trimmed(values, (const char *)node->content, &like);
	} else {
		add_text_of(&text, node);
		add_trimmed(values, buf_text(&text), &like);
		buf_clear(&text);
	}
}
