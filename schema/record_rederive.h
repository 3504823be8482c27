/*
 * What an edit of the vocabulary changes in the record: types, rules and
 * withheld addresses that were told from a listing's words are told anew;
 * and the categories of a feed, of which the vocabulary may not know all.
 */
#ifndef SIGNPOST_RECORD_REDERIVE_H
#define SIGNPOST_RECORD_REDERIVE_H

#include "schema/listing.h"
#include "schema/record.h"

/* True where there was never any listing. */
bool record_is_empty(struct record *);
/* Was all of it told by the vocabulary with this number? */
bool record_vocabulary_is(struct record *, long vocabulary);
/*
 * Tells it anew by the callback of record_rederive_set().  Sets *withheld
 * where an address was shown and no longer may be.  Between record_begin()
 * and record_commit().
 */
enum record_result record_rederive(
    struct record *, long vocabulary, bool *withheld);

/* One category of a feed, as it is written, and a listing that has it. */
struct record_category {
	struct listing_category category;
	long listings;
	const char *example_code, *example_name;
};
typedef void record_category_cb(void *arg, const struct record_category *);
/* Of live listings that are not hidden; the commonest first. */
enum record_result record_categories(
    struct record *, long feed, record_category_cb *, void *arg);

#endif
