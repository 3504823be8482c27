/* A run's documents: files as they are, addresses fetched beside the record. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/privileges.h"
#include "importers/fetch.h"
#include "importers/fetch_address.h"
#include "importers/fetch_url.h"
#include "importers/import_parts.h"
#include "schema/record_fetched.h"

#define WALK_MAX_PAGES 500         /* open at once; NHS.uk had 320 */
#define WALK_TOTAL_S   1800        /* all pages of one feed */
#define PAGE_MAX_BYTES (16L << 20) /* what is larger is no page */

/* The documents as they come, sources and then the pages that they name. */
struct opening {
	struct import *import;
	long max_bytes; /* that may still come */
	long max_all;
	const char **names;
	char **addresses; /* as they were asked for; NULL of a file */
	int *fds;         /* -1: a file, not open yet */
	char (*hashes)[SHA256_TEXT]; /* of pages, while they are walked */
	size_t count;
	char *base; /* where the last one came from */
	/* By source: what the last run kept of it. */
	struct kept {
		int fd; /* -1: nothing that is still the same */
		struct record_fetched known;
	} * kept;
};

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

static void
opening_add(struct opening *opening, const char *name, char *address, int fd)
{
	struct arena *arena = opening->import->arena;
	size_t n = opening->count;

	opening->names =
	    arena_grow(arena, opening->names, n, sizeof(*opening->names));
	opening->addresses = arena_grow(
	    arena, opening->addresses, n, sizeof(*opening->addresses));
	opening->fds =
	    arena_grow(arena, opening->fds, n, sizeof(*opening->fds));
	opening->names[n] = name;
	opening->addresses[n] = address;
	opening->fds[n] = fd;
	opening->count++;
}

/*
 * The copy of a source that the last stored run kept, open, and what its
 * server gave with it; -1 where there is none that is still the same.
 */
static int
kept_copy(struct import *import, size_t at, struct record_fetched *known)
{
	const char *folder = import->importer->data_folder;
	const struct import_job *job = import->job;
	struct record_feed feed;
	char hash[SHA256_TEXT];
	char *path;
	int fd = -1;

	sha256_text(job->sources[at], strlen(job->sources[at]), hash);
	if (!job->id || !folder ||
	    record_feed_find(import->record, job->id, import->arena, &feed) !=
		RECORD_OK ||
	    record_fetched_find(import->record, feed.row, (long)at + 1,
		import->arena, known) != RECORD_OK ||
	    strcmp(hash, known->address) != 0)
		return -1;
	path = documents_newest(folder, job->id, job->sources_count, at);
	if (path && sha256_file(path, hash) &&
	    strcmp(hash, known->document) == 0)
		fd = open(path, O_RDONLY | O_CLOEXEC);
	free(path);
	return fd;
}

/* One document; its descriptor, or -1 and why not. */
static int
fetch_document(struct opening *opening, struct fetch_job *job, int copy,
    struct fetch_answer *answer)
{
	struct import *import = opening->import;
	const char *folder = import->importer->data_folder;
	int fd = nameless_file(folder ? folder : P_tmpdir);
	enum fetch_result result = FETCH_FAILED;

	*answer = (struct fetch_answer){0};
	job->to = fd;
	job->max_bytes = opening->max_bytes;
	job->feed_bytes = opening->max_all;
	job->max_ratio = import->job->max_ratio;
	job->timeout_s = import->job->timeout_s;
	job->ca_file = import->job->ca_file;
	job->allow_private = import->job->allow_private;
	if (fd < 0)
		answer->why =
		    arena_strdup(import->arena, privileges_error(errno));
	else
		result = fetch_run(job, import->arena, answer);
	if (result == FETCH_UNCHANGED && copy >= 0) {
		close(fd);
		return copy;
	}
	if (copy >= 0)
		close(copy);
	if (result == FETCH_OK && lseek(fd, 0, SEEK_SET) == 0)
		return fd;
	if (!answer->why)
		answer->why = arena_strdup(import->arena,
		    "the server says that it has not changed, though we have"
		    " no copy");
	if (fd >= 0)
		close(fd);
	return -1;
}

static void
bytes_count(struct opening *opening, int fd)
{
	struct stat about;

	if (fstat(fd, &about) == 0)
		opening->max_bytes -= about.st_size;
}

static bool
source_fetch(struct opening *opening, size_t at)
{
	struct import *import = opening->import;
	struct import_fetched *fetched = &import->fetched[at];
	const struct record_fetched *known = &opening->kept[at].known;
	int copy = opening->kept[at].fd, fd;
	struct fetch_job job = {.address = import->job->sources[at]};
	struct fetch_answer answer;

	if (copy >= 0) {
		job.etag = known->etag;
		job.last_modified = known->last_modified;
	}
	opening->kept[at].fd = -1;
	fd = fetch_document(opening, &job, copy, &answer);
	if (fd < 0)
		return refuse(import, import->names[at], answer.why);
	fetched->etag = answer.address ? answer.etag : known->etag;
	fetched->last_modified =
	    answer.address ? answer.last_modified : known->last_modified;
	bytes_count(opening, fd);
	opening->base = answer.address ? answer.address
				       : arena_strdup(import->arena,
					     import->job->sources[at]);
	opening_add(opening, import->names[at],
	    arena_strdup(import->arena, job.address), fd);
	return true;
}

static void
peek_listing_cb(void *arg UNUSED, struct listing *listing UNUSED)
{
}

static void
peek_problem_cb(void *arg UNUSED, const struct problem *problem UNUSED)
{
}

/*
 * What the last document says of further pages.  It is read for that alone,
 * before the run reads all of them as one set.  False: it cannot be, which
 * the run will find and report.
 */
static bool
page_peek(struct opening *opening, struct reader_summary *summary)
{
	const struct reader_handler handler = {
	    .listing = peek_listing_cb, .problem = peek_problem_cb};
	struct import *import = opening->import;
	int fd = opening->fds[opening->count - 1];
	const struct reader_source source = {"page", fd};
	struct reader_job job = {.sources = &source,
	    .sources_count = 1,
	    .max_bytes = PAGE_MAX_BYTES,
	    .repairs = import->job->repairs,
	    .max_records = import->job->max_records,
	    .limits = import->job->limits,
	    .mapping_chosen = import->job->mapping != NULL};
	struct stat about;
	bool read;

	if (fstat(fd, &about) < 0 || about.st_size > PAGE_MAX_BYTES ||
	    !import_mappings_read(import))
		return false;
	job.mappings = import->mappings;
	job.mappings_count = import->mappings_count;
	read = reader_run(&job, &handler, import->arena, summary) == READER_OK;
	return lseek(fd, 0, SEEK_SET) == 0 && read;
}

static bool
asked_before(const struct opening *opening, const char *address)
{
	for (size_t i = 0; i < opening->count; i++) {
		if (strcmp(opening->addresses[i], address) == 0)
			return true;
	}
	return false;
}

/* What came is read; as a page is missing, nothing is withdrawn for it. */
static void
walk_ends(struct opening *opening, const char *why)
{
	struct arena *arena = opening->import->arena;

	import_problem(
	    opening->import, &(struct problem){.kind = PROBLEM_NOTE,
				 .line = 1,
				 .source = opening->names[0],
				 .what = arena_printf(arena, "page %zu: %s",
				     opening->count + 1, why),
				 .done = "the pages before it are read"});
}

/* The next page's address; NULL: there is none, or it may not be asked. */
static char *
page_next(struct opening *opening, const struct reader_summary *summary)
{
	struct import *import = opening->import;
	const char *source = import->job->sources[0];
	char *address;

	if (summary->next)
		address = fetch_next(
		    import->arena, opening->base, summary->next, source);
	else if (summary->pages > (long)opening->count)
		address =
		    fetch_page(import->arena, source, (long)opening->count + 1);
	else
		return NULL;
	if (!address)
		walk_ends(opening, "its address is of another server, or none");
	else if (asked_before(opening, address))
		walk_ends(opening, "its address is that of an earlier one");
	else
		return address;
	return NULL;
}

/* A server that knows no pages sends the same again, whatever is asked. */
static bool
came_before(struct opening *opening, int fd)
{
	char hash[SHA256_TEXT];

	if (!sha256_open_file(fd, hash))
		return false;
	for (size_t i = 0; i < opening->count; i++) {
		if (strcmp(hash, opening->hashes[i]) == 0)
			return true;
	}
	memcpy(opening->hashes[opening->count], hash, sizeof(hash));
	return false;
}

static bool
page_fetch(struct opening *opening, char *address)
{
	struct import *import = opening->import;
	struct fetch_job job = {.address = address};
	struct fetch_answer answer;
	int fd = fetch_document(opening, &job, -1, &answer);

	if (fd < 0) {
		walk_ends(opening, answer.why);
		return false;
	}
	if (came_before(opening, fd)) {
		walk_ends(opening, "what came is an earlier page again");
		close(fd);
		return false;
	}
	bytes_count(opening, fd);
	opening->base = answer.address;
	opening_add(opening,
	    arena_printf(import->arena, "%s (page %zu)", import->names[0],
		opening->count + 1),
	    address, fd);
	return true;
}

/* From page to page, where the feed is one address. */
static void
pages_walk(struct opening *opening)
{
	time_t started = time(NULL);
	struct reader_summary summary = {0};
	char *address;

	opening->hashes = arena_alloc(opening->import->arena,
	    (WALK_MAX_PAGES + 1) * sizeof(*opening->hashes));
	if (!sha256_open_file(opening->fds[0], opening->hashes[0]))
		return;
	while (page_peek(opening, &summary) &&
	       (address = page_next(opening, &summary)) != NULL) {
		if (opening->count == WALK_MAX_PAGES ||
		    time(NULL) - started > WALK_TOTAL_S) {
			walk_ends(opening, "there are too many, or they take"
					   " too long");
			return;
		}
		if (!page_fetch(opening, address))
			return;
	}
}

static bool
documents_begin(struct opening *opening, long max_bytes)
{
	struct import *import = opening->import;
	char error[1000];

	import->opened = documents_open(&import->documents,
	    import->job->dry_run ? NULL : import->importer->data_folder,
	    import->feed.id, opening->names, opening->fds, opening->count,
	    max_bytes, error, sizeof(error));
	return import->opened || refuse(import, import->documents.wrong, error);
}

/* All that is asked of the record; the rest needs none. */
static void
kept_find(struct opening *opening)
{
	const struct import_job *job = opening->import->job;

	opening->kept = arena_alloc(opening->import->arena,
	    job->sources_count * sizeof(*opening->kept));
	for (size_t i = 0; i < job->sources_count; i++) {
		opening->kept[i].fd = -1;
		if (fetch_is_address(job->sources[i]))
			opening->kept[i].fd = kept_copy(
			    opening->import, i, &opening->kept[i].known);
	}
}

/* A file that messages call by another name than its own. */
static bool
file_open(struct opening *opening, size_t at)
{
	struct import *import = opening->import;
	int fd = open(import->job->sources[at], O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return refuse(
		    import, import->job->sources[at], privileges_error(errno));
	opening_add(opening, import->names[at], NULL, fd);
	return true;
}

static bool
documents_get(struct opening *opening)
{
	struct import *import = opening->import;
	const struct import_job *job = import->job;

	for (size_t i = 0; i < job->sources_count; i++) {
		bool got = true;

		if (job->names)
			got = file_open(opening, i);
		else if (fetch_is_address(job->sources[i]))
			got = source_fetch(opening, i);
		else
			opening_add(opening, import->names[i], NULL, -1);
		if (!got)
			return false;
	}
	if (job->sources_count == 1 && opening->addresses[0])
		pages_walk(opening);
	return documents_begin(opening, opening->max_all);
}

bool
import_open(struct import *import)
{
	const struct import_job *job = import->job;
	long max_bytes = job->max_bytes ? job->max_bytes : FEED_MAX_BYTES;
	struct opening opening = {
	    .import = import, .max_bytes = max_bytes, .max_all = max_bytes};
	char error[200];
	bool good;

	import->fetched = arena_alloc(
	    import->arena, job->sources_count * sizeof(*import->fetched));
	kept_find(&opening);
	record_pause(import->record);
	good = documents_get(&opening);
	for (size_t i = 0; i < opening.count; i++) {
		if (opening.fds[i] >= 0)
			close(opening.fds[i]);
	}
	for (size_t i = 0; i < job->sources_count; i++) {
		if (opening.kept[i].fd >= 0)
			close(opening.kept[i].fd);
	}
	if (record_resume(import->record, error, sizeof(error)))
		return good;
	return refuse(import, import->names[0], error);
}

bool
import_fetched_keep(struct import *import)
{
	const struct import_job *job = import->job;

	if (record_fetched_forget(import->record, import->feed.row) !=
	    RECORD_OK)
		return false;
	/* One page that is as before says nothing about the others. */
	if (import->documents.count != job->sources_count)
		return true;
	for (size_t i = 0; i < job->sources_count; i++) {
		const struct import_fetched *fetched = &import->fetched[i];
		char address[SHA256_TEXT], document[SHA256_TEXT];

		if ((!fetched->etag && !fetched->last_modified) ||
		    !import->documents.copies[i] ||
		    !sha256_file(import->documents.copies[i], document))
			continue;
		sha256_text(job->sources[i], strlen(job->sources[i]), address);
		if (record_fetched_put(import->record, import->feed.row,
			(long)i + 1,
			&(struct record_fetched){address, fetched->etag,
			    fetched->last_modified, document}) != RECORD_OK)
			return false;
	}
	return true;
}
