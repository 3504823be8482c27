#include "search/query.h"

#include <stdio.h>
#include <string.h>

#include "base/compiler.h"
#include "base/say.h"
#include "base/url.h"
#include "base/utf8.h"
#include "search/query_parts.h"
#include "search/understand.h"

void
query_refuse(struct query_parse *parse, const char *parameter,
    const char *given, const char *allowed)
{
	struct query_error *error;

	if (parse->count == parse->room)
		return;
	error = &parse->errors[parse->count++];
	error->parameter = parameter;
	error->given = arena_strdup(parse->arena, given);
	error->allowed = _(allowed);
}

static void
set_defaults(struct query *query)
{
	memset(query, 0, sizeof(*query));
	query->within_miles = QUERY_WITHIN;
	query->age_min = query->age_max = -1;
	query->page = 1;
	query->limit = QUERY_LIMIT;
}

/* Spaces around a value are a slip of the hand. */
static const char *
trimmed(struct arena *arena, const char *value)
{
	size_t length;

	while (*value == ' ')
		value++;
	length = strlen(value);
	while (length > 0 && value[length - 1] == ' ')
		length--;
	return arena_strndup(arena, value, length);
}

static void
parse_parameter(
    struct query_parse *parse, const struct query_parameter *given, bool *seen)
{
	const struct query_parameter_kind *kind = query_parameters;
	const char *value;

	for (; kind->name != NULL; kind++, seen++)
		if (strcmp(kind->name, given->name) == 0)
			break;
	if (kind->name == NULL)
		return;
	if (!utf8_valid(given->value, strlen(given->value))) {
		query_refuse(parse, kind->name, "", N_("text in UTF-8"));
		return;
	}
	value = trimmed(parse->arena, given->value);
	if (*value == '\0' || (*seen && !kind->many))
		return;
	*seen = true;
	if (!kind->read(parse, value))
		query_refuse(parse, kind->name, value, kind->allowed);
}

size_t
query_parse(const struct query_parameter *parameters, size_t count,
    const struct query_places *places, const struct vocabulary *vocabulary,
    struct arena *arena, struct query *out, struct query_error *errors,
    size_t room)
{
	bool seen[QUERY_MAX_PARAMETERS] = {false};
	struct query_parse parse = {
	    .places = places,
	    .vocabulary = vocabulary,
	    .arena = arena,
	    .query = out,
	    .errors = errors,
	    .room = room,
	};

	set_defaults(out);
	for (size_t i = 0; i < count; i++)
		parse_parameter(&parse, &parameters[i], seen);
	understand(places, vocabulary, arena, out);
	if (out->sort == SORT_NEAREST && !out->has_near) {
		out->sort = SORT_BEST;
		query_refuse(&parse, "sort", "nearest",
		    N_("nearest only together with near"));
	}
	return parse.count;
}

bool
query_takes_many(const char *parameter)
{
	for (size_t i = 0; query_parameters[i].name != NULL; i++)
		if (strcmp(query_parameters[i].name, parameter) == 0)
			return query_parameters[i].many;
	return false;
}

bool
query_drop(struct query *query, const char *name)
{
	for (size_t i = 0; query_parameters[i].name != NULL; i++)
		if (strcmp(query_parameters[i].name, name) == 0)
			return query_parameters[i].drop(query, NULL);
	return false;
}

void
query_put(struct buf *out, const char *name, const char *value)
{
	if (out->length > 0)
		buf_add_char(out, '&');
	buf_add_text(out, name);
	buf_add_char(out, '=');
	url_part(out, value);
}

void
query_put_long(struct buf *out, const char *name, long value)
{
	char text[24];

	snprintf(text, sizeof(text), "%ld", value);
	query_put(out, name, text);
}

/* Writes a query without a parameter, or without one of its values. */
static void
put_query(const struct query *whole, struct buf *out, const char *name,
    const char *value, int page)
{
	struct buf parts = {0}, words = {0};
	struct query query = *whole;

	/* What the words said and is dropped is cut out of them. */
	query_words_without(whole, name, value, &words);
	query.q = buf_text(&words);
	for (size_t i = 0; query_parameters[i].name != NULL; i++)
		if (strcmp(query_parameters[i].name, name) == 0)
			query_parameters[i].drop(&query, value);
	for (size_t i = 0; query_parameters[i].name != NULL; i++) {
		if (page > 0 && strcmp(query_parameters[i].name, "page") == 0)
			query_put_long(&parts, "page", page);
		else
			query_parameters[i].write(&query, &parts);
	}
	buf_add(out, parts.data, parts.length);
	buf_clear(&parts);
	buf_clear(&words);
}

void
query_url(
    const struct query *query, struct buf *out, const char *drop, int page)
{
	put_query(query, out, drop != NULL ? drop : "", NULL, page);
}

void
query_url_without(const struct query *query, struct buf *out, const char *name,
    const char *value)
{
	put_query(query, out, name, value, 0);
}

void
query_url_undo(const struct query *query, struct buf *out,
    const struct query_reading *reading)
{
	const char *drop = query_undo(reading);
	bool many = drop != NULL && query_takes_many(drop);

	put_query(query, out, drop != NULL ? drop : "",
	    many ? reading->value : NULL, 0);
}
