/*
 * What elements and attributes a document has: counted beside the records
 * that a mapping reads, or on their own for who has no mapping yet.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>

#include "base/fold_name.h"
#include "importers/feed_reader_parts.h"

/*
 * The prefix by which a survey names a namespace: the document's own, or
 * "d" for what has none there, with a number where that is taken.
 */
static const char *
prefix_of(struct feed_reader *reader, const char *given, const char *uri)
{
	struct feed_namespace *space;
	size_t taken = 0;

	if (given == NULL || strlen(given) > 20)
		given = "d";
	for (size_t i = 0; i < reader->spaces_count; i++) {
		if (strcmp(reader->spaces[i].uri, uri) == 0)
			return reader->spaces[i].prefix;
		taken += strncmp(reader->spaces[i].prefix, given,
			     strlen(given)) == 0;
	}
	if (reader->spaces_count == ARRAY_LEN(reader->spaces))
		return NULL;
	space = &reader->spaces[reader->spaces_count++];
	space->uri = arena_strdup(&reader->arena, uri);
	space->prefix =
	    taken > 0 ? arena_printf(&reader->arena, "%s%zu", given, taken + 1)
		      : arena_strdup(&reader->arena, given);
	return space->prefix;
}

/* <field name="Opening times">: what tells elements apart is its name. */
static bool
is_field(const char *name)
{
	static const char *const known[] = {"field", "column", "col",
	    "property", "data", "value", "param", "tag", "attribute", "attr",
	    "element", "meta", "answer", "cell", "custom", "extra", "detail",
	    "item", "str", "int", "arr", "text", "f", "option"};
	char folded[FEED_TRAIL_MAX_NAME];

	fold_name(name, folded, sizeof(folded));
	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		if (strcmp(known[i], folded) == 0)
			return true;
	return false;
}

/* An element's name="", key="" or k="", its value cut. */
static struct feed_field
find_field(struct feed_reader *reader, int count, const xmlChar **attributes)
{
	for (int i = 0; i < count; i++) {
		const char *name = (const char *)attributes[5 * i];
		const char *value = (const char *)attributes[5 * i + 3];
		size_t length =
		    (size_t)(attributes[5 * i + 4] - attributes[5 * i + 3]);

		if (strcmp(name, "name") != 0 && strcmp(name, "key") != 0 &&
		    strcmp(name, "k") != 0)
			continue;
		if (length >= sizeof(reader->field_name))
			length = sizeof(reader->field_name) - 1;
		memcpy(reader->field_name, value, length);
		reader->field_name[length] = '\0';
		return (struct feed_field){strcmp(name, "name") == 0  ? "@name"
					   : strcmp(name, "key") == 0 ? "@key"
								      : "@k",
		    reader->field_name};
	}
	return (struct feed_field){NULL, NULL};
}

static void
add_attributes(struct feed_reader *reader, struct feed_trail *trail,
    const char *field, int count, const xmlChar **attributes)
{
	static const struct feed_field none = {NULL, NULL};
	char name[2 * FEED_MAX_NAME + 4] = "@";
	const char *prefix;

	for (int i = 0; i < count; i++) {
		const xmlChar **at = attributes + 5 * i;
		struct feed_trail *found;

		reader->attribute[i] = NULL;
		if (field != NULL &&
		    strcmp((const char *)at[0], field + 1) == 0)
			continue;
		/* xsi:nil and its like say something about the XML alone. */
		if (at[2] != NULL &&
		    strcmp((const char *)at[2], "http://www.w3.org/2001/"
						"XMLSchema-instance") == 0)
			continue;
		prefix = reader->job.survey && at[2] != NULL
			     ? prefix_of(reader, (const char *)at[1],
				   (const char *)at[2])
			     : NULL;
		snprintf(name + 1, sizeof(name) - 1, "%s%s%s",
		    prefix != NULL ? prefix : "", prefix != NULL ? ":" : "",
		    (const char *)at[0]);
		found = feed_trail_find(&reader->trails, trail, name, &none);
		reader->attribute[i] = found;
		if (found == NULL)
			continue;
		if (found->count++ == 0)
			found->first_line = reader->tag_line;
		if (!found->has_content)
			feed_trail_text(&reader->trails, found,
			    (const char *)at[3], (size_t)(at[4] - at[3]));
	}
}

/* Counts an element; its trail. */
struct feed_trail *
feed_element_add(struct feed_reader *reader, const char *name, long line,
    int count, const xmlChar **attributes)
{
	static const struct feed_field none = {NULL, NULL};
	const char *colon = strrchr(name, ':');
	struct feed_field field = is_field(colon != NULL ? colon + 1 : name)
				      ? find_field(reader, count, attributes)
				      : none;
	struct feed_trail *above = reader->trail[reader->depth - 1];
	struct feed_trail *trail =
	    feed_trail_find(&reader->trails, above, name, &field);

	reader->trail[reader->depth] = trail;
	reader->key_length = 0;
	if (trail != NULL && trail->count++ == 0)
		trail->first_line = line;
	/* What fields of all names have in common is told once. */
	add_attributes(reader,
	    field.value == NULL || count == 1
		? trail
		: feed_trail_find(&reader->trails, above, name, &none),
	    field.attribute, count, attributes);
	return trail;
}

void
feed_key_text(struct feed_reader *reader, const char *text, size_t length)
{
	size_t room = sizeof(reader->field_name) - 1 - reader->key_length;

	if (length > room)
		length = room;
	memcpy(reader->field_name + reader->key_length, text, length);
	reader->key_length += length;
}

struct feed_trail *
feed_key_end(struct feed_reader *reader)
{
	struct feed_trail *key = reader->trail[reader->depth], *trail, *above;
	struct feed_field field = {
	    key != NULL ? key->name : NULL, reader->field_name};

	reader->field_name[reader->key_length] = '\0';
	if (key == NULL || !key->is_key || reader->key_length == 0 ||
	    reader->depth < 3 || strpbrk(field.value, "'\r\n") != NULL)
		return NULL;
	trail = reader->trail[reader->depth - 1];
	above = reader->trail[reader->depth - 2];
	if (trail == NULL || strchr(trail->name, '[') != NULL)
		return NULL;
	trail = feed_trail_find(&reader->trails, above, trail->name, &field);
	if (trail != NULL && trail->count++ == 0)
		trail->first_line = reader->tag_line;
	reader->trail[reader->depth - 1] = trail;
	return trail;
}

static void
start_cb(void *ctx, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int namespaces_count UNUSED,
    const xmlChar **namespaces UNUSED, int count, int defaulted UNUSED,
    const xmlChar **attributes)
{
	struct feed_reader *reader = ((xmlParserCtxtPtr)ctx)->_private;
	char step[2 * FEED_MAX_NAME + 4];
	const char *bound = NULL;

	if (reader->refused)
		return;
	reader->depth++;
	reader->text_bytes = 0;
	reader->tag_line = feed_tag_line(reader->parser->input);
	if (!feed_limits_hold(reader, name, count, attributes))
		return;
	if (uri != NULL)
		bound =
		    prefix_of(reader, (const char *)prefix, (const char *)uri);
	snprintf(step, sizeof(step), "%s%s%s", bound != NULL ? bound : "",
	    bound != NULL ? ":" : "", (const char *)name);
	feed_element_add(reader, step, reader->tag_line, count, attributes);
}

static void
end_cb(void *ctx, const xmlChar *name UNUSED, const xmlChar *prefix UNUSED,
    const xmlChar *uri UNUSED)
{
	struct feed_reader *reader = ((xmlParserCtxtPtr)ctx)->_private;

	if (reader->refused)
		return;
	if (reader->key_length > 0)
		feed_key_end(reader);
	reader->key_length = 0;
	reader->depth--;
}

static void
text_cb(void *ctx, const xmlChar *text, int length)
{
	struct feed_reader *reader = ((xmlParserCtxtPtr)ctx)->_private;
	struct feed_trail *trail;

	if (reader->refused || reader->depth == 0)
		return;
	reader->text_bytes += (size_t)length;
	if (reader->text_bytes > (size_t)reader->job.limits.text_bytes) {
		feed_refuse_at(reader, reader->tag_line, 0,
		    feed_over_text(&reader->arena, FEED_OVER_TEXT,
			reader->job.limits.text_bytes));
		return;
	}
	trail = reader->trail[reader->depth];
	if (trail != NULL && trail->is_key)
		feed_key_text(reader, (const char *)text, (size_t)length);
	if (trail != NULL)
		feed_trail_text(
		    &reader->trails, trail, (const char *)text, (size_t)length);
}

void
feed_survey_handlers(struct _xmlSAXHandler *sax)
{
	sax->startElementNs = start_cb;
	sax->endElementNs = end_cb;
	sax->characters = text_cb;
	sax->ignorableWhitespace = text_cb;
	sax->cdataBlock = text_cb;
}
