/* A draft's paths: for draft.c, which writes, and draft_guess.c. */
#ifndef SIGNPOST_DRAFT_PARTS_H
#define SIGNPOST_DRAFT_PARTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "importers/reader_child.h"

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
/* A leaf that can be asked for: names of 60 bytes and more are cut. */
bool draft_usable(const struct draft *draft, size_t i, int *steps);
/*
 * What an element's name stands in; -1: in nothing that we know.  With
 * "by_shape" also what looks like a name, whatever it is called.
 */
int draft_find_name(const struct draft *draft, int element, bool by_shape);
/* How many elements and attributes with a text stand in it. */
int draft_leaves(const struct draft *draft, int element);
/*
 * A <Folder> of <Placemark>s, a <category> of <entry>s: little of its own, and
 * something in it that has a name and is more numerous.
 */
bool draft_is_holder(const struct draft *draft, int element);

/* "  # such as: ", and what stands there. */
void draft_add_comment(struct draft *draft, const struct draft_path *path);

/*
 * The mark beside a leaf that says that it is, or is not, for the public; -1
 * where there is none, or it is the whole record's.
 */
int draft_find_mark(const struct draft *draft, int leaf);
/* Each number with the mark beside it: what is marked is not read. */
void draft_write_phone(struct draft *draft, int leaf, int mark);
/* Marks that something is not public: what is not known to be safe goes. */
void draft_write_marks(struct draft *draft);

/* All up to the first field. */
void draft_write_head(struct draft *draft, const struct reader_summary *survey,
    const char *source, unsigned repairs);
/* What the folder says in which a record stands: "category ../name". */
void draft_write_holder(struct draft *draft);
/*
 * A workbook that Excel saved as XML: its columns are known by what stands in
 * its first row, which a survey does not tell.  False: it is none.
 */
bool draft_write_sheet(struct draft *draft, const struct reader_summary *survey,
    const char *source, unsigned repairs);

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

/* The names of a field, folded, likely ones first: " id serviceid ". */
const char *draft_names(const char *field);
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
