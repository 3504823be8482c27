/*
 * A generation's rows, read-only: what the server links.  listings.db and
 * places.db are opened with immutable=1 by their resolved path, all
 * statements are prepared at once, and each thread has a handle of its own.
 */
#ifndef SIGNPOST_SERVED_H
#define SIGNPOST_SERVED_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "base/alloc.h"
#include "schema/listing.h"
#include "schema/place.h"
#include "schema/problem.h"
#include "schema/quality.h"

enum served_result {
	SERVED_OK = 0,
	SERVED_NOT_FOUND,
	SERVED_FAILED, /* the file is damaged: logged; answer 503 */
};

struct served;

/* Opens both files of one generation's folder; NULL and a message. */
struct served *served_open(const char *folder, char *error, size_t error_size);
void served_close(struct served *);

enum served_result served_listing_by_code(struct served *, const char *code,
    struct arena *arena, struct listing *out);
enum served_result served_listing_by_row(
    struct served *, long row, struct arena *arena, struct listing *out);
/*
 * The first of its places and nothing else: for a list of many.  NOT_FOUND
 * where it has none, or none that may be published.
 */
enum served_result served_location_by_code(struct served *, const char *code,
    struct arena *arena, struct listing *out);
/* Where a listing that was joined or renamed is now: fills the new code. */
enum served_result served_code_moved(
    struct served *, const char *code, char out[LISTING_CODE_TEXT]);
/* The codes of listings that are served, and the newest day that each says
 * of itself: "count" of them behind the first "after". */
struct served_address {
	char code[LISTING_CODE_TEXT];
	day_t day; /* checked or changed; 0: neither is given */
};
enum served_result served_addresses(struct served *, long after, long limit,
    struct arena *arena, struct served_address **out, size_t *count);
/*
 * What became of a listing that is no longer served: withdrawn on a day, or
 * hidden.  NOT_FOUND where there never was one.
 */
struct served_gone {
	char *name; /* NULL where it is hidden */
	day_t withdrawn;
	char *feed_title;
};
enum served_result served_gone_by_code(struct served *, const char *code,
    struct arena *arena, struct served_gone *out);

struct served_organisation {
	char code[LISTING_CODE_TEXT], uuid[UUID_TEXT];
	char *name, *description, *url, *email, *charity, *company;
	struct listing *listings; /* its services, by name; at most 100 */
	size_t listings_count, listings_total;
};
enum served_result served_organisation_by_code(struct served *,
    const char *code, struct arena *arena, struct served_organisation *out);

#define SERVED_RUNS 8 /* of a feed: a day or two of hourly ones */

struct served_run {
	long number;
	time_t started, finished;
	char *outcome; /* "done", "held", "failed" */
	char *message; /* of a failed or held run, in plain words */
	char *mapping;
	/* "added": new, or back after it was withdrawn. */
	long records, kept, refused, added, changed, withdrawn, unchanged;
	long problems;
};

struct served_feed {
	char *id, *title, *publisher, *licence, *area, *source, *owner;
	time_t read_whole; /* last time a whole document was taken; 0: never */
	/* That, or else when it was first tried: from when on it ages. */
	time_t read_since;
	long every_s;   /* between two readings; 0: it is read by hand */
	time_t due;     /* not read before; 0: nothing is planned */
	long failures;  /* in a row */
	bool on_hold;   /* stopped by hand */
	day_t data_day; /* the day its data is from, where it says so */
	long listings;  /* served now */
	struct served_run last_run;
	/* The last ones, the newest first; filled for publish alone. */
	struct served_run runs[SERVED_RUNS];
	size_t runs_count;
};
enum served_result served_feed_runs(struct served *, const char *id,
    struct arena *arena, struct served_run **out, size_t *count);
enum served_result served_feeds(struct served *, struct arena *arena,
    struct served_feed **out, size_t *count);
enum served_result served_feed_by_id(struct served *, const char *id,
    struct arena *arena, struct served_feed *out);
/*
 * How good its listings are; of a generation that says nothing of that,
 * nothing is counted.  The caller clears it.
 */
enum served_result served_feed_quality(
    struct served *, const char *id, struct quality *out);
/* Problems of the feed's last run, at most "limit". */
enum served_result served_feed_problems(struct served *, const char *id,
    size_t limit, struct arena *arena, struct problem **out, size_t *count);

/* A run that a guard held, until a person accepts it or a better one comes. */
enum served_held_kind {
	HELD_ADDED = 0,
	HELD_BACK,
	HELD_CHANGED,
	HELD_WITHDRAWN,
	HELD_KINDS
};
struct served_held_listing {
	enum served_held_kind kind;
	char *code; /* NULL: it has none yet */
	char *name;
	char *fields; /* of a changed one: "name, phone" */
};
struct served_held {
	time_t started;
	char *why;
	bool kept; /* it can be accepted without fetching again */
	long totals[HELD_KINDS];
	struct served_held_listing *listings; /* the first of each kind */
	size_t listings_count;
};
/* SERVED_NOT_FOUND: none is. */
enum served_result served_feed_held(struct served *, const char *id,
    struct arena *arena, struct served_held *out);

/* Counts of the whole directory. */
struct served_totals {
	long listings, organisations, feeds;
	day_t data_from, data_to; /* first and last day that its data is from */
	time_t published;
	long generation;
};
enum served_result served_totals(struct served *, struct served_totals *out);

/*
 * Reads "text" as a place: postcode, outcode or sector, council, town, ward
 * by name, slug or GSS code ("Bristol", "castle-bedford", "Castle,
 * Bedford"), or "lat,lon".  A unit postcode that we do not have is found as
 * its outcode: kind, name and "about" say so.  Of wards of one name the one
 * in the council with most listings is taken, and its name says which.
 */
enum place_result served_place_find(
    struct served *, const char *text, struct place *out);
/* As above, councils, wards and countries alone (for "area"). */
enum place_result served_area_find(
    struct served *, const char *text, struct place *out);
/* Areas and towns whose name begins with "text", best known first. */
size_t served_places_suggest(
    struct served *, const char *text, struct place *out, size_t room);

/* National help, from the operator's file; never from a feed. */
struct served_helpline {
	char *name, *number, *text_number, *nation; /* nation: NULL is all */
	char *hours, *summary, *who, *cost, *source;
	day_t verified; /* 0: nobody did; such a line is not to be shown */
	struct listing_opening *openings;
	size_t openings_count;
};
enum served_result served_helplines(struct served *, struct arena *arena,
    struct served_helpline **out, size_t *count);

#endif
