/*
 * Whom a listing suits: what it states, held against what a query says of
 * the person (design section 5).  Silence is never taken for a yes.
 */
#ifndef SIGNPOST_VERDICT_H
#define SIGNPOST_VERDICT_H

#include "search/index_read.h"
#include "search/search.h"

/* What is asked of every match, made ready once for a query. */
struct verdict_asker {
	bool asks_age, asks_gender, asks_cost, asks_residence;
	int age_min, age_max;
	bool age_of_group;
	enum query_gender gender;
	enum query_cost cost;
	/*
	 * Documents whose rule of residence names areas we know; that hold
	 * the place wholly; that hold it in part (or lie in it).
	 */
	uint64_t *resident_known, *resident_in, *resident_partly;
};

/* True where something is asked that a verdict answers. */
bool verdict_asks(const struct verdict_asker *);
enum verdict verdict_age(const struct index_person *, int age_min, int age_max);
enum verdict verdict_gender(const struct index_person *, enum query_gender);
enum verdict verdict_cost(const struct index_person *, enum query_cost);
/* N_VERDICTS where the listing has no rule of residence. */
enum verdict verdict_residence(
    const struct verdict_asker *, const struct index *, uint32_t document);
/*
 * The worst of all that is asked; VERDICT_SUITS where nothing is.  That a
 * surgery must be in the area where the person lives counts as suiting
 * here, though its part says to check it.
 */
enum verdict verdict_of(
    const struct verdict_asker *, const struct index *, uint32_t document);
/* The parts with the words that each rests on. */
void verdict_parts(
    const struct verdict_asker *, const struct index *, struct answer_hit *hit);

#endif
