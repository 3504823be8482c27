/*
 * What publish reads from the record: every listing as visitors are to see
 * it (corrections applied, hidden ones without their text), feeds with
 * their last runs, and places.  Always in the same order for the same
 * record: a generation is derived from it.
 */
#ifndef SIGNPOST_RECORD_PUBLISHED_H
#define SIGNPOST_RECORD_PUBLISHED_H

#include "schema/listing.h"
#include "schema/place.h"
#include "schema/problem.h"
#include "schema/record.h"
#include "schema/served.h"

enum published_state {
	PUBLISHED_LIVE = 0,
	PUBLISHED_WITHDRAWN, /* no longer in its feed, or closed */
	/* Taken down, or its run was undone: only its code is known. */
	PUBLISHED_HIDDEN,
};

struct published_listing {
	struct listing listing; /* code, uuid, sources filled */
	enum published_state state;
	day_t withdrawn; /* the day it went */
	char *feed;      /* id of the feed it is from */
	/* Of one that is served: what each of its sources says of it alone. */
	struct listing *const *parts;
	size_t parts_count;
};

typedef void published_listing_cb(void *, const struct published_listing *);
typedef void published_feed_cb(void *, const struct served_feed *);
typedef void published_problem_cb(
    void *, const char *feed, const struct problem *);
typedef void published_moved_cb(
    void *, const char *old_code, const char *new_code);
typedef void published_helpline_cb(void *, const struct served_helpline *);

/* As the record has them, by row.  The listing is lent for the call. */
enum record_result record_published_listings(
    struct record *, published_listing_cb *, void *arg);
/* Those alone that a feed has a part in, by its row. */
enum record_result record_published_listings_of(
    struct record *, long feed, published_listing_cb *, void *arg);
enum record_result record_published_feeds(
    struct record *, published_feed_cb *, void *arg);
enum record_result record_published_problems(
    struct record *, published_problem_cb *, void *arg);
enum record_result record_published_moved(
    struct record *, published_moved_cb *, void *arg);
enum record_result record_published_helplines(
    struct record *, published_helpline_cb *, void *arg);

typedef void published_held_cb(
    void *, const char *feed, const struct served_held *);
typedef void published_held_listing_cb(
    void *, const char *feed, const struct served_held_listing *);

/* Runs that are held; then what they would do, hidden listings left out. */
enum record_result record_published_held(
    struct record *, published_held_cb *, void *arg);
enum record_result record_published_held_listings(
    struct record *, published_held_listing_cb *, void *arg);

struct published_area {
	char gss[PLACE_GSS_TEXT], parent[PLACE_GSS_TEXT];
	enum place_kind kind;
	char *name, *slug;
	char *aliases; /* other names, "; " between them, or NULL */
	bool has_position;
	double lat, lon;
};
struct published_outcode {
	char outcode[POSTCODE_TEXT];
	double lat, lon;
	char districts[PLACE_MAX_DISTRICTS][PLACE_GSS_TEXT];
	size_t districts_count;
};
struct published_postcode {
	char postcode[POSTCODE_TEXT];
	double lat, lon;
	char district[PLACE_GSS_TEXT], ward[PLACE_GSS_TEXT];
};
typedef void published_area_cb(void *, const struct published_area *);
typedef void published_outcode_cb(void *, const struct published_outcode *);
typedef void published_postcode_cb(void *, const struct published_postcode *);
enum record_result record_published_areas(
    struct record *, published_area_cb *, void *arg);
enum record_result record_published_outcodes(
    struct record *, published_outcode_cb *, void *arg);
enum record_result record_published_postcodes(
    struct record *, published_postcode_cb *, void *arg);
/* Changes whenever the places change: places.db need not be made again. */
long record_places_version(struct record *);

/*
 * The number for the next generation: one more than the highest that the
 * record has seen or "seen_in_folder" says.  Kept at once.
 */
enum record_result record_generation_next(
    struct record *, long seen_in_folder, long *out);
/* True where something changed that a generation would show. */
bool record_publish_needed(struct record *, long live_generation);
enum record_result record_generation_done(struct record *, long generation);

#endif
