#include "importers/mapping_xpath.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "base/buf.h"
#include "importers/feed_trail.h"

#define XPATH_MAX_NS     32 /* namespaces of one mapping */
#define XPATH_MAX_TOUCH  16 /* paths within one condition */
#define XPATH_MAX_COLUMN 32 /* names that one column() tries */
#define XPATH_NAME       64 /* bytes of a folded name */

struct xpath_set {
	xmlXPathContextPtr context;
	char *prefixes[XPATH_MAX_NS];
	char *uris[XPATH_MAX_NS];
	size_t count;
	bool learn, failed;
	char error[200]; /* libxml2's last words, while compiling */
};

struct xpath {
	xmlXPathCompExprPtr compiled;
	xmlXPathCompExprPtr touches[XPATH_MAX_TOUCH];
	size_t touches_count;
};

static void
error_cb(void *arg, xmlErrorPtr error)
{
	struct xpath_set *set = arg;

	set->failed = true;
	snprintf(set->error, sizeof(set->error), "%s",
	    error->message != NULL ? error->message : "");
	set->error[strcspn(set->error, "\r\n")] = '\0';
}

static void
use_node(const xmlNode *node)
{
	const struct feed_note *note;

	while (node != NULL && node->type != XML_ELEMENT_NODE)
		node = node->parent; /* also an attribute's */
	if (node == NULL)
		return;
	note = node->_private;
	if (note != NULL)
		feed_trail_use(note->trail);
}

/* An attribute was read: its element is used, not what is below it. */
static void
use_attribute(const xmlNode *node)
{
	const struct feed_note *note =
	    node->parent != NULL ? node->parent->_private : NULL;

	if (note == NULL)
		return;
	for (struct feed_trail *trail = note->trail;
	     trail != NULL && !trail->used; trail = trail->parent)
		trail->used = true;
}

static bool
wanted(const char *folded, char names[][XPATH_NAME], int count, int *rank)
{
	for (int i = 0; i < count; i++)
		if (strcmp(folded, names[i]) == 0) {
			*rank = i;
			return true;
		}
	return false;
}

static void
found_add(xmlNodeSetPtr by_rank[], int rank, xmlNodePtr node)
{
	if (by_rank[rank] == NULL)
		by_rank[rank] = xmlXPathNodeSetCreate(node);
	else
		xmlXPathNodeSetAddUnique(by_rank[rank], node);
}

/* <tag k="phone" v="..."/>: the value stands in an attribute. */
static xmlNodePtr
value_of(xmlNodePtr element)
{
	xmlAttrPtr value;

	if (element->children != NULL)
		return element;
	value = xmlHasProp(element, BAD_CAST "value");
	if (value == NULL)
		value = xmlHasProp(element, BAD_CAST "v");
	return value != NULL ? (xmlNodePtr)value : element;
}

static void
column_of(xmlNodePtr row, char names[][XPATH_NAME], int count,
    xmlNodeSetPtr by_rank[])
{
	static const char *const keys[] = {"name", "key", "k", NULL};
	char folded[XPATH_NAME];
	int rank;

	if (row->type != XML_ELEMENT_NODE)
		return;
	for (xmlAttrPtr attr = row->properties; attr != NULL;
	     attr = attr->next) {
		feed_fold_name(
		    (const char *)attr->name, folded, sizeof(folded));
		if (wanted(folded, names, count, &rank))
			found_add(by_rank, rank, (xmlNodePtr)attr);
	}
	for (xmlNodePtr child = row->children; child != NULL;
	     child = child->next) {
		if (child->type != XML_ELEMENT_NODE)
			continue;
		feed_fold_name(
		    (const char *)child->name, folded, sizeof(folded));
		if (wanted(folded, names, count, &rank)) {
			found_add(by_rank, rank, value_of(child));
			continue;
		}
		for (size_t i = 0; keys[i] != NULL; i++) {
			xmlAttrPtr key = xmlHasProp(child, BAD_CAST keys[i]);
			if (key == NULL || key->children == NULL ||
			    key->children->content == NULL)
				continue;
			feed_fold_name((const char *)key->children->content,
			    folded, sizeof(folded));
			if (wanted(folded, names, count, &rank))
				found_add(by_rank, rank, value_of(child));
		}
	}
}

/*
 * column(NODES?, 'NAME', ...): the columns of a row, by name in any usual
 * spelling.  A column is a child element of that name, an attribute of that
 * name, or a child whose @name, @key or @k has it (<field name="...">).
 * They come in the order of the names asked for.
 */
static void
column_fn(xmlXPathParserContextPtr ctxt, int nargs)
{
	char names[XPATH_MAX_COLUMN][XPATH_NAME];
	xmlNodeSetPtr by_rank[XPATH_MAX_COLUMN] = {NULL}, rows = NULL, all;
	int count = 0;

	if (nargs < 1 || nargs > XPATH_MAX_COLUMN) {
		xmlXPathSetArityError(ctxt);
		return;
	}
	for (; nargs > 0 && !xmlXPathStackIsNodeSet(ctxt); nargs--) {
		xmlChar *name = xmlXPathPopString(ctxt);
		if (name != NULL)
			feed_fold_name((const char *)name, names[nargs - 1],
			    sizeof(names[0]));
		else
			names[nargs - 1][0] = '\0';
		xmlFree(name);
		count++;
	}
	if (nargs > 1 || ctxt->error != XPATH_EXPRESSION_OK) {
		xmlXPathSetTypeError(ctxt);
		return;
	}
	if (nargs == 1)
		rows = xmlXPathPopNodeSet(ctxt);
	if (nargs == 0 && ctxt->context->node != NULL)
		column_of(ctxt->context->node, names, count, by_rank);
	for (int i = 0; rows != NULL && i < rows->nodeNr; i++)
		column_of(rows->nodeTab[i], names + 1, count, by_rank);
	xmlXPathFreeNodeSet(rows);
	all = xmlXPathNodeSetCreate(NULL);
	for (int i = 0; i < XPATH_MAX_COLUMN; i++) {
		for (int j = 0; by_rank[i] != NULL && j < by_rank[i]->nodeNr;
		     j++)
			xmlXPathNodeSetAddUnique(all, by_rank[i]->nodeTab[j]);
		xmlXPathFreeNodeSet(by_rank[i]);
	}
	xmlXPathReturnNodeSet(ctxt, all);
}

struct xpath_set *
xpath_set_new(void)
{
	struct xpath_set *set = xcalloc(1, sizeof(*set));

	set->context = xmlXPathNewContext(NULL);
	if (set->context == NULL)
		abort(); /* out of memory, which ends us */
	set->context->error = error_cb;
	set->context->userData = set;
	xmlXPathContextSetCache(set->context, 1, -1, 0);
	xmlXPathRegisterFunc(set->context, BAD_CAST "column", column_fn);
	return set;
}

void
xpath_set_free(struct xpath_set *set)
{
	if (set == NULL)
		return;
	for (size_t i = 0; i < set->count; i++) {
		free(set->prefixes[i]);
		free(set->uris[i]);
	}
	xmlXPathFreeContext(set->context);
	free(set);
}

bool
xpath_set_namespace(struct xpath_set *set, const char *prefix, const char *uri)
{
	if (set->count == XPATH_MAX_NS || xpath_set_uri(set, prefix) != NULL)
		return false;
	xmlXPathRegisterNs(set->context, BAD_CAST prefix, BAD_CAST uri);
	set->prefixes[set->count] = xstrdup(prefix);
	set->uris[set->count++] = xstrdup(uri);
	return true;
}

const char *
xpath_set_uri(const struct xpath_set *set, const char *prefix)
{
	for (size_t i = 0; i < set->count; i++)
		if (strcmp(set->prefixes[i], prefix) == 0)
			return set->uris[i];
	return strcmp(prefix, "xml") == 0
		   ? "http://www.w3.org/XML/1998/namespace"
		   : NULL;
}

static bool
name_start(char c)
{
	return isalpha((unsigned char)c) || c == '_' || (c & 0x80) != 0;
}

static size_t
name_length(const char *at)
{
	size_t length = 0;

	while (name_start(at[length]) || isdigit((unsigned char)at[length]) ||
	       at[length] == '-' || at[length] == '.')
		length++;
	return length;
}

static bool
known_function(const char *name)
{
	static const char *const known[] = {"last", "position", "count", "id",
	    "local-name", "namespace-uri", "name", "string", "concat",
	    "starts-with", "contains", "substring-before", "substring-after",
	    "substring", "string-length", "normalize-space", "translate",
	    "boolean", "not", "true", "false", "lang", "number", "sum", "floor",
	    "ceiling", "round", "text", "node", "comment",
	    "processing-instruction", "column", "and", "or", "div", "mod"};

	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		if (strcmp(known[i], name) == 0)
			return true;
	return false;
}

/* Looks at one name of an expression; its length, or 0 with the error. */
static size_t
check_name(
    const struct xpath_set *set, const char *at, char *error, size_t error_size)
{
	size_t length = name_length(at);
	char *name = xstrndup(at, length);
	const char *rest = at + length + strspn(at + length, " \t");
	bool good = true;

	if (at[length] == ':' && at[length + 1] != ':') {
		good = xpath_set_uri(set, name) != NULL;
		if (!good)
			snprintf(error, error_size,
			    "the prefix '%.40s' is not bound: a line 'ns "
			    "%.40s URI' must stand above",
			    name, name);
		length++;
	} else if (*rest == '(') {
		good = known_function(name);
		if (!good)
			snprintf(error, error_size,
			    "XPath has no function '%.40s' (filters stand "
			    "behind a '|')",
			    name);
	}
	free(name);
	return good ? length : 0;
}

/* libxml2 finds unknown prefixes and functions only when it needs them. */
static bool
check_names(const struct xpath_set *set, const char *text, char *error,
    size_t error_size)
{
	size_t step;

	for (; *text != '\0'; text += step) {
		step = 1;
		if (*text == '\'' || *text == '"') {
			step += strcspn(text + 1, *text == '"' ? "\"" : "'");
			step += text[step] != '\0';
		} else if (isdigit((unsigned char)*text)) {
			step = strspn(text, "0123456789.");
		} else if (name_start(*text)) {
			step = check_name(set, text, error, error_size);
			if (step == 0)
				return false;
		}
	}
	return true;
}

static void
add_touch(struct xpath_set *set, struct xpath *xpath, const char *start,
    const char *end)
{
	xmlXPathCompExprPtr compiled;
	char *text;

	while (start < end && *start == ' ')
		start++;
	if (start == end || xpath->touches_count == XPATH_MAX_TOUCH ||
	    strchr("'\"0123456789", *start) != NULL)
		return;
	text = xstrndup(start, (size_t)(end - start));
	compiled = xmlXPathCtxtCompile(set->context, BAD_CAST text);
	if (compiled != NULL)
		xpath->touches[xpath->touches_count++] = compiled;
	free(text);
}

/* How long the operator at "at" is; 0 where there is none. */
static size_t
operator_length(const char *at)
{
	static const char *const words[] = {
	    " and ", " or ", " div ", " mod ", " - ", " * "};

	if (strchr("=!<>+|,()", *at) != NULL)
		return 1;
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strncmp(at, words[i], strlen(words[i])) == 0)
			return strlen(words[i]);
	return 0;
}

/*
 * The paths within a condition or function call, compiled on their own: they
 * tell which elements it looks at.  What is cut wrongly does not compile,
 * and is only missing from a report.
 */
static void
find_touches(struct xpath_set *set, struct xpath *xpath, const char *text)
{
	const char *start = text;
	int brackets = 0;
	size_t step;

	for (const char *at = text; *at != '\0'; at += step) {
		step = 1;
		if (*at == '\'' || *at == '"') {
			step += strcspn(at + 1, *at == '"' ? "\"" : "'");
			step += at[step] != '\0';
		} else if (*at == '[') {
			brackets++;
		} else if (*at == ']') {
			brackets--;
		} else if (brackets == 0 && strncmp(at, "()", 2) == 0) {
			step = 2; /* text(), node() */
		} else if (brackets == 0 && operator_length(at) > 0) {
			step = operator_length(at);
			if (*at != '(')
				add_touch(set, xpath, start, at);
			start = at + step;
		}
	}
	if (start != text)
		add_touch(set, xpath, start, text + strlen(text));
}

struct xpath *
xpath_new(
    struct xpath_set *set, const char *text, char *error, size_t error_size)
{
	struct xpath *xpath;

	if (!check_names(set, text, error, error_size))
		return NULL;
	set->error[0] = '\0';
	xpath = xcalloc(1, sizeof(*xpath));
	xpath->compiled = xmlXPathCtxtCompile(set->context, BAD_CAST text);
	if (xpath->compiled == NULL) {
		snprintf(error, error_size,
		    "'%.120s' is no XPath 1.0 expression (%s)", text,
		    set->error[0] != '\0' ? set->error : "not understood");
		free(xpath);
		return NULL;
	}
	find_touches(set, xpath, text);
	set->failed = false;
	return xpath;
}

void
xpath_free(struct xpath *xpath)
{
	if (xpath == NULL)
		return;
	for (size_t i = 0; i < xpath->touches_count; i++)
		xmlXPathFreeCompExpr(xpath->touches[i]);
	xmlXPathFreeCompExpr(xpath->compiled);
	free(xpath);
}

void
xpath_record_begin(struct xpath_set *set, bool learn)
{
	set->failed = false;
	set->learn = learn;
#if LIBXML_VERSION >= 20911 /* before, the processor limit alone bounds it */
	set->context->opLimit = XPATH_MAX_STEPS;
	set->context->opCount = 0;
#endif
}

bool
xpath_record_failed(const struct xpath_set *set)
{
	return set->failed;
}

static xmlXPathObjectPtr
evaluate(struct xpath_set *set, xmlXPathCompExprPtr compiled, xmlNodePtr node)
{
	set->context->doc = node->doc;
	set->context->node = node;
	set->context->contextSize = set->context->proximityPosition = -1;
	return xmlXPathCompiledEval(compiled, set->context);
}

static void
use_nodes(const xmlXPathObject *found)
{
	if (found->type != XPATH_NODESET || found->nodesetval == NULL)
		return;
	for (int i = 0; i < found->nodesetval->nodeNr; i++) {
		const xmlNode *node = found->nodesetval->nodeTab[i];
		if (node->type == XML_ATTRIBUTE_NODE)
			use_attribute(node);
		else
			use_node(node);
	}
}

static xmlXPathObjectPtr
find(struct xpath_set *set, const struct xpath *xpath, xmlNodePtr node)
{
	xmlXPathObjectPtr found = evaluate(set, xpath->compiled, node), touched;

	if (found != NULL)
		use_nodes(found);
	for (size_t i = 0; set->learn && i < xpath->touches_count; i++) {
		bool failed = set->failed;
		touched = evaluate(set, xpath->touches[i], node);
		if (touched != NULL)
			use_nodes(touched);
		xmlXPathFreeObject(touched);
		set->failed = failed; /* a report's trouble only */
	}
	return found;
}

bool
xpath_truth(struct xpath_set *set, const struct xpath *xpath,
    struct _xmlNode *node, bool unclear)
{
	xmlXPathObjectPtr found = find(set, xpath, node);
	bool truth =
	    found != NULL ? xmlXPathCastToBoolean(found) != 0 : unclear;

	xmlXPathFreeObject(found);
	return truth;
}

/* Elements that stand within a line; all others end it, before and after. */
static bool
within_line(const xmlNode *node)
{
	static const char *const names[] = {"a", "abbr", "b", "cite", "code",
	    "em", "font", "i", "q", "s", "small", "span", "strong", "sub",
	    "sup", "time", "u"};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (strcmp((const char *)node->name, names[i]) == 0)
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

/* What people call a node: <field name="Postcode"> is "Postcode". */
static const char *
label_of(struct arena *arena, const xmlNode *node)
{
	const xmlAttr *attr =
	    node->type == XML_ELEMENT_NODE ? node->properties : NULL;

	for (; attr != NULL; attr = attr->next)
		if ((strcmp((const char *)attr->name, "name") == 0 ||
			strcmp((const char *)attr->name, "key") == 0) &&
		    attr->children != NULL &&
		    strlen((const char *)attr->children->content) < XPATH_NAME)
			return arena_strdup(
			    arena, (const char *)attr->children->content);
	return (const char *)node->name;
}

static void
add_node(struct values *values, const xmlNode *node)
{
	const xmlNode *child = node->children;
	struct value like = {.label = label_of(values->arena, node)};
	struct buf text = {0};

	if (node->type == XML_TEXT_NODE ||
	    node->type == XML_CDATA_SECTION_NODE) {
		like.label = node->parent != NULL
				 ? (const char *)node->parent->name
				 : NULL;
		buf_add_text(&text, (const char *)node->content);
	} else if (child != NULL && child->next == NULL &&
		   child->type == XML_TEXT_NODE) {
		buf_add_text(&text, (const char *)child->content);
	} else {
		add_text_of(&text, node);
	}
	like.given = arena_strndup(values->arena, buf_text(&text), text.length);
	values_add(values, buf_text(&text), text.length, &like);
	buf_clear(&text);
}

void
xpath_values(struct xpath_set *set, const struct xpath *xpath,
    struct _xmlNode *node, struct values *values)
{
	xmlXPathObjectPtr found = find(set, xpath, node);
	xmlChar *text;

	if (found == NULL)
		return;
	if (found->type == XPATH_NODESET) {
		for (int i = 0;
		     found->nodesetval != NULL && i < found->nodesetval->nodeNr;
		     i++)
			if (found->nodesetval->nodeTab[i]->type !=
			    XML_NAMESPACE_DECL)
				add_node(values, found->nodesetval->nodeTab[i]);
	} else {
		text = xmlXPathCastToString(found);
		if (text != NULL)
			values_add(values, (const char *)text,
			    strlen((const char *)text), NULL);
		xmlFree(text);
	}
	xmlXPathFreeObject(found);
}

size_t
xpath_nodes(struct xpath_set *set, const struct xpath *xpath,
    struct _xmlNode *node, struct arena *arena, struct _xmlNode ***out)
{
	xmlXPathObjectPtr found = evaluate(set, xpath->compiled, node);
	size_t count = 0;

	*out = NULL;
	if (found == NULL)
		return 0;
	for (int i = 0;
	     found->type == XPATH_NODESET && found->nodesetval != NULL &&
	     i < found->nodesetval->nodeNr;
	     i++) {
		xmlNodePtr each = found->nodesetval->nodeTab[i];
		if (each->type != XML_ELEMENT_NODE)
			continue;
		*out = arena_grow(arena, *out, count, sizeof(**out));
		(*out)[count++] = each;
	}
	xmlXPathFreeObject(found);
	return count;
}

long
xpath_line(const struct _xmlNode *node)
{
	const struct feed_note *note = node->_private;

	return note != NULL ? note->line : 0;
}

const char *
xpath_name(const struct _xmlNode *node)
{
	return (const char *)node->name;
}

const char *
xpath_uri(const struct _xmlNode *node)
{
	return node->ns != NULL ? (const char *)node->ns->href : NULL;
}
