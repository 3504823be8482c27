#include "schema/inbox.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "base/write_all.h"
#include "schema/code.h"

#define DAY_S   86400
#define ID_DAY  8 /* digits of "20261123", and four of the alphabet */
#define ID_MARK 4
#define TRIES   20 /* names that may be taken already */

/* Where the keeper writes what has no name yet; it is one process. */
#define NEW_NAME ".new"

/* An open folder; -1: errno. */
static int
folder_open(const char *data_folder, bool make)
{
	char *path = xasprintf("%s/inbox", data_folder);
	int fd = -1;

	if (!make || mkdir(path, 0700) == 0 || errno == EEXIST)
		fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(path);
	return fd;
}

bool
inbox_id_valid(const char *id)
{
	return strspn(id, "0123456789") >= ID_DAY && id[ID_DAY] == '-' &&
	       strlen(id) == INBOX_ID_TEXT - 1 &&
	       strspn(id + ID_DAY + 1, CODE_ALPHABET) == ID_MARK;
}

/* Each name of a report in the folder, which is closed. */
typedef void name_cb(void *arg, int folder, const char *name);

static bool
each_name(int folder, name_cb *each, void *arg)
{
	DIR *names = folder < 0 ? NULL : fdopendir(folder);
	struct dirent *entry;

	if (names == NULL && folder >= 0)
		close(folder);
	if (names == NULL)
		return folder < 0 && errno == ENOENT; /* an empty one */
	while ((entry = readdir(names)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 &&
		    strcmp(entry->d_name, "..") != 0)
			each(arg, folder, entry->d_name);
	closedir(names);
	return true;
}

struct measured {
	long reports, bytes;
};

/* Whatever lies there takes room. */
static void
measure_cb(void *arg, int folder, const char *name)
{
	struct measured *measured = arg;
	struct stat status;

	if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
		return;
	measured->reports++;
	measured->bytes += (long)status.st_size;
}

long
inbox_room(const char *data_folder)
{
	struct measured measured = {0};
	long by_bytes;

	if (!each_name(folder_open(data_folder, false), measure_cb, &measured))
		return 0;
	if (measured.reports >= INBOX_MAX_REPORTS ||
	    measured.bytes >= INBOX_MAX_BYTES)
		return 0;
	by_bytes = (INBOX_MAX_BYTES - measured.bytes) / VISITOR_MAX_BYTES;
	return by_bytes < INBOX_MAX_REPORTS - measured.reports
		   ? by_bytes
		   : INBOX_MAX_REPORTS - measured.reports;
}

/* A whole file under a passing name; false: errno, and it is gone. */
static bool
write_file(int folder, const char *name, const struct visitor_report *report)
{
	int fd = openat(folder, name,
	    O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	struct buf bytes = {0};
	bool written;
	int why;

	if (fd < 0)
		return false;
	visitor_report_write(&bytes, report);
	written = write_all(fd, bytes.data, bytes.length) && fsync(fd) == 0;
	why = errno;
	buf_clear(&bytes);
	if (close(fd) != 0 && written) {
		written = false;
		why = errno;
	}
	if (!written)
		unlinkat(folder, name, 0);
	errno = why;
	return written;
}

/* The day it came, and what nobody can guess. */
static bool
make_id(time_t when, char out[INBOX_ID_TEXT])
{
	unsigned char random[ID_MARK];
	char day[DATE_INSTANT];

	if (getrandom(random, sizeof(random), 0) != (ssize_t)sizeof(random))
		return false;
	date_instant(when, day);
	snprintf(
	    out, INBOX_ID_TEXT, "%.4s%.2s%.2s-xxxx", day, day + 5, day + 8);
	for (size_t i = 0; i < ID_MARK; i++)
		out[ID_DAY + 1 + i] =
		    CODE_ALPHABET[random[i] % (sizeof(CODE_ALPHABET) - 1)];
	return true;
}

/* Gives the new file a name that no other has. */
static bool
name_file(int folder, time_t when)
{
	char id[INBOX_ID_TEXT];

	for (int try = 0; try < TRIES; try++) {
		if (!make_id(when, id))
			return false;
		/* Unlike rename() it takes no other report's place. */
		if (linkat(folder, NEW_NAME, folder, id, 0) == 0)
			return unlinkat(folder, NEW_NAME, 0) == 0 &&
			       fsync(folder) == 0;
		if (errno != EEXIST)
			return false;
	}
	return false;
}

bool
inbox_add(const char *data_folder, const struct visitor_report *report,
    char *error, size_t error_size)
{
	int folder;
	bool added;

	if (inbox_room(data_folder) <= 0) {
		snprintf(error, error_size, "it is full");
		return false;
	}
	folder = folder_open(data_folder, true);
	added = folder >= 0 && write_file(folder, NEW_NAME, report) &&
		name_file(folder, report->when);
	if (!added)
		snprintf(error, error_size, "%s", strerror(errno));
	if (folder >= 0)
		close(folder);
	return added;
}

bool
inbox_put(const char *data_folder, const char *id,
    const struct visitor_report *report)
{
	int folder = folder_open(data_folder, false);
	char name[32];
	bool put;

	if (folder < 0)
		return false;
	snprintf(name, sizeof(name), ".%ld", (long)getpid());
	put = write_file(folder, name, report) &&
	      renameat(folder, name, folder, id) == 0 && fsync(folder) == 0;
	close(folder);
	return put;
}

bool
inbox_remove(const char *data_folder, const char *id)
{
	int folder = folder_open(data_folder, false);
	bool removed;

	if (folder < 0)
		return false;
	removed = unlinkat(folder, id, 0) == 0 && fsync(folder) == 0;
	close(folder);
	return removed;
}

/* False: it is no report. */
static bool
read_report(int folder, const char *name, struct arena *arena,
    struct visitor_report *out)
{
	char bytes[VISITOR_MAX_BYTES + 1];
	size_t length = 0;
	ssize_t step = 1;
	/* A pipe that somebody left there must not hold us up. */
	int fd = openat(
	    folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

	if (fd < 0)
		return false;
	while (length < sizeof(bytes) && step > 0) {
		step = read(fd, bytes + length, sizeof(bytes) - length);
		if (step > 0)
			length += (size_t)step;
	}
	close(fd);
	return step >= 0 && visitor_report_read(bytes, length, arena, out);
}

static void
read_cb(void *arg, int folder, const char *name)
{
	struct inbox *inbox = arg;
	struct visitor_report report;
	struct inbox_item *item;

	if (name[0] == '.')
		return;
	if (!inbox_id_valid(name) ||
	    !read_report(folder, name, &inbox->arena, &report)) {
		inbox->damaged++;
		return;
	}
	inbox->items = grow_array(inbox->items, inbox->count, sizeof(*item));
	item = &inbox->items[inbox->count++];
	memcpy(item->id, name, INBOX_ID_TEXT);
	item->report = report;
}

static int
newest_first(const void *a, const void *b)
{
	const struct inbox_item *one = a, *other = b;

	if (one->report.when != other->report.when)
		return one->report.when > other->report.when ? -1 : 1;
	return strcmp(one->id, other->id);
}

bool
inbox_read(const char *data_folder, struct inbox *out)
{
	*out = (struct inbox){0};
	if (!each_name(folder_open(data_folder, false), read_cb, out))
		return false;
	if (out->count > 0)
		qsort(
		    out->items, out->count, sizeof(*out->items), newest_first);
	return true;
}

void
inbox_clear(struct inbox *inbox)
{
	free(inbox->items);
	arena_clear(&inbox->arena);
	*inbox = (struct inbox){0};
}

struct tidying {
	const char *data_folder;
	time_t now;
	bool failed;
};

/* What was sent on is done with; of what was not, nobody is asked now. */
static bool
tidy_report(struct tidying *tidying, int folder, const char *id,
    struct visitor_report *report)
{
	if (tidying->now - report->when <= INBOX_CONTACT_DAYS * DAY_S)
		return true;
	if (report->sent != 0)
		return unlinkat(folder, id, 0) == 0;
	if (report->contact == NULL)
		return true;
	report->contact = NULL;
	return inbox_put(tidying->data_folder, id, report);
}

/* No report: one that is being written has a day, others a while. */
static bool
tidy_other(struct tidying *tidying, int folder, const char *name)
{
	time_t keep_s = name[0] == '.' ? DAY_S : INBOX_CONTACT_DAYS * DAY_S;
	struct stat status;

	return fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0 ||
	       tidying->now - status.st_mtime <= keep_s ||
	       unlinkat(folder, name, 0) == 0;
}

static void
tidy_cb(void *arg, int folder, const char *name)
{
	struct tidying *tidying = arg;
	struct visitor_report report;
	struct arena arena = {0};
	bool done;

	if (inbox_id_valid(name) && read_report(folder, name, &arena, &report))
		done = tidy_report(tidying, folder, name, &report);
	else
		done = tidy_other(tidying, folder, name);
	tidying->failed |= !done;
	arena_clear(&arena);
}

bool
inbox_tidy(const char *data_folder, time_t now)
{
	struct tidying tidying = {.data_folder = data_folder, .now = now};

	return each_name(folder_open(data_folder, false), tidy_cb, &tidying) &&
	       !tidying.failed;
}
