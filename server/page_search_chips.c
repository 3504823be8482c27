/* What is on in /search, each with the address of the search without it. */
#include <string.h>

#include "base/say.h"
#include "schema/language.h"
#include "server/page_search.h"
#include "server/words.h"

/* q without what was read as more than words. */
char *
search_words_left(struct search_page *search)
{
	struct buf words = {0};
	char *left;

	query_words(&search->query, NULL, &words);
	left = arena_strdup(search->arena, buf_text(&words));
	buf_clear(&words);
	return left;
}

static void
chip(struct search_page *search, const char *label, char *url)
{
	struct view *item = view_item(search->view, "chips");

	view_text(item, "label", label);
	search_link(search->posted, item, url);
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
		return arena_printf(arena, _("Age %d"), query->age_min);
	return arena_printf(
	    arena, _("Ages %d to %d"), query->age_min, query->age_max);
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

		chip_value(search, type < 0 ? id : words_type(vocabulary, type),
		    "type", id);
	}
}

static void
chips_terms(struct search_page *search, const char *name, const char *dimension,
    const struct query_terms *terms)
{
	for (size_t i = 0; i < terms->count; i++)
		chip_value(search,
		    words_term(search->context->vocabulary, dimension,
			terms->values[i]),
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
	    miles == 0 ? _("Any distance")
		       : arena_printf(search->arena,
			     say_plural(words_whole(miles), "Within %g mile",
				 "Within %g miles"),
			     miles),
	    words_search_url(search->arena, "/search", &usual, NULL, 0));
}

void
search_chips_show(struct search_page *search)
{
	const struct query *query = &search->query;
	struct arena *arena = search->arena;

	if (*search_words_left(search) != '\0')
		chip_drop(search,
		    arena_printf(arena, "“%s”", search_words_left(search)),
		    "q");
	chips_types(search);
	if (query->has_near)
		chip_drop(search,
		    arena_printf(arena, _("Near %s"), query->near.name),
		    "near");
	if (query->has_near && query->within_miles != QUERY_WITHIN)
		chip_within(search);
	if (query->has_area)
		chip_drop(search,
		    arena_printf(arena, _("In %s"), query->area.name), "area");
	if (query->age_min >= 0)
		chip_drop(search, age_words(arena, query), "age");
	if (query->gender != GENDER_ANY)
		chip_drop(search,
		    query->gender == GENDER_WOMEN ? _("Woman or girl")
						  : _("Man or boy"),
		    "gender");
	chips_terms(search, "for", "group", &query->groups);
	if (query->cost != COST_ANY)
		chip_drop(search,
		    query->cost == COST_FREE ? _("Free")
					     : _("Free or low cost"),
		    "cost");
	if (query->referral != REFERRAL_ANY)
		chip_drop(search, words_referral(query->referral), "referral");
	chips_modes(search);
	if (query->open != OPEN_ANY)
		chip_drop(search, words_open(query->open), "open");
	if (query->language != NULL)
		chip_drop(search,
		    arena_printf(arena, C_("a language", "In %s"),
			language_name_said(query->language)),
		    "lang");
	chips_terms(search, "access", "access", &query->access);
	if (query_reads(query, "overruled"))
		chip_drop(search, _("Words that do not count"), "overruled");
	if (query->feed != NULL)
		chip_drop(search,
		    arena_printf(arena, _("From %s"), query->feed), "feed");
	view_text(search->view, "clear_url", "/search");
}
