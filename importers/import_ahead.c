/*
 * Records between the reader and the record.  The first thread cleans their
 * fields, for which it looks places up; the second derives types and rules
 * from their words, which is most of an import's work and needs nothing but
 * the vocabulary; then the first writes them, in the document's order.  A
 * record that says what it said before needs none of it.
 */
#include <stdlib.h>
#include <string.h>

#include "importers/identity.h"
#include "importers/import_parts.h"
#include "schema/listing_wire.h"

static void
met_free(struct import_met *met)
{
	struct arena arena = met->arena; /* which holds "met", too */

	free(met->key);
	arena_clear(&arena);
}

static void
met_problem_cb(void *arg, const struct problem *problem)
{
	struct import_met *met = arg;
	struct problem *kept;

	met->problems = arena_grow(&met->arena, met->problems,
	    met->problems_count, sizeof(*met->problems));
	kept = &met->problems[met->problems_count++];
	*kept = *problem;
	kept->source = arena_strdup(&met->arena, problem->source);
	kept->record = arena_strdup(&met->arena, problem->record);
	kept->field = arena_strdup(&met->arena, problem->field);
	kept->what = arena_strdup(&met->arena, problem->what);
	kept->done = arena_strdup(&met->arena, problem->done);
}

static struct normaliser
met_normaliser(struct import_met *met)
{
	struct normaliser normaliser = met->import->normaliser;

	normaliser.arg = met;
	normaliser.problem = met_problem_cb;
	return normaliser;
}

/* In the second thread. */
static void
derive_cb(void *arg UNUSED, void *thing)
{
	struct import_met *met = thing;
	struct normaliser normaliser = met_normaliser(met);

	if (met->normalised)
		normalise_derive(&normaliser, &met->listing);
}

static void
take_cb(void *arg, void *thing)
{
	struct import *import = arg;
	struct import_met *met = thing;

	import->taking = true;
	if (met->only_problem)
		import_problem(import, met->problems);
	else if (!import->failed && !import->refusal)
		import_record(import, met);
	import->taking = false;
	met_free(met);
}

void
import_normalise(struct import_met *met)
{
	struct normaliser normaliser = met_normaliser(met);

	ahead_rest(met->import->ahead);
	normalise_listing(&normaliser, &met->listing);
	met->normalised = true;
}

static void
put(struct import *import, struct import_met *met)
{
	const struct ahead_handler handler = {
	    .arg = import, .work = derive_cb, .take = take_cb};

	if (!import->ahead)
		import->ahead = ahead_new(&handler);
	ahead_put(import->ahead, met, met->arena.used_bytes);
}

/* SHA-256 of the salt and of what the source says. */
static void
say(struct import_met *met)
{
	struct import *import = met->import;
	struct buf *bytes = &import->scratch;

	buf_reset(bytes);
	buf_add(bytes, import->salt, sizeof(import->salt));
	listing_pack_canonical(bytes, &met->listing);
	/* What is hidden decides what of the texts may stay. */
	for (unsigned i = 0; i < met->listing.withheld_count; i++)
		buf_add(bytes, met->listing.withheld[i],
		    strlen(met->listing.withheld[i]) + 1);
	sha256(bytes->data, bytes->length, met->said);
}

/* Likely, for a record without an id; what is so is told in its turn. */
static bool
says_the_same(struct import_met *met)
{
	struct import *import = met->import;
	struct record_known known;

	return !import->report->first_run &&
	       record_known_find(import->record, import->feed.row, met->key,
		   &known) == RECORD_OK &&
	       memcmp(known.said, met->said, SHA256_BYTES) == 0 &&
	       known.gone == met->gone;
}

/* A place for it, in the arena that it takes over. */
static struct import_met *
met_new(struct import *import, struct arena *arena)
{
	struct import_met *met = arena_alloc(arena, sizeof(*met));

	met->import = import;
	met->arena = *arena;
	memset(arena, 0, sizeof(*arena));
	return met;
}

void
import_listing(struct import *import, struct listing *listing)
{
	struct import_met *met = met_new(import, listing->arena);

	met->listing = *listing;
	met->listing.arena = &met->arena;
	met->has_id = listing->source_id != NULL;
	met->gone = listing->status == LISTING_CLOSED ? GONE_CLOSED : GONE_NOT;
	met->key = identity_key(&met->listing);
	say(met);
	met->normalised =
	    met->listing.status != LISTING_DELETED && !says_the_same(met);
	if (met->normalised) {
		struct normaliser normaliser = met_normaliser(met);

		normalise_fields(&normaliser, &met->listing);
	}
	put(import, met);
}

bool
import_problem_waits(struct import *import, const struct problem *problem)
{
	struct arena arena = {0};
	struct import_met *met;

	if (import->taking || !import->ahead || !ahead_busy(import->ahead))
		return false;
	met = met_new(import, &arena);
	met->only_problem = true;
	met_problem_cb(met, problem);
	put(import, met);
	return true;
}

void
import_settle(struct import *import)
{
	if (import->ahead)
		ahead_settle(import->ahead);
}

void
import_ahead_free(struct import *import)
{
	import_settle(import);
	ahead_free(import->ahead);
	import->ahead = NULL;
}
