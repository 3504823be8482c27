/*
 * Taking back what a run changed.  A listing that the run added is then as if
 * it had never been, save that its code is never another's; one whose address
 * the run withheld keeps it withheld, and all that it says with it, for what
 * was said before is not kept.
 */
#ifndef SIGNPOST_RECORD_UNDO_H
#define SIGNPOST_RECORD_UNDO_H

#include "schema/record_history.h"
#include "schema/record_listing.h"

/* The feed's last run that changed a listing; RECORD_NOT_FOUND: none did. */
enum record_result record_undo_find(struct record *, long feed, long *run);
/* The run that this one undid; 0: it is no undoing. */
long record_undo_of(struct record *, long run);
/*
 * Whether what it undid is in force again after it is undone itself: an
 * undoing of an undoing brings back what the first took away.
 */
bool record_undo_restores(struct record *, long run);

/* The texts and numbers that the run changed, as they were before it. */
void record_history_put_back(const struct record_history *, struct listing *);

struct record_undone {
	enum history_kind kind; /* what undoing did */
	bool left;              /* kept as it is, as its address is withheld */
	bool withheld;          /* its address is withheld again */
};
/*
 * Puts one listing back, "listing" being what the call above made of it; the
 * place names feed, run, org_key and day.  Noted as changes of place->run.
 */
enum record_result record_listing_put_back(struct record *,
    const struct record_history *, struct listing *,
    const struct record_place_in_feed *, struct record_undone *out);

/* What was known of the feed before the run is kept, to be put back. */
enum record_result record_feed_remember(struct record *, long feed, long run);
enum record_result record_feed_put_back(struct record *, long feed, long run);
/*
 * At the end of the run: one that changed a listing is the last that can be
 * undone, and what was kept for others goes; else what was kept for it.
 */
enum record_result record_feed_remember_only(
    struct record *, long feed, long run, bool changed);

/*
 * While its document is the one that was undone, a feed is held.  "document"
 * is documents_hash()'s; NULL: it is not known, every document is it.
 */
enum record_result record_undone_put(
    struct record *, long feed, long run, const char *document);
enum record_result record_undone_forget(struct record *, long feed);
/* The run that was undone, where the document is its; else 0. */
long record_undone_run(struct record *, long feed, const char *document);

#endif
