/* The names within an expression, looked at before it is compiled. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "importers/xpath_parts.h"

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
    struct xpath_set *set, const char *at, char *error, size_t error_size)
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
	} else {
		xpath_set_name(set, name);
	}
	free(name);
	return good ? length : 0;
}

/* libxml2 finds unknown prefixes and functions only when it needs them. */
bool
xpath_names_check(
    struct xpath_set *set, const char *text, char *error, size_t error_size)
{
	size_t step;

	for (; *text != '\0'; text += step) {
		step = 1;
		if (*text == '\'' || *text == '"') {
			step += strcspn(text + 1, *text == '"' ? "\"" : "'");
			/* column('opening times'), field[@name='Postcode'] */
			if (step > 1 && step < XPATH_NAME) {
				char *quoted = xstrndup(text + 1, step - 1);

				xpath_set_name(set, quoted);
				free(quoted);
			}
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
