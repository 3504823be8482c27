/* A run that waits for a person, and what it would have done. */
#include <string.h>

#include "schema/served.h"
#include "schema/served_db.h"

#define HELD_MAX_LISTINGS 1000 /* the importer writes 100 of each kind */

static enum served_result
read_listings(struct served *served, const char *feed, struct arena *arena,
    struct served_held *out)
{
	struct binder binder = {served_begin(served, CHANGES_OF_HELD), 0};
	enum served_result result;

	bind_text(&binder, ":feed", feed);
	bind_long(&binder, ":limit", HELD_MAX_LISTINGS);
	while ((result = served_step(served, binder.stmt)) == SERVED_OK) {
		struct row row = {.stmt = binder.stmt, .arena = arena};
		struct served_held_listing *listing;

		out->listings = arena_grow(arena, out->listings,
		    out->listings_count, sizeof(*out->listings));
		listing = &out->listings[out->listings_count++];
		listing->kind =
		    (enum served_held_kind)row_enum(&row, HELD_WITHDRAWN);
		listing->code = row_text(&row);
		listing->name = row_text_set(&row);
		listing->fields = row_text(&row);
	}
	served_done(binder.stmt);
	return result == SERVED_NOT_FOUND ? SERVED_OK : result;
}

enum served_result
served_feed_held(struct served *served, const char *id, struct arena *arena,
    struct served_held *out)
{
	sqlite3_stmt *stmt = served_begin(served, HELD_OF_FEED);
	struct binder binder = {stmt, 0};
	struct row row = {.stmt = stmt, .arena = arena};
	enum served_result result;

	memset(out, 0, sizeof(*out));
	if (stmt == NULL) /* of an earlier format, which has none */
		return SERVED_NOT_FOUND;
	bind_text(&binder, ":feed", id);
	result = served_step(served, stmt);
	if (result == SERVED_OK) {
		out->started = (time_t)row_long(&row);
		out->why = row_text_set(&row);
		out->kept = row_long(&row) != 0;
		for (size_t i = 0; i < HELD_KINDS; i++)
			out->totals[i] = row_long(&row);
	}
	served_done(stmt);
	return result == SERVED_OK ? read_listings(served, id, arena, out)
				   : result;
}
