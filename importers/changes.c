#include "importers/changes.h"

#include <string.h>

#include "base/utf8.h"

#define VALUE_SHOWN 200 /* bytes of a value, in a terminal */

/* On one line, and not too long. */
static void
value_text(struct buf *out, const char *value)
{
	size_t length = value ? strlen(value) : 0, shown = length;

	if (!value) {
		buf_add_text(out, "nothing");
		return;
	}
	if (length > VALUE_SHOWN)
		shown = utf8_clip(value, VALUE_SHOWN);
	buf_add_char(out, '"');
	for (size_t i = 0; i < shown; i++)
		buf_add_char(
		    out, (unsigned char)value[i] < ' ' ? ' ' : value[i]);
	buf_add_text(out, shown < length ? "...\"" : "\"");
}

static bool
same_words(const struct record_history_field *field)
{
	return field->old_words && field->new_words &&
	       strcmp(field->old_words, field->new_words) == 0;
}

static void
field_text(struct buf *out, const struct record_history_field *field)
{
	buf_printf(out, "      %s: ", field->field);
	if (field->withheld) {
		buf_add_text(out, "changed, not shown: it is private");
	} else if (same_words(field)) {
		buf_add_text(out, "changed in detail, still ");
		value_text(out, field->new_words);
	} else {
		value_text(out, field->old_words);
		buf_add_text(out, " -> ");
		value_text(out, field->new_words);
	}
	buf_add_char(out, '\n');
}

static const char *
kind_words(const struct record_history *history)
{
	switch (history->kind) {
	case HISTORY_ADDED:
		return "new";
	case HISTORY_BACK:
		return "came back";
	case HISTORY_CHANGED:
	case HISTORY_WITHDRAWN:
	case HISTORY_UNDONE:
		break;
	}
	return history->state_new ? history->state_new : "changed";
}

static bool
has_code(const struct record_history *history, bool planned)
{
	return !planned || history->kind != HISTORY_ADDED;
}

void
changes_text(
    struct buf *out, const struct record_history *history, bool planned)
{
	buf_printf(out, "  %-10s %-7s ", kind_words(history),
	    has_code(history, planned) ? history->code : "");
	buf_add_text(out, history->name);
	buf_add_char(out, '\n');
	if (history->key_new)
		buf_add_text(out, "      it has another id in its feed now\n");
	for (size_t i = 0; i < history->fields_count; i++)
		field_text(out, &history->fields[i]);
}

static void
value_json(struct json *json, const char *key, const char *value, bool list)
{
	if (!value)
		return;
	if (list)
		json_raw(json, key, value, strlen(value));
	else
		json_string(json, key, value);
}

void
changes_json(
    struct json *json, const struct record_history *history, bool planned)
{
	json_open(json, NULL, '{');
	if (has_code(history, planned))
		json_string(json, "code", history->code);
	json_string(json, "uuid", history->uuid);
	json_string(json, "name", history->name);
	json_string(json, "kind", history_kind_name(history->kind));
	json_string_if(json, "state", history->state_new);
	json_open(json, "fields", '[');
	for (size_t i = 0; i < history->fields_count; i++) {
		const struct record_history_field *field = &history->fields[i];

		json_open(json, NULL, '{');
		json_string(json, "field", field->field);
		value_json(json, "old", field->old, field->list);
		value_json(json, "new", field->new, field->list);
		json_close(json, '}');
	}
	json_close(json, ']');
	json_close(json, '}');
}

void
changes_held_text(
    struct buf *out, const struct record_held_run *held, const char *feed)
{
	buf_printf(out, "  held        since run %ld: %ld new, ", held->run,
	    held->totals[HISTORY_ADDED]);
	if (held->totals[HISTORY_BACK])
		buf_printf(out, "%ld back, ", held->totals[HISTORY_BACK]);
	buf_printf(out,
	    "%ld changed, %ld withdrawn: signpost-import accept %s\n",
	    held->totals[HISTORY_CHANGED], held->totals[HISTORY_WITHDRAWN],
	    feed);
}

void
changes_held_json(struct json *json, const struct record_held_run *held)
{
	json_open(json, "held", '{');
	json_integer(json, "run", held->run);
	json_string_if(json, "message", held->message);
	json_bool(json, "kept", held->documents > 0);
	for (int kind = 0; kind <= HISTORY_WITHDRAWN; kind++)
		json_integer(json, history_kind_name((enum history_kind)kind),
		    held->totals[kind]);
	json_close(json, '}');
}
