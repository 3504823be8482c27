/* "reports": what visitors say is wrong, and what is done with. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/csv.h"
#include "base/date.h"
#include "base/json.h"
#include "base/log.h"
#include "importers/commands.h"
#include "importers/plain_text.h"
#include "importers/visitor_mail.h"

struct telling {
	struct buf *out;
	struct json *json; /* NULL: for people, or as CSV */
	char when[DATE_INSTANT], sent[DATE_INSTANT];
	struct visitor_about about;
};

static const char *
or_nothing(const char *text)
{
	return text ? text : "";
}

static void
tell_json(struct telling *telling, const struct inbox_item *item)
{
	const struct visitor_report *report = &item->report;
	struct json *json = telling->json;

	json_open(json, NULL, '{');
	json_string(json, "id", item->id);
	json_string(json, "when", telling->when);
	json_string(json, "code", report->code);
	json_string_if(json, "name", telling->about.name);
	json_string_if(json, "feed", telling->about.feed);
	json_string(json, "topic", visitor_topic_name[report->topic]);
	json_string_if(json, "text", report->text);
	json_string_if(json, "contact", report->contact);
	json_string_if(json, "sent", telling->sent);
	json_close(json, '}');
}

static void
tell_csv(struct telling *telling, const struct inbox_item *item)
{
	const struct visitor_report *report = &item->report;
	const char *const fields[] = {item->id, telling->when, report->code,
	    or_nothing(telling->about.name), or_nothing(telling->about.feed),
	    visitor_topic_name[report->topic], or_nothing(report->text),
	    or_nothing(report->contact), telling->sent};

	for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
		if (i > 0)
			buf_add_char(telling->out, ',');
		csv_field(telling->out, fields[i]);
	}
	buf_add_text(telling->out, "\r\n");
}

static void
tell_text(struct telling *telling, const struct inbox_item *item)
{
	const struct visitor_report *report = &item->report;
	struct buf *out = telling->out;

	buf_printf(out, "%s  %s  %s  %s (%s)\n", item->id, telling->when,
	    report->code,
	    telling->about.name ? telling->about.name : "no longer listed",
	    telling->about.feed ? telling->about.feed : "no feed");
	plain_printf(out, "  ", 2, "%s", visitor_topic_words[report->topic]);
	if (report->text)
		plain_paragraph(out, "  ", 2, report->text);
	if (report->contact)
		buf_printf(out, "  From: %s\n", report->contact);
	if (*telling->sent)
		buf_printf(
		    out, "  Sent to the feed's owner: %s\n", telling->sent);
}

static void
tell(struct workshop *shop, const struct inbox *inbox, struct buf *out)
{
	const struct options *options = shop->options;
	struct json json = {.out = out};
	struct telling telling = {
	    .out = out, .json = options->json ? &json : NULL};
	struct arena arena = {0};

	if (options->json)
		json_open(&json, NULL, '[');
	else if (options->csv)
		buf_add_text(out, "id,when,code,name,feed,topic,text,contact,"
				  "sent\r\n");
	for (size_t i = 0; i < inbox->count; i++) {
		const struct inbox_item *item = &inbox->items[i];

		date_instant(item->report.when, telling.when);
		telling.sent[0] = '\0';
		if (item->report.sent)
			date_instant(item->report.sent, telling.sent);
		visitor_about(shop, &item->report, &arena, &telling.about);
		if (options->json)
			tell_json(&telling, item);
		else if (options->csv)
			tell_csv(&telling, item);
		else
			tell_text(&telling, item);
	}
	if (options->json) {
		json_close(&json, ']');
		buf_add_char(out, '\n');
	} else if (!options->csv && inbox->count == 0) {
		buf_add_text(out, "No visitor's report waits.\n");
	}
	arena_clear(&arena);
}

static int
list_all(const struct options *options)
{
	struct workshop shop;
	struct inbox inbox;
	struct buf out = {0};
	int status = EXIT_FAILED;

	if (!workshop_open(&shop, options))
		return EXIT_FAILED;
	if (!inbox_tidy(options->data_folder, time(NULL)))
		log_line("inbox: what is old stays: %s", strerror(errno));
	if (inbox_read(options->data_folder, &inbox)) {
		tell(&shop, &inbox, &out);
		fputs(buf_text(&out), stdout);
		fflush(stdout);
		if (inbox.damaged)
			log_line("inbox: %ld file%s no report", inbox.damaged,
			    inbox.damaged == 1 ? " is" : "s are");
		status = EXIT_DONE;
	} else {
		log_line("inbox: %s", strerror(errno));
	}
	inbox_clear(&inbox);
	buf_clear(&out);
	workshop_close(&shop);
	return status;
}

int
command_reports(const struct options *options)
{
	const char *id = options->done;

	if (!id)
		return list_all(options);
	if (!inbox_id_valid(id)) {
		log_line("%s: this is no report's number", id);
		return EXIT_USAGE;
	}
	if (inbox_remove(options->data_folder, id)) {
		printf("%s: done with\n", id);
		fflush(stdout);
		return EXIT_DONE;
	}
	log_line("%s: %s", id,
	    errno == ENOENT ? "there is no such report" : strerror(errno));
	return EXIT_FAILED;
}
