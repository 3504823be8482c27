/*
 * Text to words that can be compared: lower case, without accents,
 * apostrophes and the plural's "s"; hyphens, slashes and all other marks
 * part words.  "Men's Sheds" and "mens shed" are the same two words.
 */
#ifndef SIGNPOST_WORDS_H
#define SIGNPOST_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes of a folded word; no word of a vocabulary is longer. */
#define WORD_MAX 40

struct word {
	const char *start, *end; /* in the text */
	char folded[WORD_MAX]; /* no NUL behind it */
	size_t length; /* 0: longer than any word of ours */
	bool capitals; /* every letter of it is one: "ADD", not "add" */
};

/*
 * Reads the first word at or after "at".  Returns where to read on, or NULL
 * where no word is left before "end".
 */
const char *word_next(const char *at, const char *end, struct word *word);

/*
 * The first sentence at or after *at: text up to a full stop, question or
 * exclamation mark with a space behind it, or to the end of a line.  Stops
 * of abbreviations ("e.g.", "St. Anne's") end none.  Trimmed; false where
 * none is left.
 */
bool sentence_next(
    const char **at, const char *end, const char **start, size_t *length);

#endif
