#include "schema/crisis.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "schema/vocabulary_parts.h"

/* Letters of a word from which one or two of them may be wrong. */
#define ONE_SLIP  6
#define TWO_SLIPS 9
/* Words that ".." stands for, at most. */
#define GAP_MAX 3
/* The place of ".." among a step's words: no word is called so. */
static const char gap[] = "..";

/* One word of a phrase: any of some, or a gap. */
struct crisis_step {
	char **words; /* folded; NULL-ended; of a gap: NULL */
};

struct crisis_phrase {
	enum crisis kind; /* CRISIS_NONE: its words are none of crisis */
	bool whole;       /* counts only as all of a text */
	struct crisis_step steps[CRISIS_MAX_PHRASE];
	size_t count;
	uint64_t begins; /* marks of the words it may begin with */
};

/* A text's words, each as the list has it. */
struct said {
	struct word words[CRISIS_MAX_WORDS];
	char meant[CRISIS_MAX_WORDS][WORD_MAX + 1];
	bool harmless[CRISIS_MAX_WORDS]; /* in a phrase that is no alarm */
	uint64_t mark[CRISIS_MAX_WORDS];
	uint64_t marks; /* of all */
	size_t count;
};

const char *const crisis_name[N_CRISES] = {
    NULL, "number", "suicide", "danger", "child", "medical"};

/*
 * One of 64 bits by which two words are told apart before they are compared:
 * few phrases begin with a word of the text, and the others are passed over.
 */
static uint64_t
mark_of(const char *word)
{
	unsigned sum = 0;

	for (; *word != '\0'; word++)
		sum = sum * 31 + (unsigned char)*word;
	return (uint64_t)1 << (sum ^ sum >> 6) % 64;
}

static enum crisis
kind_find(const char *name)
{
	int kind = N_CRISES - 1;

	while (kind > 0 && strcmp(crisis_name[kind], name) != 0)
		kind--;
	return (enum crisis)kind;
}

/* The one word of "text", folded; NULL where it is none, or several. */
static char *
fold_one(struct arena *arena, const char *text)
{
	const char *end = text + strlen(text);
	struct word word, more;
	const char *next = word_next(text, end, &word);

	if (next == NULL || word.length == 0 ||
	    word_next(next, end, &more) != NULL)
		return NULL;
	return arena_strndup(arena, word.folded, word.length);
}

static bool
add_step(struct arena *arena, struct crisis_phrase *phrase, const char *text)
{
	struct crisis_step *step;

	if (phrase->count == CRISIS_MAX_PHRASE)
		return false;
	step = &phrase->steps[phrase->count++];
	step->words = NULL;
	if (strcmp(text, gap) == 0)
		return phrase->count > 1;
	step->words = vocabulary_split(arena, text, '|', NULL);
	for (size_t i = 0; step->words[i] != NULL; i++) {
		step->words[i] = fold_one(arena, step->words[i]);
		if (step->words[i] == NULL)
			return false;
	}
	return step->words[0] != NULL;
}

static bool
read_phrase(struct arena *arena, struct crisis_phrase *phrase, const char *text)
{
	size_t length = strlen(text);
	char **words;

	phrase->whole = length > 2 && text[0] == '"' && text[length - 1] == '"';
	if (phrase->whole) {
		text++;
		length -= 2;
	}
	words = vocabulary_split(
	    arena, arena_strndup(arena, text, length), ' ', NULL);
	for (size_t i = 0; words[i] != NULL; i++)
		if (words[i][0] != '\0' && !add_step(arena, phrase, words[i]))
			return false;
	if (phrase->count == 0 ||
	    phrase->steps[phrase->count - 1].words == NULL)
		return false;
	for (char **word = phrase->steps[0].words; *word != NULL; word++)
		phrase->begins |= mark_of(*word);
	return true;
}

bool
crisis_row(struct vocabulary *vocabulary, const struct vocabulary_row *row)
{
	struct crisis_phrase *phrase;
	enum crisis kind = kind_find(row->columns[0]);

	if (row->count != 2 ||
	    (kind == CRISIS_NONE && strcmp(row->columns[0], "not") != 0))
		return vocabulary_row_wrong(row,
		    "'suicide', 'danger', 'child', 'medical', 'number' or "
		    "'not', a tab and words are expected");
	vocabulary->crises = grow_array(vocabulary->crises,
	    vocabulary->crises_count, sizeof(*vocabulary->crises));
	phrase = &vocabulary->crises[vocabulary->crises_count++];
	memset(phrase, 0, sizeof(*phrase));
	phrase->kind = kind;
	if (!read_phrase(&vocabulary->arena, phrase, row->columns[1]))
		return vocabulary_row_wrong(row,
		    "'%s' cannot be read: at most %d words, with '|' between "
		    "those of which any will do and '..' for up to %d others "
		    "between two",
		    row->columns[1], CRISIS_MAX_PHRASE, GAP_MAX);
	return true;
}

static int
compare_words(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void
crisis_finish(struct vocabulary *vocabulary)
{
	size_t count = 0;

	for (size_t i = 0; i < vocabulary->crises_count; i++) {
		const struct crisis_phrase *phrase = &vocabulary->crises[i];

		for (size_t s = 0; s < phrase->count; s++)
			for (char **w = phrase->steps[s].words;
			     w != NULL && *w != NULL; w++) {
				vocabulary->crisis_words =
				    grow_array(vocabulary->crisis_words, count,
					sizeof(*vocabulary->crisis_words));
				vocabulary->crisis_words[count++] = *w;
			}
	}
	if (count > 0)
		qsort(vocabulary->crisis_words, count,
		    sizeof(*vocabulary->crisis_words), compare_words);
	vocabulary->crisis_words_count = count;
}

static bool
is_listed(const struct vocabulary *vocabulary, const char *word)
{
	return vocabulary->crisis_words_count > 0 &&
	       bsearch(&word, vocabulary->crisis_words,
		   vocabulary->crisis_words_count,
		   sizeof(*vocabulary->crisis_words), compare_words) != NULL;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/*
 * Letters wrong, left out, added or swapped with the next one (optimal
 * string alignment), counted up to "most" + 1.
 */
static size_t
slips(const char *a, const char *b, size_t most)
{
	size_t rows[3][WORD_MAX + 2];
	size_t *before = rows[0], *last = rows[1], *row = rows[2];
	size_t m = strlen(a), n = strlen(b);

	if (m > n + most || n > m + most)
		return most + 1;
	for (size_t j = 0; j <= n; j++)
		last[j] = j;
	for (size_t i = 1; i <= m; i++) {
		size_t *oldest = before;

		row[0] = i;
		for (size_t j = 1; j <= n; j++) {
			row[j] = least(least(last[j], row[j - 1]) + 1,
			    last[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1])
				row[j] = least(row[j], before[j - 2] + 1);
		}
		before = last;
		last = row;
		row = oldest;
	}
	return last[n];
}

/* The word of the list that was meant; the word itself where none was. */
static const char *
mean(const struct vocabulary *vocabulary, const char *word)
{
	size_t length = strlen(word);
	size_t most = length >= TWO_SLIPS ? 2 : 1;
	const char *meant = word;

	if (length < ONE_SLIP || is_listed(vocabulary, word))
		return word;
	for (size_t i = 0; i < vocabulary->crisis_words_count; i++) {
		const char *other = vocabulary->crisis_words[i];
		size_t wrong;

		if (other[0] != word[0] || strlen(other) < ONE_SLIP)
			continue;
		wrong = slips(word, other, most);
		if (wrong > most)
			continue;
		meant = other;
		most = wrong - 1;
		if (most == 0)
			break;
	}
	return meant;
}

static void
read_said(
    const struct vocabulary *vocabulary, const char *text, struct said *said)
{
	const char *end = text + strlen(text), *at = text;

	said->count = 0;
	said->marks = 0;
	while (said->count < CRISIS_MAX_WORDS) {
		struct word *word = &said->words[said->count];
		char folded[WORD_MAX + 1];

		at = word_next(at, end, word);
		if (at == NULL)
			break;
		memcpy(folded, word->folded, word->length);
		folded[word->length] = '\0';
		strcpy(said->meant[said->count], mean(vocabulary, folded));
		said->mark[said->count] = mark_of(said->meant[said->count]);
		said->marks |= said->mark[said->count];
		said->harmless[said->count++] = false;
	}
}

static bool
step_takes(const struct crisis_step *step, const char *word)
{
	for (char **each = step->words; *each != NULL; each++)
		if (strcmp(*each, word) == 0)
			return true;
	return false;
}

/*
 * One past the last word of the phrase that begins at a word, 0 for none.
 * An alarm takes no word of what is known to be none.
 */
static size_t
phrase_end(const struct crisis_phrase *phrase, size_t step,
    const struct said *said, size_t at)
{
	if (step == phrase->count)
		return at;
	if (phrase->steps[step].words == NULL) {
		for (size_t skip = 0; skip <= GAP_MAX; skip++) {
			size_t end =
			    phrase_end(phrase, step + 1, said, at + skip);

			if (end > 0)
				return end;
		}
		return 0;
	}
	if (at >= said->count ||
	    (phrase->kind != CRISIS_NONE && said->harmless[at]) ||
	    !step_takes(&phrase->steps[step], said->meant[at]))
		return 0;
	return phrase_end(phrase, step + 1, said, at + 1);
}

/* Where the phrase stands first; false where it does not. */
static bool
phrase_find(const struct crisis_phrase *phrase, const struct said *said,
    size_t from, size_t *first, size_t *end)
{
	if ((phrase->begins & said->marks) == 0)
		return false;
	for (size_t i = from; i < said->count; i++) {
		if ((phrase->begins & said->mark[i]) == 0)
			continue;
		*end = phrase_end(phrase, 0, said, i);
		if (*end == 0)
			continue;
		*first = i;
		if (!phrase->whole || (i == 0 && *end == said->count))
			return true;
	}
	return false;
}

static void
set_harmless_apart(const struct vocabulary *vocabulary, struct said *said)
{
	size_t first, end;

	for (size_t i = 0; i < vocabulary->crises_count; i++) {
		const struct crisis_phrase *phrase = &vocabulary->crises[i];
		size_t from = 0;

		while (phrase->kind == CRISIS_NONE &&
		       phrase_find(phrase, said, from, &first, &end)) {
			for (size_t w = first; w < end; w++)
				said->harmless[w] = true;
			from = first + 1;
		}
	}
}

enum crisis
crisis_find(const struct vocabulary *vocabulary, const char *text, size_t *at,
    size_t *length)
{
	enum crisis found = CRISIS_NONE;
	struct said said;
	size_t first, end;

	read_said(vocabulary, text, &said);
	set_harmless_apart(vocabulary, &said);
	for (size_t i = 0; i < vocabulary->crises_count; i++) {
		const struct crisis_phrase *phrase = &vocabulary->crises[i];

		if (phrase->kind <= found ||
		    !phrase_find(phrase, &said, 0, &first, &end))
			continue;
		found = phrase->kind;
		if (at != NULL)
			*at = (size_t)(said.words[first].start - text);
		if (length != NULL)
			*length = (size_t)(said.words[end - 1].end -
					   said.words[first].start);
	}
	return found;
}
