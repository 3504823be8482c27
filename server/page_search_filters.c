/* The choices of /search that data counts too, each with how many it has. */
#include <string.h>

#include "base/say.h"
#include "schema/language.h"
#include "server/page_search.h"
#include "server/words.h"

/* Of many groups those that most results are for; what is chosen, too. */
#define MAX_GROUPS 10

static void
option(struct search_page *search, const char *list, const char *value,
    const char *label, bool on, long total)
{
	struct view *item = view_item(search->view, list);

	view_text(item, "value", value);
	view_text(item, "label", label);
	view_flag(item, "on", on);
	if (total > 0)
		view_long(item, "total", total);
}

static const struct facet *
find_facet(const struct answer *answer, const char *name)
{
	for (size_t i = 0; i < answer->facets_count; i++)
		if (strcmp(answer->facets[i].name, name) == 0)
			return &answer->facets[i];
	return NULL;
}

/* How many values of a facet have more results than this one. */
static size_t
rank_in(const struct facet *facet, long total)
{
	size_t more = 0;

	for (size_t i = 0; facet != NULL && i < facet->count; i++)
		more += facet->values[i].total > total;
	return more;
}

/* A mistake needs its field, and all that may be chosen there. */
static bool
is_wrong(const struct search_page *search, const char *parameter)
{
	for (size_t i = 0; i < search->errors_count; i++)
		if (strcmp(search->errors[i].parameter, parameter) == 0)
			return true;
	return false;
}

/*
 * The values of a dimension that results have, and those chosen.  What the
 * words say alone is no choice of this form: they say it still when it is
 * sent, and the chip takes it off.
 */
static bool
show_terms(struct search_page *search, const char *name, const char *dimension,
    const struct query_terms *chosen, size_t most)
{
	const struct vocabulary *vocabulary = search->context->vocabulary;
	const struct facet *facet = find_facet(&search->answer, name);
	const char *value;
	bool wrong = is_wrong(search, name), any = false;

	for (size_t i = 0;
	     (value = vocabulary_term_value(vocabulary, dimension, i)) != NULL;
	     i++) {
		long total = answer_facet_total(&search->answer, name, value);
		bool on = query_has_term(chosen, value) &&
			  (strcmp(name, "for") != 0 ||
			      !query_reads_value(&search->query, name, value));

		if (!on && !wrong &&
		    (total == 0 || rank_in(facet, total) >= most))
			continue;
		option(search, name, value,
		    words_term(vocabulary, dimension, value), on, total);
		any = true;
	}
	return any;
}

/* What the words say already, and no box below is ticked for. */
static bool
show_groups_said(struct search_page *search)
{
	const struct query_terms *groups = &search->query.groups;
	const char *before = "";
	struct buf said = {0};
	bool any;

	for (size_t i = 0; i < groups->count; i++) {
		const char *value = groups->values[i];

		if (!query_reads_value(&search->query, "for", value))
			continue;
		buf_printf(&said, "%s%s", before,
		    words_term(search->context->vocabulary, "group", value));
		before = ", ";
	}
	any = said.length > 0;
	if (any)
		view_text(search->view, "for_said",
		    arena_strdup(search->arena, buf_text(&said)));
	buf_clear(&said);
	return any;
}

static void
show_referral(struct search_page *search)
{
	for (int i = REFERRAL_ANY; i <= REFERRAL_PROFESSIONAL; i++) {
		enum query_referral referral = (enum query_referral)i;
		const char *value = query_referral_name(referral);

		option(search, "referral", value, words_referral(referral),
		    search->query.referral == referral,
		    answer_facet_total(&search->answer, "referral", value));
	}
}

static void
show_modes(struct search_page *search)
{
	for (unsigned mode = 1; mode <= MODE_ALL; mode *= 2) {
		const char *value = query_mode_name((enum listing_mode)mode);

		option(search, "mode", value,
		    words_mode((enum listing_mode)mode),
		    (search->query.modes & mode) != 0,
		    answer_facet_total(&search->answer, "mode", value));
	}
}

static void
show_open(struct search_page *search)
{
	static const char *const labels[] = {
	    [OPEN_ANY] = N_("Any time"),
	    [OPEN_NOW] = N_("Now"),
	    [OPEN_MONDAY] = N_("Mondays"),
	    [OPEN_MONDAY + 1] = N_("Tuesdays"),
	    [OPEN_MONDAY + 2] = N_("Wednesdays"),
	    [OPEN_MONDAY + 3] = N_("Thursdays"),
	    [OPEN_MONDAY + 4] = N_("Fridays"),
	    [OPEN_SATURDAY] = N_("Saturdays"),
	    [OPEN_SUNDAY] = N_("Sundays"),
	    [OPEN_EVENING] = N_("Evenings, Monday to Friday"),
	    [OPEN_WEEKEND] = N_("Weekends"),
	    [OPEN_ALL_HOURS] = N_("Day and night"),
	};

	for (int i = OPEN_ANY; i <= OPEN_ALL_HOURS; i++) {
		enum query_open open = (enum query_open)i;
		const char *value = query_open_name(open);

		option(search, "opens", value, _(labels[i]),
		    search->query.open == open,
		    answer_facet_total(&search->answer, "open", value));
	}
}

/* As typed where it cannot be read, so that it is put right in its place. */
static void
show_language(struct search_page *search)
{
	const struct facet *facet = find_facet(&search->answer, "lang");
	const char *language = search->query.language;

	view_text(search->view, "lang",
	    language != NULL ? language_name_said(language)
			     : request_parameter(search->request, "lang"));
	for (size_t i = 0; facet != NULL && i < facet->count; i++)
		option(search, "langs", facet->values[i].value,
		    language_name_said(facet->values[i].value), false,
		    facet->values[i].total);
}

/* Councils to choose from, where no place is given to be near or one is
 * wrong. */
static void
show_areas(struct search_page *search)
{
	const struct facet *facet = find_facet(&search->answer, "area");
	const struct query *query = &search->query;
	bool listed = false;

	if (facet == NULL && !is_wrong(search, "area")) {
		if (query->has_area)
			view_text(search->view, "area", query->area.slug);
		return;
	}
	view_flag(search->view, "show_area", true);
	option(search, "areas", "", _("Anywhere"), !query->has_area, 0);
	for (size_t i = 0; facet != NULL && i < facet->count; i++) {
		const struct facet_value *value = &facet->values[i];
		bool on = query->has_area &&
			  strcmp(value->value, query->area.gss) == 0;

		option(search, "areas", value->value,
		    words_facet_label(
			search->arena, search->context, facet, value),
		    on, value->total);
		listed |= on;
	}
	if (query->has_area && !listed)
		option(search, "areas", query->area.slug, query->area.name,
		    true, 0);
}

static long
filters_on(const struct query *query)
{
	long on = (long)(query->types_count + query->groups.count +
			 query->access.count);

	for (unsigned mode = 1; mode <= MODE_ALL; mode *= 2)
		on += (query->modes & mode) != 0;
	return on + query->has_area + (query->age_min >= 0) +
	       (query->gender != GENDER_ANY) + (query->cost != COST_ANY) +
	       (query->referral != REFERRAL_ANY) + (query->open != OPEN_ANY) +
	       (query->language != NULL);
}

void
search_filters_show(struct search_page *search)
{
	const struct query *query = &search->query;
	struct view *view = search->view;
	bool groups;

	show_referral(search);
	show_modes(search);
	show_open(search);
	groups = show_groups_said(search);
	groups |=
	    show_terms(search, "for", "group", &query->groups, MAX_GROUPS);
	view_flag(view, "show_for", groups);
	view_flag(view, "show_access",
	    show_terms(search, "access", "access", &query->access, SIZE_MAX));
	show_language(search);
	show_areas(search);
	if (filters_on(query) > 0)
		view_long(view, "filters_on", filters_on(query));
}
