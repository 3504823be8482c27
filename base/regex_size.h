/*
 * What an expression costs regcomp() before it has matched anything: it
 * copies whatever is repeated, so ((a{200}){200}) takes all memory, and so
 * do twenty plus signs in a row, each of which doubles what stands before it.
 */
#ifndef SIGNPOST_REGEX_SIZE_H
#define SIGNPOST_REGEX_SIZE_H

#include <stdbool.h>

/*
 * Bytes and classes with their repeats written out; more for a loop around
 * what may be empty, as (a*)+ is.  glibc's time grows with the square of it,
 * with such loops faster: a second for the worst we found below this.
 */
#define REGEX_MAX_SIZE 2000

/*
 * For a POSIX extended regular expression from outside, before regcomp()
 * sees it.  One that is none may be called either; regcomp() then says so.
 */
bool regex_too_large(const char *expression);

#endif
