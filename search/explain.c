/* Why a listing was found: what matched, where, in its own words. */
#include <stdlib.h>
#include <string.h>

#include "search/bitmap.h"
#include "search/explain.h"

static const char *const field_names[N_FIELDS] = {
    [FIELD_NAME] = "name",
    [FIELD_ORGANISATION] = "organisation",
    [FIELD_TYPE] = "type",
    [FIELD_DESCRIPTION] = "description",
    [FIELD_PRACTICAL] = "practical",
    [FIELD_PLACE] = "place",
    [FIELD_ASIDE] = "description",
};

static struct why_part *
add_why(struct answer_hit *hit, const char *matched, const char *by,
    const char *words)
{
	struct why_part *part;

	if (hit->why_count == ANSWER_MAX_WHY)
		return NULL;
	part = &hit->why[hit->why_count++];
	part->matched = matched;
	part->by = by;
	part->words = words != NULL && *words != '\0' ? words : NULL;
	return part;
}

static const char *
join(struct arena *arena, const char *left, const char *right)
{
	size_t length = strlen(left);
	char *text = arena_alloc(arena, length + strlen(right) + 2);

	memcpy(text, left, length);
	text[length] = ' ';
	strcpy(text + length + 1, right);
	return text;
}

/* The type through which a listing has one of those asked for. */
static void
why_type(
    const struct ranker *ranker, struct arena *arena, struct answer_hit *hit)
{
	const struct index *index = ranker->ask->index;
	const struct query *query = ranker->ask->query;
	const struct index_type *types = index->part[SECTION_TYPES].data;
	const struct index_type_of *of = index->part[SECTION_TYPE_OF].data;
	struct index_span span = index_document_span(
	    index, SECTION_TYPE_AT, SECTION_TYPE_OF, hit->document);

	for (uint32_t i = span.first; i < span.end; i++) {
		const char *id;

		if (of[i].type >= index->part[SECTION_TYPES].count)
			continue;
		id = index_text(index, SECTION_SET_TEXT, types[of[i].type].id);
		for (size_t t = 0; t < query->types_count; t++)
			if (vocabulary_type_within(id, query->types[t])) {
				add_why(hit, query->types[t],
				    join(arena, "type", id),
				    index_text(
					index, SECTION_WORDING, of[i].words));
				return;
			}
	}
}

/* The words of a field that is shown whole; else NULL. */
static const char *
field_words(const struct card *card, enum index_field field)
{
	if (field == FIELD_NAME)
		return card->text[CARD_NAME];
	if (field == FIELD_ORGANISATION)
		return card->text[CARD_ORGANISATION];
	if (field == FIELD_PLACE)
		return card->text[CARD_PLACE];
	return NULL;
}

/* The field that weighs most of those a word stands in. */
static int
best_field(unsigned fields)
{
	return fields == 0 ? -1 : __builtin_ctz(fields);
}

/* The type of the listing that a concept led to, with what gave it. */
static bool
why_concept_type(const struct index *index, struct arena *arena,
    const char *matched, const char *id, struct answer_hit *hit)
{
	const struct index_type *types = index->part[SECTION_TYPES].data;
	const struct index_type_of *of = index->part[SECTION_TYPE_OF].data;
	struct index_span span = index_document_span(
	    index, SECTION_TYPE_AT, SECTION_TYPE_OF, hit->document);

	for (uint32_t i = span.first; i < span.end; i++) {
		const char *has;

		if (of[i].type >= index->part[SECTION_TYPES].count)
			continue;
		has = index_text(index, SECTION_SET_TEXT, types[of[i].type].id);
		if (!vocabulary_type_within(has, id))
			continue;
		add_why(hit, matched, join(arena, "type", has),
		    index_text(index, SECTION_WORDING, of[i].words));
		return true;
	}
	return false;
}

/* Of no type that is meant, but told in the words of those that are. */
static void
why_like(struct arena *arena, const char *matched,
    const struct concept_reason *reason, struct answer_hit *hit)
{
	struct why_part *part =
	    add_why(hit, matched, join(arena, "like", reason->term + 1), NULL);

	if (part != NULL)
		part->as = reason->as;
}

/* Words typed that stand as they are in one field share a line. */
static void
why_field(struct arena *arena, const struct card *card, const char *matched,
    const struct concept_reason *reason, struct answer_hit *hit)
{
	int field = best_field(reason->fields);
	struct why_part *part;
	const char *by;

	if (field < 0 || field >= N_FIELDS)
		return;
	by = field_names[field];
	for (size_t i = 0; i < hit->why_count && reason->as == NULL; i++)
		if (hit->why[i].as == NULL && strcmp(hit->why[i].by, by) == 0) {
			hit->why[i].matched =
			    join(arena, hit->why[i].matched, matched);
			return;
		}
	part = add_why(
	    hit, matched, by, field_words(card, (enum index_field)field));
	if (part != NULL)
		part->as = reason->as;
}

static void
why_words(const struct ranker *ranker, struct arena *arena,
    const struct card *card, struct answer_hit *hit)
{
	const struct index *index = ranker->ask->index;
	const struct search_concepts *concepts = &ranker->ask->words->concepts;

	for (size_t i = 0; i < concepts->count; i++) {
		const struct search_concept *concept = &concepts->list[i];
		struct concept_reason reason;
		const char *matched;

		if (!concept_reason(index, concept, hit->document, &reason))
			continue;
		matched = arena_strndup(arena,
		    ranker->ask->query->need + concept->at, concept->length);
		if (reason.kind == ALTERNATIVE_TYPE)
			why_concept_type(
			    index, arena, matched, reason.term + 1, hit);
		else if (reason.kind == ALTERNATIVE_LIKE)
			why_like(arena, matched, &reason, hit);
		else if (reason.kind == ALTERNATIVE_RULE)
			add_why(hit, matched, "practical", NULL);
		else
			why_field(arena, card, matched, &reason, hit);
	}
}

static void
why_place(const struct ranker *ranker, struct arena *arena,
    const struct card *card, struct answer_hit *hit)
{
	const struct query *query = ranker->ask->query;
	const char *name;

	if (ranker->matches->here == NULL)
		return;
	/* The name is part of the query, which the answer outlives. */
	name = arena_strdup(
	    arena, query->has_near ? query->near.name : query->area.name);
	if (hit->here)
		add_why(hit, name, query->has_near ? "near" : "in",
		    card->text[CARD_PLACE]);
	else if (hit->serves)
		add_why(hit, name,
		    (index_flags(ranker->ask->index, hit->document) &
			INDEX_FLAG_NATIONAL) != 0
			? "national"
			: "serves",
		    NULL);
}

/* The address that was looked up, as the listing has it. */
static void
why_contact(const struct query *query, const struct matches *matches,
    struct arena *arena, const struct card *card, struct answer_hit *hit)
{
	bool mail =
	    query->contact != NULL && strchr(query->contact, '@') != NULL;

	if (query->contact != NULL && strchr(query->contact, '.') == NULL)
		add_why(hit, query->contact, "place", card->text[CARD_PLACE]);
	else if (query->contact != NULL)
		add_why(hit, query->q, mail ? "email" : "web",
		    card->text[mail ? CARD_EMAIL : CARD_URL]);
	else if (matches->at_postcode != NULL &&
		 bitmap_has(matches->at_postcode, hit->document))
		/* The place is part of the query, which the answer outlives. */
		add_why(hit,
		    arena_strdup(arena, query->postcode[0] != '\0'
					    ? query->postcode
					    : query->near.name),
		    "place", card->text[CARD_PLACE]);
}

void
explain_hit(const struct ranker *ranker, const struct ranked *ranked,
    struct arena *arena, struct answer_hit *hit)
{
	const struct index *index = ranker->ask->index;
	const struct matches *matches = ranker->matches;
	struct card card;

	memset(hit, 0, sizeof(*hit));
	hit->document = ranked->document;
	hit->score = (float)ranked->score;
	hit->last = ranked->last;
	hit->unread_since = lapsed_since(ranker->ask->lapsed, ranked->document);
	if (ranker->ask->query->explain) {
		struct score_factors factors;

		if (rank_factors(ranker, hit->document, &factors)) {
			hit->factors =
			    arena_alloc(arena, sizeof(*hit->factors));
			*hit->factors = factors;
		}
	}
	verdict_parts(&matches->asker, index, hit);
	hit->miles = rank_miles(ranker, hit->document, &hit->about);
	if (matches->here != NULL) {
		hit->here = bitmap_has(matches->here, hit->document);
		hit->serves = bitmap_has(matches->serves, hit->document);
		hit->outside = bitmap_has(matches->outside, hit->document);
	}
	if (!index_card(index, hit->document, &card))
		return;
	why_contact(ranker->ask->query, matches, arena, &card, hit);
	if (ranker->ask->query->row != 0)
		add_why(hit, ranker->ask->query->q, "code", NULL);
	if (ranker->ask->query->phone[0] != '\0')
		add_why(
		    hit, ranker->ask->query->q, "phone", card.text[CARD_SHOW]);
	why_words(ranker, arena, &card, hit);
	why_type(ranker, arena, hit);
	why_place(ranker, arena, &card, hit);
}
