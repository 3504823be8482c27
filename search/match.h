/*
 * Which listings a query finds: its words, types, place, area and feed as
 * sets joined, and the groups of what is left by verdict.
 */
#ifndef SIGNPOST_MATCH_H
#define SIGNPOST_MATCH_H

#include "base/alloc.h"
#include "search/analyse.h"
#include "search/concept.h"
#include "search/index_read.h"
#include "search/lapsed.h"
#include "search/search.h"
#include "search/verdict.h"

/* Processor time of one search: when it is spent, what is there answers. */
#define SEARCH_BUDGET_MS 50

struct search_budget {
	long ends_ns; /* of the thread's processor time */
	bool spent;
};
void search_budget_start(struct search_budget *);
/* True once the time is spent; ask every few thousand documents. */
bool search_budget_over(struct search_budget *);

/* One telling word of the need. */
struct search_term {
	char text[ANALYSE_MAX_WORD + 1]; /* as indexed */
	size_t at, length;               /* in the need, as typed */
	struct index_postings postings;  /* of no document: unknown */
	float weight;                    /* the rarer, the more */
};
struct search_words {
	struct search_term terms[QUERY_MAX_WORDS];
	size_t count;
	size_t known;                    /* how many of them the index has */
	struct search_concepts concepts; /* what they are about */
};
/* Reads the need; stop words count only where nothing else is left. */
void search_words_read(const struct index *, const struct query *,
    struct arena *arena, struct search_words *out);
/*
 * Where a document stands among a term's postings, or -1.
 * cursor  where the search begins: only documents at or after the last one
 *         asked for are found with the same cursor; start it at 0
 */
long search_postings_at(const struct index *, const struct index_postings *,
    uint32_t document, uint32_t *cursor);

/* How much of the need a listing must meet. */
enum match_words {
	MATCH_ALL = 0, /* what is required; of concepts that tell the most, or
			* all where the query is strict */
	MATCH_KNOWN,   /* all of them that the index knows */
	MATCH_ANY,     /* one of them */
};

/* How a query is matched. */
struct match_ask {
	const struct index *index;
	const struct query *query;
	const struct search_words *words;
	enum match_words meets;
	struct search_budget *budget;
	const struct hours_clock *clock; /* what is now */
	const struct lapsed *lapsed;     /* whose sources stopped */
};

struct matches {
	struct verdict_asker asker;
	uint64_t *fits; /* all but those of the next, and those left out */
	uint64_t *may_not;
	/* Placed within the distance or in the area; serving the place.
	 * NULL where no place is asked for. */
	uint64_t *here, *serves;
	uint64_t *outside; /* names its areas, and the place is in none */
	/* Placed at the postcode that is all of q; NULL where none is. */
	const uint64_t *at_postcode;
	uint64_t *postcode; /* room for it */
	uint64_t *scratch;
	bool in_part; /* there are some, and none meets all that is required */
	long groups[N_VERDICTS];
	long last[N_VERDICTS]; /* of them, those that rank last */
	long total;
};

/* "out" is zeroed, or was filled before and its bitmaps are used again. */
void match_run(
    const struct match_ask *, struct arena *arena, struct matches *out);

/* Miles between two points that are not far apart (flat-earth: within the
 * country it is good to a part in a thousand). */
double match_miles(double lat1, double lon1, double lat2, double lon2);
/*
 * Miles to the nearest of a document's places, -1 where it has none; "about"
 * where that one stands for an outcode.
 */
double match_document_miles(const struct index *, uint32_t document,
    const struct place *from, bool *about);

#endif
