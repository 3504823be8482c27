#include "base/config.h"

#include <assert.h>
#include <errno.h>
#include <ini.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/number.h"
#include "base/privileges.h"
#include "base/utf8.h"

#define CONFIG_MAX_LINE    4000 /* bytes: a long address with a long query */
#define CONFIG_MAX_SECTION 49   /* bytes: what inih keeps of a section's name */
#define CONFIG_MAX_KEYS    64   /* entries of one table */

struct config_reader {
	const char *path;
	const struct config_key *table;
	config_section_cb *section_cb; /* NULL: one struct for all sections */
	void *section_arg;
	const struct config_key *section_table; /* from the first section on */
	void *out; /* filled at present; NULL before the first section */
	bool seen[CONFIG_MAX_KEYS]; /* by table index */

	FILE *file;
	int line;
	char section[CONFIG_MAX_SECTION + 1];

	char *error;
	size_t error_size;
	int error_line; /* 0: none so far */
};

/* Keeps the first error, with file and line. */
static void PRINTF_LIKE(2, 3)
    config_fail(struct config_reader *reader, const char *format, ...)
{
	va_list args;
	int begin;

	if (reader->error_line > 0)
		return;
	reader->error_line = reader->line > 0 ? reader->line : 1;
	begin = snprintf(reader->error, reader->error_size,
	    "%s: line %d: ", reader->path, reader->error_line);
	if (begin < 0 || (size_t)begin >= reader->error_size)
		return;
	va_start(args, format);
	vsnprintf(reader->error + begin, reader->error_size - (size_t)begin,
	    format, args);
	va_end(args);
}

static void *
field_at(void *out, const struct config_key *key)
{
	return (char *)out + key->offset;
}

static bool
parse_bool(const char *text, bool *out)
{
	static const char *const yes[] = {"yes", "true", "1"};
	static const char *const no[] = {"no", "false", "0"};
	size_t i;

	for (i = 0; i < ARRAY_LEN(yes); i++) {
		if (strcmp(text, yes[i]) == 0 || strcmp(text, no[i]) == 0) {
			*out = strcmp(text, yes[i]) == 0;
			return true;
		}
	}
	return false;
}

/* "90", "90s", "15m", "6h", "7d" */
static bool
parse_seconds(const char *text, long *out)
{
	char digits[24];
	size_t length = strlen(text);
	long unit = 1;

	if (length == 0 || length >= sizeof(digits))
		return false;
	switch (text[length - 1]) {
	case 'd':
		unit = 24 * 60 * 60;
		break;
	case 'h':
		unit = 60 * 60;
		break;
	case 'm':
		unit = 60;
		break;
	case 's':
		break;
	default:
		length++; /* no unit: the last character is a digit too */
	}
	length--;
	memcpy(digits, text, length);
	digits[length] = '\0';
	if (!number_long(digits, 0, LONG_MAX / unit, out))
		return false;
	*out *= unit;
	return true;
}

static void
list_add(struct config_list *list, const char *value)
{
	list->values =
	    grow_array(list->values, list->count, sizeof(*list->values));
	list->values[list->count++] = xstrdup(value);
}

static bool
set_number(struct config_reader *reader, const struct config_key *key,
    const char *value)
{
	long number;
	bool read;

	if (key->kind == CONFIG_SECONDS)
		read = parse_seconds(value, &number);
	else
		read = number_long(value, LONG_MIN, LONG_MAX, &number);
	if (read && number >= key->min && number <= key->max) {
		*(long *)field_at(reader->out, key) = number;
		return true;
	}
	config_fail(reader, "%s = %s: expected %s from %ld to %ld%s", key->name,
	    value, key->kind == CONFIG_SECONDS ? "a time" : "a number",
	    key->min, key->max,
	    key->kind == CONFIG_SECONDS
		? " seconds, written as 90s, 15m, 6h or 7d"
		: "");
	return false;
}

/* Puts a value where its key belongs; false with the error written. */
static bool
set_value(struct config_reader *reader, const struct config_key *key,
    const char *value)
{
	char **text;

	switch (key->kind) {
	case CONFIG_TEXT:
		text = field_at(reader->out, key);
		free(*text);
		*text = xstrdup(value);
		return true;
	case CONFIG_BOOL:
		if (parse_bool(value, field_at(reader->out, key)))
			return true;
		config_fail(
		    reader, "%s = %s: expected yes or no", key->name, value);
		return false;
	case CONFIG_LONG:
	case CONFIG_SECONDS:
		return set_number(reader, key, value);
	case CONFIG_LIST:
		list_add(field_at(reader->out, key), value);
		return true;
	case CONFIG_LINE:
		break;
	}
	return false;
}

static bool
key_in_section(const struct config_key *key, const char *section)
{
	return key->section == NULL || strcmp(key->section, section) == 0;
}

/* Gives every key of "reader->out" that was not set its default. */
static bool
set_defaults(struct config_reader *reader)
{
	const struct config_key *key;
	size_t i;

	if (reader->out == NULL || reader->error_line > 0)
		return reader->error_line == 0;
	for (i = 0; reader->table[i].name != NULL; i++) {
		key = &reader->table[i];
		assert(i < CONFIG_MAX_KEYS);
		if (!reader->seen[i] && key->standard != NULL &&
		    !set_value(reader, key, key->standard))
			return false;
	}
	memset(reader->seen, 0, sizeof(reader->seen));
	return true;
}

static bool
section_known(const struct config_reader *reader, const char *section)
{
	const struct config_key *key;

	for (key = reader->table; key->name != NULL; key++) {
		if (key->section != NULL && strcmp(key->section, section) == 0)
			return true;
	}
	return false;
}

/* A [section] line: in a file whose sections are names, the next struct. */
static void
open_section(struct config_reader *reader)
{
	const struct config_key *key;
	char why[256] = "";

	if (reader->section_cb == NULL) {
		if (!section_known(reader, reader->section))
			config_fail(reader, "[%s] is not a section here",
			    reader->section);
		return;
	}
	if (!set_defaults(reader))
		return;
	reader->table = reader->section_table;
	reader->out = reader->section_cb(
	    reader->section_arg, reader->section, why, sizeof(why));
	if (reader->out == NULL) {
		config_fail(reader, "[%s]: %s", reader->section, why);
		return;
	}
	for (key = reader->table; key->name != NULL; key++)
		if (key->kind == CONFIG_LINE)
			*(long *)field_at(reader->out, key) = reader->line;
}

/*
 * inih tells of a section only with its first key: an empty section would
 * go unnoticed, and the same name twice would look like one.
 */
static void
notice_section(struct config_reader *reader, const char *line)
{
	const char *begin, *end;
	size_t length;

	begin = line + strspn(line, " \t");
	if (*begin != '[')
		return;
	begin++;
	end = strchr(begin, ']');
	if (end == NULL)
		return; /* inih reports it */
	length = (size_t)(end - begin);
	if (length == 0 || length > CONFIG_MAX_SECTION) {
		config_fail(reader, "a section's name has 1 to %d bytes",
		    CONFIG_MAX_SECTION);
		return;
	}
	memcpy(reader->section, begin, length);
	reader->section[length] = '\0';
	open_section(reader);
}

/* inih asks for one line, as by fgets(); NULL ends the file. */
static char *
config_line_cb(char *out, int size, void *arg)
{
	struct config_reader *reader = arg;
	size_t length;

	if (reader->error_line > 0)
		return NULL;
	memset(out, 0, (size_t)size);
	if (fgets(out, size, reader->file) == NULL)
		return NULL;
	reader->line++;
	/* fgets() hides a NUL within a line: bytes then follow the first. */
	length = strlen(out);
	while (size > 1 && out[size - 2] == '\0')
		size--;
	if (size > 1 && (size_t)size - 1 != length)
		config_fail(reader, "holds a NUL byte");
	else if (length > 0 && out[length - 1] != '\n' && !feof(reader->file))
		config_fail(reader, "is over %zu bytes", length);
	else if (!utf8_valid(out, length))
		config_fail(reader, "is not UTF-8");
	else
		notice_section(reader,
		    strncmp(out, "\xEF\xBB\xBF", 3) == 0 ? out + 3 : out);
	return reader->error_line > 0 ? NULL : out;
}

static void
fail_unknown_key(struct config_reader *reader, const char *name)
{
	const struct config_key *key;
	char known[256] = "";
	size_t used = 0, length;

	for (key = reader->table; key->name != NULL; key++) {
		length = strlen(key->name) + 2;
		if (key->kind == CONFIG_LINE ||
		    !key_in_section(key, reader->section) ||
		    used + length >= sizeof(known))
			continue;
		used += (size_t)sprintf(
		    known + used, "%s%s", used > 0 ? ", " : "", key->name);
	}
	config_fail(reader, "%s%s%s%s is not a key here: expected one of %s",
	    *reader->section != '\0' ? "[" : "", reader->section,
	    *reader->section != '\0' ? "] " : "", name, known);
}

static int
config_value_cb(
    void *arg, const char *section, const char *name, const char *value)
{
	struct config_reader *reader = arg;
	const struct config_key *key;
	size_t i;

	if (reader->error_line > 0)
		return 0;
	if (*section == '\0' &&
	    (reader->section_cb == NULL || reader->out == NULL)) {
		config_fail(
		    reader, "%s stands before the first [section]", name);
		return 0;
	}
	for (i = 0; reader->table[i].name != NULL; i++) {
		key = &reader->table[i];
		assert(i < CONFIG_MAX_KEYS);
		if (key->kind == CONFIG_LINE || !key_in_section(key, section) ||
		    strcmp(key->name, name) != 0)
			continue;
		if (reader->seen[i] && key->kind != CONFIG_LIST) {
			config_fail(reader, "%s is given twice", name);
			return 0;
		}
		reader->seen[i] = true;
		return set_value(reader, key, value);
	}
	fail_unknown_key(reader, name);
	return 0;
}

/*
 * Debian's inih takes its limits when it runs: lines as long as ours may
 * be, and no value continued on the next line by indenting it.
 */
static void
config_prepare_inih(void)
{
#ifdef HAVE_INI_MAX_LINE
	ini_use_stack = false;
	ini_max_line = CONFIG_MAX_LINE;
	ini_initial_alloc = CONFIG_MAX_LINE;
	ini_allow_multiline = false;
#endif
}

static bool
config_run(struct config_reader *reader)
{
	int result;

	reader->file = fopen(reader->path, "re");
	if (reader->file == NULL) {
		snprintf(reader->error, reader->error_size, "%s: %s",
		    reader->path, privileges_error(errno));
		return false;
	}
	config_prepare_inih();
	errno = 0;
	result =
	    ini_parse_stream(config_line_cb, reader, config_value_cb, reader);
	if (ferror(reader->file)) {
		snprintf(reader->error, reader->error_size, "%s: %s",
		    reader->path, privileges_error(errno));
		reader->error_line = 1;
	}
	fclose(reader->file);
	if (result > 0 &&
	    (reader->error_line == 0 || result < reader->error_line)) {
		reader->error_line = 0;
		reader->line = result;
		config_fail(reader, "is neither [section] nor key = value");
	}
	return set_defaults(reader);
}

bool
config_read(const char *path, const struct config_key *table, void *out,
    char *error, size_t error_size)
{
	struct config_reader reader = {
	    .path = path != NULL ? path : "defaults",
	    .table = table,
	    .out = out,
	    .error = error,
	    .error_size = error_size,
	};

	if (path == NULL)
		return set_defaults(&reader);
	return config_run(&reader);
}

bool
config_read_sections(const char *path, const struct config_key *head,
    void *head_out, const struct config_key *table, config_section_cb *section,
    void *arg, char *error, size_t error_size)
{
	struct config_reader reader = {
	    .path = path,
	    .table = head != NULL ? head : table,
	    .out = head_out,
	    .section_table = table,
	    .section_cb = section,
	    .section_arg = arg,
	    .error = error,
	    .error_size = error_size,
	};

	return config_run(&reader);
}

void
config_clear(const struct config_key *table, void *out)
{
	const struct config_key *key;
	struct config_list *list;
	char **text;
	size_t i;

	for (key = table; key->name != NULL; key++) {
		if (key->kind == CONFIG_TEXT) {
			text = field_at(out, key);
			free(*text);
			*text = NULL;
		} else if (key->kind == CONFIG_LIST) {
			list = field_at(out, key);
			for (i = 0; i < list->count; i++)
				free(list->values[i]);
			free(list->values);
			*list = (struct config_list){0};
		}
	}
}
