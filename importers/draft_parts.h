/* A draft's paths: for draft.c, which writes, and draft_guess.c. */
#ifndef SIGNPOST_DRAFT_PARTS_H
#define SIGNPOST_DRAFT_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/alloc.h"
#include "base/buf.h"

#define DRAFT_NAME 64 /* bytes of a folded name */

/* An element or attribute of the document. */
struct draft_path {
	const char *path;      /* from the root: "list/entry/@id" */
	const char *step;      /* its last part */
	char name[DRAFT_NAME]; /* that, or the [@name] in it, folded */
	const char *example;
	long count, line;
	int above; /* index of the element it stands in; -1: it is the root */
	bool attribute;
	bool parent; /* elements stand in it */
	bool used;   /* a statement reads it */
};

struct draft {
	struct draft_path *paths;
	size_t count;
	int record, service; /* indexes; the same where nothing is nested */
	bool by_shape;       /* nothing is called as names are */
	struct buf *out;
};

/* How many steps "path" stands below "above"; 0: it does not. */
int draft_below(const struct draft *draft, int path, int above);
/* The path of an element or attribute as the service asks for it. */
void draft_add_expression(struct draft *draft, int leaf);
/* A block for rows that have a day, a start and an end. */
void draft_write_opening(struct draft *draft);
/* " months" where a unit stands beside an age; or "". */
const char *draft_age_unit(const struct draft *draft, int leaf);

/* Which field a leaf of a record may fill; by name, else by its example. */
struct draft_guess {
	const char *field;   /* "location.postcode" */
	const char *filters; /* " | html_text", or "" */
	int rank;            /* the lower, the better a name for the field */
};
/* False where nothing is known of it.  "above": folded, what it stands in. */
bool draft_guess(
    const struct draft_path *path, const char *above, struct draft_guess *out);
/* True where the field takes several: "phone", "category". */
bool draft_is_list(const char *field);

bool draft_is_name(const char *folded);    /* "title", "servicename" */
bool draft_is_service(const char *folded); /* "programme": what is listed */
bool draft_is_owner(const char *folded);   /* "agency", "provider" */
bool draft_is_place(const char *folded);   /* "site", "venue" */
/* What may say that a record is closed, deleted, a draft... */
bool draft_is_state(const char *folded);
/* A mark that something is not for the public; or that it is. */
bool draft_is_private(const char *folded);
bool draft_hides_address(const char *folded); /* that its address is not */
bool draft_is_public(const char *folded, const char *example);
/* "Opening_times" as "openingtimes"; a prefix goes. */
void draft_fold(const char *name, char out[DRAFT_NAME]);

#endif
