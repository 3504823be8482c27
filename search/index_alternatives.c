/* What stands for each phrase that a query may hold. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "search/index_concepts_parts.h"

/* What stands for a phrase, beside the weights of synonyms.txt. */
#define WEIGHT_PART       0.55f /* a shorter term within it */
#define WEIGHT_PART_GROUP 0.5f  /* what is called the same as that */
#define WEIGHT_PART_TYPE  0.6f  /* times the type's weight */
#define WEIGHT_PART_TAG   0.5f
#define WEIGHT_TAG_GROUP  0.9f
#define WEIGHT_TAG_OWN    0.85f
#define WEIGHT_TAG_MEMBER 0.75f
/* A tag that many listings have tells less. */
#define TAG_RARE_FROM  1.15f
#define TAG_RARE_SLOPE 0.9f
#define TAG_RARE_LEAST 0.55f

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
	if (unshown_has(at->concepts->unshown, shown))
		shown = "";
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

	const char *label = target->text;

	switch (target->kind) {
	case SYNONYM_TO_TYPE:
		type = vocabulary_type_find(vocabulary, target->text);
		if (type >= 0)
			label =
			    vocabulary_type(vocabulary, (size_t)type)->label;
		mark_add(at, ALTERNATIVE_TYPE, TERM_MARK_TYPE, target->text,
		    label, target->weight * share);
		mark_add(at, ALTERNATIVE_LIKE, TERM_MARK_LIKE, target->text,
		    label, target->weight * share);
		break;
	case SYNONYM_TO_RULE:
		mark_add(at, ALTERNATIVE_RULE, TERM_MARK_RULE, target->text,
		    target->text, target->weight * share);
		break;
	case SYNONYM_TO_WORDS:
		words_add(at, index_concepts_key(at->concepts, target->text),
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

	bool x_first =
	    x->kind == ALTERNATIVE_TYPE || x->kind == ALTERNATIVE_LIKE;
	bool y_first =
	    y->kind == ALTERNATIVE_TYPE || y->kind == ALTERNATIVE_LIKE;

	if (x_first != y_first)
		return x_first ? -1 : 1;
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
	if (key->words > 1)
		index_loose_phrase(&table->loose, key->shown, concept->text,
		    at->concepts->stemmer, &table->texts);
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

void
index_concepts_add_word(struct index_builder *builder,
    struct index_concept_table *table, const char *word, uint32_t compiled,
    const struct index_alternative *learned, uint32_t count)
{
	struct compiling at = {.builder = builder,
	    .concepts = builder->concepts,
	    .table = table,
	    .first = table->alternatives_count};
	uint32_t known = table->texts.count;
	uint32_t text = text_pool_add(&table->texts, word, strlen(word));
	struct index_concept *concept;

	for (uint32_t i = 0; text < known && i < compiled; i++)
		if (table->concepts[i].text == text)
			return;
	for (uint32_t i = 0; i < count; i++) {
		table->alternatives = grow_array(table->alternatives,
		    table->alternatives_count, sizeof(*table->alternatives));
		table->alternatives[table->alternatives_count++] = learned[i];
	}
	alternative_add(&at, ALTERNATIVE_WORDS, word, word, 1);
	table->concepts = grow_array(
	    table->concepts, table->concepts_count, sizeof(*table->concepts));
	concept = &table->concepts[table->concepts_count++];
	concept->text = text;
	concept->first = at.first;
	concept->count = table->alternatives_count - at.first;
	concept->flags = CONCEPT_LEARNED;
	qsort(table->alternatives + at.first, concept->count,
	    sizeof(*table->alternatives), compare_alternatives);
}

static int
compare_concepts(const void *a, const void *b, void *pool)
{
	const struct index_concept *x = a, *y = b;

	return strcmp(
	    text_pool_text(pool, x->text), text_pool_text(pool, y->text));
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
	index_loose_words(
	    &out->loose, builder->vocabulary, concepts->stemmer, &out->texts);
	/* A tag's mark sorts before all that a word begins with. */
	for (uint32_t i = 0; i < concepts->labels.count; i++)
		tag_compile(&at, labels[i]);
	for (uint32_t i = 0; i < concepts->keys.count; i++)
		concept_compile(&at, keys[i]);
	index_concepts_learn(builder, out);
	if (out->concepts_count > 0)
		qsort_r(out->concepts, out->concepts_count,
		    sizeof(*out->concepts), compare_concepts, &out->texts);
	index_loose_finish(
	    &out->loose, out->concepts, out->concepts_count, &out->texts);
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
	index_loose_table_clear(&table->loose);
	text_pool_clear(&table->texts);
}
