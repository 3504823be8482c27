/*
 * The filters of the mapping language: each takes the values that an
 * expression found in a record and gives others.  Runs in the sandboxed
 * reader; knows nothing of XML trees.
 *
 *	phone  Contact | unless contains '@' | null_if 'ask' | uk_phones
 *
 * A value keeps what the source wrote beside what the filters made of it,
 * so that a problem can quote the source.
 */
#ifndef SIGNPOST_FILTER_H
#define SIGNPOST_FILTER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/alloc.h"
#include "base/compiler.h"

#define FILTER_MAX_ARGS    40     /* of one filter: a lookup written inline */
#define FILTER_MAX_PATTERN 500    /* bytes of a regular expression */
#define FILTER_MAX_VALUES  200    /* of one field: LISTING_MAX_ITEMS */
#define FILTER_MAX_ROWS    100000 /* of one table */
#define FILTER_MAX_BYTES   (1 << 20) /* all texts one field may grow to */

struct value {
	char *text;
	const char *given; /* as the source wrote it */
	const char *label; /* element or attribute it came from; or NULL */
};

struct values {
	struct arena *arena; /* keeps the texts */
	struct value *items;
	size_t count;
	size_t bytes; /* of all texts added */
};

/*
 * Adds a value; one over FILTER_MAX_VALUES or _BYTES is dropped: false.
 * What was given is that of "like", or the text itself where that has none.
 */
bool values_add(struct values *values, const char *text, size_t length,
    const struct value *like);

/* Told of a value that could not be read, and what was done with it. */
typedef void filter_report_cb(
    void *arg, const struct value *value, const char *what, const char *done);

struct filter_run {
	filter_report_cb *report;
	void *report_arg;
};

/* A lookup table; several mappings' statements may share one. */
struct filter_table;

struct filter_table *filter_table_new(const char *name);
void filter_table_free(struct filter_table *table);
const char *filter_table_name(const struct filter_table *table);
/*
 * Adds a row.  A key between slashes is a regular expression, "*" is any
 * other value.  NULL, or what is wrong with the key (static text).
 */
const char *filter_table_add(
    struct filter_table *table, const char *key, const char *value) MUST_CHECK;
/* The same for a row of a file: no key there means anything else. */
const char *filter_table_add_exact(
    struct filter_table *table, const char *key, const char *value) MUST_CHECK;
/* "keep", "drop" or "error": what becomes of a value not in the table. */
bool filter_table_unknown(
    struct filter_table *table, const char *fate) MUST_CHECK;

struct filter; /* one filter with its arguments, ready to run */

/*
 * Makes a filter from its name and arguments; a table for "lookup" is
 * looked for among "tables".  NULL, with the reason in "error".
 */
struct filter *filter_new(const char *name, char *const *args,
    size_t args_count, struct filter_table *const *tables, size_t tables_count,
    char *error, size_t error_size);
void filter_free(struct filter *filter);
void filter_apply(const struct filter *filter, const struct filter_run *run,
    struct values *values);

/* What the filters share with the fields that read by themselves. */

/* True for what sources write instead of nothing: "N/A", "Not known", "." */
bool filter_placeholder(const char *text);
/* HTML to text: blocks and list items become lines, links keep their
 * address, scripts, styles and images go.  In the arena. */
char *filter_html_text(struct arena *arena, const char *text);
/* Adds the character of HTML's "nbsp" and its like, but for XML's own five;
 * false where there is none. */
struct buf;
bool filter_add_named(struct buf *out, const char *name, size_t length);
/* Character references decoded once: "&amp;lt;" gives "&lt;". */
char *filter_decode(struct arena *arena, const char *text);
/* A day from what sources write; "order" is NULL, "unix", "dmy", "mdy" or
 * "ymd".  "2026-11-22" in the arena, or NULL. */
char *filter_date(struct arena *arena, const char *text, const char *order);
/* "yes", "no", or NULL where it is neither. */
const char *filter_boolean(const char *text);
/*
 * Ages in words or figures: "16-25", "18+", "under 18s", "over 50".  False
 * where the whole text is not that.  -1: not stated.
 */
bool filter_ages(const char *text, int *min, int *max);

#endif
