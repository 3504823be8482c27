#include "search/index_words.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "schema/synonyms.h"
#include "search/index_concepts_parts.h"

#define MIN_LETTERS 3 /* shorter ones are never looked for */
#define OFTEN       2 /* phrases, and a word is usual in the vocabulary */

/* Letters alone, and in a phrase the spaces between its words. */
static bool
is_plain(const char *text)
{
	return strspn(text, "abcdefghijklmnopqrstuvwxyz ") == strlen(text);
}

/* A text's entry, new or known. */
static struct index_word *
entry_add(struct index_word_table *table, const char *text)
{
	uint32_t known = table->texts.count;
	uint32_t number = text_pool_add(&table->texts, text, strlen(text));
	struct index_word *entry;

	if (number == known)
		table->words =
		    grow_array(table->words, number, sizeof(*table->words));
	entry = &table->words[number];
	if (number < known)
		return entry;
	memset(entry, 0, sizeof(*entry));
	entry->text = entry->means = table->texts.at[number];
	for (; *text != '\0'; text++)
		if (*text != ' ')
			entry->letters |= 1u << (*text - 'a');
	return entry;
}

static void
add_listed(struct index_builder *builder, struct index_word_table *table)
{
	const unsigned names =
	    1u << FIELD_NAME | 1u << FIELD_ORGANISATION | 1u << FIELD_PLACE;

	for (uint32_t i = 0; i < builder->words.count; i++) {
		const char *text = text_pool_text(&builder->words, i);
		struct index_word *entry;

		if (strlen(text) < MIN_LETTERS || !is_plain(text))
			continue;
		entry = entry_add(table, text);
		entry->listings = builder->spelled[i].listings;
		if ((builder->spelled[i].fields & names) != 0)
			entry->flags |= WORD_NAME;
	}
}

/* All that the vocabulary calls something: no slips, no words kept. */
typedef void phrase_fn(void *arg, const char *phrase);

static void
each_phrase(const struct vocabulary *vocabulary, phrase_fn *fn, void *arg)
{
	for (size_t i = 0; i < synonyms_count(vocabulary); i++) {
		const struct synonym_rule *rule = synonym_rule(vocabulary, i);

		for (size_t t = 0;
		     rule->kind != SYNONYM_SPELLING &&
		     rule->kind != SYNONYM_KEEP && t < rule->terms_count;
		     t++)
			fn(arg, rule->terms[t]);
		for (size_t t = 0; t < rule->targets_count; t++)
			if (rule->targets[t].kind == SYNONYM_TO_WORDS)
				fn(arg, rule->targets[t].text);
	}
	for (size_t i = 0; i < vocabulary_types_count(vocabulary); i++) {
		const struct vocabulary_type *type =
		    vocabulary_type(vocabulary, i);

		for (size_t t = 0; t < type->terms_count; t++)
			fn(arg, type->terms[t]);
	}
}

static bool
is_known(const struct analyse_word *word)
{
	return word->folded_length >= MIN_LETTERS && is_plain(word->folded);
}

static void
add_known(void *arg, const char *phrase)
{
	struct index_word_table *table = arg;
	struct analyse_word word;
	size_t position = 0;

	while (analyse_next(phrase, &position, &word))
		if (is_known(&word))
			entry_add(table, word.folded)->flags |= WORD_VOCABULARY;
}

/* How often each word stands in the vocabulary; alone counts as often. */
struct counting {
	const struct index_word_table *table;
	uint32_t *times;
};

static void
count_known(void *arg, const char *phrase)
{
	struct counting *counting = arg;
	struct analyse_word word;
	size_t position = 0, words = 0;
	uint32_t number = UINT32_MAX;

	for (; analyse_next(phrase, &position, &word); words++) {
		number = text_pool_find(
		    &counting->table->texts, word.folded, word.folded_length);
		if (number != UINT32_MAX)
			counting->times[number]++;
	}
	if (words == 1 && number != UINT32_MAX)
		counting->times[number] += OFTEN;
}

static void
clear_often(struct index_word_table *table, const char *word)
{
	uint32_t number = text_pool_find(&table->texts, word, strlen(word));

	if (number != UINT32_MAX)
		table->words[number].flags &= ~(uint32_t)WORD_OFTEN;
}

static void
add_vocabulary(
    const struct vocabulary *vocabulary, struct index_word_table *table)
{
	struct counting counting = {.table = table};

	each_phrase(vocabulary, add_known, table);
	counting.times =
	    xcalloc(table->texts.count + 1u, sizeof(*counting.times));
	each_phrase(vocabulary, count_known, &counting);
	for (uint32_t i = 0; i < table->texts.count; i++)
		if (counting.times[i] >= OFTEN)
			table->words[i].flags |= WORD_OFTEN;
	free(counting.times);
	/* However usual they are, these tell nothing. */
	for (size_t i = 0; i < synonyms_count(vocabulary); i++) {
		const struct synonym_rule *rule = synonym_rule(vocabulary, i);

		for (size_t t = 0;
		     rule->kind == SYNONYM_PASSED_OVER && t < rule->terms_count;
		     t++)
			clear_often(table, rule->terms[t]);
	}
}

/* Words of other trades: no slips of ours, and never what one means. */
static void
add_kept(const struct vocabulary *vocabulary, struct index_word_table *table)
{
	for (size_t i = 0; i < synonyms_count(vocabulary); i++) {
		const struct synonym_rule *rule = synonym_rule(vocabulary, i);

		for (size_t t = 0;
		     rule->kind == SYNONYM_KEEP && t < rule->terms_count; t++)
			if (is_plain(rule->terms[t]))
				entry_add(table, rule->terms[t])->flags |=
				    WORD_KEPT;
	}
}

static void
add_slip(struct index_word_table *table, const char *slip, const char *means)
{
	struct buf from = {0}, to = {0};
	struct index_word *entry;
	uint32_t at;

	index_builder_fold(slip, &from);
	index_builder_fold(means, &to);
	if (from.length > 0 && to.length > 0 && is_plain(buf_text(&from)) &&
	    is_plain(buf_text(&to)) &&
	    strcmp(buf_text(&from), buf_text(&to)) != 0) {
		at = entry_add(table, buf_text(&to))->text;
		entry = entry_add(table, buf_text(&from));
		if ((entry->flags & (WORD_VOCABULARY | WORD_KEPT)) == 0) {
			entry->means = at;
			entry->flags |= WORD_SLIP;
		}
	}
	buf_clear(&from);
	buf_clear(&to);
}

/* After all words of the vocabulary: what is one of those is no slip. */
static void
add_slips(const struct vocabulary *vocabulary, const struct unshown *unshown,
    struct index_word_table *table)
{
	for (size_t i = 0; i < synonyms_count(vocabulary); i++) {
		const struct synonym_rule *rule = synonym_rule(vocabulary, i);

		if (rule->kind != SYNONYM_SPELLING ||
		    unshown_has(unshown, rule->targets[0].text))
			continue;
		for (size_t t = 0; t < rule->terms_count; t++)
			add_slip(table, rule->terms[t], rule->targets[0].text);
	}
}

/* Words that hold one, and whole phrases: what several slips may come to. */
static void
add_unshown(const struct vocabulary *vocabulary, const struct unshown *unshown,
    struct index_word_table *table)
{
	for (size_t i = 0; i < synonyms_count(vocabulary); i++) {
		const struct synonym_rule *rule = synonym_rule(vocabulary, i);

		for (size_t t = 0;
		     rule->kind == SYNONYM_UNSHOWN && t < rule->terms_count;
		     t++) {
			struct buf text = {0};

			index_builder_fold(rule->terms[t], &text);
			if (text.length > 0 && is_plain(buf_text(&text)))
				entry_add(table, buf_text(&text));
			buf_clear(&text);
		}
	}
	for (uint32_t i = 0; i < table->texts.count; i++)
		if (unshown_has(unshown, text_pool_text(&table->texts, i)))
			table->words[i].flags |= WORD_UNSHOWN;
}

static int
compare_words(const void *a, const void *b, void *arg)
{
	const struct text_pool *texts = arg;
	const char *x = texts->bytes + ((const struct index_word *)a)->text;
	const char *y = texts->bytes + ((const struct index_word *)b)->text;
	size_t left = strlen(x), right = strlen(y);

	if (left != right)
		return left < right ? -1 : 1;
	return strcmp(x, y);
}

void
index_words_compile(struct index_builder *builder, struct index_word_table *out)
{
	const struct unshown *unshown = builder->concepts->unshown;

	add_listed(builder, out);
	add_vocabulary(builder->vocabulary, out);
	add_kept(builder->vocabulary, out);
	add_slips(builder->vocabulary, unshown, out);
	add_unshown(builder->vocabulary, unshown, out);
	if (out->texts.count > 0)
		qsort_r(out->words, out->texts.count, sizeof(*out->words),
		    compare_words, &out->texts);
}

void
index_word_table_clear(struct index_word_table *table)
{
	free(table->words);
	text_pool_clear(&table->texts);
}
