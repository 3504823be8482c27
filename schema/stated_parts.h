/* How stated rules are read: for the stated*.c files and their tests. */
#ifndef SIGNPOST_STATED_PARTS_H
#define SIGNPOST_STATED_PARTS_H

#include <regex.h>
#include <stdint.h>

#include "base/buf.h"
#include "schema/stated.h"
#include "schema/stated_match.h"
#include "schema/vocabulary_parts.h"

/* Patterns of one file: eight times what we ship. */
#define STATED_MAX_PATTERNS 512
#define STATED_MASK_WORDS   (STATED_MAX_PATTERNS / 64)
/* Captured groups that a fact may name. */
#define STATED_MAX_GROUPS 10
/* Facts that one pattern gives, and one sentence. */
#define STATED_MAX_PATTERN_FACTS 12
#define STATED_MAX_FACTS         64

/* A set of patterns. */
struct stated_mask {
	uint64_t words[STATED_MASK_WORDS];
};

static inline void
stated_mask_add(struct stated_mask *mask, size_t pattern)
{
	mask->words[pattern / 64] |= (uint64_t)1 << (pattern % 64);
}

/* "age.max=$8-1": a group, or a value as it is. */
struct stated_template {
	char *dimension;
	char *value; /* NULL: "group" has it */
	size_t group;
	long more; /* added to the number that the group caught */
};

struct stated_pattern {
	char *id, *text;
	bool age;  /* what it used is blanked for the next one */
	bool bars; /* takes facts away: a value NULL means any, "*" all */
	struct stated_template facts[STATED_MAX_PATTERN_FACTS];
	size_t facts_count;
	bool captures; /* a fact names a group */
	struct stated_machine *match;
	struct stated_machine *unless; /* NULL for none */
	/* Where groups match: compiled when the first text needs it. */
	regex_t where;
	bool where_ready;
};

/*
 * What a text must have in it for an expression to match (POSIX extended,
 * as in eligibility-patterns.tsv): for one of the alternatives, one string
 * of each of its lists.  Strings are of small letters, digits and '_'; a
 * space stands for any other byte, and for both ends of the text.
 */
#define STATED_MAX_ALTERNATIVES 64
#define STATED_MAX_LISTS        3

struct stated_need {
	bool anything; /* nothing is known: any text may match */
	size_t alternatives_count;
	struct {
		size_t lists_count;
		char **lists[STATED_MAX_LISTS]; /* each ends with NULL */
	} alternatives[STATED_MAX_ALTERNATIVES];
};

/* Texts are in the arena. */
void stated_need_read(
    struct arena *, const char *expression, struct stated_need *need);

/*
 * Finds by one pass over a text which patterns it has all they need for,
 * whatever their number (Aho and Corasick, CACM 1975).
 */
struct stated_finder;

struct stated_finder *stated_finder_new(void);
void stated_finder_add(
    struct stated_finder *, const struct stated_need *, size_t pattern);
void stated_finder_finish(struct stated_finder *);
/* Notes in the finder what the text has: one thread at a time. */
void stated_finder_find(struct stated_finder *, const char *text, size_t length,
    struct stated_mask *found);
void stated_finder_free(struct stated_finder *);

struct stated_patterns {
	struct stated_pattern *patterns;
	size_t count;
	struct stated_finder *finder; /* NULL until a text is read */
	struct stated_mask bars;      /* filled with the finder */
};

/*
 * Made when the first text is read: most runs of our programs read none, and
 * would wait 30 ms for it.
 */
struct stated_finder *stated_patterns_finder(struct stated_patterns *);

/* Makes a sentence ready for the patterns, as their file's header says. */
void stated_plain(struct buf *out, const char *sentence, size_t length);

/*
 * Reads one sentence.  "all" tries every pattern, found or not: the answer
 * is the same, and a test proves it.  Values are in the arena.
 */
size_t stated_sentence(const struct vocabulary *, const char *sentence,
    size_t length, bool all, struct arena *,
    struct stated_fact facts[STATED_MAX_FACTS]);

#endif
