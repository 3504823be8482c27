/* column(): the one XPath function that is ours. */
#include <stdlib.h>
#include <string.h>

#include <libxml/tree.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "base/fold_name.h"
#include "importers/feed_trail.h"
#include "importers/xpath_parts.h"

/* What was found, by which of the names asked for. */
struct found {
	struct {
		xmlNodePtr node;
		int rank;
	} items[FILTER_MAX_VALUES];
	size_t count;
};

static void
look(const struct xpath_columns *columns, const char *folded, xmlNodePtr node,
    struct found *found)
{
	for (int i = 0; i < columns->count; i++)
		if (strcmp(folded, columns->names[i]) == 0 &&
		    found->count < ARRAY_LEN(found->items)) {
			found->items[found->count].node = node;
			found->items[found->count++].rank = i;
			return;
		}
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

/* A child whose @name, @key or @k is the column's name. */
static void
look_at_keys(
    const struct xpath_columns *columns, xmlNodePtr child, struct found *found)
{
	char folded[XPATH_NAME];

	for (xmlAttrPtr attr = child->properties; attr != NULL;
	     attr = attr->next) {
		const char *name = (const char *)attr->name;

		if ((strcmp(name, "name") != 0 && strcmp(name, "key") != 0 &&
			strcmp(name, "k") != 0) ||
		    attr->children == NULL || attr->children->content == NULL)
			continue;
		fold_name((const char *)attr->children->content, folded,
		    sizeof(folded));
		look(columns, folded, value_of(child), found);
	}
}

static void
look_in_row(
    const struct xpath_columns *columns, xmlNodePtr row, struct found *found)
{
	char folded[XPATH_NAME];

	if (row->type != XML_ELEMENT_NODE)
		return;
	for (xmlAttrPtr attr = row->properties; attr != NULL;
	     attr = attr->next) {
		fold_name((const char *)attr->name, folded, sizeof(folded));
		look(columns, folded, (xmlNodePtr)attr, found);
	}
	for (xmlNodePtr child = row->children; child != NULL;
	     child = child->next) {
		const struct feed_note *note = child->_private;
		const char *name = folded;
		size_t before = found->count;

		if (child->type != XML_ELEMENT_NODE)
			continue;
		if (note != NULL && note->trail != NULL)
			name = note->trail->folded;
		else
			fold_name(
			    (const char *)child->name, folded, sizeof(folded));
		look(columns, name, value_of(child), found);
		if (found->count == before && child->properties != NULL)
			look_at_keys(columns, child, found);
	}
}

/*
 * column(NODES?, 'NAME', ...): the columns of a row, by name in any usual
 * spelling.  A column is a child element of that name, an attribute of that
 * name, or a child whose @name, @key or @k has it (<field name="...">).
 */
void
xpath_column_fn(xmlXPathParserContextPtr ctxt, int nargs)
{
	struct xpath_columns columns = {.count = 0};
	struct found found = {.count = 0};
	xmlNodeSetPtr rows = NULL, all;

	if (nargs < 1 || nargs > XPATH_MAX_COLUMN) {
		xmlXPathSetArityError(ctxt);
		return;
	}
	for (; nargs > 0 && !xmlXPathStackIsNodeSet(ctxt); nargs--) {
		xmlChar *name = xmlXPathPopString(ctxt);
		if (name != NULL)
			fold_name((const char *)name,
			    columns.names[columns.count++], XPATH_NAME);
		xmlFree(name);
	}
	if (nargs > 1 || ctxt->error != XPATH_EXPRESSION_OK) {
		xmlXPathSetTypeError(ctxt);
		return;
	}
	if (nargs == 1)
		rows = xmlXPathPopNodeSet(ctxt);
	else if (ctxt->context->node != NULL)
		look_in_row(&columns, ctxt->context->node, &found);
	for (int i = 0; rows != NULL && i < rows->nodeNr; i++)
		look_in_row(&columns, rows->nodeTab[i], &found);
	xmlXPathFreeNodeSet(rows);
	all = xmlXPathNodeSetCreate(NULL);
	for (size_t i = 0; i < found.count; i++) {
		xpath_use(found.items[i].node);
		xmlXPathNodeSetAdd(all, found.items[i].node);
	}
	xmlXPathReturnNodeSet(ctxt, all);
}

/* 'NAME' at the start of a text; behind it and the blanks, or NULL. */
static const char *
read_name(const char *text, struct xpath_columns *columns)
{
	char name[2 * XPATH_NAME];
	const char *end;

	if ((*text != '\'' && *text != '"') ||
	    columns->count == XPATH_MAX_COLUMN)
		return NULL;
	end = strchr(text + 1, *text);
	if (end == NULL || (size_t)(end - text) > sizeof(name))
		return NULL;
	memcpy(name, text + 1, (size_t)(end - text - 1));
	name[end - text - 1] = '\0';
	fold_name(name, columns->names[columns->count++], XPATH_NAME);
	end++;
	return end + strspn(end, " \t");
}

bool
xpath_columns_read(const struct xpath_set *set, const char *text,
    struct xpath_columns *columns)
{
	size_t length;
	char *path;

	*columns = (struct xpath_columns){.count = 0};
	if (strncmp(text, "column(", 7) != 0)
		return false;
	text += 7 + strspn(text + 7, " \t");
	length = strcspn(text, ",");
	if (*text != '\'' && *text != '"') {
		path = xstrndup(text, length);
		columns->has_rows =
		    xpath_simple_read(set, path, &columns->rows);
		free(path);
		if (!columns->has_rows || text[length] != ',')
			return false;
		text += length + 1;
		text += strspn(text, " \t");
	}
	while ((text = read_name(text, columns)) != NULL) {
		if (strcmp(text, ")") == 0)
			return true;
		if (*text++ != ',')
			return false;
		text += strspn(text, " \t");
	}
	return false;
}

struct looking {
	const struct xpath_columns *columns;
	struct found *found;
};

static void
row_cb(void *arg, xmlNodePtr row)
{
	struct looking *looking = arg;

	look_in_row(looking->columns, row, looking->found);
}

void
xpath_columns_each(const struct xpath_columns *columns, xmlNodePtr node,
    xpath_node_cb *each, void *arg)
{
	struct found found;
	struct looking looking = {columns, &found};

	found.count = 0;
	if (columns->has_rows)
		xpath_simple_each(&columns->rows, node, row_cb, &looking);
	else
		look_in_row(columns, node, &found);
	for (int rank = 0; rank < columns->count; rank++)
		for (size_t i = 0; i < found.count; i++)
			if (found.items[i].rank == rank)
				each(arg, found.items[i].node);
}
