#include "importers/mapping_hint.h"

#include <stdio.h>
#include <string.h>

#include "base/compiler.h"

#define HINT_WORD 40 /* bytes: ours are shorter */

static int
least(int a, int b, int c)
{
	int two = a < b ? a : b;

	return two < c ? two : c;
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

/* Letters that are wrong, too many, missing or the other way round. */
static int
distance(const char *one, const char *two)
{
	int rows[3][HINT_WORD + 1], *above = rows[0], *row = rows[1],
				    *before = rows[2], *spare;
	size_t length = strlen(two);

	for (size_t j = 0; j <= length; j++)
		above[j] = before[j] = (int)j;
	for (size_t i = 1; one[i - 1] != '\0'; i++) {
		row[0] = (int)i;
		for (size_t j = 1; j <= length; j++) {
			char a = lower(one[i - 1]), b = lower(two[j - 1]);

			row[j] = least(above[j] + 1, row[j - 1] + 1,
			    above[j - 1] + (a != b));
			if (i > 1 && j > 1 && a == lower(two[j - 2]) &&
			    b == lower(one[i - 2]) && before[j - 2] < row[j])
				row[j] = before[j - 2] + 1;
		}
		spare = before;
		before = above;
		above = row;
		row = spare;
	}
	return above[length];
}

const char *
mapping_hint(const char *word, const char *const *known, size_t count,
    char out[MAPPING_HINT])
{
	size_t length = strlen(word);
	int best = length < 4 ? 2 : length < 8 ? 3 : 4, far;
	const char *nearest = NULL;

	out[0] = '\0';
	if (length == 0 || length > HINT_WORD)
		return out;
	for (size_t i = 0; i < count; i++) {
		if (strlen(known[i]) > HINT_WORD)
			continue;
		far = distance(word, known[i]);
		if (far < best) {
			best = far;
			nearest = known[i];
		}
	}
	if (nearest != NULL)
		snprintf(
		    out, MAPPING_HINT, " (did you mean '%.40s'?)", nearest);
	return out;
}
