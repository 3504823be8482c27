/* Parts of mapping_xpath.c that stand in files of their own. */
#ifndef SIGNPOST_XPATH_PARTS_H
#define SIGNPOST_XPATH_PARTS_H

#include <libxml/xpath.h>

#include "importers/mapping_xpath.h"

#define XPATH_NAME       64 /* bytes of a name that is compared or shown */
#define XPATH_MAX_COLUMN 32 /* names that one column() tries */

/* Says that a mapping has read this element or attribute. */
void xpath_use(xmlNodePtr node);
/* Calls back for each path that is part of an expression: xpath_touch.c. */
typedef void xpath_touch_cb(void *arg, const char *path);
void xpath_touches(const char *text, xpath_touch_cb *each, void *arg);
void xpath_column_fn(xmlXPathParserContextPtr ctxt, int nargs);
/* False, with the error, where a prefix or function is not known. */
bool xpath_names_check(
    struct xpath_set *set, const char *text, char *error, size_t error_size);
/* A plain path: names of children, and of an attribute as the last. */
#define XPATH_SIMPLE_STEPS 6
struct xpath_step {
	char *name;
	const char *uri; /* the set's; NULL: in no namespace */
	bool attribute;
};
struct xpath_simple {
	struct xpath_step steps[XPATH_SIMPLE_STEPS];
	size_t count; /* 0: the node itself */
};
typedef void xpath_node_cb(void *arg, xmlNodePtr node);

/* False where the text is more than a plain path. */
bool xpath_simple_read(
    const struct xpath_set *set, const char *text, struct xpath_simple *simple);
void xpath_simple_clear(struct xpath_simple *simple);
void xpath_simple_each(const struct xpath_simple *simple, xmlNodePtr node,
    xpath_node_cb *found, void *arg);

/*
 * A call of column() on its own, with names in quotes: its columns come in
 * the order of the names (libxml2 would sort them as they stand in the
 * document), and far faster.
 */
struct xpath_columns {
	char names[XPATH_MAX_COLUMN][XPATH_NAME]; /* folded */
	int count;
	bool has_rows;
	struct xpath_simple rows; /* else the context node is the row */
};
bool xpath_columns_read(const struct xpath_set *set, const char *text,
    struct xpath_columns *columns);
void xpath_columns_each(const struct xpath_columns *columns, xmlNodePtr node,
    xpath_node_cb *each, void *arg);

/* Adds the text of an element, attribute or text node. */
void xpath_text_add(struct values *values, const xmlNode *node);

#endif
