/*
 * Publishing: derives a generation from the record, checks it, and swaps
 * it in.  Steps, each leaving old or new and never a mixture:
 * 1. generations/.new-NUMBER is built beside the live one;
 * 2. it is opened and checked as the server would (integrity, counts, a few
 *    known searches), its manifest is written, files and folder are synced;
 * 3. the folder is renamed to its number, "live" is replaced by rename;
 * 4. all but three generations are removed, with leftovers of killed runs.
 */
#ifndef SIGNPOST_PUBLISH_H
#define SIGNPOST_PUBLISH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/compiler.h"
#include "schema/record.h"
#include "schema/vocabulary.h"

#define PUBLISH_KEEP 3 /* generations: today's, and two to fall back to */

struct publish_report {
	long generation;
	long listings, withdrawn;
	long index_bytes, listings_bytes, places_bytes;
	bool index_unchanged, places_unchanged; /* hard links to the last */
	bool index_kept; /* nothing that it is made of changed: not made */
};

/* False: nothing was swapped; "error" says why. */
bool publish_run(struct record *, const struct vocabulary *,
    const char *data_folder, struct publish_report *report, char *error,
    size_t error_size) MUST_CHECK;
/*
 * Hiding takes a listing's text out of the generations that are kept: the
 * older ones are removed after a new one is live.
 */
void publish_forget_older(const char *data_folder);

#endif
