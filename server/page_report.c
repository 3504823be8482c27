/*
 * /services/CODE/report: a visitor says what is wrong with a listing.  It is
 * handed to the keeper and kept for the feed's owner; no page of ours shows
 * it again.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mail.h"
#include "base/number.h"
#include "base/say.h"
#include "base/utf8.h"
#include "schema/crisis.h"
#include "schema/inbox.h"
#include "server/help.h"
#include "server/layout.h"
#include "server/route.h"
#include "server/words.h"

/* Words of a text that are looked at in one step: half of what fits. */
#define CRISIS_STEP (CRISIS_MAX_WORDS / 2)

struct report_page {
	const struct context *context;
	struct page *page;
	struct arena *arena;
	struct view *view;
	const struct listing *listing;
	/* What was sent, as it came; NULL: not at all. */
	const char *topic, *more, *email;
	enum crisis crisis;
};

/* The segment before the last: "/services/7kq4mx/report". */
static char *
code_of(const struct request *request, struct arena *arena)
{
	const char *end = strrchr(request->path, '/'), *begin = end;

	while (begin[-1] != '/')
		begin--;
	return arena_strndup(arena, begin, (size_t)(end - begin));
}

/*
 * A form on another site would send in its visitors' name.  Browsers say
 * where a form stood; with our Referrer-Policy some say Origin: null, and
 * whatever is no browser says nothing, and could say anything.
 */
static bool
from_elsewhere(const struct context *context, const struct request *request)
{
	const char *site = request->fetch_site, *origin = request->origin;
	const char *ours = context->site->base_url, *host;
	size_t length;

	if (site != NULL)
		return strcmp(site, "same-origin") != 0 &&
		       strcmp(site, "none") != 0;
	if (origin == NULL || strcmp(origin, "null") == 0)
		return false;
	length = strlen(origin);
	if (strncmp(ours, origin, length) == 0 &&
	    (ours[length] == '\0' || ours[length] == '/'))
		return false;
	host = strstr(origin, "://");
	return host == NULL || request->host == NULL ||
	       strcmp(host + 3, request->host) != 0;
}

/* The most pressing of all its words, however many there are. */
static enum crisis
crisis_of(const struct context *context, const char *text)
{
	enum crisis found, worst = CRISIS_NONE;

	while (text != NULL && *text != '\0') {
		found = crisis_find(context->vocabulary, text, NULL, NULL);
		if (found > worst)
			worst = found;
		for (int i = 0; i < CRISIS_STEP; i++) {
			text += strspn(text, " \t\r\n");
			text += strcspn(text, " \t\r\n");
		}
		text += strspn(text, " \t\r\n");
	}
	return worst;
}

static const char *
keeper_of(const struct listing *listing)
{
	const struct listing_source *source = listing->sources;

	if (listing->sources_count > 0 && source->publisher != NULL)
		return source->publisher;
	if (listing->sources_count > 0 && source->title != NULL)
		return source->title;
	return _("whoever keeps this listing");
}

/* Heading, way back, and urgent help where the words ask for it. */
static void
show_about(struct report_page *shown)
{
	struct help help = {0};

	view_text(shown->view, "name", shown->listing->name);
	view_format(shown->view, "back", "/services/%s", shown->listing->code);
	view_text(shown->view, "keeper", keeper_of(shown->listing));
	if (shown->crisis == CRISIS_NONE)
		return;
	help_of_crisis(shown->context, shown->crisis, shown->arena, &help);
	help_show_urgent(shown->view, &help, shown->context);
}

static void
show_fields(struct report_page *shown)
{
	const struct listing *listing = shown->listing;
	struct view *view = shown->view;

	for (size_t i = 0; i < N_VISITOR_TOPICS; i++) {
		struct view *item = view_item(view, "topics");

		view_text(item, "value", visitor_topic_name[i]);
		view_text(item, "label", _(visitor_topic_words[i]));
		view_flag(item, "checked",
		    shown->topic != NULL &&
			strcmp(shown->topic, visitor_topic_name[i]) == 0);
	}
	view_text(view, "more", shown->more);
	view_text(view, "email", shown->email);
	view_long(view, "days", INBOX_CONTACT_DAYS);
	view_format(view, "action", "/services/%s/report", listing->code);
	if (listing->phones_count > 0) {
		view_text(view, "phone",
		    listing->phones[0].show != NULL ? listing->phones[0].show
						    : listing->phones[0].given);
		view_text(view, "dial", listing->phones[0].dial);
	}
}

static void
show_form(struct report_page *shown)
{
	struct layout layout = {.noindex = true};

	show_about(shown);
	show_fields(shown);
	layout.title = arena_printf(
	    shown->arena, _("Something wrong with %s?"), shown->listing->name);
	layout_write(
	    shown->context, shown->page, &layout, "report.html", shown->view);
}

static void
show_sent(struct report_page *shown)
{
	struct layout layout = {.title = _("Thank you"), .noindex = true};

	show_about(shown);
	layout_write(shown->context, shown->page, &layout, "report_sent.html",
	    shown->view);
}

/* NULL where there is nothing but blanks; in the arena. */
static char *
cleaned(struct arena *arena, const char *text)
{
	static const char blanks[] = " \t\r\n";
	char *clean, *kept = NULL;
	const char *begin;
	size_t length;

	if (text == NULL)
		return NULL;
	clean = utf8_clean(text);
	begin = clean + strspn(clean, blanks);
	length = strlen(begin);
	while (length > 0 && strchr(blanks, begin[length - 1]) != NULL)
		length--;
	if (length > 0)
		kept = arena_strndup(arena, begin, length);
	free(clean);
	return kept;
}

/* False: what cannot be taken stands beside its field. */
static bool
read_report(struct report_page *shown, struct visitor_report *out)
{
	struct view *view = shown->view;
	bool good = true;

	memcpy(out->code, shown->listing->code, sizeof(out->code));
	out->topic =
	    visitor_topic_find(shown->topic != NULL ? shown->topic : "");
	out->text = cleaned(shown->arena, shown->more);
	out->contact = cleaned(shown->arena, shown->email);
	if (out->topic == N_VISITOR_TOPICS) {
		view_text(view, "topic_error", _("Choose what is wrong"));
		good = false;
	}
	if (out->text != NULL && !visitor_text_valid(out->text)) {
		view_text(view, "more_error",
		    _("This is too long. Write at most 4,000 letters"));
		good = false;
	}
	if (out->topic == VISITOR_OTHER && out->text == NULL) {
		view_text(
		    view, "more_error", _("Say in a few words what it is"));
		good = false;
	}
	if (out->contact != NULL && !mail_address_valid(out->contact)) {
		view_text(view, "email_error",
		    _("Write an email address, such as name@example.org, or "
		      "leave this empty"));
		good = false;
	}
	return good;
}

/* Whom to tell where we cannot: the list's owner, or ours. */
static void
show_contact(struct report_page *shown)
{
	const struct site *site = shown->context->site;
	const struct listing *listing = shown->listing;
	struct served_feed feed = {0};
	const char *email = NULL;

	if (listing->sources_count > 0 &&
	    served_feed_by_id(shown->context->served, listing->sources[0].feed,
		shown->arena, &feed) == SERVED_OK)
		email = words_email(feed.owner);
	if (email == NULL)
		email = words_email(site->contact_email);
	if (email != NULL) {
		view_text(shown->view, "contact", email);
		view_format(shown->view, "contact_url", "mailto:%s", email);
	} else if (site->contact_dial != NULL) {
		view_text(shown->view, "contact", site->contact_phone);
		view_format(
		    shown->view, "contact_url", "tel:%s", site->contact_dial);
	}
}

static enum status
refuse(struct report_page *shown, enum report_door_result result)
{
	bool often = result == REPORT_TOO_OFTEN;

	view_text(shown->view, "refused", _("We have not taken your report."));
	view_text(shown->view, "why",
	    often
		? _("Five have come from where you are within the hour: please "
		    "try again in an hour. What you wrote is still below.")
	    : result == REPORT_FULL
		? _("Too many wait to be read. What you wrote is still below.")
		: _("It cannot be kept at the moment: please try again later. "
		    "What you wrote is still below."));
	show_contact(shown);
	show_form(shown);
	return often ? STATUS_TOO_MANY : STATUS_UNAVAILABLE;
}

/* What was posted; the thanks have an address of their own, to reload. */
static enum status
take(struct report_page *shown, const struct request *request)
{
	const struct context *context = shown->context;
	enum report_door_result result = REPORT_CLOSED;
	struct visitor_report report = {0};
	struct buf location = {0};

	shown->topic = request_parameter(request, "topic");
	shown->more = request_parameter(request, "more");
	shown->email = request_parameter(request, "email");
	shown->crisis = crisis_of(context, shown->more);
	if (!read_report(shown, &report)) {
		show_form(shown);
		return STATUS_BAD_REQUEST;
	}
	if (context->reports != NULL)
		result = report_door_send(
		    context->reports, &report, request->address, context->now);
	if (result != REPORT_TAKEN)
		return refuse(shown, result);
	/* A number that says nothing to who reads over a shoulder. */
	buf_printf(&location, "/services/%s/report?sent=%d", report.code,
	    (int)shown->crisis + 1);
	shown->page->location = buf_take(&location);
	return STATUS_SEE_OTHER;
}

static enum status
answer(struct report_page *shown, const struct request *request)
{
	const char *sent = request_parameter(request, "sent");
	long number;

	if (request->method == METHOD_POST)
		return take(shown, request);
	if (sent != NULL && number_long(sent, 1, N_CRISES, &number)) {
		shown->crisis = (enum crisis)(number - 1);
		show_sent(shown);
	} else {
		show_form(shown);
	}
	return STATUS_OK;
}

/* A listing of another name now, one that was there, or none. */
static enum status
not_there(struct report_page *shown, const char *code)
{
	struct served_gone gone;
	char moved[LISTING_CODE_TEXT];
	struct buf location = {0};

	if (served_code_moved(shown->context->served, code, moved) != SERVED_OK)
		return served_gone_by_code(shown->context->served, code,
			   shown->arena, &gone) == SERVED_OK
			   ? STATUS_GONE
			   : STATUS_NOT_FOUND;
	buf_printf(&location, "/services/%s/report", moved);
	shown->page->location = buf_take(&location);
	return STATUS_SEE_OTHER;
}

enum status
page_report(const struct context *context, const struct request *request,
    struct page *page)
{
	struct arena arena = {0};
	struct listing listing;
	struct report_page shown = {
	    .context = context,
	    .page = page,
	    .arena = &arena,
	    .view = view_new(&arena),
	    .listing = &listing,
	};
	const char *code = code_of(request, &arena);
	enum status status = STATUS_UNAVAILABLE;

	listing_init(&listing, &arena);
	if (request->method == METHOD_POST && from_elsewhere(context, request))
		status = STATUS_FORBIDDEN;
	else
		switch (served_listing_by_code(
		    context->served, code, &arena, &listing)) {
		case SERVED_OK:
			status = answer(&shown, request);
			break;
		case SERVED_NOT_FOUND:
			status = not_there(&shown, code);
			break;
		case SERVED_FAILED:
			break;
		}
	arena_clear(&arena);
	return status;
}
