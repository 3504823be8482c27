/*
 * Stated rules: reads from prose whom a service is for, what it costs and
 * how people come to it, as facts of eligibility.tsv, each with the
 * sentence it stands in.  Nothing stated gives nothing.  The patterns are
 * data (eligibility-patterns.tsv, whose header defines them).
 */
#ifndef SIGNPOST_STATED_H
#define SIGNPOST_STATED_H

#include "schema/listing.h"
#include "schema/vocabulary.h"

/* Longest text read, bytes: the rest of a longer one is left unread. */
#define STATED_MAX_TEXT 16384

struct stated_fact {
	const char *dimension, *value; /* live until the callback returns */
	const char *sentence;          /* as the source wrote it, trimmed */
};
typedef void stated_fact_cb(void *arg, const struct stated_fact *fact);

/*
 * False for a fact that leaves nobody out (age=all, gender=all,
 * area=except): it tells that a listing is open, and is no rule.
 */
bool stated_is_rule(const struct stated_fact *);

/*
 * Reads sentence by sentence.  What it learns for the next text is kept with
 * the vocabulary: one thread at a time.
 */
void stated_read(const struct vocabulary *, const char *text,
    stated_fact_cb *fact, void *arg);

/*
 * Adds the rules of a listing's prose (eligibility, fees, referral, access,
 * then summary, description and name) that no field states already.  Fees
 * state costs alone.  Where the listing states no modes, those that prose
 * states ("by phone") become its modes.
 */
void stated_rules_give(const struct vocabulary *, struct listing *);

#endif
