/*
 * Text to terms, for index and query alike: words, folded (lower case, no
 * accents), apostrophes dropped ("men's" is "mens"), cut at all else that
 * is no letter or digit, and stemmed where they are English words.
 */
#ifndef SIGNPOST_ANALYSE_H
#define SIGNPOST_ANALYSE_H

#include <stdbool.h>
#include <stddef.h>

#define ANALYSE_MAX_WORD \
	48 /* bytes: what a longer word has more is dropped \
	    */

/* A word of a text: where it stands, and folded. */
struct analyse_word {
	size_t at, length; /* in the text as it came */
	char folded[ANALYSE_MAX_WORD + 1];
	size_t folded_length;
};

/*
 * Finds the next word at or after *position and moves *position behind it.
 * False where there is no more.
 */
bool analyse_next(
    const char *text, size_t *position, struct analyse_word *word);

/* A stemmer is for one thread at a time. */
struct analyse_stemmer;
struct analyse_stemmer *analyse_stemmer_new(void);
void analyse_stemmer_free(struct analyse_stemmer *);
/* The term that a folded word is indexed under. */
void analyse_stem(struct analyse_stemmer *, const char *folded, size_t length,
    char term[ANALYSE_MAX_WORD + 1]);

/*
 * True for a folded word that tells nothing about a need ("the", "for",
 * "looking"): dropped from queries unless nothing else is left.  "no" and
 * "not" tell much and are none.
 */
bool analyse_is_stop(const char *folded);

#endif
