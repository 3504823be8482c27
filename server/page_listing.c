/* /services/CODE: everything that is known about one service. */
#include <string.h>

#include "base/date.h"
#include "base/say.h"
#include "base/url.h"
#include "schema/language.h"
#include "server/gsm.h"
#include "server/layout.h"
#include "server/route.h"
#include "server/search_link.h"
#include "server/text_listing.h"
#include "server/view_fit.h"
#include "server/view_hours.h"
#include "server/view_linked.h"
#include "server/view_listing.h"
#include "server/view_reach.h"
#include "server/view_rules.h"
#include "server/view_source.h"
#include "server/view_steps.h"
#include "server/words.h"

struct listing_page {
	const struct context *context;
	struct page *page;
	struct arena *arena;
	struct view *view;
	struct london today;
	const struct listing *listing;
};

/* Each line of a text as a paragraph. */
static void
paragraphs(struct listing_page *shown, struct view *view, const char *name,
    const char *text)
{
	while (text != NULL && *text != '\0') {
		size_t length = strcspn(text, "\n");

		if (length > 0)
			view_item_text(view, name,
			    arena_strndup(shown->arena, text, length));
		text += length;
		text += *text == '\n';
	}
}

static void
add_word(struct buf *list, const char *word)
{
	if (list->length > 0)
		buf_add_text(list, ", ");
	buf_add_text(list, word);
}

static void
view_list(struct listing_page *shown, const char *name, struct buf *list)
{
	if (list->length > 0)
		view_text(
		    shown->view, name, arena_strdup(shown->arena, list->data));
	buf_clear(list);
}

static void
add_area(struct listing_page *shown, struct buf *list,
    const struct listing_area *area)
{
	struct place place;

	if (area->name != NULL)
		add_word(list, area->name);
	else if (area->national)
		add_word(list, _("United Kingdom"));
	else if (area->code != NULL && served_area_find(shown->context->served,
					   area->code, &place) == PLACE_FOUND)
		add_word(list, place.name);
}

/* What its publisher calls it and we have no type for. */
static void
add_category(struct listing_page *shown, struct buf *list,
    const struct listing_category *category)
{
	if (category->label != NULL &&
	    !vocabulary_category_known(shown->context->vocabulary, category))
		add_word(list, category->label);
}

static void
show_lists(struct listing_page *shown)
{
	static const struct {
		unsigned mode;
		const char *words;
	} modes[] = {
	    {MODE_IN_PERSON, N_("face to face")},
	    {MODE_HOME, N_("at your home")},
	    {MODE_PHONE, N_("by phone")},
	    {MODE_ONLINE, N_("online")},
	    {MODE_TEXT, N_("by text message")},
	};
	const struct listing *listing = shown->listing;
	struct buf list = {0};

	for (size_t i = 0; i < ARRAY_LEN(modes); i++)
		if (listing->modes & modes[i].mode)
			add_word(&list, _(modes[i].words));
	view_list(shown, "modes", &list);
	for (size_t i = 0; i < listing->languages_count; i++) {
		const char *name = language_name_said(listing->languages[i]);

		add_word(&list, name != NULL ? name : listing->languages[i]);
	}
	view_list(shown, "languages", &list);
	for (size_t i = 0; i < listing->types_count; i++) {
		int type = vocabulary_type_find(
		    shown->context->vocabulary, listing->types[i].id);

		if (type >= 0)
			add_word(&list,
			    words_type(shown->context->vocabulary, type));
	}
	view_list(shown, "types", &list);
	for (size_t i = 0; i < listing->categories_count; i++)
		add_category(shown, &list, &listing->categories[i]);
	view_list(shown, "categories", &list);
}

/* The names of the areas it serves; NULL: none is stated. */
static const char *
show_areas(struct listing_page *shown)
{
	const struct listing *listing = shown->listing;
	struct buf list = {0};
	const char *areas;

	for (size_t i = 0; i < listing->areas_count; i++)
		add_area(shown, &list, &listing->areas[i]);
	areas = list.length > 0 ? buf_take_into(&list, shown->arena) : NULL;
	view_text(shown->view, "areas", areas);
	return areas;
}

static void
show_hours(struct listing_page *shown)
{
	const char *hours = shown->listing->hours;

	paragraphs(shown, shown->view, "hours", hours);
	view_flag(shown->view, "has_hours", hours != NULL);
	view_hours(shown->context, shown->arena, shown->view, shown->listing,
	    shown->page);
}

static char *
source_dates(struct listing_page *shown, const struct listing_source *source)
{
	struct buf dates = {0};
	char *text;

	if (source->checked != 0)
		buf_printf(&dates, _("checked %s"),
		    date_long(shown->arena, source->checked));
	if (source->modified != 0)
		buf_printf(&dates, _("%schanged there %s"),
		    dates.length > 0 ? ", " : "",
		    date_long(shown->arena, source->modified));
	if (source->collected != 0)
		buf_printf(&dates, _("%scollected %s"),
		    dates.length > 0 ? ", " : "",
		    date_long(shown->arena, source->collected));
	text = arena_strdup(shown->arena, buf_text(&dates));
	buf_clear(&dates);
	return text;
}

static void
show_sources(struct listing_page *shown)
{
	const struct listing *listing = shown->listing;
	const char *by = NULL;
	day_t newest = 0;
	char *unread;
	bool old;

	for (size_t i = 0; i < listing->sources_count; i++) {
		const struct listing_source *source = &listing->sources[i];
		struct view *item = view_item(shown->view, "sources");
		const char *title =
		    source->title != NULL ? source->title : source->feed;

		if (by == NULL || source->checked > newest) {
			newest = source->checked;
			by = source->publisher != NULL ? source->publisher
						       : title;
		}
		view_format(item, "url", "/sources/%s", source->feed);
		view_text(item, "title", title);
		view_text(
		    item, "lead", i == 0 ? _("From") : _("Also listed by"));
		view_text(item, "record", source->source_id);
		view_text(item, "dates", source_dates(shown, source));
	}
	view_item_text(shown->view, "fresh",
	    view_freshness(shown->arena, listing->checked, listing->collected,
		by, shown->today.day, &old));
	unread = view_unread(shown->arena,
	    view_source_last_read(shown->context, shown->arena, listing),
	    shown->today.day);
	if (unread != NULL)
		view_item_text(shown->view, "fresh", unread);
	view_flag(shown->view, "old", old || unread != NULL);
}

/* Two records of one feed are told apart by their ids. */
static char *
source_name(struct listing_page *shown, size_t at)
{
	const struct listing *listing = shown->listing;
	const struct listing_source *source = &listing->sources[at];
	const char *title =
	    source->title != NULL ? source->title : source->feed;

	for (size_t i = 0; i < listing->sources_count; i++)
		if (i != at && source->source_id != NULL &&
		    strcmp(listing->sources[i].feed, source->feed) == 0)
			return arena_printf(shown->arena, _("%s (record %s)"),
			    title, source->source_id);
	return arena_strdup(shown->arena, title);
}

/* What they contradict each other on, each in its own words. */
static void
show_disagreements(struct listing_page *shown)
{
	const struct listing *listing = shown->listing;
	const struct listing_disagreement *said = listing->disagreements;
	struct view *item = NULL, *part;

	view_flag(shown->view, "disagree", listing->disagreements_count > 0);
	for (size_t i = 0; i < listing->disagreements_count; i++) {
		if (i == 0 || strcmp(said[i].about, said[i - 1].about) != 0) {
			item = view_item(shown->view, "disagreements");
			view_text(item, "about",
			    say_in("sources disagree", said[i].about));
		}
		part = view_item(item, "parts");
		view_text(part, "source", source_name(shown, said[i].source));
		view_text(part, "says", said[i].says);
	}
}

static void
show_words(struct listing_page *shown)
{
	const struct listing *listing = shown->listing;
	struct view *view = shown->view;
	char *who = listing_who(listing, shown->arena);

	view_text(view, "code", listing->code);
	view_format(view, "report", "/services/%s/report", listing->code);
	view_format(view, "shortlist", "/list?s=%s", listing->code);
	view_text(view, "name", listing->name);
	view_text(view, "alternate_name", listing->alternate_name);
	if (listing->org_name != NULL &&
	    strcmp(listing->org_name, listing->name) != 0) {
		view_text(view, "organisation", listing->org_name);
		if (listing->org_code[0] != '\0')
			view_format(view, "organisation_url",
			    "/organisations/%s", listing->org_code);
	}
	if (listing->kind == LISTING_ORGANISATION)
		view_text(view, "kind_note",
		    _("This is an organisation: ask what it offers."));
	view_status(view, listing);
	paragraphs(shown, view, "description",
	    listing->description != NULL ? listing->description
					 : listing->summary);
	view_flag(view, "has_description",
	    listing->description != NULL || listing->summary != NULL);
	view_text(view, "who",
	    listing->eligibility != NULL ? listing->eligibility : who);
	view_text(view, "cost",
	    listing->fees != NULL ? listing->fees
				  : listing_cost(listing, shown->arena));
	view_text(view, "referral",
	    listing->referral != NULL
		? listing->referral
		: listing_referral(listing, shown->arena));
	view_text(view, "wait", listing->wait);
	view_text(view, "access", listing->access);
	view_text(view, "email",
	    words_email(
		listing->email != NULL ? listing->email : listing->org_email));
	view_text(view, "web",
	    words_web(shown->arena,
		listing->url != NULL ? listing->url : listing->org_url));
}

/*
 * The search it was found by leads back to its results, and is told what they
 * said of it.  What cannot be read is left out.
 */
static void
show_search(struct listing_page *shown, const struct request *request)
{
	struct query_places places = words_places(shown->context);
	bool posted = request->method == METHOD_POST;
	struct request asked;
	struct query query;
	struct view *back;
	char *url;

	shown->page->caching = words_caching(request);
	if (!search_request(request, shown->arena, &asked))
		return;
	(void)query_parse(asked.parameters, asked.parameters_count, &places,
	    shown->context->vocabulary, shown->arena, &query, NULL, 0);
	/* The language alone is no search; the template adds it. */
	query.locale = NULL;
	url = words_search_url(shown->arena, "/search", &query, NULL,
	    query.page > 1 ? query.page : 0);
	if (strchr(url, '?') == NULL)
		return;
	back = view_group(shown->view, "back");
	view_text(back, "label", _("Back to results"));
	search_link(posted, back, url);
	view_fit(
	    shown->context, shown->arena, shown->view, &query, shown->listing);
	words_clock(shown->context, &query, shown->page);
}

/* Links that open the phone's own messages, or mail, with one text. */
static void
show_send(struct listing_page *shown)
{
	char *text = text_to_send(shown->context, shown->arena, shown->listing);
	struct buf name = {0}, body = {0}, subject = {0};

	/* One line, whatever the name holds. */
	gsm_add(&name, shown->listing->name);
	url_component(&subject, buf_text(&name));
	url_component(&body, text);
	view_format(shown->view, "text_this", "sms:?&body=%s", body.data);
	view_format(shown->view, "mail_this", "mailto:?subject=%s&body=%s",
	    buf_text(&subject), body.data);
	buf_clear(&name);
	buf_clear(&subject);
	buf_clear(&body);
}

static void
show_listing(struct listing_page *shown, const struct request *request)
{
	struct view *view = shown->view;
	const struct listing *listing = shown->listing;
	struct layout layout = {0};

	show_search(shown, request);
	show_words(shown);
	view_phones(view, listing);
	show_lists(shown);
	view_steps(view, listing, show_areas(shown));
	view_rules(shown->context, view, listing);
	view_addresses(view, listing);
	show_hours(shown);
	show_sources(shown);
	show_disagreements(shown);
	view_format(view, "share", "%s%s%s", listing->name,
	    listing->phones_count > 0 && listing->phones[0].show ? ", " : "",
	    listing->phones_count > 0 && listing->phones[0].show
		? listing->phones[0].show
		: "");
	show_send(shown);
	layout.canonical =
	    arena_printf(shown->arena, "/services/%s", listing->code);
	layout.embed = layout.canonical;
	layout.linked = view_linked(shown->context, shown->arena, listing);
	view_text(view, "print_path", layout.canonical);
	layout.title = listing->name;
	layout.description = listing_summary(listing, shown->arena);
	layout_write(
	    shown->context, shown->page, &layout, "listing.html", view);
}

static enum status
show_gone(struct listing_page *shown, const struct served_gone *gone)
{
	struct layout layout = {
	    .title = _("This listing has gone"), .noindex = true};

	view_text(shown->view, "name", gone->name);
	view_text(shown->view, "feed", gone->feed_title);
	if (gone->withdrawn != 0)
		view_text(shown->view, "day",
		    date_long(shown->arena, gone->withdrawn));
	layout_write(
	    shown->context, shown->page, &layout, "gone.html", shown->view);
	return STATUS_GONE;
}

static enum status
not_there(struct listing_page *shown, const char *code)
{
	struct served_gone gone;
	char moved[LISTING_CODE_TEXT];

	if (served_code_moved(shown->context->served, code, moved) ==
	    SERVED_OK) {
		struct buf location = {0};

		buf_printf(&location, "/services/%s", moved);
		shown->page->location = buf_take(&location);
		return STATUS_MOVED;
	}
	if (served_gone_by_code(
		shown->context->served, code, shown->arena, &gone) == SERVED_OK)
		return show_gone(shown, &gone);
	return layout_error(shown->context, shown->page, STATUS_NOT_FOUND);
}

enum status
page_listing(const struct context *context, const struct request *request,
    struct page *page)
{
	struct arena arena = {0};
	struct listing listing;
	struct listing_page shown = {
	    .context = context,
	    .page = page,
	    .arena = &arena,
	    .view = view_new(&arena),
	    .listing = &listing,
	};
	const char *code = route_segment(request);
	enum status status = STATUS_OK;

	date_london(context->now, &shown.today);
	listing_init(&listing, &arena);
	switch (
	    served_listing_by_code(context->served, code, &arena, &listing)) {
	case SERVED_OK:
		show_listing(&shown, request);
		break;
	case SERVED_NOT_FOUND:
		status = not_there(&shown, code);
		break;
	case SERVED_FAILED:
		status = layout_error(context, page, STATUS_UNAVAILABLE);
		break;
	}
	arena_clear(&arena);
	return status;
}
