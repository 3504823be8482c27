#include "importers/mapping_xpath.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "base/fold_name.h"
#include "importers/feed_trail.h"
#include "importers/xpath_parts.h"

#define XPATH_MAX_NS    32 /* namespaces of one mapping */
#define XPATH_MAX_TOUCH 16 /* paths within one condition */

struct xpath_set {
	xmlXPathContextPtr context;
	char *prefixes[XPATH_MAX_NS];
	char *uris[XPATH_MAX_NS];
	size_t count;
	char **names; /* that expressions use, folded, each once */
	size_t names_count;
	bool learn, failed;
	char error[200]; /* libxml2's last words, while compiling */
};

struct xpath {
	xmlXPathCompExprPtr compiled;
	xmlXPathCompExprPtr touches[XPATH_MAX_TOUCH];
	size_t touches_count;
	bool plain; /* a path that needs no XPath */
	struct xpath_simple simple;
	struct xpath_columns *columns; /* one call of column(); or NULL */
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

	feed_trail_use(node->_private);
	if (note == NULL)
		return;
	for (struct feed_trail *trail = note->trail;
	     trail != NULL && !trail->used; trail = trail->parent)
		trail->used = true;
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
	xmlXPathRegisterFunc(set->context, BAD_CAST "column", xpath_column_fn);
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
	for (size_t i = 0; i < set->names_count; i++)
		free(set->names[i]);
	free(set->names);
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

void
xpath_set_name(struct xpath_set *set, const char *name)
{
	char folded[XPATH_NAME];

	fold_name(name, folded, sizeof(folded));
	if (xpath_set_has_name(set, folded))
		return;
	set->names =
	    grow_array(set->names, set->names_count, sizeof(*set->names));
	set->names[set->names_count++] = xstrdup(folded);
}

bool
xpath_set_has_name(const struct xpath_set *set, const char *folded)
{
	for (size_t i = 0; i < set->names_count; i++)
		if (strcmp(set->names[i], folded) == 0)
			return true;
	return false;
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

struct touching {
	struct xpath_set *set;
	struct xpath *xpath;
};

static void
touch_cb(void *arg, const char *path)
{
	const struct touching *touching = arg;
	struct xpath *xpath = touching->xpath;
	xmlXPathCompExprPtr compiled;

	if (xpath->touches_count == XPATH_MAX_TOUCH)
		return;
	compiled = xmlXPathCtxtCompile(touching->set->context, BAD_CAST path);
	if (compiled != NULL)
		xpath->touches[xpath->touches_count++] = compiled;
}

struct xpath *
xpath_new(
    struct xpath_set *set, const char *text, char *error, size_t error_size)
{
	struct touching touching;
	struct xpath *xpath;

	if (!xpath_names_check(set, text, error, error_size))
		return NULL;
	set->error[0] = '\0';
	xpath = xcalloc(1, sizeof(*xpath));
	touching = (struct touching){set, xpath};
	xpath->compiled = xmlXPathCtxtCompile(set->context, BAD_CAST text);
	if (xpath->compiled == NULL) {
		snprintf(error, error_size,
		    "'%.120s' is no XPath 1.0 expression (%s)", text,
		    set->error[0] != '\0' ? set->error : "not understood");
		free(xpath);
		return NULL;
	}
	if (strstr(text, "column(") == NULL) /* which says so by itself */
		xpath_touches(text, touch_cb, &touching);
	xpath->columns = xmalloc(sizeof(*xpath->columns));
	if (!xpath_columns_read(set, text, xpath->columns)) {
		xpath_simple_clear(&xpath->columns->rows);
		free(xpath->columns);
		xpath->columns = NULL;
	}
	xpath->plain = xpath_simple_read(set, text, &xpath->simple);
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
	xpath_simple_clear(&xpath->simple);
	if (xpath->columns != NULL)
		xpath_simple_clear(&xpath->columns->rows);
	free(xpath->columns);
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

/* To look at a mark does not read what it stands on. */
static void
touch_nodes(const xmlXPathObject *found)
{
	if (found->type != XPATH_NODESET || found->nodesetval == NULL)
		return;
	for (int i = 0; i < found->nodesetval->nodeNr; i++) {
		const xmlNode *node = found->nodesetval->nodeTab[i];
		struct feed_trail *trail = node->_private;

		if (node->type != XML_ATTRIBUTE_NODE)
			use_node(node);
		else if (trail != NULL)
			trail->used = true;
	}
}

/* Notes what the expression looked at. */
static void
touch(struct xpath_set *set, const struct xpath *xpath, xmlNodePtr node)
{
	xmlXPathObjectPtr touched;
	bool failed = set->failed;

	for (size_t i = 0; set->learn && i < xpath->touches_count; i++) {
		touched = evaluate(set, xpath->touches[i], node);
		if (touched != NULL)
			touch_nodes(touched);
		xmlXPathFreeObject(touched);
		set->failed = failed; /* a report's trouble only */
	}
}

static xmlXPathObjectPtr
find(struct xpath_set *set, const struct xpath *xpath, xmlNodePtr node)
{
	xmlXPathObjectPtr found = evaluate(set, xpath->compiled, node);

	if (found != NULL)
		use_nodes(found);
	touch(set, xpath, node);
	return found;
}

void
xpath_use(xmlNodePtr node)
{
	if (node->type == XML_ATTRIBUTE_NODE)
		use_attribute(node);
	else
		use_node(node);
}

static void
truth_cb(void *arg, xmlNodePtr node)
{
	xpath_use(node);
	*(bool *)arg = true;
}

static void
value_cb(void *arg, xmlNodePtr node)
{
	xpath_use(node);
	xpath_text_add(arg, node);
}

/* What needs no XPath; false where it does. */
static bool
walk(
    const struct xpath *xpath, xmlNodePtr node, xpath_node_cb *found, void *arg)
{
	if (xpath->plain)
		xpath_simple_each(&xpath->simple, node, found, arg);
	else if (xpath->columns != NULL)
		xpath_columns_each(xpath->columns, node, found, arg);
	return xpath->plain || xpath->columns != NULL;
}

bool
xpath_truth(struct xpath_set *set, const struct xpath *xpath,
    struct _xmlNode *node, bool unclear)
{
	xmlXPathObjectPtr found;
	bool truth = false;

	if (walk(xpath, node, truth_cb, &truth))
		return truth;
	found = find(set, xpath, node);
	truth = found != NULL ? xmlXPathCastToBoolean(found) != 0 : unclear;

	xmlXPathFreeObject(found);
	return truth;
}

void
xpath_values(struct xpath_set *set, const struct xpath *xpath,
    struct _xmlNode *node, struct values *values)
{
	xmlXPathObjectPtr found;
	xmlChar *text;

	if (walk(xpath, node, value_cb, values))
		return;
	found = find(set, xpath, node);
	if (found == NULL)
		return;
	if (found->type == XPATH_NODESET) {
		for (int i = 0;
		     found->nodesetval != NULL && i < found->nodesetval->nodeNr;
		     i++)
			if (found->nodesetval->nodeTab[i]->type !=
			    XML_NAMESPACE_DECL)
				xpath_text_add(
				    values, found->nodesetval->nodeTab[i]);
	} else {
		text = xmlXPathCastToString(found);
		if (text != NULL)
			values_add(values, (const char *)text,
			    strlen((const char *)text), NULL);
		xmlFree(text);
	}
	xmlXPathFreeObject(found);
}

/* Elements, collected. */
struct nodes {
	struct arena *arena;
	struct _xmlNode **items;
	size_t count;
};

static void
nodes_cb(void *arg, xmlNodePtr node)
{
	struct nodes *nodes = arg;

	if (node->type != XML_ELEMENT_NODE)
		return;
	nodes->items = arena_grow(
	    nodes->arena, nodes->items, nodes->count, sizeof(*nodes->items));
	nodes->items[nodes->count++] = node;
}

size_t
xpath_nodes(struct xpath_set *set, const struct xpath *xpath,
    struct _xmlNode *node, struct arena *arena, struct _xmlNode ***out)
{
	struct nodes nodes = {.arena = arena};
	xmlXPathObjectPtr found;

	if (!walk(xpath, node, nodes_cb, &nodes)) {
		found = evaluate(set, xpath->compiled, node);
		touch(set, xpath, node);
		for (int i = 0;
		     found != NULL && found->type == XPATH_NODESET &&
		     found->nodesetval != NULL && i < found->nodesetval->nodeNr;
		     i++)
			nodes_cb(&nodes, found->nodesetval->nodeTab[i]);
		xmlXPathFreeObject(found);
	}
	*out = nodes.items;
	return nodes.count;
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
