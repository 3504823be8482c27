#include "importers/mapping_files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/paths.h"
#include "base/privileges.h"
#include "base/utf8.h"

static const char ending[] = ".mapping";

static bool
ends_as_mapping(const char *name)
{
	size_t length = strlen(name);

	return length > sizeof(ending) - 1 &&
	       strcmp(name + length - (sizeof(ending) - 1), ending) == 0;
}

bool
mapping_name_is_file(const char *name)
{
	return strchr(name, '/') != NULL || ends_as_mapping(name);
}

static bool
file_read(const char *path, struct arena *arena, char **out, char *error,
    size_t error_size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	char *text = xmalloc(MAPPING_MAX_BYTES);
	const char *problem = NULL;
	size_t length = 0;
	ssize_t n = -1;

	while (fd >= 0 && length < MAPPING_MAX_BYTES &&
	       (n = read(fd, text + length, MAPPING_MAX_BYTES - length)) > 0)
		length += (size_t)n;
	if (n < 0)
		problem = privileges_error(errno);
	else if (length == MAPPING_MAX_BYTES)
		problem = "it is over 256 KiB";
	else if (!utf8_valid(text, length))
		problem = "it is not UTF-8";
	if (problem)
		snprintf(error, error_size, "mapping %s: %s", path, problem);
	*out = arena_strndup(arena, text, length);
	if (fd >= 0)
		close(fd);
	free(text);
	return !problem;
}

/* "samples/trafford.mapping" is called "trafford". */
static char *
plain_name(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	size_t length = strlen(name);

	if (ends_as_mapping(name))
		length -= sizeof(ending) - 1;
	return arena_strndup(arena, name, length);
}

static int
by_name(const void *a, const void *b)
{
	const struct reader_mapping *one = a, *other = b;

	return strcmp(one->name, other->name);
}

static bool
shipped_names(struct arena *arena, const char *folder,
    struct reader_mapping *out, size_t *count)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;

	*count = 0;
	while (dir && (entry = readdir(dir))) {
		if (*entry->d_name != '.' && ends_as_mapping(entry->d_name) &&
		    *count < MAPPING_MAX_FILES)
			out[(*count)++].name = plain_name(arena, entry->d_name);
	}
	if (!dir)
		return false;
	closedir(dir);
	qsort(out, *count, sizeof(*out), by_name);
	return true;
}

static void
no_such_mapping(
    struct arena *arena, const char *name, char *error, size_t error_size)
{
	struct reader_mapping known[MAPPING_MAX_FILES];
	char *folder = path_data("mappings");
	size_t count, length;

	length = (size_t)snprintf(error, error_size,
	    "there is no mapping \"%.60s\" (a file of yours ends in"
	    " .mapping); we ship:",
	    name);
	shipped_names(arena, folder, known, &count);
	for (size_t i = 0; i < count && length < error_size; i++)
		length += (size_t)snprintf(error + length, error_size - length,
		    "%s %s", i ? "," : "", known[i].name);
	free(folder);
}

bool
mapping_file_read(const char *name, struct arena *arena,
    struct reader_mapping *out, char *error, size_t error_size)
{
	char *path, *file, *text = NULL;
	bool read;

	out->name = plain_name(arena, name);
	if (mapping_name_is_file(name)) {
		path = xstrdup(name);
	} else {
		file = xasprintf("mappings/%s%s", name, ending);
		path = path_data(file);
		free(file);
		if (access(path, F_OK) < 0) {
			no_such_mapping(arena, name, error, error_size);
			free(path);
			return false;
		}
	}
	read = file_read(path, arena, &text, error, error_size);
	out->text = text;
	free(path);
	return read;
}

bool
mapping_files_shipped(struct arena *arena, struct reader_mapping **out,
    size_t *count, char *error, size_t error_size)
{
	char *folder = path_data("mappings");

	*out = arena_alloc(arena, MAPPING_MAX_FILES * sizeof(**out));
	if (!shipped_names(arena, folder, *out, count)) {
		snprintf(error, error_size, "%s: %s", folder,
		    privileges_error(errno));
		free(folder);
		return false;
	}
	free(folder);
	for (size_t i = 0; i < *count; i++) {
		if (!mapping_file_read(
			(*out)[i].name, arena, &(*out)[i], error, error_size))
			return false;
	}
	return true;
}
