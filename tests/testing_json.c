#include "tests/testing_json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "tests/testing.h"

#define MAX_NAMES 128 /* in one object of ours: far fewer */
#define MAX_DEPTH 16

static const char *
skip_space(const char *at)
{
	return at + strspn(at, " \t\r\n");
}

/* Each of these takes one thing and gives what is behind it, or NULL. */

static const char *
skip_string(const char *at)
{
	uint32_t code;

	for (at++; *at != '"'; at++) {
		if ((unsigned char)*at < 0x20)
			return NULL; /* the end too */
		if (*at != '\\') {
			size_t step = utf8_next(at, strlen(at), &code);

			if (step == 0)
				return NULL;
			at += step - 1;
			continue;
		}
		at++;
		if (*at == 'u') {
			if (strspn(at + 1, "0123456789abcdefABCDEF") < 4)
				return NULL;
			at += 4;
		} else if (*at == '\0' || strchr("\"\\/bfnrt", *at) == NULL) {
			return NULL;
		}
	}
	return at + 1;
}

static const char *
skip_digits(const char *at)
{
	size_t count = strspn(at, "0123456789");

	return count > 0 ? at + count : NULL;
}

static const char *
skip_number(const char *at)
{
	at += *at == '-';
	if (*at == '0')
		at++;
	else if ((at = skip_digits(at)) == NULL)
		return NULL;
	if (*at == '.' && (at = skip_digits(at + 1)) == NULL)
		return NULL;
	if (*at == 'e' || *at == 'E') {
		at++;
		at += *at == '-' || *at == '+';
		at = skip_digits(at);
	}
	return at;
}

static const char *
skip_word(const char *at)
{
	static const char *const words[] = {"true", "false", "null"};

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strncmp(at, words[i], strlen(words[i])) == 0)
			return at + strlen(words[i]);
	return NULL;
}

static const char *skip_value(const char *at, int depth);

static bool
same_name(const char *a, const char *b)
{
	const char *end = skip_string(a);

	return strncmp(a, b, (size_t)(end - a)) == 0;
}

/* The name of a member and its colon; NULL too where it is a name again. */
static const char *
skip_name(const char *at, const char **names, size_t *count)
{
	const char *end;

	if (*at != '"' || (end = skip_string(at)) == NULL)
		return NULL;
	for (size_t i = 0; i < *count; i++)
		if (same_name(at, names[i]))
			return NULL;
	if (*count == MAX_NAMES)
		return NULL;
	names[(*count)++] = at;
	end = skip_space(end);
	return *end == ':' ? skip_space(end + 1) : NULL;
}

static const char *
skip_members(const char *at, char close, int depth)
{
	const char *names[MAX_NAMES];
	size_t count = 0;

	if (depth == MAX_DEPTH)
		return NULL;
	at = skip_space(at + 1);
	if (*at == close)
		return at + 1;
	for (;;) {
		if (close == '}' && (at = skip_name(at, names, &count)) == NULL)
			return NULL;
		at = skip_value(at, depth + 1);
		if (at == NULL)
			return NULL;
		at = skip_space(at);
		if (*at == close)
			return at + 1;
		if (*at != ',')
			return NULL;
		at = skip_space(at + 1);
	}
}

static const char *
skip_value(const char *at, int depth)
{
	switch (*at) {
	case '{':
		return skip_members(at, '}', depth);
	case '[':
		return skip_members(at, ']', depth);
	case '"':
		return skip_string(at);
	case 't':
	case 'f':
	case 'n':
		return skip_word(at);
	default:
		return skip_number(at);
	}
}

void
test_json_check(const char *json)
{
	const char *end = skip_value(skip_space(json), 0);

	if (end == NULL || *skip_space(end) != '\0') {
		fprintf(stderr, "%s\n", json);
		fail_msg("this is no JSON");
	}
}

/* The member of that name, or the element of that number. */
static const char *
step_into(const char *at, const char *key, size_t length)
{
	char close = *at == '{' ? '}' : ']';
	size_t wanted = (size_t)strtoul(key, NULL, 10);

	if (*at != '{' && *at != '[')
		return NULL;
	at = skip_space(at + 1);
	for (size_t i = 0; *at != close; i++) {
		bool found = close == ']' && i == wanted;

		if (close == '}') {
			const char *end = skip_string(at);

			found = (size_t)(end - at) == length + 2 &&
				strncmp(at + 1, key, length) == 0;
			at = skip_space(skip_space(end) + 1);
		}
		if (found)
			return at;
		at = skip_space(skip_value(at, 0));
		if (*at == ',')
			at = skip_space(at + 1);
	}
	return NULL;
}

const char *
test_json_at(const char *json, const char *path)
{
	const char *at = skip_space(json);

	test_json_check(json);
	while (at != NULL && *path != '\0') {
		size_t length = strcspn(path, ".");

		at = step_into(at, path, length);
		path += length;
		path += *path == '.';
	}
	return at;
}

static uint32_t
read_hex(const char *at)
{
	char digits[5] = "";

	memcpy(digits, at, 4);
	return (uint32_t)strtoul(digits, NULL, 16);
}

static void
add_utf8(struct buf *out, uint32_t code)
{
	if (code < 0x80) {
		buf_add_char(out, (char)code);
	} else if (code < 0x800) {
		buf_add_char(out, (char)(0xc0 | code >> 6));
		buf_add_char(out, (char)(0x80 | (code & 0x3f)));
	} else {
		buf_add_char(out, (char)(0xe0 | code >> 12));
		buf_add_char(out, (char)(0x80 | (code >> 6 & 0x3f)));
		buf_add_char(out, (char)(0x80 | (code & 0x3f)));
	}
}

char *
test_json_text(struct arena *arena, const char *json, const char *path)
{
	const char *at = test_json_at(json, path);
	struct buf text = {0};
	char *kept;

	if (at == NULL || *at != '"')
		return NULL;
	for (at++; *at != '"'; at++) {
		if (*at != '\\') {
			buf_add_char(&text, *at);
			continue;
		}
		at++;
		if (*at == 'u') { /* we write no pairs of surrogates */
			add_utf8(&text, read_hex(at + 1));
			at += 4;
		} else if (*at == 'n' || *at == 't') {
			buf_add_char(&text, *at == 'n' ? '\n' : '\t');
		} else {
			buf_add_char(&text, *at);
		}
	}
	kept = arena_strdup(arena, buf_text(&text));
	buf_clear(&text);
	return kept;
}

double
test_json_number(const char *json, const char *path)
{
	const char *at = test_json_at(json, path);

	if (at == NULL || strchr("-0123456789", *at) == NULL)
		fail_msg("%s is no number in: %s", path, json);
	return strtod(at, NULL);
}

size_t
test_json_count(const char *json, const char *path)
{
	const char *at = test_json_at(json, path);
	size_t count = 0;

	if (at == NULL || *at != '[')
		fail_msg("%s is no list in: %s", path, json);
	for (at = skip_space(at + 1); *at != ']'; count++) {
		at = skip_space(skip_value(at, 0));
		if (*at == ',')
			at = skip_space(at + 1);
	}
	return count;
}

char *
test_json_each(
    struct arena *arena, const char *json, const char *path, const char *name)
{
	size_t count = test_json_count(json, path);
	struct buf texts = {0};
	char *kept;

	for (size_t i = 0; i < count; i++) {
		char *text = test_json_text(arena, json,
		    arena_printf(arena, "%s.%zu.%s", path, i, name));

		if (text == NULL)
			fail_msg("%s.%zu has no %s", path, i, name);
		if (i > 0)
			buf_add_char(&texts, ' ');
		buf_add_text(&texts, text);
	}
	kept = arena_strdup(arena, buf_text(&texts));
	buf_clear(&texts);
	return kept;
}

static void
new_line(struct buf *out, int depth)
{
	buf_add_char(out, '\n');
	while (depth-- > 0)
		buf_add_char(out, '\t');
}

char *
test_json_lines(struct arena *arena, const char *json)
{
	struct buf out = {0};
	int depth = 0;
	char *kept;

	test_json_check(json);
	for (const char *at = json; *at != '\0'; at++) {
		bool empty = at[0] == '[' && at[1] == ']';

		if (*at == '"') {
			const char *end = skip_string(at);

			buf_add(&out, at, (size_t)(end - at));
			at = end - 1;
			continue;
		}
		if (empty) {
			buf_add_text(&out, "[]");
			at++;
			continue;
		}
		if (*at == '}' || *at == ']')
			new_line(&out, --depth);
		buf_add_char(&out, *at);
		if (*at == '{' || *at == '[')
			new_line(&out, ++depth);
		else if (*at == ',')
			new_line(&out, depth);
		else if (*at == ':')
			buf_add_char(&out, ' ');
	}
	buf_add_char(&out, '\n');
	kept = arena_strdup(arena, buf_text(&out));
	buf_clear(&out);
	return kept;
}
