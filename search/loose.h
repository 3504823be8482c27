/*
 * Phrases as people bend them.  "My husband keeps on hitting me" is what the
 * vocabulary has as "husband hits me": words that are passed over between
 * others (stop words, and the "-" rules of synonyms.txt) are left out, words
 * that count as another one there ("hubby": its "&" rules) are read as that,
 * and what is left is looked up, in order.  At least two words must be left,
 * so that "get off it" is not "off".
 */
#ifndef SIGNPOST_LOOSE_H
#define SIGNPOST_LOOSE_H

#include "search/analyse.h"
#include "search/index_read.h"

#define LOOSE_MAX_WORDS 8 /* that are left of a phrase */
#define LOOSE_MIN_WORDS 2
#define LOOSE_MAX_BYTES (LOOSE_MAX_WORDS * (ANALYSE_MAX_WORD + 1))

/* What a stem is read as within phrases; "" where it is passed over. */
const char *loose_word(const struct index *, const char *stem, bool stop);
/*
 * The phrase of the vocabulary that words read so stand for, or NULL.
 * words  joined by spaces
 */
const struct index_concept *loose_phrase(
    const struct index *, const char *words);

#endif
