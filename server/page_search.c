/* /search: results, filters, and ways out when there are none. */
#include "server/page_search.h"

#include <string.h>

#include "base/say.h"
#include "server/layout.h"
#include "server/route.h"
#include "server/unmet_search.h"
#include "server/view_listing.h"
#include "server/view_reach.h"
#include "server/words.h"
#include "server/words_relaxed.h"

/* Services on a page, with those set apart, and how many of these at least. */
#define SHOWN_MOST  22
#define APART_LEAST 2

static char *
reading_words(struct search_page *search, const struct query_reading *reading)
{
	if (strcmp(reading->as, "cut") == 0)
		return arena_printf(search->arena,
		    _("Only the beginning was searched for: %s"),
		    reading->value);
	if (strcmp(reading->as, "name") == 0)
		return arena_printf(
		    search->arena, _("“%s” is a name"), reading->words);
	if (strcmp(reading->as, "overruled") == 0)
		return arena_printf(search->arena,
		    _("“%s” does not count: %s is chosen already"),
		    reading->words, words_parameter(reading->value));
	if (strcmp(reading->as, "words") == 0)
		return arena_printf(search->arena,
		    _("“%s” was searched for as a word. For the place, give "
		      "“near %s”"),
		    reading->words, reading->value);
	if (strcmp(reading->as, "near") == 0 ||
	    strcmp(reading->as, "area") == 0)
		return arena_printf(search->arena,
		    *reading->as == 'n' ? _("“%s” is read as a place: near %s")
					: _("“%s” is read as a place: in %s"),
		    reading->words, reading->value);
	return arena_printf(search->arena, _("“%s” is read as %s: %s"),
	    reading->words, words_parameter(reading->as),
	    words_value(
		search->context->vocabulary, reading->as, reading->value));
}

static bool
is_looked_up(const char *as)
{
	return strcmp(as, "phone") == 0 || strcmp(as, "email") == 0 ||
	       strcmp(as, "web") == 0 || strcmp(as, "postcode") == 0 ||
	       strcmp(as, "code") == 0;
}

/* How q was read, where that is more than its words. */
static void
readings(struct search_page *search)
{
	const struct query *query = &search->query;

	for (size_t i = 0; i < query->readings_count; i++) {
		const struct query_reading *reading = &query->readings[i];

		/* The heading is what is looked up; what a name
		 * sounds like has a line of its own. */
		if (is_looked_up(reading->as) ||
		    strcmp(reading->as, "sound") == 0)
			continue;
		view_item_text(
		    search->view, "reading", reading_words(search, reading));
	}
}

/* What was searched for instead of what was typed, and the way back. */
static void
show_spelling(struct search_page *search)
{
	const struct spelling *spelling = &search->answer.spelling;
	struct query typed = search->query;
	struct view *spelled;

	if (spelling->readings_count == 0)
		return;
	typed.strict = true;
	typed.page = 1;
	spelled = view_group(search->view, "spelled");
	view_text(spelled, "as", spelling->need);
	view_format(
	    spelled, "label", _("Search instead for %s"), search->query.need);
	search_link(search->posted, spelled,
	    words_search_url(search->arena, "/search", &typed, NULL, 0));
}

/* The name that the words sound like, and the way back. */
static void
show_heard(struct search_page *search)
{
	struct query typed = search->query;
	struct view *heard;

	if (search->query.heard == NULL)
		return;
	typed.strict = true;
	typed.page = 1;
	heard = view_group(search->view, "heard");
	view_text(heard, "name", search->query.heard);
	view_format(
	    heard, "label", _("Search instead for %s"), search->query.q);
	search_link(search->posted, heard,
	    words_search_url(search->arena, "/search", &typed, NULL, 0));
}

static const struct {
	const char *label, *hint;
} group_words[N_VERDICTS + 1] = {
    [VERDICT_SUITS] = {N_("Suits"), NULL},
    [VERDICT_OPEN] = {N_("Open to all"), NULL},
    [VERDICT_NOT_STATED] = {N_("Not stated"),
	N_("Nothing in these listings says yes or no. Ask before you refer.")},
    [VERDICT_CHECK] = {N_("Check"),
	N_("A rule is stated that we could not decide. Ask before you refer.")},
    [N_VERDICTS] = {N_("Not kept up to date"),
	N_("Their sources have not been read for over 180 days. Phone first.")},
};

/* What was only read in the words sorts nothing into groups. */
static bool
person_asked(const struct query *query)
{
	return query->age_min >= 0 || query->gender != GENDER_ANY ||
	       query->cost != COST_ANY || !query_groups_read(query) ||
	       (query->referral != REFERRAL_ANY &&
		   !query_reads(query, "referral")) ||
	       query->open != OPEN_ANY || query->access.count > 0 ||
	       (query->language != NULL && strcmp(query->language, "en") != 0);
}

/* On paper a result is all that somebody has: it says where to go. */
static void
show_address(struct search_page *search, struct view *item, const char *code)
{
	struct listing listing;

	if (served_location_by_code(search->context->served, code,
		search->arena, &listing) == SERVED_OK)
		view_text(
		    item, "address", view_address(&listing, search->arena));
}

static struct view *
show_hit(struct search_page *search, struct view *list, const char *name,
    const struct answer_hit *hit)
{
	struct view *item;
	struct card card;

	if (!index_card(search->context->index, hit->document, &card))
		return NULL;
	item = view_item(list, name);
	view_hit(search->context, search->arena, item, search->page,
	    &search->query, hit, &card);
	view_text(item, "pick", card.text[CARD_CODE]);
	if (list != search->view)
		show_address(search, item, card.text[CARD_CODE]);
	if (search->posted) {
		view_format(item, "at", "/services/%s", card.text[CARD_CODE]);
		search_link(true, item,
		    view_listing_url(
			search->arena, card.text[CARD_CODE], &search->query));
	}
	return item;
}

/*
 * What seems to rule the person out, in its own words, and nothing else of
 * what is asked: it is read on the phone, and must not double what it weighs.
 */
static void
show_apart(struct search_page *search, const struct answer_hit *hit)
{
	struct view *item = show_hit(search, search->view, "may_not_hits", hit);

	for (size_t i = 0; item != NULL && i < hit->parts_count; i++) {
		const struct verdict_part *part = &hit->parts[i];
		struct view *reason;

		if (part->verdict < VERDICT_MAY_NOT_SUIT)
			continue;
		reason = view_item(item, "reasons");
		view_text(
		    reason, "label", view_verdict_label(search->arena, part));
		view_text(reason, "words", part->words);
		view_text(reason, "also", part->also);
	}
}

#define GROUP_ALL  (-1) /* nobody asked about a person */
#define GROUP_LAST N_VERDICTS

static int
group_of(const struct search_page *search, const struct answer_hit *hit)
{
	if (hit->last)
		return GROUP_LAST;
	return person_asked(&search->query) ? (int)hit->verdict : GROUP_ALL;
}

static void
show_group(struct search_page *search, struct view *group, int at)
{
	const struct answer *answer = &search->answer;
	long last = 0;

	if (at == GROUP_ALL)
		return;
	view_text(group, "label", _(group_words[at].label));
	view_text(group, "hint",
	    group_words[at].hint != NULL ? _(group_words[at].hint) : NULL);
	if (at != GROUP_LAST) {
		/* Where the order is another, those stand with the rest. */
		if (search->query.sort == SORT_BEST)
			last = answer->last[at];
		view_text(group, "id", verdict_name[at]);
		view_long(group, "total", answer->groups[at] - last);
		return;
	}
	for (int verdict = 0; verdict < VERDICT_MAY_NOT_SUIT; verdict++)
		last += answer->last[verdict];
	view_text(group, "id", "last");
	view_long(group, "total", last);
}

static void
show_groups(struct search_page *search)
{
	const struct answer *answer = &search->answer;
	struct view *group = NULL;
	int at = GROUP_ALL;

	for (size_t i = 0; i < answer->hits_count; i++) {
		const struct answer_hit *hit = &answer->hits[i];

		if (group == NULL || group_of(search, hit) != at) {
			group = view_item(search->view, "groups");
			at = group_of(search, hit);
			show_group(search, group, at);
		}
		show_hit(search, group, "hits", hit);
	}
}

/*
 * How many of them are shown: few beside a full page of results, which must
 * not weigh more than a slow line carries at once, and more where there is
 * room.
 */
static size_t
apart_shown(const struct answer *answer)
{
	size_t room = APART_LEAST;

	if (answer->hits_count + room < SHOWN_MOST)
		room = SHOWN_MOST - answer->hits_count;
	return answer->may_not_count < room ? answer->may_not_count : room;
}

static void
show_set_apart(struct search_page *search)
{
	const struct answer *answer = &search->answer;
	long out = answer->groups[VERDICT_DOES_NOT_SUIT];
	size_t shown = apart_shown(answer);

	if (answer->groups[VERDICT_MAY_NOT_SUIT] > 0) {
		view_format(search->view, "may_not", _("May not suit: %s"),
		    words_count(search->arena,
			answer->groups[VERDICT_MAY_NOT_SUIT], "service",
			"services"));
		for (size_t i = 0; i < shown; i++)
			show_apart(search, &answer->may_not[i]);
		if ((long)shown < answer->groups[VERDICT_MAY_NOT_SUIT])
			view_format(search->view, "may_not_more",
			    _("The first %zu are shown: for the others, take "
			      "off a detail of the person."),
			    shown);
	}
	if (out > 0)
		view_format(search->view, "left_out",
		    _("%s left out: a rule of theirs excludes this person."),
		    words_count(search->arena, out, "more service is",
			"more services are"));
}

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

static void
show_page_link(struct search_page *search, struct view *pager, const char *name,
    const char *rel, const char *label, long page)
{
	struct view *link = view_group(pager, name);

	view_text(link, "label", label);
	view_text(link, "rel", rel);
	view_flag(link, "button", true);
	search_link(search->posted, link,
	    words_search_url(
		search->arena, "/search", &search->query, NULL, (int)page));
}

/* The page asked for may lie past the last: back leads to the last then. */
static void
show_pager(struct search_page *search)
{
	const struct query *query = &search->query;
	const struct answer *answer = &search->answer;
	long from = (long)(query->page - 1) * query->limit + 1;
	long to = from - 1 + (long)answer->hits_count;
	long last = (answer->total + query->limit - 1) / query->limit;
	bool past = query->page > last;
	struct view *pager;

	if (answer->total == 0 || (query->page == 1 && last <= 1))
		return;
	pager = view_group(search->view, "pager");
	view_long(pager, "from", from);
	view_long(pager, "to", to);
	view_long(pager, "of", answer->total);
	view_flag(pager, "past", past);
	if (query->page > 1)
		show_page_link(search, pager, "previous", "prev",
		    past ? _("Last page") : _("Previous page"),
		    past ? last : query->page - 1);
	if (query->page < last && query->page < QUERY_MAX_PAGE)
		show_page_link(search, pager, "next", "next", _("Next page"),
		    query->page + 1);
}

static void
show_summary(struct search_page *search)
{
	static const char *const order[] = {
	    [SORT_BEST] = N_("best first"),
	    [SORT_NEAREST] = N_("nearest first"),
	    [SORT_NAME] = N_("by name"),
	    [SORT_CHECKED] = N_("latest checked first"),
	};
	const struct answer *answer = &search->answer;
	const struct query *query = &search->query;

	if (answer->total == 0)
		view_text(search->view, "count_words",
		    words_nothing(search->arena, query,
			search->help.crisis != CRISIS_NONE));
	else
		view_text(search->view, "count_words",
		    words_count(
			search->arena, answer->total, "service", "services"));
	if (answer->total > 1)
		view_text(search->view, "order", _(order[query->sort]));
}

/*
 * What the page is about.  Words of crisis stand in no heading and no title:
 * somebody else may see those, or find them in a history.
 */
static char *
heading(struct search_page *search)
{
	struct query query = search->query;
	const struct vocabulary *vocabulary = search->context->vocabulary;
	char *place;

	if (search->help.crisis == CRISIS_NONE ||
	    search->help.crisis == CRISIS_NUMBER)
		return words_heading(search->arena, vocabulary, &query);
	query.q = query.need = NULL;
	query.types_count = 0;
	place = words_heading(search->arena, vocabulary, &query);
	return arena_printf(
	    search->arena, _("Help%s"), place + strlen(_("All services")));
}

static void
show_all(struct search_page *search)
{
	struct view *view = search->view;

	view_text(view, "heading", heading(search));
	help_show_urgent(view, &search->help, search->context);
	search_form_show(search);
	show_summary(search);
	readings(search);
	show_spelling(search);
	show_heard(search);
	search_chips_show(search);
	search_question_show(search);
	show_meant(search);
	show_relaxed(search);
	show_nearest(search);
	show_groups(search);
	show_pager(search);
	show_set_apart(search);
	help_show_lines(view, &search->help);
	view_flag(view, "posted", search->posted);
	view_text(view, "method", search->posted ? "post" : "get");
	if (!search->posted)
		view_text(view, "data",
		    words_search_url(search->arena, "/search.json",
			&search->query, NULL, 0));
}

/*
 * Where q is a listing's code, which texts and printed lists give: its page.
 * Only where nobody minds that it comes into the history.
 */
static bool
leads_to_listing(struct search_page *search)
{
	const struct query *query = &search->query;

	if (search->posted || query->row == 0)
		return false;
	search->page->location =
	    xasprintf("/services/%s", query->readings[0].value);
	return true;
}

enum status
page_search(const struct context *context, const struct request *request,
    struct page *page)
{
	struct arena arena = {0};
	struct request asked;
	struct search_page search = {
	    .context = context,
	    .request = &asked,
	    .page = page,
	    .arena = &arena,
	    .view = view_new(&arena),
	    .posted = request->method == METHOD_POST,
	};
	struct query_places places = words_places(context);
	struct layout layout = {0};

	if (!search_request(request, &arena, &asked)) {
		arena_clear(&arena);
		return STATUS_BAD_REQUEST;
	}
	search.errors_count = query_parse(asked.parameters,
	    asked.parameters_count, &places, context->vocabulary, &arena,
	    &search.query, search.errors, ARRAY_LEN(search.errors));
	if (leads_to_listing(&search)) {
		arena_clear(&arena);
		return STATUS_SEE_OTHER;
	}
	search_run(context->index, context->vocabulary, &search.query,
	    context->now, &arena, &search.answer);
	if (search.errors_count == 0)
		unmet_search(
		    context, &asked, &search.query, &search.answer, &arena);
	help_find(
	    context, &search.query, &search.answer, &arena, page, &search.help);
	show_all(&search);

	layout.title = arena_printf(&arena, "%s%s: %s",
	    search.errors_count > 0 ? _("Error: ") : "", heading(&search),
	    words_count(&arena, search.answer.total, "service", "services"));
	if (search.posted) {
		const char *query = strchr(
		    words_search_url(&arena, "/search", &search.query, NULL, 0),
		    '?');

		layout.posted = query != NULL ? query + 1 : "page=1";
	} else {
		layout.data = words_search_url(
		    &arena, "/search.json", &search.query, NULL, 0);
		layout.embed =
		    words_search_url(&arena, "/search", &search.query, NULL, 0);
	}
	layout.noindex = true;
	page->caching = words_caching(request);
	words_clock(context, &search.query, page);
	layout_write(context, page, &layout, "search.html", search.view);
	arena_clear(&arena);
	return search.errors_count > 0 ? STATUS_BAD_REQUEST : STATUS_OK;
}
