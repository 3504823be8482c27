/*
 * Listings that wait until the whole document set is read, because another
 * record of it may be the same listing, or hold a part that it names.  They
 * stand in a temporary table on disk: memory is one listing, whatever the
 * set.
 */
#ifndef SIGNPOST_RECORD_HELD_H
#define SIGNPOST_RECORD_HELD_H

#include "schema/listing.h"
#include "schema/record.h"

/* Which of them are walked through. */
enum record_held_walk {
	HELD_EACH = 0, /* the first of each key, and all without one */
	HELD_ALIKE,    /* those with one key */
	HELD_LEFT,     /* the first of each key, where nobody named it */
};

enum record_result record_held_clear(struct record *);
/* "key": what others know it by, or NULL. */
enum record_result record_held_add(
    struct record *, const struct listing *, const char *key);
/*
 * The next in the order in which they came, behind the position in *after
 * (0: the first); its listing is made in "arena".
 */
enum record_result record_held_next(struct record *, enum record_held_walk,
    enum listing_role, const char *key, long *after, struct arena *,
    struct listing *out);
/* Somebody named this one. */
enum record_result record_held_name(
    struct record *, enum listing_role, const char *key);

#endif
