/*
 * Words and phrases that synonyms.txt marks with '%': understood where
 * somebody types them, and never shown as words of ours.  Used by the
 * index's builder: what is not in the index cannot be shown.
 */
#ifndef SIGNPOST_UNSHOWN_H
#define SIGNPOST_UNSHOWN_H

#include <stdbool.h>

#include "schema/vocabulary.h"

struct unshown;

struct unshown *unshown_new(const struct vocabulary *);
void unshown_free(struct unshown *);
/* Does a text hold such a phrase?  Folded; whole words, next to each other. */
bool unshown_has(const struct unshown *, const char *text);

#endif
