#include "server/layout.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/html.h"
#include "base/json.h"
#include "base/say.h"
#include "base/url.h"
#include "server/asset.h"
#include "server/language.h"
#include "server/words.h"

/* "2014 to 3 June 2025", or NULL where the data says no day. */
static const char *
example_years(const struct context *context, struct arena *arena)
{
	const struct served_totals *totals;
	int year, month, day;

	if (context->generation == NULL)
		return NULL;
	totals = &context->generation->totals;
	if (totals->data_from == 0 || totals->data_to == 0)
		return NULL;
	date_to_civil(totals->data_from, &year, &month, &day);
	return arena_printf(
	    arena, _("%d to %s"), year, date_long(arena, totals->data_to));
}

const char *
layout_example(const struct context *context, struct arena *arena)
{
	const char *years = example_years(context, arena);

	if (!context->site->example)
		return NULL;
	if (years == NULL)
		return arena_strdup(
		    arena, _("Example data, not for finding help"));
	return arena_printf(
	    arena, _("Example data from %s, not for finding help"), years);
}

/* "Samaritans 116 123"; the name alone where it holds the number already. */
static const char *
urgent_label(const struct urgent_number *urgent, struct arena *arena)
{
	if (urgent->number == NULL)
		return NULL;
	if (strstr(urgent->name, urgent->number) != NULL)
		return urgent->name;
	return arena_printf(arena, "%s %s", urgent->name, urgent->number);
}

/* "press 2" of "NHS 111, press 2", or NULL. */
static const char *
urgent_option(const struct urgent_number *urgent)
{
	const char *comma = strstr(urgent->name, ", ");

	return comma != NULL ? comma + 2 : NULL;
}

/* "NHS 111" of "NHS 111, press 2". */
static char *
urgent_who(const struct urgent_number *urgent, struct arena *arena)
{
	const char *option = urgent_option(urgent);

	return option == NULL
		   ? arena_strdup(arena, urgent->name)
		   : arena_strndup(arena, urgent->name,
			 (size_t)(option - urgent->name) - strlen(", "));
}

static bool
same_text(const char *one, const char *other)
{
	return one == NULL || other == NULL ? one == other
					    : strcmp(one, other) == 0;
}

/* One number that several nations ring takes one line on a phone. */
static bool
rings_as(const struct urgent_number *one, const struct urgent_number *other,
    struct arena *arena)
{
	return one->nation != NULL && other->nation != NULL &&
	       one->dial != NULL && same_text(one->dial, other->dial) &&
	       same_text(one->words, other->words) && one->text == NULL &&
	       other->text == NULL &&
	       strcmp(urgent_who(one, arena), urgent_who(other, arena)) == 0;
}

/* "NHS 111" and, by nation, what to choose there. */
static void
view_nations(struct view *item, const struct site *site, size_t at)
{
	struct arena *arena = view_arena(item);
	struct urgent_number who = site->urgent[at];
	bool more = false;

	view_flag(item, "has_nations", true);
	who.name = urgent_who(&site->urgent[at], arena);
	view_text(item, "label", urgent_label(&who, arena));
	for (size_t i = at; i < site->urgent_count; i++) {
		const struct urgent_number *urgent = &site->urgent[i];
		struct view *nation;

		if (!rings_as(&site->urgent[at], urgent, arena))
			continue;
		nation = view_item(item, "nations");
		view_flag(nation, "more", more);
		view_text(nation, "nation", words_urgent(urgent->nation));
		view_text(
		    nation, "option", words_urgent(urgent_option(urgent)));
		more = true;
	}
}

static void
view_urgent(struct view *view, const struct site *site, size_t at)
{
	const struct urgent_number *urgent = &site->urgent[at];
	struct arena *arena = view_arena(view);
	struct view *item;

	for (size_t i = 0; i < at; i++)
		if (rings_as(&site->urgent[i], urgent, arena))
			return;
	item = view_item(view, "urgent");
	view_text(item, "words", words_urgent(urgent->words));
	view_text(item, "dial", urgent->dial);
	if (rings_as(urgent, urgent, arena)) {
		view_nations(item, site, at);
	} else {
		view_text(item, "label", urgent_label(urgent, arena));
		view_text(item, "nation", words_urgent(urgent->nation));
	}
	view_text(item, "text", urgent->text);
	if (urgent->text != NULL && urgent->dial != NULL)
		view_text(item, "text_label", urgent->text);
	else if (urgent->text != NULL)
		view_format(item, "text_label", _("%s: text %s"), urgent->name,
		    urgent->text);
	else
		view_text(item, "text_label", NULL);
}

/* The same on paper: "Life at risk: 999. Samaritans 116 123, any time." */
static const char *
urgent_sentence(const struct site *site, struct arena *arena)
{
	const struct urgent_number *urgent;
	struct buf out = {0};
	const char *text;
	size_t i;

	for (i = 0; i < site->urgent_count; i++) {
		urgent = &site->urgent[i];
		if (urgent->number == NULL)
			continue;
		if (urgent->words != NULL)
			buf_printf(&out, "%s: ", words_urgent(urgent->words));
		buf_add_text(&out, urgent_label(urgent, arena));
		if (urgent->nation != NULL)
			buf_printf(&out, " (%s)", words_urgent(urgent->nation));
		if (urgent->hours != NULL)
			buf_printf(&out, ", %s", words_urgent(urgent->hours));
		buf_add_text(&out, ". ");
	}
	if (out.length > 0)
		out.data[--out.length] = '\0';
	text = arena_strdup(arena, buf_text(&out));
	buf_clear(&out);
	return text;
}

/* The address without its scheme, as one writes it on paper. */
static const char *
print_address(const struct site *site)
{
	const char *colon = strstr(site->base_url, "://");

	return colon != NULL ? colon + 3 : site->base_url;
}

/* Where a content system learns what to show for this page. */
static const char *
oembed_address(
    const struct site *site, const struct layout *layout, struct arena *arena)
{
	struct buf url = {0};
	const char *kept;

	buf_add_text(&url, site->base_url);
	buf_add_text(&url, layout->embed);
	kept = arena_strdup(arena, url.data);
	buf_reset(&url);
	buf_printf(&url, "%s/oembed?format=json&url=", site->base_url);
	url_part(&url, kept);
	kept = arena_strdup(arena, url.data);
	buf_clear(&url);
	return kept;
}

/* The address of this very page in a language. */
static char *
alternate(const struct site *site, const struct layout *layout,
    struct arena *arena, const char *language)
{
	return arena_printf(arena, "%s%s%clocale=%s", site->base_url,
	    layout->canonical,
	    strchr(layout->canonical, '?') != NULL ? '&' : '?', language);
}

/* The search that was posted, in another language. */
static char *
posted_in(const char *posted, struct arena *arena, const char *language)
{
	const char *locale = strstr(posted, "locale=");
	size_t length =
	    locale != NULL ? (size_t)(locale - posted) : strlen(posted);

	return arena_printf(arena, "%.*s%slocale=%s", (int)length, posted,
	    length > 0 && posted[length - 1] != '&' ? "&" : "", language);
}

/* The other languages that there are, each by its own name. */
static void
view_languages(struct view *view, const struct context *context,
    const struct layout *layout, const struct page *page)
{
	struct arena *arena = view_arena(view);

	view_text(view, "html_lang", say_now() == 0 ? "en-GB" : say_language());
	view_text(view, "locale", say_kept() ? say_language() : NULL);
	for (int i = 0; (size_t)i < say_count() && say_count() > 1; i++) {
		const char *language = say_language_at((size_t)i);
		struct view *item;

		if (layout->canonical != NULL) {
			item = view_item(view, "alternates");
			view_text(item, "language", language);
			view_text(item, "address",
			    alternate(context->site, layout, arena, language));
		}
		if (i == say_now())
			continue;
		item = view_item(view, "other_languages");
		view_text(item, "language", language);
		view_text(item, "name", say_name(i));
		if (layout->posted == NULL) {
			view_text(item, "switch_url",
			    language_switch_url(layout->self != NULL
						    ? layout->self
						    : page->target,
				arena, language));
			continue;
		}
		view_text(
		    item, "send", posted_in(layout->posted, arena, language));
		view_format(item, "send_to", "/search?locale=%s", language);
	}
}

static struct view *
view_frame(const struct context *context, const struct page *page,
    const struct layout *layout, const char *script, struct arena *arena)
{
	const struct site *site = context->site;
	struct view *view = view_new(arena);
	struct london now;
	size_t i;

	date_london(context->now, &now);
	view_text(view, "title", layout->title);
	view_text(view, "site", site->title);
	view_text(view, "base_url", site->base_url);
	view_text(view, "description", layout->description);
	view_text(view, "data", layout->data);
	if (layout->canonical != NULL && say_now() != 0)
		view_text(view, "canonical",
		    alternate(site, layout, arena, say_language()));
	else if (layout->canonical != NULL)
		view_format(view, "canonical", "%s%s", site->base_url,
		    layout->canonical);
	view_languages(view, context, layout, page);
	if (layout->embed != NULL)
		view_text(view, "oembed", oembed_address(site, layout, arena));
	view_flag(view, "noindex", layout->noindex || site->example);
	view_flag(view, "flush", layout->flush);
	view_text(view, "example", layout_example(context, arena));
	view_text(view, "script", asset_path(script));
	view_text(view, "exit_url", site->exit_url);
	view_text(view, "contact_phone", site->contact_phone);
	view_text(view, "contact_dial", site->contact_dial);
	view_text(view, "contact_email", site->contact_email);
	for (i = 0; i < site->urgent_count; i++)
		view_urgent(view, site, i);
	view_text(view, "print_urgent", urgent_sentence(site, arena));
	view_text(view, "print_from", print_address(site));
	view_text(view, "print_date", date_long(arena, now.day));
	return view;
}

void
layout_write(const struct context *context, struct page *page,
    const struct layout *layout, const char *template_name, struct view *view)
{
	struct view *frame =
	    view_frame(context, page, layout, "signpost.js", view_arena(view));

	template_write(&page->body, "layout_head.html", frame, NULL);
	template_write(&page->body, template_name, view, frame);
	if (layout->linked != NULL) {
		/* Data, not a script to run: no policy asks about it.  JSON
		 * as we write it has no "<" that could end it. */
		html_markup(
		    &page->body, "<script type=\"application/ld+json\">");
		buf_add_text(&page->body, layout->linked);
		html_markup(&page->body, "</script>\n");
	}
	template_write(&page->body, "layout_foot.html", frame, NULL);
}

void
layout_write_embed(const struct context *context, struct page *page,
    const struct layout *layout, const char *template_name, struct view *view)
{
	struct view *frame =
	    view_frame(context, page, layout, "frame.js", view_arena(view));

	template_write(&page->body, "embed_head.html", frame, NULL);
	template_write(&page->body, template_name, view, frame);
	template_write(&page->body, "embed_foot.html", frame, NULL);
}

void
layout_write_fragment(const struct context *context, struct page *page,
    const char *template_name, struct view *view)
{
	static const struct layout none = {.title = ""};

	template_write(&page->body, template_name, view,
	    view_frame(context, page, &none, "frame.js", view_arena(view)));
}

/* What we say to a person for each status, in place of HTTP's own words. */
static const struct {
	enum status status;
	const char *heading, *message;
} said[] = {
    {STATUS_BAD_REQUEST, N_("We could not read that address"),
	N_("Part of the address is not as it should be. It may have been cut "
	   "short or changed on its way.")},
    {STATUS_FORBIDDEN, N_("This is not for you to ask"),
	N_("It answers those who prove who they are, and your proof is missing or "
	   "wrong.")},
    {STATUS_NOT_FOUND, N_("There is no such page"),
	N_("The address may have a slip in it, or the page has moved.")},
    {STATUS_METHOD, N_("This page cannot be used that way"),
	N_("The page is there to be read; nothing can be sent to it.")},
    {STATUS_GONE, N_("This page has gone"),
	N_("It was here and was taken down.")},
    {STATUS_TOO_LARGE, N_("That was too much at once"),
	N_("What was sent is longer than this page takes.")},
    {STATUS_URI_TOO_LONG, N_("That address is too long"),
	N_("Please shorten what you search for.")},
    {STATUS_UNAVAILABLE, N_("The directory cannot answer at the moment"),
	N_("Please try again in a few minutes. The numbers above work now.")},
};

static void
page_restart(struct page *page, const char *type)
{
	buf_reset(&page->body);
	page->type = type;
	page->caching = CACHE_NONE;
	page->clock_until = 0;
}

enum status
layout_error(
    const struct context *context, struct page *page, enum status status)
{
	struct layout layout = {.noindex = true};
	struct arena arena = {0};
	struct view *view = view_new(&arena);
	size_t i = 0;

	while (i + 1 < ARRAY_LEN(said) && said[i].status != status)
		i++;
	page_restart(page, "text/html; charset=utf-8");
	page->target = NULL; /* it may be anything, and is shown nowhere */
	layout.title = _(said[i].heading);
	view_text(view, "heading", layout.title);
	view_text(view, "message", _(said[i].message));
	if (page->framing == FRAME_BY_COUNCILS)
		layout_write_embed(context, page, &layout, "error.html", view);
	else
		layout_write(context, page, &layout, "error.html", view);
	arena_clear(&arena);
	return status;
}

static void
problem_open(struct json *json, struct page *page, enum status status)
{
	page_restart(page, "application/problem+json");
	page->open_to_scripts = true;
	json->out = &page->body;
	json_open(json, NULL, '{');
	json_string(json, "type", "about:blank");
	json_string(json, "title", status_name(status));
	json_integer(json, "status", (long)status);
}

enum status
problem_error(const struct context *context UNUSED, struct page *page,
    enum status status, const char *detail)
{
	struct json json = {0};

	problem_open(&json, page, status);
	json_string_if(&json, "detail", detail);
	json_close(&json, '}');
	return status;
}

enum status
problem_parameter(const struct context *context UNUSED, struct page *page,
    const struct query_error *errors, size_t count)
{
	struct json json = {0};
	size_t i;

	problem_open(&json, page, STATUS_BAD_REQUEST);
	json_string(&json, "detail", "A parameter could not be read.");
	json_open(&json, "errors", '[');
	for (i = 0; i < count; i++) {
		json_open(&json, NULL, '{');
		json_string(&json, "parameter", errors[i].parameter);
		json_string(&json, "given", errors[i].given);
		json_string(&json, "allowed", errors[i].allowed);
		json_close(&json, '}');
	}
	json_close(&json, ']');
	json_close(&json, '}');
	return STATUS_BAD_REQUEST;
}
