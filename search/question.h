/*
 * On a call: the one thing to ask the person next.  It is the detail, not
 * yet given, on which most of what was found has a rule that lets some
 * people in and others not: its answer would change most verdicts.
 */
#ifndef SIGNPOST_QUESTION_H
#define SIGNPOST_QUESTION_H

#include "search/index_read.h"
#include "search/search.h"

/*
 * parameter  "age", "gender", "near", "cost" or "referral"; NULL: nothing
 *            is worth asking
 * total      how many listings of the answer have such a rule
 */
struct question question_for(
    const struct index *, const struct query *, const uint64_t *fits);

#endif
