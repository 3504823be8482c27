#include "importers/feed_trail.h"

#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

size_t
feed_fold_name(const char *name, char *out, size_t size)
{
	size_t length = 0;

	for (; *name != '\0' && length + 1 < size; name++) {
		char c = *name;
		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 'a' - 'A');
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
		    (c & 0x80) != 0)
			out[length++] = c;
	}
	out[length] = '\0';
	return length;
}

/* True where the trail's name is "name", or "name[@name='field']". */
static bool
is_trail(const struct feed_trail *trail, const char *name, const char *field)
{
	size_t length, cut;
	const char *rest;

	if (*trail->name != *name)
		return false;
	length = strlen(name);
	if (strncmp(trail->name, name, length) != 0)
		return false;
	rest = trail->name + length;
	if (field == NULL)
		return *rest == '\0';
	if (strncmp(rest, "[@name='", 8) != 0)
		return false;
	cut = utf8_clip(field, FEED_TRAIL_MAX_NAME);
	return strncmp(rest + 8, field, cut) == 0 &&
	       strcmp(rest + 8 + cut, "']") == 0;
}

struct feed_trail *
feed_trail_find(struct feed_trails *trails, struct feed_trail *parent,
    const char *name, const char *field)
{
	struct feed_trail *trail;
	char folded[FEED_TRAIL_MAX_NAME];

	if (parent == NULL)
		return NULL;
	if (parent->children_count >= FEED_TRAIL_MAX_FIELDS)
		field = NULL;
	/* Records repeat themselves: the next is mostly the one behind. */
	trail = parent->recent;
	for (size_t i = 0; i <= parent->children_count && trail != NULL; i++) {
		if (is_trail(trail, name, field)) {
			parent->recent = trail;
			return trail;
		}
		trail = trail->next != NULL ? trail->next : parent->children;
	}
	if (trails->count >= FEED_TRAIL_MAX)
		return NULL;
	trails->count++;
	trail = arena_alloc(&trails->arena, sizeof(*trail));
	if (field == NULL)
		trail->name = arena_strdup(&trails->arena, name);
	else
		trail->name = arena_printf(&trails->arena, "%s[@name='%.*s']",
		    name, (int)utf8_clip(field, FEED_TRAIL_MAX_NAME), field);
	feed_fold_name(name, folded, sizeof(folded));
	trail->folded = arena_strdup(&trails->arena, folded);
	trail->parent = parent;
	if (parent->last != NULL)
		parent->last->next = trail;
	else
		parent->children = trail;
	parent->last = parent->recent = trail;
	parent->children_count++;
	return trail;
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

/* "used" is set all the way up, so an unused trail has nothing used below. */
static void
visit(const struct feed_trail *trail, const struct buf *above,
    feed_trail_cb *unused, void *arg)
{
	struct buf path = {0};

	if (above->length > 0) {
		buf_add(&path, above->data, above->length);
		buf_add_char(&path, '/');
	}
	buf_add_text(&path, trail->name);
	if (!trail->used && any_content(trail))
		unused(arg, buf_text(&path), trail->count, trail->first_line);
	else if (!trail->used_below)
		for (const struct feed_trail *child = trail->children;
		     child != NULL; child = child->next)
			visit(child, &path, unused, arg);
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
			visit(trail, &none, unused, arg);
}

void
feed_trails_clear(struct feed_trails *trails)
{
	arena_clear(&trails->arena);
	*trails = (struct feed_trails){0};
}
