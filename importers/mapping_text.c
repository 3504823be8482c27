#include "importers/mapping_text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

struct reading {
	struct arena *arena;
	const char *at; /* the next line */
	unsigned line;  /* its number */
	size_t statements;
	struct mapping_error *error;
};

void
mapping_error_set(
    struct mapping_error *error, unsigned line, const char *format, ...)
{
	va_list args;

	error->line = line;
	va_start(args, format);
	vsnprintf(error->text, sizeof(error->text), format, args);
	va_end(args);
	error->text[utf8_clip(error->text, sizeof(error->text) - 1)] = '\0';
}

static bool
blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* The line up to a comment: a '#' at its start or behind a blank. */
static size_t
line_length(const char *line, size_t length)
{
	char quote = '\0';

	for (size_t i = 0; i < length; i++) {
		if (quote != '\0') {
			if (line[i] == quote)
				quote = '\0';
		} else if (line[i] == '\'' || line[i] == '"') {
			quote = line[i];
		} else if (line[i] == '#' && (i == 0 || blank(line[i - 1]))) {
			length = i;
		}
	}
	while (length > 0 && blank(line[length - 1]))
		length--;
	return length;
}

/* The next statement's text, joined where it goes on; false at the end. */
static bool
next_line(struct reading *in, struct buf *out, unsigned *line)
{
	buf_reset(out);
	while (*in->at != '\0') {
		const char *start = in->at;
		size_t whole = strcspn(start, "\n"), length;

		in->at += whole + (start[whole] == '\n');
		in->line++;
		while (whole > 0 && blank(*start)) {
			start++;
			whole--;
		}
		length = line_length(start, whole);
		if (length == 0)
			continue;
		if (out->length == 0)
			*line = in->line;
		else
			buf_add_char(out, ' ');
		buf_add(out, start, length);
		if (start[length - 1] != ',' && start[length - 1] != '|')
			return true;
	}
	return out->length > 0;
}

/* Takes the '{' off the end of a line that opens a block. */
static bool
opens_block(char *text)
{
	size_t length = strlen(text);

	if (length == 0 || text[length - 1] != '{' ||
	    (length > 1 && !blank(text[length - 2])))
		return false;
	do
		text[--length] = '\0';
	while (length > 0 && blank(text[length - 1]));
	return true;
}

static bool read_block(
    struct reading *in, struct mapping_statement *parent, unsigned depth);

static bool
read_statement(struct reading *in, struct mapping_statement *parent,
    unsigned depth, const char *text, unsigned line)
{
	struct mapping_statement made = {.line = line};
	char *copy = arena_strdup(in->arena, text);
	size_t word;

	made.has_block = opens_block(copy);
	word = strcspn(copy, " \t");
	if (*copy == '\'' || *copy == '"') { /* a table's key, quoted */
		const char *end = strchr(copy + 1, *copy);
		if (end == NULL) {
			mapping_error_set(in->error, line,
			    "a quote is not closed: %.60s", copy);
			return false;
		}
		word = (size_t)(end + 1 - copy);
	}
	made.word = arena_strndup(in->arena, copy, word);
	made.rest = copy + word + strspn(copy + word, " \t");
	if (made.has_block && !read_block(in, &made, depth + 1))
		return false;
	if (++in->statements > MAPPING_MAX_STATEMENTS) {
		mapping_error_set(in->error, line,
		    "a mapping has at most %d statements",
		    MAPPING_MAX_STATEMENTS);
		return false;
	}
	parent->block = arena_grow(in->arena, parent->block,
	    parent->block_count, sizeof(*parent->block));
	parent->block[parent->block_count++] = made;
	return true;
}

static bool
read_block(struct reading *in, struct mapping_statement *parent, unsigned depth)
{
	struct buf text = {0};
	unsigned line = in->line;
	bool good = true, closed = false;

	if (depth > MAPPING_MAX_DEPTH) {
		mapping_error_set(in->error, line,
		    "blocks stand at most %d deep", MAPPING_MAX_DEPTH);
		return false;
	}
	while (good && !closed && next_line(in, &text, &line)) {
		closed = strcmp(text.data, "}") == 0;
		if (!closed)
			good =
			    read_statement(in, parent, depth, text.data, line);
	}
	if (good && closed && depth == 0) {
		mapping_error_set(in->error, line, "this '}' closes no block");
		good = false;
	} else if (good && !closed && depth > 0) {
		mapping_error_set(in->error, parent->line,
		    "the block that opens here is not closed by a line '}'");
		good = false;
	}
	buf_clear(&text);
	return good;
}

bool
mapping_text_read(struct arena *arena, const char *text,
    struct mapping_statement *root, struct mapping_error *error)
{
	struct reading in = {.arena = arena, .at = text, .error = error};
	size_t length = strlen(text);

	*root = (struct mapping_statement){.word = "", .rest = ""};
	if (length > MAPPING_MAX_BYTES) {
		mapping_error_set(error, 1, "a mapping has at most %d bytes",
		    MAPPING_MAX_BYTES);
		return false;
	}
	if (!utf8_valid(text, length)) {
		mapping_error_set(error, 1, "a mapping is written in UTF-8");
		return false;
	}
	return read_block(&in, root, 0);
}

static char *
trimmed(struct arena *arena, const char *start, const char *end)
{
	while (start < end && blank(*start))
		start++;
	while (end > start && blank(end[-1]))
		end--;
	return arena_strndup(arena, start, (size_t)(end - start));
}

size_t
mapping_text_cut(struct arena *arena, const char *text, char at,
    char *parts[MAPPING_MAX_WORDS])
{
	const char *start = text;
	size_t count = 0;
	int depth = 0;
	char quote = '\0';

	for (;; text++) {
		if (quote != '\0') {
			if (*text == '\0')
				return 0;
			if (*text == quote)
				quote = '\0';
			continue;
		}
		if (*text == '\'' || *text == '"')
			quote = *text;
		else if (*text == '(' || *text == '[')
			depth++;
		else if (*text == ')' || *text == ']')
			depth--;
		if (depth < 0 || (*text == '\0' && depth > 0))
			return 0;
		if (*text != '\0' && (*text != at || depth > 0))
			continue;
		if (count == MAPPING_MAX_WORDS)
			return 0;
		parts[count++] = trimmed(arena, start, text);
		if (*text == '\0')
			return count;
		start = text + 1;
	}
}

/* A quoted word's text: \n and \t are what they say, all else stays. */
static char *
unquoted(struct arena *arena, const char *start, size_t length)
{
	char *out = arena_strndup(arena, start, length), *to = out;

	for (const char *at = out; *at != '\0'; at++) {
		if (at[0] == '\\' && (at[1] == 'n' || at[1] == 't'))
			*to++ = *++at == 'n' ? '\n' : '\t';
		else
			*to++ = *at;
	}
	*to = '\0';
	return out;
}

/* One word may have quoted parts: 'self referral'=self. */
static const char *
read_word(struct arena *arena, const char *at, char **out)
{
	struct buf word = {0};

	while (*at != '\0' && !blank(*at)) {
		const char *end;

		if (*at != '\'' && *at != '"') {
			buf_add_char(&word, *at++);
			continue;
		}
		end = strchr(at + 1, *at);
		if (end == NULL) {
			buf_clear(&word);
			return NULL;
		}
		buf_add_text(
		    &word, unquoted(arena, at + 1, (size_t)(end - at - 1)));
		at = end + 1;
	}
	*out = arena_strndup(arena, buf_text(&word), word.length);
	buf_clear(&word);
	return at;
}

size_t
mapping_text_words(
    struct arena *arena, const char *text, char *words[MAPPING_MAX_WORDS])
{
	size_t count = 0;

	while (*(text += strspn(text, " \t\r")) != '\0') {
		if (count == MAPPING_MAX_WORDS)
			return 0;
		text = read_word(arena, text, &words[count++]);
		if (text == NULL)
			return 0;
	}
	return count;
}
