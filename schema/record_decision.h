/*
 * What operators decide about a listing: it is hidden, or one fact of it is
 * put right.  Decisions hang on the listing's UUID and outlive every import;
 * what the feed said is kept beneath them and shows again when they end.
 */
#ifndef SIGNPOST_RECORD_DECISION_H
#define SIGNPOST_RECORD_DECISION_H

#include <time.h>

#include "schema/listing.h"
#include "schema/record.h"

enum decision_result {
	DECISION_OK = 0,
	DECISION_UNKNOWN_CODE, /* no listing has it, or it is not a code */
	DECISION_ORGANISATION, /* it is an organisation's */
	DECISION_FIELD,        /* no field that can be corrected */
	DECISION_VALUE,        /* the value cannot be read: *reason says why */
	DECISION_NOTHING,      /* unhide: nothing was decided about it */
	DECISION_FAILED,       /* logged */
};

/* Each is a transaction of its own. */
enum decision_result record_hide(
    struct record *, const char *code, const char *reason);
/*
 * "value" NULL or "": the fact is taken away.  "until" is the last day that
 * it holds, 0: until it is undone.  It replaces an older one of that field.
 */
enum decision_result record_correct(struct record *, const char *code,
    const char *field, const char *value, day_t until, const char **reason);
/* Undoes the hiding and all corrections; *count says how many. */
enum decision_result record_unhide(
    struct record *, const char *code, long *count);
/* Ends those whose last day is over. */
enum record_result record_decisions_lapse(struct record *, day_t today);

struct record_decision {
	char *code, *feed, *name;
	bool hidden; /* else corrected */
	char *field, *value, *reason;
	day_t until;
	time_t made;
};
typedef void record_decision_cb(void *, const struct record_decision *);
enum record_result record_decisions(
    struct record *, record_decision_cb *, void *arg);

/* "name, summary, ...": the fields that can be corrected.  The caller's. */
char *record_correctable(void);

/*
 * Puts into a listing what was decided.  Where that changed its prose, its
 * types and rules must be read again: the callback of record_rederive_set()
 * does that, for it takes the vocabulary.
 */
enum record_result record_decisions_apply(
    struct record *, struct listing *, bool *hidden);
typedef void record_rederive_cb(void *arg, struct listing *listing);
void record_rederive_set(struct record *, record_rederive_cb *, void *arg);

#endif
