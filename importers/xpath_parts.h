/* Parts of mapping_xpath.c that stand in files of their own. */
#ifndef SIGNPOST_XPATH_PARTS_H
#define SIGNPOST_XPATH_PARTS_H

#include <libxml/xpath.h>

#include "importers/mapping_xpath.h"

#define XPATH_NAME       64 /* bytes of a name that is compared or shown */
#define XPATH_MAX_COLUMN 32 /* names that one column() tries */

/*
 * column(NODES?, 'NAME', ...).  libxml2 sorts what an expression gives as it
 * stands in the document; the order of the names asked for is kept beside.
 */
void xpath_column_fn(xmlXPathParserContextPtr ctxt, int nargs);
void xpath_ranked_clear(struct xpath_set *set);
void xpath_ranked_add(struct xpath_set *set, xmlNodePtr node);
/* False, with the error, where a prefix or function is not known. */
bool xpath_names_check(const struct xpath_set *set, const char *text,
    char *error, size_t error_size);
/* Adds the text of an element, attribute or text node. */
void xpath_text_add(struct values *values, const xmlNode *node);

#endif
