#include "importers/mapping.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "importers/mapping_compile.h"

typedef bool statement_fn(
    struct mapping_compiling *c, const struct mapping_statement *statement);

static void
clear_group(struct mapping_group *group)
{
	for (size_t i = 0; i < group->conditions_count; i++)
		mapping_pipe_clear(&group->conditions[i].pipe);
	for (size_t i = 0; i < group->fields_count; i++) {
		struct mapping_field *field = &group->fields[i];
		mapping_pipe_clear(&field->pipe);
		free(field->argument);
		if (field->inner != NULL)
			clear_group(field->inner);
		free(field->inner);
	}
	free(group->conditions);
	free(group->fields);
}

static void
clear_step(struct mapping_step *step)
{
	free(step->uri);
	free(step->name);
}

void
mapping_free(struct mapping *mapping)
{
	if (mapping == NULL)
		return;
	for (size_t i = 0; i < mapping->tables_count; i++)
		filter_table_free(mapping->tables[i]);
	for (size_t i = 0; i < mapping->matches_count; i++) {
		clear_step(&mapping->matches[i].root);
		xpath_free(mapping->matches[i].where);
	}
	for (size_t i = 0; i < mapping->records_count; i++) {
		struct mapping_record *record = &mapping->records[i];
		for (size_t j = 0; j < record->path.count; j++)
			clear_step(&record->path.steps[j]);
		free(record->path.text);
		xpath_free(record->where);
		xpath_free(record->each);
		clear_group(&record->group);
	}
	for (size_t i = 0; i < mapping->modes_count; i++)
		xpath_free(mapping->modes[i].where);
	for (size_t i = 0; i < mapping->plain_count; i++)
		free(mapping->plain[i]);
	for (int i = 0; i < FACTS; i++)
		mapping_pipe_clear(&mapping->facts[i]);
	clear_group(&mapping->common);
	free(mapping->tables);
	free(mapping->matches);
	free(mapping->modes);
	xpath_set_free(mapping->set);
	free(mapping->name);
	free(mapping);
}

/* "a:entry", "entry", "*" or "a:*" */
static bool
read_step(struct mapping_compiling *c,
    const struct mapping_statement *statement, const char *text,
    struct mapping_step *step)
{
	const char *colon = strchr(text, ':'), *name = text;
	char *prefix;

	if (colon != NULL) {
		prefix = arena_strndup(&c->arena, text, (size_t)(colon - text));
		step->uri = (char *)xpath_set_uri(c->mapping->set, prefix);
		if (step->uri == NULL)
			return MAPPING_EXPECTED(c, statement,
			    "the prefix '%.40s' is not bound: a line 'ns "
			    "%.40s URI' must stand above",
			    prefix, prefix);
		step->uri = xstrdup(step->uri);
		name = colon + 1;
	}
	step->any_uri = colon == NULL && strcmp(name, "*") == 0;
	step->name = xstrdup(name);
	if (*name == '\0' ||
	    (strcmp(name, "*") != 0 && strpbrk(name, "*@()[]:=|'\" ") != NULL))
		return MAPPING_EXPECTED(c, statement,
		    "an element's name is expected; here is '%.60s'", text);
	return true;
}

static bool
read_path(struct mapping_compiling *c,
    const struct mapping_statement *statement, struct mapping_record *record)
{
	struct mapping_path *path = &record->path;
	char *text = arena_strdup(&c->arena, statement->rest), *at, *end;
	size_t length = strlen(text);
	char *bracket = strchr(text, '[');

	path->text = xstrdup(statement->rest);
	if (bracket != NULL) {
		if (text[length - 1] != ']' || strchr(bracket, '[') == NULL)
			return MAPPING_EXPECTED(c, statement,
			    "a condition stands at the end of a records path "
			    "only: /a/b[condition]");
		if (!mapping_xpath_read(c, statement,
			arena_printf(&c->arena, "self::node()%s", bracket),
			&record->where))
			return false;
		*bracket = '\0';
	}
	if (text[0] != '/' || text[1] == '/' || text[1] == '\0')
		return MAPPING_EXPECTED(c, statement,
		    "records wants the whole path to a record, from the root "
		    "element: /entries/entry; here is '%.80s'",
		    statement->rest);
	for (at = text + 1;; at = end + 1) {
		end = at + strcspn(at, "/");
		if (path->count == MAPPING_MAX_PATH)
			return MAPPING_EXPECTED(c, statement,
			    "a records path has at most %d steps",
			    MAPPING_MAX_PATH);
		if (!read_step(c, statement,
			arena_strndup(&c->arena, at, (size_t)(end - at)),
			&path->steps[path->count++]))
			return false;
		if (*end == '\0')
			return true;
	}
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
	*condition = (struct mapping_condition){.kind = kind};
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

static bool read_group_statement(struct mapping_compiling *c,
    const struct mapping_statement *statement, enum fill_block block,
    struct mapping_group *group);

/* location [ELEMENTS] { ... } */
static bool
read_inner(struct mapping_compiling *c,
    const struct mapping_statement *statement, struct mapping_field *field)
{
	if (!fill_block_find(statement->word, &field->block))
		return MAPPING_EXPECTED(c, statement,
		    "'%.40s' opens no block; location, phone, area, category "
		    "and opening do",
		    statement->word);
	if (*statement->rest != '\0') {
		field->pipe.exprs = xcalloc(1, sizeof(*field->pipe.exprs));
		field->pipe.exprs_count = 1;
		if (!mapping_xpath_read(c, statement, statement->rest,
			&field->pipe.exprs[0].xpath))
			return false;
	}
	field->inner = xcalloc(1, sizeof(*field->inner));
	for (size_t i = 0; i < statement->block_count; i++)
		if (!read_group_statement(
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
	*field = (struct mapping_field){.field = NULL};
	if (statement->has_block && block == FILL_LISTING)
		return read_inner(c, statement, field);
	known = fill_field_find(block, statement->word);
	if (known == NULL || statement->has_block) {
		fill_field_names(block, names, sizeof(names) - 80);
		return MAPPING_EXPECTED(c, statement,
		    "no field is called '%.40s' here; there are %s",
		    statement->word, names);
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

static bool
read_group_statement(struct mapping_compiling *c,
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
	return read_field(c, statement, block, group);
}

static bool
read_records(
    struct mapping_compiling *c, const struct mapping_statement *statement)
{
	struct mapping *mapping = c->mapping;
	struct mapping_record *record;

	if (mapping->records_count == MAPPING_MAX_RECORDS)
		return MAPPING_EXPECTED(c, statement,
		    "a mapping has at most %d kinds of record",
		    MAPPING_MAX_RECORDS);
	record = &mapping->records[mapping->records_count++];
	if (!read_path(c, statement, record))
		return false;
	for (size_t i = 0; i < statement->block_count; i++) {
		const struct mapping_statement *inner = &statement->block[i];
		if (strcmp(inner->word, "each") != 0) {
			if (!read_group_statement(
				c, inner, FILL_LISTING, &record->group))
				return false;
			continue;
		}
		if (record->each != NULL)
			return MAPPING_EXPECTED(
			    c, inner, "each stands once in a records block");
		if (!mapping_xpath_read(c, inner, inner->rest, &record->each))
			return false;
	}
	return true;
}

static bool
read_ns(struct mapping_compiling *c, const struct mapping_statement *statement)
{
	char *words[MAPPING_MAX_WORDS];
	size_t count = mapping_text_words(&c->arena, statement->rest, words);

	if (count != 2 || strchr(words[0], ':') != NULL)
		return MAPPING_EXPECTED(c, statement,
		    "ns wants a prefix and a URI: ns a "
		    "http://www.w3.org/2005/Atom");
	if (!xpath_set_namespace(c->mapping->set, words[0], words[1]))
		return MAPPING_EXPECTED(c, statement,
		    "the prefix '%.40s' is bound already (or there are over "
		    "32)",
		    words[0]);
	return true;
}

/* plain URI */
static bool
read_plain(
    struct mapping_compiling *c, const struct mapping_statement *statement)
{
	struct mapping *mapping = c->mapping;
	char *words[MAPPING_MAX_WORDS];

	if (mapping_text_words(&c->arena, statement->rest, words) != 1 ||
	    mapping->plain_count == MAPPING_MAX_PLAIN)
		return MAPPING_EXPECTED(c, statement,
		    "plain wants the URI of a namespace (%d at most): plain "
		    "http://www.example.org/ns",
		    MAPPING_MAX_PLAIN);
	mapping->plain[mapping->plain_count++] = xstrdup(words[0]);
	return true;
}

/* Cuts "WORD where CONDITION"; the condition may be missing. */
static bool
read_where(struct mapping_compiling *c,
    const struct mapping_statement *statement, char **word,
    struct xpath **where)
{
	char *text = arena_strdup(&c->arena, statement->rest);
	char *found = strstr(text, " where ");

	*word = text;
	if (found == NULL)
		return true;
	*found = '\0';
	found += 7;
	return mapping_xpath_read(
	    c, statement, found + strspn(found, " "), where);
}

/* match ROOT [where CONDITION] */
static bool
read_match(
    struct mapping_compiling *c, const struct mapping_statement *statement)
{
	struct mapping *mapping = c->mapping;
	struct mapping_match *match;
	char *root;

	mapping->matches = grow_array(
	    mapping->matches, mapping->matches_count, sizeof(*match));
	match = &mapping->matches[mapping->matches_count++];
	*match = (struct mapping_match){.where = NULL};
	return read_where(c, statement, &root, &match->where) &&
	       read_step(c, statement, root, &match->root);
}

/* mode full|changes [where CONDITION] */
static bool
read_mode(
    struct mapping_compiling *c, const struct mapping_statement *statement)
{
	struct mapping *mapping = c->mapping;
	struct mapping_mode *mode;
	char *word;

	mapping->modes =
	    grow_array(mapping->modes, mapping->modes_count, sizeof(*mode));
	mode = &mapping->modes[mapping->modes_count++];
	*mode = (struct mapping_mode){.full = true};
	if (!read_where(c, statement, &word, &mode->where))
		return false;
	mode->full = strcmp(word, "full") == 0;
	if (!mode->full && strcmp(word, "changes") != 0)
		return MAPPING_EXPECTED(c, statement,
		    "mode wants full (what is missing is gone) or changes; "
		    "here is '%.40s'",
		    word);
	return true;
}

/* table NAME [unknown=keep|drop|error] { KEY VALUE ... } */
static bool
read_table(
    struct mapping_compiling *c, const struct mapping_statement *statement)
{
	struct mapping *mapping = c->mapping;
	char *words[MAPPING_MAX_WORDS], *key[MAPPING_MAX_WORDS];
	size_t count = mapping_text_words(&c->arena, statement->rest, words);
	struct filter_table *table;
	const char *wrong;

	if (count < 1 || count > 2 || !statement->has_block)
		return MAPPING_EXPECTED(c, statement,
		    "table wants a name and a block of lines 'KEY VALUE': "
		    "table NAME {");
	table = filter_table_new(words[0]);
	mapping->tables = grow_array(
	    mapping->tables, mapping->tables_count, sizeof(*mapping->tables));
	mapping->tables[mapping->tables_count++] = table;
	if (count == 2 && (strncmp(words[1], "unknown=", 8) != 0 ||
			      !filter_table_unknown(table, words[1] + 8)))
		return MAPPING_EXPECTED(c, statement,
		    "unknown=keep, unknown=drop or unknown=error is expected "
		    "behind the table's name; here is '%.40s'",
		    words[1]);
	for (size_t i = 0; i < statement->block_count; i++) {
		const struct mapping_statement *row = &statement->block[i];
		char *line =
		    arena_printf(&c->arena, "%s %s", row->word, row->rest);

		if (row->has_block ||
		    mapping_text_words(&c->arena, line, key) != 2)
			return MAPPING_EXPECTED(c, row,
			    "a table's line is KEY VALUE (in quotes where "
			    "they hold blanks); here is '%.80s'",
			    line);
		wrong = filter_table_add(table, key[0], key[1]);
		if (wrong != NULL)
			return MAPPING_EXPECTED(
			    c, row, "the key '%.60s' %s", key[0], wrong);
	}
	return true;
}

static const char *const fact_words[FACTS] = {
    [FACT_ID] = "feed.id",
    [FACT_TITLE] = "feed.title",
    [FACT_PUBLISHER] = "feed.publisher",
    [FACT_LICENCE] = "feed.licence",
    [FACT_AREA] = "feed.area",
    [FACT_COUNT] = "count",
    [FACT_PAGE] = "page",
    [FACT_PAGES] = "pages",
    [FACT_NEXT] = "next",
};

static bool
read_statement(
    struct mapping_compiling *c, const struct mapping_statement *statement)
{
	static const struct {
		const char *word;
		statement_fn *read;
		bool block; /* may open one */
	} known[] = {
	    {"ns", read_ns, false},
	    {"plain", read_plain, false},
	    {"match", read_match, false},
	    {"mode", read_mode, false},
	    {"records", read_records, true},
	    {"table", read_table, true},
	};

	for (size_t i = 0; i < ARRAY_LEN(known); i++) {
		if (strcmp(known[i].word, statement->word) != 0)
			continue;
		if (statement->has_block && !known[i].block)
			return MAPPING_EXPECTED(
			    c, statement, "%s opens no block", statement->word);
		return known[i].read(c, statement);
	}
	for (int i = 0; i < FACTS; i++)
		if (strcmp(fact_words[i], statement->word) == 0) {
			if (c->mapping->facts[i].exprs != NULL)
				return MAPPING_EXPECTED(c, statement,
				    "%s stands twice", statement->word);
			return mapping_pipe_read(c, statement, statement->rest,
			    &c->mapping->facts[i]);
		}
	return read_group_statement(
	    c, statement, FILL_LISTING, &c->mapping->common);
}

struct mapping *
mapping_parse(const char *name, const char *text, struct mapping_error *error)
{
	struct mapping_compiling c = {.error = error};
	struct mapping_statement root;
	bool good;

	c.mapping = xcalloc(1, sizeof(*c.mapping));
	c.mapping->name = xstrdup(name);
	c.mapping->set = xpath_set_new();
	good = mapping_text_read(&c.arena, text, &root, error);
	for (size_t i = 0; good && i < root.block_count; i++)
		good = read_statement(&c, &root.block[i]);
	if (good && c.mapping->records_count == 0) {
		mapping_error_set(error, 1,
		    "a line 'records PATH' is expected: where a record "
		    "stands, such as /entries/entry");
		good = false;
	}
	arena_clear(&c.arena);
	if (good)
		return c.mapping;
	mapping_free(c.mapping);
	return NULL;
}

const char *
mapping_name(const struct mapping *mapping)
{
	return mapping->name;
}

size_t
mapping_paths_count(const struct mapping *mapping)
{
	return mapping->records_count;
}

const struct mapping_path *
mapping_path(const struct mapping *mapping, size_t index)
{
	return &mapping->records[index].path;
}

bool
mapping_uri_is_plain(const struct mapping *mapping, const char *uri)
{
	for (size_t i = 0; uri != NULL && i < mapping->plain_count; i++)
		if (strcmp(mapping->plain[i], uri) == 0)
			return true;
	return false;
}

bool
mapping_step_is(
    const struct mapping_step *step, const char *name, const char *uri)
{
	if (strcmp(step->name, "*") != 0 && strcmp(step->name, name) != 0)
		return false;
	if (step->any_uri)
		return true;
	if (step->uri == NULL || uri == NULL)
		return step->uri == NULL && uri == NULL;
	return strcmp(step->uri, uri) == 0;
}
