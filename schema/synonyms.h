/*
 * What people call things: synonyms.txt of the vocabulary, whose head says
 * how its lines are written.  Read with the vocabulary, whose hash covers
 * it; the index is built with it, so that an edit counts from the next
 * publish on.
 */
#ifndef SIGNPOST_SYNONYMS_H
#define SIGNPOST_SYNONYMS_H

#include <stddef.h>

#include "schema/vocabulary.h"

enum synonym_kind {
	SYNONYM_TWO_WAY = 0, /* each term also finds the others */
	SYNONYM_ONE_WAY,     /* a term also finds the targets */
	SYNONYM_SPELLING,    /* terms are slips for the one target */
	SYNONYM_KEEP,        /* words that are right as they are */
	SYNONYM_WEAK,        /* words that say little beside others */
	SYNONYM_ALIKE,       /* words that count as the first in phrases */
	SYNONYM_PASSED_OVER, /* words that count as nothing in phrases */
	SYNONYM_UNSHOWN,     /* phrases never shown as words of ours */
};

enum synonym_target_kind {
	SYNONYM_TO_WORDS = 0, /* a phrase */
	SYNONYM_TO_TYPE,      /* listings of a type: its id */
	SYNONYM_TO_RULE,      /* listings that state "gender=women" */
};

struct synonym_target {
	enum synonym_target_kind kind;
	const char *text;
	float weight; /* 1: as good as the words typed */
};

struct synonym_rule {
	const char *label; /* of one rule or more; a concept's name */
	enum synonym_kind kind;
	char **terms;
	size_t terms_count;
	struct synonym_target *targets;
	size_t targets_count;
};

#define SYNONYM_WEIGHT_TWO_WAY 0.9f
#define SYNONYM_WEIGHT_ONE_WAY 0.7f /* where a target says none */

size_t synonyms_count(const struct vocabulary *);
const struct synonym_rule *synonym_rule(
    const struct vocabulary *, size_t index);

#endif
