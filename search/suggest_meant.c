#include "search/suggest_meant.h"

#include <string.h>

#include "search/analyse.h"
#include "search/index_read.h"
#include "search/names_sound.h"
#include "search/word_list.h"

#define MAX_HEARD   3 /* words, while typing */
#define MIN_LETTERS 4 /* of a beginning that may hold a slip */

const char *
suggest_heard(const struct index *index, const struct vocabulary *vocabulary,
    const char *text)
{
	struct analyse_word word;
	size_t position = 0;

	for (int words = 0; analyse_next(text, &position, &word); words++)
		if (words == MAX_HEARD)
			return NULL;
	return names_sound_find(index, vocabulary, text);
}

/* Does a word begin so, but for one letter? */
static bool
begins_nearly(const char *word, const char *typed, size_t length)
{
	size_t room = strlen(word);

	for (size_t part = length - 1; part <= length + 1; part++)
		if (part <= room &&
		    word_distance(typed, length, word, part, 1) <= 1)
			return true;
	return false;
}

static const char *
find_beginning(const struct index *index, const char *typed, size_t length)
{
	const struct index_word *words = index->part[SECTION_WORDS].data;
	size_t count = index->part[SECTION_WORDS].count;
	uint32_t letters = word_letters(typed), most = 0;
	const char *best = NULL;

	for (size_t i = word_list_from(index, length - 1, ""); i < count; i++) {
		const char *text;

		if (words[i].listings <= most ||
		    (words[i].flags & (WORD_SLIP | WORD_UNSHOWN)) != 0 ||
		    (words[i].flags & (WORD_VOCABULARY | WORD_NAME)) == 0 ||
		    __builtin_popcount(letters & ~words[i].letters) > 1)
			continue;
		text = word_list_text(index, &words[i]);
		if (*text != *typed || strlen(text) > ANALYSE_MAX_WORD ||
		    !begins_nearly(text, typed, length))
			continue;
		best = text;
		most = words[i].listings;
	}
	return best;
}

const char *
suggest_spelled(
    const struct index *index, const char *text, struct arena *arena)
{
	struct analyse_word word, last = {.folded_length = 0};
	size_t position = 0;
	const char *meant;

	while (analyse_next(text, &position, &word))
		last = word;
	if (last.folded_length < MIN_LETTERS ||
	    strspn(last.folded, "abcdefghijklmnopqrstuvwxyz") !=
		last.folded_length)
		return NULL;
	meant = find_beginning(index, last.folded, last.folded_length);
	if (meant == NULL)
		return NULL;
	return arena_printf(arena, "%.*s%s", (int)last.at, text, meant);
}
