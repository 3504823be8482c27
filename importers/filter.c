#include "importers/filter_list.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/regex_size.h"
#include "base/utf8.h"
#include "importers/mapping_hint.h"

enum filter_arg {
	ARGS_PLAIN = 0,
	ARGS_PATTERN, /* the first is a regular expression */
	ARGS_TEST,    /* "contains", "is", "starts" or "matches", and a text */
	ARGS_LOOKUP,  /* a table's name, or KEY=VALUE... */
	ARGS_ORDER,   /* how a date is written, where given */
	ARGS_SPLIT,   /* texts, or one regular expression between slashes */
	ARGS_UNIT,    /* years, months, weeks or days, where given */
};

struct filter_kind {
	const char *name;
	filter_fn *run;
	enum filter_arg arg;
	size_t min_args, max_args;
};

static const struct filter_kind filter_kinds[] = {
    {"ages", filter_ages_values, ARGS_UNIT, 0, 1},
    {"boolean", filter_boolean_values, ARGS_PLAIN, 0, 1},
    {"capture", filter_capture_values, ARGS_PATTERN, 1, 2},
    {"capture_all", filter_capture_all_values, ARGS_PATTERN, 1, 2},
    {"collapse", filter_collapse_values, ARGS_PLAIN, 0, 0},
    {"date", filter_date_values, ARGS_ORDER, 0, 1},
    {"days", filter_days_values, ARGS_PLAIN, 0, 0},
    {"decode", filter_decode_values, ARGS_PLAIN, 0, 0},
    {"dedupe", filter_dedupe_values, ARGS_PLAIN, 0, 0},
    {"drop_param", filter_drop_param_values, ARGS_PLAIN, 1, 8},
    {"email", filter_email_values, ARGS_PLAIN, 0, 0},
    {"first", filter_first_values, ARGS_PLAIN, 0, 0},
    {"grid", filter_grid_values, ARGS_PLAIN, 0, 0},
    {"html_text", filter_html_values, ARGS_PLAIN, 0, 0},
    {"if", filter_if_values, ARGS_TEST, 2, 2},
    {"join", filter_join_values, ARGS_PLAIN, 1, 1},
    {"last", filter_last_values, ARGS_PLAIN, 0, 0},
    {"latlon", filter_latlon_values, ARGS_PLAIN, 0, 0},
    {"lookup", filter_lookup_values, ARGS_LOOKUP, 1, FILTER_MAX_ARGS},
    {"lower", filter_lower_values, ARGS_PLAIN, 0, 0},
    {"max", filter_max_values, ARGS_PLAIN, 0, 0},
    {"min", filter_min_values, ARGS_PLAIN, 0, 0},
    {"minutes", filter_minutes_values, ARGS_PLAIN, 0, 0},
    {"modes", filter_modes_values, ARGS_PLAIN, 0, 0},
    {"nonempty", filter_nonempty_values, ARGS_PLAIN, 0, 0},
    {"null_if", filter_null_if_values, ARGS_PLAIN, 0, FILTER_MAX_ARGS},
    {"number", filter_number_values, ARGS_PLAIN, 0, 0},
    {"prefix", filter_prefix_values, ARGS_PLAIN, 1, 1},
    {"replace", filter_replace_values, ARGS_PATTERN, 2, 3},
    {"split", filter_split_values, ARGS_SPLIT, 1, 8},
    {"strip", filter_strip_values, ARGS_PLAIN, 1, FILTER_MAX_ARGS},
    {"suffix", filter_suffix_values, ARGS_PLAIN, 1, 1},
    {"title_case", filter_title_case_values, ARGS_PLAIN, 0, 0},
    {"trim", filter_trim_values, ARGS_PLAIN, 0, 0},
    {"uk_phones", filter_phones_values, ARGS_PLAIN, 0, 0},
    {"uk_postcode", filter_postcode_values, ARGS_PLAIN, 0, 0},
    {"unless", filter_unless_values, ARGS_TEST, 2, 2},
    {"url", filter_url_values, ARGS_PLAIN, 0, 0},
    {"years", filter_years_values, ARGS_UNIT, 0, 1},
};

bool
values_add(struct values *values, const char *text, size_t length,
    const struct value *like)
{
	struct value *value;

	if (values->count >= FILTER_MAX_VALUES ||
	    length > FILTER_MAX_BYTES - values->bytes)
		return false;
	values->items = arena_grow(values->arena, values->items, values->count,
	    sizeof(*values->items));
	value = &values->items[values->count++];
	value->text = arena_strndup(values->arena, text, length);
	value->given =
	    like != NULL && like->given != NULL ? like->given : value->text;
	value->label = like != NULL ? like->label : NULL;
	values->bytes += length;
	return true;
}

void
filter_each(
    const struct filter *filter, struct values *values, filter_each_fn *each)
{
	size_t kept = 0;

	for (size_t i = 0; i < values->count; i++) {
		struct value value = values->items[i];
		value.text = each(filter, values->arena, value.text);
		if (value.text != NULL)
			values->items[kept++] = value;
	}
	values->count = kept;
}

void
filter_say(const struct filter_run *run, const struct value *value,
    const char *done, const char *format, ...)
{
	char what[400];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	run->report(run->report_arg, value, what, done);
}

static int
kind_cmp(const void *name, const void *kind)
{
	return strcmp(name, ((const struct filter_kind *)kind)->name);
}

static const char *
say_known(char *error, size_t error_size, const char *name)
{
	const char *names[ARRAY_LEN(filter_kinds)];
	char hint[MAPPING_HINT];
	int used;

	for (size_t i = 0; i < ARRAY_LEN(filter_kinds); i++)
		names[i] = filter_kinds[i].name;
	used = snprintf(error, error_size,
	    "no filter is called '%.40s'%s; there are", name,
	    mapping_hint(name, names, ARRAY_LEN(names), hint));
	for (size_t i = 0; i < ARRAY_LEN(filter_kinds); i++) {
		if (used < 0 || (size_t)used >= error_size)
			break;
		used += snprintf(error + used, error_size - (size_t)used,
		    "%s %s", i > 0 ? "," : "", filter_kinds[i].name);
	}
	return error;
}

const char *
filter_pattern(regex_t *out, const char *pattern, int flags)
{
	if (strlen(pattern) > FILTER_MAX_PATTERN)
		return "is over 500 bytes";
	if (regex_too_large(pattern))
		return "repeats too much";
	if (regcomp(out, pattern, REG_EXTENDED | flags) != 0)
		return "is no POSIX extended regular expression";
	return NULL;
}

static bool
prepare_pattern(struct filter *filter, const char *pattern, int flags,
    char *error, size_t error_size)
{
	const char *wrong = filter_pattern(&filter->pattern, pattern, flags);

	if (wrong != NULL) {
		snprintf(error, error_size, "the pattern '%.80s' of %s %s",
		    pattern, filter->kind->name, wrong);
		return false;
	}
	filter->has_pattern = true;
	return true;
}

static bool
prepare_test(struct filter *filter, char *error, size_t error_size)
{
	static const char *const tests[] = {
	    "contains", "is", "starts", "matches"};

	for (size_t i = 0; i < ARRAY_LEN(tests); i++)
		if (strcmp(filter->args[0], tests[i]) == 0) {
			if (i < 3)
				return true;
			return prepare_pattern(filter, filter->args[1],
			    REG_NOSUB | REG_ICASE, error, error_size);
		}
	snprintf(error, error_size,
	    "%s wants contains, is, starts or matches, and a text; it has "
	    "'%.40s'",
	    filter->kind->name, filter->args[0]);
	return false;
}

static bool
prepare_order(struct filter *filter, char *error, size_t error_size)
{
	static const char *const orders[] = {"unix", "dmy", "mdy", "ymd"};

	if (filter->args_count == 0)
		return true;
	for (size_t i = 0; i < ARRAY_LEN(orders); i++)
		if (strcmp(filter->args[0], orders[i]) == 0)
			return true;
	snprintf(error, error_size,
	    "date wants unix, dmy, mdy or ymd; it has '%.40s'",
	    filter->args[0]);
	return false;
}

static bool
prepare_unit(struct filter *filter, char *error, size_t error_size)
{
	if (filter->args_count == 0 ||
	    filter_age_unit(filter->args[0], strlen(filter->args[0])) > 0)
		return true;
	snprintf(error, error_size,
	    "%s wants years, months, weeks or days; it has '%.40s'",
	    filter->kind->name, filter->args[0]);
	return false;
}

/* split '/[;,] ?/': one pattern; else texts that are taken as they are. */
static bool
prepare_split(struct filter *filter, char *error, size_t error_size)
{
	char *first = filter->args[0], *pattern;
	size_t length = strlen(first);
	bool good;

	if (filter->args_count > 1 || length < 3 || first[0] != '/' ||
	    first[length - 1] != '/')
		return true;
	pattern = xstrndup(first + 1, length - 2);
	good = prepare_pattern(filter, pattern, 0, error, error_size);
	free(pattern);
	return good;
}

/* "active=active inactive=deleted unknown=drop" */
static bool
prepare_inline_table(struct filter *filter, char *error, size_t error_size)
{
	struct filter_table *table = filter_table_new("lookup");

	filter->table = table;
	filter->own_table = true;
	for (size_t i = 0; i < filter->args_count; i++) {
		char *equals = strrchr(filter->args[i], '=');
		const char *wrong = NULL;

		if (equals == NULL || equals == filter->args[i]) {
			snprintf(error, error_size,
			    "lookup wants KEY=VALUE or one table's name; it "
			    "has '%.80s'",
			    filter->args[i]);
			return false;
		}
		*equals = '\0';
		if (strcmp(filter->args[i], "unknown") != 0)
			wrong = filter_table_add(
			    table, filter->args[i], equals + 1);
		else if (!filter_table_unknown(table, equals + 1))
			wrong = "unknown= wants keep, drop or error";
		if (wrong != NULL) {
			snprintf(error, error_size, "lookup: %s", wrong);
			return false;
		}
	}
	return true;
}

static bool
prepare_lookup(struct filter *filter, struct filter_table *const *tables,
    size_t tables_count, char *error, size_t error_size)
{
	if (filter->args_count > 1 || strchr(filter->args[0], '=') != NULL)
		return prepare_inline_table(filter, error, error_size);
	for (size_t i = 0; i < tables_count; i++)
		if (strcmp(filter_table_name(tables[i]), filter->args[0]) ==
		    0) {
			filter->table = tables[i];
			return true;
		}
	snprintf(error, error_size,
	    "no table is called '%.40s' (it must stand above its use; a word "
	    "of the table itself is written KEY=VALUE)",
	    filter->args[0]);
	return false;
}

static bool
prepare(struct filter *filter, struct filter_table *const *tables,
    size_t tables_count, char *error, size_t error_size)
{
	bool icase;

	switch (filter->kind->arg) {
	case ARGS_PATTERN:
		icase = filter->args_count == filter->kind->max_args;
		if (icase &&
		    strcmp(filter->args[filter->args_count - 1], "i") != 0) {
			snprintf(error, error_size,
			    "%s wants a pattern%s and, for any case, i",
			    filter->kind->name,
			    filter->args_count == 3 ? ", a text" : "");
			return false;
		}
		return prepare_pattern(filter, filter->args[0],
		    icase ? REG_ICASE : 0, error, error_size);
	case ARGS_TEST:
		return prepare_test(filter, error, error_size);
	case ARGS_ORDER:
		return prepare_order(filter, error, error_size);
	case ARGS_SPLIT:
		return prepare_split(filter, error, error_size);
	case ARGS_UNIT:
		return prepare_unit(filter, error, error_size);
	case ARGS_LOOKUP:
		return prepare_lookup(
		    filter, tables, tables_count, error, error_size);
	case ARGS_PLAIN:
		break;
	}
	return true;
}

struct filter *
filter_new(const char *name, char *const *args, size_t args_count,
    struct filter_table *const *tables, size_t tables_count, char *error,
    size_t error_size)
{
	const struct filter_kind *kind;
	struct filter *filter;

	kind = bsearch(name, filter_kinds, ARRAY_LEN(filter_kinds),
	    sizeof(filter_kinds[0]), kind_cmp);
	if (kind == NULL) {
		say_known(error, error_size, name);
		return NULL;
	}
	if (args_count < kind->min_args || args_count > kind->max_args) {
		if (kind->max_args == 0)
			snprintf(error, error_size,
			    "the filter %s takes no argument; it has %zu", name,
			    args_count);
		else
			snprintf(error, error_size,
			    "the filter %s takes %zu to %zu arguments; it has "
			    "%zu",
			    name, kind->min_args, kind->max_args, args_count);
		return NULL;
	}
	filter = xcalloc(1, sizeof(*filter));
	filter->kind = kind;
	filter->args = xcalloc(args_count + 1, sizeof(*filter->args));
	for (size_t i = 0; i < args_count; i++)
		filter->args[filter->args_count++] = xstrdup(args[i]);
	if (!prepare(filter, tables, tables_count, error, error_size)) {
		filter_free(filter);
		return NULL;
	}
	return filter;
}

void
filter_free(struct filter *filter)
{
	if (filter == NULL)
		return;
	for (size_t i = 0; i < filter->args_count; i++)
		free(filter->args[i]);
	free(filter->args);
	if (filter->has_pattern)
		regfree(&filter->pattern);
	if (filter->own_table)
		filter_table_free(filter->table);
	free(filter);
}

void
filter_apply(const struct filter *filter, const struct filter_run *run,
    struct values *values)
{
	filter->kind->run(filter, run, values);
}
