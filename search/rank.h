/*
 * The order of matches: the groups of verdicts, then relevance, place and
 * freshness, then the listing's code, so that a page never shows a listing
 * twice.
 */
#ifndef SIGNPOST_RANK_H
#define SIGNPOST_RANK_H

#include "search/match.h"

#define RANK_STALE_DAYS 365 /* what nobody checked for so long sinks */

struct ranked {
	double score;
	uint32_t document, code_order;
	bool last; /* its sources stopped half a year ago */
	enum verdict verdict;
};

/*
 * For whom some listings are, and others not.  What is for a few sinks where
 * nobody spoke of them.
 */
enum rank_few {
	FEW_YOUNG = 0, /* nobody over 25 */
	FEW_OLD,       /* nobody under 50 */
	FEW_GENDER,    /* women or men alone */
	FEW_COMMUNITY, /* carers, veterans... */
	FEW_ROLE,      /* courses for helpers, roles, rooms */
	N_FEW
};

struct ranker {
	bool spoken_of[N_FEW];
	const struct match_ask *ask;
	const struct matches *matches;
	int32_t today;             /* a day_t */
	const uint64_t *all_words; /* what has all of the need's words */
};

/*
 * Finds out which few the query speaks of: it asks for an age or a gender,
 * or half of what meets one of its concepts well is for them.  Makes the
 * rest ready, too.
 */
void rank_ready(struct ranker *, struct arena *);
/*
 * The best "room" documents of a bitmap, best first, into "out"; returns
 * how many there are.
 */
size_t rank_best(const struct ranker *, const uint64_t *bitmap,
    struct ranked *out, size_t room);
/* Where the query is near a place: miles, if it is one to travel to. */
double rank_miles(const struct ranker *, uint32_t document, bool *about);
/*
 * What the score of a document is made of; false where listings are not
 * ordered by their words.
 */
bool rank_factors(
    const struct ranker *, uint32_t document, struct score_factors *out);

#endif
