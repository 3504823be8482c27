/*
 * A mapping: which element of a feed fills which field of a listing.  Its
 * language is that of signpost-mapping(5).  Runs in the sandboxed reader;
 * the mapping's text is the operator's, the record's tree is a stranger's.
 */
#ifndef SIGNPOST_MAPPING_H
#define SIGNPOST_MAPPING_H

#include <stdbool.h>
#include <stddef.h>

#include "importers/mapping_text.h"
#include "schema/listing.h"
#include "schema/problem.h"

#define MAPPING_MAX_RECORDS 16 /* "records" statements of one mapping */
#define MAPPING_MAX_PATH    12 /* steps of a records path */

#define MAPPING_MAX_SHOWN 120 /* bytes of a statement in a report */

struct _xmlNode;
struct mapping;

/* A file that stands beside the mapping: rows of a table. */
struct mapping_beside {
	const char *name;
	const char *text;
};

/*
 * NULL, with the line and what was expected there, where it is wrong.  The
 * mapping borrows nothing.  mapping_parse() is for one without files.
 */
struct mapping *mapping_parse(
    const char *name, const char *text, struct mapping_error *error);
struct mapping *mapping_parse_beside(const char *name, const char *text,
    const struct mapping_beside *beside, size_t beside_count,
    struct mapping_error *error);
void mapping_free(struct mapping *mapping);
const char *mapping_name(const struct mapping *mapping);

/*
 * How well a mapping fits a document, judged by the start of its tree: 0
 * not at all, 1 as any rows, 2 by its root, 3 by its root and more.
 */
int mapping_fits(struct mapping *mapping, struct _xmlNode *root);

/* Where records stand: "/entries/entry", or "//entry". */
struct mapping_step {
	char *uri;  /* NULL: in no namespace, or any_uri */
	char *name; /* "*": any */
	bool any_uri;
};
struct mapping_path {
	struct mapping_step steps[MAPPING_MAX_PATH];
	size_t count;
	bool anywhere; /* "//": its one step at any depth */
	char *text;    /* as the mapping writes it */
};
size_t mapping_paths_count(const struct mapping *mapping);
const struct mapping_path *mapping_path(
    const struct mapping *mapping, size_t index);
bool mapping_step_is(
    const struct mapping_step *step, const char *name, const char *uri);

/* True where elements in this namespace are read as if in none. */
bool mapping_uri_is_plain(const struct mapping *mapping, const char *uri);

/* The repairs that it asks for: a set (1 << REPAIR_...). */
unsigned mapping_repairs(const struct mapping *mapping);

struct mapping_handler {
	void *arg;
	void (*listing)(void *arg, struct listing *listing);
	void (*problem)(void *arg, const struct problem *problem);
};

struct mapping_counts {
	long records, refused, skipped, deleted;
	long parts; /* of the records: no listings of their own */
};

/*
 * Reads one record: "node" matched the path with this index.  Gives its
 * listings (in "arena") to the handler and adds to the counts.  False where
 * the path's condition says that this is no record.
 */
bool mapping_record_read(struct mapping *mapping, size_t index,
    struct _xmlNode *node, bool learn, struct arena *arena,
    const struct mapping_handler *handler,
    struct mapping_counts *counts) MUST_CHECK;

/* Each field or block that was tried and never found anything. */
typedef void mapping_idle_cb(void *arg, unsigned line, const char *text);
void mapping_idle(
    const struct mapping *mapping, mapping_idle_cb *each, void *arg);
/* Each condition that left records out: how many, and on which line first. */
typedef void mapping_skips_cb(
    void *arg, unsigned line, const char *text, long skipped, long first_line);
void mapping_skips(
    const struct mapping *mapping, mapping_skips_cb *each, void *arg);
/* True where its expressions use a name ("openingTimes"), in any spelling. */
bool mapping_knows(const struct mapping *mapping, const char *name);

/* What a document says about itself and the set it belongs to. */
struct mapping_facts {
	char *feed_id, *title, *publisher, *licence, *area;
	bool full;
	char *next;                 /* the address of another page */
	long declared, page, pages; /* -1: no word */
};
/* Reads them from what is left of the document when its root closes. */
void mapping_facts_read(struct mapping *mapping, struct _xmlNode *root,
    struct arena *arena, struct mapping_facts *facts);

#endif
