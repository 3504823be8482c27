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

/* The whole of a text file; false, with the reason, where it is none. */
static bool
text_read(const char *path, size_t most, struct arena *arena, char **out,
    const char **problem)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	char *text = xmalloc(most + 1);
	size_t length = 0;
	ssize_t n = -1;

	*problem = NULL;
	while (fd >= 0 && length <= most &&
	       (n = read(fd, text + length, most + 1 - length)) > 0)
		length += (size_t)n;
	if (n < 0)
		*problem = privileges_error(errno);
	else if (length > most)
		*problem = most == MAPPING_MAX_BYTES
			       ? "it is over 64 KiB"
			       : "it is over 1 MiB, with the others that the "
				 "mapping names";
	else if (!utf8_valid(text, length) || memchr(text, 0, length) != NULL)
		*problem = "it is not UTF-8";
	*out = arena_strndup(arena, text, *problem ? 0 : length);
	if (fd >= 0)
		close(fd);
	free(text);
	return !*problem;
}

/* The name in a line "table NAME file NAME.csv ..."; NULL where it is none. */
static char *
file_named(struct arena *arena, const char *line, size_t length)
{
	char *text = arena_strndup(arena, line, length), *save = NULL;
	static const char blanks[] = " \t\r";
	char *word = strtok_r(text, blanks, &save);
	bool file = false;

	if (word == NULL || strcmp(word, "table") != 0 ||
	    strtok_r(NULL, blanks, &save) == NULL)
		return NULL;
	while ((word = strtok_r(NULL, blanks, &save)) != NULL) {
		size_t end = strlen(word);

		if (!file) {
			file = strcmp(word, "file") == 0;
			continue;
		}
		if (end > 2 && (*word == '\'' || *word == '"') &&
		    word[end - 1] == *word) {
			word[end - 1] = '\0';
			word++;
		}
		return word;
	}
	return NULL;
}

/* A file of codes is named without a folder: it lies beside the mapping. */
static bool
beside_read(struct arena *arena, const char *path, unsigned line,
    const char *name, size_t *room, struct reader_mapping *out, char *error,
    size_t error_size)
{
	const char *slash = strrchr(path, '/'), *problem = NULL;
	int folder = slash != NULL ? (int)(slash - path) + 1 : 0;
	char *beside = xasprintf("%.*s%s", folder, path, name), *text = NULL;
	bool read = true;

	for (size_t i = 0; i < out->beside_count; i++)
		if (strcmp(out->beside[i].name, name) == 0)
			goto done;
	if (strchr(name, '/') != NULL || *name == '.')
		problem = "a file of codes lies beside the mapping, and is "
			  "named without a folder";
	else if (out->beside_count == READER_MAX_BESIDE)
		problem = "a mapping names at most 16 files of codes";
	else
		read = text_read(beside, *room, arena, &text, &problem);
	if (problem != NULL) {
		snprintf(error, error_size, "mapping %s: line %u: %s: %s", path,
		    line, name, problem);
		read = false;
		goto done;
	}
	*room -= strlen(text);
	out->beside = arena_grow(
	    arena, out->beside, out->beside_count, sizeof(*out->beside));
	out->beside[out->beside_count++] =
	    (struct reader_beside){.name = name, .text = text};
done:
	free(beside);
	return read;
}

static bool
file_read(const char *path, struct arena *arena, struct reader_mapping *out,
    char *error, size_t error_size)
{
	size_t room = READER_MAX_CODES;
	const char *problem;
	unsigned line = 1;
	char *text, *name;

	if (!text_read(path, MAPPING_MAX_BYTES, arena, &text, &problem)) {
		snprintf(error, error_size, "mapping %s: %s", path, problem);
		return false;
	}
	out->text = text;
	for (const char *at = text; *at != '\0'; line++) {
		size_t length = strcspn(at, "\n");

		name = file_named(arena, at, length);
		if (name != NULL && !beside_read(arena, path, line, name, &room,
					out, error, error_size))
			return false;
		at += length + (at[length] == '\n');
	}
	return true;
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
	char *path, *file;
	bool read;

	*out = (struct reader_mapping){.name = plain_name(arena, name)};
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
	read = file_read(path, arena, out, error, error_size);
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
