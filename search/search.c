#include "search/search.h"

#include <string.h>

#include "base/date.h"
#include "search/bitmap.h"
#include "search/explain.h"
#include "search/facet.h"
#include "search/question.h"
#include "search/rank.h"
#include "search/search_parts.h"

#define MAX_MAY_NOT 20 /* of the closed group, shown below the rest */

static const struct search_words no_words;

void
search_match(struct search *search, const struct query *query,
    enum match_words meets, struct matches *out)
{
	struct match_ask ask = {
	    .index = search->index,
	    .query = query,
	    .words = query->need != NULL ? &search->words : &no_words,
	    .meets = meets,
	    .budget = &search->budget,
	    .clock = &search->clock,
	    .lapsed = &search->lapsed,
	};

	match_run(&ask, search->arena, out);
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

/* Each counted as search/facet.h says. */
static void
fill_facets(struct search *search, const struct query *query,
    const struct matches *matches, struct answer *out)
{
	struct facet_ask ask = {
	    .index = search->index,
	    .vocabulary = search->vocabulary,
	    .arena = search->arena,
	};

	for (const struct facet_kind *kind = facet_kinds; kind->name != NULL;
	     kind++) {
		struct facet *facet = &out->facets[out->facets_count];
		struct query other = *query;

		ask.query = &other;
		ask.fits = matches->fits;
		if (kind->chosen_does_not_count &&
		    query_drop(&other, kind->name)) {
			search_match(
			    search, &other, search->meets, &search->counting);
			ask.fits = search->counting.fits;
		}
		facet->name = kind->name;
		facet->count = kind->count(&ask, &facet->values);
		out->facets_count += facet->count > 0;
	}
}

/*
 * The need as it is spelled; strict=1 keeps to what was typed, as does a
 * name found by its sound.  Slips that
 * crisis.tsv does not know, but the listings do, are put right for words of
 * crisis all the same.
 */
static void
read_spelling(
    const struct search *search, struct query *query, struct answer *out)
{
	struct spelling spelled;

	out->crisis = query->crisis;
	if (query->heard != NULL)
		return;
	spelling_read(search->index, query->need, search->arena, &spelled);
	if (query->crisis == CRISIS_NONE && spelled.readings_count > 0)
		query->crisis =
		    crisis_find(search->vocabulary, spelled.need, NULL, NULL);
	out->crisis = query->crisis;
	if (!query->strict) {
		out->spelling = spelled;
		query->need = spelled.need;
	} else if (spelled.readings_count > 0) {
		out->did_you_mean = spelled.need;
	}
}

/* A query as far as its matches are known: what is left is to rank them. */
struct asked {
	struct search search;
	struct query query; /* spelled, and relaxed where it had to be */
	struct matches matches;
	struct match_ask ask;
	struct ranker ranker;
};

static void
find_matches(struct asked *asked, const struct index *index,
    const struct vocabulary *vocabulary, const struct query *typed, time_t now,
    struct arena *arena, struct answer *out)
{
	struct search *search = &asked->search;
	struct query *query = &asked->query;
	struct matches *matches = &asked->matches;

	memset(asked, 0, sizeof(*asked));
	memset(out, 0, sizeof(*out));
	search->index = index;
	search->vocabulary = vocabulary;
	search->arena = arena;
	*query = *typed;
	hours_clock_init(&search->clock, vocabulary_holidays(vocabulary), now);
	lapsed_ready(index, search->clock.today.day, arena, &search->lapsed);
	search_budget_start(&search->budget);
	read_spelling(search, query, out);
	search_words_read(index, query, arena, &search->words);
	search_match(search, query, MATCH_ALL, matches);
	if (matches->total == 0)
		relax(search, query, matches, out);
	else if (matches->in_part)
		out->relaxed[out->relaxed_count++] = "q";
	relax_place(index, typed, matches, out);
	asked->ask = (struct match_ask){
	    .index = index,
	    .query = query,
	    .words = query->need != NULL ? &search->words : &no_words,
	    .meets = search->meets,
	    .budget = &search->budget,
	    .clock = &search->clock,
	    .lapsed = &search->lapsed,
	};
	asked->ranker.ask = &asked->ask;
	asked->ranker.matches = matches;
	asked->ranker.today = search->clock.today.day;
	out->total = matches->total;
	memcpy(out->groups, matches->groups, sizeof(out->groups));
	memcpy(out->last, matches->last, sizeof(out->last));
}

void
search_run(const struct index *index, const struct vocabulary *vocabulary,
    const struct query *query, time_t now, struct arena *arena,
    struct answer *out)
{
	struct asked asked;

	find_matches(&asked, index, vocabulary, query, now, arena, out);
	rank_ready(&asked.ranker, arena);
	fill_pages(&asked.ranker, arena, out);
	fill_facets(&asked.search, &asked.query, &asked.matches, out);
	relax_offer(&asked.search, query, out);
	if (out->total == 0)
		nearest_types(&asked.search, query, out);
	else
		out->did_you_mean = NULL;
	/* Nobody is asked questions in a crisis. */
	if (out->crisis == CRISIS_NONE)
		out->question =
		    question_for(index, &asked.query, asked.matches.fits);
	out->partial = asked.search.budget.spent;
}

bool
search_explain(const struct index *index, const struct vocabulary *vocabulary,
    const struct query *query, time_t now, uint32_t document,
    struct arena *arena, struct answer *out, struct answer_hit *hit)
{
	const struct ranked ranked = {.document = document};
	const struct matches *matches;
	struct asked asked;

	find_matches(&asked, index, vocabulary, query, now, arena, out);
	out->partial = asked.search.budget.spent;
	matches = &asked.matches;
	asked.query.explain = false; /* it has no score */
	explain_hit(&asked.ranker, &ranked, arena, hit);
	return out->partial || bitmap_has(matches->fits, document) ||
	       (matches->may_not != NULL &&
		   bitmap_has(matches->may_not, document)) ||
	       hit->verdict == VERDICT_DOES_NOT_SUIT;
}
