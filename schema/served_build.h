/*
 * Writes the two databases of a generation that is being built.  Used by
 * publish alone, which adds everything in an order that depends on nothing
 * but the record, so that the same record gives the same rows.  The first
 * failure is kept: a run of calls needs one look, at the end.
 */
#ifndef SIGNPOST_SERVED_BUILD_H
#define SIGNPOST_SERVED_BUILD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/compiler.h"
#include "schema/record_published.h"

/* listings.db.  Feeds first, then listings, then the rest. */
struct served_builder;

struct served_builder *served_builder_new(const char *folder);
void served_builder_feed(struct served_builder *, const struct served_feed *);
/*
 * Adds a listing; those that are served must come first, along the curve.
 * Returns its row, 1 for the first one; 0 for a hidden one, of which only
 * the code is written.
 */
long served_builder_listing(
    struct served_builder *, const struct published_listing *);
void served_builder_moved(
    struct served_builder *, const char *old_code, const char *new_code);
/* How good a feed's listings are. */
void served_builder_quality(
    struct served_builder *, const char *feed, const struct quality *);
/* Of a feed's last run, one after the other. */
void served_builder_problem(
    struct served_builder *, const char *feed, const struct problem *);
/* A held run, then its listings. */
void served_builder_held(
    struct served_builder *, const char *feed, const struct served_held *);
void served_builder_held_listing(struct served_builder *, const char *feed,
    const struct served_held_listing *);
void served_builder_helpline(
    struct served_builder *, const struct served_helpline *);
/* Writes what follows from the rows, and closes the file (no fsync). */
bool served_builder_finish(
    struct served_builder *, char *error, size_t error_size) MUST_CHECK;
void served_builder_free(struct served_builder *);

/* places.db.  Areas first: postcodes name them. */
struct places_builder;

struct places_builder *places_builder_new(const char *folder, long version);
void places_builder_area(
    struct places_builder *, const struct published_area *);
void places_builder_outcode(
    struct places_builder *, const struct published_outcode *);
void places_builder_postcode(
    struct places_builder *, const struct published_postcode *);
bool places_builder_finish(
    struct places_builder *, char *error, size_t error_size) MUST_CHECK;
void places_builder_free(struct places_builder *);

/* Which state of the record's places a folder's places.db has; -1: none. */
long served_places_version(const char *folder);
/*
 * SQLite's own check of listings.db, and of places.db where that is asked
 * for.  False: "error" says what it found.
 */
bool served_check(
    const char *folder, bool places, char *error, size_t error_size) MUST_CHECK;

#endif
