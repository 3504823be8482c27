/* A run's documents: files as they are, addresses fetched beside the record. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/privileges.h"
#include "importers/fetch.h"
#include "importers/fetch_address.h"
#include "importers/import_parts.h"

static bool
refuse(struct import *import, const char *source, const char *what)
{
	import_problem(import, &(struct problem){.kind = PROBLEM_DOCUMENT,
				   .line = 1,
				   .source = source,
				   .what = what,
				   .done = "nothing was changed"});
	return false;
}

/* A file without a name, gone with its last descriptor; -1: errno. */
static int
nameless_file(const char *folder)
{
	int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	char *path;

	if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR))
		return fd;
	/* A file system that knows none. */
	path = xasprintf("%s/.fetch-XXXXXX", folder);
	fd = mkostemp(path, O_CLOEXEC);
	if (fd >= 0)
		unlink(path);
	free(path);
	return fd;
}

static bool
fetch_one(struct import *import, size_t at, long max_bytes, int *fd)
{
	const char *folder = import->importer->data_folder;
	struct fetch_job job = {.address = import->job->sources[at],
	    .max_bytes = max_bytes,
	    .allow_private = import->job->allow_private};
	struct fetch_answer answer;

	*fd = nameless_file(folder ? folder : P_tmpdir);
	if (*fd < 0)
		return refuse(
		    import, import->names[at], privileges_error(errno));
	job.to = *fd;
	if (fetch_run(&job, import->arena, &answer) == FETCH_OK)
		return lseek(*fd, 0, SEEK_SET) == 0;
	return refuse(import, import->names[at],
	    answer.why ? answer.why
		       : "the server says that it has not changed, though we"
			 " have none");
}

/* Opens the rest beside what was fetched. */
static bool
documents_begin(struct import *import, const int *fetched, long max_bytes)
{
	const struct import_job *job = import->job;
	char error[1000];

	import->opened = documents_open(&import->documents,
	    job->dry_run ? NULL : import->importer->data_folder, import->names,
	    fetched, job->sources_count, max_bytes, error, sizeof(error));
	return import->opened || refuse(import, import->documents.wrong, error);
}

bool
import_open(struct import *import)
{
	const struct import_job *job = import->job;
	long max_bytes = job->max_bytes ? job->max_bytes : FEED_MAX_BYTES;
	int *fetched = xcalloc(job->sources_count, sizeof(*fetched));
	bool good = true;

	for (size_t i = 0; i < job->sources_count; i++)
		fetched[i] = -1;
	for (size_t i = 0; i < job->sources_count && good; i++) {
		if (fetch_is_address(job->sources[i]))
			good = fetch_one(import, i, max_bytes, &fetched[i]);
	}
	good = good && documents_begin(import, fetched, max_bytes);
	for (size_t i = 0; i < job->sources_count; i++) {
		if (fetched[i] >= 0)
			close(fetched[i]);
	}
	free(fetched);
	return good;
}
