/*
 * Gazetteers into the record: the sink of places.h that writes, and one
 * transaction around it.
 */
#ifndef SIGNPOST_PLACES_RECORD_H
#define SIGNPOST_PLACES_RECORD_H

#include "importers/places.h"
#include "schema/record.h"

struct places_listener {
	void *arg;
	void (*problem)(void *arg, const struct problem *problem);
	void (*progress)(void *arg, long rows); /* or NULL */
};

/*
 * Takes over all that is shipped in "folder".  PLACES_REFUSED: the record is
 * as it was, and the reason was reported (or logged, where it is the
 * record's).
 */
enum places_result places_record_shipped(struct record *record,
    const char *folder, const struct places_listener *listener) MUST_CHECK;
/*
 * Takes over whole gazetteers, all files or none; reports[] has room for
 * one each.  Postcodes that a file does not have are kept.
 */
enum places_result places_record_load(struct record *record, const char *folder,
    const char *const *paths, size_t paths_count,
    const struct places_listener *listener,
    struct places_report *reports) MUST_CHECK;

#endif
