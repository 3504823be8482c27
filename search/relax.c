#include <string.h>

#include "search/bitmap.h"
#include "search/index_read.h"
#include "search/search_parts.h"

#define OFFER_BELOW 5 /* so many results: more is offered */

struct relaxing {
	struct search *search;
	struct query *query; /* becomes the search that finds something */
	struct matches *matches;
};

/* The search becomes another one if that finds something. */
static bool
take_if_found(struct relaxing *relaxing, const struct query *other,
    enum match_words meets)
{
	search_match(relaxing->search, other, meets, relaxing->matches);
	if (relaxing->matches->total == 0)
		return false;
	relaxing->search->meets = meets;
	*relaxing->query = *other;
	return true;
}

static bool
is_telling(const struct search_concept *concept)
{
	return concept->entry != NULL &&
	       (concept->entry->flags & CONCEPT_WEAK) == 0;
}

bool
search_knows_need(const struct search *search)
{
	const struct search_concepts *concepts = &search->words.concepts;

	for (size_t i = 0; i < concepts->count; i++)
		if (concepts->list[i].known && is_telling(&concepts->list[i]))
			return true;
	return false;
}

/* What the vocabulary does not know is met whole, or not. */
static bool
fewer_words(struct relaxing *relaxing)
{
	const struct query *query = relaxing->query;
	struct query same = *query;

	return query->need != NULL && search_knows_need(relaxing->search) &&
	       (take_if_found(relaxing, &same, MATCH_KNOWN) ||
		   take_if_found(relaxing, &same, MATCH_ANY));
}

/* The smallest of some distances above "from" that finds something, or any. */
static bool
widen(struct relaxing *relaxing, struct query *wider, double from)
{
	static const double steps[] = {
	    QUERY_WITHIN, 30, 60, QUERY_MAX_WITHIN, 0};

	for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
		if (steps[i] > 0 && steps[i] <= from)
			continue;
		wider->within_miles = steps[i];
		if (take_if_found(relaxing, wider, MATCH_ALL))
			return true;
	}
	return false;
}

static bool
further(struct relaxing *relaxing)
{
	struct query wider = *relaxing->query;

	return wider.has_near && wider.within_miles > 0 &&
	       widen(relaxing, &wider, wider.within_miles);
}

/* Around an area, the nearest first; else anywhere. */
static bool
beyond_area(struct relaxing *relaxing)
{
	struct query other = *relaxing->query;

	if (!query_drop(&other, "area"))
		return false;
	if (!other.has_near && relaxing->query->area.kind != PLACE_COUNTRY &&
	    place_plausible(
		relaxing->query->area.lat, relaxing->query->area.lon)) {
		other.has_near = true;
		other.near = relaxing->query->area;
		other.near.about = true;
		return widen(relaxing, &other, 0);
	}
	return take_if_found(relaxing, &other, MATCH_ALL);
}

/* Without it, as long as something else says what was asked for. */
static bool
without(struct relaxing *relaxing, const char *name)
{
	struct query other = *relaxing->query;

	return query_drop(&other, name) &&
	       (other.need != NULL || other.types_count > 0) &&
	       take_if_found(relaxing, &other, MATCH_ALL);
}

static bool
any_time(struct relaxing *relaxing)
{
	return without(relaxing, "open");
}

static bool
any_mode(struct relaxing *relaxing)
{
	return without(relaxing, "mode");
}

static bool
any_type(struct relaxing *relaxing)
{
	return without(relaxing, "type");
}

/*
 * All that can be done without, by what it costs the person, the least
 * first.  What has no way to give it up is only offered.
 */
static const struct {
	const char *name;
	bool (*give_up)(struct relaxing *);
} parameters[] = {
    {"q", fewer_words},
    {"within", further},
    {"area", beyond_area},
    {"open", any_time},
    {"mode", any_mode},
    {"type", any_type},
    {"near", NULL},
    {"cost", NULL},
    {"referral", NULL},
    {"for", NULL},
    {"age", NULL},
    {"gender", NULL},
    {"feed", NULL},
};

void
relax(struct search *search, struct query *query, struct matches *matches,
    struct answer *out)
{
	struct relaxing relaxing = {search, query, matches};

	if (query->strict || query_looks_up(query) ||
	    (query->need != NULL && search->words.known == 0))
		return;
	for (size_t i = 0; i < ARRAY_LEN(parameters); i++)
		if (parameters[i].give_up != NULL &&
		    parameters[i].give_up(&relaxing)) {
			out->relaxed[out->relaxed_count++] = parameters[i].name;
			return;
		}
	search_match(search, query, MATCH_ALL, matches);
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

void
relax_place(const struct index *index, const struct query *asked,
    struct matches *matches, struct answer *out)
{
	const char *place = query_reads(asked, "near")   ? "near"
			    : query_reads(asked, "area") ? "area"
							 : NULL;

	if (place == NULL || asked->need == NULL || out->relaxed_count > 0 ||
	    !only_national(index, matches))
		return;
	if (!asked->strict) {
		out->relaxed[out->relaxed_count++] = place;
		out->national_only = true;
		return;
	}
	bitmap_clear(matches->fits, index->words);
	for (int verdict = 0; verdict < VERDICT_MAY_NOT_SUIT; verdict++)
		matches->groups[verdict] = matches->last[verdict] = 0;
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

void
relax_offer(
    struct search *search, const struct query *asked, struct answer *out)
{
	bool exact = out->relaxed_count == 0;
	long found = exact ? out->total : 0;

	if (found >= OFFER_BELOW || query_looks_up(asked))
		return;
	for (size_t i = 0; i < ARRAY_LEN(parameters); i++) {
		const char *name = parameters[i].name;
		struct query other = *asked;
		struct relaxation *offer;

		if (out->relaxations_count == ARRAY_LEN(out->relaxations) ||
		    search_budget_over(&search->budget))
			return;
		if (is_relaxed(out, name) || !query_drop(&other, name))
			continue;
		search_match(search, &other, MATCH_ALL, &search->counting);
		/* Beside some of the words, what has some of them is no
		 * more unless there is more of it. */
		if (search->counting.total <=
		    (search->counting.in_part ? out->total : found))
			continue;
		offer = &out->relaxations[out->relaxations_count++];
		offer->drop = name;
		offer->total = search->counting.total;
	}
}
