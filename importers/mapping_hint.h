/* "did you mean": the word that a misspelt one is likely to be. */
#ifndef SIGNPOST_MAPPING_HINT_H
#define SIGNPOST_MAPPING_HINT_H

#include <stddef.h>

#define MAPPING_HINT 80 /* bytes of such a question */

/*
 * " (did you mean 'name'?)" in "out", or "" where no word is near.  Returns
 * "out", to be printed behind what was misspelt.
 */
const char *mapping_hint(const char *word, const char *const *known,
    size_t count, char out[MAPPING_HINT]);

#endif
