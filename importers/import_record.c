/* One record, its turn come: known again, or new; added, changed or as it was.
 */
#include <stdlib.h>
#include <string.h>

#include "importers/identity.h"
#include "importers/import_parts.h"
#include "schema/listing_check.h"

#define UUID_TRIES 100

static void
refuse(struct import *import, const struct listing *listing, const char *why)
{
	import->run->refused++;
	import_report_record(
	    import, PROBLEM_RECORD, listing, "not taken", "%s", why);
}

static void
keep(struct import *import, const struct listing *listing)
{
	import->run->kept++;
	if (listing->collected > import->collected)
		import->collected = listing->collected;
	if (import->listener->kept)
		import->listener->kept(import->listener->arg, listing);
}

/* Who is asked for: a record of the feed, or nobody yet. */
struct asked {
	struct import *import;
	struct import_met *met;
	struct listing *listing; /* the met one's */
	struct record_place_in_feed place;
	struct record_known known;
	bool found;
	char *key; /* place.source_key */
};

static bool
check(struct asked *asked)
{
	struct import_met *met = asked->met;
	const char *problem;

	if (!met->normalised)
		import_normalise(met);
	for (size_t i = 0; i < met->problems_count; i++)
		import_problem(asked->import, &met->problems[i]);
	asked->place.problems = met->problems;
	asked->place.problems_count = met->problems_count;
	problem = listing_check(asked->listing);
	if (problem)
		refuse(asked->import, asked->listing, problem);
	return !problem;
}

static void
change(struct asked *asked)
{
	struct import *import = asked->import;
	struct record_difference difference = {0};
	char *org_key;

	if (!check(asked))
		return;
	org_key = identity_organisation(
	    asked->listing, import->feed.id, asked->listing->org_uuid);
	asked->place.org_key = org_key;
	if (record_listing_change(import->record, asked->known.service,
		asked->listing, &asked->place, &difference) != RECORD_OK ||
	    !record_seen_add(import->record, asked->known.service))
		import->failed = true;
	free(org_key);
	import->run->withdrawn += difference.gone;
	import->run->revived += difference.revived;
	import->run->changed += difference.changed && !difference.revived;
	import->run->unchanged += !difference.changed;
	import->report->withheld |= difference.withheld;
	keep(import, asked->listing);
}

static void
add(struct asked *asked)
{
	struct import *import = asked->import;
	enum record_result result = RECORD_NOT_FOUND;
	char *org_key;

	if (!check(asked))
		return;
	org_key = identity_organisation(
	    asked->listing, import->feed.id, asked->listing->org_uuid);
	asked->place.org_key = org_key;
	for (unsigned again = 0;
	     result == RECORD_NOT_FOUND && again < UUID_TRIES; again++) {
		identity_give(asked->listing, import->feed.id,
		    asked->place.source_key, again);
		result = record_listing_add(
		    import->record, asked->listing, &asked->place);
	}
	free(org_key);
	if (result != RECORD_OK ||
	    !record_seen_add(import->record, asked->listing->row)) {
		import->failed = true;
		return;
	}
	import->run->added++;
	keep(import, asked->listing);
}

/* The source says: take it away.  One that nobody knew is no news. */
static void delete (struct asked *asked)
{
	struct import *import = asked->import;

	if (!asked->found || asked->known.gone != GONE_NOT)
		return;
	asked->place.gone = GONE_DELETED;
	if (record_listing_gone(import->record, asked->known.service,
		&asked->place) != RECORD_OK)
		import->failed = true;
	import->run->withdrawn++;
}

/* What was wrong with it before still is, on the line where it is now. */
static void
problem_again_cb(void *arg, const struct problem *problem)
{
	struct asked *asked = arg;
	struct problem again = *problem;

	again.line = asked->listing->line > 0 ? asked->listing->line : 1;
	again.record = asked->listing->source_id ? asked->listing->source_id
						 : asked->listing->name;
	import_problem(asked->import, &again);
}

static void
as_before(struct asked *asked)
{
	struct import *import = asked->import;

	if (!record_seen_add(import->record, asked->known.service))
		import->failed = true;
	if (asked->known.problems &&
	    record_known_problems(import->record, asked->known.service,
		problem_again_cb, asked) != RECORD_OK)
		import->failed = true;
	import->run->unchanged++;
	keep(import, asked->listing);
}

static void
take(struct asked *asked)
{
	bool same =
	    asked->found &&
	    memcmp(asked->known.said, asked->place.said, SHA256_BYTES) == 0 &&
	    asked->known.gone == asked->place.gone;

	if (same)
		as_before(asked);
	else if (asked->found)
		change(asked);
	else
		add(asked);
}

/* Those without an id that share name and postcode. */
struct alike {
	struct asked *asked;
	struct record_known free_one; /* the first not met yet */
	char *free_key;
	struct record_known same; /* said the same, not met yet */
	char *same_key;
	struct record_known contact; /* same phone or web address, likewise */
	char *contact_key;
	long count, free_count;
	bool same_met; /* one that says the same was met in this run */
	unsigned last; /* the highest number behind '#' */
};

static bool
contact_is_same(struct asked *asked, long service)
{
	struct arena arena = {0};
	struct listing kept;
	bool same;

	same = record_listing_read(asked->import->record, service, &arena,
		   &kept) == RECORD_OK &&
	       identity_same_contact(asked->listing, &kept);
	arena_clear(&arena);
	return same;
}

static void
alike_cb(void *arg, const char *key, const struct record_known *known)
{
	struct alike *alike = arg;
	struct asked *asked = alike->asked;
	const char *number = strchr(key, '#');
	bool says_same =
	    memcmp(known->said, asked->place.said, SHA256_BYTES) == 0;
	bool met = record_seen(asked->import->record, known->service);

	alike->count++;
	if (!number && alike->last < 1)
		alike->last = 1;
	else if (number && (unsigned)atoi(number + 1) > alike->last)
		alike->last = (unsigned)atoi(number + 1);
	if (met) {
		alike->same_met |= says_same;
		return;
	}
	alike->free_count++;
	if (!alike->free_key) {
		alike->free_key = xstrdup(key);
		alike->free_one = *known;
	}
	if (says_same && !alike->same_key) {
		alike->same_key = xstrdup(key);
		alike->same = *known;
	}
	if (!alike->contact_key && contact_is_same(asked, known->service)) {
		alike->contact_key = xstrdup(key);
		alike->contact = *known;
	}
}

static void
choose(struct asked *asked, const char *key, const struct record_known *known)
{
	free(asked->key);
	asked->key = xstrdup(key);
	asked->place.source_key = asked->key;
	asked->known = *known;
	asked->found = true;
}

/* Another with this name and postcode: it gets a number of its own. */
static void
another(struct asked *asked, unsigned last)
{
	char *key;

	if (last == 0)
		return;
	key = xasprintf("%s#%u", asked->key, last + 1);
	free(asked->key);
	asked->key = key;
	asked->place.source_key = key;
	import_report_record(asked->import, PROBLEM_NOTE, asked->listing,
	    "taken as a listing of its own",
	    "without an id, and another has the same name and postcode");
}

/* False: the record is refused. */
static bool
known_by_name(struct asked *asked)
{
	struct alike alike = {.asked = asked};
	bool taken = true;

	if (record_known_like(asked->import->record, asked->place.feed,
		asked->key, alike_cb, &alike) != RECORD_OK)
		asked->import->failed = true;
	if (alike.same_key) {
		choose(asked, alike.same_key, &alike.same);
	} else if (alike.same_met) {
		refuse(asked->import, asked->listing,
		    "the same record, without an id, stands there twice");
		taken = false;
	} else if (alike.contact_key) {
		choose(asked, alike.contact_key, &alike.contact);
	} else if (alike.free_key) {
		if (alike.free_count > 1 || alike.count > 1)
			import_report_record(asked->import, PROBLEM_NOTE,
			    asked->listing, "taken as the first of them",
			    "without an id, and %ld have its name and"
			    " postcode",
			    alike.count);
		choose(asked, alike.free_key, &alike.free_one);
	} else {
		another(asked, alike.last);
	}
	free(alike.same_key);
	free(alike.contact_key);
	free(alike.free_key);
	return taken;
}

/* False: the record is refused. */
static bool
known_by_id(struct asked *asked)
{
	struct import *import = asked->import;

	switch (record_known_find(
	    import->record, asked->place.feed, asked->key, &asked->known)) {
	case RECORD_OK:
		asked->found = true;
		break;
	case RECORD_NOT_FOUND:
		return true;
	case RECORD_FAILED:
		import->failed = true;
		return false;
	}
	if (!record_seen(import->record, asked->known.service))
		return true;
	if (memcmp(asked->known.said, asked->place.said, SHA256_BYTES) == 0)
		import_report_record(import, PROBLEM_NOTE, asked->listing,
		    "taken once", "it stands twice in the document");
	else
		refuse(import, asked->listing,
		    "its id has been used by a record before it");
	return false;
}

void
import_record(struct import *import, struct import_met *met)
{
	struct asked asked = {
	    .import = import, .met = met, .listing = &met->listing};
	bool taken;

	asked.key = xstrdup(met->key);
	asked.place = (struct record_place_in_feed){.feed = import->feed.row,
	    .run = import->run->number,
	    .source_key = asked.key,
	    .gone = met->gone,
	    .day = import->today};
	memcpy(asked.place.said, met->said, SHA256_BYTES);
	taken = met->has_id ? known_by_id(&asked) : known_by_name(&asked);
	if (taken && met->listing.status == LISTING_DELETED)
		delete (&asked);
	else if (taken)
		take(&asked);
	free(asked.key);
}
