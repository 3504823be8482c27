/* What an answer says of one listing: verdicts, distance and why. */
#ifndef SIGNPOST_EXPLAIN_H
#define SIGNPOST_EXPLAIN_H

#include "base/alloc.h"
#include "search/rank.h"

void explain_hit(const struct ranker *, const struct ranked *,
    struct arena *arena, struct answer_hit *hit);

#endif
