/*
 * /embed: a small whole page for a council's <iframe>; and /embed/fragment: the
 * same without head, style and script, for servers that include it and for
 * our own element.
 */
#include <string.h>

#include "base/number.h"
#include "base/say.h"
#include "search/search.h"
#include "server/layout.h"
#include "server/route.h"
#include "server/unmet_search.h"
#include "server/view_listing.h"
#include "server/words.h"
#include "server/words_relaxed.h"

#define EMBED_LIMIT 5 /* results, where the council says nothing */

struct embed {
	const struct context *context;
	struct page *page;
	struct arena *arena;
	struct query query;
	struct query linked; /* what links carry on */
	struct answer answer;
	struct view *view;
};

/*
 * What was posted is to stand in no address: links carry on the area and the
 * types alone, which the council chose.
 */
static void
keep_to_oneself(struct query *query)
{
	static const char *const said[] = {"q", "near", "within", "age",
	    "gender", "for", "cost", "referral", "mode", "open", "lang",
	    "access"};

	for (size_t i = 0; i < ARRAY_LEN(said); i++)
		query_drop(query, said[i]);
}

/* "0.8 miles. Open now, until 8pm." */
static char *
meta(struct embed *embed, const struct answer_hit *hit, const struct card *card)
{
	const char *parts[2];
	struct buf text = {0};
	char *kept;
	enum hours_state state;

	parts[0] = view_miles(embed->arena, hit);
	parts[1] =
	    view_open(embed->context, embed->arena, card, embed->page, &state);
	for (size_t i = 0; i < ARRAY_LEN(parts); i++)
		if (parts[i] != NULL && parts[i][0] != '\0')
			buf_printf(&text, "%s%s.", text.length > 0 ? " " : "",
			    parts[i]);
	kept = arena_strdup(embed->arena, buf_text(&text));
	buf_clear(&text);
	return kept;
}

static void
show_hit(struct embed *embed, const struct answer_hit *hit)
{
	const char *place_and_time;
	struct card card;
	struct view *item;
	struct london today;

	if (!index_card(embed->context->index, hit->document, &card))
		return;
	item = view_item(embed->view, "hits");
	view_text(item, "url",
	    words_absolute(embed->arena, embed->context,
		view_listing_url(
		    embed->arena, card.text[CARD_CODE], &embed->linked)));
	view_text(item, "name", card.text[CARD_NAME]);
	place_and_time = meta(embed, hit, &card);
	view_text(item, "meta", place_and_time);
	view_text(item, "cost", card.text[CARD_COST]);
	view_flag(item, "has_meta",
	    *place_and_time != '\0' || card.length[CARD_COST] > 0);
	date_london(embed->context->now, &today);
	view_text(item, "unread",
	    view_unread(embed->arena, hit->unread_since, today.day));
	view_text(item, "summary",
	    card.length[CARD_WHO] > 0 ? card.text[CARD_WHO]
				      : card.text[CARD_SUMMARY]);
	view_text(item, "dial", card.text[CARD_DIAL]);
	view_text(item, "show", card.text[CARD_SHOW]);
	view_text(item, "phone_given", card.text[CARD_PHONE_GIVEN]);
}

static void
show_frame(struct embed *embed)
{
	const struct query *query = &embed->query;
	struct view *view = embed->view;

	if (query->has_area)
		view_format(view, "heading",
		    _("Find mental health support in %s"), query->area.name);
	else
		view_text(view, "heading", _("Find mental health support"));
	view_text(view, "search_action",
	    words_absolute(embed->arena, embed->context, "/search"));
	if (query->has_area)
		view_text(view, "area", query->area.slug);
	for (size_t i = 0; i < query->types_count; i++)
		view_item_text(view, "type_hidden", query->types[i]);
	for (size_t i = 0; i < embed->answer.relaxed_count; i++)
		view_item_text(view, "relaxed",
		    words_relaxed(embed->arena, embed->context->vocabulary,
			query, &embed->answer, embed->answer.relaxed[i]));
	if (embed->query.heard != NULL)
		view_text(view, "heard", embed->query.heard);
	if (embed->answer.spelling.readings_count > 0)
		view_text(view, "spelled", embed->answer.spelling.need);
	for (size_t i = 0; i < embed->answer.hits_count; i++)
		show_hit(embed, &embed->answer.hits[i]);
	if (embed->answer.total > 0)
		view_format(view, "all", _("See all %s"),
		    words_count(embed->arena, embed->answer.total, "service",
			"services"));
	else
		view_text(view, "all", _("Change this search"));
	view_text(view, "all_url",
	    words_absolute(embed->arena, embed->context,
		words_search_url(
		    embed->arena, "/search", &embed->linked, NULL, 0)));
	view_text(view, "published",
	    words_time(
		embed->arena, embed->context->generation->totals.published));
}

/* What cannot be read counts as not given. */
static bool
limit_stated(const struct request *request)
{
	const char *value = request_parameter(request, "limit");
	long limit;

	return value != NULL && number_long(value, 1, QUERY_MAX_LIMIT, &limit);
}

static enum status
embed_answer(const struct context *context, const struct request *request,
    struct page *page, bool fragment)
{
	struct arena arena = {0};
	struct embed embed = {
	    .context = context,
	    .page = page,
	    .arena = &arena,
	    .view = view_new(&arena),
	};
	struct query_error errors[8];
	struct query_places places = words_places(context);
	struct layout layout = {.title = _("Find mental health support")};
	enum status status = STATUS_OK;

	page->framing = FRAME_BY_COUNCILS;
	page->open_to_scripts = true;
	/* A slip in a pasted address must not take the council's page down:
	 * what cannot be read is left out, and the status says so. */
	if (query_parse(request->parameters, request->parameters_count, &places,
		context->vocabulary, &arena, &embed.query, errors,
		ARRAY_LEN(errors)) > 0)
		status = STATUS_BAD_REQUEST;
	if (embed.query.limit == QUERY_LIMIT && !limit_stated(request))
		embed.query.limit = EMBED_LIMIT;
	search_run(context->index, context->vocabulary, &embed.query,
	    context->now, &arena, &embed.answer);
	if (status == STATUS_OK)
		unmet_search(
		    context, request, &embed.query, &embed.answer, &arena);
	embed.linked = embed.query;
	embed.linked.limit = QUERY_LIMIT;
	if (request->method == METHOD_POST)
		keep_to_oneself(&embed.linked);
	show_frame(&embed);
	page->caching = words_caching(request);
	words_clock(context, &embed.query, page);
	if (fragment)
		layout_write_fragment(context, page, "embed.html", embed.view);
	else
		layout_write_embed(
		    context, page, &layout, "embed.html", embed.view);
	arena_clear(&arena);
	return status;
}

enum status
embed_page(const struct context *context, const struct request *request,
    struct page *page)
{
	return embed_answer(context, request, page, false);
}

enum status
embed_fragment(const struct context *context, const struct request *request,
    struct page *page)
{
	return embed_answer(context, request, page, true);
}
