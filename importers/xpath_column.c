/* column(): the one XPath function that is ours. */
#include <stdlib.h>
#include <string.h>

#include <libxml/tree.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "importers/feed_trail.h"
#include "importers/xpath_parts.h"

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
void
xpath_column_fn(xmlXPathParserContextPtr ctxt, int nargs)
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
	xpath_ranked_clear(ctxt->context->userData);
	for (int i = 0; i < XPATH_MAX_COLUMN; i++) {
		for (int j = 0; by_rank[i] != NULL && j < by_rank[i]->nodeNr;
		     j++) {
			xmlXPathNodeSetAddUnique(all, by_rank[i]->nodeTab[j]);
			xpath_ranked_add(
			    ctxt->context->userData, by_rank[i]->nodeTab[j]);
		}
		xmlXPathFreeNodeSet(by_rank[i]);
	}
	xmlXPathReturnNodeSet(ctxt, all);
}
