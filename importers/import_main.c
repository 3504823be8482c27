/*
 * signpost-import: from councils' XML to the directory that is served.  It
 * alone writes the record, and reads no XML itself.
 */
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

int
main(int argc, char **argv)
{
	struct options options;
	int status;

	log_open("signpost-import");
	status = options_read(argc, argv, &options);
	if (status < 0)
		status = become(&options) ? options.run(&options) : EXIT_FAILED;
	options_clear(&options);
	return status;
}
