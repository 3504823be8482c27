/*
 * /list?s=CODE+CODE...&d=DATE: a shortlist without an account.  The address is
 * the list: whoever has it has the list, and we keep nothing.  "d" is the day
 * on which it was made, so that it can say what is not as it was then.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/say.h"
#include "base/url.h"
#include "server/gsm.h"
#include "server/layout.h"
#include "server/route.h"
#include "server/view_hours.h"
#include "server/view_listing.h"
#include "server/view_reach.h"
#include "server/words.h"

#define LIST_MAX 50
/* Septets of the names in a text message; its link comes on top. */
#define LIST_TEXT 300

struct shortlist {
	const struct context *context;
	struct page *page;
	struct arena *arena;
	struct view *view;
	struct london today;
	day_t since; /* 0: not said */
	char codes[LIST_MAX][LISTING_CODE_TEXT];
	size_t count;
	bool too_many;
	const char *self;      /* its address */
	struct buf text, mail; /* what is sent: as a message, as a letter */
	bool text_full;
};

static bool
holds(const struct shortlist *list, const char *code)
{
	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->codes[i], code) == 0)
			return true;
	return false;
}

/* A code as it is now: of two listings that became one, that one's. */
static void
add_code(struct shortlist *list, const char *typed, size_t length)
{
	char code[LISTING_CODE_TEXT] = "", moved[LISTING_CODE_TEXT];

	if (length != LISTING_CODE_BYTES)
		return;
	for (size_t i = 0; i < length; i++)
		code[i] = (char)tolower((unsigned char)typed[i]);
	if (served_code_moved(list->context->served, code, moved) == SERVED_OK)
		memcpy(code, moved, sizeof(code));
	if (holds(list, code))
		return;
	list->too_many |= list->count == LIST_MAX;
	if (list->count < LIST_MAX)
		memcpy(list->codes[list->count++], code, sizeof(code));
}

/* Codes with anything between them; of a whole address, its last part. */
static void
read_codes(struct shortlist *list, const struct request *request)
{
	static const char parts[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

	for (size_t i = 0; i < request->parameters_count; i++) {
		const char *at = request->parameters[i].value;

		if (strcmp(request->parameters[i].name, "s") != 0)
			continue;
		while (*at != '\0') {
			size_t length = strspn(at, parts);

			add_code(list, at, length);
			at += length;
			at += strcspn(at, parts);
		}
	}
}

/* "/list?s=a+b&d=2026-11-22", without one code. */
static char *
list_url(struct shortlist *list, const char *without)
{
	struct buf url = {0};
	char day[DATE_TEXT], *kept;
	const char *before = "/list?s=";

	for (size_t i = 0; i < list->count; i++) {
		if (without != NULL && strcmp(list->codes[i], without) == 0)
			continue;
		buf_add_text(&url, before);
		buf_add_text(&url, list->codes[i]);
		before = "+";
	}
	if (url.length == 0)
		buf_add_text(&url, "/list");
	else if (list->since != 0) {
		date_text(list->since, day);
		buf_printf(&url, "&d=%s", day);
	}
	kept = arena_strdup(list->arena, url.data);
	buf_clear(&url);
	return kept;
}

/* One more line of what is sent. */
static void
send_line(struct shortlist *list, const char *name, const char *number,
    const char *address, const char *code)
{
	struct buf line = {0};

	gsm_add(&line, name);
	if (number != NULL) {
		buf_add_char(&line, ' ');
		gsm_add(&line, number);
	}
	list->text_full |=
	    gsm_length(buf_text(&list->text)) + gsm_length(line.data) + 1 >
	    LIST_TEXT;
	if (!list->text_full)
		buf_printf(&list->text, "%s\n", line.data);
	buf_printf(&list->mail, "%s\n%s%s%s%s%s\n\n", line.data,
	    address != NULL ? address : "", address != NULL ? "\n" : "",
	    list->context->site->base_url, "/services/", code);
	buf_clear(&line);
}

static void
show_changes(
    struct shortlist *list, struct view *item, const struct listing *listing)
{
	if (list->since == 0)
		return;
	if (listing->modified > list->since)
		view_format(item, "changed",
		    _("Its source changed it on %s, after this list was made"),
		    date_long(list->arena, listing->modified));
}

static void
show_listing(
    struct shortlist *list, struct view *item, const struct listing *listing)
{
	struct arena *arena = list->arena;
	const struct listing_phone *phone =
	    listing->phones_count > 0 ? &listing->phones[0] : NULL;
	bool old;

	view_format(item, "url", "/services/%s", listing->code);
	view_text(item, "name", listing->name);
	if (listing->org_name != NULL &&
	    strcmp(listing->org_name, listing->name) != 0)
		view_text(item, "organisation", listing->org_name);
	view_text(item, "summary", listing_summary(listing, arena));
	view_status(item, listing);
	view_phones(item, listing);
	view_text(item, "email",
	    words_email(
		listing->email != NULL ? listing->email : listing->org_email));
	view_text(item, "who", listing_who(listing, arena));
	view_text(item, "cost", listing_cost(listing, arena));
	view_text(item, "referral", listing_referral(listing, arena));
	view_text(item, "hours", view_hours_line(listing, arena));
	view_addresses(item, listing);
	view_text(item, "fresh",
	    view_freshness(arena, listing->checked, listing->collected,
		listing->sources_count > 0 ? listing->sources[0].publisher
					   : NULL,
		list->today.day, &old));
	view_flag(item, "old", old);
	show_changes(list, item, listing);
	send_line(list, listing->name,
	    phone == NULL         ? NULL
	    : phone->dial != NULL ? phone->show
				  : phone->given,
	    view_address(listing, arena), listing->code);
}

static void
show_gone(struct shortlist *list, struct view *item, const char *code)
{
	struct served_gone gone;

	if (served_gone_by_code(
		list->context->served, code, list->arena, &gone) != SERVED_OK) {
		view_format(item, "gone", _("Nothing is listed as %s"), code);
		return;
	}
	if (gone.name == NULL)
		view_format(item, "gone", _("%s has been taken down"), code);
	else if (gone.withdrawn != 0)
		view_format(item, "gone",
		    _("%s is no longer listed since %s. Phone before you go"),
		    gone.name, date_long(list->arena, gone.withdrawn));
	else
		view_format(
		    item, "gone", _("%s is no longer listed"), gone.name);
}

/* False: the files are damaged. */
static bool
show_items(struct shortlist *list)
{
	for (size_t i = 0; i < list->count; i++) {
		struct view *item = view_item(list->view, "items");
		struct listing listing;
		enum served_result found;

		view_text(item, "code", list->codes[i]);
		view_text(item, "remove", list_url(list, list->codes[i]));
		listing_init(&listing, list->arena);
		found = served_listing_by_code(list->context->served,
		    list->codes[i], list->arena, &listing);
		if (found == SERVED_FAILED)
			return false;
		if (found == SERVED_OK)
			show_listing(list, item, &listing);
		else
			show_gone(list, item, list->codes[i]);
	}
	return true;
}

/* Links that open a phone's messages, and mail, with all of it. */
static void
show_send(struct shortlist *list, const char *url)
{
	struct buf text = {0}, mail = {0}, subject = {0};

	buf_printf(&list->text, "%s%s%s",
	    list->text_full ? _("And more: ") : "",
	    list->context->site->base_url, url);
	buf_printf(&list->mail, "%s%s\n", list->context->site->base_url, url);
	url_component(&text, list->text.data);
	url_component(&mail, list->mail.data);
	url_component(&subject, _("Services for you"));
	view_format(list->view, "text_this", "sms:?&body=%s", text.data);
	if (mail.length <= URL_MAX_LINK)
		view_format(list->view, "mail_this",
		    "mailto:?subject=%s&body=%s", subject.data, mail.data);
	buf_clear(&text);
	buf_clear(&mail);
	buf_clear(&subject);
}

static void
show_list(struct shortlist *list)
{
	const char *url;
	struct buf codes = {0};

	for (size_t i = 0; i < list->count; i++)
		buf_printf(&codes, "%s%s", i > 0 ? " " : "", list->codes[i]);
	view_text(
	    list->view, "codes", arena_strdup(list->arena, buf_text(&codes)));
	buf_clear(&codes);
	if (list->since != 0)
		view_text(
		    list->view, "made", date_long(list->arena, list->since));
	else
		list->since = list->today.day;
	url = list_url(list, NULL);
	view_format(
	    list->view, "share", "%s%s", list->context->site->base_url, url);
	view_text(list->view, "path", url);
	list->self = url;
	if (list->too_many)
		view_format(list->view, "too_many",
		    _("A list has %d services at most: the first are shown."),
		    LIST_MAX);
	if (list->count > 0)
		show_send(list, url);
}

enum status
page_list(const struct context *context, const struct request *request,
    struct page *page)
{
	struct arena arena = {0};
	struct shortlist list = {
	    .context = context,
	    .page = page,
	    .arena = &arena,
	    .view = view_new(&arena),
	};
	struct layout layout = {.noindex = true};
	const char *since = request_parameter(request, "d");
	enum status status = STATUS_OK;

	date_london(context->now, &list.today);
	/* A day that cannot be read is no reason to lose the list. */
	if (since != NULL)
		list.since = date_parse(since);
	if (list.since < 0 || list.since > list.today.day)
		list.since = 0;
	read_codes(&list, request);
	if (!show_items(&list))
		status = STATUS_UNAVAILABLE;
	show_list(&list);
	layout.title = list.count == 0
			   ? _("Shortlist")
			   : arena_printf(&arena, _("Shortlist: %s"),
				 words_count(&arena, (long)list.count,
				     "service", "services"));
	layout.self = list.self;
	view_text(list.view, "heading", layout.title);
	if (status == STATUS_OK)
		layout_write(context, page, &layout, "list.html", list.view);
	buf_clear(&list.text);
	buf_clear(&list.mail);
	arena_clear(&arena);
	return status;
}
