#include "schema/phrases.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

/* A word that is in a phrase. */
struct entry {
	char *text; /* NULL: free */
	size_t length;
	uint32_t hash;
	uint32_t id; /* from 1 */
};

/* A step from one node of the tree to the next. */
struct edge {
	uint32_t from, word; /* word 0: free */
	uint32_t to;
};

struct phrases {
	struct arena arena;
	struct entry *words; /* open addressing, a power of two */
	size_t words_size, words_count;
	struct edge *edges; /* likewise */
	size_t edges_size, edges_count;
	struct phrase **at_node; /* what ends there */
	size_t nodes_count;
};

/* FNV-1a, 32 bits. */
static uint32_t
hash_bytes(const char *data, size_t length)
{
	uint32_t hash = 2166136261u;
	size_t i;

	for (i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)data[i]) * 16777619u;
	return hash;
}

static uint32_t
hash_edge(uint32_t from, uint32_t word)
{
	uint32_t hash = from * 0x9e3779b1u ^ word * 0x85ebca6bu;

	return hash ^ hash >> 15;
}

struct phrases *
phrases_new(void)
{
	struct phrases *phrases = xcalloc(1, sizeof(*phrases));

	phrases->words_size = 64;
	phrases->words = xcalloc(phrases->words_size, sizeof(struct entry));
	phrases->edges_size = 64;
	phrases->edges = xcalloc(phrases->edges_size, sizeof(struct edge));
	phrases->at_node = grow_array(NULL, 0, sizeof(*phrases->at_node));
	phrases->at_node[0] = NULL;
	phrases->nodes_count = 1;
	return phrases;
}

void
phrases_free(struct phrases *phrases)
{
	if (phrases == NULL)
		return;
	arena_clear(&phrases->arena);
	free(phrases->words);
	free(phrases->edges);
	free(phrases->at_node);
	free(phrases);
}

/* The place of a word: its entry, or the free one where it would stand. */
static struct entry *
word_slot(const struct phrases *phrases, const char *text, size_t length,
    uint32_t hash)
{
	size_t mask = phrases->words_size - 1, slot = hash & mask;
	struct entry *entry;

	for (;; slot = (slot + 1) & mask) {
		entry = &phrases->words[slot];
		if (entry->text == NULL ||
		    (entry->hash == hash && entry->length == length &&
			memcmp(entry->text, text, length) == 0))
			return entry;
	}
}

static struct edge *
edge_slot(const struct phrases *phrases, uint32_t from, uint32_t word)
{
	size_t mask = phrases->edges_size - 1;
	size_t slot = hash_edge(from, word) & mask;
	struct edge *edge;

	for (;; slot = (slot + 1) & mask) {
		edge = &phrases->edges[slot];
		if (edge->word == 0 ||
		    (edge->from == from && edge->word == word))
			return edge;
	}
}

/* Both tables stay at most half full, so that a miss ends soon. */
static void
words_grow(struct phrases *phrases)
{
	struct entry *old = phrases->words;
	size_t size = phrases->words_size, i;

	phrases->words_size *= 2;
	phrases->words = xcalloc(phrases->words_size, sizeof(*old));
	for (i = 0; i < size; i++) {
		if (old[i].text != NULL)
			*word_slot(phrases, old[i].text, old[i].length,
			    old[i].hash) = old[i];
	}
	free(old);
}

static void
edges_grow(struct phrases *phrases)
{
	struct edge *old = phrases->edges;
	size_t size = phrases->edges_size, i;

	phrases->edges_size *= 2;
	phrases->edges = xcalloc(phrases->edges_size, sizeof(*old));
	for (i = 0; i < size; i++) {
		if (old[i].word != 0)
			*edge_slot(phrases, old[i].from, old[i].word) = old[i];
	}
	free(old);
}

uint32_t
phrases_word(const struct phrases *phrases, const struct word *word)
{
	if (word->length == 0)
		return 0;
	return word_slot(phrases, word->folded, word->length,
	    hash_bytes(word->folded, word->length))
	    ->id;
}

static uint32_t
word_id(struct phrases *phrases, const struct word *word)
{
	uint32_t hash = hash_bytes(word->folded, word->length);
	struct entry *entry =
	    word_slot(phrases, word->folded, word->length, hash);

	if (entry->text != NULL)
		return entry->id;
	entry->text =
	    arena_strndup(&phrases->arena, word->folded, word->length);
	entry->length = word->length;
	entry->hash = hash;
	entry->id = (uint32_t)++phrases->words_count;
	if (phrases->words_count * 2 > phrases->words_size)
		words_grow(phrases);
	return (uint32_t)phrases->words_count;
}

static uint32_t
node_step(struct phrases *phrases, uint32_t from, uint32_t word)
{
	struct edge *edge = edge_slot(phrases, from, word);
	uint32_t to;

	if (edge->word != 0)
		return edge->to;
	to = (uint32_t)phrases->nodes_count;
	*edge = (struct edge){from, word, to};
	phrases->at_node = grow_array(
	    phrases->at_node, phrases->nodes_count, sizeof(*phrases->at_node));
	phrases->at_node[phrases->nodes_count++] = NULL;
	phrases->edges_count++;
	if (phrases->edges_count * 2 > phrases->edges_size)
		edges_grow(phrases);
	return to;
}

bool
phrases_add(struct phrases *phrases, const char *text, int value, bool capitals)
{
	const char *end = text + strlen(text);
	struct phrase *phrase;
	struct word word;
	uint32_t node = 0;
	unsigned words = 0;

	while ((text = word_next(text, end, &word)) != NULL) {
		if (word.length == 0)
			return false;
		node = node_step(phrases, node, word_id(phrases, &word));
		words++;
	}
	if (words == 0)
		return false;
	phrase = arena_alloc(&phrases->arena, sizeof(*phrase));
	phrase->value = value;
	phrase->words = words;
	phrase->capitals = capitals;
	phrase->next = phrases->at_node[node];
	phrases->at_node[node] = phrase;
	return true;
}

const struct phrase *
phrases_match(const struct phrases *phrases, const uint32_t *ids, size_t count)
{
	const struct phrase *longest = NULL;
	const struct edge *edge;
	uint32_t node = 0;
	size_t i;

	for (i = 0; i < count && ids[i] != 0; i++) {
		edge = edge_slot(phrases, node, ids[i]);
		if (edge->word == 0)
			break;
		node = edge->to;
		if (phrases->at_node[node] != NULL)
			longest = phrases->at_node[node];
	}
	return longest;
}
