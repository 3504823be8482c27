/* /search: the whole page, put together. */
#include "server/page_search.h"

#include <string.h>

#include "base/say.h"
#include "server/layout.h"
#include "server/route.h"
#include "server/unmet_search.h"
#include "server/words.h"
#include "server/words_relaxed.h"

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
	search_ways_show(search);
	search_groups_show(search);
	show_pager(search);
	search_apart_show(search);
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
