#include "importers/undo.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "importers/documents.h"
#include "importers/duplicates.h"
#include "importers/feed_lock.h"
#include "importers/identity.h"
#include "schema/record_held_run.h"
#include "schema/record_undo.h"

struct undo {
	const struct importer *importer;
	struct record *record;
	struct arena *arena; /* the report's */
	struct record_feed feed;
	struct undo_report *report;
	day_t today;
	bool failed;
};

static void
count(struct undo *undo, const struct record_undone *undone)
{
	struct record_run *run = &undo->report->run;

	switch (undone->kind) {
	case HISTORY_BACK:
		run->revived++;
		break;
	case HISTORY_UNDONE:
		undo->report->taken_back++;
		run->withdrawn++;
		break;
	case HISTORY_WITHDRAWN:
		run->withdrawn++;
		break;
	case HISTORY_ADDED:
	case HISTORY_CHANGED:
		run->changed++;
		break;
	}
	undo->report->left += undone->left;
	undo->report->withheld |= undone->withheld;
}

static void
listing_cb(void *arg, const struct record_history *history)
{
	struct undo *undo = arg;
	struct record_place_in_feed place = {.feed = undo->feed.row,
	    .run = undo->report->run.number,
	    .day = undo->today};
	struct record_undone undone;
	struct arena arena = {0};
	struct listing listing;
	char *org_key = NULL;

	if (!undo->failed && record_listing_read(undo->record, history->service,
				 &arena, &listing) == RECORD_OK) {
		record_history_put_back(history, &listing);
		org_key = identity_organisation(
		    &listing, undo->feed.id, listing.org_uuid);
		place.org_key = org_key;
		if (record_listing_put_back(undo->record, history, &listing,
			&place, &undone) == RECORD_OK)
			count(undo, &undone);
		else
			undo->failed = true;
	} else {
		undo->failed = true;
	}
	free(org_key);
	arena_clear(&arena);
}

/* So that those that are kept give the listings as they are now. */
static void
move_documents(const struct undo *undo)
{
	const struct undo_report *report = undo->report;
	long undone = report->run.undoes;

	documents_undone(undo->importer->data_folder, undo->feed.id,
	    report->restores ? record_undo_of(undo->record, undone) : undone,
	    report->restores, report->run.number);
}

/* What is held from here on: nothing, where what was undone is back. */
static bool
hold(struct undo *undo, long run)
{
	const char *folder = undo->importer->data_folder;
	char document[SHA256_TEXT];
	bool known;

	if (undo->report->restores)
		return record_undone_forget(undo->record, undo->feed.row) ==
		       RECORD_OK;
	known =
	    folder && documents_newest_hash(folder, undo->feed.id, document);
	return record_undone_put(undo->record, undo->feed.row, run,
		   known ? document : NULL) == RECORD_OK;
}

static bool
write_run(struct undo *undo)
{
	struct undo_report *report = undo->report;
	struct record_run *run = &report->run;

	run->feed = undo->feed.row;
	run->finished = time(NULL);
	run->full = run->whole = true;
	run->message = arena_printf(undo->arena,
	    report->restores ? "What run %ld took back is there again"
			     : "What run %ld changed was taken back",
	    run->undoes);
	return record_run_add(undo->record, run) == RECORD_OK &&
	       record_held_run_forget(undo->record, run->feed) == RECORD_OK &&
	       record_feed_remember_only(
		   undo->record, run->feed, run->number, true) == RECORD_OK;
}

static enum undo_result
undo_last(struct undo *undo)
{
	struct record_run *run = &undo->report->run;
	long last;

	switch (record_undo_find(undo->record, undo->feed.row, &last)) {
	case RECORD_NOT_FOUND:
		return UNDO_NOTHING;
	case RECORD_FAILED:
		return UNDO_FAILED;
	case RECORD_OK:
		break;
	}
	run->number = record_run_next(undo->record);
	run->undoes = last;
	undo->report->restores = record_undo_restores(undo->record, last);
	if (record_feed_remember(undo->record, undo->feed.row, run->number) !=
		RECORD_OK ||
	    record_history(undo->record, last, listing_cb, undo) != RECORD_OK ||
	    undo->failed ||
	    record_feed_put_back(undo->record, undo->feed.row, last) !=
		RECORD_OK ||
	    !write_run(undo) || !hold(undo, last) ||
	    !duplicates_join(undo->record))
		return UNDO_FAILED;
	record_changed(undo->record);
	return UNDO_OK;
}

static enum undo_result
undo_locked(struct undo *undo, const char *feed)
{
	enum undo_result result = UNDO_FAILED;

	switch (
	    record_feed_find(undo->record, feed, undo->arena, &undo->feed)) {
	case RECORD_NOT_FOUND:
		return UNDO_UNKNOWN;
	case RECORD_FAILED:
		return UNDO_FAILED;
	case RECORD_OK:
		break;
	}
	if (!record_begin(undo->record))
		return UNDO_FAILED;
	result = undo_last(undo);
	if (result != UNDO_OK)
		record_rollback(undo->record);
	else if (!record_commit(undo->record))
		result = UNDO_FAILED;
	else if (undo->importer->data_folder)
		move_documents(undo);
	return result;
}

enum undo_result
undo_run(const struct importer *importer, const char *feed, struct arena *arena,
    struct undo_report *report, char **message)
{
	struct undo undo = {.importer = importer,
	    .record = importer->record,
	    .arena = arena,
	    .report = report};
	enum undo_result result;
	struct london now;
	char error[500];
	bool busy;
	int lock = -1;

	memset(report, 0, sizeof(*report));
	report->run.started = time(NULL);
	date_london(report->run.started, &now);
	undo.today = now.day;
	if (importer->data_folder) {
		lock = feed_lock_take(
		    importer->data_folder, feed, &busy, error, sizeof(error));
		if (lock < 0) {
			*message = arena_strdup(arena, error);
			return busy ? UNDO_BUSY : UNDO_FAILED;
		}
	}
	*message = NULL;
	result = undo_locked(&undo, feed);
	*message = arena_strdup(arena, report->run.message);
	if (lock >= 0)
		close(lock);
	return result;
}
