/* At the end of a document: what it no longer has. */
#include <stdlib.h>
#include <string.h>

#include "importers/guard.h"
#include "importers/identity.h"
#include "importers/import_parts.h"

struct likening {
	struct import *import;
	bool added;
};

static void
likeness_add(struct likening *likening, char *likeness, long service)
{
	if (likeness && record_likeness_add(likening->import->record, likeness,
			    service, likening->added) != RECORD_OK)
		likening->import->failed = true;
	free(likeness);
}

static void
likeness_cb(void *arg, long service)
{
	struct likening *likening = arg;
	struct arena arena = {0};
	struct listing listing;

	if (record_listing_read(likening->import->record, service, &arena,
		&listing) == RECORD_OK) {
		likeness_add(
		    likening, identity_likeness_place(&listing), service);
		likeness_add(
		    likening, identity_likeness_phone(&listing), service);
	} else {
		likening->import->failed = true;
	}
	arena_clear(&arena);
}

static void
problem_cb(void *arg, const struct problem *problem)
{
	import_record_problem_add(arg, problem);
}

static void
join(struct import *import, long vanished, struct listing *added)
{
	struct record_place_in_feed place = {.feed = import->feed.row,
	    .run = import->run->number,
	    .day = import->today};
	char *org_key =
	    identity_organisation(added, import->feed.id, added->org_uuid);
	char *id = added->source_id;

	import_record_problems_clear(import);
	if (record_known_problems(
		import->record, added->row, problem_cb, import) != RECORD_OK)
		import->failed = true;
	place.problems = import->record_problems;
	place.problems_count = import->record_problems_count;
	place.org_key = org_key;
	if (record_listing_join(import->record, vanished, added, &place) !=
	    RECORD_OK)
		import->failed = true;
	import->run->added--;
	import->run->changed++;
	import_report_record(import, PROBLEM_NOTE, added,
	    "taken as the same listing",
	    "it has another id than before, and the same name and place or"
	    " phone%s",
	    id ? "" : " (none has an id)");
	free(org_key);
}

static void
pair_cb(void *arg, long vanished, long added)
{
	struct import *import = arg;
	struct arena arena = {0};
	struct listing listing;

	/* A pair may be alike in two ways, and is joined once. */
	if (!import->failed && !record_seen(import->record, vanished) &&
	    record_listing_read(import->record, added, &arena, &listing) ==
		RECORD_OK)
		join(import, vanished, &listing);
	arena_clear(&arena);
}

/* A vanished and an added record that are one, with a new id. */
static void
pair_off(struct import *import)
{
	struct likening missing = {import, false}, added = {import, true};

	if (record_likeness_clear(import->record) != RECORD_OK ||
	    record_missing(import->record, import->feed.row, likeness_cb,
		&missing) != RECORD_OK ||
	    record_added(import->record, import->run->number, likeness_cb,
		&added) != RECORD_OK ||
	    record_pairs(import->record, pair_cb, import) != RECORD_OK)
		import->failed = true;
}

static bool
ids_pass(struct import *import, long missing, struct buf *message)
{
	struct guard_counts counts = {
	    .live = import->live_before, .missing = missing};

	if (import->job->accept_shrink || missing < import->live_before)
		return true;
	counts.named_again = record_missing_named_again(
	    import->record, import->feed.row, import->run->number);
	return guard_ids_pass(&counts, message);
}

bool
import_withdraw(struct import *import, struct buf *message)
{
	struct guard_counts counts = {.live = import->live_before};
	bool absent = import->run->full && import->run->whole;
	bool passed = true;
	long missing = 0;

	if (absent)
		missing =
		    record_missing_count(import->record, import->feed.row);
	if (missing)
		passed = ids_pass(import, missing, message);
	if (missing && import->run->added) {
		pair_off(import);
		missing =
		    record_missing_count(import->record, import->feed.row);
	}
	counts.withdrawn = import->run->withdrawn + missing;
	if (passed && counts.withdrawn && !import->job->accept_shrink)
		passed = guard_passes(&counts, message);
	import->run->withdrawn = counts.withdrawn;
	if (missing && record_missing_withdraw(import->record, import->feed.row,
			   import->run->number, import->today) != RECORD_OK)
		import->failed = true;
	return passed;
}
