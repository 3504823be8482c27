/*
 * Words of crisis: crisis.tsv of the vocabulary, whose head says how its
 * lines are written.  Somebody who types them is shown urgent help first,
 * and all the rest as well.  Read with the vocabulary, whose hash covers it.
 */
#ifndef SIGNPOST_CRISIS_H
#define SIGNPOST_CRISIS_H

#include "schema/vocabulary.h"

#define CRISIS_MAX_WORDS  32 /* of a text: more than a query has */
#define CRISIS_MAX_PHRASE 8  /* words of one phrase */

/* What it is about, the most pressing last. */
enum crisis {
	CRISIS_NONE = 0,
	CRISIS_NUMBER,  /* an urgent number, typed as one looks it up */
	CRISIS_SUICIDE, /* not wanting to live, harming oneself */
	CRISIS_DANGER,  /* being hurt by others, or about to hurt them */
	CRISIS_CHILD,   /* a child in danger */
	CRISIS_MEDICAL, /* an overdose, no breath, much blood */
	N_CRISES
};
/* "number", "suicide", ...; NULL for none. */
extern const char *const crisis_name[N_CRISES];

/*
 * Looks for words of crisis in what somebody typed.  A slip of one letter in
 * a word of six or more, or of two in one of nine, is read as the word that
 * was meant, whatever the index knows.
 * at, length  where the words stand in the text; NULL: of no interest
 */
enum crisis crisis_find(
    const struct vocabulary *, const char *text, size_t *at, size_t *length);

#endif
