/*
 * Which type of help a need is about: for counting what is looked for, not
 * for finding it, which search does by all that its words stand for.
 */
#ifndef SIGNPOST_NEED_TYPE_H
#define SIGNPOST_NEED_TYPE_H

#include "base/alloc.h"
#include "schema/vocabulary.h"
#include "search/index.h"
#include "search/query.h"

/*
 * The id, the vocabulary's, of the type that the longest phrase in the need
 * leads to, though no listing is of it; else of the one that its words stand
 * for most in the index.  NULL: of no type that is known.
 */
const char *need_type(const struct index *, const struct vocabulary *,
    const struct query *, struct arena *arena);

#endif
