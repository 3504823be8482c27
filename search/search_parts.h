/*
 * One search at work: what search.c and those share who look for more where
 * nothing matches all (relax.c, nearest.c).
 */
#ifndef SIGNPOST_SEARCH_PARTS_H
#define SIGNPOST_SEARCH_PARTS_H

#include "search/match.h"
#include "search/search.h"

struct search {
	const struct index *index;
	const struct vocabulary *vocabulary;
	struct arena *arena;
	struct search_words words; /* of the answer's need */
	enum match_words meets;    /* of the answer */
	struct search_budget budget;
	struct hours_clock clock;
	struct lapsed lapsed;
	struct matches counting; /* for all but the answer itself */
};

/* Runs a query whose need is that of "words", or none. */
void search_match(struct search *, const struct query *, enum match_words,
    struct matches *out);

/*
 * Is something that the need is about known, to the vocabulary and to a
 * listing?  Else what its other words find is something else.
 */
bool search_knows_need(const struct search *);

/*
 * Nothing matches all: gives up the smallest single thing that finds
 * something.  "query" and "matches" become that search; answer->relaxed
 * says what it was; empty, they are as they were.
 * Never given up: a rule that excludes the person, what they need to get in
 * or be understood, and what the search rests on: words of which the index
 * knows none, a number, a type without words, one feed.
 */
void relax(struct search *, struct query *, struct matches *, struct answer *);
/*
 * Who names a place among the words of a need asks for something there.
 * Where there is none of it, what serves the whole country is an answer
 * without the place, and is said to be; where the query is strict it is
 * left out.
 */
void relax_place(const struct index *, const struct query *asked,
    struct matches *, struct answer *);
/* What each parameter's absence would bring, counted exactly. */
void relax_offer(struct search *, const struct query *asked, struct answer *);

/*
 * Types of help close to the words, or to the types asked for, that there
 * are here; where there are no such, all that there is here.  Counted for
 * the same person and place.
 */
void nearest_types(struct search *, const struct query *asked, struct answer *);

#endif
