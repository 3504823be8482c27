#include "search/index_concepts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "search/index_concepts_parts.h"

/* What a tag is worth by where its phrase stands, and for a single word. */
static const float tag_worth[] = {
    [TAGS_NAME] = 1.0f, [TAGS_CATEGORY] = 0.5f, [TAGS_TEXT] = 0.85f};
#define TAG_SINGLE_WORD 0.9f

/* What a type is worth by what gave it; see vocabulary_types_give(). */
#define TYPE_SURE  1.0f
#define TYPE_ABOVE 0.5f /* for the type above it: times this */
#define TYPE_TEXT  0.5f /* one word of prose; more for a longer phrase */

/* What a type is called leads to it. */
#define WEIGHT_TYPE_NAME 0.9f
#define MAX_PHRASE_WORDS 16
#define MAX_CAPITALS     3 /* letters of "ADD", a word when written small */

static void
add_word(struct buf *key, const char *stem)
{
	if (key->length > 0)
		buf_add_char(key, ' ');
	buf_add(key, stem, strlen(stem));
}

uint32_t
index_concepts_key(struct index_concepts *concepts, const char *text)
{
	struct buf *key = &concepts->scratch;
	char stem[ANALYSE_MAX_WORD + 1];
	struct analyse_word word;
	struct concept_key *entry;
	size_t position = 0, length = strlen(text);
	uint32_t known = concepts->keys.count, number, words = 0;
	bool capitals, stop = false;

	buf_reset(key);
	while (
	    words < MAX_PHRASE_WORDS && analyse_next(text, &position, &word)) {
		analyse_stem(
		    concepts->stemmer, word.folded, word.folded_length, stem);
		add_word(key, stem);
		text_pool_add(&concepts->prefixes, buf_text(key), key->length);
		stop = words == 0 && analyse_is_stop(word.folded);
		words++;
	}
	capitals = length <= MAX_CAPITALS &&
		   strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == length;
	number = text_pool_add(&concepts->keys, buf_text(key), key->length);
	if (number == known) {
		concepts->key =
		    grow_array(concepts->key, number, sizeof(*concepts->key));
		entry = &concepts->key[number];
		memset(entry, 0, sizeof(*entry));
		entry->shown = arena_strdup(&concepts->arena, text);
		entry->words = words;
		entry->capitals = capitals;
		entry->stop = stop && words == 1;
	}
	entry = &concepts->key[number];
	entry->capitals &= capitals;
	return number;
}

static void
rule_add(struct index_concepts *concepts, const struct synonym_rule *rule)
{
	uint32_t number = concepts->rules_count;
	uint32_t *keys;

	/* How words are read or shown, no phrases. */
	if (rule->kind == SYNONYM_ALIKE || rule->kind == SYNONYM_PASSED_OVER ||
	    rule->kind == SYNONYM_UNSHOWN || rule->kind == SYNONYM_KEEP)
		return;
	concepts->rules_count++;
	keys = arena_alloc(
	    &concepts->arena, (rule->terms_count + 1) * sizeof(*keys));
	concepts->rules =
	    grow_array(concepts->rules, number, sizeof(*concepts->rules));
	concepts->rules[number] = *rule;
	concepts->rule_keys = grow_array(
	    concepts->rule_keys, number, sizeof(*concepts->rule_keys));
	concepts->rule_keys[number] = keys;
	concepts->rule_label = grow_array(
	    concepts->rule_label, number, sizeof(*concepts->rule_label));
	concepts->rule_label[number] =
	    text_pool_add(&concepts->labels, rule->label, strlen(rule->label));
	for (size_t i = 0; i < rule->terms_count; i++)
		keys[i] = index_concepts_key(concepts, rule->terms[i]);
	for (size_t i = 0; i < rule->targets_count; i++)
		if (rule->targets[i].kind == SYNONYM_TO_WORDS)
			index_concepts_key(concepts, rule->targets[i].text);
	for (size_t i = 0; i < rule->terms_count; i++) {
		struct concept_key *key = &concepts->key[keys[i]];

		if (rule->kind == SYNONYM_WEAK)
			key->weak = true;
		else if (rule->kind != SYNONYM_SPELLING && !key->stop &&
			 (key->rules_count == 0 ||
			     key->rules[key->rules_count - 1] != number)) {
			key->rules = arena_grow(&concepts->arena, key->rules,
			    key->rules_count, sizeof(*key->rules));
			key->rules[key->rules_count++] = number;
		}
	}
}

/* What a type is called leads to it. */
static void
type_rule_add(
    struct index_concepts *concepts, const struct vocabulary_type *type)
{
	struct synonym_target target = {
	    SYNONYM_TO_TYPE, type->id, WEIGHT_TYPE_NAME};
	struct synonym_rule rule = {
	    .label = arena_printf(&concepts->arena, "type:%s", type->id),
	    .kind = SYNONYM_ONE_WAY,
	    .terms = type->terms,
	    .terms_count = type->terms_count,
	    .targets = arena_alloc(&concepts->arena, sizeof(target)),
	    .targets_count = 1,
	};

	*rule.targets = target;
	rule_add(concepts, &rule);
}

struct index_concepts *
index_concepts_new(
    const struct vocabulary *vocabulary, struct analyse_stemmer *stemmer)
{
	struct index_concepts *concepts = xcalloc(1, sizeof(*concepts));

	concepts->stemmer = stemmer;
	concepts->unshown = unshown_new(vocabulary);
	for (size_t i = 0; i < synonyms_count(vocabulary); i++)
		rule_add(concepts, synonym_rule(vocabulary, i));
	for (size_t i = 0; i < vocabulary_types_count(vocabulary); i++)
		type_rule_add(concepts, vocabulary_type(vocabulary, i));
	concepts->tag_now = xcalloc(concepts->labels.count + 1u, 1);
	concepts->tagged =
	    xcalloc(concepts->labels.count + 1u, sizeof(*concepts->tagged));
	return concepts;
}

void
index_concepts_free(struct index_concepts *concepts)
{
	if (concepts == NULL)
		return;
	free(concepts->rules);
	free(concepts->rule_keys);
	free(concepts->rule_label);
	free(concepts->key);
	free(concepts->tag_now);
	free(concepts->tagged);
	text_pool_clear(&concepts->keys);
	text_pool_clear(&concepts->prefixes);
	text_pool_clear(&concepts->labels);
	buf_clear(&concepts->scratch);
	buf_clear(&concepts->marked);
	unshown_free(concepts->unshown);
	arena_clear(&concepts->arena);
	free(concepts);
}

static uint32_t
mark_term(struct index_builder *builder, char mark, const char *text)
{
	struct buf *marked = &builder->concepts->marked;

	buf_reset(marked);
	buf_add_char(marked, mark);
	buf_add_text(marked, text);
	return index_builder_term(builder, marked->data, marked->length);
}

static void
tag(struct index_concepts *concepts, const struct concept_key *key,
    enum index_tags tags)
{
	float worth = tag_worth[tags];

	if (key->words == 1)
		worth *= TAG_SINGLE_WORD;
	for (uint32_t i = 0; i < key->rules_count; i++) {
		uint32_t label = concepts->rule_label[key->rules[i]];

		if (concepts->tag_now[label] == 0)
			concepts->tagged[concepts->tagged_count++] = label;
		if (concepts->tag_now[label] < (uint8_t)(255 * worth))
			concepts->tag_now[label] = (uint8_t)(255 * worth);
	}
}

/* A phrase of ours stands in the text, "first" its first word. */
static void
found(struct index_builder *builder, uint32_t number,
    const struct builder_word *first, enum index_field field,
    enum index_tags tags)
{
	struct index_concepts *concepts = builder->concepts;
	const struct concept_key *key = &concepts->key[number];
	const char *text = text_pool_text(&concepts->keys, number);

	if (key->capitals && !first->capitals)
		return;
	if (key->capitals)
		index_builder_count(builder,
		    mark_term(builder, TERM_MARK_CAPITALS, text), field);
	else if (key->words > 1)
		index_builder_count(builder,
		    index_builder_term(builder, text, strlen(text)), field);
	if (tags != TAGS_NONE)
		tag(concepts, key, tags);
}

void
index_concepts_begun(const struct index_concepts *concepts, const char *stem,
    size_t length, bool *begins, uint32_t *alone)
{
	*begins =
	    text_pool_find(&concepts->prefixes, stem, length) != UINT32_MAX;
	*alone = text_pool_find(&concepts->keys, stem, length);
}

/* Most words begin none: that is known of each, and nothing looked up. */
void
index_concepts_find(
    struct index_builder *builder, enum index_field field, enum index_tags tags)
{
	struct index_concepts *concepts = builder->concepts;
	struct buf *key = &concepts->scratch;

	for (uint32_t i = 0; i < builder->text_count; i++) {
		buf_reset(key);
		for (uint32_t to = i; to < builder->text_count; to++) {
			uint32_t term = builder->text_words[to].term, number;

			if (to == i && !builder->terms[term].begins)
				break;
			add_word(
			    key, text_pool_text(&builder->term_texts, term));
			if (to > i &&
			    text_pool_find(&concepts->prefixes, buf_text(key),
				key->length) == UINT32_MAX)
				break;
			number = to == i ? builder->terms[term].alone
					 : text_pool_find(&concepts->keys,
					       buf_text(key), key->length);
			if (number != UINT32_MAX)
				found(builder, number, &builder->text_words[i],
				    field, tags);
		}
	}
}

static void
post_mark(struct index_builder *builder, char mark, const char *text,
    unsigned char impact, unsigned fields)
{
	uint32_t term = mark_term(builder, mark, text);
	const struct packed_list *list = &builder->terms[term].list;

	if (list->count == 0 || list->last != builder->documents)
		index_builder_posting(builder, term, impact > 0 ? impact : 1,
		    (unsigned char)fields);
}

/* How sure it is that the listing is of this type, 0 to 1. */
static float
type_worth(const struct listing_type *type)
{
	float worth = TYPE_TEXT;

	if (type->by != TYPE_BY_TEXT || type->words == NULL)
		return TYPE_SURE;
	for (const char *at = type->words; *at != '\0'; at++)
		if (*at == ' ' && worth < TYPE_SURE)
			worth += TYPE_TEXT / 2;
	return worth < TYPE_SURE ? worth : TYPE_SURE;
}

/* Best first, so that what is above two types has the better's impact. */
static void
post_types(struct index_builder *builder, const struct listing *listing)
{
	for (float least = TYPE_SURE; least >= 0; least -= TYPE_TEXT / 2)
		for (size_t i = 0; i < listing->types_count; i++) {
			const struct listing_type *type = &listing->types[i];
			float worth = type_worth(type);
			char id[128], *dot;

			if (type->id == NULL ||
			    strlen(type->id) >= sizeof(id) || worth < least)
				continue;
			strcpy(id, type->id);
			do {
				post_mark(builder, TERM_MARK_TYPE, id,
				    (unsigned char)(255 * worth), 0);
				dot = strrchr(id, '.');
				if (dot != NULL)
					*dot = '\0';
				worth *= TYPE_ABOVE;
			} while (dot != NULL);
		}
}

void
index_concepts_post(
    struct index_builder *builder, const struct listing *listing)
{
	struct index_concepts *concepts = builder->concepts;

	for (uint32_t i = 0; i < concepts->tagged_count; i++) {
		uint32_t label = concepts->tagged[i];

		post_mark(builder, TERM_MARK_TAG,
		    text_pool_text(&concepts->labels, label),
		    concepts->tag_now[label],
		    concepts->tag_now[label] > 255 * tag_worth[TAGS_TEXT]
			? 1u << FIELD_NAME
			: 0);
		concepts->tag_now[label] = 0;
	}
	concepts->tagged_count = 0;
	post_types(builder, listing);
	for (size_t i = 0; i < listing->rules_count; i++) {
		const struct listing_rule *rule = &listing->rules[i];
		char key[128];

		if (rule->dimension == NULL || rule->value == NULL ||
		    strchr(rule->dimension, '.') != NULL ||
		    (size_t)snprintf(key, sizeof(key), "%s=%s", rule->dimension,
			rule->value) >= sizeof(key))
			continue;
		post_mark(builder, TERM_MARK_RULE, key, 255, 0);
	}
}
