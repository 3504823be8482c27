/* Filters for ages: in words, in figures, in years, months, weeks or days. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "importers/filter_list.h"

#define AGE_MAX 130 /* years: more is how databases write "no limit" */

double
filter_age_unit(const char *word, size_t length)
{
	static const struct {
		const char *name;
		double a_year;
	} units[] = {{"year", 1}, {"yr", 1}, {"month", 12}, {"mth", 12},
	    {"week", 52.1775}, {"wk", 52.1775}, {"day", 365.25}};

	if (length > 2 && (word[length - 1] | 0x20) == 's')
		length--;
	for (size_t i = 0; i < ARRAY_LEN(units); i++)
		if (strlen(units[i].name) == length &&
		    strncasecmp(units[i].name, word, length) == 0)
			return units[i].a_year;
	return 0;
}

/* A number with the unit behind it; its "a_year" is 0 where none stands. */
struct age {
	double number, a_year;
};

static bool
next_age(const char **at, struct age *age)
{
	size_t length;
	char *end;

	*at += strcspn(*at, "0123456789");
	if (**at == '\0')
		return false;
	age->number = strtod(*at, &end);
	*at = end + strspn(end, " ");
	for (length = 0; isalpha((unsigned char)(*at)[length]);)
		length++;
	age->a_year = filter_age_unit(*at, length);
	return true;
}

/*
 * Whole years, of a number in the age's own unit, else in that.  Below a
 * year's end is still that year, but for what a rounded number lost.
 */
static int
in_years(const struct age *age, double a_year)
{
	double years =
	    age->number / (age->a_year > 0 ? age->a_year : a_year) + 0.01;

	return years >= 0 && years < AGE_MAX ? (int)years : AGE_MAX;
}

static bool
has_word(const char *text, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strcasestr(text, *words) != NULL)
			return true;
	return false;
}

/* True where all letters of the text belong to words that ages use. */
static bool
only_age_words(const char *text)
{
	static const char *const known[] = {"age", "aged", "ages", "old", "to",
	    "and", "over", "under", "up", "from", "between", "plus", "s",
	    "upwards", "above", "below", "older", "younger", "y", "people",
	    "adults", "children", "young", "the", "of", "than", "or", "only",
	    "minimum", "maximum"};

	while (*text != '\0') {
		size_t length = 0, i;

		while (isalpha((unsigned char)text[length]))
			length++;
		if (length == 0) {
			text++;
			continue;
		}
		for (i = 0; i < ARRAY_LEN(known); i++)
			if (strlen(known[i]) == length &&
			    strncasecmp(known[i], text, length) == 0)
				break;
		if (i == ARRAY_LEN(known) && filter_age_unit(text, length) <= 0)
			return false;
		text += length;
	}
	return true;
}

/* "a_year": the unit of a number that names none; 0: years. */
static bool
read_ages(const char *text, double a_year, int *min, int *max)
{
	static const char *const under[] = {"under", "below", "younger", NULL};
	static const char *const upto[] = {"up to", "maximum", NULL};
	static const char *const over[] = {"over", "+", "plus", "from", "above",
	    "older", "upwards", "minimum", NULL};
	const char *at = text;
	struct age one, two, three;
	int first;

	*min = *max = -1;
	if (strlen(text) > 80 || !only_age_words(text) || !next_age(&at, &one))
		return false;
	if (a_year <= 0)
		a_year = 1;
	if (next_age(&at, &two)) {
		/* "3 to 6 months": the unit is that of both. */
		if (one.a_year <= 0)
			one.a_year = two.a_year;
		*min = in_years(&one, a_year);
		*max = in_years(&two, a_year);
		if (*min > *max || *min == AGE_MAX || next_age(&at, &three))
			return false;
		if (*max == AGE_MAX)
			*max = -1;
		return true;
	}
	first = in_years(&one, a_year);
	if (first == AGE_MAX)
		return false;
	if (has_word(text, under))
		*max = first - 1;
	else if (has_word(text, upto))
		*max = first;
	else if (has_word(text, over))
		*min = first;
	return *max >= 0 || *min >= 0;
}

bool
filter_ages(const char *text, int *min, int *max)
{
	return read_ages(text, 0, min, max);
}

/* The unit that a filter names for numbers without one. */
static double
unit_of(const struct filter *filter)
{
	const char *word;

	if (filter->args_count == 0)
		return 1;
	word = filter->args[0];
	return filter_age_unit(word, strlen(word));
}

/* An age range in words to "MIN-MAX", either side empty. */
void
filter_ages_values(const struct filter *filter, const struct filter_run *run,
    struct values *values)
{
	size_t kept = 0;
	int min, max;

	filter_nonempty_values(filter, run, values);
	for (size_t i = 0; i < values->count; i++) {
		struct value value = values->items[i];
		char low[12] = "", high[12] = "";

		if (!read_ages(value.text, unit_of(filter), &min, &max)) {
			filter_say(run, &value, "read as words only",
			    "'%.80s' is no age range", value.text);
			continue;
		}
		if (min >= 0)
			snprintf(low, sizeof(low), "%d", min);
		if (max >= 0)
			snprintf(high, sizeof(high), "%d", max);
		value.text = arena_printf(values->arena, "%s-%s", low, high);
		values->items[kept++] = value;
	}
	values->count = kept;
}

/* An age to whole years: "18 months" gives 1; over 130 is no limit. */
void
filter_years_values(const struct filter *filter, const struct filter_run *run,
    struct values *values)
{
	size_t kept = 0;
	struct age age;

	filter_nonempty_values(filter, run, values);
	for (size_t i = 0; i < values->count; i++) {
		struct value value = values->items[i];
		const char *at = value.text;
		int years;

		if (!only_age_words(value.text) || strchr(at, '-') != NULL ||
		    !next_age(&at, &age)) {
			filter_say(run, &value, "dropped", "'%.80s' is no age",
			    value.text);
			continue;
		}
		years = in_years(&age, unit_of(filter));
		if (years == AGE_MAX)
			continue;
		value.text = arena_printf(values->arena, "%d", years);
		/* "24" alone would be read as years by who is shown it. */
		if (age.a_year <= 0 && filter->args_count > 0)
			value.given = arena_printf(values->arena, "%.60s %s",
			    value.given, filter->args[0]);
		values->items[kept++] = value;
	}
	values->count = kept;
}

/* Of the values that are numbers, one. */
static void
keep_extreme(struct values *values, bool largest)
{
	const struct value *best = NULL;
	double number, best_number = 0;

	for (size_t i = 0; i < values->count; i++) {
		if (!number_double(values->items[i].text, -1e15, 1e15, &number))
			continue;
		if (best == NULL ||
		    (largest ? number > best_number : number < best_number)) {
			best = &values->items[i];
			best_number = number;
		}
	}
	if (best != NULL)
		values->items[0] = *best;
	values->count = best != NULL;
}

void
filter_min_values(const struct filter *filter UNUSED,
    const struct filter_run *run, struct values *values)
{
	filter_trim_values(filter, run, values);
	keep_extreme(values, false);
}

void
filter_max_values(const struct filter *filter UNUSED,
    const struct filter_run *run, struct values *values)
{
	filter_trim_values(filter, run, values);
	keep_extreme(values, true);
}
