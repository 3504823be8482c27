/*
 * Duplicates in the record: what is compared, which listings are one, and
 * what people decided about pairs.  The evidence is the importers'; here are
 * the rows.  What is kept while listings are compared lies in temporary
 * tables on disk, so that memory holds one block of them, however many there
 * are.  All of it belongs between record_begin() and record_commit().
 */
#ifndef SIGNPOST_RECORD_DUPLICATE_H
#define SIGNPOST_RECORD_DUPLICATE_H

#include <stdint.h>
#include <time.h>

#include "schema/listing.h"
#include "schema/record.h"

/*
 * Every listing but those that closed, by row, with what counts when listings
 * are compared: texts, phones, places, areas, types, rules and openings.  The
 * listing is lent for the call.
 */
struct record_compared {
	struct listing listing;
	long feed;
	bool gone; /* withdrawn: it may come back */
};
typedef void record_compared_cb(void *, const struct record_compared *);
enum record_result record_compared(
    struct record *, record_compared_cb *, void *arg);

/* One listing as it is kept, and the id of its feed, in the arena. */
enum record_result record_compared_read(struct record *, long service,
    struct arena *arena, struct listing *out, char **feed);

/* Forgets what the comparison before kept. */
enum record_result record_compare_begin(struct record *);
/* What there is to know of a listing, as bytes of the caller's. */
enum record_result record_compare_keep(
    struct record *, long service, const void *data, size_t length);
/* Lends it for the call; false: nothing was kept. */
typedef void record_kept_cb(void *, const void *data, size_t length);
bool record_compare_find(
    struct record *, long service, record_kept_cb *, void *arg);
/* Listings with one key are compared, "order" says who stands by whom. */
enum record_result record_compare_key(
    struct record *, uint64_t key, uint64_t order, long service);
/* All of them, by key, order and row. */
typedef void record_key_cb(void *, uint64_t key, long service);
enum record_result record_compare_keys(
    struct record *, record_key_cb *, void *arg);

/* Which listings are one. */
enum record_result record_joined_clear(struct record *);
enum record_result record_joined_add(struct record *, long service, long lead);
/* How many listings that are served have more than one source. */
long record_joined_count(struct record *);
/* The reading of the evidence by which they were joined; and that they were. */
long record_joining(struct record *);
enum record_result record_joining_set(struct record *, long reading);

struct record_pair_decision {
	long one, other; /* services */
	char codes[2][LISTING_CODE_TEXT];
	char *names[2]; /* in the caller's arena, or lent for the call */
	bool same;
	time_t made;
};
/* Of listings that the record has, by UUID. */
typedef void record_pair_decision_cb(
    void *, const struct record_pair_decision *);
enum record_result record_pair_decisions(
    struct record *, record_pair_decision_cb *, void *arg);

enum pair_decided {
	PAIR_DECIDED = 0,
	PAIR_ONE_CODE, /* both codes are one listing's */
	PAIR_UNKNOWN,  /* nobody has this code: *wrong is set */
	PAIR_NOTHING,  /* forget: nothing was decided */
	PAIR_FAILED,   /* logged */
};
/* In the caller's transaction; replaces an older decision on the pair. */
enum pair_decided record_pair_decide(struct record *, const char *one,
    const char *other, bool same, const char **wrong);
enum pair_decided record_pair_forget(
    struct record *, const char *one, const char *other, const char **wrong);

#endif
