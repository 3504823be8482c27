#include "importers/publish_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/log.h"
#include "base/number.h"

#define BUILDING_MARK ".new-"
#define LIVE_LINK     "live"
#define LIVE_LINK_NEW ".live-new"

char *
generation_folder(const char *data_folder, long number)
{
	return xasprintf("%s/" GENERATIONS_FOLDER "/%0*ld", data_folder,
	    GENERATION_DIGITS, number);
}

char *
generation_building(const char *data_folder, long number)
{
	return xasprintf("%s/" GENERATIONS_FOLDER "/" BUILDING_MARK "%0*ld",
	    data_folder, GENERATION_DIGITS, number);
}

bool
generations_create(const char *data_folder)
{
	char *path = xasprintf("%s/" GENERATIONS_FOLDER, data_folder);
	bool created = mkdir(path, 0755) == 0 || errno == EEXIST;

	free(path);
	return created;
}

/* The number of a folder's name, finished or being built; 0: no such name. */
static long
name_number(const char *name)
{
	size_t mark = strlen(BUILDING_MARK);
	long number;

	if (strncmp(name, BUILDING_MARK, mark) == 0)
		name += mark;
	return number_long(name, 1, LONG_MAX, &number) ? number : 0;
}

static bool
is_building(const char *name)
{
	return strncmp(name, BUILDING_MARK, strlen(BUILDING_MARK)) == 0;
}

/* Calls for each entry of DATA/generations. */
static void
each_entry(const char *data_folder,
    void (*entry)(void *arg, const char *path, const char *name), void *arg)
{
	char *folder = xasprintf("%s/" GENERATIONS_FOLDER, data_folder);
	DIR *dir = opendir(folder);
	struct dirent *found;

	while (dir != NULL && (found = readdir(dir)) != NULL) {
		char *path;

		if (strcmp(found->d_name, ".") == 0 ||
		    strcmp(found->d_name, "..") == 0)
			continue;
		path = xasprintf("%s/%s", folder, found->d_name);
		entry(arg, path, found->d_name);
		free(path);
	}
	if (dir != NULL)
		closedir(dir);
	free(folder);
}

static void
highest_cb(void *arg, const char *path UNUSED, const char *name)
{
	long *highest = arg, number = name_number(name);

	if (number > *highest)
		*highest = number;
}

long
generations_highest(const char *data_folder)
{
	long highest = 0;

	each_entry(data_folder, highest_cb, &highest);
	return highest;
}

long
generation_live(const char *data_folder)
{
	char *path = xasprintf("%s/" LIVE_LINK, data_folder);
	char target[PATH_MAX];
	ssize_t length = readlink(path, target, sizeof(target) - 1);
	const char *last;

	free(path);
	if (length <= 0)
		return 0;
	target[length] = '\0';
	last = strrchr(target, '/');
	return last != NULL ? name_number(last + 1) : 0;
}

/* A generation holds files alone, no folders. */
void
generation_remove(const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *found;

	while (dir != NULL && (found = readdir(dir)) != NULL)
		if (strcmp(found->d_name, ".") != 0 &&
		    strcmp(found->d_name, "..") != 0)
			unlinkat(dirfd(dir), found->d_name, 0);
	if (dir != NULL)
		closedir(dir);
	if (rmdir(folder) != 0 && errno != ENOENT)
		log_line("publish: %s: %s", folder, strerror(errno));
}

static void
tidy_cb(void *arg UNUSED, const char *path, const char *name)
{
	if (is_building(name))
		generation_remove(path);
}

void
generations_tidy(const char *data_folder)
{
	char *link = xasprintf("%s/" LIVE_LINK_NEW, data_folder);

	unlink(link);
	free(link);
	each_entry(data_folder, tidy_cb, NULL);
}

struct numbers {
	long *number;
	size_t count;
};

static void
numbers_cb(void *arg, const char *path UNUSED, const char *name)
{
	struct numbers *numbers = arg;
	long number = name_number(name);

	if (number == 0 || is_building(name))
		return;
	numbers->number = grow_array(
	    numbers->number, numbers->count, sizeof(*numbers->number));
	numbers->number[numbers->count++] = number;
}

static int
newest_first(const void *left, const void *right)
{
	long a = *(const long *)left, b = *(const long *)right;

	return (a < b) - (a > b);
}

void
generations_prune(const char *data_folder, long keep)
{
	struct numbers numbers = {0};
	long live = generation_live(data_folder);
	long others = live != 0 ? keep - 1 : keep;

	each_entry(data_folder, numbers_cb, &numbers);
	if (numbers.count > 0)
		qsort(
		    numbers.number, numbers.count, sizeof(long), newest_first);
	for (size_t i = 0; i < numbers.count; i++) {
		char *folder;

		if (numbers.number[i] == live || others-- > 0)
			continue;
		folder = generation_folder(data_folder, numbers.number[i]);
		generation_remove(folder);
		free(folder);
	}
	free(numbers.number);
}

bool
path_sync(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int saved;
	bool synced;

	if (fd < 0)
		return false;
	synced = fsync(fd) == 0;
	saved = errno;
	close(fd);
	errno = saved;
	return synced;
}

bool
generation_name(const char *data_folder, long number)
{
	char *building = generation_building(data_folder, number);
	char *folder = generation_folder(data_folder, number);
	char *above = xasprintf("%s/" GENERATIONS_FOLDER, data_folder);
	bool named = rename(building, folder) == 0 && path_sync(above);

	free(building);
	free(folder);
	free(above);
	return named;
}

bool
generation_go_live(const char *data_folder, long number)
{
	char *target =
	    xasprintf(GENERATIONS_FOLDER "/%0*ld", GENERATION_DIGITS, number);
	char *link_new = xasprintf("%s/" LIVE_LINK_NEW, data_folder);
	char *link = xasprintf("%s/" LIVE_LINK, data_folder);
	bool live = (unlink(link_new) == 0 || errno == ENOENT) &&
		    symlink(target, link_new) == 0 &&
		    rename(link_new, link) == 0;

	/* From here on it is live, on the disk or not yet. */
	if (live && !path_sync(data_folder))
		log_line("publish: %s: %s", data_folder, strerror(errno));
	free(target);
	free(link_new);
	free(link);
	return live;
}
