#include "search/search.h"

#include <string.h>

#include "base/date.h"
#include "search/bitmap.h"
#include "search/explain.h"
#include "search/facet.h"
#include "search/match.h"
#include "search/question.h"
#include "search/rank.h"

#define MAX_MAY_NOT       20 /* of the closed group, shown below the rest */
#define OFFER_RELAXATIONS 5  /* below so many results more is offered */

/* One search at work. */
struct search {
	const struct index *index;
	const struct vocabulary *vocabulary;
	struct arena *arena;
	struct search_words words;
	enum match_words meets; /* of the answer */
	struct search_budget budget;
	struct matches counting; /* for all but the answer itself */
};

static const struct search_words no_words;

static void
run(struct search *search, const struct query *query, enum match_words meets,
    struct matches *out)
{
	struct match_ask ask = {
	    .index = search->index,
	    .query = query,
	    .words = query->need != NULL ? &search->words : &no_words,
	    .meets = meets,
	    .budget = &search->budget,
	};

	match_run(&ask, search->arena, out);
}

/* The search becomes another one if that finds something. */
static bool
take_if_found(struct search *search, struct query *query,
    const struct query *other, enum match_words meets, struct matches *matches)
{
	run(search, other, meets, matches);
	if (matches->total == 0)
		return false;
	search->meets = meets;
	*query = *other;
	return true;
}

/* The smallest of some wider distances that finds something, or any. */
static bool
widen(struct search *search, struct query *query, struct matches *matches)
{
	static const double steps[] = {30, 60, 100, 0};
	struct query wider = *query;

	if (!query->has_near || query->within_miles <= 0)
		return false;
	for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
		if (steps[i] > 0 && steps[i] <= query->within_miles)
			continue;
		wider.within_miles = steps[i];
		if (take_if_found(search, query, &wider, MATCH_ALL, matches))
			return true;
	}
	return false;
}

static bool
try_relaxed(struct search *search, struct query *query, struct matches *matches,
    const char *name)
{
	struct query relaxed = *query;

	if (strcmp(name, "q") == 0)
		/* What the vocabulary does not know is met whole, or not. */
		return search->words.concepts.telling && query->need != NULL &&
		       (take_if_found(
			    search, query, &relaxed, MATCH_KNOWN, matches) ||
			   take_if_found(
			       search, query, &relaxed, MATCH_ANY, matches));
	if (strcmp(name, "within") == 0)
		return widen(search, query, matches);
	return query_drop(&relaxed, name) &&
	       take_if_found(search, query, &relaxed, MATCH_ALL, matches);
}

/*
 * Nothing matches all: gives up the smallest thing that finds something.
 * What was said about the person is never given up, nor what the search
 * rests on: a need of which the index knows no word, a number, a type
 * without words, one feed.
 */
static void
relax(struct search *search, struct query *query, struct matches *matches,
    struct answer *out)
{
	static const char *const names[] = {"q", "within", "area", "type"};

	if (query->strict || query_looks_up(query))
		return;
	if (query->need != NULL && search->words.known == 0)
		return;
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		if (strcmp(names[i], "type") == 0 && query->need == NULL)
			continue;
		if (try_relaxed(search, query, matches, names[i])) {
			out->relaxed[out->relaxed_count++] = names[i];
			return;
		}
	}
	run(search, query, MATCH_ALL, matches);
}

/* Are there matches, and is each there for the whole country? */
static bool
only_national(const struct index *index, const struct matches *matches)
{
	if (matches->total == 0)
		return false;
	for (uint32_t document = 0; document < index->documents; document++)
		if (bitmap_has(matches->fits, document) &&
		    (index_flags(index, document) & INDEX_FLAG_NATIONAL) == 0)
			return false;
	return true;
}

/*
 * Who names a place among the words of a need asks for something there.
 * Where there is none of it, what serves the whole country is an answer
 * without the place, and is said to be.
 */
static void
give_up_place(const struct index *index, struct matches *matches,
    struct answer *out, const struct query *query)
{
	const char *place = query_reads(query, "near")   ? "near"
			    : query_reads(query, "area") ? "area"
							 : NULL;

	if (place == NULL || query->need == NULL || out->relaxed_count > 0 ||
	    !only_national(index, matches))
		return;
	if (!query->strict) {
		out->relaxed[out->relaxed_count++] = place;
		return;
	}
	bitmap_clear(matches->fits, index->words);
	for (int verdict = 0; verdict < VERDICT_MAY_NOT_SUIT; verdict++)
		matches->groups[verdict] = 0;
	matches->total = 0;
}

static bool
is_relaxed(const struct answer *answer, const char *name)
{
	for (size_t i = 0; i < answer->relaxed_count; i++)
		if (strcmp(answer->relaxed[i], name) == 0)
			return strcmp(name, "q") != 0;
	return false;
}

/* What each parameter's absence would bring, counted exactly. */
static void
offer_relaxations(
    struct search *search, const struct query *query, struct answer *out)
{
	static const char *const names[] = {"within", "q", "type", "near",
	    "area", "age", "gender", "for", "cost", "referral", "mode", "lang",
	    "access", "feed"};
	long found = out->relaxed_count == 0 ? out->total : 0;

	if (found >= OFFER_RELAXATIONS || query_looks_up(query))
		return;
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		struct query other = *query;
		struct relaxation *offer;

		if (out->relaxations_count == ARRAY_LEN(out->relaxations) ||
		    search_budget_over(&search->budget))
			return;
		if (is_relaxed(out, names[i]) || !query_drop(&other, names[i]))
			continue;
		run(search, &other, MATCH_ALL, &search->counting);
		if (search->counting.total <= found)
			continue;
		offer = &out->relaxations[out->relaxations_count++];
		offer->drop = names[i];
		offer->total = search->counting.total;
	}
}

static size_t
fill_hits(const struct ranker *ranker, const uint64_t *bitmap, size_t from,
    size_t room, struct arena *arena, struct answer_hit **out)
{
	struct ranked *best;
	size_t count;

	best = arena_alloc(arena, (room + 1) * sizeof(*best));
	count = rank_best(ranker, bitmap, best, room);
	if (count <= from)
		return 0;
	*out = arena_alloc(arena, (count - from) * sizeof(**out));
	for (size_t i = from; i < count; i++)
		explain_hit(ranker, &best[i], arena, &(*out)[i - from]);
	return count - from;
}

/* This page, and the closed group of those that may not suit. */
static void
fill_pages(const struct ranker *ranker, struct arena *arena, struct answer *out)
{
	const struct query *query = ranker->ask->query;
	const struct matches *matches = ranker->matches;
	size_t from = (size_t)(query->page - 1) * (size_t)query->limit;
	size_t room = from + (size_t)query->limit;

	if (room > (size_t)out->total)
		room = (size_t)out->total;
	if (room > from)
		out->hits_count = fill_hits(
		    ranker, matches->fits, from, room, arena, &out->hits);
	room = (size_t)out->groups[VERDICT_MAY_NOT_SUIT];
	if (room > MAX_MAY_NOT)
		room = MAX_MAY_NOT;
	if (room > 0)
		out->may_not_count = fill_hits(
		    ranker, matches->may_not, 0, room, arena, &out->may_not);
}

/* Each counted without the parameter that choosing one would set. */
static void
fill_facets(struct search *search, const struct query *query,
    const struct matches *matches, struct answer *out)
{
	struct query other = *query;
	const uint64_t *fits = matches->fits;

	if (query_drop(&other, "type")) {
		run(search, &other, search->meets, &search->counting);
		fits = search->counting.fits;
	}
	out->types_count = facet_types(search->index, search->vocabulary, fits,
	    search->arena, &out->types);
	other = *query;
	fits = matches->fits;
	if (query_drop(&other, "cost")) {
		run(search, &other, search->meets, &search->counting);
		fits = search->counting.fits;
	}
	out->costs_count = facet_costs(search->index, search->vocabulary, fits,
	    search->arena, &out->costs);
}

/*
 * Slips that crisis.tsv does not know, but the listings do, are put right
 * for this even where the search is for what was typed.
 */
static void
read_crisis(
    const struct search *search, struct query *query, struct answer *out)
{
	struct spelling spelling = out->spelling;

	if (query->crisis == CRISIS_NONE && query->need != NULL) {
		if (query->strict)
			spelling_read(search->index, query->need, search->arena,
			    &spelling);
		if (spelling.readings_count > 0)
			query->crisis = crisis_find(
			    search->vocabulary, spelling.need, NULL, NULL);
	}
	out->crisis = query->crisis;
}

void
search_run(const struct index *index, const struct vocabulary *vocabulary,
    const struct query *asked, time_t now, struct arena *arena,
    struct answer *out)
{
	struct search search = {
	    .index = index,
	    .vocabulary = vocabulary,
	    .arena = arena,
	};
	struct query query = *asked;
	struct matches matches = {0};
	struct match_ask ask = {
	    .index = index,
	    .query = &query,
	    .budget = &search.budget,
	};
	struct ranker ranker = {.ask = &ask, .matches = &matches};
	struct london today;

	memset(out, 0, sizeof(*out));
	search_budget_start(&search.budget);
	if (!query.strict && query.heard == NULL) {
		spelling_read(index, query.need, arena, &out->spelling);
		query.need = out->spelling.need;
	}
	read_crisis(&search, &query, out);
	search_words_read(index, &query, arena, &search.words);
	run(&search, &query, MATCH_ALL, &matches);
	if (matches.total == 0)
		relax(&search, &query, &matches, out);
	else if (matches.in_part)
		out->relaxed[out->relaxed_count++] = "q";
	give_up_place(index, &matches, out, asked);
	date_london(now, &today);
	ranker.today = today.day;
	ask.words = query.need != NULL ? &search.words : &no_words;
	ask.meets = search.meets;
	out->total = matches.total;
	memcpy(out->groups, matches.groups, sizeof(out->groups));
	rank_ready(&ranker);
	fill_pages(&ranker, arena, out);
	fill_facets(&search, &query, &matches, out);
	offer_relaxations(&search, asked, out);
	out->question = question_for(index, &query, matches.fits);
	out->partial = search.budget.spent;
}
