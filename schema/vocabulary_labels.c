/* What publishers and other lists call things: categories.tsv, read. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "schema/vocabulary_parts.h"

/* Columns of categories.tsv, behind its kind. */
enum {
	LABEL_TEXT = 1,
	LABEL_TYPES,
};
enum {
	CODE_SCHEME = 1,
	CODE_CODE,
	CODE_TYPES,
};
enum {
	SCHEME_NAME = 1,
	SCHEME_OTHER,
};

/* "http://hl7.org/fhir/Service-Types/" and "HL7.org fhir service type". */
char *
vocabulary_scheme_key(struct arena *arena, const char *name)
{
	const char *from = strstr(name, "://");
	char *key = arena_strdup(arena, from ? from + 3 : name), *to = key;

	for (const char *c = key; *c != '\0'; c++)
		if (isalnum((unsigned char)*c))
			*to++ = (char)tolower((unsigned char)*c);
	if (to > key + 1 && to[-1] == 's')
		to--;
	*to = '\0';
	return key;
}

/* The key of the scheme that is called so in categories.tsv, else its own. */
const char *
vocabulary_scheme_find(const struct vocabulary *vocabulary, const char *key)
{
	for (size_t i = 0; i < vocabulary->schemes_count; i++)
		if (strcmp(vocabulary->schemes[i].other, key) == 0)
			return vocabulary->schemes[i].key;
	return key;
}

static bool
types_read(struct vocabulary *vocabulary, const struct vocabulary_row *row,
    const char *text, struct meant *out)
{
	char **ids;
	size_t count;

	memset(out, 0, sizeof(*out));
	if (strcmp(text, "-") == 0)
		return true;
	ids = vocabulary_split(&vocabulary->arena, text, ';', &count);
	if (count == 0 || count > MEANT_MAX)
		return vocabulary_row_wrong(row,
		    "up to %d type ids with '; ' between them, or '-', are "
		    "expected in the last column",
		    MEANT_MAX);
	for (size_t i = 0; i < count; i++) {
		out->types[i] = vocabulary_type_find(vocabulary, ids[i]);
		if (out->types[i] < 0)
			return vocabulary_row_wrong(row,
			    "'%s' is no type id of service-types.tsv", ids[i]);
	}
	out->count = count;
	return true;
}

/* A text as labels are compared: its words, without "and" and the like. */
char *
vocabulary_label_key(struct arena *arena, const char *text, size_t length)
{
	static const char *const dropped[] = {"and", "the", "of", "for", "in"};
	const char *end = text + length;
	struct buf key = {0};
	struct word word;
	char *result;

	while ((text = word_next(text, end, &word)) != NULL) {
		bool drop = false;

		for (size_t i = 0; i < ARRAY_LEN(dropped); i++)
			drop |=
			    word.length == strlen(dropped[i]) &&
			    memcmp(word.folded, dropped[i], word.length) == 0;
		if (drop || word.length == 0)
			continue;
		if (key.length > 0)
			buf_add_char(&key, ' ');
		buf_add(&key, word.start, (size_t)(word.end - word.start));
	}
	result = arena_strdup(arena, buf_text(&key));
	buf_clear(&key);
	return result;
}

const struct phrase *
vocabulary_label_find(const struct vocabulary *vocabulary, const char *key)
{
	const char *at = key, *end = key + strlen(key);
	uint32_t ids[LABEL_MAX_WORDS];
	const struct phrase *phrase;
	struct word word;
	size_t count = 0;

	while (count < LABEL_MAX_WORDS &&
	       (at = word_next(at, end, &word)) != NULL) {
		ids[count] = phrases_word(vocabulary->labels, &word);
		if (ids[count++] == 0)
			return NULL;
	}
	phrase = phrases_match(vocabulary->labels, ids, count);
	return phrase != NULL && phrase->words == count ? phrase : NULL;
}

/* A label means what these types are; -1 where none. */
static void
label_add(struct vocabulary *vocabulary, const char *text, int value)
{
	struct arena arena = {0};
	char *key = vocabulary_label_key(&arena, text, strlen(text));

	/* What an earlier row says of it stands. */
	if (*key != '\0')
		phrases_add(vocabulary->labels, key, value, false);
	arena_clear(&arena);
}

static bool
label_row(struct vocabulary *vocabulary, const struct vocabulary_row *row)
{
	struct arena arena = {0};
	const char *text = row->columns[LABEL_TEXT];
	char *key = vocabulary_label_key(&arena, text, strlen(text));
	struct meant *meant;
	bool good = row->count == LABEL_TYPES + 1;

	if (!good)
		vocabulary_row_wrong(row,
		    "'label', the label and its types are expected, with tabs "
		    "between them");
	else if (*key == '\0')
		good = vocabulary_row_wrong(
		    row, "the label '%s' has no word in it", text);
	else if (vocabulary_label_find(vocabulary, key) != NULL)
		good = vocabulary_row_wrong(
		    row, "the label '%s' stands twice", text);
	arena_clear(&arena);
	if (!good)
		return false;
	vocabulary->meant = grow_array(vocabulary->meant,
	    vocabulary->meant_count, sizeof(*vocabulary->meant));
	meant = &vocabulary->meant[vocabulary->meant_count];
	if (!types_read(vocabulary, row, row->columns[LABEL_TYPES], meant))
		return false;
	label_add(vocabulary, text, -1 - (int)vocabulary->meant_count++);
	return true;
}

static bool
code_row(struct vocabulary *vocabulary, const struct vocabulary_row *row)
{
	struct category_code *code;

	if (row->count != CODE_TYPES + 1 ||
	    row->columns[CODE_SCHEME][0] == '\0' ||
	    row->columns[CODE_CODE][0] == '\0')
		return vocabulary_row_wrong(row,
		    "'code', the scheme, the code and its types are expected, "
		    "with tabs between them");
	vocabulary->codes = grow_array(vocabulary->codes,
	    vocabulary->codes_count, sizeof(*vocabulary->codes));
	code = &vocabulary->codes[vocabulary->codes_count];
	memset(code, 0, sizeof(*code));
	code->scheme = vocabulary_scheme_find(
	    vocabulary, vocabulary_scheme_key(
			    &vocabulary->arena, row->columns[CODE_SCHEME]));
	code->code = arena_strdup(&vocabulary->arena, row->columns[CODE_CODE]);
	vocabulary->codes_count++;
	return types_read(
	    vocabulary, row, row->columns[CODE_TYPES], &code->meant);
}

static bool
scheme_row(struct vocabulary *vocabulary, const struct vocabulary_row *row)
{
	struct arena *arena = &vocabulary->arena;
	char *key, **others;
	size_t count;

	if (row->count != SCHEME_OTHER + 1 ||
	    row->columns[SCHEME_NAME][0] == '\0')
		return vocabulary_row_wrong(row,
		    "'scheme', its name and what else it is called are "
		    "expected, with tabs between them");
	key = vocabulary_scheme_key(arena, row->columns[SCHEME_NAME]);
	others =
	    vocabulary_split(arena, row->columns[SCHEME_OTHER], ';', &count);
	for (size_t i = 0; i < count; i++) {
		vocabulary->schemes = grow_array(vocabulary->schemes,
		    vocabulary->schemes_count, sizeof(*vocabulary->schemes));
		vocabulary->schemes[vocabulary->schemes_count++] =
		    (struct category_scheme){
			vocabulary_scheme_key(arena, others[i]), key};
	}
	return true;
}

bool
category_row(struct vocabulary *vocabulary, const struct vocabulary_row *row)
{
	if (strcmp(row->columns[0], "label") == 0)
		return label_row(vocabulary, row);
	if (strcmp(row->columns[0], "code") == 0)
		return code_row(vocabulary, row);
	if (strcmp(row->columns[0], "scheme") == 0)
		return scheme_row(vocabulary, row);
	return vocabulary_row_wrong(
	    row, "'label', 'code' or 'scheme' and a tab are expected");
}

int
vocabulary_compare_codes(const void *a, const void *b)
{
	const struct category_code *x = a, *y = b;
	int order = strcmp(x->scheme, y->scheme);

	return order ? order : strcmp(x->code, y->code);
}

/* What another phrase means, "key" means too, where nobody said of it. */
static void
label_alike(
    struct vocabulary *vocabulary, const struct phrase *known, const char *text)
{
	struct arena arena = {0};
	const char *key = vocabulary_label_key(&arena, text, strlen(text));

	if (*key != '\0' && vocabulary_label_find(vocabulary, key) == NULL)
		for (; known != NULL; known = known->next)
			phrases_add(
			    vocabulary->labels, key, known->value, false);
	arena_clear(&arena);
}

static const struct phrase *
term_find(const struct vocabulary *vocabulary, const char *text)
{
	struct arena arena = {0};
	const struct phrase *found = vocabulary_label_find(
	    vocabulary, vocabulary_label_key(&arena, text, strlen(text)));

	arena_clear(&arena);
	return found;
}

/*
 * Of synonyms.txt what is the same by another name, and slips.  What one
 * leads to by another way ("depression" to a talking therapy) is what helps
 * with it, not what a category of that name holds.
 */
static void
synonym_labels(struct vocabulary *vocabulary, const struct synonym_rule *rule)
{
	const struct phrase *known = NULL;

	if (rule->kind == SYNONYM_SPELLING && rule->targets_count > 0)
		known = term_find(vocabulary, rule->targets[0].text);
	for (size_t i = 0; i < rule->terms_count && known == NULL &&
			   rule->kind == SYNONYM_TWO_WAY;
	     i++)
		known = term_find(vocabulary, rule->terms[i]);
	for (size_t i = 0; i < rule->terms_count && known != NULL; i++)
		label_alike(vocabulary, known, rule->terms[i]);
}

static void
type_labels(struct vocabulary *vocabulary, int index)
{
	const struct vocabulary_type *type = &vocabulary->types[index];

	for (size_t i = 0; i < type->terms_count; i++) {
		const struct phrase *known =
		    term_find(vocabulary, type->terms[i]);

		/* What categories.tsv says of a label stands. */
		if (known == NULL || known->value >= 0)
			label_add(vocabulary, type->terms[i], index);
	}
}

void
categories_finish(struct vocabulary *vocabulary)
{
	if (vocabulary->codes_count > 0)
		qsort(vocabulary->codes, vocabulary->codes_count,
		    sizeof(*vocabulary->codes), vocabulary_compare_codes);
	for (size_t i = 0; i < vocabulary->types_count; i++)
		type_labels(vocabulary, (int)i);
	for (size_t i = 0; i < vocabulary->synonyms_count; i++)
		synonym_labels(vocabulary, &vocabulary->synonyms[i]);
}
