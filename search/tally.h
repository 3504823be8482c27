/*
 * What is listed for an area, counted by type of help and by what listings
 * state of ages, cost and ways in: for those who want to see what is missing
 * where.  Counted is what searches show: not what is closed, or what
 * nobody has read for a year.
 *
 * A count of nothing means that nothing is listed, never that there is
 * nothing.
 */
#ifndef SIGNPOST_TALLY_H
#define SIGNPOST_TALLY_H

#include <time.h>

#include "base/alloc.h"
#include "schema/vocabulary.h"
#include "search/index.h"

/*
 * A listing counts for each band of ages of which it takes somebody; what is
 * open to all ages counts for each.  Where it states several costs or ways
 * in, it counts for each of these.
 */
enum tally_column {
	TALLY_ALL = 0,
	TALLY_UNDER_12,
	TALLY_12_TO_17,
	TALLY_18_TO_25,
	TALLY_26_TO_64,
	TALLY_FROM_65,
	TALLY_AGE_NOT_STATED,
	TALLY_FREE,
	TALLY_LOW, /* a small charge, or one by income */
	TALLY_PAID,
	TALLY_COST_NOT_STATED,
	TALLY_SELF,
	TALLY_GP,
	TALLY_PROFESSIONAL,
	TALLY_REFERRAL_NOT_STATED,
	TALLY_COLUMNS
};
struct tally {
	long counts[TALLY_COLUMNS];
};

/* What is counted with; all of it lives in the arena. */
struct tally_counter;
struct tally_counter *tally_new(const struct index *, const struct vocabulary *,
    time_t now, struct arena *arena);

/* Whom an area's listings are for. */
enum tally_reach {
	TALLY_LOCAL = 0, /* near_local(): its own, or of a part or a region */
	TALLY_EVERYBODY, /* near_in_area(): as a search for the area finds */
};
/*
 * Takes up an area; "gss" NULL: nothing.  Returns how many listings it has.
 * What follows counts among these.
 */
long tally_area(struct tally_counter *, const char *gss, enum tally_reach);
/* How many a feed lists, alone or with others. */
long tally_feed(const struct tally_counter *, const char *feed);
/*
 * By type: out[n] is that of the vocabulary's type n, and counts what lies
 * below it, too, each listing once.
 */
void tally_types(const struct tally_counter *, struct tally *out);

/* Is a feed, or a list, whose area is "above" one of the area "gss"? */
bool tally_covers(
    const struct tally_counter *, const char *gss, const char *above);
/*
 * The GSS codes of all councils that listings name, stand in, or name a part
 * of, and those that lie in the given areas (of feeds) where these are no
 * nations; sorted.
 */
size_t tally_councils(const struct tally_counter *, const char *const *areas,
    size_t areas_count, const char ***out);
/* How many entries of lists counting all of these would walk. */
size_t tally_cost(const struct tally_counter *);

#endif
