/* The statements of a record, of all records, or of a block within one. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "importers/mapping_compile.h"
#include "importers/mapping_hint.h"
#include "schema/listing_required.h"

/* A statement as a report shows it. */
static char *
statement_text(const struct mapping_statement *statement)
{
	char *text = xasprintf("%s %s", statement->word, statement->rest);

	text[utf8_clip(text, MAPPING_MAX_SHOWN)] = '\0';
	return text;
}

void
mapping_group_clear(struct mapping_group *group)
{
	for (size_t i = 0; i < group->conditions_count; i++) {
		mapping_pipe_clear(&group->conditions[i].pipe);
		free(group->conditions[i].text);
	}
	for (size_t i = 0; i < group->fields_count; i++) {
		struct mapping_field *field = &group->fields[i];
		mapping_pipe_clear(&field->pipe);
		free(field->argument);
		free(field->text);
		if (field->inner != NULL)
			mapping_group_clear(field->inner);
		free(field->inner);
	}
	free(group->conditions);
	free(group->fields);
}

static bool
read_condition(struct mapping_compiling *c,
    const struct mapping_statement *statement, enum mapping_condition_kind kind,
    struct mapping_group *group)
{
	struct mapping_condition *condition;

	group->conditions = grow_array(group->conditions,
	    group->conditions_count, sizeof(*group->conditions));
	condition = &group->conditions[group->conditions_count++];
	*condition = (struct mapping_condition){.kind = kind,
	    .line = statement->line,
	    .text = statement_text(statement)};
	if (statement->has_block)
		return MAPPING_EXPECTED(
		    c, statement, "%s opens no block", statement->word);
	condition->always = *statement->rest == '\0' &&
			    strcmp(statement->word, "public_address") == 0;
	return condition->always || mapping_pipe_read(c, statement,
					statement->rest, &condition->pipe);
}

/* kind organisation [where CONDITION] */
static bool
read_kind(struct mapping_compiling *c,
    const struct mapping_statement *statement, struct mapping_group *group)
{
	struct mapping_statement inner = *statement;
	const char *rest = statement->rest;

	if (strcmp(rest, "service") == 0)
		return true; /* what a listing is unless it is said */
	if (strncmp(rest, "organisation", 12) != 0 ||
	    (rest[12] != '\0' && strncmp(rest + 12, " where ", 7) != 0))
		return MAPPING_EXPECTED(c, statement,
		    "kind wants service, organisation or organisation where "
		    "CONDITION; here is '%.60s'",
		    rest);
	inner.rest = rest[12] != '\0' ? (char *)rest + 19
				      : arena_strdup(&c->arena, "true()");
	return read_condition(c, &inner, ORGANISATION_IF, group);
}

/* merge */
static bool
read_merge(struct mapping_compiling *c,
    const struct mapping_statement *statement, struct mapping_group *group)
{
	if (*statement->rest != '\0' || statement->has_block)
		return MAPPING_EXPECTED(c, statement,
		    "merge stands alone: records with one id are one listing");
	group->merges = true;
	return true;
}

/* part location|organisation */
static bool
read_part(struct mapping_compiling *c,
    const struct mapping_statement *statement, struct mapping_group *group)
{
	if (strcmp(statement->rest, "location") == 0)
		group->part = LISTING_PLACE;
	else if (strcmp(statement->rest, "organisation") == 0)
		group->part = LISTING_OWNER;
	if (group->part == LISTING_WHOLE || statement->has_block)
		return MAPPING_EXPECTED(c, statement,
		    "part wants location or organisation: what others name "
		    "by its id; here is '%.60s'",
		    statement->rest);
	if (group == &c->mapping->common)
		return MAPPING_EXPECTED(c, statement,
		    "part stands in the block of a records statement");
	c->mapping->has_parts = true;
	return true;
}

/* require FIELD ... */
static bool
read_require(struct mapping_compiling *c,
    const struct mapping_statement *statement, struct mapping_group *group)
{
	char *words[MAPPING_MAX_WORDS], names[MAPPING_ERROR];
	size_t count = mapping_text_words(&c->arena, statement->rest, words);
	unsigned bit;

	listing_required_names(names, sizeof(names) - 100);
	if (count == 0 || statement->has_block)
		return MAPPING_EXPECTED(c, statement,
		    "require wants what a record must have, of %s", names);
	for (size_t i = 0; i < count; i++) {
		bit = listing_required_bit(words[i]);
		if (bit == 0)
			return MAPPING_EXPECTED(c, statement,
			    "'%.40s' cannot be required; these can: %s",
			    words[i], names);
		group->required |= bit;
	}
	return true;
}

/* when CONDITION { ... }, unless CONDITION { ... }: fields of their own. */
static bool
read_gate(struct mapping_compiling *c,
    const struct mapping_statement *statement, enum fill_block block,
    struct mapping_field *field)
{
	const struct mapping_statement *inner;

	if (!statement->has_block)
		return MAPPING_EXPECTED(c, statement,
		    "%s wants a condition and a block: %s CONDITION {",
		    statement->word, statement->word);
	field->gate =
	    strcmp(statement->word, "when") == 0 ? GATE_WHEN : GATE_UNLESS;
	field->inner = xcalloc(1, sizeof(*field->inner));
	if (!mapping_pipe_read(c, statement, statement->rest, &field->pipe))
		return false;
	for (size_t i = 0; i < statement->block_count; i++) {
		inner = &statement->block[i];
		if (!mapping_group_read(c, inner, block, field->inner))
			return false;
		if (field->inner->conditions_count > 0 ||
		    field->inner->required != 0 || field->inner->merges ||
		    field->inner->part != LISTING_WHOLE)
			return MAPPING_EXPECTED(c, inner,
			    "only fields and blocks stand within %s; %s "
			    "has a condition of its own",
			    statement->word, inner->word);
	}
	return true;
}

/* location [ELEMENTS] { ... } */
static bool
read_inner(struct mapping_compiling *c,
    const struct mapping_statement *statement, struct mapping_field *field)
{
	if (!fill_block_find(statement->word, &field->block))
		return MAPPING_EXPECTED(c, statement,
		    "'%.40s' opens no block%s; location, phone, area, category "
		    "and opening do",
		    statement->word,
		    mapping_word_hint(statement->word, FILL_LISTING));
	if (*statement->rest != '\0') {
		field->pipe.exprs = xcalloc(1, sizeof(*field->pipe.exprs));
		field->pipe.exprs_count = 1;
		if (!mapping_xpath_read(c, statement, statement->rest,
			&field->pipe.exprs[0].xpath))
			return false;
	}
	field->inner = xcalloc(1, sizeof(*field->inner));
	for (size_t i = 0; i < statement->block_count; i++)
		if (!mapping_group_read(
			c, &statement->block[i], field->block, field->inner))
			return false;
	return true;
}

static bool
read_field(struct mapping_compiling *c,
    const struct mapping_statement *statement, enum fill_block block,
    struct mapping_group *group)
{
	const struct fill_field *known;
	struct mapping_field *field;
	const char *rest = statement->rest;
	char names[MAPPING_ERROR];
	size_t length;

	group->fields =
	    grow_array(group->fields, group->fields_count, sizeof(*field));
	field = &group->fields[group->fields_count++];
	*field = (struct mapping_field){.line = statement->line};
	field->text = statement_text(statement);
	if (strcmp(statement->word, "when") == 0 ||
	    strcmp(statement->word, "unless") == 0)
		return read_gate(c, statement, block, field);
	if (statement->has_block && block == FILL_LISTING)
		return read_inner(c, statement, field);
	known = fill_field_find(block, statement->word);
	if (known == NULL || statement->has_block) {
		fill_field_names(block, names, sizeof(names) - 80);
		return MAPPING_EXPECTED(c, statement,
		    "no field is called '%.40s' here%s; there are %s",
		    statement->word, mapping_word_hint(statement->word, block),
		    names);
	}
	field->field = known;
	if (strcmp(statement->word, "rule") == 0) {
		length = strcspn(rest, " \t");
		field->argument = xstrndup(rest, length);
		if (!fill_dimension_known(field->argument))
			return MAPPING_EXPECTED(c, statement,
			    "rule wants a dimension (age.min, age.max, "
			    "gender, group, cost, referral, ...) and an "
			    "expression; here is '%.60s'",
			    rest);
		rest += length + strspn(rest + length, " \t");
	}
	return mapping_pipe_read(c, statement, rest, &field->pipe);
}

bool
mapping_group_read(struct mapping_compiling *c,
    const struct mapping_statement *statement, enum fill_block block,
    struct mapping_group *group)
{
	static const struct {
		const char *word;
		enum mapping_condition_kind kind;
	} conditions[] = {{"skip_if", SKIP_IF}, {"skip_unless", SKIP_UNLESS},
	    {"delete_if", DELETE_IF}, {"hide_address_if", HIDE_ADDRESS_IF},
	    {"public_address_if", PUBLIC_ADDRESS_IF},
	    {"public_address", PUBLIC_ADDRESS_IF}};

	for (size_t i = 0; i < ARRAY_LEN(conditions); i++)
		if (strcmp(conditions[i].word, statement->word) == 0) {
			if (block != FILL_LISTING &&
			    conditions[i].kind > SKIP_UNLESS)
				return MAPPING_EXPECTED(c, statement,
				    "%s stands with the record, not in a "
				    "block",
				    statement->word);
			return read_condition(
			    c, statement, conditions[i].kind, group);
		}
	if (block == FILL_LISTING && strcmp(statement->word, "kind") == 0)
		return read_kind(c, statement, group);
	if (block == FILL_LISTING && strcmp(statement->word, "merge") == 0)
		return read_merge(c, statement, group);
	if (block == FILL_LISTING && strcmp(statement->word, "part") == 0)
		return read_part(c, statement, group);
	if (block == FILL_LISTING && strcmp(statement->word, "require") == 0)
		return read_require(c, statement, group);
	return read_field(c, statement, block, group);
}
