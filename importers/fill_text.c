/* Fields of one text, date or word. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/url.h"
#include "base/utf8.h"
#include "importers/fill_fields.h"
#include "importers/fill_read.h"

char **
fill_text_slot(const struct fill_slot *slot)
{
	return (char **)(void *)((char *)slot->base + slot->field->offset);
}

/* Sets a text that is not empty, cut at the field's limit. */
void
fill_set_text(
    const struct fill_slot *slot, const struct value *value, const char *text)
{
	size_t length = strlen(text), max = slot->field->max_bytes;
	size_t clip = length > max ? utf8_clip(text, max) : length;
	char what[80];

	if (length == 0)
		return;
	if (clip < length) {
		snprintf(what, sizeof(what), "is over %zu bytes", max);
		fill_say(slot, value, what, "cut");
	}
	*fill_text_slot(slot) = arena_strndup(slot->fill->arena, text, clip);
}

void
fill_line(const struct fill_slot *slot, struct values *values)
{
	if (*fill_text_slot(slot) != NULL)
		return;
	filter_collapse_values(NULL, NULL, values);
	for (size_t i = 0; i < values->count; i++)
		if (!filter_placeholder(values->items[i].text)) {
			fill_set_text(
			    slot, &values->items[i], values->items[i].text);
			return;
		}
}

/* Texts of several lines; several values follow each other. */
void
fill_lines(const struct fill_slot *slot, struct values *values)
{
	struct buf all = {0};

	if (*fill_text_slot(slot) != NULL)
		return;
	for (size_t i = 0; i < values->count; i++) {
		char *lines =
		    fill_read_lines(values->arena, values->items[i].text);
		if (*lines == '\0' || filter_placeholder(lines))
			continue;
		if (all.length > 0)
			buf_add_char(&all, '\n');
		buf_add_text(&all, lines);
	}
	if (all.length > 0)
		fill_set_text(slot, &values->items[0], buf_text(&all));
	buf_clear(&all);
}

/* An id is never cut: two records would become one. */
void
fill_id(const struct fill_slot *slot, struct values *values)
{
	struct value first;

	if (*fill_text_slot(slot) != NULL || values->count == 0)
		return;
	filter_collapse_values(NULL, NULL, values);
	first = values->items[0];
	if (strlen(first.text) > slot->field->max_bytes) {
		fill_say(slot, &first, "is too long for an id", "dropped");
		return;
	}
	fill_set_text(slot, &first, first.text);
}

/* "None" is a word of fees, but no address. */
static bool
says_none(const char *text)
{
	return filter_placeholder(text) || strcasecmp(text, "none") == 0 ||
	       strcasecmp(text, "no") == 0;
}

/*
 * The first word of a text that is what the field wants: "0113 496 0100 /
 * hello@example.org".  "count" says how many are.  The caller's; or NULL.
 */
static char *
first_word(const char *text, const char *between,
    char *(*read)(const char *word), size_t *count)
{
	char *copy = xstrdup(text), *rest = NULL, *found = NULL;

	*count = 0;
	for (char *word = strtok_r(copy, between, &rest); word != NULL;
	     word = strtok_r(NULL, between, &rest)) {
		char *is = read(word);

		*count += is != NULL;
		if (found == NULL)
			found = is;
		else
			free(is);
	}
	free(copy);
	return found;
}

static char *
read_link(const char *word)
{
	return strncasecmp(word, "http", 4) == 0 ||
		       strncasecmp(word, "www.", 4) == 0
		   ? url_link(word)
		   : NULL;
}

static char *
read_email(const char *word)
{
	struct arena arena = {0};
	struct values one = {.arena = &arena};
	struct value like = {.label = NULL};
	char *found = NULL;

	if (strchr(word, '@') != NULL) {
		values_add(&one, word, strlen(word), &like);
		filter_email_values(NULL, NULL, &one);
		if (one.count > 0)
			found = xstrdup(one.items[0].text);
	}
	arena_clear(&arena);
	return found;
}

/* Fills the field with one of several; says so where others are lost. */
static void
fill_first(const struct fill_slot *slot, const struct value *value,
    const char *found, size_t count)
{
	fill_set_text(slot, value, found);
	if (count > 1)
		fill_say(slot, value,
		    arena_printf(slot->fill->arena, "'%.80s' is %zu of them",
			value->text, count),
		    "the first is taken");
}

void
fill_url(const struct fill_slot *slot, struct values *values)
{
	filter_trim_values(NULL, NULL, values);
	for (size_t i = 0; i < values->count; i++) {
		const struct value *value = &values->items[i];
		size_t count = 1;
		char *link;

		if (*fill_text_slot(slot) != NULL)
			return;
		if (*value->text == '\0' || says_none(value->text))
			continue;
		link = url_link(value->text);
		if (link == NULL)
			link = first_word(
			    value->text, " \t\r\n,;|", read_link, &count);
		if (link == NULL || strlen(link) > slot->field->max_bytes)
			fill_say(slot, value,
			    arena_printf(slot->fill->arena,
				"'%.80s' is no web address", value->text),
			    "dropped");
		else
			fill_first(slot, value, link, count);
		free(link);
	}
}

void
fill_email(const struct fill_slot *slot, struct values *values)
{
	struct values one;

	for (size_t i = 0; i < values->count; i++) {
		struct value value = values->items[i];
		char *found = NULL;
		size_t count;

		if (*fill_text_slot(slot) != NULL)
			return;
		one = (struct values){.arena = values->arena};
		values_add(&one, value.text, strlen(value.text), &value);
		filter_nonempty_values(NULL, NULL, &one);
		if (one.count == 0 || says_none(one.items[0].text))
			continue;
		filter_email_values(NULL, NULL, &one);
		if (one.count == 0)
			found = first_word(value.text,
			    " \t\r\n,;|/<>()\xc2\xa0", read_email, &count);
		if (one.count > 0)
			fill_set_text(slot, &value, one.items[0].text);
		else if (found != NULL)
			fill_first(slot, &value, found, count);
		else
			fill_say(slot, &value,
			    arena_printf(slot->fill->arena,
				"'%.80s' is no e-mail address", value.text),
			    "dropped");
		free(found);
	}
}

void
fill_day(const struct fill_slot *slot, struct values *values)
{
	day_t *day =
	    (day_t *)(void *)((char *)slot->base + slot->field->offset);
	const struct value *value;
	char *text;

	filter_nonempty_values(NULL, NULL, values);
	if (*day != 0 || values->count == 0 ||
	    filter_placeholder(values->items[0].text))
		return;
	value = &values->items[0];
	text = filter_date(values->arena, value->text, NULL);
	if (text == NULL)
		fill_say(slot, value,
		    arena_printf(
			values->arena, "'%.80s' is no date", value->text),
		    "dropped");
	else
		*day = date_parse(text);
}

void
fill_status(const struct fill_slot *slot, struct values *values)
{
	static const char *const words[] = {
	    [LISTING_ACTIVE] = "active",
	    [LISTING_PAUSED] = "paused",
	    [LISTING_CLOSED] = "closed",
	    [LISTING_DELETED] = "deleted",
	};
	struct listing *listing = slot->base;

	filter_nonempty_values(NULL, NULL, values);
	if (values->count == 0)
		return;
	for (int i = 0; i < (int)ARRAY_LEN(words); i++)
		if (strcasecmp(values->items[0].text, words[i]) == 0) {
			if (listing->status == LISTING_ACTIVE)
				listing->status = (enum listing_status)i;
			return;
		}
	fill_say(slot, &values->items[0],
	    arena_printf(values->arena,
		"'%.80s' is none of active, paused, closed, deleted",
		values->items[0].text),
	    "taken as active");
}
