/* "places": gazetteers. */
#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
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
report_json_one(
    struct json *json, const char *path, const struct places_report *report)
{
	json_open(json, NULL, '{');
	json_string(json, "file", path);
	json_string_if(json, "format", report->format);
	json_integer(json, "rows", report->rows);
	json_integer(json, "kept", report->kept);
	json_integer(json, "refused", report->refused);
	json_integer(json, "terminated", report->terminated);
	json_integer(json, "unplaced", report->unplaced);
	json_integer(json, "northern_irish", report->northern_irish);
	json_close(json, '}');
}

static void
report_as_json(
    const struct options *options, const struct places_report *reports)
{
	struct buf out = {0};
	struct json json = {.out = &out};

	json_open(&json, NULL, '[');
	for (size_t i = 0; i < options->arguments_count; i++)
		report_json_one(&json, options->arguments[i], &reports[i]);
	json_close(&json, ']');
	puts(buf_text(&out));
	buf_clear(&out);
}

static void
report_as_text(
    const struct options *options, const struct places_report *reports)
{
	struct buf line = {0};

	if (options->arguments_count == 0)
		puts("the places that are shipped were loaded");
	for (size_t i = 0; i < options->arguments_count; i++) {
		buf_reset(&line);
		places_report_text(&line, options->arguments[i], &reports[i]);
		puts(buf_text(&line));
	}
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
		if (options->json)
			report_as_json(options, reports);
		else
			report_as_text(options, reports);
		fflush(stdout);
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
