/* "status FEED --changes": what a run changed, by field. */
#include <stdio.h>

#include "base/json.h"
#include "base/log.h"
#include "importers/changes.h"
#include "importers/commands.h"
#include "importers/report.h"
#include "schema/record_feed.h"
#include "schema/record_undo.h"

struct showing {
	struct json *json; /* NULL: for people */
	struct buf *out;
};

static void
history_cb(void *arg, const struct record_history *history)
{
	struct showing *showing = arg;

	if (showing->json) {
		changes_json(showing->json, history, false);
		return;
	}
	changes_text(showing->out, history, false);
	fputs(buf_text(showing->out), stdout);
	buf_reset(showing->out);
}

/* The run that was asked for, else the last that changed anything; or 0. */
static long
run_chosen(struct workshop *shop, const struct record_feed *feed)
{
	const struct options *options = shop->options;
	long run = options->run_number;

	if (!run &&
	    record_undo_find(shop->record, feed->row, &run) == RECORD_NOT_FOUND)
		log_line("%s: none of its runs changed a listing", feed->id);
	else if (run && !record_run_is_of(shop->record, feed->row, run)) {
		log_line("%s: run %ld is none of its runs", feed->id, run);
		run = 0;
	}
	return run;
}

static bool
show(struct workshop *shop, const struct record_feed *feed, long run)
{
	struct buf out = {0};
	struct json json = {.out = &out};
	struct showing showing = {
	    .json = shop->options->json ? &json : NULL, .out = &out};
	bool shown;

	if (showing.json) {
		json_open(&json, NULL, '{');
		json_string(&json, "feed", feed->id);
		json_integer(&json, "run", run);
		json_open(&json, "listings", '[');
	} else {
		printf("%s: run %ld\n", feed->id, run);
	}
	shown = record_history(shop->record, run, history_cb, &showing) ==
		RECORD_OK;
	if (showing.json) {
		json_close(&json, ']');
		json_close(&json, '}');
		puts(buf_text(&out));
	}
	fflush(stdout);
	buf_clear(&out);
	return shown;
}

int
command_changes(const struct options *options)
{
	const char *id = options->arguments[0];
	struct workshop shop;
	struct record_feed feed;
	struct arena arena = {0};
	long run = 0;
	int status = EXIT_FAILED;

	if (!workshop_open(&shop, options))
		return EXIT_FAILED;
	if (record_feed_find(shop.record, id, &arena, &feed) == RECORD_OK)
		run = run_chosen(&shop, &feed);
	else
		log_line("%s: there is no such feed", id);
	if (run && show(&shop, &feed, run))
		status = EXIT_DONE;
	arena_clear(&arena);
	workshop_close(&shop);
	return status;
}
