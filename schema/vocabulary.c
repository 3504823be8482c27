#include "schema/vocabulary.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "schema/vocabulary_parts.h"

/* Columns of service-types.tsv. */
enum {
	TYPE_ID = 0,
	TYPE_PARENT,
	TYPE_LABEL,
	TYPE_TERMS,
	TYPE_DESCRIPTION,
	TYPE_OE,
	TYPE_ESD,
	TYPE_NEED,
	TYPE_HL7,
};

bool
vocabulary_type_within(const char *id, const char *above)
{
	size_t length = strlen(above);

	return strncmp(id, above, length) == 0 &&
	       (id[length] == '\0' || id[length] == '.');
}

size_t
vocabulary_types_count(const struct vocabulary *vocabulary)
{
	return vocabulary->types_count;
}

const struct vocabulary_type *
vocabulary_type(const struct vocabulary *vocabulary, size_t index)
{
	return &vocabulary->types[index];
}

const char *
vocabulary_hash(const struct vocabulary *vocabulary)
{
	return vocabulary->hash;
}

static int
compare_type(const void *a, const void *b)
{
	const struct vocabulary_type *const *x = a, *const *y = b;

	return strcmp((*x)->id, (*y)->id);
}

static void
sort_types(struct vocabulary *vocabulary)
{
	size_t count = vocabulary->types_count;

	vocabulary->types_by_id =
	    xreallocarray(NULL, count, sizeof(*vocabulary->types_by_id));
	for (size_t i = 0; i < count; i++)
		vocabulary->types_by_id[i] = &vocabulary->types[i];
	qsort(vocabulary->types_by_id, count, sizeof(*vocabulary->types_by_id),
	    compare_type);
}

static int
find_sorted(const struct vocabulary *vocabulary, const char *id)
{
	size_t low = 0, high = vocabulary->types_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct vocabulary_type *type =
		    vocabulary->types_by_id[middle];
		int order = strcmp(type->id, id);

		if (order == 0)
			return (int)(type - vocabulary->types);
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return -1;
}

int
vocabulary_type_find(const struct vocabulary *vocabulary, const char *id)
{
	size_t i;

	if (vocabulary->types_by_id != NULL)
		return find_sorted(vocabulary, id);
	for (i = 0; i < vocabulary->types_count; i++) {
		if (strcmp(vocabulary->types[i].id, id) == 0)
			return (int)i;
	}
	return -1;
}

const char *
vocabulary_term_label(const struct vocabulary *vocabulary,
    const char *dimension, const char *value)
{
	size_t i;

	for (i = 0; i < vocabulary->terms_count; i++) {
		const struct vocabulary_term *term = &vocabulary->terms[i];

		if (strcmp(term->dimension, dimension) == 0 &&
		    strcmp(term->value, value) == 0)
			return term->label;
	}
	return NULL;
}

const char *
vocabulary_term_value(
    const struct vocabulary *vocabulary, const char *dimension, size_t n)
{
	for (size_t i = 0; i < vocabulary->terms_count; i++)
		if (strcmp(vocabulary->terms[i].dimension, dimension) == 0 &&
		    n-- == 0)
			return vocabulary->terms[i].value;
	return NULL;
}

const char *
vocabulary_term_next(const struct vocabulary *vocabulary, const char *dimension,
    size_t *at, const char **label)
{
	while (*at < vocabulary->terms_count) {
		const struct vocabulary_term *term =
		    &vocabulary->terms[(*at)++];

		if (strcmp(term->dimension, dimension) == 0) {
			*label = term->label;
			return term->value;
		}
	}
	return NULL;
}

/* An age in years, as eligibility.tsv has it. */
static bool
is_age(const char *value)
{
	long age;

	return number_long(value, 0, 99, &age);
}

bool
vocabulary_fact_known(const struct vocabulary *vocabulary,
    const char *dimension, const char *value)
{
	if (vocabulary_term_label(vocabulary, dimension, value) != NULL)
		return strcmp(value, "number") != 0 &&
		       strcmp(value, "text") != 0;
	if (vocabulary_term_label(vocabulary, dimension, "number") != NULL)
		return is_age(value);
	return value[0] != '\0' &&
	       vocabulary_term_label(vocabulary, dimension, "text") != NULL;
}

/* Letters, digits and hyphens, in one part or two: "talking.nhs". */
static bool
is_type_id(const char *id)
{
	size_t part = strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-");

	if (part == 0 || id[part] == '\0')
		return part > 0;
	id += part + 1;
	part = strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-");
	return id[-1] == '.' && part > 0 && id[part] == '\0';
}

/* A column of codes: numbers with "; " between them. */
static bool
read_codes(struct vocabulary *vocabulary, const struct vocabulary_row *row,
    size_t column, char ***codes)
{
	size_t i;
	long number;

	*codes = vocabulary_split(
	    &vocabulary->arena, row->columns[column], ';', NULL);
	for (i = 0; (*codes)[i] != NULL; i++) {
		if (!number_long((*codes)[i], 1, 999999, &number))
			return vocabulary_row_wrong(row,
			    "column %zu: '%s' is no code: numbers with '; ' "
			    "between them are expected",
			    column + 1, (*codes)[i]);
	}
	return true;
}

/*
 * Makes the label and the terms findable.  A term in brackets is for
 * visitors who type it: it is too general to say what a listing is, unless
 * a category is called so.
 */
static bool
read_terms(struct vocabulary *vocabulary, const struct vocabulary_row *row,
    struct vocabulary_type *type, int index)
{
	size_t i, other, length;
	bool general;

	type->terms = vocabulary_split(&vocabulary->arena,
	    arena_printf(&vocabulary->arena, "%s; %s", row->columns[TYPE_LABEL],
		row->columns[TYPE_TERMS]),
	    ';', &type->terms_count);
	for (i = 0; i < type->terms_count; i++) {
		char *term = type->terms[i];

		length = strlen(term);
		general =
		    length > 2 && term[0] == '(' && term[length - 1] == ')';
		if (general) {
			term[length - 1] = '\0';
			type->terms[i] = ++term;
			length -= 2;
		}
		for (other = 0; other < i; other++) {
			if (strcmp(type->terms[other], term) == 0)
				return vocabulary_row_wrong(
				    row, "the term '%s' stands twice", term);
		}
		if (!phrases_add(vocabulary->phrases, term,
			general ? -1 - index : index,
			length <= 3 &&
			    strspn(term, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") ==
				length))
			return vocabulary_row_wrong(row,
			    "column %d: the term '%s' has no word in it",
			    TYPE_TERMS + 1, term);
	}
	type->label = type->terms[0];
	return true;
}

static bool
type_row(struct vocabulary *vocabulary, const struct vocabulary_row *row)
{
	struct vocabulary_type *type;
	const char *id = row->columns[TYPE_ID];
	const char *parent = row->columns[TYPE_PARENT];
	int index = (int)vocabulary->types_count;

	if (row->count < TYPE_DESCRIPTION + 1)
		return vocabulary_row_wrong(row,
		    "id, parent, label, terms and description are expected, "
		    "with tabs between them");
	if (!is_type_id(id))
		return vocabulary_row_wrong(row,
		    "'%s' is no id: small letters are expected, with one dot "
		    "below a type",
		    id);
	if (vocabulary_type_find(vocabulary, id) >= 0)
		return vocabulary_row_wrong(row, "'%s' stands twice", id);
	if (row->columns[TYPE_LABEL][0] == '\0')
		return vocabulary_row_wrong(row, "'%s' has no label", id);
	if (strchr(id, '.') == NULL
		? strcmp(parent, "-") != 0
		: (!vocabulary_type_within(id, parent) ||
		      vocabulary_type_find(vocabulary, parent) < 0))
		return vocabulary_row_wrong(row,
		    "the parent of '%s' cannot be '%s': it is the part before "
		    "the dot, stands on an earlier line, and is '-' at the top",
		    id, parent);
	vocabulary->types = grow_array(vocabulary->types,
	    vocabulary->types_count, sizeof(*vocabulary->types));
	type = &vocabulary->types[vocabulary->types_count++];
	memset(type, 0, sizeof(*type));
	type->id = arena_strdup(&vocabulary->arena, id);
	type->parent = vocabulary_type_find(vocabulary, parent);
	type->description =
	    arena_strdup(&vocabulary->arena, row->columns[TYPE_DESCRIPTION]);
	return read_terms(vocabulary, row, type, index) &&
	       read_codes(vocabulary, row, TYPE_OE, &type->open_eligibility) &&
	       read_codes(vocabulary, row, TYPE_ESD, &type->esd_types) &&
	       read_codes(vocabulary, row, TYPE_NEED, &type->esd_needs) &&
	       read_codes(vocabulary, row, TYPE_HL7, &type->hl7_types);
}

static bool
term_row(struct vocabulary *vocabulary, const struct vocabulary_row *row)
{
	struct vocabulary_term *term;

	if (row->count < 3 || row->columns[0][0] == '\0' ||
	    row->columns[1][0] == '\0' || row->columns[2][0] == '\0')
		return vocabulary_row_wrong(row,
		    "dimension, value and label are expected, with tabs "
		    "between them");
	if (vocabulary_term_label(
		vocabulary, row->columns[0], row->columns[1]) != NULL)
		return vocabulary_row_wrong(row, "%s=%s stands twice",
		    row->columns[0], row->columns[1]);
	vocabulary->terms = grow_array(vocabulary->terms,
	    vocabulary->terms_count, sizeof(*vocabulary->terms));
	term = &vocabulary->terms[vocabulary->terms_count++];
	term->dimension = arena_strdup(&vocabulary->arena, row->columns[0]);
	term->value = arena_strdup(&vocabulary->arena, row->columns[1]);
	term->label = arena_strdup(&vocabulary->arena, row->columns[2]);
	return true;
}

static bool
aside_row(struct vocabulary *vocabulary, const struct vocabulary_row *row)
{
	static const char *const names[] = {[ASIDE_WHOLE] = "whole",
	    [ASIDE_REST] = "rest",
	    [ASIDE_END] = "end",
	    [ASIDE_ROLE] = "role",
	    [ASIDE_CLOSED] = "closed",
	    [ASIDE_PAUSED] = "paused"};
	struct phrases *const phrases[] = {[ASIDE_WHOLE] = vocabulary->asides,
	    [ASIDE_REST] = vocabulary->asides,
	    [ASIDE_END] = vocabulary->asides,
	    [ASIDE_ROLE] = vocabulary->roles,
	    [ASIDE_CLOSED] = vocabulary->states,
	    [ASIDE_PAUSED] = vocabulary->states};
	size_t i;

	for (i = 0; i < ARRAY_LEN(names); i++) {
		if (strcmp(row->columns[0], names[i]) != 0)
			continue;
		if (row->count == 2 &&
		    phrases_add(phrases[i], row->columns[1], (int)i, false))
			return true;
	}
	return vocabulary_row_wrong(row,
	    "'whole', 'rest', 'end', 'role', 'closed' or 'paused', a tab "
	    "and words are expected");
}

static const struct {
	const char *name;
	vocabulary_row_cb *row;
} files[] = {
    {"service-types.tsv", type_row},
    {"asides.tsv", aside_row},
    {"eligibility.tsv", term_row},
    {"eligibility-patterns.tsv", stated_pattern_row},
    {"synonyms.txt", synonym_row},
    {"crisis.tsv", crisis_row},
    {"bank-holidays.tsv", holiday_row},
    {"categories.tsv", category_row},
};

struct vocabulary *
vocabulary_load(const char *folder, char *error, size_t error_size)
{
	struct vocabulary *vocabulary = xcalloc(1, sizeof(*vocabulary));
	struct buf bytes = {0};
	bool good = true;
	size_t i;

	vocabulary->phrases = phrases_new();
	vocabulary->labels = phrases_new();
	vocabulary->asides = phrases_new();
	vocabulary->states = phrases_new();
	vocabulary->roles = phrases_new();
	for (i = 0; good && i < ARRAY_LEN(files); i++)
		good = vocabulary_file_read(vocabulary, folder, files[i].name,
		    files[i].row, &bytes, error, error_size);
	if (good && vocabulary->types_count == 0) {
		snprintf(error, error_size, "%s: no types", files[0].name);
		good = false;
	}
	if (good) {
		sort_types(vocabulary);
		categories_finish(vocabulary);
		stated_patterns_finish(vocabulary);
		crisis_finish(vocabulary);
		sha256_text(buf_text(&bytes), bytes.length, vocabulary->hash);
	}
	buf_clear(&bytes);
	if (good)
		return vocabulary;
	vocabulary_free(vocabulary);
	return NULL;
}

void
vocabulary_free(struct vocabulary *vocabulary)
{
	if (vocabulary == NULL)
		return;
	stated_patterns_free(vocabulary->patterns);
	phrases_free(vocabulary->phrases);
	phrases_free(vocabulary->labels);
	free(vocabulary->meant);
	free(vocabulary->codes);
	free(vocabulary->schemes);
	phrases_free(vocabulary->asides);
	phrases_free(vocabulary->states);
	phrases_free(vocabulary->roles);
	free(vocabulary->types_by_id);
	free(vocabulary->types);
	free(vocabulary->terms);
	free(vocabulary->synonyms);
	free(vocabulary->crises);
	free(vocabulary->crisis_words);
	arena_clear(&vocabulary->arena);
	free(vocabulary);
}
