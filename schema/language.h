/* Names of languages and their codes. */
#ifndef SIGNPOST_LANGUAGE_H
#define SIGNPOST_LANGUAGE_H

/*
 * The ISO 639 code of a language by its English name, its own name where
 * we know it, or its code: of two letters where it has one ("pl", not
 * "pol"), else of three ("yue").  "en-GB" is "en", and "BSL" is "bfi".
 * Upper and lower case are the same.  NULL: not known.
 */
const char *language_code(const char *text);
/* The same by its names alone: "no" is no language in a sentence. */
const char *language_code_of_name(const char *text);
/* "Polish" of "pl"; NULL where the code is none of ours. */
const char *language_name(const char *code);
/* The same in the language of the answer (base/say.h). */
const char *language_name_said(const char *code);

#endif
