/* "hide", "correct", "unhide": what operators decide about one listing. */
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/json.h"
#include "base/log.h"
#include "importers/commands.h"
#include "schema/record_decision.h"

/* False: nothing was decided, and why has been said. */
static bool
decided(const struct options *options, enum decision_result result,
    const char *reason)
{
	const char *code = options->arguments[0];
	char *fields;

	switch (result) {
	case DECISION_OK:
		return true;
	case DECISION_UNKNOWN_CODE:
		log_line("%s: no listing has this code", code);
		break;
	case DECISION_ORGANISATION:
		log_line("%s: this is an organisation's code; its services"
			 " have codes of their own",
		    code);
		break;
	case DECISION_FIELD:
		fields = record_correctable();
		log_line("%s: '%s' is no field that can be corrected; these"
			 " are: %s",
		    code, options->arguments[1], fields);
		free(fields);
		break;
	case DECISION_VALUE:
		log_line("%s: %s '%s': %s", code, options->arguments[1],
		    options->arguments[2], reason);
		break;
	case DECISION_NOTHING:
		log_line("%s: it is neither hidden nor corrected", code);
		break;
	case DECISION_FAILED:
		break;
	}
	return false;
}

static void
say_decided(const struct options *options, const char *text)
{
	struct buf out = {0};
	struct json json = {.out = &out};

	if (options->json) {
		json_open(&json, NULL, '{');
		json_string(&json, "code", options->arguments[0]);
		json_string(&json, "done", text);
		json_close(&json, '}');
		puts(buf_text(&out));
	} else {
		printf("%s: %s\n", options->arguments[0], text);
	}
	fflush(stdout);
	buf_clear(&out);
}

int
command_hide(const struct options *options)
{
	struct workshop shop;
	int status = EXIT_FAILED;

	if (!workshop_open(&shop, options))
		return EXIT_FAILED;
	if (decided(options,
		record_hide(
		    shop.record, options->arguments[0], options->reason),
		NULL)) {
		say_decided(options, "hidden until you unhide it");
		status = workshop_publish(&shop, EXIT_DONE, true);
	}
	workshop_close(&shop);
	return status;
}

int
command_correct(const struct options *options)
{
	struct workshop shop;
	const char *reason = NULL;
	enum decision_result result;
	char text[100], until[DATE_TEXT];
	int status = EXIT_FAILED;

	if (!workshop_open(&shop, options))
		return EXIT_FAILED;
	result = record_correct(shop.record, options->arguments[0],
	    options->arguments[1], options->arguments[2], options->until,
	    &reason);
	if (decided(options, result, reason)) {
		date_text(options->until, until);
		snprintf(text, sizeof(text), "%s corrected until %s",
		    options->arguments[1],
		    options->until ? until : "you unhide it");
		say_decided(options, text);
		status = workshop_publish(&shop, EXIT_DONE, false);
	}
	workshop_close(&shop);
	return status;
}

int
command_unhide(const struct options *options)
{
	struct workshop shop;
	int status = EXIT_FAILED;
	char text[100];
	long count;

	if (!workshop_open(&shop, options))
		return EXIT_FAILED;
	if (decided(options,
		record_unhide(shop.record, options->arguments[0], &count),
		NULL)) {
		snprintf(text, sizeof(text),
		    "%ld decision%s undone: it shows what its feed says", count,
		    count == 1 ? "" : "s");
		say_decided(options, text);
		status = workshop_publish(&shop, EXIT_DONE, false);
	}
	workshop_close(&shop);
	return status;
}
