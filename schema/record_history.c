#include "schema/record_history.h"

#include <string.h>

#include "schema/record_internal.h"

static const char *const kind_names[HISTORY_KINDS] = {
    [HISTORY_ADDED] = "added",
    [HISTORY_BACK] = "back",
    [HISTORY_CHANGED] = "changed",
    [HISTORY_WITHDRAWN] = "withdrawn",
    [HISTORY_UNDONE] = "undone",
};

const char *
history_kind_name(enum history_kind kind)
{
	return kind_names[kind];
}

static enum history_kind
kind_of(const struct record_history *history)
{
	const char *new = history->state_new;

	if (!new)
		return HISTORY_CHANGED;
	if (strcmp(new, "added") == 0)
		return HISTORY_ADDED;
	if (strcmp(new, "live") == 0)
		return HISTORY_BACK;
	return strcmp(new, "undone") == 0 ? HISTORY_UNDONE : HISTORY_WITHDRAWN;
}

static bool
is_list(const char *text)
{
	return text && *text == '[';
}

static void
field_add(struct record_history *history, struct arena *arena,
    const struct record_history_field *field)
{
	if (strcmp(field->field, "state") == 0) {
		history->state_old = field->old;
		history->state_new = field->new;
	} else if (strcmp(field->field, "source_key") == 0) {
		history->key_old = field->old;
		history->key_new = field->new;
	} else if (strcmp(field->field, "withdrawn") == 0) {
		history->went_old = field->old;
	} else {
		history->fields = arena_grow(arena, history->fields,
		    history->fields_count, sizeof(*history->fields));
		history->fields[history->fields_count++] = *field;
	}
}

static void
columns(struct query *q, struct arena *arena, struct record_history_field *out)
{
	out->field = query_column_text(q, arena);
	out->old = query_column_text(q, arena);
	out->new = query_column_text(q, arena);
	out->old_words = query_column_text(q, arena);
	out->new_words = query_column_text(q, arena);
	out->list = query_column_long(q) != 0 &&
		    (is_list(out->old) || is_list(out->new));
	out->withheld = !out->old && !out->new;
}

static void
tell(struct record_history *history, record_history_cb *cb, void *arg)
{
	if (!history->service)
		return;
	history->kind = kind_of(history);
	cb(arg, history);
}

enum record_result
record_history(
    struct record *record, long run, record_history_cb *cb, void *arg)
{
	struct query q = query_begin(record, HISTORY_OF_RUN);
	struct record_history history = {0};
	struct arena arena = {0};

	query_long(&q, ":run", run);
	while (query_row(&q)) {
		struct record_history_field field = {0};
		long service = query_column_long(&q);

		if (service != history.service) {
			tell(&history, cb, arg);
			arena_clear(&arena);
			history = (struct record_history){.service = service};
		}
		history.code = query_column_text(&q, &arena);
		history.uuid = query_column_text(&q, &arena);
		history.name = query_column_text(&q, &arena);
		columns(&q, &arena, &field);
		field_add(&history, &arena, &field);
	}
	tell(&history, cb, arg);
	arena_clear(&arena);
	return query_end(&q);
}
