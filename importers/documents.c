#include "importers/documents.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/log.h"
#include "base/number.h"
#include "base/privileges.h"
#include "base/write_all.h"
#include "importers/fetch_address.h"

#define COPY_BYTES (256 << 10) /* at a time */

/* How the names of kept documents begin: what gave the listings, and not. */
#define TAKEN "run"
#define HELD  "held"

static int
source_open(const char *name, char *error, size_t error_size)
{
	struct stat about;
	int fd;

	if (fetch_is_address(name)) {
		snprintf(error, error_size,
		    "this is read from a file alone: fetch it yourself");
		return -1;
	}
	if (strcmp(name, "-") == 0)
		fd = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
	else
		fd = open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0 || fstat(fd, &about) < 0) {
		snprintf(error, error_size, "%s", privileges_error(errno));
	} else if (S_ISDIR(about.st_mode)) {
		snprintf(error, error_size,
		    "it is a folder; name the XML file in it");
	} else {
		return fd;
	}
	if (fd >= 0)
		close(fd);
	return -1;
}

static bool
folder_make(const char *path, char *error, size_t error_size)
{
	if (mkdir(path, 0700) == 0 || errno == EEXIST)
		return true;
	snprintf(error, error_size, "%s: %s", path, privileges_error(errno));
	return false;
}

/* Copies at most "room" bytes; returns how many, -1: errno says why not. */
static long
copy_bytes(int from, int to, long room)
{
	char *data = xmalloc(COPY_BYTES);
	long copied = 0;
	ssize_t n = 0;

	while (copied < room) {
		n = read(from, data,
		    room - copied < COPY_BYTES ? (size_t)(room - copied)
					       : COPY_BYTES);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		if (!write_all(to, data, (size_t)n)) {
			n = -1;
			break;
		}
		copied += n;
	}
	free(data);
	return n < 0 ? -1 : copied;
}

static bool
source_copy(struct documents *documents, const char *mark, size_t at,
    long max_bytes, char *error, size_t error_size)
{
	struct reader_source *source = &documents->sources[at];
	char *path =
	    xasprintf("%s/.new-%s-%zu", documents->feeds, mark, at + 1);
	int fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	long copied = -1;

	documents->copies[at] = path;
	if (fd >= 0)
		copied = copy_bytes(
		    source->fd, fd, max_bytes + 1 - documents->bytes);
	if (copied < 0) {
		snprintf(error, error_size, "it could not be copied to %s: %s",
		    path, privileges_error(errno));
		if (fd >= 0)
			close(fd);
		return false;
	}
	documents->bytes += copied;
	/* The disk can begin while the reader reads; the sync comes later. */
	sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE);
	close(source->fd);
	source->fd = fd;
	return lseek(fd, 0, SEEK_SET) == 0;
}

/* Known beforehand where all are files: the progress line tells the rest. */
static void
bytes_add(struct documents *documents, int fd)
{
	struct stat about;

	if (documents->bytes >= 0 && fstat(fd, &about) == 0 &&
	    S_ISREG(about.st_mode))
		documents->bytes += about.st_size;
	else
		documents->bytes = -1;
}

bool
documents_open(struct documents *documents, const char *data_folder,
    const char *mark, const char *const *names, const int *fetched,
    size_t count, long max_bytes, char *error, size_t error_size)
{
	bool opened = true;

	memset(documents, 0, sizeof(*documents));
	documents->sources = xcalloc(count, sizeof(*documents->sources));
	documents->copies = xcalloc(count, sizeof(*documents->copies));
	for (size_t i = 0; i < count && opened; i++) {
		int fd = fetched && fetched[i] >= 0
			     ? fcntl(fetched[i], F_DUPFD_CLOEXEC, 3)
			     : source_open(names[i], error, error_size);

		opened = fd >= 0;
		documents->wrong = names[i];
		if (opened)
			documents->sources[documents->count++] =
			    (struct reader_source){names[i], fd};
	}
	if (opened && data_folder) {
		documents->feeds = xasprintf("%s/feeds", data_folder);
		opened = folder_make(documents->feeds, error, error_size);
	}
	for (size_t i = 0; i < documents->count && opened; i++) {
		documents->wrong = documents->sources[i].name;
		if (data_folder)
			opened = source_copy(
			    documents, mark, i, max_bytes, error, error_size);
		else
			bytes_add(documents, documents->sources[i].fd);
	}
	if (!opened) {
		const char *wrong = documents->wrong;

		documents_close(documents);
		documents->wrong = wrong;
	}
	return opened;
}

static char *
kept_path(
    const struct documents *documents, const char *kind, long run, size_t at)
{
	return documents->count == 1
		   ? xasprintf("%s/%s-%ld.xml", documents->folder, kind, run)
		   : xasprintf("%s/%s-%ld-%zu.xml", documents->folder, kind,
			 run, at + 1);
}

/* The number of a kept run's file; 0 where it is something else. */
static long
kept_run(const char *kind, const char *name)
{
	size_t prefix = strlen(kind), length;
	char digits[20] = "";
	long run;

	if (strncmp(name, kind, prefix) != 0 || name[prefix] != '-')
		return 0;
	name += prefix + 1;
	length = strspn(name, "0123456789");
	if (length == 0 || length >= sizeof(digits))
		return 0;
	memcpy(digits, name, length);
	return number_long(digits, 1, 1L << 60, &run) ? run : 0;
}

/* Newest first; returns how many. */
static size_t
kept_runs(const struct documents *documents, const char *kind, long *runs,
    size_t room)
{
	DIR *folder = opendir(documents->folder);
	struct dirent *entry;
	size_t count = 0;

	while (folder && (entry = readdir(folder))) {
		long run = kept_run(kind, entry->d_name);
		size_t at = 0;

		while (at < count && runs[at] > run)
			at++;
		if (!run || (at < count && runs[at] == run) || at == room)
			continue;
		if (count < room)
			count++;
		memmove(
		    &runs[at + 1], &runs[at], (count - at - 1) * sizeof(*runs));
		runs[at] = run;
	}
	if (folder)
		closedir(folder);
	return count;
}

static bool
same_bytes(int fd, const char *path)
{
	int other = open(path, O_RDONLY | O_CLOEXEC);
	char *a = xmalloc(COPY_BYTES), *b = xmalloc(COPY_BYTES);
	struct stat one, two;
	off_t at = 0;
	ssize_t n = 0;
	bool same = false;

	if (other < 0 || fstat(fd, &one) < 0 || fstat(other, &two) < 0 ||
	    one.st_size != two.st_size)
		goto out;
	do {
		at += n;
		n = pread(fd, a, COPY_BYTES, at);
	} while (n > 0 && pread(other, b, (size_t)n, at) == n &&
		 memcmp(a, b, (size_t)n) == 0);
	same = n == 0;
out:
	free(a);
	free(b);
	if (other >= 0)
		close(other);
	return same;
}

/* The number of the newest kept run of this kind, if it is this set; or 0. */
static long
kept_already(const struct documents *documents, const char *kind)
{
	long newest;

	if (kept_runs(documents, kind, &newest, 1) == 0)
		return 0;
	for (size_t i = 0; i < documents->count; i++) {
		char *path = kept_path(documents, kind, newest, i);
		bool same = same_bytes(documents->sources[i].fd, path);

		free(path);
		if (!same)
			return 0;
	}
	return newest;
}

char *
documents_newest(
    const char *data_folder, const char *feed, size_t count, size_t at)
{
	struct documents documents = {
	    .folder = xasprintf("%s/feeds/%s", data_folder, feed),
	    .count = count};
	char *path = NULL;
	long newest;

	if (kept_runs(&documents, TAKEN, &newest, 1) > 0)
		path = kept_path(&documents, TAKEN, newest, at);
	free(documents.folder);
	return path;
}

long
documents_kept_run(const struct documents *documents)
{
	long run = documents->folder ? kept_already(documents, TAKEN) : 0;

	if (!run && documents->folder)
		run = kept_already(documents, HELD);
	return run;
}

char *
documents_kept_path(const char *data_folder, const char *feed, long run,
    size_t count, size_t at)
{
	struct documents documents = {
	    .folder = xasprintf("%s/feeds/%s", data_folder, feed),
	    .count = count};
	char *path = kept_path(&documents, TAKEN, run, at);

	if (access(path, F_OK) < 0) {
		free(path);
		path = kept_path(&documents, HELD, run, at);
	}
	free(documents.folder);
	return path;
}

static bool
hash_add(struct buf *hashes, const char *path)
{
	char hash[SHA256_TEXT];

	if (!path || !sha256_file(path, hash))
		return false;
	buf_printf(hashes, "%s\n", hash);
	return true;
}

bool
documents_hash(const struct documents *documents, char out[SHA256_TEXT])
{
	struct buf hashes = {0};
	bool known = documents->count > 0;

	for (size_t i = 0; i < documents->count && known; i++)
		known = hash_add(&hashes, documents->copies[i]);
	sha256_text(buf_text(&hashes), hashes.length, out);
	buf_clear(&hashes);
	return known;
}

bool
documents_newest_hash(
    const char *data_folder, const char *feed, char out[SHA256_TEXT])
{
	struct documents documents = {
	    .folder = xasprintf("%s/feeds/%s", data_folder, feed)};
	struct buf hashes = {0};
	char *path = NULL;
	long newest;
	bool found = kept_runs(&documents, TAKEN, &newest, 1) > 0;

	/* One alone has no number; of several, as many as there are. */
	for (size_t at = 0; found; at++) {
		free(path);
		documents.count = at == 0 ? 1 : 2;
		path =
		    kept_path(&documents, TAKEN, newest, at == 0 ? 0 : at - 1);
		if (!hash_add(&hashes, path) && at > 0)
			break;
	}
	free(path);
	free(documents.folder);
	found = hashes.length > 0;
	sha256_text(buf_text(&hashes), hashes.length, out);
	buf_clear(&hashes);
	return found;
}

static bool
folder_sync(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool synced = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return synced;
}

bool
documents_keep(struct documents *documents, const char *feed, long run,
    bool held, char *error, size_t error_size)
{
	bool kept = true;

	if (!documents->feeds)
		return true;
	documents->folder = xasprintf("%s/%s", documents->feeds, feed);
	if (!folder_make(documents->folder, error, error_size))
		return false;
	if (kept_already(documents, TAKEN) ||
	    (held && kept_already(documents, HELD)))
		return true;
	for (size_t i = 0; i < documents->count && kept; i++) {
		char *path = kept_path(documents, held ? HELD : TAKEN, run, i);

		kept = fsync(documents->sources[i].fd) == 0 &&
		       rename(documents->copies[i], path) == 0;
		free(path);
	}
	if (kept && folder_sync(documents->folder))
		return true;
	snprintf(
	    error, error_size, "%s: %s", documents->folder, strerror(errno));
	return false;
}

/*
 * Another name for each file of this kind whose run is one of these: of the
 * other kind, and of the run "as", where that is not 0.
 */
static void
rename_kept(const struct documents *documents, const char *kind, long first,
    long last, const char *other, long as)
{
	DIR *folder = opendir(documents->folder);
	struct dirent *entry;

	while (folder && (entry = readdir(folder))) {
		const char *name = entry->d_name;
		long run = kept_run(kind, name);
		char *path, *to;

		if (run < first || run > last || run == 0)
			continue;
		path = xasprintf("%s/%s", documents->folder, name);
		name += strlen(kind) + 1;
		name += strspn(name, "0123456789");
		to = xasprintf("%s/%s-%ld%s", documents->folder, other,
		    as ? as : run, name);
		if (rename(path, to) < 0)
			log_line("%s: %s", path, strerror(errno));
		free(path);
		free(to);
	}
	if (folder)
		closedir(folder);
}

void
documents_undone(
    const char *data_folder, const char *feed, long run, bool restores, long by)
{
	struct documents documents = {
	    .folder = xasprintf("%s/feeds/%s", data_folder, feed)};

	if (restores)
		rename_kept(&documents, HELD, run, run, TAKEN, by);
	else
		rename_kept(&documents, TAKEN, run, by, HELD, 0);
	if (!folder_sync(documents.folder) && errno != ENOENT)
		log_line("%s: %s", documents.folder, strerror(errno));
	free(documents.folder);
}

static void
prune(const struct documents *documents, const char *kind)
{
	long runs[DOCUMENTS_KEPT];
	DIR *folder;
	struct dirent *entry;

	if (kept_runs(documents, kind, runs, DOCUMENTS_KEPT) < DOCUMENTS_KEPT)
		return;
	folder = opendir(documents->folder);
	while (folder && (entry = readdir(folder))) {
		long run = kept_run(kind, entry->d_name);

		if (run && run < runs[DOCUMENTS_KEPT - 1] &&
		    unlinkat(dirfd(folder), entry->d_name, 0) < 0)
			log_line("%s/%s: %s", documents->folder, entry->d_name,
			    strerror(errno));
	}
	if (folder)
		closedir(folder);
}

void
documents_prune(struct documents *documents)
{
	if (!documents->folder)
		return;
	prune(documents, TAKEN);
	prune(documents, HELD);
}

void
documents_close(struct documents *documents)
{
	for (size_t i = 0; i < documents->count; i++) {
		if (documents->sources[i].fd >= 0)
			close(documents->sources[i].fd);
		/* Where it was kept, it no longer has this name. */
		if (documents->copies[i])
			unlink(documents->copies[i]);
		free(documents->copies[i]);
	}
	free(documents->sources);
	free(documents->copies);
	free(documents->folder);
	free(documents->feeds);
	memset(documents, 0, sizeof(*documents));
}
