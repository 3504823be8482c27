#include "search/match.h"

#include <assert.h>
#include <math.h>
#include <string.h>
#include <time.h>

#include "search/bitmap.h"
#include "search/contact.h"
#include "search/filters.h"
#include "search/near.h"

#define NS_PER_MS      1000000L
#define NS_PER_S       1000000000L
#define NAME_WORD_RARE 50   /* in one listing of so many, at most */
#define BUDGET_STEP    4096 /* documents between two looks at the clock */

static long
processor_time_ns(void)
{
	struct timespec now;

	if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) != 0)
		return 0;
	return (long)now.tv_sec * NS_PER_S + now.tv_nsec;
}

void
search_budget_start(struct search_budget *budget)
{
	budget->ends_ns = processor_time_ns() + SEARCH_BUDGET_MS * NS_PER_MS;
	budget->spent = false;
}

bool
search_budget_over(struct search_budget *budget)
{
	if (!budget->spent)
		budget->spent = processor_time_ns() > budget->ends_ns;
	return budget->spent;
}

static void
add_term(const struct index *index, struct analyse_stemmer *stemmer,
    const struct analyse_word *word, struct search_words *out)
{
	struct search_term *term = &out->terms[out->count];
	float count;

	if (out->count == QUERY_MAX_WORDS)
		return;
	analyse_stem(stemmer, word->folded, word->folded_length, term->text);
	for (size_t i = 0; i < out->count; i++)
		if (strcmp(out->terms[i].text, term->text) == 0)
			return;
	term->at = word->at;
	term->length = word->length;
	if (!index_postings_find(index, term->text, &term->postings))
		memset(&term->postings, 0, sizeof(term->postings));
	count = (float)term->postings.set.count;
	term->weight =
	    logf(1 + ((float)index->documents - count + 0.5f) / (count + 0.5f));
	out->known += term->postings.set.count > 0;
	out->count++;
}

/*
 * Does a name or an organisation's hold all the words?  Then they are a
 * name, and what of them the vocabulary does not know is not to be passed
 * over.
 */
static bool
are_a_name(const struct index *index, const struct search_words *words)
{
	const unsigned names = 1u << FIELD_NAME | 1u << FIELD_ORGANISATION;
	uint32_t cursors[QUERY_MAX_WORDS] = {0};
	const struct search_term *rarest = NULL;

	for (size_t i = 0; i < words->count; i++)
		if (rarest == NULL || words->terms[i].postings.set.count <
					  rarest->postings.set.count)
			rarest = &words->terms[i];
	if (rarest == NULL || rarest->postings.set.list == NULL ||
	    rarest->postings.set.count > index->documents / NAME_WORD_RARE + 1)
		return false;
	for (uint32_t d = 0; d < rarest->postings.set.count; d++) {
		bool all = true;

		for (size_t i = 0; i < words->count && all; i++) {
			const struct index_postings *postings =
			    &words->terms[i].postings;
			long at = search_postings_at(index, postings,
			    rarest->postings.set.list[d], &cursors[i]);

			all = at >= 0 && (postings->fields[at] & names) != 0;
		}
		if (all)
			return true;
	}
	return false;
}

void
search_words_read(const struct index *index, const struct query *query,
    struct arena *arena, struct search_words *out)
{
	const char *need = query->need;
	struct analyse_stemmer *stemmer;
	struct analyse_word word;
	bool telling = false;
	size_t position = 0;

	memset(out, 0, sizeof(*out));
	if (need == NULL)
		return;
	while (!telling && analyse_next(need, &position, &word))
		telling = !analyse_is_stop(word.folded);
	stemmer = analyse_stemmer_new();
	position = 0;
	while (analyse_next(need, &position, &word))
		if (!telling || !analyse_is_stop(word.folded))
			add_term(index, stemmer, &word, out);
	analyse_stemmer_free(stemmer);
	concepts_read(index, query, arena, &out->concepts);
	if (are_a_name(index, out))
		for (size_t i = 0; i < out->concepts.count; i++)
			out->concepts.list[i].required |=
			    concept_is_word(&out->concepts.list[i]);
}

static long
list_position(const struct index_set *set, uint32_t document, uint32_t *cursor)
{
	uint32_t low = *cursor, high, step = 1;

	while (step < set->count - low && set->list[low + step] < document) {
		low += step;
		step = step < (1u << 30) ? step * 2 : step;
	}
	high = step < set->count - low ? low + step + 1 : set->count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (set->list[middle] < document)
			low = middle + 1;
		else
			high = middle;
	}
	*cursor = low;
	if (low < set->count && set->list[low] == document)
		return (long)low;
	return -1;
}

long
search_postings_at(const struct index *index,
    const struct index_postings *postings, uint32_t document, uint32_t *cursor)
{
	const struct index_set *set = &postings->set;
	uint32_t word = document / 64, position;

	if (document >= index->documents || set->count == 0)
		return -1;
	if (set->bitmap == NULL)
		return *cursor < set->count
			   ? list_position(set, document, cursor)
			   : -1;
	if (!bitmap_has(set->bitmap, document))
		return -1;
	position = postings->ranks[document / INDEX_BLOCK];
	for (uint32_t i = word / 8 * 8; i < word; i++)
		position += (uint32_t)__builtin_popcountll(set->bitmap[i]);
	position += (uint32_t)__builtin_popcountll(
	    set->bitmap[word] & (((uint64_t)1 << (document % 64)) - 1));
	return position < set->count ? (long)position : -1;
}

/* A bitmap of the arena, empty; the same again where there is one. */
/*
 * Keeps what meets at least half of the concepts that tell: people say more
 * than a listing does.  What meets more comes first (concepts_score()).
 */
static void
keep_most(const struct match_ask *ask, struct arena *arena, struct matches *out)
{
	const struct search_concepts *concepts = &ask->words->concepts;
	size_t words = ask->index->words, telling = 0, least;
	uint64_t *meet[QUERY_MAX_WORDS]; /* so many and one */

	for (size_t i = 0; i < concepts->count; i++)
		telling += concepts->list[i].telling;
	if (telling == 0)
		return;
	least = (telling + 1) / 2;
	if (telling == 1) {
		for (size_t i = 0; i < concepts->count; i++)
			if (concepts->list[i].telling)
				bitmap_and(
				    out->fits, concepts->list[i].met, words);
		return;
	}
	assert(least > 0 && least <= ARRAY_LEN(meet));
	for (size_t n = 0; n < least; n++)
		meet[n] = arena_alloc(arena, words * sizeof(**meet));
	for (size_t i = 0; i < concepts->count; i++) {
		const uint64_t *met = concepts->list[i].met;

		if (!concepts->list[i].telling)
			continue;
		for (size_t n = least - 1; n > 0; n--)
			for (size_t w = 0; w < words; w++)
				meet[n][w] |= meet[n - 1][w] & met[w];
		bitmap_or(meet[0], met, words);
	}
	bitmap_and(out->fits, meet[least - 1], words);
}

static void
keep_words(
    const struct match_ask *ask, struct arena *arena, struct matches *out)
{
	const struct index *index = ask->index;
	const struct search_concepts *concepts = &ask->words->concepts;
	bool most = ask->meets == MATCH_ALL && !ask->query->strict;

	if (concepts->count == 0)
		return;
	if (ask->meets == MATCH_ANY)
		bitmap_empty(index, arena, &out->scratch);
	for (size_t i = 0; i < concepts->count; i++) {
		const struct search_concept *concept = &concepts->list[i];

		if (!concept->required || (most && concept->telling) ||
		    (ask->meets == MATCH_KNOWN && !concept->known))
			continue;
		if (ask->meets == MATCH_ANY)
			bitmap_or(out->scratch, concept->met, index->words);
		else
			bitmap_and(out->fits, concept->met, index->words);
	}
	if (ask->meets == MATCH_ANY)
		bitmap_and(out->fits, out->scratch, index->words);
	if (most)
		keep_most(ask, arena, out);
}

static void
keep_types(
    const struct match_ask *ask, struct arena *arena, struct matches *out)
{
	const struct query *query = ask->query;

	if (query->types_count == 0)
		return;
	bitmap_empty(ask->index, arena, &out->scratch);
	for (size_t i = 0; i < query->types_count; i++)
		bitmap_add_named(
		    ask->index, out->scratch, SET_TYPE, query->types[i]);
	bitmap_and(out->fits, out->scratch, ask->index->words);
}

/* Of what fits, does nothing meet all of the need? */
static bool
is_in_part(
    const struct match_ask *ask, struct arena *arena, struct matches *out)
{
	const struct search_concepts *concepts = &ask->words->concepts;
	size_t words = ask->index->words, telling = 0;

	for (size_t i = 0; i < concepts->count; i++)
		telling += concepts->list[i].telling;
	if (telling < 2 || ask->meets != MATCH_ALL || out->total == 0 ||
	    query_looks_up(ask->query))
		return false;
	bitmap_or(
	    bitmap_empty(ask->index, arena, &out->scratch), out->fits, words);
	for (size_t i = 0; i < concepts->count; i++)
		if (concepts->list[i].required)
			bitmap_and(out->scratch, concepts->list[i].met, words);
	return bitmap_count(out->scratch, words) == 0;
}

/* Compares the digits asked for, reversed, with the start of an entry's. */
static int
compare_digits(
    const struct index_phone *phone, const char *reversed, size_t length)
{
	return strncmp(phone->reversed, reversed, length);
}

/*
 * A whole number, or its last six digits and more; short codes ("111")
 * whole alone.
 */
static void
keep_phone(
    const struct match_ask *ask, struct arena *arena, struct matches *out)
{
	const struct index_part *part = &ask->index->part[SECTION_PHONES];
	const struct index_phone *phones = part->data;
	char reversed[INDEX_PHONE_DIGITS + 1];
	size_t length = strlen(ask->query->phone), low = 0;
	size_t high = part->count;

	for (size_t i = 0; i < length; i++)
		reversed[i] = ask->query->phone[length - 1 - i];
	reversed[length] = '\0';
	if (length < 6)
		length++; /* the NUL too: the whole number */
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_digits(&phones[middle], reversed, length) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	bitmap_empty(ask->index, arena, &out->scratch);
	for (; low < part->count &&
	       compare_digits(&phones[low], reversed, length) == 0;
	     low++)
		if (phones[low].document < ask->index->documents)
			bitmap_put(out->scratch, phones[low].document);
	bitmap_and(out->fits, out->scratch, ask->index->words);
}

static void
keep_contact(
    const struct match_ask *ask, struct arena *arena, struct matches *out)
{
	contact_find(ask->index, ask->query->contact,
	    bitmap_empty(ask->index, arena, &out->scratch));
	bitmap_and(out->fits, out->scratch, ask->index->words);
}

static void
keep_row(const struct match_ask *ask, struct arena *arena, struct matches *out)
{
	uint32_t document;

	bitmap_empty(ask->index, arena, &out->scratch);
	if (index_document(ask->index, ask->query->row, &document))
		bitmap_put(out->scratch, document);
	bitmap_and(out->fits, out->scratch, ask->index->words);
}

/* The postcode that is all that was asked for; NULL: something else was. */
static const char *
postcode_asked(const struct query *query)
{
	if (query->postcode[0] != '\0')
		return query->postcode;
	if (query->has_near && query->near.kind == PLACE_POSTCODE &&
	    query->need == NULL && query->types_count == 0)
		return query->near.name;
	return NULL;
}

/* Who stands at the postcode that was asked for is found, wherever. */
static void
find_postcode(
    const struct match_ask *ask, struct arena *arena, struct matches *out)
{
	const char *postcode = postcode_asked(ask->query);

	if (postcode == NULL ||
	    !contact_find(ask->index, postcode,
		bitmap_empty(ask->index, arena, &out->postcode)))
		return;
	bitmap_and(out->postcode, out->fits, ask->index->words);
	out->at_postcode = out->postcode;
}

static void
keep_place(
    const struct match_ask *ask, struct arena *arena, struct matches *out)
{
	const struct query *query = ask->query;
	size_t words = ask->index->words;

	if (!query->has_near && !query->has_area) {
		out->here = out->serves = out->outside = NULL;
		return;
	}
	near_outside(ask->index, query->has_near ? &query->near : &query->area,
	    bitmap_empty(ask->index, arena, &out->outside));
	bitmap_empty(ask->index, arena, &out->here);
	bitmap_empty(ask->index, arena, &out->serves);
	if (query->has_area) {
		near_in_area(ask->index, &query->area, out->here, out->serves);
		bitmap_empty(ask->index, arena, &out->scratch);
		bitmap_or(out->scratch, out->here, words);
		bitmap_or(out->scratch, out->serves, words);
		bitmap_and(out->fits, out->scratch, words);
	}
	if (query->has_near) {
		bitmap_empty(ask->index, arena, &out->here);
		bitmap_empty(ask->index, arena, &out->serves);
		near_placed(
		    ask->index, &query->near, query->within_miles, out->here);
		near_serves(ask->index, &query->near, out->serves);
		bitmap_empty(ask->index, arena, &out->scratch);
		bitmap_or(out->scratch, out->here, words);
		bitmap_or(out->scratch, out->serves, words);
		bitmap_and(out->fits, out->scratch, words);
	}
}

static void
ready_asker(
    const struct match_ask *ask, struct arena *arena, struct matches *out)
{
	const struct query *query = ask->query;
	struct verdict_asker *asker = &out->asker;
	struct index_set live =
	    index_set_find(ask->index, SET_RULE, "area=live");
	struct index_set gp = index_set_find(ask->index, SET_RULE, "area=gp");

	asker->asks_age = query->age_min >= 0;
	asker->age_min = query->age_min;
	asker->age_max = query->age_max;
	asker->age_of_group = query->age_of_group;
	asker->asks_gender = query->gender != GENDER_ANY;
	asker->gender = query->gender;
	asker->asks_cost = query->cost != COST_ANY;
	asker->cost = query->cost;
	verdict_terms_ready(ask->index, query, arena, asker);
	verdict_limits_ready(ask->index, query, arena, asker);
	asker->asks_open = query->open != OPEN_ANY;
	asker->open = query->open;
	asker->clock = ask->clock;
	asker->asks_residence =
	    (query->has_near || query->has_area) && live.count + gp.count > 0;
	verdict_ready(asker);
	if (!asker->asks_residence)
		return;
	bitmap_add_named(ask->index,
	    bitmap_empty(ask->index, arena, &asker->resident_known),
	    SET_RESIDENT_KNOWN, "");
	bitmap_empty(ask->index, arena, &asker->resident_in);
	bitmap_empty(ask->index, arena, &asker->resident_partly);
	bitmap_empty(ask->index, arena, &out->scratch);
	near_residents(ask->index,
	    query->has_near ? &query->near : &query->area, asker, out->scratch);
}

static bool
ranks_last(const struct match_ask *ask, uint32_t document)
{
	return ask->lapsed->last != NULL &&
	       bitmap_has(ask->lapsed->last, document);
}

static long
count_last(
    const struct match_ask *ask, struct arena *arena, struct matches *out)
{
	size_t words = ask->index->words;

	if (ask->lapsed->last == NULL)
		return 0;
	bitmap_or(
	    bitmap_empty(ask->index, arena, &out->scratch), out->fits, words);
	bitmap_and(out->scratch, ask->lapsed->last, words);
	return bitmap_count(out->scratch, words);
}

/* Counts each match in its group, and keeps apart those that do not fit. */
static void
group(const struct match_ask *ask, struct arena *arena, struct matches *out)
{
	const struct index *index = ask->index;
	uint32_t seen = 0;

	if (!verdict_asks(&out->asker)) {
		out->groups[VERDICT_SUITS] =
		    bitmap_count(out->fits, index->words);
		out->last[VERDICT_SUITS] = count_last(ask, arena, out);
		out->may_not = NULL;
		return;
	}
	bitmap_empty(index, arena, &out->may_not);
	for (size_t i = 0; i < index->words; i++) {
		uint64_t left = out->fits[i];

		while (left != 0) {
			uint32_t document = (uint32_t)(i * 64) +
					    (uint32_t)__builtin_ctzll(left);
			enum verdict verdict =
			    verdict_of(&out->asker, index, document);

			left &= left - 1;
			out->groups[verdict]++;
			out->last[verdict] += ranks_last(ask, document);
			if (verdict == VERDICT_MAY_NOT_SUIT)
				bitmap_put(out->may_not, document);
			if (verdict >= VERDICT_MAY_NOT_SUIT)
				bitmap_drop(out->fits, document);
			seen++;
		}
		if (seen >= BUDGET_STEP) {
			seen = 0;
			if (search_budget_over(ask->budget)) {
				bitmap_clear(
				    out->fits + i + 1, index->words - i - 1);
				return;
			}
		}
	}
}

void
match_run(const struct match_ask *ask, struct arena *arena, struct matches *out)
{
	const struct query *query = ask->query;

	memset(out->groups, 0, sizeof(out->groups));
	memset(out->last, 0, sizeof(out->last));
	bitmap_add_named(ask->index,
	    bitmap_empty(ask->index, arena, &out->fits), SET_SERVED, "");
	if (ask->lapsed->out != NULL)
		bitmap_and_not(out->fits, ask->lapsed->out, ask->index->words);
	if (query->feed != NULL) {
		struct index_set set =
		    index_set_find(ask->index, SET_FEED, query->feed);

		bitmap_keep_set(ask->index, out->fits, &set);
	}
	out->at_postcode = NULL;
	if (query->row != 0) {
		keep_row(ask, arena, out);
		out->here = out->serves = out->outside = NULL;
	} else if (query->contact != NULL) {
		keep_contact(ask, arena, out);
		out->here = out->serves = out->outside = NULL;
	} else if (query->phone[0] != '\0') {
		/* A number is one listing's wherever it is. */
		keep_phone(ask, arena, out);
		out->here = out->serves = out->outside = NULL;
	} else {
		keep_words(ask, arena, out);
		keep_types(ask, arena, out);
		if (filters_ask(query))
			filters_keep(ask->index, query, out->fits,
			    bitmap_empty(ask->index, arena, &out->scratch));
		find_postcode(ask, arena, out);
		keep_place(ask, arena, out);
		if (out->at_postcode != NULL)
			bitmap_or(
			    out->fits, out->at_postcode, ask->index->words);
	}
	ready_asker(ask, arena, out);
	group(ask, arena, out);
	out->total = 0;
	for (int verdict = 0; verdict < VERDICT_MAY_NOT_SUIT; verdict++)
		out->total += out->groups[verdict];
	out->in_part = is_in_part(ask, arena, out);
}
