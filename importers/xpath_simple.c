/*
 * Plain paths (a/b/@c) are most of what mappings hold: they are walked here,
 * many times faster than the same through XPath.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/tree.h>

#include "importers/xpath_parts.h"

/* A name of ASCII letters, digits and the marks that names may hold. */
static size_t
plain_name(const char *at)
{
	size_t length = 0;

	if (!isalpha((unsigned char)*at) && *at != '_')
		return 0;
	while (isalnum((unsigned char)at[length]) || at[length] == '_' ||
	       at[length] == '-' || at[length] == '.')
		length++;
	return length;
}

static bool
read_step(const struct xpath_set *set, const char **at, struct xpath_step *step)
{
	size_t length;
	char *prefix;

	step->attribute = **at == '@';
	*at += step->attribute;
	length = plain_name(*at);
	if (length > 0 && (*at)[length] == ':' && (*at)[length + 1] != ':') {
		prefix = xstrndup(*at, length);
		step->uri = xpath_set_uri(set, prefix);
		free(prefix);
		*at += length + 1;
		length = plain_name(*at);
	}
	if (length == 0)
		return false;
	step->name = xstrndup(*at, length);
	*at += length;
	return true;
}

bool
xpath_simple_read(
    const struct xpath_set *set, const char *text, struct xpath_simple *simple)
{
	*simple = (struct xpath_simple){.count = 0};
	if (strcmp(text, ".") == 0)
		return true;
	while (simple->count < XPATH_SIMPLE_STEPS) {
		struct xpath_step *step = &simple->steps[simple->count];

		if (!read_step(set, &text, step))
			break;
		simple->count++;
		if (*text == '\0')
			return true;
		if (*text++ != '/' || step->attribute)
			break;
	}
	xpath_simple_clear(simple);
	return false;
}

void
xpath_simple_clear(struct xpath_simple *simple)
{
	for (size_t i = 0; i < simple->count; i++)
		free(simple->steps[i].name);
	simple->count = 0;
}

static bool
is_step(const struct xpath_step *step, const xmlChar *name, const xmlNs *ns)
{
	const char *uri = ns != NULL ? (const char *)ns->href : NULL;

	if (strcmp(step->name, (const char *)name) != 0)
		return false;
	if (step->uri == NULL || uri == NULL)
		return step->uri == uri;
	return strcmp(step->uri, uri) == 0;
}

static void
walk(const struct xpath_simple *simple, size_t at, xmlNodePtr node,
    xpath_node_cb *found, void *arg)
{
	const struct xpath_step *step = &simple->steps[at];

	if (at == simple->count) {
		found(arg, node);
		return;
	}
	if (node->type != XML_ELEMENT_NODE)
		return;
	if (step->attribute) {
		for (xmlAttrPtr attr = node->properties; attr != NULL;
		     attr = attr->next)
			if (is_step(step, attr->name, attr->ns))
				found(arg, (xmlNodePtr)attr);
		return;
	}
	for (xmlNodePtr child = node->children; child != NULL;
	     child = child->next)
		if (child->type == XML_ELEMENT_NODE &&
		    is_step(step, child->name, child->ns))
			walk(simple, at + 1, child, found, arg);
}

void
xpath_simple_each(const struct xpath_simple *simple, xmlNodePtr node,
    xpath_node_cb *found, void *arg)
{
	walk(simple, 0, node, found, arg);
}
