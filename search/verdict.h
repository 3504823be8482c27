/*
 * Whom a listing suits: what it states, held against what a query says of
 * the person (design section 5).  Silence is never taken for a yes.
 */
#ifndef SIGNPOST_VERDICT_H
#define SIGNPOST_VERDICT_H

#include "schema/hours.h"
#include "search/index_read.h"
#include "search/search.h"

/* What is asked of every match, made ready once for a query. */
struct verdict_asker {
	bool asks_age, asks_gender, asks_cost, asks_residence;
	bool asks_for, asks_referral, asks_language, asks_access;
	bool asks_limits, asks_open;
	int age_min, age_max;
	bool age_of_group;
	enum query_gender gender;
	enum query_cost cost;
	/*
	 * Documents whose rule of residence names areas we know; that hold
	 * the place wholly; that hold it in part (or lie in it).
	 */
	uint64_t *resident_known, *resident_in, *resident_partly;
	/* Documents for all of the groups asked for; for some of them; for
	 * one community, and for several, whichever they are. */
	struct query_terms groups;
	uint64_t *for_all, *for_some, *for_one, *for_several;
	/* Read in the words alone, which are the need as well: that it is
	 * stated puts no listing in front of another. */
	bool soft_for, soft_referral;
	/* How one comes to it, as it states. */
	enum query_referral referral;
	uint64_t *by_self, *by_gp, *by_professional;
	uint64_t *speaks, *interprets; /* the language; any language */
	struct query_terms access;
	uint64_t *accessible; /* states all of these */
	enum query_open open;
	const struct hours_clock *clock; /* of OPEN_NOW */
	/* Not for what the words speak of (a crisis), or not without it. */
	uint64_t *limited;
	unsigned limits_asked; /* bits of the table in verdict_limits.c */
	/*
	 * What of all these is asked, made ready last: it is gone through
	 * for each match.
	 */
	unsigned char asked[ANSWER_MAX_PARTS];
	size_t asked_count;
	bool asks_person; /* ... of the person, not of the place alone */
	bool asks_softly; /* some of it puts no listing in front */
};

/*
 * Makes the parts for groups, referral, language and access ready; asks_ of
 * each is set here.  Bitmaps that are there already are used again.
 */
void verdict_terms_ready(const struct index *, const struct query *,
    struct arena *, struct verdict_asker *);
/* The last of these: all that is asked is known. */
void verdict_ready(struct verdict_asker *);
/* The same for what the words speak of. */
void verdict_limits_ready(const struct index *, const struct query *,
    struct arena *, struct verdict_asker *);

/* Each is asked for; N_VERDICTS: there is nothing to say. */
enum verdict verdict_for(
    const struct verdict_asker *, const struct index *, uint32_t document);
enum verdict verdict_referral(
    const struct verdict_asker *, const struct index *, uint32_t document);
enum verdict verdict_language(
    const struct verdict_asker *, const struct index *, uint32_t document);
enum verdict verdict_access(
    const struct verdict_asker *, const struct index *, uint32_t document);
enum verdict verdict_open(
    const struct verdict_asker *, const struct index *, uint32_t document);
enum verdict verdict_limits(
    const struct verdict_asker *, const struct index *, uint32_t document);

/* The words of a part whose verdict is known. */
typedef void verdict_words(const struct verdict_asker *, const struct index *,
    uint32_t document, struct verdict_part *);
verdict_words verdict_words_age, verdict_words_gender, verdict_words_cost,
    verdict_words_residence, verdict_words_for, verdict_words_referral,
    verdict_words_language, verdict_words_access, verdict_words_limits,
    verdict_words_open;

/*
 * The sentence of a rule with one of the values, the first that has one; of
 * any value where there are none.  A field's goes before prose.
 */
const char *verdict_sentence(const struct index *, uint32_t document,
    const char *dimension, const char *const values[], size_t count);

/* True where something is asked of the person, not of the place alone. */
bool verdict_asks_person(const struct verdict_asker *);

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
/*
 * The group that a listing ranks in: as verdict_of(), save that of what is
 * soft only an exclusion counts.
 */
enum verdict verdict_ranks(
    const struct verdict_asker *, const struct index *, uint32_t document);
/* The parts with the words that each rests on. */
void verdict_parts(
    const struct verdict_asker *, const struct index *, struct answer_hit *hit);

#endif
