#include "importers/visitor_mail.h"

#include <errno.h>
#include <string.h>

#include "base/date.h"
#include "base/log.h"
#include "base/mail.h"
#include "importers/mailer.h"
#include "importers/plain_text.h"
#include "schema/record_duplicate.h"
#include "schema/record_listing.h"

void
visitor_about(struct workshop *shop, const struct visitor_report *report,
    struct arena *arena, struct visitor_about *out)
{
	struct listing listing;
	char *feed = NULL;
	long service;

	*out = (struct visitor_about){0};
	if (record_listing_by_code(shop->record, report->code, &service) !=
		RECORD_OK ||
	    record_compared_read(
		shop->record, service, arena, &listing, &feed) != RECORD_OK)
		return;
	out->name = listing.name;
	out->feed = feed;
}

static void
write_body(struct buf *body, const struct inbox_item *item,
    const struct visitor_about *about)
{
	const struct visitor_report *report = &item->report;
	struct arena arena = {0};
	struct london when;

	date_london(report->when, &when);
	plain_printf(body, "", 0,
	    "On %s somebody told us that something is wrong in your list.",
	    date_long(&arena, when.day));
	buf_add_char(body, '\n');
	plain_printf(
	    body, "", 0, "Listing: %s (%s)", about->name, report->code);
	plain_printf(body, "", 0, "What is wrong: %s",
	    visitor_topic_words[report->topic]);
	if (report->contact != NULL)
		plain_printf(body, "", 0, "Who said so: %s", report->contact);
	if (report->text != NULL) {
		plain_printf(body, "", 0, "In their words:");
		buf_add_char(body, '\n');
		plain_paragraph(body, "  ", 2, report->text);
	}
	buf_add_char(body, '\n');
	plain_printf(body, "", 0,
	    "We have not checked it. If it is so, put it right in your list: "
	    "we show what it says when we read it next.");
	plain_printf(body, "", 0, "Our number of this report: %s", item->id);
	arena_clear(&arena);
}

/* False: the command failed, and that has been said. */
static bool
send_one(struct workshop *shop, const struct feed_conf *feed,
    const struct inbox_item *item, const struct visitor_about *about)
{
	struct buf body = {0}, message = {0}, subject = {0};
	char error[500];
	bool sent;

	write_body(&body, item, about);
	buf_printf(&subject, "A visitor's report on %s", about->name);
	mail_make(&message, feed->owner, buf_text(&subject), buf_text(&body),
	    time(NULL));
	sent = mail_send(shop->conf.report_command, &message, MAILER_TIMEOUT_S,
	    error, sizeof(error));
	if (!sent)
		log_line("%s: report_command: %s", feed->id, error);
	buf_clear(&body);
	buf_clear(&message);
	buf_clear(&subject);
	return sent;
}

/* Marked at once: what follows may fail, and nobody is written to twice. */
static bool
mark_sent(struct workshop *shop, const struct inbox_item *item)
{
	struct visitor_report report = item->report;

	report.sent = time(NULL);
	if (inbox_put(shop->options->data_folder, item->id, &report))
		return true;
	log_line("inbox/%s: %s", item->id, strerror(errno));
	return false;
}

void
visitor_mail_all(struct workshop *shop)
{
	struct arena arena = {0};
	struct visitor_about about;
	struct inbox inbox;
	int sent = 0;

	if (!shop->conf.report_command)
		return;
	if (!inbox_read(shop->options->data_folder, &inbox))
		log_line("inbox: %s", strerror(errno));
	for (size_t i = inbox.count; i-- > 0 && sent < VISITOR_MAILS;) {
		const struct inbox_item *item = &inbox.items[i];
		const struct feed_conf *feed;

		if (item->report.sent)
			continue;
		visitor_about(shop, &item->report, &arena, &about);
		feed = about.feed ? feeds_conf_find(&shop->conf, about.feed)
				  : NULL;
		if (!feed || !mail_address_valid(feed->owner))
			continue;
		if (!send_one(shop, feed, item, &about) ||
		    !mark_sent(shop, item))
			break;
		sent++;
	}
	inbox_clear(&inbox);
	arena_clear(&arena);
}
