/* The form of /search, its mistakes, and the chips of what is on. */
#include "server/page_search.h"

#include <stdio.h>
#include <string.h>

#include "schema/language.h"
#include "server/words.h"

struct choice {
	const char *value, *label;
};

static void
choices(struct view *view, const char *list, const struct choice *all,
    size_t count, const char *chosen)
{
	for (size_t i = 0; i < count; i++) {
		struct view *item = view_item(view, list);

		view_text(item, "value", all[i].value);
		view_text(item, "label", all[i].label);
		view_flag(item, "on", strcmp(all[i].value, chosen) == 0);
	}
}

static long
facet_total(const struct facet_value *values, size_t count, const char *value)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(values[i].value, value) == 0)
			return values[i].total;
	return 0;
}

/* The value as typed, so that a mistake can be put right in its place. */
static const char *
typed(const struct search_page *search, const char *name)
{
	return request_parameter(search->request, name);
}

static void
form_where(struct search_page *search)
{
	static const struct choice within[] = {
	    {"1", "Within 1 mile"},
	    {"3", "Within 3 miles"},
	    {"5", "Within 5 miles"},
	    {"15", "Within 15 miles"},
	    {"30", "Within 30 miles"},
	    {"any", "Any distance"},
	};
	const struct query *query = &search->query;
	struct view *view = search->view;
	char chosen[16] = "any";

	if (query->within_miles > 0)
		snprintf(chosen, sizeof(chosen), "%g", query->within_miles);
	choices(view, "within", within, ARRAY_LEN(within), chosen);
	for (size_t i = 0; i < ARRAY_LEN(within); i++)
		if (strcmp(within[i].value, chosen) == 0)
			return;
	struct view *own = view_item(view, "within");
	view_text(own, "value", arena_strdup(search->arena, chosen));
	view_format(own, "label", "Within %s miles", chosen);
	view_flag(own, "on", true);
}

static void
form_person(struct search_page *search)
{
	static const struct choice genders[] = {
	    {"", "Not said"},
	    {"women", "Woman or girl"},
	    {"men", "Man or boy"},
	};
	static const struct choice costs[] = {
	    {"", "Any cost"},
	    {"low", "Free or low cost"},
	    {"free", "Free"},
	};
	static const char *const gender_value[] = {"", "women", "men"};
	static const char *const cost_value[] = {"", "free", "low"};
	const struct query *query = &search->query;

	if (query_reads(query, "age"))
		view_text(search->view, "age",
		    query->age_min == query->age_max
			? arena_printf(search->arena, "%d", query->age_min)
			: arena_printf(search->arena, "%d-%d", query->age_min,
			      query->age_max));
	else
		view_text(search->view, "age", typed(search, "age"));
	choices(search->view, "gender", genders, ARRAY_LEN(genders),
	    gender_value[query->gender]);
	for (size_t i = 0; i < ARRAY_LEN(costs); i++) {
		struct view *item = view_item(search->view, "cost");
		long total = facet_total(search->answer.costs,
		    search->answer.costs_count, costs[i].value);

		view_text(item, "value", costs[i].value);
		view_text(item, "label", costs[i].label);
		view_flag(item, "on",
		    strcmp(costs[i].value, cost_value[query->cost]) == 0);
		if (total > 0)
			view_long(item, "total", total);
	}
}

static bool
type_chosen(const struct query *query, const char *id)
{
	for (size_t i = 0; i < query->types_count; i++)
		if (strcmp(query->types[i], id) == 0)
			return true;
	return false;
}

/* Top-level types that this search has, and whatever was chosen. */
static void
form_types(struct search_page *search)
{
	const struct vocabulary *vocabulary = search->context->vocabulary;
	size_t count = vocabulary_types_count(vocabulary), shown = 0;

	for (size_t i = 0; i < count; i++) {
		const struct vocabulary_type *type =
		    vocabulary_type(vocabulary, i);
		bool on = type_chosen(&search->query, type->id);
		long total = facet_total(
		    search->answer.types, search->answer.types_count, type->id);
		struct view *item;

		if (!on && (type->parent >= 0 || total == 0))
			continue;
		item = view_item(search->view, "types");
		view_text(item, "value", type->id);
		view_text(item, "label", type->label);
		view_flag(item, "on", on);
		if (total > 0)
			view_long(item, "total", total);
		shown++;
	}
	view_flag(search->view, "has_types", shown > 0);
}

static void
form_rest(struct search_page *search)
{
	static const struct choice sorts[] = {
	    {"best", "Best first"},
	    {"nearest", "Nearest first"},
	    {"name", "By name"},
	    {"checked", "Latest checked first"},
	};
	static const char *const sort_value[] = {
	    "best", "nearest", "name", "checked"};
	const struct query *query = &search->query;

	for (size_t i = 0; i < ARRAY_LEN(sorts); i++) {
		struct view *item;

		if (strcmp(sorts[i].value, "nearest") == 0 && !query->has_near)
			continue;
		item = view_item(search->view, "sort");
		view_text(item, "value", sorts[i].value);
		view_text(item, "label", sorts[i].label);
		view_flag(item, "on",
		    strcmp(sorts[i].value, sort_value[query->sort]) == 0);
	}
	if (query->has_area)
		view_text(search->view, "area", query->area.slug);
	view_text(search->view, "feed", query->feed);
}

/* True where the form has a field of that name to lead to. */
static bool
has_field(const char *parameter)
{
	static const char *const fields[] = {
	    "q", "near", "within", "age", "gender", "cost", "sort"};

	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		if (strcmp(fields[i], parameter) == 0)
			return true;
	return false;
}

static void
show_errors(struct search_page *search)
{
	struct view *view = search->view;

	for (size_t i = 0; i < search->errors_count; i++) {
		const struct query_error *error = &search->errors[i];
		char *message =
		    arena_printf(search->arena, "“%s” cannot be read. Give %s",
			error->given, error->allowed);
		struct view *item = view_item(view, "errors");

		view_text(item, "message", message);
		if (!has_field(error->parameter))
			continue;
		view_text(item, "field", error->parameter);
		view_text(view,
		    arena_printf(search->arena, "%s_error", error->parameter),
		    message);
	}
	view_flag(view, "error_summary", search->errors_count > 0);
	view_flag(view, "panel_open", search->errors_count > 0);
}

/* q without what was read as more than words. */
static char *
words_left(struct search_page *search)
{
	struct buf words = {0};
	char *left;

	query_words(&search->query, NULL, &words);
	left = arena_strdup(search->arena, buf_text(&words));
	buf_clear(&words);
	return left;
}

static bool
reads_any(const struct query *query)
{
	static const char *const names[] = {"near", "area", "age", "gender",
	    "for", "cost", "referral", "mode", "lang", "access", "overruled"};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (query_reads(query, names[i]))
			return true;
	return false;
}

static void
chip(struct search_page *search, const char *label, char *url)
{
	struct view *item = view_item(search->view, "chips");

	view_text(item, "label", label);
	view_text(item, "url", url);
	view_flag(search->view, "has_chips", true);
}

static void
chip_drop(struct search_page *search, const char *label, const char *drop)
{
	chip(search, label,
	    words_search_url(
		search->arena, "/search", &search->query, drop, 0));
}

static char *
age_words(struct arena *arena, const struct query *query)
{
	if (query->age_min == query->age_max)
		return arena_printf(arena, "Age %d", query->age_min);
	return arena_printf(
	    arena, "Ages %d to %d", query->age_min, query->age_max);
}

/* One of several values, undone alone. */
static void
chip_value(struct search_page *search, const char *label, const char *name,
    const char *value)
{
	chip(search, label,
	    words_search_url_without(
		search->arena, "/search", &search->query, name, value));
}

static void
chips_types(struct search_page *search)
{
	const struct query *query = &search->query;
	const struct vocabulary *vocabulary = search->context->vocabulary;

	for (size_t i = 0; i < query->types_count; i++) {
		const char *id = query->types[i];
		int type = vocabulary_type_find(vocabulary, id);

		chip_value(search,
		    type < 0 ? id
			     : vocabulary_type(vocabulary, (size_t)type)->label,
		    "type", id);
	}
}

static void
chips_terms(struct search_page *search, const char *name, const char *dimension,
    const struct query_terms *terms)
{
	for (size_t i = 0; i < terms->count; i++)
		chip_value(search,
		    vocabulary_term_label(search->context->vocabulary,
			dimension, terms->values[i]),
		    name, terms->values[i]);
}

static void
chips_modes(struct search_page *search)
{
	for (unsigned mode = 1; mode <= MODE_ALL; mode *= 2)
		if ((search->query.modes & mode) != 0)
			chip_value(search, words_mode((enum listing_mode)mode),
			    "mode", query_mode_name((enum listing_mode)mode));
}

/* Without it the usual distance holds. */
static void
chip_within(struct search_page *search)
{
	struct query usual = search->query;
	double miles = usual.within_miles;

	usual.within_miles = QUERY_WITHIN;
	chip(search,
	    miles == 0 ? "Any distance"
		       : arena_printf(search->arena, "Within %g mile%s", miles,
			     miles == 1 ? "" : "s"),
	    words_search_url(search->arena, "/search", &usual, NULL, 0));
}

void
search_chips_show(struct search_page *search)
{
	const struct query *query = &search->query;
	struct arena *arena = search->arena;

	if (*words_left(search) != '\0')
		chip_drop(search,
		    arena_printf(arena, "“%s”", words_left(search)), "q");
	chips_types(search);
	if (query->has_near)
		chip_drop(search,
		    arena_printf(arena, "Near %s", query->near.name), "near");
	if (query->has_near && query->within_miles != QUERY_WITHIN)
		chip_within(search);
	if (query->has_area)
		chip_drop(search,
		    arena_printf(arena, "In %s", query->area.name), "area");
	if (query->age_min >= 0)
		chip_drop(search, age_words(arena, query), "age");
	if (query->gender != GENDER_ANY)
		chip_drop(search,
		    query->gender == GENDER_WOMEN ? "Woman or girl"
						  : "Man or boy",
		    "gender");
	chips_terms(search, "for", "group", &query->groups);
	if (query->cost != COST_ANY)
		chip_drop(search,
		    query->cost == COST_FREE ? "Free" : "Free or low cost",
		    "cost");
	if (query->referral != REFERRAL_ANY)
		chip_drop(search, words_referral(query->referral), "referral");
	chips_modes(search);
	if (query->language != NULL)
		chip_drop(search,
		    arena_printf(
			arena, "In %s", language_name(query->language)),
		    "lang");
	chips_terms(search, "access", "access", &query->access);
	if (query_reads(query, "overruled"))
		chip_drop(search, "Words that do not count", "overruled");
	if (query->feed != NULL)
		chip_drop(search, arena_printf(arena, "From %s", query->feed),
		    "feed");
	view_text(search->view, "clear_url", "/search");
}

/*
 * What was read in the words stands in its own field from now on: in both
 * it would be looked for twice.
 */
static void
form_what(struct search_page *search)
{
	const struct query *query = &search->query;
	const char *near = typed(search, "near");

	if (near == NULL && query->has_near)
		near = query->near.name;
	view_text(search->view, "q",
	    reads_any(query) ? words_left(search) : typed(search, "q"));
	view_text(search->view, "near", near);
}

void
search_form_show(struct search_page *search)
{
	form_what(search);
	show_errors(search);
	form_where(search);
	form_person(search);
	form_types(search);
	form_rest(search);
}
