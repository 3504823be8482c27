/*
 * Whether an expression of eligibility-patterns.tsv matches anywhere in a
 * text: an automaton whose states are made when a text first leads there.
 * glibc answers the same ten times slower, and takes 40 ms to compile what
 * we ship; it is left what only it can: where groups match.
 */
#ifndef SIGNPOST_STATED_MATCH_H
#define SIGNPOST_STATED_MATCH_H

#include <stdbool.h>
#include <stddef.h>

struct stated_machine;

/*
 * NULL where the expression is none, or has what our patterns never need:
 * POSIX extended, \b, and a mark behind a backslash are what we read.
 */
struct stated_machine *stated_machine_new(const char *expression);
size_t stated_machine_groups(const struct stated_machine *);
/*
 * As regexec() in the C locale, without NUL bytes.  The machine learns as
 * it reads: one thread at a time.
 */
bool stated_machine_finds(
    struct stated_machine *, const char *text, size_t length);
void stated_machine_free(struct stated_machine *);

#endif
