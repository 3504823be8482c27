/* Filters on plain text: cut, join, choose, rewrite. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "importers/filter_list.h"

#define BLANK " \t\r\n\v\f"

/* A no-break space counts as a blank: editors put it at line ends. */
static size_t
blank_at(const char *at)
{
	if (*at != '\0' && strchr(BLANK, *at) != NULL)
		return 1;
	return at[0] == '\xc2' && at[1] == '\xa0' ? 2 : 0;
}

static size_t
blank_before(const char *start, const char *end)
{
	if (end > start && strchr(BLANK, end[-1]) != NULL)
		return 1;
	if (end - start >= 2 && memcmp(end - 2, "\xc2\xa0", 2) == 0)
		return 2;
	return 0;
}

static char *
trim(struct arena *arena, const char *text)
{
	const char *end = text + strlen(text);
	size_t step;

	while ((step = blank_at(text)) > 0)
		text += step;
	while ((step = blank_before(text, end)) > 0)
		end -= step;
	return arena_strndup(arena, text, (size_t)(end - text));
}

static char *
trim_each(
    const struct filter *filter UNUSED, struct arena *arena, const char *text)
{
	return trim(arena, text);
}

void
filter_trim_values(const struct filter *filter,
    const struct filter_run *run UNUSED, struct values *values)
{
	filter_each(filter, values, trim_each);
}

/* All blanks, line ends too, as single spaces. */
static char *
collapse_each(
    const struct filter *filter UNUSED, struct arena *arena, const char *text)
{
	char *out = trim(arena, text), *to = out;
	size_t step;

	for (const char *at = out; *at != '\0';) {
		step = blank_at(at);
		if (step == 0) {
			*to++ = *at++;
			continue;
		}
		if (to > out && to[-1] != ' ')
			*to++ = ' ';
		at += step;
	}
	*to = '\0';
	return out;
}

void
filter_collapse_values(const struct filter *filter,
    const struct filter_run *run UNUSED, struct values *values)
{
	filter_each(filter, values, collapse_each);
}

/* The nearest of several separators; their length in *length. */
static const char *
find_separator(const struct filter *filter, const char *text, size_t *length)
{
	const char *nearest = NULL;

	for (size_t i = 0; i < filter->args_count; i++) {
		const char *found;

		if (*filter->args[i] == '\0')
			continue;
		found = strstr(text, filter->args[i]);
		if (found != NULL && (nearest == NULL || found < nearest)) {
			nearest = found;
			*length = strlen(filter->args[i]);
		}
	}
	return nearest;
}

/* Where the pattern matches next; what matches nothing separates nothing. */
static const char *
find_pattern(const struct filter *filter, const char *text, size_t *length)
{
	regmatch_t match;

	if (regexec(&filter->pattern, text, 1, &match, 0) != 0 ||
	    match.rm_so == match.rm_eo)
		return NULL;
	*length = (size_t)(match.rm_eo - match.rm_so);
	return text + match.rm_so;
}

static const char *
find_cut(const struct filter *filter, const char *text, size_t *length)
{
	return filter->has_pattern ? find_pattern(filter, text, length)
				   : find_separator(filter, text, length);
}

void
filter_split_values(const struct filter *filter,
    const struct filter_run *run UNUSED, struct values *values)
{
	struct values out = {.arena = values->arena};

	for (size_t i = 0; i < values->count; i++) {
		const struct value *value = &values->items[i];
		const char *at = value->text, *cut;
		size_t length = 0;

		assert(at != NULL); /* a value has a text */
		while ((cut = find_cut(filter, at, &length)) != NULL) {
			if (!values_add(&out, at, (size_t)(cut - at), value))
				break;
			at = cut + length;
		}
		values_add(&out, at, strlen(at), value);
	}
	*values = out;
	filter_nonempty_values(filter, run, values);
}

void
filter_join_values(const struct filter *filter,
    const struct filter_run *run UNUSED, struct values *values)
{
	struct values out = {.arena = values->arena};
	struct buf joined = {0}, given = {0};
	struct value first;

	if (values->count < 2)
		return;
	for (size_t i = 0; i < values->count; i++) {
		if (i > 0) {
			buf_add_text(&joined, filter->args[0]);
			buf_add_text(&given, filter->args[0]);
		}
		buf_add_text(&joined, values->items[i].text);
		buf_add_text(&given, values->items[i].given);
	}
	first = values->items[0];
	first.given =
	    arena_strndup(values->arena, buf_text(&given), given.length);
	values_add(&out, buf_text(&joined), joined.length, &first);
	*values = out;
	buf_clear(&joined);
	buf_clear(&given);
}

/* The first group, or all that matched; no match drops the value. */
static char *
capture_each(const struct filter *filter, struct arena *arena, const char *text)
{
	regmatch_t match[2];
	const regmatch_t *part;

	if (regexec(&filter->pattern, text, 2, match, 0) != 0)
		return NULL;
	part = filter->pattern.re_nsub > 0 && match[1].rm_so >= 0 ? &match[1]
								  : &match[0];
	return arena_strndup(
	    arena, text + part->rm_so, (size_t)(part->rm_eo - part->rm_so));
}

void
filter_capture_values(const struct filter *filter,
    const struct filter_run *run UNUSED, struct values *values)
{
	filter_each(filter, values, capture_each);
}

/* What the pattern matches, each time that it does. */
void
filter_capture_all_values(const struct filter *filter,
    const struct filter_run *run UNUSED, struct values *values)
{
	struct values out = {.arena = values->arena};
	regmatch_t match[2];

	for (size_t i = 0; i < values->count; i++) {
		const struct value *value = &values->items[i];
		const char *at = value->text;
		int flags = 0;

		while (regexec(&filter->pattern, at, 2, match, flags) == 0) {
			const regmatch_t *part =
			    filter->pattern.re_nsub > 0 && match[1].rm_so >= 0
				? &match[1]
				: &match[0];

			if (part->rm_eo > part->rm_so &&
			    !values_add(&out, at + part->rm_so,
				(size_t)(part->rm_eo - part->rm_so), value))
				break;
			at += match[0].rm_eo;
			if (match[0].rm_so == match[0].rm_eo && *at++ == '\0')
				break;
			flags = REG_NOTBOL;
		}
	}
	*values = out;
}

/* Adds the replacement, with \1 to \9 as the groups. */
static void
add_replacement(struct buf *out, const char *with, const char *text,
    const regmatch_t *match)
{
	for (; *with != '\0'; with++) {
		const regmatch_t *group;

		if (*with != '\\' || with[1] < '1' || with[1] > '9') {
			buf_add_char(out, *with);
			continue;
		}
		group = &match[*++with - '0'];
		if (group->rm_so >= 0)
			buf_add(out, text + group->rm_so,
			    (size_t)(group->rm_eo - group->rm_so));
	}
}

static char *
replace_each(const struct filter *filter, struct arena *arena, const char *text)
{
	struct buf out = {0};
	regmatch_t match[10];
	char *result;
	int flags = 0;

	while (out.length < FILTER_MAX_BYTES &&
	       regexec(&filter->pattern, text, 10, match, flags) == 0) {
		buf_add(&out, text, (size_t)match[0].rm_so);
		add_replacement(&out, filter->args[1], text, match);
		text += match[0].rm_eo;
		if (*text == '\0')
			break;
		if (match[0].rm_so == match[0].rm_eo)
			buf_add_char(&out, *text++); /* an empty match */
		flags = REG_NOTBOL;
	}
	buf_add_text(&out, text);
	result = arena_strndup(
	    arena, buf_text(&out), utf8_clip(buf_text(&out), FILTER_MAX_BYTES));
	buf_clear(&out);
	return result;
}

void
filter_replace_values(const struct filter *filter,
    const struct filter_run *run UNUSED, struct values *values)
{
	filter_each(filter, values, replace_each);
}

/* Equal but for case, accents and blanks around. */
static bool
same(const char *one, const char *two)
{
	char *a = utf8_fold(one), *b = utf8_fold(two);
	bool equal = strcmp(a, b) == 0;

	free(a);
	free(b);
	return equal;
}

bool
filter_placeholder(const char *text)
{
	static const char *const nothing[] = {"n/a", "na", "n.a.", "not known",
	    "not applicable", "not available", "not provided", "not specified",
	    "not stated", "not given", "not relevant", "none given",
	    "no telephone number available", "no telephone number",
	    "no telephone", "no phone", "no email", "no website", "unknown",
	    "null", "nil", "http://", "https://", "tbc", "tba", "-", "--",
	    "---", ".", "..", "...", "?", "x", "xx", "xxx"};

	if (strlen(text) > 30)
		return false;
	for (size_t i = 0; i < ARRAY_LEN(nothing); i++)
		if (strcasecmp(text, nothing[i]) == 0)
			return true;
	return false;
}

static char *
null_if_each(const struct filter *filter, struct arena *arena, const char *text)
{
	char *trimmed = trim(arena, text);

	if (filter_placeholder(trimmed))
		return NULL;
	for (size_t i = 0; i < filter->args_count; i++)
		if (same(trimmed, filter->args[i]))
			return NULL;
	return trimmed;
}

void
filter_null_if_values(const struct filter *filter,
    const struct filter_run *run UNUSED, struct values *values)
{
	filter_each(filter, values, null_if_each);
}

static char *
prefix_each(const struct filter *filter, struct arena *arena, const char *text)
{
	return arena_printf(arena, "%s%s", filter->args[0], text);
}

void
filter_prefix_values(const struct filter *filter,
    const struct filter_run *run UNUSED, struct values *values)
{
	filter_each(filter, values, prefix_each);
}

static char *
suffix_each(const struct filter *filter, struct arena *arena, const char *text)
{
	return arena_printf(arena, "%s%s", text, filter->args[0]);
}

void
filter_suffix_values(const struct filter *filter,
    const struct filter_run *run UNUSED, struct values *values)
{
	filter_each(filter, values, suffix_each);
}

/* Takes the given texts off both ends. */
static char *
strip_each(const struct filter *filter, struct arena *arena, const char *text)
{
	char *out = trim(arena, text);
	size_t length = strlen(out), part;

	for (size_t i = 0; i < filter->args_count; i++) {
		part = strlen(filter->args[i]);
		if (part == 0)
			continue;
		if (length >= part &&
		    strncasecmp(out, filter->args[i], part) == 0) {
			out += part;
			length -= part;
		}
		if (length >= part &&
		    strcasecmp(out + length - part, filter->args[i]) == 0)
			out[length -= part] = '\0';
	}
	return trim(arena, out);
}

void
filter_strip_values(const struct filter *filter,
    const struct filter_run *run UNUSED, struct values *values)
{
	filter_each(filter, values, strip_each);
}

static bool
passes(const struct filter *filter, const char *text)
{
	const char *test = filter->args[0], *want = filter->args[1];

	if (filter->has_pattern)
		return regexec(&filter->pattern, text, 0, NULL, 0) == 0;
	if (strcmp(test, "contains") == 0)
		return strcasestr(text, want) != NULL;
	if (strcmp(test, "starts") == 0)
		return strncasecmp(text, want, strlen(want)) == 0;
	return same(text, want);
}

static char *
if_each(const struct filter *filter, struct arena *arena, const char *text)
{
	return passes(filter, text) ? arena_strdup(arena, text) : NULL;
}

void
filter_if_values(const struct filter *filter,
    const struct filter_run *run UNUSED, struct values *values)
{
	filter_each(filter, values, if_each);
}

static char *
unless_each(const struct filter *filter, struct arena *arena, const char *text)
{
	return passes(filter, text) ? NULL : arena_strdup(arena, text);
}

void
filter_unless_values(const struct filter *filter,
    const struct filter_run *run UNUSED, struct values *values)
{
	filter_each(filter, values, unless_each);
}

void
filter_dedupe_values(const struct filter *filter UNUSED,
    const struct filter_run *run UNUSED, struct values *values)
{
	size_t kept = 0, j;

	for (size_t i = 0; i < values->count; i++) {
		for (j = 0; j < kept; j++)
			if (same(values->items[j].text, values->items[i].text))
				break;
		if (j == kept)
			values->items[kept++] = values->items[i];
	}
	values->count = kept;
}

void
filter_first_values(const struct filter *filter UNUSED,
    const struct filter_run *run UNUSED, struct values *values)
{
	if (values->count > 1)
		values->count = 1;
}

void
filter_last_values(const struct filter *filter UNUSED,
    const struct filter_run *run UNUSED, struct values *values)
{
	if (values->count > 1) {
		values->items[0] = values->items[values->count - 1];
		values->count = 1;
	}
}

static char *
nonempty_each(
    const struct filter *filter UNUSED, struct arena *arena, const char *text)
{
	char *trimmed = trim(arena, text);

	return *trimmed != '\0' ? trimmed : NULL;
}

void
filter_nonempty_values(const struct filter *filter,
    const struct filter_run *run UNUSED, struct values *values)
{
	filter_each(filter, values, nonempty_each);
}
