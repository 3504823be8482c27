/* Which mapping a document calls for, judged by how it starts. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/SAX2.h>
#include <libxml/parser.h>

#include "importers/feed_error.h"
#include "importers/feed_message.h"
#include "importers/feed_reader_parts.h"

struct peek {
	xmlParserCtxtPtr parser;
	int depth;
	size_t nodes;
	struct arena *arena;
	const struct feed_limits *limits;
	char *wrong; /* the first error, where it is not well formed */
	long line, column;
	enum repair repair; /* would mend it; REPAIRS: none would */
	bool whole;         /* no more of the document follows */
};

/* More says nothing new about what a document is. */
#define PEEK_MAX_NODES 4000
#define SEEN_MAX       300 /* names of which a mapping may know some */

static void
peek_stop(struct peek *peek, char *what)
{
	peek->line = peek->parser->input->line;
	peek->wrong = what;
	xmlStopParser(peek->parser);
}

static void
start_cb(void *ctx, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int namespaces_count, const xmlChar **namespaces,
    int count, int defaulted, const xmlChar **attributes)
{
	struct peek *peek = ((xmlParserCtxtPtr)ctx)->_private;

	if (++peek->depth > peek->limits->depth)
		peek_stop(peek, feed_over_text(peek->arena, FEED_OVER_DEPTH,
				    peek->limits->depth));
	else if (count > peek->limits->attributes)
		peek_stop(
		    peek, feed_over_text(peek->arena, FEED_OVER_ATTRIBUTES,
			      peek->limits->attributes));
	else if (++peek->nodes > PEEK_MAX_NODES)
		xmlStopParser(ctx);
	if (peek->parser->disableSAX)
		return;
	xmlSAX2StartElementNs(ctx, name, prefix, uri, namespaces_count,
	    namespaces, count, defaulted, attributes);
}

static void
end_cb(
    void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct peek *peek = ((xmlParserCtxtPtr)ctx)->_private;

	peek->depth--;
	xmlSAX2EndElementNs(ctx, name, prefix, uri);
}

static void
doctype_cb(void *ctx, const xmlChar *name UNUSED,
    const xmlChar *public_id UNUSED, const xmlChar *system_id UNUSED)
{
	xmlStopParser(ctx);
}

/* Kept for the case that no mapping fits: else the real parse reports it. */
static void
error_cb(void *ctx, xmlErrorPtr error)
{
	struct peek *peek = ((xmlParserCtxtPtr)ctx)->_private;
	int code;

	if (error->level < XML_ERR_ERROR || peek->wrong != NULL)
		return;
	code = feed_error_code(
	    ctx, error, peek->depth, peek->nodes > 0, peek->whole);
	peek->line = error->line;
	peek->column = error->int2;
	peek->wrong = feed_message(peek->arena, code, error);
	peek->repair = feed_message_repair(code, error);
}

static xmlDocPtr
peek_tree(struct peek *peek, const char *text, size_t length)
{
	xmlSAXHandler sax = {
	    .initialized = XML_SAX2_MAGIC,
	    .startDocument = xmlSAX2StartDocument,
	    .endDocument = xmlSAX2EndDocument,
	    .internalSubset = doctype_cb,
	    .startElementNs = start_cb,
	    .endElementNs = end_cb,
	    .characters = xmlSAX2Characters,
	    .ignorableWhitespace = xmlSAX2Characters,
	    .cdataBlock = xmlSAX2Characters,
	    .serror = error_cb,
	};
	xmlDocPtr doc;

	peek->parser = xmlCreatePushParserCtxt(&sax, NULL, NULL, 0, NULL);
	if (peek->parser == NULL)
		abort(); /* out of memory, which ends us */
	peek->parser->_private = peek;
	feed_parser_confine(peek->parser);
	xmlParseChunk(peek->parser, text, (int)length, peek->whole);
	doc = peek->parser->myDoc;
	peek->parser->myDoc = NULL;
	if (doc != NULL && doc->dict == NULL && peek->parser->dict != NULL) {
		doc->dict = peek->parser->dict;
		xmlDictReference(doc->dict);
	}
	xmlFreeParserCtxt(peek->parser);
	return doc;
}

/* The names in a document, each once. */
struct seen {
	const char *names[SEEN_MAX];
	size_t count;
};

static void
see(struct seen *seen, const char *name)
{
	for (size_t i = 0; i < seen->count; i++)
		if (strcmp(seen->names[i], name) == 0)
			return;
	if (seen->count < SEEN_MAX)
		seen->names[seen->count++] = name;
}

static void
see_below(struct seen *seen, const xmlNode *node)
{
	for (const xmlAttr *at = node->properties; at != NULL; at = at->next)
		see(seen, (const char *)at->name);
	for (node = node->children; node != NULL; node = node->next)
		if (node->type == XML_ELEMENT_NODE) {
			see(seen, (const char *)node->name);
			see_below(seen, node);
		}
}

/* The mapping that knows most of a document's names, if it knows enough. */
static void
name_nearest(
    const struct feed_reader *reader, const xmlNode *root, struct buf *text)
{
	const struct mapping *nearest = NULL;
	struct seen seen = {.count = 0};
	size_t best = 2, knows;

	see_below(&seen, root);
	for (size_t i = 0; i < reader->job.mappings_count; i++) {
		knows = 0;
		for (size_t j = 0; j < seen.count; j++)
			knows += mapping_knows(
			    reader->job.mappings[i], seen.names[j]);
		if (knows > best) {
			best = knows;
			nearest = reader->job.mappings[i];
		}
	}
	if (nearest != NULL)
		buf_printf(text,
		    "; the nearest is %s, which knows %zu of the %zu names "
		    "in it",
		    mapping_name(nearest), best, seen.count);
}

static void
refuse_unknown(struct feed_reader *reader, const xmlNode *root)
{
	struct buf text = {0};

	assert(root != NULL); /* any mapping takes a document without one */
	buf_printf(
	    &text, "the root element is <%.80s>", (const char *)root->name);
	if (root->ns != NULL && root->ns->href != NULL)
		buf_printf(
		    &text, " (namespace %.120s)", (const char *)root->ns->href);
	buf_add_text(&text, ", which no mapping here knows; there are");
	for (size_t i = 0; i < reader->job.mappings_count; i++)
		buf_printf(&text, "%s %s", i > 0 ? "," : "",
		    mapping_name(reader->job.mappings[i]));
	name_nearest(reader, root, &text);
	buf_add_text(&text, "; choose one with --mapping, or write one: check "
			    "--draft begins it, signpost-mapping(5) explains");
	feed_refuse_at(reader, 1, 0, buf_text(&text));
	buf_clear(&text);
}

/* Any list looks so on the day when its records get lost. */
static void
refuse_empty(struct feed_reader *reader, const xmlNode *root)
{
	struct buf text = {0};

	buf_printf(&text,
	    "no record is in it: its root element <%.80s> is empty",
	    (const char *)root->name);
	feed_refuse_at(reader, 1, 0, buf_text(&text));
	buf_clear(&text);
}

void
feed_choose(struct feed_reader *reader, const char *text, size_t length)
{
	struct peek peek = {.arena = &reader->arena,
	    .limits = &reader->job.limits,
	    .repair = REPAIRS,
	    .whole = length < feed_peek_bytes(reader)};
	xmlDocPtr doc = peek_tree(
	    &peek, text, peek.whole ? length : feed_peek_bytes(reader));
	xmlNodePtr root = doc != NULL ? xmlDocGetRootElement(doc) : NULL;
	int best = 0, fits;

	for (size_t i = 0; root != NULL && i < reader->job.mappings_count;
	     i++) {
		fits = mapping_fits(reader->job.mappings[i], root);
		if (fits > best) {
			best = fits;
			reader->mapping = reader->job.mappings[i];
		}
	}
	/* Without a root, or as a web page, any mapping finds out what is
	 * wrong with it. */
	if (reader->mapping == NULL &&
	    (root == NULL ||
		strcasecmp((const char *)root->name, "html") == 0)) {
		reader->mapping = reader->job.mappings[0];
		assert(reader->mapping != NULL);
	}
	if (reader->mapping == NULL && peek.wrong != NULL)
		feed_refuse_mendable(
		    reader, peek.line, peek.column, peek.wrong, peek.repair);
	else if (reader->mapping == NULL && root->children == NULL)
		refuse_empty(reader, root);
	else if (reader->mapping == NULL)
		refuse_unknown(reader, root);
	xmlFreeDoc(doc);
}
