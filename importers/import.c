#include "importers/import.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "importers/duplicates.h"
#include "importers/feed_lock.h"
#include "importers/fetch_address.h"
#include "importers/import_parts.h"
#include "importers/mapping_files.h"
#include "schema/record_held.h"
#include "schema/record_place.h"
#include "schema/record_published.h"
#include "schema/record_undo.h"

static void
begun_cb(void *arg, const struct reader_summary *declared)
{
	struct import *import = arg;

	if (!import->begun)
		import_begin(import, declared);
}

static void
listing_cb(void *arg, struct listing *listing)
{
	struct import *import = arg;

	if (!import->begun)
		import_begin(import, &(struct reader_summary){0});
	if (import->failed || import->refusal)
		return;
	if (listing->role != LISTING_WHOLE)
		import_hold(import, listing);
	else
		import_listing(import, listing);
}

static void
problem_cb(void *arg, const struct problem *problem)
{
	struct import *import = arg;

	import_problem(import, problem);
}

static void
progress_cb(void *arg, long bytes, long records)
{
	struct import *import = arg;

	if (import->listener->progress)
		import->listener->progress(import->listener->arg, bytes,
		    import->documents.bytes, records);
}

bool
import_mappings_read(struct import *import)
{
	struct reader_mapping *mappings;
	char error[1000];
	bool read;

	if (import->mappings)
		return true;
	if (import->refusal)
		return false;
	if (import->job->mapping) {
		mappings = arena_alloc(import->arena, sizeof(*mappings));
		import->mappings_count = 1;
		read = mapping_file_read(import->job->mapping, import->arena,
		    mappings, error, sizeof(error));
	} else {
		read = mapping_files_shipped(import->arena, &mappings,
		    &import->mappings_count, error, sizeof(error));
	}
	if (read)
		import->mappings = mappings;
	else
		import_document_problem(import, error);
	return read;
}

/* False: the document is refused, and why has been reported. */
static bool
import_read(struct import *import)
{
	const struct reader_handler handler = {
	    .arg = import,
	    .begun = begun_cb,
	    .listing = listing_cb,
	    .problem = problem_cb,
	    .progress = progress_cb,
	};
	struct reader_summary *summary = &import->report->summary;
	struct reader_job job = {
	    .sources = import->documents.sources,
	    .sources_count = import->documents.count,
	    .max_bytes = import->job->max_bytes,
	    .repairs = import->job->repairs,
	    .max_records = import->job->max_records,
	    .limits = import->job->limits,
	};
	enum reader_result result;

	if (!import_mappings_read(import))
		return false;
	job.mappings = import->mappings;
	job.mappings_count = import->mappings_count;
	job.mapping_chosen = import->job->mapping != NULL;
	result = reader_run(&job, &handler, import->arena, summary);
	import_settle(import);
	if (result == READER_OK && !import->begun)
		import_begin(import, summary);
	import->run->mapping = summary->mapping;
	import->run->full = summary->full;
	import->run->whole = summary->whole;
	import->run->bytes = summary->bytes;
	import->run->records = summary->records;
	import->run->refused += summary->refused;
	if (result != READER_OK && !import->refusal)
		import_document_problem(import, "it could not be read");
	if (result != READER_OK || import->refusal || !import_held(import))
		return false;
	import_settle(import);
	return !import->failed;
}

static bool
problems_write(struct import *import)
{
	for (size_t i = 0; i < import->problems_count; i++) {
		if (record_problem_add(import->record, import->run->number,
			(long)i + 1, &import->problems[i]) != RECORD_OK)
			return false;
	}
	return record_problems_forget(import->record, import->feed.row) ==
	       RECORD_OK;
}

/* Whether the run changed any listing. */
static bool
changed_any(const struct record_run *run)
{
	return run->added || run->changed || run->revived || run->withdrawn;
}

/* What was kept of the feed's runs before this one, which is stored. */
static bool
run_supersedes(struct import *import)
{
	const struct record_run *run = import->run;

	if (record_feed_remember_only(import->record, run->feed, run->number,
		changed_any(run)) != RECORD_OK)
		return false;
	return record_undone_forget(import->record, run->feed) == RECORD_OK &&
	       record_held_run_forget(import->record, run->feed) == RECORD_OK;
}

/* The run itself, its problems, and that there is something to publish. */
static bool
run_write(struct import *import)
{
	struct record_run *run = import->run;

	run->feed = import->feed.row;
	run->finished = time(NULL);
	if (record_run_add(import->record, run) != RECORD_OK ||
	    !problems_write(import))
		return false;
	if (run->outcome == RUN_DONE && run->whole &&
	    record_feed_read_whole(
		import->record, import->feed.row, run->finished) != RECORD_OK)
		return false;
	if (run->outcome == RUN_DONE && !run_supersedes(import))
		return false;
	/* One that never had a listing shows nowhere. */
	if (run->outcome == RUN_DONE || import->live_before)
		record_changed(import->record);
	return true;
}

static void
change_cb(void *arg, const char *field, long listings)
{
	struct import *import = arg;
	struct import_report *report = import->report;

	report->changes = arena_grow(import->arena, report->changes,
	    report->changes_count, sizeof(*report->changes));
	report->changes[report->changes_count++] = (struct import_change){
	    arena_strdup(import->arena, field), listings};
}

/* The day its data is from, where only its records say so. */
static bool
data_day_keep(struct import *import)
{
	if (import->job->collected || !import->collected ||
	    import->collected == import->feed.data_day)
		return true;
	import->feed.data_day = import->collected;
	return record_feed_put(import->record, &import->feed) == RECORD_OK;
}

/* Which listings are one, told again where this run changed any. */
static bool
join_duplicates(struct import *import)
{
	return !changed_any(import->run) || duplicates_join(import->record);
}

static bool
import_store(struct import *import)
{
	char error[500];

	if (record_changes(import->record, import->run->number, change_cb,
		import) != RECORD_OK ||
	    !data_day_keep(import))
		return false;
	if (import->job->dry_run) {
		import_changes_tell(import);
		record_rollback(import->record);
		return true;
	}
	if (!run_write(import) || !join_duplicates(import))
		return false;
	if (!import_fetched_keep(import))
		return false;
	if (!documents_keep(&import->documents, import->feed.id,
		import->run->number, false, error, sizeof(error))) {
		import_document_problem(import, error);
		return false;
	}
	if (!record_commit(import->record))
		return false;
	documents_prune(&import->documents);
	return true;
}

/*
 * A refused or held document: the listings stay as they were, and the run is
 * kept on its own with its reason.
 */
static void
import_note(
    struct import *import, enum record_run_outcome outcome, const char *message)
{
	struct record_run *run = import->run;
	struct record_feed known;
	char error[500];

	record_rollback(import->record);
	run->outcome = outcome;
	run->message = arena_strdup(import->arena, message);
	run->kept = run->added = run->changed = run->unchanged = 0;
	run->revived = run->withdrawn = 0;
	if (import->job->dry_run || import->foreign ||
	    !feed_id_valid(import->feed.id) || !record_begin(import->record))
		return;
	/* A name that was mistyped on the command line is no feed. */
	if (record_feed_find(import->record, import->feed.id, import->arena,
		&known) == RECORD_NOT_FOUND &&
	    (import->opened || import->job->configured) &&
	    record_feed_put(import->record, &import->feed) == RECORD_OK)
		known.row = import->feed.row;
	import->feed.row = known.row;
	import->live_before =
	    known.row ? record_live_count(import->record, known.row) : 0;
	if (known.row && outcome == RUN_HELD &&
	    !documents_keep(&import->documents, import->feed.id, run->number,
		true, error, sizeof(error)))
		import_document_problem(import, error);
	if (known.row && run_write(import) &&
	    (outcome != RUN_HELD || import_plan_keep(import)) &&
	    record_commit(import->record)) {
		documents_prune(&import->documents);
		return;
	}
	record_rollback(import->record);
}

/* The document that was undone is not taken again by itself. */
static bool
undone_passes(struct import *import, struct buf *message)
{
	char document[SHA256_TEXT];
	long run;

	if (import->job->accept_shrink || import->failed ||
	    !import->documents.feeds)
		return true;
	if (!documents_hash(&import->documents, document))
		document[0] = '\0';
	run = record_undone_run(import->record, import->feed.row, document);
	if (!run)
		return true;
	buf_printf(message,
	    "its document is still the one of run %ld, which was undone", run);
	return false;
}

/* Nothing is changed; what would have been is told and kept. */
static enum import_result
import_hold_run(struct import *import, const char *message)
{
	import_problem(import, &(struct problem){.kind = PROBLEM_NOTE,
				   .line = 1,
				   .what = message,
				   .done = "nothing was changed"});
	if (!import_plan(import))
		return IMPORT_FAILED;
	import_note(import, RUN_HELD, message);
	return IMPORT_HELD;
}

static enum import_result
import_finish(struct import *import)
{
	struct buf undone = {0}, guarded = {0};
	bool passed = undone_passes(import, &undone);
	enum import_result result = IMPORT_OK;

	passed = import_withdraw(import, &guarded) && passed;
	if (!import->failed && !passed)
		result = import_hold_run(
		    import, buf_text(undone.length ? &undone : &guarded));
	else if (import->failed || !import_store(import))
		result = IMPORT_FAILED;
	else if (import->run->refused)
		result = IMPORT_REFUSALS;
	buf_clear(&undone);
	buf_clear(&guarded);
	return result;
}

/* What messages call the sources, and the feed until a document says more. */
static void
import_name_sources(struct import *import)
{
	import->names = arena_alloc(
	    import->arena, import->job->sources_count * sizeof(*import->names));
	for (size_t i = 0; i < import->job->sources_count; i++)
		import->names[i] =
		    import->job->names
			? import->job->names[i]
			: fetch_shown(import->arena, import->job->sources[i]);
	import->feed.id = import->job->id
			      ? arena_strdup(import->arena, import->job->id)
			      : import_file_id(import->arena, import->names[0]);
	import->report->feed = import->feed.id;
}

/* Once nobody else writes: others may have, while documents were fetched. */
static void
import_prepare(struct import *import)
{
	struct london now;

	date_london(import->run->started, &now);
	import->today = now.day;
	import->run->number = record_run_next(import->record);
	import->normaliser = (struct normaliser){
	    .record = import->record,
	    .vocabulary = import->importer->vocabulary,
	    .today = now.day,
	    .places_known = record_places_version(import->record) > 0,
	};
}

/* False: another run of this feed goes on, or that cannot be known. */
static bool
import_lock(struct import *import, enum import_result *result)
{
	const char *folder = import->importer->data_folder;
	char error[500];
	bool busy;

	if (!folder || import->job->dry_run)
		return true;
	import->lock_fd = feed_lock_take(
	    folder, import->feed.id, &busy, error, sizeof(error));
	if (import->lock_fd >= 0)
		return true;
	import->run->message = arena_strdup(import->arena, error);
	import_document_problem(import, error);
	*result = busy ? IMPORT_BUSY : IMPORT_FAILED;
	return false;
}

static enum import_result
import_documents(struct import *import)
{
	enum import_result result = IMPORT_FAILED;
	bool opened = import_job_area_usable(import) && import_open(import);

	import_prepare(import);
	if (opened && record_begin(import->record) &&
	    record_seen_clear(import->record) == RECORD_OK &&
	    record_held_clear(import->record) == RECORD_OK &&
	    import_read(import))
		result = import_finish(import);
	import->report->total_bytes = import->documents.bytes;
	if (result == IMPORT_FAILED && !import->run->message) {
		import_name(import);
		import_note(import, RUN_FAILED,
		    import->refusal ? import->refusal
				    : "the record could not be written");
	}
	return result;
}

enum import_result
import_run(const struct importer *importer, const struct import_job *job,
    const struct import_listener *listener, struct arena *arena,
    struct import_report *report)
{
	struct import import = {.importer = importer,
	    .job = job,
	    .listener = listener,
	    .report = report,
	    .arena = arena,
	    .record = importer->record,
	    .lock_fd = -1,
	    .run = &report->run};
	enum import_result result;

	memset(report, 0, sizeof(*report));
	report->run.started = time(NULL);
	import_name_sources(&import);
	if (import_lock(&import, &result))
		result = import_documents(&import);
	documents_close(&import.documents);
	import_ahead_free(&import);
	import_record_problems_clear(&import);
	buf_clear(&import.scratch);
	if (import.lock_fd >= 0)
		close(import.lock_fd);
	return result;
}
