/*
 * Which elements and attributes a feed has and which of them its mapping
 * reads: a tree of
 * paths ("entry/fields/field[@name='Facilities']") that grows with the
 * variety of a feed, not its size.  The sandboxed reader reports what was
 * seen and never used, so that a maintainer finds what a mapping misses.
 */
#ifndef SIGNPOST_FEED_TRAIL_H
#define SIGNPOST_FEED_TRAIL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/alloc.h"
#include "base/compiler.h"

#define FEED_TRAIL_MAX        2000 /* paths known; a hostile feed has millions */
#define FEED_TRAIL_MAX_FIELDS 100  /* ...below one; a name may be free text */
#define FEED_TRAIL_EXAMPLE    60   /* bytes of an example */
#define FEED_TRAIL_MAX_NAME   60 /* bytes of a @name that tells fields apart */

struct feed_trail {
	char *folded; /* the element's name as column() compares it */
	char *name;   /* "field", "field[@name='Facilities']" or
			 "meta[key='phone']" */
	struct feed_trail *parent, *children, *last, *next;
	struct feed_trail *recent; /* the child found last */
	bool used;                 /* its own text or an attribute was read */
	bool used_below;           /* all below it was read with it */
	bool has_content;          /* text was seen in it */
	bool is_key;               /* what it says tells its parents apart */
	char *example;             /* the first of it, cut; or NULL */
	long example_of;           /* which one it is the text of */
	size_t children_count;
	long count, first_line;
};

/* What a node of a record's tree carries (in _private). */
struct feed_note {
	struct feed_trail *trail; /* NULL: beyond FEED_TRAIL_MAX */
	long line;                /* of the opening tag */
};

struct feed_trails {
	struct arena arena;
	struct feed_trail root;
	size_t count;
};

/* The attribute that tells elements of one name apart, and its value. */
struct feed_field {
	const char *attribute; /* "@name", "@key" or "@k"; or a key element */
	const char *value;     /* NULL: there is none */
};
/* The trail of an element below "parent"; "@lang" is an attribute's. */
struct feed_trail *feed_trail_find(struct feed_trails *trails,
    struct feed_trail *parent, const char *name,
    const struct feed_field *field);
/* Text was seen there: counted as content, and kept as the example. */
void feed_trail_text(struct feed_trails *trails, struct feed_trail *trail,
    const char *text, size_t length);
/* An element's text was read: it and all below count as used. */
void feed_trail_use(struct feed_trail *trail);
/* Calls back for each topmost path that has content and was never used. */
typedef void feed_trail_cb(
    void *arg, const char *path, const struct feed_trail *trail);
/* The example of a trail, or of what is below it; or NULL. */
const char *feed_trail_example(const struct feed_trail *trail);
void feed_trails_unused(
    struct feed_trails *trails, feed_trail_cb *unused, void *arg);
/* Calls back for every path, the document's own element first. */
void feed_trails_all(
    struct feed_trails *trails, feed_trail_cb *each, void *arg);
void feed_trails_clear(struct feed_trails *trails);

#endif
