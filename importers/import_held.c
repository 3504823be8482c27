/*
 * Listings of one document set that need each other: kept aside until all
 * are there, then joined, each handed on as if it had come whole.
 */
#include <string.h>

#include "importers/import_parts.h"
#include "schema/listing_required.h"
#include "schema/record_held.h"

/* The same listing in more places than a listing holds is no listing. */
#define HELD_MAX_ALIKE LISTING_MAX_ITEMS

void
import_hold(struct import *import, const struct listing *listing)
{
	const char *key = listing->source_id;

	if (listing->role == LISTING_PLACE)
		key = listing->locations_count > 0 ? listing->locations[0].id
						   : NULL;
	else if (listing->role == LISTING_OWNER)
		key = listing->org_id;
	if (record_held_add(import->record, listing, key) != RECORD_OK)
		import->failed = true;
}

/* RECORD_OK: the listing is there; the disk's failure ends the run. */
static enum record_result
next(struct import *import, enum record_held_walk walk, enum listing_role role,
    const char *key, long *after, struct arena *arena, struct listing *out)
{
	enum record_result result = record_held_next(
	    import->record, walk, role, key, after, arena, out);

	import->failed |= result == RECORD_FAILED;
	return result;
}

/* The others with its id.  One that is deleted says nothing of the rest. */
static void
join_alike(struct import *import, struct listing *listing, long after)
{
	struct listing other;
	long line = listing->line;

	for (int met = 0; listing->source_id; met++) {
		if (next(import, HELD_ALIKE, LISTING_HELD, listing->source_id,
			&after, listing->arena, &other) != RECORD_OK)
			return;
		if (met == HELD_MAX_ALIKE) {
			import_report_record(import, PROBLEM_NOTE, listing,
			    "the rest dropped",
			    "it stands in more than %d places", HELD_MAX_ALIKE);
			return;
		}
		if (listing->status == LISTING_DELETED)
			*listing = other;
		else if (other.status != LISTING_DELETED)
			import_merge(listing, &other);
		listing->line = line;
	}
}

static void
missing(struct import *import, const struct listing *listing, const char *field,
    const char *what, const char *id)
{
	char *text = arena_printf(listing->arena,
	    "it names the %s '%.80s', which is not in the document set or was "
	    "left out",
	    what, id);

	import_problem(
	    import, &(struct problem){.kind = PROBLEM_FIELD,
			.line = listing->line > 0 ? listing->line : 1,
			.record = listing->source_id ? listing->source_id
						     : listing->name,
			.field = field,
			.what = text,
			.done = "listed without it"});
}

/* A place of which the record says nothing but the id. */
static bool
is_named_only(const struct listing_location *at)
{
	return at->id && !at->name && !at->address && !at->town &&
	       !at->county && !at->postcode && !at->postcode_given &&
	       !at->access_text && at->position_from == POSITION_NONE;
}

/* Its places, from the records that hold them. */
static void
fill_places(struct import *import, struct listing *listing)
{
	for (size_t i = 0; i < listing->locations_count; i++) {
		struct listing part;
		long after = 0;

		if (!listing->locations[i].id)
			continue;
		switch (next(import, HELD_ALIKE, LISTING_PLACE,
		    listing->locations[i].id, &after, listing->arena, &part)) {
		case RECORD_OK:
			if (part.status != LISTING_DELETED &&
			    part.locations_count > 0)
				import_merge_place(listing, i, &part);
			break;
		case RECORD_NOT_FOUND:
			if (is_named_only(&listing->locations[i]) &&
			    !listing->hide_address)
				missing(import, listing, "location.id",
				    "location", listing->locations[i].id);
			break;
		case RECORD_FAILED:
			return;
		}
	}
}

static void
fill_owner(struct import *import, struct listing *listing)
{
	struct listing part;
	long after = 0;

	if (!listing->org_id)
		return;
	switch (next(import, HELD_ALIKE, LISTING_OWNER, listing->org_id, &after,
	    listing->arena, &part)) {
	case RECORD_OK:
		import_merge_owner(listing, &part);
		break;
	case RECORD_NOT_FOUND:
		if (!listing->org_name)
			missing(import, listing, "org.id", "organisation",
			    listing->org_id);
		break;
	case RECORD_FAILED:
		break;
	}
}

/* The parts that a listing speaks of are no listings of their own. */
static void
name_parts(struct import *import, const struct listing *listing)
{
	for (size_t i = 0; i < listing->locations_count; i++) {
		const char *id = listing->locations[i].id;

		import->failed |= id && record_held_name(import->record,
					    LISTING_PLACE, id) != RECORD_OK;
	}
	if (listing->org_id && listing->role == LISTING_HELD)
		import->failed |=
		    record_held_name(import->record, LISTING_OWNER,
			listing->org_id) != RECORD_OK;
}

/* What others have said of it is there now. */
static void
take_joined(struct import *import, struct listing *listing)
{
	const char *missing =
	    listing->status == LISTING_DELETED
		? NULL
		: listing_required_missing(listing, listing->required);

	if (import->failed)
		return;
	if (missing) {
		import->run->refused++;
		import_report_record(import, PROBLEM_RECORD, listing,
		    "record left out",
		    "it has no %s, which the mapping requires", missing);
		return;
	}
	if (listing->status != LISTING_DELETED)
		name_parts(import, listing);
	if (!import->failed)
		import_listing(import, listing);
}

static void
take_services(struct import *import)
{
	struct listing listing;
	struct arena arena = {0};
	long after = 0;

	while (!import->failed && next(import, HELD_EACH, LISTING_HELD, NULL,
				      &after, &arena, &listing) == RECORD_OK) {
		join_alike(import, &listing, after);
		if (listing.status != LISTING_DELETED) {
			fill_places(import, &listing);
			fill_owner(import, &listing);
		}
		take_joined(import, &listing);
		arena_clear(&arena);
	}
	arena_clear(&arena);
}

/* Organisations of which no service speaks are listings themselves. */
static void
take_organisations(struct import *import)
{
	struct listing listing;
	struct arena arena = {0};
	long after = 0;

	while (!import->failed && next(import, HELD_LEFT, LISTING_OWNER, NULL,
				      &after, &arena, &listing) == RECORD_OK) {
		fill_places(import, &listing);
		name_parts(import, &listing);
		if (!import->failed)
			import_listing(import, &listing);
		arena_clear(&arena);
	}
	arena_clear(&arena);
}

/* Places that nobody names are no listings; how many is worth knowing. */
static void
count_places(struct import *import)
{
	struct listing listing;
	struct arena arena = {0};
	long after = 0, count = 0, line = 1;
	char *what;

	while (!import->failed && next(import, HELD_LEFT, LISTING_PLACE, NULL,
				      &after, &arena, &listing) == RECORD_OK) {
		if (count++ == 0 && listing.line > 0)
			line = listing.line;
		arena_clear(&arena);
	}
	if (count > 0) {
		what = arena_printf(import->arena,
		    "no listing names the location%s of %ld record%s",
		    count > 1 ? "s" : "", count, count > 1 ? "s" : "");
		import_problem(import, &(struct problem){.kind = PROBLEM_NOTE,
					   .line = line,
					   .what = what,
					   .done = "not listed"});
	}
	arena_clear(&arena);
}

bool
import_held(struct import *import)
{
	take_services(import);
	take_organisations(import);
	count_places(import);
	return !import->failed;
}
