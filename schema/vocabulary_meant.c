/* Which types a category means: its code, its label, or parts of that. */
#include <stdlib.h>
#include <string.h>

#include "schema/vocabulary_parts.h"

/* Marks between the parts of a label: "Mental health > Counselling". */
#define PART_MARKS ">/|\\:;,()[]"

static const struct category_code *
code_find(
    const struct vocabulary *vocabulary, const char *scheme, const char *code)
{
	const struct category_code wanted = {.scheme = scheme, .code = code};

	if (vocabulary->codes_count == 0)
		return NULL;
	return bsearch(&wanted, vocabulary->codes, vocabulary->codes_count,
	    sizeof(*vocabulary->codes), vocabulary_compare_codes);
}

/* The type that a column of service-types.tsv names the code for. */
static bool
has_code(char **codes, const char *code, bool first_only)
{
	for (size_t i = 0; codes[i] != NULL && (i == 0 || !first_only); i++)
		if (strcmp(codes[i], code) == 0)
			return true;
	return false;
}

static char **
codes_of(const struct vocabulary_type *type, const char *scheme)
{
	static const struct {
		const char *key;
		size_t offset;
	} columns[] = {
	    {"openeligibility",
		offsetof(struct vocabulary_type, open_eligibility)},
	    {"esdservicetype", offsetof(struct vocabulary_type, esd_types)},
	    {"esdneed", offsetof(struct vocabulary_type, esd_needs)},
	    {"hl7servicetype", offsetof(struct vocabulary_type, hl7_types)},
	};

	for (size_t i = 0; i < ARRAY_LEN(columns); i++)
		if (strcmp(columns[i].key, scheme) == 0)
			return *(char **const *)((const char *)type +
						 columns[i].offset);
	return NULL;
}

/*
 * Where several types name the code, it is the one above them all; where
 * they have none in common the code says too little.
 */
static int
type_by_code(const struct vocabulary *vocabulary, const char *scheme,
    const char *code, bool first_only)
{
	int found = -1, top, type;

	for (size_t i = 0; i < vocabulary->types_count; i++) {
		char **codes = codes_of(&vocabulary->types[i], scheme);

		if (codes == NULL)
			return -1;
		if (!has_code(codes, code, first_only))
			continue;
		type = (int)i;
		if (found < 0) {
			found = type;
			continue;
		}
		top = vocabulary->types[found].parent;
		found = top < 0 ? found : top;
		top = vocabulary->types[type].parent;
		if (found != (top < 0 ? type : top))
			return -1;
	}
	return found;
}

static bool
code_of_scheme(const struct vocabulary *vocabulary, const char *scheme,
    const char *code, struct meant *out)
{
	struct arena arena = {0};
	const char *key = vocabulary_scheme_find(
	    vocabulary, vocabulary_scheme_key(&arena, scheme));
	const struct category_code *row = code_find(vocabulary, key, code);
	int type = -1;

	if (row == NULL) {
		/* Each type's first code is the one that fits it best. */
		type = type_by_code(vocabulary, key, code, true);
		if (type < 0)
			type = type_by_code(vocabulary, key, code, false);
	}
	if (row == NULL && type < 0)
		row = code_find(vocabulary, key, "*");
	arena_clear(&arena);
	memset(out, 0, sizeof(*out));
	if (row != NULL)
		*out = row->meant;
	else if (type >= 0)
		out->types[out->count++] = type;
	return row != NULL || type >= 0;
}

bool
vocabulary_code_meant(const struct vocabulary *vocabulary, const char *scheme,
    const char *code, struct meant *out)
{
	const char *cut = strstr(code, "://") != NULL ? strrchr(code, '/')
						      : strchr(code, ':');
	int type = vocabulary_type_find(vocabulary, code);
	bool known = false;
	char *own;

	memset(out, 0, sizeof(*out));
	if (type >= 0) {
		out->types[out->count++] = type;
		return true;
	}
	if (cut != NULL && cut[1] != '\0') {
		own = xasprintf("%.*s", (int)(cut - code), code);
		known = code_of_scheme(vocabulary, own, cut + 1, out);
		free(own);
	}
	return known || (scheme != NULL &&
			    code_of_scheme(vocabulary, scheme, code, out));
}

static bool
meant_has(const struct meant *meant, int type)
{
	for (size_t i = 0; i < meant->count; i++)
		if (meant->types[i] == type)
			return true;
	return false;
}

static void
meant_add(struct meant *meant, int type)
{
	if (meant->count < MEANT_MAX && !meant_has(meant, type))
		meant->types[meant->count++] = type;
}

/* A part of a label as a whole. */
static bool
part_meant(const struct vocabulary *vocabulary, const char *text, size_t length,
    struct meant *out)
{
	struct arena arena = {0};
	const struct phrase *phrase = vocabulary_label_find(
	    vocabulary, vocabulary_label_key(&arena, text, length));
	bool known = phrase != NULL;

	for (; phrase != NULL; phrase = phrase->next) {
		const struct meant *row =
		    phrase->value < 0 ? &vocabulary->meant[-1 - phrase->value]
				      : NULL;

		if (row == NULL)
			meant_add(out, phrase->value);
		else
			for (size_t i = 0; i < row->count; i++)
				meant_add(out, row->types[i]);
	}
	arena_clear(&arena);
	return known;
}

/* Bytes of what parts two parts of a label here; 0: it goes on. */
static size_t
mark_length(const char *at, bool words)
{
	static const char *const marks[] = {
	    " - ", "\xc2\xbb", "\xe2\x80\x93", "\xe2\x86\x92"};
	static const char *const joins[] = {
	    " and ", " And ", " AND ", "&", "+"};

	if (strchr(PART_MARKS, *at) != NULL)
		return 1;
	for (size_t i = 0; i < ARRAY_LEN(marks); i++)
		if (strncmp(at, marks[i], strlen(marks[i])) == 0)
			return strlen(marks[i]);
	for (size_t i = 0; words && i < ARRAY_LEN(joins); i++)
		if (strncmp(at, joins[i], strlen(joins[i])) == 0)
			return strlen(joins[i]);
	return 0;
}

/* "Mental health > Anxiety, stress & panic": each part that is known. */
static bool
parts_meant(const struct vocabulary *vocabulary, const char *label, size_t rest,
    bool words, struct meant *out)
{
	bool known = false;
	size_t length, mark;

	while (rest > 0) {
		for (length = 0, mark = 0; length < rest; length++) {
			mark = mark_length(label + length, words);
			if (mark > 0)
				break;
		}
		known |= part_meant(vocabulary, label, length, out) ||
			 (!words &&
			     parts_meant(vocabulary, label, length, true, out));
		if (length + mark >= rest)
			break;
		label += length + mark;
		rest -= length + mark;
	}
	return known;
}

bool
vocabulary_label_meant(
    const struct vocabulary *vocabulary, const char *label, struct meant *out)
{
	memset(out, 0, sizeof(*out));
	return part_meant(vocabulary, label, strlen(label), out) ||
	       parts_meant(vocabulary, label, strlen(label), false, out);
}
