#include "importers/options.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/alloc.h"
#include "base/compiler.h"
#include "base/number.h"
#include "base/paths.h"
#include "importers/commands.h"
#include "importers/fetch.h"
#include "importers/repair_names.h"

static const char usage[] =
    "usage: signpost-import [-c FILE] [-d FOLDER] [--json] COMMAND ...\n"
    "\n"
    "  feed SOURCE...           import one feed now; - is standard input, and\n"
    "                           the name of one in feeds.conf reads that\n"
    "      --id ID --mapping NAME --title T --publisher P --area GSS\n"
    "      --licence L --max-bytes N --max-records N --dry-run\n"
    "      --repair NAME --accept-shrink\n"
    "  all                      import every feed of the configuration\n"
    "      --due                only those whose time has come\n"
    "      --dry-run --accept-shrink\n"
    "  hold FEED, resume FEED   stop and start a feed's timetable\n"
    "  accept FEED              take the run of it that is held\n"
    "  undo FEED                its listings as before its last run\n"
    "  check SOURCE...          read and map, write nothing, report all\n"
    "      --mapping NAME --area GSS --max-bytes N --max-records N\n"
    "      --repair NAME --draft\n"
    "  places [FILE...]         load gazetteers: Code-Point Open, ONSPD,\n"
    "                           NSPL; without a file, those we ship\n"
    "  status [FEED]            feeds, last runs, counts, problems\n"
    "      --changes --run N    what its last or another run changed\n"
    "  report FEED              its state in plain words, for its owner\n"
    "  reports                  what visitors say is wrong in a listing\n"
    "      --csv --done ID      as a table; that one is done with\n"
    "  hide CODE --reason TEXT  take one listing down\n"
    "  correct CODE FIELD VALUE put one fact right\n"
    "      --until DATE\n"
    "  unhide CODE              undo hiding and corrections\n"
    "  duplicates               listings that are likely the same, and why\n"
    "      --same A B --different A B --forget A B\n"
    "  publish [--if-needed]    build and swap in what is served\n"
    "  eligibility              sentences in, stated facts out\n"
    "\n"
    "  -c, --config FILE        feeds.conf\n"
    "  -d, --data FOLDER        data folder\n"
    "      --user NAME          whom to become when started as root (the\n"
    "                           data folder's owner)\n"
    "      --json               reports as JSON on standard output\n"
    "  -h, --help  -V, --version\n"
    "\n"
    "Exit status: 0 done; 1 failed, nothing changed; 2 wrong usage; 3 done,\n"
    "but records were refused; 4 stored, but not published.\n"
    "The manual is signpost-import(8).\n";

enum {
	OPTION_ACCEPT_SHRINK = 256,
	OPTION_AREA,
	OPTION_CHANGES,
	OPTION_CSV,
	OPTION_DIFFERENT,
	OPTION_DONE,
	OPTION_DRAFT,
	OPTION_DRY_RUN,
	OPTION_DUE,
	OPTION_FORGET,
	OPTION_ID,
	OPTION_IF_NEEDED,
	OPTION_JSON,
	OPTION_LICENCE,
	OPTION_MAPPING,
	OPTION_MAX_BYTES,
	OPTION_MAX_RECORDS,
	OPTION_PUBLISHER,
	OPTION_REASON,
	OPTION_REPAIR,
	OPTION_RUN,
	OPTION_SAME,
	OPTION_TITLE,
	OPTION_UNTIL,
	OPTION_USER,
};

static const struct option long_options[] = {
    {"accept-shrink", no_argument, NULL, OPTION_ACCEPT_SHRINK},
    {"area", required_argument, NULL, OPTION_AREA},
    {"changes", no_argument, NULL, OPTION_CHANGES},
    {"config", required_argument, NULL, 'c'},
    {"csv", no_argument, NULL, OPTION_CSV},
    {"data", required_argument, NULL, 'd'},
    {"different", no_argument, NULL, OPTION_DIFFERENT},
    {"done", required_argument, NULL, OPTION_DONE},
    {"draft", no_argument, NULL, OPTION_DRAFT},
    {"dry-run", no_argument, NULL, OPTION_DRY_RUN},
    {"due", no_argument, NULL, OPTION_DUE},
    {"forget", no_argument, NULL, OPTION_FORGET},
    {"help", no_argument, NULL, 'h'},
    {"id", required_argument, NULL, OPTION_ID},
    {"if-needed", no_argument, NULL, OPTION_IF_NEEDED},
    {"json", no_argument, NULL, OPTION_JSON},
    {"licence", required_argument, NULL, OPTION_LICENCE},
    {"mapping", required_argument, NULL, OPTION_MAPPING},
    {"max-bytes", required_argument, NULL, OPTION_MAX_BYTES},
    {"max-records", required_argument, NULL, OPTION_MAX_RECORDS},
    {"publisher", required_argument, NULL, OPTION_PUBLISHER},
    {"reason", required_argument, NULL, OPTION_REASON},
    {"repair", required_argument, NULL, OPTION_REPAIR},
    {"run", required_argument, NULL, OPTION_RUN},
    {"same", no_argument, NULL, OPTION_SAME},
    {"title", required_argument, NULL, OPTION_TITLE},
    {"until", required_argument, NULL, OPTION_UNTIL},
    {"user", required_argument, NULL, OPTION_USER},
    {"version", no_argument, NULL, 'V'},
    {0},
};

/* What a command takes: how many words behind it, and which options. */
static const struct command {
	const char *name;
	command_run *run;
	size_t at_least, at_most; /* arguments */
	const char *options;      /* of its own, each between spaces */
	const char *form;
} commands[] = {
    {"accept", command_accept, 1, 1, " ", "accept FEED"},
    {"all", command_all, 0, 0, " accept-shrink dry-run due ", "all [--due]"},
    {"check", command_check, 1, 1000,
	" area draft mapping max-bytes max-records"
	" repair ",
	"check SOURCE..."},
    {"correct", command_correct, 3, 3, " until ",
	"correct CODE FIELD VALUE [--until DATE]"},
    {"duplicates", command_duplicates, 0, 2, " different forget same ",
	"duplicates [--same A B | --different A B | --forget A B]"},
    {"eligibility", command_eligibility, 0, 0, " ", "eligibility"},
    {"feed", command_feed, 1, 1000,
	" accept-shrink area dry-run id licence mapping max-bytes"
	" max-records publisher repair title ",
	"feed SOURCE..."},
    {"hide", command_hide, 1, 1, " reason ", "hide CODE --reason TEXT"},
    {"hold", command_hold, 1, 1, " ", "hold FEED"},
    {"places", command_places, 0, 1000, " ", "places [FILE...]"},
    {"publish", command_publish, 0, 0, " if-needed ", "publish [--if-needed]"},
    {"report", command_report, 1, 1, " ", "report FEED"},
    {"reports", command_reports, 0, 0, " csv done ",
	"reports [--csv | --done ID]"},
    {"resume", command_resume, 1, 1, " ", "resume FEED"},
    {"status", command_status, 0, 1, " changes run ",
	"status [FEED [--changes [--run N]]]"},
    {"undo", command_undo, 1, 1, " ", "undo FEED"},
    {"unhide", command_unhide, 1, 1, " ", "unhide CODE"},
};

/* Options that every command takes. */
static const char common_options[] = " config data help json user version ";

static int wrong(const char *format, ...) PRINTF_LIKE(1, 2);

static int
wrong(const char *format, ...)
{
	va_list args;

	fputs("signpost-import: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputs("\nSee signpost-import --help.\n", stderr);
	return EXIT_USAGE;
}

/*
 * What was built in: the programs' own version and those of the libraries
 * that keep the record and fetch.
 */
static int
print_version(void)
{
	printf("signpost-import %s (SQLite %s, %s)\n", PACKAGE_VERSION,
	    record_library_version(), fetch_version());
	return EXIT_DONE;
}

static int
number_option(const char *name, const char *text, long *out)
{
	if (number_long(text, 1, 1L << 40, out))
		return -1;
	return wrong("--%s: '%s' is no number from 1", name, text);
}

/* An empty text would empty what is known. */
static int
text_option(const char *name, const char *text, const char **out)
{
	if (text[strspn(text, " \t\r\n")] == '\0')
		return wrong("--%s: it is empty", name);
	*out = text;
	return -1;
}

static int
until_option(const char *text, day_t *out)
{
	struct london now;

	*out = date_parse(text);
	if (!*out)
		return wrong(
		    "--until: '%s' is no date: write 2026-11-22", text);
	date_london(time(NULL), &now);
	if (*out < now.day)
		return wrong("--until: %s is over", text);
	return -1;
}

static int
repair_option(const char *text, unsigned *set)
{
	const char *unknown;

	if (repair_names_read(text, set, &unknown))
		return -1;
	return wrong("--repair: '%s' is none of raw-ampersand,"
		     " control-characters, windows-1252, html-entities",
	    unknown);
}

static int
read_option(int option, struct options *out)
{
	switch (option) {
	case 'c':
		free(out->config);
		out->config = xstrdup(optarg);
		return -1;
	case 'd':
		free(out->data_folder);
		out->data_folder = xstrdup(optarg);
		return -1;
	case 'h':
		fputs(usage, stdout);
		return EXIT_DONE;
	case 'V':
		return print_version();
	case OPTION_ACCEPT_SHRINK:
		out->accept_shrink = true;
		return -1;
	case OPTION_AREA:
		return text_option("area", optarg, &out->area);
	case OPTION_CHANGES:
		out->changes = true;
		return -1;
	case OPTION_CSV:
		out->csv = true;
		return -1;
	case OPTION_DONE:
		return text_option("done", optarg, &out->done);
	case OPTION_DIFFERENT:
		out->different = true;
		return -1;
	case OPTION_DRAFT:
		out->draft = true;
		return -1;
	case OPTION_DRY_RUN:
		out->dry_run = true;
		return -1;
	case OPTION_DUE:
		out->due = true;
		return -1;
	case OPTION_FORGET:
		out->forget = true;
		return -1;
	case OPTION_ID:
		return text_option("id", optarg, &out->id);
	case OPTION_IF_NEEDED:
		out->if_needed = true;
		return -1;
	case OPTION_JSON:
		out->json = true;
		return -1;
	case OPTION_LICENCE:
		return text_option("licence", optarg, &out->licence);
	case OPTION_MAPPING:
		return text_option("mapping", optarg, &out->mapping);
	case OPTION_MAX_BYTES:
		return number_option("max-bytes", optarg, &out->max_bytes);
	case OPTION_MAX_RECORDS:
		return number_option("max-records", optarg, &out->max_records);
	case OPTION_PUBLISHER:
		return text_option("publisher", optarg, &out->publisher);
	case OPTION_REASON:
		return text_option("reason", optarg, &out->reason);
	case OPTION_REPAIR:
		return repair_option(optarg, &out->repairs);
	case OPTION_RUN:
		return number_option("run", optarg, &out->run_number);
	case OPTION_SAME:
		out->same = true;
		return -1;
	case OPTION_TITLE:
		return text_option("title", optarg, &out->title);
	case OPTION_UNTIL:
		return until_option(optarg, &out->until);
	case OPTION_USER:
		out->user = optarg;
		return -1;
	default:
		return EXIT_USAGE; /* getopt has said what is wrong */
	}
}

static const struct command *
command_find(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	}
	return NULL;
}

static bool
takes(const char *options, const char *name)
{
	char word[40];

	snprintf(word, sizeof(word), " %s ", name);
	return strstr(options, word) != NULL;
}

/* "duplicates" tells all pairs, or takes one decision about one pair. */
static bool
pair_asked(const struct options *options)
{
	int decisions = options->same + options->different + options->forget;

	return decisions <= 1 &&
	       options->arguments_count == (decisions ? 2u : 0u);
}

static int
command_check_arguments(
    const struct command *command, const bool *given, struct options *out)
{
	for (size_t i = 0; long_options[i].name; i++) {
		if (given[i] && !takes(common_options, long_options[i].name) &&
		    !takes(command->options, long_options[i].name))
			return wrong("--%s is no option of \"%s\"",
			    long_options[i].name, command->name);
	}
	if (out->arguments_count < command->at_least ||
	    out->arguments_count > command->at_most)
		return wrong("usage: signpost-import %s", command->form);
	if (command->run == command_hide && !out->reason)
		return wrong("usage: signpost-import %s", command->form);
	if ((out->changes && !out->arguments_count) ||
	    (out->run_number && !out->changes))
		return wrong("usage: signpost-import %s", command->form);
	if (command->run == command_duplicates && !pair_asked(out))
		return wrong("usage: signpost-import %s", command->form);
	out->command = command->name;
	out->run = command->run;
	out->needs_no_folder = command->run == command_check ||
			       command->run == command_eligibility;
	out->only_prints = out->needs_no_folder ||
			   command->run == command_report ||
			   (command->run == command_reports && !out->done) ||
			   command->run == command_status ||
			   (command->run == command_duplicates &&
			       out->arguments_count == 0);
	return -1;
}

/* Options may stand before and after the command: getopt sorts that out. */
int
options_read(int argc, char **argv, struct options *out)
{
	bool given[ARRAY_LEN(long_options)] = {false};
	const struct command *command;
	int option, at = -1, status;

	memset(out, 0, sizeof(*out));
	while ((option = getopt_long(
		    argc, argv, "c:d:hV", long_options, &at)) != -1) {
		if (at >= 0)
			given[at] = true;
		at = -1;
		status = read_option(option, out);
		if (status >= 0)
			return status;
	}
	if (optind == argc) {
		fputs(usage, stderr);
		return EXIT_USAGE;
	}
	command = command_find(argv[optind]);
	if (!command)
		return wrong("there is no command \"%s\"", argv[optind]);
	out->arguments = (const char *const *)&argv[optind + 1];
	out->arguments_count = (size_t)(argc - optind - 1);
	status = command_check_arguments(command, given, out);
	if (status >= 0)
		return status;
	if (!out->data_folder)
		out->data_folder = path_data_folder();
	if (!out->config)
		out->config = path_config("feeds.conf");
	return -1;
}

void
options_clear(struct options *options)
{
	free(options->config);
	free(options->data_folder);
}
