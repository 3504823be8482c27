/*
 * signpost-import: from councils' XML to the directory that is served.  It
 * alone writes the record, and reads no XML itself.
 */
#include <string.h>

#include "base/log.h"
#include "base/privileges.h"
#include "importers/options.h"

int
main(int argc, char **argv)
{
	struct options options;
	int status;

	log_open("signpost-import");
	status = options_read(argc, argv, &options);
	if (status < 0) {
		/* What reads only standard input needs no folder either. */
		if (strcmp(options.command, "eligibility") == 0 ||
		    privileges_drop(options.user, options.data_folder))
			status = options.run(&options);
		else
			status = EXIT_FAILED;
	}
	options_clear(&options);
	return status;
}
