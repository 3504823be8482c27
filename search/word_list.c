#include "search/word_list.h"

#include <string.h>

#include "search/analyse.h"

const char *
word_list_text(const struct index *index, const struct index_word *word)
{
	return index_text(index, SECTION_WORD_TEXT, word->text);
}

size_t
word_list_from(const struct index *index, size_t length, const char *text)
{
	const struct index_word *words = index->part[SECTION_WORDS].data;
	size_t low = 0, high = index->part[SECTION_WORDS].count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const char *other = word_list_text(index, &words[middle]);
		size_t other_length = strlen(other);

		if (other_length < length ||
		    (other_length == length && strcmp(other, text) < 0))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct index_word *
word_list_find(const struct index *index, const char *text)
{
	const struct index_word *words = index->part[SECTION_WORDS].data;
	size_t at = word_list_from(index, strlen(text), text);

	if (at < index->part[SECTION_WORDS].count &&
	    strcmp(word_list_text(index, &words[at]), text) == 0)
		return &words[at];
	return NULL;
}

bool
word_list_is_often(const struct index *index, const char *text)
{
	const struct index_word *word = word_list_find(index, text);

	return word != NULL && (word->flags & WORD_OFTEN) != 0;
}

uint32_t
word_letters(const char *text)
{
	uint32_t bits = 0;

	for (; *text != '\0'; text++)
		if (*text >= 'a' && *text <= 'z')
			bits |= 1u << (*text - 'a');
	return bits;
}

size_t
word_distance(
    const char *a, size_t a_length, const char *b, size_t b_length, size_t most)
{
	size_t rows[3][ANALYSE_MAX_WORD + 1];

	for (size_t j = 0; j <= b_length; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a_length; i++) {
		size_t *row = rows[i % 3], *above = rows[(i - 1) % 3];
		const size_t *two_above = rows[(i + 1) % 3];
		size_t least = row[0] = i;

		for (size_t j = 1; j <= b_length; j++) {
			size_t value = above[j - 1] + (a[i - 1] != b[j - 1]);

			if (value > above[j] + 1)
				value = above[j] + 1;
			if (value > row[j - 1] + 1)
				value = row[j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1] &&
			    value > two_above[j - 2] + 1)
				value = two_above[j - 2] + 1;
			row[j] = value;
			if (value < least)
				least = value;
		}
		if (least > most)
			return most + 1;
	}
	return rows[a_length % 3][b_length];
}
