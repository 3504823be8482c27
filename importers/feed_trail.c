#include "importers/feed_trail.h"

#include <string.h>

#include "base/buf.h"
#include "base/fold_name.h"
#include "base/utf8.h"

/* True where the trail's name is "name", or "name[@name='field']". */
static bool
is_trail(const struct feed_trail *trail, const char *name,
    const struct feed_field *field)
{
	size_t length, cut;
	const char *rest;

	if (*trail->name != *name)
		return false;
	length = strlen(name);
	if (strncmp(trail->name, name, length) != 0)
		return false;
	rest = trail->name + length;
	if (field->value == NULL)
		return *rest == '\0';
	if (*rest++ != '[')
		return false;
	length = strlen(field->attribute);
	if (strncmp(rest, field->attribute, length) != 0 ||
	    strncmp(rest + length, "='", 2) != 0)
		return false;
	rest += length + 2;
	cut = utf8_clip(field->value, FEED_TRAIL_MAX_NAME);
	return strncmp(rest, field->value, cut) == 0 &&
	       strcmp(rest + cut, "']") == 0;
}

/* <meta><meta_key>phone</meta_key><meta_value>0113 496 0101</meta_value> */
static bool
is_key(const struct feed_trail *parent, const char *name)
{
	static const char *const keys[] = {"metakey", "fieldname",
	    "attributename", "propertyname", "paramname"};
	static const char *const holders[] = {"field", "property", "meta",
	    "param", "attribute", "custom", "customfield", "extra"};
	const char *colon = strrchr(name, ':');
	char folded[FEED_TRAIL_MAX_NAME];

	fold_name(colon != NULL ? colon + 1 : name, folded, sizeof(folded));
	for (size_t i = 0; i < ARRAY_LEN(keys); i++)
		if (strcmp(keys[i], folded) == 0)
			return true;
	if (parent->folded == NULL ||
	    (strcmp(folded, "name") != 0 && strcmp(folded, "key") != 0))
		return false; /* of a record, say */
	for (size_t i = 0; i < ARRAY_LEN(holders); i++)
		if (strcmp(holders[i], parent->folded) == 0)
			return true;
	return false;
}

static struct feed_trail *
add_trail(struct feed_trails *trails, struct feed_trail *parent,
    const char *name, const struct feed_field *field)
{
	struct feed_trail *trail = arena_alloc(&trails->arena, sizeof(*trail));
	char folded[FEED_TRAIL_MAX_NAME];

	trails->count++;
	if (field->value == NULL)
		trail->name = arena_strdup(&trails->arena, name);
	else
		trail->name = arena_printf(&trails->arena, "%s[%s='%.*s']",
		    name, field->attribute,
		    (int)utf8_clip(field->value, FEED_TRAIL_MAX_NAME),
		    field->value);
	fold_name(name, folded, sizeof(folded));
	trail->folded = arena_strdup(&trails->arena, folded);
	trail->parent = parent;
	trail->is_key = *name != '@' && is_key(parent, name);
	if (parent->last != NULL)
		parent->last->next = trail;
	else
		parent->children = trail;
	parent->last = parent->recent = trail;
	parent->children_count++;
	return trail;
}

struct feed_trail *
feed_trail_find(struct feed_trails *trails, struct feed_trail *parent,
    const char *name, const struct feed_field *field)
{
	static const struct feed_field none = {NULL, NULL};
	struct feed_trail *trail;

	if (parent == NULL)
		return NULL;
	if (parent->children_count >= FEED_TRAIL_MAX_FIELDS)
		field = &none;
	/* Records repeat themselves: the next is mostly the one behind. */
	trail = parent->recent;
	for (size_t i = 0; i <= parent->children_count && trail != NULL; i++) {
		if (is_trail(trail, name, field)) {
			parent->recent = trail;
			return trail;
		}
		trail = trail->next != NULL ? trail->next : parent->children;
	}
	return trails->count < FEED_TRAIL_MAX
		   ? add_trail(trails, parent, name, field)
		   : NULL;
}

/* A text comes in pieces: those of the same element go together. */
void
feed_trail_text(struct feed_trails *trails, struct feed_trail *trail,
    const char *text, size_t length)
{
	bool more = trail->example != NULL && trail->example_of == trail->count;
	char *to;

	while (!more && length > 0 && strchr(" \t\r\n", *text) != NULL) {
		text++;
		length--;
	}
	if (length == 0 || (trail->example != NULL && !more) ||
	    (more && strlen(trail->example) >= FEED_TRAIL_EXAMPLE))
		return;
	/* One byte more tells whether the last character is whole. */
	if (length > FEED_TRAIL_EXAMPLE)
		length = FEED_TRAIL_EXAMPLE + 1;
	trail->has_content = true;
	trail->example_of = trail->count;
	to = trail->example = arena_printf(&trails->arena, "%s%.*s",
	    more ? trail->example : "", (int)length, text);
	to[utf8_clip(to, FEED_TRAIL_EXAMPLE)] = '\0';
	for (; *to != '\0'; to++)
		if ((unsigned char)*to < 0x20 || *to == 0x7f)
			*to = ' ';
}

const char *
feed_trail_example(const struct feed_trail *trail)
{
	const char *found = trail->example;

	for (trail = trail->children; found == NULL && trail != NULL;
	     trail = trail->next)
		found = feed_trail_example(trail);
	return found;
}

void
feed_trail_use(struct feed_trail *trail)
{
	if (trail == NULL || trail->used_below)
		return;
	trail->used_below = true;
	for (; trail != NULL && !trail->used; trail = trail->parent)
		trail->used = true;
}

static bool
any_content(const struct feed_trail *trail)
{
	if (trail->has_content)
		return true;
	for (trail = trail->children; trail != NULL; trail = trail->next)
		if (any_content(trail))
			return true;
	return false;
}

/* Not read itself, for there is nothing in it but what was. */
static bool
looked_into(const struct feed_trail *trail)
{
	bool any = false;

	if (trail->has_content)
		return false;
	for (trail = trail->children; trail != NULL && !any;
	     trail = trail->next)
		any = trail->used || looked_into(trail);
	return any;
}

static void
add_step(struct buf *path, const struct buf *above, const char *name)
{
	if (above->length > 0) {
		buf_add(path, above->data, above->length);
		buf_add_char(path, '/');
	}
	buf_add_text(path, name);
}

/*
 * "used" is set all the way up, so an unused trail has nothing used below.
 * Reading an element's text reads what is below it, but no attributes.
 */
static void
visit(const struct feed_trail *trail, const struct buf *above, bool read,
    feed_trail_cb *unused, void *arg)
{
	struct buf path = {0};
	bool attribute = trail->name[0] == '@';

	add_step(&path, above, trail->name);
	/* What only holds attributes that others have too was never met. */
	if (!trail->used && !looked_into(trail) && trail->count > 0 &&
	    any_content(trail) && (attribute || !read)) {
		unused(arg, buf_text(&path), trail);
	} else {
		read = read || trail->used_below;
		for (const struct feed_trail *child = trail->children;
		     child != NULL; child = child->next)
			visit(child, &path, read, unused, arg);
	}
	buf_clear(&path);
}

void
feed_trails_unused(struct feed_trails *trails, feed_trail_cb *unused, void *arg)
{
	struct buf none = {0};

	/* The document's own element is not part of a path. */
	for (const struct feed_trail *top = trails->root.children; top != NULL;
	     top = top->next)
		for (const struct feed_trail *trail = top->children;
		     trail != NULL; trail = trail->next)
			visit(trail, &none, false, unused, arg);
}

static void
visit_all(const struct feed_trail *trail, const struct buf *above,
    feed_trail_cb *each, void *arg)
{
	struct buf path = {0};

	add_step(&path, above, trail->name);
	each(arg, buf_text(&path), trail);
	for (trail = trail->children; trail != NULL; trail = trail->next)
		visit_all(trail, &path, each, arg);
	buf_clear(&path);
}

void
feed_trails_all(struct feed_trails *trails, feed_trail_cb *each, void *arg)
{
	struct buf none = {0};

	for (const struct feed_trail *top = trails->root.children; top != NULL;
	     top = top->next)
		visit_all(top, &none, each, arg);
}

void
feed_trails_clear(struct feed_trails *trails)
{
	arena_clear(&trails->arena);
	*trails = (struct feed_trails){0};
}
