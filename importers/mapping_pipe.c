/* "EXPR, EXPR | filter | filter": from a mapping's text to what runs. */
#include <stdlib.h>
#include <string.h>

#include "importers/mapping_compile.h"

bool
mapping_xpath_read(struct mapping_compiling *c,
    const struct mapping_statement *statement, const char *text,
    struct xpath **out)
{
	char wrong[300];

	if (*text == '\0')
		return MAPPING_EXPECTED(c, statement,
		    "%s wants an expression here; it has nothing",
		    statement->word);
	if (strlen(text) > MAPPING_MAX_EXPR)
		return MAPPING_EXPECTED(c, statement,
		    "an expression has at most %d bytes", MAPPING_MAX_EXPR);
	*out = xpath_new(c->mapping->set, text, wrong, sizeof(wrong));
	if (*out == NULL)
		return MAPPING_EXPECTED(
		    c, statement, "%s: %s", statement->word, wrong);
	return true;
}

/* const 'TEXT' */
static bool
read_constant(struct mapping_compiling *c,
    const struct mapping_statement *statement, const char *text,
    struct mapping_expr *expr)
{
	char *words[MAPPING_MAX_WORDS];
	size_t count = mapping_text_words(&c->arena, text, words);

	if (count != 2)
		return MAPPING_EXPECTED(c, statement,
		    "const wants one text in quotes: const 'TEXT'; here is "
		    "%.80s",
		    text);
	expr->constant = xstrdup(words[1]);
	return true;
}

static bool
read_exprs(struct mapping_compiling *c,
    const struct mapping_statement *statement, const char *text,
    struct mapping_pipe *pipe)
{
	char *parts[MAPPING_MAX_WORDS];
	size_t count = mapping_text_cut(&c->arena, text, ',', parts);

	if (count == 0)
		return MAPPING_EXPECTED(c, statement,
		    "a quote or bracket is not closed: %.120s", text);
	pipe->exprs = xcalloc(count, sizeof(*pipe->exprs));
	for (size_t i = 0; i < count; i++) {
		struct mapping_expr *expr = &pipe->exprs[pipe->exprs_count++];
		bool constant = strncmp(parts[i], "const", 5) == 0 &&
				(parts[i][5] == '\0' || parts[i][5] == ' ' ||
				    parts[i][5] == '\t');

		if (constant ? !read_constant(c, statement, parts[i], expr)
			     : !mapping_xpath_read(
				   c, statement, parts[i], &expr->xpath))
			return false;
	}
	return true;
}

static bool
read_filter(struct mapping_compiling *c,
    const struct mapping_statement *statement, const char *text,
    struct mapping_pipe *pipe)
{
	char *words[MAPPING_MAX_WORDS], wrong[MAPPING_ERROR];
	size_t count = mapping_text_words(&c->arena, text, words);
	struct filter *filter;

	if (count == 0)
		return MAPPING_EXPECTED(c, statement,
		    "the name of a filter is expected behind '|' (two paths "
		    "at once are written in brackets: (a | b))");
	if (count > 0 && mapping_text_cut(&c->arena, text, ',', words) > 1)
		return MAPPING_EXPECTED(c, statement,
		    "alternatives stand before the filters, which are for all "
		    "of them: a, b | trim; here is '%.80s'",
		    text);
	count = mapping_text_words(&c->arena, text, words);
	filter = filter_new(words[0], words + 1, count - 1, c->mapping->tables,
	    c->mapping->tables_count, wrong, sizeof(wrong));
	if (filter == NULL)
		return MAPPING_EXPECTED(c, statement, "%s", wrong);
	pipe->filters = grow_array(
	    pipe->filters, pipe->filters_count, sizeof(*pipe->filters));
	pipe->filters[pipe->filters_count++] = filter;
	return true;
}

bool
mapping_pipe_read(struct mapping_compiling *c,
    const struct mapping_statement *statement, const char *text,
    struct mapping_pipe *pipe)
{
	char *parts[MAPPING_MAX_WORDS];
	size_t count = mapping_text_cut(&c->arena, text, '|', parts);
	size_t decodes = 0;

	if (count == 0)
		return MAPPING_EXPECTED(c, statement,
		    "a quote or bracket is not closed: %.120s", text);
	if (!read_exprs(c, statement, parts[0], pipe))
		return false;
	for (size_t i = 1; i < count; i++) {
		decodes += strcmp(parts[i], "decode") == 0;
		pipe->decodes = pipe->decodes || decodes > 0 ||
				strcmp(parts[i], "html_text") == 0;
		if (!read_filter(c, statement, parts[i], pipe))
			return false;
	}
	if (decodes > 2)
		return MAPPING_EXPECTED(c, statement,
		    "decode stands at most twice: what is still escaped then "
		    "is text");
	return true;
}

void
mapping_pipe_clear(struct mapping_pipe *pipe)
{
	for (size_t i = 0; i < pipe->exprs_count; i++) {
		free(pipe->exprs[i].constant);
		xpath_free(pipe->exprs[i].xpath);
	}
	for (size_t i = 0; i < pipe->filters_count; i++)
		filter_free(pipe->filters[i]);
	free(pipe->exprs);
	free(pipe->filters);
}
