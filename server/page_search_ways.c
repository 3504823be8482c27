/* Ways on from a search that found little: what it gave up, and less of it. */
#include "server/page_search.h"

#include "base/say.h"
#include "server/words.h"
#include "server/words_relaxed.h"

/* A search that keeps nothing but its words and types, or but its place. */
static void
show_way_out(struct search_page *search, struct query less, const char *label)
{
	struct answer answer;
	struct view *item;

	less.page = 1;
	less.phone[0] = '\0';
	less.contact = NULL;
	less.row = 0;
	less.postcode[0] = '\0';
	less.readings_count = 0;
	less.age_of_group = false;
	less.age_min = less.age_max = -1;
	less.gender = GENDER_ANY;
	less.cost = COST_ANY;
	less.sort = SORT_BEST;
	less.within_miles = QUERY_WITHIN;
	search_run(search->context->index, search->context->vocabulary, &less,
	    search->context->now, search->arena, &answer);
	if (answer.total == 0)
		return;
	item = view_item(search->view, "relaxations");
	view_text(item, "label", label);
	view_text(item, "total",
	    words_count(search->arena, answer.total, "service", "services"));
	search_link(search->posted, item,
	    words_search_url(search->arena, "/search", &less, NULL, 0));
}

/* No one thing left out finds anything: what little still does. */
static void
show_ways_out(struct search_page *search)
{
	struct query words = search->query, place = search->query;

	words.has_near = words.has_area = false;
	words.feed = NULL;
	words.q = words.need;
	if (words.need != NULL || words.types_count > 0)
		show_way_out(search, words,
		    arena_printf(search->arena,
			_("Search for “%s” anywhere, for anybody"),
			words_heading(search->arena,
			    search->context->vocabulary, &words)));
	place.q = place.need = NULL;
	place.types_count = 0;
	place.feed = NULL;
	if (place.has_near || place.has_area)
		show_way_out(search, place,
		    words_heading(
			search->arena, search->context->vocabulary, &place));
}

static void
show_relaxed(struct search_page *search)
{
	const struct answer *answer = &search->answer;

	for (size_t i = 0; i < answer->relaxed_count; i++)
		view_item_text(search->view, "relaxed",
		    words_relaxed(search->arena, search->context->vocabulary,
			&search->query, answer, answer->relaxed[i]));
	for (size_t i = 0; i < answer->relaxations_count; i++) {
		struct view *item = view_item(search->view, "relaxations");

		view_text(item, "label",
		    words_relaxation(search->arena, &search->query,
			answer->relaxations[i].drop));
		view_text(item, "total",
		    words_count(search->arena, answer->relaxations[i].total,
			"service", "services"));
		search_link(search->posted, item,
		    words_search_url(search->arena, "/search", &search->query,
			answer->relaxations[i].drop, 0));
	}
	if (answer->total == 0 && answer->relaxations_count == 0)
		show_ways_out(search);
	view_flag(search->view, "has_relaxations",
	    answer->total == 0 || answer->relaxations_count > 0);
	view_flag(search->view, "show_types", answer->total == 0);
	view_text(search->view, "relaxations_heading",
	    answer->total > 0               ? _("Find more")
	    : answer->relaxations_count > 0 ? _("Change one thing")
					    : _("Start from less"));
}

/* A search for a type of help in place of words and types. */
static void
show_nearest(struct search_page *search)
{
	const struct answer *answer = &search->answer;

	for (size_t i = 0; i < answer->nearest_count; i++) {
		const struct facet_value *type = &answer->nearest[i];
		struct query only = search->query;
		struct view *item = view_item(search->view, "nearest");

		query_drop(&only, "q");
		query_drop(&only, "type");
		only.types[0] = type->value;
		only.types_count = 1;
		only.page = 1;
		only.strict = false;
		view_text(item, "label", words_label(type->label));
		view_text(item, "total",
		    words_count(
			search->arena, type->total, "service", "services"));
		search_link(search->posted, item,
		    words_search_url(search->arena, "/search", &only, NULL, 0));
	}
	view_text(search->view, "nearest_heading",
	    search->query.need != NULL || search->query.types_count > 0
		? _("Other help here")
		: _("What there is here"));
	view_flag(search->view, "has_nearest", answer->nearest_count > 0);
}

/* strict=1 kept to what was typed. */
static void
show_meant(struct search_page *search)
{
	struct query meant = search->query;
	struct view *group;

	if (search->answer.did_you_mean == NULL)
		return;
	meant.strict = false;
	meant.page = 1;
	group = view_group(search->view, "meant");
	view_format(group, "label", "%s?", search->answer.did_you_mean);
	search_link(search->posted, group,
	    words_search_url(search->arena, "/search", &meant, NULL, 0));
}

void
search_ways_show(struct search_page *search)
{
	show_meant(search);
	show_relaxed(search);
	show_nearest(search);
}
