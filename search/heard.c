#include "search/heard.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/compiler.h"
#include "search/sound.h"
#include "search/word_list.h"

/* Costs, of 100 for a wrong sound. */
#define COST_HEARD    4  /* by its sound, not as it is written */
#define COST_LETTER   30 /* a wrong letter of a long word */
#define COST_READING  8  /* not by the rules of English */
#define COST_TOO_MUCH 40 /* "trust", which the name has not */
#define COST_TOO_FEW  15 /* "trust", which was left out */
#define COST_MISSING  60 /* a telling word left out */
#define MOST_A_SOUND  18 /* of a word, for each of its sounds */
#define MIN_LETTERS   6  /* of a word that may have wrong letters */
#define MAX_LETTERS   2  /* wrong ones */
#define MIN_JOINED    5  /* letters of words written as one */

/* What kind of body it is; sorted, for bsearch. */
static const char *const kinds[] = {
    "aid",
    "association",
    "care",
    "center",
    "centre",
    "charity",
    "cic",
    "club",
    "collective",
    "community",
    "company",
    "connections",
    "foundation",
    "fund",
    "group",
    "home",
    "house",
    "hub",
    "limited",
    "link",
    "ltd",
    "network",
    "nhs",
    "organisation",
    "partnership",
    "place",
    "programme",
    "project",
    "room",
    "rooms",
    "scheme",
    "service",
    "services",
    "society",
    "support",
    "team",
    "together",
    "trust",
    "uk",
    "union",
    "works",
};

static int
compare_kind(const void *key, const void *entry)
{
	return strcmp(key, *(const char *const *)entry);
}

static bool
is_kind(const char *folded)
{
	return bsearch(folded, kinds, ARRAY_LEN(kinds), sizeof(kinds[0]),
		   compare_kind) != NULL;
}

bool
heard_word_tells(const char *folded)
{
	return !analyse_is_stop(folded) && !is_kind(folded);
}

bool
heard_words_read(const char *text, struct heard_words *out)
{
	struct analyse_word word;
	size_t position = 0;

	out->count = 0;
	while (analyse_next(text, &position, &word)) {
		if (out->count == HEARD_MAX_WORDS)
			return false;
		strcpy(out->text[out->count], word.folded);
		out->tells[out->count] = heard_word_tells(word.folded);
		memset(out->read[out->count], 0, sizeof(out->read[0]));
		out->fixed[out->count++] = false;
	}
	return out->count > 0;
}

bool
heard_words_join(const struct heard_words *words, size_t first, size_t count,
    char out[ANALYSE_MAX_WORD + 1])
{
	size_t length = 0;

	if (count > words->count || first > words->count - count)
		return false;
	for (size_t i = first; i < first + count; i++) {
		size_t more = strlen(words->text[i]);

		if (analyse_is_stop(words->text[i]) ||
		    length + more > ANALYSE_MAX_WORD)
			return false;
		memcpy(out + length, words->text[i], more + 1);
		length += more;
	}
	return length >= MIN_JOINED;
}

bool
heard_is_alike(unsigned cost, size_t sounds)
{
	return cost <= heard_most(sounds);
}

unsigned
heard_most(size_t sounds)
{
	return (unsigned)(MOST_A_SOUND * sounds);
}

/* The least cost of any way to say the one and the other. */
static unsigned
least_apart(
    const struct sounds *heard, const struct sounds *name, unsigned *length)
{
	unsigned least = UINT_MAX;

	for (size_t i = 0; i < heard->count; i++)
		for (size_t j = 0; j < name->count; j++) {
			unsigned sounds = (unsigned)strlen(name->text[j]);
			unsigned cost = sounds_apart_within(heard->text[i],
					    name->text[j], heard_most(sounds)) +
					COST_HEARD +
					COST_READING * ((i > 0) + (j > 0));

			if (cost < least && heard_is_alike(cost, sounds)) {
				least = cost;
				*length = sounds;
			}
		}
	return least;
}

/* Words of one or the other, as one. */
struct part {
	struct heard_words *words;
	size_t first, count;
	char text[ANALYSE_MAX_WORD + 1];
};

/* False where there are no such words. */
static bool
take_part(
    struct heard_words *words, size_t first, size_t count, struct part *out)
{
	if (first + count > words->count)
		return false;
	out->words = words;
	out->first = first;
	out->count = count;
	if (count > 1)
		return heard_words_join(words, first, count, out->text);
	strcpy(out->text, words->text[first]);
	return true;
}

/* Read once, and only of words that are not told apart before. */
static const struct sounds *
part_sounds(const struct part *part)
{
	struct heard_words *words = part->words;
	struct sounds *sounds = &words->sounds[part->first][part->count - 1];
	bool *read = &words->read[part->first][part->count - 1];

	if (!*read)
		sounds_read(part->text, sounds);
	*read = true;
	return sounds;
}

/*
 * How far what was heard is from a part of a name; UINT_MAX where they are
 * not alike.  "sounds" is how many the name's part has.
 */
static unsigned
apart(const struct part *heard, const struct part *name, unsigned *sounds)
{
	size_t length = strlen(name->text), wrong;
	const struct sounds *name_sounds;
	unsigned cost;

	*sounds = (unsigned)length;
	if (strcmp(heard->text, name->text) == 0)
		return 0;
	name_sounds = part_sounds(name);
	cost = least_apart(part_sounds(heard), name_sounds, sounds);
	if (name_sounds->count == 0 || length < MIN_LETTERS ||
	    heard->text[0] != name->text[0])
		return cost;
	wrong = word_distance(
	    heard->text, strlen(heard->text), name->text, length, MAX_LETTERS);
	if (wrong <= MAX_LETTERS && wrong * COST_LETTER < cost)
		cost = (unsigned)wrong * COST_LETTER;
	return cost;
}

/* The best way found to each pair of places, with or without a word less. */
struct table {
	struct heard best[HEARD_MAX_WORDS + 1][HEARD_MAX_WORDS + 1][2];
	bool found[HEARD_MAX_WORDS + 1][HEARD_MAX_WORDS + 1][2];
};

static void
offer(struct table *table, size_t heard, size_t name, const struct heard *way)
{
	struct heard *best = &table->best[heard][name][way->missing];
	bool *found = &table->found[heard][name][way->missing];

	if (*found && best->cost + best->extra <= way->cost + way->extra)
		return;
	*best = *way;
	*found = true;
}

/* Words that need not be found again. */
static void
leave_out(const struct heard_words *heard, const struct heard_words *name,
    struct table *table, size_t i, size_t j, const struct heard *from)
{
	struct heard way = *from;

	if (i < heard->count && !heard_word_tells(heard->text[i])) {
		if (!analyse_is_stop(heard->text[i]))
			way.extra += COST_TOO_MUCH;
		offer(table, i + 1, j, &way);
	}
	if (j == name->count)
		return;
	way = *from;
	if (heard_word_tells(name->text[j])) {
		if (way.missing > 0)
			return;
		way.missing = 1;
		way.extra += COST_MISSING;
	} else if (!analyse_is_stop(name->text[j])) {
		way.extra += COST_TOO_FEW;
	}
	offer(table, i, j + 1, &way);
}

/* Are these words, said as they should be, no part of another one? */
bool
heard_words_fixed(const struct heard_words *heard, size_t first, size_t count)
{
	for (size_t i = first; i < first + count; i++)
		if (!heard->fixed[i])
			return false;
	return true;
}

static void
find_again(struct heard_words *heard, struct heard_words *name,
    struct table *table, size_t i, size_t j, const struct heard *from,
    size_t i_words, size_t j_words)
{
	struct part said, written;
	struct heard way = *from;
	unsigned sounds, cost;
	bool tells = false;

	if (!take_part(heard, i, i_words, &said) ||
	    !take_part(name, j, j_words, &written) ||
	    (heard_words_fixed(heard, i, i_words) &&
		strcmp(said.text, written.text) != 0))
		return;
	cost = apart(&said, &written, &sounds);
	if (cost == UINT_MAX)
		return;
	if (i_words + j_words > 2)
		cost += COST_HEARD;
	for (size_t each = j; each < j + j_words; each++)
		tells = tells || name->tells[each];
	way.cost += cost;
	if (tells) {
		way.sounds += sounds;
		way.told++;
	}
	offer(table, i + i_words, j + j_words, &way);
}

bool
heard_align(
    struct heard_words *heard, struct heard_words *name, struct heard *out)
{
	struct table table;
	const struct heard begin = {0};
	bool found = false;

	memset(&table, 0, sizeof(table));
	offer(&table, 0, 0, &begin);
	for (size_t i = 0; i <= heard->count; i++)
		for (size_t j = 0; j <= name->count; j++)
			for (int missing = 0; missing < 2; missing++) {
				struct heard way = table.best[i][j][missing];

				if (!table.found[i][j][missing])
					continue;
				leave_out(heard, name, &table, i, j, &way);
				for (size_t n = 1; n <= HEARD_MAX_JOIN; n++)
					find_again(heard, name, &table, i, j,
					    &way, n, 1);
				find_again(
				    heard, name, &table, i, j, &way, 1, 2);
			}
	for (int missing = 1; missing >= 0; missing--)
		if (table.found[heard->count][name->count][missing]) {
			*out = table.best[heard->count][name->count][missing];
			found = true;
		}
	return found;
}
