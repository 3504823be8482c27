/* "hold" and "resume": a feed's timetable, stopped and started by hand. */
#include <stdio.h>

#include "base/log.h"
#include "importers/commands.h"
#include "schema/record_timetable.h"
#include "schema/record_undo.h"

static bool
feed_known(struct workshop *shop, const char *id)
{
	struct arena arena = {0};
	struct record_feed feed;
	bool known =
	    feeds_conf_find(&shop->conf, id) != NULL ||
	    record_feed_find(shop->record, id, &arena, &feed) == RECORD_OK;

	arena_clear(&arena);
	if (!known)
		log_line("%s: there is no such feed", id);
	return known;
}

/* What was undone is taken again where its document still says it. */
static bool
undone_forget(struct record *record, const char *id)
{
	struct arena arena = {0};
	struct record_feed feed;
	bool done = record_feed_find(record, id, &arena, &feed) != RECORD_OK ||
		    record_undone_forget(record, feed.row) == RECORD_OK;

	arena_clear(&arena);
	return done;
}

/* Its failures are forgotten either way: a person has looked at it. */
static int
hold_set(const struct options *options, bool on_hold)
{
	const struct record_timetable timetable = {
	    .due = time(NULL), .on_hold = on_hold};
	const char *id = options->arguments[0];
	struct workshop shop;
	int status = EXIT_FAILED;

	if (!workshop_open(&shop, options))
		return EXIT_FAILED;
	if (feed_known(&shop, id) && record_begin(shop.record)) {
		if (record_timetable_put(shop.record, id, &timetable) ==
			RECORD_OK &&
		    (on_hold || undone_forget(shop.record, id))) {
			record_changed(shop.record);
			status = EXIT_DONE;
		}
		if (!record_commit(shop.record))
			status = EXIT_FAILED;
	}
	if (status == EXIT_DONE) {
		printf(on_hold ? "%s: on hold until it is resumed\n"
			       : "%s: resumed, its timetable reads it next\n",
		    id);
		fflush(stdout);
		status = workshop_publish(&shop, status, false);
	}
	workshop_close(&shop);
	return status;
}

int
command_hold(const struct options *options)
{
	return hold_set(options, true);
}

int
command_resume(const struct options *options)
{
	return hold_set(options, false);
}
