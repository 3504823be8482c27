/*
 * What is listed where, for /gaps and its files: which councils and which
 * types of help are asked for, and what to count of each.
 *
 * Councils are those that have listings or a feed of their own.  A request
 * may choose one area ("area") and one type ("type").
 */
#ifndef SIGNPOST_GAPS_H
#define SIGNPOST_GAPS_H

#include "base/say.h"
#include "server/view_keepers.h"

/* Where nothing is listed it says so, and never that there is nothing. */
#define GAPS_NONE N_("none listed")

struct gaps {
	const struct context *context;
	struct arena *arena;
	struct keepers keepers;
	struct tally_counter *counter;
	bool has_area;
	struct place area;                   /* a council or a ward */
	int type;                            /* of the vocabulary; -1: all */
	const char *area_given, *type_given; /* as asked for, or NULL */
	bool area_wrong, type_wrong;
	/* By name; the area alone where one is chosen. */
	struct place *councils;
	size_t councils_count;
};

struct gaps_column {
	const char *label; /* "Under 12" */
	const char *name;  /* "age_under_12" */
};
extern const struct gaps_column gaps_columns[TALLY_COLUMNS];

/* False: the files are damaged. */
bool gaps_read(const struct context *, const struct request *,
    struct arena *arena, struct gaps *out) MUST_CHECK;
/*
 * The types to show: the one that is chosen and what lies below it; else all,
 * or those of the top level.  Numbers of the vocabulary.
 */
size_t gaps_types(const struct gaps *, bool all, const int **out);
/* "/gaps" with what is chosen; a NULL area or a negative type: without. */
char *gaps_url(const struct gaps *, const char *path, const char *area_slug,
    int type, long page);

#endif
