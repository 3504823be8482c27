/*
 * Codes: what people type, read out and write down.  Six characters of
 * 23456789bcdfghjkmnpqrstvwxz (no vowels: no words; nothing that looks like
 * something else), at least one digit and one letter, never shaped like a
 * postcode.
 */
#ifndef SIGNPOST_CODE_H
#define SIGNPOST_CODE_H

#include <stdbool.h>

#define CODE_ALPHABET "23456789bcdfghjkmnpqrstvwxz"

/* Six such characters, as typed: lower case. */
bool code_valid(const char *text);

#endif
