#include "search/need_type.h"

#include <string.h>

#include "base/buf.h"
#include "schema/synonyms.h"
#include "search/concept_parts.h"

/* The need as the vocabulary writes its phrases, between spaces. */
static char *
folded(const char *need, struct arena *arena)
{
	struct analyse_word word;
	struct buf text = {0};
	size_t position = 0;
	char *kept;

	buf_add_char(&text, ' ');
	while (analyse_next(need, &position, &word))
		buf_printf(&text, "%s ", word.folded);
	kept = arena_strdup(arena, text.data);
	buf_clear(&text);
	return kept;
}

/* The longest phrase of the vocabulary that stands in a need so far. */
struct named {
	const char *need;
	const char *type; /* NULL: none */
	size_t length;
};

static void
read_phrase(struct named *named, const char *phrase, const char *type)
{
	size_t length = strlen(phrase);
	const char *at;

	if (length <= named->length)
		return;
	at = strcasestr(named->need, phrase);
	if (at == NULL || at[-1] != ' ' || at[length] != ' ')
		return;
	named->type = type;
	named->length = length;
}

/* The type that a rule leads to most; NULL. */
static const char *
rule_type(const struct synonym_rule *rule)
{
	const char *type = NULL;
	float most = 0;

	for (size_t i = 0; i < rule->targets_count; i++)
		if (rule->targets[i].kind == SYNONYM_TO_TYPE &&
		    rule->targets[i].weight > most) {
			type = rule->targets[i].text;
			most = rule->targets[i].weight;
		}
	return rule->kind == SYNONYM_ONE_WAY ? type : NULL;
}

/* By the phrases of the vocabulary, whatever the listings have. */
static const char *
named(
    const struct vocabulary *vocabulary, const char *need, struct arena *arena)
{
	struct named named = {.need = folded(need, arena)};

	for (size_t i = 0; i < vocabulary_types_count(vocabulary); i++) {
		const struct vocabulary_type *type =
		    vocabulary_type(vocabulary, i);

		for (size_t t = 0; t < type->terms_count; t++)
			read_phrase(&named, type->terms[t], type->id);
	}
	for (size_t i = 0; i < synonyms_count(vocabulary); i++) {
		const struct synonym_rule *rule = synonym_rule(vocabulary, i);
		const char *type = rule_type(rule);

		for (size_t t = 0; type != NULL && t < rule->terms_count; t++)
			read_phrase(&named, rule->terms[t], type);
	}
	return named.type;
}

/* By what its words stand for in the index, bent as people bend them. */
static const char *
stood_for(
    const struct index *index, const struct query *query, struct arena *arena)
{
	const struct index_term *terms = index->part[SECTION_TERMS].data;
	struct search_concepts concepts;
	const char *best = NULL;
	float most = 0;

	concepts_read(index, query, arena, &concepts);
	for (size_t i = 0; i < concepts.count; i++) {
		const struct search_concept *concept = &concepts.list[i];
		const struct index_alternative *each;
		uint32_t count;

		if (!concept->telling)
			continue;
		each = concept_alternatives(index, concept->entry, &count);
		for (uint32_t k = 0; k < count; k++) {
			float worth = concept->weight * each[k].weight;
			const char *term;

			if (each[k].kind != ALTERNATIVE_TYPE ||
			    each[k].term >= index->part[SECTION_TERMS].count ||
			    worth <= most)
				continue;
			term = index_text(
			    index, SECTION_TERM_TEXT, terms[each[k].term].text);
			if (*term != TERM_MARK_TYPE)
				continue;
			most = worth;
			best = term + 1;
		}
	}
	return best;
}

const char *
need_type(const struct index *index, const struct vocabulary *vocabulary,
    const struct query *query, struct arena *arena)
{
	const char *id;
	int type;

	if (query->need == NULL || query->heard != NULL ||
	    query_looks_up(query))
		return NULL;
	id = named(vocabulary, query->need, arena);
	if (id == NULL)
		id = stood_for(index, query, arena);
	type = id == NULL ? -1 : vocabulary_type_find(vocabulary, id);
	return type < 0 ? NULL : vocabulary_type(vocabulary, (size_t)type)->id;
}
