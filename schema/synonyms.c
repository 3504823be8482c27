#include "schema/synonyms.h"

#include <stdlib.h>
#include <string.h>

#include "schema/vocabulary_parts.h"

size_t
synonyms_count(const struct vocabulary *vocabulary)
{
	return vocabulary->synonyms_count;
}

const struct synonym_rule *
synonym_rule(const struct vocabulary *vocabulary, size_t index)
{
	return &vocabulary->synonyms[index];
}

/* A text without the spaces around it, in place. */
static char *
trim(char *text)
{
	size_t length;

	text += strspn(text, " ");
	length = strlen(text);
	while (length > 0 && text[length - 1] == ' ')
		text[--length] = '\0';
	return text;
}

/* Every part must have a word in it. */
static bool
terms_good(const struct vocabulary_row *row, char *const *terms, size_t count)
{
	struct word word;

	if (count == 0)
		return vocabulary_row_wrong(row, "a term is missing");
	for (size_t i = 0; i < count; i++)
		if (word_next(terms[i], terms[i] + strlen(terms[i]), &word) ==
		    NULL)
			return vocabulary_row_wrong(
			    row, "the term '%s' has no word in it", terms[i]);
	return true;
}

/* What holds of words within phrases is said of single words. */
static bool
single_words(const struct vocabulary_row *row, const struct synonym_rule *rule)
{
	struct word word;

	if (rule->kind != SYNONYM_ALIKE && rule->kind != SYNONYM_PASSED_OVER)
		return true;
	for (size_t i = 0; i < rule->terms_count; i++) {
		const char *term = rule->terms[i];
		const char *end = term + strlen(term);

		if (word_next(word_next(term, end, &word), end, &word) != NULL)
			return vocabulary_row_wrong(
			    row, "'%s' is more than one word", term);
	}
	return true;
}

/* "^0.5" at the end of a target: a number above 0 and not above 1. */
static bool
weight_read(const struct vocabulary_row *row, char *text, float *weight)
{
	char *mark = strrchr(text, '^'), *end;

	*weight = SYNONYM_WEIGHT_ONE_WAY;
	if (mark == NULL)
		return true;
	*mark++ = '\0';
	*weight = 0;
	if (mark[strspn(mark, "0123456789.")] == '\0')
		*weight = strtof(mark, &end);
	if (*weight <= 0 || *weight > 1)
		return vocabulary_row_wrong(row,
		    "the weight '%s' is no number above 0, at most 1", mark);
	return true;
}

static bool
rule_target_read(struct vocabulary *vocabulary,
    const struct vocabulary_row *row, const char *fact,
    struct synonym_target *target)
{
	const char *sign = strchr(fact, '=');

	target->kind = SYNONYM_TO_RULE;
	target->text = fact;
	if (sign == NULL ||
	    !vocabulary_fact_known(vocabulary,
		arena_strndup(&vocabulary->arena, fact, (size_t)(sign - fact)),
		sign + 1))
		return vocabulary_row_wrong(row,
		    "'elig:%s': DIMENSION=VALUE of eligibility.tsv is "
		    "expected",
		    fact);
	return true;
}

static bool
target_read(struct vocabulary *vocabulary, const struct vocabulary_row *row,
    char *text, struct synonym_target *target)
{
	if (!weight_read(row, text, &target->weight) ||
	    !terms_good(row, &text, 1))
		return false;
	text = trim(text);
	target->kind = SYNONYM_TO_WORDS;
	target->text = text;
	if (strncmp(text, "elig:", 5) == 0)
		return rule_target_read(vocabulary, row, text + 5, target);
	if (strncmp(text, "type:", 5) != 0)
		return true;
	target->kind = SYNONYM_TO_TYPE;
	target->text = text + 5;
	if (vocabulary_type_find(vocabulary, text + 5) < 0)
		return vocabulary_row_wrong(
		    row, "'%s' is no type of service-types.tsv", text + 5);
	return true;
}

static bool
targets_read(struct vocabulary *vocabulary, const struct vocabulary_row *row,
    const char *text, struct synonym_rule *rule)
{
	char **parts = vocabulary_split(
	    &vocabulary->arena, text, ';', &rule->targets_count);

	rule->targets = arena_alloc(&vocabulary->arena,
	    (rule->targets_count + 1) * sizeof(*rule->targets));
	for (size_t i = 0; i < rule->targets_count; i++)
		if (!target_read(vocabulary, row, parts[i], &rule->targets[i]))
			return false;
	return rule->targets_count > 0 ||
	       vocabulary_row_wrong(row, "nothing stands after '=>'");
}

/* What stands after the operator. */
static bool
rule_read(struct vocabulary *vocabulary, const struct vocabulary_row *row,
    char *rest, struct synonym_rule *rule)
{
	bool has_targets =
	    rule->kind == SYNONYM_ONE_WAY || rule->kind == SYNONYM_SPELLING;
	char *arrow = strstr(rest, "=>"), *terms = rest, *targets = NULL;

	if (has_targets != (arrow != NULL))
		return vocabulary_row_wrong(
		    row, has_targets ? "'=>' and targets are expected"
				     : "'=>' has no place in such a rule");
	if (arrow != NULL) {
		*arrow = '\0';
		targets = arrow + 2;
	}
	/* Spelling has it the other way round: RIGHT => SLIP; SLIP. */
	if (rule->kind == SYNONYM_SPELLING) {
		terms = targets;
		targets = rest;
	}
	rule->terms = vocabulary_split(
	    &vocabulary->arena, terms, ';', &rule->terms_count);
	if (!terms_good(row, rule->terms, rule->terms_count) ||
	    !single_words(row, rule))
		return false;
	return targets == NULL || targets_read(vocabulary, row, targets, rule);
}

bool
synonym_row(struct vocabulary *vocabulary, const struct vocabulary_row *row)
{
	static const char operators[] = {[SYNONYM_TWO_WAY] = '=',
	    [SYNONYM_ONE_WAY] = '>',
	    [SYNONYM_SPELLING] = '~',
	    [SYNONYM_KEEP] = '!',
	    [SYNONYM_WEAK] = '?',
	    [SYNONYM_ALIKE] = '&',
	    [SYNONYM_PASSED_OVER] = '-',
	    [SYNONYM_UNSHOWN] = '%'};
	char *line = arena_strdup(&vocabulary->arena, row->columns[0]);
	char *note = strstr(line, " # "), *space = strchr(line, ' ');
	struct synonym_rule rule = {0};
	const char *operator;

	if (row->count > 1)
		return vocabulary_row_wrong(row, "tabs have no place here");
	if (note != NULL)
		*note = '\0';
	operator= space == NULL || space[1] == '\0'
	    ? NULL
	    : memchr(operators, space[1], sizeof(operators));
	if (operator== NULL || space == line || space[2] != ' ')
		return vocabulary_row_wrong(row,
		    "a label, one of = > ~ ! ? & - %% and terms are expected");
	rule.kind = (enum synonym_kind)(operator- operators);
	*space = '\0';
	rule.label = line;
	if (!rule_read(vocabulary, row, space + 3, &rule))
		return false;
	vocabulary->synonyms = grow_array(vocabulary->synonyms,
	    vocabulary->synonyms_count, sizeof(*vocabulary->synonyms));
	vocabulary->synonyms[vocabulary->synonyms_count++] = rule;
	return true;
}
