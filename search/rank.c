#include "search/rank.h"

#include <string.h>

#include "search/bitmap.h"

/*
 * What relevance is multiplied by.  These settle between listings of much
 * the same relevance; none of them outweighs a word matched or missed.
 */
#define FACTOR_ORGANISATION 0.5  /* "ask what it offers" */
#define FACTOR_NATIONAL     0.45 /* where a place is asked for */
#define FACTOR_URGENT       0.8  /* ... by somebody in a crisis */
#define FACTOR_OUTSIDE      0.4  /* the place is in none of its areas */
#define FACTOR_STALE        0.94
#define FACTOR_CHECK        0.9 /* a rule of residence left open */
#define FACTOR_PAUSED       0.8
#define FACTOR_PAID         0.8
/*
 * What a place is worth by how far it is, in straight lines between: next
 * door hardly matters, the next town does.
 */
static const struct {
	double miles, factor;
} far[] = {{0, 1}, {1.2, 1}, {2.8, 0.85}, {9.3, 0.62}, {20, 0.5}};
static const double few_factors[N_FEW] = {
    [FEW_YOUNG] = 0.4,
    [FEW_OLD] = 0.8,
    [FEW_GENDER] = 0.8,
    [FEW_COMMUNITY] = 0.8,
    [FEW_ROLE] = 0.3,
};
#define YOUNG_AGE 25 /* the oldest that a service for the young takes */
#define OLD_AGE   50 /* the youngest that one for the old takes */
/* A concept is met well from this score on. */
#define MET_WELL 0.55
/* So many that meet it well tell whom it is about. */
#define HEARD_ENOUGH 500
/* A whole name is what was looked for, whatever else. */
#define BONUS_NAME         2.0
#define BONUS_ORGANISATION 1.0

/* Without words listings are compared in miles, or as if they were so far. */
#define MILES_SERVES       15.0
#define MILES_NATIONAL     30.0
#define MILES_STALE        3.0
#define MILES_ORGANISATION 10000.0

#define BUDGET_STEP 4096

double
rank_miles(const struct ranker *ranker, uint32_t document, bool *about)
{
	const struct query *query = ranker->ask->query;
	double miles;

	*about = false;
	if (!query->has_near || (index_flags(ranker->ask->index, document) &
				    INDEX_FLAG_TRAVEL) == 0)
		return -1;
	miles = match_document_miles(
	    ranker->ask->index, document, &query->near, about);
	*about |= query->near.about;
	return miles;
}

static bool
is_stale(const struct ranker *ranker, uint32_t document)
{
	int32_t checked = index_checked(ranker->ask->index, document);

	return checked <= 0 || checked < ranker->today - RANK_STALE_DAYS;
}

static bool
is_here(const struct ranker *ranker, uint32_t document)
{
	return ranker->matches->here != NULL &&
	       bitmap_has(ranker->matches->here, document);
}

static double
far_factor(double miles)
{
	for (size_t i = 1; i < ARRAY_LEN(far); i++)
		if (miles < far[i].miles)
			return far[i - 1].factor -
			       (far[i - 1].factor - far[i].factor) *
				   (miles - far[i - 1].miles) /
				   (far[i].miles - far[i - 1].miles);
	return far[ARRAY_LEN(far) - 1].factor;
}

static double
place_factor(const struct ranker *ranker, uint32_t document)
{
	const struct matches *matches = ranker->matches;
	bool about;
	double miles, factor = 1;

	if (matches->here == NULL)
		return 1;
	if ((index_flags(ranker->ask->index, document) & INDEX_FLAG_NATIONAL) !=
		0 &&
	    !is_here(ranker, document))
		return ranker->ask->query->crisis != CRISIS_NONE
			   ? FACTOR_URGENT
			   : FACTOR_NATIONAL;
	if (bitmap_has(matches->outside, document))
		factor = FACTOR_OUTSIDE;
	miles = rank_miles(ranker, document, &about);
	return miles < 0 ? factor : factor * far_factor(miles);
}

/* Do all the words stand in a field of the document? */
static bool
all_stand_in(const struct ranker *ranker, uint32_t document, uint32_t *cursors,
    enum index_field field)
{
	const struct search_words *words = ranker->ask->words;

	for (size_t i = 0; i < words->count; i++) {
		const struct index_postings *postings =
		    &words->terms[i].postings;
		long at = search_postings_at(
		    ranker->ask->index, postings, document, &cursors[i]);

		if (at < 0 || (postings->fields[at] >> field & 1) == 0)
			return false;
	}
	return true;
}

/* A whole name typed brings that listing first. */
static double
name_bonus(const struct ranker *ranker, uint32_t document, uint32_t *cursors)
{
	const struct index *index = ranker->ask->index;
	const struct index_name_words *names =
	    index->part[SECTION_NAME_WORDS].data;
	size_t asked = ranker->ask->words->count;

	if (!bitmap_has(ranker->all_words, document))
		return 0;
	/* Few names have just as many words: the rest need no look. */
	if (names[document].name == asked &&
	    all_stand_in(ranker, document, cursors, FIELD_NAME))
		return BONUS_NAME;
	if (names[document].organisation == asked &&
	    all_stand_in(ranker, document, cursors, FIELD_ORGANISATION))
		return BONUS_ORGANISATION;
	return 0;
}

static bool
is_for_few(const struct index *index, uint32_t document, enum rank_few few)
{
	const struct index_person *person = index_person(index, document);
	unsigned flags = index_flags(index, document);

	switch (few) {
	case FEW_YOUNG:
		return person->age_max_high != INDEX_AGE_NONE &&
		       person->age_max_high <= YOUNG_AGE;
	case FEW_OLD:
		return person->age_min_low != INDEX_AGE_NONE &&
		       person->age_min_low >= OLD_AGE;
	case FEW_GENDER:
		return (person->gender &
			   (GENDER_FLAG_WOMEN | GENDER_FLAG_MEN)) != 0 &&
		       (person->gender & GENDER_FLAG_ALL) == 0;
	case FEW_COMMUNITY:
		return (flags & INDEX_FLAG_COMMUNITY) != 0;
	case FEW_ROLE:
		return (flags & INDEX_FLAG_ROLE) != 0;
	case N_FEW:
		break;
	}
	return false;
}

/* Which few are half of what meets a concept well. */
static void
hear_concept(struct ranker *ranker, const struct search_concept *concept)
{
	const struct index *index = ranker->ask->index;
	long counts[N_FEW] = {0}, all = 0;

	for (size_t i = 0; i < index->words && all < HEARD_ENOUGH; i++)
		for (uint64_t left = concept->met[i]; left != 0;
		     left &= left - 1) {
			uint32_t document = (uint32_t)(i * 64) +
					    (uint32_t)__builtin_ctzll(left);

			if (concept->scores[document] <
			    MET_WELL * CONCEPT_SCORE_ONE)
				continue;
			all++;
			for (int few = 0; few < N_FEW; few++)
				counts[few] += is_for_few(
				    index, document, (enum rank_few)few);
		}
	for (int few = 0; few < N_FEW; few++)
		ranker->spoken_of[few] |= all > 0 && 2 * counts[few] >= all;
}

/* A name typed has all of its words: most listings need no look for it. */
static void
find_all_words(struct ranker *ranker, struct arena *arena)
{
	const struct index *index = ranker->ask->index;
	const struct search_words *words = ranker->ask->words;
	uint64_t *all = arena_alloc(arena, index->words * sizeof(*all));

	if (words->count > 0)
		bitmap_add_set(index, all, &words->terms[0].postings.set);
	for (size_t i = 1; i < words->count; i++)
		bitmap_keep_set(index, all, &words->terms[i].postings.set);
	ranker->all_words = all;
}

void
rank_ready(struct ranker *ranker, struct arena *arena)
{
	const struct search_concepts *concepts = &ranker->ask->words->concepts;
	const struct query *query = ranker->ask->query;

	memset(ranker->spoken_of, 0, sizeof(ranker->spoken_of));
	ranker->spoken_of[FEW_YOUNG] = ranker->spoken_of[FEW_OLD] =
	    query->age_min >= 0;
	ranker->spoken_of[FEW_GENDER] = query->gender != GENDER_ANY;
	ranker->spoken_of[FEW_COMMUNITY] = query->groups.count > 0;
	for (size_t i = 0; i < concepts->count; i++)
		hear_concept(ranker, &concepts->list[i]);
	find_all_words(ranker, arena);
}

static double
few_factor(const struct ranker *ranker, uint32_t document)
{
	double factor = 1;

	for (int few = 0; few < N_FEW; few++)
		if (!ranker->spoken_of[few] &&
		    is_for_few(
			ranker->ask->index, document, (enum rank_few)few))
			factor *= few_factors[few];
	return factor;
}

static bool
is_paid(const struct index_person *person)
{
	return (person->cost & COST_FLAG_PAID) != 0 &&
	       (person->cost & COST_FLAG_FREE) == 0;
}

/* All but how well it meets the words. */
static void
find_factors(const struct ranker *ranker, uint32_t document, uint32_t *cursors,
    struct score_factors *out)
{
	const struct index *index = ranker->ask->index;
	unsigned flags = index_flags(index, document);

	out->kind =
	    (flags & INDEX_FLAG_ORGANISATION) != 0 ? FACTOR_ORGANISATION : 1;
	out->freshness = is_stale(ranker, document) ? FACTOR_STALE : 1;
	out->state = (flags & INDEX_FLAG_PAUSED) != 0 ? FACTOR_PAUSED : 1;
	out->cost = is_paid(index_person(index, document)) ? FACTOR_PAID : 1;
	out->few = few_factor(ranker, document);
	out->place = place_factor(ranker, document);
	out->residence = 1;
	out->name = name_bonus(ranker, document, cursors);
}

/* words  how well it meets them */
static double
score_words(const struct ranker *ranker, uint32_t document, double words,
    uint32_t *cursors)
{
	struct score_factors factors;

	find_factors(ranker, document, cursors, &factors);
	return words * factors.kind * factors.freshness * factors.state *
		   factors.cost * factors.few * factors.place +
	       factors.name;
}

/* It stands at the postcode that is all that was asked for. */
static bool
is_at_postcode(const struct ranker *ranker, uint32_t document)
{
	return ranker->matches->at_postcode != NULL &&
	       bitmap_has(ranker->matches->at_postcode, document);
}

/* Nearest first; what has no distance as if it were a known way off. */
static double
score_place(const struct ranker *ranker, uint32_t document)
{
	unsigned flags = index_flags(ranker->ask->index, document);
	bool about;
	double miles = rank_miles(ranker, document, &about);

	if (miles < 0 || !is_here(ranker, document))
		miles = (flags & INDEX_FLAG_NATIONAL) != 0 ? MILES_NATIONAL
							   : MILES_SERVES;
	if (!ranker->ask->query->has_near && is_here(ranker, document))
		miles = MILES_SERVES;
	if (ranker->matches->here == NULL)
		miles = 0;
	if (is_stale(ranker, document))
		miles += MILES_STALE;
	if ((flags & INDEX_FLAG_ORGANISATION) != 0)
		miles += MILES_ORGANISATION;
	if (is_at_postcode(ranker, document))
		miles = -MILES_NATIONAL;
	return -miles;
}

static double
score_nearest(const struct ranker *ranker, uint32_t document)
{
	bool about;
	double miles = rank_miles(ranker, document, &about);

	if (miles >= 0)
		return -miles;
	return (index_flags(ranker->ask->index, document) &
		   INDEX_FLAG_NATIONAL) != 0
		   ? -2 * MILES_ORGANISATION
		   : -MILES_ORGANISATION;
}

/* Are listings ordered by how well they meet words? */
static bool
by_words(const struct ranker *ranker)
{
	return ranker->ask->query->sort == SORT_BEST &&
	       ranker->ask->words->count > 0;
}

/* The score by all else than words. */
static double
score(const struct ranker *ranker, uint32_t document)
{
	const struct index *index = ranker->ask->index;

	switch (ranker->ask->query->sort) {
	case SORT_NEAREST:
		return score_nearest(ranker, document);
	case SORT_NAME:
		return -(double)index_order(
		    index, SECTION_NAME_ORDER, document);
	case SORT_CHECKED:
		return index_checked(index, document);
	case SORT_BEST:
		break;
	}
	return score_place(ranker, document);
}

static bool
is_better(const struct ranked *a, const struct ranked *b)
{
	if (a->last != b->last)
		return b->last;
	if (a->verdict != b->verdict)
		return a->verdict < b->verdict;
	if (a->score > b->score || a->score < b->score)
		return a->score > b->score;
	if (a->code_order != b->code_order)
		return a->code_order < b->code_order;
	return a->document < b->document;
}

/* A heap whose top is the worst of those kept. */
static void
sink(struct ranked *heap, size_t count, size_t at)
{
	struct ranked moved = heap[at];

	for (;;) {
		size_t child = 2 * at + 1;

		if (child >= count)
			break;
		if (child + 1 < count &&
		    is_better(&heap[child], &heap[child + 1]))
			child++;
		if (!is_better(&moved, &heap[child]))
			break;
		heap[at] = heap[child];
		at = child;
	}
	heap[at] = moved;
}

static void
rise(struct ranked *heap, size_t at)
{
	struct ranked moved = heap[at];

	while (at > 0 && is_better(&heap[(at - 1) / 2], &moved)) {
		heap[at] = heap[(at - 1) / 2];
		at = (at - 1) / 2;
	}
	heap[at] = moved;
}

static size_t
keep(struct ranked *heap, size_t count, size_t room, const struct ranked *entry)
{
	if (count < room) {
		heap[count] = *entry;
		rise(heap, count);
		return count + 1;
	}
	if (is_better(entry, &heap[0])) {
		heap[0] = *entry;
		sink(heap, count, 0);
	}
	return count;
}

static void
sort_heap(struct ranked *heap, size_t count)
{
	while (count > 1) {
		struct ranked worst = heap[0];

		count--;
		heap[0] = heap[count];
		heap[count] = worst;
		sink(heap, count, 0);
	}
}

/*
 * The groups are for what was said of a person.  Where a place alone was
 * given, a doubt about who may live where only weighs: returns how much.
 */
static double
settle_verdict(const struct ranker *ranker, struct ranked *entry)
{
	const struct verdict_asker *asker = &ranker->matches->asker;
	bool check;

	/* Who types a listing's own postcode asks for that listing. */
	if (is_at_postcode(ranker, entry->document) &&
	    !verdict_asks_person(asker))
		entry->verdict = VERDICT_SUITS;
	if (verdict_asks_person(asker) || entry->verdict > VERDICT_CHECK ||
	    ranker->ask->words->concepts.count == 0 ||
	    ranker->ask->query->sort != SORT_BEST)
		return 1;
	check = entry->verdict == VERDICT_CHECK;
	entry->verdict = VERDICT_SUITS;
	return check ? FACTOR_CHECK : 1;
}

bool
rank_factors(
    const struct ranker *ranker, uint32_t document, struct score_factors *out)
{
	const struct verdict_asker *asker = &ranker->matches->asker;
	uint32_t cursors[QUERY_MAX_WORDS] = {0};

	if (!by_words(ranker))
		return false;
	out->words = concepts_score(&ranker->ask->words->concepts, document);
	find_factors(ranker, document, cursors, out);
	if (verdict_asks(asker) && !verdict_asks_person(asker) &&
	    verdict_of(asker, ranker->ask->index, document) == VERDICT_CHECK)
		out->residence = FACTOR_CHECK;
	return true;
}

/*
 * Is a document worse than all that are kept, whatever its factors are?  None
 * of them is over 1, so that the words and a bonus bound the score.  Seven in
 * eight of a broad search are passed over here, and need no distance, and no
 * word of theirs looked up.
 */
static bool
is_beaten(const struct ranker *ranker, const struct ranked *entry, double words,
    const struct ranked *worst)
{
	struct ranked best = *entry;

	if (bitmap_has(ranker->all_words, entry->document))
		return false;
	best.score = words;
	settle_verdict(ranker, &best);
	return !is_better(&best, worst);
}

/* Who asked for another order gets it. */
static bool
ranks_last(const struct ranker *ranker, uint32_t document)
{
	const struct match_ask *ask = ranker->ask;

	return ask->lapsed->last != NULL && ask->query->sort == SORT_BEST &&
	       bitmap_has(ask->lapsed->last, document);
}

/* The best documents so far, a heap; "room" of them at most. */
struct best {
	struct ranked *kept;
	size_t count, room;
	uint32_t cursors[QUERY_MAX_WORDS];
};

static void
consider(const struct ranker *ranker, uint32_t document, struct best *best)
{
	const struct index *index = ranker->ask->index;
	const struct verdict_asker *asker = &ranker->matches->asker;
	struct ranked entry = {
	    .document = document,
	    .code_order = index_order(index, SECTION_CODE_ORDER, document),
	    .last = ranks_last(ranker, document),
	    .verdict = verdict_asks(asker)
			   ? verdict_ranks(asker, index, document)
			   : VERDICT_SUITS,
	};

	if (by_words(ranker)) {
		double words =
		    concepts_score(&ranker->ask->words->concepts, document);

		if (best->count == best->room &&
		    is_beaten(ranker, &entry, words, &best->kept[0]))
			return;
		entry.score =
		    score_words(ranker, document, words, best->cursors);
	} else {
		entry.score = score(ranker, document);
	}
	entry.score *= settle_verdict(ranker, &entry);
	best->count = keep(best->kept, best->count, best->room, &entry);
}

size_t
rank_best(const struct ranker *ranker, const uint64_t *bitmap,
    struct ranked *out, size_t room)
{
	const struct index *index = ranker->ask->index;
	struct best best = {.kept = out, .room = room};
	size_t seen = 0;

	for (size_t i = 0; room > 0 && i < index->words; i++) {
		for (uint64_t left = bitmap[i]; left != 0; left &= left - 1) {
			consider(ranker,
			    (uint32_t)(i * 64) +
				(uint32_t)__builtin_ctzll(left),
			    &best);
			seen++;
		}
		if (seen >= BUDGET_STEP) {
			seen = 0;
			if (search_budget_over(ranker->ask->budget))
				break;
		}
	}
	sort_heap(out, best.count);
	return best.count;
}
