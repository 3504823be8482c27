/*
 * What the readers of understand.c share: q cut into words, which of them
 * were read, and which stand in a name or a phrase of the vocabulary and
 * are not to be taken apart.
 */
#ifndef SIGNPOST_UNDERSTAND_PARTS_H
#define SIGNPOST_UNDERSTAND_PARTS_H

#include "search/analyse.h"
#include "search/query.h"

struct reader {
	const struct query_places *places;
	const struct vocabulary *vocabulary;
	struct arena *arena;
	struct query *query;
	struct analyse_word words[QUERY_MAX_WORDS];
	size_t count;
	bool taken[QUERY_MAX_WORDS]; /* by a reading */
	/* q, or as it is meant where a word is a slip; and where words are. */
	const char *text;
	size_t text_at[QUERY_MAX_WORDS], text_end[QUERY_MAX_WORDS];
	/* One past the last word of the phrase or name that begins here. */
	size_t phrase_end[QUERY_MAX_WORDS];
};

/* Words "first" up to, not including, "end". */
struct span {
	size_t first, end;
};

/* The folded word; "" where there is none or it was taken. */
const char *reader_word(const struct reader *, size_t word);
/* Is it one of a list of words with a space between? */
bool reader_is(const struct reader *, size_t word, const char *list);
/*
 * False where a word of the span was taken, or belongs to a name or phrase
 * that is more than the span.
 */
bool reader_free(const struct reader *, struct span);
/* Takes the word before into the span where it is one of a list. */
void reader_take_before(
    const struct reader *, struct span *span, const char *list);
/* Enters a reading, and takes its words.  "value" is kept as it is. */
void reader_take(
    struct reader *, struct span, const char *as, const char *value);
/* As reader_take(); the words stay in the need, too. */
void reader_note(
    struct reader *, struct span, const char *as, const char *value);
/* As reader_take(), or as overruled where a parameter says otherwise. */
bool reader_take_unless(struct reader *, struct span, const char *as,
    const char *value, bool given);

/* The whole name of a listing or organisation? */
bool reader_is_name(const struct reader *, struct span);

void read_place(struct reader *);
void read_ages(struct reader *);
void read_person(struct reader *); /* gender and cost */
void read_hours(struct reader *);
/* Words of crisis in all of q, or in its number; takes none of them. */
void read_crisis(struct reader *);
void read_terms(struct reader *);  /* for, referral, mode, lang, access */

#endif
