#include "search/names_sound.h"

#include <limits.h>
#include <string.h>

#include "search/heard.h"
#include "search/index_read.h"
#include "search/sound.h"
#include "search/word_list.h"

#define MAX_HEARD      6   /* words: more are a sentence */
#define MAX_CANDIDATES 64  /* names looked at in full */
#define MAX_OF_A_KEY   200 /* words that share what they sound like */
#define MIN_LETTERS    6   /* of a word that may have wrong letters */
#define MAX_LETTERS    2   /* wrong ones */
#define MIN_HEARD      3   /* letters of words that may be a name */
#define FEW_NAMES      3   /* that share what one word alone brings up */

/* What a name may cost for each sound of its words. */
#define MOST_UNKNOWN 14 /* where a word is written that nobody else writes */
#define MOST_KNOWN   7  /* where all are words of listings */
#define MOST_MISSING 5  /* where a word is missing */
#define MOST_SLIP    2  /* where each unknown word may be a slip of the hand */

/* What is heard, and the names that it may be. */
struct listener {
	const struct index *index;
	struct heard_words heard;
	bool unknown; /* a word that no listing and no vocabulary has */
	bool named;   /* one that is no slip of a word of the vocabulary */
	uint32_t names[MAX_CANDIDATES];
	uint32_t shared[MAX_CANDIDATES]; /* by so many: what led there */
	size_t names_count;
};

static const char *
unit_text(const struct index *index, const struct index_sound_unit *unit)
{
	return index_text(index, SECTION_SOUND_TEXT, unit->text);
}

/* All names of a unit are candidates. */
static void
add_names(struct listener *listener, const struct index_sound_unit *unit)
{
	const struct index_part *part =
	    &listener->index->part[SECTION_SOUND_OF];
	const uint32_t *of = part->data;

	if (unit->first > part->count ||
	    unit->count > part->count - unit->first)
		return;
	for (uint32_t i = 0; i < unit->count; i++) {
		uint32_t name = of[unit->first + i];
		size_t at = 0;

		while (
		    at < listener->names_count && listener->names[at] != name)
			at++;
		if (at == MAX_CANDIDATES)
			return;
		if (at == listener->names_count) {
			listener->names[at] = name;
			listener->shared[at] = unit->count;
			listener->names_count++;
		} else if (unit->count < listener->shared[at]) {
			listener->shared[at] = unit->count;
		}
	}
}

/* Units that share a key of sounds, and are not far off. */
static void
find_key(struct listener *listener, const char *said)
{
	const struct index *index = listener->index;
	const struct index_sound_key *keys =
	    index->part[SECTION_SOUND_KEYS].data;
	const struct index_sound_unit *units =
	    index->part[SECTION_SOUND_UNITS].data;
	size_t count = index->part[SECTION_SOUND_KEYS].count;
	size_t low = 0, high = count;
	char key[SOUND_KEY_MAX + 1];

	sounds_key(said, key);
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(
			index_text(index, SECTION_SOUND_TEXT, keys[middle].key),
			key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (size_t i = low;
	     *key != '\0' && i < count && i - low < MAX_OF_A_KEY &&
	     strcmp(index_text(index, SECTION_SOUND_TEXT, keys[i].key), key) ==
		 0;
	     i++) {
		const char *sounds =
		    index_text(index, SECTION_SOUND_TEXT, keys[i].sounds);
		size_t length = strlen(sounds);

		if (keys[i].unit < index->part[SECTION_SOUND_UNITS].count &&
		    length <= SOUND_MAX &&
		    heard_is_alike(
			sounds_apart_within(said, sounds, heard_most(length)),
			length))
			add_names(listener, &units[keys[i].unit]);
	}
}

/* The first unit that has so many letters. */
static size_t
first_of_length(const struct index *index, size_t length)
{
	const struct index_sound_unit *units =
	    index->part[SECTION_SOUND_UNITS].data;
	size_t low = 0, high = index->part[SECTION_SOUND_UNITS].count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strlen(unit_text(index, &units[middle])) < length)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool
has_unit(const struct index *index, const char *text)
{
	const struct index_sound_unit *units =
	    index->part[SECTION_SOUND_UNITS].data;
	size_t low = first_of_length(index, strlen(text));
	size_t end = first_of_length(index, strlen(text) + 1);

	while (low < end) {
		size_t middle = low + (end - low) / 2;
		int order = strcmp(unit_text(index, &units[middle]), text);

		if (order == 0)
			return true;
		if (order < 0)
			low = middle + 1;
		else
			end = middle;
	}
	return false;
}

/* Units from which a long word is a slip or two away. */
static void
find_letters(struct listener *listener, const char *said)
{
	const struct index *index = listener->index;
	const struct index_sound_unit *units =
	    index->part[SECTION_SOUND_UNITS].data;
	size_t length = strlen(said), end;
	uint32_t letters = word_letters(said);

	if (length + 1 < MIN_LETTERS)
		return;
	end = first_of_length(index, length + MAX_LETTERS + 1);
	for (size_t i = first_of_length(index,
		 length - MAX_LETTERS < MIN_LETTERS ? MIN_LETTERS
						    : length - MAX_LETTERS);
	     i < end; i++) {
		const char *text = unit_text(index, &units[i]);

		if (__builtin_popcount(letters ^ units[i].letters) <=
			2 * MAX_LETTERS &&
		    *text == *said && strlen(text) <= ANALYSE_MAX_WORD &&
		    word_distance(said, length, text, strlen(text),
			MAX_LETTERS) <= MAX_LETTERS)
			add_names(listener, &units[i]);
	}
}

static void
find_units(struct listener *listener, const char *said)
{
	struct sounds sounds;

	sounds_read(said, &sounds);
	for (size_t i = 0; i < sounds.count; i++)
		find_key(listener, sounds.text[i]);
	find_letters(listener, said);
}

/* Is it a word of the vocabulary but for one letter? */
static bool
is_slip(const struct index *index, const char *text)
{
	const struct index_word *words = index->part[SECTION_WORDS].data;
	size_t length = strlen(text);
	size_t end = word_list_from(index, length + 2, "");
	uint32_t letters = word_letters(text);

	for (size_t i = word_list_from(index, length - 1, ""); i < end; i++) {
		const char *word = word_list_text(index, &words[i]);
		size_t other = strlen(word);

		/* A wrong letter changes two bits at most. */
		if ((words[i].flags & (WORD_OFTEN | WORD_SLIP)) != WORD_OFTEN ||
		    __builtin_popcount(letters ^ words[i].letters) > 2 ||
		    other + 1 < length || other > length + 1 ||
		    other > ANALYSE_MAX_WORD)
			continue;
		if (word_distance(text, length, word, other, 1) <= 1)
			return true;
	}
	return false;
}

/* Usual words of the vocabulary, and its phrases, mean themselves. */
static void
fix(struct listener *listener, const struct vocabulary *vocabulary,
    const char *text)
{
	struct heard_words *heard = &listener->heard;
	struct analyse_word word;
	size_t position = 0, end = 0;

	for (size_t i = 0; i < heard->count; i++) {
		const struct index_word *known;

		if (!analyse_next(text, &position, &word))
			return;
		if (word.at >= end)
			end = word.at +
			      vocabulary_phrase(vocabulary, text + word.at);
		known = word_list_find(listener->index, heard->text[i]);
		heard->fixed[i] =
		    word.at < end ||
		    (known != NULL &&
			(known->flags & (WORD_OFTEN | WORD_KEPT)) != 0);
		if (known != NULL || heard->fixed[i] ||
		    analyse_is_stop(heard->text[i]))
			continue;
		listener->unknown = true;
		listener->named |= !is_slip(listener->index, heard->text[i]);
	}
}

/* False where the words are no name: too many, or all mean themselves. */
static bool
listen(struct listener *listener, const struct vocabulary *vocabulary,
    const char *text)
{
	struct heard_words *heard = &listener->heard;
	size_t letters = 0;

	if (!heard_words_read(text, heard) || heard->count > MAX_HEARD)
		return false;
	fix(listener, vocabulary, text);
	for (size_t i = 0; i < heard->count; i++) {
		char joined[ANALYSE_MAX_WORD + 1];

		if ((!heard->fixed[i] && heard->tells[i]) ||
		    (heard_words_join(heard, i, 2, joined) &&
			has_unit(listener->index, joined)))
			letters += strlen(heard->text[i]);
	}
	return letters >= MIN_HEARD;
}

/* Are these words, each of which means itself, to be taken as they are? */
static void
find_candidates(struct listener *listener)
{
	const struct heard_words *heard = &listener->heard;

	for (size_t i = 0; i < heard->count; i++) {
		char joined[ANALYSE_MAX_WORD + 1];

		if (heard->tells[i] && !heard->fixed[i])
			find_units(listener, heard->text[i]);
		for (size_t n = 2; n <= HEARD_MAX_JOIN; n++)
			if (heard_words_join(heard, i, n, joined) &&
			    (!heard_words_fixed(heard, i, n) ||
				has_unit(listener->index, joined)))
				find_units(listener, joined);
	}
}

static bool
is_enough(
    const struct listener *listener, const struct heard *way, uint32_t shared)
{
	unsigned most = listener->unknown ? MOST_UNKNOWN : MOST_KNOWN;

	if (way->told == 0)
		return false;
	if (way->missing > 0) {
		if (!listener->unknown || shared > FEW_NAMES)
			return false;
		most = MOST_MISSING;
	}
	if (listener->unknown && !listener->named && way->told == 1)
		most = MOST_SLIP;
	return way->cost <= most * way->sounds;
}

/* A better way to hear a name, or one that more listings have. */
static bool
is_better(const struct heard *way, uint32_t listings, const struct heard *best,
    uint32_t best_listings)
{
	unsigned left = way->cost + way->extra;
	unsigned right = best->cost + best->extra;

	if (way->missing != best->missing)
		return way->missing < best->missing;
	return left != right ? left < right : listings > best_listings;
}

const char *
names_sound_find(const struct index *index, const struct vocabulary *vocabulary,
    const char *text)
{
	const struct index_sound_name *names =
	    index->part[SECTION_SOUND_NAMES].data;
	struct listener listener = {.index = index};
	struct heard best = {0};
	const struct index_sound_name *found = NULL;

	if (!listen(&listener, vocabulary, text))
		return NULL;
	find_candidates(&listener);
	for (size_t i = 0; i < listener.names_count; i++) {
		const struct index_sound_name *name;
		struct heard_words words;
		struct heard way;

		if (listener.names[i] >= index->part[SECTION_SOUND_NAMES].count)
			continue;
		name = &names[listener.names[i]];
		if (!heard_words_read(
			index_text(index, SECTION_SOUND_TEXT, name->text),
			&words))
			continue;
		for (size_t w = 0; w < words.count; w++)
			words.tells[w] =
			    words.tells[w] &&
			    !word_list_is_often(index, words.text[w]);
		if (!heard_align(&listener.heard, &words, &way) ||
		    !is_enough(&listener, &way, listener.shared[i]))
			continue;
		if (found == NULL ||
		    is_better(&way, name->listings, &best, found->listings)) {
			found = name;
			best = way;
		}
	}
	if (found == NULL || best.cost == 0)
		return NULL;
	return index_text(index, SECTION_SOUND_TEXT, found->text);
}
