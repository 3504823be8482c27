/* The filters by subject, for the table in filter.c alone. */
#ifndef SIGNPOST_FILTER_LIST_H
#define SIGNPOST_FILTER_LIST_H

#include <regex.h>

#include "importers/filter.h"

struct filter {
	const struct filter_kind *kind;
	char **args;
	size_t args_count;
	bool has_pattern;
	regex_t pattern;            /* where the kind has one */
	struct filter_table *table; /* lookup's */
	bool own_table;             /* written inline, freed with the filter */
};

typedef void filter_fn(const struct filter *filter,
    const struct filter_run *run, struct values *values);

/* Changes one text; NULL drops the value. */
typedef char *filter_each_fn(
    const struct filter *filter, struct arena *arena, const char *text);
/* Applies "each" to all values. */
void filter_each(
    const struct filter *filter, struct values *values, filter_each_fn *each);
void filter_say(const struct filter_run *run, const struct value *value,
    const char *done, const char *format, ...) PRINTF_LIKE(4, 5);

filter_fn filter_trim_values, filter_collapse_values, filter_split_values,
    filter_join_values, filter_capture_values, filter_capture_all_values,
    filter_replace_values, filter_null_if_values, filter_prefix_values,
    filter_suffix_values, filter_strip_values, filter_if_values,
    filter_unless_values, filter_dedupe_values, filter_first_values,
    filter_last_values, filter_nonempty_values, filter_lower_values,
    filter_title_case_values, filter_lookup_values, filter_number_values,
    filter_boolean_values, filter_drop_param_values;
filter_fn filter_html_values, filter_decode_values;
filter_fn filter_phones_values, filter_postcode_values, filter_latlon_values,
    filter_grid_values, filter_url_values, filter_email_values;
filter_fn filter_date_values, filter_minutes_values, filter_days_values,
    filter_modes_values;
filter_fn filter_ages_values, filter_years_values, filter_min_values,
    filter_max_values;

/* How many of the unit "months" make a year; 0: it is no unit. */
double filter_age_unit(const char *word, size_t length);

/* Compiles a POSIX extended regular expression, within our bounds; NULL, or
 * what is wrong with it ("repeats too much"). */
const char *filter_pattern(regex_t *out, const char *pattern, int flags);

#endif
