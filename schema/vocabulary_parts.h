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
	ASIDE_REST,      /* so is what follows, up to a "but" */
	ASIDE_END,       /* "but": what follows counts again */
	ASIDE_ROLE,      /* of a name: no help, but a course or a role */
	ASIDE_CLOSED,    /* the listing is no more */
	ASIDE_PAUSED,    /* it takes nobody new for now */
};

/* Types that a category means; none where it says nothing of help. */
#define MEANT_MAX       8
#define LABEL_MAX_WORDS 24 /* a longer label is no name of a thing */
struct meant {
	int types[MEANT_MAX];
	size_t count;
};

struct category_code {
	const char *scheme, *code; /* "*": any other of the scheme */
	struct meant meant;
};

/* Another name of a list of codes, both as they are compared. */
struct category_scheme {
	const char *other, *key;
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
	/* Whole labels: a type's index, or -1 minus that of "meant". */
	struct phrases *labels;
	struct meant *meant;
	size_t meant_count;
	struct category_code *codes; /* sorted */
	size_t codes_count;
	struct category_scheme *schemes;
	size_t schemes_count;
	struct phrases *asides; /* by enum vocabulary_aside */
	struct phrases *roles;  /* those of names */
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
bool vocabulary_row_wrong(
    const struct vocabulary_row *, const char *format, ...) PRINTF_LIKE(2, 3);
/*
 * The parts of "text" between separators ("; "), each in the arena; the
 * list ends with NULL.  *count may be NULL.
 */
char **vocabulary_split(
    struct arena *, const char *text, char separator, size_t *count);

/* Is DIMENSION=VALUE a fact that eligibility.tsv knows? */
bool vocabulary_fact_known(
    const struct vocabulary *, const char *dimension, const char *value);

/* Rows of categories.tsv (vocabulary_labels.c). */
vocabulary_row_cb category_row;
/* After the last row of all files: types and synonyms are labels too. */
void categories_finish(struct vocabulary *);
/*
 * As names of lists and labels are compared, in the arena: "hl7.org/fhir" is
 * "hl7orgfhir", "Arts & the Crafts" is "Arts Crafts".
 */
char *vocabulary_scheme_key(struct arena *, const char *name);
char *vocabulary_label_key(struct arena *, const char *text, size_t length);
/* What the list with this key is called in categories.tsv; else the key. */
const char *vocabulary_scheme_find(const struct vocabulary *, const char *key);
/* What the label with this key means as a whole; NULL: nobody knows. */
const struct phrase *vocabulary_label_find(
    const struct vocabulary *, const char *key);
int vocabulary_compare_codes(const void *, const void *);
/* What a code of a list, or a label, means; false: nobody knows it
 * (vocabulary_meant.c). */
bool vocabulary_code_meant(const struct vocabulary *, const char *scheme,
    const char *code, struct meant *out);
bool vocabulary_label_meant(
    const struct vocabulary *, const char *label, struct meant *out);
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
