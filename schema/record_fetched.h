/*
 * What servers gave with the documents of a feed's last stored run, so that
 * the next one asks only for what changed.
 */
#ifndef SIGNPOST_RECORD_FETCHED_H
#define SIGNPOST_RECORD_FETCHED_H

#include "base/alloc.h"
#include "schema/record.h"

struct record_fetched {
	char *address; /* SHA-256 of it, as hex: it may hold a key */
	char *etag, *last_modified; /* or NULL */
	char *document;             /* SHA-256 of its bytes, as hex */
};

/* "position" is the source's place in its feed, from 1. */
enum record_result record_fetched_find(struct record *, long feed,
    long position, struct arena *arena, struct record_fetched *out);
enum record_result record_fetched_put(
    struct record *, long feed, long position, const struct record_fetched *);
/* All of a feed's. */
enum record_result record_fetched_forget(struct record *, long feed);

#endif
