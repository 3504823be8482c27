#include "server/site_known.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/url.h"
#include "schema/place.h"

struct known_file {
	struct known_list **lists; /* each stays where it is */
	size_t count;
};

static const struct config_key known_keys[] = {
    {NULL, "", CONFIG_LINE, offsetof(struct known_list, line), 0, 0, NULL,
	NULL},
    {NULL, "title", CONFIG_TEXT, offsetof(struct known_list, title), 0, 0, NULL,
	"what the list is called"},
    {NULL, "publisher", CONFIG_TEXT, offsetof(struct known_list, publisher), 0,
	0, NULL, "who keeps it"},
    {NULL, "area", CONFIG_LIST, offsetof(struct known_list, areas), 0, 0, NULL,
	"which council or ward it is for; may be repeated"},
    {NULL, "url", CONFIG_TEXT, offsetof(struct known_list, url), 0, 0, NULL,
	"where people can read it"},
    {0}};

static void *
open_list(void *arg, const char *name UNUSED, char *error, size_t error_size)
{
	struct known_file *file = arg;

	if (file->count == KNOWN_MAX) {
		snprintf(error, error_size, "at most %d lists", KNOWN_MAX);
		return NULL;
	}
	file->lists =
	    grow_array(file->lists, file->count, sizeof(*file->lists));
	file->lists[file->count] = xcalloc(1, sizeof(struct known_list));
	return file->lists[file->count++];
}

static bool
is_link(const char *text)
{
	char *link = url_link(text);
	bool same = link != NULL && strcmp(link, text) == 0;

	free(link);
	return same;
}

/* What is wrong with a list, or NULL. */
static const char *
list_wrong(const struct known_list *list)
{
	char slug[PLACE_MAX_NAME];

	if (list->title == NULL || *list->title == '\0')
		return "title is missing";
	if (list->areas.count == 0)
		return "area is missing";
	if (list->areas.count > KNOWN_MAX_AREAS)
		return "area is given more than 20 times";
	for (size_t i = 0; i < list->areas.count; i++) {
		place_slug(list->areas.values[i], slug);
		if (*slug == '\0')
			return "area takes the GSS code or the name of a "
			       "council, a ward or a nation";
	}
	if (list->url != NULL && *list->url != '\0' && !is_link(list->url))
		return "url takes a web address";
	return NULL;
}

bool
known_read(const char *path, struct known_list **lists, size_t *count,
    char *error, size_t error_size)
{
	struct known_file file = {0};
	const char *why = NULL;
	bool good =
	    path == NULL || config_read_sections(path, NULL, NULL, known_keys,
				open_list, &file, error, error_size);

	for (size_t i = 0; good && i < file.count && why == NULL; i++) {
		why = list_wrong(file.lists[i]);
		if (why != NULL)
			snprintf(error, error_size, "%s: line %ld: %s", path,
			    file.lists[i]->line, why);
	}
	*lists = xcalloc(file.count + 1, sizeof(**lists));
	for (size_t i = 0; i < file.count; i++) {
		(*lists)[i] = *file.lists[i];
		free(file.lists[i]);
	}
	free(file.lists);
	*count = file.count;
	return good && why == NULL;
}

void
known_clear(struct known_list *lists, size_t count)
{
	for (size_t i = 0; i < count; i++)
		config_clear(known_keys, &lists[i]);
	free(lists);
}
