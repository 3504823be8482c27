/*
 * A set of phrases to be found in text: whole words, in order, next to each
 * other.  Each carries a number of the caller's.  Finding costs one look a
 * word, however many phrases there are.
 */
#ifndef SIGNPOST_PHRASES_H
#define SIGNPOST_PHRASES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "schema/words.h"

struct phrase {
	int value; /* the caller's */
	unsigned words;
	bool capitals; /* counts only where the text has it in capitals */
	const struct phrase *next; /* the same words with another value */
};

struct phrases;

struct phrases *phrases_new(void);
void phrases_free(struct phrases *);
/* Adds one; false where the text has no word in it. */
bool phrases_add(struct phrases *, const char *text, int value, bool capitals);
/* The number of a word, 0 for one that is in no phrase. */
uint32_t phrases_word(const struct phrases *, const struct word *word);
/*
 * The longest phrase that the words "ids" begin with; NULL for none.  Its
 * "words" say how many it takes.
 */
const struct phrase *phrases_match(
    const struct phrases *, const uint32_t *ids, size_t count);

#endif
