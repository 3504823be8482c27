/*
 * known.conf: lists of help that somebody keeps and that no feed brings us
 * yet, so that nobody takes a list that is missing for help that is missing.
 * One section a list, whose name is the operator's to choose:
 *
 *   [westby-mind]
 *   title = Groups of Westby Mind
 *   publisher = Westby Mind
 *   area = westby
 *   url = https://westbymind.example/groups
 */
#ifndef SIGNPOST_SITE_KNOWN_H
#define SIGNPOST_SITE_KNOWN_H

#include "server/site.h"

#define KNOWN_MAX       200 /* lists: each page of an area reads them all */
#define KNOWN_MAX_AREAS 20  /* of one list */

/* "path" may be NULL: none.  False: message with file and line. */
bool known_read(const char *path, struct known_list **lists, size_t *count,
    char *error, size_t error_size) MUST_CHECK;
void known_clear(struct known_list *lists, size_t count);

#endif
