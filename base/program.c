#include "base/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "base/wire.h"

/* "ADDRESSES PERMISSIONS OFFSET DEVICE INODE   PATH", as proc(5) has it. */
#define MAPS "/proc/self/maps"

struct mapping {
	unsigned long long inode;
	char *path;
};

struct mappings {
	struct mapping *list;
	size_t count;
};

/* Keeps the file of a line that maps code.  False: the line is not read. */
static bool
line_read(const char *line, struct mappings *out)
{
	char permissions[5];
	unsigned long long inode;
	int path = 0;

	if (sscanf(line, "%*s %4s %*s %*s %llu %n", permissions, &inode,
		&path) != 2 ||
	    path == 0)
		return false;
	if (strchr(permissions, 'x') == NULL || line[path] != '/')
		return true;
	out->list = grow_array(out->list, out->count, sizeof(*out->list));
	out->list[out->count++] = (struct mapping){inode, xstrdup(line + path)};
	return true;
}

static bool
mappings_read(struct mappings *out)
{
	FILE *maps = fopen(MAPS, "re");
	char *line = NULL;
	size_t room = 0;
	bool good = maps != NULL;

	while (good && getline(&line, &room, maps) > 0) {
		line[strcspn(line, "\n")] = '\0';
		good = line_read(line, out);
	}
	free(line);
	if (maps != NULL)
		fclose(maps);
	return good && out->count > 0;
}

static int
compare_paths(const void *a, const void *b)
{
	return strcmp(((const struct mapping *)a)->path,
	    ((const struct mapping *)b)->path);
}

static void
add_time(struct buf *out, struct timespec when)
{
	wire_put_i64(out, when.tv_sec);
	wire_put_i64(out, when.tv_nsec);
}

/* False: the name leads elsewhere by now. */
static bool
add_file(struct buf *out, const struct mapping *mapping)
{
	struct stat status;

	if (stat(mapping->path, &status) != 0 ||
	    status.st_ino != mapping->inode)
		return false;
	wire_put_text(out, mapping->path);
	wire_put_i64(out, (int64_t)status.st_dev);
	wire_put_i64(out, (int64_t)status.st_ino);
	wire_put_i64(out, status.st_size);
	add_time(out, status.st_mtim);
	add_time(out, status.st_ctim);
	return true;
}

bool
program_identity(struct buf *out)
{
	struct mappings mappings = {0};
	bool good = mappings_read(&mappings);

	/* Where they lie differs from process to process. */
	if (good)
		qsort(mappings.list, mappings.count, sizeof(*mappings.list),
		    compare_paths);
	for (size_t i = 0; i < mappings.count; i++) {
		good = good && add_file(out, &mappings.list[i]);
		free(mappings.list[i].path);
	}
	free(mappings.list);
	return good;
}
