/*
 * Listings in the record: known again, added, changed, withdrawn.  All of
 * it belongs between record_begin() and record_commit().
 */
#ifndef SIGNPOST_RECORD_LISTING_H
#define SIGNPOST_RECORD_LISTING_H

#include "base/hash.h"
#include "schema/listing.h"
#include "schema/problem.h"
#include "schema/record.h"

/* Why a listing is not live. */
enum record_gone {
	GONE_NOT = 0,
	GONE_ABSENT,  /* no longer in its feed */
	GONE_DELETED, /* the feed says: delete */
	GONE_CLOSED,  /* the feed says: closed */
	GONE_UNDONE,  /* the run that brought it was undone */
};

/* A record of a feed, as it was known before. */
struct record_known {
	long service;
	enum record_gone gone;
	long problems; /* that it had when it was last read through */
	unsigned char said[SHA256_BYTES];
};

/* What a listing is kept under. */
struct record_place_in_feed {
	long feed, run;
	const char *source_key;
	const char *org_key; /* likewise, of its organisation */
	unsigned char said[SHA256_BYTES];
	enum record_gone gone;
	day_t day; /* that it went, where it is gone */
	/* What is wrong with it: kind, field, what and done are kept. */
	const struct problem *problems;
	size_t problems_count;
};

enum record_result record_known_find(struct record *, long feed,
    const char *source_key, struct record_known *out);
/*
 * All that are kept under "source_key" or it with '#' and a number, in
 * their order.  The key is lent for the call.
 */
typedef void record_known_cb(
    void *arg, const char *source_key, const struct record_known *known);
enum record_result record_known_like(struct record *, long feed,
    const char *source_key, record_known_cb *, void *arg);
/* What was wrong with one; the problem has neither line nor record. */
typedef void record_known_problem_cb(void *, const struct problem *problem);
enum record_result record_known_problems(
    struct record *, long service, record_known_problem_cb *, void *arg);

/* Forgets whom the last run met. */
enum record_result record_seen_clear(struct record *);
/* Marks it as met; false: it had been met in this run. */
bool record_seen_add(struct record *, long service);
bool record_seen(struct record *, long service);

/*
 * Adds a listing that nobody knew.  Its UUID is given; codes and the
 * organisation's UUID are filled in.  RECORD_NOT_FOUND: the UUID is another
 * listing's already; nothing was added.
 */
enum record_result record_listing_add(
    struct record *, struct listing *, const struct record_place_in_feed *);
/*
 * Puts what is said now in place of what was kept under "service", and
 * notes by field what differs.
 */
struct record_difference {
	bool changed;       /* anything did */
	bool withheld;      /* its address was shown before, and no longer is */
	bool gone, revived; /* it was live, and is not now; or the reverse */
};
enum record_result record_listing_change(struct record *, long service,
    struct listing *, const struct record_place_in_feed *,
    struct record_difference *out);
/* It is gone, for a reason of its own. */
enum record_result record_listing_gone(
    struct record *, long service, const struct record_place_in_feed *);

/* As it is kept, without corrections. */
enum record_result record_listing_read(
    struct record *, long service, struct arena *arena, struct listing *out);
/* The live listing of a code; RECORD_NOT_FOUND where there is none. */
enum record_result record_listing_by_code(
    struct record *, const char *code, long *service);

/*
 * What a run changed: how many listings in each field; by field.
 */
typedef void record_change_cb(void *arg, const char *field, long listings);
enum record_result record_changes(
    struct record *, long run, record_change_cb *, void *arg);

/* At the end of a run. */
long record_live_count(struct record *, long feed);
long record_missing_count(struct record *, long feed);
/* How many names of missing ones the run's new ones have. */
long record_missing_named_again(struct record *, long feed, long run);
typedef void record_service_cb(void *arg, long service);
enum record_result record_missing(
    struct record *, long feed, record_service_cb *, void *arg);
enum record_result record_added(
    struct record *, long run, record_service_cb *, void *arg);
/* Withdraws all that are missing. */
enum record_result record_missing_withdraw(
    struct record *, long feed, long run, day_t day);

/*
 * A vanished and an added record that may be one: likenesses are collected,
 * then those that pair one to one are told.
 */
enum record_result record_likeness_add(
    struct record *, const char *likeness, long service, bool added);
enum record_result record_likeness_clear(struct record *);
typedef void record_pair_cb(void *arg, long vanished, long added);
enum record_result record_pairs(struct record *, record_pair_cb *, void *arg);
/*
 * The run's new listing "added" (as record_listing_read() gave it) was
 * "vanished" all along: what it says moves there, and its own code was never
 * given.  "place" names feed, run, day, org_key and problems.
 */
enum record_result record_listing_join(struct record *, long vanished,
    struct listing *added, const struct record_place_in_feed *place);

#endif
