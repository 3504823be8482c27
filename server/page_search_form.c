/* The form of /search and its mistakes. */
#include "base/say.h"
#include "server/page_search.h"

#include <stdio.h>
#include <string.h>

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
		view_text(item, "label", _(all[i].label));
		view_flag(item, "on", strcmp(all[i].value, chosen) == 0);
	}
}

/* As choices(), each with how many results have it. */
static void
counted(struct search_page *search, const char *name, const struct choice *all,
    size_t count, const char *chosen)
{
	for (size_t i = 0; i < count; i++) {
		struct view *item = view_item(search->view, name);
		long total =
		    answer_facet_total(&search->answer, name, all[i].value);

		view_text(item, "value", all[i].value);
		view_text(item, "label", _(all[i].label));
		view_flag(item, "on", strcmp(all[i].value, chosen) == 0);
		if (total > 0)
			view_long(item, "total", total);
	}
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
	    {"1", N_("Within 1 mile")},
	    {"3", N_("Within 3 miles")},
	    {"5", N_("Within 5 miles")},
	    {"15", N_("Within 15 miles")},
	    {"30", N_("Within 30 miles")},
	    {"any", N_("Any distance")},
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
	view_format(own, "label", _("Within %s miles"), chosen);
	view_flag(own, "on", true);
}

static void
form_person(struct search_page *search)
{
	static const struct choice genders[] = {
	    {"", N_("Not said")},
	    {"women", N_("Woman or girl")},
	    {"men", N_("Man or boy")},
	};
	static const struct choice costs[] = {
	    {"", N_("Any cost")},
	    {"low", N_("Free or low cost")},
	    {"free", N_("Free")},
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
	counted(search, "gender", genders, ARRAY_LEN(genders),
	    gender_value[query->gender]);
	counted(
	    search, "cost", costs, ARRAY_LEN(costs), cost_value[query->cost]);
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
		long total =
		    answer_facet_total(&search->answer, "type", type->id);
		struct view *item;

		if (!on && (type->parent >= 0 || total == 0))
			continue;
		item = view_item(search->view, "types");
		view_text(item, "value", type->id);
		view_text(item, "label", words_label(type->label));
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
	    {"best", N_("Best first")},
	    {"nearest", N_("Nearest first")},
	    {"name", N_("By name")},
	    {"checked", N_("Latest checked first")},
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
		view_text(item, "label", _(sorts[i].label));
		view_flag(item, "on",
		    strcmp(sorts[i].value, sort_value[query->sort]) == 0);
	}
	view_text(search->view, "feed", query->feed);
}

/* True where the form has a field of that name to lead to. */
static bool
has_field(const char *parameter)
{
	static const char *const fields[] = {"q", "near", "within", "age",
	    "area", "gender", "for", "cost", "referral", "mode", "open", "lang",
	    "access", "sort"};

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
		char *message = arena_printf(search->arena,
		    _("“%s” cannot be read. Give %s"), error->given,
		    error->allowed);
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

static bool
reads_any(const struct query *query)
{
	static const char *const names[] = {"near", "area", "age", "gender",
	    "for", "cost", "referral", "mode", "open", "lang", "access",
	    "overruled"};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (query_reads(query, names[i]))
			return true;
	return false;
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
	    reads_any(query) ? search_words_left(search) : typed(search, "q"));
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
	search_filters_show(search);
	form_rest(search);
}
