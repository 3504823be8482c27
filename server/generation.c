#include "server/generation.h"

#include <assert.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

void
generation_live_folder(const char *data_folder, char folder[PATH_MAX])
{
	char *link = xasprintf("%s/live", data_folder);

	if (realpath(link, folder) == NULL)
		*folder = '\0';
	free(link);
}

/* One look at the rows: whether they can be read, and how many there are. */
static bool
read_totals(struct generation *generation, char *error, size_t error_size)
{
	struct served *served;
	enum served_result result;

	served = served_open(generation->folder, error, error_size);
	if (served == NULL)
		return false;
	result = served_totals(served, &generation->totals);
	served_close(served);
	if (result == SERVED_OK)
		return true;
	snprintf(error, error_size, "%s: the rows cannot be counted",
	    generation->folder);
	return false;
}

static bool
generation_load(struct generation *generation, char *error, size_t error_size)
{
	struct manifest *manifest = &generation->manifest;
	char *path;

	if (!manifest_read(generation->folder, manifest, error, error_size) ||
	    !manifest_check(manifest, generation->folder,
		GENERATION_HASH_AT_ONCE, error, error_size))
		return false;
	path = xasprintf("%s/search.index", generation->folder);
	generation->index = index_open(path, error, error_size);
	free(path);
	return generation->index != NULL &&
	       read_totals(generation, error, error_size);
}

static void
generation_free(struct generation *generation)
{
	if (generation->index != NULL)
		index_close(generation->index);
	free(generation);
}

struct generation *
generation_open(const char *folder, char *error, size_t error_size)
{
	struct generation *generation = xcalloc(1, sizeof(*generation));

	generation->references = 1;
	assert(strlen(folder) < sizeof(generation->folder));
	strcpy(generation->folder, folder);
	if (generation_load(generation, error, error_size))
		return generation;
	generation_free(generation);
	return NULL;
}

static int
is_number(const struct dirent *entry)
{
	return entry->d_name[strspn(entry->d_name, "0123456789")] == '\0';
}

struct generation *
generation_open_newest(const char *data_folder, const char *except)
{
	char *parent = xasprintf("%s/generations", data_folder), *path;
	char folder[PATH_MAX], error[256];
	struct generation *found = NULL;
	struct dirent **names = NULL;
	int count;

	/* The names are numbers of one width: the newest sorts last. */
	count = scandir(parent, &names, is_number, alphasort);
	while (count-- > 0) {
		path = xasprintf("%s/%s", parent, names[count]->d_name);
		if (found == NULL && realpath(path, folder) != NULL &&
		    strcmp(folder, except) != 0)
			found = generation_open(folder, error, sizeof(error));
		free(path);
		free(names[count]);
	}
	free(names);
	free(parent);
	return found;
}

bool
generation_verify(
    const struct generation *generation, char *error, size_t error_size)
{
	return manifest_check(&generation->manifest, generation->folder,
	    LONG_MAX, error, error_size);
}

bool
generation_large(const struct generation *generation)
{
	const struct manifest *manifest = &generation->manifest;
	size_t i;

	for (i = 0; i < manifest->files_count; i++) {
		if (manifest->files[i].bytes > GENERATION_HASH_AT_ONCE)
			return true;
	}
	return false;
}

struct generation *
generation_hold(struct generation *generation)
{
	__atomic_add_fetch(&generation->references, 1, __ATOMIC_RELAXED);
	return generation;
}

void
generation_release(struct generation *generation)
{
	int left;

	if (generation == NULL)
		return;
	left = __atomic_sub_fetch(&generation->references, 1, __ATOMIC_ACQ_REL);
	assert(left >= 0);
	if (left == 0)
		generation_free(generation);
}
