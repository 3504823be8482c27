#include "schema/vocabulary_parts.h"

#include <string.h>

#define MAX_PHRASE 12 /* words; a longer one is found by its beginning */

size_t
vocabulary_phrase(const struct vocabulary *vocabulary, const char *text)
{
	const char *at = text, *end = text + strlen(text);
	struct word words[MAX_PHRASE];
	uint32_t ids[MAX_PHRASE];
	const struct phrase *phrase;
	size_t count = 0;

	while (count < MAX_PHRASE &&
	       (at = word_next(at, end, &words[count])) != NULL) {
		ids[count] = phrases_word(vocabulary->phrases, &words[count]);
		if (ids[count++] == 0)
			break;
	}
	phrase = phrases_match(vocabulary->phrases, ids, count);
	if (phrase == NULL)
		return 0;
	return (size_t)(words[phrase->words - 1].end - text);
}
