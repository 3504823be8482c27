/*
 * What the results of a search have of each parameter, counted: to choose
 * among, or to see who says nothing.  Each is an entry of one table in
 * facet.c.
 *
 * Of a parameter of which one value counts, or any of several, the values
 * are counted as if none were chosen: what each would bring instead or as
 * well.  Where all values chosen must hold (for, access), those that are
 * chosen count, and what stands beside another is how many found say it.
 * Counted is what a listing says, so that a choice that keeps the silent
 * ones as "not stated" can bring more.
 */
#ifndef SIGNPOST_FACET_H
#define SIGNPOST_FACET_H

#include "base/alloc.h"
#include "search/match.h"

/* What is counted: documents of a bitmap. */
struct facet_ask {
	const struct index *index;
	const struct vocabulary *vocabulary;
	const struct query *query;
	const uint64_t *fits;
	struct arena *arena;
};

struct facet_kind {
	const char *name;
	/* Counted without the parameter of its name. */
	bool chosen_does_not_count;
	size_t (*count)(const struct facet_ask *, struct facet_value **out);
};
/* In the order in which data gives them; ends with no name. */
extern const struct facet_kind facet_kinds[];

/*
 * The types that documents of a bitmap have, most first, then by id; what
 * lies below a type counts for it too, and each document once.
 */
size_t facet_types(const struct facet_ask *, struct facet_value **out);

#endif
