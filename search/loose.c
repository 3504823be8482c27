#include "search/loose.h"

#include <string.h>

/* The entry of a section of struct index_loose, sorted by text; or NULL. */
static const struct index_loose *
find(const struct index *index, enum index_section_id id, const char *text)
{
	const struct index_loose *entries = index->part[id].data;
	size_t low = 0, high = index->part[id].count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(index_text(index, SECTION_CONCEPT_TEXT,
				       entries[middle].text),
		    text);

		if (order == 0)
			return &entries[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

const char *
loose_word(const struct index *index, const char *stem, bool stop)
{
	const struct index_loose *entry =
	    find(index, SECTION_LOOSE_WORDS, stem);

	if (entry != NULL)
		return index_text(index, SECTION_CONCEPT_TEXT, entry->means);
	return stop ? "" : stem;
}

const struct index_concept *
loose_phrase(const struct index *index, const char *words)
{
	const struct index_part *concepts = &index->part[SECTION_CONCEPTS];
	const struct index_loose *entry = find(index, SECTION_LOOSE, words);

	if (entry == NULL || entry->means >= concepts->count)
		return NULL;
	return (const struct index_concept *)concepts->data + entry->means;
}
