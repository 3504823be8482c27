#include "search/index_concepts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "schema/synonyms.h"

/* What a tag is worth by where its phrase stands, and for a single word. */
static const float tag_worth[] = {
    [TAGS_NAME] = 1.0f, [TAGS_CATEGORY] = 0.5f, [TAGS_TEXT] = 0.85f};
#define TAG_SINGLE_WORD 0.9f

/* What a type is worth by what gave it; see vocabulary_types_give(). */
#define TYPE_SURE 1.0f
#define TYPE_ABOVE 0.5f /* for the type above it: times this */
#define TYPE_TEXT 0.5f /* one word of prose; more for a longer phrase */

/* What stands for a phrase, beside the weights of synonyms.txt. */
#define WEIGHT_PART       0.55f /* a shorter term within it */
#define WEIGHT_PART_GROUP 0.5f  /* what is called the same as that */
#define WEIGHT_PART_TYPE  0.6f  /* times the type's weight */
#define WEIGHT_PART_TAG   0.5f
#define WEIGHT_TYPE_NAME  0.9f /* what a type is called leads to it */
#define WEIGHT_TAG_GROUP  0.9f
#define WEIGHT_TAG_OWN    0.85f
#define WEIGHT_TAG_MEMBER 0.75f
/* A tag that many listings have tells less. */
#define TAG_RARE_FROM  1.15f
#define TAG_RARE_SLOPE 0.9f
#define TAG_RARE_LEAST 0.55f

#define MAX_PHRASE_WORDS 16
#define MAX_CAPITALS     3 /* letters of "ADD", a word when written small */

/* A phrase of the vocabulary. */
struct concept_key {
	const char *shown; /* as the vocabulary has it */
	uint32_t words;
	bool capitals; /* only written so everywhere */
	bool stop;     /* one word, and it tells nothing */
	bool weak;
	uint32_t *rules; /* that have it as a term */
	uint32_t rules_count;
};

struct index_concepts {
	struct arena arena;
	struct analyse_stemmer *stemmer;
	struct synonym_rule *rules; /* those of the vocabulary, then types */
	uint32_t **rule_keys;       /* each rule's terms */
	uint32_t rules_count;
	struct text_pool keys;     /* stems joined by spaces */
	struct text_pool prefixes; /* all that a key begins with */
	struct concept_key *key;
	struct text_pool labels;
	uint32_t *rule_label;
	uint8_t *tag_now; /* by label: of the document at hand */
	uint32_t *tagged; /* labels that are not zero there */
	uint32_t tagged_count;
	struct buf scratch;
};

static void
add_word(struct buf *key, const char *stem)
{
	if (key->length > 0)
		buf_add_char(key, ' ');
	buf_add(key, stem, strlen(stem));
}

/* The key of a phrase, new or known. */
static uint32_t
key_add(struct index_concepts *concepts, const char *text)
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
	uint32_t number = concepts->rules_count++;
	uint32_t *keys = arena_alloc(
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
		keys[i] = key_add(concepts, rule->terms[i]);
	for (size_t i = 0; i < rule->targets_count; i++)
		if (rule->targets[i].kind == SYNONYM_TO_WORDS)
			key_add(concepts, rule->targets[i].text);
	for (size_t i = 0; i < rule->terms_count; i++) {
		struct concept_key *key = &concepts->key[keys[i]];

		if (rule->kind == SYNONYM_WEAK)
			key->weak = true;
		else if (rule->kind != SYNONYM_KEEP &&
			 rule->kind != SYNONYM_SPELLING && !key->stop &&
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
	arena_clear(&concepts->arena);
	free(concepts);
}

static uint32_t
mark_term(struct index_builder *builder, char mark, const char *text)
{
	char *marked = xasprintf("%c%s", mark, text);
	uint32_t term = index_builder_term(builder, marked, strlen(marked));

	free(marked);
	return term;
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
index_concepts_find(
    struct index_builder *builder, enum index_field field, enum index_tags tags)
{
	struct index_concepts *concepts = builder->concepts;
	struct buf *key = &concepts->scratch;

	for (uint32_t i = 0; i < builder->text_count; i++) {
		buf_reset(key);
		for (uint32_t to = i; to < builder->text_count; to++) {
			uint32_t number;

			add_word(key, text_pool_text(&builder->term_texts,
					  builder->text_words[to].term));
			if (text_pool_find(&concepts->prefixes, buf_text(key),
				key->length) == UINT32_MAX)
				break;
			number = text_pool_find(
			    &concepts->keys, buf_text(key), key->length);
			if (number != UINT32_MAX)
				found(builder, number, &builder->text_words[i],
				    field, tags);
		}
	}
}

static void
post_mark(struct index_builder *builder, char mark, const char *text,
    unsigned char impact)
{
	uint32_t term = mark_term(builder, mark, text);
	struct packed_list *list = &builder->terms[term].list;
	unsigned char extra[2] = {impact > 0 ? impact : 1, 0};

	if (list->count == 0 || list->last != builder->documents)
		packed_list_add(list, builder->documents, extra, sizeof(extra));
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
				    (unsigned char)(255 * worth));
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
		    concepts->tag_now[label]);
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
		post_mark(builder, TERM_MARK_RULE, key, 255);
	}
}

/* --- what stands for a phrase ------------------------------------------- */

struct compiling {
	struct index_builder *builder;
	struct index_concepts *concepts;
	struct index_concept_table *table;
	uint32_t first; /* of the concept at hand */
	struct buf text;
};

static void
alternative_add(struct compiling *at, enum index_alternative_kind kind,
    const char *term_text, const char *shown, float weight)
{
	struct index_concept_table *table = at->table;
	const struct builder_term *term;
	struct index_alternative *entry;
	uint32_t number = text_pool_find(
	    &at->builder->term_texts, term_text, strlen(term_text));

	/* What no listing has stands for nothing. */
	if (number == UINT32_MAX)
		return;
	term = &at->builder->terms[number];
	for (uint32_t i = at->first; i < table->alternatives_count; i++) {
		entry = &table->alternatives[i];
		if (entry->term != term->place)
			continue;
		if (entry->weight < weight)
			entry->weight = weight;
		return;
	}
	table->alternatives = grow_array(table->alternatives,
	    table->alternatives_count, sizeof(*table->alternatives));
	entry = &table->alternatives[table->alternatives_count++];
	memset(entry, 0, sizeof(*entry));
	entry->term = term->place;
	/* A text's number for now: places are known once all are in. */
	entry->shown = text_pool_add(&table->texts, shown, strlen(shown));
	entry->weight = weight;
	entry->kind = (uint8_t)kind;
	entry->greatest = term->greatest;
}

static void
mark_add(struct compiling *at, enum index_alternative_kind kind, char mark,
    const char *text, const char *shown, float weight)
{
	buf_reset(&at->text);
	buf_add_char(&at->text, mark);
	buf_add(&at->text, text, strlen(text));
	alternative_add(at, kind, buf_text(&at->text), shown, weight);
}

static void
words_add(struct compiling *at, uint32_t number, float weight)
{
	const struct concept_key *key = &at->concepts->key[number];
	const char *text = text_pool_text(&at->concepts->keys, number);

	if (key->capitals)
		mark_add(at, ALTERNATIVE_WORDS, TERM_MARK_CAPITALS, text,
		    key->shown, weight);
	else
		alternative_add(
		    at, ALTERNATIVE_WORDS, text, key->shown, weight);
}

static void
tag_add(struct compiling *at, uint32_t rule, float weight)
{
	const char *label = text_pool_text(
	    &at->concepts->labels, at->concepts->rule_label[rule]);
	struct index_builder *builder = at->builder;
	uint32_t number;
	float share, rare;

	buf_reset(&at->text);
	buf_add_char(&at->text, TERM_MARK_TAG);
	buf_add(&at->text, label, strlen(label));
	number = text_pool_find(
	    &builder->term_texts, buf_text(&at->text), at->text.length);
	if (number == UINT32_MAX)
		return;
	share = (float)builder->terms[number].list.count /
		(float)builder->documents;
	rare = TAG_RARE_FROM - TAG_RARE_SLOPE * sqrtf(share);
	if (rare > 1)
		rare = 1;
	if (rare < TAG_RARE_LEAST)
		rare = TAG_RARE_LEAST;
	alternative_add(
	    at, ALTERNATIVE_TAG, buf_text(&at->text), label, weight * rare);
}

static void
target_add(
    struct compiling *at, const struct synonym_target *target, float share)
{
	const struct vocabulary *vocabulary = at->builder->vocabulary;
	int type;

	switch (target->kind) {
	case SYNONYM_TO_TYPE:
		type = vocabulary_type_find(vocabulary, target->text);
		mark_add(at, ALTERNATIVE_TYPE, TERM_MARK_TYPE, target->text,
		    type < 0 ? target->text
			     : vocabulary_type(vocabulary, (size_t)type)->label,
		    target->weight * share);
		break;
	case SYNONYM_TO_RULE:
		mark_add(at, ALTERNATIVE_RULE, TERM_MARK_RULE, target->text,
		    target->text, target->weight * share);
		break;
	case SYNONYM_TO_WORDS:
		words_add(at, key_add(at->concepts, target->text),
		    target->weight * share);
		break;
	}
}

/* What the rules of one member of the phrase's group lead to. */
static void
member_add(struct compiling *at, uint32_t number, bool own)
{
	const struct index_concepts *concepts = at->concepts;
	const struct concept_key *key = &concepts->key[number];

	for (uint32_t i = 0; i < key->rules_count; i++) {
		const struct synonym_rule *rule =
		    &concepts->rules[key->rules[i]];

		if (rule->kind == SYNONYM_TWO_WAY ||
		    strncmp(rule->label, "type:", 5) == 0)
			tag_add(at, key->rules[i], WEIGHT_TAG_GROUP);
		else
			tag_add(at, key->rules[i],
			    own ? WEIGHT_TAG_OWN : WEIGHT_TAG_MEMBER);
		if (rule->kind == SYNONYM_ONE_WAY)
			for (size_t t = 0; t < rule->targets_count; t++)
				target_add(at, &rule->targets[t], 1);
	}
}

/* A shorter term within the phrase. */
static void
part_add(struct compiling *at, uint32_t number)
{
	const struct index_concepts *concepts = at->concepts;
	const struct concept_key *key = &concepts->key[number];

	if (key->weak || key->stop || key->rules_count == 0)
		return;
	words_add(at, number, WEIGHT_PART);
	for (uint32_t i = 0; i < key->rules_count; i++) {
		uint32_t r = key->rules[i];
		const struct synonym_rule *rule = &concepts->rules[r];

		tag_add(at, r, WEIGHT_PART_TAG);
		if (rule->kind == SYNONYM_TWO_WAY)
			for (size_t t = 0; t < rule->terms_count; t++)
				words_add(at, concepts->rule_keys[r][t],
				    WEIGHT_PART_GROUP);
		else
			for (size_t t = 0; t < rule->targets_count; t++)
				if (rule->targets[t].kind == SYNONYM_TO_TYPE)
					target_add(at, &rule->targets[t],
					    WEIGHT_PART_TYPE);
	}
}

static void
parts_add(struct compiling *at, uint32_t number)
{
	char *text = xstrdup(text_pool_text(&at->concepts->keys, number));
	size_t whole = strlen(text);

	for (char *from = text; from != NULL;) {
		char *end = from;

		while (end != NULL) {
			uint32_t part;
			size_t length;

			end = strchr(end + 1, ' ');
			length =
			    end == NULL ? strlen(from) : (size_t)(end - from);
			part =
			    text_pool_find(&at->concepts->keys, from, length);
			if (length < whole && part != UINT32_MAX)
				part_add(at, part);
		}
		from = strchr(from, ' ');
		if (from != NULL)
			from++;
	}
	free(text);
}

static int
compare_alternatives(const void *a, const void *b)
{
	const struct index_alternative *x = a, *y = b;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return (x->term > y->term) - (x->term < y->term);
}

static void
alternatives_compile(struct compiling *at, uint32_t number)
{
	const struct index_concepts *concepts = at->concepts;
	const struct concept_key *key = &concepts->key[number];

	words_add(at, number, 1);
	if (key->capitals) /* typed small it may be meant so */
		alternative_add(at, ALTERNATIVE_WORDS,
		    text_pool_text(&concepts->keys, number), key->shown,
		    WEIGHT_PART);
	member_add(at, number, true);
	for (uint32_t i = 0; i < concepts->key[number].rules_count; i++) {
		uint32_t r = concepts->key[number].rules[i];
		const struct synonym_rule *rule = &concepts->rules[r];

		if (rule->kind != SYNONYM_TWO_WAY)
			continue;
		for (size_t t = 0; t < rule->terms_count; t++) {
			uint32_t other = concepts->rule_keys[r][t];

			if (other == number)
				continue;
			words_add(at, other, SYNONYM_WEIGHT_TWO_WAY);
			member_add(at, other, false);
		}
	}
	parts_add(at, number);
}

static void
concept_compile(struct compiling *at, uint32_t number)
{
	struct index_concept_table *table = at->table;
	const struct concept_key *key = &at->concepts->key[number];
	const char *text = text_pool_text(&at->concepts->keys, number);
	struct index_concept *concept;

	if ((key->rules_count == 0 && !key->weak) || key->stop)
		return;
	at->first = table->alternatives_count;
	alternatives_compile(at, number);
	table->concepts = grow_array(
	    table->concepts, table->concepts_count, sizeof(*table->concepts));
	concept = &table->concepts[table->concepts_count++];
	concept->text = text_pool_add(&table->texts, text, strlen(text));
	concept->first = at->first;
	concept->count = table->alternatives_count - at->first;
	concept->flags = key->weak ? CONCEPT_WEAK : 0;
	if (concept->count > 0)
		qsort(table->alternatives + at->first, concept->count,
		    sizeof(*table->alternatives), compare_alternatives);
}

/* What gives a tag, under the tag's own name: to say why. */
static void
tag_compile(struct compiling *at, uint32_t label)
{
	const struct index_concepts *concepts = at->concepts;
	struct index_concept_table *table = at->table;
	struct index_concept *concept;
	struct buf text = {0};

	at->first = table->alternatives_count;
	for (uint32_t r = 0; r < concepts->rules_count; r++)
		if (concepts->rule_label[r] == label &&
		    (concepts->rules[r].kind == SYNONYM_TWO_WAY ||
			concepts->rules[r].kind == SYNONYM_ONE_WAY))
			for (size_t t = 0; t < concepts->rules[r].terms_count;
			     t++)
				words_add(at, concepts->rule_keys[r][t], 1);
	if (table->alternatives_count == at->first)
		return;
	buf_printf(&text, "%c%s", TERM_MARK_TAG,
	    text_pool_text(&concepts->labels, label));
	table->concepts = grow_array(
	    table->concepts, table->concepts_count, sizeof(*table->concepts));
	concept = &table->concepts[table->concepts_count++];
	memset(concept, 0, sizeof(*concept));
	concept->text =
	    text_pool_add(&table->texts, buf_text(&text), text.length);
	concept->first = at->first;
	concept->count = table->alternatives_count - at->first;
	buf_clear(&text);
}

static int
compare_keys(const void *a, const void *b, void *pool)
{
	return strcmp(text_pool_text(pool, *(const uint32_t *)a),
	    text_pool_text(pool, *(const uint32_t *)b));
}

/* Numbers of a pool's texts, sorted by the texts' bytes. */
static uint32_t *
sorted_keys(struct text_pool *pool)
{
	uint32_t *order = xcalloc(pool->count + 1u, sizeof(*order));

	for (uint32_t i = 0; i < pool->count; i++)
		order[i] = i;
	qsort_r(order, pool->count, sizeof(*order), compare_keys, pool);
	return order;
}

void
index_concepts_compile(
    struct index_builder *builder, struct index_concept_table *out)
{
	struct index_concepts *concepts = builder->concepts;
	uint32_t *labels = sorted_keys(&concepts->labels);
	uint32_t *keys = sorted_keys(&concepts->keys);
	struct compiling at = {
	    .builder = builder, .concepts = concepts, .table = out};

	text_pool_add(&out->texts, "", 0);
	/* A tag's mark sorts before all that a word begins with. */
	for (uint32_t i = 0; i < concepts->labels.count; i++)
		tag_compile(&at, labels[i]);
	for (uint32_t i = 0; i < concepts->keys.count; i++)
		concept_compile(&at, keys[i]);
	for (uint32_t i = 0; i < out->concepts_count; i++)
		out->concepts[i].text = out->texts.at[out->concepts[i].text];
	for (uint32_t i = 0; i < out->alternatives_count; i++)
		out->alternatives[i].shown =
		    out->texts.at[out->alternatives[i].shown];
	buf_clear(&at.text);
	free(labels);
	free(keys);
}

void
index_concept_table_clear(struct index_concept_table *table)
{
	free(table->concepts);
	free(table->alternatives);
	text_pool_clear(&table->texts);
}
