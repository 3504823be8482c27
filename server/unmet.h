/*
 * Unmet need: counts, by week, type of help and council, the visitors whose
 * search found nothing.  Threads share one; unmet_table.h says what is ever
 * told of it, and unmet_search.h what counts.
 *
 * Until UNMET_LEAST visitors have searched for the same, a count is in memory
 * alone, and lost where the server ends.  Each visitor counts once a week for
 * each type and council, and UNMET_A_VISITOR times in all; they are told
 * apart by hashes in memory, whose salt is thrown away with the week.
 */
#ifndef SIGNPOST_UNMET_H
#define SIGNPOST_UNMET_H

#include "base/alloc.h"
#include "server/unmet_door.h"

#define UNMET_A_VISITOR  50    /* in a week: no one fills the tables */
#define UNMET_MAX_COUNTS 4096  /* of a week: types in councils */
#define UNMET_MAX_VISITS 49152 /* of a week: a megabyte of hashes */

struct unmet;

/*
 * data_folder  what was counted before is read there
 * door         where the keeper hears of what may be kept; NULL: nowhere
 */
struct unmet *unmet_new(const char *data_folder, const struct unmet_door *door);
void unmet_free(struct unmet *); /* NULL is fine */

/* One search that found nothing. */
void unmet_count(struct unmet *, const char *type, const char *council,
    const char *visitor, time_t now);
/* Drops what is in memory alone: it is not to be counted any more. */
void unmet_forget(struct unmet *);
/* What may be shown: of weeks that are over, the latest first; how many. */
size_t unmet_rows(struct unmet *, time_t now, struct arena *arena,
    const struct unmet_row **out);

#endif
