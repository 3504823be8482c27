/*
 * The words of a name and of what was heard of it, and how one becomes the
 * other: word by word in their order, each as it is written, by its sound or
 * but for a slip, written apart or together.
 */
#ifndef SIGNPOST_HEARD_H
#define SIGNPOST_HEARD_H

#include <stdbool.h>
#include <stddef.h>

#include "search/analyse.h"
#include "search/sound.h"

#define HEARD_MAX_WORDS 10 /* longer names are sentences */
#define HEARD_MAX_JOIN  3  /* words heard that are one of the name */

struct heard_words {
	char text[HEARD_MAX_WORDS][ANALYSE_MAX_WORD + 1];
	/*
	 * Of a name: does it tell it from others?  Of what was heard: it is
	 * as it should be, and means nothing but itself.
	 */
	bool tells[HEARD_MAX_WORDS], fixed[HEARD_MAX_WORDS];
	/* Of so many words as one (less 1) from each; read when needed. */
	struct sounds sounds[HEARD_MAX_WORDS][HEARD_MAX_JOIN];
	bool read[HEARD_MAX_WORDS][HEARD_MAX_JOIN];
	size_t count;
};

/* False where there are too many, or none; "tells" is neither stop nor kind. */
bool heard_words_read(const char *text, struct heard_words *out);
/* "the" and "trust" do not tell one name from others. */
bool heard_word_tells(const char *folded);
/* Whether all words from "first" on are fixed. */
bool heard_words_fixed(const struct heard_words *, size_t first, size_t count);
/* Words from "first" on as one; false where one of them is "the" or so. */
bool heard_words_join(const struct heard_words *, size_t first, size_t count,
    char out[ANALYSE_MAX_WORD + 1]);

/* How what was heard became the name.  Costs are those of sounds_apart(). */
struct heard {
	unsigned cost;    /* of the words that were found again */
	unsigned extra;   /* of words like "trust" too many or too few */
	unsigned sounds;  /* of the words found again that tell */
	unsigned told;    /* how many of those */
	unsigned missing; /* telling words of the name not found; 0 or 1 */
};
/* Can a word be one that costs so much, for all the sounds it has? */
bool heard_is_alike(unsigned cost, size_t sounds);
/* The most that it can cost. */
unsigned heard_most(size_t sounds);
/* False where something of either is left over. */
bool heard_align(
    struct heard_words *heard, struct heard_words *name, struct heard *out);

#endif
