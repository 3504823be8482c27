#include "importers/mapping.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fold_name.h"
#include "importers/feed_trail.h"
#include "importers/mapping_compile.h"
#include "importers/mapping_hint.h"
#include "importers/repair_names.h"

typedef bool statement_fn(
    struct mapping_compiling *c, const struct mapping_statement *statement);

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
		mapping_group_clear(&record->group);
	}
	for (size_t i = 0; i < mapping->modes_count; i++)
		xpath_free(mapping->modes[i].where);
	for (size_t i = 0; i < mapping->plain_count; i++)
		free(mapping->plain[i]);
	for (int i = 0; i < FACTS; i++)
		mapping_pipe_clear(&mapping->facts[i]);
	mapping_group_clear(&mapping->common);
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
	xpath_set_name(c->mapping->set, name);
	if (*name == '\0' ||
	    (strcmp(name, "*") != 0 && strpbrk(name, "*@()[]:=|'\" ") != NULL))
		return MAPPING_EXPECTED(c, statement,
		    "an element's name is expected; here is '%.60s'", text);
	return true;
}

/* What stands behind the brackets that open here; NULL: they stay open. */
static const char *
behind_brackets(const char *text)
{
	int depth = 0;

	for (; *text != '\0'; text++) {
		if (*text == '[')
			depth++;
		else if (*text == ']' && --depth == 0)
			return text + 1;
		else if (*text == '\'' || *text == '"') {
			text = strchr(text + 1, *text);
			if (text == NULL)
				return NULL;
		}
	}
	return NULL;
}

/*
 * A records path without its conditions, and those as the record asks them:
 * /a[@x]/b[@y] is /a/b and [parent::*[@x]][@y].
 */
static bool
split_conditions(struct mapping_compiling *c,
    const struct mapping_statement *statement, char **path, char **where)
{
	const char *from = statement->rest, *end;
	size_t parts = 0;

	*path = *where = arena_strdup(&c->arena, "");
	for (;; from = end) {
		size_t length = strcspn(from, "["), bare = length;

		for (size_t i = 0; i < length && **where != '\0'; i++)
			if (from[i] == '/' && ++parts <= MAPPING_MAX_PATH)
				*where = arena_printf(
				    &c->arena, "[parent::*%s]", *where);
		while (bare > 0 && strchr(" \t", from[bare - 1]) != NULL)
			bare--;
		*path =
		    arena_printf(&c->arena, "%s%.*s", *path, (int)bare, from);
		if (from[length] == '\0')
			return true;
		from += length;
		end = ++parts <= 2 * MAPPING_MAX_PATH ? behind_brackets(from)
						      : NULL;
		if (end == NULL || strchr("/[ \t", *end) == NULL)
			return MAPPING_EXPECTED(c, statement,
			    "a condition stands behind a step of a records "
			    "path: /a/b[condition]");
		*where = arena_printf(
		    &c->arena, "%s%.*s", *where, (int)(end - from), from);
	}
}

static bool
read_path(struct mapping_compiling *c,
    const struct mapping_statement *statement, struct mapping_record *record)
{
	struct mapping_path *path = &record->path;
	char *text, *where, *at, *end;

	path->text = xstrdup(statement->rest);
	if (!split_conditions(c, statement, &text, &where))
		return false;
	if (*where != '\0' &&
	    !mapping_xpath_read(c, statement,
		arena_printf(&c->arena, "self::node()%s", where),
		&record->where))
		return false;
	path->anywhere = strncmp(text, "//", 2) == 0;
	at = text + 1 + path->anywhere;
	if (text[0] != '/' || *at == '/' || *at == '\0')
		return MAPPING_EXPECTED(c, statement,
		    "records wants the whole path to a record, from the root "
		    "element: /entries/entry; or //entry for those at any "
		    "depth; here is '%.80s'",
		    statement->rest);
	if (path->anywhere && strchr(at, '/') != NULL)
		return MAPPING_EXPECTED(c, statement,
		    "behind // one element's name is expected; write "
		    "//%.60s[parent::%.*s]",
		    strrchr(at, '/') + 1, (int)strcspn(at, "/"), at);
	for (;; at = end + 1) {
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
			if (!mapping_group_read(
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
		    "http://www.w3.org/2005/Atom; one that begins with '#' "
		    "stands in quotes");
	if (!xpath_set_namespace(c->mapping->set, words[0], words[1]))
		return MAPPING_EXPECTED(c, statement,
		    "the prefix '%.40s' is bound already (or there are over "
		    "32)",
		    words[0]);
	return true;
}

/* repair NAME ... */
static bool
read_repair(
    struct mapping_compiling *c, const struct mapping_statement *statement)
{
	const char *unknown = "";

	if (*statement->rest != '\0' &&
	    repair_names_read(statement->rest, &c->mapping->repairs, &unknown))
		return true;
	return MAPPING_EXPECTED(c, statement,
	    "repair wants raw-ampersand, control-characters, windows-1252 or "
	    "html-entities; here is '%.*s'",
	    (int)strcspn(unknown, " ,\t") % 40, unknown);
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
    {"repair", read_repair, false},
    {"table", mapping_table_read, true},
};

const char *
mapping_word_hint(const char *word, enum fill_block block)
{
	static const char *const others[] = {"skip_if", "skip_unless",
	    "delete_if", "hide_address_if", "public_address_if",
	    "public_address", "kind", "merge", "part", "require", "each",
	    "when", "unless", "location", "phone", "area", "category",
	    "opening"};
	static char hint[MAPPING_HINT];
	const char *words[MAPPING_MAX_NAMES];
	size_t count = fill_field_list(block, words, MAPPING_MAX_NAMES);

	for (size_t i = 0; block == FILL_LISTING && i < ARRAY_LEN(known); i++)
		words[count++] = known[i].word;
	for (int i = 0; block == FILL_LISTING && i < FACTS; i++)
		words[count++] = fact_words[i];
	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		words[count++] = others[i];
	return mapping_hint(word, words, count, hint);
}

static bool
read_statement(
    struct mapping_compiling *c, const struct mapping_statement *statement)
{
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
	return mapping_group_read(
	    c, statement, FILL_LISTING, &c->mapping->common);
}

struct mapping *
mapping_parse(const char *name, const char *text, struct mapping_error *error)
{
	return mapping_parse_beside(name, text, NULL, 0, error);
}

struct mapping *
mapping_parse_beside(const char *name, const char *text,
    const struct mapping_beside *beside, size_t beside_count,
    struct mapping_error *error)
{
	struct mapping_compiling c = {
	    .error = error, .beside = beside, .beside_count = beside_count};
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

unsigned
mapping_repairs(const struct mapping *mapping)
{
	return mapping->repairs;
}

bool
mapping_knows(const struct mapping *mapping, const char *name)
{
	char folded[XPATH_MAX_FOLDED];

	fold_name(name, folded, sizeof(folded));
	return xpath_set_has_name(mapping->set, folded);
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
