/*
 * What a loaded vocabulary is made of, for the files that load and use it:
 * vocabulary*.c and stated*.c.
 */
#ifndef SIGNPOST_VOCABULARY_PARTS_H
#define SIGNPOST_VOCABULARY_PARTS_H

#include "base/buf.h"
#include "base/hash.h"
#include "schema/holiday.h"
#include "schema/phrases.h"
#include "schema/synonyms.h"
#include "schema/vocabulary.h"

/* Bytes of one file; a hundred times what we ship. */
#define VOCABULARY_MAX_FILE (4u << 20)
/* Columns of a row; no file has more. */
#define VOCABULARY_MAX_COLUMNS 9

/* A value of eligibility.tsv; "number" and "text" stand for any such. */
struct vocabulary_term {
	char *dimension, *value, *label;
};

/* What the words of a listing's sentence say about the rest of it. */
enum vocabulary_aside {
	ASIDE_WHOLE = 0, /* the sentence is about something else */
	ASIDE_REST, /* so is what follows, up to a "but" */
	ASIDE_END, /* "but": what follows counts again */
	ASIDE_ROLE, /* of a name: no help, but a course or a role */
	ASIDE_CLOSED, /* the listing is no more */
	ASIDE_PAUSED, /* it takes nobody new for now */
};

struct stated_patterns;
struct crisis_phrase;

struct vocabulary {
	struct arena arena; /* owns every text below */
	char hash[SHA256_TEXT];
	struct vocabulary_type *types;
	size_t types_count;
	/* By id, once all are read: each search labels some hundred types. */
	const struct vocabulary_type **types_by_id;
	struct vocabulary_term *terms;
	size_t terms_count;
	/* Labels and terms by type index; general ones are below zero. */
	struct phrases *phrases;
	struct phrases *asides; /* by enum vocabulary_aside */
	struct phrases *roles; /* those of names */
	struct phrases *states; /* closed and paused */
	struct stated_patterns *patterns;
	struct synonym_rule *synonyms;
	size_t synonyms_count;
	struct holidays holidays;
	struct crisis_phrase *crises;
	size_t crises_count;
	char **crisis_words; /* all of those phrases, sorted */
	size_t crisis_words_count;
};

/* One row of a file, cut at its tabs; missing columns are "". */
struct vocabulary_row {
	const char *file; /* its name, for messages */
	long line;
	char *columns[VOCABULARY_MAX_COLUMNS];
	size_t count;
	char *error; /* where vocabulary_row_wrong() writes */
	size_t error_size;
};

typedef bool vocabulary_row_cb(
    struct vocabulary *, const struct vocabulary_row *);

/*
 * Reads FOLDER/NAME row by row; lines that are empty or start with '#' are
 * not rows.  The file's bytes join "bytes", for the hash.  False, with a
 * message, where it cannot be read or a row is refused.
 */
bool vocabulary_file_read(struct vocabulary *, const char *folder,
    const char *name, vocabulary_row_cb *row, struct buf *bytes, char *error,
    size_t error_size) MUST_CHECK;
/* Says what is wrong with a row; always false, to be returned. */
bool vocabulary_row_wrong(const struct vocabulary_row *, const char *format,
    ...) PRINTF_LIKE(2, 3);
/*
 * The parts of "text" between separators ("; "), each in the arena; the
 * list ends with NULL.  *count may be NULL.
 */
char **vocabulary_split(struct arena *, const char *text, char separator,
    size_t *count);

/* Is DIMENSION=VALUE a fact that eligibility.tsv knows? */
bool vocabulary_fact_known(const struct vocabulary *, const char *dimension,
    const char *value);

/* Rows of bank-holidays.tsv (holiday_lines.c). */
vocabulary_row_cb holiday_row;
/* Rows of synonyms.txt (synonyms.c). */
vocabulary_row_cb synonym_row;
/* Rows of crisis.tsv (crisis.c). */
vocabulary_row_cb crisis_row;
/* After the last row: makes its words ready to be looked up. */
void crisis_finish(struct vocabulary *);
/* Rows of eligibility-patterns.tsv (stated_patterns.c). */
vocabulary_row_cb stated_pattern_row;
/* After the last row: makes them ready to be used. */
void stated_patterns_finish(struct vocabulary *);
void stated_patterns_free(struct stated_patterns *);

#endif
