/*
 * The index's words as listings and the vocabulary write them, and how far
 * apart two spellings are: what spelling, names by sound and suggestions
 * share.
 */
#ifndef SIGNPOST_WORD_LIST_H
#define SIGNPOST_WORD_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "search/index_read.h"

const char *word_list_text(const struct index *, const struct index_word *);
/* The first entry that is not before all texts of "length" from "text" on. */
size_t word_list_from(const struct index *, size_t length, const char *text);
/* NULL: nobody has it. */
const struct index_word *word_list_find(const struct index *, const char *text);
/* A usual word of the vocabulary? */
bool word_list_is_often(const struct index *, const char *text);

/* Which letters a text of a to z and spaces has: a bit each. */
uint32_t word_letters(const char *text);
/*
 * Letters left out, put in, exchanged, or in the wrong order with the next
 * ("optimal string alignment"); more than "most": most + 1.  Neither is
 * longer than ANALYSE_MAX_WORD.
 */
size_t word_distance(const char *a, size_t a_length, const char *b,
    size_t b_length, size_t most);

#endif
