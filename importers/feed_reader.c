#include "importers/feed_reader.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>

#include "base/utf8.h"
#include "importers/feed_reader_parts.h"

static void
limits_complete(struct feed_limits *limits)
{
	if (limits->record_bytes <= 0)
		limits->record_bytes = FEED_MAX_RECORD;
	if (limits->text_bytes <= 0)
		limits->text_bytes = FEED_MAX_TEXT;
	if (limits->depth <= 0 || limits->depth > FEED_MOST_DEPTH)
		limits->depth = FEED_MAX_DEPTH;
	if (limits->attributes <= 0)
		limits->attributes = FEED_MAX_ATTRIBUTES;
}

size_t
feed_peek_bytes(const struct feed_reader *reader)
{
	return (size_t)reader->job.limits.record_bytes + FEED_PEEK_BEFORE;
}

struct feed_reader *
feed_reader_new(const struct feed_job *job, const struct feed_handler *handler)
{
	struct feed_reader *reader = xcalloc(1, sizeof(*reader));

	xmlInitParser();
	reader->job = *job;
	limits_complete(&reader->job.limits);
	reader->handler = *handler;
	feed_set_init(&reader->set);
	if (!job->survey && (job->mapping_chosen || job->mappings_count == 1))
		reader->mapping = job->mappings[0];
	return reader;
}

static void
drop_document(struct feed_reader *reader)
{
	if (reader->parser != NULL) {
		if (reader->parser->myDoc != NULL)
			xmlFreeDoc(reader->parser->myDoc);
		reader->parser->myDoc = NULL;
		xmlFreeParserCtxt(reader->parser);
	}
	reader->parser = NULL;
	arena_clear(&reader->head);
	arena_clear(&reader->record_arena);
	buf_clear(&reader->start);
}

void
feed_reader_free(struct feed_reader *reader)
{
	if (reader == NULL)
		return;
	drop_document(reader);
	feed_trails_clear(&reader->trails);
	arena_clear(&reader->arena);
	buf_clear(&reader->converted);
	buf_clear(&reader->mended);
	free(reader);
}

void
feed_reader_begin(struct feed_reader *reader, const char *source)
{
	drop_document(reader);
	reader->source = arena_strndup(
	    &reader->arena, source, utf8_clip(source, PROBLEM_MAX_TEXT));
	reader->depth = reader->record_depth = reader->skip_depth = 0;
	reader->head_bytes = reader->text_bytes = 0;
	reader->head_full = reader->started = false;
	reader->tag_line = 0;
	reader->trail[0] = &reader->trails.root;
	reader->records_before = reader->counts.records;
}

/* Hands UTF-8 to the parser, mended where that is wanted. */
static void
parse(struct feed_reader *reader, const char *data, size_t length)
{
	if (reader->repair.wanted == 0) {
		feed_parse(reader, data, length, false);
		return;
	}
	buf_reset(&reader->mended);
	feed_repair_push(&reader->repair, data, length, &reader->mended);
	feed_parse(
	    reader, buf_text(&reader->mended), reader->mended.length, false);
}

static void
end_parse(struct feed_reader *reader)
{
	if (reader->repair.wanted != 0) {
		buf_reset(&reader->mended);
		feed_repair_end(&reader->repair, &reader->mended);
		feed_parse(reader, buf_text(&reader->mended),
		    reader->mended.length, false);
	}
	if (!reader->refused)
		feed_parse(reader, NULL, 0, true);
}

/* Pushes bytes as UTF-8. */
static void
push_converted(struct feed_reader *reader, const void *data, size_t length)
{
	if (reader->encoding.kind == ENCODING_UTF8) {
		parse(reader, data, length);
		return;
	}
	buf_reset(&reader->converted);
	if (!feed_encoding_convert(
		&reader->encoding, data, length, &reader->converted))
		feed_refuse_here(reader,
		    "the bytes here are not UTF-16, which its first bytes "
		    "say it is");
	else
		parse(reader, buf_text(&reader->converted),
		    reader->converted.length);
}

/* A mapping is chosen by what the feed is with the repairs known so far. */
static void
choose(struct feed_reader *reader, const struct buf *text)
{
	struct buf mended = {0};

	if (reader->job.repairs == 0) {
		feed_choose(reader, buf_text(text), text->length);
		return;
	}
	feed_repair_begin(&reader->repair, reader->job.repairs);
	feed_repair_push(
	    &reader->repair, buf_text(text), text->length, &mended);
	feed_choose(reader, buf_text(&mended), mended.length);
	buf_clear(&mended);
}

/* Enough is known: encoding, mapping, and off. */
static void
start_document(struct feed_reader *reader)
{
	struct buf *start = &reader->start, text = {0};
	const char *wrong;
	size_t skip;

	reader->started = true;
	if (start->length == 0) {
		feed_refuse_at(reader, 1, 0, "it is empty");
		return;
	}
	wrong = feed_encoding_detect(&reader->encoding, start->data,
	    start->length, &skip, &reader->arena);
	if (wrong != NULL) {
		feed_refuse_at(reader, 1, 0, wrong);
		return;
	}
	if (!feed_encoding_convert(&reader->encoding, start->data + skip,
		start->length - skip, &text))
		feed_refuse_at(reader, 1, 0,
		    "its bytes are not UTF-16, which its first ones say it "
		    "is");
	if (!reader->refused && reader->mapping == NULL && !reader->job.survey)
		choose(reader, &text);
	if (!reader->refused) {
		feed_repair_begin(&reader->repair,
		    reader->job.repairs |
			(reader->mapping != NULL
				? mapping_repairs(reader->mapping)
				: 0));
		feed_parser_start(reader);
		parse(reader, buf_text(&text), text.length);
	}
	buf_clear(&text);
	buf_clear(start);
}

enum feed_result
feed_reader_push(struct feed_reader *reader, const void *data, size_t length)
{
	if (reader->refused)
		return FEED_REFUSED;
	reader->bytes += (long)length;
	if (reader->bytes > reader->job.max_bytes)
		feed_refuse_here(
		    reader, feed_over_text(&reader->arena, FEED_OVER_BYTES,
				reader->job.max_bytes));
	else if (reader->started)
		push_converted(reader, data, length);
	else {
		buf_add(&reader->start, data, length);
		if (reader->start.length >= feed_peek_bytes(reader))
			start_document(reader);
	}
	feed_progress(reader);
	return reader->refused ? FEED_REFUSED : FEED_OK;
}

static void
note_repairs(struct feed_reader *reader)
{
	static const char *const what[REPAIRS] = {
	    [REPAIR_RAW_AMPERSAND] = "'&' stands on its own",
	    [REPAIR_CONTROL_CHARACTERS] =
		"a control character stands in the text",
	    [REPAIR_WINDOWS_1252] = "bytes of windows-1252 stand in the text",
	    [REPAIR_HTML_ENTITIES] =
		"an entity of HTML stands where XML knows none",
	};

	for (int i = 0; i < REPAIRS; i++) {
		const struct feed_repaired *done = &reader->repair.done[i];

		if (done->count > 0)
			feed_note_at(reader, done->first_line,
			    arena_printf(&reader->arena,
				"%s, here first, in all %ld time%s", what[i],
				done->count, done->count == 1 ? "" : "s"),
			    arena_printf(&reader->arena, "repaired (%s)",
				repair_name[i]));
	}
}

static void
note_nested(struct feed_reader *reader)
{
	if (reader->nested > 0)
		feed_note_at(reader, reader->nested_line,
		    arena_printf(&reader->arena,
			"what the mapping takes for a record stands within "
			"another record, here first, in all %ld time%s",
			reader->nested, reader->nested == 1 ? "" : "s"),
		    "read as a part of that one alone");
}

enum feed_result
feed_reader_end(struct feed_reader *reader)
{
	if (!reader->refused && !reader->started)
		start_document(reader);
	if (!reader->refused && feed_encoding_cut(&reader->encoding))
		feed_refuse_here(reader,
		    "it ends within a character: was it cut off while it was "
		    "written or sent?");
	if (!reader->refused)
		end_parse(reader);
	if (reader->refused) {
		drop_document(reader);
		return FEED_REFUSED;
	}
	note_repairs(reader);
	note_nested(reader);
	if (reader->encoding.controls > 0 &&
	    (reader->repair.wanted & 1u << REPAIR_WINDOWS_1252) == 0)
		feed_note_add(reader,
		    arena_printf(&reader->arena,
			"%ld bytes are no characters in the encoding it "
			"declares; likely it is windows-1252, which the "
			"repair windows-1252 reads",
			reader->encoding.controls),
		    "those characters were left out");
	if (!reader->job.survey &&
	    reader->counts.records == reader->records_before &&
	    feed_set_declared(&reader->set) != 0)
		feed_note_add(reader,
		    arena_printf(&reader->arena, "there is no record at %.200s",
			mapping_path(reader->mapping, 0)->text),
		    "nothing was read from it");
	drop_document(reader);
	return FEED_OK;
}

static void
unused_cb(void *arg, const char *path, const struct feed_trail *trail)
{
	struct feed_reader *reader = arg;
	struct reader_unused *unused;

	if (reader->unused_count >= FEED_TRAIL_MAX)
		return;
	reader->unused = arena_grow(&reader->arena, reader->unused,
	    reader->unused_count, sizeof(*reader->unused));
	unused = &reader->unused[reader->unused_count++];
	unused->path = arena_strndup(
	    &reader->arena, path, utf8_clip(path, LISTING_MAX_ID));
	unused->count = trail->count;
	unused->first_line = trail->first_line;
	unused->example = reader->job.survey
			      ? trail->example
			      : (char *)feed_trail_example(trail);
}

/* All namespaces, as "xmlns:PREFIX", then all paths. */
static void
survey_all(struct feed_reader *reader)
{
	for (size_t i = 0; i < reader->spaces_count; i++) {
		struct feed_trail space = {.count = 1,
		    .first_line = 1,
		    .example = reader->spaces[i].uri};
		char *path = arena_printf(
		    &reader->arena, "xmlns:%s", reader->spaces[i].prefix);

		space.example[utf8_clip(space.example, LISTING_MAX_NAME)] =
		    '\0';
		unused_cb(reader, path, &space);
	}
	feed_trails_all(&reader->trails, unused_cb, reader);
}

struct idle {
	struct arena *arena;
	struct reader_idle *items;
	size_t count;
};

static void
idle_cb(void *arg, unsigned line, const char *text)
{
	struct idle *idle = arg;

	if (idle->count == MAPPING_MAX_STATEMENTS)
		return;
	idle->items = arena_grow(
	    idle->arena, idle->items, idle->count, sizeof(*idle->items));
	idle->items[idle->count++] = (struct reader_idle){
	    .text = arena_strdup(idle->arena, text), .line = (long)line};
}

struct skips {
	struct arena *arena;
	struct reader_skips *items;
	size_t count;
};

static void
skips_cb(
    void *arg, unsigned line, const char *text, long skipped, long first_line)
{
	struct skips *skips = arg;

	if (skips->count == MAPPING_MAX_STATEMENTS)
		return;
	skips->items = arena_grow(
	    skips->arena, skips->items, skips->count, sizeof(*skips->items));
	skips->items[skips->count++] =
	    (struct reader_skips){.text = arena_strdup(skips->arena, text),
		.line = (long)line,
		.count = skipped,
		.first_line = first_line};
}

/* What the mapping's own lines did. */
static void
summary_statements(struct feed_reader *reader, struct reader_summary *summary)
{
	struct idle idle = {.arena = &reader->arena};
	struct skips skips = {.arena = &reader->arena};

	if (reader->mapping == NULL)
		return;
	mapping_idle(reader->mapping, idle_cb, &idle);
	summary->idle = idle.items;
	summary->idle_count = idle.count;
	mapping_skips(reader->mapping, skips_cb, &skips);
	summary->skips = skips.items;
	summary->skips_count = skips.count;
}

void
feed_reader_summary(struct feed_reader *reader, struct reader_summary *summary)
{
	const char *why;

	assert(!reader->refused);
	assert(reader->mapping != NULL || reader->job.survey);
	if (reader->job.survey)
		survey_all(reader);
	else
		feed_trails_unused(&reader->trails, unused_cb, reader);
	*summary = (struct reader_summary){
	    .mapping = reader->mapping != NULL
			   ? (char *)mapping_name(reader->mapping)
			   : arena_strdup(&reader->arena, "survey"),
	    .feed_id = reader->set.feed_id,
	    .title = reader->set.title,
	    .publisher = reader->set.publisher,
	    .licence = reader->set.licence,
	    .area = reader->set.area,
	    .full = reader->set.full,
	    .declared = feed_set_declared(&reader->set),
	    .next = reader->set.next,
	    .pages = reader->set.pages,
	    .bytes = reader->bytes,
	    .records = reader->counts.records,
	    .refused = reader->counts.refused,
	    .skipped = reader->counts.skipped,
	    .deleted = reader->counts.deleted,
	    .unused = reader->unused,
	    .unused_count = reader->unused_count,
	};
	summary_statements(reader, summary);
	why = feed_set_part(&reader->set,
	    reader->counts.records - reader->counts.parts, &reader->arena);
	summary->whole = why == NULL;
	reader->source = NULL;
	if (reader->job.survey)
		return;
	if (why != NULL && summary->full)
		feed_note_add(reader, why, "nothing is withdrawn");
}
