/*
 * XPath 1.0 over one record's small tree, through libxml2: compiled once,
 * bounded at every use.  One function is ours, column().
 */
#ifndef SIGNPOST_MAPPING_XPATH_H
#define SIGNPOST_MAPPING_XPATH_H

#include <stdbool.h>
#include <stddef.h>

#include "importers/filter.h"

#define XPATH_MAX_STEPS 2000000UL /* a record: real ones take thousands */

struct _xmlNode;  /* libxml2's, for those who only pass it on */
struct xpath_set; /* namespaces, and the state of evaluation */
struct xpath;     /* one compiled expression */

struct xpath_set *xpath_set_new(void);
void xpath_set_free(struct xpath_set *set);
/* False where the prefix is bound already. */
bool xpath_set_namespace(
    struct xpath_set *set, const char *prefix, const char *uri) MUST_CHECK;
/* NULL where the prefix is not bound. */
/* A name that the set's expressions use, in any usual spelling. */
#define XPATH_MAX_FOLDED 64 /* bytes that tell names apart */
void xpath_set_name(struct xpath_set *set, const char *name);
bool xpath_set_has_name(const struct xpath_set *set, const char *folded);
const char *xpath_set_uri(const struct xpath_set *set, const char *prefix);

/* NULL, with what is wrong in "error", where the text is no expression. */
struct xpath *xpath_new(
    struct xpath_set *set, const char *text, char *error, size_t error_size);
void xpath_free(struct xpath *xpath);

/*
 * Starts a record.  "learn" marks the elements that even a condition looks
 * at as used; it costs time, and a feed's first records suffice.
 */
void xpath_record_begin(struct xpath_set *set, bool learn);
/* True where an expression of this record took too many steps or failed. */
bool xpath_record_failed(const struct xpath_set *set);

/* boolean(xpath); "unclear" where it could not be evaluated. */
bool xpath_truth(struct xpath_set *set, const struct xpath *xpath,
    struct _xmlNode *node, bool unclear);
/* Adds the texts found: one a node, or one of a string or number. */
void xpath_values(struct xpath_set *set, const struct xpath *xpath,
    struct _xmlNode *node, struct values *values);
/* The elements found, in an arena's array; their count. */
size_t xpath_nodes(struct xpath_set *set, const struct xpath *xpath,
    struct _xmlNode *node, struct arena *arena, struct _xmlNode ***out);
/* The line of a node's opening tag; 0 where it is not known. */
long xpath_line(const struct _xmlNode *node);
/* A node's local name, and the URI of its namespace or NULL. */
const char *xpath_name(const struct _xmlNode *node);
const char *xpath_uri(const struct _xmlNode *node);

#endif
