/* Which feed a document is of, what is known of it, and its area. */
#include <stdlib.h>
#include <string.h>

#include "importers/import_parts.h"
#include "schema/record_place.h"
#include "schema/record_published.h"
#include "schema/record_undo.h"

/*
 * Raised when cleaning or reading of rules changes in code: every record is
 * then looked at again, whatever the source says.
 */
#define IMPORT_READING "2"

char *
import_file_id(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	size_t length = strcspn(name, ".");
	char *id;

	if (length == 0)
		length = strlen(name);
	if (length > FEED_MAX_ID)
		length = FEED_MAX_ID;
	id = arena_strndup(arena, name, length);
	for (char *c = id; *c; c++) {
		if (!strchr("abcdefghijklmnopqrstuvwxyz"
			    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_",
			*c))
			*c = '-';
	}
	while (*id == '-')
		id++;
	return *id ? id : arena_strdup(arena, "feed");
}

/* What decides how a record is read, beside the record itself. */
static void
salt_make(struct import *import)
{
	struct buf text = {0};

	buf_printf(&text, "%s %s %ld %s %d", IMPORT_READING,
	    vocabulary_hash(import->importer->vocabulary),
	    record_places_version(import->record),
	    import->normaliser.area ? import->normaliser.area : "",
	    (int)import->normaliser.collected);
	sha256(text.data, text.length, import->salt);
	buf_clear(&text);
}

static char *
first_of(
    struct arena *arena, const char *one, const char *two, const char *three)
{
	return arena_strdup(arena, one ? one : two ? two : three);
}

/* The configuration before the mapping, the mapping before what was known. */
static void
feed_describe(struct import *import, const struct record_feed *known,
    const struct reader_summary *declared)
{
	const struct import_job *job = import->job;
	struct record_feed *feed = &import->feed;
	struct arena *arena = import->arena;
	struct buf sources = {0};

	feed->row = known->row;
	feed->title =
	    first_of(arena, job->title, declared->title, known->title);
	if (!feed->title)
		feed->title = feed->id;
	feed->publisher = first_of(
	    arena, job->publisher, declared->publisher, known->publisher);
	feed->licence =
	    first_of(arena, job->licence, declared->licence, known->licence);
	feed->area = first_of(arena, job->area, declared->area, known->area);
	feed->owner = first_of(arena, job->owner, known->owner, NULL);
	feed->mapping = first_of(arena, job->mapping, NULL, NULL);
	feed->every_s = job->every_s ? job->every_s : known->every_s;
	feed->data_day = job->collected ? job->collected : known->data_day;
	for (size_t i = 0; i < job->sources_count; i++) {
		if (i)
			buf_add_char(&sources, '\n');
		buf_add_text(&sources, import->names[i]);
	}
	feed->source = arena_strdup(arena, buf_text(&sources));
	import->run->source = feed->source;
	buf_clear(&sources);
}

bool
import_area_usable(struct record *record, const char *area)
{
	struct place place;

	return record_places_version(record) == 0 ||
	       record_area_find(record, area, &place) == PLACE_FOUND;
}

/*
 * Its area, by whatever name it was given.  One that the document gives and
 * nobody knows does not take away the one that was known.
 */
static void
feed_area(struct import *import, const struct record_feed *known)
{
	const char *given = import->feed.area;
	struct place place;
	bool keep;

	if (!given)
		return;
	if (record_area_find(import->record, given, &place) == PLACE_FOUND) {
		import->feed.area = arena_strdup(import->arena, place.gss);
		return;
	}
	if (!import->normaliser.places_known)
		return;
	keep = known->area && import_area_usable(import->record, known->area);
	if (keep)
		import->feed.area = known->area;
	import_problem(import,
	    &(struct problem){.kind = PROBLEM_NOTE,
		.line = 1,
		.field = "area",
		.what = arena_printf(import->arena,
		    "'%.60s', the feed's area, is no area we know", given),
		.done =
		    keep ? "the one known before is kept" : "kept as text"});
}

bool
import_job_area_usable(struct import *import)
{
	const char *area = import->job->area;

	if (!area || import_area_usable(import->record, area))
		return true;
	import_document_problem(
	    import, arena_printf(import->arena,
			"'%.60s' is no area we know: give its GSS code or its"
			" council's name",
			area));
	return false;
}

static bool
feed_id_give(struct import *import, const struct reader_summary *declared)
{
	const struct import_job *job = import->job;
	const char *id = job->id ? job->id : declared->feed_id;

	import->feed.id = id ? arena_strdup(import->arena, id)
			     : import_file_id(import->arena, import->names[0]);
	import->report->feed = import->feed.id;
	if (feed_id_valid(import->feed.id))
		return true;
	import_document_problem(import,
	    arena_printf(import->arena,
		"'%.60s' is no name for a feed: letters, digits, '-' and"
		" '_', at most %d; give one with --id",
		import->feed.id, FEED_MAX_ID));
	return false;
}

/*
 * A file that nobody named a feed for must not replace what a known feed
 * holds, only because its name or its mapping is the same.
 */
static bool
feed_may_be(struct import *import, const struct record_feed *known)
{
	const char *source = known->source ? known->source : "";

	if (import->job->id || !known->row)
		return true;
	if (import->job->sources_count == 1 &&
	    strcmp(source, import->names[0]) == 0)
		return true;
	import->foreign = true;
	import_document_problem(import,
	    arena_printf(import->arena,
		"feed \"%s\" was read from %s until now; to read it from here,"
		" say --id %s",
		import->feed.id, *source ? source : "elsewhere",
		import->feed.id));
	return false;
}

void
import_begin(struct import *import, const struct reader_summary *declared)
{
	struct record_feed known;

	import->begun = true;
	if (!feed_id_give(import, declared))
		return;
	if (record_feed_find(import->record, import->feed.id, import->arena,
		&known) == RECORD_FAILED) {
		import->failed = true;
		return;
	}
	import->report->first_run = known.row == 0;
	if (!feed_may_be(import, &known))
		return;
	feed_describe(import, &known, declared);
	feed_area(import, &known);
	import->normaliser.area = import->feed.area;
	import->normaliser.collected = import->job->collected;
	if (record_feed_remember(
		import->record, known.row, import->run->number) != RECORD_OK ||
	    record_feed_put(import->record, &import->feed) != RECORD_OK)
		import->failed = true;
	import->live_before =
	    record_live_count(import->record, import->feed.row);
	salt_make(import);
}

void
import_name(struct import *import)
{
	struct record_feed known = {0};

	if (import->begun || !feed_id_give(import, &(struct reader_summary){0}))
		return;
	if (record_feed_find(import->record, import->feed.id, import->arena,
		&known) == RECORD_OK)
		import->feed = known;
	else
		feed_describe(import, &known, &(struct reader_summary){0});
}
