/*
 * The documents of one run: opened, copied beside the record as they come
 * (standard input comes only once), read from that copy, and kept under
 * FOLDER/feeds/ID/: as run-N.xml the last three that were taken, which give
 * the listings again in the order of their numbers; as held-N.xml the last
 * three that a guard held, or that were undone.
 */
#ifndef SIGNPOST_DOCUMENTS_H
#define SIGNPOST_DOCUMENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/compiler.h"
#include "base/hash.h"
#include "importers/reader_child.h"

#define DOCUMENTS_KEPT 3 /* runs of a kind: today's, and two to go back to */

struct documents {
	char *feeds;  /* FOLDER/feeds, or NULL: they are read where they lie */
	char *folder; /* FOLDER/feeds/ID, once they are to be kept */
	struct reader_source *sources;
	size_t count;
	char **copies;     /* their temporary paths */
	long bytes;        /* of all; -1: not known before the end */
	const char *wrong; /* the source that could not be opened */
};

/*
 * Opens the sources ("-" is standard input; "names" are what messages call
 * them; "fetched", where it is given, has those that came from the web,
 * open at their start, or -1) and, where data_folder is given, copies them, at
 * most max_bytes and one more in all: the reader then refuses what is too
 * large.  The copies' names hold "mark", so that two runs at once do not
 * share them. False: nothing is left open, "error" says what is wrong with
 * "wrong".
 */
bool documents_open(struct documents *, const char *data_folder,
    const char *mark, const char *const *names, const int *fetched,
    size_t count, long max_bytes, char *error, size_t error_size) MUST_CHECK;
/*
 * The "at"th document of "count" of the feed's newest run that was taken and
 * kept; where that had another number of them, there is none.  The caller's, or
 * NULL.
 */
char *documents_newest(
    const char *data_folder, const char *feed, size_t count, size_t at);
/*
 * The run under whose number the documents are kept, taken or held, which may
 * be an earlier one that had the same; 0: none.  Where its files are; the
 * caller's.
 */
long documents_kept_run(const struct documents *);
char *documents_kept_path(const char *data_folder, const char *feed, long run,
    size_t count, size_t at);
/*
 * SHA-256 of the set as it came, of the feed's newest run that was taken;
 * false: there is no copy of it.
 */
bool documents_hash(const struct documents *, char out[SHA256_TEXT]);
bool documents_newest_hash(
    const char *data_folder, const char *feed, char out[SHA256_TEXT]);
/*
 * Keeps the copies under the run's number, synced; called before the run is
 * committed.  One that equals the newest kept is not kept twice.
 */
bool documents_keep(struct documents *, const char *feed, long run, bool held,
    char *error, size_t error_size) MUST_CHECK;
/*
 * After the commit of run "by" that undid "run": its document, and those of
 * later ones that changed nothing, are as if held; or, where that restores
 * what an earlier undoing of "run" took back, are taken again, by this one.
 * A file that cannot be renamed is logged.
 */
void documents_undone(const char *data_folder, const char *feed, long run,
    bool restores, long by);
/* Removes all but the feed's last three of each kind; after the commit. */
void documents_prune(struct documents *);
/* Closes, and removes copies that were not kept. */
void documents_close(struct documents *);

#endif
