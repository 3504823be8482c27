/*
 * What a run changed: listing by listing, and of each field by field, with
 * both values.  Also while the run still goes on, in its own transaction:
 * a dry run shows it and rolls back.
 */
#ifndef SIGNPOST_RECORD_HISTORY_H
#define SIGNPOST_RECORD_HISTORY_H

#include "schema/listing.h"
#include "schema/record.h"

enum history_kind {
	HISTORY_ADDED = 0,
	HISTORY_BACK, /* had been withdrawn */
	HISTORY_CHANGED,
	HISTORY_WITHDRAWN, /* or deleted, or closed, by its feed */
	HISTORY_UNDONE,    /* as if it had never been */
};
#define HISTORY_KINDS 5

struct record_history_field {
	char *field;
	/* As they are kept: texts, numbers, or a JSON list of entries. */
	char *old, *new;
	/* As people read them. */
	char *old_words, *new_words;
	bool list;
	bool withheld; /* both are unknown: a private address */
};

struct record_history {
	long service;
	char *code, *uuid, *name;
	enum history_kind kind;
	/* "live", "withdrawn"...; old is NULL of a new one, both are NULL where
	 * that did not change. */
	char *state_old, *state_new;
	/* Its key in the feed, and the day it went, where they changed. */
	char *key_old, *key_new, *went_old;
	struct record_history_field *fields;
	size_t fields_count;
};

/* By code.  What is told is lent for the call. */
typedef void record_history_cb(void *arg, const struct record_history *);
enum record_result record_history(
    struct record *, long run, record_history_cb *, void *arg);

/* "added", "changed"...: for data. */
const char *history_kind_name(enum history_kind);

#endif
