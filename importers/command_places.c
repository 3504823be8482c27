/* "places": gazetteers. */
#include <stdio.h>
#include <stdlib.h>

#include "base/log.h"
#include "base/paths.h"
#include "importers/commands.h"
#include "importers/places_record.h"
#include "importers/progress.h"

static void
problem_cb(void *arg UNUSED, const struct problem *problem)
{
	say_problem("places", problem);
}

static void
progress_cb(void *arg UNUSED, long rows)
{
	progress_show(-1, -1, rows);
}

static void
report(const struct options *options, const struct places_report *reports)
{
	struct buf line = {0};

	for (size_t i = 0; i < options->arguments_count; i++) {
		buf_reset(&line);
		places_report_text(&line, options->arguments[i], &reports[i]);
		puts(buf_text(&line));
	}
	fflush(stdout);
	buf_clear(&line);
}

int
command_places(const struct options *options)
{
	const struct places_listener listener = {
	    .problem = problem_cb, .progress = progress_cb};
	struct places_report *reports;
	enum places_result result;
	struct workshop shop;
	char *folder;
	int status = EXIT_DONE;

	if (!workshop_open(&shop, options))
		return EXIT_FAILED;
	folder = path_data("places");
	reports = xcalloc(options->arguments_count + 1, sizeof(*reports));
	progress_begin("places");
	if (options->arguments_count == 0)
		result = places_record_shipped(shop.record, folder, &listener);
	else
		result =
		    places_record_load(shop.record, folder, options->arguments,
			options->arguments_count, &listener, reports);
	progress_clear();
	free(folder);
	if (result != PLACES_OK) {
		status = EXIT_FAILED;
	} else {
		report(options, reports);
		for (size_t i = 0; i < options->arguments_count; i++) {
			if (reports[i].refused)
				status = EXIT_REFUSALS;
		}
		status = workshop_publish(&shop, status, false);
	}
	free(reports);
	workshop_close(&shop);
	return status;
}
