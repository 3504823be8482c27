/* Filters on letters, numbers and yes or no. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/url.h"
#include "base/utf8.h"
#include "importers/filter_list.h"

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

static char
upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static bool
letter(char c)
{
	return (lower(c) >= 'a' && lower(c) <= 'z') || (c & 0x80) != 0;
}

static char *
lower_each(
    const struct filter *filter UNUSED, struct arena *arena, const char *text)
{
	char *out = arena_strdup(arena, text);

	for (char *at = out; *at != '\0'; at++)
		*at = lower(*at);
	return out;
}

void
filter_lower_values(const struct filter *filter,
    const struct filter_run *run UNUSED, struct values *values)
{
	filter_each(filter, values, lower_each);
}

/* Words that stay as they are in a name written in capitals. */
static bool
stays_upper(const char *word, size_t length)
{
	static const char *const known[] = {"NHS", "GP", "CIC", "CIO", "UK",
	    "YMCA", "YWCA", "LGBT", "LGBTQ", "MIND", "ADHD", "PTSD", "MS",
	    "HIV", "CAMHS", "RAF", "II", "III", "IV", "BAME", "CAB", "WI"};

	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		if (strlen(known[i]) == length &&
		    strncmp(known[i], word, length) == 0)
			return true;
	return false;
}

static bool
stays_lower(const char *word, size_t length)
{
	static const char *const known[] = {
	    "and", "of", "the", "for", "in", "on", "at", "to", "with", "by"};

	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		if (strlen(known[i]) == length &&
		    strncasecmp(known[i], word, length) == 0)
			return true;
	return false;
}

static bool
shouts(const char *text)
{
	bool any = false;

	for (; *text != '\0'; text++) {
		if (*text >= 'a' && *text <= 'z')
			return false;
		any |= *text >= 'A' && *text <= 'Z';
	}
	return any;
}

/* "DERRY DOWNS SURGERY" reads "Derry Downs Surgery"; other text is left. */
static char *
title_case_each(
    const struct filter *filter UNUSED, struct arena *arena, const char *text)
{
	char *out = arena_strdup(arena, text);
	char *at = out;

	if (!shouts(text))
		return out;
	while (*at != '\0') {
		size_t length = 0;

		while (letter(at[length]) || (length > 0 && at[length] == '\''))
			length++;
		if (length == 0) {
			at++;
			continue;
		}
		if (!stays_upper(at, length)) {
			bool small = at > out && stays_lower(at, length);
			for (size_t i = 0; i < length; i++)
				at[i] = lower(at[i]);
			if (!small)
				at[0] = upper(at[0]);
		}
		at += length;
	}
	return out;
}

void
filter_title_case_values(const struct filter *filter,
    const struct filter_run *run UNUSED, struct values *values)
{
	filter_each(filter, values, title_case_each);
}

/* The number a text starts with: `1"` gives 1, as real feeds need. */
static char *
number_each(
    const struct filter *filter UNUSED, struct arena *arena, const char *text)
{
	size_t length, start;

	text += strspn(text, " \t\r\n");
	start = *text == '-' ? 1 : 0;
	length = start + strspn(text + start, "0123456789");
	if (length == start)
		return NULL;
	if (text[length] == '.' && isdigit((unsigned char)text[length + 1]))
		length += 1 + strspn(text + length + 1, "0123456789");
	return arena_strndup(arena, text, length);
}

void
filter_number_values(const struct filter *filter, const struct filter_run *run,
    struct values *values)
{
	for (size_t i = 0; i < values->count; i++)
		if (number_each(filter, values->arena, values->items[i].text) ==
			NULL &&
		    *values->items[i].text != '\0')
			filter_say(run, &values->items[i], "dropped",
			    "'%.80s' is no number", values->items[i].text);
	filter_each(filter, values, number_each);
}

const char *
filter_boolean(const char *text)
{
	static const char *const yes[] = {"1", "true", "yes", "y", "t", "on"};
	static const char *const no[] = {"0", "false", "no", "n", "f", "off"};

	for (size_t i = 0; i < ARRAY_LEN(yes); i++) {
		if (strcasecmp(text, yes[i]) == 0)
			return "yes";
		if (strcasecmp(text, no[i]) == 0)
			return "no";
	}
	return NULL;
}

/*
 * "yes" or "no".  What is neither is the argument where there is one: a
 * privacy mark that cannot be read is written "boolean yes", and hides.
 */
static char *
boolean_each(const struct filter *filter, struct arena *arena, const char *text)
{
	const char *read = filter_boolean(text);

	if (read == NULL && filter->args_count > 0)
		read = filter->args[0];
	return arena_strdup(arena, read);
}

void
filter_boolean_values(const struct filter *filter,
    const struct filter_run *run UNUSED, struct values *values)
{
	filter_trim_values(filter, run, values);
	filter_each(filter, values, boolean_each);
}

/* A link without the named parameters: an API key must go no further. */
static char *
drop_param_each(
    const struct filter *filter, struct arena *arena, const char *text)
{
	char *out = arena_strdup(arena, text);
	char *query = strchr(out, '?'), *to, *next;

	if (query == NULL)
		return out;
	to = query + 1;
	for (char *at = to; *at != '\0'; at = next) {
		size_t length = strcspn(at, "&"), name = strcspn(at, "=&");
		bool drop = false;

		next = at + length + (at[length] == '&');
		for (size_t i = 0; i < filter->args_count; i++)
			drop |= strlen(filter->args[i]) == name &&
				strncasecmp(filter->args[i], at, name) == 0;
		if (drop)
			continue;
		memmove(to, at, (size_t)(next - at));
		to += next - at;
	}
	*to = '\0';
	if (to[-1] == '&' || to[-1] == '?')
		to[-1] = '\0';
	return out;
}

void
filter_drop_param_values(const struct filter *filter,
    const struct filter_run *run UNUSED, struct values *values)
{
	filter_each(filter, values, drop_param_each);
}
