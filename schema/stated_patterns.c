/* Loads eligibility-patterns.tsv, and refuses what is doubtful in it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/regex_size.h"
#include "schema/stated_parts.h"

/* Columns. */
enum {
	PATTERN_ID = 0,
	PATTERN_FACTS,
	PATTERN_TEXT,
	PATTERN_UNLESS,
	PATTERN_COLUMNS,
};

/*
 * What could mean one thing here and another elsewhere: capitals (the text
 * is lower case), escapes other than \b and those of marks, and characters
 * beyond ASCII where they would count as several.
 */
static bool
expression_plain(const struct vocabulary_row *row, const char *text)
{
	const char *at;
	bool class = false;

	for (at = text; *at != '\0'; at++) {
		if (*at >= 'A' && *at <= 'Z')
			return vocabulary_row_wrong(row,
			    "'%c' never matches: the text is made lower case",
			    *at);
		if (*at == '\\' && !class) {
			at++;
			if (*at == '\0' ||
			    strchr("b.+*?()[]{}^$|\\-/", *at) == NULL)
				return vocabulary_row_wrong(row,
				    "'\\%.1s' is not allowed: \\b is, and "
				    "a mark after a backslash",
				    at);
			continue;
		}
		if (*at == '[' && class && at[1] != '\0' &&
		    strchr(":.=", at[1]) != NULL)
			return vocabulary_row_wrong(row,
			    "'[%c' is not allowed: name the characters", at[1]);
		if (*at == '[' && !class)
			class = true;
		else if (*at == ']')
			class = false;
		if ((unsigned char)*at >= 0x80 &&
		    (class || (at[1] != '\0' && strchr("?*+{", at[1]) != NULL)))
			return vocabulary_row_wrong(row,
			    "a character beyond ASCII cannot stand in "
			    "brackets or be repeated");
	}
	return true;
}

/*
 * Why there is no machine: regcomp() says what is wrong, or nothing, where
 * the expression has what only it can read.
 */
static bool
expression_wrong(const struct vocabulary_row *row, const char *text)
{
	char why[200] = "our patterns are read without that";
	regex_t regex;
	int error = regcomp(&regex, text, REG_EXTENDED);

	if (error == 0)
		regfree(&regex);
	else
		regerror(error, &regex, why, sizeof(why));
	return vocabulary_row_wrong(row, "'%s': %s", text, why);
}

static bool
expression_compile(const struct vocabulary_row *row, const char *text,
    struct stated_machine **machine)
{
	if (!expression_plain(row, text))
		return false;
	if (regex_too_large(text))
		return vocabulary_row_wrong(row, "'%s' repeats too much", text);
	*machine = stated_machine_new(text);
	return *machine != NULL || expression_wrong(row, text);
}

/* "$8-1", "$3+4": the group, and what to add. */
static bool
template_group(const char *value, struct stated_template *fact)
{
	long group;
	char digits[4];
	size_t length = strspn(value, "0123456789");

	if (length == 0 || length >= sizeof(digits))
		return false;
	memcpy(digits, value, length);
	digits[length] = '\0';
	if (!number_long(digits, 1, STATED_MAX_GROUPS - 1, &group))
		return false;
	fact->group = (size_t)group;
	value += length;
	if (*value == '\0')
		return true;
	if (!number_long(value + 1, 1, 20, &fact->more))
		return false;
	if (*value == '-')
		fact->more = -fact->more;
	return *value == '-' || *value == '+';
}

static bool
fact_read(struct vocabulary *vocabulary, const struct vocabulary_row *row,
    char *text, struct stated_template *fact)
{
	char *equals = strchr(text, '=');
	const char *sample;

	if (equals == NULL)
		return vocabulary_row_wrong(
		    row, "'%s' is no fact: DIMENSION=VALUE is expected", text);
	*equals = '\0';
	fact->dimension = text;
	if (equals[1] != '$') {
		fact->value = equals + 1;
		sample = fact->value;
	} else if (!template_group(equals + 2, fact)) {
		return vocabulary_row_wrong(row,
		    "'%s' is no group: $1 to $%d, $1-1 or $1+1 is expected",
		    equals + 1, STATED_MAX_GROUPS - 1);
	} else {
		sample = "1"; /* a number, and a text */
	}
	if (!vocabulary_fact_known(vocabulary, text, sample))
		return vocabulary_row_wrong(
		    row, "eligibility.tsv has no %s=%s", text, equals + 1);
	return true;
}

/* "age" stands for "age.min" and "age.max", too. */
static bool
dimension_known(const struct vocabulary *vocabulary, const char *dimension)
{
	size_t length = strlen(dimension), i;

	for (i = 0; i < vocabulary->terms_count; i++) {
		const char *known = vocabulary->terms[i].dimension;

		if (strncmp(known, dimension, length) == 0 &&
		    (known[length] == '\0' || known[length] == '.'))
			return true;
	}
	return false;
}

/* What a "not-" row takes away: a dimension, DIMENSION=VALUE, or "*". */
static bool
bar_read(struct vocabulary *vocabulary, const struct vocabulary_row *row,
    char *text, struct stated_template *fact)
{
	if (strchr(text, '=') != NULL)
		return fact_read(vocabulary, row, text, fact);
	if (strcmp(text, "*") != 0 && !dimension_known(vocabulary, text))
		return vocabulary_row_wrong(
		    row, "eligibility.tsv has no dimension %s", text);
	fact->dimension = text;
	return true;
}

static bool
facts_read(struct vocabulary *vocabulary, const struct vocabulary_row *row,
    struct stated_pattern *pattern)
{
	size_t count, i;
	char **parts = vocabulary_split(
	    &vocabulary->arena, row->columns[PATTERN_FACTS], ';', &count);

	if (count == 0 || count > STATED_MAX_PATTERN_FACTS)
		return vocabulary_row_wrong(row,
		    "1 to %d facts are expected in column 2",
		    STATED_MAX_PATTERN_FACTS);
	for (i = 0; i < count; i++) {
		struct stated_template *fact = &pattern->facts[i];

		if (!(pattern->bars ? bar_read : fact_read)(
			vocabulary, row, parts[i], fact))
			return false;
		pattern->captures |= !pattern->bars && fact->value == NULL;
		pattern->facts_count++;
	}
	return true;
}

/* A fact may only name a group that the expression has. */
static bool
groups_exist(
    const struct vocabulary_row *row, const struct stated_pattern *pattern)
{
	size_t groups = stated_machine_groups(pattern->match), i;

	for (i = 0; i < pattern->facts_count; i++) {
		if (pattern->facts[i].group > groups)
			return vocabulary_row_wrong(row,
			    "$%zu: the pattern has %zu groups",
			    pattern->facts[i].group, groups);
	}
	return true;
}

static void
pattern_clear(struct stated_pattern *pattern)
{
	stated_machine_free(pattern->match);
	stated_machine_free(pattern->unless);
	if (pattern->where_ready)
		regfree(&pattern->where);
}

static bool
pattern_compile(struct vocabulary *vocabulary, const struct vocabulary_row *row,
    struct stated_pattern *pattern)
{
	const char *unless = row->columns[PATTERN_UNLESS];

	pattern->text =
	    arena_strdup(&vocabulary->arena, row->columns[PATTERN_TEXT]);
	return expression_compile(row, pattern->text, &pattern->match) &&
	       groups_exist(row, pattern) &&
	       (unless[0] == '\0' ||
		   expression_compile(row, unless, &pattern->unless));
}

bool
stated_pattern_row(
    struct vocabulary *vocabulary, const struct vocabulary_row *row)
{
	struct stated_patterns *patterns = vocabulary->patterns;
	struct stated_pattern pattern = {0};
	size_t i;

	if (patterns == NULL)
		patterns = vocabulary->patterns = xcalloc(1, sizeof(*patterns));
	if (row->count < PATTERN_UNLESS || row->count > PATTERN_COLUMNS ||
	    row->columns[PATTERN_ID][0] == '\0' ||
	    row->columns[PATTERN_TEXT][0] == '\0')
		return vocabulary_row_wrong(row,
		    "id, facts, pattern and unless are expected, with tabs "
		    "between them");
	for (i = 0; i < patterns->count; i++) {
		if (strcmp(patterns->patterns[i].id,
			row->columns[PATTERN_ID]) == 0)
			return vocabulary_row_wrong(
			    row, "'%s' stands twice", row->columns[PATTERN_ID]);
	}
	if (patterns->count == STATED_MAX_PATTERNS)
		return vocabulary_row_wrong(
		    row, "more than %d patterns", STATED_MAX_PATTERNS);
	pattern.id = arena_strdup(&vocabulary->arena, row->columns[PATTERN_ID]);
	pattern.age = strncmp(pattern.id, "age-", 4) == 0;
	pattern.bars = strncmp(pattern.id, "not-", 4) == 0;
	if (!facts_read(vocabulary, row, &pattern) ||
	    !pattern_compile(vocabulary, row, &pattern)) {
		pattern_clear(&pattern);
		return false;
	}
	patterns->patterns = grow_array(
	    patterns->patterns, patterns->count, sizeof(*patterns->patterns));
	patterns->patterns[patterns->count++] = pattern;
	return true;
}

void
stated_patterns_finish(struct vocabulary *vocabulary)
{
	if (vocabulary->patterns == NULL)
		vocabulary->patterns =
		    xcalloc(1, sizeof(struct stated_patterns));
}

struct stated_finder *
stated_patterns_finder(struct stated_patterns *patterns)
{
	struct stated_need need;
	struct arena arena = {0};

	if (patterns->finder != NULL)
		return patterns->finder;
	patterns->finder = stated_finder_new();
	for (size_t i = 0; i < patterns->count; i++) {
		stated_need_read(&arena, patterns->patterns[i].text, &need);
		stated_finder_add(patterns->finder, &need, i);
		if (patterns->patterns[i].bars)
			stated_mask_add(&patterns->bars, i);
	}
	stated_finder_finish(patterns->finder);
	arena_clear(&arena);
	return patterns->finder;
}

void
stated_patterns_free(struct stated_patterns *patterns)
{
	size_t i;

	if (patterns == NULL)
		return;
	for (i = 0; i < patterns->count; i++)
		pattern_clear(&patterns->patterns[i]);
	free(patterns->patterns);
	stated_finder_free(patterns->finder);
	free(patterns);
}
