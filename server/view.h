/*
 * The inside of a view, for template.c alone: pages use what template.h
 * offers.
 */
#ifndef SIGNPOST_VIEW_H
#define SIGNPOST_VIEW_H

#include <stdbool.h>

#include "server/template.h"

enum view_kind {
	VIEW_ABSENT = 0, /* named, but not given: hides an outer one */
	VIEW_TEXT,
	VIEW_FLAG,
	VIEW_GROUP, /* one view */
	VIEW_LIST,  /* views in a row, at least one */
};

struct view_value {
	const char *name;
	enum view_kind kind;
	const char *text;
	struct view *first, *last; /* of a group or a list */
	struct view_value *next;
};

struct view {
	struct arena *arena;
	struct view_value *values;
	const char *self;  /* an item of a list of texts */
	struct view *next; /* item */
};

/* The value of that name in this very view; NULL. */
const struct view_value *view_find(const struct view *, const char *name);

#endif
