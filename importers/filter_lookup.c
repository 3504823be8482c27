/* Lookup tables: a source's words to ours, with a stated fate for others. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "importers/filter_list.h"

enum unknown {
	UNKNOWN_KEEP = 0,
	UNKNOWN_DROP,
	UNKNOWN_ERROR,
};

struct filter_row {
	char *key; /* folded; NULL for a pattern */
	regex_t pattern;
	char *value;
};

struct filter_table {
	char *name;
	struct filter_row *rows;
	size_t rows_count;
	size_t *slots;      /* exact keys by hash: a row's index and 1, or 0 */
	size_t slots_count; /* a power of two, or 0 */
	size_t keys, patterns;
	char *otherwise; /* of the key "*" */
	enum unknown unknown;
};

struct filter_table *
filter_table_new(const char *name)
{
	struct filter_table *table = xcalloc(1, sizeof(*table));

	table->name = xstrdup(name);
	return table;
}

void
filter_table_free(struct filter_table *table)
{
	if (table == NULL)
		return;
	for (size_t i = 0; i < table->rows_count; i++) {
		if (table->rows[i].key == NULL)
			regfree(&table->rows[i].pattern);
		free(table->rows[i].key);
		free(table->rows[i].value);
	}
	free(table->rows);
	free(table->slots);
	free(table->otherwise);
	free(table->name);
	free(table);
}

const char *
filter_table_name(const struct filter_table *table)
{
	return table->name;
}

/* Lower case, no accents, runs of blanks as one: how keys are compared. */
static char *
fold_key(const char *text)
{
	char *folded = utf8_fold(text), *to = folded;

	for (const char *at = folded; *at != '\0'; at++) {
		bool blank = strchr(" \t\r\n", *at) != NULL;
		if (blank && (to == folded || to[-1] == ' '))
			continue;
		*to++ = blank ? ' ' : *at;
	}
	if (to > folded && to[-1] == ' ')
		to--;
	*to = '\0';
	return folded;
}

static size_t
hash(const char *key)
{
	size_t sum = 5381;

	for (; *key != '\0'; key++)
		sum = sum * 33 + (unsigned char)*key;
	return sum;
}

/* Where a key stands, or would. */
static size_t *
find_slot(const struct filter_table *table, const char *key)
{
	size_t mask = table->slots_count - 1, at = hash(key) & mask;

	while (table->slots[at] != 0 &&
	       strcmp(table->rows[table->slots[at] - 1].key, key) != 0)
		at = (at + 1) & mask;
	return &table->slots[at];
}

/* Twice the room; of equal keys the first stays. */
static void
grow_slots(struct filter_table *table)
{
	size_t *slot;

	table->slots_count = table->slots_count ? 2 * table->slots_count : 64;
	free(table->slots);
	table->slots = xcalloc(table->slots_count, sizeof(*table->slots));
	for (size_t i = 0; i < table->rows_count; i++) {
		if (table->rows[i].key == NULL)
			continue;
		slot = find_slot(table, table->rows[i].key);
		if (*slot == 0)
			*slot = i + 1;
	}
}

static void
add_row(struct filter_table *table, struct filter_row row)
{
	size_t *slot;

	table->rows =
	    grow_array(table->rows, table->rows_count, sizeof(*table->rows));
	table->rows[table->rows_count++] = row;
	if (row.key == NULL) {
		table->patterns++;
		return;
	}
	if (2 * ++table->keys > table->slots_count) {
		grow_slots(table);
		return;
	}
	slot = find_slot(table, row.key);
	if (*slot == 0)
		*slot = table->rows_count;
}

const char *
filter_table_add_exact(
    struct filter_table *table, const char *key, const char *value)
{
	struct filter_row row = {.key = NULL};

	if (table->rows_count >= FILTER_MAX_ROWS)
		return "a table has at most 100,000 rows";
	row.key = fold_key(key);
	row.value = xstrdup(value);
	add_row(table, row);
	return NULL;
}

const char *
filter_table_add(struct filter_table *table, const char *key, const char *value)
{
	size_t length = strlen(key);
	struct filter_row row = {0};
	const char *wrong;
	char *pattern;

	if (strcmp(key, "*") == 0) {
		if (table->otherwise != NULL)
			return "the key * stands twice";
		table->otherwise = xstrdup(value);
		return NULL;
	}
	if (length <= 2 || key[0] != '/' || key[length - 1] != '/')
		return filter_table_add_exact(table, key, value);
	pattern = xstrndup(key + 1, length - 2);
	wrong = filter_pattern(&row.pattern, pattern, REG_NOSUB | REG_ICASE);
	free(pattern);
	if (wrong != NULL)
		return wrong;
	row.value = xstrdup(value);
	add_row(table, row);
	return NULL;
}

bool
filter_table_unknown(struct filter_table *table, const char *fate)
{
	if (strcmp(fate, "keep") == 0)
		table->unknown = UNKNOWN_KEEP;
	else if (strcmp(fate, "drop") == 0)
		table->unknown = UNKNOWN_DROP;
	else if (strcmp(fate, "error") == 0)
		table->unknown = UNKNOWN_ERROR;
	else
		return false;
	return true;
}

/* The value for a text, or NULL where the table does not have it. */
static const char *
table_find(const struct filter_table *table, const char *text)
{
	char *folded = fold_key(text);
	size_t exact = 0, end = table->rows_count;

	if (table->slots_count > 0)
		exact = *find_slot(table, folded);
	free(folded);
	if (exact > 0)
		end = exact - 1; /* a pattern above it goes first */
	for (size_t i = 0; table->patterns > 0 && i < end; i++)
		if (table->rows[i].key == NULL &&
		    regexec(&table->rows[i].pattern, text, 0, NULL, 0) == 0)
			return table->rows[i].value;
	return exact > 0 ? table->rows[exact - 1].value : table->otherwise;
}

void
filter_lookup_values(const struct filter *filter, const struct filter_run *run,
    struct values *values)
{
	const struct filter_table *table = filter->table;
	size_t kept = 0;

	for (size_t i = 0; i < values->count; i++) {
		struct value value = values->items[i];
		const char *found = table_find(table, value.text);

		if (found == NULL && table->unknown == UNKNOWN_ERROR)
			filter_say(run, &value, "dropped",
			    "'%.80s' is none of the words that the mapping "
			    "knows",
			    value.text);
		if (found == NULL && table->unknown != UNKNOWN_KEEP)
			continue;
		if (found != NULL && *found == '\0')
			continue; /* the table says: nothing */
		if (found != NULL)
			value.text = arena_strdup(values->arena, found);
		values->items[kept++] = value;
	}
	values->count = kept;
}
