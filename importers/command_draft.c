/*
 * "check --draft": a first mapping for a document, on standard output.
 * Nothing is read into listings, and nothing is written.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/privileges.h"
#include "importers/commands.h"
#include "importers/draft.h"
#include "importers/fetch_address.h"

static void
problem_cb(void *arg, const struct problem *problem)
{
	say_problem(arg, problem);
}

/* A file's name, without the folder it is in. */
static const char *
plain_name(const char *source)
{
	const char *slash = strrchr(source, '/');

	return slash != NULL ? slash + 1 : source;
}

static int
open_source(const char *source)
{
	int fd;

	if (strcmp(source, "-") == 0)
		return STDIN_FILENO;
	if (fetch_is_address(source)) {
		log_line("%s: a draft is made from a file: fetch it first, "
			 "with curl or a browser",
		    source);
		return -1;
	}
	fd = open(source, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		log_line("%s: %s", source, privileges_error(errno));
	return fd;
}

static bool
draft(const struct options *options, const struct reader_source *sources)
{
	const struct reader_handler handler = {
	    .arg = (void *)"draft", .problem = problem_cb};
	const struct reader_job job = {.survey = true,
	    .sources = sources,
	    .sources_count = options->arguments_count,
	    .max_bytes = options->max_bytes,
	    .repairs = options->repairs};
	struct reader_summary summary;
	struct arena arena = {0};
	struct buf out = {0};
	bool done = false;

	if (reader_run(&job, &handler, &arena, &summary) == READER_OK) {
		done = draft_write(&out, &summary, plain_name(sources[0].name),
		    options->repairs);
		if (done)
			fputs(buf_text(&out), stdout);
		else
			log_line("%s: no element in it has a name or title: "
				 "there is nothing to guess from",
			    sources[0].name);
	}
	buf_clear(&out);
	arena_clear(&arena);
	return done && fflush(stdout) == 0;
}

int
command_draft(const struct options *options)
{
	struct reader_source *sources =
	    xcalloc(options->arguments_count, sizeof(*sources));
	size_t opened = 0;
	bool good = true;

	while (good && opened < options->arguments_count) {
		sources[opened].name = options->arguments[opened];
		sources[opened].fd = open_source(sources[opened].name);
		good = sources[opened].fd >= 0;
		opened += good;
	}
	good = good && draft(options, sources);
	while (opened-- > 0)
		if (sources[opened].fd != STDIN_FILENO)
			close(sources[opened].fd);
	free(sources);
	return good ? EXIT_DONE : EXIT_FAILED;
}
