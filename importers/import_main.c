/*
 * signpost-import: from councils' XML to the directory that is served.  It
 * alone writes the record, and reads no XML itself.
 */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "base/log.h"
#include "base/privileges.h"
#include "importers/options.h"

/* "check" and "eligibility" work without a data folder: as nobody then. */
static bool
become(const struct options *options)
{
	bool folder = access(options->data_folder, F_OK) == 0;
	const char *user = options->user;

	if (!user && !folder && geteuid() == 0 && options->needs_no_folder)
		user = "nobody";
	return privileges_drop(user, options->data_folder);
}

/*
 * Whoever reads what we print may stop reading: that ends a report, as it
 * ends any program in a pipe, but no import in its middle.
 */
static int
run(const struct options *options)
{
	int status;

	if (!options->only_prints)
		signal(SIGPIPE, SIG_IGN);
	status = options->run(options);
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	log_line("signpost-import: what it prints could not be written");
	return options->only_prints ? EXIT_FAILED : status;
}

int
main(int argc, char **argv)
{
	struct options options;
	int status;

	log_open("signpost-import");
	status = options_read(argc, argv, &options);
	if (status < 0)
		status = become(&options) ? run(&options) : EXIT_FAILED;
	options_clear(&options);
	return status;
}
