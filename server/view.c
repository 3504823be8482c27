#include "server/view.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct view *
view_new(struct arena *arena)
{
	struct view *view = arena_alloc(arena, sizeof(*view));

	view->arena = arena;
	return view;
}

struct arena *
view_arena(const struct view *view)
{
	return view->arena;
}

const struct view_value *
view_find(const struct view *view, const char *name)
{
	const struct view_value *value;

	for (value = view->values; value != NULL; value = value->next) {
		if (strcmp(value->name, name) == 0)
			return value;
	}
	return NULL;
}

/* The place for that name, made where there is none yet. */
static struct view_value *
view_value(struct view *view, const char *name)
{
	struct view_value **link = &view->values;

	for (; *link != NULL; link = &(*link)->next) {
		if (strcmp((*link)->name, name) == 0)
			return *link;
	}
	*link = arena_alloc(view->arena, sizeof(**link));
	(*link)->name = name;
	return *link;
}

void
view_text(struct view *view, const char *name, const char *text)
{
	struct view_value *value = view_value(view, name);

	assert(value->kind != VIEW_LIST);
	value->kind = VIEW_ABSENT;
	if (text == NULL || *text == '\0')
		return;
	value->kind = VIEW_TEXT;
	value->text = text;
}

void
view_format(struct view *view, const char *name, const char *format, ...)
{
	va_list args;
	char *text;
	int length;

	va_start(args, format);
	length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	assert(length >= 0);
	text = arena_alloc(view->arena, (size_t)length + 1);
	va_start(args, format);
	vsnprintf(text, (size_t)length + 1, format, args);
	va_end(args);
	view_text(view, name, text);
}

void
view_long(struct view *view, const char *name, long number)
{
	char digits[24], text[40];
	size_t i, length, at = 0;

	length = (size_t)snprintf(digits, sizeof(digits), "%ld", number);
	for (i = 0; i < length; i++) {
		text[at++] = digits[i];
		if (digits[i] != '-' && i + 1 < length &&
		    (length - i - 1) % 3 == 0)
			text[at++] = ',';
	}
	text[at] = '\0';
	view_text(view, name, arena_strdup(view->arena, text));
}

void
view_flag(struct view *view, const char *name, bool given)
{
	struct view_value *value = view_value(view, name);

	assert(value->kind != VIEW_LIST);
	value->kind = given ? VIEW_FLAG : VIEW_ABSENT;
}

struct view *
view_group(struct view *view, const char *name)
{
	struct view_value *value = view_value(view, name);

	assert(value->kind == VIEW_ABSENT);
	value->kind = VIEW_GROUP;
	value->first = value->last = view_new(view->arena);
	return value->first;
}

struct view *
view_item(struct view *view, const char *list)
{
	struct view_value *value = view_value(view, list);
	struct view *item = view_new(view->arena);

	assert(value->kind == VIEW_ABSENT || value->kind == VIEW_LIST);
	if (value->kind == VIEW_ABSENT)
		value->first = item;
	else
		value->last->next = item;
	value->last = item;
	value->kind = VIEW_LIST;
	return item;
}

void
view_item_text(struct view *view, const char *list, const char *text)
{
	view_item(view, list)->self = text != NULL ? text : "";
}
