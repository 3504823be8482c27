/*
 * Single words that the vocabulary has only as parts of its phrases, with
 * the types and tags that those phrases lead to.  Nobody can write down all
 * that people say; but most of "won't stop washing her hands" stands in
 * "keeps washing" and "hand washing", and what these lead to is learned
 * here for each of their words: the more phrases of a word agree, the more
 * it tells.  "Lost" leads to many types a little, "flashbacks" to one.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "search/index_concepts_parts.h"

/* Phrases nobody wrote down: a word of one phrase alone tells half. */
#define UNSEEN 0.8f
/* What a word leads to is a guess beside what a phrase leads to. */
#define WEIGHT_LEARNED 0.9f
#define LEAST_LEARNED  0.1f /* what is less tells nothing */
#define MOST_LEARNED   12   /* alternatives of a word, the best of them */

/* What the phrases of a word lead to. */
struct lesson {
	struct index_alternative *alternatives; /* weight: the sum so far */
	uint32_t count;
	float phrases; /* each as much as its words share it */
};

struct lessons {
	struct index_concept_table *table;
	struct text_pool words;
	struct lesson *lesson; /* of each word */
};

static struct lesson *
lesson_of(struct lessons *lessons, const char *word, size_t length)
{
	uint32_t known = lessons->words.count;
	uint32_t number = text_pool_add(&lessons->words, word, length);

	if (number == known) {
		lessons->lesson = grow_array(
		    lessons->lesson, number, sizeof(*lessons->lesson));
		memset(&lessons->lesson[number], 0, sizeof(*lessons->lesson));
	}
	return &lessons->lesson[number];
}

static void
lesson_add(struct lesson *lesson, const struct index_alternative *alternative,
    float share)
{
	struct index_alternative *entry;

	for (uint32_t i = 0; i < lesson->count; i++) {
		entry = &lesson->alternatives[i];
		if (entry->term != alternative->term)
			continue;
		entry->weight += alternative->weight * share;
		return;
	}
	lesson->alternatives = grow_array(
	    lesson->alternatives, lesson->count, sizeof(*lesson->alternatives));
	entry = &lesson->alternatives[lesson->count++];
	*entry = *alternative;
	entry->weight *= share;
}

static size_t
words_in(const char *text)
{
	size_t count = 1;

	for (; *text != '\0'; text++)
		count += *text == ' ';
	return count;
}

/* Each word of a phrase learns what the phrase leads to. */
static void
learn_phrase(struct lessons *lessons, const struct index_concept *concept)
{
	const char *text =
	    text_pool_text(&lessons->table->texts, concept->text);
	float share = 1 / sqrtf((float)words_in(text));

	for (;;) {
		size_t length = strcspn(text, " ");
		struct lesson *lesson = lesson_of(lessons, text, length);

		lesson->phrases += share;
		for (uint32_t i = 0; i < concept->count; i++) {
			const struct index_alternative *each =
			    &lessons->table->alternatives[concept->first + i];

			if (each->kind == ALTERNATIVE_TYPE ||
			    each->kind == ALTERNATIVE_LIKE ||
			    each->kind == ALTERNATIVE_TAG)
				lesson_add(lesson, each, share);
		}
		if (text[length] == '\0')
			return;
		text += length + 1;
	}
}

static int
compare_weights(const void *a, const void *b)
{
	const struct index_alternative *x = a, *y = b;

	if (x->weight > y->weight || x->weight < y->weight)
		return x->weight > y->weight ? -1 : 1;
	return (x->term > y->term) - (x->term < y->term);
}

/* Sums become shares of the word's phrases; the best stay. */
static void
lesson_end(struct lesson *lesson)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < lesson->count; i++)
		lesson->alternatives[i].weight *=
		    WEIGHT_LEARNED / (lesson->phrases + UNSEEN);
	if (lesson->count > 0)
		qsort(lesson->alternatives, lesson->count,
		    sizeof(*lesson->alternatives), compare_weights);
	while (kept < lesson->count && kept < MOST_LEARNED &&
	       lesson->alternatives[kept].weight >= LEAST_LEARNED)
		kept++;
	lesson->count = kept;
}

void
index_concepts_learn(
    struct index_builder *builder, struct index_concept_table *table)
{
	struct lessons lessons = {.table = table};
	uint32_t compiled = table->concepts_count;

	for (uint32_t i = 0; i < compiled; i++) {
		const struct index_concept *concept = &table->concepts[i];
		const char *text = text_pool_text(&table->texts, concept->text);

		if (*text != TERM_MARK_TAG &&
		    (concept->flags & CONCEPT_WEAK) == 0)
			learn_phrase(&lessons, concept);
	}
	for (uint32_t w = 0; w < lessons.words.count; w++) {
		struct lesson *lesson = &lessons.lesson[w];

		lesson_end(lesson);
		if (lesson->count > 0)
			index_concepts_add_word(builder, table,
			    text_pool_text(&lessons.words, w), compiled,
			    lesson->alternatives, lesson->count);
		free(lesson->alternatives);
	}
	free(lessons.lesson);
	text_pool_clear(&lessons.words);
}
