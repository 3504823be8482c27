/*
 * What was meant by a beginning that nothing begins with: a name by its
 * sound, or words with a slip in them.
 */
#ifndef SIGNPOST_SUGGEST_MEANT_H
#define SIGNPOST_SUGGEST_MEANT_H

#include "base/alloc.h"
#include "schema/vocabulary.h"
#include "search/index.h"

/* The name that it sounds like; NULL where there is none. */
const char *suggest_heard(
    const struct index *, const struct vocabulary *, const char *text);
/*
 * The text with its last word, which may be unfinished, as the commonest
 * word that begins so but for one letter; in the arena, or NULL.
 */
const char *suggest_spelled(
    const struct index *, const char *text, struct arena *arena);

#endif
