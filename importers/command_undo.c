/* "undo": a feed's listings as they were before its last run. */
#include <stdio.h>

#include "base/json.h"
#include "base/log.h"
#include "importers/commands.h"
#include "importers/undo.h"

static void
say_text(const char *feed, const struct undo_report *report)
{
	const struct record_run *run = &report->run;

	printf("%s: run %ld was undone: %ld listings as before it, %ld back,"
	       " %ld no longer live",
	    feed, run->undoes, run->changed, run->revived, run->withdrawn);
	if (report->left)
		printf("; %ld kept as the run left them, for it withheld their"
		       " addresses",
		    report->left);
	if (report->restores)
		printf("; undo it again to take it back\n");
	else
		printf("; held until its document differs or you resume it\n");
}

static void
say_json(const char *feed, const struct undo_report *report)
{
	struct buf out = {0};
	struct json json = {.out = &out};

	json_open(&json, NULL, '{');
	json_string(&json, "feed", feed);
	json_integer(&json, "run", report->run.number);
	json_integer(&json, "undone", report->run.undoes);
	json_integer(&json, "changed", report->run.changed);
	json_integer(&json, "back", report->run.revived);
	json_integer(&json, "withdrawn", report->run.withdrawn);
	json_integer(&json, "left", report->left);
	json_bool(&json, "held", !report->restores);
	json_close(&json, '}');
	puts(buf_text(&out));
	buf_clear(&out);
}

/* False: nothing was undone, and why has been said. */
static bool
undone(const char *feed, enum undo_result result, const char *message)
{
	switch (result) {
	case UNDO_OK:
		return true;
	case UNDO_UNKNOWN:
		log_line("%s: there is no such feed", feed);
		break;
	case UNDO_NOTHING:
		log_line("%s: none of its runs changed a listing", feed);
		break;
	case UNDO_BUSY:
	case UNDO_FAILED:
		log_line("%s: %s", feed,
		    message ? message : "the record could not be written");
		break;
	}
	return false;
}

int
command_undo(const struct options *options)
{
	const char *feed = options->arguments[0];
	struct workshop shop;
	struct importer importer;
	struct undo_report report;
	struct arena arena = {0};
	char *message;
	enum undo_result result;
	int status = EXIT_FAILED;

	if (!workshop_open(&shop, options))
		return EXIT_FAILED;
	importer = (struct importer){.record = shop.record,
	    .vocabulary = shop.vocabulary,
	    .data_folder = options->data_folder};
	result = undo_run(&importer, feed, &arena, &report, &message);
	if (undone(feed, result, message)) {
		if (options->json)
			say_json(feed, &report);
		else
			say_text(feed, &report);
		fflush(stdout);
		status = workshop_publish(&shop, EXIT_DONE, report.withheld);
	}
	arena_clear(&arena);
	workshop_close(&shop);
	return status;
}
