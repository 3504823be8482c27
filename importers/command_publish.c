/* "publish": a generation from the record, and a swap. */
#include <stdio.h>

#include "base/json.h"
#include "base/log.h"
#include "importers/commands.h"
#include "importers/publish.h"

static void
say_published(
    const struct options *options, const struct publish_report *report)
{
	struct buf out = {0};
	struct json json = {.out = &out};

	if (!options->json) {
		printf("published generation %ld: %ld listings, %ld no longer"
		       " live%s%s\n",
		    report->generation, report->listings, report->withdrawn,
		    report->index_unchanged ? "; the index is as before" : "",
		    report->places_unchanged ? "; places are as before" : "");
		fflush(stdout);
		return;
	}
	json_open(&json, NULL, '{');
	json_integer(&json, "generation", report->generation);
	json_integer(&json, "listings", report->listings);
	json_integer(&json, "withdrawn", report->withdrawn);
	json_integer(&json, "index_bytes", report->index_bytes);
	json_integer(&json, "listings_bytes", report->listings_bytes);
	json_integer(&json, "places_bytes", report->places_bytes);
	json_bool(&json, "index_unchanged", report->index_unchanged);
	json_bool(&json, "index_kept", report->index_kept);
	json_bool(&json, "places_unchanged", report->places_unchanged);
	json_close(&json, '}');
	puts(buf_text(&out));
	fflush(stdout);
	buf_clear(&out);
}

int
command_publish(const struct options *options)
{
	struct publish_report report;
	struct workshop shop;
	char error[500];
	int status = EXIT_DONE;
	bool withheld;

	if (!workshop_open(&shop, options))
		return EXIT_FAILED;
	if (options->if_needed && !workshop_publish_needed(&shop)) {
		/* As JSON: a publishing without anything in it. */
		puts(options->json ? "{}" : "nothing to publish");
	} else if (!workshop_derive(&shop, &withheld)) {
		log_line("publish: the record cannot be written");
		status = EXIT_UNPUBLISHED;
	} else if (publish_run(shop.record, shop.vocabulary,
		       options->data_folder, &report, error, sizeof(error))) {
		if (withheld)
			publish_forget_older(options->data_folder);
		say_published(options, &report);
	} else {
		log_line("publish: %s", error);
		status = EXIT_UNPUBLISHED;
	}
	workshop_close(&shop);
	return status;
}
