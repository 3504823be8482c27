/*
 * Verdicts on what is stated of groups of people, referral, language and
 * access.
 */
#include <string.h>

#include "base/compiler.h"
#include "search/bitmap.h"
#include "search/verdict.h"

/*
 * Who is of one of these is there as one of them: a service for another
 * may not be for them.  Of the other groups of the vocabulary (parents, the
 * bereaved) a person may be one and have never said so.
 */
static const char *const communities[] = {"carers", "young-carers", "veterans",
    "lgbtq", "students", "refugees", "ethnic", "faith", "deaf", "care-leavers",
    "ex-offenders", "farmers"};

/* Groups that are part of another: what is for the wider is for them. */
static const char *const wider[][2] = {
    {"young-carers", "carers"},
    {"perinatal", "parents"},
};

static void
add_rule(const struct index *index, uint64_t *bitmap, const char *dimension,
    const char *value)
{
	char key[64];
	struct index_set set;

	if (strlen(dimension) + strlen(value) + 2 > sizeof(key))
		return;
	strcpy(key, dimension);
	strcat(key, "=");
	strcat(key, value);
	set = index_set_find(index, SET_RULE, key);
	bitmap_add_set(index, bitmap, &set);
}

/* All that is for one group: its own, and what is for a wider one. */
static void
add_group(const struct index *index, uint64_t *bitmap, const char *group)
{
	add_rule(index, bitmap, "group", group);
	for (size_t i = 0; i < ARRAY_LEN(wider); i++)
		if (strcmp(wider[i][0], group) == 0)
			add_rule(index, bitmap, "group", wider[i][1]);
}

static void
ready_groups(const struct index *index, const struct query_terms *groups,
    struct arena *arena, struct verdict_asker *asker)
{
	uint64_t *one = arena_alloc(arena, index->words * sizeof(*one));

	asker->groups = *groups;
	bitmap_empty(index, arena, &asker->for_all);
	bitmap_empty(index, arena, &asker->for_some);
	bitmap_empty(index, arena, &asker->for_one);
	bitmap_empty(index, arena, &asker->for_several);
	for (size_t i = 0; i < groups->count; i++) {
		bitmap_clear(one, index->words);
		add_group(index, one, groups->values[i]);
		bitmap_or(asker->for_some, one, index->words);
		if (i == 0)
			bitmap_or(asker->for_all, one, index->words);
		else
			bitmap_and(asker->for_all, one, index->words);
	}
	for (size_t i = 0; i < ARRAY_LEN(communities); i++) {
		bitmap_clear(one, index->words);
		add_rule(index, one, "group", communities[i]);
		for (size_t w = 0; w < index->words; w++) {
			asker->for_several[w] |= asker->for_one[w] & one[w];
			asker->for_one[w] |= one[w];
		}
	}
}

static void
ready_referral(
    const struct index *index, struct arena *arena, struct verdict_asker *asker)
{
	add_rule(index, bitmap_empty(index, arena, &asker->by_self), "referral",
	    "self");
	add_rule(
	    index, bitmap_empty(index, arena, &asker->by_gp), "referral", "gp");
	add_rule(index, bitmap_empty(index, arena, &asker->by_professional),
	    "referral", "professional");
}

/* English is what is not stated. */
static void
ready_language(const struct index *index, const struct query *query,
    struct arena *arena, struct verdict_asker *asker)
{
	struct index_set speaks;

	asker->asks_language =
	    query->language != NULL && strcmp(query->language, "en") != 0;
	if (!asker->asks_language)
		return;
	speaks = index_set_find(index, SET_LANGUAGE, query->language);
	bitmap_add_set(
	    index, bitmap_empty(index, arena, &asker->speaks), &speaks);
	bitmap_empty(index, arena, &asker->interprets);
	if (strcmp(query->language, "bfi") == 0)
		add_rule(index, asker->speaks, "access", "bsl");
	else
		add_rule(index, asker->interprets, "access", "interpreter");
}

/* Who states each of the needs.  Who signs is known by the language, too. */
static void
ready_access(const struct index *index, const struct query_terms *access,
    struct arena *arena, struct verdict_asker *asker)
{
	struct index_set signs = index_set_find(index, SET_LANGUAGE, "bfi");
	uint64_t *one;

	asker->access = *access;
	asker->asks_access = access->count > 0;
	if (!asker->asks_access)
		return;
	one = arena_alloc(arena, index->words * sizeof(*one));
	bitmap_empty(index, arena, &asker->accessible);
	for (size_t i = 0; i < access->count; i++) {
		bitmap_clear(one, index->words);
		add_rule(index, one, "access", access->values[i]);
		if (strcmp(access->values[i], "bsl") == 0)
			bitmap_add_set(index, one, &signs);
		if (i == 0)
			bitmap_or(asker->accessible, one, index->words);
		else
			bitmap_and(asker->accessible, one, index->words);
	}
}

void
verdict_terms_ready(const struct index *index, const struct query *query,
    struct arena *arena, struct verdict_asker *asker)
{
	asker->asks_for = query->groups.count > 0;
	asker->soft_for = query_groups_read(query);
	asker->soft_referral = query_reads(query, "referral");
	if (asker->asks_for)
		ready_groups(index, &query->groups, arena, asker);
	asker->asks_referral = query->referral != REFERRAL_ANY;
	asker->referral = query->referral;
	if (asker->asks_referral)
		ready_referral(index, arena, asker);
	ready_language(index, query, arena, asker);
	ready_access(index, &query->access, arena, asker);
}

enum verdict
verdict_for(const struct verdict_asker *asker, const struct index *index UNUSED,
    uint32_t document)
{
	if (bitmap_has(asker->for_all, document))
		return VERDICT_SUITS;
	if (bitmap_has(asker->for_some, document) ||
	    !bitmap_has(asker->for_one, document))
		return VERDICT_NOT_STATED;
	/* "Carers, veterans and students" may be examples. */
	return bitmap_has(asker->for_several, document) ? VERDICT_CHECK
							: VERDICT_MAY_NOT_SUIT;
}

/* Does a field say how one comes to it? */
static bool
field_states(
    const struct index *index, uint32_t document, const char *dimension)
{
	const struct index_rule *rules = index->part[SECTION_RULES].data;
	struct index_span span = index_document_span(
	    index, SECTION_RULE_AT, SECTION_RULES, document);

	for (uint32_t i = span.first; i < span.end; i++)
		if (rules[i].from_field != 0 &&
		    strcmp(
			index_text(index, SECTION_SET_TEXT, rules[i].dimension),
			dimension) == 0)
			return true;
	return false;
}

/*
 * Where people may come themselves, it is open whoever sends them.  A GP is
 * a professional; whether another one will do for a GP is to be asked.
 */
enum verdict
verdict_referral(const struct verdict_asker *asker, const struct index *index,
    uint32_t document)
{
	bool self = bitmap_has(asker->by_self, document);
	bool gp = bitmap_has(asker->by_gp, document);
	bool professional = bitmap_has(asker->by_professional, document);

	if (!self && !gp && !professional)
		return VERDICT_NOT_STATED;
	if (asker->referral == REFERRAL_SELF && !self)
		return field_states(index, document, "referral")
			   ? VERDICT_DOES_NOT_SUIT
			   : VERDICT_MAY_NOT_SUIT;
	if (asker->referral == REFERRAL_SELF || professional ||
	    (asker->referral == REFERRAL_GP && gp))
		return VERDICT_SUITS;
	return self ? VERDICT_OPEN : VERDICT_CHECK;
}

/* Interpreters are there for whoever comes. */
enum verdict
verdict_language(const struct verdict_asker *asker,
    const struct index *index UNUSED, uint32_t document)
{
	if (bitmap_has(asker->speaks, document))
		return VERDICT_SUITS;
	return bitmap_has(asker->interprets, document) ? VERDICT_OPEN
						       : VERDICT_NOT_STATED;
}

/* Few say what access they have; nobody says that they have none. */
enum verdict
verdict_access(const struct verdict_asker *asker,
    const struct index *index UNUSED, uint32_t document)
{
	return bitmap_has(asker->accessible, document) ? VERDICT_SUITS
						       : VERDICT_NOT_STATED;
}

/* The rule that decides: a route asked for, else what it states instead. */
void
verdict_words_referral(const struct verdict_asker *asker,
    const struct index *index, uint32_t document, struct verdict_part *part)
{
	static const char *const self[] = {"self", "gp", "professional"};
	static const char *const gp[] = {"gp", "professional", "self"};
	static const char *const other[] = {"professional", "gp", "self"};

	part->words = verdict_sentence(index, document, "referral",
	    asker->referral == REFERRAL_SELF ? self
	    : asker->referral == REFERRAL_GP ? gp
					     : other,
	    3);
}

static const char *
for_words(const struct verdict_asker *asker, const struct index *index,
    uint32_t document, enum verdict verdict)
{
	const char *words = verdict_sentence(index, document, "group",
	    asker->groups.values, asker->groups.count);

	if (verdict == VERDICT_SUITS && words != NULL)
		return words;
	if (verdict == VERDICT_SUITS)
		return verdict_sentence(index, document, "group", NULL, 0);
	return verdict_sentence(
	    index, document, "group", communities, ARRAY_LEN(communities));
}

void
verdict_words_for(const struct verdict_asker *asker, const struct index *index,
    uint32_t document, struct verdict_part *part)
{
	part->words = for_words(asker, index, document, part->verdict);
}

void
verdict_words_language(const struct verdict_asker *asker UNUSED,
    const struct index *index, uint32_t document, struct verdict_part *part)
{
	static const char *const interpreters[] = {"interpreter"};
	static const char *const signs[] = {"bsl"};

	part->words = verdict_sentence(index, document, "access",
	    part->verdict == VERDICT_OPEN ? interpreters : signs, 1);
}

void
verdict_words_access(const struct verdict_asker *asker,
    const struct index *index, uint32_t document, struct verdict_part *part)
{
	part->words = verdict_sentence(index, document, "access",
	    asker->access.values, asker->access.count);
}
