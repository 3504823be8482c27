/* "report": a feed's state in plain words, to send to its owner. */
#include <stdio.h>

#include "base/log.h"
#include "importers/commands.h"
#include "importers/owner_report.h"

int
command_report(const struct options *options)
{
	const char *id = options->arguments[0];
	struct workshop shop;
	struct owner_report report;
	struct buf text = {0};
	int status = EXIT_FAILED;

	if (!workshop_open(&shop, options))
		return EXIT_FAILED;
	if (owner_report_read(
		&report, shop.record, shop.vocabulary, id, time(NULL))) {
		owner_report_text(&text, &report);
		fputs(buf_text(&text), stdout);
		fflush(stdout);
		status = EXIT_DONE;
	} else if (!report.facts.feed.row) {
		log_line("%s: there is no such feed", id);
	}
	owner_report_clear(&report);
	buf_clear(&text);
	workshop_close(&shop);
	return status;
}
