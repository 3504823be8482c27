#include "search/spelling.h"

#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "search/analyse.h"
#include "search/index_read.h"
#include "search/word_list.h"

#define MAX_WORDS   (2 * QUERY_MAX_WORDS)
#define MAX_SLIP    3   /* words of a slip that is a phrase */
#define MAX_UNSHOWN 4   /* words of a phrase that is never shown */
#define MAX_MEANING 200 /* bytes that one is read as */

#define MIN_LETTERS 4 /* of a word that may be a slip, or be meant by one */
#define TWO_LETTERS 7 /* from here on two letters may be wrong */
#define SURE_ONE    5 /* from here on a name may be meant, or a plain word */
#define SURE_TWO    9 /* ... for all that two letters are wrong */
#define MIN_JOINED  6 /* letters of a word written apart */
#define MIN_PART    4 /* of two words written together... */
#define MIN_SHORT   3 /* ... or this, the other being longer */
#define MIN_LONG    5

/* One letter less than costs a word that so many times more listings have. */
#define FREQUENCY_GAIN 0.12
#define SPLIT_COST     1.5 /* letters */
#define FAR_COMMONER   40  /* times: what makes a word a slip of another */
#define MIN_FAR        6   /* letters of such a word */
#define MIN_PREFIX     4   /* letters of a word that is not written out */
#define PREFIX_COST    0.5 /* letters, and for each that is missing: */
#define PREFIX_LETTER  0.05
#define MIN_LISTINGS   2 /* what one listing has may be a slip itself */

/* A need being read. */
struct reader {
	const struct index *index;
	struct arena *arena;
	struct analyse_stemmer *stemmer;
	const char *need;
	struct analyse_word words[MAX_WORDS];
	size_t count;
	struct buf text; /* as read so far */
	size_t copied;   /* of the need */
	struct spelling *out;
};

/* May others be read as this word? */
static bool
is_sure(const struct index_word *word)
{
	return (word->flags & (WORD_SLIP | WORD_UNSHOWN)) == 0 &&
	       (word->listings >= MIN_LISTINGS ||
		   (word->flags & (WORD_VOCABULARY | WORD_NAME)) != 0);
}

static const struct index_word *
find_sure(const struct index *index, const char *text)
{
	const struct index_word *word = word_list_find(index, text);

	return word != NULL && is_sure(word) ? word : NULL;
}

/*
 * Is a word that stands in a few listings a plain slip of a far commoner
 * one: a letter doubled or not, or two in the wrong order?  No other slip:
 * it would be a word of its own ("horse" beside "house").
 */
static bool
find_commoner(const struct index *index, const struct index_word *entry,
    const char *text, size_t length, char out[ANALYSE_MAX_WORD + 2])
{
	uint32_t most = 0;
	char other[ANALYSE_MAX_WORD + 2], kept;

	for (size_t i = 1; i < length; i++)
		for (int slip = 0; slip < 3; slip++) {
			const struct index_word *found;

			strcpy(other, text);
			if (slip == 0) { /* "suport" */
				memmove(
				    other + i + 1, text + i, length - i + 1);
			} else if (slip == 1 && text[i] == text[i - 1]) {
				memmove(other + i, text + i + 1, length - i);
			} else if (slip == 2 && i + 1 < length) {
				kept = other[i];
				other[i] = other[i + 1];
				other[i + 1] = kept;
			}
			found = word_list_find(index, other);
			if (found == NULL || found == entry ||
			    (found->flags &
				(WORD_VOCABULARY | WORD_SLIP | WORD_UNSHOWN)) !=
				WORD_VOCABULARY ||
			    found->listings <= most ||
			    found->listings / FAR_COMMONER < entry->listings)
				continue;
			most = found->listings;
			strcpy(out, other);
		}
	return most > 0;
}

static bool
is_letters(const struct analyse_word *word)
{
	return strspn(word->folded, "abcdefghijklmnopqrstuvwxyz") ==
	       word->folded_length;
}

/* Right as it is: known as written, or by its stem. */
static bool
is_known(struct reader *reader, const struct analyse_word *word)
{
	char stem[ANALYSE_MAX_WORD + 1];
	const struct index_word *entry =
	    word_list_find(reader->index, word->folded);
	struct index_postings postings;

	if (entry != NULL)
		return (entry->flags & WORD_SLIP) == 0;
	analyse_stem(reader->stemmer, word->folded, word->folded_length, stem);
	return index_postings_find(reader->index, stem, &postings);
}

/* Known, and all the same a slip of what is read instead. */
static bool
is_rare(struct reader *reader, const struct analyse_word *word,
    char out[ANALYSE_MAX_WORD + 2])
{
	const struct index_word *entry =
	    word_list_find(reader->index, word->folded);

	return entry != NULL && entry->flags == 0 &&
	       word->folded_length >= MIN_FAR &&
	       find_commoner(reader->index, entry, word->folded,
		   word->folded_length, out);
}

/* Part of a mail or web address. */
static bool
is_address(const char *need, const struct analyse_word *word)
{
	const char *end = need + word->at + word->length;
	char before = word->at > 0 ? need[word->at - 1] : ' ';

	return before == '@' || before == '.' || before == '/' || *end == '@' ||
	       *end == '/' || (*end == '.' && end[1] != '\0' && end[1] != ' ');
}

/* Words from "first" on are read as "value". */
static void
read_as(struct reader *reader, size_t first, size_t count, const char *value)
{
	const struct analyse_word *last = &reader->words[first + count - 1];
	size_t at = reader->words[first].at, end = last->at + last->length;
	struct query_reading *reading;

	if (reader->out->readings_count == QUERY_MAX_WORDS)
		return;
	reading = &reader->out->readings[reader->out->readings_count++];
	reading->words =
	    arena_strndup(reader->arena, reader->need + at, end - at);
	reading->as = "spelling";
	reading->value = arena_strdup(reader->arena, value);
	buf_add(
	    &reader->text, reader->need + reader->copied, at - reader->copied);
	buf_add_text(&reader->text, value);
	reader->copied = end;
}

/* Slips that synonyms.txt names, the longest first; how many words. */
static size_t
read_slip(struct reader *reader, size_t first)
{
	char text[MAX_SLIP * (ANALYSE_MAX_WORD + 1) + 1];
	const char *means = NULL;
	size_t length = 0, taken = 0;

	for (size_t n = 0; n < MAX_SLIP && first + n < reader->count; n++) {
		const struct analyse_word *word = &reader->words[first + n];
		const struct index_word *entry;

		if (n > 0)
			text[length++] = ' ';
		memcpy(text + length, word->folded, word->folded_length + 1);
		length += word->folded_length;
		entry = word_list_find(reader->index, text);
		if (entry == NULL || (entry->flags & WORD_SLIP) == 0)
			continue;
		means =
		    index_text(reader->index, SECTION_WORD_TEXT, entry->means);
		taken = n + 1;
	}
	if (taken == 0 || strlen(means) > MAX_MEANING)
		return 0;
	read_as(reader, first, taken, means);
	return taken;
}

static uint32_t
listings(const struct index *index, const char *text)
{
	const struct index_word *word = word_list_find(index, text);

	return word != NULL ? word->listings : 0;
}

static double
gain(uint32_t count)
{
	return FREQUENCY_GAIN * log1p(count);
}

/* A reading of one word; the cheaper the better. */
struct candidate {
	char text[2 * ANALYSE_MAX_WORD + 2];
	double cost;
	bool found;
};

/* Of two that cost the same the first stays. */
static bool
is_better(const struct candidate *best, double cost)
{
	return !best->found || cost < best->cost;
}

static bool
is_part(const struct index_word *word, size_t length, size_t other)
{
	if (word == NULL)
		return false;
	return length >= MIN_PART ||
	       (length >= MIN_SHORT && other >= MIN_LONG &&
		   (word->flags & WORD_VOCABULARY) != 0);
}

/* Two words that were written as one: a space is missing. */
static void
try_split(struct reader *reader, const struct analyse_word *word,
    struct candidate *best)
{
	size_t length = word->folded_length;

	for (size_t at = MIN_SHORT; at + MIN_SHORT <= length; at++) {
		const struct index_word *left, *right;
		char text[ANALYSE_MAX_WORD + 1];
		double cost;

		memcpy(text, word->folded, at);
		text[at] = '\0';
		left = find_sure(reader->index, text);
		right = find_sure(reader->index, word->folded + at);
		if (!is_part(left, at, length - at) ||
		    !is_part(right, length - at, at))
			continue;
		cost = SPLIT_COST - gain(left->listings < right->listings
					     ? left->listings
					     : right->listings);
		if (!is_better(best, cost))
			continue;
		best->found = true;
		best->cost = cost;
		memcpy(best->text, text, at);
		best->text[at] = ' ';
		strcpy(best->text + at + 1, word->folded + at);
	}
}

/*
 * A short word is like many others, and two letters of a longer one are a
 * lot: then only a word of our field is meant ("tyre" is no slip of "Tyne",
 * "greif" one of "grief").
 */
static bool
is_guess(const struct index_word *meant, size_t length, size_t apart)
{
	return (meant->flags & WORD_VOCABULARY) == 0 &&
	       length < (apart > 1 ? SURE_TWO : SURE_ONE);
}

/* Words of which one or two letters are wrong; a wrong first one is two. */
static void
try_letters(struct reader *reader, const struct analyse_word *word,
    struct candidate *best)
{
	const struct index *index = reader->index;
	const struct index_word *words = index->part[SECTION_WORDS].data;
	size_t length = word->folded_length;
	size_t most = length < TWO_LETTERS ? 1 : 2;
	size_t least =
	    length - most < MIN_LETTERS ? MIN_LETTERS : length - most;
	size_t end = word_list_from(index, length + most + 1, "");
	uint32_t bits = word_letters(word->folded);

	for (size_t i = word_list_from(index, least, ""); i < end; i++) {
		const char *text = word_list_text(index, &words[i]);
		size_t other = strlen(text), apart;
		double cost;

		/* A wrong letter changes two bits at most. */
		if ((size_t)__builtin_popcount(bits ^ words[i].letters) >
			2 * most ||
		    !is_sure(&words[i]) || other < least ||
		    other > length + most || other > ANALYSE_MAX_WORD)
			continue;
		apart = word_distance(word->folded, length, text, other, most);
		if (text[0] != word->folded[0])
			apart++;
		cost = (double)apart - gain(words[i].listings);
		if (apart > most || is_guess(&words[i], length, apart) ||
		    !is_better(best, cost))
			continue;
		best->found = true;
		best->cost = cost;
		strcpy(best->text, text);
	}
}

/* ... and with a wrong letter, where neither says anything alone. */
static bool
read_joined_slip(struct reader *reader, size_t first, const char *text)
{
	struct candidate best = {.found = false};
	struct analyse_word joined;

	if (strlen(text) < TWO_LETTERS || strlen(text) > ANALYSE_MAX_WORD ||
	    is_known(reader, &reader->words[first]) ||
	    is_known(reader, &reader->words[first + 1]))
		return false;
	joined.folded_length = strlen(text);
	strcpy(joined.folded, text);
	if (!is_letters(&joined))
		return false;
	try_letters(reader, &joined, &best);
	if (!best.found || word_distance(text, joined.folded_length, best.text,
			       strlen(best.text), 1) > 1)
		return false;
	read_as(reader, first, 2, best.text);
	return true;
}

/*
 * Two words that are written as one: where one of them is unknown, or
 * where the one is not rarer than the rarer of both ("grey weather", where
 * there is a Greyweather).
 */
static bool
read_joined(struct reader *reader, size_t first)
{
	const struct analyse_word *word = &reader->words[first];
	const struct index_word *joined;
	char text[2 * ANALYSE_MAX_WORD + 1];
	uint32_t left, right;

	if (first + 1 == reader->count ||
	    word[0].folded_length + word[1].folded_length < MIN_JOINED ||
	    analyse_is_stop(word[0].folded) || analyse_is_stop(word[1].folded))
		return false;
	memcpy(text, word[0].folded, word[0].folded_length);
	strcpy(text + word[0].folded_length, word[1].folded);
	joined = find_sure(reader->index, text);
	if (joined == NULL)
		return read_joined_slip(reader, first, text);
	if (is_known(reader, &word[0]) && is_known(reader, &word[1])) {
		left = listings(reader->index, word[0].folded);
		right = listings(reader->index, word[1].folded);
		if (joined->listings == 0 ||
		    joined->listings < (left < right ? left : right))
			return false;
	}
	read_as(reader, first, 2, text);
	return true;
}

/* Words that begin so: the last one may not be written out. */
static void
try_prefix(struct reader *reader, const struct analyse_word *word,
    struct candidate *best)
{
	const struct index *index = reader->index;
	const struct index_word *words = index->part[SECTION_WORDS].data;
	size_t length = word->folded_length;

	if (length < MIN_PREFIX)
		return;
	for (size_t other = length + 1; other <= ANALYSE_MAX_WORD; other++)
		for (size_t i = word_list_from(index, other, word->folded);
		     i < index->part[SECTION_WORDS].count; i++) {
			const char *text = word_list_text(index, &words[i]);
			double cost;

			if (strncmp(text, word->folded, length) != 0 ||
			    strlen(text) != other)
				break;
			cost = PREFIX_COST +
			       PREFIX_LETTER * (double)(other - length) -
			       gain(words[i].listings);
			if (!is_sure(&words[i]) || !is_better(best, cost))
				continue;
			best->found = true;
			best->cost = cost;
			strcpy(best->text, text);
		}
}

/* Is there nothing behind it? */
static bool
is_last(const struct reader *reader, const struct analyse_word *word)
{
	return reader->need[word->at + word->length] == '\0';
}

static void
read_word(struct reader *reader, size_t number)
{
	const struct analyse_word *word = &reader->words[number];
	struct candidate best = {.found = false};
	char typed[ANALYSE_MAX_WORD + 1], meant[ANALYSE_MAX_WORD + 1];
	char commoner[ANALYSE_MAX_WORD + 2];

	if (word->folded_length < MIN_LETTERS || !is_letters(word) ||
	    analyse_is_stop(word->folded) || is_address(reader->need, word))
		return;
	if (is_known(reader, word)) {
		if (is_rare(reader, word, commoner))
			read_as(reader, number, 1, commoner);
		return;
	}
	if (is_last(reader, word))
		try_prefix(reader, word, &best);
	try_letters(reader, word, &best);
	try_split(reader, word, &best);
	if (!best.found)
		return;
	/* "hallucination" is no slip for "hallucinations". */
	analyse_stem(reader->stemmer, word->folded, word->folded_length, typed);
	analyse_stem(reader->stemmer, best.text, strlen(best.text), meant);
	if (strcmp(typed, meant) != 0)
		read_as(reader, number, 1, best.text);
}

static void
read_all(struct reader *reader)
{
	size_t taken;

	for (size_t i = 0; i < reader->count; i += taken) {
		taken = read_slip(reader, i);
		if (taken == 0 && read_joined(reader, i))
			taken = 2;
		if (taken == 0) {
			read_word(reader, i);
			taken = 1;
		}
	}
}

/* Does a text hold a phrase that is never shown? */
static bool
holds_unshown(const struct index *index, const char *text)
{
	struct analyse_word words[MAX_WORDS];
	size_t count = 0, position = 0;

	while (
	    count < MAX_WORDS && analyse_next(text, &position, &words[count]))
		count++;
	for (size_t first = 0; first < count; first++) {
		char phrase[MAX_UNSHOWN * (ANALYSE_MAX_WORD + 1) + 1] = "";

		for (size_t n = 0; n < MAX_UNSHOWN && first + n < count; n++) {
			const struct index_word *entry;

			if (n > 0)
				strcat(phrase, " ");
			strcat(phrase, words[first + n].folded);
			entry = word_list_find(index, phrase);
			if (entry != NULL && (entry->flags & WORD_UNSHOWN) != 0)
				return true;
		}
	}
	return false;
}

/* What several corrections came to may be a phrase that is never shown. */
static void
take_back_unshown(struct reader *reader)
{
	if (!holds_unshown(reader->index, reader->out->need) ||
	    holds_unshown(reader->index, reader->need))
		return;
	reader->out->readings_count = 0;
	reader->out->need = reader->need;
}

void
spelling_read(const struct index *index, const char *need, struct arena *arena,
    struct spelling *out)
{
	struct reader reader = {
	    .index = index, .arena = arena, .need = need, .out = out};
	size_t position = 0;

	memset(out, 0, sizeof(*out));
	out->need = need;
	/* An index of an earlier version has no words to go by. */
	if (need == NULL || index->part[SECTION_WORDS].count == 0)
		return;
	while (reader.count < MAX_WORDS &&
	       analyse_next(need, &position, &reader.words[reader.count]))
		reader.count++;
	reader.stemmer = analyse_stemmer_new();
	read_all(&reader);
	analyse_stemmer_free(reader.stemmer);
	if (out->readings_count > 0) {
		buf_add_text(&reader.text, need + reader.copied);
		out->need = arena_strdup(arena, buf_text(&reader.text));
		take_back_unshown(&reader);
	}
	buf_clear(&reader.text);
}
