/* What happens as libxml2 meets tags and texts: see feed_reader.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "importers/feed_encoding.h"
#include "importers/feed_error.h"
#include "importers/feed_message.h"
#include "importers/feed_reader_parts.h"
#include "importers/feed_trail.h"

#define PROGRESS_RECORDS 500
#define PROGRESS_BYTES   (4L << 20)

/* Costs beside its bytes that an element has in a tree. */
#define ELEMENT_COST 32

static struct feed_reader *
reader_of(void *ctx)
{
	return ((xmlParserCtxtPtr)ctx)->_private;
}

static void
stop_parser(struct feed_reader *reader)
{
	if (reader->parser != NULL)
		xmlStopParser(reader->parser);
}

/* Refuses the document set, once: what follows from it is not reported. */
void
feed_refuse_at(
    struct feed_reader *reader, long line, long column, const char *what)
{
	struct problem problem = {.kind = PROBLEM_DOCUMENT,
	    .line = line < 1 ? 1 : line,
	    .column = column,
	    .source = reader->source,
	    .done = "nothing of it is kept"};

	if (reader->refused)
		return;
	reader->refused = true;
	problem.what = arena_strndup(
	    &reader->arena, what, utf8_clip(what, PROBLEM_MAX_TEXT));
	reader->handler.problem(reader->handler.arg, &problem);
	stop_parser(reader);
}

void
feed_refuse_here(struct feed_reader *reader, const char *what)
{
	const xmlParserInput *input =
	    reader->parser != NULL ? reader->parser->input : NULL;

	if (input == NULL)
		feed_refuse_at(reader, 1, 0, what);
	else
		feed_refuse_at(reader, input->line, input->col, what);
}

void
feed_note_add(struct feed_reader *reader, const char *what, const char *done)
{
	feed_note_at(reader, 1, what, done);
}

void
feed_note_at(
    struct feed_reader *reader, long line, const char *what, const char *done)
{
	struct problem problem = {.kind = PROBLEM_NOTE,
	    .line = line,
	    .source = reader->source,
	    .what = what,
	    .done = done};

	reader->handler.problem(reader->handler.arg, &problem);
}

void
feed_refuse_mendable(struct feed_reader *reader, long line, long column,
    const char *what, enum repair repair)
{
	const char *name = repair < REPAIRS ? repair_name[repair] : NULL;

	if (name == NULL || (reader->repair.wanted & 1u << repair) != 0)
		feed_refuse_at(reader, line, column, what);
	else if (reader->mapping == NULL)
		feed_refuse_at(reader, line, column,
		    arena_printf(&reader->arena,
			"%s. To have it read all the same, write 'repair = "
			"%s' in its section of feeds.conf, or try --repair %s",
			what, name, name));
	else
		feed_refuse_at(reader, line, column,
		    arena_printf(&reader->arena,
			"%s. To have it read all the same, add the line "
			"'repair %s' to its mapping (%s), or 'repair = %s' to "
			"its section of feeds.conf, or try --repair %s",
			what, name, mapping_name(reader->mapping), name, name));
}

static void
error_cb(void *ctx, xmlErrorPtr error)
{
	struct feed_reader *reader = reader_of(ctx);
	int code;

	if (error->level < XML_ERR_ERROR || reader->refused)
		return;
	code = feed_error_code(
	    ctx, error, reader->depth, reader->tag_line > 0, reader->ending);
	feed_refuse_mendable(reader, error->line, error->int2,
	    feed_message(&reader->arena, code, error),
	    feed_message_repair(code, error));
}

static void
doctype_cb(void *ctx, const xmlChar *name, const xmlChar *public_id UNUSED,
    const xmlChar *system_id UNUSED)
{
	struct feed_reader *reader = reader_of(ctx);

	if (strcasecmp((const char *)name, "html") == 0)
		feed_refuse_here(reader,
		    "this is a web page, not XML: is it a log-in or error "
		    "page of the site that should send the feed?");
	else
		feed_refuse_here(reader,
		    "it has a DOCTYPE; document type declarations are not "
		    "accepted, for they can read files and fill memory");
}

/* Where the tag that the parser has just read opens. */
long
feed_tag_line(const xmlParserInput *input)
{
	const xmlChar *at = input->cur;
	long line = input->line;

	while (at > input->base && *--at != '<')
		line -= *at == '\n';
	return line;
}

/* Refuses what is over a limit, at the parser's place. */
static bool
over(struct feed_reader *reader, enum feed_over what, long limit)
{
	feed_refuse_here(reader, feed_over_text(&reader->arena, what, limit));
	return false;
}

bool
feed_limits_hold(struct feed_reader *reader, const xmlChar *name, int count,
    const xmlChar **attributes)
{
	const struct feed_limits *limits = &reader->job.limits;

	if (reader->depth > limits->depth)
		return over(reader, FEED_OVER_DEPTH, limits->depth);
	if (count > limits->attributes)
		return over(reader, FEED_OVER_ATTRIBUTES, limits->attributes);
	if (strlen((const char *)name) > FEED_MAX_NAME) {
		feed_refuse_here(
		    reader, "an element's name is over 256 bytes long");
		return false;
	}
	for (int i = 0; i < count; i++) {
		const xmlChar **attribute = attributes + 5 * i;

		if (strlen((const char *)attribute[0]) > FEED_MAX_NAME) {
			feed_refuse_here(reader,
			    "an attribute's name is over 256 bytes long");
			return false;
		}
		if (attribute[4] - attribute[3] > limits->text_bytes)
			return over(
			    reader, FEED_OVER_ATTRIBUTE, limits->text_bytes);
	}
	return true;
}

/* Adds to what the tree holds; false where a record is over its limit. */
static bool
spend(struct feed_reader *reader, size_t bytes)
{
	if (reader->record_depth == 0) {
		reader->head_bytes += bytes;
		return true;
	}
	reader->record_bytes += bytes;
	if (reader->record_bytes <= (size_t)reader->job.limits.record_bytes)
		return true;
	feed_refuse_at(reader, reader->record_line, 0,
	    feed_over_text(&reader->arena, FEED_OVER_RECORD,
		reader->job.limits.record_bytes));
	return false;
}

static void
check_root(struct feed_reader *reader, const xmlChar *name, const xmlChar *uri)
{
	const char *text = (const char *)name, *space = (const char *)uri;

	if (strcasecmp(text, "html") == 0) {
		feed_refuse_here(reader,
		    "this is a web page, not XML: is it a log-in or error "
		    "page of the site that should send the feed?");
		return;
	}
	for (size_t i = 0; i < mapping_paths_count(reader->mapping); i++)
		if (mapping_path(reader->mapping, i)->anywhere ||
		    mapping_step_is(&mapping_path(reader->mapping, i)->steps[0],
			text, space))
			return;
	feed_refuse_here(reader,
	    arena_printf(&reader->arena,
		"the root element is <%.80s>%s%.120s%s; the mapping %s reads "
		"%.120s",
		text, space != NULL ? " (namespace " : "",
		space != NULL ? space : "", space != NULL ? ")" : "",
		mapping_name(reader->mapping),
		mapping_path(reader->mapping, 0)->text));
}

/*
 * Which paths lead on from this element: a set for its depth.  True where
 * one of them ends here: a record.
 */
static bool
match_paths(struct feed_reader *reader, const char *name, const char *uri)
{
	unsigned above =
	    reader->depth > 1 ? reader->alive[reader->depth - 1] : ~0u;
	unsigned alive = 0, ends = 0;

	for (unsigned i = 0; i < mapping_paths_count(reader->mapping); i++) {
		const struct mapping_path *path =
		    mapping_path(reader->mapping, i);
		size_t step = (size_t)reader->depth - 1;

		if (path->anywhere && mapping_step_is(path->steps, name, uri))
			ends |= 1u << i;
		if (path->anywhere || (above & 1u << i) == 0 ||
		    step >= path->count ||
		    !mapping_step_is(&path->steps[step], name, uri))
			continue;
		if (step + 1 == path->count)
			ends |= 1u << i;
		else
			alive |= 1u << i;
	}
	reader->alive[reader->depth] = alive;
	reader->ends = ends;
	return ends != 0;
}

/* One that stands at any depth may stand in another, which has it then. */
static void
count_nested(
    struct feed_reader *reader, const char *name, const char *uri, long line)
{
	for (size_t i = 0; i < mapping_paths_count(reader->mapping); i++) {
		const struct mapping_path *path =
		    mapping_path(reader->mapping, i);

		if (path->anywhere && mapping_step_is(path->steps, name, uri) &&
		    reader->nested++ == 0)
			reader->nested_line = line;
	}
}

static bool
head_is_full(const struct feed_reader *reader)
{
	return reader->record_depth == 0 && reader->head_bytes >= FEED_MAX_HEAD;
}

static void
note_full_head(struct feed_reader *reader)
{
	if (!reader->head_full)
		feed_note_add(reader,
		    "more than 256 KiB stand outside its records",
		    "what follows there was not read");
	reader->head_full = true;
}

/* Gives the node that was just built its line and its trail. */
static void
annotate(struct feed_reader *reader, const xmlChar *name, long line, int count,
    const xmlChar **attributes)
{
	struct arena *arena =
	    reader->record_depth > 0 ? &reader->record_arena : &reader->head;
	struct feed_trail *trail = feed_element_add(
	    reader, (const char *)name, line, count, attributes);
	struct feed_note *note_of;
	xmlAttrPtr attribute;
	int i = 0;

	/* Past the budget of the head it goes when it closes. */
	if (reader->parser->node == NULL || head_is_full(reader))
		return;
	note_of = arena_alloc(arena, sizeof(*note_of));
	note_of->line = line;
	note_of->trail = trail;
	reader->parser->node->_private = note_of;
	for (attribute = reader->parser->node->properties;
	     attribute != NULL && i < count; attribute = attribute->next)
		attribute->_private = reader->attribute[i++];
}

static void
open_record(struct feed_reader *reader, long line)
{
	reader->record_depth = reader->depth;
	reader->record_ends = reader->ends;
	reader->record_line = line;
	reader->record_bytes = 0;
}

/* Outside records, past the budget of the head: not built. */
static bool
skips(struct feed_reader *reader)
{
	if (!head_is_full(reader) || reader->alive[reader->depth] != 0 ||
	    reader->depth == 1 || reader->seeks)
		return false;
	note_full_head(reader);
	return true;
}

static void
start_cb(void *ctx, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int namespaces_count, const xmlChar **namespaces,
    int count, int defaulted, const xmlChar **attributes)
{
	struct feed_reader *reader = reader_of(ctx);
	size_t bytes = strlen((const char *)name) + ELEMENT_COST;
	long line = feed_tag_line(reader->parser->input);

	if (reader->refused)
		return;
	reader->depth++;
	reader->text_bytes = 0;
	reader->tag_line = line;
	if (!feed_limits_hold(reader, name, count, attributes))
		return;
	if (mapping_uri_is_plain(reader->mapping, (const char *)uri))
		uri = prefix = NULL;
	if (reader->depth == 1)
		check_root(reader, name, uri);
	if (reader->refused || reader->skip_depth > 0)
		return;
	if (reader->record_depth > 0) {
		reader->alive[reader->depth] = 0;
		count_nested(
		    reader, (const char *)name, (const char *)uri, line);
	} else if (match_paths(reader, (const char *)name, (const char *)uri)) {
		open_record(reader, line);
	}
	if (skips(reader)) {
		reader->skip_depth = reader->depth;
		return;
	}
	for (int i = 0; i < count; i++)
		bytes +=
		    (size_t)(attributes[5 * i + 4] - attributes[5 * i + 3]) +
		    strlen((const char *)attributes[5 * i]) + ELEMENT_COST;
	for (int i = 0; i < namespaces_count; i++)
		bytes +=
		    strlen((const char *)namespaces[2 * i + 1]) + ELEMENT_COST;
	if (!spend(reader, bytes))
		return;
	xmlSAX2StartElementNs(ctx, name, prefix, uri, namespaces_count,
	    namespaces, count, defaulted, attributes);
	annotate(reader, name, line, count, attributes);
}

static void
listing_cb(void *arg, struct listing *listing)
{
	struct feed_reader *reader = arg;

	if (reader->counts.records <= reader->job.max_records)
		reader->handler.listing(reader->handler.arg, listing);
}

static void
problem_cb(void *arg, const struct problem *given)
{
	struct feed_reader *reader = arg;
	struct problem problem = *given;

	if (reader->job.sources_count > 1)
		problem.source = reader->source;
	reader->handler.problem(reader->handler.arg, &problem);
}

void
feed_progress(struct feed_reader *reader)
{
	long records = reader->counts.records;

	if (records - reader->shown_records < PROGRESS_RECORDS &&
	    reader->bytes - reader->shown_bytes < PROGRESS_BYTES)
		return;
	reader->shown_records = records;
	reader->shown_bytes = reader->bytes;
	reader->handler.progress(reader->handler.arg, reader->bytes, records);
}

/* What looked like a record is none: it stays, as all outside records. */
static void
keep_in_head(struct feed_reader *reader, xmlNodePtr node)
{
	struct feed_note *kept;

	if (node->type != XML_ELEMENT_NODE || node->_private == NULL)
		return;
	kept = arena_alloc(&reader->head, sizeof(*kept));
	*kept = *(struct feed_note *)node->_private;
	node->_private = kept;
	for (xmlNodePtr child = node->children; child != NULL;
	     child = child->next)
		keep_in_head(reader, child);
}

/* The mapping and what it declares, before the first record is read. */
static void
begin_set(struct feed_reader *reader)
{
	struct mapping_facts facts;
	struct reader_summary summary;
	xmlNodePtr root = xmlDocGetRootElement(reader->parser->myDoc);

	if (reader->begun || root == NULL)
		return;
	reader->begun = true;
	mapping_facts_read(reader->mapping, root, &reader->arena, &facts);
	feed_set_texts(&reader->set, &facts);
	summary = (struct reader_summary){
	    .mapping = (char *)mapping_name(reader->mapping),
	    .feed_id = reader->set.feed_id,
	    .title = reader->set.title,
	    .publisher = reader->set.publisher,
	    .licence = reader->set.licence,
	    .area = reader->set.area,
	    .declared = -1,
	};
	reader->handler.begun(reader->handler.arg, &summary);
}

/* The record is whole: the mapping reads it, then it goes. */
static void
close_record(struct feed_reader *reader, xmlNodePtr node)
{
	struct mapping_handler handler = {reader, listing_cb, problem_cb};
	bool learn = reader->counts.records < FEED_LEARN_RECORDS;
	bool read = false;

	begin_set(reader);
	if (feed_sheet_row(reader, node))
		reader->record_ends = 0; /* names of columns: no record */
	for (unsigned i = 0; i < mapping_paths_count(reader->mapping); i++)
		if ((reader->record_ends & 1u << i) != 0 &&
		    mapping_record_read(reader->mapping, i, node, learn,
			&reader->record_arena, &handler, &reader->counts))
			read = true;
	reader->record_depth = 0;
	if (read || reader->head_bytes > FEED_MAX_HEAD) {
		xmlUnlinkNode(node);
		xmlFreeNode(node);
	} else {
		reader->head_bytes += reader->record_bytes;
		keep_in_head(reader, node);
	}
	arena_clear(&reader->record_arena);
	if (reader->counts.records > reader->job.max_records)
		over(reader, FEED_OVER_RECORDS, reader->job.max_records);
	feed_progress(reader);
}

/* What the document says about itself is known when its root closes. */
static void
close_root(struct feed_reader *reader, xmlNodePtr root)
{
	struct mapping_facts facts;

	begin_set(reader);
	mapping_facts_read(reader->mapping, root, &reader->arena, &facts);
	feed_set_add(&reader->set, &facts);
}

/* A key is read: it tells what its element is about. */
static void
name_by_key(struct feed_reader *reader, xmlNodePtr key)
{
	bool inside = key != NULL && reader->record_depth > 0 &&
		      reader->depth > reader->record_depth + 1;
	struct feed_trail *trail = inside ? feed_key_end(reader) : NULL;
	struct feed_note *note_of = inside ? key->parent->_private : NULL;

	reader->key_length = 0;
	if (trail != NULL && note_of != NULL)
		note_of->trail = trail;
}

static void
end_cb(
    void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct feed_reader *reader = reader_of(ctx);
	xmlNodePtr node;

	if (reader->refused)
		return;
	reader->text_bytes = 0;
	if (reader->skip_depth > 0) {
		if (reader->skip_depth == reader->depth)
			reader->skip_depth = 0;
		reader->depth--;
		return;
	}
	node = reader->parser->node;
	if (reader->key_length > 0)
		name_by_key(reader, node);
	xmlSAX2EndElementNs(ctx, name, prefix, uri);
	if (node == NULL) {
		feed_refuse_here(
		    reader, "there was not enough memory to read it");
		return;
	}
	if (reader->depth == 1)
		close_root(reader, node);
	if (reader->depth == reader->record_depth)
		close_record(reader, node);
	else if (reader->depth > 1 && reader->record_depth == 0 &&
		 (reader->alive[reader->depth] != 0 || reader->seeks)) {
		/* It held records, none follows in it; it may count them. */
		reader->sheet.table = NULL;
		if (reader->head_bytes > FEED_MAX_HEAD) {
			xmlUnlinkNode(node);
			xmlFreeNode(node);
		}
	}
	reader->depth--;
}

/* Where records may stand anywhere: blanks, and what is past the budget. */
static bool
drops_text(struct feed_reader *reader, const char *text, size_t length)
{
	size_t at = 0;

	while (at < length && strchr(" \t\r\n", text[at]) != NULL)
		at++;
	if (at == length || !head_is_full(reader))
		return at == length;
	note_full_head(reader);
	return true;
}

static void
text_cb(void *ctx, const xmlChar *text, int length)
{
	struct feed_reader *reader = reader_of(ctx);
	struct feed_trail *trail;

	if (reader->refused || reader->depth == 0)
		return;
	/* Between records there are blanks, and nobody reads them. */
	if (reader->skip_depth > 0 ||
	    (reader->record_depth == 0 && reader->alive[reader->depth] != 0))
		return;
	if (reader->seeks && reader->record_depth == 0 &&
	    drops_text(reader, (const char *)text, (size_t)length))
		return;
	reader->text_bytes += (size_t)length;
	if (reader->text_bytes > (size_t)reader->job.limits.text_bytes) {
		feed_refuse_at(reader, reader->tag_line, 0,
		    feed_over_text(&reader->arena, FEED_OVER_TEXT,
			reader->job.limits.text_bytes));
		return;
	}
	if (!spend(reader, (size_t)length))
		return;
	trail = reader->trail[reader->depth];
	if (trail != NULL && trail->is_key)
		feed_key_text(reader, (const char *)text, (size_t)length);
	if (trail != NULL &&
	    (!trail->has_content || trail->example_of == trail->count))
		feed_trail_text(
		    &reader->trails, trail, (const char *)text, (size_t)length);
	xmlSAX2Characters(ctx, text, length);
}

static void
set_handlers(xmlSAXHandler *sax)
{
	*sax = (xmlSAXHandler){
	    .initialized = XML_SAX2_MAGIC,
	    .startDocument = xmlSAX2StartDocument,
	    .endDocument = xmlSAX2EndDocument,
	    .internalSubset = doctype_cb,
	    .startElementNs = start_cb,
	    .endElementNs = end_cb,
	    .characters = text_cb,
	    .ignorableWhitespace = text_cb,
	    .cdataBlock = text_cb,
	    .serror = error_cb,
	};
}

/* Never called: nothing we accept names anything outside the document. */
static xmlParserInputPtr
no_entity_cb(
    const char *url UNUSED, const char *id UNUSED, xmlParserCtxtPtr ctxt UNUSED)
{
	return NULL;
}

void
feed_parser_confine(xmlParserCtxtPtr parser)
{
	xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
	/* It would judge by the first bytes: "<" and three zeros are UTF-32. */
	parser->charset = XML_CHAR_ENCODING_UTF8;
	/* Of DTDs there are none; xml:id is an attribute as any. */
	parser->loadsubset = XML_SKIP_IDS;
}

void
feed_parser_start(struct feed_reader *reader)
{
	xmlSAXHandler sax;

	reader->sheet.table = NULL;
	reader->nested = 0;
	reader->seeks = false;
	for (size_t i = 0; reader->mapping != NULL &&
			   i < mapping_paths_count(reader->mapping);
	     i++)
		reader->seeks |= mapping_path(reader->mapping, i)->anywhere;
	xmlSetExternalEntityLoader(no_entity_cb);
	set_handlers(&sax);
	if (reader->job.survey)
		feed_survey_handlers(&sax);
	reader->parser = xmlCreatePushParserCtxt(&sax, NULL, NULL, 0, NULL);
	if (reader->parser == NULL)
		abort(); /* out of memory, which ends us */
	reader->parser->_private = reader;
	feed_parser_confine(reader->parser);
}

void
feed_parse(
    struct feed_reader *reader, const char *data, size_t length, bool last)
{
	while (length > 0 && !reader->refused) {
		int step = length > 65536 ? 65536 : (int)length;

		xmlParseChunk(reader->parser, data, step, 0);
		data += step;
		length -= (size_t)step;
	}
	reader->ending = last;
	if (last && !reader->refused) {
		xmlParseChunk(reader->parser, "", 0, 1);
		if (!reader->refused && !reader->parser->wellFormed)
			feed_refuse_here(reader, "it is not well-formed XML");
	}
}
