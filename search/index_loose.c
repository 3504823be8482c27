#include "search/index_loose.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "search/loose.h"

static void
entry_add(struct index_loose **entries, uint32_t *count, uint32_t text,
    uint32_t means)
{
	*entries = grow_array(*entries, *count, sizeof(**entries));
	(*entries)[(*count)++] = (struct index_loose){text, means};
}

/* The stem of the one word of a text. */
static void
stem_of(struct analyse_stemmer *stemmer, const char *text,
    char stem[ANALYSE_MAX_WORD + 1])
{
	struct analyse_word word;
	size_t position = 0;

	stem[0] = '\0';
	if (analyse_next(text, &position, &word))
		analyse_stem(stemmer, word.folded, word.folded_length, stem);
}

/* A word's entry, or NULL: some hundred of them, while the index is built. */
static const struct index_loose *
word_find(const struct index_loose_table *table, uint32_t text)
{
	for (uint32_t i = 0; i < table->words_count; i++)
		if (table->words[i].text == text)
			return &table->words[i];
	return NULL;
}

void
index_loose_words(struct index_loose_table *table,
    const struct vocabulary *vocabulary, struct analyse_stemmer *stemmer,
    struct text_pool *texts)
{
	char stem[ANALYSE_MAX_WORD + 1];

	for (size_t i = 0; i < synonyms_count(vocabulary); i++) {
		const struct synonym_rule *rule = synonym_rule(vocabulary, i);
		uint32_t means = text_pool_add(texts, "", 0);

		if (rule->kind != SYNONYM_ALIKE &&
		    rule->kind != SYNONYM_PASSED_OVER)
			continue;
		if (rule->kind == SYNONYM_ALIKE) {
			stem_of(stemmer, rule->terms[0], stem);
			means = text_pool_add(texts, stem, strlen(stem));
		}
		for (size_t t = 0; t < rule->terms_count; t++) {
			uint32_t text;

			stem_of(stemmer, rule->terms[t], stem);
			text = text_pool_add(texts, stem, strlen(stem));
			if (word_find(table, text) == NULL)
				entry_add(&table->words, &table->words_count,
				    text, means);
		}
	}
}

/* What a stem is read as, as loose_word() will have it. */
static const char *
read_as(const struct index_loose_table *table, const struct text_pool *texts,
    const char *stem, bool stop)
{
	uint32_t text = text_pool_find(texts, stem, strlen(stem));
	const struct index_loose *entry =
	    text == UINT32_MAX ? NULL : word_find(table, text);

	if (entry != NULL)
		return text_pool_text(texts, entry->means);
	return stop ? "" : stem;
}

void
index_loose_phrase(struct index_loose_table *table, const char *phrase,
    uint32_t concept, struct analyse_stemmer *stemmer, struct text_pool *texts)
{
	struct buf left = {0};
	struct analyse_word word;
	size_t position = 0;
	unsigned words = 0;
	uint32_t text;

	while (analyse_next(phrase, &position, &word)) {
		char stem[ANALYSE_MAX_WORD + 1];
		const char *as;

		analyse_stem(stemmer, word.folded, word.folded_length, stem);
		as = read_as(table, texts, stem, analyse_is_stop(word.folded));
		if (*as == '\0')
			continue;
		if (words++ > 0)
			buf_add_char(&left, ' ');
		buf_add(&left, as, strlen(as));
	}
	if (words >= LOOSE_MIN_WORDS && words <= LOOSE_MAX_WORDS) {
		text = text_pool_add(texts, buf_text(&left), left.length);
		entry_add(
		    &table->phrases, &table->phrases_count, text, concept);
	}
	buf_clear(&left);
}

struct sorting {
	const struct text_pool *texts;
	const struct index_concept *concepts;
};

static int
compare_words(const void *a, const void *b, void *arg)
{
	const struct sorting *sorting = arg;
	const struct index_loose *x = a, *y = b;

	return strcmp(text_pool_text(sorting->texts, x->text),
	    text_pool_text(sorting->texts, y->text));
}

static int
compare_phrases(const void *a, const void *b, void *arg)
{
	const struct sorting *sorting = arg;
	const struct index_loose *x = a, *y = b;
	uint32_t left = sorting->concepts[x->means].count;
	uint32_t right = sorting->concepts[y->means].count;
	int order = compare_words(a, b, arg);

	if (order != 0)
		return order;
	if (left != right)
		return left > right ? -1 : 1;
	return (x->means > y->means) - (x->means < y->means);
}

void
index_loose_finish(struct index_loose_table *table,
    const struct index_concept *concepts, uint32_t concepts_count,
    const struct text_pool *texts)
{
	struct sorting sorting = {texts, concepts};
	uint32_t *places = xcalloc(texts->count, sizeof(*places));
	uint32_t kept = 0;

	for (uint32_t i = 0; i < concepts_count; i++)
		places[concepts[i].text] = i;
	for (uint32_t i = 0; i < table->phrases_count; i++)
		table->phrases[i].means = places[table->phrases[i].means];
	free(places);
	if (table->words_count > 0)
		qsort_r(table->words, table->words_count, sizeof(*table->words),
		    compare_words, &sorting);
	if (table->phrases_count > 0)
		qsort_r(table->phrases, table->phrases_count,
		    sizeof(*table->phrases), compare_phrases, &sorting);
	for (uint32_t i = 0; i < table->phrases_count; i++)
		if (kept == 0 ||
		    table->phrases[kept - 1].text != table->phrases[i].text)
			table->phrases[kept++] = table->phrases[i];
	table->phrases_count = kept;
	for (uint32_t i = 0; i < kept; i++)
		table->phrases[i].text = texts->at[table->phrases[i].text];
	for (uint32_t i = 0; i < table->words_count; i++) {
		table->words[i].text = texts->at[table->words[i].text];
		table->words[i].means = texts->at[table->words[i].means];
	}
}

void
index_loose_table_clear(struct index_loose_table *table)
{
	free(table->words);
	free(table->phrases);
}
